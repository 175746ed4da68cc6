"""Keyness: which terms set one corpus apart from another, by how much, and how surely."""

from __future__ import annotations

from matplotlib.ticker import LogLocator, NullLocator

from tifaku.figures.alt import listed
from tifaku.figures.fonts import printable
from tifaku.figures.labels import place_labels
from tifaku.figures.rows import glosses_of
from tifaku.figures.style import BLUE, GREY, PAGE, SMALL, TEXT, VERMILION, Picture, empty, page, styled

FLOOR = 0.1  # the lowest G² on the logarithmic axis
SIGNIFICANT = 0.05


@styled
def plot_keyness(table, names: tuple[str, str] = ("the corpus", "the reference"), most: int = 30, width: float = PAGE) -> Picture:
    """A volcano plot: how many times more frequent a term is in one corpus (log ratio) against how surely it is (G²).

    table: one row per term with term, n, n_reference, g2, q and log_ratio (binary logarithm: 1 is twice as frequent); names:
    what the two corpora are called. Up to `most` terms with the highest G² are named, those that find room. Coloured: q < 0.05
    (Benjamini–Hochberg); grey line: 95 % interval of the log ratio, where the table has it. Terms cluster in articles, so G² finds more differences than there are.
    """
    rows = table.dropna(subset=["log_ratio", "g2"]) if not table.empty else table
    if rows.empty:
        return empty("Key terms", "The table has no terms to compare.", width)
    rows = rows.assign(height=rows["g2"].abs().clip(lower=FLOOR), x=_finite(rows["log_ratio"]))
    rows = rows.sort_values(["height", "term"], ascending=[False, True])
    sure = rows["q"] < SIGNIFICANT
    title = f"{int(sure.sum()):,} of {len(rows):,} terms differ between {names[0]} and {names[1]} (q < {SIGNIFICANT})"
    fig = page(title, f"Right: more frequent in {names[0]}; left: in {names[1]}. Grey: q ≥ {SIGNIFICANT}.", width, width * 0.66)
    axes = fig.add_subplot(yscale="log", xlabel="log ratio (1 = twice, 2 = four times as frequent)", ylabel="G² (log scale)")
    axes.axvline(0, color=GREY, linewidth=0.6)
    for some, colour, marker in _classes(rows, sure):
        axes.scatter(some["x"], some["height"], s=9, c=colour, marker=marker, linewidths=0, alpha=0.8)
    top = rows[sure].head(most)
    if {"log_ratio_low", "log_ratio_high"} <= set(top):
        ends = [_finite(top[name]) for name in ("log_ratio_low", "log_ratio_high")]
        axes.hlines(top["height"], *ends, color="#BBBBBB", linewidth=0.5, zorder=0)
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 3)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(NullLocator())
    axes.margins(x=0.12, y=0.08)
    place_labels(axes, list(zip(top["x"], top["height"])), _names(top, width), TEXT if width > 4 else SMALL)
    fig.alt = f"Volcano plot, most key in {names[0]}: " + _leaders(top[top["x"] > 0])
    fig.alt += f"; in {names[1]}: " + _leaders(top[top["x"] < 0])
    return fig


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
    if width <= 4:
        return names
    return [f"{name} {printable(gloss, 24)}".strip() for name, gloss in zip(names, glosses_of(top) or [""] * len(names))]


def _leaders(rows) -> str:
    return listed(((printable(t, 30), f"{n:,}:{m:,}") for t, n, m in zip(rows["term"], rows["n"], rows["n_reference"])), 8) or "none"
