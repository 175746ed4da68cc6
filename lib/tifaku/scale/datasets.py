"""Datasets: what `python -m tifaku.scale` has written, read without holding it in memory."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Iterator, Sequence

from tifaku.corpus import DATASET, SAMPLE, Corpus, NoSuchArticle
from tifaku.corpus.problems import Problem
from tifaku.documents import Document
from tifaku.scale.schemas import TABLES
from tifaku.scale.stored import read_table, stored_documents

if TYPE_CHECKING:
    import pandas as pd

    from tifaku.scale.counting import StoredCounts

_WORDS = r"pos <> 'w' AND (is_formula OR NOT regexp_full_match(token::VARCHAR, '\p{Nd}+'))"


@dataclass(frozen=True, repr=False)
class Dataset:
    """A folder of Parquet files that stands in for a corpus and for its table of tokens.

    Iterates its Documents, one partition in memory at a time. `where` (SQL) says which tokens count, `run` how many of them
    side by side count as one; `words` and `ngrams` set them.
    """

    folder: Path
    partitions: tuple[tuple[str, str], ...]
    whole: str
    where: str = "true"
    run: int = 1

    def __repr__(self) -> str:
        docs, tokens, problems = map(self._number, ("documents", "tokens", "problems"))
        return f"<Dataset {self.folder}: {docs:,} articles, {tokens:,} tokens, {problems:,} problems>"

    def __iter__(self) -> Iterator[Document]:
        for articles, _ in self.partitions:
            yield from stored_documents(self.folder / "articles" / articles)

    def __len__(self) -> int:
        return self._number("documents")

    def __getitem__(self, doc_id: str) -> Document:
        for articles, _ in self.partitions:
            folder = self.folder / "articles" / articles
            if doc_id in read_table([folder / "documents.parquet"], ["doc_id"])["doc_id"].array:
                return next(doc for doc in stored_documents(folder) if doc.doc_id == doc_id)
        raise NoSuchArticle(f"{self.folder} has no article {doc_id!r}")

    def sample(self, most: int = SAMPLE) -> Corpus:
        """`most` of its articles, evenly spread, read into memory; all of them where there are no more."""
        total, at = len(self), 0
        wanted = sorted({k * total // most for k in range(most)}) if total > most else range(total)
        docs: dict[str, Document] = {}
        for articles, _ in self.partitions:
            folder = self.folder / "articles" / articles
            size = _rows([folder / "documents.parquet"])
            own = {k - at for k in wanted[bisect_left(wanted, at) : bisect_left(wanted, at + size)]}
            docs |= {doc.doc_id: doc for k, doc in enumerate(stored_documents(folder) if own else ()) if k in own}
            at += size
        problems = (Problem(*row) for row in self.problems.itertuples(index=False))
        return Corpus(self.folder.name, tuple(docs[name] for name in sorted(docs)), tuple(problems))

    def facts(self, field: str) -> dict[str, object]:
        """What the articles say in a field of their metadata, by doc_id; without those that say nothing."""
        table = self.table("metadata", ["doc_id", "field", "value", "number"]).query("field == @field")
        return dict(zip(table["doc_id"], table["value"]))

    @property
    def problems(self) -> pd.DataFrame:
        """One row per problem, as in Corpus.problems."""
        return self.table("problems")

    @property
    def clusters(self) -> pd.Series:
        """A Series by doc_id: the first article that each one reprints, as from tifaku.cluster_of."""
        return self.table("clusters").set_index("doc_id")["cluster"]

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """All rows of a table in memory: documents, metadata, edits, blocks, formulas, components, slogans, tokens …

        With fewer columns it needs less. ValueError for another name.
        """
        return _typed(name, read_table(self.paths(name), columns))

    def paths(self, name: str) -> list[Path]:
        """The Parquet files of a table, for DuckDB, polars or dask.dataframe."""
        if name not in TABLES:
            raise ValueError(f"there is no table {name!r}: choose one of {', '.join(TABLES)}")
        whole = [self.folder / "whole" / self.whole / f"{name}.parquet"] if name in ("clusters", "problems") else []
        kinds = {"tokens": (1,), "clusters": (), "problems": (0, 1)}.get(name, (0,))
        parts = [(("articles", "tokens")[kind], part[kind]) for kind in kinds for part in self.partitions]
        return [self.folder / room / part / f"{name}.parquet" for room, part in parts] + whole

    def words(self, stop_words: bool = True) -> Dataset:
        """The dataset of which only words count, as tifaku.words has it."""
        return self._with(where=_WORDS if stop_words else f"{_WORDS} AND NOT is_stop")

    def formula_tokens(self) -> Dataset:
        """The dataset of which only numbered formulas count."""
        return self._with(where="is_formula")

    def ngrams(self, n: int) -> Dataset:
        """The dataset of which runs of n of the tokens that count are counted, as tifaku.ngrams has it."""
        return self._with(run=n)

    def _with(self, **changes: object) -> Dataset:
        if self.run > 1:
            raise ValueError("these are n-grams already: choose the tokens first, as in ngrams(words(dataset))")
        return replace(self, **changes)

    def parts(self, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        """The rows of tokens that count, one partition at a time; an article is never divided."""
        from tifaku.scale.counting import rows

        return (rows(path, columns, self.where, self.run) for path in self.paths("tokens"))

    @cached_property
    def counts(self) -> StoredCounts:
        """What all tables of tokens begin with, as tifaku.tables.counts.count gives it for a table of tokens."""
        from tifaku.scale.counting import StoredCounts

        return StoredCounts(self.paths("tokens"), self.paths("documents"), self.where, self.run)

    def _number(self, name: str) -> int:
        return _rows(self.paths(name))


def open_dataset(folder: str | Path) -> Dataset:
    """The Dataset in a folder that `python -m tifaku.scale` has written; FileNotFoundError where it was not finished."""
    folder = Path(folder)
    if not (folder / DATASET).is_file():
        raise FileNotFoundError(f"{folder} holds no finished dataset: run python -m tifaku.scale CORPUS {folder}")
    listing = json.loads((folder / DATASET).read_text(encoding="utf-8"))
    return Dataset(folder, tuple(map(tuple, listing["partitions"])), listing["whole"])


def _rows(paths: Sequence[Path]) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(path).num_rows for path in paths)


def _typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """With facts that are numbers as numbers: Parquet has one type a column, so they are written as strings."""
    if {"value", "number"} <= {*table}:
        table["value"] = [int(value) if number else value for value, number in zip(table["value"], table["number"])]
    if "year_hint" in table and table["year_hint"].dropna().str.fullmatch("[0-9]+").all():
        table["year_hint"] = table["year_hint"].astype(float)
    return table.astype({column: "Int64" for column in ("start", "end") if column in table}) if name == "metadata" else table
