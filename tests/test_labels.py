"""labels: what a line of a page's head or foot states, with the span of each value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.layout.furniture import furniture_kind
from tifaku.layout.labels import labels, opening_label


def stated(line: str) -> list[tuple[str, str]]:
    return [(label.fact, line[label.start : label.end].rstrip(" |")) for label in labels(line)]


@pytest.mark.parametrize(
    "line, facts",
    [
        ("来源：重庆日报网 （责编：陈易、张祎）", [("outlet", "重庆日报网"), ("editors", "陈易、张祎")]),
        ("索 引 号：0070 名称：通告", [("", "0070"), ("index_title", "通告")]),
        ("全媒体编辑：王芳", [("editors", "王芳")]),  # 'editor for all media': any words in front of the role
        ("中国网 编辑：王芳", [("editors", "王芳")]),  # an outlet in front of it is none of them
        ("责 任 编 辑：王芳", [("editors", "王芳")]),
        ("资金来源：县财政", []),  # 'source of the money'
    ],
)
def test_labels_with_a_colon(line, facts):
    assert stated(line) == facts


@pytest.mark.parametrize(
    "line, facts",  # lines of portals that set blanks where others set colons
    [
        ("发布于 2019-09-26 07:19:52", [("published", "2019-09-26 07:19:52")]),
        ("发表于 2014-08-24 | 来源 青石网 | 作者 魏星", [("published", "2014-08-24"), ("outlet", "青石网"), ("author", "魏星")]),
        ("2020年3月1日 编辑 王芳", [("editors", "王芳")]),  # roles and names, as elsewhere
        ("编辑 张三 记者 李四", [("editors", "张三"), ("author", "李四")]),
        ("本报记者 程小宇 《山河日报》（2021年08月16日 第13版）", []),  # no label of a source: a byline
        ("来源 青石日报", [("outlet", "青石日报")]),
        ("标题 一河清水入画来", [("title", "一河清水入画来")]),
        ("作者\t王晓川", [("author", "王晓川")]),  # two cells of a table
        ("标题\t作者", []),  # the names of its columns
        ("来源 广泛，2020年 开始收集", []),  # a sentence: 'sources are many; collecting began in 2020'
    ],
)
def test_labels_without_a_colon(line, facts):
    assert stated(line) == facts


@pytest.mark.parametrize(
    "line, fact", [("【标题】一河清水", "title"), ("【副标题】一年之后", "subtitle"), ("一河清水：标题", None)]
)
def test_the_label_a_line_begins_with(line, fact):
    label = opening_label(line)
    assert (label and label.fact) == fact


@given(st.text(alphabet="来源：:丨 责编2021-07时间（）【】，。图为摄\ud800", max_size=60))
def test_values_lie_in_the_line(line):
    furniture_kind(line)
    assert all(0 <= label.start <= label.end <= len(line) for label in labels(line))
