"""Repair: a passage as it was read and as it was repaired, with every edit marked in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from matplotlib.collections import LineCollection, PolyCollection

from tifaku.corpus.files import texts_withheld
from tifaku.corpus.spreadsheets import LONGEST
from tifaku.figures.fonts import printable
from tifaku.figures.lettering import listed
from tifaku.figures.style import BLUE, GREY, HALF, INK, PAGE, SMALL, VERMILION, Picture, empty, page, styled, text_width, unbroken
from tifaku.text.documents import Document
from tifaku.text.edits import Alignment

SIZE, LINE = 9.0, 15.0  # points
WINDOW = 160  # characters of the repaired text
LOST, GAINED = "#FBE3D6", "#DEEBF7"
Piece = tuple[str, bool]


@styled
def plot_repair(doc: Document | None, start: int | None = None, end: int | None = None, width: float = PAGE) -> Picture:
    """A passage, doc.text[start:end], as it was read and as repaired; what went is struck out, what came is underlined.

    Without a start: the 160 characters with most edits. Line ends stand as ↵. An edit that changes nothing (a mark of doubt)
    is not marked.
    """
    if doc is None:
        return empty("Repair", "There is no article.", width)
    changes = [edit for edit in doc.edits if edit.before != edit.after]
    if not changes:
        return empty(f"Repair of {doc.doc_id}", "Nothing was changed in this article.", width)
    starts = Alignment(doc.edits).starts
    if start is None:
        busiest = _busiest([at for at, edit in zip(starts, doc.edits) if edit.before != edit.after])
        start = _clause_start(doc.text, max(min(busiest, len(doc.text) - WINDOW), 0))
    end = min(start + WINDOW if end is None else end, len(doc.text), start + LONGEST if texts_withheld() else len(doc.text))
    before, after, inside = _pieces(doc, starts, start, end)
    rules = Counter(edit.rule for edit in inside)
    return _draw(doc, before, after, rules, start, end, width)


def _busiest(places: list[int]) -> int:
    """Where a window begins that holds most of the places; the first such."""
    best, found, last = 0, 0, 0
    for first, place in enumerate(places):
        while last < len(places) and places[last] < place + WINDOW:
            last += 1
        if last - first > found:
            best, found = place, last - first
    return best


def _clause_start(text: str, at: int) -> int:
    """Where the clause begins, if it does so within 40 characters."""
    before = max(text.rfind(mark, max(at - 40, 0), at) for mark in "。；！？，\n")
    return before + 1 if before >= 0 else max(at - 2, 0)


def _pieces(doc: Document, starts: list[int], start: int, end: int) -> tuple[list[Piece], list[Piece], list]:
    """The passage as read and as repaired, in pieces that were changed or were not, and the edits in it."""
    before: list[Piece] = []
    after: list[Piece] = []
    inside, at = [], start
    for place, edit in zip(starts, doc.edits):
        if place < at or place + len(edit.after) > end or edit.before == edit.after:
            continue
        same = doc.text[at:place]
        before += (same, False), (edit.before, True)
        after += (same, False), (edit.after, True)
        inside.append(edit)
        at = place + len(edit.after)
    return [*before, (doc.text[at:end], False)], [*after, (doc.text[at:end], False)], inside


def _draw(doc: Document, before: list[Piece], after: list[Piece], rules: Counter, start: int, end: int, width: float) -> Picture:
    beside = width > HALF
    column = (width * 72 - 24) / 2 if beside else width * 72
    left, right = list(_flow(before, column)), list(_flow(after, column))
    rows = [1 + max((row for row, *_ in lines), default=0) for lines in (left, right)]
    height = (max(rows) if beside else sum(rows) + 1.6) * LINE + 22
    title = f"{rules.total()} edits in {end - start} characters: " + listed(rules.most_common(), 4)
    note = f"{printable(doc.doc_id, 40)}, characters {start}–{end} of the repaired text."
    fig = page(title, note, width, height / 72)
    axes = fig.body()
    _write(axes, "As read", left, 0, 0, VERMILION, LOST)
    across, down = (column + 24, 0.0) if beside else (0.0, (rows[0] + 1.6) * LINE)
    _write(axes, "As repaired", right, across, down, BLUE, GAINED)
    fig.alt = f"Before: {printable(''.join(t for t, _ in before), 200)} After: {printable(''.join(t for t, _ in after), 200)}"
    return fig


def _flow(pieces: list[Piece], width: float) -> Iterator[tuple[int, float, str, bool]]:
    """The pieces in lines: row, left edge, text, and whether it was changed."""
    row = 0
    for line in _lines(pieces):
        x, at = 0.0, 0
        for unit in unbroken("".join(char for char, _ in line), width, SIZE):
            wide = text_width(unit, SIZE)
            if x and x + wide > width:
                row, x = row + 1, 0.0
            for changed, run in groupby(line[at : at + len(unit)], key=lambda item: item[1]):
                text = "".join(char for char, _ in run)
                yield row, x, text, changed
                x += text_width(text, SIZE)
            at += len(unit)
        row += 1


def _lines(pieces: list[Piece]) -> list[list[tuple[str, bool]]]:
    """The characters as they are drawn, each with its mark, a list for every line of the source."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, changed in pieces:
        for char in text:
            lines[-1] += [(shown, changed) for shown in ("↵" if char == "\n" else printable(char) or " ")]
            if char == "\n":
                lines.append([])
    return lines if lines[-1] else lines[:-1]


def _write(axes, head: str, lines, left: float, top: float, colour: str, tint: str) -> None:
    axes.text(left, top + 8, head, size=SMALL, color=GREY, va="center_baseline")
    tinted, ruled = [], []
    for row, x, text, changed in lines:
        y, x = top + 26 + row * LINE, left + x
        axes.text(x, y, text, size=SIZE, color=colour if changed else INK, va="center_baseline")
        if changed and text:
            wide = text_width(text, SIZE)
            low, high, line = y - LINE * 0.45, y + LINE * 0.45, y if tint == LOST else y + LINE * 0.4
            tinted.append([(x, low), (x, high), (x + wide, high), (x + wide, low)])
            ruled.append([(x, line), (x + wide, line)])
    axes.add_collection(PolyCollection(tinted, facecolors=tint, linewidths=0), autolim=False)
    axes.add_collection(LineCollection(ruled, colors=colour, linewidths=0.6, alpha=0.7, capstyle="projecting"), autolim=False)
