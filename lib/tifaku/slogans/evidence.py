"""Evidence: what speaks for and against a window being a series, each piece of it by a name that has a weight.

Names come in groups, which are kept by what they depend on, so that most windows only look them up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from string import ascii_letters, digits
from typing import Iterator, NamedTuple, Sequence

from tifaku.slogans.edges import Names
from tifaku.slogans.lexicon import mould_words, opposites
from tifaku.slogans.rows import LEVELS
from tifaku.slogans.windows import Window
from tifaku.text.laid import SLOT
from tifaku.text.words import tagged

LENGTHS = (1, 2, 3, 4, 5, 7, 9, 12, 16, 24)
SHARES = (0.0, 0.12, 0.2, 0.3, 0.4, 0.5, 0.7)
MANY = {2: "two", 3: "three"}
ON_TOP = frozenset("更也还又才亦不而再都就")  # what a later member may have before what all have in common
#: What members may be, by their tags; of a group "all" or "some".
KINDS = {
    "verb first": "v.*", "preposition or adverb first": "[pdr].*", "noun last": ".*n", "adjective last": ".*a",
    "verb last": ".*v",
    "nouns": "[nNjbxa][nNjbvamxkQ]*", "one word": ".", "verb and object": "v.*n", "predicate": ".*(?:[vaiz]|d.)",
    "subject and predicate": "[nsft].*[av]",
}  # fmt: skip
PATTERNS = [re.compile(pattern) for pattern in KINDS.values()]
#: What slogans seldom have: characters, and tags by themselves.
FLAWS = {"digits": digits + ascii_letters + "％%０１２３４５６７８９", "persons": "他她它我您咱俺",
         "aspect": "了着过", "的": "的", "quotation": SLOT, "mark": "，、", "《": "《", "+": "+＋", "＿": "＿"}  # fmt: skip
FLAW_OF = {character: name for name, characters in FLAWS.items() for character in characters}
QUOTED = frozenset(SLOT)
ODD_TAGS = frozenset("Nmtryqcx")


class Facts(NamedTuple):
    """What is known of one member: its words, their tags and places, its characters, its flaws, and the numbers of its kinds."""

    words: tuple[str, ...]
    tags: str
    places: tuple[int, ...]
    characters: frozenset[str]
    flaws: frozenset[str]
    kinds: frozenset[str]


class Seen(NamedTuple):
    """What a first look at a window shows: its members without adverbs, the characters that all share, and names in groups."""

    words: tuple[str, ...]
    shared: frozenset[str]
    names: list[Names]


def evidence(window: Window) -> list[Names]:
    """The names of all that is seen in a window and round it, in groups."""
    seen = first_look(window)
    return seen.names + closer_look(seen)


def first_look(window: Window) -> Seen:
    """What can be seen without the words of the members."""
    words = _without_adverbs(window.words)
    shared = frozenset(words[0]).intersection(*words[1:]) - QUOTED
    many, some = MANY.get(len(words), "four or more"), bool(shared)
    names = [*window.edges, _of_shape(tuple(map(len, words)), some), _of_characters(words, many, shared),
             _of_place(window, words, many, some)]  # fmt: skip
    return Seen(words, shared, names if words == window.words else [*names, ("an adverb more",)])


def closer_look(seen: Seen) -> list[Names]:
    """What the words of the members and their tags say."""
    words, shared, _ = seen
    facts = list(map(_facts, words))
    many, some = MANY.get(len(words), "four or more"), bool(shared)
    kinds, flaws = [f.kinds for f in facts], [f.flaws for f in facts]
    found = [
        _of_tags([f.tags for f in facts], many, some),
        _of_words(words, facts, some),
        _all_and_some(frozenset.intersection(*kinds), frozenset.union(*kinds), some, many),
        _of_flaws(frozenset.intersection(*flaws), frozenset.union(*flaws)),
    ]
    if "，" in words[0]:
        found.append(tuple(_of_clauses([word.split("，") for word in words])))
    if len(words) == 2:
        found.append(tuple(_of_opposites(words[0], words[1], facts[0], facts[1], some)))
    return found


@lru_cache(20_000)
def _facts(word: str) -> Facts:
    known, characters = tagged(word), frozenset(word)
    odd = frozenset([f"tag {tag}" for tag in ODD_TAGS.intersection(known.tags)])
    flaws = odd.union([FLAW_OF[c] for c in characters if c in FLAW_OF])
    flaws |= {"的 at the end"} if word[-1] == "的" else set()
    kinds = _kinds(known.tags)
    kinds |= {"four characters"} if len(word) == 4 else set()
    things = word[-1] in mould_words("list") or word[-2:] in mould_words("list")
    return Facts(*known, characters - {SLOT}, flaws, kinds | {"ending like things in a list"} if things else kinds)


@lru_cache(20_000)
def _kinds(tags: str) -> frozenset[str]:
    return frozenset([name for name, pattern in zip(KINDS, PATTERNS) if pattern.fullmatch(tags)])


def _without_adverbs(words: tuple[str, ...]) -> tuple[str, ...]:
    """The members without an adverb in front of what all begin with: 有力度，也有温度."""
    if ON_TOP.isdisjoint([word[0] for word in words[1:]]):
        return words
    one = words[0]
    on_top = (w[0] in ON_TOP and len(w) > 2 and (w[1] == one[0] or len(w) == len(one) + 1) for w in words[1:])
    return (one, *(w[more:] for w, more in zip(words[1:], on_top)))


@cache
def _steps(steps: Sequence[float]) -> Names:
    return (*(f"≤ {step}" for step in steps), f"> {steps[-1]}")


def _step(value: float, steps: tuple[float, ...]) -> str:
    return _steps(steps)[bisect_left(steps, value)]


@lru_cache(20_000)
def _of_shape(lengths: tuple[int, ...], shared: bool) -> Names:
    longest, shortest, many = max(lengths), min(lengths), MANY.get(len(lengths), "four or more")
    length = _step(sum(lengths) / len(lengths), LENGTHS)
    found = [many, f"lengths apart {_step(longest - shortest, (0, 1, 2, 4))}", f"length {length}"]
    found.append(f"longest to shortest {_step(longest / shortest, (1, 1.3, 1.7, 2.5))}")
    if longest == shortest:
        found.append(f"even, length {length}, {'two' if many == 'two' else 'more'}")
        if not shared:
            found.append(f"even, nothing shared, length {length}, {many}")
    if lengths[0] > max(lengths[1:]) + 1:
        found.append("first longest")
    if lengths[-1] > max(lengths[:-1]) + 1:
        found.append("last longest")
    return tuple(found)


def _of_characters(words: Sequence[str], many: str, shared: frozenset[str]) -> Names:
    few = "two" if many == "two" else "more"
    if not shared:
        return f"nothing shared, {many}", f"shared ≤ 0.0, {few}"
    one, lengths = words[0], list(map(len, words))
    short = min(lengths)
    head, left = _at_one_place(words, short, shared)
    tail, right = _at_one_place([word[::-1] for word in words], short, shared)
    between = len(shared.difference(one[:head], one[len(one) - tail :]))
    share = _step((head + tail + between) * len(words) / sum(lengths), SHARES)
    inner = bool(left or right)
    frame = not shared.isdisjoint(mould_words("frame"))
    placed = frame and not mould_words("frame").isdisjoint([*one[:head], *left])
    end = one[len(one) - tail :]
    things = tail > 0 and end in mould_words("list")
    suffix = tail > 0 and one[-1] in mould_words("suffix")
    return _sharing(share, many, few, min(head, 2), min(tail, 2), inner, short == max(lengths), frame, placed, things, suffix)


def _at_one_place(words: Sequence[str], short: int, shared: frozenset[str]) -> tuple[int, list[str]]:
    """How many characters all have in common from the left, and which of the shared ones stand at one place further on."""
    many, first = len(words), words[0]
    same = [n for n, column in enumerate(zip(*words)) if column.count(column[0]) == many]
    head = next((n for n, at in enumerate(same) if n != at), len(same))
    head = min(head, short - 1)
    return head, [first[n] for n in same[head:] if first[n] in shared]


@lru_cache(20_000)
def _sharing(share: str, many: str, few: str, head: int, tail: int, inner: bool, even: bool, frame: bool, placed: bool,
             things: bool, suffix: bool) -> Names:  # fmt: skip
    places = [name for name, held in (("beginning", head), ("end", tail), ("inside", inner)) if held]
    found = [f"shared {share}, {few}", *(f"same {name}" for name in places), *(f"same {name}, {few}" for name in places)]
    facts = {
        "same beginning and end": head and tail, "same two at the beginning": head > 1, "same two at the end": tail > 1,
        "same suffix": suffix, "same head of a list": things, f"same end only, {many}": places == ["end"],
        f"same end only, {'as long' if even else 'not as long'}": places == ["end"],
        "same beginning only": places == ["beginning"], "shared at no fixed place": not places,
        "function character shared": frame, "function character at one place": placed,
    }  # fmt: skip
    return (*found, *(name for name, held in facts.items() if held))


def _of_tags(tags: list[str], many: str, shared: bool) -> Names:
    firsts, lasts = [t[0] for t in tags], [t[-1] for t in tags]
    first = firsts[0] if firsts.count(firsts[0]) == len(tags) else ""
    last = lasts[0] if lasts.count(lasts[0]) == len(tags) else ""
    likeness = min([_likeness(a, b) for a, b in zip(tags, tags[1:])])
    counts = list(map(len, tags))
    return _tagging(first, last, many, shared, tags.count(tags[0]) == len(tags), likeness, min(3, max(counts) - min(counts)))


@lru_cache(20_000)
def _tagging(first: str, last: str, many: str, shared: bool, same: bool, likeness: str, apart: int) -> Names:
    few = "two" if many == "two" else "more"
    found = [f"tags alike {likeness}", f"word counts apart {apart}"]
    for name, tag in (("first", first), ("last", last)):
        if tag:
            found += [f"{name} tag same", f"{name} tag same {tag}"]
            if not shared:
                found.append(f"{name} tag same {tag}, nothing shared, {few}")
    return (*found, "tags same", f"tags same, {many}") if same else tuple(found)


@lru_cache(50_000)
def _likeness(one: str, two: str) -> str:
    """The longest sequence of tags that both have, as a share of the longer one."""
    one, two = one[:12], two[:12]
    row = full = (1 << len(two)) - 1  # of each tag of `two` a bit, 0 from where on the sequence is one longer
    for tag in one:
        met = row & sum([1 << n for n, other in enumerate(two) if other == tag])
        row = (row + met | row - met) & full
    return _step((len(two) - row.bit_count()) / max(len(one), len(two)), (0, 0.34, 0.51, 0.67, 0.99))


def _of_words(words: Sequence[str], facts: Sequence[Facts], shared: bool) -> Names:
    found = []
    if len(words) > 2:
        for name, n in (("beginning", 0), ("end", -1)):
            alike = [a[n] == b[n] for a, b in zip(words, words[1:])]
            if any(alike) and not all(alike):
                found.append(f"{name} of some alike")
        if not shared and all((a.characters & b.characters) - {"的"} for a, b in zip(facts, facts[1:])):
            found.append("each shares something with the next")
    if shared:
        one = facts[0]
        for word in set(one.words).intersection(*[f.words for f in facts[1:]]):
            found += [f"same word {one.tags[one.words.index(word)]}", *(["same word of two"] if len(word) > 1 else ())]
    if all(f.places == facts[0].places for f in facts):
        found.append("word lengths same")
    return tuple(found)


@lru_cache(20_000)
def _all_and_some(every: frozenset[str], some: frozenset[str], shared: bool, many: str) -> Names:
    found = [f"all {name}" for name in every] + [f"some {name}" for name in some - every]
    return (*found, *(f"all {name}, nothing shared, {many}" for name in every if not shared))


@lru_cache(20_000)
def _of_flaws(every: frozenset[str], some: frozenset[str]) -> Names:
    return (*(f"{name} in all" for name in every), *(f"{name} in some" for name in some - every))


def _of_clauses(clauses: list[list[str]]) -> Iterator[str]:
    for name, of in (("number", len), ("lengths", lambda c: [*map(len, c)]), ("openings", lambda c: [x[:1] for x in c[1:]])):
        if all(of(c) == of(clauses[0]) for c in clauses[1:]):
            yield f"{name} of clauses same"


def _of_opposites(one: str, two: str, known: Facts, other: Facts, shared: bool) -> Iterator[str]:
    """Two halves that answer each other: 白天跑项目，晚上串农户; 治水先治岸，治岸先治人."""
    wanted = [opposites()[a] for a in opposites().keys() & (*one, *known.words)]
    if wanted and not set().union(*wanted).isdisjoint((*two, *other.words)):
        yield "opposites"
        if len(one) == len(two) and any(b in opposites().get(a, ()) for a, b in zip(one, two)):
            yield "opposites at one place"
        if not shared:
            yield "opposites, nothing else shared"
    if one[-1] == two[0] or one[-2:] == two[:2]:
        yield "second takes up the end of the first"
    if one[0] == two[-1] or one[:2] == two[-2:]:
        yield "second ends as the first begins"
    if not shared and len(known.tags) == len(other.tags):
        yield "nothing shared, as many words"


def _of_place(window: Window, words: Sequence[str], many: str, shared: bool) -> Names:
    """Where the window stands in its row, and whether a neighbour that is left out would fit as well."""
    row, first, end = window.row, window.first, window.first + len(words)
    before, behind = row.before + first, row.after + len(row.words) - end
    fits = first > 0 and _would_fit(row.words[first - 1], words) or end < len(row.words) and _would_fit(row.words[end], words)
    couplet = not shared and len(words) == 2 and len(words[0]) == len(words[1])
    cut = window.cut_before != "", window.cut_behind != ""
    return _placing(row.level, min(4, before), min(4, behind), *cut, row.whole, many, couplet, fits)


@cache
def _placing(
    level: int, before: int, behind: int, cut_before: bool, cut_behind: bool, whole: str, many: str, couplet: bool, fits: bool
) -> Names:
    fills = bool(whole) and not (before or behind or cut_before or cut_behind)
    found = {
        f"level {LEVELS[level]}": True, f"others in the row {min(4, before + behind)}": True, "others before": before > 0,
        "others behind": behind > 0, f"cut before and behind, {many}": cut_before and cut_behind, f"fills a {whole}": fills,
        f"fills a {whole}, {many}": fills, "couplet that fills its place": fills and couplet,
        "a neighbour would fit as well": fits,
    }  # fmt: skip
    return tuple([name for name, held in found.items() if held])


def _would_fit(word: str, words: Sequence[str]) -> bool:
    """Whether a piece has what all members have at their ends, or their length and something of what they share."""
    one, many = words[0], len(words)
    begin, end = [w[0] for w in words].count(one[0]) == many, [w[-1] for w in words].count(one[-1]) == many
    if begin or end:
        return begin and word[0] == one[0] or end and word[-1] == one[-1]
    shared = set(one).intersection(*words[1:])
    return not shared.isdisjoint(word) or not shared and [len(w) for w in words].count(len(word)) == many
