"""Series: items that carry the counted head, spread over headings, sentences, quotations or clauses in an unbroken row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tifaku.formulas.stated.fits import could_share, fit, heads_shared, is_adverbial
from tifaku.formulas.stated.item_edges import trimmed
from tifaku.formulas.stated.lists import governing, pieces, plausible, tidy
from tifaku.formulas.stated.page import Finding, Page, Place, texts
from tifaku.text.findings import Formula, Group
from tifaku.text.words import tagged

_SENTENCE = re.compile("[^。；！？\n]+")
_WHOLE_CLAUSE = re.compile("[^，。；：！？\n—]+")  # 欠账单上写着断头路、浑水井，还账单上签着…
FIRST = 4  # units after a name of which the first one that carries the head is one
EARLIER, HEADINGS = "list in an earlier clause", "heads of paragraphs"


def rows_with_head(page: Page, formula: Formula, far: bool) -> Iterator[Finding]:
    """The rows of units that all carry the counted head.

    Headings of consecutive paragraphs, however far from the name, if `far`; sentences or parts between semicolons after it;
    clauses after it, in its sentence or the next (生态之城看水质，文化之城看书屋); clauses before it in its sentence.
    """
    counted = [g for g in formula.groups if g.head and isinstance(g.numeral, int) and 2 < g.numeral <= 20]
    for row in page.headings_with(counted) if far and counted else ():
        headings, start, end = row.near(formula.start)
        groups = _groups_in(row.text, start, end, counted)
        named = row.text.find(formula.surface, start, end) >= 0
        units = [(s, e) for s, e in headings if not named or page.text.find(formula.surface, s, e) < 0]
        if finding := _finding(HEADINGS, page, formula, units, groups, clauses=3):
            yield finding
            break
    if counted:
        yield from _after(page, formula, counted)
        yield from _before(page, formula, counted)


def _after(page: Page, formula: Formula, counted: list[Group]) -> Iterator[Finding]:
    """The rows in the 900 characters after the name; its own repetitions are no items."""
    text, at = page.text, page.near(formula).end
    left_open = 3 if text.find("…", at, at + 900) >= 0 else 0
    if groups := _groups_in(text, at, at + 900, counted, left_open):
        units = [m.span() for m in islice(_SENTENCE.finditer(text, at, at + 900), groups[0].number + FIRST)]
        if finding := _finding("heads of sentences", page, formula, units, groups):
            yield finding
        groups = _groups_in(text, at, at + 240, groups, left_open)
    named = groups and text.find(formula.surface, at, at + 240) >= 0
    for unit in (CLAUSE, _WHOLE_CLAUSE) if groups else ():
        units = [m.span() for m in unit.finditer(text, at, at + 240) if not named or formula.surface not in m[0]]
        if finding := _finding("clauses after the name", page, formula, units, groups):
            yield finding
            break


def _before(page: Page, formula: Formula, counted: list[Group]) -> Iterator[Finding]:
    """A list in an earlier clause of the sentence that carries the head: 围绕“党建强、发展强、治理强”，…五星三强."""
    near = page.near(formula)
    start, stop = near.sentence[0], near.start
    if groups := _groups_in(page.text, start, stop, counted, 3):  # the list may be cut short: 无教授、无设备、无论文……
        units = [m.span() for m in CLAUSE.finditer(page.text, start, stop)]
        if finding := _finding(EARLIER, page, formula, units, groups):
            yield finding


def by_near_list(page: Page, formula: Formula) -> Finding | None:
    """A list in another clause of the sentence that carries every head: 两会一日制度，用茶话会、督查会、办公日…."""
    near = page.near(formula)
    text, before, after, (start, end) = page.text, near.start, near.end, near.sentence
    if text.find("、", start, end) < 0 or not could_share(text, start, end, formula.groups):
        return None
    later, earlier = pieces(text, after, end, "，；："), pieces(text, start, before, "，；：")
    most = len(formula.groups)  # a clause for all groups, or one for each
    stretches = [*later, *_in_a_row(later, most), *earlier[::-1], *_in_a_row(earlier, most)]
    for stretch in stretches:
        listed = text.find("、", *stretch) > 0 and could_share(text, *stretch, formula.groups)
        items = fit(text, *stretch, formula.groups, "、", True, True) if listed else ()
        told = items and heads_shared(text, items, formula.groups)
        if told and not any(item in formula.surface for spans in items for item in texts(text, spans)):
            return Finding("list in another clause", items)
    return None


def _in_a_row(clauses: list[Place], most: int) -> list[Place]:
    """The stretches of so many clauses one after the other, two at least."""
    return [(clauses[i][0], clauses[i + most - 1][1]) for i in range(len(clauses) - most + 1)] if most > 1 else []


def _groups_in(text: str, start: int, end: int, groups: list[Group], least: int = 0) -> list[Group]:
    """The groups whose head stands in text[start:end] as often as they declare, or at least so often."""
    return [g for g in groups if text.count(g.head or "", start, end) >= (least or g.number)]


def _finding(
    name: str, page: Page, formula: Formula, units: list[Place], groups: list[Group], clauses: int = 1
) -> Finding | None:
    if not groups:
        return None
    found = tuple(tuple(_row(page.text, units, g, clauses)) if g in groups else () for g in formula.groups)
    told = [(row, group) for row, group in zip(found, formula.groups) if row]
    near = name != HEADINGS  # in which one group alone is met by chance
    sure = (
        all(found) or name == EARLIER or any(near and len(g.head or "") > 1 or is_list(page.text, list(row)) for row, g in told)
    )
    return Finding(name, found) if told and sure else None


def _row(text: str, units: list[Place], group: Group, clauses: int) -> list[Place]:
    """The row of items; a verb before the first of a list is taken off, and those that govern each of them."""
    row = row_of_head(text, units, group, clauses)
    row = trimmed(text, row, group.head, is_list(text, row), is_list(text, row)) if row else row
    verbs = governing(texts(text, row), group.head or "") if row else 0
    return [(s + verbs, e) for s, e in row]


CLAUSE = re.compile("[^，。；：、！？\n—“”]+")
_REST = re.compile("[^，、；。！？…\n“”]{1,6}(?=[，、；。！？…\n”])")


def row_of_head(text: str, units: list[Place], group: Group, clauses: int) -> list[Place]:
    """The items of the first unbroken row of units that carry the head alike, if the row is exactly as long as declared.

    `clauses` is how many clauses of a unit are looked at.
    """
    head, find = group.head or "", text.find
    holders = "".join(["x" if find(head, start, end) >= 0 else " " for start, end in units])
    least = group.number  # a quick look before the work; what is left open may be shorter
    if "x" * least not in holders:
        left_open = "xxx" in holders and any([find(mark, units[0][0], units[-1][1] + 1) >= 0 for mark in "…等"])
        least = 3 if left_open else len(units) + 1
    stretches = [units[m.start() : m.end()] for m in re.finditer("x+", holders) if m.end() - m.start() >= least]
    if not stretches:
        return []
    stretches += [part for stretch in stretches for part in _lists(text, stretch)]
    parts = {unit: _parts(text, unit, clauses) for stretch in stretches for unit in stretch}
    # A heading that goes on behind a short head (提升城市功能 'improve city functions') mostly speaks of something else.
    ways = (_ending, _starting, _inside) if clauses == 1 or len(head) > 2 else (_ending, _starting)
    for carries in ways:
        most = None if carries is _ending else -1
        carried = {unit: _carried(text, spans[:most], head, carries) for unit, spans in parts.items()}
        for row in (row for stretch in stretches for row in _rows([carried[unit] for unit in stretch])):
            if _as_declared(text, row, group) and plausible(texts(text, row), 80) and _alike(text, row, group, carries):
                return _to_marks(text, row, head) if carries is _inside and _goes_on(text, row, head) else row
    return []


def _lists(text: str, units: list[Place]) -> list[list[Place]]:
    """The parts of a stretch of units that are joined by 、 and stop at other marks."""
    ends = [number for number, (_, end) in enumerate(units, 1) if text[end : end + 1] != "、"]
    parts = (units[start:end] for start, end in zip([0, *ends], [*ends, len(units)]))
    return [part for part in parts if 2 < len(part) < len(units)]


def _to_marks(text: str, row: list[Place], head: str) -> list[Place]:
    """The items to their marks where all have only a character or two left (three in a list): 干部要敢|为, 基层要敢|闯.

    Six may be left where the head is a verb of several characters: 人员统一|调配.
    """
    rests = [rest for rest in (_REST.match(text, e) for _, e in row) if rest]
    whole = [(s, rest.end()) for (s, _), rest in zip(row, rests)]
    most = 6 if len(head) > 1 or head == "一" else 3 if is_list(text, whole) else 2
    bare = [] if head == "一" else row  # 每天一|节体育课: no item ends with a numeral
    return whole if len(rests) == len(row) and all(len(rest[0]) <= most for rest in rests) else bare


def _goes_on(text: str, row: list[Place], head: str) -> bool:
    return len(head) == 1 or is_verb(head) or is_adverbial(text, row, head)


def _as_declared(text: str, row: list[Place], group: Group) -> bool:
    """Whether the row is as long as declared, or a shorter list that the text itself leaves open with …… or 等."""
    if not 2 < len(row) < group.number:
        return len(row) == group.numeral
    return text.startswith(("…", "等"), row[-1][1])


def _rows(items: list[Place | None]) -> list[list[Place]]:
    rows: list[list[Place]] = [[]]
    for item in items:
        if item:
            rows[-1].append(item)
        elif rows[-1]:
            rows.append([])
    return rows


def _parts(text: str, unit: Place, clauses: int) -> list[Place]:
    """What of a unit may be an item: its first clauses; last what is behind its colon, which must close with the head."""
    after = text.rfind("：", *unit) + 1
    if not after and text.find("，", *unit) < 0:
        return [tidy(text, *unit)] * 2
    return [tidy(text, *part) for part in [*pieces(text, *unit, "，：")[:clauses], (after or unit[0], unit[1])]]


def _carried(text: str, parts: list[Place], head: str, carries) -> Place | None:
    """The item in the first of the parts that carries the head in one way."""
    for start, end in parts:
        if item := carries(text, start, end, head):
            return item
    return None


def _ending(text: str, start: int, end: int, head: str) -> Place | None:
    return (start, end) if text.endswith(head, start, end) and end - start > len(head) else None


def _starting(text: str, start: int, end: int, head: str) -> Place | None:
    return (start, end) if text.startswith(head, start) and end - start > len(head) else None


def _inside(text: str, start: int, end: int, head: str) -> Place | None:
    at = text.find(head, start + 1, end)
    return (start, at + len(head)) if 0 < at <= start + 12 else None


def _alike(text: str, row: list[Place], group: Group, carries) -> bool:
    """A head of one character is weak: the items must be about as long as each other outside a list, and four of them

    must open with it, or it must stand behind another shared character, or close them.
    """
    if len(group.head or "") > 1 or all(text[s - 1] == "“" for s, e in row):
        return True
    lengths = {e - s for s, e in row}
    if not is_list(text, row) and max(lengths) - min(lengths) > 3:
        return False
    if carries is not _inside:
        return carries is _ending or len(row) > 3 or len(lengths) == 1
    goes_on = {text[e : e + 1] for s, e in row}
    does = len(goes_on) == 1 and goes_on < set("让使令是把给") and max(lengths) < 6  # 使命感让他…，责任感让他…
    return does or len({text[e - 2 : e] for s, e in row}) == 1 or _at_one_place(text, row)


def _at_one_place(text: str, row: list[Place]) -> bool:
    """Whether the head stands at one place in clauses of one length: 党员亮身份、岗位亮职责、服务亮承诺; the last of a list may

    go on: 学生自学、小组互学、全班展学、师生评学|环环相扣.
    """
    listed = row[:-1] if is_list(text, row) else row
    lengths = {len(clause[0]) if (clause := CLAUSE.match(text, s)) else 0 for s, _ in listed}
    return len({e - s for s, e in row}) == 1 and max(lengths) - min(lengths) < 2


def is_verb(head: str) -> bool:
    """Whether a head of several characters closes with a verb or adverb, so that an item goes on behind it: 财务统一核算."""
    return len(head) > 1 and tagged(head).tags[-1] in "vd"


def is_list(text: str, row: list[Place]) -> bool:
    return all(text[e : e + 1] == "、" for s, e in row[:-1])
