"""Rows: every stretch near a name that could be its list, whatever ties it to the name; the choice is made elsewhere.

Enumerated once for each name, from the sentence before to two sentences after: lists with 、 in a clause, a quotation or a
bracket; as many clauses as declared, if they are alike; a list that is cut short; a run without marks that falls into equal
pieces; for compounds the columns of as many units, heads of paragraphs among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tifaku.formulas.stated.fits import Items, could_share, fit, heads_shared
from tifaku.formulas.stated.item_edges import trimmed
from tifaku.formulas.stated.lists import ETC, common_prefix, common_suffix, pieces, plausible, tidy
from tifaku.formulas.stated.page import Finding, Page, Place, name_end, name_start, texts
from tifaku.text.findings import Formula
from tifaku.text.places_of_words import cuts

BEFORE, AFTER = 260, 420  # characters looked at
NEAR = 30  # characters between the name and a row that does not hold its head
MOST = 12  # items of a list that only its length and form tie to a name
LONGEST = 30  # characters of a clause that is an item
_OPEN = re.compile(f"{ETC}|……")
_PLAIN = re.compile("[一-鿿]+$")


def near_rows(page: Page, formula: Formula) -> Iterator[Finding]:
    """The rows near a name that have as many items as it declares, each with the level at which it was cut."""
    groups = formula.groups
    numerals = [g.numeral for g in groups if isinstance(g.numeral, int)]
    if len(numerals) != len(groups) or max(numerals) < 2 or sum(numerals) > 2 * MOST:
        return
    before, after = _stretches(page, formula)
    for stretch in (before, after):
        for items in _lists(page, stretch, formula, sum(numerals)):
            yield Finding("list near the name", items)
    heads = [group.head for group in groups if group.head]
    if len(groups) == 1 and numerals[0] <= MOST:
        yield from _of_one_group(page, formula, numerals[0], before, after)
    elif len(set(numerals)) == 1 and len(heads) == len(groups):
        for items in _columns(page, before, after, heads, numerals[0]):
            yield Finding("columns near the name", items)


def _stretches(page: Page, formula: Formula) -> tuple[Place, Place]:
    text, start, end = page.text, name_start(page.text, formula), name_end(page.text, formula)
    first = page.sentence_start(start)
    first = page.sentence_start(first - 1) if first > 1 and text[first - 1] != "\n" else first
    last = page.sentence_end(end)
    for _ in range(2):
        if text[last : last + 1] in ("。", "！", "？"):
            last = page.sentence_end(last + 1)
    return (max(first, start - BEFORE), start), (end, min(last, end + AFTER))


def _lists(page: Page, stretch: Place, formula: Formula, total: int) -> Iterator[Items]:
    """The lists with 、 that fill a clause, a quotation or a bracket and fit the groups, `total` items in all."""
    text, groups = page.text, formula.groups
    if text.count("、", *stretch) + 2 < total:
        return
    for start, end in page.lists(*stretch):
        counted = text.count("、", start, end) in (total - 1, total - 2)
        if counted and _worth_a_look(text, start, end, formula) and not _taken(page, start, end, formula):
            items = fit(text, start, end, groups, "、", True, True)
            if items and (len(groups) == 1 or heads_shared(text, items, groups)):
                yield items


def _worth_a_look(text: str, start: int, end: int, formula: Formula) -> bool:
    """Whether a row is so near to the name, or holds the heads so often, that it could be told of it."""
    near = -NEAR <= start - formula.end <= NEAR or -NEAR <= formula.start - end <= NEAR
    return near or could_share(text, start, end, formula.groups)


def _taken(page: Page, start: int, end: int, formula: Formula) -> bool:
    """Whether a name that counts as many stands nearer to a row: between it and this name, on its other side, or in it."""
    between = page.between(end, formula.start) if end <= formula.start else page.between(formula.end, start)
    numbers = {group.numeral for group in formula.groups}
    beside = page.between(start - NEAR // 2, end + 3)
    nearer = (other for other in (*between, *beside) if other.start != formula.start)
    return any(group.numeral in numbers for other in nearer for group in other.groups)


def _of_one_group(page: Page, formula: Formula, number: int, before: Place, after: Place) -> Iterator[Finding]:
    text, head = page.text, formula.groups[0].head or ""
    if number > 2:
        for stretch in (before, after):
            for sentence in pieces(text, *stretch, "。！？"):
                if _worth_a_look(text, *sentence, formula) and not _taken(page, *sentence, formula):
                    yield from _clauses(text, sentence, number, head)
        yield from _cut_short(page, after, number)
    run = _unmarked(text, before[1], number) if number > 1 else ()
    if run:
        yield Finding("run of equal words before the name", (run,))


def _clauses(text: str, sentence: Place, number: int, head: str) -> Iterator[Finding]:
    """As many clauses one after the other as declared, if they open or close alike."""
    if text.count("，", *sentence) + text.count("：", *sentence) + 1 < number:
        return
    units = pieces(text, *sentence, "，：")
    for i in range(len(units) - number + 1):
        row = [tidy(text, *unit) for unit in units[i : i + number]]
        said = texts(text, row)
        if max(map(len, said)) <= LONGEST and _alike(said, head) and plausible(said):
            yield Finding("clauses near the name", (tuple(row),))


def _cut_short(page: Page, after: Place, number: int) -> Iterator[Finding]:
    """The first list after the name that the text itself leaves open, with fewer items: 茶叶、油茶、黄牛等 for 六大产业."""
    for start, end in page.lists(after[0], min(after[0] + 2 * NEAR, after[1]))[:1]:
        etc = _OPEN.search(page.text, start, end + 2)
        spans = [tidy(page.text, *span) for span in pieces(page.text, start, etc.start(), "、")] if etc else []
        if 1 < len(spans) < number:
            items = trimmed(page.text, spans, None, True, False)
            if items:
                yield Finding("list near the name, cut short", (tuple(items),))


def _alike(said: list[str], head: str) -> bool:
    others = said[1:]
    shared = common_prefix(others) or common_suffix(others)
    return bool(shared) or len(set(map(len, said))) == 1 or bool(head) and all(head[0] in item for item in said)


def _unmarked(text: str, stop: int, number: int) -> tuple[Place, ...]:
    """The equal words without marks that touch the name: 文化科技卫生“三下乡” 'culture, science, health to the countryside'."""
    for size in (2, 3):
        start = stop - size * number
        run = text[max(0, start) : stop]
        if start < 0 or not _PLAIN.match(run):
            return ()
        near = max(0, start - 6)
        places = cuts(text[near:stop])
        words = [(at, at + size) for at in range(start, stop, size)]
        said = texts(text, words)
        alike = common_prefix(said) or common_suffix(said)
        whole = all(places[at - near + i].inside for at, _ in words for i in range(1, size))
        if not any(places[at - near].inside for at, _ in words) and len(set(said)) == number and (alike or whole and number > 2):
            return tuple(words)
    return ()


def _columns(page: Page, before: Place, after: Place, heads: list[str], number: int) -> Iterator[Items]:
    """Units one after the other that hold an item of every group: 抓学习促提升，抓作风促落实，… for 四抓四促."""
    text = page.text
    for stretch in (after, before):
        if any(text.count(head[0], *stretch) < number for head in heads):
            continue
        for marks in "、", "；", "，", "。；":
            yield from _rows_of(text, pieces(text, *stretch, marks + "。！？\n"), heads, number)
    for row in page.heads if number > 2 else ():
        near, start, end = row.near(before[1])
        if all(row.text.count(head, start, end) >= number for head in heads):
            yield from _rows_of(text, near, heads, number)


def _rows_of(text: str, units: list[Place], heads: list[str], number: int) -> Iterator[Items]:
    """The first row of so many units that all hold an item of every group."""
    split = [_split(text, unit, heads) for unit in units]
    for i in range(len(units) - number + 1):
        row = split[i : i + number]
        if all(row):
            yield tuple(tuple(item[slot] for item in row) for slot in range(len(heads)))
            return


def _split(text: str, unit: Place, heads: list[str]) -> list[Place]:
    """The parts of a unit that open, or all close, with the heads in order; nothing where one is missing."""
    places, at = [], unit[0]
    for head in heads:
        found = text.find(head, at, unit[1])
        if found < 0:
            return []
        places.append(found)
        at = found + len(head)
    if places[0] - unit[0] <= 2 or text[places[0] - 1] in "：，":
        ends = [*places[1:], unit[1]]
        parts = [tidy(text, start, end) for start, end in zip(places, ends)]
    else:
        ends = [place + len(head) for place, head in zip(places, heads)]
        parts = [tidy(text, start, end) for start, end in zip([unit[0], *ends], ends)]
    parts = [(s, text.find("，", s, e) if text.find("，", s, e) > 0 else e) for s, e in parts]
    good = all(len(head) < e - s <= LONGEST for (s, e), head in zip(parts, heads))
    return parts if good else []
