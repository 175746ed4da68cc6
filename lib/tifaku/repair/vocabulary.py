"""Vocabulary: words that a converter to Taiwan usage left behind, each with what the mainland author had written."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tifaku.text.lexicons import rows


class Word(NamedTuple):
    """One row of mainland_vocabulary.tsv; `converted` is the word as tw2s leaves it."""

    converted: str
    mainland: str
    when: str
    unless: str
    source: str


def mainland(original: str, converted: str) -> str:
    """`converted`, which tw2s has made of `original`, with mainland words of the same length; offsets stay.

    A word that is good mainland Chinese too (支援 'reinforce', for 支持 'support') is replaced only beside two others that
    are not, and no word is inside one of its `unless` phrases.
    乾 becomes 干 in words that mean 'dry' (dry_words.tsv) and stays elsewhere: it is qián, mostly in names.
    >>> mainland("健康資訊平臺", "健康资讯平台")  # 'health information platform'
    '健康信息平台'
    """
    if "乾" in original:
        converted = _with_names(original, converted)
    words = _words()
    found = {m.group() for m in _pattern().finditer(converted)} & words.keys()
    if not found:
        return converted
    several = sum(words[word].when == "always" for word in found) >= 2
    new = {w: words[w].mainland for w in found if several or words[w].when == "always"}
    return _pattern().sub(lambda m: new.get(m.group(), m.group()), converted)


def _with_names(original: str, converted: str) -> str:
    dry = {at for m in _dry().finditer(converted) for at in range(*m.span())}
    names = (m.start() for m in re.finditer("乾", original) if m.start() not in dry)
    characters = list(converted)
    for at in names:
        characters[at] = "乾"
    return "".join(characters)


@cache
def _dry() -> re.Pattern[str]:
    return re.compile("|".join(row["word"] for row in rows("dry_words")))


@cache
def _words() -> dict[str, Word]:
    return {row["converted"]: Word(**row) for row in rows("mainland_vocabulary")}


@cache
def _pattern() -> re.Pattern[str]:
    """All words and all phrases that hold one back, the longest first."""
    phrases = {phrase for word in _words().values() for phrase in (word.converted, *word.unless.split())}
    return re.compile("|".join(sorted(map(re.escape, phrases), key=lambda p: (-len(p), p))))
