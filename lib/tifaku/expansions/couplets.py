"""Couplets: heads of which each carries all the counted heads in turn: 抓班子促引领, 抓队伍促能力… for 五抓五促."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby

from tifaku.expansions.page import Finding, Page, Span
from tifaku.formulas import Formula

_ITEM = "[^，。；、：？！\n]{1,12}"
_BEFORE = "[^，。；、：？！\n]"  # where a comma parts them, a head may be the second character: 当好…，争做… for 三好三争
_LED = "(?:[一二三四五六七八九十]{1,2}[是要])?"
NEAR = 60  # heads looked at before and after a name


def by_couplet_heads(page: Page, formula: Formula) -> Finding | None:
    """Heads of paragraphs or numbered sentences that carry all heads, as many in a row as every group declares."""
    numbers = {group.numeral for group in formula.groups}
    number = next(iter(numbers))
    if len(formula.groups) < 2 or len(numbers) > 1 or not isinstance(number, int) or number < 3:
        return None
    if not all(group.head and page.text.count(group.head) > number for group in formula.groups):
        return None
    heads = [re.escape(group.head) for group in formula.groups]
    close = _LED + "，?".join(f"({head}{_ITEM}?)" for head in heads) + "[。；]?"
    loose = _LED + "，".join(f"({_BEFORE}?{head}{_ITEM})" for head in heads) + "[。；]?"
    for row, _, _ in page.heads:
        middle = bisect_left(row, (formula.start, 0))
        near = row[max(0, middle - NEAR) : middle + NEAR]
        for found in (run for couplet in (close, loose) for run in _runs(page.text, near, re.compile(couplet))):
            if len(found) == number:
                return Finding("heads that carry all heads", tuple(zip(*map(_spans, found))))
    return None


def _spans(match: re.Match) -> list[Span]:
    return [match.span(i + 1) for i in range(match.re.groups)]


def _runs(text: str, heads: list[Span], couplet: re.Pattern) -> list[list[re.Match]]:
    """The unbroken runs of heads that are couplets."""
    matches = [couplet.fullmatch(text, *head) for head in heads]
    return [list(run) for is_one, run in groupby(matches, key=bool) if is_one]
