"""Encodings: bytes become text even where some of them are damaged, by what reads most like Chinese."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from tifaku.corpus.resync import resynchronised
from tifaku.text.lexicons import rows

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
_SURE, _SHORT = 0.9, 4_000
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
    scores = {encoding: familiarity(sample.decode(encoding, "replace")) for encoding in CANDIDATES}
    if max(scores.values()) < _SURE:  # perhaps out of step
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


@cache
def _strange() -> re.Pattern[str]:
    """Three characters in a row that are not among the frequent ones, or one that no text has."""
    return re.compile(f"[^\x00-\x7f\xa0{''.join(map(re.escape, _frequent()))}]{{3}}|[\ue000-\uf8ff]")


def familiarity(text: str) -> float:
    """The share of frequent Chinese characters and marks among all that are neither ASCII nor blank (0 to 1; 1 if none)."""
    odd = [c for c in text if not " " <= c <= "~" and c not in "\n\r\t\u00a0"]
    return sum(map(_frequent().__contains__, odd)) / len(odd) if odd else 1.0


@cache
def _frequent() -> frozenset[str]:
    """The 1,500 most frequent characters of official prose (character_counts.tsv), in both scripts."""
    from opencc import OpenCC

    counts: list[tuple[int, str]] = []
    for row in rows("character_counts"):
        if not row["context"]:  # counts of single characters, not of what follows others
            counts += ((int(row["count"]), c) for c in row["characters"])
    simplified = "".join(c for _, c in sorted(counts, reverse=True)[:1500])
    return frozenset(simplified + OpenCC("s2t").convert(simplified) + _MARKS_OF_PROSE)
