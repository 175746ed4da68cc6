"""Network: which terms stand together."""

from __future__ import annotations

import math

from tifaku.figures.fonts import printable
from tifaku.figures.lettering import listed
from tifaku.figures.style import INK, PAGE, Picture, empty, page, styled, text_width

EDGE = "#9ECAE1"  # ColorBrewer, Blues 5 (Brewer 2003)
SMALLEST, LARGEST = 7.5, 14.0  # points
LEAST = 10  # links


@styled
def plot_network(
    edges, ends: tuple[str, str] = ("a", "b"), most: int = 60, least: int = LEAST, width: float = PAGE
) -> Picture:  # fmt: skip
    """Terms joined by lines where they stand together more than by chance; the thicker, the stronger (logDice).

    edges: one row per pair with n, log_dice and the two terms in the columns `ends`: ("a", "b") as cooccurrence gives them,
    ("node", "collocate") as collocations does. Drawn are the pairs that stand together most often, those of equal n by
    logDice, as many as find room and at most `most`; what stands together once is no link. With fewer links than `least` there
    is no net to see, and a sentence says how many there are.
    A term's size grows with the occurrences of its pairs. Near and far mean little: only the lines do.
    """
    title = "Terms that stand together"
    if edges.empty:
        return empty(title, "The table has no pairs.", width)
    frame = width * 72, width * 0.66 * 72
    edges = edges.rename(columns=dict(zip(ends, ("source", "target"))))
    edges = edges[edges["n"] > 1].sort_values(["n", "log_dice", "source", "target"], ascending=[False, False, True, True])
    if len(edges) < least:
        return empty(title, f"Only {len(edges)} pairs meet more than once; a network is drawn from {least} on.", width)
    top = _with_room(edges.head(most), frame[0] * frame[1])
    first = top.iloc[0]
    title = f"{printable(first.source, 20)} and {printable(first.target, 20)} stand together most often: {first.n:,} times"
    low, high = top["log_dice"].min(), top["log_dice"].max()
    note = f"{len(top)} of {len(edges):,} pairs that meet more than once."
    note += f" Line: the thicker, the higher logDice ({low:.1f}–{high:.1f})."
    fig = page(title, note + " Letters: the larger, the more occurrences in these pairs.", width, frame[1] / 72)
    _draw(fig.body(), top, _sizes(top), *frame)
    pairs = ((f"{printable(r.source, 20)}–{printable(r.target, 20)}", f"{r.log_dice:.1f}") for r in top.itertuples())
    fig.alt = "Network of terms with logDice: " + listed(pairs)
    return fig


def _room(term: str) -> float:
    """The area, in square points, that a term takes with the lines around it."""
    return (text_width(printable(term, 12), 9.0) + 40) * 42


def _with_room(edges, area: float):
    """The first pairs of terms, as many as find room."""
    seen: dict[str, float] = {}
    for place, pair in enumerate(zip(edges["source"], edges["target"])):
        seen.update((term, _room(term)) for term in pair)
        if place and sum(seen.values()) > area:
            return edges.iloc[:place]
    return edges


def _sizes(edges) -> dict[str, float]:
    strength: dict[str, int] = {}
    for row in edges.itertuples():
        for term in (row.source, row.target):
            strength[term] = strength.get(term, 0) + row.n
    largest = max(strength.values())
    return {term: SMALLEST + (LARGEST - SMALLEST) * math.sqrt(n / largest) for term, n in strength.items()}


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
    """A place for every term: each group of connected terms in a rectangle of its own, the largest group first."""
    import networkx

    pairs = sorted(zip(edges["source"], edges["target"]))
    graph = networkx.Graph(pairs)
    groups = sorted(networkx.connected_components(graph), key=lambda group: (-len(group), min(group)))
    places: dict[str, list[float]] = {}
    for group, (left, top, wide, high) in zip(groups, _shelves([sum(map(_room, group)) for group in groups], width, height)):
        part = networkx.Graph([pair for pair in pairs if pair[0] in group])  # a subgraph would have the order of a set
        spots = networkx.kamada_kawai_layout(part, weight=None)  # starts from a circle, so needs no seed
        xs, ys = zip(*spots.values())
        for term, (x, y) in sorted(spots.items()):
            across, down = (x - min(xs)) / ((max(xs) - min(xs)) or 1), (y - min(ys)) / ((max(ys) - min(ys)) or 1)
            places[term] = [left + wide * (0.17 + 0.66 * across), top + high * (0.18 + 0.64 * down)]
    return places


def _shelves(areas: list[float], width: float, height: float) -> list[tuple[float, float, float, float]]:
    """A rectangle for every group, its area by the room of its terms, on shelves that fill the frame."""
    scale = 2.0
    while True:
        shelves: list[list[tuple[float, float]]] = [[]]
        for area in areas:
            box = scale * 1.2 * area**0.5, scale * 0.83 * area**0.5
            if shelves[-1] and sum(w for w, _ in shelves[-1]) + box[0] > width:
                shelves.append([])
            shelves[-1].append(box)
        needed = sum(max(high for _, high in shelf) for shelf in shelves)
        if needed <= height and shelves[0][0][0] <= width or scale < 0.1:
            return list(_spread(shelves, width, height / needed))
        scale *= 0.95


def _spread(shelves, width: float, stretch: float):
    top = 0.0
    for shelf in shelves:
        high = max(h for _, h in shelf) * stretch
        left, wider = 0.0, min(width / sum(w for w, _ in shelf), 1.5)
        for wide, _ in shelf:
            yield left, top, wide * wider, high
            left += wide * wider
        top += high


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
