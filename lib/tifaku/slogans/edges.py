"""Edges: where the first member of a series begins and the last one ends inside a longer piece, by named evidence."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from tifaku.slogans.pieces import COMMA, FLAWS, LEVELS, Pieces
from tifaku.slogans.weighing import Group, Names, Seen, cross, points, step, yes
from tifaku.slogans.wording import ENDS, FOLLOWS, GOVERNS, OPENS, TAGS, Text

DEGREES, LIMITS = ("never", "less", "even", "more", "much", "unknown"), (-1.5, -0.3, 0.7, 2.0)
TRIED, BEHIND = 3, 3.0  # edges of either side that are tried, if they have at most so many points less than the best
SIDES, CUTS = ("begin", "end"), ("whole", *(f"cut, {mark}" for mark in LEVELS[1:]))
DE, ALSO, PAUSED = ord("的"), ord("等"), ord("，")


class Edges(NamedTuple):
    """Places where the member in a piece may begin (or end), sorted by piece and points; `seen`: what they say of a series."""

    piece: np.ndarray
    at: np.ndarray
    seen: Seen


def spread(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For so many of each thing the number of the thing and the number among its own: [2, 1] gives [0, 0, 1] and [0, 1, 0]."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]


def candidates(text: Text, pieces: Pieces, end: bool) -> tuple[np.ndarray, np.ndarray]:
    """The pieces and places where the first (or last) member of a series may begin (or end): borders of words.

    A member in a clause of its own ends with it, or before 的 or 等; one of several clauses begins and ends with one.
    """
    number = np.arange(len(pieces.start))
    whose = np.flatnonzero(number > pieces.first if end else number < pieces.last)
    owner, offset = spread((pieces.end - pieces.start)[whose])
    piece = whose[owner]
    at = pieces.start[piece] + offset + end  # every place but the other end
    char, level = text.codes[np.minimum(at, len(text.codes) - 1)], pieces.level[piece]
    border = text.begins[at] | end & (char == DE)  # also in 美的
    if end:
        whole = at == pieces.end[piece]
        free = np.choose(
            level - 1, (border & (pieces.after == 0)[piece], border & ((char == DE) | (char == ALSO)), char == PAUSED)
        )
        free &= piece == pieces.last[piece]
    else:
        whole = offset == 0
        free = np.where(level > COMMA, text.codes[at - 1] == PAUSED, border)
    return piece[whole | free], at[whole | free]


def evidence(text: Text, pieces: Pieces, piece: np.ndarray, at: np.ndarray, end: bool) -> Seen:
    """What speaks for and against each of these places: the member against its neighbour, and what a cut leaves outside."""
    start, stop, codes, word = pieces.start, pieces.end, text.codes, text.word
    s, e = (start[piece], at) if end else (at, stop[piece])
    near = piece + (-1 if end else 1)
    here, there = (e - 1, stop[near] - 1) if end else (s, start[near])  # the characters at the edges of the two
    cut = at < stop[piece] if end else at > start[piece]
    count, other_count = word[e - 1] - word[s] + 1, word[stop[near] - 1] - word[start[near]] + 1
    held = np.cumsum(np.append(0, text.classes & 1 << FLAWS.index("的") > 0))
    beside = np.where(cut, at if end else at - 1, here)
    outside = np.where(end, word[stop[piece] - 1] - word[beside], word[beside] - word[start[piece]]) + 1
    tag = np.select([codes[beside] == DE, codes[beside] == ALSO], [len(TAGS) + 1, len(TAGS) + 2], text.tag[word[beside]])
    found = [
        Group(CUTS, np.where(cut, pieces.level[piece], 0)),
        step("longer by", (e - s) - (stop - start)[near], (-3, -2, -1, 0, 1, 2, 3)),
        yes("的 in this one only", (held[e] > held[s]) & (held[stop[near]] == held[start[near]])),
        yes("one character", e - s == 1), yes("same character", codes[here] == codes[there]),
        _degree("ends" if end else "opens", text.facts[word[here], ENDS if end else OPENS]),
        _degree("keeps what stands outside", _strangest(text, here, count, start[near], other_count, end)),
    ]  # fmt: skip
    of_cut = [
        Group(("", *(f"beside {letter}" for letter in (*TAGS, "的", "等"))), tag),
        _degree("beside what stands outside", text.facts[word[beside], FOLLOWS if end else GOVERNS]),
        yes("the rest is like the neighbour's", _rest_alike(text, pieces, piece, beside, end)),
        step("words cut", outside, (1, 2, 3)),
    ]
    return found + [cross(yes("cut", cut), group) for group in of_cut]


def _rest_alike(text: Text, pieces: Pieces, piece: np.ndarray, beside: np.ndarray, end: bool) -> np.ndarray:
    """Whether the neighbour has the character that would be the first one outside, at the same distance from its own edge."""
    start, stop = pieces.start, pieces.end
    near = piece + (-1 if end else 1)
    there = stop[near] - (stop[piece] - beside) if end else start[near] + (beside - start[piece])
    within = (there >= start[near]) & (there < stop[near])
    return within & (text.codes[np.clip(there, 0, len(text.codes) - 1)] == text.codes[beside])


def _degree(name: str, logarithm: np.ndarray) -> Group:
    degree = np.where(logarithm == 0, len(LIMITS) + 1, np.searchsorted(LIMITS, logarithm, "right"))
    return Group(tuple(f"{name} {d}" for d in DEGREES), degree)


def _strangest(text: Text, here: np.ndarray, count: np.ndarray, other: np.ndarray, others: np.ndarray, end: bool) -> np.ndarray:
    """How much the first (or last) three words of members stand outside lists, but for what the next one has, too."""
    three, twelve = np.arange(3)[:, None], np.arange(12)[:, None]
    mine = np.clip(text.word[here] + three * (-1 if end else 1), 0, len(text.number) - 1)
    theirs = np.where(twelve < others, text.number[np.minimum(text.word[other] + twelve, len(text.number) - 1)], -1)
    kept = ~(text.number[mine][:, None] == theirs).any(1) & (three < count)
    stands = np.where(kept, text.facts[mine, FOLLOWS if end else GOVERNS], -9).max(0)
    return np.where(kept.any(0), stands, 0)


def edges(text: Text, pieces: Pieces, end: bool) -> Edges:
    """For every piece with a neighbour the edges for which most speaks, the best first."""
    piece, at = candidates(text, pieces, end)
    seen = evidence(text, pieces, piece, at, end)
    score = np.round(points(SIDES[end], seen), 6)
    order = np.lexsort((-at if end else at, -score, piece))
    piece, at, score = piece[order], at[order], score[order]
    opens = np.append(True, piece[1:] != piece[:-1])
    owner = np.cumsum(opens) - 1
    first = np.flatnonzero(opens)[owner]
    keep = (np.arange(len(piece)) - first < TRIED) & (score >= score[first] - BEHIND)
    behind = step(f"{SIDES[end]}: behind", (score[first] - score)[keep], (0, 0.5, 1, 2))
    which = order[keep]
    rest = [Group(_of_side(group.names, SIDES[end]), group.held[which]) for group in seen]
    return Edges(piece[keep], at[keep], [behind, *rest])


@cache
def _of_side(names: Names, side: str) -> Names:
    return tuple([f"{side}: {name}" if name else "" for name in names])
