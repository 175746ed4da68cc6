"""Rows: the pieces of a text that stand side by side, and which neighbours may be members of one series."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Iterator, NamedTuple

from tifaku.slogans.pairs import pair_evidence, pair_weights
from tifaku.text.laid import Laid, Place

if TYPE_CHECKING:
    import numpy as np

PAUSE, COMMA, SEMICOLON, STOP = 1, 2, 3, 4  # levels of marks
LEVELS = {PAUSE: "、", COMMA: "，", SEMICOLON: "；"}
MARKS = {"、": PAUSE, "，": COMMA, "；": SEMICOLON, **dict.fromkeys("。！？…：\n（）—“”‘’|", STOP)}
LONGEST = {PAUSE: 60, COMMA: 60, SEMICOLON: 160}  # characters of a piece
SHORT_LINE = 5.0  # points that a pair of pieces in a short line has before anything is known of them
MOST = 30  # members of a series


class Find(NamedTuple):
    """A stretch text[start:end] of a type, with the spans of its parts; points: how much speaks for it."""

    type: str
    start: int
    end: int
    parts: tuple[Place, ...] = ()
    points: float = 0.0


class Row(NamedTuple):
    """Neighbours that may be one series: their level, words and places in the laid-out text; how much each is like the next.

    before, after: how many pieces of the same row stand beside them; whole: "line", "quotation" or "chain" where they fill one.
    """

    level: int
    words: list[str]
    starts: list[int]
    links: list[float]
    before: int
    after: int
    whole: str


@cache
def _levels() -> np.ndarray:
    import numpy as np

    table = np.zeros(0x110000, np.uint8)
    for mark, level in MARKS.items():
        table[ord(mark)] = level
    return table


class Pairs(NamedTuple):
    """The pieces of one level, by where they begin and end; which are joined to the next by a mark of that level; the numbers
    of those, and the evidence about each of them and its neighbour."""

    level: int
    starts: np.ndarray
    ends: np.ndarray
    joined: np.ndarray
    numbers: np.ndarray
    evidence: np.ndarray


def neighbours(laid: Laid) -> Iterator[Pairs]:
    """The pieces between 、, the clauses and the parts between ； that have a neighbour of their kind."""
    import numpy as np

    codes = laid.codes
    marks = _levels()[codes]
    for level in LEVELS:
        at = np.flatnonzero(marks >= level)
        starts, ends = np.append(0, at[:-1] + 1), at
        joined = np.append((marks[at][:-1] == level) & (ends[:-1] > starts[:-1]) & (ends[1:] > starts[1:]), False)
        numbers = np.flatnonzero(joined)
        if len(numbers):
            first, second = (starts[numbers], ends[numbers]), (starts[numbers + 1], ends[numbers + 1])
            yield Pairs(level, starts, ends, joined, numbers, pair_evidence(codes, first, second))


def rows(laid: Laid) -> Iterator[Row]:
    """Every run of neighbours that may be one series, level by level."""
    import numpy as np

    for pairs in neighbours(laid):
        score = np.full(len(pairs.starts), -9.0)
        score[pairs.numbers] = pairs.evidence @ pair_weights(LEVELS[pairs.level])
        score[pairs.numbers] += SHORT_LINE * (_in_short_line(laid, pairs) | (pairs.level == SEMICOLON))
        yield from _runs(laid, pairs.level, *(a.tolist() for a in (pairs.starts, pairs.ends, pairs.joined, score)))


def _in_short_line(laid: Laid, pairs: Pairs) -> np.ndarray:
    """Whether pieces stand in a short line, as titles and quotations do: their halves may share nothing."""
    import numpy as np

    breaks = np.flatnonzero(laid.codes == ord("\n"))
    line = np.searchsorted(breaks, pairs.starts[pairs.numbers])
    return np.diff(breaks, prepend=-1)[line] <= 40


def _runs(laid: Laid, level: int, starts: list[int], ends: list[int], joined: list[bool], score: list[float]) -> Iterator[Row]:
    """The runs of pieces of which each may be a member of one series with the next."""
    for at in [n for n, points in enumerate(score) if points > 0 and (n == 0 or score[n - 1] <= 0)]:
        end = at + 1
        while score[end] > 0 and end - at < MOST:
            end += 1
        before, after = 0, 0
        while before < 5 and before < at and joined[at - before - 1]:
            before += 1
        while after < 5 and joined[end + after]:
            after += 1
        words, places = [], []
        for start, stop in zip(starts[at : end + 1], ends[at : end + 1]):
            word = laid.words[start:stop]
            bare = word.lstrip(" \t\r　")
            places.append(start + len(word) - len(bare))
            words.append(bare.rstrip(" \t\r　"))
        if all(words) and max(map(len, words)) <= LONGEST[level]:
            yield Row(level, words, places, score[at:end], before, after, _whole(laid, places[0], ends[end], before + after))


def _whole(laid: Laid, start: int, end: int, others: int) -> str:
    """What a row fills: a line, a quotation or a chain of them; nothing where other words of its sentence stand beside it."""
    if others or start and laid.words[start - 1] != "\n" or not laid.words[end : end + 2].lstrip("。！").startswith("\n"):
        return ""
    return "line" if start < laid.outer else "quotation" if start < laid.chains else "chain"
