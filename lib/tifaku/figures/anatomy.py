"""Anatomy: what one formula is made of and stands for, and the members of one parallel series set below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from os.path import commonprefix

from matplotlib.patches import FancyBboxPatch, Rectangle

from tifaku.corpus.files import texts_withheld
from tifaku.corpus.spreadsheets import LONGEST
from tifaku.figures.fonts import printable
from tifaku.figures.formulas import IN_WORDS
from tifaku.figures.style import (
    BLUE,
    GREY,
    HALF,
    INK,
    PAGE,
    SMALL,
    TEXT,
    Picture,
    empty,
    fitted,
    page,
    styled,
    text_width,
    wrapped,
)
from tifaku.text.findings import Formula, Group, Slogan, Span
from tifaku.text.texts import between, translated

LINE, GAP, NODE = 17.0, 12.0, 30.0  # points: from one component to the next, between groups, numeral and count check
MOST = 15  # components of a group, or empty slots, that are drawn one by one
SURFACE = 15.0
SLOT = 9.0


@styled
def plot_anatomy(formula: Formula | None, english: str = "", width: float = PAGE) -> Picture:
    """A formula as a tree: its numerals, the head that each counts, the components stated, and a slot for each one not stated.

    formula: one Formula as find_formulas gives it. Below each head stands the count check (stated of declared), beside
    each component its place in doc.text. An open numeral (N, X, 多) declares no number. It shows what the article says,
    which may differ from what the formula stands for elsewhere.
    """
    if formula is None:
        return empty("What formulas stand for", "No formula of these articles is explained in its own article.", width)
    surface = printable(formula.surface, 40)
    note = f"{formula.kind.replace('_', ' ')}, {formula.doc_id}, characters {formula.start}–{formula.end}"
    note += f"; {formula.because}" if formula.because else ""
    heights = [max(_rows(group, formula.verdict) * LINE, NODE) for group in formula.groups]
    height = max(sum(heights) + GAP * len(heights), NODE)
    gloss = f" ({english})" if english else ""
    fig = page(f"{surface}{gloss}: {IN_WORDS[formula.verdict]}", note, width, (height + 6) / 72)
    axes = fig.body()
    stem = _write_surface(axes, surface, height / 2, width * 72) if width > HALF else 0
    column = stem + 28 + max((_node_width(group, formula.verdict) for group in formula.groups), default=0)
    top = GAP / 2
    for group, tall in zip(formula.groups, heights):
        _branch(axes, stem, height / 2, top + tall / 2)
        _write_node(axes, group, formula.verdict, stem + 13, top + tall / 2)
        _write_components(axes, group, formula.verdict, column, top, tall)
        top += tall + GAP
    parts = between("; ").join(_in_words(group, formula.verdict) for group in formula.groups) or "no groups"
    fig.alt = f"Anatomy of {surface} ({IN_WORDS[formula.verdict]}): {parts}"
    return fig


def _missing(group: Group) -> int:
    declared = group.numeral if isinstance(group.numeral, int) else 0
    return max(declared - len(group.components), 0)


def _rows(group: Group, verdict: str) -> int:
    return min(len(group.components), MOST + 1) + (_missing(group) > 0 and verdict != "not_applicable")


def _check(group: Group, verdict: str) -> str:
    stated = len(group.components)
    if verdict == "not_applicable":
        return "counts no set"
    if not isinstance(group.numeral, int):
        return f"open, {stated} stated"
    return f"{stated} of {group.numeral} stated" + (" ✓" if stated == group.numeral else "")


def _write_surface(axes, surface: str, middle: float, width: float) -> float:
    lines = wrapped(surface, width * 0.24, SURFACE)[:4]
    for number, line in enumerate(lines):
        at = middle + (number - (len(lines) - 1) / 2) * SURFACE * 1.3
        axes.text(0, at, line, size=SURFACE, va="center_baseline")
    return max((text_width(line, SURFACE) for line in lines), default=0) + 8


def _branch(axes, left: float, start: float, end: float) -> None:
    turn = left + 5
    root = left if left else turn  # at half width nothing stands there
    axes.plot([root, turn, turn, left + 13], [start, start, end, end], color=GREY, linewidth=0.7)


def _node(group: Group) -> tuple[str, str]:
    return fitted(printable(group.numeral), 30, TEXT + 1), fitted(printable(group.head or "", 20), 80, TEXT + 2)


def _node_width(group: Group, verdict: str) -> float:
    numeral, head = _node(group)
    pill = max(17, text_width(numeral, TEXT + 1) + 8)
    return max(pill + 4 + text_width(head, TEXT + 2), text_width(_check(group, verdict), SMALL))


def _write_node(axes, group: Group, verdict: str, x: float, y: float) -> None:
    numeral, head = _node(group)
    pill = max(17, text_width(numeral, TEXT + 1) + 8)
    box = FancyBboxPatch((x, y - 8.5), pill, 17, boxstyle="round,pad=0,rounding_size=8.5", facecolor=INK, linewidth=0)
    axes.add_patch(box)
    axes.text(x + pill / 2, y, numeral, color="white", size=TEXT + 1, ha="center", va="center_baseline")
    axes.text(x + pill + 4, y, head, size=TEXT + 2, va="center_baseline")
    check = _check(group, verdict)
    axes.text(x, y + 16, check, size=SMALL, color=BLUE if check.endswith("✓") else GREY, va="center_baseline")


def _write_components(axes, group: Group, verdict: str, left: float, top: float, height: float) -> None:
    rows = _rows(group, verdict)
    if not rows:
        return
    top += (height - rows * LINE) / 2
    axes.plot([left - 6, left - 6], [top + 2, top + rows * LINE - 2], color=GREY, linewidth=0.7)
    for row, component in enumerate(group.components[:MOST]):
        _write_component(axes, component, row + 1, left, top + (row + 0.5) * LINE)
    if len(group.components) > MOST:
        more = f"… and {len(group.components) - MOST:,} more"
        axes.text(left, top + (MOST + 0.5) * LINE, more, size=SMALL, color=GREY, va="center_baseline")
    if _missing(group):
        _write_slots(axes, _missing(group), left, top + (rows - 0.5) * LINE)


def _write_component(axes, component: Span, number: int, left: float, y: float) -> None:
    axes.text(left, y, str(number), size=SMALL, color=GREY, va="center_baseline")
    left += 8 if number < 10 else 13
    room = axes.get_xlim()[1] - left
    text = fitted(printable(component.text, 80), room, TEXT + 1)
    axes.text(left, y, text, size=TEXT + 1, va="center_baseline")
    place, after = f"{component.start}–{component.end}", text_width(text, TEXT + 1) + 6
    if after + text_width(place, SMALL) <= room:
        axes.text(left + after, y, place, size=SMALL, color=GREY, va="center_baseline")


def _write_slots(axes, number: int, left: float, y: float) -> None:
    text = f"{number:,} not stated"
    room = axes.get_xlim()[1] - left - text_width("… " + text, SMALL) - 3
    drawn = max(min(number, MOST, int(room / (SLOT + 2))), 0)
    for slot in range(drawn):
        corner = (left + slot * (SLOT + 2), y - SLOT / 2)
        axes.add_patch(Rectangle(corner, SLOT, SLOT, facecolor="none", edgecolor=GREY, linewidth=0.6, linestyle=(0, (2, 1.5))))
    text = "… " + text if drawn < number else text
    axes.text(left + drawn * (SLOT + 2) + 3, y, text, size=SMALL, color=GREY, va="center_baseline")


def _in_words(group: Group, verdict: str) -> str:
    names = between(", ").join(printable(c.text, 40) for c in group.components[:MOST])
    check = translated(_check(group, verdict).removesuffix(" ✓"))
    name = f"{printable(group.numeral)} {printable(group.head or '', 20)}".strip()
    return f"{name} – {check}" + (between(": ") + names if names else "")


SIZE, LINE, GAP, MARGIN = 10.0, 18.0, 9.0, 16.0  # points: letters, between members, between slots, for the numbers
TINT = "#DEEBF7"  # ColorBrewer, Blues 3 (Brewer 2003)
MEMBERS = 20


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
    kept = rows[: max(LONGEST // max(map(len, rows)), 1) if texts_withheld() else MEMBERS]
    cells = align(kept, slogan.template)
    mould = f", mould {printable(slogan.template, 40)}" if slogan.template else ""
    note = f"{slogan.type.replace('_', ' ')}, {slogan.doc_id}, characters {slogan.start}–{slogan.end}."
    note += " Tinted: shared by all members." if any(len(set(column)) == 1 for column in zip(*cells)) else ""
    hidden = f" {len(rows) - MEMBERS} more members are not shown." if len(rows) > MEMBERS else ""
    bands = list(_bands(list(zip(*cells)), width * 72))
    fig = page(f"{len(rows)} parallel members{mould}", note + hidden, width, (len(kept) * LINE + GAP) * len(bands) / 72)
    axes = fig.body()
    for number, band in enumerate(bands):
        _write(axes, band, number * (len(kept) * LINE + GAP))
    fig.alt = f"Parallel series of {len(rows)}{mould}: " + between("; ").join(kept)
    return fig


def align(members: list[str], template: str) -> list[list[str]]:
    """The members, each cut into the same number of cells, so that what they share stands in one column.

    They are cut by the template's slots; where they don't fit it, by clause and character; else by what all of them begin and
    end with.

    >>> align(["抓组织强领导", "抓班子强队伍"], "抓X强Y")  # 'grasp organisation, strengthen leadership', …
    [['抓', '组织', '强', '领导'], ['抓', '班子', '强', '队伍']]
    """
    parts = re.findall(r"[A-Z]|[^A-Z]+", template)
    pattern = "".join("(.+?)" if re.fullmatch("[A-Z]", part) else f"({re.escape(part)})" for part in parts)
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
