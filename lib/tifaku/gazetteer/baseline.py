"""Baseline: in how many official documents a formulation stands, by year and province; counts only, no text.

The counts are of 2,938 local government work reports of 348 places in 31 provinces (1979–2026, most of 2003–2026), and of
national texts: State Council work reports, five-year plans, congress texts, Party documents, the evening news of 2022–26.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from tifaku.text import lexicons
from tifaku.text.marks import QUOTES

#: The national sources and what one document of each is.
NATIONAL = {
    "congress": "a report or resolution of a Party congress or plenum",
    "gwr": "a work report of the State Council",
    "party_docs": "a regulation or normative document of the Party",
    "plan": "a five-year plan",
    "xwlb_day": "a day of the evening news",
    "xwlb_item": "an item of the evening news",
}
#: From this share of its reports on, a name that stands in quotation marks there is the name wherever it stands.
MEANT = 0.9
_MARKS = re.compile(rf"[{QUOTES}\s]")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Counted(NamedTuple):
    """One formulation of the baseline: its code, the string, and which of its counts tells of the name, any or quoted."""

    code: str
    formulation: str
    basis: str
    folded: tuple[str, ...]  # the variants counted with it


class Cell(NamedTuple):
    """The documents of a year and province that have a formulation, of how many; own: the province's own report has it.

    Without a place (`province` is "") in a national source. own is None where that report is missing or can't be told.
    """

    year: int
    province: str
    documents: int
    of: int
    own: bool | None = None


def normal(formulation: str) -> str:
    """The formulation as the tables write it: no quotation marks, no blanks, half-width digits and letters.

    >>> normal("“１＋１＋９”工作部署")  # the work plan 1+1+9
    '1+1+9工作部署'
    """
    return _MARKS.sub("", formulation).translate(_WIDTH)


def counted(formulation: str, fold: bool = False) -> Counted | None:
    """What the baseline counts under this string, None where it has not been counted; with fold, all its variants as one.

    basis is `quoted` for short names with a numeral that mostly mean something else without quotation marks (三线 'three
    lines'), as formulations.tsv says, unless nine in ten reports that have the string quote it (六稳 'six stabilities').

    >>> counted("三线").basis, counted("六稳").basis
    ('quoted', 'any')
    """
    row = _rows(fold).get(normal(formulation)) or _rows(False).get(normal(formulation))
    if row is None:
        return None
    quoted = row["basis"] == "quoted" and int(row["quoted"]) < MEANT * int(row["reports"])
    folded = tuple(row["parent"].split(";")) if row["sources"] == "family" else ()
    return Counted(row["f"], row["formulation"], "quoted" if quoted else "any", folded)


def local_cells(known: Counted) -> Iterator[Cell]:
    """A cell for each year and province that has reports, also where none of them has the formulation."""
    found = dict(_found(known.code))
    for key, without in _cells_without().items():
        anywhere, quoted, own = found.get(key, (0, 0, 0))
        n = quoted if known.basis == "quoted" else anywhere
        has_it = bool(own) if n == anywhere else None  # whether it is the own report that quotes it isn't recorded
        yield without._replace(documents=n, own=has_it if without.own is not None else None) if n else without


@cache
def _cells_without() -> dict[tuple[str, str], Cell]:
    """The cells of what no report has, by year and code of the province."""
    reports = _reports()
    return {
        (year, province): Cell(int(year), name, 0, of, False if has_own else None)
        for year, province, name, of, has_own in reports
    }


@cache
def _reports() -> tuple[tuple[str, str, str, int, bool], ...]:
    rows = lexicons.rows("baseline_reports")
    return tuple((row["year"], row["province"], row["name"], int(row["reports"]), row["own"] == "1") for row in rows)


def reports_by_year() -> dict[int, int]:
    """How many local reports are known of each year."""
    years: Counter[int] = Counter()
    for year, _, _, of, _ in _reports():
        years[int(year)] += of
    return dict(years)


def national_cells(known: Counted, source: str) -> Iterator[Cell]:
    """A cell for each year of which the source has documents. ValueError for an unknown source."""
    if source not in NATIONAL:
        raise ValueError(f"there is no source {source!r}: choose local, {', '.join(NATIONAL)}")
    found = {year: (int(n), int(quoted)) for year, n, quoted in _found_in(source, known.code)}
    for row in lexicons.rows("baseline_national"):
        if row["source"] == source:
            counts = found.get(row["year"], (0, 0))
            yield Cell(int(row["year"]), "", counts[known.basis == "quoted"], int(row["documents"]))


def local_hits(known: Counted) -> Iterator[tuple[int, str, int]]:
    """Year, province and number of the local reports that have the formulation, without the cells that have none of them."""
    names = {province: name for _, province, name, _, _ in _reports()}
    for (year, province), (anywhere, quoted, _) in _found(known.code):
        if n := quoted if known.basis == "quoted" else anywhere:
            yield int(year), names[province], n


def years_of(known: Counted, source: str = "local") -> dict[int, tuple[int, int, int]]:
    """Of each year in order of which the source has documents: those that have the formulation, of how many, of how many places.

    Quicker than cells where nothing is asked about single places; those of a national source have none.
    """
    if source != "local":
        return {cell.year: (cell.documents, cell.of, 0) for cell in national_cells(known, source)}
    n: Counter[int] = Counter()
    places: Counter[int] = Counter()
    for year, _, documents in local_hits(known):
        n[year] += documents
        places[year] += 1
    return {year: (n[year], of, places[year]) for year, of in sorted(reports_by_year().items())}


def national_hits(known: Counted, source: str) -> int:
    """How many documents of a national source have the formulation."""
    return sum(int(quoted if known.basis == "quoted" else n) for _, n, quoted in _found_in(source, known.code))


def names_counted() -> tuple[Counted, ...]:
    """All formulations of the baseline, those in most reports first, families left out."""
    return tuple(filter(None, (counted(name) for name in _rows(False))))


def forms_of(formulation: str) -> list[dict[str, str]]:
    """The rows of formulations.tsv with a wording of this formulation: its family, and all that hold it, marks disregarded."""
    name = _bare(formulation)
    family = set(_rows(True)[normal(formulation)]["parent"].split(";")) if normal(formulation) in _rows(True) else set()
    return [row for form, row in _rows(False).items() if name and name in _bare(form) or form in family]


def _bare(formulation: str) -> str:
    """The characters of a formulation without its marks."""
    return "".join(filter(str.isalnum, normal(formulation)))


def _found(code: str) -> Iterator[tuple[tuple[str, str], tuple[int, int, int]]]:
    for line in _lines("attested_by_year", code):
        _, year, cells = line.split("\t")
        for cell in cells.split(" "):
            province, _, counts = cell.partition(":")
            reports, quoted, _, own = map(int, counts.split(","))
            yield (year, province), (reports, quoted, own)


def _found_in(source: str, code: str) -> Iterator[tuple[str, str, str]]:
    for line in _lines("attested_national", f"{source}\t{code}"):
        _, _, year, documents, quoted, _ = line.split("\t")
        yield year, documents, quoted


def _lines(table: str, key: str) -> Iterator[str]:
    """The lines of a sorted table with this key; 66,000 lines are not split for the dozen that are asked for."""
    text, at = _text(table), _starts(table, key.count("\t")).get(key, -1)
    while at >= 0 and text.startswith(f"{key}\t", at):
        end = text.find("\n", at)
        yield text[at:end]
        at = end + 1


@cache
def _starts(table: str, tabs: int) -> dict[str, int]:
    """Where the lines of each key begin, a key being the first columns of a line, with so many tabs in it."""
    starts: dict[str, int] = {}
    for line in re.finditer(rf"^([^\t\n]*(?:\t[^\t\n]*){{{tabs}}})\t", _text(table), re.MULTILINE):
        starts.setdefault(line[1], line.start())
    return starts


@cache
def _text(table: str) -> str:
    return resources.files("tifaku").joinpath(f"data/{table}.tsv").read_text("utf-8")


@cache
def _rows(fold: bool) -> dict[str, dict[str, str]]:
    """The rows by formulation; with fold those of the families, by the name of each of their variants."""
    rows = [row for row in lexicons.rows("formulations") if (row["sources"] == "family") == fold]
    return {name: row for row in rows for name in (row["parent"].split(";") if fold else ())} | {
        row["formulation"]: row for row in rows
    }
