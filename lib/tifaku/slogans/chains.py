"""Chains: series without any mark between their segments (用心用情用力, 抓党建谋发展)."""

from __future__ import annotations

import re
from functools import cache
from typing import Iterator

from tifaku.slogans.lexicon import mould_words
from tifaku.slogans.pieces import Find
from tifaku.text.lexicons import clause_verbs, rows
from tifaku.text.marks import Place

LOOSE = re.compile(r"[的和与及或是在了着]")
HAN = "[\u4e00-\u9fff]"
HAN_ONLY = re.compile(HAN + "+")
#: A character that comes back twice or more at one distance.
THRICE = {n: re.compile(rf"({HAN})(?:{HAN}{{{n - 1}}}\1){{2,}}") for n in (2, 3, 4)}


def chains(text: str) -> Iterator[Find]:
    """Series without marks: three or more segments with one character at one place; two after a verb or function word
    (因户因人); two verbs of one character each with two characters after it (抓党建谋发展). Of two that overlap, the first."""
    end = 0
    for segments in sorted(_all(text), key=lambda segments: (segments[0][0], -segments[-1][1])):
        if segments[0][0] >= end:
            end = segments[-1][1]
            yield Find("parallel_series", segments[0][0], end, segments)


def _all(text: str) -> Iterator[tuple[Place, ...]]:
    done = dict.fromkeys(THRICE, 0)
    for at, length in _returns(text):
        match = at >= done[length] and THRICE[length].match(text, at)
        if match:
            done[length] = match.end()
            yield from _readings(text, at, match.end(), length)
    for length, pattern in _pairs().items():
        for match in pattern.finditer(text):
            segments = _split(match.start(), match.end(), length)
            if _holds(text, segments) and (length < 3 or not _object_goes_on(text, match.end())):
                yield segments


def _returns(text: str) -> list[tuple[int, int]]:
    """Where a character comes back twice at one distance, and the distance; arrays tell so in a tenth of a pattern's time."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    again = {n: codes[:-n] == codes[n:] for n in THRICE}
    return sorted((at, n) for n, same in again.items() for at in np.flatnonzero(same[:-n] & same[n:]).tolist())


def _readings(text: str, first: int, end: int, length: int) -> Iterator[tuple[Place, ...]]:
    """A character that comes back at one distance can end, begin or link the segments; the first reading that holds."""
    count = (end - 1 - first) // length + 1
    leads = text[first] in mould_words("frame") or text[first] in mould_words("slogan_verb")
    places = (0, length - 1) if leads else (length - 1, 0)
    for place in places + (2,) * (length > 3):
        start = first - place
        if start >= 0 and HAN_ONLY.fullmatch(text, start, start + count * length):
            segments = _split(start, start + count * length, length)
            if _holds(text, segments):
                yield segments
                return


def _split(start: int, end: int, length: int) -> tuple[Place, ...]:
    return tuple((at, at + length) for at in range(start, end, length))


def _holds(text: str, segments: tuple[Place, ...]) -> bool:
    """Whether the segments differ, repeat nothing, hold no conjunction, and, as far as can be told, cut through no word."""
    words = [text[s:e] for s, e in segments]
    if len(set(words)) < len(words) or any(LOOSE.search(word) or len(set(word)) < len(word) for word in words):
        return False
    if in_word(text, segments[0][0]) or in_word(text, segments[-1][1]):
        return False
    three_times = any(len(set(column)) == 1 for column in zip(*words)) and len(words) > 2
    return three_times or not any(in_word(text, s) or in_word(text, s + 1) for s, _ in segments)


def in_word(text: str, at: int) -> bool:
    """Whether text[at - 1] and text[at] make a common word, so that no segment begins or ends between them."""
    return text[at - 1 : at + 1] in _bound_words()


@cache
def _bound_words() -> frozenset[str]:
    return clause_verbs() | {row["word"] for row in rows("bound_words")}


def _object_goes_on(text: str, end: int) -> bool:
    """Whether the last verb's object is a longer term: 抓党建促乡村|振兴."""
    return any(text[end - 2 : at] in _terms() for at in range(end + 1, end + 4))


@cache
def _terms() -> frozenset[str]:
    return frozenset(row["term"] for row in rows("terms"))


@cache
def _pairs() -> dict[int, re.Pattern]:
    """Two segments or more, by their length: with one head (因户因人), or a verb in front of each (抓党建谋发展).

    Each pattern begins with one class of characters, by which the search skips most of a text.
    """
    heads, adverbs, verbs = ("".join(sorted(mould_words(role))) for role in ("chain", "chain_adverb", "slogan_verb"))
    one_adverb = rf"(?<=([{adverbs}])){HAN}{{2}}(?:\1{HAN}{{2}})+"
    any_verbs = rf"(?<=[{verbs}]){HAN}{{2}}(?:[{verbs}]{HAN}{{2}})+"
    return {
        2: re.compile(rf"([{heads}]){HAN}(?:\1{HAN})+"),
        3: re.compile(rf"[{adverbs}{verbs}](?:{one_adverb}|{any_verbs})"),
    }
