"""Cutting: one document into tokens, around what must stay whole, in pieces that a segmenter can take."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING, Callable, Iterable, Iterator, NamedTuple

from tifaku.text.documents import Document, whole_characters
from tifaku.text.findings import Formula
from tifaku.tokens.terms import find_terms

if TYPE_CHECKING:
    import numpy as np

#: A segmenter is given at most this many characters at once; a run without any break is cut here by force.
LONGEST_PIECE = 2_000
_BREAK = re.compile(r"[^\u4E00-\u9FD5a-zA-Z0-9+#&._%\-\r]")  # here both segmenters cut, whatever stands around it


class Whole(NamedTuple):
    """A stretch of the text that stays one token."""

    start: int
    end: int
    is_formula: bool


class Cut(NamedTuple):
    """The tokens of one document by their numbers in a vocabulary, and which of them are formulas.

    stretches: (index of its first token, where that begins in the text) for each run of tokens without a gap.
    """

    tokens: np.ndarray
    stretches: list[tuple[int, int]]
    formulas: list[int]


def wholes(text: str, formulas: Iterable[Formula], terms: Iterable[str]) -> list[Whole]:
    """The stretches of a text that stay whole, in order; of two that overlap the one that begins first, then the longer one."""
    found = [Whole(formula.start, formula.end, True) for formula in formulas]
    found += [Whole(start, end, False) for start, end in find_terms(text, terms)]
    found.sort(key=lambda whole: (whole.start, -whole.end, not whole.is_formula))
    kept: list[Whole] = []
    for whole in found:
        if not kept or whole.start >= kept[-1].end:
            kept.append(whole)
    return kept


def cut_document(doc: Document, cut: Callable[[str], list[str]], kept: list[Whole], vocabulary: dict[str, int]) -> Cut:
    """The tokens of the body, or of the whole text where there are no blocks, with the segmenter `cut` between `kept`.

    vocabulary: the number of each word; a word it hasn't met gets the next one.
    """
    import numpy as np

    numbered = vocabulary.__getitem__
    tokens: list[int] = []
    stretches, formulas = [], []
    text = whole_characters(doc.text)
    for start, end in doc.body_spans if doc.blocks else ((0, len(text)),) if text else ():
        stretches.append((len(tokens), start))
        for a, b, whole in _between(start, end, kept):
            if whole:
                formulas.extend([len(tokens)] * whole.is_formula)
                tokens.append(numbered(text[a:b]))
            else:
                for c, d in _pieces(text, a, b):  # piece by piece, while the words are in the cache
                    words = cut(text[c:d])
                    tokens += itemgetter(*words)(vocabulary) if len(words) > 1 else map(numbered, words)
    return Cut(np.fromiter(tokens, np.int32, len(tokens)), stretches, formulas)


def _between(start: int, end: int, kept: list[Whole]) -> Iterator[tuple[int, int, Whole | None]]:
    """The parts of text[start:end]: what stays whole, with it, and what lies between, with None."""
    at = start
    for whole in kept[bisect_left(kept, (start,)) :]:
        if whole.end > end:
            break
        if at < whole.start:
            yield at, whole.start, None
        yield whole.start, whole.end, whole
        at = whole.end
    if at < end:
        yield at, end, None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of text[start:end] that a segmenter can take, cut where it would cut anyway."""
    while end - start > LONGEST_PIECE:
        limit = start + LONGEST_PIECE
        stop = next((i for i in range(limit, start, -1) if _BREAK.match(text, i - 1)), limit)
        yield start, stop
        start = stop
    yield start, end
