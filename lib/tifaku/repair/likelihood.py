"""Likelihood: how well a character follows two others in Chinese official prose, from counts (character_counts.tsv)."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache, lru_cache

from tifaku.repair.script import simplified
from tifaku.text.lexicons import cells
from tifaku.text.marks import widened

_BACKING = 4.0  # observations of rare followers that every context is credited with
_PRIOR = (60.0, 15.0)  # what the counts weigh against the text's own, in observations of one and of two characters
_UNSEEN = 0.05
_LONGEST = 1_000_000  # characters of a text from which its own habits are learnt


class Likelihood:
    """The likelihood of characters in one text: the counts, corrected by what the text itself has elsewhere."""

    def __init__(self, text: str):
        sound = re.sub(r"\?.*", "", text[:_LONGEST])  # what follows a `?` may be scrambled
        kinds = [_kind(c) for c in sound]
        self._own = Counter(kinds), Counter(zip(kinds, kinds[1:])), Counter(zip(kinds, kinds[1:], kinds[2:]))
        self._known: dict[tuple[str, str], float] = {}

    def log_probability(self, before: str, character: str) -> float:
        """As the function of this name, for this text."""
        if (before, character) not in self._known:
            first, second = (_kind(c) for c in ("\n\n" + before)[-2:])
            self._known[before, character] = self._log_probability(first, second, _kind(character))
        return self._known[before, character]

    def _log_probability(self, first: str, second: str, third: str) -> float:
        one, two, three = self._own
        share = _share(first, second, third)
        share = (two[second, third] + _PRIOR[0] * share) / (one[second] + _PRIOR[0])
        share = (three[first, second, third] + _PRIOR[1] * share) / (two[first, second] + _PRIOR[1])
        return math.log(share)


@cache
def log_probability(before: str, character: str) -> float:
    """The natural logarithm of the probability of a character after the last two of `before` (or what there is).

    Traditional and simplified characters are the same to it, and so are all digits and all Latin letters.
    """
    first, second = (_kind(c) for c in ("\n\n" + before)[-2:])
    return math.log(_share(first, second, _kind(character)))


@lru_cache(50_000)
def bond(before: str, character: str) -> float:
    """How much likelier a character is behind the last two of `before` than anywhere, as a natural logarithm.

    >>> bond("种植", "面") > 3 > 0 > bond("实现", "面")  # 种植面积 'planted area' is one term; 实现 'achieve' goes on with others
    True
    """
    first, second, third = map(_kind, ("\n\n" + before)[-2:] + character)
    return math.log(_share(first, second, third)) - math.log((_counts()[""].get(third, 0) + _UNSEEN) / _size())


def _share(first: str, second: str, third: str) -> float:
    counts = _counts()
    share = (counts[""].get(third, 0) + _UNSEEN) / _size()
    for context in (second, first + second):
        kept, rare = _weights(context)
        if kept:
            share = (counts[context].get(third, 0) + rare * share) / (kept + rare)
    return share


@cache
def _size() -> int:
    return _totals()[""]


@cache
def _totals() -> dict[str, int]:
    return {context: sum(followers.values()) for context, followers in _counts().items()}


@cache
def _weights(context: str) -> tuple[int, float]:
    """How often the context has a follower that the table lists, and how often another one."""
    kept = _totals().get(context, 0)
    seen = _counts().get(context[:-1], {}).get(context[-1], 0)
    return kept, max(0, seen - kept) + _BACKING


@cache
def _kind(character: str) -> str:
    if character.isdigit():
        return "0"
    return "a" if character.isascii() and character.isalpha() else simplified(widened(character))


@cache
def _counts() -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {"": {}}
    for context, count, characters, *_ in cells("character_counts"):
        followers = counts.setdefault(context.replace("¶", "\n"), {})
        followers.update(dict.fromkeys(characters.replace("¶", "\n"), int(count)))
    return counts
