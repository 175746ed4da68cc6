"""Parallel series (排比): neighbours in one mould, found by listing all windows, weighing the evidence and choosing the best."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Iterable, Iterator, NamedTuple, Sequence

import numpy as np

from tifaku.slogans.chains import chains
from tifaku.slogans.edges import Edges, edges
from tifaku.slogans.evidence import Around, around_windows, closer_look, first_look
from tifaku.slogans.pieces import Find, Pieces, runs
from tifaku.slogans.weighing import constant, points
from tifaku.slogans.windows import Windows, windows, with_joints
from tifaku.slogans.wording import text_of
from tifaku.text.laid import Laid, Place, laid_out


class Scored(NamedTuple):
    """A possible series: how much speaks for it, and the places of its members in the text."""

    points: float
    parts: tuple[Place, ...]


class Looked(NamedTuple):
    """Windows of a text with their points, and what is seen of them; begins, ends: edges, of which each window has two."""

    pieces: Pieces
    windows: Windows
    begins: Edges
    ends: Edges
    around: Around
    points: np.ndarray


def find_series(text: str, taken: Iterable[Place] = ()) -> list[Find]:
    """The parallel series of a text in order of start; none that is, or has as a member, a span of `taken`."""
    return series_of([text], [set(taken)])[0]


def series_of(texts: Sequence[str], taken: Sequence[set[Place]]) -> list[list[Find]]:
    """The parallel series of each of some texts: the same as one by one, at less cost where they are short.

    Of two that overlap in part the one for which more speaks stays; a series may lie within a member of another.
    """
    found: list[list[Scored]] = [[] for _ in texts]
    laid = [laid_out(text) for text in texts]
    begins = [0, *accumulate(len(one.words) for one in laid)]
    for at, one in scored(Laid("".join(one.words for one in laid), *map(np.concatenate, list(zip(*laid))[1:]))):
        n = bisect_right(begins, at) - 1
        if not taken[n].intersection((*one.parts, _whole(one.parts))):
            found[n].append(one)
    return [_with_chains(*each) for each in zip(texts, found, taken)]


def _with_chains(text: str, found: list[Scored], taken: set[Place]) -> list[Find]:
    series = [Find("parallel_series", *_whole(s.parts), s.parts, s.points) for s in _apart(found)]
    members = sorted({*taken, *(part for find in series for part in find.parts)})
    return sorted([*series, *(find for find in chains(text) if not _inside(find, members))], key=lambda find: find.start)


def look(laid: Laid, least: float | None = None) -> Looked | None:
    """The windows of a laid-out text for which a first look gives at least so many points (by default what the table asks for).

    None where there are none.
    """
    pieces = runs(laid)
    if not len(pieces.start):
        return None
    text = text_of(laid.codes, pieces.start, pieces.end)
    pieces = with_joints(text, pieces)
    begins, ends = edges(text, pieces, False), edges(text, pieces, True)
    some = windows(pieces, begins, ends)
    if not len(some.first):
        return None
    around = around_windows(text, pieces, some)
    known = points("series", begins.seen)[some.begins] + points("series", ends.seen)[some.ends]
    known = known + points("series", first_look(around)) + constant("series", "always")
    keep = known > (constant("series", "closer") if least is None else least)
    if not keep.any():
        return None
    around = around.only(keep)
    score = np.round(known[keep] + points("series", closer_look(around)), 6)
    return Looked(pieces, around.windows, begins, ends, around, score)


def scored(laid: Laid) -> Iterator[tuple[int, Scored]]:
    """Where in a laid-out text each window for which something speaks begins, with its points and members."""
    looked = look(laid)
    if not looked:
        return
    for n in np.flatnonzero(looked.points > 0).tolist():
        parts = places(laid, looked, n)
        if len({laid.words[s:e] for s, e in parts}) == len(parts):
            yield parts[0][0], Scored(float(looked.points[n]), tuple([laid.span(*place) for place in parts]))


def places(laid: Laid, looked: Looked, n: int) -> list[Place]:
    """Where the members of a window stand in the laid-out text."""
    pieces, windows = looked.pieces, looked.windows
    members = slice(windows.first[n], windows.last[n] + 1)
    start, end = pieces.start[members].tolist(), pieces.end[members].tolist()
    start[0], end[-1] = int(windows.begin[n]), int(windows.end[n])
    return list(zip(start, end))


def _apart(found: list[Scored]) -> Iterator[Scored]:
    """The best that do not cut across a better one; one within a member of another may stay."""
    kept: dict[int, list[Scored]] = {}
    for one in sorted(found, key=lambda s: (-s.points, s.parts)):
        start, end = _whole(one.parts)
        blocks = range(start >> 8, (end >> 8) + 1)
        near = (rival for block in blocks for rival in kept.get(block, ()))
        rivals = [rival for rival in near if rival.parts[0][0] < end and start < rival.parts[-1][1]]
        if all(_within(one, rival) or _within(rival, one) for rival in rivals):
            for block in blocks:
                kept.setdefault(block, []).append(one)
            yield one


def _inside(find: Find, spans: list[Place]) -> bool:
    at = bisect_right(spans, (find.start, find.end)) - 1
    return at >= 0 and find.end <= spans[at][1]


def _within(one: Scored, other: Scored) -> bool:
    start, end = _whole(one.parts)
    return any(s <= start and end <= e for s, e in other.parts)


def _whole(parts: tuple[Place, ...]) -> Place:
    return parts[0][0], parts[-1][1]
