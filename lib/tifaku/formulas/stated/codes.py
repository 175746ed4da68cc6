"""Codes: the digits of a code come back as numerals in the clauses after it: “1310”：锚定一个目标，激活三大动力，实施十项行动."""

from __future__ import annotations

import re
from functools import cache

from tifaku.formulas.stated.fits import fit
from tifaku.formulas.stated.lists import every, tidy
from tifaku.formulas.stated.page import Finding, Page, Place
from tifaku.formulas.stated.parts import ONE_EACH
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
    for row in _rows(page, formula):
        if counts := every(numeral(g.number).search(page.text, *clause) for g, clause in zip(formula.groups, row)):
            found = tuple(_items(page.text, clause, count, group) for clause, count, group in zip(row, counts, formula.groups))
            listed = all(len(spans) == group.number for spans, group in zip(found, formula.groups))
            named = all(len(spans) == 1 for spans in found) and page.text[row[0][0] - 1] == "："
            return Finding("a list for each digit" if listed else ONE_EACH, found) if listed or named else None
    return None


def _rows(page: Page, formula: Formula, marks: str = "，；：") -> list[list[Place]]:
    """The first two rows of as many parts of the sentence that goes on after a code as it has digits, if they are numbers."""
    many = len(formula.groups)
    return (
        page.rows_in(page.near(formula).rest, many, marks=marks) if many > 1 and all([g.number for g in formula.groups]) else []
    )


def _items(text: str, clause: Place, count: re.Match, group: Group) -> tuple[Place, ...]:
    items = fit(text, clause[0], count.start(), (group,), "、", True, False) if group.number > 1 else ()
    return items[0] if items else (tidy(text, *clause),)


def by_counts_in_a_row(page: Page, formula: Formula) -> Finding | None:
    """One clause or item for each digit, in order, that counts something: “721”，七成问题用服务解决，两成…，一成…."""
    numbers = [group.number for group in formula.groups]
    rows = (*_rows(page, formula), *_rows(page, formula, "、")) if len(numbers) > 2 else ()
    items = next(filter(None, (_each_counts(page.text, row, numbers) for row in rows)), None)
    return Finding(ONE_EACH, tuple((item,) for item in items)) if items else None


def _each_counts(text: str, row: list[Place], numbers: list[int]) -> list[Place]:
    """The units, if each of them holds its number near its beginning; words before the first that the others lack go."""
    opened = [(_after_link(text, *row[0]), row[0][1]), *row[1:]]
    counts = every(numeral(n, _YEARS).match(text, *unit) for n, unit in zip(numbers, opened))
    counts = counts or every(numeral(n, _ANY).search(text, *unit) for n, unit in zip(numbers, row))
    if not counts:
        return []
    offsets = [count.start() - start for count, (start, _) in zip(counts, row)]
    row = [(row[0][0] + offsets[0] - min(offsets[1:]), row[0][1]), *row[1:]]  # the verb that governs a list goes
    return [tidy(text, *unit) for unit in row] if max(offsets[1:]) <= 8 and offsets[0] >= min(offsets[1:]) else []


def _after_link(text: str, start: int, end: int) -> int:
    """Where a list begins in its first unit: after the last colon, comma or quotation mark."""
    return max(start, *(text.rfind(mark, start, end) + 1 for mark in "：，“"))


_FORMS = (
    "{}是",
    "{}要",
    "其{}，",
    "（{}）",
    *(f"第{{}}{counted}{mark}" for counted in ("", *"条个步件项类种招把") for mark in "，是"),
)
_ROWS = [[form.format(n) for n in TENS] for form in _FORMS]
_ROWS += [[each] * 11 for each in ("一名", "一位", *(f"一{c}是" for c in "处个张项条类种支本把"))]  # 一张是…，一张是…
_ROWS += [list("①②③④⑤⑥⑦⑧⑨⑩"), *([f"{n}{mark}" for n in range(1, 11)] for mark in (".", "．", "、"))]
_BEFORE = "，。；：！？、（“”是"  # or a blank
_FIRSTS = "".join(sorted({row[0][0] for row in _ROWS}))
_FIRST = re.compile(  # the first character stands first because `re` is fast then
    f"[{_FIRSTS}](?:(?<=^.)|(?<=[{_BEFORE}\\s].))(?:"
    + "|".join(f"(?<={re.escape(row[0][0])}){re.escape(row[0][1:])}" for row in _ROWS)
    + ")"
)
_STEPS = tuple(map(re.compile, ("首?先", "再|后|又|然后|接着|随后", "最?后|再|然后|随后")))  # 先修路，再通水，…
_ENDS = re.compile("[。！？\n]+")
_REACH, _STEP = 60, 1200  # characters to the first ordinal, and from one ordinal to the next


def by_ordinals(page: Page, formula: Formula) -> Finding | None:
    """The heads of 一是…二是…三是… after the name, when they are exactly as many as it declares."""
    number = formula.groups[0].number if len(formula.groups) == 1 else 0
    if not 2 <= number <= 10:
        return None
    text, start = page.text, page.near(formula).end
    if items := _counted_heads(page, formula, start, number) or _steps(page, formula, number):
        return items
    first = _FIRST.search(text, start, start + _REACH)
    rivals = [f for f in page.between(start, first.start()) if number in [g.numeral for g in f.groups]] if first else []
    if not first or rivals or len(_ENDS.findall(text, start, first.start())) > 1:
        return None
    row = next(row for row in _ROWS if row[0] == first[0])
    reach = page.sentence_end(first.end()) if row[0] == row[1] else len(text)
    clauses = tuple(_clause(page, at) for _, at in _marks(text, first.start(), reach, row[: number + 1]))
    good = len(clauses) == number and all(s < e for s, e in clauses)
    return Finding(f"{row[0]}…{row[number - 1]}… after the name".replace("，", ""), (clauses,)) if good else None


def _counted_heads(page: Page, formula: Formula, start: int, number: int) -> Finding | None:
    """一问初心，…；二问实绩，…；三问差距: the head itself is counted, clause by clause, after the name or before it."""
    head = (formula.groups[0].head or "")[:1]
    for first, stop in ((start, start + _REACH), page.near(formula).before) if number > 2 and head else ():
        at = page.text.find(TENS[0] + head, first, stop)
        row = [n + head for n in TENS[:number]] if at >= 0 else []
        marks = _marks(page.text, at, len(page.text), row)
        if row and len(marks) == number:
            return Finding("the head counted clause by clause", (tuple(_clause(page, at + 1) for at, _ in marks),))
    return None


def _steps(page: Page, formula: Formula, number: int) -> Finding | None:
    """先…，再…，最后… 'first, then, at last': as many clauses in a row, right after the name or the rest of its clause."""
    rest, (first, then, last) = page.near(formula).rest, _STEPS
    here = number > 2 and page.text.find("先", *rest) >= 0
    for row in page.rows_in(rest, number) if here else ():
        marks = first, *[then] * (number - 2), last
        if all(mark.match(page.text, *clause) for mark, clause in zip(marks, row)):
            return Finding("先…再…后… after the name", (tuple(_clause(page, at) for at, _ in row),))
    return None


def _marks(text: str, at: int, stop: int, row: list[str]) -> list[Place]:
    """Where the ordinals of a row stand, one after the other, each at the beginning of a clause."""
    marks: list[Place] = []
    for mark in row:
        end = min(stop, at + _STEP)
        while (at := text.find(mark, at, end)) > 0 and not (text[at - 1] in _BEFORE or text[at - 1].isspace()):
            at += 1
        if at < 0:
            break
        marks.append((at, at + len(mark)))
        at += len(mark)
    return marks


def _clause(page: Page, at: int) -> Place:
    return tidy(page.text, at, page.clause_end(at, marks="，。；：！？—"), front=False)
