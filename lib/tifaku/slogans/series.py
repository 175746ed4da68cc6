"""Parallel series (排比): neighbours in one mould, found by listing all windows, weighing the evidence and choosing the best."""

from __future__ import annotations

from bisect import bisect_right
from typing import Iterable, Iterator, NamedTuple

from tifaku.slogans import lexicon
from tifaku.slogans.chains import chains
from tifaku.slogans.edges import Edge
from tifaku.slogans.evidence import closer_look, first_look
from tifaku.slogans.rows import Find, rows
from tifaku.slogans.windows import Window, windows, with_joints
from tifaku.text.laid import Laid, Place, laid_out

HOPELESS = -6.0  # points with the best edges below which no others are tried
CLOSER, CLOSER_SHARED = 3.0, 1.0  # points that a closer look may add, and more for each character that all members share
TRIED, BEHIND = 3, 3.0  # edges of either side that are tried, if they have at most so many points less than the best


class Scored(NamedTuple):
    """A possible series: how much speaks for it, and the places of its members in the text."""

    points: float
    parts: tuple[Place, ...]


def find_series(text: str, taken: Iterable[Place] = ()) -> list[Find]:
    """The parallel series of a text in order of start; none that is, or has as a member, a span of `taken`.

    Of two that overlap in part the one for which more speaks stays; a series may lie within a member of another.
    """
    taken = set(taken)
    found = [s for s in scored(laid_out(text)) if s.points > 0 and not taken.intersection((*s.parts, _whole(s.parts)))]
    series = [Find("parallel_series", *_whole(s.parts), s.parts, s.points) for s in _apart(found)]
    members = sorted({*taken, *(part for find in series for part in find.parts)})
    return sorted([*series, *(find for find in chains(text) if not _inside(find, members))], key=lambda find: find.start)


def scored(laid: Laid) -> Iterator[Scored]:
    """Every window of every row for which something speaks, with its points."""
    for row in (joined for row in rows(laid) for joined in with_joints(row)):
        for tried in windows(row, choose_edges):
            for n, window in enumerate(tried):
                score = _points(window, HOPELESS if not n and len(tried) > 1 else 0.0)
                if score > 0:
                    yield Scored(score, tuple([laid.span(*place) for place in window.places()]))
                elif not n and score < HOPELESS:
                    break


def _points(window: Window, least: float) -> float:
    """How much speaks for a window, by a first look only where it is clear that not even `least` would come of a closer one."""
    known, seen = lexicon.points("series"), first_look(window)
    score = known.always + sum(map(known.__getitem__, seen.names))
    if score + CLOSER + CLOSER_SHARED * len(seen.shared) <= least:
        return min(score, least - 1)
    return round(score + sum(map(known.__getitem__, closer_look(seen))), 6)


def choose_edges(side: str, edges: list[Edge]) -> list[Edge]:
    """The edges for which most speaks."""
    if len(edges) == 1:
        return edges
    known = lexicon.points(side).__getitem__
    points = [round(sum(map(known, edge.evidence)), 6) for edge in edges]
    least = round(max(points) - BEHIND, 6)
    best = sorted(((p, -n) for n, p in enumerate(points) if p >= least), reverse=True)
    return [edges[-n] for _, n in best[:TRIED]]


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
