"""Encodings: bytes become text even where some of them are damaged, by what reads most like Chinese."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: Tried in this order where nothing states the encoding and the bytes are no clean UTF-8.
CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
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
    best = max(CANDIDATES, key=scores.get)
    return _decoded(data, best, scores[best])


def _superset(name: str) -> str:
    label = codecs.lookup(name).name
    if label in ("gb2312", "gbk"):
        return "gb18030"
    return "big5hkscs" if label in ("big5", "cp950") else label.removesuffix("-sig")


def _decoded(data: bytes, encoding: str, familiar: float = 1.0) -> Decoded:
    try:
        text, replaced = data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        replaced = text.count("\ufffd")
    return Decoded(text.removeprefix("\ufeff"), encoding, replaced, familiar)


def familiarity(text: str) -> float:
    """The share of frequent Chinese characters and marks among all that are neither ASCII nor blank (0 to 1; 1 if none)."""
    odd = [c for c in text if not " " <= c <= "~" and c not in "\n\r\t\u00a0"]
    return sum(map(_frequent().__contains__, odd)) / len(odd) if odd else 1.0


@cache
def _frequent() -> frozenset[str]:
    """The 1,500 most frequent characters of official prose (character_counts.tsv), in both scripts."""
    from opencc import OpenCC

    counts: list[tuple[int, str]] = []
    with (files("tifaku") / "data" / "character_counts.tsv").open(encoding="utf-8", newline="") as table:
        for context, count, characters in csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not context:  # counts of single characters, not of what follows others
                counts += ((int(count), c) for c in characters)
    simplified = "".join(c for _, c in sorted(counts, reverse=True)[:1500])
    return frozenset(simplified + OpenCC("s2t").convert(simplified) + _MARKS_OF_PROSE)
