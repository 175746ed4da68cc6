"""Heads: run-in headings, the short sentences that open a paragraph or a part of one like a title."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Sequence

from tifaku.layout.lines import enumerator
from tifaku.text.clauses import sentences
from tifaku.text.documents import Block
from tifaku.text.lexicons import rows

_SHORTEST, _LONGEST, _LONGEST_INNER = 5, 31, 26  # with the full stop
_QUOTED_FIRST = tuple("“‘《（")
_NARRATIVE = re.compile(r"[了他她它我你该这：；？!?]|\d(?![^“”]*”)")  # a count tells, but “163” names
_PARTS = re.compile(r"[，、 \u3000]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Opening:
    """The first sentence of a paragraph, as a possible head."""

    start: int
    end: int
    number: str
    parts: tuple[int, ...]  # the lengths of what stands between its commas and blanks


def run_in_heads(text: str, paragraphs: Sequence[Span]) -> list[Block]:
    """The run-in headings of the paragraphs at these spans, full stop included.

    Level 1 opens a paragraph: the first sentence, where it is short, names a topic, and at least three paragraphs of the
    text open in the same manner (or two with parts of equal length, or one with a number: 一是…。). Level 2: at least three
    short sentences of one mould inside one paragraph, each followed by a longer one.
    Limit: a single run-in heading without a number looks like any short sentence and is not found.
    >>> text = "抓组织领导，谋划有高度。成立领导小组，县委书记任组长，部门协同。"  # 'grasp leadership, plan with height. …'
    >>> run_in_heads(text * 3, [(at, at + len(text)) for at in (0, len(text), 2 * len(text))])[0]
    Block(kind='run_in_heading', start=0, end=12, level=1, role='')
    """
    cut = [sentences(text, *span) for span in paragraphs]
    openings = [opening for spans in cut if (opening := _opening(text, spans))]
    first = {opening.start for opening in _of_one_manner(openings)}
    blocks = [Block("run_in_heading", o.start, o.end, 1) for o in openings if o.start in first]
    for spans in cut:
        inner = spans[1:] if spans and spans[0][0] in first else spans
        blocks += (Block("run_in_heading", *span, 2) for span in _inner_heads(text, inner, inner is not spans))
    return blocks


@cache
def _openers() -> tuple[str, ...]:
    return tuple(row["opener"] for row in rows("narrative_openers"))


def _names_topic(sentence: str) -> bool:
    """Whether a sentence can be a head: it ends in a full stop and does not tell of persons, counts or times."""
    return sentence.endswith("。") and not sentence.startswith(_QUOTED_FIRST + _openers()) and not _NARRATIVE.search(sentence)


def _opening(text: str, spans: Sequence[Span]) -> _Opening | None:
    if len(spans) < 2:
        return None
    start, end = spans[0]
    if not _SHORTEST < end - start <= _LONGEST or spans[-1][1] - end < end - start:
        return None
    number = enumerator(text[start:end])
    topic = text[start + len(number) : end]
    if not _names_topic(topic):
        return None
    return _Opening(start, end, number, tuple(len(part) for part in _PARTS.split(topic[:-1])))


def _of_one_manner(openings: Sequence[_Opening]) -> list[_Opening]:
    """Those with a number, and the largest group with the same count of parts, where it is large or even enough."""
    numbered = [opening for opening in openings if opening.number]
    others = [opening for opening in openings if not opening.number and len(opening.parts) <= 2]
    if not others:
        return numbered
    parts = Counter(len(opening.parts) for opening in others).most_common(1)[0][0]
    group = [opening for opening in others if len(opening.parts) == parts]
    even = len(group) == 2 and group[0].parts == group[1].parts
    return numbered + (group if len(group) >= 3 or even else [])


def _inner_heads(text: str, spans: Sequence[Span], below_head: bool) -> list[Span]:
    """Short sentences inside a paragraph that share a mould, three or more."""
    short = [span for span, after in zip(spans, spans[1:]) if _is_inner(text, span, after)]
    if len(short) < 3:
        return []
    opened = Counter(text[start : start + 2] for start, _ in short)
    alike = [span for span in short if opened[text[span[0] : span[0] + 2]] >= 3]
    bare = [span for span in short if span[1] - span[0] <= 14 and not _PARTS.search(text, *span)]
    heads = alike or (bare if len(bare) >= 3 else [])
    if heads and below_head and spans[0] in short and spans[0] not in heads:
        heads = [spans[0], *heads]  # where a paragraph has subheads, the sentence below its head is the first of them
    return heads


def _is_inner(text: str, span: Span, after: Span) -> bool:
    start, end = span
    length = end - start
    if not _SHORTEST < length <= _LONGEST_INNER or after[1] - after[0] <= length:
        return False
    return len(_PARTS.findall(text, start, end)) <= 1 and _names_topic(text[start:end])
