"""Slogans (口号): parallel series, heading series, plus-compounds and coinages, with exact spans."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tifaku.formulas import find_formulas
from tifaku.layout.blocks import find_blocks
from tifaku.slogans import coinages, headings, strength
from tifaku.slogans.pieces import Find
from tifaku.slogans.series import series_of
from tifaku.slogans.templates import SLOTS, template
from tifaku.text.documents import Document, as_document
from tifaku.text.findings import Formula, Slogan, Span
from tifaku.text.marks import Place

Case = tuple[Document, Sequence[Formula], Sequence[Formula]]
AT_ONCE = 30_000  # characters in which series are looked for together


def find_slogans(
    doc: Document | str, formulas: Sequence[Formula] | None = None, rejected: Iterable[Formula] = ()
) -> list[Slogan]:
    """Every slogan of a Document or str, in order of start; a series may hold compounds and coinages of its own.

    formulas: those of the same text, where they are at hand (decided ones, say); else they are searched. What is a formula
    is not a slogan too, and one that a scholar has `rejected` is no coinage in its quotation marks.

    >>> [(s.type, s.template, s.rhythm) for s in find_slogans("打造一批选得准、树得住、叫得响的品牌。")]
    [('parallel_series', 'X得Y', '3+3+3')]

    (选得准、树得住、叫得响: 'well chosen, standing firm, ringing out'.) Of the parallel series that readers mark two in
    three were found on unseen texts, and three finds in four were such series (see CHANGELOG). Misses: members joined by 和
    alone, pairs that share nothing and answer by sense only, metaphors that stand without quotation marks.
    """
    doc = as_document(doc)
    return next(slogans_of([(doc, find_formulas(doc) if formulas is None else formulas, tuple(rejected))]))


def slogans_of(cases: Iterable[Case]) -> Iterator[list[Slogan]]:
    """The slogans of each Document with its formulas and those of it that were rejected, as `find_slogans` gives them one by one.

    Series are looked for in several short articles at once, which costs a third of the time that they take one after the other.
    """
    for some in _together(cases):
        heads = [_of_headings(doc, [*formulas, *rejected]) for doc, formulas, rejected in some]
        found = series_of([doc.text for doc, _, _ in some], [taken for _, _, taken in heads])
        for (doc, formulas, rejected), (whole, halves, _), own in zip(some, heads, found):
            series = [*whole, *halves, *own]
            finds = sorted([*series, *_quoted(doc.text, [*formulas, *rejected], series)], key=lambda f: (f.start, -f.end))
            yield _slogans(doc, finds, {(c.start, c.end) for f in formulas for g in f.groups for c in g.components})


def _together(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """The cases in lists of at most so many characters, or of one."""
    some: list[Case] = []
    for case in cases:
        if some and sum(len(doc.text) for doc, _, _ in [*some, case]) > AT_ONCE:
            yield some
            some = []
        some.append(case)
    if some:
        yield some


def _of_headings(doc: Document, numbered: Sequence[Formula]) -> tuple[list[Find], list[Find], set[Place]]:
    """Heading series, their halves, and what can be no series any more: headings of the usual rhythm, formulas, these halves."""
    text = doc.text
    groups = headings.heading_spans(text, doc.blocks or find_blocks(text))
    heads = list(headings.heading_series(text, groups))
    halves = [half for series in heads for half in headings.halves(text, series)]
    halves += [couplet for couplet in headings.couplets(text, groups) if couplet not in halves]
    uniform = {span for group in groups for span in group} - set(headings.standing_out(text, groups))
    names = {(f.start, f.end) for f in numbered}
    return heads, halves, uniform | names | {part for half in halves for part in (*half.parts, (half.start, half.end))}


def shields(doc: Document) -> set[Place]:
    """The spans that can be no parallel series: formulas, headings in the rhythm of their series, and their halves."""
    return _of_headings(doc, find_formulas(doc))[2]


def _quoted(text: str, numbered: Sequence[Formula], series: Iterable[Find]) -> list[Find]:
    """Plus-compounds and what else stands in quotation marks, but for formulas, their openings and series."""
    compounds = list(coinages.plus_compounds(text))
    taken = [*((f.start, f.end) for f in numbered), *((find.start, find.end) for find in (*series, *compounds))]
    openings = {f.surface[:n] for f in numbered for n in range(2, len(f.surface))}  # “一城” takes up 一城三镇
    return compounds + [q for q in coinages.quotations(text, taken) if text[q.start : q.end] not in openings]


def _slogans(doc: Document, found: list[Find], stated: set[Place]) -> list[Slogan]:
    heads = [(b.start, b.end) for b in doc.blocks or find_blocks(doc.text) if b.kind in headings.KINDS]
    times = Counter(doc.text[find.start : find.end] for find in found)
    slogans = []
    for find in found:
        segments = tuple([Span(doc.text[s:e], s, e) for s, e in find.parts])
        expands = bool(segments) and stated.issuperset(find.parts)
        at = bisect_right(heads, (find.start, len(doc.text))) - 1
        heading = at >= 0 and find.start < heads[at][1]
        surface = doc.text[find.start : find.end]
        mould = _plus(find) if find.type == "plus_compound" else template([s.text for s in segments]).text if segments else ""
        strong = strength.strength(find, doc.text, heading, expands, times[surface] > 1)
        slogans.append(Slogan(doc.doc_id, find.type, find.start, find.end, surface, segments, mould, heading, expands, strong))
    return slogans


def _plus(find: Find) -> str:
    return "+".join(SLOTS[: max(2, len(find.parts))])
