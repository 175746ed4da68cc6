"""Stored: the columns of a dataset's tables, and how Documents and formulas are read back from a partition's files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Iterator, Sequence

from tifaku.text.documents import Block, Document, Fact
from tifaku.text.edits import Edit
from tifaku.text.findings import Formula

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

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
