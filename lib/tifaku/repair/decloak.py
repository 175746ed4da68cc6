"""Decloak: undo what sites do to hide a copy: pinyin behind characters, and the characters that this has broken."""

from __future__ import annotations

import re

from tifaku.edits import Edit, compose, replay
from tifaku.repair import gbk
from tifaku.repair.likelihood import Likelihood
from tifaku.repair.readings import SYLLABLE, reads
from tifaku.repair.unscramble import unscramble

_ANNOTATION = re.compile(rf"\(({SYLLABLE})\)")
_FEWEST = 3


def decloak(text: str) -> list[Edit]:
    """Edits that take inserted readings out and restore the characters they have broken, in a text cloaked so.

    A cloaked text has at least three "(pinyin)" that are a reading of the traditional character before them.
    >>> decloak("漢語(hànyǔ)")  # 'Chinese', in a lesson
    []
    """
    edits: tuple[Edit, ...] = ()
    stripped = text
    while found := _annotations(stripped, _FEWEST if not edits else 1):
        edits = compose(text, edits, stripped, found)
        stripped = replay(stripped, found)
    if edits:
        edits = compose(text, edits, stripped, _restored(stripped))
    return list(edits)


def _annotations(text: str, fewest: int) -> list[Edit]:
    found = [m for m in _ANNOTATION.finditer(text) if _annotated(text, m.start(), m[1])]
    return [Edit("decloak", m.start(), m.end(), m.group(), "") for m in found] if len(found) >= fewest else []


def _annotated(text: str, at: int, reading: str) -> bool:
    """Whether the character before the bracket is read so: the one shown, or the one its bytes are half of."""
    shown = text[at - 1 : at]
    if "@" <= shown <= "~" and at > 1:
        code = gbk.code(text[at - 2])
        return bool(code) and reads(gbk.character(code[1], ord(shown)), reading)
    return reads(shown, reading)


def _restored(text: str) -> list[Edit]:
    edits: list[Edit] = []
    likelihood = Likelihood(text)
    offset = 0
    for line in text.split("\n"):
        edits += unscramble(line, likelihood, offset)
        offset += len(line) + 1
    return edits
