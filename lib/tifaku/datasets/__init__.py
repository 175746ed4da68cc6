"""Datasets: what `python -m tifaku.scale` has written, read without holding it in memory."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Iterator, NamedTuple, Sequence

from tifaku.datasets.stored import TABLES, read_table, stored_documents
from tifaku.text.corpora import DATASET, SAMPLE, Corpus, NoSuchArticle, Problem
from tifaku.text.documents import Document
from tifaku.text.findings import Findings

if TYPE_CHECKING:
    import pandas as pd


class Revision(NamedTuple):
    """Articles of a dataset that a scholar has decided on, and what is found in them with these decisions."""

    documents: tuple[Document, ...] = ()
    found: Findings = Findings()


class Cut(NamedTuple):
    """How the articles of a dataset were cut into words, as for `tokenize`."""

    segmenter: str = "jieba"
    hmm: bool = False
    user_terms: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Dataset:
    """A folder of Parquet files that stands in for a corpus and for its tables.

    Iterates its Documents, one partition in memory at a time. `revised`: the articles that decisions have changed, with what
    is now found in them; tables put it in place of what is stored of these articles.
    """

    folder: Path
    partitions: tuple[tuple[str, str], ...]
    whole: str
    cut: Cut = field(default=Cut(), compare=False)
    revised: Revision = field(default=Revision(), compare=False)

    def __repr__(self) -> str:
        docs, tokens, problems = map(self._number, ("documents", "tokens", "problems"))
        return f"<Dataset {self.folder}: {docs:,} articles, {tokens:,} tokens, {problems:,} problems>"

    def __iter__(self) -> Iterator[Document]:
        for articles, _ in self.partitions:
            yield from stored_documents(self.folder / "articles" / articles)

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

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
        return Corpus(self.name, tuple(docs[name] for name in sorted(docs)), tuple(problems), self.folder)

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
        """All stored rows of a table in memory: documents, metadata, edits, blocks, formulas, components, slogans, tokens …

        Naming the columns saves memory. ValueError for another name.
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

    def decided(self, stored: pd.DataFrame, revised: pd.DataFrame) -> pd.DataFrame:
        """The stored rows of a table, in which the revised rows replace those of articles that have been decided on."""
        import pandas as pd

        ids = [doc.doc_id for doc in self.revised.documents]
        return pd.concat([stored[~stored["doc_id"].isin(ids)], revised[stored.columns]], ignore_index=True) if ids else stored

    def _number(self, name: str) -> int:
        return _rows(self.paths(name))


def open_dataset(folder: str | Path) -> Dataset:
    """The Dataset in a folder that `tifaku scale` has written.

    FileNotFoundError where it was not finished, ValueError where its list of partitions is damaged.
    """
    folder = Path(folder)
    if not (folder / DATASET).is_file():
        raise FileNotFoundError(f"{folder} holds no finished dataset: run python -m tifaku.scale CORPUS {folder}")
    try:
        listing = json.loads((folder / DATASET).read_text(encoding="utf-8"))
        partitions = tuple((str(articles), str(tokens)) for articles, tokens in listing["partitions"])
        cut = Cut(
            str(listing.get("segmenter", "jieba")), bool(listing.get("hmm")), tuple(map(str, listing.get("user_terms", ())))
        )
        if not all(name.isalnum() for name in (listing["whole"], *chain(*partitions))):
            raise ValueError  # a name with dots and slashes would lead out of the folder
        return Dataset(folder, partitions, listing["whole"], cut)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        again = f"run tifaku scale CORPUS {folder} again, which keeps the partitions that are whole"
        raise ValueError(f"{folder / DATASET} is damaged: {again}") from None


def _rows(paths: Sequence[Path]) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(path).num_rows for path in paths)


def _typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table with numeric facts as numbers again; Parquet has one type a column, so they were written as strings."""
    if {"value", "number"} <= {*table}:
        table["value"] = [int(value) if number else value for value, number in zip(table["value"], table["number"])]
    if "year_hint" in table and table["year_hint"].dropna().str.fullmatch("[0-9]+").all():
        table["year_hint"] = table["year_hint"].astype(float)
    return table.astype({column: "Int64" for column in ("start", "end") if column in table}) if name == "metadata" else table
