"""Schemas: the columns of the tables of a dataset, so that a part without any row has the same types as the others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

#: A name is a str column; name:type another one. The columns are those of the library's tables, and a few more.
_COLUMNS = {
    "documents": "doc_id title date year_hint outlet author province prefecture county n_chars:int n_edits:int n_doubts:int "
    "file encoding replaced:int sha256 text",
    "metadata": "doc_id field value number:bool evidence start:int end:int basis note",
    "edits": "doc_id rule raw_start:int raw_end:int before after doubt",
    "blocks": "doc_id kind level:int start:int end:int raw_start:int raw_end:int text role",
    "formulas": "doc_id start:int end:int raw_start:int raw_end:int surface kind numerals heads head_noun quoted:bool verdict "
    "because declared found components component_spans block before after",
    "components": "surface numeral head item:int component passage because raw_start:int raw_end:int doc_id start:int end:int",
    "slogans": "doc_id type start:int end:int surface segments template rhythm heading:bool expands_formula:bool",
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
        **{"": pa.string(), "int": pa.int64(), "short": pa.int32(), "bool": pa.bool_()},
        **{"coded": pa.dictionary(pa.int32(), pa.string()), "sketch": pa.list_(pa.uint64(), 64)},
    }
    cells = (column.partition(":") for column in _COLUMNS[table].split())
    return pa.schema([(name, types[kind]) for name, _, kind in cells])
