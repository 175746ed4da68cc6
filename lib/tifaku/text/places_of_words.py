"""Places of words: whether a word governs a list, opens its items, ends them or goes on behind them, as counted in work reports.

The counts (data/places_of_words.tsv) are of the lists of three or more items with 、 in 629 local government work reports;
scripts/count_places_of_words.py makes them from a folder of texts.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from tifaku.text import lexicons

LEAST, MOST = -3.0, 4.0  # of every logarithm


class Places(NamedTuple):
    """Four natural logarithms about one word, each 0 for a word that was not counted and at most 4.

    governs: how much more often it stands in the first segment of a list, before its last word, than in a later one;
    follows: the same for the last segment, after its first word; opens: how much more often it opens a later segment than
    it stands further on; ends: how much more often it ends an early segment than it stands further ahead.
    """

    governs: float = 0.0
    follows: float = 0.0
    opens: float = 0.0
    ends: float = 0.0


_UNKNOWN = Places()


@lru_cache(20_000)
def places(word: str) -> Places:
    """Where a word stands in lists, as logarithms of ratios; all 0 for an unknown word.

    >>> places("推进").governs > 2, places("瓦斯").governs  # 'push ahead' governs lists; 'gas' was seen too seldom to tell
    (True, 0.0)

    Limit: words are those of jieba; a word in fewer than 8 places of the lists is unknown.
    """
    row = _counts().get(word)
    return _logarithms(_numbers(row), _total()) if row else _UNKNOWN


@cache
def _counts() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in lexicons.rows("places_of_words")[1:]}


@cache
def _total() -> dict[str, int]:
    return _numbers(lexicons.rows("places_of_words")[0])


def _numbers(row: dict[str, str]) -> dict[str, int]:
    return {column: int(count) for column, count in row.items() if column != "word"}


def _logarithms(n: dict[str, int], total: dict[str, int]) -> Places:
    firsts, later = total["opens_first"], total["opens_middle"]  # segments of either kind; as many last ones as first
    middles = later - firsts
    return Places(
        governs=_ratio((n["opens_first"] + n["in_first"]) / firsts, n["opens_middle"] / later + n["in_middle"] / middles, firsts),
        follows=_ratio((n["in_last"] + n["ends_last"]) / firsts, n["ends_middle"] / later + n["in_middle"] / middles, firsts),
        opens=_ratio(n["opens_middle"] / later, n["in_middle"] / middles + n["ends_middle"] / later, firsts),
        ends=_ratio(n["ends_middle"] / later, n["in_middle"] / middles + n["opens_middle"] / later, firsts),
    )


def _ratio(one: float, other: float, segments: int) -> float:
    """The logarithm of the ratio of two shares, each with half a place more; within LEAST and MOST."""
    half = 0.5 / segments
    return min(MOST, max(LEAST, log((one + half) / (other + half))))
