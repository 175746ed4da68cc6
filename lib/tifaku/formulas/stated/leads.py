"""Leads: the words that govern a list and stand before its first item (data/list_leads.tsv): 推进 'advance', 奋力 'strive to'."""

from __future__ import annotations

from functools import cache

from tifaku.formulas.stated.evidence import common_prefix
from tifaku.text import lexicons


@cache
def _leads() -> dict[str, str]:
    return {row["lead"]: row["pos"] for row in lexicons.rows("list_leads")}


def item_words(role: str) -> str:
    """The words round items that are `means` or stand `after head`, as alternatives of a pattern (data/item_words.tsv)."""
    return "|".join(row["word"] for row in lexicons.rows("item_words") if row["role"] == role)


def begins_with_verb(item: str) -> bool:
    """Whether an item opens with a word that may just as well open the whole list (推进 'advance', 打造 'build')."""
    return any(item[:n] in _leads() for n in (3, 2))


def opens_with_adverb(item: str) -> bool:
    """Whether an item opens with an adverb and a verb that govern a list: 牢牢|守住 'hold firmly'."""
    return _leads().get(item[:2]) == "adverb" and begins_with_verb(item[2:])


def ends_with_verb(item: str) -> bool:
    """Whether an item closes with a word that may just as well govern what follows it."""
    return _leads().get(item[-2:]) == "verb"


def governing(items: list[str], head: str) -> int:
    """The length of the verbs that govern each of several items with one head: 4 in 坚决打好|脱贫攻坚战, 坚决打好|三农攻坚战.

    0 where the items are clauses of several parts, or 以 'with' follows (坚持以创新驱动 'stick to being driven by innovation').
    """
    alike = len(head) > 1 and all(item.endswith(head) and "，" not in item for item in items)
    shared = common_prefix(items) if alike else ""
    at = _governed(shared)
    return at if not shared.startswith("以", at) and all(len(item) > at + len(head) for item in items) else 0


def only_governs(item: str) -> bool:
    """Whether an item is nothing but words that govern what follows it: 奋力夺取 'strive to win'."""
    return _governed(item) == len(item)


def _governed(item: str) -> int:
    """How far the governing words reach with which an item opens."""
    at = 0
    while size := next((n for n in (3, 2) if at + n <= len(item) and item[at : at + n] in _leads()), 0):
        at += size
    return at


def end_of_chain(first: str, starts: list[int]) -> int:
    """Where two or more governing words in a row, the first of them opening the item, come to an end (要|抓好)."""
    at, steps = 0, 0
    while at < len(first):
        n = next((n for n in (3, 2, 1) if first[at : at + n] in _leads() and at + n in starts), 0)
        if not n:
            break
        at, steps = at + n, steps + 1
    return at if steps > 1 else 0


def lead_ends(first: str) -> list[int]:
    """Every place in the item where a governing word has just ended."""
    ends = []
    for at in range(len(first)):
        for n in (3, 2, 1):
            pos = _leads().get(first[at : at + n]) if at + n < len(first) else None
            if pos and (n > 1 or at == 0):
                end = at + n
                if pos == "adverb" and begins_with_verb(first[end:]):  # 奋力|夺取: the verb governs, too
                    break
                ends.append(end + (first[end : end + 1] in ("了", "着", "好", "起", "以", "的")))
                break
    return ends
