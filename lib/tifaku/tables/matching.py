"""Matching: where strings occur in the characters of articles, many strings in one pass, however a segmenter would cut them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from tifaku.text.documents import Document
from tifaku.text.marks import CLOSING_QUOTES, OPENING_QUOTES, QUOTES

#: So many characters are searched at once; memory does not grow with the corpus.
BATCH = 1_000_000
DIGITS = dict(zip("一二三四五六七八九两〇○零", "1234567892000"))
NUMERALS = "一二三四五六七八九十百千万亿两〇零0123456789０１２３４５６７８９"
BEFORE = NUMERALS + "第.．+＋"  # a name with a numeral goes on to the left: 第三个代表, 1.5个
AFTER = NUMERALS + ".．%％"  # and to the right: 116.2, 100%


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
    """The strings as a tree of characters, which all places of a batch go down at once, a character at a time.

    A node is a number, 0 the root; the edges are sorted numbers, node · size + letter. A letter is the number of a character
    as it is compared: 0 for what is disregarded, 1 for what is in no string.
    """

    def __init__(self, sought: Sequence[Sought], fold: bool):
        self.quoted = np.array([one.quoted for one in sought], dtype=bool)
        table = _table(fold)
        strings = [table[_codes("" if "\n" in one.string else one.string)] for one in sought]
        number = np.ones(0x110000, dtype=np.uint32)
        used = np.unique(np.concatenate([[0], *strings]))  # with 0, so that there is always one
        number[used] = [0, *range(2, len(used) + 1)]
        self.letter, self.size = number[table], len(used) + 1
        self._grow([number[string[string > 0]].tolist() for string in strings])

    def _grow(self, strings: list[list[int]]) -> None:
        edges: dict[int, int] = {}
        ends = []
        for string in strings:
            node = 0
            for letter in string:
                node = edges.setdefault(node * self.size + letter, len(edges) + 1)
            ends.append(node)
        self.edges = np.array([0, *sorted(edges)], dtype=np.int64)  # with one that leads from no letter to the root
        self.leads_to = np.array([0, *(edges[edge] for edge in sorted(edges))], dtype=np.int64)
        self.which = np.argsort(ends, kind="stable")  # the strings by the nodes they end at; an empty one is never met
        self.n_ends = np.bincount(np.array(ends, dtype=np.int64), minlength=len(edges) + 1)
        self.before = np.cumsum(self.n_ends) - self.n_ends
        begin = self.edges < self.size  # the first two letters are looked up, not searched for
        self.first, self.pairs = np.zeros(self.size, dtype=np.int32), np.zeros((self.size, self.size), dtype=np.int32)
        self.first[self.edges[begin]] = self.leads_to[begin]
        letters = dict(zip(self.leads_to[begin].tolist(), self.edges[begin].tolist()))
        for edge, node in edges.items():
            before, letter = divmod(edge, self.size)
            if before and before in letters:
                self.pairs[letters[before], letter] = node

    def _walk(self, letters: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, int]]:
        """Where strings of one length are found: the places, the strings' numbers, and the length. 1 ends the letters."""
        at = np.flatnonzero((self.first > 0)[letters[:-1]])
        node, length = self.first[letters[at]], 1
        while len(at):
            end = np.flatnonzero((self.n_ends > 0)[node])
            n, first = self.n_ends[node[end]], self.before[node[end]]
            nth = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
            yield np.repeat(at[end], n), self.which[np.repeat(first, n) + nth], length
            node = self.pairs[letters[at], letters[at + 1]] if length == 1 else self._next(node, letters[at + length])
            on = np.flatnonzero(node > 0)
            at, node, length = at[on], node[on], length + 1

    def _next(self, node: np.ndarray, letter: np.ndarray) -> np.ndarray:
        """The nodes that these letters lead to, 0 where none does."""
        edge = node * np.int64(self.size) + letter
        place = np.searchsorted(self.edges, edge, side="right") - 1
        return np.where(self.edges[place] == edge, self.leads_to[place], 0)

    def hits(self, number: int, batch: Sequence[Document]) -> Hits:
        raw = _codes("\n".join(doc.text for doc in batch) + "\n")
        starts = np.cumsum([0, *(len(doc.text) + 1 for doc in batch)])
        letters = self.letter[raw]
        where = np.flatnonzero(letters > 0)
        found = [_NOTHING]
        for at, which, length in self._walk(np.append(letters[where], np.uint32(1))):
            found.append(Hits(at, which, where[at], where[at + length - 1] + 1))
        _, which, start, end = map(np.concatenate, zip(*found))
        good = _stands_alone(raw, start, end, self.quoted[which]) & _in_bodies(batch, starts, start, end)
        order = np.lexsort((which[good], start[good]))
        which, start, end = (column[good][order] for column in (which, start, end))
        article = np.searchsorted(starts, start, side="right") - 1
        return Hits(article + number, which, start - starts[article], end - starts[article])


_NOTHING = Hits(*(np.empty(0, dtype=np.int64) for _ in range(4)))


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def _table(fold: bool) -> np.ndarray:
    """What each character is compared as; 0 for what is disregarded."""
    table = np.arange(0x110000, dtype=np.uint32)
    table[[ord(mark) for mark in QUOTES]] = 0
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


def _stands_alone(raw: np.ndarray, start: np.ndarray, end: np.ndarray, quoted: np.ndarray) -> np.ndarray:
    """Which passages are no part of a longer number, or stand alone in quotation marks; a line break goes before the first."""
    before, after = np.where(start > 0, raw[start - 1], ord("\n")), raw[end]
    longer = _among(NUMERALS)[raw[start]] & _among(BEFORE)[before] | _among(NUMERALS)[raw[end - 1]] & _among(AFTER)[after]
    marks = np.flatnonzero(_among(QUOTES)[raw]) if quoted.any() else raw[:0]
    whole = np.searchsorted(marks, start) == np.searchsorted(marks, end)  # “六稳”“六保” does not quote 六稳六保
    return np.where(quoted, _among(OPENING_QUOTES)[before] & _among(CLOSING_QUOTES)[after] & whole, ~longer)


def _in_bodies(batch: Sequence[Document], starts: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Which passages lie in a body of their article; an article without blocks is all body."""
    spans = [(at + first, at + last) for at, doc in zip(starts.tolist(), batch) for first, last in doc.body_spans]
    firsts, lasts = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    which = np.searchsorted(firsts, start, side="right") - 1
    return (which >= 0) & (end <= lasts[which]) if len(spans) else np.zeros(len(start), dtype=bool)
