"""Couplets: heads of which each carries all the counted heads in turn: 抓班子促引领, 抓队伍促能力… for 五抓五促."""

from __future__ import annotations

import re
from itertools import groupby

from tifaku.formulas.stated.page import Finding, Page, Place
from tifaku.text.findings import Formula

_ITEM = "[^，。；、：？！\n]{1,12}"
_BEFORE = "[^，。；、：？！\n]"  # where a comma parts them, a head may be the second character: 当好…，争做… for 三好三争
_LED = "(?:[一二三四五六七八九十]{1,2}[是要])?"


def by_couplet_heads(page: Page, formula: Formula) -> Finding | None:
    """Heads of paragraphs or numbered sentences that carry all heads, as many in a row as every group declares."""
    numbers = {group.numeral for group in formula.groups}
    number = next(iter(numbers))
    if len(formula.groups) < 2 or len(numbers) > 1 or not isinstance(number, int) or number < 3:
        return None
    if not all(group.head for group in formula.groups):
        return None
    for row in page.heads:
        near, start, end = row.near(formula.start)
        if any(row.text.count(group.head, start, end) < number for group in formula.groups):  # a quick look before the work
            continue
        for found in (run for couplet in _couplets(formula) for run in _runs(page.text, near, couplet)):
            if len(found) == number:
                return Finding("heads that carry all heads", tuple(zip(*map(_spans, found))))
    return None


def _couplets(formula: Formula) -> tuple[re.Pattern, re.Pattern]:
    """What a head must be: the counted heads in turn, each at the beginning of its part, or after one character and a comma."""
    heads = [re.escape(group.head) for group in formula.groups]
    close = "，?".join(f"({head}{_ITEM}?)" for head in heads)
    loose = "，".join(f"({_BEFORE}?{head}{_ITEM})" for head in heads)
    return re.compile(f"{_LED}{close}[。；]?"), re.compile(f"{_LED}{loose}[。；]?")


def _spans(match: re.Match) -> list[Place]:
    return [match.span(i + 1) for i in range(match.re.groups)]


def _runs(text: str, heads: list[Place], couplet: re.Pattern) -> list[list[re.Match]]:
    """The unbroken runs of heads that are couplets."""
    matches = [couplet.fullmatch(text, *head) for head in heads]
    return [list(run) for is_one, run in groupby(matches, key=bool) if is_one]
