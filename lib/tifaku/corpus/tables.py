"""Tables: the articles of a table, whatever it is kept in, each as an Extract with what its other columns state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from tifaku.corpus.columns import Columns, ask_for_text, find_columns, head_row
from tifaku.corpus.encodings import open_lines
from tifaku.corpus.files import MOST_BYTES, Unreadable
from tifaku.corpus.readers import Extract, fragment_lines, read_html
from tifaku.corpus.records import objects_by_line, objects_in, parquet_records, sqlite_records
from tifaku.corpus.separated import read_separated
from tifaku.corpus.sheets import sheets
from tifaku.text.dates import iso_date
from tifaku.text.documents import Fact, whole_characters

#: The suffixes of the files that are read as tables.
SEPARATED, SHEETS, JSON = (".csv", ".tsv", ".tab"), (".xlsx", ".xlsm", ".xls", ".ods"), (".json", ".jsonl", ".ndjson")
STORED = (".parquet", ".sqlite", ".sqlite3", ".db")
SUFFIXES = (*SEPARATED, *SHEETS, *JSON, *STORED)
#: Rows among which the head is looked for, and columns that a table may have.
_HEAD, _MOST_COLUMNS = 10, 2_000
_COLUMNS_OF_TABLE = 3
_TITLE_WITHIN = 4  # lines at the beginning of a text among which its title can be
#: A longer cell is a text, no fact about an article.
_LONGEST_FACT = 1_000
_MARKUP = re.compile(r"<(p|div|br|span|html|body|section|article|h[1-6]|li|td)\b[^<>]*>", re.I)
_FLAT = ("name", "title", "value", "text")


class Record(NamedTuple):
    """One row of a table: where it stands, its cells by column, or what is wrong with it."""

    place: str
    cells: Mapping[str, Any]
    wrong: str = ""
    what_to_do: str = "mend it, or delete the row"


class Table(NamedTuple):
    """A table of articles: the roles of its columns, its rows as a stream that is read once, and what it is called."""

    form: str
    columns: Columns
    records: Iterator[Record]

    def said(self) -> str:
        """What the owner should know of how it is read: CSV table, 正文 as text, 日期 as date."""
        return f"{self.form}: {self.columns.said()}"


def open_table(path: Path, stated: Mapping[str, str] | None = None) -> Table:
    """The table in a file (CSV, spreadsheet, JSON, Parquet, SQLite); Unreadable where none of its columns holds articles.

    `stated` are roles that the owner gives, as role: column. Rows are read as they are asked for, in bounded memory, but for
    spreadsheets and a JSON object around all others.
    """
    suffix = path.suffix.lower()
    if suffix in (*SEPARATED, ".txt", ".text"):
        return _with_heads("table", _separated(path), stated)
    if suffix in SHEETS:
        return _of_sheets(path, stated)
    if suffix in JSON:
        return _of_json(path, stated)
    if suffix == ".parquet":
        rows = (_numbered(number, row) for number, row in enumerate(parquet_records(path), 1))
        return _by_names("Parquet table", rows, stated)
    name, found = sqlite_records(path, stated or {})
    return _by_names(f"SQLite table {name}", (Record(f"row {n}", row) for n, row in enumerate(found, 1)), stated)


def is_table(path: Path) -> bool:
    """Whether a text file is a table that was given another suffix: its first line names three columns, one of texts."""
    with path.open("rb") as file:
        head = file.readline(10_000)
    if max(map(head.count, (b",", b"\t", b";", b"|"))) + 1 < _COLUMNS_OF_TABLE:
        return False
    first = next(open_lines(path, 10_000), "")
    names = next(read_separated([first]), None)
    found = find_columns(names.cells) if names else None
    return found is not None and found.text is not None and len(found.roles) >= _COLUMNS_OF_TABLE


def _numbered(number: int, row: Mapping[str, Any] | None) -> Record:
    return Record(f"row {number}", row or {}, "" if row else "holds what is no text, or a date beyond the calendar")


Row = tuple[str, Sequence[Any]]  # its place and its cells


def _separated(path: Path) -> Iterator[Row]:
    lines = open_lines(path)
    return ((f"line {record.line}", record.cells) for record in read_separated(lines))


def _with_heads(form: str, rows: Iterable[Row], stated: Mapping[str, str] | None) -> Table:
    """A table whose first rows name its columns."""
    rest = iter(rows)
    first = list(islice(rest, _HEAD))
    heads = [[str(cell).strip("\ufeff \t\r\n") if _filled(cell) else "" for cell in cells] for _, cells in first]
    at = head_row(heads, stated)
    if at is None:
        raise ask_for_text(next((cells for cells in heads if any(cells)), ()), stated)
    names = heads[at[0]]
    if len(names) > _MOST_COLUMNS:
        raise Unreadable(f"has {len(names):,} columns, a table at most {_MOST_COLUMNS:,}", "look what it is")
    body = (_record(place, names, cells) for place, cells in chain(first[at[0] + 1 :], rest) if any(map(_filled, cells)))
    return Table(form, at[1], body)


def _record(place: str, names: Sequence[str], cells: Sequence[Any]) -> Record:
    if surplus := sum(map(_filled, cells[len(names) :])):
        return Record(place, {}, f"has {surplus} filled cell{'s' * (surplus > 1)} more than the head")
    return Record(place, {name: cell for name, cell in zip(names, cells) if name and _filled(cell)})


def _filled(cell: Any) -> bool:
    return cell is not None and cell != "" and cell == cell


def _of_sheets(path: Path, stated: Mapping[str, str] | None) -> Table:
    tables: list[Table] = []
    refused: Unreadable | None = None
    for name, rows in sheets(path):
        try:
            numbered: Iterator[Row] = ((f"sheet {name}, row {n}", cells) for n, cells in enumerate(rows, 1))
            tables.append(_with_heads(f"spreadsheet ({name})", (row for row in numbered if any(map(_filled, row[1]))), stated))
        except Unreadable as error:
            refused = refused or error
    if not tables:
        raise refused or ask_for_text((), stated)
    names = dict.fromkeys(name for table in tables for name in table.columns.roles)
    form = tables[0].form if len(tables) == 1 else f"spreadsheet, {len(tables)} sheets"
    return Table(form, find_columns(names, stated), chain.from_iterable(table.records for table in tables))


def _of_json(path: Path, stated: Mapping[str, str] | None) -> Table:
    lines = open_lines(path)
    first = next((line for line in lines if line.strip("\ufeff \t\r\n\0")), "")
    found = list(objects_by_line(iter([first]))) if first else []
    by_line = bool(found) and isinstance(found[0][1], dict) and not any(isinstance(v, (list, dict)) for v in found[0][1].values())
    by_line = by_line or path.suffix.lower() in (".jsonl", ".ndjson")
    objects = objects_by_line(open_lines(path)) if by_line else objects_in(_Text(open_lines(path)), stated)
    advice = "write one JSON object a line, or an array of them"
    rows = (
        Record(place, value if isinstance(value, dict) else {}, _wrong(value, wrong), advice) for place, value, wrong in objects
    )
    return _by_names("JSON lines" if by_line else "JSON", rows, stated)


def _wrong(value: object, wrong: str) -> str:
    return wrong or ("" if isinstance(value, dict) else "is no JSON object")


@dataclass
class _Text:
    """Lines of a text with a method `read`, which gives pieces of about the size asked for."""

    lines: Iterator[str]

    def read(self, size: int, /) -> str:
        parts: list[str] = []
        while size > 0 and (line := next(self.lines, None)) is not None:
            parts.append(line)
            size -= len(line)
        return "".join(parts)


def _by_names(form: str, rows: Iterator[Record], stated: Mapping[str, str] | None) -> Table:
    """A table whose rows name their cells; the names are those of the first rows."""
    first = list(islice(rows, 50))
    first = [row._replace(cells=_flat(row.cells)) for row in first]
    names = dict.fromkeys(name for row in first for name, cell in row.cells.items() if _filled(cell))
    columns = find_columns(names, stated)
    if not columns.text:
        broken = next((row for row in first if row.wrong), None)
        if broken and not names:
            raise Unreadable(f"{broken.place} {broken.wrong}", broken.what_to_do)
        raise ask_for_text(names, stated)
    return Table(form, columns, chain(first, (row._replace(cells=_flat(row.cells)) for row in rows)))


def _flat(cells: Mapping[str, Any]) -> Mapping[str, Any]:
    """The cells with what stands inside an object under its own name, 来源.name 'source.name', or under that of the object."""
    if not any(isinstance(cell, Mapping) for cell in cells.values()):
        return cells
    flat: dict[str, Any] = {}
    for name, cell in cells.items():
        if isinstance(cell, Mapping):
            main = next((key for key in _FLAT if key in cell), None)
            flat |= {name if key == main else f"{name}.{key}": value for key, value in cell.items()}
        else:
            flat[name] = cell
    return flat


def extract_of(record: Record, columns: Columns) -> Extract:
    """The article of a row: its title, where the text does not begin with it, and its text, with facts from the other cells.

    A text in HTML is read as that. Unreadable for a row without a text.
    """
    if record.wrong:
        raise Unreadable(record.wrong, record.what_to_do)
    of = {role: record.cells[column] for column, role in columns.roles.items() if _filled(record.cells.get(column))}
    text = whole_characters(_text(of.get("text"))).strip("\ufeff")
    if not text.strip():
        raise Unreadable("has no text", "fill it in, or delete the row")
    if len(text) > MOST_BYTES:
        raise Unreadable(f"has more than {MOST_BYTES:,} characters", "split it into its articles")
    extract = _read_cell(text)
    title = " ".join(whole_characters(_text(of.get("title"))).split())
    if title and not _begins_with(extract.text, _letters(title)):
        kinds = ("title", *extract.kinds) if extract.kinds else ()
        extract = Extract(f"{title}\n{extract.text}", extract.encoding, kinds=kinds, stated=extract.stated)
    facts, odd = _facts(record.cells, columns)
    doc_id = whole_characters(_text(of.get("doc_id")).strip())
    return extract.with_facts(facts, doc_id, record.place, odd)


def _read_cell(text: str) -> Extract:
    if not _MARKUP.search(text):
        return Extract(text, "utf-8")
    if re.search(r"<(html|body)\b", text, re.I):
        return read_html(text.encode())
    lines, kinds = fragment_lines(text)
    return Extract("\n".join(lines), "utf-8", kinds=kinds) if lines else Extract(text, "utf-8")


def _begins_with(text: str, title: str) -> bool:
    """Whether a text has its title, also below a kicker or a source line."""
    head = [_letters(line) for line in text[:1000].split("\n") if line.strip()][:_TITLE_WITHIN]
    return title in head or any(line.startswith(title) for line in head[:1])


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _facts(cells: Mapping[str, Any], columns: Columns) -> tuple[dict[str, Fact], str]:
    """What the columns but text and number state, and the date, where it is none."""
    facts: dict[str, Fact] = {}
    odd = ""
    for column, cell in cells.items():
        role = columns.roles.get(column, column)
        value = whole_characters(_text(cell)).strip()
        nested = isinstance(cell, (list, tuple)) and any(isinstance(item, (Mapping, list, tuple)) for item in cell)
        if role in ("text", "doc_id") or not value or nested or len(value) > _LONGEST_FACT:
            continue
        if role in ("date", "year"):
            day = iso_date(cell)
            odd = odd or ("" if day or role == "year" else value[:20])
            role, value = (role, day[:4] if role == "year" else day) if day else (column, value)
        facts[whole_characters(str(role))] = Fact(value, basis="table")
    return facts, odd


def _text(cell: Any) -> str:
    """A cell as text: a list of paragraphs one below the other, a whole number without .0, nothing for what is missing."""
    if not isinstance(cell, (list, tuple, dict)) and not _filled(cell):
        return ""
    if isinstance(cell, (list, tuple)):
        return "\n".join(map(_text, cell))
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
