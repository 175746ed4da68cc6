"""Spread: when formulas were used, and which are of one place only."""

from __future__ import annotations

from tifaku.figures.alt import listed
from tifaku.figures.fonts import printable
from tifaku.figures.rows import count_rows, glosses_of, name_rows, row_height
from tifaku.figures.style import BLUE, GREY, HALF, PAGE, Picture, empty, page, styled

SHARED = "#C6DBEF"  # ColorBrewer, Blues 5 (Brewer 2003)


@styled
def plot_timeline(diffusion, most: int = 20, width: float = PAGE) -> Picture:
    """A row per formula with a dot per year, its area growing with the number of occurrences, first year to last.

    diffusion: one row per formula, place and year with surface, place, year and n. The years are those of these articles; a
    formula may well be older. Rows without a year are left out, and counted in the note.
    """
    title = "Formulas over the years"
    dated = diffusion.dropna(subset=["year"]) if not diffusion.empty else diffusion
    if dated.empty:
        return empty(title, "No occurrence has a year.", width)
    dated = dated.assign(year=dated["year"].astype(int))
    years = dated.groupby(["surface", "year"])["n"].sum()
    life = dated.groupby("surface").agg(n=("n", "sum"), places=("place", "nunique"), first=("year", "min"), last=("year", "max"))
    top = life.sort_values(["n", "places"], ascending=False, kind="stable").head(most).sort_values(["first", "last"], kind="stable")
    lost = int(diffusion["n"].sum() - dated["n"].sum())
    note = f"{len(top)} of {len(life)} formulas, by first year. Dot area: occurrences. {lost:,} occurrences without a year left out."
    longest = (life["last"] - life["first"]).idxmax()
    fig = page(_span_in_words(longest, life.loc[longest]), note, width, row_height(len(top)))
    axes = fig.add_subplot(xlabel="year")
    dot = min(10.0, 150 / years.max())  # square points an occurrence
    axes.hlines(range(len(top)), top["first"], top["last"], color=BLUE, linewidth=0.8)
    for row, surface in enumerate(top.index):
        axes.scatter(years[surface].index, [row] * len(years[surface]), s=dot * years[surface], c=BLUE, linewidths=0)
    name_rows(axes, list(top.index), glosses_of(dated.drop_duplicates("surface").set_index("surface").loc[top.index]))
    count_rows(axes, {"n": [f"{n:,}" for n in top["n"]], "places": [f"{n:,}" for n in top["places"]]})
    axes.set_xlim(dated["year"].min() - 0.6, dated["year"].max() + 0.6)
    axes.xaxis.get_major_locator().set_params(integer=True, nbins=10 if width > HALF else 5)
    axes.grid(axis="x")
    fig.alt = "Timeline: " + listed((printable(row.Index, 30), _years(row)) for row in top.itertuples())
    return fig


def _span_in_words(surface: str, life) -> str:
    if life.first == life.last:
        return "No formula is seen in more than one year"
    return f"{printable(surface, 20)} is used longest in these articles: {_years(life)}"


def _years(life) -> str:
    return f"{life.first}" if life.first == life.last else f"{life.first}–{life.last}"


@styled
def plot_places(diffusion, most: int = 25, width: float = PAGE) -> Picture:
    """A bar per place: how many formulas its articles have, and how many of them stand in no other place of the table.

    diffusion: one row per formula, place and year with surface and place. "Only here" holds for these articles: the fewer places
    they come from, the more formulas look local.
    """
    title = "Formulas by place"
    known = diffusion.dropna(subset=["place"]).drop_duplicates(["surface", "place"]) if not diffusion.empty else diffusion
    if known.empty:
        return empty(title, "No occurrence has a place.", width)
    known = known.assign(only=~known["surface"].duplicated(keep=False))
    places = known.groupby("place")["only"].agg(["sum", "size"]).rename(columns={"sum": "only", "size": "all"})
    top = places.sort_values(["all", "only"], ascending=False, kind="stable").head(most)
    only, all_ = int(known["only"].sum()), known["surface"].nunique()
    fig = page(f"{only} of {all_} formulas stand in one place only", _note(top, places), width, row_height(len(top)))
    axes = fig.add_subplot()
    axes.set_xlabel("formulas (each counted once a place)", loc="right")
    axes.barh(range(len(top)), top["only"], height=0.68, color=BLUE)
    axes.barh(range(len(top)), top["all"] - top["only"], left=top["only"], height=0.68, color=SHARED, edgecolor=GREY, linewidth=0.4)
    name_rows(axes, list(top.index))
    count_rows(axes, {"only here": [f"{n:,}" for n in top["only"]], "all": [f"{n:,}" for n in top["all"]]})
    axes.xaxis.get_major_locator().set_params(integer=True)
    fig.alt = "Bar chart of places: " + listed((printable(r.Index, 20), f"{r.all} formulas, {r.only} only here") for r in top.itertuples())
    return fig


def _note(top, places) -> str:
    return f"{len(top)} of {len(places)} places. Dark: formulas found only here; light: found elsewhere too."
