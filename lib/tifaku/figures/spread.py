"""Spread: when formulations were used, and which are of one place only."""

from __future__ import annotations

from matplotlib.ticker import MaxNLocator

from tifaku.figures.alt import listed
from tifaku.figures.fonts import printable
from tifaku.figures.rows import count_rows, glosses_of, name_rows, row_height
from tifaku.figures.style import BLUE, GREY, HALF, PAGE, Picture, empty, page, styled

SHARED = "#C6DBEF"  # ColorBrewer, Blues 5 (Brewer 2003)


@styled
def plot_timeline(spread, most: int = 20, width: float = PAGE) -> Picture:
    """A timeline: a row per formulation from its first year to its last, each year a dot whose area shows the occurrences.

    spread: one row per formulation, place and year with formulation, place, year and n, as diffusion.spread gives it. The
    years are those of these articles; a formulation may well be older. Rows without a year are left out, and counted.
    """
    title = "Formulations over the years"
    dated = spread.dropna(subset=["year"]) if not spread.empty else spread
    if dated.empty:
        return empty(title, "No occurrence has a year.", width)
    dated = dated.assign(place=dated["place"].replace("", None), year=dated["year"].astype(int))
    years = dated.groupby(["formulation", "year"])["n"].sum()
    life = dated.groupby("formulation").agg(
        n=("n", "sum"), places=("place", "nunique"), first=("year", "min"), last=("year", "max")
    )
    top = (
        life.sort_values(["n", "places"], ascending=False, kind="stable").head(most).sort_values(["first", "last"], kind="stable")
    )
    lost = int(spread["n"].sum() - dated["n"].sum())
    undated = f" {lost:,} occurrences without a year left out." if lost else ""
    note = f"{len(top)} of {len(life)} formulations, by first year. Dot area: occurrences.{undated}"
    longest = (life["last"] - life["first"]).idxmax()
    fig = page(_span_in_words(longest, life.loc[longest]), note, width, row_height(len(top)))
    axes = fig.add_subplot(xlabel="year")
    dot = min(10.0, 150 / years.max())  # square points per occurrence
    axes.hlines(range(len(top)), top["first"], top["last"], color=BLUE, linewidth=0.8)
    for row, surface in enumerate(top.index):
        axes.scatter(years[surface].index, [row] * len(years[surface]), s=dot * years[surface], c=BLUE, linewidths=0)
    name_rows(axes, list(top.index), glosses_of(dated.drop_duplicates("formulation").set_index("formulation").loc[top.index]))
    count_rows(axes, {"n": [f"{n:,}" for n in top["n"]], "places": [f"{n:,}" for n in top["places"]]})
    axes.set_xlim(dated["year"].min() - 0.6, dated["year"].max() + 0.6)
    axes.xaxis.set_major_locator(MaxNLocator(10 if width > HALF else 5, integer=True))
    axes.grid(axis="x")
    fig.alt = "Timeline: " + listed((printable(row.Index, 30), _years(row)) for row in top.itertuples())
    return fig


def _span_in_words(surface: str, life) -> str:
    if life.first == life.last:
        return "No formulation is seen in more than one year"
    return f"{printable(surface, 20)} is used longest in these articles: {_years(life)}"


def _years(life) -> str:
    return f"{life.first}" if life.first == life.last else f"{life.first}–{life.last}"


@styled
def plot_places(spread, most: int = 25, width: float = PAGE) -> Picture:
    """A bar per place: how many formulations its articles have, and how many of them stand in no other place of the table.

    spread: one row per formulation, place and year, as diffusion.spread gives it; formulation and place suffice. "Only here"
    holds for these articles: the fewer places they come from, the more formulations look local.
    """
    title = "Formulations by place"
    known = spread[spread["place"].fillna("") != ""].drop_duplicates(["formulation", "place"]) if not spread.empty else spread
    if known.empty:
        return empty(title, "No occurrence has a place.", width)
    known = known.assign(only=~known["formulation"].duplicated(keep=False))
    places = known.groupby("place")["only"].agg(["sum", "size"]).rename(columns={"sum": "only", "size": "all"})
    top = places.sort_values(["all", "only"], ascending=False, kind="stable").head(most)
    only, all_ = int(known["only"].sum()), known["formulation"].nunique()
    fig = page(f"{only} of {all_} formulations stand in one place only", _note(top, places), width, row_height(len(top)))
    axes = fig.add_subplot()
    axes.set_xlabel("formulations (each counted once a place)", loc="right")
    axes.barh(range(len(top)), top["only"], height=0.68, color=BLUE)
    axes.barh(
        range(len(top)), top["all"] - top["only"], left=top["only"], height=0.68, color=SHARED, edgecolor=GREY, linewidth=0.4
    )
    name_rows(axes, list(top.index))
    count_rows(axes, {"only here": [f"{n:,}" for n in top["only"]], "all": [f"{n:,}" for n in top["all"]]})
    axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    fig.alt = "Bar chart of places: " + listed(
        (printable(r.Index, 20), f"{r.all} formulations, {r.only} only here") for r in top.itertuples()
    )
    return fig


def _note(top, places) -> str:
    return f"{len(top)} of {len(places)} places. Dark: formulations found only here; light: found elsewhere too."
