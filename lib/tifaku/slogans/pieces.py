"""Pieces: a laid-out text cut at its marks on three levels, and which neighbours may be members of one series, as arrays."""

from __future__ import annotations

from functools import cache
from string import ascii_letters, digits
from typing import NamedTuple

import numpy as np

from tifaku.slogans.lexicon import mould_words
from tifaku.slogans.weighing import Group, Seen, cross, points, step, yes
from tifaku.text.laid import SLOT, Laid, Place
from tifaku.text.lexicons import clause_verbs

PAUSE, COMMA, SEMICOLON, STOP = 1, 2, 3, 4  # levels of marks
LEVELS = ("", "、", "，", "；")
MARKS = {"、": PAUSE, "，": COMMA, "；": SEMICOLON, **dict.fromkeys("。！？…：\n（）—“”‘’|", STOP)}
LONGEST = (0, 60, 60, 160)  # characters of a piece of each level
BLANKS = " \t\r　"
SHORT_LINE = 5.0  # points that a pair of pieces in a short line, or with ； between them, has before anything is known of it
MOST, NEAR = 30, 5  # pieces of a run; pieces beside it that are counted
REACH = 8  # characters that are compared from either end

#: Classes of characters, each a bit.
CLASSES = {
    "digits": digits + "０１２３４５６７８９％%", "letters": ascii_letters, "persons": "他她它我您咱俺", "aspect": "了着过",
    "的": "的", "quotation": SLOT, "mark": "，、", "《": "《", "+": "+＋", "＿": "＿",
}  # fmt: skip
FLAWS = tuple(CLASSES)
ON_TOP, FRAME, SUFFIX, LIST, VERB, BLANK = (1 << n for n in range(len(CLASSES), len(CLASSES) + 6))
SLOTS = 1 << FLAWS.index("quotation")


class Find(NamedTuple):
    """A stretch text[start:end] of a type, with the spans of its parts; points: how much speaks for it."""

    type: str
    start: int
    end: int
    parts: tuple[Place, ...] = ()
    points: float = 0.0


class Pieces(NamedTuple):
    """Pieces in runs of which each may be a member of one series with the next: where they begin and end, and their level.

    first, last: the numbers of the first and last piece of the run; before, after: how many pieces stand beside the run; whole:
    whether it fills a line, a quotation or a chain of quotations.
    """

    start: np.ndarray
    end: np.ndarray
    level: np.ndarray
    first: np.ndarray
    last: np.ndarray
    before: np.ndarray
    after: np.ndarray
    whole: np.ndarray


@cache
def classes() -> np.ndarray:
    """The classes of every character as bits."""
    table = np.zeros(0x110000, np.int32)
    lists = {word for word in mould_words("list") if len(word) == 1}
    own = {ON_TOP: "更也还又才亦不而再都就", FRAME: mould_words("frame"), SUFFIX: mould_words("suffix"), LIST: lists,
           VERB: {verb for verb in clause_verbs() if len(verb) == 1}, BLANK: BLANKS}  # fmt: skip
    for bit, characters in (*((1 << n, CLASSES[name]) for n, name in enumerate(FLAWS)), *own.items()):
        table[[ord(c) for c in characters if len(c) == 1]] |= bit
    return table


@cache
def _levels() -> np.ndarray:
    table = np.zeros(0x110000, np.int8)
    for mark, level in MARKS.items():
        table[ord(mark)] = level
    return table


class Cut(NamedTuple):
    """All pieces of a text: where they begin and end, their level, and whether a mark of that level joins each to the next."""

    start: np.ndarray
    end: np.ndarray
    level: np.ndarray
    joined: np.ndarray


def cut(laid: Laid) -> Cut:
    """The pieces between 、, the clauses and the parts between ；, without the blanks round them."""
    marks = _levels()[laid.codes]
    at = [np.flatnonzero(marks >= level) for level in (PAUSE, COMMA, SEMICOLON)]
    level = np.repeat((PAUSE, COMMA, SEMICOLON), list(map(len, at)))
    start, end = np.concatenate([np.append(0, ends[:-1] + 1) for ends in at]), np.concatenate(at)
    joined = marks[end] == level
    blank, places = classes()[laid.codes] & BLANK > 0, np.arange(len(marks))
    start = np.minimum(np.minimum.accumulate(np.where(blank, len(marks), places)[::-1])[::-1][start], end)
    end = np.clip(np.maximum.accumulate(np.where(blank, -1, places))[end - 1] + 1, start, end)
    joined[:-1] &= (end > start)[:-1] & (end > start)[1:]
    return Cut(start, end, level, joined)


def pair_evidence(laid: Laid, pieces: Cut, first: np.ndarray) -> Seen:
    """What is seen of pieces and the ones behind them, without looking at words."""
    codes, level = laid.codes, Group(LEVELS, pieces.level[first])
    s, e, t, f = pieces.start[first], pieces.end[first], pieces.start[first + 1], pieces.end[first + 1]
    one, two, reach = e - s, f - t, np.arange(REACH)[:, None]
    size = tuple(range(1, 12))
    found = [yes("any", np.ones(len(first), np.int8)), step("first", one, size), step("second", two, size)]
    found += [step("both", np.where(one == two, one, 0), (0, *size)), step("first longer", one - two, tuple(range(-4, 4)))]
    within, beside = reach < one, reach < two
    fronts, tails = codes[s + reach * within] * within, codes[e - 1 - reach * within] * within
    heads, backs = codes[t + reach * beside] * beside, codes[f - 1 - reach * beside] * beside
    met = (np.concatenate([tails, fronts[:4]])[:, None] == heads).any(0) & beside
    verbs = classes()[codes] & VERB > 0
    left, right = (fronts == heads) & within, (tails == backs) & within
    held = {
        "same beginning": left[0], "same end": right[0], "second's beginning in first": met[0] & ~left[0],
        "first's end in second": (heads == tails[0]).any(0) & ~right[0], "same inside from the left": left[1:].any(0),
        "same inside from the right": right[1:].any(0), "second opens with a verb": verbs[t],
        "first ends like a verb and its object": verbs[np.maximum(e - two, 0)] & verbs[t],
    }  # fmt: skip
    found += [yes(name, mask) for name, mask in held.items()] + [step("shared", met.sum(0), (0, 1, 2))]
    sizes = np.append(pieces.end - pieces.start, 0)
    for name, n, size in (("before", -1, one), ("behind", 2, two)):
        joined = pieces.joined[np.clip(first + min(n, 1), 0, len(pieces.joined) - 1)]
        found.append(Group(("none " + name, "other " + name, name + " as long"), joined * (1 + (sizes[first + n] == size))))
    kinds = classes()[codes]
    has = [np.bitwise_or.reduceat(kinds, np.stack([a, b], 1).ravel())[::2] for a, b in ((s, e), (t, f))]
    for n, name in enumerate(FLAWS[:6]):
        names = ("", *(f"{name} in {where}" for where in ("first", "second", "both")))
        found.append(Group(names, (has[0] >> n & 1) + 2 * (has[1] >> n & 1)))
    return [cross(level, group) for group in found]


def runs(laid: Laid) -> Pieces:
    """The pieces of every run of neighbours that may be one series, level by level."""
    pieces = cut(laid)
    near = np.flatnonzero(pieces.joined)
    score = points("pair", pair_evidence(laid, pieces, near)) if len(near) else np.zeros(0)
    breaks = np.flatnonzero(laid.codes == ord("\n"))
    line = np.searchsorted(breaks, pieces.start[near])
    short = np.diff(breaks, prepend=-1)[line] <= 40
    linked = np.zeros(len(pieces.start) + 1, bool)
    linked[near] = score + SHORT_LINE * (short | (pieces.level[near] == SEMICOLON)) > 0
    longest = np.array(LONGEST)[pieces.level]
    linked[:-1] &= pieces.end - pieces.start <= longest
    linked[:-2] &= (pieces.end - pieces.start <= longest)[1:]
    return _runs(laid, pieces, linked)


def _runs(laid: Laid, pieces: Cut, linked: np.ndarray) -> Pieces:
    number = np.arange(len(linked))
    first = np.maximum.accumulate(np.where(np.roll(linked, 1), -1, number))  # of each piece the first of its run
    linked &= (number - first) % MOST < MOST - 1
    first = np.maximum.accumulate(np.where(np.roll(linked, 1), -1, number))[:-1]
    last = np.minimum.accumulate(np.where(linked, len(linked), number)[::-1])[::-1][:-1]
    chain = np.append(pieces.joined, False)
    opens = np.maximum.accumulate(np.where(np.roll(chain, 1), -1, number))  # the first of those joined by marks
    closes = np.minimum.accumulate(np.where(chain, len(linked), number)[::-1])[::-1]
    keep = np.flatnonzero(first < last)
    before, after = np.minimum(first - opens[:-1], NEAR)[keep], np.minimum(closes[:-1] - last, NEAR)[keep]
    start, end = pieces.start[first[keep]], pieces.end[last[keep]]
    stop = np.array([ord("\n"), ord("。"), ord("！")])
    codes = np.append(laid.codes, [ord("\n")] * 2)
    fills = (codes[start - 1] == stop[0]) & (before + after == 0)  # codes[-1] is a line break
    fills &= (codes[end] == stop[0]) | np.isin(codes[end], stop) & (codes[end + 1] == stop[0])
    place = np.cumsum(first < last) - 1
    return Pieces(pieces.start[keep], pieces.end[keep], pieces.level[keep], place[first[keep]], place[last[keep]],
                  before, after, fills)  # fmt: skip
