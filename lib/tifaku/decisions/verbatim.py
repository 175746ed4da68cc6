"""Verbatim: where an article says a phrase, and which mentions of several phrases stand together as one list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tifaku.text.documents import Document

Place = tuple[int, int]
#: What it costs that a phrase stands before the one it follows, in characters; and that two of one group overlap.
BACK, OVERLAP = 20, 500
#: How much nearness to the name counts beside nearness of the items to each other.
NAME = 0.05


def mentions(doc: Document, phrase: str) -> list[Place]:
    """Every place of a phrase in the text, in order; where it has none, every place at which the source spells it so.

    >>> import tifaku
    >>> mentions(tifaku.read_text("深化“三級書記”抓扶貧"), "三級書記")  # 'secretaries at three levels', in traditional script
    [(3, 7)]
    """
    found = [(at, at + len(phrase)) for at in occurrences(doc.text, phrase)]
    if found or not doc.edits:
        return found
    return [place for at in occurrences(doc.raw, phrase) for place in [to_text(doc, at, at + len(phrase))] if place[0] < place[1]]


def occurrences(text: str, phrase: str) -> list[int]:
    """Where a phrase begins in a text, overlapping ones too."""
    found, at = [], text.find(phrase) if phrase else -1
    while at >= 0:
        found.append(at)
        at = text.find(phrase, at + 1)
    return found


def to_text(doc: Document, raw_start: int, raw_end: int) -> Place:
    """The stretch of the text that comes from raw[raw_start:raw_end]."""
    characters = range(len(doc.text))
    start = bisect_right(characters, raw_start, key=lambda at: doc.to_raw(at, at + 1)[1])
    return start, bisect_left(characters, raw_end, key=lambda at: doc.to_raw(at, at + 1)[0])


def as_one_list(rows: Sequence[tuple[int, Sequence[Place]]], name: Place) -> list[Place]:
    """For each phrase, given as its group and its mentions in order, the mention that makes the tightest list with the others.

    What lies between one item and the next counts, in characters, and a little the way from the name to the first; items of
    different groups may share a place. Time is in proportion to the mentions.
    """
    if not rows:
        return []
    costs = [NAME * _gap(name, place) for place in rows[0][1]]
    steps: list[list[int]] = []
    for (group, before), (other, here) in zip(rows, rows[1:]):
        options = _steps(costs, before, here, OVERLAP if group == other else 0)
        costs = [cost for cost, _ in options]
        steps.append([step for _, step in options])
    at = min(range(len(costs)), key=costs.__getitem__)
    chosen = [at]
    for step in reversed(steps):
        chosen.append(step[chosen[-1]])
    return [places[at] for (_, places), at in zip(rows, reversed(chosen))]


def _gap(one: Place, other: Place) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def _steps(costs: Sequence[float], before: Sequence[Place], here: Sequence[Place], overlap: int) -> list[tuple[float, int]]:
    """For each place here the least cost to come to it from a place before, and which that is."""
    ends = [end for _, end in before]
    starts = [start for start, _ in before]
    ahead = _best([cost - end for cost, end in zip(costs, ends)])
    behind = _best([cost + start for cost, start in zip(costs[::-1], starts[::-1])])
    last = len(before)
    out = []
    for start, end in here:
        low, high = bisect_right(ends, start), bisect_left(starts, end)
        options = [(costs[k] + overlap, k) for k in range(low, high)]
        if low:
            options.append((ahead[low - 1][0] + start, ahead[low - 1][1]))
        if high < last:
            cost, k = behind[last - high - 1]
            options.append((cost - end + BACK, last - 1 - k))
        out.append(min(options))
    return out


def _best(values: Sequence[float]) -> list[tuple[float, int]]:
    """The least value so far at each place, and where it stands."""
    best: list[tuple[float, int]] = []
    for k, value in enumerate(values):
        best.append(min(best[-1], (value, k)) if best else (value, k))
    return best
