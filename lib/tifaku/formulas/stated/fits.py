"""Fits: whether a stretch of text, cut at one kind of mark, gives each group of a formula exactly its number of items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tifaku.formulas.stated.item_edges import trimmed
from tifaku.formulas.stated.lists import aligned, every, listed, pieces, plausible, shares_head, tidy, within_clause
from tifaku.formulas.stated.page import Place, texts
from tifaku.text.findings import Group
from tifaku.text.words import tagged

_SHORT = 30  # characters of an item of a list that is cut short
SHORT = 8  # characters of an item that is a name and no sentence
_ROLE = re.compile("以([^以为，、；。]{2,20})作?为(?=[^，、；。])")  # 以城市中轴为引领 'with the central axis to lead'
_AGAIN = re.compile("一(?:个|大|条|项|套|支|张|根)[^，、；。一]{2,5}$")
Items = tuple[tuple[Place, ...], ...]


def countable(groups) -> bool:
    """Whether every group has a number that a list could reach, or is open (N, X, 多), and one of them has a number."""
    numerals = [group.numeral for group in groups]
    numbers = [n for n in numerals if isinstance(n, int)]
    within = numbers and 0 < min(numbers) <= max(numbers) < 100
    return bool(within) and (len(numbers) == len(numerals) or {*numerals} - {*numbers} <= {"N", "X", "多"})


def fit(text: str, start: int, end: int, groups: tuple[Group, ...], marks: str, lead: bool, tail: bool) -> Items:
    """The items of each group when text[start:end], cut at the marks, has as many as the groups declare; otherwise nothing.

    lead and tail say whether words of the sentence may stand before the first and after the last item.
    """
    if len(groups) == 1:
        spans = _group_list(text, start, end, groups[0], marks, lead, tail)
        return (tuple(spans),) if spans else ()
    runs = _runs(text, start, end, groups, lead, tail)
    flat = () if runs and heads_shared(text, runs, groups) else _flat(text, start, end, groups, marks, lead, tail)
    return flat if flat and (not runs or heads_shared(text, flat, groups)) else runs


def _group_list(text, start, end, group, marks, lead, tail) -> list[Place]:
    if group.numeral == 1:
        role = _ROLE.match(text, start, end) if group.head else None
        spans = (
            [role.span(1)]
            if role and (group.head in role[1] or text.startswith(f"一{group.head}", role.end()))
            else _one_to_head(text, [_before_recount(text, *tidy(text, start, end))], group.head if lead else None)
        )
    elif isinstance(group.numeral, int):
        spans = listed(text, start, end, group.numeral, marks)
        spans = within_clause(text, spans) if marks in "、＋+" and spans else spans
    else:
        spans = [tidy(text, *span) for span in pieces(text, start, end, marks)]
    return trimmed(text, spans, group.head, lead, tail) if marks != "；" else spans * plausible(texts(text, spans))


def cut_short(text: str, start: int, end: int, groups: tuple[Group, ...], lead: bool) -> Items:
    """Two items or more, but fewer than declared, of a list that the text itself leaves open: 茶叶、油茶、黄牛等 for 六大产业."""
    spans = [tidy(text, *span) for span in pieces(text, start, end, "、")]
    if len(groups) > 1 or not 1 < len(spans) < groups[0].number:
        return ()
    items = trimmed(text, spans, groups[0].head, True, False) if lead else spans
    return (tuple(items),) if items and plausible(texts(text, items), _SHORT) else ()


def _runs(text, start, end, groups, lead, tail) -> Items:
    """One clause for each group, each a list of that group's length."""
    for mark in "；，":
        runs = pieces(text, start, end, mark)
        if len(runs) == len(groups):
            found = every(_group_list(text, *run, group, "、", lead, True) for run, group in zip(runs, groups))
            if found:
                return tuple(map(tuple, found))
    return ()


def _flat(text, start, end, groups, marks, lead, tail) -> Items:
    """One list whose length is the sum of the groups, dealt out in their order."""
    if not all(isinstance(g.numeral, int) for g in groups):
        return ()
    spans = listed(text, start, end, sum(g.numeral for g in groups), marks)
    spans = within_clause(text, spans) if spans and marks in "、＋+" else spans
    spans = trimmed(text, spans, None, lead, tail, among=groups[-1].numeral) if spans else []
    dealt, at = [], 0
    for group in groups if spans else ():
        share = spans[at : at + group.numeral]
        dealt.append(tuple(_one_to_head(text, share, group.head) if tail else share))
        at += group.numeral
    return tuple(dealt)


def _one_to_head(text: str, spans: list[Place], head: str | None) -> list[Place]:
    """A single item cut off after its head."""
    if not head or len(spans) != 1:
        return spans
    start, end = spans[0]
    at = text.find(head, start + 1, end)
    goes_on = at > 0 and (len(head) > 1 or text[at + 1 : at + 2] in tuple("这等的为"))
    return [(start, at + len(head))] if goes_on else spans


def _before_recount(text: str, start: int, end: int) -> Place:
    """A single item without the noun that counts it again and the verb that governs that: 锚定|建设百强县|一个目标."""
    again = _AGAIN.search(text, start + 2, end)
    if not again:
        return start, end
    words = tagged(text[start : again.start()])
    if len(words.words) < 2:  # 坚持一个核心引领
        return start, end
    return tidy(text, start + len(words.words[0]) * (words.tags[0] == "v"), again.start())


def to_heads(text: str, spans: tuple[Place, ...], group: Group) -> tuple[Place, ...]:
    """Clauses cut off after the head where all go on behind it: 问题清单列得实，责任清单压得紧 for (2, 清单)."""
    head = group.head or ""
    clauses = len(spans) > 1 and all(text[e : e + 1] in ("，", "；") for s, e in spans[:-1])
    if len(head) < 2 or not clauses or is_adverbial(text, spans, head):
        return spans
    cut = tuple((s, text.find(head, s + 1, e) + len(head)) for s, e in spans)
    said = {text[end:e] for (s, end), (_, e) in zip(cut, spans)}  # what each clause says of its item
    goes_on = tagged(head).tags[-1] not in "vd" and all(s + len(head) < end < e - 1 for (s, end), (_, e) in zip(cut, spans))
    return cut if goes_on and len(said) == len(spans) else spans


def is_adverbial(text: str, spans: Sequence[Place], head: str) -> bool:
    """Whether the head follows a preposition or a verb in every item, so that an item goes on behind it: 干部在一线|排查."""
    before = [text[start : max(start, text.find(head, start, end))] for start, end in spans]
    of_head = tagged(head)
    return len(of_head.words) > 1 and of_head.tags[0] in "pv" or all([one and tagged(one).tags[-1] in "pv" for one in before])


def could_share(text: str, start: int, end: int, groups: tuple[Group, ...]) -> bool:
    """Whether the heads stand in text[start:end] often enough to be shared by all items; a quick look before the work."""
    for group in groups:
        head, number = group.head, group.number
        if head and number and text.count(head[0], start, end) < number and text.count(head[-1], start, end) < number:
            return False
    return any([group.head for group in groups])


def heads_shared(text: str, items: Items, groups: tuple[Group, ...]) -> bool:
    """Whether in every group of several all items carry its head, and the short item of a group of one at least holds it."""
    told = [(texts(text, spans), g.head or "") for spans, g in zip(items, groups) if len(spans) > 1 or len(groups) > 1]
    return all(shares_head(spans, head) or _holds(spans, head, len(groups)) for spans, head in told)


def _holds(items: list[str], head: str, groups: int) -> bool:
    """Whether one short item holds the head, or, where other groups vouch too, two hold it at the same place."""
    one = len(items) == 1 and head in items[0] and len(items[0]) <= SHORT
    return head != "" and (one or groups > 1 and aligned(items, head, 2))
