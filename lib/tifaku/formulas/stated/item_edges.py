"""Edges of items: where the first item of a list begins and the last one ends, weighed by what the siblings and a corpus say.

Every place in the first and in the last segment is an option; named evidence about each (data/edge_weights.tsv) is summed, and
the best option is taken. The weights are made by scripts/train_expansions.py from annotated lists.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, repeat
from math import exp, log
from operator import mul
from typing import NamedTuple

from tifaku.formulas.stated.lists import ETC, common_prefix, common_suffix, plausible, tidy
from tifaku.formulas.stated.page import Place as Span
from tifaku.formulas.stated.page import texts
from tifaku.repair.likelihood import bond
from tifaku.text import lexicons
from tifaku.text.numerals import ONES
from tifaku.text.words import Places, places, tagged

Evidence = dict[str, float]  # a truth counts 1
_NEVER_FIRST, _NEVER_LAST = "和与及的了着等也则（", "和与及的了着等把将"  # of an item that is cut
_VERBS, _NOUNS = "vpcda", "nNljrtsfqm"  # and what stands with them: prepositions, conjunctions, adverbs; numbers, places
_AND = ("和", "与", "及", "以及")
_SAID = re.compile("就是|即是|是指|指的是|分别[是为]|包括")  # what stands before is no item
_PREPOSITIONS = "由以把将即"
_COPULAS = ("是", "就是", "为", "即", "指", "是指", "包括", "分别")
LONGEST = 40  # characters of a segment in which a place is looked for
_BRACKETS = re.compile("（[^（）]*）")
_NUMBER = f"[0-9]{{1,2}}|[二三四五六七八九十两][{ONES}]?"
_RECOUNT = re.compile(rf"{ETC}.*$|这?(?:{_NUMBER})(?:个|大|项|方面|类|种|部分|条|点|支|张|级|套).*$")


class Row(NamedTuple):
    """What is known of a list before its edges are: its segments, the counted head, whether words may stand round it."""

    segments: tuple[str, ...]
    head: str
    lead: bool
    tail: bool
    among: int = 0  # how many segments, at the end, belong to the same group as the last; 0 is all

    def begun(self) -> Row:
        """What of it counts for its beginning."""
        return Row(self.segments, self.head, self.lead, True)

    def closed(self) -> Row:
        """What of it counts for its end."""
        return Row(self.segments, self.head, True, self.tail, self.among)


def trimmed(text: str, spans: list[Span], head: str | None, lead: bool, tail: bool, among: int = 0) -> list[Span]:
    """The list without the words of the sentence around it, or nothing when what is left can't be a list."""
    if len(spans) < 2 or any(start >= end for start, end in spans):
        return spans if spans and plausible(texts(text, spans)) else []
    row = Row(tuple(texts(text, spans)), head or "", lead, tail, among)
    start, end = _likeliest(_start_sums(row.begun())), _likeliest(_end_sums(row.closed()))
    (first, first_end), (last, _) = spans[0], spans[-1]
    spans = [(first + start, first_end), *spans[1:-1], tidy(text, last, last + end)]
    return spans if plausible(texts(text, spans)) else []


@lru_cache(maxsize=200)  # several constructions look at the same list
def _start_sums(row: Row) -> dict[int, float]:
    options = starts(row)
    return _sums("start", options, start_evidence(row, options)) if len(options) > 1 else dict.fromkeys(options, 0.0)


@lru_cache(maxsize=200)
def _end_sums(row: Row) -> dict[int, float]:
    options = ends(row)
    return _sums("end", options, end_evidence(row, options)) if len(options) > 1 else dict.fromkeys(options, 0.0)


def starts(row: Row) -> list[int]:
    """The places where the first item may begin: between words, or where it begins as all others do, or with the head."""
    first, siblings = row.segments[0], _siblings(row.segments[1:], row.head)
    shared, bare = siblings.opening or row.head[:1], (row.head, siblings.closing)  # what all items share is no item
    alike = (first.find(shared), first.rfind(shared)) if shared and shared in first else ()
    alike = (*alike, 1) if first[0] in _PREPOSITIONS and row.lead else alike
    told = [match.end() for match in _SAID.finditer(first) if match.end() < len(first)]
    least, most = max(len(first) - 3 * siblings.most - 3, *told, 0), len(first) - siblings.least / 4
    places = [at for at in _places(first, alike) if least <= at < most and (row.lead or at != 1)]  # not 即红|松籽、蓝莓
    good = [at for at in places if at == 0 or first[at] not in _NEVER_FIRST and first[at:] not in bare]
    good = [at for at in good if at == 0 or first[at - 1] != "做"]  # not 做优做|大文旅 'make tourism large'
    return good or [told[-1] if told else 0]


def ends(row: Row) -> list[int]:
    """The places where the last item may end: between words, or where it ends as all others do, or with the head."""
    last, siblings = row.segments[-1], _siblings(row.segments[:-1], row.head)
    shared, bare = siblings.closing or row.head[-1:], (row.head, siblings.opening)
    size = len(shared)
    alike = (last.find(shared) + size, last.rfind(shared) + size) if shared and shared in last else ()
    places = [at for at in _places(last, alike) if siblings.least / 4 < at <= 3 * siblings.most + 3]
    return [at for at in places if at == len(last) or last[at - 1] not in _NEVER_LAST and last[:at] not in bare] or [len(last)]


def _places(segment: str, alike: Sequence[int]) -> list[int]:
    """The borders of words in a segment and the places that make items alike, unless they cut a quotation or bracket in two."""
    near = sorted({*tagged(segment).places, *alike})
    if len(segment) > LONGEST:
        near = [*(at for at in near if at <= LONGEST), len(segment)]
    for one, other in ("“”", "（）", "《》"):
        if one in segment or other in segment:
            near = [at for at in near if segment.count(one, 0, at) == segment.count(other, 0, at)]
    return near


class Siblings(NamedTuple):
    """What the other items of a row have in common, looked up once for all places of an edge.

    openings, closings: the parts of speech of the first and of the last word of each; heads: the head and its first character,
    as far as all of them open with it.
    """

    mean: float
    least: int
    most: int
    one_length: bool
    opening: str
    closing: str
    governs: float
    opens_clauses: float
    ends_clauses: float
    words: float
    openings: str
    closings: str
    heads: tuple[str, ...]


@lru_cache(maxsize=200)
def _siblings(others: tuple[str, ...], head: str) -> Siblings:
    lengths, several, words = list(map(_length, others)), len(others) > 1, list(map(tagged, others))
    return Siblings(
        sum(lengths) / len(lengths), min(lengths), max(lengths), several and len(set(lengths)) == 1,
        common_prefix(list(others)) if several else "", common_suffix(list(others)) if several else "",
        sum([places(one.words[0]).governs for one in words]) / len(words),
        sum([places(one.words[0]).opens_clauses for one in words]) / len(words),
        sum([places(one.words[-1]).ends_clauses for one in words]) / len(words),
        sum([len(one.words) for one in words]) / len(words),
        "".join([one.tags[0] for one in words]), "".join([one.tags[-1] for one in words]),
        tuple([h for h in (head, head[:1]) if h and all([other.startswith(h) for other in others])]),
    )  # fmt: skip


class Place(NamedTuple):
    """A place in a segment: the words beside it (inside a word its two parts), what is known of them, their parts of speech."""

    before: str
    after: str
    known_before: Places
    known_after: Places
    tag_before: str
    tag_after: str
    ahead: int  # words
    inside: bool


def places_in(segment: str, options: Iterable[int]) -> Iterator[Place]:
    """What stands beside each of some places of a segment.

    >>> [place.before for place in places_in("推进文化", [0, 2, 3])]  # 'push ahead | culture'
    ['', '推进', '文']
    """
    words, tags, borders = tagged(segment)
    around = ("", *words, "")
    known = [places(word) for word in around]
    for at in options:
        n = bisect_left(borders, at)
        if borders[n] == at:
            yield Place(around[n], around[n + 1], known[n], known[n + 1], tags[n - 1 : n], tags[n : n + 1], n, False)
        else:
            word, cut, tag = words[n - 1], at - borders[n - 1], tags[n - 1]
            yield Place(word[:cut], word[cut:], places(word[:cut]), places(word[cut:]), tag, tag, n, True)


def start_evidence(row: Row, options: Sequence[int]) -> list[Evidence]:
    """The evidence for the first item to begin at each of these places of its segment, by name."""
    first, siblings = row.segments[0], _siblings(row.segments[1:], row.head)
    words, shared, heads, others = tagged(first).words, siblings.opening, siblings.heads, siblings.openings
    all_shared = min(2, len(shared))
    head_inside = row.head != "" and all([other.find(row.head) > 0 for other in row.segments[1:]])  # 建强一个支部、选好一个带头人
    governs = [0.0, *accumulate([places(word).governs for word in words])]
    evidence = []
    for at, (before, _, before_it, opens, tag_before, tag_after, ahead, inside) in zip(options, places_in(first, options)):
        cut, gone = before_it.governs, ahead - inside
        more, oftener = opens.governs - siblings.governs, opens.opens_clauses - siblings.opens_clauses
        evidence.append(_likeness(_length(first[at:]), siblings) | {
            "words fewer or more": abs(len(words) - ahead - siblings.words),
            "opens": opens.opens,
            "governs more than siblings do": more if more > 0 else 0.0,
            "governs less than siblings do": -more if more < 0 else 0.0,
            "opens clauses more than siblings do": oftener if oftener > 0 else 0.0,
            "opens clauses less than siblings do": -oftener if oftener < 0 else 0.0,
            "opens with another part of speech": 1 - others.count(tag_after) / len(others),
            "opens with a preposition that no other opens with": tag_after == "p" and "p" not in others,
            "opens as all others do": all_shared and first.startswith(shared, at) * all_shared,
            "opens with the head as all others": first.startswith(heads, at),
            "opens with the head that all others hold further on": head_inside and first.startswith(row.head, at),
            "cut": at > 0,
            "cut governs": cut,
            "cut ends clauses": 0.0 if inside else before_it.ends_clauses,
            "cut after a verb": at > 0 and tag_before in _VERBS,
            "cut after a noun": at > 0 and tag_before in _NOUNS,
            "one character cut that does not govern": at == 1 and cut < 1,
            "all that is cut governs": governs[gone] / gone if gone else 0.0,
            "cut where nothing may stand before": at > 0 and not row.lead,
            "cuts a word": inside,
            "cuts a bond": _bond(first, at),
            "cut after 的": before == "的",
            "cut after 和": before in _AND,
            "cut after a copula": before in _COPULAS,
        })  # fmt: skip
    return evidence


def end_evidence(row: Row, options: Sequence[int]) -> list[Evidence]:
    """The evidence for the last item to end at each of these places of its segment, by name."""
    last, others, head = row.segments[-1], row.segments[:-1], row.head
    alike = others[-row.among + 1 :] if row.among > 1 else () if row.among else others
    siblings, (shared, heads) = _siblings(others, head), _closing(alike, head)
    closings, all_shared, cuts_head = siblings.closings, min(2, len(shared)), head != "" and head in last
    evidence = []
    for at, (_, _, ends, behind, tag_before, tag_after, _, inside) in zip(options, places_in(last, options)):
        cut, oftener = at < len(last), ends.ends_clauses - siblings.ends_clauses
        evidence.append(_likeness(_length(last[:at]), siblings) | {
            "ends": ends.ends,
            "ends clauses more than siblings do": oftener if oftener > 0 else 0.0,
            "ends clauses less than siblings do": -oftener if oftener < 0 else 0.0,
            "ends with a verb that governs": ends.governs if tag_before == "v" and ends.governs > 0 else 0.0,
            "ends with another part of speech": 1 - closings.count(tag_before) / len(closings),
            "ends as all others do": all_shared and last.endswith(shared, 0, at) * all_shared,
            "ends with the head as all others": last.endswith(heads, 0, at),
            "closes as the one before": last[at - 1] == others[-1][-1],
            "cut": cut,
            "cut follows": behind.follows,
            "cut opens clauses": 0.0 if inside else behind.opens_clauses,
            "cut before a verb": cut and tag_after in _VERBS,
            "cut before a noun": cut and tag_after in _NOUNS,
            "cut counts the list again": cut and _RECOUNT.match(last, at) is not None,
            "cut where nothing may stand behind": cut and not row.tail,
            "cuts a word": inside,
            "cuts a bond": _bond(last, at),
            "cuts the head": cuts_head and cut and head not in last[:at],
            "cut before the head that no other has": cut and _only_here(head, last[at:], others),
        })  # fmt: skip
    return evidence


def _bond(segment: str, at: int) -> float:
    """How firmly the characters on both sides of a cut belong together in official prose; 0 where they do not."""
    return max(0.0, bond(segment[max(0, at - 2) : at], segment[at])) if 0 < at < len(segment) else 0.0


def _only_here(head: str, rest: str, others: Sequence[str]) -> bool:
    """Whether what is cut off is the counted noun, said of the whole list: 作业、睡眠、体质|管理 for 五项管理."""
    return len(head) > 1 and rest.startswith(head) and not any([head in other for other in others])


def _closing(alike: tuple[str, ...], head: str) -> tuple[str, tuple[str, ...]]:
    """What items all end with, and the head and its last character, as far as all but the first of them end with it."""
    shared = common_suffix(list(alike)) if len(alike) > 1 else ""
    heads = (head, head[-1:]) if alike else ()
    return shared, tuple([h for h in heads if h and all([item.endswith(h) for item in alike[1:]])])


def _length(item: str) -> int:
    """The characters of an item without what stands in brackets in it: 1 for 区（县）."""
    return len(_BRACKETS.sub("", item) or item) if "（" in item else len(item)


def _likeness(length: int, siblings: Siblings) -> Evidence:
    """How the length of an item differs from those of its siblings."""
    mean, least, most = siblings.mean, siblings.least, siblings.most
    ratio = log(length / mean)
    return {
        "as long as all": ratio == 0 and siblings.one_length,
        "longer than the mean": ratio if ratio > 0 else 0.0,
        "shorter than the mean": -ratio if ratio < 0 else 0.0,
        "longer than all": log(length / most) if length > most else 0.0,
        "shorter than all": log(least / length) if length < least else 0.0,
        "one character": length == 1 != mean,
    }


def _likeliest(sums: dict[int, float]) -> int:
    return max(sums, key=sums.__getitem__)


def _sums(edge: str, options: Sequence[int], evidence: list[Evidence]) -> dict[int, float]:
    known = _weights(edge)
    weights = [*map(known.get, evidence[0], repeat(0.0))]
    return {at: sum(map(mul, weights, said.values())) for at, said in zip(options, evidence)}


@cache
def _weights(edge: str) -> dict[str, float]:
    return {row["evidence"]: float(row["weight"]) for row in lexicons.rows("edge_weights") if row["edge"] == edge}


@lru_cache(maxsize=200)
def chance_of_edges(row: Row, start: int, end: int) -> tuple[float, float]:
    """How probable it is that the first item begins, and the last one ends, just there in its segment."""
    first, last = row.segments[0], row.segments[-1]
    begun = row._replace(segments=(*row.segments[:-1], last[:end]))
    closed = row._replace(segments=(first[start:], *row.segments[1:]))
    return _chance(_start_sums(begun.begun()), start), _chance(_end_sums(closed.closed()), end)


def _chance(sums: dict[int, float], at: int) -> float:
    most = max(sums.values())
    return exp(sums[at] - most) / sum(exp(value - most) for value in sums.values()) if at in sums else 0.01
