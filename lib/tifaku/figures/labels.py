"""Labels: names beside points, placed so that none lies on another; a name without room is left out, never overprinted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tifaku.figures.style import INK, text_width

# Where a label may stand, best first: its nearest edge's direction from the point (Imhof 1962 for maps).
_SIDES = ((1, 0.55), (-1, 0.55), (1, -0.55), (-1, -0.55), (0, 1), (0, -1), (1, 0), (-1, 0))


def place_labels(axes: Axes, points: Sequence[tuple[float, float]], names: Sequence[str], size: float) -> None:
    """Write each name beside its point, in the given order, where there is room for it."""
    cast(Figure, axes.figure).draw_without_rendering()  # the layout has to be settled before distances on paper mean anything
    scale = 72 / axes.figure.dpi
    spots = [tuple(xy) for xy in axes.transData.transform(points) * scale] if len(points) else []
    frame = [edge * scale for edge in axes.get_window_extent().extents]
    taken = [(x - 2, y - 2, x + 2, y + 2) for x, y in spots]
    for own, ((x, y), name) in enumerate(zip(spots, names)):
        wide, high = text_width(name, size) + 2, size * 1.15
        boxes = [_box(x, y, side, wide, high) for side in _SIDES]
        free = (b for b in boxes if _inside(b, frame) and not any(_overlap(b, t) for i, t in enumerate(taken) if i != own))
        if box := next(free, None):
            taken.append(box)
            _write(axes, name, ((box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y), points[own], size)


def _box(x: float, y: float, side: tuple[float, float], wide: float, high: float) -> tuple[float, float, float, float]:
    centre_x, centre_y = x + side[0] * (wide / 2 + 4), y + side[1] * (high / 2 + 3)
    return centre_x - wide / 2, centre_y - high / 2, centre_x + wide / 2, centre_y + high / 2


def _overlap(a: Sequence[float], b: Sequence[float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(box: Sequence[float], frame: Sequence[float]) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _write(axes: Axes, name: str, offset: tuple[float, float], point: tuple[float, float], size: float) -> None:
    note = axes.annotate(
        name, point, xytext=offset, textcoords="offset points", ha="center", va="center", size=size, color=INK,
    )  # fmt: skip
    note.set_in_layout(False)
