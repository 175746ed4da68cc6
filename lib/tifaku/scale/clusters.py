"""Clusters: near-duplicates over all partitions, from the sketches that each of them wrote."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Sequence

from tifaku.corpus.duplicates import clusters_of, grams
from tifaku.datasets.stored import read_table, stored_documents
from tifaku.text.corpora import Problem

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: How many partitions' articles are kept at hand while candidates are compared.
AT_HAND = 8


def clusters(folders: Sequence[Path]) -> tuple[pd.DataFrame, list[Problem]]:
    """One row per article: doc_id, cluster, as tifaku.cluster_of has it; and a problem for each doc_id of two articles.

    The texts of two articles are read again only where their sketches share a band.
    """
    import pandas as pd

    sketches: dict[str, np.ndarray] = {}
    home: dict[str, Path] = {}
    twice: list[Problem] = []
    for folder in folders:
        table = read_table([folder / "signatures.parquet"])
        twice += [_twice(doc_id) for doc_id in table["doc_id"] if doc_id in sketches]
        sketches |= dict(zip(table["doc_id"], table["sketch"]))
        home |= dict.fromkeys(table["doc_id"], folder)

    @lru_cache(AT_HAND)
    def at_hand(folder: Path) -> dict:
        return {doc.doc_id: doc for doc in stored_documents(folder)}

    @lru_cache(100 * AT_HAND)
    def grams_of(doc_id: str):
        doc = at_hand(home[doc_id])[doc_id]
        return grams(doc.body or doc.text)

    found = clusters_of(sorted(sketches), grams_of, sketches.__getitem__)
    return pd.DataFrame(list(found.items()), columns=["doc_id", "cluster"]), twice


def _twice(doc_id: str) -> Problem:
    return Problem(doc_id, "is the doc_id of several articles, which count as one", "give each article its own", read=True)
