"""Encodings: bytes become text even where some of them are damaged, by what reads most like Chinese."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import Iterator, NamedTuple

from tifaku.repair.likelihood import log_probability
from tifaku.text.lexicons import cells

#: Tried in this order where nothing states the encoding and the bytes are no clean UTF-8.
CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_OF_LINES = ("utf-8", "gb18030", "big5hkscs")  # of which texts are pasted together; in all of them a line end is one byte
_SURE, _IN_STEP, _SHORT = 0.9, 0.5, 4_000  # out of step a text seems to have a quarter of its characters
_SAMPLE = 100_000  # bytes that are compared; a text of mixed encodings is read as it begins
_MARKS_OF_PROSE = "　、。·…—‘’“”《》〈〉【】！（），：；？％＋－０１２３４５６７８９"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and the number of places where bytes stand for no character (U+FFFD there).

    familiar is the share of frequent Chinese characters among all that are not ASCII, where the encoding was guessed.
    """

    text: str
    encoding: str
    replaced: int = 0
    familiar: float = 1.0


def decode(data: bytes, stated: str | None = None) -> Decoded:
    """The text in the encoding stated, else by byte-order mark, else clean UTF-8, else in whichever candidate fits best.

    Never raises for any bytes. LookupError for an encoding that Python does not know. GB2312 and GBK are read as their
    superset GB18030, Big5 as Big5-HKSCS.

    >>> decode("党建引领".encode("gbk"))  # 'Party building leads'
    Decoded(text='党建引领', encoding='gb18030', replaced=0, familiar=1.0)

    Limit: texts in other languages than Chinese are right only in UTF-8, with a mark, or with the encoding stated.
    """
    if stated:
        return _decoded(data, _superset(stated))
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if b"\0" not in data[:_SAMPLE]:  # UTF-16 of plain ASCII is clean UTF-8 too, but with NULs
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            pass
    sample = data[:_SAMPLE]
    scores = dict.fromkeys(CANDIDATES, 0.0)
    for encoding in CANDIDATES:
        scores[encoding] = familiarity(sample.decode(encoding, "replace"))
        if scores[encoding] >= _SURE:  # no text reads well in two
            break
    if max(scores.values()) < _IN_STEP:
        scores |= {
            encoding: familiarity(resynchronised(sample[:_SHORT], encoding, _strange()) or "\ufffd")
            for encoding in CANDIDATES[1:]
        }
    best = max(CANDIDATES, key=lambda encoding: scores[encoding])
    return _decoded(data, best, scores[best])


def _superset(name: str) -> str:
    label = codecs.lookup(name).name
    if label in ("gb2312", "gbk"):
        return "gb18030"
    return "big5hkscs" if label in ("big5", "cp950") else label.removesuffix("-sig")


def _decoded(data: bytes, encoding: str, familiar: float = 1.0) -> Decoded:
    try:
        text = data.decode(encoding)
        damaged = encoding != "utf-8" and bool(_strange().search(text))
    except UnicodeDecodeError:
        text, damaged = data.decode(encoding, "replace"), True
    if damaged:
        text = _by_line(data, encoding) if encoding in _OF_LINES else resynchronised(data, encoding, _strange()) or text
    return Decoded(text.removeprefix("\ufeff"), encoding, text.count("\ufffd") if damaged else 0, familiar)


def _by_line(data: bytes, encoding: str) -> str:
    """Each line in its own encoding where it reads well in another; else with what is damaged left out."""
    return "\n".join(_line(line, encoding) for line in data.split(b"\n"))


def _line(line: bytes, encoding: str) -> str:
    for candidate in (encoding, *_OF_LINES):
        try:
            text = line.decode(candidate)
        except UnicodeDecodeError:
            continue
        if not _strange().search(text) and (candidate == encoding or familiarity(text) >= _SURE):
            return text
    return resynchronised(line, encoding, _strange()) or line.decode(encoding, "replace")


def open_lines(path: Path, most: int = 16_000_000) -> Iterator[str]:
    """The lines of a text file of any size with their ends, in the encoding in which it begins, read as they are asked for.

    A damaged line is mended as `decode` does. A line of more than `most` bytes is given in pieces.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        encoding = _of_most_lines(sample[: sample.rfind(b"\n") + 1] or sample)
        mark = next((mark for mark in _MARKS if sample.startswith(mark)), b"")
        file.seek(len(mark))
        if encoding in _OF_LINES and (b"\n" in sample or b"\r" not in sample):
            while line := file.readline(most):
                yield _decoded_line(line, encoding)
        else:
            text = TextIOWrapper(file, encoding, "replace")
            while piece := text.readline(most):
                yield piece


def _of_most_lines(sample: bytes) -> str:
    """The encoding of a text that begins so: UTF-8 where most of its lines are sound in it, since damage is that of a line."""
    lines = sample.split(b"\n")
    sound = sum(map(_is_utf8, lines))
    return "utf-8" if b"\0" not in sample and sound * 10 > len(lines) * 7 and sound > 1 else decode(sample).encoding


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def _decoded_line(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return _line(line, encoding)


@cache
def _strange() -> re.Pattern[str]:
    """A pattern of what sound text hardly has: three rare characters in a row that are no rule (━━━), or one that no text has."""
    return re.compile(f"(?!(.)\\1)[^\x00-\x7f\xa0{''.join(map(re.escape, _frequent()))}]{{3}}|[\ue000-\uf8ff]")


def familiarity(text: str) -> float:
    """The share of frequent Chinese characters and marks among all that are neither ASCII nor blank (0 to 1; 1 if none)."""
    odd = [c for c in text if not " " <= c <= "~" and c not in "\n\r\t\u00a0"]
    return sum(map(_frequent().__contains__, odd)) / len(odd) if odd else 1.0


@cache
def _frequent() -> frozenset[str]:
    """The 1,500 most frequent characters of official prose (character_counts.tsv), in both scripts."""
    from opencc import OpenCC

    counts: list[tuple[int, str]] = []
    for context, count, characters, *_ in cells("character_counts"):
        if not context:  # counts of single characters, not of what follows others
            counts += ((int(count), c) for c in characters)
    simplified = "".join(c for _, c in sorted(counts, reverse=True)[:1500])
    return frozenset(simplified + OpenCC("s2t").convert(simplified) + _MARKS_OF_PROSE)


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
