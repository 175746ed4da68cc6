"""Lettering: names and counts beside the rows of a figure, labels that cover no other, and in words what a figure shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tifaku.figures.fonts import printable
from tifaku.figures.style import GREY, INK, SMALL, TEXT, fitted, text_width
from tifaku.text.texts import between, translated

ROW = 0.19  # inches


def row_height(rows: int) -> float:
    """The height in inches of so many rows, with the heads above them and the axis below."""
    return (max(rows, 2) + 1) * ROW + 0.45


def name_rows(axes: Axes, names: Sequence[str], glosses: Sequence[str] = ()) -> None:
    """Write the rows' names left of the axes from top to bottom, with their English glosses in a grey column."""
    room = cast(Figure, axes.figure).get_figwidth() * 72
    names = [fitted(printable(name, 60), room * 0.36, TEXT) for name in names]
    glosses = [_gloss_in(printable(gloss, 60), room * 0.28) for gloss in glosses]
    gap = max((text_width(gloss, SMALL) for gloss in glosses), default=0)
    for row, gloss in enumerate(glosses):
        _beside(axes, row, gloss, -4 - gap, "left", SMALL, GREY)
    for row, name in enumerate(names):
        _beside(axes, row, name, -4 - (gap and gap + 5), "right", TEXT, str(axes.xaxis.label.get_color()))
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks([])


def _gloss_in(gloss: str, room: float) -> str:
    """A gloss in so many points: what stands in brackets goes first, then its end is cut."""
    return fitted(gloss if text_width(gloss, SMALL) <= room else gloss.partition(" (")[0] or gloss, room, SMALL)


def count_rows(axes: Axes, columns: dict[str, Sequence[str]]) -> None:
    """Write columns of figures right of the axes, each with its head."""
    at = 8.0
    for head, values in columns.items():
        at += max(text_width(value, SMALL) for value in (head, *values))
        axes.annotate(
            head, (1, 1), xytext=(at, 2), xycoords="axes fraction", textcoords="offset points",
            ha="right", size=SMALL, color=GREY,
        )  # fmt: skip
        for row, value in enumerate(values):
            _beside(axes, row, value, at, "right", SMALL, GREY, edge=1)
        at += 8


def _beside(axes: Axes, row: float, text: str, offset: float, side: str, size: float, colour: str, edge: int = 0) -> None:
    axes.annotate(
        text, (edge, row), xytext=(offset, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
        ha=side, va="center_baseline", size=size, color=colour, annotation_clip=False,
    )  # fmt: skip


#: The Chinese font has quotation marks and apostrophes as wide as a character, which tear English apart.
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def glosses_of(table) -> list[str]:
    """The table's `english` column, blank where nothing is known; an empty list where there is no such column."""
    if "english" not in table or table["english"].isna().all():
        return []
    return [gloss.translate(_STRAIGHT) for gloss in table["english"].fillna("").astype(str)]


def letter(place: int) -> str:
    """The letter that stands for an article, A for the first; there are 26."""
    return chr(ord("A") + place)


def article_key(docs: Sequence[str], titles: Mapping[str, str], width: float) -> list[str]:
    """The key of the letters, one line per article: its title, or its doc_id where no title is given."""
    lines = [f"{letter(place)}  {printable(titles.get(doc) or doc, 80)}" for place, doc in enumerate(docs)]
    return [fitted(line, width * 72, SMALL) for line in lines]


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


def name_ends(axes: Axes, ends: Sequence[tuple[float, str, str]], size: float) -> None:
    """Write names right of the axes: of each line (end, name, colour) name and end, as high as the names above it leave room."""
    cast(Figure, axes.figure).draw_without_rendering()
    low, high = axes.get_ylim()
    points = most = axes.get_window_extent().height * 72 / axes.figure.dpi
    for value, name, colour in sorted(ends, reverse=True):
        at = min((value - low) / (high - low) * points, most)
        most = at - size * 1.3
        axes.annotate(
            f"{name} {value:,}", (1, at / points), xytext=(5, 0), xycoords="axes fraction", textcoords="offset points",
            va="center_baseline", size=size, color=colour, annotation_clip=False,
        )  # fmt: skip


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


def number(value: float) -> str:
    """A number as it is read: whole ones in full with thousands marked, others with three significant figures.

    >>> number(11357), number(0.98765), number(84.0)
    ('11,357', '0.988', '84')
    """
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def listed(items: Iterable[tuple[object, object]], most: int = 12) -> str:
    """Names with their values, in the language of the page, and how many more there are.

    >>> listed([("党建", 120), ("发展", 98), ("治理", 31)], most=2)  # 'Party building', 'development', 'governance'
    '党建 120, 发展 98, … and 1 more'
    """
    pairs = [f"{name} {number(value) if isinstance(value, (int, float)) else value}".strip() for name, value in items]
    more = [f"… and {len(pairs) - most:,} more"] if len(pairs) > most else []
    return between(", ").join(map(translated, pairs[:most] + more))
