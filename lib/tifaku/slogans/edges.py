"""Edges: where the first member of a series begins and the last one ends inside a longer piece, by named evidence."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from tifaku.slogans.pieces import COMMA, FLAWS, LEVELS, PAUSE, Pieces
from tifaku.slogans.weighing import Group, Names, Seen, cross, points, step, yes
from tifaku.slogans.wording import ENDS, FOLLOWS, GOVERNS, OPENS, TAGS, Text

GOVERNING = 0.7  # from which on a word is worth trying as the last one outside
DEGREES, LIMITS = ("never", "less", "even", "more", "much", "unknown"), (-1.5, -0.3, 0.7, 2.0)
TRIED, BEHIND = 3, 3.0  # edges of either side that are tried, if they have at most so many points less than the best
SIDES, CUTS = ("begin", "end"), ("whole", *(f"cut, {mark}" for mark in LEVELS[1:]))
DE, ALSO = ord("的"), ord("等")
MARK = 1 << FLAWS.index("mark")


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
    """The pieces and places where the first (or last) member of a series may begin (or end)."""
    number = np.arange(len(pieces.start))
    whose = np.flatnonzero(number > pieces.first if end else number < pieces.last)
    near = whose - 1 if end else whose + 1
    start, stop, level = pieces.start[whose], pieces.end[whose], pieces.level[whose]
    owner, offset = spread(stop - start)
    at = start[owner] + offset + end  # every place but the other end
    inside = at < stop[owner] if end else offset > 0
    char, rest = text.codes[np.minimum(at, len(text.codes) - 1)], at - start[owner] if end else stop[owner] - at
    other = text.codes[pieces.end[near] - 1] if end else text.codes[pieces.start[near]]
    marked = text.classes[np.minimum(at, len(text.codes) - 1)] & MARK > 0
    more, border = rest - (pieces.end - pieces.start)[near][owner], text.begins[at] | end & (char == DE)  # also in 美的
    word = text.word[np.minimum(at, len(text.word) - 1)]
    if end:
        tag = text.tag[word - 1] == text.tag[text.word[pieces.end[near] - 1]][owner]
        free = (abs(more) < 3) | tag | (text.facts[word, FOLLOWS] > GOVERNING)
        alike = (text.codes[at - 1] == other[owner]) & (offset > 0)
        first = np.zeros_like(alike)
        first[np.unique(owner[alike], return_index=True)[1]] = True
        alike[alike] = first[: alike.sum()]
        pause = (border & free | alike) & ~marked & (pieces.after[whose] == 0)[owner]
        comma = border & ((char == DE) | (char == ALSO))
        last = (whose == pieces.last[whose])[owner]
        found = ~inside | last & np.choose(level[owner] - 1, (pause, comma, char == ord("，")))
    else:
        later = (level == PAUSE) & ((pieces.first[whose] < whose) | (pieces.before[whose] > 0))
        tag = text.tag[word] == text.tag[text.word[pieces.start[near]]][owner]
        free = border & ((abs(more) < 3) | ~later[owner] & (tag | (text.facts[word - 1, GOVERNS] > GOVERNING))) | (more == 0)
        alike = (char == other[owner]) & (char != DE) & (at < stop[owner] - 1)
        found = ~inside | np.where(level[owner] > COMMA, text.codes[at - 1] == ord("，"), (free | alike) & ~marked)
    return whose[owner[found]], at[found]


def evidence(text: Text, pieces: Pieces, piece: np.ndarray, at: np.ndarray, end: bool) -> Seen:
    """What speaks for and against each of these places."""
    side, beyond = (-1, -1) if end else (1, 1)
    start, stop = pieces.start, pieces.end
    s, e = (start[piece], at) if end else (at, stop[piece])
    near = piece + side
    two = np.clip(piece + 2 * side, pieces.first[piece], pieces.last[piece])  # another one, where there is none
    has_two = np.abs(two - piece) == 2

    def edge(where: np.ndarray) -> np.ndarray:
        return stop[where] - 1 if end else start[where]

    here = e - 1 if end else s  # the character at the edge of the member
    cut = at < stop[piece] if end else at > start[piece]
    codes, word, tag = text.codes, text.word, text.tag
    length, other_length = e - s, (stop - start)[near]
    same = codes[here] == codes[edge(near)]
    same_tag, same_word = tag[word[here]] == tag[word[edge(near)]], text.number[word[here]] == text.number[word[edge(near)]]
    tags, count = text.tags(s, e)
    other_tags, other_count = text.tags(start[near], stop[near])
    level = np.where(cut, pieces.level[piece], 0)
    same_in_both = (codes[edge(near)] == codes[edge(two)], tag[word[edge(near)]] == tag[word[edge(two)]],
                    other_length == (stop - start)[two])  # fmt: skip
    like = same, same_tag, length == other_length
    de = text.classes & 1 << FLAWS.index("的") > 0
    held = np.cumsum(np.append(0, de))
    found = [
        Group(CUTS, level),
        step("longer by", length - other_length, (-3, -2, -1, 0, 1, 2, 3)),
        yes("的 in this one only", (held[e] > held[s]) & (held[stop[near]] == held[start[near]])),
        yes("one character", length == 1), yes("same character", same), yes("same tag", same_tag),
        yes("same character and as long", same & like[2]), yes("same word", same & same_word),
        yes("same tags", (tags == other_tags).all(0) & (count == other_count)),
        _degree("ends" if end else "opens", text.facts[word[here], ENDS if end else OPENS]),
        _degree("keeps what stands outside", _strangest(text, here, count, start[near], other_count, end)),
    ]  # fmt: skip
    for name, alike, mine in zip(("character", "tag", "length"), same_in_both, like):
        found.append(Group(("", f"{name} like both", f"{name} unlike both"), (has_two & alike) * np.where(mine, 1, 2)))
    first_same = codes[edge(piece)] == codes[edge(near)]
    return found + [cross(yes("cut", cut), group) for group in _of_cut(text, pieces, piece, at, end, first_same)]


def _of_cut(text: Text, pieces: Pieces, piece: np.ndarray, at: np.ndarray, end: bool, first_same: np.ndarray) -> Seen:
    """What the words tell that a cut at these places would leave outside the member."""
    codes, word, start, stop = text.codes, text.word, pieces.start, pieces.end
    cut = at < stop[piece] if end else at > start[piece]
    beside = np.where(cut, at if end else at - 1, at - 1 if end else at)
    outside = np.where(end, word[stop[piece] - 1] - word[beside], word[beside] - word[start[piece]]) + 1
    tag_beside = np.where(
        codes[beside] == DE, len(TAGS) + 1, np.where(codes[beside] == ALSO, len(TAGS) + 2, text.tag[word[beside]])
    )
    return [
        Group(("", *(f"beside {letter}" for letter in (*TAGS, "的", "等"))), tag_beside),
        _degree("beside what stands outside", text.facts[word[beside], FOLLOWS if end else GOVERNS]),
        yes("the rest is like the neighbour's", _rest_alike(text, pieces, piece, at, end)),
        yes("in a word", ~text.begins[at]),
        step("words cut", outside, (1, 2, 3)), yes("the edge of the piece is alike, too", first_same),
        yes("cut, not the first of its row", (piece > pieces.first[piece]) | (pieces.before[piece] > 0)),
    ]  # fmt: skip


def _rest_alike(text: Text, pieces: Pieces, piece: np.ndarray, at: np.ndarray, end: bool) -> np.ndarray:
    """Whether the neighbour has the character that would be the first one outside, at the same distance from its own edge."""
    start, stop = pieces.start, pieces.end
    near = piece + (-1 if end else 1)
    beside = np.clip(at if end else at - 1, start[piece], stop[piece] - 1)
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
