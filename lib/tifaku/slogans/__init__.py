"""Slogans (口号): parallel series, heading series, plus-compounds and coinages, with exact spans."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Iterable, Sequence

from tifaku import formulas
from tifaku.collector import paused
from tifaku.corpus import as_document
from tifaku.documents import Block, Document
from tifaku.layout.blocks import find_blocks
from tifaku.slogans import coinages, headings, parallels
from tifaku.slogans.pieces import Find, Span
from tifaku.slogans.templates import SLOTS, template

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Segment:
    """One member of a series, verbatim as text[start:end]."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slogan:
    """One slogan at text[start:end].

    type: parallel_series | parallel_headings | plus_compound | coinage | quoted_other.
    template: the common mould with slots, as in 抓X强Y ('grasp X, strengthen Y'); empty where there is none.
    """

    doc_id: str
    type: str
    start: int
    end: int
    surface: str
    segments: tuple[Segment, ...] = ()
    template: str = ""
    heading: bool = False
    expands_formula: bool = False

    @property
    def rhythm(self) -> str:
        """Characters of each segment, without marks: 3+3+3 for 选得准、树得住、叫得响."""
        return "+".join(str(sum(map(str.isalnum, s.text))) for s in self.segments)


def find_slogans(doc: Document | str) -> list[Slogan]:
    """Every slogan of a Document or str, in order of start; a series may hold compounds and coinages of its own.

    >>> [(s.type, s.template, s.rhythm) for s in find_slogans("打造一批选得准、树得住、叫得响的品牌。")]
    [('parallel_series', 'X得Y', '3+3+3')]

    (選得准、树得住、叫得响: 'well chosen, standing firm, ringing out'.) Misses: series without any shared character whose
    segments differ in length; metaphors that stand without quotation marks.
    """
    doc = as_document(doc)
    if "slogans" not in doc.findings:
        with paused():
            doc.findings["slogans"] = tuple(search(doc, formulas.find_formulas(doc)))
    return list(doc.findings["slogans"])


def search(doc: Document, numbered: Sequence[formulas.Formula]) -> list[Slogan]:
    """Every slogan of a Document whose formulas are known; what is a formula is not a slogan too."""
    blocks = doc.blocks or find_blocks(doc.text)
    heads = [(b.start, b.end) for b in blocks if b.kind in headings.HEADS]
    stated = {(c.start, c.end) for f in numbered for g in f.groups for c in g.components}
    series = _series(doc.text, blocks, numbered)
    found = [*series, *_quoted(doc.text, numbered, series)]
    return sorted((_slogan(doc, find, heads, stated) for find in found), key=lambda s: (s.start, -s.end))


def _series(text: str, blocks: Sequence[Block], numbered: Sequence[formulas.Formula]) -> list[Find]:
    """Heading series, their halves, and parallel series; a head of the usual rhythm of its series is no couplet."""
    groups = headings.head_spans(text, blocks)
    heads = list(headings.heading_series(text, groups))
    halves = [half for series in heads for half in headings.halves(text, series)]
    uniform = {span for group in groups for span in group} - set(headings.standing_out(text, groups))
    names = [(f.start, f.end) for f in numbered]
    parts = [part for half in halves for part in (*half.parts, (half.start, half.end))]
    return [*heads, *halves, *parallels.find_series(text, [*uniform, *names, *parts])]


def _quoted(text: str, numbered: Sequence[formulas.Formula], series: Iterable[Find]) -> list[Find]:
    """Plus-compounds and what else stands in quotation marks, but for formulas, their openings and series."""
    compounds = list(coinages.plus_compounds(text))
    taken = [(find.start, find.end) for find in (*numbered, *series, *compounds)]
    openings = {f.surface[:n] for f in numbered for n in range(2, len(f.surface))}  # “一城” takes up 一城三镇
    return compounds + [q for q in coinages.quotations(text, taken) if text[q.start : q.end] not in openings]


def _slogan(doc: Document, find: Find, heads: list[Span], stated: set[Span]) -> Slogan:
    segments = tuple([Segment(doc.text[s:e], s, e) for s, e in find.parts])
    expands = bool(segments) and all((s.start, s.end) in stated for s in segments)
    at = bisect_right(heads, (find.start, len(doc.text))) - 1
    heading = at >= 0 and find.start < heads[at][1]
    surface = doc.text[find.start : find.end]
    mould = _plus(find) if find.type == "plus_compound" else template([s.text for s in segments]).text if segments else ""
    return Slogan(doc.doc_id, find.type, find.start, find.end, surface, segments, mould, heading, expands)


def _plus(find: Find) -> str:
    return "+".join(SLOTS[: max(2, len(find.parts))])


def longest_series(docs: Iterable[Document]) -> Slogan | None:
    """The parallel series with a template that has most segments, the first of equals; None where there is none."""
    series = (s for doc in docs for s in find_slogans(doc) if s.type == "parallel_series" and s.template)
    return max(series, key=lambda s: len(s.segments), default=None)


def slogans_table(docs: Document | str | Iterable[Document]) -> pd.DataFrame:
    """One row per slogan occurrence of an article, a str, some articles or a dataset.

    Columns: doc_id, type, start, end, surface, segments (joined by |), template, rhythm, heading, expands_formula; offsets
    in characters of doc.text.
    """
    import pandas as pd

    if hasattr(docs, "table"):  # a dataset, which has it
        return docs.table("slogans")
    docs = [docs] if isinstance(docs, (Document, str)) else docs
    columns = ["doc_id", "type", "start", "end", "surface", "segments", "template", "rhythm", "heading", "expands_formula"]
    rows = (
        (s.doc_id, s.type, s.start, s.end, s.surface, "|".join(g.text for g in s.segments), s.template, s.rhythm, s.heading,
         s.expands_formula)
        for doc in docs for s in find_slogans(doc)
    )  # fmt: skip
    return pd.DataFrame(list(rows), columns=columns)


def slogans_in_short(slogans: pd.DataFrame) -> pd.DataFrame:
    """The rows of `slogans_table` as one reads them: slogan, type, template, rhythm, heading, expands_formula, and their place.

    slogan: the surface; of parallel headings, between which whole paragraphs stand, only the headings, joined by ／.

    >>> slogans_in_short(slogans_table([as_document("打造选得准、树得住的品牌。")])).slogan[0]  # 'well chosen, standing firm'
    '选得准、树得住'
    """
    series = slogans["type"] == "parallel_headings"
    shown = slogans["surface"].where(~series, slogans["segments"].str.replace("|", "／"))
    columns = ["slogan", "type", "template", "rhythm", "heading", "expands_formula", "doc_id", "start", "end"]
    return slogans.assign(slogan=shown)[columns]
