"""concordance: every place of a string, with the way back to the source."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku import kwic
from tifaku.corpus import read_text
from tifaku.tables.concordance import COLUMNS
from tifaku.text.documents import Block, Document

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases/concordance.json").read_text(encoding="utf-8"))
GLOSS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")  # pinyin that cloaks a text


@pytest.mark.parametrize("case", CASES, ids=[case["english"] for case in CASES])
def test_cases(case):
    assert kwic(case["text"], case["keyword"])[["pre", "keyword", "post"]].values.tolist() == case["lines"]


@given(st.text("甲乙\n，", max_size=30), st.text("甲乙", min_size=1, max_size=3))
def test_as_often_as_the_string_occurs_and_in_its_place(text, keyword):
    table = kwic(text, keyword)
    assert len(table) == text.count(keyword)
    assert all(text[a:b] == keyword for a, b in zip(table.start, table.end))


def gold(folder, texts):
    documents = {path.stem: read_text(path.read_bytes().decode("utf-8"), doc_id=path.stem) for path in texts.glob("*.txt")}
    for path in [*folder.glob("formulas.jsonl"), *folder.glob("gold*.jsonl")]:
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if record["kind"] != "negative":
                yield documents[record["doc"]], record


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_every_gold_surface_is_found_at_its_offset(name):
    folder = HERE / "gold" / name
    records = list(gold(folder, HERE.parent / "seeds" if name == "seeds" else folder / "docs"))
    for doc, record in records:
        surface = record.get("surface_simplified") or GLOSS.sub("", record["surface"])
        assert record["start"] in set(kwic(doc, surface).raw_start), (record["doc"], surface)
    assert len(records) == {"seeds": 69, "dev": 188}[name]


def test_left_and_right_order():
    text = "乙党建甲，甲党建乙，乙党建乙"
    assert kwic(text, "党建", width=1, sort="right")[["pre", "post"]].agg("".join, axis=1).to_list() == ["甲乙", "乙乙", "乙甲"]
    assert kwic(text, "党建", width=1, sort="left")[["pre", "post"]].agg("".join, axis=1).to_list() == ["乙甲", "乙乙", "甲乙"]


def test_captions_are_found_and_marked():
    text = "图为产业园\n产业兴旺"
    doc = Document("x", text, text, blocks=(Block("caption", 0, 5), Block("paragraph", 6, 10)))
    assert kwic(doc, "产业").in_body.to_list() == [False, True]


def test_the_range_in_the_source_is_given():
    row = kwic(read_text("深化“三級書記”抓扶貧"), "三级书记").iloc[0]
    assert (row.raw_start, row.raw_end) == (3, 7)


def test_nothing_found_has_the_columns():
    for docs in ("", [], "党建"):
        assert kwic(docs, ["产业"], sort="left").columns.to_list() == list(COLUMNS)


def test_what_cannot_be_looked_for_is_refused():
    with pytest.raises(ValueError, match="empty keyword"):
        kwic("党建", "")
    with pytest.raises(ValueError, match="'left', 'right'"):
        kwic("党建", "党建", sort="up")
