"""Elsewhere: what another article of the corpus says that a formula stands for; it is shown beside the text, never merged."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tifaku.text.documents import Document, place_of

_COLUMNS = ["elsewhere_doc_id", "elsewhere_start", "elsewhere_end", "elsewhere_components", "elsewhere_place"]


def stated_elsewhere(table: pd.DataFrame, docs: Iterable[Document]) -> pd.DataFrame:
    """The formulas table with what another article on the same place states of the same formula; one row per occurrence.

    New columns: elsewhere_doc_id, elsewhere_start, elsewhere_end (the formula there, missing where there is none),
    elsewhere_components, elsewhere_place. Only what the article itself does not state in full is looked for, and only full
    expansions count. Same place: the same county, or the same prefecture or province where neither article names a smaller one.

    Limit: goes by the places that the articles name (metadata); an article that names none is not compared.
    """
    places = {doc.doc_id: place_of(doc) for doc in docs}
    told: dict[tuple, dict] = {}
    for row in table.to_dict("records"):
        if row["verdict"] == "complete" and places.get(row["doc_id"]):
            told.setdefault((row["surface"], places[row["doc_id"]]), {}).setdefault(row["doc_id"], row)
    found = [_told(row, places.get(row["doc_id"]), told) for row in table.to_dict("records")]
    columns = pd.DataFrame(found, columns=_COLUMNS, index=table.index)
    return pd.concat([table, columns.astype({"elsewhere_start": "Int64", "elsewhere_end": "Int64"})], axis=1)


def _told(row: dict, place: str | None, told: dict) -> tuple:
    """The new columns of a row: what the first other article on the place states."""
    if row["verdict"] not in ("unresolved", "partial") or not place:
        return ("", None, None, "", "")
    others = (other for doc_id, other in told.get((row["surface"], place), {}).items() if doc_id != row["doc_id"])
    other = next(others, None)
    return (other["doc_id"], other["start"], other["end"], other["components"], place) if other else ("", None, None, "", "")
