"""titles: run-in headings by the manner in which paragraphs open, not by one short sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.layout.titles import run_in_headings

REST = "成立由县委书记任组长的领导小组，明确部门责任，定期调度推进。"  # 'a leading group headed by the county secretary …'


def _heads(text):
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    found = run_in_headings(text, [span for span in spans if span[0] < span[1]])
    return [(block.level, text[block.start : block.end]) for block in found]


@pytest.mark.parametrize(
    "openings, heads",
    [
        (["抓组织领导，谋划有高度。", "抓责任挂链，落实有力度。", "抓示范引领，影响有广度。"], 3),  # 'grasp …'
        (["强化“163”思路引领。", "强化干部队伍建设。", "强化民生保障。"], 3),  # a code in quotation marks is a name
        (["一是加强组织领导。", "各部门密切配合，积极落实。"], 1),  # 'first, strengthen leadership': a number is enough
        (["抓组织领导，谋划有高度。", "抓责任挂链，落实有力度。"], 2),  # two with parts of equal length
        (["春天到了。", "村民笑了。", "日子好了。"], 0),  # 'spring has come. The villagers smiled.'
        (["今年是决胜之年。", "近期工作繁忙。", "目前形势向好。"], 0),  # 'this year …', 'recently …', 'at present …'
        (["全镇有5个村。", "全镇有8条路。", "全镇有3座桥。"], 0),  # counts
        (["“先治其基。”", "“再筑其室。”", "“后成其事。”"], 0),  # quotations
        (["狠抓思想建设。", "锻造过硬队伍。", "选优村级班子。", "党建有力，发展给力。"], 3),  # a couplet among plain heads
    ],
)
def test_openings(openings, heads):
    found = _heads("\n".join(opening + REST for opening in openings))
    assert found == [(1, opening) for opening in openings[:heads]]


def test_heads_further_in():
    inner = ["旅游开发取得突破进展。", "工业转型取得积极进展。", "特色农业走出新路子。"]  # tourism, industry, farming move ahead
    text = "走好新路，产业转型稳步推进。" + "".join(head + REST for head in inner)
    assert [head for level, head in _heads(text) if level == 2] == inner
    assert _heads(inner[0] + REST) == []


@given(st.text(alphabet="抓党建，。一是1“”\n\ud800", max_size=60))
def test_any_text(text):
    assert all(head.endswith("。") for _, head in _heads(text))
