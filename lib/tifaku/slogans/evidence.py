"""Evidence: what speaks for and against a window being a series, each piece of it by a name that has a weight."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from tifaku.slogans.edges import spread
from tifaku.slogans.lexicon import mould_words
from tifaku.slogans.pieces import FLAWS, FRAME, LEVELS, LIST, LONGEST, ON_TOP, SUFFIX, Pieces
from tifaku.slogans.weighing import Group, Seen, cross, packed, step, yes
from tifaku.slogans.windows import Windows
from tifaku.slogans.wording import TAGS, Text

LENGTHS = (1, 2, 3, 4, 5, 7, 9, 12, 16, 24)
SHARES = (0.0, 0.12, 0.2, 0.3, 0.4, 0.5, 0.7)
REACH = 16  # characters from either end that are compared place by place
ROW_ENDS = [ord(mark) for mark in "；。！？\n"]
MARK = 1 << FLAWS.index("mark")
NOUNS, THINGS = "nNvamjbxkQ", "nNjbxa"
ODD_TAGS = "Nmtryqcx"


class Members(NamedTuple):
    """The members of all windows, one after the other: which window each is of, its number, piece, and place.

    heads: where the members of each window begin.
    """

    owner: np.ndarray
    n: np.ndarray
    piece: np.ndarray
    start: np.ndarray
    end: np.ndarray
    heads: np.ndarray

    def all_like(self, alike: np.ndarray) -> np.ndarray:
        """Of each window whether this holds of all its members."""
        return np.logical_and.reduceat(alike, self.heads)

    def same(self, of: np.ndarray) -> np.ndarray:
        """Of each window whether this is the same of all its members."""
        return self.all_like(of == of[self.heads][self.owner])

    def first(self, of: np.ndarray) -> np.ndarray:
        """For each member what is so of the first one of its window."""
        return of[..., self.heads][..., self.owner]


class Shared(NamedTuple):
    """The characters that all members of a window have: the window, their first and last places in the piece of the first
    member, and whether a neighbour of the window has them, too."""

    owner: np.ndarray
    first: np.ndarray
    last: np.ndarray
    beside: np.ndarray


def members_of(pieces: Pieces, windows: Windows) -> Members:
    count = windows.last - windows.first + 1
    owner, n = spread(count)
    piece = windows.first[owner] + n
    start, end = pieces.start[piece], pieces.end[piece]
    heads = np.cumsum(count) - count
    start[heads], end[heads + count - 1] = windows.begin, windows.end
    return Members(owner, n, piece, start, end, heads)


def _without_adverbs(text: Text, members: Members) -> tuple[Members, np.ndarray]:
    """The members without an adverb in front of what all begin with (有力度，也有温度), and in which windows there is one."""
    start, length = members.start, members.end - members.start
    one = members.first(text.codes[start])
    on_top = (members.n > 0) & (text.classes[start] & ON_TOP > 0) & (length > 2)
    on_top &= (text.codes[start + 1] == one) | (length == members.first(length) + 1)
    return members._replace(start=start + on_top), np.logical_or.reduceat(on_top, members.heads)


def around_windows(text: Text, pieces: Pieces, windows: Windows) -> Around:
    """Windows with their members, and what these have in common."""
    return _around(text, pieces, windows, _shared(text, pieces, windows))


def _around(text: Text, pieces: Pieces, windows: Windows, shared: Shared) -> Around:
    members, on_top = _without_adverbs(text, members_of(pieces, windows))
    sizes, count = members.end - members.start, windows.last - windows.first + 1
    longest, shortest = np.maximum.reduceat(sizes, members.heads), np.minimum.reduceat(sizes, members.heads)
    some = np.bincount(shared.owner, minlength=len(count)) > 0
    return Around(text, pieces, windows, members, on_top, sizes, count, longest, shortest, shared, some)


def first_look(a: Around) -> Seen:
    """The evidence for which the text need not be cut into words."""
    return [*_of_shape(a), *_of_place(a), *_of_characters(a)]


def closer_look(a: Around) -> Seen:
    """All other evidence, for which the text has to be cut into words."""
    return _of_kinds(a)


class Around(NamedTuple):
    """Windows with their members; how long these and how many they are; what they share, and whether they share anything."""

    text: Text
    pieces: Pieces
    windows: Windows
    members: Members
    on_top: np.ndarray
    sizes: np.ndarray
    number: np.ndarray
    longest: np.ndarray
    shortest: np.ndarray
    shared: Shared
    some: np.ndarray

    def only(self, which: np.ndarray) -> Around:
        """Some of the windows."""
        shared = Shared(*(each[which[self.shared.owner]] for each in self.shared))
        shared = shared._replace(owner=(np.cumsum(which) - 1)[shared.owner])
        return _around(self.text, self.pieces, self.windows.only(which), shared)

    @property
    def many(self) -> Group:
        return Group(("two", "three", "four or more"), self.number.clip(max=4) - 2)

    @property
    def few(self) -> Group:
        return Group(("two", "more"), self.number.clip(max=3) - 2)


def _of_shape(a: Around) -> Seen:
    """How many members there are, how long they are and how even."""
    heads, closes = a.members.heads, a.members.heads + a.number - 1
    length = step("length", np.add.reduceat(a.sizes, heads) / a.number, LENGTHS)
    even = yes("even", a.longest == a.shortest)
    later, earlier = a.sizes.copy(), a.sizes.copy()
    later[heads], earlier[closes] = 0, 0
    return [
        a.many, length, even, cross(cross(even, yes("nothing shared", ~a.some)), cross(length, a.many)),
        packed({"first longest": a.sizes[heads] > np.maximum.reduceat(later, heads) + 1,
                "last longest": a.sizes[closes] > np.maximum.reduceat(earlier, heads) + 1, "an adverb more": a.on_top}),
    ]  # fmt: skip


def _shared(text: Text, pieces: Pieces, windows: Windows) -> Shared:
    """The characters that all members of a window have.

    Each character of each piece has a key, so made that those of one character in neighbouring pieces follow each other.
    """
    owner, offset = spread(pieces.end - pieces.start)
    at, most = pieces.start[owner] + offset, max(LONGEST) + 1
    ordered = np.sort((text.codes[at].astype(np.int64) * (len(pieces.start) + 2) + owner) * most + offset)
    key, offset = ordered // most, ordered % most
    new = np.flatnonzero(np.diff(key, prepend=-1))
    key, opens, closes = key[new], offset[new], offset[np.append(new[1:], len(key)) - 1]
    whose = key % (len(pieces.start) + 2)
    first, last = pieces.start[whose] + opens, pieces.start[whose] + closes
    of_piece, counts = np.argsort(whose, kind="stable"), np.bincount(whose, minlength=len(pieces.start))
    window, n = spread(counts[windows.first])
    item = of_piece[(np.cumsum(counts) - counts)[windows.first][window] + n]
    apart = (windows.last - windows.first)[window]
    beyond = np.minimum(item + apart, len(key) - 1)
    held = (key[beyond] == key[item] + apart) & (last[item] >= windows.begin[window]) & (first[beyond] < windows.end[window])
    window, item, beyond = window[held], item[held], beyond[held]
    before = (key[item - 1] == key[item] - 1) & (windows.first > pieces.first[windows.first])[window]
    behind = (key[np.minimum(beyond + 1, len(key) - 1)] == key[beyond] + 1) & (windows.last < pieces.last[windows.last])[window]
    return Shared(window, first[item], last[item], before | behind)


def _of_characters(a: Around) -> Seen:
    """What all members have at their beginnings, at their ends and between."""
    text, members, shared, some, reach = a.text, a.members, a.shared, a.some, np.arange(REACH)[:, None]
    heads, start, end = members.heads, members.start, members.end
    within = reach < a.sizes
    left, right = text.codes[start + reach * within], text.codes[end - 1 - reach * within]
    masks = []
    for codes in (left, right):
        same = (codes == members.first(codes)) & within & members.first(within)
        masks.append(np.bitwise_and.reduceat(_packed(same), heads))
    head, tail = (np.minimum(_ones()[mask], a.shortest - 1) for mask in masks)
    one_start, one_end = start[heads], end[heads]
    between = (shared.first >= (one_start + head)[shared.owner]) & (shared.last < (one_end - tail)[shared.owner])
    between = np.bincount(shared.owner, between, minlength=len(some))
    inner = (masks[0] >> head > 0) | (masks[1] >> tail > 0)
    frames = text.classes & FRAME > 0
    frame = np.bincount(shared.owner, frames[shared.first], minlength=len(some)) > 0
    placed = frame & (_packed(frames[one_start + reach * within[:, heads]]) & masks[0] > 0)
    things = (tail > 0) & _like_things(text, one_end)
    place = (head > 0) + 2 * (tail > 0) + 4 * inner
    held = {
        "same beginning": head > 0, "same end": tail > 0, "same inside": inner, "same beginning and end": (head > 0) & (tail > 0),
        "same two at the beginning": head > 1, "same two at the end": tail > 1, "same head of a list": things,
        "same suffix": (tail > 0) & (text.classes[one_end - 1] & SUFFIX > 0), "same beginning only": place == 1,
        "shared at no fixed place": some & (place == 0), "function character shared": frame,
        "function character at one place": placed,
    }  # fmt: skip
    share = step("shared", (head + tail + between) * a.number / np.add.reduceat(a.sizes, heads) * some, SHARES)
    found = [cross(share, a.few), packed(held)]
    return found + [cross(yes(name, held[name]), a.few) for name in ("same beginning", "same end", "same inside")]


def _packed(held: np.ndarray) -> np.ndarray:
    """Sixteen rows as the bits of one number each."""
    low, high = np.packbits(held, axis=0, bitorder="little")
    return low | high.astype(np.uint16) << 8


@cache
def _ones() -> np.ndarray:
    """How many of the lowest bits of a number are set before the first that is not."""
    numbers = np.arange(1 << REACH)
    return np.array([REACH if n + 1 == 1 << REACH else ((~n & n + 1).bit_length() - 1) for n in numbers.tolist()], np.int64)


def _like_things(text: Text, end: np.ndarray) -> np.ndarray:
    """Whether what ends here ends like the name of a thing, place or office."""
    pairs = text.codes[np.maximum(end - 2, 0)] << 16 | text.codes[end - 1]
    return (text.classes[end - 1] & LIST > 0) | np.isin(pairs, _pairs())


@cache
def _pairs() -> np.ndarray:
    return np.array(sorted([ord(word[0]) << 16 | ord(word[1]) for word in mould_words("list") if len(word) == 2]))


def _of_kinds(a: Around) -> Seen:
    """What kind of phrase all or some members are, and what slogans seldom have."""
    text, members = a.text, a.members
    first, last = text.word[members.start], text.word[members.end - 1]
    count = last - first + 1
    one, end, second = (1 << text.tag[n] for n in (first, last, np.maximum(last - 1, 0)))
    words = np.bitwise_or.reduceat(1 << text.tag, np.stack([first, last + 1], 1).ravel())[::2]
    characters = np.bitwise_or.reduceat(text.classes, np.stack([members.start, members.end], 1).ravel())[::2]
    more = count > 1
    kinds = packed({
        "verb first": one & _mask("v") > 0, "preposition or adverb first": one & _mask("pdr") > 0,
        "noun last": end & _mask("n") > 0, "adjective last": end & _mask("a") > 0, "verb last": end & _mask("v") > 0,
        "nouns": (words & ~_mask(NOUNS) == 0) & (one & _mask(THINGS) > 0), "one word": ~more,
        "verb and object": (one & _mask("v") > 0) & (end & _mask("n") > 0) & more,
        "predicate": (end & _mask("vaiz") > 0) | (second & _mask("d") > 0) & more,
        "subject and predicate": (one & _mask("nsft") > 0) & (end & _mask("av") > 0) & more,
        "four characters": a.sizes == 4, "ending like things in a list": _like_things(text, members.end),
    })  # fmt: skip
    tags = packed(
        {**{f"tag {tag}": words & _mask(tag) > 0 for tag in ODD_TAGS}, "的 at the end": text.codes[members.end - 1] == ord("的")}
    )
    flaws = Group(FLAWS, characters & (1 << len(FLAWS)) - 1, True)
    tag = text.tag[first]
    same = np.where(members.same(tag), tag[members.heads], 0)
    found = [Group(("", *(f"first tag same {letter}" for letter in TAGS)), same), yes("first tag same", same > 0)]
    found += _of_sequence(a, words)
    for names, held, _ in (kinds, tags, flaws):
        every, some = np.bitwise_and.reduceat(held, members.heads), np.bitwise_or.reduceat(held, members.heads)
        found += [Group(tuple(f"all {name}" for name in names), every, True)]
        found += [Group(tuple(f"some {name}" for name in names), some & ~every, True)]
    return found


def _of_sequence(a: Around, words: np.ndarray) -> Seen:
    """Whether the members have the same parts of speech in the same order, and which of them is not like its neighbours."""
    text, members = a.text, a.members
    tags, count = text.tags(members.start, members.end)
    alike = members.same(count) & np.logical_and.reduceat((tags == members.first(tags)).all(0), members.heads)
    several = members.same(count) & (count[members.heads] > 1)
    kind = 1 + (np.bitwise_or.reduceat(words, members.heads) & ~_mask(NOUNS) != 0)
    return [
        cross(Group(("", "same tags, nouns", "same tags, others"), alike * several * kind), a.many),
        yes("as many words", several),
    ]


@cache
def _mask(letters: str) -> int:
    return sum(1 << TAGS.index(letter) + 1 for letter in letters)


def _of_place(a: Around) -> Seen:
    """Where the window stands in its run, and whether a neighbour that is left out would fit as well."""
    text, pieces, windows, members, shared, some = a.text, a.pieces, a.windows, a.members, a.shared, a.some
    first, last = windows.first, windows.last
    more, rest = first - pieces.first[first], pieces.last[last] - last
    before, behind = np.minimum(more + pieces.before[first], 4), np.minimum(rest + pieces.after[last], 4)
    cut_before, cut_behind = windows.begin > pieces.start[first], windows.end < pieces.end[last]
    alone = (before + behind == 0) & ~cut_before & ~cut_behind
    couplet = ~some & (a.number == 2) & (a.longest == a.shortest) & alone & pieces.whole[first]
    opens, closes = text.codes[members.start], text.codes[members.end - 1]
    begin, end = members.same(opens), members.same(closes)
    linked = _linked(text, members)
    odd = _odd_one(linked, members, a.number)
    fits = np.bincount(shared.owner, shared.beside, minlength=len(some)) > 0
    fits &= ~begin & ~end
    for piece, beside in ((first - 1, more > 0), (np.minimum(last + 1, len(pieces.start) - 1), rest > 0)):
        like = begin & (text.codes[pieces.start[piece]] == opens[members.heads])
        like |= end & (text.codes[pieces.end[piece] - 1] == closes[members.heads])
        size = pieces.end[piece] - pieces.start[piece]
        like |= ~some & (a.longest == a.shortest) & (size == a.longest)
        fits |= like & beside
    return [
        Group(tuple(f"level {mark}" for mark in LEVELS), pieces.level[first]),
        Group(tuple(f"others in the row {n}" for n in range(5)), np.minimum(before + behind, 4)),
        cross(yes("cut before and behind", cut_before & cut_behind), a.many),
        yes("couplet that fills its place", couplet), yes("a neighbour would fit as well", fits), odd, *_of_rows(a),
    ]  # fmt: skip


def _of_rows(a: Around) -> Seen:
    """Whether the members have as many marks inside, and whether a row beside that of the window, past ； or 。, begins alike."""
    text, members, begin = a.text, a.members, a.windows.begin
    marks = np.cumsum(np.append(0, text.classes & MARK > 0))
    marks = marks[members.end] - marks[members.start]
    ends = np.append(-1, np.flatnonzero(np.isin(text.codes, ROW_ENDS)))
    row = np.searchsorted(ends, begin) - 1
    before, behind = np.maximum(row - 1, 0), np.minimum(row + 1, len(ends) - 1)
    first, broken = np.append(text.codes, 0)[ends + 1], text.codes[ends] == ord("\n")  # codes[-1] is a line break
    alike = (first[before] == first[row]) & ~broken[row] | (first[behind] == first[row]) & ~broken[behind]
    opens = ends[row] + 1 == begin
    level = Group(LEVELS, a.pieces.level[a.windows.first])
    return [cross(level, Group(("", "as many marks in each"), members.same(marks) & (marks[members.heads] > 0))),
            cross(level, yes("opens a row, the one beside begins alike", opens & alike))]  # fmt: skip


def _linked(text: Text, members: Members) -> np.ndarray:
    """Of each member whether it has a character at the same place as the next one, from the front or from the back."""
    reach, sizes = np.arange(REACH)[:, None], members.end - members.start
    within = reach < np.minimum(sizes, np.append(sizes[1:], 0))
    front = text.codes[members.start + reach * (reach < sizes)]
    back = text.codes[members.end - 1 - reach * (reach < sizes)]
    alike = [((codes == np.roll(codes, -1, 1)) & within).any(0) for codes in (front, back)]
    return alike[0] | alike[1]


def _odd_one(linked: np.ndarray, members: Members, number: np.ndarray) -> Group:
    """Which of three or more members has nothing of its neighbour, while the others have."""
    heads, closes = members.heads, members.heads + number - 2
    inner = linked.copy()
    inner[closes + 1] = False
    total = np.add.reduceat(inner, heads)
    first, last, all_but = ~linked[heads], ~linked[closes], number - 1
    kind = np.select([number < 3, total == all_but, total == 0, first & last, first & (total == all_but - 1),
                      last & (total == all_but - 1)], [0, 1, 2, 3, 4, 5], 6)  # fmt: skip
    names = ("", "all linked", "none linked", "first and last odd", "first odd", "last odd", "some odd")
    return Group(names, kind)
