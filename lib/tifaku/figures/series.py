"""Series: the members of a parallel series under each other, slot under slot, so that the mould is seen."""

from __future__ import annotations

import re
from collections import Counter

from tifaku.figures.fonts import printable
from tifaku.figures.style import BLUE, GREY, INK, PAGE, SMALL, Picture, empty, fitted, page, styled, text_width
from tifaku.slogans import Slogan

SIZE, LINE, GAP = 11.0, 19.0, 10.0  # points: letters, from one member to the next, between slots
TINT = "#DEEBF7"  # ColorBrewer, Blues 3 (Brewer 2003)
MOST = 20


@styled
def plot_series(slogan: Slogan, width: float = PAGE) -> Picture:
    """The members of one slogan in rows, aligned by the slots of its template; what all members share is tinted.

    slogan: one Slogan as find_slogans gives it. Where the members don't fit its template, equally long ones are aligned
    character by character, others at their beginning.
    """
    rows = [printable(segment.text, 40) for segment in slogan.segments]
    if not rows:
        return empty(printable(slogan.surface, 40) or "Parallel series", "The slogan has no members to align.", width)
    kept = rows[:MOST]
    cells = align(kept, slogan.template)
    mould = f", mould {printable(slogan.template, 40)}" if slogan.template else ""
    note = f"{slogan.type.replace('_', ' ')}, {slogan.doc_id}, characters {slogan.start}–{slogan.end}. Tinted: shared by all members."
    hidden = f" {len(rows) - MOST} more members are not shown." if len(rows) > MOST else ""
    fig = page(f"{len(rows)} parallel members{mould}", note + hidden, width, (len(kept) * LINE + 6) / 72)
    _write(fig.body(), cells, width * 72)
    fig.alt = f"Parallel series of {len(rows)}{mould}: " + "; ".join(kept)
    return fig


def align(members: list[str], template: str) -> list[list[str]]:
    """The members cut into the same number of cells: by the template's slots, else by character, else not at all.

    >>> align(["抓组织强领导", "抓班子强队伍"], "抓X强Y")  # 'grasp organisation, strengthen leadership', …
    [['抓', '组织', '强', '领导'], ['抓', '班子', '强', '队伍']]
    """
    pattern = "".join("(.+?)" if part.isascii() else f"({re.escape(part)})" for part in re.findall(r"[A-Z]|[^A-Z]+", template))
    found = [re.fullmatch(pattern, member) for member in members] if template else []
    if found and all(found):
        return [list(match.groups()) for match in found]
    if len(set(map(len, members))) == 1:
        return _joined([list(member) for member in members])
    return [[member] for member in members]


def _joined(cells: list[list[str]]) -> list[list[str]]:
    """Neighbouring columns that are both shared, or both not, as one column."""
    shared = [len(set(column)) == 1 for column in zip(*cells)]
    cuts = [i for i in range(1, len(shared)) if shared[i] != shared[i - 1]]
    bounds = list(zip([0, *cuts], [*cuts, len(shared)]))
    return [["".join(row[a:b]) for a, b in bounds] for row in cells]


def _write(axes, cells: list[list[str]], width: float) -> None:
    left, size = 18.0, SIZE
    widths = [max(text_width(cell, size) for cell in column) for column in zip(*cells)]
    shrink = min(1.0, (width - left - GAP * len(widths)) / max(sum(widths), 1))
    size = max(SIZE * shrink, SMALL)
    for row in range(len(cells)):
        axes.text(0, (row + 0.5) * LINE, str(row + 1), size=SMALL, color=GREY, va="center_baseline")
    for column in zip(*cells):
        wide = max(text_width(cell, size) for cell in column)
        value, times = Counter(column).most_common(1)[0]
        if shared := times == len(column) and len(column) > 1 and value:
            axes.axvspan(left - 3, left + wide + 3, 0.02, 0.98, facecolor=TINT, linewidth=0)
        for row, cell in enumerate(column):
            text = fitted(cell, width - left, size)
            axes.text(left, (row + 0.5) * LINE, text, size=size, color=BLUE if shared else INK, va="center_baseline")
        left += wide + GAP
