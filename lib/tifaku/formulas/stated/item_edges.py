"""Edges of items: where the first item of a list begins and the last one ends, weighed by what the siblings and a corpus say.

Every place in the first and in the last segment is an option; named evidence about each (data/edge_weights.tsv) is summed, and
the best option is taken. The weights are made by scripts/train_expansions.py from annotated lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from math import exp, log
from typing import Any, NamedTuple

from tifaku.formulas.stated.lists import ETC, common_prefix, common_suffix, plausible, tidy
from tifaku.formulas.stated.page import Place, texts
from tifaku.text import lexicons
from tifaku.text.numerals import ONES
from tifaku.text.places_of_words import Cut, cuts, places

Evidence = Iterator[tuple[str, Any]]  # a truth counts 1
_NEVER_FIRST, _NEVER_LAST = "和与及的了着等也则", "和与及的了着等把将"  # of an item that is cut
_VERBS, _NOUNS = "vpcda", "nljrtsfqm"  # and what stands with them: prepositions, conjunctions, adverbs; numbers, places
_AND = ("和", "与", "及", "以及")
LONGEST = 40  # characters of a segment in which a place is looked for
_NUMBER = f"[0-9]{{1,2}}|[二三四五六七八九十两][{ONES}]?"
_RECOUNT = re.compile(rf"{ETC}.*$|这?(?:{_NUMBER})(?:个|大|项|方面|类|种|部分|条|点|支|张|级|套).*$")


class Row(NamedTuple):
    """What is known of a list before its edges are: its segments, the counted head, whether words may stand round it."""

    segments: tuple[str, ...]
    head: str
    lead: bool
    tail: bool
    among: int = 0  # how many segments, at the end, belong to the same group as the last; 0 is all


def trimmed(text: str, spans: list[Place], head: str | None, lead: bool, tail: bool, among: int = 0) -> list[Place]:
    """The list without the words of the sentence around it, or nothing when what is left can't be a list."""
    if len(spans) < 2 or any(start >= end for start, end in spans):
        return spans if spans and plausible(texts(text, spans)) else []
    row = Row(tuple(texts(text, spans)), head or "", lead, tail, among)
    end, _ = best_end(row)
    start, _ = best_start(row)
    (first, first_end), (last, _) = spans[0], spans[-1]
    spans = [(first + start, first_end), *spans[1:-1], tidy(text, last, last + end)]
    return spans if plausible(texts(text, spans)) else []


@lru_cache(maxsize=2_000)  # several constructions look at the same list
def _start_sums(row: Row) -> dict[int, float]:
    return {at: _sum("start", start_evidence(row, at)) for at in starts(row)}


@lru_cache(maxsize=2_000)
def _end_sums(row: Row) -> dict[int, float]:
    return {at: _sum("end", end_evidence(row, at)) for at in ends(row)}


def best_start(row: Row) -> tuple[int, float]:
    """Where the first item begins in its segment, and how probable that is among all places there."""
    return _best(_start_sums(row))


def best_end(row: Row) -> tuple[int, float]:
    """Where the last item ends in its segment, and how probable that is among all places there."""
    return _best(_end_sums(row))


def starts(row: Row) -> list[int]:
    """The places where the first item may begin: between words, or where it begins as all others do, or with the head."""
    first, others = row.segments[0], row.segments[1:]
    shared = _siblings(others).opening or row.head[:1]
    alike = {first.find(shared), first.rfind(shared)} if shared else set()
    places = (at for at in _words(first, alike) if _likely(len(first) - at, others))
    bare = (row.head, _siblings(others).closing)  # nothing but what all items share is no item
    good = (at for at in places if _whole(first, at) and (at == 0 or first[at] not in _NEVER_FIRST and first[at:] not in bare))
    return list(good) or [0]


def ends(row: Row) -> list[int]:
    """The places where the last item may end: between words, or where it ends as all others do, or with the head."""
    last, others = row.segments[-1], row.segments[:-1]
    shared = _siblings(others).closing or row.head[-1:]
    alike = {last.find(shared) + len(shared), last.rfind(shared) + len(shared)} if shared in last else set()
    places = (at for at in _words(last, alike) if _likely(at, others))
    size, bare = len(last), (row.head, _siblings(others).opening)
    good = (at for at in places if _whole(last, at) and (at == size or last[at - 1] not in _NEVER_LAST and last[:at] not in bare))
    return list(good) or [size]


def _words(segment: str, alike: set[int]) -> list[int]:
    """The borders of words in a segment and the places that make items alike."""
    near = range(min(len(segment), LONGEST) + 1)
    return [at for at in near if not cuts(segment)[at].inside or at in alike] + ([len(segment)] if len(segment) > LONGEST else [])


def _likely(length: int, others: tuple[str, ...]) -> bool:
    """Whether an item of that length could stand beside the others: no part of one, nor several times as long."""
    siblings = _siblings(others)
    return siblings.least / 4 < length <= 3 * siblings.most + 3


class Siblings(NamedTuple):
    """What the other items of a row have in common, looked up once for all places of an edge."""

    mean: float
    least: int
    most: int
    one_length: bool
    opening: str
    closing: str
    governs: float
    words: float
    tags: tuple[tuple[str, str], ...]  # the parts of speech of the first and the last word of each


@lru_cache(maxsize=2_000)
def _siblings(others: tuple[str, ...]) -> Siblings:
    lengths = list(map(len, others))
    several = len(others) > 1
    words = [cuts(other) for other in others]
    return Siblings(
        sum(lengths) / len(lengths), min(lengths), max(lengths), several and len(set(lengths)) == 1,
        common_prefix(list(others)) if several else "", common_suffix(list(others)) if several else "",
        sum(places(cut[0].after).governs for cut in words) / len(words),
        sum(map(_count_words, words)) / len(words),
        tuple((cut[0].tag_after, cut[-1].tag_before) for cut in words),
    )  # fmt: skip


def _count_words(places: Sequence[Cut]) -> int:
    return sum(not cut.inside for cut in places) - 1


def start_evidence(row: Row, at: int) -> Evidence:
    """The evidence for the first item to begin at this place of its segment, by name."""
    first, others = row.segments[0], row.segments[1:]
    siblings, item, place = _siblings(others), first[at:], cuts(first)[at]
    opens, shared = places(place.after), siblings.opening
    yield from _likeness(len(item), siblings)
    yield "words fewer or more", abs(_count_words(cuts(first)[at:]) - siblings.words)
    yield "opens", opens.opens
    yield "governs more than siblings do", max(0.0, opens.governs - siblings.governs)
    yield "governs less than siblings do", max(0.0, siblings.governs - opens.governs)
    yield "opens with another part of speech", sum(tag != place.tag_after for tag, _ in siblings.tags) / len(others)
    yield "opens as all others do", min(2, len(shared)) if shared and item.startswith(shared) else 0
    yield "opens with the head as all others", _all_open(row.head, (item, *others))
    if at:
        yield "cut", 1.0
        yield "cut governs", places(place.before).governs
        yield "cut after a verb", place.tag_before in _VERBS
        yield "cut after a noun", place.tag_before in _NOUNS
        yield "one character cut that does not govern", at == 1 and places(place.before).governs < 1
        yield "all that is cut governs", _mean_governs(first, at)
        yield "cut where nothing may stand before", not row.lead
        yield "cuts a word", place.inside
        yield "cut after 的", place.before == "的"
        yield "cut after 和", place.before in _AND
        yield "cuts an opening all others have", shared and first.startswith(shared)
        yield "cuts the head", row.head and row.head in first and row.head not in item


def end_evidence(row: Row, at: int) -> Evidence:
    """The evidence for the last item to end at this place of its segment, by name."""
    last, others = row.segments[-1], row.segments[:-1]
    siblings, item, cut, place = _siblings(others), last[:at], last[at:], cuts(last)[at]
    alike = row.segments[-row.among : -1] if row.among else others
    shared = common_suffix(list(alike)) if len(alike) > 1 else ""
    yield from _likeness(len(item), siblings)
    yield "words fewer or more", abs(_count_words(cuts(last)[: at + 1]) - siblings.words)
    yield "ends", places(place.before).ends
    yield "ends with a verb that governs", place.tag_before == "v" and max(0.0, places(place.before).governs)
    yield "ends with another part of speech", sum(tag != place.tag_before for _, tag in siblings.tags) / len(others)
    yield "ends as all others do", min(2, len(shared)) if shared and item.endswith(shared) else 0
    yield "ends with the head as all others", alike and _all_close(row.head, (*alike[1:], item))
    yield "closes as the one before", item[-1] == others[-1][-1]
    if cut:
        yield "cut", 1.0
        yield "cut follows", places(place.after).follows
        yield "cut before a verb", place.tag_after in _VERBS
        yield "cut before a noun", place.tag_after in _NOUNS
        yield "cut counts the list again", _RECOUNT.match(cut) is not None
        yield "cut where nothing may stand behind", not row.tail
        yield "cuts a word", place.inside
        yield "cuts an end all others have", shared and last.endswith(shared)
        yield "cuts the head", row.head and row.head in last and row.head not in item


def _likeness(length: int, siblings: Siblings) -> Evidence:
    """How the length of an item differs from those of its siblings."""
    if length > siblings.mean:
        yield "longer than the mean", log(length / siblings.mean)
    elif length < siblings.mean:
        yield "shorter than the mean", log(siblings.mean / length)
    if length > siblings.most:
        yield "longer than all", log(length / siblings.most)
    elif length < siblings.least:
        yield "shorter than all", log(siblings.least / length)
    yield "as long as all", siblings.one_length and length == siblings.most
    yield "one character", length == 1 and siblings.most > 1


def _all_open(head: str, items: Sequence[str]) -> bool:
    return bool(head) and any(all(item.startswith(h) for item in items) for h in (head, head[0]))


def _all_close(head: str, items: Sequence[str]) -> bool:
    return bool(head) and any(all(item.endswith(h) for item in items) for h in (head, head[-1]))


def _mean_governs(segment: str, end: int) -> float:
    """How much the words of a segment up to a place govern lists, on the mean."""
    said = [places(cut.before).governs for cut in cuts(segment)[1 : end + 1] if not cut.inside]
    return sum(said) / len(said) if said else 0.0


def _whole(segment: str, at: int) -> bool:
    """Whether no quotation, title or bracket is cut in two there."""
    return all(segment.count(one, 0, at) == segment.count(other, 0, at) for one, other in ("“”", "（）", "《》"))


def _best(sums: dict[int, float]) -> tuple[int, float]:
    best = max(sums, key=sums.__getitem__)
    return best, _chance(sums, best)


def _sum(edge: str, evidence: Evidence) -> float:
    weights = _weights(edge)
    return sum(weights.get(name, 0.0) * value for name, value in evidence if value)


@cache
def _weights(edge: str) -> dict[str, float]:
    return {row["evidence"]: float(row["weight"]) for row in lexicons.rows("edge_weights") if row["edge"] == edge}


@lru_cache(maxsize=2_000)
def chance_of_edges(row: Row, start: int, end: int) -> tuple[float, float]:
    """How probable it is that the first item begins, and the last one ends, just there in its segment."""
    first, last = row.segments[0], row.segments[-1]
    begun = row._replace(segments=(*row.segments[:-1], last[:end]))
    closed = row._replace(segments=(first[start:], *row.segments[1:]))
    return _chance(_start_sums(begun), start), _chance(_end_sums(closed), end)


def _chance(sums: dict[int, float], at: int) -> float:
    most = max(sums.values())
    return exp(sums[at] - most) / sum(exp(value - most) for value in sums.values()) if at in sums else 0.01
