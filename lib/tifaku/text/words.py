"""Words: a short stretch of text as words with a letter each for their part of speech, and where words stand in lists."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate
from math import log
from typing import NamedTuple

from tifaku.text.lexicons import rows

#: A letter for each part of speech of jieba, by its tag or the beginning of its tag; places and persons are N.
LETTERS = {"nr": "N", "ns": "N", "nt": "N", "eng": "x", "zg": "z"}


class Words(NamedTuple):
    """The words of a piece, a letter for each, and the places where they begin and end."""

    words: tuple[str, ...]
    tags: str
    places: tuple[int, ...]

    def parted(self, at: int) -> tuple[Words, Words]:
        """The words up to a place and those from there on; cut anew where it is inside a word."""
        if at not in self.places:
            whole = "".join(self.words)
            return tagged(whole[:at]), tagged(whole[at:])
        n = self.places.index(at)
        return (Words(self.words[:n], self.tags[:n], self.places[: n + 1]),
                Words(self.words[n:], self.tags[n:], self.places[n:]))  # fmt: skip


def segmented(text: str) -> list[tuple[str, str]]:
    """The words of a text with the parts of speech that jieba's dictionary gives them, in full.

    >>> segmented("推进文化")  # 'promote culture'
    [('推进', 'v'), ('文化', 'n')]

    Limit: a word that the dictionary does not know is tagged by guesswork.
    """
    return _jieba().tag(_sound(text), True)


@lru_cache(20_000)
def tagged(piece: str) -> Words:
    """The words of a piece with their parts of speech, by jieba's dictionary; phrases in it are cut into their words.

    >>> tagged("让群众满意")  # 'satisfy the masses'
    Words(words=('让', '群众', '满意'), tags='pnv', places=(0, 1, 3, 5))
    """
    closed, parts = closed_words(), segmented(piece)
    if "l" in [tag for _, tag in parts]:
        parts = [part for word, tag in parts for part in _without_phrase(word, tag)]
    words = tuple([word for word, _ in parts])
    tags = "".join([closed.get(word) or _letter(tag) for word, tag in parts])
    return Words(words, tags, tuple(accumulate(map(len, words), initial=0)))


@cache
def _letter(tag: str) -> str:
    return LETTERS.get(tag[:2]) or tag[:1]


def _without_phrase(word: str, tag: str) -> list[tuple[str, str]]:
    """A word, or the two words that make it a phrase."""
    return segmented(word[:2]) + segmented(word[2:]) if _is_phrase(word, tag) else [(word, tag)]


def _is_phrase(word: str, tag: str) -> bool:
    return tag == "l" and len(word) == 4 and _jieba().has_word(word[:2]) and _jieba().has_word(word[2:])


def cut(text: str) -> list[str]:
    """The words of a text, as `tagged` has them but for phrases, which are not cut; in a fifth of the time."""
    return _jieba().cut(_sound(text))


def _sound(text: str) -> str:
    """The text with ? for halves of characters, which jieba refuses."""
    return text if text.isprintable() else text.encode("utf-8", "replace").decode()


def parts(word: str) -> tuple[str, ...]:
    """The two words that make a phrase; any other word by itself."""
    return (word[:2], word[2:]) if len(word) == 4 and _is_phrase(word, segmented(word)[0][1]) else (word,)


def letter(word: str) -> str:
    """The letter for the part of speech of one word; of one that the dictionary does not know the one of its last part."""
    return closed_words().get(word) or _letter(segmented(word)[-1][1])


@lru_cache(20_000)
def is_word(pair: str) -> bool:
    """Whether two characters make a word of the dictionary, so that no member of a series begins between them."""
    return len(pair) == 2 and _jieba().has_word(_sound(pair))


@cache
def closed_words() -> dict[str, str]:
    """Words of closed classes whose commonest reading jieba's dictionary does not give; data/closed_words.tsv."""
    return {row["word"]: row["tag"] for row in rows("closed_words")}


@cache
def _jieba():
    import rjieba  # takes a third of a second, once

    return rjieba.Jieba()


LEAST, MOST = -3.0, 4.0  # of every logarithm


class Places(NamedTuple):
    """Six natural logarithms about one word, each 0 for a word that was not counted and at most 4.

    The first four are of the lists of three or more items with 、 in 629 local government work reports, the last two of all
    their clauses (data/places_of_words.tsv, which scripts/count_places_of_words.py makes from a folder of texts).

    governs: how much more often it stands in the first segment of a list, before its last word, than in a later one;
    follows: the same for the last segment, after its first word; opens: how much more often it opens a later segment than
    it stands further on; ends: how much more often it ends an early segment than it stands further ahead; opens_clauses,
    ends_clauses: how much more often it is the first, or the last, word of a clause than a word is on the average.
    """

    governs: float = 0.0
    follows: float = 0.0
    opens: float = 0.0
    ends: float = 0.0
    opens_clauses: float = 0.0
    ends_clauses: float = 0.0


_UNKNOWN = Places()


@lru_cache(20_000)
def places(word: str) -> Places:
    """Where a word stands in lists, as logarithms of ratios; all 0 for an unknown word.

    >>> places("推进").governs > 2, places("瓦斯").governs  # 'push ahead' governs lists; 'gas' was seen too seldom to tell
    (True, 0.0)

    Limit: words are those of jieba; one in fewer than 5 places of the lists and in fewer than 20 of the reports is unknown.
    """
    totals, counts = _counts()
    return _logarithms(totals, tuple(map(int, counts[word]))) if word in counts else _UNKNOWN


@cache
def _counts() -> tuple[tuple[int, ...], dict[str, tuple[str, ...]]]:
    """The totals, and for each word its counts, both in the order of the columns."""
    (_, *totals), *counted = [tuple(row.values()) for row in rows("places_of_words")]
    return tuple(map(int, totals)), {row[0]: row[1:] for row in counted}


def _logarithms(totals: tuple[float, ...], counts: tuple[float, ...]) -> Places:
    firsts, later, *_, all_words, clauses, _ = totals
    opens_first, opens, in_first, inside, in_last, ends, ends_last, seen, opens_clause, ends_clause = counts
    half = 0.5 / firsts  # of a place more, for each share; there are as many last segments as first ones
    opens, ends, inside = opens / later, ends / later, inside / (later - firsts)
    usual = (seen + all_words / clauses) / all_words * clauses  # clauses that it would open; one place more
    return Places(
        governs=_ratio((opens_first + in_first) / firsts + half, opens + inside + half),
        follows=_ratio((in_last + ends_last) / firsts + half, ends + inside + half),
        opens=_ratio(opens + half, inside + ends + half),
        ends=_ratio(ends + half, inside + opens + half),
        opens_clauses=_ratio(opens_clause + 1, usual),
        ends_clauses=_ratio(ends_clause + 1, usual),
    )


def _ratio(one: float, other: float) -> float:
    """The logarithm of the ratio of two shares, within LEAST and MOST."""
    value = log(one / other)
    return value if LEAST < value < MOST else min(MOST, max(LEAST, value))
