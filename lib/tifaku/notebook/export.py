"""Export: tables as CSV and Excel that open as they should and run nothing, and one zip of a folder to send."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite
from numbers import Real
from pathlib import Path

import pandas as pd

from tifaku.corpus.files import out_folder, whole
from tifaku.corpus.spreadsheets import plain, to_csv
from tifaku.figures import save_figure
from tifaku.figures.style import Picture

CELL, ROWS = 32_767, 1_048_575  # what Excel holds: characters (UTF-16 units) in a cell, rows below the head
_EPOCH = datetime(1980, 1, 1)  # the first day that a zip file knows: no clock in what is to be the same twice


def to_xlsx(tables: Mapping[str, pd.DataFrame], path: str | Path) -> Path:
    """Write an Excel workbook with a sheet per table, its head row frozen and filterable, all text as text; returns the path.

    tables: DataFrames by sheet name (cut to Excel's 31 characters). A text of more than 32,767 characters, all that a cell
    holds, is cut and ends with words that say so. The same tables give the same bytes. Raises ValueError for a table with more
    rows than a sheet.
    """
    import xlsxwriter

    for name, table in tables.items():
        if len(table) > ROWS:
            raise ValueError(f"{name!r} has {len(table):,} rows, a sheet of Excel {ROWS:,}: write it with to_csv")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    made = io.BytesIO()  # so that nothing is put into a shared temp folder, and a full disk is reported as for any other file
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"created": _EPOCH})
        bold = book.add_format({"bold": True})
        for sheet_name, table in zip(_sheet_names(tables), tables.values()):
            _write(book.add_worksheet(sheet_name), table, bold)
    with whole(path) as part:
        part.write_bytes(made.getbuffer())
    return Path(path)


def _sheet_names(names) -> list[str]:
    taken: set[str] = set()
    out = []
    for name in names:
        name = base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", str(plain(name))).strip(" '")[:28] or "table"
        number = 1
        while name.lower() in taken | {"history"}:  # a name that Excel keeps for itself
            number += 1
            name = f"{base} {number}"
        taken.add(name.lower())
        out.append(name)
    return out


def _write(sheet, table, bold) -> None:
    for column, head in enumerate(table.columns):
        sheet.write_string(0, column, _cut(str(plain(head))), bold)
        for row, value in enumerate(table[head].tolist(), start=1):
            _write_cell(sheet, row, column, value)
    sheet.freeze_panes(1, 0)
    if len(table.columns):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
        sheet.autofit(max_width=400)


def _write_cell(sheet, row: int, column: int, value: object) -> None:
    value = plain(value)
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Real) and isfinite(value):
        sheet.write_number(row, column, value)
    elif not pd.isna(value):
        sheet.write_string(row, column, _cut(str(value)))


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL:
        return text
    mark = f"… [cut here: the text has {len(text):,} characters, a cell of Excel holds {CELL:,}; the CSV has it all]"
    return units[: 2 * (CELL - len(mark))].decode("utf-16-le", errors="ignore") + mark


def to_zip(folder: str | Path, path: str | Path, parts: Sequence[str] = ("",), name: str = "") -> Path:
    """Write one zip of all files in the folder, or in its `parts`, and return its path; the same files give the same bytes.

    In the zip they stand in one folder, `name`, or that of the folder itself.

    A zip that lies in the folder itself is left out. Raises FileNotFoundError where the folder is missing or empty.
    """
    folder, path = Path(folder), Path(path)
    files = (p for part in parts for p in (folder / part).rglob("*") if p.is_file() and p.suffix != ".part")
    names = sorted(p.relative_to(folder) for p in files if p.resolve() != path.resolve())
    if not names:
        raise FileNotFoundError(f"{folder} has no files to put into {path.name}: make the report or the tables first")
    top = name or folder.name
    with whole(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as bundle:
        for file in names:
            entry = zipfile.ZipInfo((Path(top) / file).as_posix(), _EPOCH.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            bundle.writestr(entry, (folder / file).read_bytes())
    return path


def save_all(tables: Mapping[str, pd.DataFrame], figures: Mapping[str, Picture], wanted: bool = True) -> pd.DataFrame:
    """Write tables and figures into the results folder; one row per `file` written, such as tables/NAME.csv, figures/NAME.svg.

    tables: DataFrames by name, each a .csv and a sheet of tables.xlsx; figures: what plot_* gave, by name, each as .svg, .pdf and
    .png. Nothing is written unless wanted.
    """
    if not wanted:
        return pd.DataFrame({"file": []})
    out = out_folder()
    paths = [to_csv(table, out / "tables" / f"{name}.csv") for name, table in tables.items()]
    paths.append(to_xlsx(tables, out / "tables" / "tables.xlsx"))
    paths += [path for name, figure in figures.items() for path in save_figure(figure, out / "figures", name)]
    return pd.DataFrame({"file": [path.relative_to(out).as_posix() for path in paths]})
