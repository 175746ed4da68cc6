"""Decloak: pinyin that a site has put behind characters, so that its copy escapes search engines, is taken out again."""

from __future__ import annotations

import re
from functools import cache

from tifaku.edits import Edit
from tifaku.repair.script import traditional_only

_PY = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿɑɡê]{1,6}"
_ANNOTATION = re.compile(rf"(?<=([\u3400-\u9fff]))\(({_PY})\)")
_FEWEST = 3


def decloak(text: str) -> list[Edit]:
    """Edits that delete a "(pinyin)" which is a reading of the traditional character before it.

    >>> decloak("深化“三級(jí)書記”")
    []
    """
    found = [m for m in _ANNOTATION.finditer(text) if traditional_only().match(m[1]) and m[2] in readings(m[1])]
    if len(found) < _FEWEST:
        return []
    return [Edit("decloak", m.start(), m.end(), m.group(), "") for m in found]


@cache
def readings(character: str) -> tuple[str, ...]:
    """The readings of one character, with tones, the usual one first."""
    from pypinyin.pinyin_dict import pinyin_dict

    return tuple(pinyin_dict.get(ord(character), "").split(","))
