"""Refrains: series whose segments differ in length and are held together by words they repeat."""

from __future__ import annotations

import re
from itertools import takewhile
from os.path import commonprefix
from typing import Callable, Iterator, Sequence

from tifaku.slogans.edges import LEADING, left_edge
from tifaku.slogans.moulds import is_plain_list, is_unfit, shared
from tifaku.slogans.pieces import PARTS, Find, Run, Span, part_runs
from tifaku.slogans.verbs import clause_verbs, mould_words

VERB_AND_QUOTATION = re.compile("([\u4e00-\u9fff]{1,3})『[^』＿]{2,8}』")
HAN_PAIR = re.compile("[\u4e00-\u9fff]{2}")
QUOTED = dict.fromkeys(map(ord, "『』"))  # the marks of a quotation in masked text
LONGEST = 30  # characters of a segment
MOST = 30  # segments of one series


def refrains(text: str, masked: str, runs: Sequence[Run]) -> Iterator[Find]:
    """The series of unequal segments in these runs: one verb at their end or in their middle, one quotation in a fixed
    frame, one opening; and the parts of a sentence between semicolons whose clauses open alike."""
    for run in runs:
        rules, source = _rules(masked, run), text if run.whole else masked
        at = 0
        while at < len(run.pieces) - 1:
            series = None
            for rule in rules:
                series = series or rule(source, run, at)
            if series and (not run.whole or len(series) == len(run.pieces)):
                yield Find("parallel_series", series[0][0], series[-1][1], tuple(series))
            at += len(series) if series else 1
    for parts in part_runs(masked):
        yield from _parts(masked, parts)


def _rules(masked: str, run: Run) -> list[Callable]:
    """The rules that can hold in a run at all; the first that holds is taken."""
    many = len(run.pieces) > 2
    rules = [_opening] if run.whole or run.alone else []
    rules += [_verb_at_end, _verb_inside] if many and run.mark == "、" else []
    rules += [_quotation_in_frame] if not run.whole and masked.find("『", run.pieces[0][0], run.pieces[-1][1]) >= 0 else []
    rules += [_same_opening] if _repeats_opening(masked, run) else []
    rules += [_both_ends] if many else []
    rules += [_verbs_with_quotations] if many and _quotation_in_frame in rules else []
    return rules + [_same_place] if many and run.mark != "、" else rules


def _repeats_opening(text: str, run: Run) -> bool:
    """Whether some piece holds the two characters that the next one opens with."""
    return any(text.find(text[s2 : s2 + 2], s, e) >= 0 for (s, e), (s2, _) in zip(run.pieces, run.pieces[1:]))


def _growing(text: str, run: Run, at: int, fits: Callable[[Span], bool]) -> list[Span]:
    """The pieces from `at` on that fit, up to the first that does not or says the same again."""
    pieces, words = [], set()
    for piece in run.pieces[at : at + MOST]:
        if text[slice(*piece)] in words or not fits(piece):
            break
        words.add(text[slice(*piece)])
        pieces.append(piece)
    return pieces


def _verb_at_end(text: str, run: Run, at: int) -> list[Span] | None:
    """学前教育普及普惠发展、义务教育均衡发展、职业教育多元特色发展: three or more with one verb at the end."""
    tail = text[run.pieces[at][1] - 2 : run.pieces[at][1]]
    if tail not in clause_verbs():
        return None
    pieces = _growing(text, run, at, lambda p: text.find(tail, p[0] + 2, min(p[1], p[0] + LONGEST)) > 0)
    if len(pieces) < 3 or any(text[e - 2 : e] != tail for _, e in pieces[:-1]):
        return None
    first = left_edge(text, pieces[0][0], pieces[0][1] - 2), pieces[0][1]
    last = pieces[-1][0], text.find(tail, pieces[-1][0] + 2) + 2
    return _if_fit(text, [first, *pieces[1:-1], last]) if first[1] - first[0] > 3 else None


def _verb_inside(text: str, run: Run, at: int) -> list[Span] | None:
    """党政班子联系支部、支部委员联系党员、党员联系贫困户: three or more with one verb in the middle."""
    s, e = run.pieces[at + 1]
    if e - s > LONGEST or len(run.pieces) - at < 3:
        return None
    for verb in (text[i : i + 2] for i in range(s + 2, e - 3)):
        if verb in clause_verbs(LEADING):
            pieces = _growing(text, run, at, lambda p, verb=verb: 1 < text.find(verb, *p) - p[0] < min(p[1] - p[0], LONGEST) - 3)
            if len(pieces) > 2:
                start = left_edge(text, pieces[0][0], text.find(verb, *pieces[0]))
                return _if_fit(text, [(start, pieces[0][1]), *pieces[1:]])
    return None


def _quotation_in_frame(text: str, run: Run, at: int) -> list[Span] | None:
    """区委发挥“参谋”作用、支部发挥“堡垒”作用: one quotation each, the same words before and after it."""
    s, e = run.pieces[at]
    opening, closing = text.find("『", s, e), text.find("』", s, e)
    if opening <= s or closing < 0 or e - s > 2 * LONGEST or text[opening - 1] in mould_words("lead"):
        return None
    before, after = text[max(s, opening - 2) : opening], text[closing + 1 : e]
    before = before if after else before[-1] * (before[-1] in mould_words("inner") or before[-1] == "的")
    pieces = [(left_edge(text, s, opening - len(before)), e)]
    for start, end in run.pieces[at + 1 : at + MOST] if before else ():
        closing = text.find("』", start, end)
        if f"{before}『" not in text[start:end] or not text.startswith(after, closing + 1):
            break
        pieces.append((start, closing + 1 + len(after)))
        if pieces[-1][1] < end:
            break
    return pieces if len(pieces) > 1 and (after or pieces[-1][1] == end) else None


def _same_opening(text: str, run: Run, at: int) -> list[Span] | None:
    """坚持改革驱动…，坚持市场驱动…，坚持开放驱动…: three or more that open with the same two characters, or two with four."""
    s, e = run.pieces[at + 1]
    opening = text[s : s + 2]
    start = text.rfind(opening, *run.pieces[at])
    if start < 0 or e - s < 4 or not HAN_PAIR.fullmatch(opening) or _mid_clause(text, run.pieces[at][0], start):
        return None
    rest = _growing(text, run, at + 1, lambda p: text.startswith(opening, p[0]) and 4 <= p[1] - p[0] <= LONGEST)
    pieces = [(start, run.pieces[at][1]), *rest]
    common = len(commonprefix([text[s:e] for s, e in pieces]))
    lengths = [e - s for s, e in pieces]
    even = max(lengths) <= 2 * min(lengths)
    enough = len(pieces) > 2 or len(pieces) > 1 and common > 3 and _leads(opening)
    return _if_fit(text, pieces) if even and enough else None


def _leads(opening: str) -> bool:
    """Whether these two characters are a verb, an adverb or begin with a function word."""
    return opening in clause_verbs() or opening in mould_words("before") or opening[0] in mould_words("frame")


def _mid_clause(text: str, start: int, at: int) -> bool:
    """Whether what stands before a first segment in its piece may belong to it."""
    return at > start and text[at - 1] not in mould_words("lead") and text[at - 1] not in mould_words("before")


def _both_ends(text: str, run: Run, at: int) -> list[Span] | None:
    """有人管事、有钱办事、有场所议事: three or more of about one length with one character in front and one at the end."""
    (s, e), (s2, e2) = run.pieces[at : at + 2]
    if text[s] != text[s2] or text[e - 1] != text[e2 - 1]:
        return None
    pieces = _growing(text, run, at, lambda p: 3 <= p[1] - p[0] <= 12 and text[p[0]] == text[s] and text[p[1] - 1] == text[e - 1])
    lengths = [e - s for s, e in pieces]
    return _if_fit(text, pieces) if len(pieces) > 2 and max(lengths) - min(lengths) < 3 else None


def _verbs_with_quotations(text: str, run: Run, at: int) -> list[Span] | None:
    """念好“山字经”、做活“水文章”、打好“生态牌”: three or more verbs of one length, each with a quotation of about one length."""
    found = []
    for s, e in run.pieces[at : at + MOST]:
        match = VERB_AND_QUOTATION.match(text, s, e)
        if not match or found and not _alike(found[0], match):
            break
        found.append(match)
        if match.end() < e:
            break
    return [match.span() for match in found] if len(found) > 2 else None


def _alike(one: re.Match, two: re.Match) -> bool:
    return len(one[1]) == len(two[1]) and abs(len(one[0]) - len(two[0])) < 2


def _same_place(text: str, run: Run, at: int) -> list[Span] | None:
    """老小区缺车位，新小区缺人气，城郊村缺服务: three or more of about one length with one character at one place."""
    (s, e), (s2, e2) = run.pieces[at : at + 2]
    size = e - s
    if not 4 <= size <= 8 or abs(e2 - s2 - size) > 2:
        return None
    near = _growing(text, run, at, lambda p: abs(p[1] - p[0] - size) < 3)
    for place in range(1, min(5, size - 2)):
        held = list(takewhile(lambda p, place=place: text[p[0] + place] == text[s + place], near))
        if len(held) > 2 and HAN_PAIR.fullmatch(text[s + place] * 2):
            return _if_fit(text, held)
    return None


def _opening(text: str, run: Run, at: int) -> list[Span] | None:
    """召开一系列会议、成立一个机构、制定一套方案: a verb in front and the same link after it, segments of like length."""
    if at or len(run.pieces) > MOST:
        return None
    words = [text[s:e] for s, e in run.pieces]
    short = min(map(len, words))
    if short < 4 or max(map(len, words)) > short + 4 or len(set(map(len, words))) == 1:
        return None
    marks = frozenset.intersection(*(shared(one[:short], two[:short]) for one, two in zip(words, words[1:])))
    links = {mark for mark in marks if isinstance(mark, tuple) and mark[0] < 3 and mark[1] in mould_words("inner")}
    verbs = marks & {"VV"} or all(word[0] in clause_verbs() for word in words)
    fit = not is_unfit([word.translate(QUOTED) for word in words])
    return list(run.pieces) if links and verbs and fit else None


def _if_fit(text: str, segments: list[Span]) -> list[Span] | None:
    words = [text[s:e] for s, e in segments]
    return None if is_unfit(words) or is_plain_list(words) else segments


def _parts(text: str, parts: list[Span]) -> Iterator[Find]:
    """Parts of as many clauses, two or more, whose later clauses open with the same character each."""
    openings = [[text[m.start()] for m in PARTS.finditer(text, *part)] for part in parts]
    at = 0
    while at < len(parts) - 1:
        end = at + 1
        while end < len(parts) and len(openings[at]) > 1 and openings[end][1:] == openings[at][1:]:
            end += 1
        if end - at > 1 and not is_unfit([text[s:e] for s, e in parts[at:end]]):
            yield Find("parallel_series", parts[at][0], parts[end - 1][1], tuple(parts[at:end]))
        at = end

