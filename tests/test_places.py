"""places and subjects: divisions are found, resolved upward, and left unresolved where the text does not decide."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.layout.blocks import find_blocks
from tifaku.metadata.places import division, mentions
from tifaku.metadata.subjects import find_subject

CASES = json.loads((Path(__file__).parent / "cases/places.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["gloss"] for case in CASES])
def test_subjects(case):
    found = find_subject(case["text"], find_blocks(case["text"]))
    levels = ("province", "prefecture", "county", "townships")
    assert {level: [found[level].value, found[level].basis] for level in levels if level in found} == case["facts"]


def test_what_is_not_resolved_says_between_which():
    text = "朝阳区深入推进基层治理，成效显著。"
    assert "北京市" in find_subject(text, find_blocks(text))["county"].note
    assert "division_code" not in find_subject(text, find_blocks(text))


def test_short_names():
    shorts = {code: division(code).short for code in ("51", "45", "54", "15", "5325", "500233")}
    assert shorts == {"51": "四川", "45": "广西", "54": "西藏", "15": "内蒙古", "5325": "红河", "500233": "忠"}


def test_former_names_are_known_and_every_code_has_its_province():
    assert mentions("杭州市江干区")[1].divisions[0].code == "330104"  # merged into others in 2021
    for found in mentions("金口河区、黔江区、竹溪县、恩施土家族苗族自治州、石河子市"):
        assert all(div.parents and div.parents[-1] == division(div.code[:2]) for div in found.divisions)


@given(st.text(alphabet="省市区县州四川乐山沙湾\ud800\n", max_size=60))
def test_mentions_read_as_named(text):
    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.divisions[0].name
