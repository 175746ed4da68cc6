"""Likelihood: how well a character follows two others in Chinese official prose, from counts (character_counts.tsv)."""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib.resources import files

from tifaku.repair.script import simplified

_BACKING = 4.0  # observations of rare followers that every context is credited with
_UNSEEN = 0.05
_FULL = str.maketrans(",:;?!()", "，：；？！（）")


def log_probability(before: str, character: str) -> float:
    """The natural logarithm of the probability of a character after the last two of `before` (or what there is).

    Traditional and simplified characters are the same to it, and so are all digits and all Latin letters.
    """
    return _log_probability(*(_kind(c) for c in ("\n" * 2 + before)[-2:]), _kind(character))


@cache
def _log_probability(first: str, second: str, third: str) -> float:
    counts = _counts()
    share = (counts[""].get(third, 0) + _UNSEEN) / sum(counts[""].values())
    for context in (second, first + second):
        kept, rare = _weights(context)
        if kept:
            share = (counts[context].get(third, 0) + rare * share) / (kept + rare)
    return math.log(share)


@cache
def _weights(context: str) -> tuple[int, float]:
    """How often the context has a follower that the table lists, and how often another one."""
    kept = sum(_counts().get(context, {}).values())
    seen = _counts().get(context[:-1], {}).get(context[-1], 0)
    return kept, max(0, seen - kept) + _BACKING


@cache
def _kind(character: str) -> str:
    if character.isdigit():
        return "0"
    return "a" if character.isascii() and character.isalpha() else simplified(character.translate(_FULL))


@cache
def _counts() -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {"": {}}
    with (files("tifaku") / "data" / "character_counts.tsv").open(encoding="utf-8", newline="") as table:
        for context, count, characters in list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            followers = counts.setdefault(context.replace("¶", "\n"), {})
            followers.update(dict.fromkeys(characters.replace("¶", "\n"), int(count)))
    return counts
