"""Proposals: what anyone, a coder or a language model, says that formulas stand for, read from a file or a table."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tifaku.corpus.encodings import decode
from tifaku.corpus.files import own_table
from tifaku.corpus.spreadsheets import read_table
from tifaku.datasets import DATASET
from tifaku.text.documents import whole_characters

if TYPE_CHECKING:
    import pandas as pd

    from tifaku.text.corpora import Corpus

#: The files beside the articles that hold proposals; each that is there is read.
FILES = ("proposals.jsonl", "proposals.csv", "proposals.xlsx")
#: What a table of proposals must have: one row a component.
COLUMNS = ("doc_id", "start", "end", "surface", "group", "component", "proposer")
#: What else a line of proposals.jsonl says; model, version, prompt and time are for the record alone.
ABOUT = ("sha256", "model", "version", "prompt", "time")
_JSON = (".jsonl", ".json", ".ndjson")


class Proposal(NamedTuple):
    """One proposed component of the name at text[start:end], or None for a name of which the proposer finds nothing stated.

    group counts the numerals of the name from 0. sha256: that of the repaired text that was read, where it is known. wrong: what
    is wrong with the row itself, so that nothing can be granted.
    """

    doc_id: str
    start: int
    end: int
    surface: str
    group: int
    component: str | None
    proposer: str
    sha256: str = ""
    wrong: str = ""


def read_proposals(source: str | Path | pd.DataFrame) -> list[Proposal]:
    """The proposals in a file or a table, in its order.

    A table (DataFrame, CSV or XLSX) has a row a component and the columns doc_id, start, end, surface, group, component and
    proposer, perhaps sha256. JSON lines have these too, or one line a name, with `components`, a list for each group:

        {"doc_id": "a", "start": 9, "end": 12, "surface": "三张牌", "components": [["绿色", "生态"]], "proposer": "coder B"}

    An empty list says that the article states nothing. Of two lines on one name by one proposer the later holds. A row or line
    that is unsound is kept with what is wrong. ValueError where the file can't be read or a column is missing.
    """
    if not isinstance(source, (str, Path)):
        return _of_frame(source)
    path = Path(source)
    if path.suffix.lower() in _JSON:
        return _of_lines(path)
    return [_proposal(row.cells, row.wrong and f"row {row.number} {row.wrong}") for row in read_table(path, COLUMNS)]


def proposals_of(docs: Corpus) -> list[Proposal]:
    """The proposals beside a folder of articles; none beside a dataset, or where $TIFAKU_PROPOSALS is no (-p proposals no)."""
    if not docs.folder or (docs.folder / DATASET).is_file() or os.environ.get("TIFAKU_PROPOSALS") == "no":
        return []
    paths = (own_table(docs.folder, name) for name in FILES)  # what else has such a name is a problem of the corpus
    return [proposal for path in paths if path for proposal in read_proposals(path)]


def _of_frame(table: pd.DataFrame) -> list[Proposal]:
    if missing := [name for name in COLUMNS if name not in table.columns]:
        raise ValueError(f"the table has no column {', '.join(missing)}: proposals need {', '.join(COLUMNS)}")
    kept = table[[name for name in (*COLUMNS, "sha256") if name in table.columns]]
    return [_proposal(row) for row in kept.astype(object).where(kept.notna(), None).to_dict("records")]


def _of_lines(path: Path) -> list[Proposal]:
    if path.exists() and not path.is_file():
        raise ValueError(f"{path} is no ordinary file: move it away, and put the proposals there")
    try:
        lines = decode(path.read_bytes()).text.splitlines()
    except OSError as error:
        raise ValueError(f"{path} can't be opened ({error.strerror}): make it a file that you may read") from None
    found: dict[object, list[Proposal]] = {}
    for number, line in enumerate(lines, 1):
        for key, own in _of_line(number, line) if line.strip() else ():
            if isinstance(key, tuple):
                found.pop(key, None)
            found.setdefault(key, []).extend(own)
    return list(chain.from_iterable(found.values()))


def _of_line(number: int, line: str) -> Iterator[tuple[object, list[Proposal]]]:
    """The proposals of a line with the key under which a later line takes their place: a tuple, or its number."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        yield number, [_wrong(f"line {number} is no JSON object: write one object a line")]
    elif "components" not in record:
        yield number, [_proposal(record)]
    else:
        own = _of_name(record)
        yield own[0][:4] + own[0][6:7], own


def _of_name(record: Mapping[str, object]) -> list[Proposal]:
    """The proposals of a line that holds a name with the components of all its groups."""
    record = {"proposer": record.get("model"), **record}
    groups = record["components"]
    if isinstance(groups, list) and all(isinstance(item, str) for item in groups):
        groups = [groups]  # a name with one numeral
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        return [_proposal({**record, "group": 0}, "components is no list of lists: write one list for each group")]
    rows = [{**record, "group": k, "component": item} for k, group in enumerate(groups) for item in group]
    return [_proposal(row) for row in rows] or [_proposal({**record, "group": 0, "component": ""})._replace(component=None)]


def _proposal(cells: Mapping[str, object], wrong: str = "") -> Proposal:
    start, end, group = (_number(cells.get(name)) for name in ("start", "end", "group"))
    text = "" if cells.get("component") is None else whole_characters(str(cells["component"]))
    wrong = wrong or ("" if group >= 0 else f"the group is {_text(cells.get('group'))[:20]!r}: write a whole number from 0")
    doc_id, surface, proposer, sha256 = (_text(cells.get(name)) for name in ("doc_id", "surface", "proposer", "sha256"))
    return Proposal(doc_id, start, end, surface, group, text, proposer, sha256, wrong)


def _wrong(reason: str) -> Proposal:
    return Proposal("", -1, -1, "", 0, "", "", wrong=reason)


def _text(value: object) -> str:
    return "" if value is None else whole_characters(str(value).strip())


def _number(value: object) -> int:
    """A whole number as tables hold it (3, 3.0, "3", "3.0"), -1 for anything else."""
    try:
        number = float(str(value))
        return int(number) if number.is_integer() else -1
    except (ValueError, OverflowError):
        return -1
