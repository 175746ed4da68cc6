"""Counting: the counts of a dataset's tokens, added up by DuckDB over the Parquet files."""

from __future__ import annotations

import tempfile
from functools import cached_property
from pathlib import Path
from typing import Sequence

import numpy as np
import pandas as pd

from tifaku.tables.counts import Counts


class StoredCounts(Counts):
    """Counts whose parts are worked out when they are asked for.

    How often terms occur and in how many articles stays on the disk but for one row per term; the entries per article and
    term, which dispersion, keyness and tf_idf need, are held in memory (12 bytes each).
    """

    def __init__(self, tokens: Sequence[Path], documents: Sequence[Path], where: str, n: int = 1):
        self.__dict__.update(_tokens=[*map(str, tokens)], _documents=[*map(str, documents)], _rows=_counted(where, n))

    @cached_property
    def doc_ids(self) -> pd.Index:
        """All articles, those without tokens too, in the order of their characters."""
        found = _query("SELECT DISTINCT doc_id FROM read_parquet($documents) ORDER BY 1", documents=self._documents)
        return pd.Index(found["doc_id"], dtype=object)

    @property
    def terms(self) -> pd.Index:
        """All terms in the order of their characters."""
        return self._terms.index

    @property
    def term_n(self) -> np.ndarray:
        """How often each term occurs."""
        return self._terms["n"].to_numpy()

    @property
    def df(self) -> np.ndarray:
        """In how many documents each term occurs."""
        return self._terms["df"].to_numpy()

    @property
    def total(self) -> int:
        """How many tokens there are."""
        return int(self.term_n.sum())

    @property
    def doc(self) -> np.ndarray:
        """The position of each entry's document in doc_ids."""
        return self._entries["doc"].to_numpy()

    @property
    def term(self) -> np.ndarray:
        """The position of each entry's term in terms."""
        return self._entries["term"].to_numpy()

    @property
    def n(self) -> np.ndarray:
        """How often the term occurs in the document."""
        return self._entries["n"].to_numpy()

    @cached_property
    def _terms(self) -> pd.DataFrame:
        sql = f"""
            SELECT token, sum(n)::BIGINT AS n, count(*) AS df
            FROM (SELECT token::VARCHAR AS token, doc_id, count(*) AS n FROM ({self._rows}) GROUP BY ALL)
            GROUP BY token ORDER BY token"""
        found = _query(sql, tokens=self._tokens)
        return found.set_index(pd.Index(found.pop("token"), dtype=object))

    @cached_property
    def _entries(self) -> pd.DataFrame:
        sql = f"""
            SELECT docs.number AS doc, terms.number AS term, count(*)::INTEGER AS n
            FROM ({self._rows}) JOIN docs USING (doc_id) JOIN terms USING (token)
            GROUP BY ALL ORDER BY ALL"""
        return _query(sql, _numbered("doc_id", self.doc_ids), _numbered("token", self.terms), tokens=self._tokens)


def rows(path: Path, columns: Sequence[str], where: str, n: int = 1) -> pd.DataFrame:
    """These columns of the rows of a file of tokens that count."""
    return _query(f"SELECT {', '.join(columns)} FROM ({_counted(where, n)})", tokens=[str(path)])


def _counted(where: str, n: int) -> str:
    """SQL for the tokens that count, or for their runs of n within a sentence and without a gap."""
    tokens = f"SELECT * FROM read_parquet($tokens) WHERE {where}"
    if n == 1:
        return tokens
    joined = ", ".join(["token", *(f"lead(token, {k}) OVER text" for k in range(1, n))])
    unbroken = " AND ".join(f'lead(start, {k}) OVER text = lead("end", {k - 1}) OVER text' for k in range(1, n))
    return f"""
        SELECT doc_id, start, lead("end", {n - 1}) OVER text AS "end", concat_ws(' ', {joined}) AS token, sentence
        FROM ({tokens}) WINDOW text AS (PARTITION BY doc_id ORDER BY start)
        QUALIFY {unbroken} AND lead(sentence, {n - 1}) OVER text = sentence"""


def _numbered(name: str, values: pd.Index) -> pd.DataFrame:
    return pd.DataFrame({name: values, "number": np.arange(len(values), dtype=np.int32)})


def _query(sql: str, docs: pd.DataFrame | None = None, terms: pd.DataFrame | None = None, **files: list[str]) -> pd.DataFrame:
    """What SQL says of Parquet files and of the tables docs and terms; what does not fit into memory goes to the temp folder."""
    import duckdb

    with duckdb.connect(config={"temp_directory": tempfile.gettempdir()}) as database:
        for name, table in (("docs", docs), ("terms", terms)):
            if table is not None:
                database.register(name, table)
        return database.execute(sql, files).df()
