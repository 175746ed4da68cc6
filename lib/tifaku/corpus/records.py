"""Records: the rows of JSON, Parquet and SQLite files, a few at a time, in whatever they are wrapped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from tifaku.corpus.columns import ask_for_text, find_columns
from tifaku.corpus.files import Unreadable

#: Characters that are read at once, and the most that one object may have.
CHUNK, MOST = 1 << 20, 64_000_000
_BETWEEN = re.compile(r"[\s,\[\]\x1e\ufeff]*")
_NEXT = re.compile(r"(?:[,\[]|^)\s*(?=\{)", re.M)
_BATCH = 200  # rows of a Parquet file that are read at once
Found = tuple[str, object, str]  # place, the object, what is wrong with it


def objects_by_line(lines: Iterator[str]) -> Iterator[Found]:
    """The object of each line that is not blank, its place, and what is wrong with it ("" where nothing is)."""
    for number, line in enumerate(lines, 1):
        if line.strip("\ufeff \t\r\n\0"):
            yield _loaded(line.strip("\ufeff \t\r\n\0"), f"line {number}")


def _loaded(line: str, place: str) -> Found:
    try:
        return place, json.loads(line, strict=False), ""
    except (ValueError, RecursionError) as error:
        return place, None, f"is no JSON ({type(error).__name__})"


class Readable(Protocol):
    """What text can be read from, a piece at a time."""

    def read(self, size: int, /) -> str: ...


def objects_in(file: Readable, stated: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The objects of an array, or of objects written one behind the other, without holding more than one in memory.

    Behind what is broken the next object is looked for. An object that only holds the others is opened (`unpacked`).
    """
    decoder = json.JSONDecoder(strict=False)
    text, number, ended = "", 0, False
    at = 0
    while True:
        at = _end(_BETWEEN, text, at)
        try:
            found, at = decoder.raw_decode(text, at) if at < len(text) else _more()
            number += 1
            yield from unpacked(found, number, stated)
            continue
        except RecursionError:
            pass  # nested too deeply: as good as broken
        except ValueError:
            if not ended and len(text) - at < MOST:
                more = file.read(max(CHUNK, len(text) - at))
                text, at, ended = text[at:] + more, 0, not more
                continue
        if at >= len(text):
            return
        number += 1
        yield f"object {number}", None, f"is broken JSON, or longer than {MOST:,} characters"
        following = _NEXT.search(text, at + 1)
        at = following.end() if following else len(text)


def _more() -> Any:
    raise ValueError("the piece that was read is used up")


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def unpacked(found: object, number: int, stated: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The articles in an object: itself, or those of the list, or of the objects by id, or of the columns, that it holds."""
    if not isinstance(found, Mapping) or _is_article(found, stated):
        yield f"object {number}", found, "" if isinstance(found, Mapping) else "is no JSON object"
        return
    held = [found, *(value for value in found.values() if isinstance(value, Mapping))]
    inner = max((value for one in held for value in one.values() if _are_objects(value)), key=len, default=None)
    values = list(found.values())
    if inner is not None:
        yield from ((f"object {k}", value, "") for k, value in enumerate(inner, 1))
    elif values and all(isinstance(value, Mapping) for value in values):
        yield from _of_mappings(found)
    elif values and all(isinstance(value, list) for value in values) and len({*map(len, values)}) == 1:
        yield from ((f"row {k}", dict(zip(found, cells)), "") for k, cells in enumerate(zip(*values), 1))
    else:
        yield f"object {number}", found, ""


def _is_article(found: Mapping[str, Any], stated: Mapping[str, str] | None) -> bool:
    column = find_columns(found, stated).text
    text = found[column] if column else None
    if not isinstance(text, list):
        return isinstance(text, str)
    columns = len(found) > 1 and all(isinstance(value, list) and len(value) == len(text) for value in found.values())
    return not columns and all(isinstance(line, str) for line in text)


def _are_objects(value: object) -> bool:
    return isinstance(value, list) and len(value) > 0 and all(isinstance(item, Mapping) for item in value)


def _of_mappings(found: Mapping[str, Any]) -> Iterator[Found]:
    """Objects by their id, or, as pandas writes a table, columns that hold their cells by the name of the row."""
    rows = list(next(iter(found.values())))
    columns = all(list(cells) == rows for cells in found.values()) and find_columns(found).text
    if columns and all(str(row).isdigit() for row in rows):
        yield from ((f"row {row}", {name: cells[row] for name, cells in found.items()}, "") for row in rows)
    else:
        yield from ((f"object {key}", {"doc_id": key, **value}, "") for key, value in found.items())


def parquet_records(path: Path) -> Iterator[Mapping[str, Any] | None]:
    """The rows of a Parquet file as dicts; None for one that can't be read (text that is no UTF-8, an impossible date)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        for batch in file.iter_batches(_BATCH):
            yield from _rows_of(pa.Table.from_batches([batch]))
    except (pa.ArrowException, OSError) as error:
        reason = str(error).split("\n")[0][:80]
        raise Unreadable(f"is no sound Parquet file ({reason})", "write it again, or as .jsonl") from None


def _rows_of(table: Any) -> list[Mapping[str, Any] | None]:
    try:
        return table.to_pylist()
    except (ValueError, OverflowError):
        return [_row_of(table.slice(number, 1)) for number in range(len(table))]


def _row_of(table: Any) -> Mapping[str, Any] | None:
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
