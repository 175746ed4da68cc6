"""Resync: text from bytes of two to a character, of which one is missing or wrong, in step again right after it."""

from __future__ import annotations

import re
from typing import Iterator, NamedTuple

from tifaku.repair.likelihood import log_probability

#: Of more bytes than this in one piece only the usual decoding is made.
MOST_BYTES = 400_000
_SKIPPED, _ODD = -14.0, -16.0  # log probability of a byte that stands for nothing, and of a character that no text has
_RARE = -12.5  # … and of any other character, at the least: a rare one is likelier than two bytes that stand for nothing
_REPLACED = "\ufffd"
#: Bytes that are no part of a longer character, so that a decoder is in step behind them.
_APART = {"gb18030": re.compile(rb"[\x00-\x2f]"), "big5hkscs": re.compile(rb"[\x00-\x3f]")}


class _Step(NamedTuple):
    """The likeliest way to a place in the bytes: its score, the place it came from, and the character between."""

    score: float
    origin: int
    character: str
    before: str


def resynchronised(data: bytes, encoding: str, strange: re.Pattern[str]) -> str | None:
    """The text of damaged bytes in GB18030, Big5-HKSCS or UTF-16, with U+FFFD for bytes that stand for nothing; else None.

    `strange` matches what sound text hardly has: where it is found, bytes can be out of step without being invalid.

    A missing byte pairs the halves of different characters up to the next ASCII character, in UTF-16 up to the end. Of all ways
    to leave single bytes out, the one is taken whose characters follow each other best in Chinese prose.
    >>> resynchronised("推进乡村振兴".encode("gbk")[1:], "gb18030", re.compile("$^"))  # 'advance rural revival', one byte short
    '�进乡村振兴'
    """
    if encoding in ("utf-16-le", "utf-16-be"):
        return _better(data, encoding) if len(data) <= MOST_BYTES else None
    if encoding not in _APART:
        return None
    parts: list[str] = []
    at = 0
    for start, end in _damaged(data, encoding, strange):
        parts += data[at:start].decode(encoding, "replace"), _better(data[start:end], encoding)
        at = end
    return "".join(parts) + data[at:].decode(encoding, "replace")


def _damaged(data: bytes, encoding: str, strange: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The pieces between bytes that stand apart which can't be decoded."""
    at = 0
    for apart in (*_APART[encoding].finditer(data), None):
        end = apart.start() if apart else len(data)
        if end - at > 1 and end - at <= MOST_BYTES and not _is_sound(data[at:end], encoding, strange):
            yield at, end
        at = end + 1


def _is_sound(piece: bytes, encoding: str, strange: re.Pattern[str]) -> bool:
    try:
        return not strange.search(piece.decode(encoding))
    except UnicodeDecodeError:
        return False


def _better(piece: bytes, encoding: str) -> str:
    """The likeliest reading; of a piece that can be decoded as it is only one that is far likelier."""
    text, score = _likeliest(piece, encoding)
    try:
        plain = piece.decode(encoding)
    except UnicodeDecodeError:
        return text
    as_it_is = sum(_likelihood(plain[max(0, at - 2) : at], character) for at, character in enumerate(plain))
    return text if score > as_it_is - _SKIPPED else plain


def _likeliest(data: bytes, encoding: str) -> tuple[str, float]:
    steps: list[_Step | None] = [None] * (len(data) + 4)
    steps[0] = _Step(0.0, 0, "", "")
    for at in range(len(data)):
        here = steps[at]
        if here is None:
            continue
        for character, size in (*_characters(data, at, encoding), (_REPLACED, 1)):
            score = here.score + (_SKIPPED if character == _REPLACED else _likelihood(here.before, character))
            there = steps[at + size]
            if there is None or score > there.score:
                steps[at + size] = _Step(score, at, character, (here.before + character.strip(_REPLACED))[-2:])
    last = steps[len(data)]
    return _read_back(steps, len(data)), last.score if last else 0.0


def _read_back(steps: list[_Step | None], at: int) -> str:
    characters = []
    while at:
        step = steps[at]
        assert step is not None  # every place can be reached by leaving bytes out
        characters.append(step.character)
        at = step.origin
    return re.sub(f"{_REPLACED}+", _REPLACED, "".join(reversed(characters)))


def _likelihood(before: str, character: str) -> float:
    odd = character < " " and character not in "\n\r\t" or "\ue000" <= character <= "\uf8ff" or "\x7f" <= character < "\xa0"
    return _ODD if odd else max(_RARE, log_probability(before, character))


def _characters(data: bytes, at: int, encoding: str) -> Iterator[tuple[str, int]]:
    """The characters that can begin here, each with its number of bytes."""
    if encoding.startswith("utf-16"):
        sizes: tuple[int, ...] = (2, 4)
    else:
        sizes = (1,) if data[at] < 0x80 else (2, 4) if encoding == "gb18030" else (2,)
    for size in sizes:
        try:
            found = data[at : at + size].decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(found) == 1 and at + size <= len(data):
            yield found, size
