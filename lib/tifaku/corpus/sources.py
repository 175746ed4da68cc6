"""Sources: what the owner of a corpus states about its files in sources.tsv, which goes before what was read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Collection, Iterable, Iterator, Mapping
from unicodedata import normalize

from tifaku.corpus.columns import role_of
from tifaku.corpus.files import own_table
from tifaku.corpus.spreadsheets import read_rows
from tifaku.text.corpora import Problem
from tifaku.text.dates import iso_date
from tifaku.text.documents import Fact

#: What the table is called, and the forms in which it may be.
FILE = "sources.tsv"
FILES = (FILE, "sources.csv", "sources.xlsx")
_BLANK = " \t\r\n\ufeff\u3000\xa0"


@dataclass(frozen=True, slots=True)
class Source:
    """One row of sources.tsv: how to decode the file, the digest it should have, and facts about the article."""

    doc_id: str
    encoding: str | None = None
    sha256: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


def read_sources(folder: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The rows of a folder's sources.tsv (.csv, .xlsx) by doc_id, and a problem for each line that can't be used.

    It is a table with a head row, in any form that spreadsheets write. The column doc_id (or 文件名 'file name') is needed;
    encoding and sha256 are about the file; any other filled cell (title, outlet, author, date, province …) becomes a Fact of
    that name, basis "sources.tsv", and overrides what is read. Columns may bear the names of data/column_names.tsv (日期
    'date'), and dates may be in any form. Without the file there are no rows; a table that can't be read is a problem.
    """
    path = next(filter(None, (own_table(folder, name) for name in FILES)), None)
    if not path:
        return {}, []
    try:
        rows, problems = _rows(read_rows(path))
        return rows, [problem._replace(file=path.name) for problem in problems]
    except ValueError as error:
        reason, _, advice = str(error).removeprefix(f"{path} ").partition(": ")
        return {}, [Problem(path.name, reason, advice)]


def fitted(sources: Mapping[str, Source], doc_ids: Collection[str]) -> dict[str, Source]:
    """The sources by the doc_ids of the articles, also where they name a file with its suffix, or with \\ between folders."""
    return {(own := fitting(name, doc_ids)): replace(source, doc_id=own) for name, source in sources.items()}


def fitting(name: str, doc_ids: Collection[str]) -> str:
    """The doc_id that a name with a suffix, or with \\ between folders, stands for, if there is no article of this very name."""
    if name in doc_ids:
        return name
    plain = name.replace("\\", "/").removeprefix("./")
    stem, dot, suffix = plain.rpartition(".")
    shorter = [plain, stem] if dot and suffix.isalnum() and len(suffix) < 9 else [plain]
    return next((one for one in shorter if one in doc_ids), name)


def unmatched(sources: Iterable[str], doc_ids: Collection[str]) -> list[Problem]:
    """A problem for each row of sources.tsv that belongs to no article."""
    advice = "write the file's path below the folder, or delete the line"
    return [_problem(f"{doc_id} is no article here", advice) for doc_id in sources if doc_id not in doc_ids]


def _rows(records: Iterator[tuple[int, list[str]]]) -> tuple[dict[str, Source], list[Problem]]:
    rows: dict[str, Source] = {}
    problems: list[Problem] = []
    names = [name.strip(_BLANK) for name in next(records, (0, []))[1]]
    header = names if "doc_id" in names else [role_of(name) or name for name in names]
    header = [role_of(name) or name if name not in ("encoding", "sha256") else name for name in header]
    if "doc_id" not in header:
        return {}, [_problem("has no column doc_id", "give its first line the names of its columns: doc_id, encoding, …")]
    for number, cells in records:
        row = {name: normalize("NFC", cell.strip(_BLANK)) for name, cell in zip(header, cells) if name and cell.strip(_BLANK)}
        wrong = row and _what_is_wrong(row, sum(bool(cell.strip()) for cell in cells[len(header) :]), rows)
        if wrong:
            problems.append(_problem(f"line {number} was not used: {wrong[0]}", wrong[1]))
        elif row:
            if "date" in row and not iso_date(row["date"]):
                problems.append(_problem(f"line {number}: the date {row.pop('date')!r} is no day", "write it as 2021-07-22"))
            rows[row["doc_id"]] = _source(row)
    return rows, problems


def _what_is_wrong(row: Mapping[str, str], surplus: int, rows: Mapping[str, Source]) -> tuple[str, str] | None:
    if surplus > 0:
        return f"it has {surplus} more cell(s) than the header", "remove stray tabs, or name the column"
    if "doc_id" not in row:
        return "it has no doc_id", "fill it in, or delete the line"
    if row["doc_id"] in rows:
        return f"{row['doc_id']} has a line already", "keep one of them"
    if not _is_encoding(row.get("encoding", "utf-8")):
        return f"{row['encoding']!r} is no encoding known here", "write utf-8, gb18030, big5 or utf-16, or leave it blank"
    return None


def _is_encoding(name: str) -> bool:
    try:
        "a".encode(name)  # LookupError also for codecs that are not of text, such as hex
        return True
    except (LookupError, ValueError):
        return False


def _source(row: Mapping[str, str]) -> Source:
    cells = {name: iso_date(cell) or cell if name == "date" else cell for name, cell in row.items()}
    facts = {name: Fact(cell, basis=FILE) for name, cell in cells.items() if name not in ("doc_id", "encoding", "sha256")}
    return Source(row["doc_id"], row.get("encoding"), row.get("sha256", "").lower() or None, facts)


def _problem(reason: str, what_to_do: str) -> Problem:
    return Problem(FILE, reason, what_to_do)
