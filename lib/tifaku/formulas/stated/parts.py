"""Parts: a name of several groups is explained group by group: “一带”即…；“四片区”即…, “3”指…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from tifaku.formulas.grammar import GROUP
from tifaku.formulas.stated.fits import countable
from tifaku.formulas.stated.glosses import gloss_link, read_glosses
from tifaku.formulas.stated.item_edges import trimmed
from tifaku.formulas.stated.lists import listed, pieces, shares_head, tidy
from tifaku.formulas.stated.page import Finding, Page, Place, name_end, texts
from tifaku.text.findings import Formula, Group

CODES = ("digit_code", "sum_code")
ONE_EACH = "one phrase for each digit"
_NAME = 8  # characters of a name that opens a clause
_REACH, _TRIES = 1500, 4  # characters after the name, and mentions of a part, within which its gloss is looked for
_TOLD = re.compile("，?(?:即|就是|指|则?[是为]|则?包括|则?包含|分别[是为指]|代表|表示|：|——)|，一")
_TELLS = re.compile("[^，。；：、是为]{1,4}(?:分别)?(?:是|为|包括|包含)")
_ROLE = re.compile("(?P<what>[^，；。：“”为、][^，；。：“”为]{1,60}?)为(?P<role>[^，、；。：的“”]{1,6})")
_OWNED = re.compile("(?<=[^的]{4})的[^的、和]{1,3}$")  # 党支部和村委会|的牌子 'the signs of'


def part_spans(formula: Formula) -> list[Place]:
    """The stretch of the name's surface that belongs to each group: 一带一心四片区 falls into 一带, 一心, 四片区."""
    if all(group.head is None for group in formula.groups):  # 十百千
        return [(at, at + 1) for at in range(len(formula.surface))]
    return _group_spans(formula.surface)


@lru_cache(maxsize=10_000)  # asked for again and again, as names come back
def _group_spans(surface: str) -> list[Place]:
    return [match.span() for match in GROUP.finditer(surface)]


def part_names(formula: Formula) -> list[str]:
    """What each group is called when it is named alone: its part of the name, or the number of a code."""
    if formula.kind in CODES:
        return [str(g.numeral) for g in formula.groups]
    return texts(formula.surface, part_spans(formula))


def by_parts(page: Page, formula: Formula) -> Finding | None:
    """What the text says of each group under its own name, after the whole."""
    if len(formula.groups) < 2:
        return None
    at, found = name_end(page.text, formula), []
    for names, group in zip(map(_short_names, part_names(formula)), formula.groups):
        told = (_told(page, at, name, group, formula) for name in names)
        mention, spans = next((told for told in told if told[0]), (0, ()))
        at = mention or at
        found.append(spans)
    one_each = formula.kind in CODES and all(len(spans) == 1 for spans in found)
    return Finding(ONE_EACH if one_each else "a gloss for each group", tuple(found)) if any(found) else None


def by_told_heads(page: Page, formula: Formula) -> Finding | None:
    """One clause for each group that opens with its head and tells it: 一主五辅, 主导产业为中药材，辅助产业为食用菌、生猪…."""
    for row in page.rows_in(page.near(formula).rest, len(formula.groups), most=3):
        found = tuple(_told_of(page.text, clause, group) for clause, group in zip(row, formula.groups))
        if all(found):
            return Finding("a clause that tells each head", found)
    return None


def by_roles(page: Page, formula: Formula) -> Finding | None:
    """A role for each group, in order, after the name or before it: 一主两辅, 以茶叶为主导，以油茶、中药材为辅助."""
    near, many = page.near(formula), len(formula.groups)
    for stretch in (near.rest, (near.sentence[0], near.start)) if countable(formula.groups) else ():
        roles = list(_ROLE.finditer(page.text, *stretch)) if page.text.count("为", *stretch) >= many else []
        for row in (roles[i : i + many] for i in range(len(roles) - many + 1)):
            joined = all(before.end() + 2 > after.start() for before, after in pairwise(row))
            if joined and all(_plays(match["role"], group) for match, group in zip(row, formula.groups)):
                found = tuple(_players(page.text, match.span("what"), group) for match, group in zip(row, formula.groups))
                return Finding("a role for each group", found) if all(found) else None
    return None


def _plays(role: str, group: Group) -> bool:
    return not group.head or group.head[0] in role or group.head[-1] in role


def _players(text: str, span: Place, group: Group) -> tuple[Place, ...]:
    start = text.rfind("以", *span) + 1 or span[0]
    if group.number > 1:
        spans = listed(text, start, span[1], group.number)
    else:  # one, or as many as there are
        spans = [tidy(text, *one) for one in pieces(text, start, span[1], "、" * (group.numeral != 1))]
    return tuple(trimmed(text, spans, None, True, True))


def by_clause_heads(page: Page, formula: Formula) -> Finding | None:
    """A clause for each item, group after group, that opens with it: 一长三员, 林长调度，护林员巡山，监管员核查，技术员指导."""
    numbers = [g.number for g in formula.groups if g.number and g.head]
    if formula.kind != "compound" or len(numbers) < len(formula.groups) or not 2 < sum(numbers) <= 12:
        return None
    heads = [g.head or "" for g in formula.groups for _ in range(g.number)]
    start, end = page.near(formula).rest
    if page.text[start:end].strip("”’") == "" and page.text.startswith("。", end):  # the name closes its sentence
        start, end = end + 1, page.sentence_end(end + 1)
    for row in page.rows_in((start, end), len(heads)):
        items = _items_of(page.text, row, heads)
        if items:
            dealt = iter(items)
            return Finding("a clause for each item", tuple(tuple(islice(dealt, g.number)) for g in formula.groups))
    return None


def _items_of(text: str, clauses: list[Place], heads: list[str]) -> list[Place]:
    """The few characters up to its head that open each clause, all of one length where they are more, or whole clauses that open

    with it: 党员突击队冲在现场, 党员示范岗亮在窗口 for 三队一岗; 懂火灾危险性，会报火警，会扑救火灾 for 一懂两会.
    """
    opened = all(text.startswith(head, s) and e - s > len(head) for (s, e), head in zip(clauses, heads))
    if opened and text[clauses[0][0] - 2] in "”" + heads[-1][-1]:  # right after the name
        return clauses
    ends = [text.find(head, s + 1, min(s + _NAME + len(head), e - 1)) + len(head) for (s, e), head in zip(clauses, heads)]
    sizes = [end - s for (s, _), end in zip(clauses, ends)]
    names = min(sizes) > 0 and (max(end - len(h) - s for (s, _), end, h in zip(clauses, ends, heads)) < 3 or len(set(sizes)) == 1)
    return [(s, end) for (s, _), end in zip(clauses, ends)] if names else []


def _told_of(text: str, clause: Place, group: Group) -> tuple[Place, ...]:
    """The items of a clause such as 主导产业为中药材 (for 主) or 横着的是标识 (for 横)."""
    told = _TELLS.match(text, clause[0] + 1, clause[1]) if group.head and text.startswith(group.head[-1], clause[0]) else None
    if not told:
        return ()
    if group.numeral == 1:
        return (tidy(text, told.end(), clause[1]),)
    owned = _OWNED.search(text, told.end(), clause[1])
    return tuple(listed(text, told.end(), owned.start() if owned else clause[1], group.number))


def _short_names(name: str) -> Iterator[str]:
    """The name of a part, and what it may be cut down to when it is named again: 两轴 for 两轴联动 'two axes joined'."""
    return (name[:size] for size in range(len(name), min(len(name), 2) - 1, -1))


def _told(page: Page, at: int, name: str, group: Group, formula: Formula) -> tuple[int, tuple[Place, ...]]:
    """Where a group is explained next, and the items given there."""
    for end in islice(_mentions(page.text, at, name, formula.kind), _TRIES):
        glosses = [one.groups[0] for one in read_glosses(page, end, (group,), opens=formula.kind not in CODES)]
        headed = (items for items in glosses if shares_head(texts(page.text, items), group.head))
        items = next(headed, glosses[0] if glosses else _phrase(page, end) if formula.kind in CODES else ())
        if items:
            return end, items
    return 0, ()


def _mentions(text: str, at: int, name: str, kind: str) -> Iterator[int]:
    """The ends of the mentions of a part within reach that open a clause and go on to a gloss; a code's parts are quoted."""
    before, stop = "“" if kind in CODES else "“，。；：\n谓", min(len(text), at + _REACH)
    while (at := text.find(name, at, stop)) >= 0:
        start, at = at, at + len(name)
        end = at + (text[at : at + 1] == "”")
        if text[start - 1] in before and _TOLD.match(text, end):
            yield end


def _phrase(page: Page, at: int) -> tuple[Place, ...]:
    """The one phrase that tells what a digit stands for."""
    link = gloss_link(page.text, at)
    if not link or link["noun"] or link["link"] in ("：", "——"):
        return ()
    start, end = tidy(page.text, link.end(), page.clause_end(link.end()))
    return ((start, end),) if start < end else ()
