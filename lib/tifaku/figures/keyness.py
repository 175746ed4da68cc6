"""Keyness: which terms set one corpus apart from another, by how much, and how surely."""

from __future__ import annotations

from matplotlib.ticker import LogLocator, NullLocator

from tifaku.figures.fonts import printable
from tifaku.figures.lettering import glosses_of, listed, place_labels
from tifaku.figures.style import BLUE, GREY, HALF, PAGE, RULE, SMALL, TEXT, VERMILION, Picture, empty, page, styled

FLOOR = 0.1  # the lowest G² on the logarithmic axis
SURE, UNTESTED = ("key", "underused"), "not in the reference"


@styled
def plot_keyness(
    table, names: tuple[str, str] = ("these articles", "the reference"), most: int = 30, width: float = PAGE
) -> Picture:
    """A volcano plot: how many times more frequent a term is here than in a reference (log ratio), and how surely (G²).

    table: one row per term with term, n, n_reference, g2, log_ratio, its interval log_ratio_low and log_ratio_high, and
    status, as keyness gives it; names: what the two sides are called. Coloured are the terms of status key or underused; of
    these, up to `most` with the highest G² are named, those that find room, and have their 95 % interval drawn. Terms that
    are not in the reference have not been tested and are left out.
    """
    tested = table[table["status"] != UNTESTED].dropna(subset=["log_ratio", "g2"]) if not table.empty else table
    if tested.empty:
        return empty("Key terms", table.attrs.get("notice", "The table has no terms that were tested."), width)
    rows = tested.assign(height=tested["g2"].abs().clip(lower=FLOOR), x=_finite(tested["log_ratio"]))
    rows = rows.sort_values(["height", "term"], ascending=[False, True])
    sure = rows["status"].isin(SURE)
    here, there = (int((rows["status"] == status).sum()) for status in SURE)
    title = f"{here:,} of {len(rows):,} terms {'is' if here == 1 else 'are'} key in {names[0]}, {there:,} underused"
    note = f"Right: more frequent in {names[0]}; left: in {names[1]}. Grey: not significant."
    if len(rows) < len(table):
        note += f" {len(table) - len(rows):,} terms that {names[1]} lacks are not tested."
    fig = page(title, note, width, width * 0.66)
    top = rows[sure].head(most)
    _draw(fig.add_subplot(), rows, sure, top, width)
    fig.alt = f"Volcano plot, key in {names[0]} (n here:n there): {_leaders(top[top['x'] > 0])}"
    fig.alt += f"; underused: {_leaders(top[top['x'] < 0])}"
    return fig


def _draw(axes, rows, sure, top, width: float) -> None:
    axes.axvline(0, color=GREY, linewidth=0.6)
    for some, colour, marker in _classes(rows, sure):
        axes.scatter(some["x"], some["height"], s=9, c=colour, marker=marker, linewidths=0, alpha=0.8)
    axes.hlines(top["height"], _finite(top["log_ratio_low"]), _finite(top["log_ratio_high"]), color=RULE, linewidth=0.6, zorder=0)
    axes.set(yscale="log", xlabel="log ratio (1 = twice, 2 = four times as frequent)", ylabel="G² (log scale)")
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 3)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(NullLocator())
    axes.margins(x=0.12, y=0.08)
    place_labels(axes, list(zip(top["x"], top["height"])), _names(top, width), TEXT if width > HALF else SMALL)


def _finite(ratios):
    """Ratios without a number (a term that one side lacks) one step beyond the largest that has one."""
    import numpy as np

    limit = np.abs(ratios[np.isfinite(ratios)]).max() if np.isfinite(ratios).any() else 0
    return ratios.clip(-limit - 1, limit + 1)


def _classes(rows, sure):
    """Colour and shape tell the same, for readers who can't tell the colours apart."""
    yield rows[~sure], "#BBBBBB", "o"
    yield rows[sure & (rows["x"] >= 0)], BLUE, "o"
    yield rows[sure & (rows["x"] < 0)], VERMILION, "D"


def _names(top, width: float) -> list[str]:
    names = [printable(term, 14) for term in top["term"]]
    if width <= HALF:
        return names
    return [f"{name} {printable(gloss, 24)}".strip() for name, gloss in zip(names, glosses_of(top) or [""] * len(names))]


def _leaders(rows) -> str:
    return (
        listed(((printable(t, 30), f"{n:,}:{m:,}") for t, n, m in zip(rows["term"], rows["n"], rows["n_reference"])), 8) or "none"
    )
