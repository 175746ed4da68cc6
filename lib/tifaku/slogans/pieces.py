"""Pieces: the places where parallel segments can stand side by side, in quotations, clauses and lists."""

from __future__ import annotations

import re
from typing import Iterator, NamedTuple

Span = tuple[int, int]

QUOTATION = re.compile(r"“([^“”\n]{1,60})”|‘([^‘’“”\n]{1,60})’")
SENTENCE = re.compile(r"[^。！？!?…\n“”]+")
CLAUSE = re.compile(r"[^，；：,;:]+")
ITEM = re.compile(r"[^、]+")
PARTS = CLAUSE
PART = re.compile(r"[^；;]+")
HALF = re.compile(r"[^ 　·•—]+")
QUOTED_ITEM = re.compile(r"[^、，；,;· 　+＋]+")
CHAIN = re.compile(r"“[^“”\n]{1,24}”(?:[、，和]?“[^“”\n]{1,24}”)+")
INNER_MARK = str.maketrans(dict.fromkeys("、，；：,;:。！？!?… 　·•—", "＿"))
HIDDEN = "『』＿"  # what stands in masked text for the marks of a quotation; never in a segment's own words


class Find(NamedTuple):
    """A stretch text[start:end] of a type, with the spans of its parts."""

    type: str
    start: int
    end: int
    parts: tuple[Span, ...] = ()


class Run(NamedTuple):
    """Pieces of text that stand side by side with the same kind of mark between them.

    whole: the pieces fill a quotation, or each fills one, so that no words of the sentence around them cling to them.
    alone: the pieces fill a line or sentence of their own.
    """

    pieces: list[Span]
    mark: str
    whole: bool = False
    alone: bool = False


def mask(text: str) -> str:
    """The text with quotations closed up: no mark inside them splits a sentence. As long as the text."""
    return QUOTATION.sub(lambda m: "『" + m[0][1:-1].translate(INNER_MARK) + "』", text)


def runs(text: str, masked: str) -> Iterator[Run]:
    """Every run of two pieces or more, from quotations, then from sentences and their clauses."""
    yield from _quoted_runs(text)
    for sentence in SENTENCE.finditer(masked):
        start, end = sentence.span()
        opens_line = start == 0 or text[start - 1] == "\n"
        clauses = [m.span() for m in CLAUSE.finditer(masked, start, end)]
        if len(clauses) > 1:
            yield Run(clauses, "，", alone=opens_line and len(clauses) == 2)
        for clause in clauses:
            if masked.find("、", *clause) >= 0:
                items = [m.span() for m in ITEM.finditer(masked, *clause)]
                if len(items) > 1:
                    yield Run(items, "、")
        if opens_line:
            halves = [m.span() for m in HALF.finditer(masked, start, end)]
            if len(halves) == 2 and halves[0][1] - halves[0][0] > 4:
                yield Run(halves, " ", alone=True)


def part_runs(masked: str) -> Iterator[list[Span]]:
    """The parts between semicolons of every sentence that has some."""
    for sentence in SENTENCE.finditer(masked):
        parts = [m.span() for m in PART.finditer(masked, *sentence.span())]
        if len(parts) > 1:
            yield parts


def _quoted_runs(text: str) -> Iterator[Run]:
    for match in QUOTATION.finditer(text):
        pieces = [m.span() for m in QUOTED_ITEM.finditer(text, *match.span(match.lastindex))]
        if len(pieces) > 1 and "。" not in match[0]:
            yield Run(pieces, text[pieces[0][1]], whole=True)
    for chain in CHAIN.finditer(text):
        yield Run([m.span(1) for m in QUOTATION.finditer(text, *chain.span()) if m[1]], "”", whole=True)
