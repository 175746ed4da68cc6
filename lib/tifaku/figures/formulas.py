"""Figures of formulas: what articles state of them, and in which years and places formulations are seen."""

from __future__ import annotations

from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from tifaku.figures.fonts import printable
from tifaku.figures.lettering import count_rows, glosses_of, listed, name_rows, row_height
from tifaku.figures.style import AIR, BLUE, GREY, HALF, INK, PAGE, PAPER, SMALL, VERDICTS, Picture, empty, page, styled
from tifaku.text.texts import span

IN_WORDS = {
    "complete": "all components stated", "probable": "probably all", "partial": "some stated", "unresolved": "none stated",
    "not_applicable": "counts no set",
}  # fmt: skip


THOUSANDS = StrMethodFormatter("{x:,.0f}")


@styled
def plot_verdicts(formulas, by: str = "kind", most: int = 30, width: float = PAGE) -> Picture:
    """A stacked bar per kind of formula (or per article, by="doc_id"): how many occurrences have which verdict.

    formulas: one row per formula occurrence, as formulas_table gives it. The verdict is about the article itself: a
    formula everybody knows is unresolved where the article doesn't say what it stands for.
    """
    title = "What the articles state of their formulas"
    if formulas.empty:
        return empty(title, "No formula was found.", width)
    counts = formulas.groupby([by, "verdict"]).size().unstack(fill_value=0).reindex(columns=list(VERDICTS), fill_value=0)
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    total, complete = int(counts.to_numpy().sum()), int(counts["complete"].sum())
    title = f"{complete:,} of {total:,} formula occurrences are fully explained in their own article"
    note = f"Occurrences by verdict; {min(most, len(counts))} of {len(counts)} {'articles' if by == 'doc_id' else 'kinds'}."
    counts = counts.head(most)
    fig = page(title, note + " General knowledge does not count.", width, row_height(len(counts)), room_of_verdicts(width))
    axes = fig.add_subplot()
    left, widest = 0 * counts["complete"], counts.sum(axis=1).max()
    for verdict, colour in VERDICTS.items():
        axes.barh(range(len(counts)), counts[verdict], left=left, height=0.68, color=colour, edgecolor=GREY, linewidth=0.5)
        _count_inside(axes, left, counts[verdict], PAPER if verdict == "complete" else INK, widest)
        left = left + counts[verdict]
    name_rows(axes, [str(name).replace("_", " ") for name in counts.index])
    count_rows(axes, {"all": [f"{n:,}" for n in counts.sum(axis=1)]})
    axes.set(xlabel="formula occurrences", xlim=(0, widest * 1.01))
    axes.xaxis.set_major_formatter(THOUSANDS)
    verdict_key(fig)
    fig.alt = "Stacked bar chart: " + listed((IN_WORDS[v], int((formulas["verdict"] == v).sum())) for v in VERDICTS)
    return fig


def _count_inside(axes, left, counts, colour: str, widest: int) -> None:
    for row, (start, n) in enumerate(zip(left, counts)):
        if n > widest * 0.02:
            axes.text(start + n / 2, row, f"{n:,}", color=colour, size=SMALL, ha="center", va="center_baseline")


def room_of_verdicts(width: float) -> list[str]:
    """Empty lines of the foot for the key of verdicts."""
    return [""] * (1 if width > HALF else 3)


def verdict_key(fig: Picture) -> None:
    """Write the key of verdicts into the foot of a figure."""
    handles = [Patch(facecolor=colour, edgecolor=GREY, linewidth=0.5) for colour in VERDICTS.values()]
    rows = len(room_of_verdicts(fig.get_figwidth()))
    fig.legend(
        handles, [IN_WORDS[verdict] for verdict in VERDICTS], ncols=5 if rows == 1 else 2, loc="upper left",
        handlelength=1, handleheight=1,
        bbox_to_anchor=(0, (fig.bottom - AIR / 72) / fig.get_figheight()), borderpad=0.1, borderaxespad=0,
        columnspacing=1.2, labelspacing=0.3,
    )  # fmt: skip


SHARED = "#C6DBEF"  # ColorBrewer, Blues 5 (Brewer 2003)


@styled
def plot_timeline(spread, most: int = 20, width: float = PAGE) -> Picture:
    """A timeline: a row per formulation from its first year to its last, each year a dot whose area shows the occurrences.

    spread: one row per formulation, place and year with formulation, place, year and n, as diffusion.spread gives it. The
    years are those of these articles; a formulation may well be older. Those of most years are drawn, at most `most`; a
    formulation of one year has no span, and where there is no other, a sentence says so. Rows without a year are counted.
    """
    title = "Formulations over the years"
    dated = spread.dropna(subset=["year"]) if not spread.empty else spread
    if dated.empty:
        return empty(title, "No occurrence has a year.", width)
    dated = dated.assign(place=dated["place"].replace("", None), year=dated["year"].astype(int))
    years = dated.groupby(["formulation", "year"])["n"].sum()
    life = dated.groupby("formulation").agg(
        n=("n", "sum"), places=("place", "nunique"), years=("year", "nunique"), first=("year", "min"), last=("year", "max")
    )
    lasting = life[life["years"] > 1]
    if lasting.empty:
        return empty(title, "No formulation is seen in more than one year.", width)
    order = lasting.sort_values(["years", "n", "places"], ascending=False, kind="stable").head(most)
    top = order.sort_values(["first", "last"], kind="stable")
    lost = int(spread["n"].sum() - dated["n"].sum())
    undated = f" {lost:,} occurrences without a year left out." if lost else ""
    note = f"{len(top)} of {len(lasting):,} formulations of several years, by first year. Dot area: occurrences.{undated}"
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
    return f"{printable(surface, 20)} is used longest in these articles: {_years(life)}"


def _years(life) -> str:
    return span(life.first, life.last)


@styled
def plot_places(spread, most: int = 25, width: float = PAGE) -> Picture:
    """A bar per place: how many formulations its articles have, and how many of them stand in no other place of the table.

    spread: one row per formulation, place and year, as diffusion.spread gives it; formulation and place suffice. "Only here"
    holds for these articles: the fewer places they come from, the more formulations look local. Where all do, a sentence
    counts them. The places with most formulations are drawn, at most `most`.
    """
    title = "Formulations by place"
    known = spread[spread["place"].fillna("") != ""].drop_duplicates(["formulation", "place"]) if not spread.empty else spread
    if known.empty:
        return empty(title, "No occurrence has a place.", width)
    known = known.assign(only=~known["formulation"].duplicated(keep=False))
    places = known.groupby("place")["only"].agg(["sum", "size"]).rename(columns={"sum": "only", "size": "all"})
    places = places.sort_values(["all", "only"], ascending=False, kind="stable")
    only, all_ = int(known["only"].sum()), known["formulation"].nunique()
    if only == all_:
        counts = listed(zip((printable(place, 20) for place in places.index), places["all"]))
        return empty(title, f"No formulation is seen in two places; each has its own: {counts}.", width)
    top = places.head(most)
    fig = page(f"{only:,} of {all_:,} formulations occur in one place only", _note(top, places), width, row_height(len(top)))
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
    return f"{len(top)} of {len(places):,} places. Dark: formulations found only here; light: found elsewhere too."
