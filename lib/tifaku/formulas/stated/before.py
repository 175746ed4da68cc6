"""Before: the list stands before the name and touches it, or is tied to it by 等, 的, 这, 统称 'together called' and the like."""

from __future__ import annotations

import re
from functools import cache

from tifaku.formulas.nouns import is_noun
from tifaku.formulas.stated.fits import Items, could_share, countable, fit, heads_shared, in_parallel
from tifaku.formulas.stated.item_edges import trimmed
from tifaku.formulas.stated.lists import AND, ends_with_verb, only_governs, pieces, plausible, tidy
from tifaku.formulas.stated.page import REACH, Finding, Page, Place, name_end, name_start, texts
from tifaku.text import lexicons
from tifaku.text.findings import Formula

_CALLED = r"统称为?|合称为?|简称为?|并称为?|称为|称之为|称作|叫做|概括为|归纳为|总结为|凝练为|列为|作为|组成|构成|形成"
_CALLED += "|[连串拧织结汇编]成"
CALLED = re.compile(rf"(?:的[^，。；、：“”的]{{1,4}})?(?:，[^，。；、：“”]{{0,4}})?(?:{_CALLED})了?$")
_COUNT = re.compile("[0-9一两几多各][个名家所处项条批]$")
_WITH = "(?<![可予加足得所难])以(?![及上下内外来至])"  # 'with …', not 可以 'can', 以及 'and'
_AS = re.compile(f"{_WITH}[^以为，。；：]{{3,40}}(?P<end>为)$")  # 以东部湖区和西部山区为“两翼” 'with … as two wings'
_OPENING = re.compile(f"(?<!、){_WITH}(?=[^以为，]{{3,}}$)|是指|指的是|(?<=[”，；：。\n])[指即]|(?<=”)则?[是为]|也就是|就是")
_OPENS = re.compile("[以指即是为]")  # without which no opening
_JOINED = re.compile("[、＋+和与及]")
_CHAINED = "—/／"  # 县/乡/村三级书记, “楼长—片长—站长”三长联动
_CHAIN = re.compile(f"[{_CHAINED}]")
_CLASSED = re.compile("[两二2](?:大|个|项|种|条|类)")
_YEARS = "连续(?:[^，。、]{1,4}年)?|连年|继续|同比|均|双双|全面|首次"
REACHED = re.compile(f"(?:{_YEARS})*(?:实现|保持)$|(?:{_YEARS})$")  # 事故起数、死亡人数同比实现“双下降”
LINK = re.compile(r"(?:是|堪称)[^，。；、：“”是]{0,12}$|(?:为主|为重点|为代表)?的$|[这共]$")


def _list_end(text: str, stop: int, formula: Formula) -> tuple[int, bool, bool]:
    """Where the list before a name ends, whether it is said to be called so, and whether 等 'and others' closes it."""
    at, last = max(0, stop - 20), text[stop - 1 : stop]  # the last character tells at once that most links are not there
    called = CALLED.search(text, at, stop) if last in "称为作做成了" else None
    role = _AS.search(text, max(0, stop - 45), stop) if last == "为" else None
    reached = REACHED.search(text, at, stop) if formula.groups[0].head in _pair_heads() else None
    link = called or LINK.search(text, at, stop) or reached
    end = role.start("end") if role else link.start() if link else stop
    etc = text[end - 1 : end] == "等" and text[end - 2 : end - 1] not in "平高同中初优均对相"
    return end - etc, bool(called or role), etc


def list_before(page: Page, formula: Formula) -> Finding | None:
    """The items right before the name: 县、乡、村三级书记 'secretaries at the three levels county, township, village'."""
    if not countable(formula.groups) or formula.groups[0].numeral == 1 and len(formula.groups) == 1:
        return None
    text = page.text
    stop = name_start(text, formula)
    end, called, etc = _list_end(text, stop, formula)
    if text[end - 1 : end] == "、" or AND.match(text, end - 1, end):  # the name is itself an item of the list
        return None
    for read in (_quoted, _row):
        items = read(page, formula, end, called)
        if items:
            return Finding("list before the name" if read is _row else "quoted list before the name", items)
    if etc:
        items = _unfinished(page, formula, end)
        return Finding("list before the name, cut short by 等", items) if items else None
    return None


def _quoted(page: Page, formula: Formula, end: int, called: bool) -> Items:
    """The list fills one quotation, or is a row of quotations: “绿色、生态、有机”三张牌; “闭门施策”“推诿扯皮”…六大顽疾."""
    text = page.text
    row = quotations_before(text, end)
    if not row or len(formula.groups) > 1 and len(row) > 1:
        return ()
    linked = not formula.quoted or called or end < name_start(text, formula)
    for marks in "、＋+", "，", "；", _CHAINED:
        items = fit(text, *row[-1], formula.groups, marks, False, False)
        if items and (linked or len(items) == 1 and len(items[0]) > 2 or heads_shared(text, items, formula.groups)):
            return items
    number = formula.groups[0].numeral
    if len(formula.groups) == 1 and len(row) == number and number > 1:
        items = (tuple(row),)
        names = any(page.is_name(*span) for span in row)
        told = heads_shared(text, items, formula.groups) or not names and not formula.quoted
        return items if told and plausible(texts(text, row)) else ()
    return ()


def quotations_before(text: str, end: int, most: int = 20) -> list[Place]:
    """The insides of the quotations that stand one after the other, joined by nothing, 、 or 和, right before `end`."""
    row: list[Place] = []
    while len(row) < most and text[end - 1 : end] == "”":
        start = text.rfind("“", max(0, end - 160), end - 1)
        if start < 0:
            break
        row.append((start + 1, end - 1))
        end = start
        if row and text[end - 1 : end] in ("、", "和", "与", "及", "，") and text[end - 2 : end - 1] == "”":
            end -= 1
    return row[::-1]


def _row(page: Page, formula: Formula, end: int, called: bool) -> Items:
    """The list ends where the name (or its link) begins and starts with the clause, a governing verb taken off."""
    text = page.text
    end -= text[end - 1 : end] == "，" and called
    apart = text[end : end + 1] == "，"  # 把甲、乙、丙请到一起，组成…
    start = page.clause_start(end)
    opening = _OPENING.search(text, start, end) if _OPENS.search(text, start, end) else None
    start, groups = _after_name(page, opening.end() if opening else start, end), formula.groups
    items = fit(text, start, end, groups, "、＋+", True, apart) if _JOINED.search(text, start, end) else ()
    if items and _holds(page, formula, items, called):
        return items
    chained = fit(text, start, end, groups, _CHAINED, True, False) if _CHAIN.search(text, start, end) else ()
    if chained:
        return chained if sum(map(len, chained)) > 2 else ()
    if not could_share(text, max(0, end - REACH), end, groups):
        return ()
    start = page.clause_start(end, marks="。；：！？")
    if not could_share(text, start, end, groups):
        return ()
    clauses = pieces(text, start, end, "，")
    most = max(g.numeral for g in groups if isinstance(g.numeral, int)) if len(groups) == 1 else len(groups)
    items = fit(text, clauses[-most:][0][0], end, groups, "，", True, False) if len(clauses) >= most else ()
    return items if items and heads_shared(text, items, groups) else ()


def _after_name(page: Page, start: int, end: int) -> int:
    """Where the list may begin that follows another name and its own list: 石材、茶叶“两大产业”和|光电、医药“两大集群”."""
    names = page.between(start, end)
    joined = AND.match(page.text, name_end(page.text, names[-1]), end) if names else None
    return joined.end() if joined else start


def _holds(page: Page, formula: Formula, items: Items, called: bool) -> bool:
    text = page.text
    if any(page.is_name(*span) for group in items for span in group):
        return heads_shared(text, items, formula.groups)
    total = sum(map(len, items))
    if len(formula.groups) == 1 and total == 2 and _is_pair(formula, texts(text, items[0])):
        return True
    if _runs_into_name(text, items[-1]):
        return heads_shared(text, items, formula.groups) or called
    if len(formula.groups) > 1 and text.startswith("等", items[-1][-1][1]):
        return heads_shared(text, items, formula.groups)
    if not formula.quoted and _CLASSED.search(formula.surface):
        return True
    return called or total > 2 or heads_shared(text, items, formula.groups) or in_parallel(text, items)


def _is_pair(formula: Formula, pair: list[str]) -> bool:
    """Whether two names of about one length stand before a name that counts two: 疫情防控和经济社会发展“双胜利”."""
    short, long = sorted(map(len, pair))
    head = formula.groups[0].head or ""
    counted = _CLASSED.match(formula.surface) and is_noun(head[-2:]) and not any(map(ends_with_verb, pair))
    names = 1 < short and long <= 2 * short + 1 and not any("“" in item or only_governs(item) for item in pair)
    return names and bool(counted or head in _pair_heads() or formula.quoted and head.endswith(_joint_tails()))


@cache
def _joint_tails() -> tuple[str, ...]:
    """What several do together (data/name_tails.tsv): 两网融合 'two nets merged'."""
    return tuple(row["tail"] for row in lexicons.rows("name_tails"))


@cache
def _pair_heads() -> frozenset[str]:
    """What two things do at once (data/pair_heads.tsv): 双下降 'both fall', 双胜利 'double victory'."""
    return frozenset(row["head"] for row in lexicons.rows("pair_heads"))


def _runs_into_name(text: str, items) -> bool:
    """Whether the last item is longer than the others and seems to hold the verb or the number that governs the name."""
    last, others = text[slice(*items[-1])], [e - s for s, e in items[:-1]]
    if len(items) > 3 and {e - s for s, e in items} == {2}:  # a row of verbs: 考核、激励、监督、保障
        return False
    governed = ends_with_verb(last) or _COUNT.search(last)
    if governed and (len(last) == 2 or others and len(last) > max(others)):
        return True
    return len(last) > 3 * max(others, default=99) + 6


def _unfinished(page: Page, formula: Formula, end: int) -> Items:
    """Fewer items than declared, followed by 等 'and others'."""
    text = page.text
    if len(formula.groups) > 1:
        return ()
    start = page.clause_start(end)
    spans = [tidy(text, *span) for span in pieces(text, start, end, "、")]
    if not 1 < len(spans) < formula.groups[0].number:
        return ()
    if text[start] == "以" and "为" in text[start:end]:
        return ()
    spans = trimmed(text, spans, formula.groups[0].head, True, False)
    return (tuple(spans),) if spans and plausible(texts(text, spans), 30) else ()
