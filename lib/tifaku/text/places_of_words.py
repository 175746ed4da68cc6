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
    (firsts, later), counts = _counts()
    return _logarithms(firsts, later, *map(int, counts[word])) if word in counts else _UNKNOWN


@cache
def _counts() -> tuple[tuple[int, int], dict[str, list[str]]]:
    """How many first and how many middle segments there are, and for each word its counts in the order of the columns."""
    (_, firsts, later, *_), *rows = [tuple(row.values()) for row in lexicons.rows("places_of_words")]
    return (int(firsts), int(later)), {word: counts for word, *counts in rows}


def _logarithms(firsts, later, opens_first, opens, in_first, inside, in_last, ends, ends_last) -> Places:
    half = 0.5 / firsts  # of a place more, for each share; there are as many last segments as first ones
    opens, ends, inside = opens / later, ends / later, inside / (later - firsts)
    return Places(
        governs=_ratio((opens_first + in_first) / firsts + half, opens + inside + half),
        follows=_ratio((in_last + ends_last) / firsts + half, ends + inside + half),
        opens=_ratio(opens + half, inside + ends + half),
        ends=_ratio(ends + half, inside + opens + half),
    )


def _ratio(one: float, other: float) -> float:
    """The logarithm of the ratio of two shares, within LEAST and MOST."""
    value = log(one / other)
    return value if LEAST < value < MOST else min(MOST, max(LEAST, value))
