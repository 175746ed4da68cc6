"""What a formula stands for: one case for each construction, the bait that must be refused, and what always holds."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tifaku.formulas import detect, find_formulas
from tifaku.formulas.stated import COMPLETE, expand
from tifaku.text.documents import Block, Document, as_document

CASES = json.loads((Path(__file__).parent / "cases" / "expansions.json").read_text("utf-8"))


def texts(formula):
    return [[c.text for c in group.components] for group in formula.groups]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    found = [f for f in find_formulas(case["text"]) if f.surface == case["surface"]]
    formula = found[case.get("occurrence", 0)]
    said = "complete" if formula.verdict == "probable" else formula.verdict  # how sure it is, is scored on annotated texts
    assert (said, texts(formula)) == (case["verdict"], case["components"])
    assert case["because"] in formula.because
    assert bool(formula.because) == any(case["components"])


def test_because_shows_the_arithmetic():
    (formula,) = find_formulas("围绕“党建强、发展强、治理强”，开展“五星三强”评定。")  # five stars, three strengths
    assert formula.because.endswith("declared 5 + 3, found 0 + 3")


def test_captions_do_not_break_a_row_of_headings():
    lines = ["县里推行“三个延伸”，让课堂走出校门，家长学生都满意。", "向社区延伸。孩子进社区。", "图为社区课堂"]
    lines += ["向企业延伸。孩子进工厂。", "向田野延伸。孩子进果园。"]
    text, blocks, at = "\n".join(lines), [], 0
    for line in lines:
        blocks.append(Block("caption" if line.startswith("图") else "paragraph", at, at + len(line)))
        at += len(line) + 1
    (formula,) = expand(Document("d", text, text, blocks=tuple(blocks)), detect(text))
    assert texts(formula) == [["向社区延伸", "向企业延伸", "向田野延伸"]]  # to the community, to firms, to the fields


def test_contradicting_mentions_are_not_shared():
    text = "“三园”即果园、茶园、菜园。后来“三园”指花园、公园、游园。再后来“三园”都建成了。"  # three gardens, told in two ways
    first, second, third = find_formulas(text)
    assert texts(first) == [["果园", "茶园", "菜园"]] and texts(second) == [["花园", "公园", "游园"]]
    assert third.verdict == "unresolved"


NAMES = [
    *("“三跨”", "四大工程", "“一控两减”", "“两环八射”", "“三会三会”", "“一标三个三和五大”"),
    *("“4+X”", "“1335”", "一村一品", "“九防”", "十无"),
]
LISTS = ["县、乡、村、组", "跨地区、跨部门、跨事权", "防火、防盗、防汛……", "抓产业，有力度", "“3”是", "工程"]
LINKS = [
    *("，即", "：", "是指", "（", "）", "等", "一是", "二是", "三是", "和", "以", "为", "统称", "之一"),
    *("既有", "也有", "其中，", "在", "上取得", "先", "再", "最后"),
]
PIECES = [*NAMES, *LISTS, *LINKS, "；", "。", "\n", "、", "“", "”", "\x00", "\ud800", ",", '"']


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=24).map("".join))
def test_components_are_verbatim_apart_and_in_order_and_the_verdict_is_the_arithmetic(text):
    text = as_document(text).text  # in which halves of surrogate pairs are marked
    for formula in find_formulas(text):
        counted = [g for g in formula.groups if isinstance(g.numeral, int)]
        for group in formula.groups:
            assert all(0 <= c.start < c.end <= len(text) and c.text == text[c.start : c.end] for c in group.components)
            assert all(a.end <= b.start for a, b in pairwise(group.components))
        places = sorted((c.start, c.end) for group in formula.groups for c in group.components)
        assert all(a[1] <= b[0] for a, b in pairwise(places))
        full = bool(counted) and all(len(g.components) == g.numeral for g in counted)
        told = formula.because.startswith("one phrase for each digit")
        assert (formula.verdict in ("complete", "probable")) == (full or told)
        assert (formula.verdict == "complete") <= (formula.confidence >= COMPLETE)
        assert (formula.verdict in ("unresolved", "not_applicable")) == (not any(g.components for g in formula.groups))


def test_formulas_are_kept_in_order_and_otherwise_unchanged():
    text = "“三跨”问题，即跨地区、跨部门、跨事权。四大工程开工。"
    before = detect(text)
    after = expand(as_document(text), before)
    assert [(f.start, f.end, f.kind) for f in after] == [(f.start, f.end, f.kind) for f in before]
