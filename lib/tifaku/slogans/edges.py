"""Edges: where the first segment of a series begins and the last one ends inside a longer piece of a sentence."""

from __future__ import annotations

from functools import cache

from tifaku.slogans.verbs import mould_words
from tifaku.text.lexicons import clause_verbs

LONGEST = 30  # characters of a segment
LEADING = 0.3  # share of its uses in which a verb opens a clause, from which on it is no noun (发展, 建设)


def left_edge(text: str, start: int, stop: int) -> int:
    """Where the first segment of a series begins in text[start:stop]: after the verbs that take it as their object."""
    start = max(start, stop - LONGEST)
    while start < stop and text[start] in mould_words("lead"):
        start += 1
    if text[start] in mould_words("preposition"):
        return start
    for at in range(start, stop - 1):
        if text[at : at + 2] in clause_verbs(LEADING):
            return _after_verbs(text, at + 2)
    return start


def _after_verbs(text: str, at: int) -> int:
    """Past further verbs, complements and measures: 打造|了|一批."""
    while True:
        size = next((n for n in (3, 2, 1) if text[at : at + n] in mould_words("verb_tail")), 0)
        size = size or 2 * (text[at : at + 2] in clause_verbs(LEADING))
        if not size:
            return at
        at += size


def after_opener(text: str, start: int) -> bool:
    """Whether what stands before is no part of a segment: 的, 以, 进一步, 一批 …"""
    if text[start - 1 : start] not in _last_of_openers():
        return False
    openers = mould_words("before")
    return text[start - 1 : start] in openers or text[start - 2 : start] in openers or text[start - 3 : start] in openers


@cache
def _last_of_openers() -> frozenset[str]:
    return frozenset(opener[-1] for opener in mould_words("before"))


def follows_on(text: str, end: int) -> bool:
    """Whether a sentence goes on here with what is no part of a segment: 的, 等, 为 …"""
    return text[end] in mould_words("after")
