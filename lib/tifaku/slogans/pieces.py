"""Pieces: the places where parallel segments can stand side by side, in quotations, clauses and lists."""

from __future__ import annotations

import re
from typing import Iterable, Iterator, NamedTuple

Span = tuple[int, int]

QUOTATION = re.compile(r"“([^“”\n]{1,60})”|‘([^‘’“”\n]{1,60})’")
HALF = re.compile(r"[^ 　·•—]+")
QUOTED_ITEM = re.compile(r"[^、，；,;· 　+＋]+")
CHAIN = re.compile(r"“[^“”\n]{1,24}”(?:[、，和]?“[^“”\n]{1,24}”)+")
INNER_MARK = str.maketrans(dict.fromkeys("、，；：,;:。！？!?… 　·•—", "＿"))
HIDDEN = "『』＿"  # what stands in masked text for the marks of a quotation; never in a segment's own words
#: The marks that split like the first of their kind: after a sentence, a part of a sentence, a clause.
KINDS_OF_MARKS = ("。！？!?…“”", "；;", "，：,:")


class Find(NamedTuple):
    """A stretch text[start:end] of a type, with the spans of its parts."""

    type: str
    start: int
    end: int
    parts: tuple[Span, ...] = ()


class Sentence(NamedTuple):
    """A sentence from `start` on, in which 。, ； and ， stand for all marks of their kind."""

    start: int
    words: str
    opens_line: bool


class Run(NamedTuple):
    """Pieces of text that stand side by side with the same kind of mark between them; words: what each of them says.

    text: what they are spans of, with quotations closed up unless the run is whole.
    whole: the pieces fill a quotation, or each fills one, so that no words of the sentence around them cling to them.
    alone: the pieces fill a line or sentence of their own.
    """

    text: str
    pieces: list[Span]
    words: list[str]
    mark: str
    whole: bool = False
    alone: bool = False


def mask(text: str) -> str:
    """The text with quotations closed up: no mark inside them splits a sentence. As long as the text."""
    return QUOTATION.sub(lambda m: "『" + m[0][1:-1].translate(INNER_MARK) + "』", text)


def sentences(masked: str) -> Iterator[Sentence]:
    """Every sentence of a masked text."""
    for kind, *others in KINDS_OF_MARKS:
        for mark in others:
            masked = masked.replace(mark, kind)
    for line_start, line in split(masked, 0, "\n"):
        for start, words in split(line, line_start, "。"):
            yield Sentence(start, words, start == line_start)


def split(words: str, start: int, mark: str) -> Iterator[tuple[int, str]]:
    """What stands between marks in words that begin at `start`, each with where it begins."""
    for piece in words.split(mark):
        if piece:
            yield start, piece
        start += len(piece) + 1


def runs(text: str, masked: str, sentences: Iterable[Sentence]) -> Iterator[Run]:
    """Every run of two pieces or more, from quotations, then from sentences and their clauses."""
    yield from _quoted_runs(text)
    for sentence in sentences:
        clauses = list(split(sentence.words.replace("；", "，"), sentence.start, "，"))
        if len(clauses) > 1:
            yield _run(masked, clauses, "，", sentence.opens_line and len(clauses) == 2)
        for start, words in clauses:
            if "、" in words:
                items = list(split(words, start, "、"))
                if len(items) > 1:
                    yield _run(masked, items, "、")
        if sentence.opens_line:
            halves = [(at := sentence.start + m.start(), masked[at : at + len(m[0])]) for m in HALF.finditer(sentence.words)]
            if len(halves) == 2 and len(halves[0][1]) > 4:
                yield _run(masked, halves, " ", alone=True)


def _run(text: str, pieces: list[tuple[int, str]], mark: str, alone: bool = False) -> Run:
    return Run(text, [(at, at + len(word)) for at, word in pieces], [word for _, word in pieces], mark, alone=alone)


def _quoted_runs(text: str) -> Iterator[Run]:
    for match in QUOTATION.finditer(text):
        pieces = [m.span() for m in QUOTED_ITEM.finditer(text, *match.span(match.lastindex))]
        if len(pieces) > 1 and "。" not in match[0]:
            yield _whole(text, pieces, text[pieces[0][1]])
    for chain in CHAIN.finditer(text):
        yield _whole(text, [m.span(1) for m in QUOTATION.finditer(text, *chain.span()) if m[1]], "”")


def _whole(text: str, pieces: list[Span], mark: str) -> Run:
    return Run(text, pieces, [text[s:e] for s, e in pieces], mark, whole=True)
