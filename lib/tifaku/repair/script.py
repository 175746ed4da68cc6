"""Script: traditional characters and converter's vocabulary become what a mainland author wrote."""

from __future__ import annotations

import re
from functools import cache
from itertools import compress
from operator import ne
from typing import Iterable, Iterator

from tifaku.repair.gbk import in_gb2312
from tifaku.repair.vocabulary import mainland
from tifaku.text.edits import Edit

_DOCUMENT_SHARE = 0.05  # simplified text has hardly any traditional-only character, traditional text 25 to 40 %
_LINE_SHARE = 0.2
_NOT_FOR_OPENCC = re.compile("([\x00\ud800-\udfff]+)")


def script(text: str) -> list[Edit]:
    """Edits that turn traditional Chinese into mainland simplified, one for each changed character or word.

    OpenCC's tw2s does the characters, data/mainland_vocabulary.tsv the words it leaves (資訊 'information' → 信息). Text that
    is simplified already is not touched; a traditional line in it is converted alone.
    Limit: what a converter merged stays merged; Taiwan words outside the table stay.
    >>> [(edit.before, edit.after) for edit in script("深化黨建")]  # 'deepen Party building'
    [('黨', '党')]
    """
    edits: list[Edit] = []
    for start, end in _traditional_spans(text):
        edits += _converted(text[start:end], start)
    return edits


def _traditional_spans(text: str) -> Iterator[tuple[int, int]]:
    if not traditional_only().search(text):
        return
    if _is_traditional(text, _DOCUMENT_SHARE):
        yield 0, len(text)
        return
    start = 0
    for line in text.splitlines(keepends=True):
        if _is_traditional(line, _LINE_SHARE):
            yield start, start + len(line)
        start += len(line)


def _is_traditional(text: str, share: float) -> bool:
    """Whether enough characters are traditional only, and more than are simplified only."""
    found = len(traditional_only().findall(text))
    return found >= max(1, share * len(text.strip())) and found > len(_simplified_only().findall(text))


def _converted(text: str, offset: int) -> Iterator[Edit]:
    converted = _convert(text)
    if len(converted) != len(text):
        raise ValueError("OpenCC's tw2s changed the length of a text; pin the version of opencc in pyproject.toml")
    changed = mainland(text, converted)
    words = set() if changed == converted else set(compress(range(len(text)), map(ne, converted, changed)))
    for start, end in _stretches(compress(range(len(text)), map(ne, text, changed)), words):
        yield Edit("script", offset + start, offset + end, text[start:end], changed[start:end])


def _stretches(places: Iterable[int], words: set[int]) -> Iterator[tuple[int, int]]:
    """Each place alone, so that an edit before this one that ends between two places stays apart; words whole."""
    start = end = -1
    for at in places:
        if at != end or at not in words or at - 1 not in words:
            if end > 0:
                yield start, end
            start = at
        end = at + 1
    if end > 0:
        yield start, end


def _convert(text: str) -> str:
    """OpenCC ends a text at NUL and refuses lone surrogates: it gets the pieces between them."""
    pieces = _NOT_FOR_OPENCC.split(text)
    pieces[::2] = map(_converter().convert, pieces[::2])
    return "".join(pieces)


@cache
def _converter():
    from opencc import OpenCC

    return OpenCC("tw2s")


@cache
def simplified(character: str) -> str:
    """The mainland form of one character, without its context.

    >>> simplified("黨")  # 'Party'
    '党'
    """
    return _convert(character)


@cache
def traditional_only() -> re.Pattern[str]:
    """Matches a character that tw2s changes and that GB2312, the simplified standard, does not have."""
    every = [chr(code) for code in range(0x3400, 0xA000)]
    simplified = _converter().convert("\n".join(every)).split("\n")
    return re.compile(f"[{''.join(t for t, s in zip(every, simplified) if t != s and not in_gb2312(t))}]")


@cache
def _simplified_only() -> re.Pattern[str]:
    return re.compile(f"[{''.join(filter(simplified_only, map(chr, range(0x4E00, 0xA000))))}]")


@cache
def traditional(character: str) -> str:
    """The usual traditional form of one character, without its context.

    >>> traditional("党")  # 'Party'
    '黨'
    """
    return _to_traditional().convert(character)


@cache
def simplified_only(character: str) -> bool:
    """Whether a character has no place in traditional text: it has a traditional form, and Big5 does not list it as common."""
    if traditional(character) == character:
        return False
    return not b"\xa4\x40" <= character.encode("big5", "replace") <= b"\xc6\x7e"


@cache
def _to_traditional():
    from opencc import OpenCC

    return OpenCC("s2tw")
