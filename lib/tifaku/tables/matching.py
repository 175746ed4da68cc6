"""Matching: where strings occur in the characters of articles, many strings in one pass, however a segmenter would cut them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from tifaku.text.documents import Document

#: So many characters are searched at once; memory does not grow with the corpus.
BATCH = 1_000_000
OPENING, CLOSING = "“‘「『\"'", "”’」』\"'"
MARKS = OPENING + CLOSING
DIGITS = dict(zip("一二三四五六七八九两〇○零", "1234567892000"))
NUMERALS = "一二三四五六七八九十百千万亿两〇零0123456789０１２３４５６７８９"
BEFORE = NUMERALS + "第.．+＋"  # a name with a numeral goes on to the left: 第三个代表, 1.5个


class Sought(NamedTuple):
    """One string to look for, the name it is counted under, and whether only between quotation marks."""

    name: str
    string: str
    quoted: bool = False


class Hits(NamedTuple):
    """Occurrences as columns, in order of article and place: the numbers of article and Sought, and the passage start:end."""

    article: np.ndarray
    sought: np.ndarray
    start: np.ndarray
    end: np.ndarray


def folded(text: str) -> str:
    """The text as folding compares it: half-width, without blanks and quotation marks, simple numerals as digits.

    >>> folded("“两个确立”"), folded("１ １３５７")
    ('2个确立', '11357')
    """
    table = _table(True)
    return "".join(chr(table[ord(c)]) for c in text if table[ord(c)])


def find_strings(docs: Iterable[Document], sought: Sequence[Sought], fold: bool = False) -> Hits:
    """All occurrences of the strings in the body of the articles; overlaps are not taken off.

    Quotation marks inside are disregarded (“三个代表”重要思想 holds 三个代表重要思想); a string that begins or ends with a
    numeral is not found inside a longer number. fold: as `folded` compares. Not found across a line break.
    """
    searcher = _Searcher(sought, fold)
    parts = [searcher.hits(number, batch) for number, batch in _batches(docs)]
    return Hits(*map(np.concatenate, zip(_NOTHING, *parts)))


def _batches(docs: Iterable[Document]) -> Iterator[tuple[int, list[Document]]]:
    """The articles by some million characters, each batch with the number of its first article."""
    batch: list[Document] = []
    number = size = 0
    for doc in docs:
        batch.append(doc)
        size += len(doc.text)
        if size >= BATCH:
            yield number, batch
            number, batch, size = number + len(batch), [], 0
    if batch:
        yield number, batch


class _Searcher:
    """Several strings, looked for in the characters of a batch at once by their first two characters."""

    def __init__(self, sought: Sequence[Sought], fold: bool):
        self.table = _table(fold)
        strings = [self._reduced(_codes(one.string))[0] for one in sought]
        self.strings = [(k, one, string) for k, (one, string) in enumerate(zip(sought, strings)) if len(string)]
        self.first, self.second = np.zeros(0x110000, dtype=bool), np.zeros(0x110000, dtype=bool)
        self.first[[string[0] for _, _, string in self.strings]] = True
        self.second[[string[1] for _, _, string in self.strings if len(string) > 1]] = True
        self.second |= any(len(string) == 1 for _, _, string in self.strings)

    def _reduced(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The characters that are compared, and where they stand."""
        compared = self.table[codes]
        where = np.flatnonzero(compared)
        return compared[where], where

    def hits(self, number: int, batch: Sequence[Document]) -> Hits:
        raw = _codes("\n".join(doc.text for doc in batch) + "\n")
        starts = np.cumsum([0, *(len(doc.text) + 1 for doc in batch)])
        codes, where = self._reduced(raw)
        at = np.flatnonzero(self.first[codes[:-1]] & self.second[codes[1:]])
        at = at[np.argsort(codes[at], kind="stable")]  # by first character, so that each string looks at its own only
        heads = codes[at]
        found = [_NOTHING]
        for k, one, string in self.strings:
            own = _begin_with(codes, at[slice(*np.searchsorted(heads, (string[0], string[0] + 1)))], string)
            start, end = where[own], where[own + len(string) - 1] + 1
            good = _stands_alone(raw, start, end, one.quoted)
            found.append(Hits(start[good], np.full(good.sum(), k), start[good], end[good]))
        hits = Hits(*map(np.concatenate, zip(*found)))
        good = _in_bodies(batch, starts, hits.start, hits.end)
        order = np.lexsort((hits.sought[good], hits.start[good]))
        _, k, start, end = (column[good][order] for column in hits)
        which = np.searchsorted(starts, start, side="right") - 1
        return Hits(which + number, k, start - starts[which], end - starts[which])


_NOTHING = Hits(*(np.empty(0, dtype=np.int64) for _ in range(4)))


def _begin_with(codes: np.ndarray, at: np.ndarray, string: np.ndarray) -> np.ndarray:
    """Those places where the string stands; the last character of all is a line break, which no string holds."""
    at = at[at + len(string) < len(codes)]
    for step in range(1, len(string)):
        at = at[codes[at + step] == string[step]]
    return at


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def _table(fold: bool) -> np.ndarray:
    """What each character is compared as; 0 for what is disregarded."""
    table = np.arange(0x110000, dtype=np.uint32)
    table[[ord(mark) for mark in MARKS]] = 0
    if fold:
        table[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)
        table[[ord(c) for c in " \u3000\u00a0\t＂＇"]] = 0
        for numeral, digit in DIGITS.items():
            table[ord(numeral)] = ord(digit)
    return table


@cache
def _among(characters: str) -> np.ndarray:
    among = np.zeros(0x110000, dtype=bool)
    among[[ord(c) for c in characters]] = True
    return among


def _stands_alone(raw: np.ndarray, start: np.ndarray, end: np.ndarray, quoted: bool) -> np.ndarray:
    """Which passages are no part of a longer number, or stand alone in quotation marks; a line break goes before the first."""
    before, after = np.where(start > 0, raw[start - 1], ord("\n")), raw[end]
    if quoted:
        return _among(OPENING)[before] & _among(CLOSING)[after]
    longer = _among(NUMERALS)[raw[start]] & _among(BEFORE)[before]
    return ~(longer | _among(NUMERALS)[raw[end - 1]] & _among(NUMERALS)[after])


def _in_bodies(batch: Sequence[Document], starts: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Which passages lie in a body of their article; an article without blocks is all body."""
    spans = [
        (at + first, at + last)
        for at, doc in zip(starts.tolist(), batch)
        for first, last in (doc.body_spans if doc.blocks else ((0, len(doc.text)),))
    ]
    firsts, lasts = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    which = np.searchsorted(firsts, start, side="right") - 1
    return (which >= 0) & (end <= lasts[which]) if len(spans) else np.zeros(len(start), dtype=bool)
