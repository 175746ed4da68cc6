"""Weighing: the named evidence for a row of items to be what a name stands for (data/row_weights.tsv)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from math import log
from typing import NamedTuple

from tifaku.formulas.stated.fits import Items
from tifaku.formulas.stated.item_edges import Row, chance_of_edges
from tifaku.formulas.stated.lists import common_prefix, common_suffix
from tifaku.formulas.stated.page import Page, Place, name_end, name_start, texts
from tifaku.text import lexicons
from tifaku.text.findings import Formula, Group
from tifaku.text.places_of_words import first_word, places

Evidence = Iterator[tuple[str, float]]
_SENTENCE_END = re.compile("[。！？\n]")
_CLAUSE_END = re.compile("[，；：]")
_SAYS = re.compile("[是为被将]|介绍|认为|表示")
_DOERS = re.compile("(?:部门|单位|乡镇|街道|村|局|委|办|公司|企业|干部|党员|群众)$")
_MARKS = "，。；：！？、\n“”（）—…"


class Candidate(NamedTuple):
    """A way to read a name: the items of each group, the constructions that give just these, the tie in words."""

    items: Items
    ties: tuple[str, ...]
    says: str


def candidate_evidence(page: Page, formula: Formula, candidate: Candidate, rivals: int) -> Evidence:
    """The evidence for a candidate, by name; `rivals` is how many other candidates there are."""
    text = page.text
    told = [(spans, group) for spans, group in zip(candidate.items, formula.groups) if spans]
    flat = sorted(span for spans in candidate.items for span in spans)
    yield "a candidate", 1.0
    for tie in candidate.ties:
        yield f"tie: {tie}", 1.0
    yield "several ties", float(len(candidate.ties) > 1)
    yield "rivals", log(1 + rivals)
    yield from _extent(formula, candidate, flat)
    heads = [_head_place(texts(text, spans), group.head or "") for spans, group in told if group.head]
    yield from _gap(page, formula, flat)
    yield from _heads(heads)
    yield from _form(text, told)
    yield from _around(page, formula, flat)


def silence_evidence(formula: Formula) -> Evidence:
    """The evidence for the text to say nothing of what a name stands for."""
    numerals = [g.numeral for g in formula.groups]
    yield "silence", 1.0
    yield f"silence: {formula.kind}", 1.0
    yield "silence: quoted", float(formula.quoted)
    yield "silence: long head", float(len(formula.groups) == 1 and len(formula.groups[0].head or "") > 1)
    yield "silence: large number", float(any(isinstance(n, int) and n > 6 for n in numerals))


def _extent(formula: Formula, candidate: Candidate, flat: list[Place]) -> Evidence:
    whole = all(len(spans) == group.numeral for spans, group in zip(candidate.items, formula.groups))
    numbers = [g.numeral for g in formula.groups if isinstance(g.numeral, int)]
    yield "not as many as declared", float(not whole)
    yield "a group untold", float(any(not spans for spans in candidate.items))
    yield "two items", float(len(flat) == 2)
    yield "one item", float(len(flat) == 1)
    yield "five items or more", float(len(flat) > 4)
    yield "several groups", float(len(numbers) > 1)
    yield "items in order", float(all(list(spans) == sorted(spans) for spans in candidate.items))


def _gap(page: Page, formula: Formula, flat: list[Place]) -> Evidence:
    text = page.text
    start, end = name_start(text, formula), name_end(text, formula)
    before, after = flat[-1][1] <= start, flat[0][0] >= end
    gap = text[flat[-1][1] : start] if before else text[end : flat[0][0]] if after else ""
    side = "before" if before else "after" if after else "round"
    sentences = len(_SENTENCE_END.findall(gap))
    bare = gap.strip("“”‘’")
    yield f"list {side} the name", 1.0
    yield f"{side}: gap", log(1 + min(len(gap), 400))
    yield f"{side}: touches", float(not bare)
    yield f"{side}: in another sentence", float(sentences > 0)
    yield f"{side}: sentences between", float(min(3, sentences))
    yield f"{side}: clauses between", float(min(4, len(_CLAUSE_END.findall(gap))))
    yield f"{side}: in another line", float("\n" in gap)
    yield "after: colon or 即", float(after and bool(re.match("[”’]?[^，。；、]{0,8}(?:：|，?即|，?是?指|（|——)", gap)))
    others = page.between(flat[-1][1], start) if before else page.between(end, flat[0][0]) if after else ()
    yield f"{side}: names between", float(min(3, len(others)))
    numbers = {g.numeral for g in formula.groups}
    yield f"{side}: a name of that number between", float(any(g.numeral in numbers for f in others for g in f.groups))


def _heads(kinds: list[str]) -> Evidence:
    """How the counted head stands in the items: the share of the groups in which it does so."""
    for kind in ("ends", "opens", "inside", "last character", "first character", "one column"):
        yield f"head: {kind}", kinds.count(kind) / len(kinds) if kinds else 0.0
    yield "no head shared", float(bool(kinds) and not any(kinds))
    yield "no head counted", float(not kinds)


def _head_place(items: list[str], head: str) -> str:
    if all(i.endswith(head) for i in items):
        return "ends"
    if all(i.startswith(head) for i in items):
        return "opens"
    if len(head) > 1 and all(head in i for i in items):
        return "inside"
    if all(i.endswith(head[-1]) for i in items):
        return "last character"
    if all(i.startswith(head[0]) for i in items):
        return "first character"
    column = len(items) > 1 and all(head[0] in i for i in items)
    return "one column" if column else ""


def _form(text: str, told: list[tuple[tuple[Place, ...], Group]]) -> Evidence:
    """What the items look like: means over the groups."""
    rows = [texts(text, spans) for spans, _ in told]
    several = [row for row in rows if len(row) > 1] or rows
    for name, value in _FORM.items():
        yield name, sum(map(value, several)) / len(several)
    items = [item for row in rows for item in row]
    yield "an item says something", float(any(_SAYS.search(item) for item in items))
    yield "a comma in an item", float(any("，" in item for item in items))
    yield "a half bracket in an item", float(any(item.count("（") != item.count("）") or "“" in item[1:] for item in items))
    yield "doers", sum(bool(_DOERS.search(item)) for item in items) / len(items)
    yield "a number in an item", float(any(re.search("[0-9]", item) for item in items))


def _unlike(row: list[str]) -> float:
    lengths = list(map(len, row))
    return log(max(lengths) / min(lengths))


def _first_unlike(row: list[str]) -> float:
    """How much more the first item's first word governs lists than those of the others."""
    said = [places(first_word(item)).governs for item in row]
    return max(0.0, said[0] - sum(said[1:]) / len(said[1:])) if len(row) > 1 else 0.0


_FORM = {
    "lengths unlike": _unlike,
    "one length": lambda row: float(len(row) > 1 and len(set(map(len, row))) == 1),
    "mean length": lambda row: log(sum(map(len, row)) / len(row)),
    "one beginning": lambda row: float(len(row) > 1 and bool(common_prefix(row))),
    "one end": lambda row: float(len(row) > 1 and bool(common_suffix(row))),
    "one character each": lambda row: float(max(map(len, row)) == 1),
    "first item governs": _first_unlike,
    "first item longest": lambda row: max(0.0, log(len(row[0]) / max(map(len, row[1:])))) if len(row) > 1 else 0.0,
    "last item longest": lambda row: max(0.0, log(len(row[-1]) / max(map(len, row[:-1])))) if len(row) > 1 else 0.0,
}


def _around(page: Page, formula: Formula, flat: list[Place]) -> Evidence:
    """What stands at the edges of the row, and in it."""
    text, (start, _), (_, end) = page.text, flat[0], flat[-1]
    yield "the list goes on before", float(text[start - 1 : start] == "、")
    yield "the list goes on behind", float(text[end : end + 1] == "、")
    yield "closed by 等", float(text[end : end + 1] == "等")
    yield "begins after a mark", float(text[start - 1 : start] in tuple(_MARKS))
    yield "ends before a mark", float(text[end : end + 1] in tuple(_MARKS))
    yield "fills a quotation or bracket", float(text[start - 1 : start] + text[end : end + 1] in ("“”", "（）"))
    inside = [f for f in page.between(start, end) if f.start != formula.start]
    yield "names in the items", min(3.0, len(inside))
    yield "an item is a name", float(any(page.is_name(*span) for span in flat))
    nearer = [f for f in page.between(end, end + 14) if f.start != formula.start]
    yield "another name right behind", float(any(f.start - end < 3 for f in nearer))
    numbers = {g.numeral for g in formula.groups}
    yield "behind it a name of that number", float(any(g.numeral in numbers for f in nearer for g in f.groups))
    yield "the name itself in an item", float(any(formula.surface in text[s:e] for s, e in flat))


def edge_evidence(page: Page, formula: Formula, candidate: Candidate) -> Evidence:
    """The logarithm of the chance that the edges are where they are, as if all of the clause could be the item: the worst."""
    told = [(spans, group) for spans, group in zip(candidate.items, formula.groups) if spans]
    worst_start = worst_end = 0.0
    for spans, group in told:
        if len(spans) > 1:
            start, end = _edge_chances(page, formula, spans, group)
            worst_start, worst_end = min(worst_start, log(start)), min(worst_end, log(end))
    yield "first item may begin elsewhere", max(-5.0, worst_start)
    yield "last item may end elsewhere", max(-5.0, worst_end)


def _edge_chances(page: Page, formula: Formula, spans: tuple[Place, ...], group: Group) -> tuple[float, float]:
    text = page.text
    borders = [edge for edge in (name_start(text, formula), name_end(text, formula))]
    start, end = spans[0][0], spans[-1][1]
    while start > 0 and text[start - 1] not in _MARKS and start not in borders and spans[0][0] - start < 30:
        start -= 1
    while end < len(text) and text[end] not in _MARKS and end not in borders and end - spans[-1][1] < 30:
        end += 1
    said = texts(text, spans)
    segments = (text[start : spans[0][1]], *said[1:-1], text[spans[-1][0] : end])
    return chance_of_edges(Row(segments, group.head or "", True, True), spans[0][0] - start, spans[-1][1] - spans[-1][0])


def weigh(part: str, evidence: Iterable[tuple[str, float]]) -> float:
    """The sum of the evidence, each piece by its weight for that part: the choice, or the confidence."""
    weights = _weights()
    return sum(weights.get((part, name), 0.0) * value for name, value in evidence if value)


@cache
def _weights() -> dict[tuple[str, str], float]:
    return {(row["part"], row["evidence"]): float(row["weight"]) for row in lexicons.rows("row_weights")}
