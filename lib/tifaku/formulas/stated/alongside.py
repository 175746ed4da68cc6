"""Alongside: the list opens a clause or sentence right after that of the name, and nothing but its form ties it to the name."""

from __future__ import annotations

import re

from tifaku.formulas.stated.edges import trimmed
from tifaku.formulas.stated.evidence import aligned, common_prefix, common_suffix, plausible, shares_head
from tifaku.formulas.stated.fits import Items, fit
from tifaku.formulas.stated.lists import ETC, pieces, tidy
from tifaku.formulas.stated.ordinals import single_number
from tifaku.formulas.stated.page import Finding, Page, Place, name_end, name_start, texts
from tifaku.text.findings import Formula

_CLOSED = re.compile(f"{ETC}|部门|单位|乡镇|地区")  # doers and places are listed next to any name
_CUT = re.compile("[^，。；：！？“”\n]{0,12}[：，]")
_FIELDS = re.compile("在([^，。；：\n]{4,80}?)等?(?:个方面|方面|领域|上|中)([^，。；：、\n]{0,8})")
LONGEST = 12  # characters of an item
_SOON = 120  # characters after a name in which the list of one of its groups is looked for


def by_opening_heads(page: Page, formula: Formula) -> Finding | None:
    """One clause for each group that opens with its head and lists its items: 提倡A、B、C，反对D、E、F for 三提倡三反对."""
    if len(formula.groups) < 2 or not all(group.head and isinstance(group.numeral, int) for group in formula.groups):
        return None
    start = name_end(page.text, formula)
    clauses = pieces(page.text, start, page.sentence_end(start), "，：；")
    most = len(formula.groups)
    for i in range(min(2, len(clauses) - most + 1)):
        found = tuple(_under_head(page.text, *told) for told in zip(clauses[i : i + most], formula.groups))
        if all(found):
            return Finding("a clause under each head", found)
    return None


def _under_head(text: str, clause: Place, group) -> tuple[Place, ...]:
    start, end = clause
    if not text.startswith(group.head, start) or text.count(group.head, start, end) > 1 or group.numeral < 2:
        return ()
    items = fit(text, start + len(group.head), end, (group,), "、", False, False)
    return items[0] if items else ()


def by_short_clauses(page: Page, formula: Formula) -> Finding | None:
    """The short clauses right after the name that open or close with its head, as many as declared: 转作风，转观念，转方式.

    Or all clauses to the end of the sentence, its first character at one place: 人员统一招聘，财务统一核算… for 四统管.
    """
    number, head = single_number(formula), formula.groups[0].head
    start = name_end(page.text, formula)
    clauses = pieces(page.text, start, page.sentence_end(start), "，：；") if number and head else []
    for i in range(min(2, len(clauses))):
        row = clauses[i : i + number + 1]
        for carries in str.startswith, str.endswith:
            held = [e - s <= LONGEST and carries(page.text[s:e], head) for s, e in row]
            if sum(held) == number == sum(held[:number]):
                return Finding("clauses right after the name", (tuple(tidy(page.text, *span) for span in row[:number]),))
    said = texts(page.text, clauses)
    short = said and len(said) == number and max(map(len, said)) <= LONGEST
    if short and head not in said[0] and aligned(said, head[0]):
        return Finding("clauses right after the name", (tuple(clauses),))
    return None


def by_fields(page: Page, formula: Formula) -> Finding | None:
    """The list of 在…上 'in' that goes on to the head: “三个突破”，在招商引资、城市更新、科技创新上取得突破."""
    head, start = formula.groups[0].head or "", name_end(page.text, formula)
    counts = single_number(formula) > 2 and len(head) > 1
    fields = _FIELDS.search(page.text, start, page.sentence_end(start)) if counts else None
    items = fit(page.text, *fields.span(1), formula.groups, "、", False, False) if fields and head in fields[2] else ()
    return Finding("在…上… after the name", items) if items else None


def by_next_list(page: Page, formula: Formula) -> Finding | None:
    """The list that opens the next clause, or the next sentence, as long as declared: three or more items built alike."""
    number = single_number(formula)
    spelt = number == 2 and len(formula.groups[0].head or "") > 1  # then both items must carry the head
    for clause, head_needed in _next_clauses(page, name_end(page.text, formula)) if number > 2 or spelt else ():
        items = fit(page.text, *clause, formula.groups, "、", head_needed, True)
        if items and _told(page, formula, items, head_needed or spelt):
            return Finding("list in the next clause", items)
    return _in_sentence_before(page, formula) if number > 2 else None


def _in_sentence_before(page: Page, formula: Formula) -> Finding | None:
    """The list that closes the sentence before, where the name opens its own and the items carry the head."""
    stop = name_start(page.text, formula) - 1
    if page.text[stop : stop + 1] != "。":
        return None
    items = fit(page.text, page.clause_start(stop), stop, formula.groups, "、", True, False)
    return Finding("list at the end of the sentence before", items) if items and _told(page, formula, items, True) else None


def _next_clauses(page: Page, at: int) -> list[tuple[Place, bool]]:
    """The clause after that of the name, and the first of the next sentence; whether its items must carry the head."""
    end, stop = page.clause_end(at), page.sentence_end(at)
    within = [((end + 1, page.clause_end(end + 1)), False)] if page.text[end : end + 1] in ("，", "：") else []
    beyond = [((stop + 1, page.clause_end(stop + 1)), True)] if page.text[stop : stop + 1] == "。" else []
    return within + beyond


def _told(page: Page, formula: Formula, items: Items, head_needed: bool) -> bool:
    """Whether the items carry the head, or, where it is not needed, two characters that the words after the name also hold."""
    said = texts(page.text, items[0])
    if max(map(len, said)) > LONGEST or _CLOSED.search(page.text, items[0][-1][0], items[0][-1][1] + 3):
        return False
    shared = max(common_prefix(said), common_suffix(said), key=len)
    named = len(shared) > 1 and page.text.find(shared, formula.end, items[0][0][0]) >= 0
    opened = all(item.startswith(formula.surface[1]) for item in said)  # 重点人员、重点场所 for 三重防控
    return shares_head(said, formula.groups[0].head) or (named or opened) and not head_needed


def by_cut_list(page: Page, formula: Formula) -> Finding | None:
    """The items of a list that the text itself leaves open, after the name and a colon: “三个一”方案：每周一次谈话、…… .

    After a comma the items must open or close with the head: “九个有”要求，每条链有一张图谱、有一个链长……
    """
    number = single_number(formula)
    link = _CUT.match(page.text, name_end(page.text, formula)) if number > 2 else None
    end = page.text.find("……", link.end(), page.clause_end(link.end())) if link else -1
    if end < 0:
        return None
    spans, colon, head = pieces(page.text, link.end(), end, "、"), link[0][-1] == "：", formula.groups[0].head
    spans = trimmed(page.text, [tidy(page.text, *span) for span in spans], None if colon else head, not colon, True)
    good = 1 < len(spans) < number and plausible(texts(page.text, spans), 2 * LONGEST)
    carried = good and (colon or shares_head(texts(page.text, spans), head))
    return Finding(f"list cut short after {link[0][-1]}", (tuple(spans),)) if carried else None


def by_list_of_one_group(page: Page, formula: Formula) -> Finding | None:
    """The list of one of several groups, in a clause soon after the name: “三进三解”…，党员干部进村组、进农户、进田头."""
    if len(formula.groups) < 2 or not all(g.head for g in formula.groups):
        return None
    start = name_end(page.text, formula)
    stretch = page.text[start : start + _SOON]
    found = tuple(_opened_list(page.text, start, stretch, group) for group in formula.groups)
    return Finding("list of one group after the name", found) if any(found) else None


def _opened_list(text: str, start: int, stretch: str, group) -> tuple[Place, ...]:
    """The only row of just as many items as the group declares that all open with its head and are joined by 、."""
    if not isinstance(group.numeral, int) or group.numeral < 3 or stretch.count(group.head) < group.numeral:
        return ()
    item = f"{re.escape(group.head)}[^，。；：、！？…\n“”]{{1,{LONGEST}}}"
    rows = [m for m in re.finditer(f"{item}(?:、{item})+", stretch) if m[0].count("、") == group.numeral - 1]
    if len(rows) != 1 or stretch.startswith("、", rows[0].end()):
        return ()
    row = re.compile(item).finditer(stretch, *rows[0].span())
    return tuple((start + m.start(), start + m.end()) for m in row)
