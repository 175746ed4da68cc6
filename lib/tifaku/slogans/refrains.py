"""Refrains: series whose segments differ in length and are held together by words they repeat."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from operator import contains, eq
from os.path import commonprefix
from typing import Callable, Iterable, Iterator

from tifaku.slogans.edges import LEADING, LONGEST, left_edge
from tifaku.slogans.moulds import is_plain_list, is_unfit
from tifaku.slogans.pieces import MOST, Find, Place, Run
from tifaku.slogans.quoted_frames import quotation_in_frame, verbs_with_quotations
from tifaku.slogans.verbs import mould_words
from tifaku.text.lexicons import clause_verbs

HAN_PAIR = re.compile("[\u4e00-\u9fff]{2}")
QUOTED = dict.fromkeys(map(ord, "『』"))  # the marks of a quotation in masked text
#: What reads a series that begins with a piece of a run, the piece given by its number.
Rule = Callable[[Run, int], list[Place] | None]


def refrains(runs: Iterable[Run]) -> list[Find]:
    """The series of unequal segments in all runs: one verb at their end or in their middle, one quotation in a fixed frame,
    one opening, one character at both ends or at one place."""
    ruled = [(run, rules) for run in runs if (rules := _rules(run))]  # for all first, which is quicker than run by run
    return [find for run, rules in ruled for find in _of_run(run, rules)]


def _of_run(run: Run, rules: list[Rule]) -> Iterator[Find]:
    at = 0
    while at < len(run.words) - 1:
        series = None
        for rule in rules:
            series = series or rule(run, at)
        if series and (not run.whole or len(series) == len(run.words)):
            yield Find("parallel_series", series[0][0], series[-1][1], tuple(series))
        at += len(series) if series else 1


def _rules(run: Run) -> list[Rule]:
    """The rules that can hold in a run, told by what is quick to tell: most runs have none. The first that holds is taken."""
    words, three, heads = run.words, len(run.words) > 2, [piece[0] for piece in run.words]
    rules: list[Rule] = []
    if run.whole or run.alone:
        rules.append(_opening)
    if three and run.mark == "、":
        rules += [_verb_at_end] if _repeats([piece[-2:] for piece in words]) else []
        rules += [_verb_inside] if max(map(len, words)) > 5 else []
    quoting = not run.whole and run.text.count("『", run.starts[0], run.starts[-1] + len(words[-1])) > 1
    if quoting:
        rules.append(quotation_in_frame)
    if any(map(contains, words, heads[1:])):
        rules.append(_same_opening)
    if three and _repeats(heads):
        rules.append(_both_ends)
    if three and quoting:
        rules.append(verbs_with_quotations)
    if three and run.mark != "、" and any(map(_alike_inside, words, words[1:])):
        rules.append(_same_place)
    return rules


def _repeats(edges: list[str]) -> bool:
    """Whether two neighbours are the same."""
    return any(map(eq, edges, edges[1:]))


def _alike_inside(one: str, two: str) -> bool:
    """Whether two pieces of about one length have one character at one place."""
    return -3 < len(one) - len(two) < 3 < len(one) < 9 and any(map(eq, one[1:5], two[1:5]))


def _growing(run: Run, at: int, fits: Callable[[str], bool]) -> int:
    """The number of pieces from `at` on that fit, up to the first that does not or says the same again."""
    seen: set[str] = set()
    for words in run.words[at : at + MOST]:
        if words in seen or not fits(words):
            break
        seen.add(words)
    return len(seen)


def _verb_at_end(run: Run, at: int) -> list[Place] | None:
    """学前教育普及普惠发展、义务教育均衡发展、职业教育多元特色发展: three or more with one verb at the end."""
    tail = run.words[at][-2:]
    if tail not in clause_verbs() or len(tail) < 2:
        return None
    n = _growing(run, at, lambda words: tail in words[2:LONGEST])
    if n < 3 or not all(words.endswith(tail) for words in run.words[at : at + n - 1]):
        return None
    pieces = run.spans(at, at + n)
    first = left_edge(run.text, pieces[0][0], pieces[0][1] - 2), pieces[0][1]
    last = pieces[-1][0], pieces[-1][0] + run.words[at + n - 1].find(tail, 2) + 2
    return _if_fit(run.text, [first, *pieces[1:-1], last]) if first[1] - first[0] > 3 else None


def _verb_inside(run: Run, at: int) -> list[Place] | None:
    """党政班子联系支部、支部委员联系党员、党员联系贫困户: three or more with one verb in the middle."""
    one, two = run.words[at], run.words[at + 1]
    if not 5 < len(two) <= LONGEST or len(run.words) - at < 3:
        return None
    for verb in (two[i : i + 2] for i in range(2, len(two) - 3)):
        if verb in one and verb in clause_verbs(LEADING):
            n = _growing(run, at, lambda words, verb=verb: 1 < words.find(verb) < min(len(words), LONGEST) - 3)
            if n > 2:
                start, end = run.span(at)
                start = left_edge(run.text, start, start + one.find(verb))
                return _if_fit(run.text, [(start, end), *run.spans(at + 1, at + n)])
    return None


def _same_opening(run: Run, at: int) -> list[Place] | None:
    """坚持改革驱动…，坚持市场驱动…，坚持开放驱动…: three or more that open with the same two characters, or two with four."""
    opening = run.words[at + 1][:2]
    ahead = run.words[at].rfind(opening)
    if ahead < 0 or len(run.words[at + 1]) < 4 or not HAN_PAIR.fullmatch(opening) or _mid_clause(run.words[at], ahead):
        return None
    n = 1 + _growing(run, at + 1, lambda words: words.startswith(opening) and 4 <= len(words) <= LONGEST)
    words = [run.words[at][ahead:], *run.words[at + 1 : at + n]]
    lengths = list(map(len, words))
    even = max(lengths) <= 2 * min(lengths)
    enough = n > 2 or n > 1 and len(commonprefix(words)) > 3 and _leads(opening)
    start, end = run.span(at)
    return _if_fit(run.text, [(start + ahead, end), *run.spans(at + 1, at + n)]) if even and enough else None


def _leads(opening: str) -> bool:
    """Whether these two characters are a verb, an adverb or begin with a function word."""
    return opening in clause_verbs() or opening in mould_words("before") or opening[0] in mould_words("frame")


def _mid_clause(words: str, at: int) -> bool:
    """Whether what stands before a first segment in its piece may belong to it."""
    return at > 0 and words[at - 1] not in mould_words("lead") and words[at - 1] not in mould_words("before")


def _both_ends(run: Run, at: int) -> list[Place] | None:
    """有人管事、有钱办事、有场所议事: three or more of about one length with one character in front and one at the end."""
    one, two = run.words[at], run.words[at + 1]
    if one[0] != two[0] or one[-1] != two[-1]:
        return None
    n = _growing(run, at, lambda words: 3 <= len(words) <= 12 and words[0] == one[0] and words[-1] == one[-1])
    lengths = [len(words) for words in run.words[at : at + n]]
    return _if_fit(run.text, run.spans(at, at + n)) if n > 2 and max(lengths) - min(lengths) < 3 else None


def _same_place(run: Run, at: int) -> list[Place] | None:
    """老小区缺车位，新小区缺人气，城郊村缺服务: three or more of about one length with one character at one place."""
    one, two = run.words[at], run.words[at + 1]
    size = len(one)
    if not _alike_inside(one, two):
        return None
    near = run.words[at : at + _growing(run, at, lambda words: abs(len(words) - size) < 3)]
    for place in range(1, min(5, size - 2)):
        n = len(list(takewhile(lambda words, place=place: words[place] == one[place], near)))
        if n > 2 and HAN_PAIR.fullmatch(one[place] * 2):
            return _if_fit(run.text, run.spans(at, at + n))
    return None


def _opening(run: Run, at: int) -> list[Place] | None:
    """召开一系列会议、成立一个机构、制定一套方案: a verb in front and the same link after it, segments of like length."""
    if at or len(run.words) > MOST:
        return None
    words, lengths = run.words, set(map(len, run.words))
    short = min(lengths)
    if short < 4 or max(lengths) > short + 4 or len(lengths) == 1:
        return None
    columns = islice(zip(*words), 3)
    links = any(column[0] in mould_words("inner") and len(set(column)) == 1 for column in columns)
    verbs = any(all(word[:size] in clause_verbs() for word in words) for size in (1, 2))
    fit = not is_unfit([word.translate(QUOTED) for word in words])
    return run.spans(0, len(words)) if links and verbs and fit else None


def _if_fit(text: str, segments: list[Place]) -> list[Place] | None:
    words = [text[s:e] for s, e in segments]
    return None if is_unfit(words) or is_plain_list(words) else segments
