"""Stops: a run-in heading that has run into the sentence after it gets its full stop back."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from tifaku.layout.lines import line_spans
from tifaku.text.edits import Edit
from tifaku.text.lexicons import rows

_MOULD = 3  # sister heads begin with the same three characters: 党建+
_SISTERS = 3
_LONGEST = 25


def stops(text: str) -> list[Edit]:
    """Edits that put a 。 where one of several sister heads inside a paragraph has lost it, each with a doubt.

    At least three short sentences of a line begin alike; another that begins so goes on, about where its sisters end,
    with a word that opens sentences (data/sentence_openers.tsv).
    Limit: needs three unharmed sisters in the same line and one possible place only.
    >>> heads = "党建+产业加快发展。发展甘蔗、蚕桑。党建+社区共建家园。打造社区。党建+乡村实现幸福。成效好。"
    >>> text = heads + "党建+旅游打造坐标深入打造温泉小镇，建设游客喜爱的景区和休闲中心。"  # the head ends in 坐标 'landmark'
    >>> [text[edit.raw_start - 2 : edit.raw_start] + edit.after for edit in stops(text)]
    ['坐标。']
    """
    return [edit for start, end in line_spans(text) if end - start > 40 for edit in _in_line(text, start, end)]


def _in_line(text: str, start: int, end: int) -> list[Edit]:
    sentences = text[start:end].split("。")
    if len(sentences) - len({sentence[:_MOULD] for sentence in sentences}) < _SISTERS:  # a quick look
        return []
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for sentence in sentences:
        alike[sentence[:_MOULD]].append((start, start + len(sentence)))
        start += len(sentence) + 1
    edits: list[Edit | None] = []
    for mould, spans in alike.items():
        lengths = [e - s for s, e in spans if _MOULD + 2 <= e - s <= _LONGEST]
        if len(mould) == _MOULD and len(lengths) >= _SISTERS and len(lengths) < len(spans):
            edits += (_stop(text, *span, lengths) for span in spans if span[1] - span[0] > _LONGEST)
    return sorted(edit for edit in edits if edit)


def _stop(text: str, start: int, end: int, lengths: list[int]) -> Edit | None:
    low, high = start + min(lengths) - 2, min(end, start + max(lengths) + 2)
    places = [match.start() for match in _openers().finditer(text, low, high + 4) if match.start() <= high]
    if len(places) != 1 or "，" in text[start : places[0]]:
        return None
    doubt = f"full stop supplied: {len(lengths)} sentences that begin with {text[start : start + _MOULD]} end about here"
    return Edit("stops", places[0], places[0], "", "。", doubt)


@cache
def _openers() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row["opener"]) for row in rows("sentence_openers")))
