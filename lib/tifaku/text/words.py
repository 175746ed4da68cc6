"""Words: a short stretch of text as words with one letter each for their part of speech, and where they begin."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Iterator, NamedTuple

from tifaku.text.lexicons import rows

#: A letter for each part of speech of jieba, by its tag or the beginning of its tag; places and persons are N.
LETTERS = {"nr": "N", "ns": "N", "nt": "N", "eng": "x", "zg": "z"}


class Words(NamedTuple):
    """The words of a piece, a letter for each, and the places where they begin and end."""

    words: tuple[str, ...]
    tags: str
    places: tuple[int, ...]

    def since(self, at: int) -> Words:
        """The words from a place on; cut anew where it is inside a word."""
        if at in self.places:
            n = self.places.index(at)
            return Words(self.words[n:], self.tags[n:], self.places[n:]) if n else self
        return tagged("".join(self.words)[at:])

    def until(self, at: int) -> Words:
        """The words up to a place; cut anew where it is inside a word."""
        if at in self.places:
            n = self.places.index(at)
            return Words(self.words[:n], self.tags[:n], self.places[: n + 1])
        return tagged("".join(self.words)[:at])


@lru_cache(20_000)
def tagged(piece: str) -> Words:
    """The words of a piece with their parts of speech, by jieba's dictionary; phrases in it are cut into their words.

    >>> tagged("让群众满意")  # 'satisfy the masses'
    Words(words=('让', '群众', '满意'), tags='pnv', places=(0, 1, 3, 5))
    """
    words, tags, places = [], [], [0]
    closed = closed_words()
    for word, tag in _parts(piece):
        words.append(word)
        tags.append(closed.get(word) or LETTERS.get(tag[:2]) or tag[:1])
        places.append(places[-1] + len(word))
    return Words(tuple(words), "".join(tags), tuple(places))


def _parts(piece: str) -> Iterator[tuple[str, str]]:
    for word, tag in _jieba().tag(piece, True):
        if tag == "l" and len(word) == 4 and _jieba().has_word(word[:2]) and _jieba().has_word(word[2:]):
            yield from _jieba().tag(word[:2], False)
            yield from _jieba().tag(word[2:], False)
        else:
            yield word, tag


@lru_cache(20_000)
def is_word(pair: str) -> bool:
    """Whether two characters make a word of the dictionary, so that no member of a series begins between them."""
    return len(pair) == 2 and _jieba().has_word(pair)


@cache
def closed_words() -> dict[str, str]:
    """Words of closed classes whose commonest reading jieba's dictionary does not give; data/closed_words.tsv."""
    return {row["word"]: row["tag"] for row in rows("closed_words")}


@cache
def _jieba():
    import rjieba

    return rjieba.Jieba()
