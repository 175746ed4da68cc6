"""Adoption: where a formulation was used first, how it spread over places, and whether it lives, fades or comes back."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import nan
from typing import NamedTuple

import numpy as np
import pandas as pd

from tifaku.gazetteer.baseline import counted, local_cells, local_hits, reports_by_year, years_of
from tifaku.tables.baseline import LEAST, first_sight
from tifaku.tables.measures import false_discovery, fisher, refused, wilson
from tifaku.tables.periods import FEW, MONTHS, periods
from tifaku.tables.uses import Terms, uses
from tifaku.text.documents import Document, as_documents

#: Below this share of a year's articles a formulation is silent, however many articles there are.
SILENT = 0.02
#: From this share in one year on a formulation was current; what is rarer and then rises has not come back.
KNOWN = 0.1
CELLS = ["formulation", "year", "place", "articles", "of_articles", "share", "low", "high"]
ADOPTION = [
    *("formulation", "first", "first_places", "places", "of_places", "share_of_places", "half", "years_to_half"),
    *("best", "best_share", "last", "life"),
]


def place_year(
    docs: Iterable[Document], terms: Terms, level: str = "province", fold: bool = False, used: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row per formulation, year and place that has articles: articles with it, of_articles, share, low, high.

    The same cells as `baseline(…, by="cell")`, for the reader's own articles. level: the metadata field that names the place
    (province, prefecture, county, place, outlet …). Articles without a year or place are in no row. used: a table of `uses`.
    """
    docs = as_documents(docs)
    used = uses(docs, terms, fold=fold) if used is None else used
    years = [when.period for when in periods(docs)]
    place = [str(doc.metadata[level].value) if level in doc.metadata else None for doc in docs]
    where = pd.DataFrame({"doc_id": [doc.doc_id for doc in docs], "year": years, "place": place}, dtype=object).dropna()
    if where.empty:
        return refused(CELLS, f"no article has a year and a {level}")
    of = where.groupby(["year", "place"]).size().rename("of_articles")
    seen = used[["formulation", "doc_id"]].drop_duplicates().merge(where, on="doc_id")
    names = sorted({*([terms] if isinstance(terms, str) else terms), *used["formulation"]})
    every = pd.DataFrame({"formulation": names}, dtype=object).merge(of.reset_index(), how="cross")
    articles = seen.groupby(["formulation", "year", "place"]).size().rename("articles")
    table = every.merge(articles.reset_index(), how="left", on=["formulation", "year", "place"])
    return _with_share(table.fillna({"articles": 0}).astype({"year": int, "articles": int, "of_articles": int}))[CELLS]


def _with_share(table: pd.DataFrame) -> pd.DataFrame:
    low, high = wilson(table["articles"].to_numpy(), table["of_articles"].to_numpy())
    return table.assign(share=table["articles"] / table["of_articles"], low=low, high=high)


def _cells(table: pd.DataFrame) -> pd.DataFrame:
    """The cells of the baseline under the names that the cells of a corpus have."""
    names = {"province": "place", "reports": "articles", "of_reports": "of_articles"}
    table = table.rename(columns=names) if "reports" in table else table
    return table if "formulation" in table else table.assign(formulation=table.attrs.get("formulation", ""))


def adoption(cells: pd.DataFrame, least: int = LEAST) -> pd.DataFrame:
    """One row per formulation: when and where it was first used, how far it spread, how fast, and what became of it.

    cells: the table of `place_year`, or `baseline(…, by="cell")`. first: the first year in which `least` articles from two
    places have it (empty: never), and first_places those of that year; places: with it from then on, of of_places that have
    articles, and their share; half: the year in which half of its places have had it, years_to_half from the first one;
    best, best_share: the year in which its share of articles is surely greatest, and that share; last: the last year with
    it; life: in words whether it is in use, fading, gone (a silence of two years or more with at least 30 articles, up to
    the end) or comes back. A return only in first years of five-year plans, when the list of guiding thoughts is recited in
    full, does not count as coming back. Silent is a year with it in less than 2% of its articles.

    >>> from tifaku.tables.baseline import baseline
    >>> row = adoption(baseline("六稳", by="cell")).iloc[0]  # 'six stabilities'; two reports of 2017 mean something else
    >>> print(row["first"], row["places"], row["half"], row["life"])
    2019 31 2019 gone since 2024
    """
    return _adoption(_by_formulation(cells), least)


class _Seen(NamedTuple):
    """A year and place that has articles: how many have the formulation, of how many."""

    year: int
    place: str
    articles: int
    of: int


def _by_formulation(table: pd.DataFrame) -> dict[str, list[_Seen]]:
    table, found = _cells(table), defaultdict(list)
    columns = (table[name].tolist() for name in ("formulation", "year", "place", "articles", "of_articles"))
    for name, *cell in zip(*columns):
        found[name].append(_Seen(*cell))
    return dict(sorted(found.items()))


def _adoption(cells: Mapping[str, list[_Seen]], least: int) -> pd.DataFrame:
    table = pd.DataFrame([_adopted(name, found, least) for name, found in cells.items()], columns=ADOPTION)
    return table.astype(dict.fromkeys(("first", "half", "years_to_half", "best", "last"), "Int64"))


def _adopted(name: str, cells: list[_Seen], least: int) -> tuple:
    of_places = len({cell.place for cell in cells})
    first = _first(cells, least)
    last = max((cell.year for cell in cells if cell.articles), default=None)
    if first is None:
        known = f"never in {least} articles of one year and two places"
        return name, None, "", 0, of_places, 0.0, None, None, None, None, last, known
    arrived = _arrivals(cells, first)
    half = sorted(arrived.values())[(len(arrived) - 1) // 2]
    years = _by_year(cells, first)
    best = max(years, key=lambda year: year.low)
    where = "、".join(sorted(place for place, year in arrived.items() if year == first))
    spread = (len(arrived), of_places, len(arrived) / of_places, half, half - first)
    return name, first, where, *spread, best.year, best.share, last, _life(years)


def _first(cells: list[_Seen], least: int) -> int | None:
    places = min(2, len({cell.place for cell in cells}))
    return first_sight(((cell.year, cell.place, cell.articles) for cell in cells), least, places)


def _arrivals(cells: list[_Seen], first: int) -> dict[str, int]:
    """The first year of each place from the first sight on."""
    arrived: dict[str, int] = {}
    for cell in sorted(cell for cell in cells if cell.articles and cell.year >= first):
        arrived.setdefault(cell.place, cell.year)
    return arrived


class _Year(NamedTuple):
    year: int
    articles: int
    of: int
    share: float
    low: float


def _by_year(cells: list[_Seen], first: int) -> list[_Year]:
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for cell in cells:
        if cell.year >= first:
            sums[cell.year][0] += cell.articles
            sums[cell.year][1] += cell.of
    k, n = np.array([sums[year] for year in sorted(sums)]).T
    low = wilson(k, n)[0].tolist()
    return [_Year(*row) for row in zip(sorted(sums), k.tolist(), n.tolist(), (k / n).tolist(), low)]


def _life(years: list[_Year]) -> str:
    """What the years since the first one tell, in words."""
    spells = _spells(years)
    silent, end = spells[-1]
    back = [run for (_, before), (quiet, run) in pairwise(spells) if not quiet and _is_silence(before)]
    told = [_told_back(back, max(year.share for year in years if year.year < back[0][0].year))] if back else []
    if silent:
        told.append(_told_end(end))
    elif not (back and back[-1] is end and len(end) <= 2):  # a return of the last years says it itself
        fading = years[-1].share < max(year.share for year in years) / 2
        best = max(years, key=lambda year: year.low).year
        told.append(f"fading since {best}" if fading else f"in use in {years[-1].year}")
    return "; ".join(told)


def _spells(years: list[_Year]) -> list[tuple[bool, list[_Year]]]:
    """Runs of years that are silent or not; a year whose share is above 2% but not surely so goes with the one before."""
    spells: list[tuple[bool, list[_Year]]] = []
    for year in years:
        silent = True if year.share < SILENT else False if year.low > SILENT or not spells else spells[-1][0]
        if not spells or spells[-1][0] != silent:
            spells.append((silent, []))
        spells[-1][1].append(year)
    return spells


def _told_back(back: list[list[_Year]], before: float) -> str:
    """Returns for a year or two that begin with a five-year plan, each of them, are recitals."""
    years = [run[0].year for run in back]
    listed = ", ".join(map(str, years))
    if before < KNOWN:
        return f"rises in {listed}, after single uses before"
    recited = all(year % 5 == 1 for year in years) and all(len(run) <= 2 for run in back)
    return f"comes back in {listed}" + (", first years of five-year plans: no revival" if recited else "")


def _told_end(silence: list[_Year]) -> str:
    since = silence[0].year
    if not _is_silence(silence):
        return f"hardly seen in {since}, which is too little to call it gone"
    return f"{'all but gone' if any(year.articles for year in silence) else 'gone'} since {since}"


def _is_silence(run: list[_Year]) -> bool:
    return len(run) >= 2 and sum(year.of for year in run) >= FEW


def at_large(names: str | Iterable[str], fold: bool = False) -> pd.DataFrame:
    """One row per formulation that local work reports have, those in most provinces first: its adoption outside these articles.

    names: strings, as the surfaces of formulas; those that the baseline does not count or has in no report have no row. The
    columns of `adoption`, from first (the year) to life, here of provinces and of 2,938 reports; basis says whether the string
    counts anywhere or in quotation marks only. Limits: those of `baseline`; reports see a coinage a year later.

    >>> print(at_large(["六稳", "九抓八推"])[["formulation", "first", "half", "life"]].to_string(index=False, header=False))
    六稳 2019 2019 gone since 2024
    """
    names = [names] if isinstance(names, str) else names
    known = {found.formulation: found for name in names if (found := counted(name, fold))}
    said = (name for name, found in sorted(known.items()) if any(local_hits(found)))
    seen = {name: [_Seen(*cell[:4]) for cell in local_cells(known[name])] for name in said}
    if not seen:
        return refused([*ADOPTION, "basis"], "the baseline has none of these formulations in a local work report")
    table = _adoption(seen, LEAST).assign(basis=[known[name].basis for name in seen])
    return table.sort_values(["places", "first", "formulation"], ascending=[False, True, True], ignore_index=True)


def best_known(large: pd.DataFrame) -> str:
    """Of a table of `at_large` the formulation that ever had the greatest share of a year's reports, "" if none had a first year.

    >>> best_known(at_large(["四个一批", "两学一做"]))  # 'four batches'; 'two studies, one action', in 84% of reports in 2017
    '两学一做'
    """
    known = large[large["first"].notna()].sort_values("best_share", ascending=False, kind="stable")
    return known["formulation"].iloc[0] if len(known) else ""


def lives_at_large(names: str | Iterable[str], since: int = 2003) -> pd.DataFrame:
    """One row per formulation and year from `since` on: its life in local work reports, in the columns of `lifecycle`.

    articles are reports, places provinces; n, first and last are left out. For `plot_lives` and `plot_heat`, beside or instead
    of the curves of one's own articles. Formulations that are not counted or in no report have no rows.
    """
    names = dict.fromkeys([names] if isinstance(names, str) else names)
    known = {name: list(local_hits(found)) for name in names if (found := counted(name))}
    of = {year: n for year, n in sorted(reports_by_year().items()) if year >= since}
    rows = [(name, *row) for name, hits in known.items() if hits for row in _by_period(hits, of)]
    columns = ["formulation", "period", "articles", "of_articles", "share", "low", "high", "places"]
    if not rows:
        return refused(columns, "The baseline has none of these formulations in a local work report.")
    table = _with_share(pd.DataFrame(rows, columns=["formulation", "period", "articles", "of_articles", "places"]))[columns]
    table.attrs["documents"] = "local work reports"
    return table


def _by_period(hits: Iterable[tuple[int, str, int]], of: Mapping[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Year, reports with it, of so many, and provinces with it, for each of the years."""
    reports, provinces = Counter[int](), Counter[int]()
    for year, province, n in hits:
        reports[year] += n
        provinces[year] += bool(province)
    for year, n in of.items():
        yield year, reports[year], n, provinces[year]


def lags(cells: pd.DataFrame, least: int = LEAST) -> pd.DataFrame:
    """One row per formulation and place that has it, the first ones first: formulation, place, first, lag, places.

    lag: years behind the first sight of the formulation (see `adoption`); places: how many have it up to and with that year,
    the adoption curve. A place without articles in a year could not be seen: lags of places with few articles are upper
    bounds. Formulations without a first sight have no rows.
    """
    rows = []
    for name, found in _by_formulation(cells).items():
        first = _first(found, least)
        arrived = sorted((year, place) for place, year in _arrivals(found, first).items()) if first is not None else []
        years = [year for year, _ in arrived]
        rows += [(name, place, year, year - first, bisect_right(years, year)) for year, place in arrived if first is not None]
    return pd.DataFrame(rows, columns=["formulation", "place", "first", "lag", "places"])


def births_and_deaths(lives: pd.DataFrame, least: int = LEAST) -> pd.DataFrame:
    """One row per formulation that is new or gone, in order of time: formulation, what, since, articles before and after, p, q.

    lives: a table of `lifecycle` by time. new: the first period with `least` articles, where earlier ones together have fewer;
    gone: the period after the last one with `least` articles. Only those are rows whose articles before and from then on
    differ by Fisher's exact test (two-sided) with q < 0.05, q after Benjamini & Hochberg (1995) over all that were tested;
    before, of_before, after, of_after are the counts it was made of.

    Limit: the period is chosen where the counts change, so p is too small for a single formulation; first and last periods of
    a corpus can show nobody's birth or death.
    """
    columns = ["formulation", "what", "since", "before", "of_before", "after", "of_after"]
    if lives.attrs.get("period", "year") not in MONTHS:
        return refused([*columns, "p", "q"], "births and deaths need periods of time")
    rows = []
    for name, group in lives.groupby("formulation", sort=True):
        k, n = group["articles"].to_numpy(), group["of_articles"].to_numpy()
        enough = np.flatnonzero(k >= least)
        if len(enough) and enough[0] > 0 and k[: enough[0]].sum() < least:
            rows.append((name, "new", *_split(group, k, n, enough[0])))
        if len(enough) and enough[-1] + 1 < len(k) and k[enough[-1] + 1 :].sum() < least:
            rows.append((name, "gone", *_split(group, k, n, enough[-1] + 1)))
    table = _tested(pd.DataFrame(rows, columns=columns))
    rises = table["after"] / table["of_after"] > table["before"] / table["of_before"]
    table = table[(table["q"] < 0.05) & (rises == (table["what"] == "new"))]
    return table.sort_values(["since", "what", "p", "formulation"], kind="stable", ignore_index=True)


def halves(lives: pd.DataFrame) -> pd.DataFrame:
    """One row per formulation: whether its share differs between the two halves of the corpus, the surest first.

    The periods are cut in two where the articles are most nearly halved (attrs["from"]: the first period of the second half).
    before, of_before, after, of_after: articles with it, of all; p: Fisher's exact test, two-sided; q: after Benjamini &
    Hochberg (1995). Limit: articles are taken as drawn independently.
    """
    size = lives.groupby("period", sort=True)["of_articles"].first()
    columns = ["formulation", "since", "before", "of_before", "after", "of_after"]
    if len(size) < 2 or lives.attrs.get("period", "year") not in MONTHS:
        return refused([*columns, "p", "q"], "the halves of a curve need at least two periods of time")
    at = int((size.cumsum() - size.sum() / 2).abs().to_numpy()[:-1].argmin()) + 1
    rows = []
    for name, group in lives.groupby("formulation", sort=True):
        rows.append((name, *_split(group, group["articles"].to_numpy(), group["of_articles"].to_numpy(), at)))
    table = _tested(pd.DataFrame(rows, columns=columns)).sort_values(["p", "formulation"], kind="stable", ignore_index=True)
    table.attrs["from"] = size.index[at]
    return table


def _split(group: pd.DataFrame, k: np.ndarray, n: np.ndarray, at: int) -> tuple:
    return group["period"].iloc[at], int(k[:at].sum()), int(n[:at].sum()), int(k[at:].sum()), int(n[at:].sum())


def _tested(table: pd.DataFrame) -> pd.DataFrame:
    rows = zip(*(table[name] for name in ("before", "of_before", "after", "of_after")))
    p = np.array([fisher(*row) for row in rows], dtype=float)
    return table.assign(p=p, q=false_discovery(p))


def compared(lives: pd.DataFrame, source: str = "local", fold: bool = False) -> pd.DataFrame:
    """One row per formulation, the most amplified first: its share here against the baseline of the same years.

    lives: a table of `lifecycle` by year. articles, of_articles, share, low, high: here, in the years that the baseline knows;
    expected: the share that the baseline's years give with the weights of this corpus; ratio: share / expected. reading:
    amplified (low is above expected), ignored (high is below), as elsewhere, or not counted in the baseline.

    Limit: the baseline's own error (some 200 reports a year) is not in the interval; a source of another genre has other
    shares. Compare articles with xwlb_item.
    """
    columns = ["formulation", "articles", "of_articles", "share", "low", "high", "expected", "ratio", "reading"]
    if lives.attrs.get("period", "year") != "year":
        return refused(columns, "the baseline is by year: make the table with period='year'")
    here: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for name, *cell in zip(*(lives[column].tolist() for column in ("formulation", "period", "articles", "of_articles"))):
        here[name].append((cell[0], cell[1], cell[2]))
    rows = []
    for name, years in sorted(here.items()):
        known = counted(name, fold)
        there = years_of(known, source) if known else {}
        both = [(k, n, *there.get(year, (nan, nan))[:2]) for year, k, n in years if not known or year in there]
        k, n = sum(cell[0] for cell in both), sum(cell[1] for cell in both)
        expected = sum(documents / of_there * of for _, of, documents, of_there in both) / n if n else nan
        rows.append((name, k, n, expected, known is not None))
    table = pd.DataFrame(rows, columns=["formulation", "articles", "of_articles", "expected", "counted"])
    table = _with_share(table)
    table["ratio"] = table["share"] / table["expected"].where(table["expected"] > 0)
    table["reading"] = [_reading(row) for row in table.itertuples()]
    return table[columns].sort_values(["ratio", "formulation"], ascending=[False, True], kind="stable", ignore_index=True)


def _reading(row) -> str:
    if not row.counted:
        return "not counted in the baseline"
    if not row.of_articles:
        return "no article of a year that the baseline knows"
    return "amplified" if row.low > row.expected else "ignored" if row.high < row.expected else "as elsewhere"
