"""Weighing: the named evidence for a row of items to be what a name stands for (data/row_weights.tsv)."""

from __future__ import annotations

import re
from functools import cache
from itertools import repeat
from math import log
from operator import mul
from typing import NamedTuple

from tifaku.formulas.stated.before import pair_heads
from tifaku.formulas.stated.fits import Items
from tifaku.formulas.stated.item_edges import Row, chance_of_edges
from tifaku.formulas.stated.lists import aligned, common_prefix, common_suffix
from tifaku.formulas.stated.page import Page, Place, texts
from tifaku.text import lexicons
from tifaku.text.findings import Formula, Group
from tifaku.text.numerals import numeral_value
from tifaku.text.words import places, tagged

Evidence = dict[str, float]  # a truth counts 1
_TELLS = re.compile("[”’]?[^，。；、]{0,8}(?:：|，?即|，?是?指|（|——)")
_MARKED, _NUMBER = re.compile("[，。；：！？、\n]"), re.compile("[0-9]")
_SAYS = re.compile("[是被将]|(?<![行作])为|介绍|认为|表示")
_DOERS = re.compile("(?:部门|单位|乡镇|街道|村|局|委|办|公司|企业|干部|党员|群众|大学|学院|医院)$")
_DOERS_FOLLOW = re.compile(
    "等?(?:[0-9一二两三四五六七八九十多]+个?|各|相关|有关)?(?:部门|单位|乡镇|街道|地市|企业|干部|县市?|地(?![区位方块带标]))"
)  # 会同财政、水利、气象等部门
_COUNTS = re.compile(
    "(?P<n>[0-9]{1,2}|[二三四五六七八九十两])(?:个|大|类|项|方面|级|条|种)?(?P<noun>[^，、；。：！？…—“”（）的\\n]{2,4})"
)
_NOUN = re.compile("[^，、；。：！？…—“”（）的是为等\\n]{2}")
_LEVEL = re.compile("全?[国省市县区]家?级?")
_MARKS = "，。；：！？、\n“”（）—…"
_UNMARKED = re.compile(f"[^{_MARKS}]*")
_UNMARKED_BEFORE = re.compile(f"[^{_MARKS}]+$")
_LINK = re.compile("(?:分别|具体|主要|也|就)?(?:是指|指的是|是要?|包括|包含|[即为指])")  # no part of an item
LONGEST_CUT = 30  # characters before the first item, or behind the last, that could belong to it


class Candidate(NamedTuple):
    """A way to read a name: the items of each group, the constructions that give just these, the tie in words, a cut."""

    items: Items
    ties: tuple[str, ...]
    says: str
    cut: str = ""


def candidate_evidence(page: Page, formula: Formula, candidate: Candidate, rivals: int) -> Evidence:
    """The evidence for a candidate, by name; `rivals` is how many other candidates there are."""
    told = [(texts(page.text, spans), group) for spans, group in zip(candidate.items, formula.groups) if spans]
    flat = sorted([span for spans in candidate.items for span in spans])
    said: Evidence = {f"tie: {tie}": 1.0 for tie in candidate.ties}
    said |= {
        f"cut {candidate.cut}": candidate.cut != "",
        "cuts": candidate.cut != "",
        "a candidate": 1.0,
        "several ties": len(candidate.ties) > 1,
        "rivals": log(1 + rivals),
    }
    said |= _extent(formula, candidate, flat)
    said |= _gap(page, formula, flat)
    said |= _heads([_head_place(row, group.head) for row, group in told if group.head])
    said |= _form([row for row, _ in told])
    if said["no head shared"]:
        said["another word shared"] = max(said.get("one beginning", 0), said.get("one end", 0))
    if said.get("before: touches"):
        said["the last item may govern the name"] = _governs(page.text[slice(*flat[-1])])
        said["verbs that govern the name"] = all([_is_verb(page.text[slice(*span)]) for span in flat])
        said["the name goes on a list"] = (
            page.text[page.near(formula).end] == "、" if page.near(formula).end < len(page.text) else 0
        )
    return said | _around(page, formula, flat)


def _governs(item: str) -> float:
    """How much the verb with which an item closes governs what follows it."""
    words = tagged(item)
    return max(0.0, places(words.words[-1]).governs) * (words.tags[-1] == "v")


def _is_verb(item: str) -> bool:
    """Whether an item is one verb: 坚持和捍卫“两个确立” 'uphold and defend'."""
    return tagged(item).tags == "v"


def silence_evidence(formula: Formula) -> Evidence:
    """The evidence for the text to say nothing of what a name stands for, by name."""
    groups = formula.groups
    return {
        "silence": 1.0,
        f"silence: {formula.kind}": 1.0,
        "silence: quoted": formula.quoted,
        "silence: long head": len(groups) == 1 and len(groups[0].head or "") > 1,
        "silence: large number": any([group.number > 6 for group in groups]),
        "silence: widely known": formula.surface in _widely_known(),
    }


@cache
def _widely_known() -> frozenset[str]:
    """Names that stand in most work reports, few of which say what they stand for."""
    return frozenset(row["name"] for row in lexicons.rows("bare_names"))


def _extent(formula: Formula, candidate: Candidate, flat: list[Place]) -> Evidence:
    told = list(zip(candidate.items, formula.groups))
    return {
        "not as many as declared": any([len(spans) != group.numeral for spans, group in told]),
        "a group untold": any([not spans for spans in candidate.items]),
        "two items": len(flat) == 2,
        "a pair that does one thing": len(flat) == 2 and formula.groups[0].head in pair_heads(),
        "a pair of characters": len(flat) == 2 and all([end - start == 1 for start, end in flat]),
        "one item": len(flat) == 1,
        "five items or more": len(flat) > 4,
        "several groups": sum([group.number > 0 for group in formula.groups]) > 1,
        "items in order": all([list(spans) == sorted(spans) for spans in candidate.items]),
    }


def _gap(page: Page, formula: Formula, flat: list[Place]) -> Evidence:
    """How far the row is from the name, and what stands between them."""
    text, near = page.text, page.near(formula)
    if flat[-1][1] <= near.start:
        side, start, end = "before", flat[-1][1], near.start
    elif flat[0][0] >= near.end:
        side, start, end = "after", near.end, flat[0][0]
    else:
        return {"list round the name": 1.0}
    gap, others = text[start:end], page.between(start, end)
    sentences = sum([gap.count(mark) for mark in "。！？\n"])
    return {
        f"list {side} the name": 1.0,
        f"{side}: gap": log(1 + min(len(gap), 400)),
        f"{side}: touches": not gap.strip("“”‘’"),
        f"{side}: a word between": 0 < len(gap.strip("“”‘’")) < 5 and not _MARKED.search(gap.strip("“”‘’")),
        "before: 以…为": side == "before" and gap == "为",
        "before: 的": side == "before" and gap.endswith("的"),
        f"{side}: in another sentence": sentences > 0,
        f"{side}: sentences between": min(3, sentences),
        f"{side}: clauses between": min(4, gap.count("，") + gap.count("；") + gap.count("：")),
        f"{side}: in another line": "\n" in gap,
        "after: colon or 即": side == "after" and _TELLS.match(gap) is not None,
        f"{side}: names between": min(3, len(others)),
    }


def _heads(kinds: list[str]) -> Evidence:
    """How the counted head stands in the items: the share of the groups in which it does so."""
    said: Evidence = {f"head: {kind}": kinds.count(kind) / len(kinds) for kind in set(kinds) if kind}
    return said | {"no head shared": bool(kinds) and not any(kinds), "no head counted": not kinds}


def _head_place(items: list[str], head: str) -> str:
    if all([i.endswith(head) for i in items]):
        return "ends"
    if all([i.startswith(head) for i in items]):
        return "opens"
    if len(head) > 1 and all([head in i for i in items]):
        return "inside"
    if all([i.endswith(head[-1]) for i in items]):
        return "last character"
    if all([i.startswith(head[0]) for i in items]):
        return "first character"
    held = len(items) > 1 and all([head[0] in i for i in items])
    return ("one column" if aligned(items, head[0], 2) else "held") if held else ""


def _form(rows: list[list[str]]) -> Evidence:
    """What the items look like: means over the groups that have several, and what any of them holds."""
    several = [row for row in rows if len(row) > 1]
    items = [item for row in rows for item in row]
    whole = "，".join(items)
    said = _mean([_shape(row) for row in several]) if several else {}
    return said | {
        "one character each": max(map(len, items)) == 1,
        "an item says something": _SAYS.search(whole) is not None,
        "、 in an item": "、" in whole,
        "a comma in an item": whole.count("，") >= len(items),
        "a half bracket in an item": any(
            [i.count("（") != i.count("）") or "“" in i[1:] for i in items if "（" in i or "“" in i]
        ),
        "levels": all([_LEVEL.fullmatch(item) for item in items]),
        "doers": sum([_DOERS.search(item) is not None for item in items]) / len(items),
        "a number in an item": _NUMBER.search(whole) is not None,
    }


def _shape(row: list[str]) -> Evidence:
    lengths, words = list(map(len, row)), [tagged(item) for item in row]
    return {
        "openings of unlike words": len({one.tags[0] for one in words}) > 1,
        "closings of unlike words": len({one.tags[-1] for one in words}) > 1,
        "lengths unlike": log(max(lengths) / min(lengths)),
        "one length": len(set(lengths)) == 1,
        "one beginning": row[0][0] == row[1][0] and bool(common_prefix(row)),
        "one end": row[0][-1] == row[1][-1] and bool(common_suffix(row)),
        "first item longest": max(0.0, log(lengths[0] / max(lengths[1:]))),
        "last item longest": max(0.0, log(lengths[-1] / max(lengths[:-1]))),
    }


def _mean(said: list[Evidence]) -> Evidence:
    return said[0] if len(said) == 1 else {name: sum([one[name] for one in said]) / len(said) for name in said[0]}


def _around(page: Page, formula: Formula, flat: list[Place]) -> Evidence:
    """What stands at the edges of the row, and in it."""
    text, (start, _), (_, end) = page.text, flat[0], flat[-1]
    before, after = text[start - 1 : start], text[end : end + 1]
    inside = [f for f in page.between(start, end) if f.start != formula.start]
    behind = [f for f in page.between(end, end + 3) if f.start != formula.start]
    return {
        "the list goes on before": before == "、",
        "the list goes on behind": after == "、",
        "closed by 等": after == "等",
        "behind 把, 让 or 由": before in ("把", "让", "由", "将", "使"),
        "counted as something else": len(formula.groups) == 1 and _counted_otherwise(text, flat, formula.groups[0]),
        **({"doers": 1.0} if _DOERS_FOLLOW.match(text, end) else {}),
        "begins after a mark": before != "" and before in _MARKS,
        "ends before a mark": after != "" and after in _MARKS,
        "fills a quotation or bracket": before + after in ("“”", "（）"),
        "a quoted list has a noun of its own": end > formula.end and after == "”" and _NOUN.match(text, end + 1) is not None,
        "names in the items": min(3, len(inside)),
        "an item is a name": bool(inside) and any([page.is_name(*span) for span in flat]),
        "another name right behind": bool(behind),
        "the name itself in an item": text.find(formula.surface, start, end) >= 0,
    }


def _counted_otherwise(text: str, flat: list[Place], group: Group) -> bool:
    """Whether the text counts the list right away, but not as the name does: 财政、水利、气象三部门 for 三个专项方案."""
    head, (start, end) = group.head or "", flat[-1]
    counts = [_COUNTS.match(text, at) for at in range(max(start + 1, end - 8), min(end + 2, len(text)))]
    return any([match and numeral_value(match["n"]) == len(flat) and not _alike(match["noun"], head) for match in counts])


def _alike(noun: str, head: str) -> bool:
    return head != "" and (noun.startswith(head[:2]) or head.endswith(noun[-2:]))


def edge_evidence(page: Page, formula: Formula, candidate: Candidate) -> Evidence:
    """The logarithm of the chance that the edges are where they are, as if all of the clause could be the item: the worst."""
    rows = [(spans, group) for spans, group in zip(candidate.items, formula.groups) if len(spans) > 1]
    chances = [_edge_chances(page, formula, spans, group) for spans, group in rows]
    return {
        "first item may begin elsewhere": max(-5.0, log(min([start for start, _ in chances]))) if chances else 0.0,
        "last item may end elsewhere": max(-5.0, log(min([end for _, end in chances]))) if chances else 0.0,
        "first item cut from a noun": any([_behind_noun(page.text, spans[0][0]) for spans, _ in rows]),
    }


def _behind_noun(text: str, start: int) -> bool:
    """Whether a noun, 和 or a quotation stands right before an item, which may be part of it: 城市|创新驱动力."""
    before = _UNMARKED_BEFORE.search(text, max(0, start - 6), start)
    if not before:
        return text[start - 2 : start - 1] != "" and text[start - 1] == "”"
    return tagged(before[0]).tags[-1] in "nNjrc"


def _edge_chances(page: Page, formula: Formula, spans: tuple[Place, ...], group: Group) -> tuple[float, float]:
    text, near, (first, first_end), (last, last_end) = page.text, page.near(formula), spans[0], spans[-1]
    least = max(0, first - LONGEST_CUT, *(at for at in (near.start, near.end) if at <= first))
    most = min(len(text), last_end + LONGEST_CUT, *(at for at in (near.start, near.end) if at >= last_end))
    opened = _UNMARKED_BEFORE.search(text, least, first)
    closed = _UNMARKED.match(text, last_end, most)
    begins = opened.start() if opened else first
    start = first if _LINK.fullmatch(text, begins, first) else begins
    end = closed.end() if closed else last_end
    segments = (text[start:first_end], *texts(text, spans[1:-1]), text[last:end])
    return chance_of_edges(Row(segments, group.head or "", True, True), first - start, last_end - last)


def weigh(part: str, evidence: Evidence) -> float:
    """The sum of the evidence, each piece by its weight for that part: the choice, or the confidence."""
    weights = _weights(part)
    return sum(map(mul, map(weights.get, evidence, repeat(0.0)), evidence.values()))


@cache
def _weights(part: str) -> dict[str, float]:
    return {row["evidence"]: float(row["weight"]) for row in lexicons.rows("row_weights") if row["part"] == part}
