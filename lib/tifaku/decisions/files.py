"""Decision files: decisions.csv, read as spreadsheets leave it and written as they like it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tifaku.decisions import COLUMNS, Decision, decisions_template, obey
from tifaku.documents import Document
from tifaku.formulas import Formula, find_formulas
from tifaku.paths import find_folder, out_folder

if TYPE_CHECKING:
    import pandas as pd


def read_decisions(path: str | Path) -> list[Decision]:
    """The decisions of a CSV file, in its order, without the rows that decide nothing; an absent file has none.

    Reads what Excel and its like make of the file when they save it again: UTF-8 with or without mark, UTF-16 or GB 18030;
    commas, semicolons or tabs; "12.0" for 12; an apostrophe before a text; columns added or in another order.
    ValueError where a column is missing.
    """
    path = Path(path)
    if not path.exists():
        return []
    text = _decoded(path.read_bytes())
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    table = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    head = [name.strip().lower() for name in table[0]] if table else []
    missing = [name for name in COLUMNS[:5] if name not in head]
    if missing:
        raise ValueError(f"{path} has no column {', '.join(missing)}: it needs {','.join(COLUMNS)}; or write a new one")
    rows = [dict(zip(head, (_plain(cell) for cell in row))) for row in table[1:]]
    return [_decision(row, number) for number, row in enumerate(rows, 2) if row.get("decision")]


def write_decisions(table: pd.DataFrame, path: str | Path) -> Path:
    """The path of a decisions template as CSV for a spreadsheet, in UTF-8 with a mark; replaces the file.

    Build the table from the decisions already in the file (`decisions_template(docs, formulas, read_decisions(path))`), so
    that none is lost.
    """
    from tifaku.export import to_csv

    return to_csv(table, path)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", errors="replace")


def _plain(cell: str) -> str:
    return cell.strip().removeprefix("'")


def _decision(row: Mapping[str, str], number: int) -> Decision:
    start, end = (int(float(row[name])) if re.fullmatch(r"\d+(?:\.0*)?", row.get(name, "")) else -1 for name in ("start", "end"))
    texts = (row.get(name, "") for name in ("surface", "decision", "value", "note"))
    surface, decision, value, note = texts
    return Decision(row["doc_id"], start, end, surface, decision.lower(), value, note, number)


def decided_formulas(docs: Iterable[Document], folder: str | Path) -> tuple[list[Formula], pd.DataFrame]:
    """The formulas of the articles as decisions.csv in their folder decides them, and the record of `decisions.obey`."""
    docs = list(docs)
    found = [formula for doc in docs for formula in find_formulas(doc)]
    return obey(docs, found, read_decisions(find_folder(folder) / "decisions.csv"))


def write_questions(docs: Iterable[Document], folder: str | Path) -> pd.DataFrame:
    """The table of `decisions_template`, written as decisions.csv into the results folder (not over the one in use)."""
    docs = list(docs)
    found = [formula for doc in docs for formula in find_formulas(doc)]
    table = decisions_template(docs, found, read_decisions(find_folder(folder) / "decisions.csv"))
    write_decisions(table, out_folder() / "decisions.csv")
    return table
