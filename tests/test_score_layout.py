"""Score: layout, body and metadata of the five seed articles against gold, wraps against text wrapped by ourselves."""

import json
import re
from pathlib import Path

import pytest

from tifaku.corpus import read_text
from tifaku.repair.wraps import wraps
from wrapping import STYLES, wrapped

HERE = Path(__file__).resolve().parent
GOLD, DEV = HERE / "gold/seeds", HERE / "gold/dev/docs"
LAYOUT = {record["doc"]: record["blocks"] for record in map(json.loads, (GOLD / "layout.jsonl").read_text("utf-8").splitlines())}
FACTS = {record["doc"]: record for record in map(json.loads, (GOLD / "metadata.jsonl").read_text("utf-8").splitlines())}
GLOSS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)$")


@pytest.fixture(scope="module", params=sorted(LAYOUT))
def doc(request):
    return _read(request.param)


def _read(doc_id):
    with open(HERE.parent / f"seeds/{doc_id}.txt", encoding="utf-8", newline="") as f:
        return read_text(f.read(), doc_id)


def _folded(text):
    return re.sub(r"[ \u3000\xa0]+", " ", text.replace("质量", "品质")).strip()  # gold takes either word


def test_body_is_the_repaired_text(doc):
    assert _folded(doc.body) == _folded((GOLD / f"repaired/{doc.doc_id[:3]}.txt").read_text("utf-8"))


def test_only_the_six_wraps_of_000_are_joined(doc):
    wanted = [tuple(join.split("|")) for block in LAYOUT[doc.doc_id] for join in block.get("joins", [])]
    joined = [edit for edit in doc.edits if edit.rule == "wraps"]
    assert len(joined) == len(wanted)
    for edit, (before, after) in zip(joined, wanted):
        assert doc.raw[: edit.raw_start].endswith(before[-2:]) and doc.raw[edit.raw_end :].startswith(after[:2])


def _gold_blocks(doc):
    for block in LAYOUT[doc.doc_id]:
        kind = "subtitle" if block.get("role") == "subtitle" else block["kind"]
        level = block["level"] if kind == "run_in_heading" else int("parent" in block)
        yield kind, block["start"], _without_gloss(doc.raw, block["start"], block["end"]), level


def _without_gloss(raw, start, end):
    """A span without the pinyin gloss of its last character, which its repaired text leaves out."""
    gloss = GLOSS.search(raw[start:end])
    return start + gloss.start() if gloss else end


def test_blocks():
    right = found = wanted = 0
    for doc_id in LAYOUT:
        doc = _read(doc_id)
        gold = set(_gold_blocks(doc))
        got = {(block.kind, *doc.to_raw(block.start, block.end), block.level) for block in doc.blocks}
        got = {(kind, start, _without_gloss(doc.raw, start, end), level) for kind, start, end, level in got}
        right, found, wanted = right + len(gold & got), found + len(got), wanted + len(gold)
    assert 2 * right / (found + wanted) >= 0.99


def test_metadata(doc):
    gold, facts = FACTS[doc.doc_id], doc.metadata
    place = gold["place"]
    wanted = {
        "title": gold["title_simplified"],
        **{name: gold.get(name) for name in ("subtitle", "section", "outlet", "author", "author_unit", "date", "time")},
        "editors": "、".join(name for credit in gold["editor_credits"] for name in credit["names"]) or None,
        "year_hint": gold["year_hint"] and gold["year_hint"]["year"],
        **{level: place[level]["name"] for level in ("province", "prefecture", "county")},
    }
    assert {name: facts[name].value for name in wanted if name in facts} == {k: v for k, v in wanted.items() if v is not None}
    assert set(facts["townships"].value.split("、")) == {town["name"] for town in place["townships"]}
    assert bool(gold["photo_credits"]) == ("photo_credit" in facts)
    for level in ("province", "prefecture", "county"):
        if level in facts:
            assert (facts[level].basis == "stated") == place[level]["stated"]


def test_every_fact_that_is_stated_shows_where(doc):
    for name, fact in doc.metadata.items():
        assert fact.basis in ("stated", "inferred")
        if fact.basis == "stated":
            assert fact.start < fact.end <= len(doc.text), name


@pytest.mark.parametrize("style", STYLES)
def test_artificial_wraps_are_found(style):
    texts = [path.read_text("utf-8").splitlines() for path in sorted((GOLD / "repaired").glob("00?.txt"))]
    texts.append([line.strip() for path in sorted(DEV.glob("*.txt")) for line in path.read_text("utf-8").splitlines() if line])
    right = found = wanted = 0
    for seed in range(3):
        for paragraphs in texts:
            text, breaks = wrapped(paragraphs, style, seed)
            got = {edit.raw_start for edit in wraps(text)}
            right, found, wanted = right + len(got & breaks), found + len(got), wanted + len(breaks)
    # without a width only what proves itself is joined: a paragraph that is cut in two at the end of a word can be two
    assert right / wanted >= (0.8 if STYLES[style][0] is None else 0.98)
    assert right / found >= 0.998


def test_sound_text_is_not_joined():
    for path in (GOLD / "repaired").glob("00?.txt"):
        assert wraps(path.read_text("utf-8")) == []
    for path in DEV.glob("*.txt"):
        assert wraps(path.read_text("utf-8")) == [], path.name
