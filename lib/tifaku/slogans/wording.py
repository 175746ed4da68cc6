"""Wording: a laid-out text as arrays of words, with what is known of each."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from tifaku.slogans.pieces import classes
from tifaku.text.words import cut, letter, parts, places

TAGS = "nNvadpmqrucfstibjlgkxyzoehQ"  # letters for parts of speech; their numbers are the places here
JOINTS = frozenset("和 与 及 以及 并 还要 更要".split())
#: Columns of what is known of a word; FIRST, SECOND: the numbers of the two words of a phrase.
COLUMNS = GOVERNS, FOLLOWS, OPENS, ENDS, TAG, JOINT, LENGTH, FIRST, SECOND = range(9)
MOST = 200_000  # words that are kept
DEPTH = 12  # words of a member of which the tags are compared


class Known(dict[str, int]):
    """The number of every word that was met, and the facts about it; of a phrase, about its two words."""

    def __init__(self) -> None:
        self.facts = np.zeros((1024, len(COLUMNS)), np.float32)

    def __missing__(self, word: str) -> int:
        halves = [self[part] for part in parts(word)] if len(parts(word)) > 1 else (0, 0)
        number = self[word] = len(self)
        if number == len(self.facts):
            self.facts = np.concatenate([self.facts, np.zeros_like(self.facts)])
        tag = TAGS.find(letter(word))
        own = tag if tag >= 0 else TAGS.index("x"), word in JOINTS, len(word)
        self.facts[number] = *places(word)[:4], *own, *halves
        return number


class Text(NamedTuple):
    """The characters of a laid-out text with their classes and the number of the word each is in; the words with theirs.

    begins: whether a word begins at each place of the text, its end included; word: which of the words of the text each character
    is in; at: where each word begins; number: which of the known words it is; facts: what is known of it; tag: its part of
    speech.
    """

    codes: np.ndarray
    classes: np.ndarray
    begins: np.ndarray
    word: np.ndarray
    at: np.ndarray
    number: np.ndarray
    facts: np.ndarray
    tag: np.ndarray

    def tags(self, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The tags of the first words of stretches, one a row, 0 behind the last; how many words each has."""
        first = self.word[start]
        count = self.word[end - 1] - first + 1
        depth = np.arange(DEPTH)[:, None]
        return self.tag[np.minimum(first + depth, len(self.tag) - 1)] * (depth < count), count


def text_of(codes: np.ndarray, start: np.ndarray, end: np.ndarray) -> Text:
    """The words of some stretches of a laid-out text, each with the character behind it; outside them no words are known."""
    known = _known()
    if len(known) > MOST:
        known.clear()
    depth = np.cumsum(np.bincount(start, minlength=len(codes)) - np.bincount(end, minlength=len(codes)))
    inside = depth > 0
    behind = np.flatnonzero(inside[:-1] & ~inside[1:]) + 1
    read = inside.copy()
    read[behind] = True
    place = np.flatnonzero(read)
    met = cut(np.where(inside, codes, ord("\n"))[place].astype("<u4").tobytes().decode("utf-32-le"))
    number = np.fromiter(map(known.__getitem__, met), np.int64, len(met))
    phrase = known.facts[number, SECOND] > 0
    number = np.repeat(number, phrase + 1)
    first = np.flatnonzero(phrase) + np.arange(phrase.sum())
    number[first], number[first + 1] = known.facts[number[first], FIRST], known.facts[number[first], SECOND]
    facts = known.facts[number]
    words = np.repeat(np.arange(len(number)), facts[:, LENGTH].astype(np.int64))
    opens = np.append(True, words[1:] != words[:-1])
    word, begins = np.zeros(len(codes), np.int64), np.ones(len(codes) + 1, bool)
    word[place], begins[place] = words, opens
    tag = facts[:, TAG].astype(np.int64) + 1
    return Text(codes, classes()[codes], begins, word, place[opens], number, facts, tag)


@cache
def _known() -> Known:
    return Known()
