"""Network: which terms stand together."""

from __future__ import annotations

import math

from tifaku.figures.alt import listed
from tifaku.figures.fonts import printable
from tifaku.figures.style import INK, PAGE, Picture, empty, page, styled, text_width

EDGE = "#9ECAE1"  # ColorBrewer, Blues 5 (Brewer 2003)
SMALLEST, LARGEST = 7.5, 14.0  # points


@styled
def plot_network(edges, most: int = 60, width: float = PAGE) -> Picture:
    """Terms joined by lines where they stand together more than by chance; the thicker, the stronger (logDice).

    edges: one row per pair with source, target, n and log_dice. The `most` strongest pairs are drawn. A term's size grows with the
    number of its occurrences in these pairs. Near and far mean little: only the lines do.
    """
    if edges.empty:
        return empty("Terms that stand together", "The table has no pairs.", width)
    top = edges.sort_values(["log_dice", "n", "source", "target"], ascending=[False, False, True, True]).head(most)
    strength: dict[str, int] = {}
    for row in top.itertuples():
        for term in (row.source, row.target):
            strength[term] = strength.get(term, 0) + row.n
    most_n = max(strength.values())
    sizes = {term: SMALLEST + (LARGEST - SMALLEST) * math.sqrt(n / most_n) for term, n in strength.items()}
    first = top.iloc[0]
    title = f"{printable(first.source, 20)} and {printable(first.target, 20)} go together most strongly"
    note = f"{len(top)} of {len(edges):,} pairs. Line: the thicker, the higher logDice ({top.log_dice.min():.1f}–{top.log_dice.max():.1f})."
    fig = page(title, note + " Letters: the larger, the more occurrences in these pairs.", width, width * 0.72)
    _draw(fig.body(), top, sizes, width * 72, width * 0.72 * 72)
    pairs = ((f"{printable(r.source, 20)}–{printable(r.target, 20)}", round(r.log_dice, 1)) for r in top.itertuples())
    fig.alt = "Network of terms with logDice: " + listed(pairs)
    return fig


def _draw(axes, edges, sizes: dict[str, float], width: float, height: float) -> None:
    names = {term: printable(term, 12) for term in sizes}
    boxes = {term: (text_width(names[term], size) + 6, size * 1.5) for term, size in sizes.items()}
    places = _apart(_layout(edges, width, height), boxes, width, height)
    low, high = edges["log_dice"].min(), edges["log_dice"].max()
    for row in edges.itertuples():
        (x0, y0), (x1, y1) = places[row.source], places[row.target]
        thick = 0.6 + 2.4 * (row.log_dice - low) / ((high - low) or 1)
        axes.plot([x0, x1], [y0, y1], color=EDGE, linewidth=thick, zorder=1, solid_capstyle="round")
    for term, (x, y) in places.items():
        box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
        axes.text(x, y, names[term], size=sizes[term], color=INK, ha="center", va="center_baseline", bbox=box, zorder=2)


def _layout(edges, width: float, height: float) -> dict[str, list[float]]:
    import networkx

    graph = networkx.Graph(list(zip(edges["source"], edges["target"])))
    spots = networkx.spring_layout(graph, k=2.2 / math.sqrt(len(graph)), iterations=300, seed=1949)
    xs, ys = [x for x, _ in spots.values()], [y for _, y in spots.values()]
    scale_x = (width - 60) / ((max(xs) - min(xs)) or 1)
    scale_y = (height - 30) / ((max(ys) - min(ys)) or 1)
    return {term: [30 + (x - min(xs)) * scale_x, 15 + (y - min(ys)) * scale_y] for term, (x, y) in spots.items()}


def _apart(places: dict[str, list[float]], boxes, width: float, height: float) -> dict[str, list[float]]:
    """The places with overlapping names pushed apart, the shorter way, inside the frame."""
    terms = list(places)
    for _ in range(200):
        moved = False
        for i, a in enumerate(terms):
            for b in terms[i + 1 :]:
                moved |= _push(places[a], places[b], boxes[a], boxes[b])
        for term in terms:
            wide, high = boxes[term]
            places[term][0] = min(max(places[term][0], wide / 2), width - wide / 2)
            places[term][1] = min(max(places[term][1], high / 2), height - high / 2)
        if not moved:
            break
    return places


def _push(a: list[float], b: list[float], box_a, box_b) -> bool:
    lack = [(box_a[axis] + box_b[axis]) / 2 - abs(a[axis] - b[axis]) for axis in (0, 1)]
    if min(lack) <= 0:
        return False
    axis = 0 if lack[0] < lack[1] else 1
    step = (lack[axis] / 2 + 0.5) * (1 if a[axis] >= b[axis] else -1)
    a[axis] += step
    b[axis] -= step
    return True
