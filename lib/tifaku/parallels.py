"""Parallel series (排比): adjacent segments of one template, within a sentence and over sentences."""

from __future__ import annotations

import re
from typing import Iterator, NamedTuple

from tifaku.coinages import QUOTATION, Find
from tifaku.verbs import clause_verbs

Span = tuple[int, int]

SENTENCE = re.compile(r"[^。！？!?…\n“”]+")
CLAUSE = re.compile(r"[^，；：,;:]+")
ITEM = re.compile(r"[^、]+")
QUOTED_ITEM = re.compile(r"[^、，；,;· 　+＋]+")
INNER_MARK = str.maketrans({c: "＿" for c in "、，；：,;:。！？!?… 　·"})
UNFIT = re.compile(r"[0-9０-９A-Za-z他她它我你您这那了着吗呢吧啊＿（）()《》]")


class Run(NamedTuple):
    """Pieces that stand side by side with the same mark between them."""

    pieces: list[Span]
    whole: bool  # the run fills a quotation or heading: no piece has words before or after it that are not its own


def find_series(text: str, taken: list[Span] = ()) -> Iterator[Find]:
    seen = set(taken)
    for run in _runs(text):
        for segments in _series(text, run):
            span = segments[0][0], segments[-1][1]
            if span not in seen:
                seen.add(span)
                yield Find("parallel_series", *span, segments)


def _runs(text: str) -> Iterator[Run]:
    for match in QUOTATION.finditer(text):
        pieces = [m.span() for m in QUOTED_ITEM.finditer(text, *match.span(match.lastindex))]
        if len(pieces) > 1 and "。" not in match[0]:
            yield Run(pieces, True)
    masked = QUOTATION.sub(lambda m: m[0][0].replace("“", "『") + m[0][1:-1].translate(INNER_MARK) + "』", text)
    for sentence in SENTENCE.finditer(masked):
        clauses = [m.span() for m in CLAUSE.finditer(masked, *sentence.span())]
        if len(clauses) > 1:
            yield Run(clauses, False)
        for clause in clauses:
            items = [m.span() for m in ITEM.finditer(masked, *clause)]
            if len(items) > 1:
                yield Run(items, False)


def _series(text: str, run: Run) -> Iterator[tuple[Span, ...]]:
    at = 0
    while at < len(run.pieces) - 1:
        segments, moulds = _pair(text, run, at)
        after = at + 2
        while segments and after < len(run.pieces) and segments[-1][1] == run.pieces[after - 1][1]:
            more = _extend(text, segments, moulds, run, after)
            if not more:
                break
            segment, moulds = more
            segments.append(segment)
            after += 1
        if segments and _fits(text, segments, moulds, run):
            yield tuple(segments)
            at = after - (segments[-1][1] != run.pieces[after - 1][1])
        else:
            at += 1


def _pair(text: str, run: Run, at: int):
    """The best two segments of one length at the end of one piece and the start of the next, with their moulds."""
    (a0, a1), (b0, b1) = run.pieces[at], run.pieces[at + 1]
    best = None
    for length in dict.fromkeys((b1 - b0, a1 - a0, *_shared_lengths(text, a0, a1, b0, b1))):
        if not 2 <= length <= min(a1 - a0, b1 - b0, 16):
            continue
        one, two = (a1 - length, a1), (b0, b0 + length)
        moulds = _moulds(text[slice(*one)], text[slice(*two)])
        cuts = (length < a1 - a0) + (length < b1 - b0)
        if run.whole and cuts:
            continue
        rank = (len(moulds), -cuts)
        if moulds and (best is None or rank > best[0]):
            best = rank, [one, two], moulds
    return best[1:] if best else ([], set())


def _shared_lengths(text, a0, a1, b0, b1) -> Iterator[int]:
    head = text.rfind(text[b0], max(a0, a1 - 16), a1)
    tail = text.find(text[a1 - 1], b0, min(b1, b0 + 16))
    if head >= 0:
        yield a1 - head
    if tail >= 0:
        yield tail + 1 - b0


def _moulds(one: str, two: str) -> set:
    """What two segments of one length share: characters at the same place, or a verb in front."""
    moulds = {(i, a) for i, (a, b) in enumerate(zip(one, two)) if a == b}
    verbs = clause_verbs()
    if len(one) == 3 and one[0] in verbs and two[0] in verbs:
        moulds.add("verb+2")
    if len(one) >= 4 and one[:2] in verbs and two[:2] in verbs:
        moulds.add("verb")
    return moulds


def _extend(text, segments, moulds, run: Run, at: int):
    start, end = run.pieces[at]
    length = segments[0][1] - segments[0][0]
    if end - start < length or run.whole and end - start != length:
        return None
    common = moulds & _moulds(text[slice(*segments[-1])], text[start : start + length])
    return ((start, start + length), common) if common else None


def _fits(text, segments, moulds, run: Run) -> bool:
    words = [text[s:e] for s, e in segments]
    return not any(UNFIT.search(w) for w in words)
