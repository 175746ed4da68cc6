"""Edges: where the first member of a series begins and the last one ends inside a longer piece, by named evidence."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from tifaku.slogans.rows import COMMA, LEVELS, PAUSE, Row
from tifaku.text.places_of_words import places
from tifaku.text.words import Words, tagged

Names = tuple[str, ...]
Both = tuple[str | None, str | None, int | None]

GOVERNS = 0.7  # from which on a word is worth trying as the last one outside
DEGREES = ((2.0, "much"), (0.7, "more"), (-0.3, "even"), (-1.5, "less"))
BEGIN, END = 0, -1  # the side of a member that is looked at; also the number of its first and of its last word


class Edge(NamedTuple):
    """A place in a piece where a member may begin or end, and the names of the evidence about it, in groups."""

    at: int
    evidence: tuple[Names, ...]


def beginnings(row: Row, n: int) -> list[Edge]:
    """Where the member may begin that stands in piece n and is followed by the next ones."""
    return _edges(row, n, row.words[n + 1 : n + 3], _starts(row, n), BEGIN)


def endings(row: Row, n: int) -> list[Edge]:
    """Where the member may end that stands in piece n and is preceded by others."""
    return _edges(row, n, row.words[max(0, n - 2) : n][::-1], _ends(row, n), END)


def _edges(row: Row, n: int, near: list[str], places: set[int], side: int) -> list[Edge]:
    known, next_one, other = tagged(row.words[n]), tagged(near[0]), near[0]
    two = _of_two(other, near[1], side) if len(near) > 1 else None
    of, later = "的" not in other and "的" in row.words[n], bool(n or row.before)
    given = row.level, row.words[n], known, other, next_one, two, of, later
    return [Edge(at, _evidence(*given, at, side)) for at in sorted(places)]


def _starts(row: Row, n: int) -> set[int]:
    piece, other = row.words[n], row.words[n + 1]
    if row.level > COMMA:
        return {0, *(at + 1 for at, mark in enumerate(piece) if mark == "，" and at + 1 < len(piece))}
    known, more, opener = tagged(piece), len(piece) - len(other), tagged(other).tags[0]
    inside = row.level == PAUSE and (n or row.before)  # words that govern a list stand in front of its first item
    found = {0, *[at for at in known.places[1:-1] if -2 < more - at < 2]}
    if not inside:
        near = zip(known.places[1:-1], known.words, known.tags[1:])
        found.update([at for at, before, tag in near if tag == opener or _places(before)[BEGIN] > GOVERNS])
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


def _evidence(level: int, piece: str, known: Words, other: str, next_one: Words, two: Both | None, of: bool,
              later: bool, at: int, side: int) -> tuple[Names, ...]:  # fmt: skip
    rest, cut = (piece[at:], piece[:at]) if side == BEGIN else (piece[:at], piece[at:])
    before, behind = known.parted(at) if cut else (known, known)
    own, outside = (behind, before) if side == BEGIN else (before, behind)
    more, same, length, first, tag = len(rest) - len(other), rest[side] == other[side], len(rest), own.words[side], own.tags[side]
    kept = own.words[:3] if side == BEGIN else own.words[-3:]
    strangest = max([_places(word)[side] for word in kept if word not in next_one.words], default=0.0)
    found = [
        _cut_or_whole(side, level if cut else 0, of and "的" in rest, length == 1),
        _fit(side, max(-3, min(more, 4)), same, same and first == next_one.words[side], tag == next_one.tags[side],
             own.tags == next_one.tags),
        _words(side, _degree(_places(first)[side + 2]), _degree(strangest)),
    ]  # fmt: skip
    if two:
        character, other_tag, size = two
        alike = character and character == rest[side], other_tag and other_tag == tag, size and size == length
        found.append(_fit_to_two(side, *alike))
    if cut:
        word, beside = outside.words[~side], outside.tags[~side]
        found.append(
            _of_cut(side, word if word in ("的", "等") else beside, _degree(_places(word)[side]), min(4, len(outside.words)),
                    piece[side] == other[side], same and other[side] in cut, at not in known.places, later)
        )  # fmt: skip
    return tuple(found)


def _of_two(one: str, two: str, side: int) -> Both:
    """The character and the tag at this side and the length that two pieces have both; None where they differ."""
    tag, other_tag = tagged(one).tags[side], tagged(two).tags[side]
    return (one[side] if one[side] == two[side] else None, tag if tag == other_tag else None,
            len(one) if len(one) == len(two) else None)  # fmt: skip


def _named(side: int, facts: dict[str, bool]) -> Names:
    return tuple([f"{'end' if side else 'begin'}: {fact}" for fact, held in facts.items() if held])


@cache
def _cut_or_whole(side: int, level: int, of: bool, one: bool) -> Names:
    return _named(side, {f"cut, {LEVELS[level]}" if level else "whole": True, "的 in this one only": of, "one character": one})


@cache
def _fit(side: int, more: int, character: bool, word: bool, tag: bool, tags: bool) -> Names:
    """How the member fits its neighbour."""
    length = "as long" if not more else f"longer by {more}" if more > 0 else f"shorter by {-more}"
    return _named(side, {
        length: True, "same character": character, "same character and as long": character and not more, "same word": word,
        "same tag": tag, "same tags": tag and tags,
    })  # fmt: skip


@cache
def _fit_to_two(side: int, character: bool | None, tag: bool | None, length: bool | None) -> Names:
    """How the member fits the next two together; None where they are not alike themselves."""
    return _named(side, {
        "character like both": character is True, "character unlike both": character is False, "tag like both": tag is True,
        "tag unlike both": tag is False, "as long as both": length is True, "length unlike both": length is False,
    })  # fmt: skip


@cache
def _words(side: int, stands: str, outside: str) -> Names:
    return _named(side, {f"{'ends' if side else 'opens'} {stands}": True, f"keeps what stands outside {outside}": True})


@lru_cache(10_000)
def _of_cut(side: int, beside: str, outside: str, words: int, alike: bool, within: bool, in_word: bool, later: bool) -> Names:
    """What the words that are left out say."""
    return _named(side, {
        f"beside {beside}": True, f"beside what stands outside {outside}": True, f"words cut {words}": True,
        "the edge of the piece is alike, too": alike, "alike, but not at the edge of the piece": within, "in a word": in_word,
        "cut, not the first of its row": later and side == BEGIN,
    })  # fmt: skip


@lru_cache(10_000)
def _places(word: str) -> tuple[float, float, float, float]:
    """How much a word stands before lists, opens their items, ends them and stands behind them, so that -1 is behind."""
    found = places(word)
    return found.governs, found.ends, found.opens, found.follows


@lru_cache(10_000)
def _degree(logarithm: float) -> str:
    return next((name for least, name in DEGREES if logarithm >= least), "never") if logarithm else "unknown"
