"""Rows: every stretch near a name that could be its list, whatever ties it to the name; the choice is made elsewhere.

Enumerated once for each name, from the sentence before to two sentences after: lists with 、 in a clause, a quotation or a
bracket; a list that is cut short; for compounds the columns of as many units, headings of paragraphs among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tifaku.formulas.stated.fits import Items, could_share, cut_short, fit, heads_shared
from tifaku.formulas.stated.item_edges import trimmed
from tifaku.formulas.stated.lists import ETC, pieces, tidy
from tifaku.formulas.stated.page import NUMBER, Finding, Page, Place
from tifaku.text.findings import Formula, Group
from tifaku.text.numerals import CHINESE, DIGITS
from tifaku.text.words import tagged

NEAR = 12  # characters between the name and a row that does not hold its head
MOST = 12  # items of a list that only its length and form tie to a name
LONGEST = 30  # characters of a clause that is an item
_OPEN = re.compile(f"{ETC}(?![{CHINESE}{DIGITS}各])|……")  # not 等多张清单 'and other lists', of which these are some


def near_rows(page: Page, formula: Formula, found: list[Place]) -> Iterator[Finding]:
    """The rows near a name that have as many items as it declares, each with the level at which it was cut.

    `found` are stretches that a tie to the name has given already.
    """
    groups = formula.groups
    numerals = [g.numeral for g in groups if isinstance(g.numeral, int)]
    if len(numerals) != len(groups) or max(numerals) < 2 or sum(numerals) > 2 * MOST:
        return
    near = page.near(formula)
    before, after, total = near.before, near.after, sum(numerals)
    shared = could_share(page.text, before[0], after[1], groups)
    for stretch in (before, after) if shared or total > 2 else ():  # a pair without the head stands near every name
        for items in _lists(page, stretch, formula, total, found):
            yield Finding("list near the name", items)
    if len(groups) == 1:
        if items := _left_open(page, after, groups):
            yield Finding("list near the name, cut short", items)
    elif len(set(numerals)) == 1 and all(group.head for group in groups):
        for items in _columns(page, before, after, groups, formula.surface):
            yield Finding("columns near the name", items)


def _lists(page: Page, stretch: Place, formula: Formula, total: int, found: list[Place]) -> Iterator[Items]:
    """The lists with 、 that fill a clause, a quotation or a bracket and fit the groups, `total` items in all."""
    text, groups = page.text, formula.groups
    for start, end in page.lists(*stretch, max(1, total - 2), total - 1):
        beside = total > 2 and (-NEAR <= start - formula.end <= NEAR or -NEAR <= formula.start - end <= NEAR)
        if any([start < e and s < end for s, e in found]) or not (beside or could_share(text, start, end, groups)):
            continue
        if total - 3 < text.count("、", start, end) < total and not _taken(page, start, end, formula):
            items = fit(text, start, end, groups, "、", True, True)
            if items and (len(groups) == 1 or heads_shared(text, items, groups)):
                yield items


def _taken(page: Page, start: int, end: int, formula: Formula) -> bool:
    """Whether a name that counts as many stands nearer to a row: between it and this name, on its other side, or in it."""
    between = page.between(end, formula.start) if end <= formula.start else page.between(formula.end, start)
    numbers = {group.numeral for group in formula.groups}
    beside = page.between(start - NEAR, end + 3)
    nearer = (other for other in (*between, *beside) if other.start != formula.start)
    return any(group.numeral in numbers for other in nearer for group in other.groups)


def _left_open(page: Page, after: Place, groups: tuple[Group, ...]) -> Items:
    """The first list after the name that the text itself leaves open, with fewer items: 茶叶、油茶、黄牛等 for 六大产业."""
    lists = page.lists(after[0], min(after[0] + 5 * NEAR, after[1]))[:1]
    etc = _OPEN.search(page.text, lists[0][0], lists[0][1] + 2) if lists else None
    return cut_short(page.text, lists[0][0], etc.start(), groups, True) if etc else ()


def _columns(page: Page, before: Place, after: Place, groups: tuple[Group, ...], name: str) -> Iterator[Items]:
    """Units one after the other that hold an item of every group: 抓学习促提升，抓作风促落实，… for 四抓四促."""
    text, heads, number = page.text, [group.head or "" for group in groups], groups[0].number
    for stretch in (after, before):
        if any(text.count(head[0], *stretch) < number for head in heads):
            continue
        for marks in "、", "；", "，", "。；":
            yield from _rows_of(text, pieces(text, *stretch, marks + "。！？\n"), heads, number)
    for row in page.headings_with(groups[:1]) if number > 2 else ():
        near, start, end = row.near(before[1])
        if all(row.text.count(head, start, end) >= number for head in heads):
            units = [unit for unit in near if text.find(name, *unit) < 0]
            yield from _rows_of(text, units, heads, number)


def _rows_of(text: str, units: list[Place], heads: list[str], number: int) -> Iterator[Items]:
    """The first row of so many units that all hold an item of every group."""
    split = [_split(text, _last_clause(text, *unit), heads) or _split(text, unit, heads) for unit in units]
    for i in range(len(units) - number + 1):
        row = split[i : i + number]
        if all(row):
            *columns, last = [[item[slot] for item in row] for slot in range(len(heads))]
            verbs = {text[start - 1] for start, _ in last}  # 抓党建有高度、抓产业有力度: 有 belongs to neither column
            if len(verbs) == 1 and verbs != {"，"}:
                columns[-1] = [(start, min(end, at - 1)) for (start, end), (at, _) in zip(columns[-1], last)]
            if last := trimmed(text, last, heads[-1], False, True):
                yield tuple(map(tuple, (*columns, last)))
            return


def _last_clause(text: str, start: int, end: int) -> Place:
    """The last clause of a unit, without its number and what joins it to the words before."""
    start = max(start, *(text.rfind(mark, start, end) + 1 for mark in "，：；"))
    number = NUMBER.match(text, start, end)
    return tidy(text, number.end() if number else start, end)


def _split(text: str, unit: Place, heads: list[str]) -> list[Place]:
    """The parts of a unit that open, or all close, with the heads in order; nothing where one is missing."""
    places, at = [], unit[0]
    for head in heads:
        found = text.find(head, at, unit[1])
        if found < 0:
            return []
        places.append(found)
        at = found + len(head)
    clause = max(unit[0], *(text.rfind(mark, unit[0], places[0]) + 1 for mark in "：，"))
    if places[0] - clause <= 2:  # 坚持|问需于民，讲清政策; 问计于民，讲明流程
        ends = [*places[1:], unit[1]]
        if len(heads) == 2 and places[1] + len(heads[1]) == unit[1]:  # 抓党建有|高度 'a high standard in Party building'
            return _before_last_word(text, places[0], unit[1])
        parts = [tidy(text, start, end) for start, end in zip(places, ends)]
    else:
        ends = [place + len(head) for place, head in zip(places, heads)]
        parts = [tidy(text, start, end) for start, end in zip([unit[0], *ends], ends)]
    parts = [(s, text.find("，", s, e) if text.find("，", s, e) > 0 else e) for s, e in parts]
    good = all(len(head) < e - s <= LONGEST for (s, e), head in zip(parts, heads))
    return parts if good else []


def _before_last_word(text: str, start: int, end: int) -> list[Place]:
    """A clause as its last word and what goes before that."""
    at = start + tagged(text[start:end]).places[-2]
    return [(start, at), (at, end)] if at > start + 1 else []
