"""Quoted frames: series in which every segment holds a quotation, in the same words or behind a verb of its own."""

from __future__ import annotations

import re

from tifaku.slogans.edges import LONGEST, left_edge
from tifaku.slogans.pieces import MOST, Place, Run
from tifaku.slogans.verbs import mould_words

VERB_AND_QUOTATION = re.compile("([\u4e00-\u9fff]{1,3})『[^』＿]{2,8}』")


def quotation_in_frame(run: Run, at: int) -> list[Place] | None:
    """区委发挥“参谋”作用、支部发挥“堡垒”作用: one quotation each, the same words before and after it."""
    if "『" not in run.words[at + 1]:
        return None
    words, (s, e) = run.words[at], run.span(at)
    opening, closing = words.find("『"), words.find("』")
    if opening <= 0 or closing < 0 or len(words) > 2 * LONGEST or words[opening - 1] in mould_words("lead"):
        return None
    before, after = words[max(0, opening - 2) : opening], words[closing + 1 :]
    before = before if after else before[-1] * (before[-1] in mould_words("inner") or before[-1] == "的")
    pieces = [(left_edge(run.text, s, s + opening - len(before)), e)]
    for number in range(at + 1, min(at + MOST, len(run.words))) if before else ():
        words, (start, end) = run.words[number], run.span(number)
        closing = words.find("』")
        if f"{before}『" not in words or not words.startswith(after, closing + 1):
            break
        pieces.append((start, start + closing + 1 + len(after)))
        if pieces[-1][1] < end:
            break
    return pieces if len(pieces) > 1 and (after or pieces[-1][1] == end) else None


def verbs_with_quotations(run: Run, at: int) -> list[Place] | None:
    """念好“山字经”、做活“水文章”、打好“生态牌”: three or more verbs of one length, each with a quotation of about one length."""
    if "『" not in run.words[at]:
        return None
    found: list[re.Match] = []
    for s, e in run.spans(at, min(at + MOST, len(run.words))):
        match = VERB_AND_QUOTATION.match(run.text, s, e)
        if not match or found and not _alike(found[0], match):
            break
        found.append(match)
        if match.end() < e:
            break
    return [match.span() for match in found] if len(found) > 2 else None


def _alike(one: re.Match, two: re.Match) -> bool:
    return len(one[1]) == len(two[1]) and abs(len(one[0]) - len(two[0])) < 2
