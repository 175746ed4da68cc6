import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.slogans.series import find_series

CASES = json.loads((Path(__file__).parent / "cases" / "parallels.json").read_text("utf-8"))
WORDS = st.sampled_from([*"抓促得、，。“”用心从到\n·3\ud800\0", "党建", "发展"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:12])
def test_series(case):
    text = case["text"]
    assert ["|".join(text[s:e] for s, e in find.parts) for find in find_series(text)] == case["series"]


@given(st.lists(WORDS, max_size=60).map("".join))
def test_segments_are_different_and_in_order(text):
    for find in find_series(text):
        words = [text[s:e] for s, e in find.parts]
        assert len(set(words)) == len(words) > 1 and all(words)
        assert all(a[1] <= b[0] for a, b in zip(find.parts, find.parts[1:]))
        assert (find.start, find.end) == (find.parts[0][0], find.parts[-1][1])


@given(st.lists(WORDS, max_size=30).map("".join))
def test_a_sentence_before_changes_nothing(text):
    """What is found in a paragraph does not depend on the paragraph before it."""
    before = "今天开会。\n"
    shifted = [tuple((s - len(before), e - len(before)) for s, e in find.parts) for find in find_series(before + text)]
    assert shifted == [find.parts for find in find_series(text)]


def test_what_is_taken_is_no_series():
    text = "坚持“一领域一特色、一支部一品牌”。"  # 'one feature for each field, one brand for each branch': two formulas
    assert find_series(text) and not find_series(text, [(3, 9), (10, 16)])
