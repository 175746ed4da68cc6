"""Leads: whether an item is, begins or ends with words that govern a list, by their places in the lists of work reports."""

from __future__ import annotations

from tifaku.formulas.stated.evidence import common_prefix
from tifaku.text.places_of_words import cuts, places

GOVERNS = 1.0  # a word that stands so much more often before the first items of lists than in later ones, as a logarithm


def ends_with_verb(item: str) -> bool:
    """Whether an item closes with a word that may just as well govern what follows it."""
    last = cuts(item)[-1]
    return last.tag_before == "v" and places(last.before).governs > GOVERNS


def only_governs(item: str) -> bool:
    """Whether an item is nothing but words that govern what follows it: 奋力夺取 'strive to win'."""
    return _governed(item) == len(item)


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
