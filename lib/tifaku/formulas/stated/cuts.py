"""Cuts: what each item of a row may be cut down to where all of them are framed alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tifaku.formulas.stated.fits import Items
from tifaku.formulas.stated.lists import every
from tifaku.formulas.stated.page import Place
from tifaku.text.findings import Group
from tifaku.text.words import tagged

FARTHEST = 12  # characters before 的
_QUOTED = re.compile("[^“”]*“([^“”]{1,20})”[^“”]*")

Cut = Callable[[str, Place, str], Place | None]


def cuts(text: str, items: Items, groups: tuple[Group, ...], noun: str = "") -> Iterator[tuple[str, Items]]:
    """The other ways to read a row of items, by name: every item of every group that has several is cut in the same way.

    To its quotation: 用“热心”迎人、用“细心”办事. Behind 的: 北部的茶园、南部的果园. To its head: 骨干教师主讲、乡村教师辅导
    (for 双师). And the last item before the `noun` that the name qualifies and no other item has: 高耗能、高排放|项目 for
    “两高”项目.
    """
    for name, cut in _CUTS.items():
        done = tuple(every(_cut(text, spans, group, cut) for spans, group in zip(items, groups)))
        if done and done != items:
            yield name, done

    if len(items) == 1 and (end := _before_noun(text, items[0], noun)):
        yield "before the noun of the name", ((*items[0][:-1], (items[0][-1][0], end)),)


def _before_noun(text: str, spans: tuple[Place, ...], noun: str) -> int:
    """Where the last of several items ends before the end of the noun, which no other has; 0 where it does not have it."""
    (start, end), *others = spans[::-1]
    for size in range(min(len(noun), end - start - 2), 1, -1):
        if text.endswith((noun[:size], noun[-size:]), start, end):  # 企业 of 企业整治, too
            alone = others and not any([text[e - 2 : e] == text[end - 2 : end] for _, e in others])
            return end - size if alone else 0
    return 0


def _cut(text: str, spans: tuple[Place, ...], group: Group, cut: Cut) -> tuple[Place, ...]:
    """The items cut, or nothing where one of them can't be."""
    return tuple(every(cut(text, span, group.head or "") for span in spans)) if len(spans) > 1 else spans


def _to_quotation(text: str, span: Place, head: str) -> Place | None:
    match = _QUOTED.fullmatch(text, *span)
    return match.span(1) if match else None


def _behind_de(text: str, span: Place, head: str) -> Place | None:
    at = text.find("的", span[0] + 1, max(0, min(span[0] + FARTHEST, span[1] - 2)))
    counted = len(head) == 1 and text.endswith(head, *span)
    named = at > 0 and (counted or tagged(text[at + 1 : span[1]]).tags[-1] in "nN")  # not 诉求合理的解决到位
    return (at + 1, span[1]) if named else None


def _to_head(text: str, span: Place, head: str) -> Place | None:
    at = text.rfind(head, span[0] + 1, span[1]) if head else -1
    return (span[0], at + len(head)) if at > 0 and at + len(head) < span[1] else None


_CUTS: dict[str, Cut] = {
    "to its quotation": _to_quotation,
    "behind 的": _behind_de,
    "to its head": _to_head,
}
