"""Evidence: what makes a row of items a list that a numeral could count: a shared head, or parallel form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from os.path import commonprefix

from tifaku.text.findings import Group

_OTHERS = re.compile("”(?:是?指|即)|等[^、，]+以及")  # “一桥”指…, another name; …等重点领域以及建材, another list


def common_prefix(items: list[str]) -> str:
    """What all items begin with."""
    return commonprefix(items)


def common_suffix(items: list[str]) -> str:
    """What all items end with."""
    return commonprefix([item[::-1] for item in items])[::-1]


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


def parallel(items: list[str]) -> bool:
    """Whether the items share their end, or their beginning and about the length, or three and more of them their length."""
    lengths = {len(item) for item in items}
    if len(items) < 2:
        return False
    if common_suffix(items) or len(items) > 2 and len(lengths) == 1:
        return True
    return bool(common_prefix(items)) and (len(items) > 2 or max(lengths) - min(lengths) < 2)


def plausible(items: list[str], longest: int = 60) -> bool:
    """Whether every item is a phrase at all: not empty, not endless, no half quotation, no two the same, none of two lists."""
    phrases = all(0 < len(i) <= longest and not {"。", "\n"} & set(i) and i.count("“") == i.count("”") for i in items)
    return phrases and len(set(items)) == len(items) and not any(map(_OTHERS.search, items))


def apart(groups: Iterable[Group]) -> bool:
    """Whether no component of a formula overlaps another; two that do are the same words read twice."""
    places = sorted((c.start, c.end) for group in groups for c in group.components)
    return all(a_end <= start for (_, a_end), (start, _) in pairwise(places))
