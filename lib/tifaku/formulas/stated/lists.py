"""Lists: cut a stretch of text into the items of an enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from tifaku.text.findings import Group
from tifaku.text.marks import CLOSE, OPEN, Place, marks_of
from tifaku.text.words import places

T = TypeVar("T")

# 和, 与 and 及 'and', where they are not part of a word such as 和谐 'harmony', 参与 'take part', 普及 'spread'
_AND = r"(?<![共总饱缓温调])和(?![谐平睦解善顺美])", r"(?<![参赋给授])与(?![会否])", r"(?<![涉普惠波顾触])及(?![时早格])"
AND = re.compile("|".join(("以及|及其", *_AND, "暨")))
_NUMBERS = "（[0-9一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、](?![0-9])|[①-⑳]|“[0-9NXＮ]{1,3}”(?:即|[指是为])"
_NUMBERS += "|第[一二三四五六七八九十](?:[把条个件步点项类种是])?(?:是|，)"
_JOINS = r"特别是|尤其是|[既也还又更][是有]|以及|还有|还要|即|是指|并|及(?![时早格])|和(?![谐平睦解善顺美])|与|又|也|再|—|\s"
_FRONT = re.compile(f"(?:{_NUMBERS}|{_JOINS})+")
_OPENS, _CLOSES = (
    "以还即是并及和与又也再—（“第特尤既更0123456789①②③④⑤⑥⑦⑧⑨⑩",
    "等，；、。：…",
)  # without which, or a blank, there is none of them
_SEPARATE = CLOSE + OPEN
_SPACE = re.compile(r"\s+")
ETC = r"(?<![平高同中上初优均对相])等(?![级候待])"
_BACK = re.compile(rf"(?:(?:{ETC})+|\s|[，；、。：…])+$")


@lru_cache(maxsize=500)  # several constructions cut the same sentence
def pieces(text: str, start: int, end: int, marks: str) -> list[Place]:
    """text[start:end] of a folded text cut at those marks that stand in no quotation and no bracket, blank pieces left out."""
    return marks_of(text).cut(start, end, marks)


def listed(text: str, start: int, end: int, number: int, marks: str = "、＋+") -> list[Place]:
    """The items of a list that has exactly `number`, the last two perhaps joined by 和, 与 or 及; otherwise none."""
    if sum([text.count(mark, start, end) for mark in marks]) + 2 < number:
        return []
    spans = pieces(text, start, end, marks)
    if len(spans) == number - 1 and "、" in marks:
        spans = spans[:-1] + _parted(text, *spans[-1])
    if len(spans) != number or spans[0][1] - spans[0][0] == 1 and text[spans[0][1]] not in _SEPARATE + marks:
        return []  # 得和村“两委”: two characters with 和 between are no list
    alike = len({text[s] for s, e in spans}) == 1  # 与乡村振兴结合、与基层治理结合 'combined with …': 与 is part of the items
    return [tidy(text, *span, front=not alike) for span in spans]


def _parted(text: str, start: int, end: int) -> list[Place]:
    """The last piece in two at its 和, at the most even place where there are several."""
    cuts = [m.span() for m in AND.finditer(text, start + 1, end - 1)]
    if not cuts:
        return [(start, end)]
    cut = min(cuts, key=lambda c: abs((c[0] - start) - (end - c[1])))
    return [(start, cut[0]), (cut[1], end)]


def tidy(text: str, start: int, end: int, front: bool = True) -> Place:
    """The span without conjunctions before it, marks after it, and quotation marks around the whole of it."""
    opens = text[start : start + 1]
    before = (_FRONT if front else _SPACE).match(text, start, end) if opens in _OPENS or opens.isspace() else None
    if before and before.end() < end:
        start = before.end()
    closes = text[end - 1 : end]  # at once tells that most items are tidy
    back = _BACK.search(text[start:end]) if closes in _CLOSES or closes.isspace() else None
    if back:
        end = start + back.start()
    if end - start > 2 and text[start] in "“‘" and text.find("”’"["“‘".index(text[start])], start, end) == end - 1:
        return start + 1, end - 1
    return start, end


def within_clause(text: str, spans: list[Place]) -> list[Place]:
    """The list without the clauses before its first and after its last item; nothing where one runs through a comma inside."""
    comma = [text.find("，", *span) for span in spans]
    if any(at >= 0 for at in comma[1:-1]):
        return []
    (start, end), (last, stop) = spans[0], spans[-1]
    start = text.rfind("，", start, end) + 1 or start
    return [(start, end), *spans[1:-1], (last, comma[-1] if comma[-1] >= 0 else stop)]


_OTHERS = re.compile("”(?:是?指|即)|等[^、，]+以及")  # “一桥”指…, another name; …等重点领域以及建材, another list


def common_prefix(items: list[str]) -> str:
    """What all items begin with."""
    least, most = min(items), max(items)
    for at, character in enumerate(least):
        if character != most[at]:
            return least[:at]
    return least


def common_suffix(items: list[str]) -> str:
    """What all items end with."""
    if items[0][-1:] != items[-1][-1:]:
        return ""
    return common_prefix([item[::-1] for item in items])[::-1]


def shares_head(items: list[str], head: str | None) -> bool:
    """Whether the counted head stands in every item at the same edge: 开工一批, 在建一批 for (4, 一批).

    A head that goes on after the shared part (五社联动 'five societies act together') is tried by its first and last character.
    """
    if not head or not items:
        return False
    heads = {head, head[0], head[-1]}
    at_an_edge = any(all(i.endswith(h) for i in items) or all(i.startswith(h) for i in items) for h in heads)
    return at_an_edge or (len(head) > 1 or head == "一") and all(head in item for item in items) or aligned(items, head[0])


def aligned(items: list[str], shared: str, least: int = 3) -> bool:
    """Whether three or more items hold the shared character equally far from their end: 资源变资产, 农民变股东 for 变."""
    return len(items) >= least and all(shared in i for i in items) and len({len(i) - i.rfind(shared) for i in items}) == 1


def plausible(items: list[str], longest: int = 60) -> bool:
    """Whether every item is a phrase at all: not empty, not endless, no half quotation, no two the same, none of two lists."""
    lengths, whole = list(map(len, items)), "、".join(items)
    if not lengths or not 0 < min(lengths) <= max(lengths) <= longest or "。" in whole or "\n" in whole:
        return False
    quoted = "“" in whole or "”" in whole
    half = quoted and any([item.count("“") != item.count("”") for item in items])
    return not half and len(set(items)) == len(items) and not _OTHERS.search(whole)


def every(found: Iterable[T | None]) -> list[T]:
    """All that is found, or nothing where one is missing or empty; behind that one nothing is looked for."""
    row: list[T] = []
    for one in found:
        if not one:
            return []
        row.append(one)
    return row


def apart(groups: Iterable[Group]) -> bool:
    """Whether no component of a formula overlaps another; two that do are the same words read twice."""
    places = sorted((c.start, c.end) for group in groups for c in group.components)
    return all(a_end <= start for (_, a_end), (start, _) in pairwise(places))


GOVERNS = 1.0  # a word that stands so much more often before the first items of lists than in later ones, as a logarithm


def governing(items: list[str], head: str) -> int:
    """The length of the verbs that govern each of several items with one head: 4 in 坚决打好|脱贫攻坚战, 坚决打好|三农攻坚战.

    0 where the items are clauses of several parts, or 以 'with' follows (坚持以创新驱动 'stick to being driven by innovation').
    """
    alike = len(head) > 1 and all(item.endswith(head) and "，" not in item for item in items)
    shared = common_prefix(items) if alike else ""
    at = _governed(shared)
    return at if not shared.startswith("以", at) and all(len(item) > at + len(head) for item in items) else 0


def _governed(item: str) -> int:
    """How far the governing words of two characters or more reach with which an item opens."""
    at = 0
    while size := next((n for n in (3, 2) if at + n <= len(item) and places(item[at : at + n]).governs > GOVERNS), 0):
        at += size
    return at
