"""Matrix: which formulas stand in which articles, years or provinces, and what is said of them there."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from matplotlib.patches import Rectangle

from tifaku.figures.fonts import printable
from tifaku.figures.formulas import room_of_verdicts, verdict_key
from tifaku.figures.lettering import article_key, letter, listed, name_rows, row_height
from tifaku.figures.style import GREY, INK, PAGE, PAPER, SMALL, TEXT, VERDICTS, Picture, empty, page, styled
from tifaku.tables.names import crossing
from tifaku.text.texts import between, translated

LETTERS = 26  # so many articles have a letter each
UPRIGHT = 12  # more years or provinces have their names upright


@styled
def plot_formula_matrix(table, titles: Mapping[str, str] | None = None, most: int = 25, width: float = PAGE) -> Picture:
    """Which formula stands in which article, year or province: a cell per pair, with its count and its best verdict.

    table: one row per formula and column, as crossing gives it, or one per occurrence, as formulas_table does; titles: the
    articles' titles by doc_id, for the key below. Drawn are at most `most` formulas, those in most columns, and of single
    articles the 26 that share most formulas with others; the note counts them. The number is of occurrences, or where years
    or provinces are drawn, of articles. Where no two articles share a formula, a sentence says so.
    """
    title = "Formulas and the articles they stand in"
    if table.empty:
        return empty(title, "No formula was found.", width)
    table = table if "column" in table else crossing(table)
    if not (shared := table.attrs["shared"]):
        said = f"No two of the {table.attrs['articles']:,} articles share any of their {table.attrs['formulas']:,} formulas."
        return empty(title, said, width)
    of, by = table.attrs["formulas"], table.attrs["by"]
    spread = table.groupby("surface")["column"].nunique()
    columns = _columns(table, spread)
    cells = {(row.surface, row.column): row for row in table.itertuples() if row.column in columns}
    surfaces = _surfaces(cells, spread, columns, most)
    key = ["", *article_key(columns, titles or {}, width)] if by == "article" else []
    head = f"{shared:,} of {of:,} formulas {'stands' if shared == 1 else 'stand'} in more than one article"
    tall = 0.45 if by != "article" and len(columns) > UPRIGHT else 0
    fig = page(head, _note(table, surfaces, columns), width, row_height(len(surfaces)) + tall, [*room_of_verdicts(width), *key])
    axes = fig.add_subplot()
    for (row, surface), (column, name) in product(enumerate(surfaces), enumerate(columns)):
        if cell := cells.get((surface, name)):
            _cell(axes, column, row, cell.n if by == "article" else cell.articles, cell.verdict)
    name_rows(axes, surfaces)
    _name_columns(axes, by, columns, len(surfaces), width)
    verdict_key(fig)
    fig.alt = _alt(by, surfaces, columns, cells, titles or {})
    return fig


def _columns(table, spread) -> list[str]:
    """The columns that are drawn, in order: all, but of single articles those that share most formulas with others."""
    if table.attrs["by"] != "article":
        return list(table.attrs["columns"])
    sharing = table.assign(shared=table["surface"].map(spread) > 1).groupby("column")["shared"].agg(["sum", "size"])
    return sorted(sharing.sort_values(["sum", "size"], ascending=False, kind="stable").index[:LETTERS])


def _surfaces(cells: Mapping, spread, columns: list[str], most: int) -> list[str]:
    """The formulas in most columns, most frequent first; of those in equally many, those together that begin together."""
    total: dict[str, int] = {}
    first: dict[str, int] = {}
    for (surface, column), cell in cells.items():
        total[surface] = total.get(surface, 0) + cell.n
        first[surface] = min(first.get(surface, len(columns)), columns.index(column))
    chosen = sorted(total, key=lambda name: (-spread[name], -total[name], name))[:most]
    return sorted(chosen, key=lambda name: (-spread[name], first[name], -total[name], name))


def _note(table, surfaces: list[str], columns: list[str]) -> str:
    """What is drawn of how many, and what the numbers count."""
    rows, of = f"{len(surfaces)} of {table.attrs['formulas']:,} formulas", table.attrs["articles"]
    if table.attrs["by"] == "article":
        return f"{rows}, {len(columns)} of {of:,} articles. Number: occurrences."
    known = f"{rows}, by {table.attrs['by']}; {table.attrs['placed']:,} of {of:,} articles state it"
    return f"{known}. Number: articles; shade: what the best of them states."


def _cell(axes, column: int, row: int, n: int, verdict: str) -> None:
    colour = VERDICTS[verdict]
    axes.add_patch(Rectangle((column - 0.44, row - 0.4), 0.88, 0.8, facecolor=colour, edgecolor=GREY, linewidth=0.5))
    ink = PAPER if verdict == "complete" else INK
    axes.text(column, row, f"{n}", ha="center", va="center_baseline", size=SMALL, color=ink)


def _name_columns(axes, by: str, columns: list[str], rows: int, width: float) -> None:
    names = [letter(k) if by == "article" else printable(name, 8) for k, name in enumerate(columns)]
    upright = by != "article" and len(columns) > UPRIGHT
    axes.set(xlim=(-0.5, max(len(columns), round(width * 1.6)) - 0.5))
    axes.set_xticks(range(len(columns)), names, size=SMALL if upright else TEXT, rotation=90 if upright else 0)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.hlines([row + 0.5 for row in range(rows)], -0.5, len(columns) - 0.5, color="#E8E8E8", linewidth=0.5, zorder=0)


def _alt(by: str, surfaces: list[str], columns: list[str], cells: Mapping, titles: Mapping[str, str]) -> str:
    """Each formula with the articles, years or provinces that have it."""
    where = (
        (printable(s, 30), between(", ").join(printable(titles.get(c) or c, 30) for c in columns if (s, c) in cells))
        for s in surfaces
    )
    return f"Matrix of formulas by {translated(by)}: " + listed((name, f"({named})") for name, named in where)
