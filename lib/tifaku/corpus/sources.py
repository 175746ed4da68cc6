"""Sources: what the owner of a corpus states about its files in sources.tsv, which goes before what was read."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Collection, Iterable, Iterator, Mapping
from unicodedata import normalize

from tifaku.corpus.encodings import decode
from tifaku.corpus.files import own_table
from tifaku.text.corpora import Problem
from tifaku.text.documents import Fact

FILE = "sources.tsv"


@dataclass(frozen=True, slots=True)
class Source:
    """One row of sources.tsv: how to decode the file, the digest it should have, and facts about the article."""

    doc_id: str
    encoding: str | None = None
    sha256: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


def read_sources(folder: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The rows of a folder's sources.tsv by doc_id, and a problem for each line that can't be used.

    The table is tab-separated with a header line. The column doc_id is needed; encoding and sha256 are about the file;
    any other filled cell (title, outlet, author, date, province …) becomes a Fact of that name, basis "sources.tsv",
    and overrides what is read. Without the file there are no rows; a table that can't be read is a problem, not an error.
    """
    path = own_table(folder, FILE)
    if not path:
        return {}, []
    try:
        return _rows(_records(decode(path.read_bytes()).text))
    except OSError as error:
        return {}, [_problem(f"can't be opened ({error.strerror})", "make it a file of tab-separated text, readable for you")]


def unmatched(sources: Iterable[str], doc_ids: Collection[str]) -> list[Problem]:
    """A problem for each row of sources.tsv that belongs to no article."""
    advice = "write the file's path below the folder without its suffix, or delete the line"
    return [_problem(f"{doc_id} is no article here", advice) for doc_id in sources if doc_id not in doc_ids]


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The number and the cells of each record; a line that is none as spreadsheets write it is read with its marks as they stand.

    So a title that begins with a straight quotation mark keeps it and costs no later line.
    """
    lines = io.StringIO(text, newline="").readlines()
    at = 0
    while at < len(lines):
        rest = (lines[k] for k in range(at, len(lines)))
        reader = csv.reader(rest, delimiter="\t", strict=True)  # not strict, it would drop such marks
        try:
            cells = next(reader)
            stray = reader.line_num > 1 and any("\t" in cell for cell in cells)  # a mark, and another one lines below
        except csv.Error:
            stray = True
        at += 1 if stray else reader.line_num
        yield at, lines[at - 1].rstrip("\r\n").split("\t") if stray else cells


def _rows(records: Iterator[tuple[int, list[str]]]) -> tuple[dict[str, Source], list[Problem]]:
    rows: dict[str, Source] = {}
    problems: list[Problem] = []
    header = [name.strip() for name in next(records, (0, []))[1]]
    if "doc_id" not in header:
        return {}, [_problem("has no column doc_id", "give its first line the tab-separated names: doc_id, encoding, …")]
    for number, cells in records:
        row = {name: normalize("NFC", cell.strip()) for name, cell in zip(header, cells) if cell.strip()}
        wrong = row and _what_is_wrong(row, len(cells) - len(header), rows)
        if wrong:
            problems.append(_problem(f"line {number} was not used: {wrong[0]}", wrong[1]))
        elif row:
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
    facts = {name: Fact(cell, basis=FILE) for name, cell in row.items() if name not in ("doc_id", "encoding", "sha256")}
    return Source(row["doc_id"], row.get("encoding"), row.get("sha256", "").lower() or None, facts)


def _problem(reason: str, what_to_do: str) -> Problem:
    return Problem(FILE, reason, what_to_do)
