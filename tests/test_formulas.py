"""formulas: each kind with its groups and exact span, quoted or not; lookalikes stay out; any text is survived in linear time."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tifaku import formulas_table, lookalikes_table
from tifaku.corpus import read_text
from tifaku.formulas import detect, find_formulas
from tifaku.formulas.grammar import read_name
from tifaku.formulas.nouns import noun_end
from tifaku.formulas.quotations import split_code
from tifaku.text import lexicons
from tifaku.text.numerals import numeral_value

CASES = json.loads((Path(__file__).parent / "cases/formulas.json").read_text("utf-8"))
PIECES = "一二两三四五六七八九十百千双多个项大类抓度策户村工程、，。：；“”‘’「」\"'()（）1２3+＋NX年月 \n\x00\ud800𠀀a%"
TEXTS = st.text(alphabet=st.sampled_from(PIECES), max_size=80)


def numerals(formula):
    return [group.numeral for group in formula.groups]


@pytest.mark.parametrize("case", [c for c in CASES if c["origin"] != "known failure"], ids=lambda case: case["text"][:20])
def test_cases(case):
    found = [[f.surface, f.kind, numerals(f)] for f in detect(case["text"])]
    assert found == case["found"], case["english"]


@pytest.mark.xfail(strict=True, reason="nothing in the form tells these from true names")
@pytest.mark.parametrize("case", [c for c in CASES if c["origin"] == "known failure"], ids=lambda case: case["text"][:20])
def test_known_failures(case):
    assert [f.surface for f in detect(case["text"])] == case["found"], case["english"]


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_any_text_is_survived_and_spans_are_exact(text):
    found = detect(text)
    assert [f.surface for f in found] == [text[f.start : f.end] for f in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(f.kind == "distributive" or f.groups for f in found)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_what_stands_in_an_earlier_paragraph_moves_the_spans_only(text):
    alone = [(f.start, f.end) for f in detect("坚持“四抓四度”工作法，" + text)]
    moved = [(f.start - 20, f.end - 20) for f in detect("中" * 19 + "\n坚持“四抓四度”工作法，" + text)]
    assert alone == moved


ENDLESS = ["一" * 200_000, "“" * 10_000 + "三张牌" + "”" * 10_000, "、" * 500_000, "三张" * 60_000, "1+" * 100_000]


@pytest.mark.parametrize("text", ENDLESS, ids=["一", "nested quotes", "、", "三张", "1+"])
def test_odd_texts_of_any_length(text):
    assert all(f.surface in text for f in detect(text))


def test_numerals():
    values = {"两": 2, "十": 10, "十四": 14, "二十": 20, "３": 3, "双": 2, "多": "多", "N": "N", "百": 100}
    assert {numeral: numeral_value(numeral) for numeral in values} == values


def test_a_name_is_read_as_a_whole_or_not_at_all():
    assert read_name("三联三研三任").groups == ((3, "联"), (3, "研"), (3, "任"))  # three links, studies, appointments
    assert read_name("乡村振兴") is None  # 'rural revival'
    assert read_name("推进三大行动、做好服务") is None  # 'advance three actions, serve well'


def test_every_known_name_is_read_and_found_in_running_text():
    names = [row["name"] for row in lexicons.rows("bare_names")]
    assert [name for name in names if not read_name(name)] == []
    lost = [name for name in names if name not in [f.surface for f in detect(f"推进{name}，见到成效")]]
    assert len(lost) < 0.02 * len(names), lost


def test_a_noun_ends_before_the_verb():
    assert noun_end("四大主题深度融合", 2) == 4  # four themes merge in depth
    assert noun_end("十大产业提升行动。", 2) == 8  # ten industry-raising actions
    assert noun_end("三大问号仍然还在", 2) is None  # three question marks remain: no counted noun
    assert noun_end("三大问号仍然还在", 2, guess=True) == 4


def test_a_code_is_split_only_where_the_text_does():
    assert split_code("163", "“163”思路，深化16个领域改革", 5) is None  # '16 fields' explains nothing
    assert split_code("9073", "“9073”格局，“90”指居家，“7”指社区，“3”指机构", 6) == (90, 7, 3)  # at home, community, institutions


def test_find_formulas_expands_in_the_repaired_text():
    doc = read_text("深化“三級書記”抓扶貧，打好“綠色、生態、有機”三張牌", doc_id="x")
    secretaries, cards = find_formulas(doc)
    assert (secretaries.surface, secretaries.doc_id, secretaries.verdict) == ("三级书记", "x", "unresolved")
    assert doc.raw[slice(*doc.to_raw(cards.start, cards.end))] == "三張牌"
    assert [c.text for c in cards.groups[0].components] == ["绿色", "生态", "有机"]


def test_the_table_has_one_row_an_occurrence_and_loses_nothing():
    doc = read_text("推進“四城同創”，打好“綠色、生態、有機”三張牌，一戶一策，四城同創見效", doc_id="x")
    table = formulas_table(doc)
    assert table.surface.to_list() == ["四城同创", "三张牌", "一户一策", "四城同创"]
    card = table.iloc[1]
    assert (card.kind, card.numerals, card.heads, card.verdict) == ("counted", "3", "牌", "complete")
    assert (card.declared, card.found) == ("3", "3")
    assert card.components == "绿色|生态|有机"
    spans = [tuple(map(int, span.split("-"))) for span in card.component_spans.split("|")]
    assert [doc.text[s:e] for s, e in spans] == ["绿色", "生态", "有机"]
    assert doc.raw[card.raw_start : card.raw_end] == "三張牌"
    assert table.quoted.to_list() == [True, False, False, False]
    assert table.verdict.iloc[2] == "not_applicable"


def test_what_was_refused_is_shown_with_its_reason():
    table = lookalikes_table(
        "“一把手”督战，拨打“12345”热线，“三年行动”，“双向奔赴”，“和谐”，“第一书记”，“三张牌”，“一网通办、一窗出证”"
    )
    assert dict(zip(table.surface, table.reason)) == {
        "一把手": "a fixed word",  # the first in command
        "12345": "a number that counts nothing",
        "三年行动": "a length of time, a size or a rank",  # three-year drive
        "双向奔赴": "begins with a fixed word",  # going to meet each other
        "第一书记": "no form of a formula",  # first secretary
        "一网通办、一窗出证": "a proverb or a phrase",  # one network handles, one window issues
    }


def test_the_table_of_nothing_has_the_same_columns():
    assert formulas_table("没有").columns.to_list() == formulas_table("“三张牌”").columns.to_list()
    assert len(formulas_table([])) == 0


HEAD_NOUNS = {
    "实施“11357”发展战略，": "发展战略",  # development strategy
    "开展“三比三争活动”。": "活动",  # the noun stands inside the quotation
    "“四抓四度”深入推进金沙江移民党建示范长廊建设": None,  # promotes in depth …
    "“三级联动”破解小区治理难题": None,  # solves …
    "“两翼”指义务教育和高中教育。": None,  # means …
    "推行“三色”指标体系。": "指标体系",  # system of indicators
}


@pytest.mark.parametrize(("text", "noun"), HEAD_NOUNS.items())
def test_the_noun_that_a_name_qualifies(text, noun):
    (formula, *_) = detect(text)
    assert formula.head_noun == noun
