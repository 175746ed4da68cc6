"""Evidence: what speaks for and against a window being a series, each piece of it by a name that has a weight."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from tifaku.slogans.edges import spread
from tifaku.slogans.lexicon import mould_words
from tifaku.slogans.pieces import FLAWS, FRAME, LEVELS, LIST, ON_TOP, SUFFIX, WHOLE, Pieces
from tifaku.slogans.weighing import Names, Seen, bits, cross, step, yes
from tifaku.slogans.windows import Windows
from tifaku.slogans.wording import DEPTH, OPPOSITE, TAGS, Text, answering

LENGTHS = (1, 2, 3, 4, 5, 7, 9, 12, 16, 24)
SHARES = (0.0, 0.12, 0.2, 0.3, 0.4, 0.5, 0.7)
MANY, FEW = ("two", "three", "four or more"), ("two", "more")
REACH = 16  # characters from either end that are compared place by place
NOUNS, THINGS, LEVEL_WORDS = "nNvamjbxkQ", "nNjbxa", "vaiz"
KINDS = ("verb first", "preposition or adverb first", "noun last", "adjective last", "verb last", "nouns", "one word",
         "verb and object", "predicate", "subject and predicate", "four characters", "ending like things in a list")  # fmt: skip
ODD_TAGS = "Nmtryqcx"
ODD = (*(f"tag {tag}" for tag in ODD_TAGS), "的 at the end")


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
        return of[self.heads][self.owner]


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
    """What is seen without words."""
    return [yes("an adverb more", a.on_top), *_of_shape(a), *_of_place(a), *_of_characters(a)]


def closer_look(a: Around) -> Seen:
    """All the rest."""
    return _of_words(a) + _of_kinds(a) + _of_clauses(a) + _of_opposites(a)


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
    def many(self) -> tuple[Names, np.ndarray]:
        return MANY, self.number.clip(max=4) - 2

    @property
    def few(self) -> tuple[Names, np.ndarray]:
        return FEW, (self.number > 2).astype("i1")

    @property
    def nothing(self) -> tuple[Names, np.ndarray]:
        return yes("nothing shared", ~self.some)


def _of_shape(a: Around) -> Seen:
    heads = a.members.heads
    even = yes("even", a.longest == a.shortest)
    length = step("length", np.add.reduceat(a.sizes, heads) / a.number, LENGTHS)
    later = np.where(a.members.n > 0, a.sizes, 0)
    ends = heads + a.number - 1
    earlier = a.sizes.copy()
    earlier[ends] = 0
    return [
        a.many, step("lengths apart", a.longest - a.shortest, (0, 1, 2, 4)), length,
        step("longest to shortest", a.longest / a.shortest, (1, 1.3, 1.7, 2.5)),
        cross(even, cross(length, a.few)), cross(cross(even, a.nothing), cross(length, a.many)),
        yes("first longest", a.sizes[heads] > np.maximum.reduceat(later, heads) + 1),
        yes("last longest", a.sizes[ends] > np.maximum.reduceat(earlier, heads) + 1),
    ]  # fmt: skip


def _shared(text: Text, pieces: Pieces, windows: Windows) -> Shared:
    """The characters that all members of a window have.

    Each character of each piece has a key, so made that those of one character in neighbouring pieces follow each other.
    """
    owner, offset = spread(pieces.end - pieces.start)
    at = pieces.start[owner] + offset
    key = text.codes[at].astype(np.int64) * (len(pieces.start) + 2) + owner
    order = np.argsort(key, kind="stable")
    new = np.flatnonzero(np.diff(key[order], prepend=-1))
    first, last = at[order[new]], at[order[np.append(new[1:], len(order)) - 1]]
    key, whose = key[order[new]], owner[order[new]]
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
    text, members, shared, some, reach = a.text, a.members, a.shared, a.some, np.arange(REACH)
    heads, start, end = members.heads, members.start, members.end
    size = a.sizes[:, None]
    left, right = text.codes[start[:, None] + reach * (reach < size)], text.codes[end[:, None] - 1 - reach * (reach < size)]
    masks = []
    for codes in (left, right):
        same = (codes == members.first(codes)) & (reach < np.minimum(a.sizes, members.first(a.sizes))[:, None])
        masks.append(np.bitwise_and.reduceat(_packed(same), heads))
    head, tail = (np.minimum(_ones()[mask], a.shortest - 1) for mask in masks)
    one_start, one_end = start[heads], end[heads]
    between = (shared.first >= (one_start + head)[shared.owner]) & (shared.last < (one_end - tail)[shared.owner])
    between = np.bincount(shared.owner, between, minlength=len(some))
    inner = (masks[0] >> head > 0) | (masks[1] >> tail > 0)
    frames = text.classes & FRAME > 0
    frame = np.bincount(shared.owner, frames[shared.first], minlength=len(some)) > 0
    placed = frame & (_packed(frames[one_start[:, None] + reach * (reach < size[heads])]) & masks[0] > 0)
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
    end_only = yes("same end only", place == 2)
    as_long = ("as long", "not as long"), (a.longest > a.shortest).view(np.int8)
    found = [cross(share, a.few), cross(end_only, a.many), cross(end_only, as_long)]
    found += [yes(name, mask) for name, mask in held.items()]
    return found + [cross(yes(name, held[name]), a.few) for name in ("same beginning", "same end", "same inside")]


def _packed(held: np.ndarray) -> np.ndarray:
    """Rows of sixteen as the bits of one number."""
    return np.packbits(held, axis=1, bitorder="little").view(np.uint16)[:, 0]


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


def _of_words(a: Around) -> Seen:
    """What the words of the members and their tags say."""
    text, members = a.text, a.members
    tags, counts = text.tags(members.start, members.end)
    first, last = tags[:, 0], text.tag[text.word[members.end - 1]]
    found: Seen = []
    for name, tag in (("first", first), ("last", last)):
        same = np.where(members.same(tag), tag[members.heads], 0)
        names = tuple(f"{name} tag same {letter}" if letter else "" for letter in ("", *TAGS))
        found += [yes(f"{name} tag same", same > 0), (names, same), cross((names, same), cross(a.nothing, a.few))]
    same_tags = members.all_like((tags == members.first(tags)).all(1)) & members.same(counts)
    most, least = np.maximum.reduceat(counts, members.heads), np.minimum.reduceat(counts, members.heads)
    alike = np.minimum.reduceat(np.where(members.n > 0, _likeness(tags, np.minimum(counts, tags.shape[1])), 1), members.heads)
    within = np.arange(REACH) < a.sizes[:, None]
    lengths = members.same(_packed(text.begins[members.start[:, None] + np.arange(REACH) * within] & within))
    found += [
        step("word counts apart", most - least, (0, 1, 2)), step("tags alike", alike, (0, 0.34, 0.51, 0.67, 0.99)),
        cross(yes("tags same", same_tags), a.many), yes("word lengths same", lengths & (a.longest == a.shortest)),
    ]  # fmt: skip
    for name, codes in (("beginning", text.codes[members.start]), ("end", text.codes[members.end - 1])):
        like = np.append(False, codes[1:] == codes[:-1]) & (members.n > 0)
        some = np.bincount(members.owner, like, minlength=len(a.number))
        found.append(yes(f"{name} of some alike", (some > 0) & (some < a.number - 1)))
    return found


def _likeness(tags: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Of each member the longest sequence of tags that it has in common with the one before, as a share of the longer one."""
    before = np.roll(tags, 1, axis=0)
    row = full = (1 << counts) - 1  # of each tag a bit, 0 from where on the sequence is one longer
    for n in range(tags.shape[1]):
        tag = before[:, n : n + 1]
        met = row & ((tags == tag) & (tag > 0)) @ (1 << np.arange(tags.shape[1]))
        row = (row + met | row - met) & full
    common = counts - _bits()[row]
    return common / np.maximum(counts, np.roll(counts, 1))


@cache
def _bits() -> np.ndarray:
    """How many bits of a number are set."""
    return np.array([n.bit_count() for n in range(1 << DEPTH)])


def _of_kinds(a: Around) -> Seen:
    """What kind of phrase all or some members are, and what slogans seldom have."""
    text, members = a.text, a.members
    first, last = text.word[members.start], text.word[members.end - 1]
    count = last - first + 1
    one, end, second = text.tag[first], text.tag[last], text.tag[np.maximum(last - 1, 0)]
    words = np.bitwise_or.reduceat(1 << text.tag, np.stack([first, last + 1], 1).ravel())[::2]
    characters = np.bitwise_or.reduceat(text.classes, np.stack([members.start, members.end], 1).ravel())[::2]

    def among(tag: np.ndarray, letters: str) -> np.ndarray:
        return (1 << tag) & _mask(letters) > 0

    kinds = [among(one, "v"), among(one, "pdr"), end == TAGS.index("n") + 1, among(end, "a"), among(end, "v"),
             (words & ~_mask(NOUNS) == 0) & among(one, THINGS), count == 1, among(one, "v") & among(end, "n") & (count > 1),
             among(end, LEVEL_WORDS) | among(second, "d") & (count > 1), among(one, "nsft") & among(end, "av") & (count > 1),
             a.sizes == 4, _like_things(text, members.end)]  # fmt: skip
    kind = sum(held.astype(np.int64) << n for n, held in enumerate(kinds))
    every, some = np.bitwise_and.reduceat(kind, members.heads), np.bitwise_or.reduceat(kind, members.heads)
    found = bits([f"all {name}" for name in KINDS], every) + bits([f"some {name}" for name in KINDS], some & ~every)
    found += [cross(group, cross(a.nothing, a.many)) for group in found[: len(KINDS)]]
    odd = sum((words >> TAGS.index(tag) + 1 & 1) << n for n, tag in enumerate(ODD_TAGS))
    closes = text.codes[members.end - 1] == ord("的")
    flaws = characters & (1 << len(FLAWS)) - 1 | odd << len(FLAWS) | closes << len(FLAWS) + len(ODD_TAGS)
    every, some = np.bitwise_and.reduceat(flaws, members.heads), np.bitwise_or.reduceat(flaws, members.heads)
    names = (*FLAWS, *ODD)
    return found + bits([f"{name} in all" for name in names], every) + bits([f"{name} in some" for name in names], some & ~every)


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
    whole = tuple(f"fills a {name}" if name else "" for name in WHOLE), np.where(alone, pieces.whole[first], 0)
    couplet = ~some & (a.number == 2) & (a.longest == a.shortest) & (whole[1] > 0)
    opens, closes = text.codes[members.start], text.codes[members.end - 1]
    begin, end = members.same(opens), members.same(closes)
    fits = np.bincount(shared.owner, shared.beside, minlength=len(some)) > 0
    fits &= ~begin & ~end
    for piece, beside in ((first - 1, more > 0), (np.minimum(last + 1, len(pieces.start) - 1), rest > 0)):
        like = begin & (text.codes[pieces.start[piece]] == opens[members.heads])
        like |= end & (text.codes[pieces.end[piece] - 1] == closes[members.heads])
        size = pieces.end[piece] - pieces.start[piece]
        like |= ~some & (a.longest == a.shortest) & (size == a.longest)
        fits |= like & beside
    return [
        (tuple(f"level {mark}" for mark in LEVELS), pieces.level[first]),
        (tuple(f"others in the row {n}" for n in range(5)), np.minimum(before + behind, 4)),
        yes("others before", before > 0), yes("others behind", behind > 0),
        cross(yes("cut before and behind", (cut_before & cut_behind).view(np.int8)), a.many),
        whole, cross(whole, a.many), yes("couplet that fills its place", couplet), yes("a neighbour would fit as well", fits),
    ]  # fmt: skip


def _of_clauses(a: Around) -> Seen:
    """Whether members that hold commas hold them at like places, and go on alike behind them."""
    text, members = a.text, a.members
    commas = np.append(np.flatnonzero(text.codes == ord("，")), [len(text.codes)] * 3)
    low = np.searchsorted(commas, members.start)
    at = commas[low[:, None] + np.arange(3)] if len(commas) > 3 else np.full((len(low), 3), len(text.codes))
    held = at < members.end[:, None]
    counts = np.searchsorted(commas, members.end) - low
    number = members.same(counts) & (counts[members.heads] > 0)
    lengths = number & members.all_like((np.where(held, at - members.start[:, None], 0) == members.first(
        np.where(held, at - members.start[:, None], 0))).all(1))  # fmt: skip
    behind = np.where(held, text.codes[np.minimum(at + 1, len(text.codes) - 1)], 0)
    openings = number & members.all_like((behind == members.first(behind)).all(1))
    return [yes(f"{name} of clauses same", mask) for name, mask in
            (("number", number), ("lengths", lengths), ("openings", openings))]  # fmt: skip


def _of_opposites(a: Around) -> Seen:
    """Two halves that answer each other: 白天跑项目，晚上串农户; 治水先治岸，治岸先治人."""
    text, members, reach = a.text, a.members, np.arange(12)
    two = np.flatnonzero(a.number == 2)
    one = members.heads[two]
    found = {}
    places = [members.start[n][:, None] + reach * (reach < a.sizes[n][:, None]) for n in (one, one + 1)]
    singles = [text.opposite[at] for at in places]
    words = [text.facts[text.word[at], OPPOSITE].astype(np.int16) for at in places]
    table = answering()
    answer = np.logical_or.reduce([table[x[:, :, None], y[:, None]].any((1, 2)) for x, y in (singles, words)])
    even = a.longest[two] == a.shortest[two]
    at_place = even & table[singles[0], singles[1]].any(1)
    codes = text.codes
    s, e, t, f = (x for n in (one, one + 1) for x in (members.start[n], members.end[n]))
    takes = (codes[e - 1] == codes[t]) | (codes[e - 2] == codes[t]) & (codes[e - 1] == codes[t + 1])
    comes = (codes[s] == codes[f - 1]) | (codes[s] == codes[f - 2]) & (codes[s + 1] == codes[f - 1])
    none = ~a.some[two]
    words_same = none & (text.word[e - 1] - text.word[s] == text.word[f - 1] - text.word[t])
    held = {"opposites": answer, "opposites at one place": at_place, "opposites, nothing else shared": answer & none,
            "second takes up the end of the first": takes, "second ends as the first begins": comes,
            "nothing shared, as many words": words_same}  # fmt: skip
    for name, mask in held.items():
        found[name] = np.zeros(len(a.number), bool)
        found[name][two] = mask
    return [yes(name, mask) for name, mask in found.items()]
