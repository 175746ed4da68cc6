"""Stored tables: the records of Parquet files and SQLite databases, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from tifaku.corpus.columns import ask_for_text, find_columns
from tifaku.corpus.files import Unreadable

_BATCH = 200


def parquet_records(path: Path) -> Iterator[Mapping[str, Any] | None]:
    """The rows of a Parquet file as dicts; None for one that can't be read (text that is no UTF-8, an impossible date)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        for batch in file.iter_batches(_BATCH):
            yield from _rows(pa.Table.from_batches([batch]))
    except (pa.ArrowException, OSError) as error:
        reason = str(error).split("\n")[0][:80]
        raise Unreadable(f"is no sound Parquet file ({reason})", "write it again, or as .jsonl") from None


def _rows(table: Any) -> list[Mapping[str, Any] | None]:
    try:
        return table.to_pylist()
    except (ValueError, OverflowError):
        return [_row(table.slice(number, 1)) for number in range(len(table))]


def _row(table: Any) -> Mapping[str, Any] | None:
    try:
        return table.to_pylist()[0]
    except (ValueError, OverflowError):
        return None


def sqlite_records(path: Path, stated: Mapping[str, str]) -> tuple[str, Iterator[Mapping[str, Any]]]:
    """The name of the one table of an SQLite file that has a column of texts, and its rows; the file is not written to."""
    import sqlite3

    try:
        with closing(_connection(path)) as database:
            names = [row[0] for row in database.execute("select name from sqlite_master where type in ('table', 'view')")]
            columns = {name: [row[1] for row in database.execute(f"pragma table_info({_quoted(name)})")] for name in names}
    except sqlite3.Error as error:
        raise Unreadable(f"is no sound SQLite file ({error})", "write its table as CSV") from None
    fitting = [name for name in names if find_columns(columns[name], stated).text]
    if len(fitting) > 1:
        fitting = [name for name in fitting if len(find_columns(columns[name], stated).roles) > 1] or fitting
    if not fitting:
        raise ask_for_text([f"{name}.{column}" for name in names for column in columns[name]], stated)
    if len(fitting) > 1:
        raise Unreadable(f"has several tables of articles: {', '.join(fitting[:8])}", "write the one you mean as CSV")
    return fitting[0], _of_table(path, fitting[0])


def _connection(path: Path) -> Any:
    import sqlite3

    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    return database


def _of_table(path: Path, name: str) -> Iterator[Mapping[str, Any]]:
    with closing(_connection(path)) as database:
        found = database.execute(f"select * from {_quoted(name)}")
        columns = [column[0] for column in found.description]
        yield from (dict(zip(columns, row)) for row in found)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
