"""Slogans (口号): parallel series, heading series, plus-compounds and coinages, with exact spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from tifaku.formulas import find_formulas
from tifaku.layout.blocks import find_blocks
from tifaku.slogans import coinages, headings, parallels
from tifaku.slogans.pieces import Find, Place
from tifaku.slogans.templates import SLOTS, template
from tifaku.text.documents import Block, Document, as_document
from tifaku.text.findings import Formula, Slogan, Span


def find_slogans(
    doc: Document | str, formulas: Sequence[Formula] | None = None, rejected: Iterable[Formula] = ()
) -> list[Slogan]:
    """Every slogan of a Document or str, in order of start; a series may hold compounds and coinages of its own.

    formulas: those of the same text, where they are at hand (decided ones, say); else they are searched. What is a formula
    is not a slogan too, and one that a scholar has `rejected` is no coinage in its quotation marks.

    >>> [(s.type, s.template, s.rhythm) for s in find_slogans("打造一批选得准、树得住、叫得响的品牌。")]
    [('parallel_series', 'X得Y', '3+3+3')]

    (选得准、树得住、叫得响: 'well chosen, standing firm, ringing out'.) Misses: series without any shared character whose
    segments differ in length; metaphors that stand without quotation marks.
    """
    doc = as_document(doc)
    formulas = find_formulas(doc) if formulas is None else formulas
    numbered = [*formulas, *rejected]
    blocks = doc.blocks or find_blocks(doc.text)
    heads = [(b.start, b.end) for b in blocks if b.kind in headings.HEADS]
    stated = {(c.start, c.end) for f in formulas for g in f.groups for c in g.components}
    series = _series(doc.text, blocks, numbered)
    found = [*series, *_quoted(doc.text, numbered, series)]
    return sorted((_slogan(doc, find, heads, stated) for find in found), key=lambda s: (s.start, -s.end))


def _series(text: str, blocks: Sequence[Block], numbered: Sequence[Formula]) -> list[Find]:
    """Heading series, their halves, and parallel series; a head of the usual rhythm of its series is no couplet."""
    groups = headings.head_spans(text, blocks)
    heads = list(headings.heading_series(text, groups))
    halves = [half for series in heads for half in headings.halves(text, series)]
    uniform = {span for group in groups for span in group} - set(headings.standing_out(text, groups))
    names = [(f.start, f.end) for f in numbered]
    parts = [part for half in halves for part in (*half.parts, (half.start, half.end))]
    return [*heads, *halves, *parallels.find_series(text, [*uniform, *names, *parts])]


def _quoted(text: str, numbered: Sequence[Formula], series: Iterable[Find]) -> list[Find]:
    """Plus-compounds and what else stands in quotation marks, but for formulas, their openings and series."""
    compounds = list(coinages.plus_compounds(text))
    taken = [(find.start, find.end) for find in (*numbered, *series, *compounds)]
    openings = {f.surface[:n] for f in numbered for n in range(2, len(f.surface))}  # “一城” takes up 一城三镇
    return compounds + [q for q in coinages.quotations(text, taken) if text[q.start : q.end] not in openings]


def _slogan(doc: Document, find: Find, heads: list[Place], stated: set[Place]) -> Slogan:
    segments = tuple([Span(doc.text[s:e], s, e) for s, e in find.parts])
    expands = bool(segments) and all((s.start, s.end) in stated for s in segments)
    at = bisect_right(heads, (find.start, len(doc.text))) - 1
    heading = at >= 0 and find.start < heads[at][1]
    surface = doc.text[find.start : find.end]
    mould = _plus(find) if find.type == "plus_compound" else template([s.text for s in segments]).text if segments else ""
    return Slogan(doc.doc_id, find.type, find.start, find.end, surface, segments, mould, heading, expands)


def _plus(find: Find) -> str:
    return "+".join(SLOTS[: max(2, len(find.parts))])
