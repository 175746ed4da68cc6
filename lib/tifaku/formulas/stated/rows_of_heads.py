"""Rows of heads: an unbroken row of units that carry the counted head alike, at their end, their beginning or inside."""

from __future__ import annotations

import re

from tifaku.formulas.stated.evidence import plausible
from tifaku.formulas.stated.lists import pieces, tidy
from tifaku.formulas.stated.page import Place, texts
from tifaku.text.findings import Group

CLAUSE = re.compile("[^，。；：、！？\n—“”]+")
_THREE = re.compile("x{3,}")
_REST = re.compile("[^，、；。！？…\n“”]{1,3}(?=[，、；。！？…\n”])")


def row_of_head(text: str, units: list[Place], group: Group, clauses: int) -> list[Place]:
    """The items of the first unbroken row of units that carry the head alike, if the row is exactly as long as declared.

    `clauses` is how many clauses of a unit are looked at.
    """
    head = group.head or ""
    holders = "".join(["x" if text.find(head, *unit) >= 0 else " " for unit in units])
    stretches = [units[m.start() : m.end()] for m in _THREE.finditer(holders)]  # a quick look before the work
    stretches += [part for stretch in stretches for part in _lists(text, stretch)]
    # A heading that goes on behind a short head (提升城市功能 'improve city functions') mostly speaks of something else.
    ways = (_ending, _starting, _inside) if clauses == 1 or len(head) > 2 else (_ending, _starting)
    for carries in ways:
        carried = ([_carried(text, unit, head, carries, clauses) for unit in stretch] for stretch in stretches)
        for row in (row for items in carried for row in _rows(items)):
            if _as_declared(text, row, group) and plausible(texts(text, row), 80) and _alike(text, row, group, carries):
                return _to_marks(text, row) if carries is _inside and len(head) == 1 else row
    return []


def _lists(text: str, units: list[Place]) -> list[list[Place]]:
    """The parts of a stretch of units that are joined by 、 and stop at other marks."""
    ends = [number for number, (_, end) in enumerate(units, 1) if text[end : end + 1] != "、"]
    parts = (units[start:end] for start, end in zip([0, *ends], [*ends, len(units)]))
    return [part for part in parts if 2 < len(part) < len(units)]


def _to_marks(text: str, row: list[Place]) -> list[Place]:
    """The items to their marks where all have only a character or two left (three in a list): 干部要敢|为, 基层要敢|闯."""
    rests = [rest for rest in (_REST.match(text, e) for _, e in row) if rest]
    whole = [(s, rest.end()) for (s, _), rest in zip(row, rests)]
    if len(rests) < len(row) or any(len(rest[0]) > 2 for rest in rests) and not is_list(text, whole):
        return row
    return whole


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


def _carried(text: str, unit: Place, head: str, carries, clauses: int) -> Place | None:
    if text.find(head, *unit) < 0:
        return None
    parts = pieces(text, *unit, "，：")[:clauses] + [(text.rfind("：", *unit) + 1 or unit[0], unit[1])][: carries is _ending]
    return next(filter(None, (carries(text, *tidy(text, *part), head) for part in parts)), None)


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


def is_list(text: str, row: list[Place]) -> bool:
    return all(text[e : e + 1] == "、" for s, e in row[:-1])
