"""bylines: who signs a line, and that ordinary lines are signed by nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.layout.bylines import bare_name, is_name, signers


@pytest.mark.parametrize(
    "line, names",
    [
        ("记者王雁博", ["王雁博"]),  # 'reporter'
        ("■ 金轩", ["金轩"]),
        ("本报记者 张 三 通讯员 李四 文/图", ["张 三", "李四"]),  # 'text and pictures'
        ("（记者 王小明 通讯员 赵钱孙）", ["王小明", "赵钱孙"]),
        ("记者陈智 整合", ["陈智"]),  # 'compiled by'
        ("龙岩市人民政府市长 胡盛", ["胡盛"]),  # 'mayor of Longyan'
        ("三亚市市长陈希", ["陈希"]),
        ("市长——余学友", ["余学友"]),
        ("市长伊力哈木·沙比尔", ["伊力哈木·沙比尔"]),  # a Uyghur name
        ("党建引领谱新篇", []),
        ("记者节快乐", []),  # 'happy journalists' day'
        ("第一书记王运洪走村入户遍访群众", []),  # 'first secretary Wang goes from house to house'
        ("记者：您如何看待乡村振兴？", []),
    ],
)
def test_signers(line, names):
    assert [line[start:end] for start, end in signers(line)] == names


def test_names():
    assert is_name("罗跃") and is_name("欧阳修远") and not is_name("高质量发展") and not is_name("")
    assert is_name("洛桑次仁") and is_name("乌云其木格") and not is_name("乡村振兴")  # Tibetan, Mongolian
    assert bare_name("李　兵") and bare_name("吾拉木江·热依木") and not bare_name("金口河城区全景")


@given(st.text(alphabet="记者王雁博·/（） \u3000■\ud800", max_size=70))
def test_names_lie_in_the_line(line):
    assert all(0 <= start < end <= len(line) for start, end in signers(line))
