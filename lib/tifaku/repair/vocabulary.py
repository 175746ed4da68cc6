"""Vocabulary: words that a converter to Taiwan usage left behind, each with what the mainland author had written."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Word(NamedTuple):
    """One row of mainland_vocabulary.tsv; `converted` is the word as tw2s leaves it."""

    converted: str
    mainland: str
    when: str
    unless: str
    source: str


def mainland(converted: str) -> str:
    """The text, which tw2s has made simplified, with mainland words of the same length; offsets stay.

    A word that is good mainland Chinese too (支援 'reinforce', for 支持 'support') is replaced only beside two others that
    are not, and no word is inside one of its `unless` phrases.
    >>> mainland("健康资讯平台")  # 'health information platform'
    '健康信息平台'
    """
    words = _words()
    found = {m.group() for m in _pattern().finditer(converted)} & words.keys()
    if not found:
        return converted
    several = sum(words[word].when == "always" for word in found) >= 2
    new = {w: words[w].mainland for w in found if several or words[w].when == "always"}
    return _pattern().sub(lambda m: new.get(m.group(), m.group()), converted)


@cache
def _words() -> dict[str, Word]:
    with (files("tifaku") / "data" / "mainland_vocabulary.tsv").open(encoding="utf-8", newline="") as table:
        rows = (Word(**row) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
        return {row.converted: row for row in rows}


@cache
def _pattern() -> re.Pattern[str]:
    """All words and all phrases that hold one back, the longest first."""
    phrases = {phrase for word in _words().values() for phrase in (word.converted, *word.unless.split())}
    return re.compile("|".join(sorted(map(re.escape, phrases), key=lambda p: (-len(p), p))))
