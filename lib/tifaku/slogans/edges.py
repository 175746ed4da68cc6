"""Edges: where the first member of a series begins and the last one ends inside a longer piece, by named evidence."""

from __future__ import annotations

from functools import lru_cache
from typing import Iterator, NamedTuple

from tifaku.slogans.rows import COMMA, LEVELS, PAUSE, Row
from tifaku.text.places_of_words import places
from tifaku.text.words import Words, tagged

GOVERNS = 0.7  # from which on a word is worth trying as the last one outside
DEGREES = ((2.0, "much"), (0.7, "more"), (-0.3, "even"), (-1.5, "less"))
BEGIN, END = 0, -1  # the side of a member that is looked at; also the number of its first and of its last word


class Edge(NamedTuple):
    """A place in a piece where a member may begin or end, and the names of the evidence about it."""

    at: int
    evidence: tuple[str, ...]


def beginnings(row: Row, n: int) -> list[Edge]:
    """Where the member may begin that stands in piece n and is followed by the next ones."""
    return _edges(row, n, row.words[n + 1 : n + 3], _starts(row, n), BEGIN)


def endings(row: Row, n: int) -> list[Edge]:
    """Where the member may end that stands in piece n and is preceded by others."""
    return _edges(row, n, row.words[max(0, n - 2) : n][::-1], _ends(row, n), END)


def _edges(row: Row, n: int, near: list[str], places: set[int], side: int) -> list[Edge]:
    name = "end: " if side else "begin: "
    return [Edge(at, tuple([name + fact for fact in _evidence(row, n, near, at, side)])) for at in sorted(places)]


def _starts(row: Row, n: int) -> set[int]:
    piece, other = row.words[n], row.words[n + 1]
    if row.level > COMMA:
        return {0, *(at + 1 for at, mark in enumerate(piece) if mark == "，" and at + 1 < len(piece))}
    known, more, opener = tagged(piece), len(piece) - len(other), tagged(other).tags[0]
    inside = row.level == PAUSE and (n or row.before)  # words that govern a list stand in front of its first item
    found = {0}
    for at, before, tag in zip(known.places[1:-1], known.words, known.tags[1:]):
        if abs(more - at) < 2 or not inside and (tag == opener or _places(before)[BEGIN] > GOVERNS):
            found.add(at)
    if other[0] in piece[1:-1] and other[0] != "的":
        found.update([at for at in range(1, len(piece) - 1) if piece[at] == other[0]])
    return found


def _ends(row: Row, n: int) -> set[int]:
    piece, other = row.words[n], row.words[n - 1]
    whole = len(piece)
    if row.level > COMMA:
        return {whole, *(at for at, mark in enumerate(piece) if mark == "，" and at)}
    if row.level == COMMA and "的" not in piece and "等" not in piece or n < len(row.words) - 1 or row.after:
        return {whole}
    known, closer = tagged(piece), tagged(other).tags[-1]
    if row.level == COMMA:
        return {whole, *(at for at in known.places[1:-1] if piece[at] in "的等")}
    found = {whole}
    for at, behind, tag in zip(known.places[1:-1], known.words[1:], known.tags):
        if abs(at - len(other)) < 2 or tag == closer or _places(behind)[END] > GOVERNS:
            found.add(at)
    like = piece.find(other[-1], 1) + 1
    return found | {like} if 0 < like < whole else found


def _evidence(row: Row, n: int, near: list[str], at: int, side: int) -> Iterator[str]:
    piece, other = row.words[n], near[0]
    known, next_one = tagged(piece), tagged(other)
    rest, cut = (piece[at:], piece[:at]) if side == BEGIN else (piece[:at], piece[at:])
    own, outside = (known.since(at), known.until(at)) if side == BEGIN else (known.until(at), known.since(at))
    yield f"cut, {LEVELS[row.level]}" if cut else "whole"
    yield from _fit(rest, other, own, next_one, side)
    if len(near) > 1:
        yield from _fit_to_two(rest, near, own.tags[side], side)
    yield f"{'opens' if side == BEGIN else 'ends'} {_degree(_places(own.words[side])[side + 2])}"
    kept = own.words[:3] if side == BEGIN else own.words[-3:]
    strange = [_places(word)[side] for word in kept if word not in next_one.words]
    yield f"keeps what stands outside {_degree(max(strange, default=0.0))}"
    if "的" in rest and "的" not in other:
        yield "的 in this one only"
    if cut:
        same = rest[side] == other[side]
        yield from _of_cut(outside, cut, piece[side] == other[side], same and other[side] in cut, side)
        if at not in known.places:
            yield "in a word"
        if side == BEGIN and (n or row.before):
            yield "cut, not the first of its row"


def _fit(rest: str, other: str, own: Words, next_one: Words, side: int) -> Iterator[str]:
    """How the member fits its neighbour."""
    more = len(rest) - len(other)
    yield "as long" if not more else f"longer by {min(more, 4)}" if more > 0 else f"shorter by {min(-more, 3)}"
    if len(rest) == 1:
        yield "one character"
    if rest[side] == other[side]:
        yield "same character"
        yield from ("same character and as long",) * (not more)
        yield from ("same word",) * (own.words[side] == next_one.words[side])
    if own.tags[side] == next_one.tags[side]:
        yield "same tag"
        yield from ("same tags",) * (own.tags == next_one.tags)


def _fit_to_two(rest: str, near: list[str], tag: str, side: int) -> Iterator[str]:
    """How the member fits the next two together."""
    (one, two), (tag_one, tag_two) = near, [tagged(word).tags[side] for word in near]
    if one[side] == two[side]:
        yield "character like both" if rest[side] == one[side] else "character unlike both"
    if tag_one == tag_two:
        yield "tag like both" if tag == tag_one else "tag unlike both"
    if len(one) == len(two):
        yield "as long as both" if len(rest) == len(one) else "length unlike both"


def _of_cut(outside: Words, cut: str, edge_alike: bool, alike_within: bool, side: int) -> Iterator[str]:
    """What the words that are left out say."""
    word, tag = (outside.words[-1], outside.tags[-1]) if side == BEGIN else (outside.words[0], outside.tags[0])
    yield f"beside {word if word in ('的', '等') else tag}"
    yield f"beside what stands outside {_degree(_places(word)[side])}"
    yield f"words cut {min(4, len(outside.words))}"
    if edge_alike:
        yield "the edge of the piece is alike, too"
    if alike_within:
        yield "alike, but not at the edge of the piece"


@lru_cache(10_000)
def _places(word: str) -> tuple[float, float, float, float]:
    """How much a word stands before lists, opens their items, ends them and stands behind them, so that -1 is behind."""
    found = places(word)
    return found.governs, found.ends, found.opens, found.follows


@lru_cache(10_000)
def _degree(logarithm: float) -> str:
    return next((name for least, name in DEGREES if logarithm >= least), "never") if logarithm else "unknown"
