"""Partitions: one batch from its articles to Parquet files, written whole or not at all, and named by what it depends on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Iterable, NamedTuple, TypeVar

from tifaku.corpus import twice
from tifaku.corpus.duplicates import grams, sketch
from tifaku.corpus.files import room_for
from tifaku.datasets import schema, stored_documents, stored_formulas
from tifaku.scale.batches import Batch
from tifaku.study import find
from tifaku.tables.formulas import components_table, formulas_table
from tifaku.tables.overview import articles_table, blocks_table, edits_table, metadata_table
from tifaku.tables.slogans import slogans_table
from tifaku.text.corpora import Problem
from tifaku.text.documents import Document
from tifaku.text.findings import Findings
from tifaku.tokens import tokenize

if TYPE_CHECKING:
    import pandas as pd

Result = TypeVar("Result")


class Done(NamedTuple):
    """A partition that is on the disk: the names of its two folders. A tuple, for Dask is slow to gather anything else."""

    articles: str
    tokens: str


def work_on(batch: Batch, settings: Settings, out: str, without: frozenset[str] = frozenset()) -> Done:
    """Find everything in the articles of a batch and write it below `out`; what is there already and whole is not made again.

    without: doc_ids of earlier articles, so that those of this batch are problems.
    """
    articles = settings.articles(batch.digest(), without)
    done = Done(articles, settings.tokens(articles))
    folder, tokens = Path(out, "articles", done.articles), Path(out, "tokens", done.tokens)
    searched = None
    if not is_sound(folder):
        docs, found, problems = _searched(batch, without)
        if settings.articles(batch.digest(), without) != articles:
            raise RuntimeError("articles changed while they were read")
        write_whole(folder, {**_tables(docs, found), "problems": problems_table(problems)})
        searched = docs, found.formulas
    if not is_sound(tokens):
        docs, formulas = searched or (list(stored_documents(folder)), stored_formulas(folder))
        cut = partial(tokenize, segmenter=settings.segmenter, hmm=settings.hmm, formulas=formulas, user_terms=settings.user_terms)
        table, _, problems = _each(cut, docs, "cut into words")
        write_whole(tokens, {"tokens": table, "problems": problems_table(problems)})
    return done


#: The file of a partition that holds the size and the sha256 of each of the others.
SUMS = "sums.json"


def write_whole(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write tables as Parquet files into a folder that appears when all are on the disk; NoRoom where that is full.

    A folder of that name that is not sound goes.
    """
    draft = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}")
    try:
        for name, table in tables.items():
            with room_for(f"{name}.parquet"):
                draft.mkdir(parents=True, exist_ok=True)
                _write(name, table, draft / f"{name}.parquet")
        with room_for(SUMS):
            (draft / SUMS).write_text(json.dumps({path.name: _sum(path) for path in sorted(draft.iterdir())}), encoding="utf-8")
            for path in (*draft.iterdir(), draft):
                _settle(path)
        if folder.exists() and not is_sound(folder):
            os.replace(folder, draft.with_name(f"{draft.name}.broken"))
        os.replace(draft, folder)
        _settle(folder.parent)
    except OSError:
        if not is_sound(folder):  # else another worker was given the same batch and was first
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(draft.with_name(f"{draft.name}.broken"), ignore_errors=True)


def is_sound(folder: Path) -> bool:
    """Whether a partition is there and as it was written, file by file."""
    try:
        sums = json.loads((folder / SUMS).read_text(encoding="utf-8"))
        return all(_sum(folder / name) == known for name, known in sums.items())
    except (OSError, ValueError, AttributeError):
        return False


def _sum(path: Path) -> list:
    with path.open("rb") as file:
        return [path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()]


def _settle(path: Path) -> None:
    """Have the system write a file or folder to the disk now, so that no loss of power leaves half of it."""
    if os.name == "nt" and path.is_dir():  # there folders can't be opened
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(name: str, table: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = pa.Table.from_pandas(table, schema(name), preserve_index=False, nthreads=1).replace_schema_metadata()
    rising = {field.name: "DELTA_BINARY_PACKED" for field in arrow.schema if pa.types.is_integer(field.type)}
    coded = [column for column in arrow.column_names if column not in rising]  # offsets take a seventh of the space
    pq.write_table(arrow, path, compression="zstd", use_dictionary=coded, column_encoding=rising)


def _searched(batch: Batch, without: frozenset[str]) -> tuple[list[Document], Findings, list[Problem]]:
    """The articles that could be searched, what is found in them, and the problems of the others."""
    docs: dict[str, Document] = {}
    problems: list[Problem] = []
    for doc, own in batch.read():
        problems += own
        if doc and (doc.doc_id in docs or doc.doc_id in without):
            problems.append(twice(doc))
        elif doc:
            docs[doc.doc_id] = doc
    found, sound, failed = _each(find, list(docs.values()), "searched")
    return sound, found, problems + failed


def _each(
    do: Callable[[list[Document]], Result], docs: list[Document], what: str
) -> tuple[Result, list[Document], list[Problem]]:
    """What is done with the articles, those that it could be done with, and the problems of the others: one must not stop all."""
    try:
        return do(docs), docs, []
    except Exception:  # noqa: BLE001  find out which article it is
        problems = {}
        for doc in docs:
            try:
                do([doc])
            except Exception as error:  # noqa: BLE001
                problems[doc.doc_id] = _failed(doc, what, error)
        sound = [doc for doc in docs if doc.doc_id not in problems]
        return do(sound), sound, list(problems.values())


def _failed(doc: Document, what: str, error: Exception) -> Problem:
    file, reason = str(doc.source.get("file", doc.doc_id)), f"could not be {what} ({type(error).__name__})"
    return Problem(file, reason, "please report it with this article")


def _tables(docs: list[Document], found: Findings) -> dict[str, pd.DataFrame]:
    import pandas as pd

    about = {name: [doc.source.get(name) for doc in docs] for name in ("offset", "sha256")}
    documents = articles_table(docs).assign(**about, text=[doc.text for doc in docs]).astype({"offset": "Int64"})
    sketches = [(doc.doc_id, sketch(grams(doc.body or doc.text))) for doc in docs]
    return {
        "documents": _as_str(documents, "year_hint"),
        "metadata": _as_str(metadata_table(docs).assign(number=lambda t: [isinstance(v, int) for v in t["value"]]), "value"),
        "edits": edits_table(docs),
        "blocks": blocks_table(docs).assign(role=[block.role for doc in docs for block in doc.blocks]),
        "formulas": formulas_table(docs, found),
        "components": components_table(docs, found),
        "slogans": slogans_table(docs, found),
        "signatures": pd.DataFrame(sketches, columns=["doc_id", "sketch"]),
    }


def _as_str(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """The table with one column all strings: facts can be numbers, too."""
    whole = (int(value) if isinstance(value, float) and value == value else value for value in table.get(column, ()))
    return table.assign(**{column: [None if value is None or value != value else str(value) for value in whole]})


def problems_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """One row per problem, as in Corpus.problems."""
    import pandas as pd

    return pd.DataFrame(list(problems), columns=Problem._fields)


@dataclass(frozen=True)
class Settings:
    """How articles are cut into words, and which library does it; made by the caller, used by the workers."""

    segmenter: str
    hmm: bool
    user_terms: tuple[str, ...]
    library: str

    def articles(self, digest: str, without: frozenset[str]) -> str:
        """The name of the folder for what is found in the batch with this digest, articles with these doc_ids left out."""
        return _name(digest, self.library, sorted(without))

    def tokens(self, articles: str) -> str:
        """The name of the folder for the tokens of the articles in the folder of this name."""
        return _name(articles, self.segmenter, self.hmm, self.user_terms, version(self.segmenter))

    def whole(self, parts: list, problems: list) -> str:
        """The name of the folder for what is found in all partitions together."""
        return _name(parts, problems)


#: The packages of others that change what is read.
_READERS = ("opencc", "trafilatura", "python-docx", "pypdf", "python-calamine")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # of an extra; then files of its format are not read
        return ""


@cache
def library() -> str:
    """A digest of this library's sources and data and of the versions of those that change what is read."""
    root = Path(__file__).resolve().parents[1]
    found = hashlib.sha256(repr([_version(name) for name in _READERS]).encode())
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.tsv")]):
        found.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def _name(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
