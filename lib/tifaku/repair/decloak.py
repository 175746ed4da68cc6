"""Decloak: undo what sites do to hide a copy: pinyin behind characters, and the characters that this has broken."""

from __future__ import annotations

import re
from collections import Counter

from tifaku.repair import gbk
from tifaku.repair.script import traditional_only
from tifaku.repair.unscramble import SYLLABLE, annotable, reads, unscramble
from tifaku.text.edits import Edit, compose, replay

_ANNOTATION = re.compile(rf"\(({SYLLABLE})\)")
_CUT = re.compile(r"(?<=[\u3400-\u9fff])\?[?,!;:][@-~](?=[\u3400-\u9fff])")
_FEWEST = 3
_LESSON = 0.05  # share of bracketed readings that stand at other characters: none in cloaks, half in lessons
_ALWAYS = 0.6  # share of the annotated characters' occurrences that are annotated; a lesson explains a character once
_DEEPEST = 3  # a reading that was inserted inside a reading inside a reading


def decloak(text: str) -> list[Edit]:
    """Edits that take inserted readings out and restore the characters they have broken, in a text cloaked so.

    A text is cloaked if at least three traditional characters bear a "(pinyin)" that is a reading of theirs, these
    characters hardly occur without, and others do not bear theirs. What the bytes leave open, or what the cloak has
    destroyed (□), is an edit with a doubt.
    Limit: fewer than three readings, as in a headline alone, are left in place; without any, only 察??h政 is read (察。縣政).
    >>> [(e.before, e.after) for e in decloak("決勝?zèng)_鋒號(hào),三級(jí)書記駐雙溪鎮(zhèn)")]  # 'decisive charge'
    [('?zèng)_', '沖'), ('(hào)', ''), ('(jí)', ''), ('(zhèn)', '')]
    >>> decloak("漢語(hànyǔ)")  # 'Chinese', in a lesson
    []
    """
    found = _annotations(text) if "(" in text else []
    if len(found) < _FEWEST or not _is_cloaked(text, found):
        return _cut(text)
    edits, stripped = tuple(found), replay(text, found)
    for _ in range(_DEEPEST):
        inner = _annotations(stripped)
        edits, stripped = compose(text, edits, stripped, inner), replay(stripped, inner)
    return list(compose(text, edits, stripped, unscramble(stripped)))


def _cut(text: str) -> list[Edit]:
    """The edits at 視察??h政府 (。縣), in a traditional text that has kept none of its readings."""
    cuts = [found.span() for found in _CUT.finditer(text)] if "?" in text else []
    if not cuts or len(traditional_only().findall(text)) < _FEWEST:
        return []
    return [edit for edit in unscramble(text) if any(edit.raw_start < end and start < edit.raw_end for start, end in cuts)]


def _annotations(text: str) -> list[Edit]:
    found = (m for m in _ANNOTATION.finditer(text) if _annotated(text, m.start(), m[1]))
    return [Edit("decloak", m.start(), m.end(), m.group(), "") for m in found]


def _is_cloaked(text: str, found: list[Edit]) -> bool:
    annotated = Counter(text[edit.raw_start - 1] for edit in found)
    signs = {c: n for c, n in annotated.items() if traditional_only().match(c)}
    if sum(signs.values()) < _FEWEST or len(_lessons(text)) > _LESSON * len(found):
        return False
    occurrences = Counter(text)
    return sum(signs.values()) >= _ALWAYS * sum(occurrences[c] for c in signs)


def _lessons(text: str) -> list[str]:
    """The readings in brackets after a character that cloaks do not annotate."""
    brackets = ((text[m.start() - 1 : m.start()], m[1]) for m in _ANNOTATION.finditer(text))
    return [reading for shown, reading in brackets if not annotable(shown) and reads(shown, reading)]


def _annotated(text: str, at: int, reading: str) -> bool:
    """Whether the character before the bracket is read so: the one shown, or the one its bytes are half of."""
    shown = text[at - 1 : at]
    if "@" <= shown <= "~" and at > 1:
        code = gbk.code(text[at - 2])
        return code is not None and reads(gbk.character(code[1], ord(shown)), reading)
    return annotable(shown) and reads(shown, reading)
