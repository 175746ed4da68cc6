"""unscramble: who is read how, with tones and without, and which characters cloaks annotate."""

import pytest

from tifaku.repair.unscramble import annotable, codes_read, reads


@pytest.mark.parametrize(
    ("character", "reading", "is_read"),
    [
        *(("長", reading, True) for reading in ("zhǎng", "cháng", "chang")),
        *(("長", "jí", False), ("級", "jí", True), ("a", "a", False), ("", "", False)),
    ],
)
def test_reads(character, reading, is_read):
    assert reads(character, reading) is is_read


def test_cloaks_annotate_traditional_characters():
    assert annotable("級") and not annotable("上") and not annotable("a") and not annotable("")


def test_codes_are_of_first_readings():
    assert (0x9B, 0x5F) in codes_read()["chōng"]  # 沖 'rush'
