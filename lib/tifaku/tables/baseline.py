"""Baseline tables: the life of a formulation in official documents at large, to set one's own articles against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from tifaku.gazetteer.baseline import NATIONAL, Cell, Counted, counted, local_cells, national_cells
from tifaku.tables.measures import refused, wilson

COLUMNS = ("reports", "of_reports", "share", "low", "high", "provinces", "own_share")
#: What one row is, by the value of `by`.
BY = {"year": ["year"], "province": ["province"], "cell": ["year", "province"]}
_PART = {"year": slice(0, 1), "province": slice(1, 2), "cell": slice(0, 2)}  # of a Cell
#: Before this year fewer than 20 local reports a year are known, and before 1993 those of one province.
SOLID = 2002
#: First sight needs so many documents of one year, from two places: one town's homonym is no birth.
LEAST = 3


def baseline(formulation: str, by: str = "year", source: str = "local", fold: bool = False) -> pd.DataFrame:
    """One row per year, per province, or per cell of both: how many official documents, of how many, use a formulation.

    by="year": year, reports (documents that have it), of_reports, their share (0 to 1) with its 95% interval (low, high;
    Wilson 1927), provinces with it, own_share (of the provincial governments' own reports, some 30 a year from 2003 on, the
    steady panel). by="province": province instead of year, and first and last year, from the first sight on (three reports of
    one year in two provinces: what one town calls by the same name earlier is no first use); by="cell": year and province.
    source="local": 2,938 local government work reports; else congress, gwr (State Council reports), party_docs, plan,
    xwlb_day, xwlb_item (evening news, to be compared with articles), by year only.
    fold=True counts the variants as one, as attrs["folded"] says; attrs["basis"] says whether the string counts anywhere or
    only in quotation marks. Years with documents and without the formulation have share 0, years without documents no row.
    Never counted, which is not the same as never said: no rows and a notice. ValueError for an unknown by or source.

    >>> life = baseline("六稳").set_index("year")  # 'six stabilities'
    >>> life.share[[2018, 2019, 2020, 2021, 2022, 2023]].round(2).tolist()
    [0.0, 0.27, 0.92, 0.96, 0.79, 0.08]

    Limits: a convenience sample, uneven in time (44 reports in 2003, 302 in 2021, 70 in 2026; before 2002 fewer than 20 a
    year), in which years mix levels differently: compare shares, or own_share alone. Reports see what is coined in spring a
    year later. A string is not a sense: 六稳 in 2017 is something else.
    """
    _check(by, source)
    columns = [*BY[by], *COLUMNS, *(("first", "last") if by == "province" else ())]
    known = counted(formulation, fold)
    if known is None:
        return refused(columns, f"{formulation} is not among the 8,457 formulations that were counted: nothing is known of it")
    cells = list(local_cells(known) if source == "local" else national_cells(known, source))
    return _with_notes(_table(cells, by)[columns], known, source)


def _check(by: str, source: str) -> None:
    if by not in BY:
        raise ValueError(f"by must be one of {', '.join(BY)}; got {by!r}")
    if source not in ("local", *NATIONAL):
        raise ValueError(f"there is no source {source!r}: choose local, {', '.join(NATIONAL)}")
    if source != "local" and by != "year":
        raise ValueError(f"{source} is of the whole country: it can be had by year only")


def _table(cells: list[Cell], by: str) -> pd.DataFrame:
    sight = first_sight((cell.year, cell.province, cell.documents) for cell in cells)
    groups: dict[tuple, list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[tuple(cell)[_PART[by]]].append(cell)
    rows = [(*key, *_summed(groups[key], sight)) for key in sorted(groups)]
    table = pd.DataFrame(rows, columns=[*BY[by], "reports", "of_reports", "provinces", "own_share", "first", "last"])
    low, high = wilson(table["reports"].to_numpy(), table["of_reports"].to_numpy())
    table = table.assign(share=table["reports"] / table["of_reports"], low=low, high=high)
    return table.astype({"first": "Int64", "last": "Int64", "own_share": float})


def _summed(cells: list[Cell], sight: int | None) -> tuple:
    """Of the cells of one row: reports, of_reports, provinces, own_share, and first and last year from the first sight on."""
    seen = [cell for cell in cells if cell.documents]
    years = [cell.year for cell in seen if sight is not None and cell.year >= sight]
    own = [cell.own for cell in cells if cell.own is not None]
    return (
        sum(cell.documents for cell in cells),
        sum(cell.of for cell in cells),
        len({cell.province for cell in seen} - {""}),
        sum(own) / len(own) if own else None,
        min(years, default=None),
        max(years, default=None),
    )


def first_sight(cells: Iterable[tuple[int, str, int]], least: int = LEAST, places: int = 2) -> int | None:
    """The first year in which at least `least` documents of at least so many places have it; None where there is none.

    cells: year, place and number of documents.
    """
    seen: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for year, place, documents in cells:
        if documents:
            seen[year].append((place, documents))
    enough = (y for y, found in seen.items() if sum(n for _, n in found) >= least and len({p for p, _ in found}) >= places)
    return min(enough, default=None)


def _with_notes(table: pd.DataFrame, known: Counted, source: str) -> pd.DataFrame:
    if source != "local":
        table = table.assign(provinces=pd.NA)
    table.attrs |= {"formulation": known.formulation, "basis": known.basis, "folded": "、".join(known.folded), "source": source}
    return table


def first_sources(formulation: str, least: int = LEAST, fold: bool = False) -> pd.DataFrame:
    """One row per source that has the formulation, the earliest first: who had it first, the centre's documents or a province?

    source, first, reports, of_reports (of that year), last, known_from (the first year of the source: a formulation that is
    there from then on may be older), provinces (of the local reports of the first year). first: for local reports the first
    year in which `least` of them from two provinces have it, so that one town's homonym is no first sight; for a national
    source the first year with one document. Local reports plan a year and are read in its first weeks: what the centre
    coins in spring stands in them a year later, so that equal years mean the centre.

    >>> first_sources("新质生产力")[["source", "first"]].values.tolist()[:3]  # 'new quality productive forces'
    [['xwlb_day', 2023], ['xwlb_item', 2023], ['gwr', 2024]]
    """
    columns = ["source", "first", "reports", "of_reports", "last", "known_from", "provinces"]
    rows = (_first_in(source, baseline(formulation, source=source, fold=fold), least) for source in ("local", *NATIONAL))
    table = pd.DataFrame(list(filter(None, rows)), columns=columns)
    if table.empty:
        return refused(columns, baseline(formulation).attrs.get("notice", f"{formulation} was counted and is in no source"))
    local = table["source"] == "local"
    first = baseline(formulation, by="cell", fold=fold).merge(table[local][["first"]], left_on="year", right_on="first")
    names = "、".join(first[first["reports"] > 0]["province"])
    table["provinces"] = table["source"].map({"local": names}).fillna("")
    return table.sort_values(["first", "source"], kind="stable", ignore_index=True)


def _first_in(source: str, table: pd.DataFrame, least: int) -> tuple | None:
    local = source == "local"
    seen = table[(table["reports"] >= least) & (table["provinces"] >= 2)] if local else table[table["reports"] > 0]
    if seen.empty:
        return None
    first = seen.iloc[0]
    return (
        source,
        *map(int, (first["year"], first["reports"], first["of_reports"], seen["year"].max(), table["year"].min())),
        "",
    )
