"""Interwoven: heads that take turns in each clause (抓学习促提升 for 三抓三促), or take a word into themselves (问需于民)."""

from __future__ import annotations

import re
from itertools import pairwise

from tifaku.expansions.evidence import plausible
from tifaku.expansions.ordinals import single_number
from tifaku.expansions.page import Finding, Page, name_end, texts
from tifaku.formulas import Formula


def by_inserts(page: Page, formula: Formula) -> Finding | None:
    """Stretches that hold the head with a word put into it, as many as declared: 问需于民、问计于民、问效于民 for 三问于民."""
    head, number = formula.groups[0].head or "", single_number(formula)
    at = name_end(page.text, formula)
    if len(head) < 3 or not number or page.text.count(head[1:], at, at + 240) < number:
        return None
    parted = re.compile(f"{re.escape(head[0])}[^，。；、：\n]{{1,2}}{re.escape(head[1:])}")
    spans = [m.span() for m in parted.finditer(page.text, at, at + 240)]
    good = len(spans) == number and plausible(texts(page.text, spans))
    return Finding("the head with a word put in", (tuple(spans),)) if good else None


def by_couplets(page: Page, formula: Formula) -> Finding | None:
    """Clauses of which each carries all the heads in turn: 抓学习促提升，抓执行促落实… for 三抓三促."""
    numbers = {g.numeral if isinstance(g.numeral, int) else 0 for g in formula.groups}
    if len(formula.groups) != 2 or len(numbers) > 1 or min(numbers) < 3 or not all(g.head for g in formula.groups):
        return None
    first, second = (g.head for g in formula.groups)
    at = name_end(page.text, formula)
    if page.text.count(first, at, at + 240) < min(numbers) or page.text.count(second, at, at + 240) < min(numbers):
        return None
    rest = "[^，。；、：\n“”]{1,12}"
    couplet = re.compile(f"({re.escape(first)}{rest}?)，?({re.escape(second)}{rest})[，；、。]")
    found = [m for m in couplet.finditer(page.text, at, at + 240)]
    if len(found) != min(numbers) or any(b.start() > a.end() + 2 for a, b in pairwise(found)):
        return None
    return Finding("clauses that carry both heads", tuple(tuple(m.span(i) for m in found) for i in (1, 2)))
