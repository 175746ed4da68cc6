"""Lives: the curves of formulations over time, the places that have them, and the biography of one on a page."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from scipy.special import xlogy

from tifaku.figures.fonts import printable
from tifaku.figures.lettering import count_rows, glosses_of, listed, name_ends, name_rows
from tifaku.figures.style import BLUE, GREY, HALF, INK, PAGE, PAPER, RULE, SKY, SMALL, VERMILION, Picture, empty, page, styled
from tifaku.gazetteer.glosses import page_gloss
from tifaku.text import lexicons
from tifaku.text.texts import span

FEW = 30  # below so many articles a period's share is an example, not a rate, and its point is hollow
LEAST = 3  # so many articles of a period are a birth
CURVE = 0.36  # inches that the curve of one formulation is high
STEPS = ("#E8F1F8", "#BBD7EA", "#7FB4D8", "#2B74A9", "#0B4F86")  # from few to many; ink on the first three, paper on the others


def _births(table) -> dict:
    """The first period of each formulation in which three articles have it, else, where none is so large, in which any has.

    A single article may mean something else by the same string.
    """
    seen = table[table["articles"] > 0]
    first = seen.groupby("formulation")["period"].min()
    return {**first, **seen[seen["articles"] >= LEAST].groupby("formulation")["period"].min()}


def _telling(table, most: int) -> list[str]:
    """The formulations whose share changes most from period to period, in order of their births; of groups by that difference.

    The measure is G² of articles with and without them against one share for all periods (Dunning 1993): a wide and a surely
    known change come first, a flat line and a chance hit last.
    """
    of = table.groupby("formulation")[["articles", "of_articles"]].transform("sum")
    share, k, n = of["articles"] / of["of_articles"], table["articles"], table["of_articles"]
    without = xlogy(n - k, (n - k).clip(lower=0)) - xlogy(n - k, n) - xlogy(n - k, 1 - share)
    g2 = 2 * (xlogy(k, k) - xlogy(k, n) - xlogy(k, share) + without)
    change = g2.groupby(table["formulation"]).sum().round(6)
    ever = table.groupby("formulation")["articles"].sum()
    top = sorted(ever[ever > 0].index, key=lambda name: (-change[name], -ever[name], name))[:most]
    if _whose(table) == "group":
        return top
    births = _births(table)
    return sorted(top, key=lambda name: (births[name], name))


def _documents(table) -> str:
    return table.attrs.get("documents", "articles")


def _whose(table) -> str:
    """What a row counts the articles of: a period, or a group of the reader's own."""
    return "period" if table.attrs.get("period", "year") in ("year", "half", "quarter", "month") else "group"


def _glossed(table, names: list[str]) -> list[str]:
    return glosses_of(table.drop_duplicates("formulation").set_index("formulation").reindex(names))


def _no_curve(table, title: str, width: float) -> Picture | None:
    if table.empty or not (table["articles"] > 0).any():
        return empty(title, table.attrs.get("notice") or "No article of a known period has any of them.", width)
    if table["period"].nunique() == 1:
        return empty(title, f"All {_documents(table)} are of one {_whose(table)}: a point, not a curve.", width)
    if (of := int(table.drop_duplicates("period")["of_articles"].sum())) < FEW:
        said = f"Only {of} {_documents(table)} are of a known {_whose(table)}: too few for shares, which are drawn from {FEW} on."
        return empty(title, said, width)
    return None


def _axis(axes: Axes, periods: list, width: float) -> dict:
    """Years stand at their distances, other periods side by side; the place of each on the axis."""
    if all(isinstance(period, int) for period in periods):
        axes.xaxis.set_major_locator(MaxNLocator(8 if width > HALF else 4, integer=True))
        axes.set_xlim(min(periods) - 0.6, max(periods) + 0.6)
        return {period: period for period in periods}
    every = -(-len(periods) // (6 if width > HALF else 2))
    upright = len(periods) > 6 and not any(str(name)[:4].isdecimal() for name in periods)  # names, which all matter
    every = -(-len(periods) // 60) if upright else every
    names = [printable(str(name), 10) for name in periods[::every]]
    axes.set_xticks(range(0, len(periods), every), names, rotation=90 if upright else 0, size=SMALL)
    axes.set_xlim(-0.6, len(periods) - 0.4)
    return {period: at for at, period in enumerate(periods)}


def _place_on(at: dict, period) -> float:
    """Where a period stands on the axis; numpy's whole numbers are whole numbers, too."""
    return at[int(period) if hasattr(period, "__index__") else str(period)]


def _periods(table) -> list:
    return [int(one) if hasattr(one, "__index__") else str(one) for one in sorted(table["period"].unique())]


@styled
def plot_lives(table, most: int = 12, width: float = PAGE) -> Picture:
    """Life curves: a row per formulation, sorted by birth, with its share of the articles of each period and 95% interval.

    table: one row per formulation and period with articles, of_articles, share, low and high, as lifecycle gives it. Drawn are
    at most `most` formulations, those whose share surely changes most; a sentence stands where all periods together have
    fewer than 30 articles. A hollow point rests on fewer than 30 articles. A period without articles has no point, and the
    line passes it by.
    """
    title = "The life of formulations"
    if nothing := _no_curve(table, title, width):
        return nothing
    names, periods = _telling(table, most), _periods(table)
    said = (
        f"{_chosen(table, names)} Share of a {_whose(table)}'s {_documents(table)}, each row from 0 to 100%, with 95% interval."
    )
    note = f"{said} Hollow: fewer than {FEW}."
    rows = {name: table[table["formulation"] == name] for name in names}
    best = {name: row.loc[row["share"].idxmax()] for name, row in rows.items()}
    fig = page(_born(table, names), note, width, (max(len(names), 2) + 0.4) * CURVE + 0.35)
    axes = fig.add_subplot()
    at = _axis(axes, periods, width)
    for row, name in enumerate(names):
        _curve(axes, rows[name], at, row)
    name_rows(axes, names, _glossed(table, names))
    count_rows(
        axes, {"best": [f"{best[name]['share']:.0%}" for name in names], "in": [str(best[name]["period"]) for name in names]}
    )
    fig.alt = "Life curves, best share: " + listed(
        (printable(name, 30), f"{best[name]['share']:.0%} in {best[name]['period']}") for name in names
    )
    return fig


def _chosen(table, names: list[str]) -> str:
    """What is drawn, of how many."""
    of = table["formulation"].nunique()
    return f"{len(names)} of {of:,} formulations" + (", those whose share changes most." if len(names) < of else ".")


def _born(table, names: list[str]) -> str:
    newest, last = names[-1], table["period"].max()
    if _whose(table) == "group":
        return f"{len(names)} formulations, by group"
    birth = f"The newest of these {len(names)} is {printable(newest, 20)}, in use since {_births(table)[newest]}"
    return f"{birth}; the {_documents(table)} end in {last}"


def _curve(axes: Axes, rows, at: dict, row: int, high: float = 0.8, foot: float = 0.4) -> None:
    """One curve on the band from row + foot (0%) up to row + foot - high (100%)."""
    x = [_place_on(at, period) for period in rows["period"]]
    low, share, top = (row + foot - high * rows[name].to_numpy() for name in ("low", "share", "high"))
    few = (rows["of_articles"] < FEW).to_numpy()
    axes.axhline(row + foot, color=RULE, linewidth=0.5, zorder=0)
    axes.fill_between(x, low, top, color=SKY, alpha=0.3, linewidth=0)
    axes.plot(x, share, color=BLUE, linewidth=0.9)
    axes.scatter(x, share, s=6, c=[PAPER if one else BLUE for one in few], edgecolors=BLUE, linewidths=0.5, zorder=3)


@styled
def plot_heat(table, most: int = 30, width: float = PAGE) -> Picture:
    """A heat map of formulations by periods: the area of a square is the share of the period's articles, full at 100%.

    table: as lifecycle gives it; its formulations are chosen as plot_lives does. A dot is a period with articles and none
    that has it, a blank one without articles, a hollow square a share of fewer than 30 articles.
    """
    title = f"Formulations by {_whose(table)}"
    if nothing := _no_curve(table, title, width):
        return nothing
    names, periods = _telling(table, most), _periods(table)
    note = f"{_chosen(table, names)} Area of a square: share of the {_whose(table)}'s {_documents(table)}."
    note += f" Dot: none. Hollow: of fewer than {FEW}."
    order = "sorted by birth" if _whose(table) == "period" else "those that differ most first"
    fig = page(f"{title}: {len(names)}, {order}", note, width, (max(len(names), 2) + 1) * 0.19 + 0.45)
    axes = fig.add_subplot()
    at = _axis(axes, periods, width)
    row = {name: number for number, name in enumerate(names)}
    full = min(110.0, (width * 30 / max(len(periods), 1)) ** 2)  # square points
    cells = table[table["formulation"].isin(names)]
    cells = cells.assign(x=[_place_on(at, period) for period in cells["period"]], y=cells["formulation"].map(row))
    some, few = cells["articles"] > 0, cells["of_articles"] < FEW
    axes.scatter(cells["x"][~some], cells["y"][~some], s=1, marker=".", c=GREY, linewidths=0.5)
    for chosen, fill in ((some & ~few, BLUE), (some & few, PAPER)):
        own = cells[chosen]
        axes.scatter(own["x"], own["y"], s=full * own["share"], marker="s", c=fill, edgecolors=BLUE, linewidths=0.5)
    name_rows(axes, names, _glossed(table, names))
    best = {name: table[table["formulation"] == name].sort_values("share").iloc[-1] for name in names}
    fig.alt = "Heat map, best share: " + listed(
        (printable(name, 30), f"{best[name]['share']:.0%} in {best[name]['period']}") for name in names
    )
    return fig


@styled
def plot_tiles(table, name: str = "", value: str = "share", width: float = PAGE) -> Picture:
    """A tile map of the 34 province-level units: a square each, beside its neighbours, without shapes or borders.

    table: one row per province with province, reports, of_reports, share and first, as baseline(…, by="province") gives it.
    value: "share" (per cent of a province's documents) or "first" (the first year with it). The number stands in the tile; the
    shade repeats it in five steps. A province without documents is an empty outline.
    """
    title = f"Where {printable(name or table.attrs.get('formulation', 'it'), 20)} is said"
    if table.empty or not table["reports"].any():
        return empty(title, table.attrs.get("notice") or "No document of a known province has it.", width)
    what = "Per cent of a province's documents that have it" if value == "share" else "First year with it"
    fig = page(title, f"{what}. Outline: no documents.", width, width * 0.8)
    known = table.set_index("province")
    _tiles(fig.body(), known, value, (0, 0, width * 72, width * 72 * 0.79))
    top = known[known["reports"] > 0].sort_values([value, "reports"], ascending=[value == "first", False])
    shown = (f"{row.share:.0%} ({row.of_reports})" if value == "share" else f"{row.first:.0f}" for row in top.itertuples())
    fig.alt = f"Tile map of provinces, {what.lower()}: " + listed(zip(top.index, shown), 34)
    return fig


def _tiles(axes: Axes, known, value: str, box: tuple[float, float, float, float]) -> None:
    """The tiles in a box (left, top, width, height, in points) of axes that count downwards."""
    left, top, wide, high = box
    grid = lexicons.rows("tile_grid")
    columns, lines = (max(int(tile[side]) for tile in grid) for side in ("column", "row"))
    step = min(wide / columns, high / lines)
    left += (wide - step * columns) / 2
    first, last = known["first"].min(), known["first"].max()
    for tile in grid:
        x, y = left + (int(tile["column"]) - 1) * step, top + (int(tile["row"]) - 1) * step
        shade, number = _shade(known, tile["name"], value, first, last)
        ink = PAPER if shade in STEPS[3:] else INK
        axes.add_patch(
            Rectangle((x + 1, y + 1), step - 2, step - 2, facecolor=shade, edgecolor=RULE if shade == PAPER else shade)
        )
        for text, at, size in ((tile["name"], 0.36, min(SMALL, step / 3.6)), (number, 0.72, min(SMALL, step / 4))):
            axes.text(x + step / 2, y + step * at, text, color=ink, size=size, ha="center", va="center")


def _shade(known, name: str, value: str, first, last) -> tuple[str, str]:
    if name not in known.index or not known.loc[name, "of_reports"]:
        return PAPER, ""
    row = known.loc[name]
    if not row["reports"]:
        return PAPER, "0%" if value == "share" else "none"
    if value == "share":
        return STEPS[min(int(row["share"] * 5), 4)], f"{row['share']:.0%}"
    return STEPS[4 - min(int((row["first"] - first) / (last - first + 1) * 5), 4)], f"{row['first']:.0f}"


@styled
def plot_adoption(table, most: int = 5, width: float = PAGE) -> Picture:
    """Adoption curves: how many places have had a formulation by each year, a step line for each, named at its end.

    table: one row per formulation and place with first and places, as lags gives it; the formulations of most places are drawn.
    """
    title = "How formulations spread over places"
    if table.empty:
        never = "No formulation is in three articles of one year from two places."
        return empty(title, table.attrs.get("notice") or never, width)
    spread = table.groupby("formulation")["place"].nunique().sort_values(ascending=False, kind="stable").head(most)
    years = table.groupby(["formulation", "first"])["places"].max()
    lead = spread.index[0]
    said = f"{printable(lead, 20)} reached {spread.iloc[0]} places between {_span(years[lead])}"
    note = f"{len(spread)} of {table['formulation'].nunique():,} formulations (those of most places). Places that have had it "
    note += "up to and with each year; a place without articles can't be seen."
    fig = page(said, note, width, width * 0.5)
    axes = fig.add_subplot(xlabel="year", ylabel="places")
    axes.xaxis.set_major_locator(MaxNLocator(8 if width > HALF else 4, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    last = int(table["first"].max())
    ends = []
    for name, colour, dashes in zip(spread.index, (BLUE, VERMILION, GREY, BLUE, VERMILION), ("-", "--", "-.", ":", "-.")):
        x, y = [*map(int, years[name].index)], [*map(int, years[name])]
        axes.step([x[0] - 1, *x, last + 1], [0, *y, y[-1]], where="post", color=colour, linestyle=dashes, linewidth=1.1)
        axes.scatter(x, y, s=7, c=colour, linewidths=0, zorder=3)
        ends.append((y[-1], printable(name, 14), colour))
    axes.set_ylim(0, spread.iloc[0] * 1.12)
    axes.set_xlim(right=last + 1)
    name_ends(axes, ends, SMALL)
    fig.alt = "Adoption curves, places: " + listed(
        (printable(name, 30), f"{n} ({span(years[name].index.min(), years[name].index.max())})") for name, n in spread.items()
    )
    return fig


def _span(years) -> str:
    return f"{years.index.min()} and {years.index.max()}"


@styled
def plot_biography(life, cells, english: str = "", width: float = PAGE) -> Picture:
    """The biography of one formulation: its share by year with interval, the steady panel, the documents behind it, and a map.

    life, cells: the tables of baseline(formulation) and baseline(formulation, by="cell"). Dashed: the provincial governments'
    own reports, some 30 a year. The strip at the foot of the curve shows how many documents a year has. The map is of the
    years from the first to the last with at least 5% of the reports.
    """
    name = printable(life.attrs.get("formulation", ""), 24)
    english = english or page_gloss(life.attrs.get("formulation", ""))
    title = f"The life of {name}" if name else "The life of a formulation"
    if life.empty or not life["reports"].any():
        return empty(title, life.attrs.get("notice") or f"No document of the baseline has {name}.", width)
    shown = life[life["year"] >= max(2003, life[life["reports"] > 0]["year"].min() - 5)]
    best = life.loc[life["low"].idxmax()]
    meant = f"{printable(english, 60)}. " if english else ""
    provinces, span = _current(life, cells)
    note = f"{meant}Share of local work reports by year, 95% interval; dashed: provinces' own reports; bars: reports a year. "
    note += f"Map: per cent of a province's reports, {span}. Counts: attested_by_year.tsv, baseline_reports.tsv."
    tall = width * 0.42
    fig = page(f"{title}: {best['share']:.0%} of work reports in {best['year']:.0f}", note, width, tall + width * 0.78)
    fig.set_layout_engine("none")
    high = fig.get_figheight()
    _life_axes(
        fig.add_axes((0.42 / width, 1 - (fig.top + tall - 0.05) / high, 1 - 0.5 / width, (tall - 0.25) / high)), shown, width
    )
    axes = fig.add_axes((0, 0, 1, width * 0.75 / high), xlim=(0, width * 72), ylim=(width * 54, 0))
    axes.set_axis_off()
    _tiles(axes, provinces, "share", (0, 0, width * 72, width * 53))
    years = ((int(row.year), f"{row.share:.0%}") for row in life[life["reports"] > 0].itertuples())
    top = provinces[provinces["reports"] > 0].sort_values("share", ascending=False, kind="stable")
    places = zip(top.index, (f"{share:.0%}" for share in top["share"]))
    fig.alt = f"{title}, share of local work reports by year: {listed(years, 30)}; provinces, {span}: {listed(places, 34)}"
    return fig


def _current(life, cells):
    """The provinces in the years in which the formulation was current, and these years in words."""
    years = life[(life["share"] >= 0.05) & (life["of_reports"] >= FEW)]["year"]
    years = years if len(years) else life[life["reports"] > 0]["year"]
    within = cells[cells["year"].between(years.min(), years.max())]
    provinces = within.groupby("province")[["reports", "of_reports"]].sum()
    provinces = provinces.assign(share=provinces["reports"] / provinces["of_reports"], first=years.min())
    return provinces, span(years.min(), years.max())


def _life_axes(axes: Axes, life, width: float) -> None:
    axes.bar(life["year"], life["of_reports"] / life["of_reports"].max() * 0.12, color=RULE, width=0.7, zorder=0)
    axes.fill_between(life["year"], life["low"], life["high"], color=SKY, alpha=0.3, linewidth=0)
    axes.plot(life["year"], life["own_share"], color=GREY, linewidth=0.8, linestyle="--")
    axes.plot(life["year"], life["share"], color=BLUE, linewidth=1.1)
    few = life["of_reports"] < FEW
    axes.scatter(
        life["year"], life["share"], s=8, c=[PAPER if one else BLUE for one in few], edgecolors=BLUE, linewidths=0.5, zorder=3
    )
    axes.set(ylim=(0, 1.04), yticks=(0, 0.5, 1), xlim=(life["year"].min() - 0.6, life["year"].max() + 0.6))
    axes.set_yticklabels(["0", "50%", "100%"], size=SMALL)
    axes.xaxis.set_major_locator(MaxNLocator(8 if width > HALF else 4, integer=True))
