import json
from pathlib import Path

import pytest

import tifaku
from tifaku.slogans.coinages import plus_compounds, quotations

CASES = json.loads((Path(__file__).parent / "cases" / "coinages.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:12])
def test_finds(case):
    found = [s for s in tifaku.find_slogans(case["text"]) if not s.type.startswith("parallel")]
    assert [[s.type, s.surface] for s in found] == case["finds"]


def test_a_quotation_that_holds_something_found_is_not_repeated():
    text = "“责任田”和“三张牌”"  # 'the field of responsibility' and 'the three cards', a formula
    assert [text[q.start : q.end] for q in quotations(text, [(7, 10)])] == ["责任田"]


def test_parts_of_a_compound():
    text = "“山场+林下经济”"  # 'mountain land plus the economy under the trees'
    (find,) = plus_compounds(text)
    assert [text[s:e] for s, e in find.parts] == ["山场", "林下经济"]
