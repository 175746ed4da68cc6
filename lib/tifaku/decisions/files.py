"""Decision files: decisions.csv, read as spreadsheets leave it and written as they like it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tifaku.corpus.encodings import decode
from tifaku.corpus.files import out_folder
from tifaku.corpus.spreadsheets import to_csv
from tifaku.decisions import COLUMNS, Decision, decisions_template
from tifaku.text.corpora import Corpus
from tifaku.text.findings import Findings

if TYPE_CHECKING:
    import pandas as pd
#: The file beside the articles that holds the scholar's decisions.
DECISIONS = "decisions.csv"


def read_decisions(path: str | Path) -> list[Decision]:
    """The decisions in a CSV file, in its order, without the rows that decide nothing; none where there is no file.

    Reads what Excel and its like make of the file when they save it again: UTF-8 with or without mark, UTF-16 or GB 18030;
    commas, semicolons or tabs; "12.0" for 12; an apostrophe before a text; columns added or in another order.
    ValueError where a column is missing or a quotation mark is never closed.
    """
    path = Path(path)
    if not path.exists():
        return []
    text = decode(path.read_bytes()).text
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        table = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise ValueError(f"{path} is no sound table ({error}): close its quotation marks, or write a new one") from None
    head = [name.strip().lower() for name in table[0]] if table else []
    missing = [name for name in COLUMNS[:5] if name not in head]
    if missing:
        raise ValueError(f"{path} has no column {', '.join(missing)}: it needs {','.join(COLUMNS)}; or write a new one")
    rows = [dict(zip(head, (_plain(cell) for cell in row))) for row in table[1:]]
    return [_decision(row, number) for number, row in enumerate(rows, 2) if row.get("decision")]


def write_decisions(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a decisions template as CSV for a spreadsheet, in UTF-8 with a byte-order mark; replaces the file, returns its path.

    Build the table from the decisions already in the file (`decisions_template(docs, found.formulas, read_decisions(path))`), so
    that none is lost.
    """
    return to_csv(table, path)


def _plain(cell: str) -> str:
    return cell.strip().removeprefix("'")


def _decision(row: Mapping[str, str], number: int) -> Decision:
    cells = (row.get(name, "") for name in COLUMNS)  # a row can be shorter than the head
    doc_id, start, end, surface, decision, value, note = cells
    return Decision(doc_id, _place(start), _place(end), surface, decision.lower(), value, note, number)


def _place(cell: str) -> int:
    """A place in a text, which a spreadsheet may have written as 12.0."""
    return int(float(cell)) if re.fullmatch(r"\d{1,12}(?:\.0*)?", cell) else -1


def write_questions(docs: Corpus, found: Findings) -> pd.DataFrame:
    """Write `decisions_template` as decisions.csv into the results folder (not over the one in use), and return the table."""
    made = read_decisions(docs.folder / DECISIONS) if docs.folder else []
    table = decisions_template(docs, found.formulas, made)
    write_decisions(table, out_folder() / DECISIONS)
    return table
