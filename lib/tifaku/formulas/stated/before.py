"""Before: the list stands before the name and touches it, or is tied to it by 等, 的, 这, 统称 'together called' and the like."""

from __future__ import annotations

import re
from functools import cache

from tifaku.formulas.listed_names import characters_before
from tifaku.formulas.stated.fits import Items, could_share, cut_short, fit, heads_shared
from tifaku.formulas.stated.lists import AND, common_prefix, common_suffix, pieces, plausible
from tifaku.formulas.stated.page import REACH, Finding, Page, Place, name_end, texts
from tifaku.text import lexicons
from tifaku.text.findings import Formula

_CALLED = r"统称为?|合称为?|简称为?|并称为?|称为|称之为|称作|叫做|概括为|归纳为|总结为|凝练为|列为|作为|组成|构成|形成"
_CALLED += "|[连串拧织结汇编]成"
CALLED = re.compile(rf"(?:的[^，。；、：“”的]{{1,4}})?(?:，[^，。；、：“”]{{0,4}})?(?:{_CALLED})[了的]?$")
_WITH = "(?<![可予加足得所难])以(?![及上下内外来至])"  # 'with …', not 可以 'can', 以及 'and'
_SAID = f"(?<!、){_WITH}(?=[^以为，]{{3,}}$)|是指|指的是|(?<=[”，；：。\n])[指即]|(?<=”)则?[是为]|也就是|就是"
_OPENING = re.compile(_SAID + "|为[^，、以为]{1,4}的(?=[^，]*、)")  # 以园区建设为重点的经济、文化、生态三大平台
_OPENS = re.compile("[以指即是为]")  # without which no opening
_CHAINED = "—/／－"  # 县/乡/村三级书记, “楼长—片长—站长”三长联动
_JOINED = re.compile(f"[、＋+和与及{_CHAINED}]")
_YEARS = "连续(?:[^，。、]{1,4}年)?|连年|继续|同比|均|双双|全面|首次"
REACHED = re.compile(f"(?:{_YEARS})*(?:实现|保持)$|(?:{_YEARS})$")  # 事故起数、死亡人数同比实现“双下降”
_OTHERS = re.compile("(?<=等)[^，。；：、“”等的]{2,15}$")  # A、B、C等水产养殖技术推广“五大行动”
LINK = re.compile(r"(?:是|堪称)[^，。；、：“”是]{0,12}$|(?:为主|为重点|为代表)?的$|[这共]$")
_LINKS = re.compile("[是堪]|[的这共]$")  # without which none
_ROLE = re.compile(f"{_WITH}[^，。；：！？以为]{{3,}}(?P<role>为)$")  # 以银滩和涠洲岛为“双核” 'with … as the two cores'
_MARK = re.compile("[^\\w]|[0-9]")
LEAST, MOST = 2, 6  # characters of members that nothing parts


def _list_end(text: str, stop: int, formula: Formula) -> tuple[int, bool, bool]:
    """Where the list before a name ends, whether it is said to be called so, and whether 等 'and others' closes it."""
    at, last = max(0, stop - 20), text[stop - 1 : stop]  # the last character tells at once that most links are not there
    called = CALLED.search(text, at, stop) if last in "称为作做成了的" else None
    reached = REACHED.search(text, at, stop) if formula.groups[0].head in pair_heads() else None
    others = _OTHERS.search(text, at, stop) if not called and text.find("等", at, stop) >= 0 else None
    link = others or called or _LINKS.search(text, at, stop) and LINK.search(text, at, stop) or reached
    role = _ROLE.search(text, max(0, stop - REACH), stop) if last == "为" and not link else None
    end = role.start("role") if role else link.start() if link else stop
    etc = text[end - 1 : end] == "等" and text[end - 2 : end - 1] not in "平高同中初优均对相"
    return end - etc, bool(called or role), etc


def list_before(page: Page, formula: Formula) -> Finding | None:
    """The items right before the name: 县、乡、村三级书记 'secretaries at the three levels county, township, village'."""
    text = page.text
    end, linked, etc = _list_end(text, page.near(formula).start, formula)
    if text[end - 1 : end] == "、" or AND.match(text, end - 1, end):  # the name is itself an item of the list
        return None
    if text[end - 1 : end] == "”" and (items := _quoted(page, formula, end)):
        return Finding("quoted list before the name", items)
    if items := _row(page, formula, end, linked):
        return Finding("list before the name", items)
    if etc:
        items = cut_short(text, page.clause_start(end), end, formula.groups, True)
        return Finding("list before the name, cut short by 等", items) if items else None
    items = _characters(text, page.near(formula).start, formula) or _unparted(text, end, formula)
    return Finding("members before the name that nothing parts", items) if items else None


def _quoted(page: Page, formula: Formula, end: int) -> Items:
    """The list fills one quotation, or is a row of quotations: “绿色、生态、有机”三张牌; “闭门施策”“推诿扯皮”…六大顽疾."""
    row = quotations_before(page.text, end)
    if not row:
        return ()
    tries = (fit(page.text, *row[-1], formula.groups, marks, False, False) for marks in ("、＋+", "，", "；", _CHAINED))
    if items := next(filter(None, tries), ()):
        return items
    last = page.text[end - 1 : end + 1] == "”“" == page.text[row[0][1] : row[0][1] + 2]  # “老好人”“太平官”“两面人”: the name, too
    return (tuple(row),) if len(formula.groups) == 1 and len(row) == formula.groups[0].number > 1 and not last else ()


def quotations_before(text: str, end: int, most: int = 20) -> list[Place]:
    """The insides of the quotations that stand one after the other, joined by nothing, 、 or 和, right before `end`."""
    row: list[Place] = []
    while len(row) < most and text[end - 1 : end] == "”":
        start = text.rfind("“", max(0, end - 160), end - 1)
        if start < 0:
            break
        row.append((start + 1, end - 1))
        end = start
        end -= text[end - 2 : end] in ("”、", "”和", "”与", "”及", "”，")
    return row[::-1]


def _row(page: Page, formula: Formula, end: int, linked: bool) -> Items:
    """The list ends where the name (or its link) begins and starts with the clause, a governing verb taken off."""
    text, groups = page.text, formula.groups
    end -= text[end - 1 : end] == "，" and linked
    apart = text[end : end + 1] == "，"  # 把甲、乙、丙请到一起，组成…
    start = page.clause_start(end)
    items: Items = ()
    if _JOINED.search(text, start, end):
        opening = _OPENING.search(text, start, end) if _OPENS.search(text, start, end) else None
        start = _after_name(page, opening.end() if opening else start, end)
        items = fit(text, start, end, groups, "、＋+", True, apart) or fit(text, start, end, groups, _CHAINED, True, False)
    if items or not could_share(text, max(0, end - REACH), end, groups):
        return items
    start = page.clause_start(end, marks="。；：！？")
    clauses = pieces(text, start, end, "，")
    most = max(g.number for g in groups) if len(groups) == 1 else len(groups)
    items = fit(text, clauses[-most:][0][0], end, groups, "，", True, False) if len(clauses) >= most else ()
    return items if items and heads_shared(text, items, groups) else ()


def _characters(text: str, end: int, formula: Formula) -> Items:
    """Single characters, each a member: 县乡村三级书记, “山水绿”三张牌 'the three cards mountains, waters, green'."""
    number = formula.groups[0].number if len(formula.groups) == 1 else 0
    counted = number > 2 or number == 2 and (formula.groups[0].head or "").startswith("级")  # not 社区“两委”
    start = characters_before(text, end, number) if counted else -1
    return (tuple((at, at + 1) for at in range(start, start + number)),) if start >= 0 else ()


def _unparted(text: str, end: int, formula: Formula) -> Items:
    """Members of one length that share a character at one edge: 农技农经农机“三支队伍”.

    Of two it is the head's: 地表水地下水“两水统管” 'surface water and ground water, both managed as one'.
    """
    group = formula.groups[0]
    if len(formula.groups) > 1 or not 2 <= group.number <= MOST or not formula.quoted:
        return ()
    for size in range(LEAST, MOST + 1):
        spans = [(at, at + size) for at in range(end - size * group.number, end, size)]
        if spans[0][0] < 0 or _MARK.search(text, spans[0][0], end):
            break
        items = texts(text, spans)
        shared = {common_prefix(items)[:1], common_suffix(items)[-1:]} - {""}
        if shared and plausible(items) and (group.number > 2 or shared & {*(group.head or "")}):
            return (tuple(spans),)
    return ()


def _after_name(page: Page, start: int, end: int) -> int:
    """Where the list may begin that follows another name and its own list: 石材、茶叶“两大产业”和|光电、医药“两大集群”."""
    names = page.between(start, end)
    joined = AND.match(page.text, name_end(page.text, names[-1]), end) if names else None
    return joined.end() if joined else start


@cache
def pair_heads() -> frozenset[str]:
    """What two things do at once (data/pair_heads.tsv): 双下降 'both fall', 双胜利 'double victory'."""
    return frozenset(row["head"] for row in lexicons.rows("pair_heads"))
