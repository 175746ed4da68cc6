"""Readings: how characters are pronounced, with tones or (on some cloaking sites) without, and who is pronounced so."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

from tifaku.repair import gbk

#: What a reading is written with; one pinyin syllable has at most six letters.
SYLLABLE = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿɑɡê]{1,6}"


def reads(character: str, reading: str) -> bool:
    """Whether a character has this reading, among all that pypinyin lists; tones may be left out.

    >>> reads("長", "zhǎng"), reads("長", "zhang"), reads("長", "zhāng")  # 'grow; long'
    (True, True, False)
    """
    return reading in _of(character)


@cache
def annotable(character: str) -> bool:
    """Whether cloaks annotate a character: not one of GB2312, which simplified script has too."""
    return "\u3400" <= character <= "\u9fff" and not gbk.in_gb2312(character)


@cache
def _listed(character: str) -> tuple[str, ...]:
    """All readings that pypinyin lists, the most usual one first."""
    from pypinyin import pinyin  # half a second, which only a cloaked text needs

    return tuple(*pinyin(character, heteronym=True, errors="ignore"))


@cache
def _of(character: str) -> frozenset[str]:
    listed = _listed(character)
    return frozenset((*listed, *map(_toneless, listed))) - {""}


def _toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(c for c in plain if c not in "\u0300\u0301\u0304\u030c"))


@cache
def codes_read() -> dict[str, list[gbk.Code]]:
    """The GBK codes of the traditional characters whose first reading is this one, with tone and without."""
    found: dict[str, list[gbk.Code]] = defaultdict(list)
    for lead in gbk.LEADS:
        for trail in gbk.TRAILS:
            character = gbk.character(lead, trail)
            if character and annotable(character):
                first = next(iter(_listed(character)), "")
                for reading in {first, _toneless(first)}:
                    found[reading].append((lead, trail))
    return found
