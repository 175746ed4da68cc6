"""Lists: cut a stretch of text into the items of an enumeration, and trim what belongs to the sentence around it."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from tifaku.expansions.evidence import common_prefix, common_suffix
from tifaku.expansions.page import Span

# 和, 与 and 及 'and', where they are not part of a word such as 和谐 'harmony', 参与 'take part', 普及 'spread'
AND = re.compile(r"以及|及其|(?<![共总饱缓温调])和(?![谐平睦解善顺美])|(?<![参赋给授])与(?![会否])|(?<![涉普惠波顾触])及(?![时早格])|暨")
_FRONT = re.compile(r"(?:以及|还有|还要|并|及|和(?![谐平睦解善顺美])|与|又|也|再|—|\s)+")
_ETC = r"(?<![平高同中上初优均对相])等(?![级候待])"
_BACK = re.compile(rf"(?:(?:{_ETC})+|\s|[，；、。：…])+$")
_BRACKET = re.compile("[“‘（《【”’）》】]")
_PREPOSITIONS = "由把将从在"
_RECOUNT = re.compile(rf"{_ETC}.*$|这?[0-9一二三四五六七八九十两]{{1,2}}(?:个|大|项|方面|类|种|部分|条|点).*$")


def pieces(text: str, start: int, end: int, marks: str) -> list[Span]:
    """text[start:end] cut at the marks that stand outside quotation marks and brackets, empty pieces left out."""
    if not _BRACKET.search(text, start, end):
        return [m.span() for m in _between(marks).finditer(text, start, end) if not m[0].isspace()]
    spans, depth, begin = [], 0, start
    for i in range(start, end):
        char = text[i]
        if char in "“‘（《【":
            depth += 1
        elif char in "”’）》】":
            depth = max(0, depth - 1)
        elif depth == 0 and char in marks:
            spans.append((begin, i))
            begin = i + 1
    spans.append((begin, end))
    return [span for span in spans if text[span[0] : span[1]].strip()]


@cache
def _between(marks: str) -> re.Pattern:
    return re.compile(f"[^{re.escape(marks)}]+")


def listed(text: str, start: int, end: int, number: int, marks: str = "、＋+") -> list[Span]:
    """The items of a list that has exactly `number`, the last two perhaps joined by 和, 与 or 及; otherwise none."""
    if sum(text.count(mark, start, end) for mark in marks) + 2 < number:
        return []
    spans = pieces(text, start, end, marks)
    if len(spans) == number - 1 and "、" in marks:
        spans = spans[:-1] + _parted(text, *spans[-1])
    if len(spans) != number:
        return []
    return [tidy(text, *span) for span in spans]


def _parted(text: str, start: int, end: int) -> list[Span]:
    """The last piece in two at its 和, at the most even place where there are several."""
    cuts = [m.span() for m in AND.finditer(text, start + 1, end - 1)]
    if not cuts:
        return [(start, end)]
    cut = min(cuts, key=lambda c: abs((c[0] - start) - (end - c[1])))
    return [(start, cut[0]), (cut[1], end)]


def tidy(text: str, start: int, end: int) -> Span:
    """The span without conjunctions before it, marks after it, and quotation marks around the whole of it."""
    front = _FRONT.match(text, start, end)
    if front and front.end() < end:
        start = front.end()
    back = _BACK.search(text[start:end])
    if back:
        end = start + back.start()
    if end - start > 2 and text[start] in "“‘" and text.find("”’"["“‘".index(text[start])], start, end) == end - 1:
        return start + 1, end - 1
    return start, end


@cache
def _leads() -> dict[str, str]:
    table = files("tifaku").joinpath("data/list_leads.tsv").read_text("utf-8")
    return {row["lead"]: row["pos"] for row in csv.DictReader(table.splitlines(), delimiter="\t")}


def begins_with_verb(item: str) -> bool:
    """Whether an item opens with a word that may just as well open the whole list (推进 'advance', 打造 'build')."""
    return any(item[:n] in _leads() for n in (3, 2))


def within_clause(text: str, spans: list[Span]) -> list[Span]:
    """The list without the clauses before its first and after its last item; nothing where one runs through a comma inside."""
    comma = [text.find("，", *span) for span in spans]
    if any(at >= 0 for at in comma[1:-1]):
        return []
    (start, end), (last, stop) = spans[0], spans[-1]
    start = text.rfind("，", start, end) + 1 or start
    return [(start, end), *spans[1:-1], (last, comma[-1] if comma[-1] >= 0 else stop)]


def long_lead(text: str, spans: list[Span]) -> bool:
    """Whether a verb, or a predicate far longer than the other items, must stand before the first item."""
    items = [text[s:e] for s, e in spans]
    if len(items) < 2:
        return False
    verb = begins_with_verb(items[0]) and len(items) > 2 and common_suffix(items) and sum(map(begins_with_verb, items)) * 2 <= len(items)
    return bool(verb) or len(items[0]) > 1.6 * max(map(len, items[1:])) + 1


def ends_with_verb(item: str) -> bool:
    """Whether an item closes with a word that may just as well govern what follows it."""
    return _leads().get(item[-2:]) == "verb"


def without_lead(text: str, spans: list[Span]) -> list[Span]:
    """The list without the verb that governs it: 突出文化休闲、旅游休闲 'stress cultural leisure, travel leisure' begins at 文化.

    Told by what the other items share: their beginning, their length, or that none of them opens with a verb.
    """
    start, end = spans[0]
    others = [text[s:e] for s, e in spans[1:]]
    if text[start] in _PREPOSITIONS and not any(other[0] == text[start] for other in others):
        start += 1
    at = _shared_start(text[start:end], others)
    return [(start + at, end), *spans[1:]]


def _shared_start(first: str, others: list[str]) -> int:
    prefix = common_prefix(others) if len(others) > 1 else ""
    if prefix:
        return 0 if first.startswith(prefix) else max(first.rfind(prefix), first.rfind(prefix[0]), 0)
    if sum(map(begins_with_verb, others)) * 2 > len(others):
        return 0
    return _after_lead(first, [len(other) for other in others], not any("的" in other for other in others))


def _after_lead(first: str, lengths: list[int], stops_at_de: bool) -> int:
    """Where the first item begins: after the governing words that leave a length most like that of the others."""
    mean = sum(lengths) / len(lengths)
    least = 1 if min(lengths) < 3 else max(2, min(lengths) / 3)
    starts = [at for at in _lead_ends(first) if len(first) - at >= least]
    if stops_at_de:
        starts += [at for at in range(2, len(first) - 1) if first[at - 1] == "的"]
    if len(set(lengths)) == 1 and len(lengths) > 1 and len(first) >= lengths[0]:
        if len(first) == lengths[0]:
            return 0
        if len(first) - lengths[0] in starts or lengths[0] <= 2:
            return len(first) - lengths[0]
    chain = _chain(first, starts)
    if chain:
        return chain
    # To stay whole is one more choice, a little less likely the more a governing word is certain.
    whole = (abs(len(first) - mean) + 2, 0)
    return -min([whole] + [(abs(len(first) - at - mean), -at) for at in starts])[1]


def _chain(first: str, starts: list[int]) -> int:
    """Where two or more governing words in a row, the first of them opening the item, come to an end (要|抓好)."""
    at, steps = 0, 0
    while at < len(first):
        n = next((n for n in (3, 2, 1) if first[at : at + n] in _leads() and at + n in starts), 0)
        if not n:
            break
        at, steps = at + n, steps + 1
    return at if steps > 1 else 0


def _lead_ends(first: str) -> list[int]:
    """Every place in the item where a governing word has just ended."""
    ends = []
    for at in range(len(first)):
        for n in (3, 2, 1):
            pos = _leads().get(first[at : at + n]) if at + n < len(first) else None
            if pos and (n > 1 or at == 0):
                end = at + n
                ends.append(end + (first[end : end + 1] in ("了", "着", "好", "起", "以", "的")))
                break
        if at and AND.match(first, at):
            ends.append(AND.match(first, at).end())
    return ends


def nearest_end(text: str, last: Span, shared: str) -> int:
    """Where the last item ends: with itself, or where the shared end first stands in it."""
    at = text.find(shared, last[0] + 1, last[1])
    return last[1] if at < 0 or text.endswith(shared, *last) else at + len(shared)


def nearest_start(text: str, first: Span, shared: str, others: list[Span]) -> int:
    """Where the first item begins: at the shared beginning, at the place that makes it most like the others in length."""
    mean = sum(e - s for s, e in others) / len(others)
    starts = [first[0] + m.start() for m in re.finditer(re.escape(shared), text[first[0] : first[1]])]
    return min(starts, key=lambda start: abs(first[1] - start - mean))


def without_tail(text: str, spans: list[Span]) -> list[Span]:
    """The list without what the sentence goes on to say after its last item, told by the end that the others share."""
    start, end = spans[-1]
    last = text[start:end]
    suffix = common_suffix([text[s:e] for s, e in spans[:-1]]) if len(spans) > 2 else ""
    recount = _RECOUNT.search(last)
    if recount and recount.start() > 1:
        end = start + recount.start()
    elif suffix and not last.endswith(suffix[-1]) and last.rfind(suffix) > 0:
        end = nearest_end(text, spans[-1], suffix)
    return [*spans[:-1], tidy(text, start, end)]
