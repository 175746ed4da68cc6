"""Series: the members of a parallel series under each other, slot under slot, so that the mould is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from os.path import commonprefix

from matplotlib.patches import Rectangle

from tifaku.figures.fonts import printable
from tifaku.figures.style import BLUE, GREY, INK, PAGE, SMALL, Picture, empty, fitted, page, styled, text_width
from tifaku.text.findings import Slogan

SIZE, LINE, GAP, MARGIN = 10.0, 18.0, 9.0, 16.0  # points: letters, between members, between slots, for the numbers
TINT = "#DEEBF7"  # ColorBrewer, Blues 3 (Brewer 2003)
MOST = 20


@styled
def plot_series(slogan: Slogan | None, width: float = PAGE) -> Picture:
    """The segments of one slogan in rows, aligned by the slots of its template; what all of them share is tinted.

    slogan: one Slogan as find_slogans gives it. Where the members don't fit its template, equally long ones are aligned
    character by character, others at their beginning.
    """
    if slogan is None:
        return empty("Parallel series", "No parallel series was found.", width)
    rows = [printable(segment.text, 40) for segment in slogan.segments]
    if not rows:
        return empty(printable(slogan.surface, 40) or "Parallel series", "The slogan has no members to align.", width)
    kept = rows[:MOST]
    cells = align(kept, slogan.template)
    mould = f", mould {printable(slogan.template, 40)}" if slogan.template else ""
    note = f"{slogan.type.replace('_', ' ')}, {slogan.doc_id}, characters {slogan.start}–{slogan.end}."
    note += " Tinted: shared by all members." if any(len(set(column)) == 1 for column in zip(*cells)) else ""
    hidden = f" {len(rows) - MOST} more members are not shown." if len(rows) > MOST else ""
    bands = list(_bands(list(zip(*cells)), width * 72))
    fig = page(f"{len(rows)} parallel members{mould}", note + hidden, width, (len(kept) * LINE + GAP) * len(bands) / 72)
    axes = fig.body()
    for number, band in enumerate(bands):
        _write(axes, band, number * (len(kept) * LINE + GAP))
    fig.alt = f"Parallel series of {len(rows)}{mould}: " + "; ".join(kept)
    return fig


def align(members: list[str], template: str) -> list[list[str]]:
    """The members, each cut into the same number of cells, so that what they share stands in one column.

    They are cut by the template's slots; where they don't fit it, by clause and character; else by what all of them begin and
    end with.

    >>> align(["抓组织强领导", "抓班子强队伍"], "抓X强Y")  # 'grasp organisation, strengthen leadership', …
    [['抓', '组织', '强', '领导'], ['抓', '班子', '强', '队伍']]
    """
    pattern = "".join("(.+?)" if part.isascii() else f"({re.escape(part)})" for part in re.findall(r"[A-Z]|[^A-Z]+", template))
    found = [re.fullmatch(pattern, member) for member in members] if template else []
    if found and all(found):
        return [list(match.groups()) for match in found if match]
    clauses = [re.findall(r"[^，；：]*[，；：]|[^，；：]+", member) for member in members]
    if len(set(map(len, clauses))) == 1 and len(clauses[0]) > 1:
        columns = [align(list(column), "") for column in zip(*clauses)]
        return [[cell for part in row for cell in part] for row in zip(*columns)]
    if len(set(map(len, members))) == 1:
        return _joined([list(member) for member in members])
    return _ends(members)


def _ends(members: list[str]) -> list[list[str]]:
    """Each member as beginning, middle and end, where beginning and end are what all of them share."""
    room = min(map(len, members))
    first = len(commonprefix(members))
    last = min(len(commonprefix([member[::-1] for member in members])), room - first)
    rows = [[member[:first], member[first : len(member) - last], member[len(member) - last :]] for member in members]
    used = [any(column) for column in zip(*rows)]
    return [[cell for cell, use in zip(row, used) if use] for row in rows]


def _joined(cells: list[list[str]]) -> list[list[str]]:
    """Neighbouring columns that are both shared, or both not, as one column."""
    shared = [len(set(column)) == 1 for column in zip(*cells)]
    cuts = [i for i in range(1, len(shared)) if shared[i] != shared[i - 1]]
    bounds = list(zip([0, *cuts], [*cuts, len(shared)]))
    return [["".join(row[a:b]) for a, b in bounds] for row in cells]


def _bands(columns: list[tuple[str, ...]], width: float) -> Iterator[list[tuple[str, ...]]]:
    """The columns in bands that each fit the width, one below the other as in interlinear glosses."""
    band: list[tuple[str, ...]] = []
    left: float = MARGIN
    for column in columns:
        column = tuple(fitted(cell, width - MARGIN, SIZE) for cell in column)
        wide = max(text_width(cell, SIZE) for cell in column)
        if band and left + wide > width:
            yield band
            band, left = [], MARGIN
        band.append(column)
        left += wide + GAP
    yield band


def _write(axes, columns: list[tuple[str, ...]], top: float) -> None:
    rows, left = len(columns[0]), MARGIN
    for row in range(rows):
        axes.text(0, top + (row + 0.5) * LINE, str(row + 1), size=SMALL, color=GREY, va="center_baseline")
    for column in columns:
        wide = max(text_width(cell, SIZE) for cell in column)
        if shared := rows > 1 and len(set(column)) == 1:
            axes.add_patch(Rectangle((left - 3, top + 1), wide + 6, rows * LINE - 2, facecolor=TINT, linewidth=0))
        for row, cell in enumerate(column):
            axes.text(left, top + (row + 0.5) * LINE, cell, size=SIZE, color=BLUE if shared else INK, va="center_baseline")
        left += wide + GAP
