"""Figures of formulas: verdicts, which formula stands in which article, and in which years and places formulations are seen."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from tifaku.figures.fonts import printable
from tifaku.figures.lettering import article_key, count_rows, glosses_of, letter, listed, name_rows, row_height
from tifaku.figures.style import AIR, BLUE, GREY, HALF, INK, PAGE, PAPER, SMALL, TEXT, VERDICTS, Picture, empty, page, styled

IN_WORDS = {
    "complete": "all components stated", "probable": "probably all", "partial": "some stated", "unresolved": "none stated",
    "not_applicable": "counts no set",
}  # fmt: skip


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
    title = f"{complete} of {total} formula occurrences are fully explained in their own article"
    note = f"Occurrences by verdict; {min(most, len(counts))} of {len(counts)} {'articles' if by == 'doc_id' else 'kinds'}."
    counts = counts.head(most)
    fig = page(title, note + " General knowledge does not count.", width, row_height(len(counts)), _room(width))
    axes = fig.add_subplot()
    left, widest = 0 * counts["complete"], counts.sum(axis=1).max()
    for verdict, colour in VERDICTS.items():
        axes.barh(range(len(counts)), counts[verdict], left=left, height=0.68, color=colour, edgecolor=GREY, linewidth=0.5)
        _count_inside(axes, left, counts[verdict], PAPER if verdict == "complete" else INK, widest)
        left = left + counts[verdict]
    name_rows(axes, [str(name).replace("_", " ") for name in counts.index])
    count_rows(axes, {"all": [f"{n:,}" for n in counts.sum(axis=1)]})
    axes.set(xlabel="formula occurrences", xlim=(0, widest * 1.01))
    _key(fig)
    fig.alt = "Stacked bar chart: " + listed((IN_WORDS[v], int((formulas["verdict"] == v).sum())) for v in VERDICTS)
    return fig


def _count_inside(axes, left, counts, colour: str, widest: int) -> None:
    for row, (start, n) in enumerate(zip(left, counts)):
        if n > widest * 0.02:
            axes.text(start + n / 2, row, f"{n}", color=colour, size=SMALL, ha="center", va="center_baseline")


def _room(width: float) -> list[str]:
    """Empty lines of the foot for the key of verdicts."""
    return [""] * (1 if width > HALF else 3)


def _key(fig: Picture) -> None:
    handles = [Patch(facecolor=colour, edgecolor=GREY, linewidth=0.5) for colour in VERDICTS.values()]
    rows = len(_room(fig.get_figwidth()))
    fig.legend(
        handles, [IN_WORDS[verdict] for verdict in VERDICTS], ncols=5 if rows == 1 else 2, loc="upper left",
        handlelength=1, handleheight=1,
        bbox_to_anchor=(0, (fig.bottom - AIR / 72) / fig.get_figheight()), borderpad=0.1, borderaxespad=0,
        columnspacing=1.2, labelspacing=0.3,
    )  # fmt: skip


@styled
def plot_formula_matrix(formulas, titles: Mapping[str, str] | None = None, most: int = 25, width: float = PAGE) -> Picture:
    """Which formula stands in which article: a cell per pair, with its number of occurrences and its best verdict.

    formulas: one row per formula occurrence; titles: the articles' titles by doc_id, for the key below. The formulas in
    most articles come first; at most `most` formulas and 26 articles (those with most formulas) are shown.
    """
    title = "Formulas and the articles they stand in"
    if formulas.empty:
        return empty(title, "No formula was found.", width)
    counts = formulas.groupby(["surface", "doc_id"]).size().unstack(fill_value=0)
    docs = sorted(counts.sum().sort_values(ascending=False, kind="stable").index[:26])
    surfaces = _arranged(counts, docs, most)
    best = _best_verdicts(formulas)
    shared = int(((counts > 0).sum(axis=1) > 1).sum())
    head = f"{shared} of {len(counts)} formulas {'stands' if shared == 1 else 'stand'} in more than one article"
    key = article_key(docs, titles or {}, width)
    note = f"{len(surfaces)} of {len(counts)} formulas, {len(docs)} of {counts.shape[1]} articles. Number: occurrences."
    fig = page(head, note, width, row_height(len(surfaces)), [*_room(width), "", *key])
    axes = fig.add_subplot()
    for row, surface in enumerate(surfaces):
        for column, doc in enumerate(docs):
            if n := counts.loc[surface, doc]:
                _cell(axes, column, row, n, best[surface, doc])
    name_rows(axes, surfaces)
    axes.set(xlim=(-0.5, max(len(docs), round(width * 1.6)) - 0.5))
    axes.set_xticks(range(len(docs)), [letter(i) for i in range(len(docs))], size=TEXT)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.hlines([row + 0.5 for row in range(len(surfaces))], -0.5, len(docs) - 0.5, color="#E8E8E8", linewidth=0.5, zorder=0)
    _key(fig)
    fig.alt = "Matrix of formulas and articles: " + listed(
        (printable(s, 30), "in " + ", ".join(printable(d, 30) for d in docs if counts.loc[s, d])) for s in surfaces
    )
    return fig


def _arranged(counts, docs: list[str], most: int) -> list[str]:
    """The formulas in most articles, most frequent first; those of one article only stand together."""
    spread, total = (counts > 0).sum(axis=1), counts.sum(axis=1)
    order = sorted(counts.index, key=lambda s: (-spread[s], -total[s], s))
    chosen = [surface for surface in order if counts.loc[surface, docs].any()][:most]
    return sorted(chosen, key=lambda s: (-spread[s], (counts.loc[s, docs] > 0).tolist().index(True), -total[s], s))


def _best_verdicts(formulas) -> dict[tuple[str, str], str]:
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    rows = formulas.assign(rank=formulas["verdict"].map(rank)).sort_values("rank", kind="stable")
    return rows.groupby(["surface", "doc_id"])["verdict"].first().to_dict()


def _cell(axes, column: int, row: int, n: int, verdict: str) -> None:
    colour = VERDICTS[verdict]
    axes.add_patch(Rectangle((column - 0.44, row - 0.4), 0.88, 0.8, facecolor=colour, edgecolor=GREY, linewidth=0.5))
    ink = PAPER if verdict == "complete" else INK
    axes.text(column, row, f"{n}", ha="center", va="center_baseline", size=SMALL, color=ink)


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
    fig = page(f"{only} of {all_} formulations occur in one place only", _note(top, places), width, row_height(len(top)))
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
