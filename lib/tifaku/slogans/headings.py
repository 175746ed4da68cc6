"""Heading series: the headings of an article, stand-alone or run-in, that are made in one mould."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Iterable, Iterator, Sequence

from tifaku.slogans.pieces import Find
from tifaku.text.documents import Block
from tifaku.text.marks import Place
from tifaku.text.numerals import TENS

KINDS = frozenset({"title", "subtitle", "heading", "run_in_heading"})
ITEMS, LONGEST_ITEM = 3, 30  # the rank of numbered sentences, next to the levels of headings; characters
NUMBER = re.compile(rf"[—\-•● 　]+|[（(]?(?:[{TENS}]{{1,3}}|[0-9]{{1,2}})[）)、.．是][ 　]*")
HAN_PAIR = re.compile("[\u4e00-\u9fff+＋]{2}")
PART = re.compile(r"[^，、,;； 　·—]+")


def heading_spans(text: str, blocks: Iterable[Block]) -> list[list[Place]]:
    """The headings of each rank and section, without their numbers and full stops.

    Stand-alone headings are one group; run-in headings that open paragraphs are one group a section, those further in one a
    paragraph; numbered paragraphs of one short sentence are one a section.
    """
    groups: dict[tuple[int, int], list[Place]] = {}
    section = paragraph = 0
    for block in blocks:
        if block.kind == "heading":
            section += 1
        elif block.kind == "paragraph":
            paragraph += 1
        if block.kind in ("heading", "run_in_heading"):
            group = (block.level, (0, section, -paragraph)[min(block.level, 2)])
            groups.setdefault(group, []).append(_bare(text, block))
        elif block.kind == "paragraph" and _is_item(text[block.start : block.end]):
            groups.setdefault((ITEMS, section), []).append(_bare(text, block))
    return list(groups.values())


def _is_item(paragraph: str) -> bool:
    """Whether a paragraph is nothing but a number and one short sentence: 一、抓班子促引领。"""
    return len(paragraph) <= LONGEST_ITEM and bool(NUMBER.match(paragraph)) and paragraph.find("。") in (-1, len(paragraph) - 1)


def _bare(text: str, block: Block) -> Place:
    number = NUMBER.match(text, block.start, block.end)
    start = number.end() if number else block.start
    return start, start + len(text[start : block.end].rstrip("。：:；;！! 　"))


def heading_series(text: str, groups: Iterable[list[Place]]) -> Iterator[Find]:
    """One find for each group of headings with a shared beginning or end, or one rhythm; headings without it are left out."""
    for spans in groups:
        members = tuple(_members(text, spans))
        if len(members) > 1:
            yield Find("parallel_headings", members[0][0], members[-1][1], members)


def _members(text: str, spans: Sequence[Place]) -> list[Place]:
    words = [text[s:e] for s, e in spans]
    rhythms = [rhythm(word) for word in words]
    usual = Counter(rhythms).most_common(1)[0][0]
    sharing = _with_shared_edge(words)
    alike = sharing or {i for i, r in enumerate(rhythms) if _near(r, usual)}
    models = {rhythms[i] for i in alike}
    near = {r for r in set(rhythms) if any(_near(r, model) for model in models)}
    members = alike | {i for i, r in enumerate(rhythms) if r in near}
    enough = len(alike) > len(words) / 2 and (sharing or len(members) > 2)
    return [spans[i] for i in sorted(members)] if enough else []


def _with_shared_edge(words: Sequence[str]) -> set[int]:
    """The headings that share their first or last two characters, if most of them do."""
    for edge in (slice(None, 2), slice(-2, None)):
        common, n = Counter(word[edge] for word in words).most_common(1)[0]
        if HAN_PAIR.fullmatch(common) and n > 1 and n > len(words) / 2:
            return {i for i, word in enumerate(words) if word[edge] == common}
    return set()


def _near(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    return len(one) == len(two) and abs(sum(one) - sum(two)) <= 2 and 4 <= sum(one) <= 30


@lru_cache(1000)  # the headings of an article are asked for twice
def rhythm(words: str) -> tuple[int, ...]:
    """The lengths of the parts of a heading in characters, marks not counted: (6, 8) for 聚焦头等大事，脱贫攻坚取得胜利."""
    return tuple(sum(map(str.isalnum, part)) for part in PART.findall(words))


def halves(text: str, series: Find) -> Iterator[Find]:
    """Each heading of a series as a series of its own two halves, where the mould holds in both: 抓X，Y有Z度."""
    headings = [[m.span() for m in PART.finditer(text, *span)] for span in series.parts]
    if all(len(parts) == 2 for parts in headings):
        words = [[text[s:e] for s, e in column] for column in zip(*headings)]
        if all(_mould_holds(column) for column in words):
            for parts in headings:
                yield Find("parallel_series", parts[0][0], parts[1][1], tuple(parts))


def _mould_holds(words: Sequence[str]) -> bool:
    """Whether all share their first or their last character."""
    return len({word[0] for word in words}) == 1 or len({word[-1] for word in words}) == 1


def standing_out(text: str, groups: Iterable[list[Place]]) -> Iterator[Place]:
    """The headings whose rhythm is not that of most headings of their group, so that a couplet in them is meant as one."""
    for spans in groups:
        rhythms = [rhythm(text[s:e]) for s, e in spans]
        usual, n = Counter(rhythms).most_common(1)[0]
        yield from (span for span, r in zip(spans, rhythms) if n == 1 or r != usual)


def couplets(text: str, groups: Iterable[list[Place]]) -> Iterator[Find]:
    """The headings that stand out and have two halves of one length: 胸怀千秋伟业，恰是百年风华."""
    for span in standing_out(text, groups):
        parts = tuple([m.span() for m in PART.finditer(text, *span)])
        if len(parts) == 2 and len({end - start for start, end in parts}) == 1 and 4 < parts[0][1] - parts[0][0] < 9:
            yield Find("parallel_series", parts[0][0], parts[1][1], parts)
