"""Datasets: what `tifaku scale` has written: its tables, and Documents read back from them, without holding all in memory."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Iterator, NamedTuple, Sequence

from tifaku.text.corpora import DATASET, SAMPLE, Corpus, NoSuchArticle, Problem
from tifaku.text.documents import Block, Document, Fact
from tifaku.text.edits import Edit
from tifaku.text.findings import Findings, Formula

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


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
            size = _n_rows([folder / "documents.parquet"])
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
        return _n_rows(self.paths(name))


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


def _n_rows(paths: Sequence[Path]) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(path).num_rows for path in paths)


def _typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table with numeric facts as numbers again; Parquet has one type a column, so they were written as strings."""
    if {"value", "number"} <= {*table}:
        table["value"] = [int(value) if number else value for value, number in zip(table["value"], table["number"])]
    if "year_hint" in table and table["year_hint"].dropna().str.fullmatch("[0-9]+").all():
        table["year_hint"] = table["year_hint"].astype(float)
    return table.astype({column: "Int64" for column in ("start", "end") if column in table}) if name == "metadata" else table


#: The columns of each table, of strings or, as name:type, of another type: those of the library's tables, and a few more.
_COLUMNS = {
    "documents": "doc_id title date year_hint outlet author province prefecture county n_chars:int n_edits:int n_doubts:int "
    "file encoding replaced:int offset:int sha256 text",
    "metadata": "doc_id field value number:bool evidence start:int end:int basis note",
    "edits": "doc_id rule raw_start:int raw_end:int before after doubt",
    "blocks": "doc_id kind level:int start:int end:int raw_start:int raw_end:int text role",
    "formulas": "doc_id start:int end:int raw_start:int raw_end:int surface kind numerals heads head_noun quoted:bool verdict "
    "confidence:float because declared found components component_spans block before after name",
    "components": "surface numeral head item:int component passage because raw_start:int raw_end:int doc_id start:int end:int",
    "slogans": "doc_id type start:int end:int surface segments template rhythm heading:bool expands_formula:bool strength:float",
    "signatures": "doc_id sketch:sketch",
    "problems": "file reason what_to_do read:bool",
    "tokens": "doc_id:coded start:int end:int token:coded pos:coded is_formula:bool is_stop:bool sentence:short",
    "clusters": "doc_id cluster",
}
TABLES = tuple(name for name in _COLUMNS if name != "signatures")


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of one of the TABLES."""
    import pyarrow as pa

    types = {
        **{"": pa.string(), "int": pa.int64(), "short": pa.int32(), "bool": pa.bool_(), "float": pa.float64()},
        **{"coded": pa.dictionary(pa.int32(), pa.string()), "sketch": pa.list_(pa.uint32(), 64)},
    }
    cells = (column.partition(":") for column in _COLUMNS[table].split())
    return pa.schema([(name, types[kind]) for name, _, kind in cells])


_ABOUT = ("file", "encoding", "replaced", "offset", "sha256")


def stored_documents(folder: Path) -> Iterator[Document]:
    """The Documents of a partition as they were found: with what was read, edits, text, blocks and metadata."""
    facts = _grouped(folder, "metadata", "doc_id field value number start end basis note", _fact)
    edits = _grouped(folder, "edits", "doc_id rule raw_start raw_end before after doubt", lambda *cells: Edit(*cells))
    blocks = _grouped(folder, "blocks", "doc_id kind start end level role", lambda *cells: Block(*cells))
    for doc_id, text, *source in _rows(folder, "documents", "doc_id text file encoding replaced offset sha256"):
        own = tuple(edits.get(doc_id, ()))
        about = {name: value for name, value in zip(_ABOUT, source) if value is not None}
        yield Document(doc_id, _undone(text, own), text, own, tuple(blocks.get(doc_id, ())), dict(facts.get(doc_id, ())), about)


def stored_formulas(folder: Path) -> list[Formula]:
    """The formulas of a partition with their places, but without components, which are in the table of components."""
    return [Formula(*row) for row in _rows(folder, "formulas", "doc_id start end surface kind")]


def read_table(paths: Sequence[Path], columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The rows of Parquet files one after the other, as the library's tables have them."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = [pq.read_table(path, columns=columns, use_threads=False) for path in paths]
    return pa.concat_tables(tables).unify_dictionaries().to_pandas() if tables else pd.DataFrame(columns=columns)


def _rows(folder: Path, table: str, columns: str) -> Iterator[tuple]:
    import pyarrow.parquet as pq

    found = pq.read_table(folder / f"{table}.parquet", columns=columns.split(), use_threads=False)
    return zip(*(column.to_pylist() for column in found.select(columns.split()).columns))


def _grouped(folder: Path, table: str, columns: str, make) -> dict[str, list]:
    found: dict[str, list] = {}
    for doc_id, *cells in _rows(folder, table, columns):
        found.setdefault(doc_id, []).append(make(*cells))
    return found


def _fact(name: str, value: str, number: bool, *rest) -> tuple[str, Fact]:
    return name, Fact(int(value) if number else value, *rest)


def _undone(text: str, edits: Sequence[Edit]) -> str:
    """The text as it was read, with every edit undone."""
    parts: list[str] = []
    at = shift = 0
    for edit in edits:
        start = edit.raw_start - shift
        parts += text[at:start], edit.before
        at = start + len(edit.after)
        shift += len(edit.before) - len(edit.after)
    return "".join([*parts, text[at:]])
