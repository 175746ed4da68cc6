"""Script: traditional characters and converter's vocabulary become what a mainland author wrote."""

from __future__ import annotations

import re
from functools import cache
from itertools import compress
from operator import ne
from typing import Iterator

from tifaku.repair.gbk import in_gb2312
from tifaku.repair.prose import kept, outside
from tifaku.repair.vocabulary import Change, as_written, mainland
from tifaku.text.edits import Edit

_DOCUMENT_SHARE = 0.05  # simplified text has hardly any traditional-only character, traditional text 25 to 40 %
_LINE_SHARE = 0.2
_NOT_FOR_OPENCC = re.compile("([\x00\ud800-\udfff]+)")


def script(text: str) -> list[Edit]:
    """Edits that turn traditional Chinese into mainland simplified, one for each changed character or word.

    OpenCC's tw2s does the characters, kept_words.tsv and dry_words.tsv those that depend on the word, mainland_vocabulary.tsv
    and taiwan_words.tsv the words of Taiwan (資訊 'information' → 信息). Text that is simplified already is not touched; a
    traditional line in it is converted alone. Japanese, Korean, addresses and code stay.
    Limit: what a converter merged stays merged; Taiwan words outside the tables stay.
    >>> [(edit.before, edit.after) for edit in script("深化黨建")]  # 'deepen Party building'
    [('黨', '党')]
    """
    edits: list[Edit] = []
    for start, end in _traditional_spans(text):
        edits += _converted(text[start:end], start)
    return outside(edits, kept(text)) if edits else []


def _traditional_spans(text: str) -> Iterator[tuple[int, int]]:
    if not traditional_only().search(text):
        return
    if _is_traditional(text, _DOCUMENT_SHARE):
        yield 0, len(text)
        return
    start = 0
    for line in text.splitlines(keepends=True):
        if _is_traditional(line, _LINE_SHARE, 2):  # one can be a name
            yield start, start + len(line)
        start += len(line)


def _is_traditional(text: str, share: float, least: int = 1) -> bool:
    """Whether enough characters are traditional only, and more than are simplified only."""
    found = len(traditional_only().findall(text))
    return found >= max(least, share * len(text.strip())) and found > len(_simplified_only().findall(text))


def _converted(text: str, offset: int) -> Iterator[Edit]:
    converted = convert(text)
    if len(converted) != len(text):
        raise ValueError("OpenCC's tw2s changed the length of a text; pin the version of opencc in pyproject.toml")
    converted = as_written(text, converted)
    words = [_trimmed(change, converted) for change in mainland(converted)]
    at = 0
    for word in words:
        yield from _characters(text, converted, at, word.start, offset)
        yield Edit("script", offset + word.start, offset + word.end, text[word.start : word.end], word.mainland, word.doubt)
        at = word.end
    yield from _characters(text, converted, at, len(text), offset)


def _characters(text: str, converted: str, start: int, end: int, offset: int) -> Iterator[Edit]:
    """Each changed character alone, so that an edit before this one that ends between two stays apart."""
    for at in compress(range(start, end), map(ne, text[start:end], converted[start:end])):
        yield Edit("script", offset + at, offset + at + 1, text[at], converted[at])


def _trimmed(change: Change, converted: str) -> Change:
    """Without the characters that both words begin or end with, where these are of one length: 数位化, 数字化 differ in one."""
    start, end, new, doubt = change
    while len(new) == end - start and new[0] == converted[start]:
        start, new = start + 1, new[1:]
    while len(new) == end - start and new[-1] == converted[end - 1]:
        end, new = end - 1, new[:-1]
    return Change(start, end, new, doubt)


def convert(text: str) -> str:
    """Every traditional character in its mainland form, without regard to words; of the same length.

    OpenCC ends a text at NUL and refuses lone surrogates: it gets the pieces between them.
    """
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
    return convert(character)


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
