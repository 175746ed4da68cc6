"""Sheets: the rows of spreadsheets (.xlsx, .xls, .ods), refused where they would fill the memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tifaku.corpus.files import Unreadable

#: What a spreadsheet may unpack to, and the cells of its largest sheet, the empty ones between counted, too.
MOST_UNPACKED, MOST_CELLS = 1_000_000_000, 30_000_000
_LARGEST_AREA = 10_000
_CELL = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,9})[\"']")
_REPEATED = re.compile(rb"-(?:rows|columns)-repeated=[\"'](\d{3,9})[\"']")  # of an .ods
_TO_THE_EDGE, _REPEATED_AS = 16_000, 100  # more than these are the empty rows and columns behind the last cell


def sheets(path: Path) -> Iterator[tuple[str, Iterator[list[Any]]]]:
    """The name of each sheet of an .xlsx, .xls or .ods file and its rows from the first; a formula's cell has its last value.

    Unreadable for a file that is broken, locked or would fill the memory.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            yield name, _filled(sheet)
    except (CalamineError, OSError, ValueError) as error:
        locked = "password" in f"{type(error).__name__} {error}".lower()
        what = "is locked by a password" if locked else "is no sound spreadsheet"
        raise Unreadable(what, "save it without one" if locked else "open it and save it again, or as CSV") from None


def _filled(sheet: Any) -> Iterator[list[Any]]:
    """The rows of a sheet, in which each cell that was merged with others has the value of all."""
    left = sheet.start[1] if sheet.start else 0
    holder = {place: area[0] for area in sheet.merged_cell_ranges or () for place in _places(*area)}
    values: dict[tuple[int, int], Any] = {}
    for number, row in enumerate(sheet.iter_rows()):
        cells = list(row)
        for at in range(len(cells)) if holder else ():
            first = holder.get((number, left + at))
            if first == (number, left + at):
                values[first] = cells[at]
            elif first is not None:
                cells[at] = values.get(first, "")
        yield cells


def _places(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The cells of a merged area, unless it is larger than any that a person makes."""
    rows, columns = range(start[0], end[0] + 1), range(start[1], end[1] + 1)
    if len(rows) * len(columns) <= _LARGEST_AREA:
        yield from ((row, column) for row in rows for column in columns)


def _check_size(path: Path) -> None:
    """Unreadable where the sheets would unpack to more than memory holds: they are laid out with all empty cells between."""
    if not zipfile.is_zipfile(path):
        return
    too_large = "split it, or save it as CSV"
    try:
        with zipfile.ZipFile(path) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_UNPACKED:
                raise Unreadable("would unpack to more than a gigabyte", too_large)
            for part in book.infolist():
                cells = _cells(book, part.filename)
                if cells > MOST_CELLS:
                    raise Unreadable(f"has a sheet of {cells:,} cells, the empty ones counted", too_large)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            raise Unreadable("is locked by a password", "save it without one") from None
        raise Unreadable("is no sound spreadsheet", "open it and save it again, or as CSV") from None


def _cells(book: zipfile.ZipFile, name: str) -> int:
    """The cells of a sheet from its first row and column to its last; 0 for a part of the file that is no sheet."""
    if not name.endswith(".xml"):
        return 0
    columns: set[bytes] = set()
    last = repeated = 0
    for piece in _pieces(book, name):
        for letters, number in _CELL.findall(piece):
            columns.add(letters)
            last = max(last, int(number))
        repeated += sum(int(found) for found in _REPEATED.findall(piece) if int(found) < _TO_THE_EDGE)
    return last * max(map(_number, columns), default=0) + repeated * _REPEATED_AS


def _pieces(book: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    before = b""
    with book.open(name) as file:
        while piece := file.read(1 << 20):
            yield before + piece
            before = piece[-64:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
