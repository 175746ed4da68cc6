"""Nouns: how far the noun phrase reaches that a numeral counts, without cutting the text into words."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from tifaku.formulas.grammar import HAN
from tifaku.text import lexicons
from tifaku.text.words import tagged

STOP = "的是为等和与及将让由也都之把被或了"
NEAR = 5  # characters after an attribute (重点 'key') in which its noun may still end
MODIFIER = frozenset("性型化级式类")  # 战略性领域: the noun is still to come
RUN = re.compile(rf"(?:(?![{STOP}]){HAN}){{0,12}}")
GOES_ON = re.compile(HAN)


def noun_end(text: str, start: int, guess: bool = False) -> int | None:
    """Where the counted noun phrase from `start` on ends, or None where no noun of data/counted_nouns.tsv is near.

    It ends after the first counted noun and those that follow at once, or at the next mark where a noun that names programmes
    stands there (工程, 行动):
    六大应用系统陆续上线 'six application systems come on line one by one' ends after 系统. With `guess` an unknown noun counts
    too: up to four characters before a mark, else two.

    >>> noun_end("六大应用系统陆续上线", 2)
    6
    """
    if text.startswith("类", start):
        return start + 1
    match = RUN.match(text, start)
    run = match[0] if match else ""
    if verb := _gathers().search(run, 1):  # 三个村|组成联合党委 'three villages form a joint committee'
        run = run[: verb.start()]
    at_mark = not GOES_ON.match(text, start + len(run))
    if at_mark and (_noun_before(run, len(run), "name") and len(run) <= 8 or _noun_before(run, len(run)) and len(run) <= 4):
        return start + len(run)
    if end := _first_noun(run):
        return start + (_over_next_noun(run, end) if _noun_before(run, end) == "attribute" else end)
    if guess and len(run) >= 2 and not text.startswith("的", start + 2):  # 两大无形|的武器 'two invisible weapons'
        return start + (len(run) if at_mark and len(run) <= 4 else 2)
    return None


def is_noun(word: str) -> bool:
    """Whether a word is one of the nouns that policy language counts."""
    return word in _nouns()


def _first_noun(run: str) -> int | None:
    """Where the first counted noun ends, with the nouns that follow at once; an attribute gives way to a noun near it."""
    attribute = None
    for end in range(2, len(run) + 1):
        kind = _noun_before(run, end) if run[end - 1] in _lasts() else None
        if kind and run[end : end + 1] not in MODIFIER:
            end = _extended(run, end)
            if attribute and end > attribute + NEAR:
                return attribute
            if kind != "attribute" or _noun_before(run, end) != "attribute":
                return end
            attribute = end
    return attribute


def _over_next_noun(run: str, end: int) -> int:
    """The end moved on over the noun that an attribute at the end goes with: 六大主要国际经济|机构 'economic institutions'."""
    words, tags, places = tagged(run)
    number = bisect_left(places, end)
    noun = places[number] == end and tags[number : number + 1] == "n" and len(words[number]) == 2
    return end + 2 if noun else end


def _noun_before(run: str, end: int, *classes: str) -> str | None:
    """The class of the longest counted noun that ends here, or None."""
    nouns = _nouns()
    for size in (4, 3, 2):
        kind = nouns.get(run[end - size : end]) if size <= end else None
        if kind and (not classes or kind in classes):
            return kind
    return None


def _extended(run: str, end: int) -> int:
    """The end moved on over a longer form of the noun (服务业) and nouns of programmes that follow at once (产业, 集群)."""
    for size in (3, 2):
        if end + size <= len(run) and _nouns().get(run[end : end + size]) == "name":
            return _extended(run, end + size)
    longer = any(run[end + 1 - size : end + 1] in _nouns() for size in (3, 4) if size <= end + 1 <= len(run))
    return _extended(run, end + 1) if longer else end


@cache
def _gathers() -> re.Pattern:
    return re.compile("|".join(row["word"] for row in lexicons.rows("list_ends") if row["class"] == "gathers"))


@cache
def _lasts() -> frozenset[str]:
    """The characters with which counted nouns end."""
    return frozenset(noun[-1] for noun in _nouns())


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["class"] for row in lexicons.rows("counted_nouns")}
