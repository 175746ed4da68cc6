"""Every entry point keeps its promises for any text: a few examples here, many with make fuzz; what was found stays."""


import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fuzz
import promises

TEXTS = st.lists(st.one_of(st.sampled_from(fuzz.PIECES), st.text(max_size=6)), max_size=60).map("".join)
#: Figures take a second a text.
EXAMPLES = {"repair": 200, "formulas": 100, "slogans": 100, "tokens": 50, "tables": 8, "figures": 2}
#: What fuzzing found, by the name of what went wrong.
FOUND = {
    "half a surrogate pair fits into no table": ("tables", "<script>x\ud800"),
    "half a surrogate pair among lookalikes": ("formulas", "今年是云桥县落实“\ud800四城”目标的第六年。"),
    "nothing counts nothing, and stands for nothing": ("formulas", "设0大板块，“00”工程"),
}


@pytest.mark.parametrize("name", promises.OF_TEXT)
def test_any_text(name):
    @settings(max_examples=EXAMPLES[name], deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(TEXTS)
    def holds(text):
        promises.OF_TEXT[name](text)

    holds()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.one_of(st.binary(max_size=400), TEXTS.map(lambda text: text.encode("gb18030", "ignore"))))
def test_any_bytes(data):
    promises.of_bytes(data)


@pytest.mark.parametrize("case", FOUND)
def test_what_was_found_stays_mended(case):
    name, text = FOUND[case]
    promises.OF_TEXT[name](text)
