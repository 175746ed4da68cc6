"""gbk: codes of characters and back, folded marks as they stood before, and what cp936 shows as a question mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.repair.gbk import character, code, in_gb2312, unassigned


@pytest.mark.parametrize(
    ("shown", "pair"), [("勝", (0x84, 0xD9)), ("沖", (0x9B, 0x5F)), (",", (0xA3, 0xAC)), ("\ue317", (0xFA, 0xC8)), ("a", None)]
)
def test_codes(shown, pair):
    assert code(shown) == pair


def test_private_and_unassigned_codes_are_no_characters():
    assert character(0xFA, 0xC8) == "" and character(0xA9, 0xF0) == ""
    assert (0xA9, 0xF0) in unassigned() and (0xFA, 0xC8) not in unassigned()


@given(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))
def test_every_character_of_gbk_comes_back(shown):
    assert character(*code(shown)) == shown


def test_gb2312_is_the_older_standard():
    assert in_gb2312("党") and not in_gb2312("黨")
