"""Variants: with what the slots of a frame are filled, and which wordings one name takes, when and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pandas as pd

from tifaku.formulas.grammar import frames
from tifaku.study import find
from tifaku.tables.periods import periods
from tifaku.tables.uses import moulds
from tifaku.text.documents import Document, as_documents, place_of
from tifaku.text.findings import Findings

COLUMNS = ["frame", "kind", "variant", "period", "articles", "n", "places", "doc_ids", "doc_id", "start", "end"]


def variants(docs: Iterable[Document], period: str = "year", found: Findings | None = None) -> pd.DataFrame:
    """One row per frame, variant and period in which it stands, frames in most articles first: who fills it how, and when.

    frame: a slogan's template (抓X强Y 'grasp X, strengthen Y') with its segments as variants, or the heads that formulas share
    under other numerals (抓…度 of 四抓四度 'four grasps, four degrees' and 五抓五度), kind says which; period: empty where the
    article has none; articles, n: with the variant, and occurrences; places: their names, doc_ids: the articles, joined by |;
    doc_id, start, end: the first passage. Frames that are fixed at one place only (X化) are left out, as in `uses`.
    Only frames with two variants in two articles have rows.
    """
    docs = as_documents(docs)
    found = find(docs) if found is None else found
    when = {doc.doc_id: one.period for doc, one in zip(docs, periods(docs, period))}
    place = {doc.doc_id: place_of(doc) for doc in docs}
    table = pd.DataFrame([*_members(found), *_relatives(found)], columns=["frame", "kind", "variant", "doc_id", "start", "end"])
    spread = table.groupby("frame")[["variant", "doc_id"]].nunique()
    kept = spread[(spread > 1).all(axis=1)]["doc_id"]
    table = table[table["frame"].isin(kept.index)].drop_duplicates().sort_values(["doc_id", "start"], kind="stable")
    table = table.assign(period=table["doc_id"].map(when), place=table["doc_id"].map(place), size=table["frame"].map(kept))
    rows = (
        table.astype({"period": object})
        .fillna({"period": ""})
        .groupby(["size", "frame", "kind", "variant", "period"], sort=False)
    )
    out = rows.agg(
        articles=("doc_id", "nunique"), n=("doc_id", "size"), places=("place", _joined), doc_ids=("doc_id", _joined),
        first_id=("doc_id", "first"), start=("start", "first"), end=("end", "first"),
    ).rename(columns={"first_id": "doc_id"})  # fmt: skip
    out = out.reset_index()
    order = out.assign(when=out["period"].astype(str)).sort_values(
        ["size", "frame", "when", "variant"], ascending=[False, True, True, True], kind="stable"
    )
    return order[COLUMNS].reset_index(drop=True)


def _members(found: Findings) -> Iterator[tuple]:
    for frame in moulds(found):
        for member in frame.members:
            yield frame.template, "frame", member.segment, member.doc_id, member.start, member.end


def _relatives(found: Findings) -> Iterator[tuple]:
    """The formulas whose heads other formulas have too, under other numerals."""
    shared: dict[tuple, set[str]] = defaultdict(set)
    for surface in {formula.surface for formula in found.formulas}:
        for frame in frames(surface)[:1]:
            shared[frame].add(surface)
    named = {surface: "…".join(frame) for frame, surfaces in shared.items() if len(surfaces) > 1 for surface in surfaces}
    for formula in found.formulas:
        if formula.surface in named:
            yield named[formula.surface], "family", formula.surface, formula.doc_id, formula.start, formula.end


def _joined(names: pd.Series) -> str:
    return "|".join(sorted(set(names) - {""}))
