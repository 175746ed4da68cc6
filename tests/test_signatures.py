"""signatures: datelines and signatures are found where they stand, remarks in brackets are not."""

import pytest

from tifaku.layout.bylines import dateline, entitled, nested_signatures, split_lines
from tifaku.layout.lines import read_lines


@pytest.mark.parametrize(
    "line, found",
    [
        ("中国发展网讯 自白鹤滩水电站移民搬迁以来", "中国发展网讯"),
        ("新华社北京3月1日电（记者张三）春耕在即", "新华社北京3月1日电"),
        ("本报讯 （记者 王五）近年来", "本报讯"),
        ("县融媒体中心11月6日讯 近日", "县融媒体中心11月6日讯"),
        ("全县电网改造 进展顺利", ""),  # 'the county's power grid'
        ("近年来，通讯设施不断完善", ""),
    ],
)
def test_datelines(line, found):
    assert dateline(line) == found


@pytest.mark.parametrize(
    "ending, kind",
    [
        ("（云南省昭通市巧家县委组织部  饶锦）", "byline"),
        ("（记者 张三）", "byline"),
        ("（沙湾区委组织部 供稿）", "credit"),
        ("（责编：陈易、张祎）", "credit"),
        ("（按可比价格计算）", None),  # 'at comparable prices'
        ("（社区）", None),
    ],
)
def test_endings(ending, kind):
    text = "提供坚强组织保证。" + ending
    found = [(block.kind, text[block.start : block.end]) for block in nested_signatures(text, [(0, len(text))])]
    assert found == ([(kind, ending)] if kind else [])


def test_the_agency_entitles():
    assert entitled("新华社贵阳9月19日电 题：用汗水捍卫使命") == "新华社贵阳9月19日电 题："
    assert entitled("问题：怎么办") == entitled("题：") == ""


def test_a_line_is_split_between_name_and_credit_only():
    lines = split_lines(read_lines("罗跃 图片由黔江区融媒体中心提供\n张三 摄\n金河 丰收在望"))
    assert [line.text for line in lines] == ["罗跃", "图片由黔江区融媒体中心提供", "张三 摄", "金河 丰收在望"]
