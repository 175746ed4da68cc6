"""texts: sentences are whole templates; every key is used, every place is named, numbers choose their words."""

import re
from pathlib import Path

import pytest

from tifaku.text.lexicons import rows
from tifaku.text.texts import listed, said

LIB = Path(__file__).resolve().parents[1] / "lib" / "tifaku"
KEYS = [row["key"] for row in rows("texts")]


def test_every_key_is_asked_for_and_no_other():
    code = "".join(path.read_text(encoding="utf-8") for path in LIB.rglob("*.py"))
    asked = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)?)"', code))
    families = set(re.findall(r'f"([a-z]+)\.\{', code))
    assert len(set(KEYS)) == len(KEYS)
    assert [key for key in KEYS if key not in asked and key.partition(".")[0] not in families] == []
    assert set(re.findall(r'\bsaid\("([a-z_.]+)"', code)) <= set(KEYS)


@pytest.mark.parametrize("row", rows("texts"), ids=KEYS)
def test_a_template_names_its_places(row):
    places = re.findall(r"\{([^{}]*)\}", row["en"])
    assert all(re.fullmatch(r"[a-z_]+(:(none|\.[0-9][fg%]|\.0%|[^|]*\|[^|]*))?", place) for place in places)
    assert row["en"].count("{") == row["en"].count("}") == len(places)


def test_numbers_choose_their_words():
    assert said("repairs.untouched", n=1) == "1 article needed none."
    assert said("repairs.untouched", n=1200) == "1,200 articles needed none."
    assert "spell out none in full" in said(
        "formulas", occurrences=1, names=1, complete=0, probable=0, partial=0, unresolved=1, each=0
    )


def test_a_missing_value_is_noticed():
    with pytest.raises(KeyError, match="rule"):
        said("repairs.rule", n=1)


def test_what_is_filled_in_is_no_template():
    assert said("repairs.rule", n=1, rule="{n}") == "1 by {n}"


def test_lists_in_words():
    assert listed(["a", "b", "c"]) == "a, b and c" and listed(["a"]) == "a" and listed([]) == ""
