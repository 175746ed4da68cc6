"""Bare names: numbered formulas without quotation marks, each found by a form that plain counting seldom has."""

from __future__ import annotations

import re
from functools import cache
from typing import Collection, Iterator

from tifaku import lexicons
from tifaku.grammar import CHINESE, DIGITS, HAN, NUMERAL, SUM_CODE, Reading, read_name
from tifaku.lookalikes import counts_things, is_code, is_fixed_word, opens_fixed_word
from tifaku.quotations import Sighting

OPEN = rf"(?<![{CHINESE}{DIGITS}第届.．+＋A-Za-z])"  # no numeral goes on here
FEW = rf"(?:十[一二三四五六七八九]|[二两三四五六七八九十]|[{DIGITS}]{{1,2}})"
STOP = "的是为等和与及将让由也都之把被或了"
RUN = re.compile(rf"(?:(?![{STOP}]){HAN}){{0,10}}")

BIG = re.compile(rf"{OPEN}{FEW}大(?={HAN})")
CONGRESS = re.compile("(?:十[一二三四五六七八九]|二十[一二]?)大")
ANCHOR = re.compile(rf"{OPEN}[{CHINESE}]")
EACH = re.compile(rf"{OPEN}一{HAN}{{1,4}}一{HAN}{{1,4}}(?:一{HAN}{{1,4}})?")


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["class"] for row in lexicons.rows("counted_nouns")}


def noun_end(text: str, start: int) -> int | None:
    """Where the noun phrase that is counted from `start` on ends: after its first counted noun, or at the next mark.

    六大应用系统陆续上线 'six application systems come on line one by one': after 系统.
    """
    run = RUN.match(text, start)[0]
    whole_run = 2 <= len(run) <= 8 and not HAN_AT.match(text, start + len(run))
    if whole_run and any(run[-size:] in _nouns() for size in (2, 3, 4)):
        return start + len(run)
    for end in range(2, len(run) + 1):
        if any(run[end - size : end] in _nouns() for size in (2, 3, 4) if size <= end):
            return start + _extended(run, end)
    return None


HAN_AT = re.compile(HAN)


def _extended(run: str, end: int) -> int:
    """The end moved on over nouns that follow at once: 产业 then 集群, 行动 then 计划."""
    while any(_nouns().get(run[end : end + size]) == "n" for size in (2, 3)):
        end += next(size for size in (3, 2) if _nouns().get(run[end : end + size]) == "n")
    return end


def big_counts(text: str) -> Iterator[Sighting]:
    """N大 + noun, as in 五大党建主题 'five big themes of Party building'; congresses (十九大) stay out."""
    for match in BIG.finditer(text):
        start, at = match.span()
        if opens_fixed_word(text, start, at) or CONGRESS.match(match[0]):
            continue
        end = at + 1 if text[at] == "类" else noun_end(text, at)
        run = RUN.match(text, at)[0]
        if end is None and len(run) >= 2:
            end = at + (len(run) if len(run) <= 4 else 2)
        if end and (reading := read_name(text[start:end])):
            yield Sighting(start, end, reading, False)


def known_names(text: str, also: Collection[str] = ()) -> Iterator[Sighting]:
    """Names that stand in quotation marks in most work reports (data/bare_names.tsv), or elsewhere in this text."""
    names = {**_known(), **_by_opening(also)}
    for match in ANCHOR.finditer(text):
        start = match.start()
        for name in names.get(text[start : start + 2], ()):
            if text.startswith(name, start) and not _goes_on(text, start, start + len(name)):
                yield Sighting(start, start + len(name), read_name(name), False)
                break


def _goes_on(text: str, start: int, end: int) -> bool:
    return end - start < 4 and opens_fixed_word(text, start, end)


@cache
def _known() -> dict[str, list[str]]:
    return _by_opening(row["name"] for row in lexicons.rows("bare_names"))


def _by_opening(names) -> dict[str, list[str]]:
    """Names by their first two characters, the longest first."""
    table: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        table.setdefault(name[:2], []).append(name)
    return table


@cache
def _tailed() -> re.Pattern:
    tails = "|".join(sorted((row["tail"] for row in lexicons.rows("name_tails")), key=len, reverse=True))
    return re.compile(rf"{OPEN}(?:[两双三四五六七八九十])({HAN}{{1,2}}?)(?:{tails})")


def tailed_names(text: str) -> Iterator[Sighting]:
    """N + noun + a verb of joint action, as in 五社联动 'five kinds of community bodies act together'."""
    for match in _tailed().finditer(text):
        if not counts_things(match[0]) and not is_fixed_word(match[0]):
            yield Sighting(*match.span(), read_name(match[0]), False)


def distributives(text: str) -> Iterator[Sighting]:
    """一X一Y 'one Y for each X', where both fill a known slot, as in 一户一策 'one plan a household'."""
    for match in EACH.finditer(text):
        name = match[0]
        for end in range(len(name), 3, -1):
            reading = read_name(name[:end])
            if reading and reading.kind == "distributive" and not opens_fixed_word(text, match.start(), match.start() + end):
                yield Sighting(match.start(), match.start() + end, reading, False)
                break


RULES = (big_counts, tailed_names, distributives)


def bare_names(text: str, quoted: Collection[str] = ()) -> Iterator[Sighting]:
    """All formulas without quotation marks; `quoted` are the surfaces that the same text has in quotation marks."""
    for rule in RULES:
        yield from rule(text)
    yield from known_names(text, quoted)
