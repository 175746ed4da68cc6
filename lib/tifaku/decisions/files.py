"""Decision files: read as spreadsheets leave them, beside the articles and in the results, and never written over once filled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tifaku.corpus.files import out_folder, own_table, results_of
from tifaku.corpus.sources import fitting
from tifaku.corpus.spreadsheets import Row, read_table, to_csv
from tifaku.decisions import COLUMNS, Decision, decisions_template
from tifaku.text.corpora import Corpus
from tifaku.text.findings import Findings

if TYPE_CHECKING:
    import pandas as pd

    from tifaku.datasets import Dataset

#: The file beside the articles that holds the scholar's decisions.
DECISIONS = "decisions.csv"
#: The columns that a person fills in.
BY_HAND = ("decision", "value", "note", "scope", "decided_by", "decided_on")
_NEEDED = ("doc_id", "surface", "decision")
_ALL = frozenset({"all", "all occurrences", "everywhere", "全部", "所有"})
_HERE = frozenset({"", "this", "here", "one", "此处", "本处"})
_OURS = {*COLUMNS, "question", "how", "occurrences", "articles", "context"}


def read_decisions(path: str | Path) -> list[Decision]:
    """The decisions in a CSV or XLSX file, in its order, without the rows that decide nothing; none where there is no file.

    It is read as `corpus.spreadsheets.read_table` says; only doc_id, surface and decision must be there. A row that can't be used
    (more cells than columns, a value without a decision, a scope that is none) is kept with what is wrong, for the record.
    ValueError, in one sentence with the next step, where the file is no sound table.
    """
    path = Path(path)
    if not path.exists() and not path.is_symlink():
        return []
    decisions = (_decision(row) for row in read_table(path, _NEEDED))
    return [decision for decision in decisions if decision.decision or decision.wrong]


def decisions_of(docs: Corpus | Dataset) -> list[Decision]:
    """All decisions on a corpus: those beside its articles, then those filled in where the questions were written, in OUT.

    Each file is decisions.csv or .xlsx, and decisions.new.csv and so on. A row of OUT that stands beside the
    articles, too, is given once; what differs is decided by `obey`, where the file beside the articles goes first.
    """
    if not docs.folder:
        return []
    ids = {doc.doc_id for doc in docs.documents} if isinstance(docs, Corpus) else frozenset[str]()
    beside = [path for path in _files(docs.folder) if own_table(docs.folder, path.name)]  # the others are problems of the corpus
    made = {decision._replace(file="", row=0): decision for decision in _read(beside, "", ids)}
    for decision in _read(_files(results_of(docs.name)), "OUT/", ids):
        made.setdefault(decision._replace(file="", row=0), decision)
    return list(made.values())


def _read(paths: list[Path], label: str, doc_ids: Collection[str]) -> Iterator[Decision]:
    """The decisions in some files, of which each may name its article with the suffix of the file."""
    for path in paths:
        file = f"{label}{path.name}" if label or path.name != DECISIONS else ""
        for decision in read_decisions(path):
            yield decision._replace(file=file, doc_id=fitting(decision.doc_id, doc_ids))


def _files(folder: Path) -> list[Path]:
    """The decision files of a folder: decisions.csv, then decisions.new.csv, decisions.new.2.csv and so on."""
    names = re.compile(r"decisions(\.new(?:\.(\d+))?)?\.(csv|xlsx)", re.I)
    found = [(names.fullmatch(path.name), path) for path in (folder.iterdir() if folder.is_dir() else ())]
    return [path for _, path in sorted(((m[1] or "", int(m[2] or 1), m[3].lower()), path) for m, path in found if m)]


def write_decisions(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a decisions template as CSV for a spreadsheet, in UTF-8 with a byte-order mark; replaces the file, returns its path.

    Build the table from the decisions already in the file (`decisions_template(docs, found.formulas, read_decisions(path))`), so
    that none is lost.
    """
    return to_csv(table, path)


def write_questions(docs: Corpus, found: Findings) -> pd.DataFrame:
    """Write the open questions into the results folder, never over a row that someone has filled in, and return all of them.

    They go into decisions.csv, with the decisions made so far, where nothing was filled in there; else those that are new go into
    decisions.new.csv, and so on. What is filled in there is read where it lies.
    """
    made = decisions_of(docs)
    table = decisions_template(docs, found.formulas, made)
    folder = out_folder(docs.name)
    path, earlier = _free(folder, made)
    asked = [key not in earlier for key in zip(table["doc_id"], table["surface"], table["start"].map(str))]
    new = table if path.name == DECISIONS else table[asked].query("question != ''")
    if len(new) or path.name == DECISIONS:
        write_decisions(new, path)
    return table


def add_decisions(docs: Corpus, new: list[Decision]) -> None:
    """Write decisions that were made elsewhere, as by adjudication, into the results folder, over no row that was filled in."""
    made = decisions_of(docs)
    known = {decision[:6] for decision in made}
    if new := [decision for decision in new if decision[:6] not in known]:
        path, _ = _free(out_folder(docs.name), made)
        before = made if path.name == DECISIONS else []
        write_decisions(decisions_template(docs, (), [*before, *new]), path)


def _free(folder: Path, made: list[Decision]) -> tuple[Path, set[tuple[str, str, str]]]:
    """The first decisions file of the folder in which no work would be lost, and what is asked in those before it."""
    beside = {decision._replace(file="", row=0) for decision in made if not decision.file.startswith("OUT/")}
    earlier: set[tuple[str, str, str]] = set()
    for number in range(1, 1000):
        path = folder / (DECISIONS if number == 1 else "decisions.new.csv" if number == 2 else f"decisions.new.{number - 1}.csv")
        rows = read_table(path, _NEEDED) if path.exists() else []
        if not any(_is_work(row) and _decision(row)._replace(row=0) not in beside for row in rows):
            break
        earlier |= {(row.cells["doc_id"], row.cells["surface"], row.cells.get("start", "")) for row in rows}
    return path, earlier


def _is_work(row: Row) -> bool:
    """Whether a person has written something into the row, also in columns of their own."""
    return any(cell for name, cell in row.cells.items() if name in BY_HAND or name not in _OURS) or bool(row.wrong)


def _decision(row: Row) -> Decision:
    cells = {name: row.cells.get(name, "") for name in COLUMNS}
    decision, scope, wrong = cells["decision"].lower(), cells["scope"].lower(), row.wrong
    if not wrong and cells["value"] and not decision:
        wrong = f"the cell decision is empty, and value says {cells['value']!r}: write the decision, too"
    if not wrong and scope not in _ALL | _HERE:
        wrong = f"the cell scope says {cells['scope']!r}: write all, or leave it empty for this one place"
    wrong = wrong or next(
        (f"the cell {name} says {cells[name]!r}, no whole number" for name in _NUMBERS if _is_odd(cells[name])), ""
    )
    return Decision(
        cells["doc_id"], _place(cells["start"]), _place(cells["end"]), cells["surface"], decision, cells["value"], cells["note"],
        row.number, "all" if scope in _ALL else "", cells["decided_by"], cells["decided_on"],
        _place(cells["raw_start"]), _place(cells["raw_end"]), wrong=wrong if decision or cells["value"] else "",
    )  # fmt: skip


_NUMBERS = ("start", "end", "raw_start", "raw_end")


def _is_odd(cell: str) -> bool:
    return bool(cell) and _place(cell) < 0 and cell != "-1"


def _place(cell: str) -> int:
    """A place in a text, which a spreadsheet may have written as 12.0."""
    return int(float(cell)) if re.fullmatch(r"\d{1,12}(?:\.0*)?", cell) else -1
