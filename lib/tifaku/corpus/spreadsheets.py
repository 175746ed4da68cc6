"""Spreadsheets: tables that open as they should in Excel and its like and run nothing, and tables read as these leave them."""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tifaku.corpus.encodings import decode
from tifaku.corpus.files import Unreadable, whole
from tifaku.corpus.separated import read_separated
from tifaku.corpus.sheets import sheets

if TYPE_CHECKING:
    import pandas as pd

#: What a table that people fill in may be in bytes; more is no such table.
MOST_BYTES = 50_000_000
_BOOKS = (b"PK", b"\xd0\xcf\x11\xe0")  # the first bytes of an .xlsx or .ods, and of an .xls
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # has no place in UTF-8 or XML
_RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']")  # spaces count: some programs strip them before they look
#: Characters of a passage that may be shown of a text under copyright, and of the text on either side of a keyword.
LONGEST, _SIDE = 60, 20
_BLANK = " \t\r\n\v\f\0\u00a0\u3000\u200b\ufeff"
_HEADS = 10  # a title and notes may stand above the head row


class Row(NamedTuple):
    """One row of a table that was read: its number in the spreadsheet, its cells by column, and what is wrong with it."""

    number: int
    cells: Mapping[str, str]
    wrong: str = ""


def to_csv(table: pd.DataFrame, path: str | Path) -> Path:
    """Write the table as CSV, in UTF-8 with a byte-order mark so that Excel reads the Chinese, and return the path.

    A text that a spreadsheet would run as a formula (beginning with = + - @, tab or carriage return) gets an apostrophe
    before it, and so does one that begins with an apostrophe: take one off where you read the file back. Numbers stay numbers.
    """
    inert = table.rename(columns=_inert).map(_inert)
    # CRLF (RFC 4180): only then does the writer quote a lone CR in a text, which would begin a row of its own
    with whole(path) as part:
        inert.to_csv(part, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    return Path(path)


def _inert(value: object) -> object:
    value = plain(value)
    return f"'{value}" if isinstance(value, str) and _RUNS.match(value) else value


def plain(value: object) -> object:
    """A cell's value: numbers, dates and missing values as they are, all else as text, items of a sequence joined by |."""
    if isinstance(value, (tuple, list)):
        value = " | ".join(map(str, value))
    return _UNWRITABLE.sub(lambda m: f"〔U+{ord(m.group()):04X}〕", value) if isinstance(value, str) else value


def shortened(table: pd.DataFrame) -> pd.DataFrame:
    """The table with no text longer than 60 characters, and 20 on either side of a keyword: for articles under copyright."""
    ends = {"before": slice(-_SIDE, None), "pre": slice(-_SIDE, None), "after": slice(_SIDE), "post": slice(_SIDE)}
    columns = [
        table.iloc[:, k].map(lambda value, cut=ends.get(str(name)): _cut(value, cut)) for k, name in enumerate(table.columns)
    ]
    short = table.copy()
    for k, column in enumerate(columns):
        short.isetitem(k, column)
    return short


def _cut(value: object, part: slice | None) -> object:
    if isinstance(value, (tuple, list)):
        value = plain(value)
    if not isinstance(value, str) or part is None and len(value) <= LONGEST:
        return value
    return value[part] if part else value[: LONGEST - 1] + "…"


def read_rows(path: Path, head: Sequence[str] = ()) -> Iterator[tuple[int, list[str]]]:
    """The number and the cells of each row of a table that a person has written, in any of the forms of `read_table`.

    `head` are names that its head row has. ValueError as from `read_table`.
    """
    data = _bytes(path)
    rows = _sheets(path)[0] if data.startswith(_BOOKS) else _lines(data, head)
    yield from ((number, row) for number, row in enumerate(rows, 1) if any(map(_cell, row)))


def read_table(path: str | Path, needed: Sequence[str]) -> list[Row]:
    """The rows of a CSV, TSV, XLSX, XLS or ODS file below its head row, blank ones left out, in the file's order.

    Reads what spreadsheets make of a table when they save it again: UTF-8 with or without mark, UTF-16 or GB 18030; commas,
    semicolons or tabs, and a line sep=; before them; columns added or in another order, capitals and blanks in their names;
    an apostrophe before a text; NULs; merged cells (each has the value of all). `needed` are the columns, in small letters,
    without which it is another table. A row with more cells than the head says so in `wrong`.
    A stray quotation mark spoils its own line only. ValueError, with the file's name and the next step, where it is no ordinary
    file, too large, no table, lacks a column or has one twice.
    """
    path = Path(path)
    data = _bytes(path)
    found = _sheets(path) if data.startswith(_BOOKS) else [_lines(data, needed)]
    at = [(sheet, number) for sheet in found for number, row in enumerate(sheet[:_HEADS]) if {*needed} <= {*_names(row)}]
    if not at:
        head = _names(next((row for sheet in found for row in sheet if any(row)), []))
        missing = ", ".join(name for name in needed if name not in head)
        raise ValueError(f"{path} has no column {missing}: its first row names the columns, among them {', '.join(needed)}")
    sheet, first = at[0]
    head = _names(sheet[first])
    if twice := [name for name in dict.fromkeys(head) if name and head.count(name) > 1]:
        raise ValueError(f"{path} has two columns {', '.join(twice)}: delete one of them")
    return [_row(number, head, row) for number, row in enumerate(sheet[first + 1 :], first + 2) if any(map(_cell, row))]


def _bytes(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe would be waited for, a device read without end
            what = "a folder" if stat.S_ISDIR(about.st_mode) else "a pipe or a device"
            raise ValueError(f"{path} is {what}, no file: move it away, and put the table there")
        if about.st_size > MOST_BYTES:
            raise ValueError(f"{path} has {about.st_size:,} bytes, a table at most {MOST_BYTES:,}: look what it is")
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path} can't be opened ({error.strerror}): make it a file that you may read") from None
    return data


def _lines(data: bytes, needed: Sequence[str]) -> list[list[str]]:
    """The records of a CSV file, each at the place of its first line, whatever separates its cells."""
    one_byte_letters = all(name.encode() in data.lower() for name in needed)
    text = decode(data.replace(b"\0", b"") if one_byte_letters else data).text  # else it is UTF-16, where NULs are half a letter
    lines = io.StringIO(text, newline="").readlines()
    rows: list[list[str]] = []
    for record in read_separated(lines, needed):
        rows += [[]] * (record.line - 1 - len(rows))  # so that rows keep their numbers
        rows.append(record.cells)
    return rows


def _sheets(path: Path) -> list[list[list[str]]]:
    try:
        return [[[_written(cell) for cell in row] for row in rows] for _, rows in sheets(path)]
    except ModuleNotFoundError:
        advice = "pip install 'tifaku[files]', or save it as CSV"
        raise ValueError(f"{path} is a spreadsheet, which python-calamine reads: {advice}") from None
    except Unreadable as error:
        raise ValueError(f"{path} {error.reason}: {error.what_to_do}") from None


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    date = getattr(value, "date", None)  # a cell that holds a day and no time
    return "" if value is None else str(date() if date else value)


def _cell(text: str) -> str:
    return text.strip(_BLANK).removeprefix("'")


def _names(row: Sequence[str]) -> list[str]:
    return [_cell(name).lower() for name in row]


def _row(number: int, head: Sequence[str], row: Sequence[str]) -> Row:
    cells = [_cell(cell) for cell in row]
    surplus = sum(map(bool, cells[len(head) :]))
    wrong = f"has {surplus} filled cells too many: put a cell with separators between quotation marks" if surplus else ""
    return Row(number, {name: cell for name, cell in zip(head, cells) if name}, wrong)
