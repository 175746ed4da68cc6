"""Windows: every stretch of a row that could be a series, with the best edges of its first and last member."""

from __future__ import annotations

from typing import Callable, Iterator, NamedTuple

from tifaku.slogans.edges import Edge, Names, beginnings, endings
from tifaku.slogans.rows import PAUSE, Row
from tifaku.text.words import tagged

JOINTS = frozenset("和 与 及 以及 并 还要 更要".split())
JOINT = frozenset(joint[-1] for joint in JOINTS)
ALL = 4  # members of a row up to which every window is looked at


class Window(NamedTuple):
    """Members of a row from number `first` on, without what is cut off before the first and behind the last of them."""

    row: Row
    first: int
    words: tuple[str, ...]
    cut_before: str
    cut_behind: str
    edges: tuple[Names, ...]

    def places(self) -> list[tuple[int, int]]:
        """Where the members stand in the laid-out text."""
        starts = self.row.starts[self.first : self.first + len(self.words)]
        starts[0] += len(self.cut_before)
        return [(start, start + len(word)) for start, word in zip(starts, self.words)]


def with_joints(row: Row) -> Iterator[Row]:
    """The row, and the same with its last piece parted at each 'and': 农业发展、工业发展|和|旅游发展."""
    yield row
    last = row.words[-1]
    if row.level == PAUSE and not row.after and not JOINT.isdisjoint(last) and not JOINTS.isdisjoint(tagged(last).words):
        known = tagged(last)
        for word, start, end in zip(known.words, known.places, known.places[1:]):
            if word in JOINTS and 0 < start and end < len(last):
                parted = [*row.words[:-1], last[:start], last[end:]]
                yield row._replace(words=parted, starts=[*row.starts, row.starts[-1] + end], links=[*row.links, 0.0])


def windows(row: Row, choose: Callable[[str, list[Edge]], list[Edge]]) -> Iterator[list[Window]]:
    """For every stretch of a row its windows, the likeliest first.

    `choose` says which of some edges are worth trying for a first ("begin") or last member ("end"), the best first.
    """
    begin: dict[int, list[Edge]] = {}
    end: dict[int, list[Edge]] = {}
    for first, last in _stretches(row):
        if first not in begin:
            begin[first] = choose("begin", beginnings(row, first))
        if last not in end:
            end[last] = choose("end", endings(row, last))
        yield [w for one in begin[first] for other in end[last] if (w := _window(row, first, last, one, other))]


def _window(row: Row, first: int, last: int, begin: Edge, end: Edge) -> Window | None:
    words = row.words[first : last + 1]
    before, behind = words[0][: begin.at], words[-1][end.at :]
    words[0], words[-1] = words[0][begin.at :], words[-1][: end.at]
    fit = len(set(words)) == len(words) and min(map(len, words)) > 1 and len(words[0]) <= 3 * len(words[1]) + 6
    return Window(row, first, tuple(words), before, behind, begin.evidence + end.evidence) if fit else None


def _stretches(row: Row) -> list[tuple[int, int]]:
    """Numbers of first and last members: all of them in short rows, else those that end where the row or a weak link does."""
    last = len(row.words) - 1
    joints = set(range(last + 1))
    if last >= ALL:
        weakest = min(range(last), key=row.links.__getitem__)
        joints = {0, 1, weakest, weakest + 1, last - 1, last}
    return [(a, b) for a in sorted(joints) for b in sorted(joints) if a < b]
