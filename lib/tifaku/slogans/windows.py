"""Windows: every stretch of a run that could be a series, with the likeliest edges of its first and last member."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tifaku.slogans.edges import Edges, spread
from tifaku.slogans.pieces import PAUSE, Pieces
from tifaku.slogans.wording import JOINT, Text

ALL = 4  # pieces of a run up to which every stretch is looked at


class Windows(NamedTuple):
    """Stretches of runs, from piece `first` to piece `last`, that begin and end at a place; which of the edges these are."""

    first: np.ndarray
    last: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    begins: np.ndarray
    ends: np.ndarray

    def only(self, which: np.ndarray) -> Windows:
        """Some of the windows."""
        return Windows(*(each[which] for each in self))


def with_joints(text: Text, pieces: Pieces) -> Pieces:
    """The runs, and those again of which the last piece holds an 'and', parted there: 农业发展、工业发展|和|旅游发展."""
    last = np.flatnonzero((pieces.last == np.arange(len(pieces.last))) & (pieces.level == PAUSE) & (pieces.after == 0))
    owner, offset = spread(text.word[pieces.end[last] - 1] - text.word[pieces.start[last]])
    word = text.word[pieces.start[last]][owner] + offset
    held = (text.facts[word, JOINT] > 0) & (offset > 0)
    which, word = last[owner[held]], word[held]
    run, n = spread(which - pieces.first[which] + 2)
    piece = np.minimum(pieces.first[which][run] + n, which[run])
    start, end = pieces.start[piece], pieces.end[piece]
    here, total = np.cumsum(which - pieces.first[which] + 2), len(pieces.start)
    end[here - 2], start[here - 1] = text.at[word], text.at[word + 1]
    first = total + (here - (which - pieces.first[which] + 2))[run]
    more = Pieces(start, end, pieces.level[piece], first, total + here[run] - 1, pieces.before[piece], pieces.after[piece],
                  pieces.whole[piece])  # fmt: skip
    return Pieces(*map(np.concatenate, zip(pieces, more)))


def windows(pieces: Pieces, begins: Edges, ends: Edges) -> Windows:
    """All windows of all runs, with each of the edges given of their first and last piece."""
    first, last = _stretches(pieces)
    low, high = np.searchsorted(begins.piece, (first, first + 1))
    floor, top = np.searchsorted(ends.piece, (last, last + 1))
    owner, n = spread((high - low) * (top - floor))
    one, other = low[owner] + n // (top - floor)[owner], floor[owner] + n % (top - floor)[owner]
    first, last, begin, end = first[owner], last[owner], begins.at[one], ends.at[other]
    length, last_length = pieces.end[first] - begin, end - pieces.start[last]
    second = np.where(last == first + 1, last_length, (pieces.end - pieces.start)[first + 1])
    fit = (np.minimum(length, last_length) > 1) & (length <= 3 * second + 6)
    return Windows(first, last, begin, end, one, other).only(fit)


def _stretches(pieces: Pieces) -> tuple[np.ndarray, np.ndarray]:
    """First and last pieces: of two or three and of all in short runs, else of those near the ends of the run."""
    number = np.arange(len(pieces.first))
    short = pieces.last - pieces.first < ALL
    joint = np.flatnonzero(short | (number - pieces.first < 2) | (pieces.last - number < 2))
    pairs = [(number[:-d], number[d:]) for d in (1, 2)]
    pairs += [(a[a + 2 < b], b[a + 2 < b]) for d in range(1, ALL) for a, b in [(joint[:-d], joint[d:])]]
    kept = [(a[same], b[same]) for a, b in pairs for same in [pieces.first[a] == pieces.first[b]]]
    first, last = (np.concatenate([p[n] for p in kept]) if kept else np.zeros(0, int) for n in (0, 1))
    order = np.lexsort((last, first))
    return first[order], last[order]
