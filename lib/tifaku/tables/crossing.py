"""Crossing: which formula stands where, article by article, or by year or province where articles are too many to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from tifaku.tables.formulas import as_written
from tifaku.tables.names import VERDICTS, setting_of
from tifaku.text.documents import Document

#: Above this many articles a column is a year or a province.
MANY = 30
_COLUMNS = ["surface", "column", "n", "articles", "verdict"]


def crossing(formulas: pd.DataFrame, docs: Iterable[Document] = ()) -> pd.DataFrame:
    """One row per formula and column in which it stands: surface, column, n, articles, verdict.

    formulas: one row per occurrence, as formulas_table gives it; docs: its articles. surface: the name as it is written most
    often, for all its variants of width, blanks and numerals. column: the article; where more than 30
    articles have formulas, their year or their province, whichever more of them state (where neither parts them, the article
    all the same). n: occurrences; articles: how many of that column have the formula; verdict: the best that one of them gives.

    attrs: by (article, year or province), columns (in order: of time, else the largest first), formulas (how many there are),
    shared (how many stand in more than one article), articles and placed (all of them, and those that stand in a column).

    >>> formulas = pd.DataFrame([("a", "四风", "partial"), ("b", "四风", "complete")], columns=["doc_id", "surface", "verdict"])
    >>> crossing(formulas).values.tolist()  # 'four forms of decadence'
    [['四风', 'a', 1, 1, 'partial'], ['四风', 'b', 1, 1, 'complete']]
    """
    formulas = formulas.assign(surface=as_written(formulas))
    spread = formulas.groupby("surface")["doc_id"].nunique()
    ids = formulas["doc_id"].unique()
    by, column = _columns(set(ids), docs)
    rows = formulas.assign(column=formulas["doc_id"].map(column), rank=formulas["verdict"].map(VERDICTS.index))
    rows = rows.dropna(subset=["column"])
    table = rows.groupby(["surface", "column"], sort=True).agg(
        n=("doc_id", "size"), articles=("doc_id", "nunique"), rank=("rank", "min")
    )  # fmt: skip
    table = table.reset_index().assign(verdict=lambda cells: cells["rank"].map(lambda rank: VERDICTS[rank]))[_COLUMNS]
    sizes = pd.Series(column, dtype=object).value_counts()
    order = sorted(sizes.index, key=lambda name: name if by == "year" else (-sizes[name], name))
    table.attrs |= {"by": by, "columns": order, "formulas": len(spread), "shared": int((spread > 1).sum())}
    table.attrs |= {"articles": len(ids), "placed": int(sizes.sum())}
    return table


def _columns(ids: set[str], docs: Iterable[Document]) -> tuple[str, Mapping[str, str]]:
    """What a column is, and the column of each article."""
    settings = {doc.doc_id: setting_of(doc) for doc in docs if doc.doc_id in ids} if len(ids) > MANY else {}
    years = {doc_id: setting.date[:4] for doc_id, setting in settings.items() if setting.date[:4].isdecimal()}
    provinces = {doc_id: setting.province for doc_id, setting in settings.items() if setting.province}
    parting = [(by, column) for by, column in (("year", years), ("province", provinces)) if len({*column.values()}) > 1]
    return max(parting, key=lambda pair: len(pair[1]), default=("article", {doc_id: doc_id for doc_id in ids}))
