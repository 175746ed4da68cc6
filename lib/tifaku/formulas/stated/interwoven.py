"""Interwoven: heads that take turns in each clause (抓学习促提升 for 三抓三促), or take a word into themselves (问需于民)."""

from __future__ import annotations

import re
from itertools import pairwise

from tifaku.formulas.stated.evidence import plausible
from tifaku.formulas.stated.ordinals import single_number
from tifaku.formulas.stated.page import Finding, Page, name_end, texts
from tifaku.text.findings import Formula

_ORDINAL = re.compile("第?[一二三四五六七八九十]")
_LINK, _SHORT = 3, 6  # characters of ：, （, ，即 …, and of a couplet such as 招商引资


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
    if len(formula.groups) != 2 or len(numbers) > 1 or min(numbers) < 2 or not all(g.head for g in formula.groups):
        return None
    first, second = (g.head for g in formula.groups)
    at = name_end(page.text, formula)
    if page.text.count(first, at, at + 240) < min(numbers) or page.text.count(second, at, at + 240) < min(numbers):
        return None
    words = "[^，。；、：\n“”（）]"
    led = f"(?:[以用靠](?={words}{{2,6}}?{re.escape(first)}))?(?P<led>{words}{{0,6}}?)"
    head, other = (f"{re.escape(h)}{words}{{1,12}}" for h in (first, second))
    couplet = re.compile(f"(?<=[，。；、：（\n”即指]){led}(?P<one>{head}?)，?(?P<two>{other})[，；、。）]")
    found = [m for m in couplet.finditer(page.text, at, at + 240)]
    if len(found) != min(numbers) or any(b.start() > a.end() for a, b in pairwise(found)):
        return None
    lengths = {len(m["one"] + m["two"]) for m in found}
    even = len(lengths) == 1 and max(lengths) <= _SHORT
    if min(numbers) == 2 and not (even and found[0].start() - at <= _LINK):  # two prove little unless they touch the name
        return None
    # 支部|联建, 产业|联抓; an ordinal, or what only the first has before its head, is no part of it
    led = all(len(m["led"]) > 1 and not _ORDINAL.match(m["led"]) for m in found)
    ones = tuple((m.start("led" if led else "one"), m.end("one")) for m in found)
    return Finding("clauses that carry both heads", (ones, tuple(m.span("two") for m in found)))
