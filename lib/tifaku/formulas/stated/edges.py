"""Edges: where the first item of a list begins and the last one ends, inside the sentence that holds them.

Told by what the other items share (beginning, end, length), by the counted head, and by the verbs that usually stand
before a list (data/list_leads.tsv).
"""

from __future__ import annotations

import re
from functools import cache

from tifaku.formulas.stated.evidence import common_prefix, common_suffix, plausible
from tifaku.formulas.stated.leads import begins_with_verb, end_of_chain, item_words, lead_ends, opens_with_adverb
from tifaku.formulas.stated.lists import AND, ETC, tidy
from tifaku.formulas.stated.page import Place, texts
from tifaku.text import lexicons

_PREPOSITIONS = "由把将从在"
_TAKES = re.compile("(?<![一二两三四几大])[把将](?![手关控握军来])")  # a list that a verb in -成 or -为 gathers begins here
_NUMBER = "[0-9]{1,2}|[二三四五六七八九十两][一二三四五六七八九]?"
_RECOUNT = re.compile(rf"{ETC}.*$|这?(?:{_NUMBER})(?:个|大|项|方面|类|种|部分|条|点|支|张|级|套).*$")


def trimmed(text: str, spans: list[Place], head: str | None, lead: bool, tail: bool, among: int = 0) -> list[Place]:
    """The list without the words of the sentence around it, or nothing when what is left can't be a list.

    `among` is how many of the items, at the end, belong to the same group and may share their end; 0 is all of them.
    """
    if not spans:
        return []
    lead = lead or _long_lead(text, spans, head) or tail and bool(_RECOUNT.search(text[slice(*spans[-1])]))
    spans = _to_head(text, spans, head, lead)
    if tail and len(spans) > 1:
        spans = _without_tail(text, spans, among)
    if lead and len(spans) > 1:
        spans = _without_lead(text, spans)
    return spans if plausible(texts(text, spans)) else []


def _to_head(text: str, spans: list[Place], head: str | None, lead: bool) -> list[Place]:
    """The last item cut off after the head, and the first one begun at it, where all the others end or begin with it."""
    if not head or len(spans) < 2:
        return spans
    for h in (head, head[0], head[-1]):
        first, last = spans[0], spans[-1]
        if all(text.endswith(h, s, e) for s, e in spans[:-1]) and text.find(h, *last) >= 0:
            return [*spans[:-1], (last[0], _nearest_end(text, last, h))]
        if lead and all(text.startswith(h, s) for s, e in spans[1:]) and text.find(h, *first) > first[0]:
            return [(_nearest_start(text, first, h, spans[1:]), first[1]), *spans[1:]]
    at = text.find(head, *spans[-1]) if len(head) > 1 and not any(head in item for item in texts(text, spans[:-1])) else -1
    return [*spans[:-1], (spans[-1][0], at + len(head))] if at > spans[-1][0] else spans


@cache
def _ends() -> re.Pattern:
    """The words that gather a list when it has ended (data/list_ends.tsv): 组成 'make up', 齐头并进 'go ahead together'."""
    return re.compile("|".join(row["word"] for row in lexicons.rows("list_ends")))


def _goes_on(last: str, others: list[str]) -> int:
    """The length of the last item without a gathering verb, if it is longer than all others and then no longer much.

    Where the others are all of one length and open as it does, it has that length, too: 减油、减盐、减糖|进了食堂.
    """
    lengths = set(map(len, others))
    verb = _ends().search(last, max(2, min(lengths) - 1)) if len(last) > max(lengths) else None
    if verb and verb.start() <= max(lengths) + 2:
        return verb.start()
    longer = len(others) > 1 and len(lengths) == 1 and len(last) > max(lengths) + 2
    return max(lengths) if longer and common_prefix([last, *others]) else len(last)


def _long_lead(text: str, spans: list[Place], head: str | None) -> bool:
    """Whether a verb, or a predicate far longer than the other items, must stand before the first item.

    Items that all carry a head of several characters may differ in length.
    """
    items = [text[s:e] for s, e in spans]
    carried = len(head or "") > 1 and all(item.endswith(head) for item in items)
    if len(items) < 2 or carried and not begins_with_verb(items[0]):
        return False
    opening = common_prefix(items[1:]) if len(items) > 2 else ""
    if len(opening) > 1 and items[0].find(opening) > 0:  # 评选|一百名教坛新秀、一百名学科带头人、一百名最美班主任
        return True
    few_verbs = begins_with_verb(items[0]) and sum(map(begins_with_verb, items)) * 2 <= len(items)
    longer = len(items[0]) > sum(map(len, items[1:])) / (len(items) - 1) + 1
    shared = common_suffix(items)
    whole = len(shared) > 1 and len(items[0]) - 2 >= min(map(len, items[1:]))  # 实施|市容提升, 园林提升
    if len(items) > 2 and few_verbs and (longer and shared or whole):
        return True
    return len(items[0]) > 1.6 * max(map(len, items[1:])) + 1


def _without_lead(text: str, spans: list[Place]) -> list[Place]:
    """The list without the verb that governs it: 突出文化休闲、旅游休闲 'stress cultural leisure, travel leisure' begins at 文化.

    Told by what the other items share: their beginning, their length, or that none of them opens with a verb.
    """
    start, end = spans[0]
    others = [text[s:e] for s, e in spans[1:]]
    takes = _TAKES.search(text, start, end - 1)
    start = takes.end() if takes and not any(map(_TAKES.search, others)) else _after_preposition(text, start, others)
    start += _shared_start(text[start:end], others)
    return [(_after_preposition(text, start, others), end), *spans[1:]]


def _after_preposition(text: str, start: int, others: list[str]) -> int:
    governed = text[start] in _PREPOSITIONS and not any(other[0] == text[start] for other in others)
    return start + governed


def _shared_start(first: str, others: list[str]) -> int:
    if common_prefix([first, *others]):
        return 0
    prefix = common_prefix(others) if len(others) > 1 else ""
    if prefix:
        return 0 if first.startswith(prefix) else max(first.rfind(prefix), first.rfind(prefix[0]), 0)
    if sum(map(begins_with_verb, others)) * 2 > len(others):
        length = len(others[0])
        alone = {length} == set(map(len, others)) and len(first) - length in lead_ends(first)
        return len(first) - length if alone else _after_means(first, others)
    return _after_lead(first, others, not any("的" in other for other in others))


def _after_means(first: str, others: list[str]) -> int:
    """Where the first of several actions begins behind a word for means: 该镇通过|建强一个支部、选好一个带头人."""
    words = _means()
    means = words.search(first)
    return means.end() if means and begins_with_verb(first[means.end() :]) and not any(map(words.search, others)) else 0


@cache
def _means() -> re.Pattern:
    return re.compile(item_words("means"))


def _after_lead(first: str, others: list[str], modified: bool) -> int:
    """Where the first item begins: after the governing words that leave a length most like that of the others."""
    lengths = [len(other) for other in others]
    mean = sum(lengths) / len(lengths)
    least = 1 if min(lengths) < 3 else max(2, min(lengths) / 3)
    starts = [at for at in lead_ends(first) if len(first) - at >= least]
    # Among longer items one character is no item that a second verb would leave: 推动|开发区、城区, but 建立|市、区县.
    starts = starts[:1] + [at for at in starts[1:] if len(first) - at >= min(2, *lengths)]
    if modified:
        starts += [at for at in range(2, len(first) - 1) if first[at - 1] == "的"]
    if len(set(lengths)) == 1 and len(lengths) > 1 and len(first) >= lengths[0]:
        if len(first) == lengths[0]:
            return 0
        at = len(first) - lengths[0]
        joined = at in [m.end() for m in AND.finditer(first)]
        if at in starts or joined or lengths[0] <= 2 and not starts or _one_column(first[at:], others):
            return at
    chain = end_of_chain(first, starts)
    if chain and len(first) - chain >= min(lengths) - 1:  # 推进|开工一批 beside 在建一批: 开工 is the item's own
        return chain
    # To stay whole is one more choice, a little less likely the more a governing word is certain.
    choices = [(abs(len(first) - at - mean), -at) for at in starts]
    if not starts or not opens_with_adverb(first) or any(map(opens_with_adverb, others)):
        choices.append((abs(len(first) - mean) + 2, 0))
    return -min(choices)[1]


def _one_column(item: str, others: list[str]) -> bool:
    """Whether one character stands at the same place in all items: 生活自理, 学习自主, 行为自律."""
    return len(item) > 2 and any(len(set(column)) == 1 for column in zip(item, *others))


def _nearest_end(text: str, last: Place, shared: str) -> int:
    """Where the last item ends: with itself, or where the shared end first stands in it."""
    at = text.find(shared, last[0] + 1, last[1])
    return last[1] if at < 0 or text.endswith(shared, *last) else at + len(shared)


def _nearest_start(text: str, first: Place, shared: str, others: list[Place]) -> int:
    """Where the first item begins: at the shared beginning, at the place that makes it most like the others in length."""
    mean = sum(e - s for s, e in others) / len(others)
    starts = [first[0] + m.start() for m in re.finditer(re.escape(shared), text[first[0] : first[1]])]
    return min(starts, key=lambda start: abs(first[1] - start - mean))


def _without_tail(text: str, spans: list[Place], among: int) -> list[Place]:
    """The list without what the sentence goes on to say after its last item, told by the end that the others share."""
    start, end = spans[-1]
    last = text[start:end]
    alike = spans[-among:-1]
    suffix = common_suffix([text[s:e] for s, e in alike]) if len(alike) > 1 else ""
    recount = _RECOUNT.search(last)
    if recount and recount.start() > 0 and not any(_RECOUNT.search(text, *span) for span in spans[:-1]):
        end = start + recount.start()
    elif suffix and not last.endswith(suffix[-1]) and last.rfind(suffix) > 0:
        end = _nearest_end(text, spans[-1], suffix)
    else:
        end = start + _goes_on(last, texts(text, spans[:-1]))
    return [*spans[:-1], tidy(text, start, end)]
