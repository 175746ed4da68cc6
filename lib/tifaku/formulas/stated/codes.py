"""Codes: the digits of a code come back as numerals in the clauses after it: “1310”：锚定一个目标，激活三大动力，实施十项行动."""

from __future__ import annotations

import re
from functools import cache

from tifaku.formulas.stated.fits import fit
from tifaku.formulas.stated.lists import pieces, tidy
from tifaku.formulas.stated.page import Finding, Page, Place, name_end
from tifaku.formulas.stated.parts import CODES, ONE_EACH
from tifaku.text.findings import Formula, Group
from tifaku.text.numerals import TENS

_HAN = "零" + TENS
_CLASSIFIERS = "[个大项条类张级种套支家方步批位篇]"
_ANY = r"(?:[^\W\d_年月日]|[%％]|[年日]内)"  # what a digit may count where all of them do so in a row: 七成问题, 6小时, 3座
_YEARS = r"[^\W\d_]"  # and where each of them opens its clause: 两年上台阶、四年大发展、八年大跨越


@cache
def numeral(number: int, counts: str = _CLASSIFIERS) -> re.Pattern:
    """The number before a classifier, in Chinese or Arabic digits."""
    han = f"|{_HAN[number]}" if number <= 10 else ""
    han += "|两|双" if number == 2 else ""
    return re.compile(f"(?<![0-9{_HAN}第])(?:“{number}”|{number}(?:0(?=[%％]))?{han}){counts}")  # “721”，70%的问题…，20%…，10%…


def by_numerals(page: Page, formula: Formula) -> Finding | None:
    """For each digit the list that is counted with it, or else the clause that names it, in the order of the code."""
    numbers = [g.number for g in formula.groups if isinstance(g.numeral, int)]
    if formula.kind not in CODES or not 1 < len(numbers) == len(formula.groups) or max(numbers) >= 100:
        return None
    start = name_end(page.text, formula)
    clauses = pieces(page.text, start, page.sentence_end(start), "，；：")
    for i in range(min(2, max(0, len(clauses) - len(numbers) + 1))):
        row = clauses[i : i + len(numbers)]
        sought = (numeral(n).search(page.text, *clause) for n, clause in zip(numbers, row))
        counts = [count for count in sought if count]
        if len(counts) == len(row):
            found = tuple(_items(page.text, clause, count, group) for clause, count, group in zip(row, counts, formula.groups))
            listed = all(len(spans) == n for spans, n in zip(found, numbers))
            named = all(len(spans) == 1 for spans in found) and page.text[row[0][0] - 1] == "："
            return Finding("a list for each digit" if listed else ONE_EACH, found) if listed or named else None
    return None


def _items(text: str, clause: Place, count: re.Match, group: Group) -> tuple[Place, ...]:
    items = fit(text, clause[0], count.start(), (group,), "、", True, False) if group.number > 1 else ()
    return items[0] if items else (tidy(text, *clause),)


def by_counts_in_a_row(page: Page, formula: Formula) -> Finding | None:
    """One clause or item for each digit, in order, that counts something: “721”，七成问题用服务解决，两成…，一成…."""
    numbers = [g.number for g in formula.groups if isinstance(g.numeral, int)]
    if formula.kind not in CODES or not 2 < len(numbers) == len(formula.groups) or max(numbers) >= 100:
        return None
    start = name_end(page.text, formula)
    for marks in "，；：", "、":
        units = pieces(page.text, start, page.sentence_end(start), marks)
        for i in range(min(2, len(units) - len(numbers) + 1)):
            items = _each_counts(page.text, units[i : i + len(numbers)], numbers)
            if items:
                return Finding(ONE_EACH, tuple((item,) for item in items))
    return None


def _each_counts(text: str, row: list[Place], numbers: list[int]) -> list[Place]:
    """The units, if each of them holds its number near its beginning; words before the first that the others lack go."""
    opened = [(_after_link(text, *row[0]), row[0][1]), *row[1:]]
    matches = [numeral(n, _YEARS).match(text, *unit) for n, unit in zip(numbers, opened)]
    if not all(matches):
        matches = [numeral(n, _ANY).search(text, *unit) for n, unit in zip(numbers, row)]
    counts = [match for match in matches if match]
    if len(counts) < len(row):
        return []
    offsets = [count.start() - start for count, (start, _) in zip(counts, row)]
    row = [(row[0][0] + offsets[0] - min(offsets[1:]), row[0][1]), *row[1:]]  # the verb that governs a list goes
    return [tidy(text, *unit) for unit in row] if max(offsets[1:]) <= 8 and offsets[0] >= min(offsets[1:]) else []


def _after_link(text: str, start: int, end: int) -> int:
    """Where a list begins in its first unit: after the last colon, comma or quotation mark."""
    return max(start, *(text.rfind(mark, start, end) + 1 for mark in "：，“"))
