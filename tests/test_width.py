"""width: half-width marks of Chinese text become full-width; numbers, times, addresses and English stay."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.repair.width import width
from tifaku.text.edits import replay

CASES = json.loads(Path(__file__).with_name("cases").joinpath("width.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["gloss"])
def test_cases(case):
    assert replay(case["text"], width(case["text"])) == case["repaired"]


@given(st.text(st.sampled_from("党建ab1%,:;?!() \n“”，（）、。http://")))
def test_folding_once_is_enough(text):
    once = replay(text, width(text))
    assert width(once) == []


def test_brackets_without_end_take_no_longer():
    assert len(width("党" + "(" * 200_000)) == 200_000
