"""Coinages: what stands in quotation marks as a phrase of its own, and compounds with a plus sign (党建+X)."""

from __future__ import annotations

import re
from functools import cache
from typing import Iterable, Iterator

from tifaku.slogans.lexicon import quotation_marks
from tifaku.slogans.pieces import Find
from tifaku.text.lexicons import clause_verbs
from tifaku.text.marks import folded, marks_of
from tifaku.text.words import tagged

NEAR_QUOTATIONS = re.compile(r"(?:[、，和]?“[^“”\n]{1,60}”){0,9}等?(?:系列|一批)?")
PLUS = re.compile(r"[+＋]")
PLUS_TAIL = re.compile(r"(?:[+＋][^\W_]{0,24})+")
PART = re.compile(r"[^+＋]+")
LONGEST = 24  # characters of one part
HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
TWO_HAN = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]")
SPOKEN = re.compile(r"[！？!?…]")


def plus_compounds(text: str) -> Iterator[Find]:
    """Compounds of words with a plus sign, quoted or not; sums of digits or measures are formulas and left out.

    >>> [text[f.start:f.end] for text in ["打响“党建+治理”大会战", "“1+5+N”机制"] for f in plus_compounds(text)]
    ['党建+治理']
    """
    end = 0
    for plus in PLUS.finditer(text):
        if plus.start() < end:
            continue
        start, end = _stretch(text, plus.start(), end)
        span = (start, end) if _quoted(text, start, end) else _without_clause(text, start, end)
        parts = tuple(m.span() for m in PART.finditer(text, *span))
        measures = sum(text[s].isdigit() for s, _ in parts)
        words = bool(parts) and measures < 2 and all(HAN_WORD.search(text, *part) for part in parts)
        if words and (len(parts) > 1 or _quoted(text, *span)):
            yield Find("plus_compound", *span, parts)


def _stretch(text: str, plus: int, floor: int) -> tuple[int, int]:
    """The unbroken run of letters and plus signs around a plus sign, at most LONGEST characters to the left of it."""
    start = plus
    while start > max(floor, plus - LONGEST) and text[start - 1].isalnum():
        start -= 1
    tail = PLUS_TAIL.match(text, plus)
    return start, tail.end() if tail else plus


def _quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in ("“", "‘") and text[end : end + 1] in ("”", "’")


def _without_clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Outside quotations the compound begins after verbs and prepositions and ends before the next: 由|党员+楼长|组成的巡逻队."""
    signs = [m.start() for m in PLUS.finditer(text, start, end)]
    before, behind = tagged(text[start : signs[0]]), tagged(text[signs[-1] + 1 : end])
    cuts = [
        at for at, word, tag in zip(before.places[1:-1], before.words, before.tags) if tag in "pduc" or word in clause_verbs()
    ]
    stops = [
        signs[-1] + 1 + at
        for at, word, tag, following in zip(behind.places[1:], behind.words[1:], behind.tags[1:], behind.tags[2:] + "u")
        if tag in "pduc" or word in clause_verbs() or tag == "v" and following in "nu"
    ]
    return start + max(cuts, default=0), min(stops, default=end)


def quotations(text: str, taken: Iterable[tuple[int, int]] = ()) -> Iterator[Find]:
    """Quoted phrases, in order: `coinage`, or `quoted_other` where they name an award, event, brand, office or plan, where
    they speak, and where they are no Chinese words.

    A quotation that holds a span of `taken` (formulas, series, plus-compounds) is not repeated.
    """
    taken = sorted(taken)
    at = 0
    for start, end in marks_of(folded(text)).quotations(0, len(text)):
        while at < len(taken) and taken[at][0] < start:
            at += 1
        if at == len(taken) or taken[at][1] > end:
            yield Find("quoted_other" if _names_or_speaks(text, start, end) else "coinage", start, end)


def _names_or_speaks(text: str, start: int, end: int) -> bool:
    words = text[start:end]
    if not TWO_HAN.search(words) or words in quotation_marks("whole") or SPOKEN.search(words):
        return True
    if "。" in words:
        return not _balanced(words)
    if words.startswith(quotation_marks("popular")):
        return False
    near = NEAR_QUOTATIONS.match(text, end + 1)
    chain = near.end() if near else end + 1
    return bool(_marker("before").search(text, max(0, start - 8), start - 1) or _marker("after").search(text, chain, chain + 6))


@cache
def _marker(place: str) -> re.Pattern:
    return re.compile("|".join(map(re.escape, quotation_marks(place))))


def _balanced(sentence: str) -> bool:
    """Two clauses of the same length, as in a classical saying: 欲筑室者，先治其基。"""
    clauses = sentence.rstrip("。").split("，")
    return len(clauses) == 2 and len(clauses[0]) == len(clauses[1])
