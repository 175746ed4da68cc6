"""Rows: what the figures with one row per term share: the names at the left, the counts at the right, the room they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tifaku.figures.fonts import printable
from tifaku.figures.style import GREY, SMALL, TEXT, fitted, text_width

ROW = 0.19  # inches


def row_height(rows: int) -> float:
    """The height in inches of so many rows, with the heads above them and the axis below."""
    return (max(rows, 2) + 1) * ROW + 0.45


def name_rows(axes: Axes, names: Sequence[str], glosses: Sequence[str] = ()) -> None:
    """Write the rows' names left of the axes from top to bottom, with their English glosses in a grey column."""
    room = cast(Figure, axes.figure).get_figwidth() * 72
    names = [fitted(printable(name, 60), room * 0.36, TEXT) for name in names]
    glosses = [fitted(printable(gloss, 60), room * 0.28, SMALL) for gloss in glosses]
    gap = max((text_width(gloss, SMALL) for gloss in glosses), default=0)
    for row, gloss in enumerate(glosses):
        _beside(axes, row, gloss, -4 - gap, "left", SMALL, GREY)
    for row, name in enumerate(names):
        _beside(axes, row, name, -4 - (gap and gap + 5), "right", TEXT, str(axes.xaxis.label.get_color()))
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks([])


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


def glosses_of(table) -> list[str]:
    """The table's `english` column, blank where nothing is known; an empty list where there is no such column."""
    return table["english"].fillna("").astype(str).tolist() if "english" in table and table["english"].notna().any() else []


def letter(place: int) -> str:
    """The letter that stands for an article, A for the first; there are 26."""
    return chr(ord("A") + place)


def article_key(docs: Sequence[str], titles: Mapping[str, str], width: float) -> list[str]:
    """The key of the letters, one line per article: its title, or its doc_id where no title is given."""
    lines = [f"{letter(place)}  {printable(titles.get(doc) or doc, 80)}" for place, doc in enumerate(docs)]
    return [fitted(line, width * 72, SMALL) for line in lines]
