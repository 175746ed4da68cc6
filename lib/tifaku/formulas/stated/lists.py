"""Lists: cut a stretch of text into the items of an enumeration."""

from __future__ import annotations

import re
from functools import cache

from tifaku.formulas.stated.page import CLOSE, OPEN, Place

# 和, 与 and 及 'and', where they are not part of a word such as 和谐 'harmony', 参与 'take part', 普及 'spread'
_AND = r"(?<![共总饱缓温调])和(?![谐平睦解善顺美])", r"(?<![参赋给授])与(?![会否])", r"(?<![涉普惠波顾触])及(?![时早格])"
AND = re.compile("|".join(("以及|及其", *_AND, "暨")))
_FRONT = re.compile(r"(?:以及|还有|还要|即|是指|并|及(?![时早格])|和(?![谐平睦解善顺美])|与|又|也|再|—|\s)+")
_SPACE = re.compile(r"\s+")
ETC = r"(?<![平高同中上初优均对相])等(?![级候待])"
_BACK = re.compile(rf"(?:(?:{ETC})+|\s|[，；、。：…])+$")
_BRACKET = re.compile(f"[{OPEN}{CLOSE}]")


def pieces(text: str, start: int, end: int, marks: str) -> list[Place]:
    """text[start:end] cut at the marks that stand outside quotation marks and brackets, empty pieces left out."""
    if not _BRACKET.search(text, start, end):
        return [m.span() for m in _between(marks).finditer(text, start, end) if not m[0].isspace()]
    spans, depth, begin = [], 0, start
    for mark in _stops(marks).finditer(text, start, end):
        char = mark[0]
        if char in OPEN:
            depth += 1
        elif char in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            spans.append((begin, mark.start()))
            begin = mark.end()
    spans.append((begin, end))
    return [span for span in spans if text[span[0] : span[1]].strip()]


@cache
def _between(marks: str) -> re.Pattern:
    return re.compile(f"[^{re.escape(marks)}]+")


@cache
def _stops(marks: str) -> re.Pattern:
    return re.compile(f"[{OPEN}{CLOSE}{re.escape(marks)}]")


def listed(text: str, start: int, end: int, number: int, marks: str = "、＋+") -> list[Place]:
    """The items of a list that has exactly `number`, the last two perhaps joined by 和, 与 or 及; otherwise none."""
    if sum(text.count(mark, start, end) for mark in marks) + 2 < number:
        return []
    spans = pieces(text, start, end, marks)
    if len(spans) == number - 1 and "、" in marks:
        spans = spans[:-1] + _parted(text, *spans[-1])
    if len(spans) != number:
        return []
    alike = len({text[s] for s, e in spans}) == 1  # 与乡村振兴结合、与基层治理结合 'combined with …': 与 is part of the items
    return [tidy(text, *span, front=not alike) for span in spans]


def _parted(text: str, start: int, end: int) -> list[Place]:
    """The last piece in two at its 和, at the most even place where there are several."""
    cuts = [m.span() for m in AND.finditer(text, start + 1, end - 1)]
    if not cuts:
        return [(start, end)]
    cut = min(cuts, key=lambda c: abs((c[0] - start) - (end - c[1])))
    return [(start, cut[0]), (cut[1], end)]


def tidy(text: str, start: int, end: int, front: bool = True) -> Place:
    """The span without conjunctions before it, marks after it, and quotation marks around the whole of it."""
    before = (_FRONT if front else _SPACE).match(text, start, end)
    if before and before.end() < end:
        start = before.end()
    back = _BACK.search(text[start:end])
    if back:
        end = start + back.start()
    if end - start > 2 and text[start] in "“‘" and text.find("”’"["“‘".index(text[start])], start, end) == end - 1:
        return start + 1, end - 1
    return start, end


def within_clause(text: str, spans: list[Place]) -> list[Place]:
    """The list without the clauses before its first and after its last item; nothing where one runs through a comma inside."""
    comma = [text.find("，", *span) for span in spans]
    if any(at >= 0 for at in comma[1:-1]):
        return []
    (start, end), (last, stop) = spans[0], spans[-1]
    start = text.rfind("，", start, end) + 1 or start
    return [(start, end), *spans[1:-1], (last, comma[-1] if comma[-1] >= 0 else stop)]
