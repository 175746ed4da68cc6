"""Floors of the repair rules: the seeds come out as the gold has them; simulated damage is undone; clean text is untouched."""

import json
import re
from pathlib import Path

import pytest

from cloaking import cloak, scored
from tifaku.repair import repair
from tifaku.repair.decloak import decloak
from tifaku.text.documents import as_document

FULL = str.maketrans(",:;?!()", "，：；？！（）")
HERE = Path(__file__).parent
GOLD = HERE / "gold" / "seeds"
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
SIMPLIFIED = [GOLD / "repaired" / f"{path.name[:3]}.txt" for path in SEEDS]


def repaired(path):
    return repair(as_document(path.read_bytes().decode("utf-8")))


def squeezed(text):
    return re.sub(r"\s", "", text).replace("质量", "品质")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_line_of_the_gold_is_in_the_repaired_seed(path):
    text = squeezed(repaired(path).text)
    lines = (GOLD / "repaired" / f"{path.name[:3]}.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if squeezed(line) not in text] == []


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_second_repair_changes_nothing(path):
    assert repair(as_document(repaired(path).text)).edits == ()


def test_a_rule_can_be_left_out():
    doc = repair(as_document(SEEDS[3].read_bytes().decode("utf-8")), skip={"script"})
    assert "重大産業項目" in doc.text and not any("script" in edit.rule for edit in doc.edits)
    with pytest.raises(ValueError, match="scrpit"):
        repair(doc, skip={"scrpit"})


def test_the_four_damaged_places_of_seed_002():
    doc = repaired(SEEDS[2])
    rows = (GOLD / "repaired" / "002.repairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for start, end, _, _, simplified, *_ in (row.split("\t") for row in rows):
        spans = [edit for edit in doc.edits if edit.raw_start < int(end) and edit.raw_end > int(start)]
        assert "".join(edit.after for edit in spans).startswith(simplified) and not any(edit.doubt for edit in spans)


def test_gold_formulas_lead_back_to_the_source():
    """Exactly; in 002 the gold's span can end with a reading, which to_raw leaves out.

    One name (任雙石村) is not in the raw text at all: its first byte is half of a character that belongs to the one before.
    """
    docs = {path.name[:3]: repaired(path) for path in SEEDS}
    begins = {name: {doc.to_raw(k, k + 1)[0]: k for k in reversed(range(len(doc.text)))} for name, doc in docs.items()}
    records = [json.loads(row) for row in (GOLD / "formulas.jsonl").read_text(encoding="utf-8").splitlines()]
    for record in (r for r in records if not r.get("hidden_in_raw")):
        doc, start = docs[record["doc"][:3]], begins[record["doc"][:3]][record["start"]]
        end = start + len(record["surface_simplified"])
        raw_start, raw_end = doc.to_raw(start, end)
        assert doc.text[start:end] == record["surface_simplified"].translate(FULL)
        assert raw_start == record["start"] and re.fullmatch(r"(\([^()]*\))?", doc.raw[raw_end : record["end"]])
    assert len(records) > 200


@pytest.mark.parametrize(("cut", "places", "characters"), [(False, 0.9, 0.999), (True, 0.8, 0.998)])
def test_simulated_damage_is_undone(cut, places, characters):
    """Floors for five articles; bench_repair.py measures on a megabyte."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SIMPLIFIED)
    score = scored([cloak(text, seed, 450, cut) for seed in range(2)], decloak)
    assert score.exact >= places and score.characters >= characters and score.unflagged <= 0.03


@pytest.mark.parametrize("path", [*SIMPLIFIED, GOLD / "repaired" / "002.traditional.txt", SEEDS[3]], ids=lambda path: path.name)
def test_clean_text_is_not_decloaked(path):
    assert decloak(path.read_bytes().decode("utf-8")) == []
