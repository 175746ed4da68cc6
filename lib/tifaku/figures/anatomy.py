"""Anatomy: one formula taken apart, numeral by numeral, with what its article states and what it doesn't."""

from __future__ import annotations

from matplotlib.patches import FancyBboxPatch

from tifaku.figures.fonts import printable
from tifaku.figures.style import BLUE, GREY, INK, PAGE, PAPER, SMALL, TEXT, Picture, fitted, page, styled, text_width, wrapped
from tifaku.figures.verdicts import IN_WORDS
from tifaku.formulas import Formula, Group

LINE, GAP, MOST = 17.0, 12.0, 12  # points from one component to the next, between groups; components shown of a group
SURFACE = 15.0


@styled
def plot_anatomy(formula: Formula, english: str = "", width: float = PAGE) -> Picture:
    """A formula as a tree: its numerals, the head that each counts, the components stated, and a slot for each one not stated.

    formula: one Formula as find_formulas gives it. Beside each group stands the count check (stated / declared), beside
    each component its place in doc.text. An open numeral (N, X, 多) declares no number. It shows what the article says,
    which may differ from what the formula stands for elsewhere.
    """
    surface = printable(formula.surface, 40)
    note = f"{formula.kind.replace('_', ' ')}, {formula.doc_id} {formula.start}–{formula.end}. {formula.because}"
    height = sum(_rows(group) * LINE + GAP for group in formula.groups) or LINE + GAP
    gloss = f" ‘{english}’" if english else ""
    fig = page(f"{surface}{gloss}: {IN_WORDS[formula.verdict]}", note, width, (height + 6) / 72)
    axes = fig.body()
    stem = _write_surface(axes, surface, height, width * 72)
    head_at = stem + 22
    heads = [fitted(printable(group.head or "", 20), 80, TEXT + 2) for group in formula.groups]
    column = head_at + 30 + max((text_width(head, TEXT + 2) for head in heads), default=0)
    top = GAP / 2
    for group, head in zip(formula.groups, heads):
        middle = top + _rows(group) * LINE / 2
        _branch(axes, stem, head_at - 9, height / 2, middle)
        _write_numeral(axes, head_at, middle, str(group.numeral), head)
        _write_components(axes, group, formula.verdict, column, top, width * 72)
        top += _rows(group) * LINE + GAP
    fig.alt = f"Anatomy of {surface} ({IN_WORDS[formula.verdict]}): " + "; ".join(map(_in_words, formula.groups))
    return fig


def _declared(group: Group) -> int | None:
    return group.numeral if isinstance(group.numeral, int) else None


def _rows(group: Group) -> int:
    return min(max(len(group.components), _declared(group) or 0, 1), MOST + 1)


def _write_surface(axes, surface: str, height: float, width: float) -> float:
    lines = wrapped(surface, width * 0.24, SURFACE)[:4]
    for number, line in enumerate(lines):
        at = height / 2 + (number - (len(lines) - 1) / 2) * SURFACE * 1.3
        axes.text(0, at, line, size=SURFACE, color=INK, va="center_baseline")
    return max(text_width(line, SURFACE) for line in lines) + 8 if lines else 8


def _branch(axes, left: float, right: float, start: float, end: float) -> None:
    turn = left + 5
    axes.plot([left, turn, turn, right], [start, start, end, end], color=GREY, linewidth=0.7, solid_joinstyle="round")


def _write_numeral(axes, x: float, y: float, numeral: str, head: str) -> None:
    numeral = fitted(printable(numeral), 30, TEXT + 1)
    half = max(8.5, text_width(numeral, TEXT + 1) / 2 + 4)
    box = FancyBboxPatch((x - 9, y - 8.5), 2 * half, 17, boxstyle="round,pad=0,rounding_size=8", facecolor=INK, linewidth=0)
    axes.add_patch(box)
    axes.text(x - 9 + half, y, numeral, color=PAPER, size=TEXT + 1, ha="center", va="center_baseline")
    axes.text(x - 5 + 2 * half, y, head, size=TEXT + 2, va="center_baseline")


def _write_components(axes, group: Group, verdict: str, left: float, top: float, width: float) -> None:
    if verdict == "not_applicable":
        axes.text(left, top + LINE / 2, "‘each’: counts no set", color=GREY, va="center_baseline")
        return
    check = _check(group)
    right = width - text_width(check, SMALL) - 10
    rows = _rows(group)
    middle = top + rows * LINE / 2
    axes.plot([left - 5, left - 5], [top + 2, top + rows * LINE - 2], color=GREY, linewidth=0.7)
    axes.text(width, middle, check, size=SMALL, color=BLUE if _is_met(group) else GREY, ha="right", va="center_baseline")
    for row in range(rows):
        y = top + (row + 0.5) * LINE
        if row == MOST:
            axes.text(left + 14, y, f"… {_size(group) - MOST:,} more", size=SMALL, color=GREY, va="center_baseline")
        elif row < len(group.components):
            _write_component(axes, group.components[row], row + 1, left, right, y)
        else:
            _write_gap(axes, row + 1, left, right, y)


def _write_component(axes, component, number: int, left: float, right: float, y: float) -> None:
    place = f"{component.start}–{component.end}"
    axes.text(left, y, str(number), size=SMALL, color=GREY, va="center_baseline")
    text = fitted(printable(component.text, 80), right - left - 22 - text_width(place, SMALL), TEXT + 1)
    axes.text(left + 14, y, text, size=TEXT + 1, color=INK, va="center_baseline")
    axes.text(left + 20 + text_width(text, TEXT + 1), y, place, size=SMALL, color=GREY, va="center_baseline")


def _write_gap(axes, number: int, left: float, right: float, y: float) -> None:
    axes.text(left, y, str(number), size=SMALL, color=GREY, va="center_baseline")
    room = min(right - left - 20, 90)
    box = FancyBboxPatch(
        (left + 14, y - LINE / 2 + 3), room, LINE - 6, boxstyle="round,pad=0,rounding_size=2", facecolor="none", edgecolor=GREY,
        linewidth=0.6, linestyle=(0, (3, 2)),
    )  # fmt: skip
    axes.add_patch(box)
    axes.text(left + 14 + room / 2, y, "not stated", size=SMALL, color=GREY, ha="center", va="center_baseline")


def _size(group: Group) -> int:
    return max(len(group.components), _declared(group) or 0)


def _is_met(group: Group) -> bool:
    return len(group.components) == _declared(group)


def _check(group: Group) -> str:
    declared = _declared(group)
    if declared is None:
        return f"open number, {len(group.components)} stated"
    return f"{len(group.components)} of {declared} stated" + (" ✓" if _is_met(group) else "")


def _in_words(group: Group) -> str:
    names = ", ".join(printable(c.text, 40) for c in group.components[:MOST])
    return f"{group.numeral} {printable(group.head or '', 20)} – {_check(group).removesuffix(' ✓')}" + (f": {names}" if names else "")
