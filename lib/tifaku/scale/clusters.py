"""Clusters: which articles of a dataset are reprints of one another; their texts are read again once, a partition at a time."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Callable, Sequence

import numpy as np

from tifaku.corpus.duplicates import SKETCH, bands_of, clusters_of, grams
from tifaku.datasets import read_table, stored_documents

if TYPE_CHECKING:
    import pandas as pd


def clusters(folders: Sequence[Path]) -> pd.DataFrame:
    """One row per article of these partitions: doc_id, cluster, as tifaku.cluster_of has it.

    Memory holds the sketch of each article, 256 bytes. The grams of those whose sketch shares a band with another's are kept in
    a file of the temporary folder meanwhile, of some 1.3 bytes a byte of their texts.
    """
    import pandas as pd

    tables = [read_table([folder / "signatures.parquet"]) for folder in folders]
    ids = np.concatenate([np.empty(0, object), *(table["doc_id"].to_numpy(object) for table in tables)])
    rows = [np.stack(list(table["sketch"])) for table in tables if len(table)]
    order = ids.argsort(kind="stable")
    sketches = np.concatenate([np.empty((0, SKETCH), np.uint32), *rows])[order]
    doc_ids, bands = ids[order].tolist(), bands_of(sketches)
    near = {doc_ids[number] for number in np.flatnonzero((bands >= 0).any(axis=1))}
    with TemporaryFile() as file:
        grams_of = _kept([folder for folder, table in zip(folders, tables) if not near.isdisjoint(table["doc_id"])], near, file)
        found = clusters_of(doc_ids, sketches, bands, grams_of)
    return pd.DataFrame(list(found.items()), columns=["doc_id", "cluster"])


def _kept(folders: Sequence[Path], doc_ids: set[str], file: IO[bytes]) -> Callable[[str], np.ndarray]:
    """The function that gives the grams of an article, of these, back from a file into which they are written here."""
    places: dict[str, tuple[int, int]] = {}
    for folder in folders:
        for doc in stored_documents(folder):
            if doc.doc_id in doc_ids:
                own = grams(doc.body or doc.text)
                places[doc.doc_id] = file.tell(), len(own)
                file.write(own.tobytes())
    file.flush()

    def grams_of(doc_id: str) -> np.ndarray:
        at, size = places[doc_id]
        file.seek(at)
        return np.frombuffer(file.read(size * 4), np.uint32)

    return grams_of
