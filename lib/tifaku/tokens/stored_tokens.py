"""Stored tokens: the tokens of a dataset, chosen and counted on the disk by DuckDB, over its Parquet files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tifaku.datasets import Dataset
from tifaku.tokens.counts import Counts

_WORDS = r"pos <> 'w' AND (is_formula OR NOT regexp_full_match(token::VARCHAR, '\p{Nd}+'))"


@dataclass(frozen=True, eq=False)
class StoredTokens:
    """The tokens of a dataset, left on the disk; they stand in for a table of tokens.

    revised: the tokens of the articles that decisions have changed. `where` (SQL) says which tokens count, `run` how many of
    them side by side count as one.
    """

    dataset: Dataset
    revised: pd.DataFrame
    where: str = "true"
    run: int = 1

    def words(self, stop_words: bool = True) -> StoredTokens:
        """Only the words, as tifaku.words has it."""
        return self._with(where=_WORDS if stop_words else f"{_WORDS} AND NOT is_stop")

    def formula_tokens(self) -> StoredTokens:
        """Only the numbered formulas."""
        return self._with(where="is_formula")

    def ngrams(self, n: int) -> StoredTokens:
        """Runs of n of the tokens that count, as tifaku.ngrams has it."""
        return self._with(run=n)

    def _with(self, **changes: Any) -> StoredTokens:
        if self.run > 1:
            raise ValueError("these are n-grams already: choose the tokens first, as in ngrams(words(dataset))")
        return replace(self, **changes)

    def parts(self, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        """The rows of tokens that count, one partition at a time; an article is never divided."""
        chosen = f"SELECT {', '.join(columns)} FROM"
        for path in self.dataset.paths("tokens"):
            yield self.query(f"{chosen} ({_counted(self._stored, self.where, self.run)})", paths=[path])
        if self._decided:
            yield self.query(f"{chosen} ({_counted('revised', self.where, self.run)})")

    @property
    def rows(self) -> str:
        """SQL for all tokens that count, or their runs, with those of decided articles in place of the stored ones."""
        every = f"(FROM {self._stored} UNION ALL BY NAME FROM revised)" if self._decided else self._stored
        return _counted(every, self.where, self.run)

    @property
    def _decided(self) -> list[str]:
        return [doc.doc_id for doc in self.dataset.revised.documents]

    @property
    def _stored(self) -> str:
        undecided = "(FROM read_parquet($tokens) WHERE doc_id::VARCHAR NOT IN (SELECT doc_id FROM decided))"
        return undecided if self._decided else "read_parquet($tokens)"

    def query(self, sql: str, tables: Mapping[str, pd.DataFrame] | None = None, paths: Sequence[Path] = ()) -> pd.DataFrame:
        """The result of SQL over the files of tokens (`paths`, else all), what decisions changed in them, and further tables."""
        decided = pd.DataFrame({"doc_id": self._decided}, dtype=object)
        known = {"$tokens": paths or self.dataset.paths("tokens"), "$documents": self.dataset.paths("documents")}
        files = {name[1:]: [*map(str, found)] for name, found in known.items() if name in sql}
        return _query(sql, {"revised": self.revised, "decided": decided, **(tables or {})}, files)

    @cached_property
    def counts(self) -> Counts:
        """The counts with which all tables of terms begin, as `count` gives them for a table of tokens."""
        return StoredCounts(self)


class StoredCounts(Counts):
    """The counts of a dataset, worked out part by part when they are asked for.

    How often terms occur, in how many articles and how unevenly stays on the disk but for one row per term; the entries per
    article and term, which dispersion, keyness and tf_idf need, are held in memory (12 bytes each).
    """

    _stored: StoredTokens

    def __init__(self, tokens: StoredTokens):
        object.__setattr__(self, "_stored", tokens)

    @cached_property
    def doc_ids(self) -> pd.Index:
        """All articles, those without tokens too, in the order of their characters."""
        sql = "SELECT DISTINCT doc_id FROM read_parquet($documents) ORDER BY 1"
        found = self._stored.query(sql)
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
    def squares(self) -> np.ndarray:
        """The sum over the documents of n², for each term."""
        return self._terms["squares"].to_numpy()

    @property
    def products(self) -> np.ndarray:
        """The sum over the documents of n times the tokens of the document, for each term."""
        return self._terms["products"].to_numpy()

    @cached_property
    def doc_n(self) -> np.ndarray:
        """How many tokens each document has."""
        found = self._stored.query(f"SELECT doc_id, count(*) AS n FROM ({self._stored.rows}) GROUP BY ALL")
        return found.set_index("doc_id")["n"].reindex(self.doc_ids, fill_value=0).to_numpy()

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
            WITH entries AS (SELECT token::VARCHAR AS token, doc_id, count(*) AS n FROM ({self._stored.rows}) GROUP BY ALL),
                sizes AS (SELECT doc_id, sum(n)::BIGINT AS size FROM entries GROUP BY doc_id)
            SELECT token, sum(n)::BIGINT AS n, count(*) AS df, sum(n * n)::DOUBLE AS squares, sum(n * size)::DOUBLE AS products
            FROM entries JOIN sizes USING (doc_id) GROUP BY token ORDER BY token"""
        found = self._stored.query(sql)
        return found.set_index(pd.Index(found.pop("token"), dtype=object))

    @cached_property
    def _entries(self) -> pd.DataFrame:
        sql = f"""
            SELECT docs.number AS doc, terms.number AS term, count(*)::INTEGER AS n
            FROM ({self._stored.rows}) JOIN docs USING (doc_id) JOIN terms USING (token)
            GROUP BY ALL ORDER BY ALL"""
        numbered = {"docs": _numbered("doc_id", self.doc_ids), "terms": _numbered("token", self.terms)}
        return self._stored.query(sql, numbered)


def _counted(source: str, where: str, n: int) -> str:
    """SQL for the tokens that count, or for their runs of n within a sentence and without a gap."""
    tokens = f"SELECT * FROM {source} WHERE {where}"
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


def _query(sql: str, tables: Mapping[str, pd.DataFrame], files: Mapping[str, list[str]]) -> pd.DataFrame:
    """The result of SQL over Parquet files and these tables; what does not fit into memory goes to the temp folder."""
    import duckdb

    with duckdb.connect(config={"temp_directory": tempfile.gettempdir()}) as database:
        for name, table in tables.items():
            database.register(name, table)
        return database.execute(sql, files).df()
