"""Vocabulary: words that a converter to Taiwan usage left behind or put in, each with what the mainland author had written."""

from __future__ import annotations

import re
from functools import cache
from typing import Iterator, NamedTuple

from tifaku.text.lexicons import rows


class Word(NamedTuple):
    """One row of mainland_vocabulary.tsv or taiwan_words.tsv; `converted` is the word as tw2s leaves it."""

    converted: str
    mainland: str
    when: str
    unless: str
    source: str


class Change(NamedTuple):
    """A word at start:end of the converted text, what the mainland says, and a doubt where that is not sure."""

    start: int
    end: int
    mainland: str
    doubt: str


def mainland(converted: str) -> list[Change]:
    """The words of Taiwan usage in a text that tw2s has converted, with the words of the mainland.

    A word that can be good mainland Chinese too (支援 'reinforce', for 支持 'support') is changed only in a text that has
    words which cannot, and then with a doubt; no word is changed inside one of its `unless` phrases.
    >>> mainland("健康资讯平台")  # 'health information platform'
    [Change(start=2, end=4, mainland='信息', doubt='')]
    """
    found = [(at, phrase) for at, phrase in _phrases_in(converted) if phrase in _words()]
    seen = {phrase for _, phrase in found}
    sure = {word for word in seen if _words()[word].when == "always"}
    taiwanese = len(sure) > 1 or bool(sure) and len(seen) > 2
    changed = (one for one in found if taiwanese or one[1] in sure)
    return [Change(at, at + len(word), _words()[word].mainland, _doubt(word, sure)) for at, word in changed]


def _doubt(word: str, sure: set[str]) -> str:
    return "" if word in sure else f"perhaps {word}, which the mainland says too"


def as_written(original: str, converted: str) -> str:
    """`converted`, which tw2s has made of `original`, with the characters back that tw2s takes for variants of others.

    乾 becomes 干 in words that mean 'dry' (dry_words.tsv) and stays elsewhere: it is qián, mostly in names. 著 stays in words
    in which it is zhù, 徵 in names (kept_words.tsv).
    >>> as_written("原著", "原着")  # 'original work'
    '原著'
    """
    characters = list(converted)
    for at in (*_names(original, converted), *_kept(original, converted)):
        characters[at] = original[at]
    return "".join(characters)


def _names(original: str, converted: str) -> Iterator[int]:
    if "乾" in original:
        dry = {at for m in _dry().finditer(converted) for at in range(*m.span())}
        yield from (m.start() for m in re.finditer("乾", original) if m.start() not in dry)


def _kept(original: str, converted: str) -> Iterator[int]:
    changed = {at for at, character in enumerate(original) if character in "著徵"}
    if changed:
        mixed = "".join(original[at] if at in changed else c for at, c in enumerate(converted))
        yield from (at for found in _kept_words().finditer(mixed) for at in range(*found.span()) if at in changed)


@cache
def _dry() -> re.Pattern[str]:
    return re.compile("|".join(row["word"] for row in rows("dry_words")))


@cache
def _kept_words() -> re.Pattern[str]:
    words = sorted(rows("kept_words"), key=lambda row: -len(row["word"]))
    return re.compile("|".join(row["word"] + (f"(?![{row['not_before']}])" if row["not_before"] else "") for row in words))


@cache
def _words() -> dict[str, Word]:
    return {row["converted"]: Word(**row) for name in ("taiwan_words", "mainland_vocabulary") for row in rows(name)}


def _phrases_in(text: str) -> Iterator[tuple[int, str]]:
    """Where the words and the phrases that hold one back stand, the longest of those that begin at one place."""
    firsts, phrases = _phrases()
    end = 0
    for first in firsts.finditer(text):
        at = first.start()
        phrase = next((phrase for phrase in phrases[first[0]] if text.startswith(phrase, at)), "") if at >= end else ""
        if phrase:
            yield at, phrase
            end = at + len(phrase)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """All words and phrases by their first character, the longest first; one pattern of them all would be slow."""
    by_first: dict[str, list[str]] = {}
    for phrase in sorted(
        {phrase for word in _words().values() for phrase in (word.converted, *word.unless.split())}, key=len, reverse=True
    ):
        by_first.setdefault(phrase[0], []).append(phrase)
    return re.compile(f"[{''.join(by_first)}]"), by_first
