"""script: traditional to mainland simplified, words included; simplified text is left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.repair.script import script, simplified_only, traditional, traditional_only
from tifaku.text.edits import replay

CASES = json.loads(Path(__file__).with_name("cases").joinpath("script.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["gloss"])
def test_cases(case):
    repaired = replay(case["text"], script(case["text"]))
    assert (repaired == case["repaired"]) is (case["origin"] != "known failure")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["gloss"])
def test_edits_are_minimal(case):
    edits = script(case["text"])
    for edit in edits:  # a word of Taiwan can be longer or shorter than the mainland's
        assert len(edit.before) != len(edit.after) or edit.before[0] != edit.after[0] and edit.before[-1] != edit.after[-1]
    assert all(a.raw_end <= b.raw_start for a, b in zip(edits, edits[1:]))


@given(st.text(st.sampled_from("党黨建設乾旻乾净資訊網路支援，。\n A\x00\ud800著")))
def test_any_text_converts_once(text):
    once = replay(text, script(text))
    assert replay(once, script(once)) == once


def test_which_script_a_character_belongs_to():
    assert traditional_only().match("黨") and not traditional_only().match("干") and not traditional_only().match("党")
    assert traditional("党") == "黨"
    assert simplified_only("党") and not simplified_only("后") and not simplified_only("人")
