"""Series: items that carry the counted head, spread over headings, sentences, quotations or clauses in an unbroken row."""

from __future__ import annotations

import re
from bisect import bisect_left

from tifaku.expansions.evidence import plausible
from tifaku.expansions.fits import countable, fit, heads_shared, texts
from tifaku.expansions.lists import pieces, tidy
from tifaku.expansions.page import Finding, Page, Span, name_end, name_start
from tifaku.formulas import Formula, Group

_QUOTED = re.compile("“([^“”\n]{2,40})”")
_SENTENCE = re.compile("[^。；！？\n]+")
_CLAUSE = re.compile("[^，。；：、！？\n—“”]+")
NEAR = 60  # headings looked at before and after a name


def by_headings(page: Page, formula: Formula) -> Finding | None:
    """Heads of consecutive paragraphs that carry the counted heads, however far from the name: 抓组织领导，工作谋划有高度."""
    middle = bisect_left(page.heads, (formula.start, 0))
    heads = [span for span in page.heads[max(0, middle - NEAR) : middle + NEAR] if not span[0] <= formula.start < span[1]]
    return _finding("heads of paragraphs", formula, lambda g: row_of_head(page.text, heads, g, 3))


def by_sentences(page: Page, formula: Formula) -> Finding | None:
    """Sentences or parts between semicolons after the name whose first clause carries the head."""
    at = name_end(page.text, formula)
    units = [m.span() for m in _SENTENCE.finditer(page.text, at, at + 900)]
    return _finding("heads of sentences", formula, lambda g: row_of_head(page.text, units, g, 1))


def by_quotations(page: Page, formula: Formula) -> Finding | None:
    """Quotations after the name that carry the head: 汇总“一张蓝图”，开发“一个系统”."""
    at = name_end(page.text, formula)
    units = [m.span(1) for m in _QUOTED.finditer(page.text, at, at + 500) if m[1] != formula.surface]
    return _finding("quotations after the name", formula, lambda g: row_of_head(page.text, units, g, 1))


def by_clauses(page: Page, formula: Formula) -> Finding | None:
    """Clauses after the name, in its sentence or the next, that carry the head: 生态之城看水质，文化之城看书屋."""
    at = name_end(page.text, formula)
    units = [tidy(page.text, *m.span()) for m in _CLAUSE.finditer(page.text, at, at + 240) if formula.surface not in m[0]]
    return _finding("clauses after the name", formula, lambda g: row_of_head(page.text, units, g, 1))


def by_earlier_clause(page: Page, formula: Formula) -> Finding | None:
    """A list in an earlier clause of the sentence that carries the head: 围绕“党建强、发展强、治理强”，…五星三强."""
    stop = name_start(page.text, formula)
    start = page.clause_start(stop, marks="。！？\n", reach=160)
    units = [tidy(page.text, *m.span()) for m in _CLAUSE.finditer(page.text, start, stop)]
    return _finding("list in an earlier clause", formula, lambda g: row_of_head(page.text, units, g, 1))


def by_near_list(page: Page, formula: Formula) -> Finding | None:
    """A list in another clause of the sentence that carries every head: 两会一日制度，用茶话会、督查会、办公日…."""
    before, after = name_start(page.text, formula), name_end(page.text, formula)
    start = page.clause_start(before, marks="。！？\n", reach=160)
    end = page.clause_end(after, marks="。！？\n", reach=160)
    clauses = [*pieces(page.text, after, end, "，；："), *pieces(page.text, start, before, "，；：")[::-1]]
    for clause in clauses if countable(formula.groups) else ():
        items = fit(page.text, *clause, formula.groups, "、", True, True)
        if items and sum(map(len, items)) > 2 and heads_shared(page.text, items, formula.groups):
            return Finding("list in another clause", items)
    return None


def _finding(name: str, formula: Formula, read) -> Finding | None:
    groups = tuple(tuple(read(g)) if isinstance(g.numeral, int) and 1 < g.numeral <= 20 and g.head else () for g in formula.groups)
    return Finding(name, groups) if any(groups) else None


def row_of_head(text: str, units: list[Span], group: Group, clauses: int) -> list[Span]:
    """The items of the first unbroken row of units that carry the head alike, if the row is exactly as long as declared.

    `clauses` is how many clauses of a unit are looked at.
    """
    for carries in (_ending, _starting, _inside):
        for row in _rows([_carried(text, unit, group.head, carries, clauses) for unit in units]):
            if len(row) == group.numeral and plausible(texts(text, row), 40) and _alike(text, row, group, carries):
                return row
    return []


def _rows(items: list[Span | None]) -> list[list[Span]]:
    rows: list[list[Span]] = [[]]
    for item in items:
        if item:
            rows[-1].append(item)
        elif rows[-1]:
            rows.append([])
    return rows


def _carried(text: str, unit: Span, head: str, carries, clauses: int) -> Span | None:
    parts = pieces(text, *unit, "，：")[:clauses] + [(text.rfind("：", *unit) + 1 or unit[0], unit[1])][: carries is _ending]
    return next(filter(None, (carries(text, *tidy(text, *part), head) for part in parts)), None)


def _ending(text: str, start: int, end: int, head: str) -> Span | None:
    return (start, end) if text.endswith(head, start, end) and end - start > len(head) else None


def _starting(text: str, start: int, end: int, head: str) -> Span | None:
    return (start, end) if text.startswith(head, start) and end - start > len(head) else None


def _inside(text: str, start: int, end: int, head: str) -> Span | None:
    at = text.find(head, start, end)
    return (start, at + len(head)) if at > start and at - start <= 12 else None


def _alike(text: str, row: list[Span], group: Group, carries) -> bool:
    """A head of one character is weak: inside a clause it must stand behind another shared character."""
    if len(group.head) > 1 or carries is not _inside:
        return group.numeral > 2 or len(group.head) > 1
    return group.numeral > 2 and len({text[e - 2 : e] for s, e in row}) == 1
