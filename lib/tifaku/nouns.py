"""Nouns: how far the noun phrase reaches that a numeral counts, without cutting the text into words."""

from __future__ import annotations

import re
from functools import cache

from tifaku import lexicons
from tifaku.grammar import HAN

STOP = "的是为等和与及将让由也都之把被或了"
MODIFIER = frozenset("性型化级式类")  # 战略性领域: the noun is still to come
RUN = re.compile(rf"(?:(?![{STOP}]){HAN}){{0,10}}")
GOES_ON = re.compile(HAN)


def noun_end(text: str, start: int, guess: bool = False) -> int | None:
    """Where the counted noun phrase from `start` on ends, or None where no noun of data/counted_nouns.tsv is near.

    It ends after the first counted noun and those that follow at once, or at the next mark where a noun that names programmes stands there (工程, 行动):
    六大应用系统陆续上线 'six application systems come on line one by one' ends after 系统. With `guess` an unknown noun counts
    too: up to four characters before a mark, else two.

    >>> noun_end("六大应用系统陆续上线", 2)
    6
    """
    if text.startswith("类", start):
        return start + 1
    run = RUN.match(text, start)[0]
    at_mark = not GOES_ON.match(text, start + len(run))
    if at_mark and (_ends_with_noun(run, "name") and len(run) <= 8 or _ends_with_noun(run) and len(run) <= 4):
        return start + len(run)
    for end in range(2, len(run) + 1):
        if _ends_with_noun(run[:end]) and run[end : end + 1] not in MODIFIER:
            return start + _extended(run, end)
    if guess and len(run) >= 2:
        return start + (len(run) if at_mark and len(run) <= 4 else 2)
    return None


def _ends_with_noun(run: str, *classes: str) -> bool:
    found = (_nouns().get(run[-size:]) for size in (2, 3, 4))
    return any(kind and (not classes or kind in classes) for kind in found)


def _extended(run: str, end: int) -> int:
    """The end moved on over nouns that follow at once: 产业 then 集群, 行动 then 计划."""
    for size in (3, 2):
        if _nouns().get(run[end : end + size]) in ("n", "name"):
            return _extended(run, end + size)
    return end


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["class"] for row in lexicons.rows("counted_nouns")}
