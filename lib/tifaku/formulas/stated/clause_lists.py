"""Clause lists: one clause for each group of a name, with its items before its head: 做优花卉、林果两个辅助产业 for 两辅."""

from __future__ import annotations

import re
from functools import cache

from tifaku.formulas.stated.fits import fit
from tifaku.formulas.stated.leads import item_words, lead_ends
from tifaku.formulas.stated.lists import pieces
from tifaku.formulas.stated.page import Finding, Page, Place, name_end
from tifaku.text.findings import Formula, Group

_NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十两双])"
_COUNTED = re.compile(f"{_NUMBER}(?:[个大条项类支张座片块级][^、和与]{{0,8}})?$|作?[为是]$|的$")
_GOES_ON = re.compile("[、等和与及]|.*、")
_LONGEST = 15  # characters of a single item


def by_clause_lists(page: Page, formula: Formula) -> Finding | None:
    """The clauses after the name that say, one group after the other, what its head counts; an open group at the end has none."""
    counted = [g for g in formula.groups if isinstance(g.numeral, int) and g.head]
    several = any(g.numeral > 1 for g in counted)  # a single phrase before each head (一老一小) proves nothing
    if formula.kind != "compound" or len(counted) < 2 or not several or formula.groups[: len(counted)] != tuple(counted):
        return None
    start = name_end(page.text, formula)
    clauses = pieces(page.text, start, page.sentence_end(start), "，；：—")
    for row in (clauses[i : i + len(counted)] for i in range(min(2, len(clauses) - len(counted) + 1))):
        found = tuple(_items(page.text, *told) for told in zip(row, counted))
        if all(found):
            return Finding("a list before each head", found + ((),) * (len(formula.groups) - len(counted)))
    return None


def _items(text: str, clause: Place, group: Group) -> tuple[Place, ...]:
    """What stands before the head in a clause: as many items as it counts, or one phrase that a verb or 以 governs."""
    start, at = clause[0], text.rfind(group.head, clause[0] + 1, clause[1])
    after = at + len(group.head)
    if at < 0 or _GOES_ON.match(text, after, clause[1]):
        return ()
    last = _before_count(text, start, at)
    if group.numeral > 1:
        carried = text.count(group.head, start, at) >= group.numeral - 1 or after == clause[1] and last == at
        items = fit(text, start, after if carried else last, (group,), "、", True, not carried)
        return items[0] if items else ()
    lead = start + next(iter(lead_ends(text[start:at])), 0)
    end = after if after == clause[1] or text[after] in "为是" else last
    single = start < lead < start + 4 and _role().match(text, after, clause[1]) and 1 < end - lead <= _LONGEST
    return ((lead, end),) if single and text.find("、", start, end) < 0 else ()


@cache
def _role() -> re.Pattern:
    """What may follow a head that is a role (data/item_words.tsv): 主|导产业, 核|心, 轴|为引领."""
    return re.compile(f"[导心体业干]?(?:{item_words('after head')})?$|作?[为是]")


def _before_count(text: str, start: int, at: int) -> int:
    """Where the words end that stand before a counted head: 东、西|两翼, 县城|为核心."""
    count = _COUNTED.search(text, start, at)
    return count.start() if count else at
