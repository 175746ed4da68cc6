"""metadata: stated facts with evidence, nothing invented, hints only where nothing contradicts them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.layout.blocks import find_blocks
from tifaku.metadata import find_metadata

CASES = json.loads((Path(__file__).parent / "cases/metadata.json").read_text("utf-8"))
PIECES = ["来源：", "中国网", "2021-07-22 14:15", "2021年", "今年3月", "\n"]
PIECES += ["（记者 张三）", "责编：", "清水县", "成效显著。", "市", "\ud800", "\0"]


@pytest.mark.parametrize("case", CASES, ids=[case["gloss"] for case in CASES])
def test_facts(case):
    found = find_metadata(case["text"], find_blocks(case["text"]))
    only = case.get("only", found)
    assert {name: fact.value for name, fact in found.items() if name in only} == case["facts"]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_evidence_lies_in_the_text(text):
    for name, fact in find_metadata(text, find_blocks(text)).items():
        if fact.basis == "stated":
            assert text[fact.start : fact.end], name
        else:
            assert fact.basis == "inferred" and fact.note, name


def test_evidence_reads_as_the_value_does():
    text = "抓落实\n2021-07-22 14:15 来源：中国网 责编：沈中琴\n（云南省昭通市巧家县委组织部 饶锦）\n工作扎实。"
    facts = find_metadata(text, find_blocks(text))
    for name in ("outlet", "editors", "title"):
        assert text[facts[name].start : facts[name].end] == facts[name].value
    assert text[facts["date"].start : facts["date"].end] == "2021-07-22 14:15"
