"""Slogans as tables: one row per occurrence, and one per frame, a template that comes back, with what fills its slots."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tifaku.datasets import Dataset
from tifaku.slogans.strength import is_strong
from tifaku.slogans.templates import Frame, Member, frames_of
from tifaku.study import find
from tifaku.text.documents import Document, place_of
from tifaku.text.findings import Findings, Slogan

#: What is shown of a slot that nothing fills, as in “党建+” ('Party building plus').
NOTHING = "∅"


def _slogans(docs: Document | str | Iterable[Document], found: Findings | None) -> tuple[Slogan, ...]:
    return (find(docs) if found is None else found).slogans


def slogans_table(docs: Document | str | Iterable[Document], found: Findings | None = None) -> pd.DataFrame:
    """One row per slogan occurrence of an article, a str, some articles or a dataset; `found` if it is at hand.

    Columns: doc_id, type, start, end, surface, segments (joined by |), template, rhythm, heading, expands_formula, strength
    (how slogan-like it is, 0 to 1); offsets in characters of doc.text.
    """
    if isinstance(docs, Dataset) and found is None:
        return docs.decided(docs.table("slogans"), slogans_table(*docs.revised))
    columns = ["doc_id", "type", "start", "end", "surface", "segments", "template", "rhythm", "heading", "expands_formula",
               "strength"]  # fmt: skip
    rows = (
        (s.doc_id, s.type, s.start, s.end, s.surface, "|".join(g.text for g in s.segments), s.template, s.rhythm, s.heading,
         s.expands_formula, s.strength)
        for s in _slogans(docs, found)
    )  # fmt: skip
    return pd.DataFrame(list(rows), columns=columns)


def longest_series(docs: Iterable[Document], found: Findings | None = None) -> Slogan | None:
    """The parallel series with a template that has most segments, the first of equals; None where there is none."""
    series = (s for s in _slogans(docs, found) if s.type == "parallel_series" and s.template)
    return max(series, key=lambda s: len(s.segments), default=None)


def slogans_in_short(slogans: pd.DataFrame) -> pd.DataFrame:
    """The rows of `slogans_table` for reading, the strongest first: slogan, type, strength, template, rhythm, heading, …, place.

    strong: whether the strength is at least `tifaku.slogans.strength.STRONG`; slogan: the surface; of parallel headings, between
    which whole paragraphs stand, only the headings, joined by ／.

    >>> slogans_in_short(slogans_table("打造选得准、树得住的品牌。")).slogan[0]  # 'well chosen, standing firm'
    '选得准、树得住'
    """
    series = slogans["type"] == "parallel_headings"
    shown = slogans["surface"].where(~series, slogans["segments"].str.replace("|", "／"))
    columns = ["slogan", "type", "strength", "strong", "template", "rhythm", "heading", "expands_formula"]
    columns += ["doc_id", "start", "end"]
    ranked = slogans.assign(slogan=shown, strong=is_strong(slogans["strength"]))[columns]
    return ranked.sort_values("strength", ascending=False, kind="stable")


def frames(docs: Iterable[Document], found: Findings | None = None) -> pd.DataFrame:
    """The inventory of frames: one row per template, those that occur in most articles first.

    template: what all members share, with slots X, Y, Z (V: filled by verbs only). n: members. fillers: what stands in
    the slots, a filler for each slot (∅: nothing), joined by |. segments: the members. articles, places: how many, doc_ids
    and names beside them. family: more than one article has members in the frame, with at least two different fillings.

    >>> import tifaku
    >>> frames([tifaku.read_text("打造选得准、树得住、叫得响的品牌。")]).fillers[0]  # 'well chosen, standing firm, …'
    '选…准|树…住|叫…响'

    Misses frames seen in one segment only: a template needs a series to show it.
    """
    docs = list(docs)
    place = {doc.doc_id: place_of(doc) for doc in docs}
    rows = [_row(frame, place) for frame in frames_of(_slogans(docs, found))]
    columns = ["template", "n", "fillers", "segments", "articles", "places", "doc_ids", "place_names", "family"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["articles", "n", "template"], ascending=[False, False, True], ignore_index=True)


def _row(frame: Frame, place: dict[str, str]) -> tuple:
    fillings = list(dict.fromkeys("…".join(_shown(member)) for member in frame.members))
    segments = list(dict.fromkeys(member.segment for member in frame.members))
    places = sorted({place[doc_id] for doc_id in frame.doc_ids} - {""})
    family = len(frame.doc_ids) > 1 < len(fillings)
    return (frame.template, len(frame.members), "|".join(fillings), "|".join(segments), len(frame.doc_ids), len(places),
            "|".join(frame.doc_ids), "|".join(places), family)  # fmt: skip


def families(docs: Iterable[Document], found: Findings | None = None) -> pd.DataFrame:
    """Variant families, aligned by slot: one row per different segment of a frame that several articles fill differently.

    Columns template, segment, slot 1, slot 2 … (in the order of the letters in the template; ∅ where nothing stands), n,
    articles and doc_ids.
    Empty where no frame has two articles; five articles show examples, no rates.
    """
    rows = [
        {"template": frame.template, "segment": member.segment, **_slots(member), "doc_id": member.doc_id}
        for frame in frames_of(_slogans(docs, found)) if len(frame.doc_ids) > 1 for member in frame.members
    ]  # fmt: skip
    if not rows:
        return pd.DataFrame(columns=["template", "segment", "n", "articles", "doc_ids"])
    table = pd.DataFrame(rows).fillna("")
    keys = [column for column in table.columns if column != "doc_id"]
    counted = table.groupby(keys, sort=True)["doc_id"].agg(
        n="size", articles="nunique", doc_ids=lambda ids: "|".join(sorted(set(ids)))
    )
    return counted.reset_index()


def _shown(member: Member) -> list[str]:
    return [filler or NOTHING for filler in member.fillers]


def _slots(member: Member) -> dict[str, str]:
    return {f"slot {i}": filler for i, filler in enumerate(_shown(member), 1)}
