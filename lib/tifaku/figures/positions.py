"""Positions: a picture of where in their articles formulas and slogans stand."""

from __future__ import annotations

import numpy as np

from tifaku.figures.lettering import listed
from tifaku.figures.style import BLUE, GREY, HALF, INK, ORANGE, PAGE, Picture, empty, page, styled
from tifaku.text.texts import between, translated

LOOKS = {"formula": (BLUE, "o", -0.08), "slogan": (ORANGE, "s", 0.08)}  # colour, shape, shift: never colour alone
EVEN = 20  # per cent of each fifth where all is spread evenly


@styled
def plot_positions(table, width: float = PAGE) -> Picture:
    """The share of formulas and of slogans in each fifth of their articles, with 95% intervals; a line for an even spread.

    table: as `tables.positions.by_fifth` gives it.
    """
    if table.empty:
        return empty("Where in their articles formulas stand", "There is neither formula nor slogan.", width)
    note = "Fifths of the article, from its title on. Dashed: evenly spread."
    note += " Lines: 95% intervals of articles." if table["low"].notna().any() else ""
    fig = page(_title(table), note, width, 2.2)
    axes = fig.add_subplot()
    axes.axhline(EVEN, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
    for kind, own in table.groupby("kind", sort=True):
        colour, shape, shift = LOOKS[kind]
        at = own["fifth"].to_numpy() + shift
        axes.plot(at, 100 * own["share"], color=colour, marker=shape, markersize=5, linewidth=1.2, label=f"{kind}s")
        low, high = 100 * own["low"], 100 * own["high"]
        axes.vlines(at[~np.isnan(low)], low.dropna(), high.dropna(), color=INK, linewidth=0.8)
    axes.set_xticks(range(1, 6), [translated(name) for name in ("1st", "2nd", "3rd", "4th", "5th")])
    axes.set_ylim(0, 1.2 * axes.get_ylim()[1])  # room for the legend
    axes.set_ylabel("% of all" if width > HALF else "%")
    axes.legend(loc="upper right", ncols=2)
    fig.alt = "Line chart of shares by fifths of the article: " + between("; ").join(
        f"{translated(f'{kind}s')} {listed((f'{share:.0%}', '') for share in own['share'])}"
        for kind, own in table.groupby("kind", sort=True)
    )
    return fig


def _title(table) -> str:
    kind = "formula" if "formula" in set(table["kind"]) else "slogan"
    own = table[table["kind"] == kind].set_index("fifth")["share"]
    return f"{own[1]:.0%} of the {kind}s stand in the first fifth of their article, {own[5]:.0%} in the last"
