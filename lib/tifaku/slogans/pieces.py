"""Pieces: the places where parallel segments can stand side by side, in quotations, clauses and lists."""

from __future__ import annotations

import re
from itertools import compress
from typing import Iterable, Iterator, NamedTuple

Place = tuple[int, int]

MOST = 30  # segments of one series

QUOTATION = re.compile(r"“([^“”\n]{1,60})”|‘([^‘’“”\n]{1,60})’")
HALF = re.compile(r"[^ 　·•—]+")
GAP = re.compile(r"[ 　·•—]")
QUOTED_ITEM = re.compile(r"[^、，；,;· 　+＋]+")
CHAIN = re.compile(r"“[^“”\n]{1,24}”(?:[、，和]?“[^“”\n]{1,24}”)+")
INNER_MARK = str.maketrans(dict.fromkeys("、，；：,;:。！？!?… 　·•—", "＿"))
#: The marks that split like the first of their kind: after a sentence, a part of a sentence, a clause.
KINDS_OF_MARKS = ("。！？!?…“”", "；;", "，：,:")


class Find(NamedTuple):
    """A stretch text[start:end] of a type, with the spans of its parts."""

    type: str
    start: int
    end: int
    parts: tuple[Place, ...] = ()


class Sentence(NamedTuple):
    """A sentence from `start` on, in which 。, ； and ， stand for all marks of their kind."""

    start: int
    words: str
    opens_line: bool


class Run(NamedTuple):
    """Pieces of text that stand side by side with the same kind of mark between them: where each begins, what it says.

    text: what the places refer to, with quotations closed up unless the run is whole.
    whole: the pieces fill a quotation, or each fills one, so that no words of the sentence around them cling to them.
    alone: the pieces fill a line or sentence of their own.
    """

    text: str
    starts: list[int]
    words: list[str]
    mark: str
    whole: bool = False
    alone: bool = False

    def span(self, at: int) -> Place:
        """The place of a piece in the text."""
        return self.starts[at], self.starts[at] + len(self.words[at])

    def spans(self, at: int, end: int) -> list[Place]:
        return [self.span(number) for number in range(at, end)]


def mask(text: str) -> str:
    """The text with quotations closed up: no mark inside them splits a sentence. As long as the text."""
    return QUOTATION.sub(lambda m: "『" + m[0][1:-1].translate(INNER_MARK) + "』", text)


def sentences(masked: str) -> Iterator[Sentence]:
    """Every sentence of a masked text."""
    for kind, *others in KINDS_OF_MARKS:
        for mark in others:
            masked = masked.replace(mark, kind)
    for line_start, line in zip(*split(masked, 0, "\n")):
        for start, words in zip(*split(line, line_start, "。")):
            yield Sentence(start, words, start == line_start)


def split(words: str, start: int, mark: str) -> tuple[list[int], list[str]]:
    """What stands between marks in words that begin at `start`: where each piece begins, and what it says."""
    pieces = words.split(mark)
    starts = []
    for piece in pieces:
        starts.append(start)
        start += len(piece) + 1
    if "" in pieces:
        starts, pieces = list(compress(starts, pieces)), list(filter(None, pieces))
    return starts, pieces


def runs(text: str, masked: str, sentences: Iterable[Sentence]) -> Iterator[Run]:
    """Every run of two pieces or more, from quotations, then from sentences and their clauses."""
    yield from _quoted_runs(text)
    for sentence in sentences:
        starts, clauses = split(sentence.words.replace("；", "，"), sentence.start, "，")
        if len(clauses) > 1:
            yield Run(masked, starts, clauses, "，", False, sentence.opens_line and len(clauses) == 2)
        for start, words in zip(starts, clauses) if "、" in sentence.words else ():
            if "、" in words:
                items = split(words, start, "、")
                if len(items[1]) > 1:
                    yield Run(masked, *items, "、")
        if sentence.opens_line and GAP.search(sentence.words):
            yield from _halves(masked, sentence)


def _halves(masked: str, sentence: Sentence) -> Iterator[Run]:
    """The halves of a line that a space or a dot divides."""
    halves = [(sentence.start + m.start(), sentence.start + m.end()) for m in HALF.finditer(sentence.words)]
    if len(halves) == 2 and halves[0][1] - halves[0][0] > 4:
        yield _run(masked, halves, " ", alone=True)


def _run(text: str, spans: list[Place], mark: str, **how: bool) -> Run:
    return Run(text, [start for start, _ in spans], [text[s:e] for s, e in spans], mark, **how)


def _quoted_runs(text: str) -> Iterator[Run]:
    for match in QUOTATION.finditer(text):
        pieces = [m.span() for m in QUOTED_ITEM.finditer(text, *match.span(match.lastindex))]
        if len(pieces) > 1 and "。" not in match[0]:
            yield _run(text, pieces, text[pieces[0][1]], whole=True)
    for chain in CHAIN.finditer(text):
        yield _run(text, [m.span(1) for m in QUOTATION.finditer(text, *chain.span()) if m[1]], "”", whole=True)
