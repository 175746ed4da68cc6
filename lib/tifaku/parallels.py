"""Parallel series (排比): adjacent segments of one template, within a sentence and over sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import Iterable, Iterator, NamedTuple

from tifaku.chains import chains
from tifaku.coinages import Find
from tifaku.moulds import UNFIT, is_frame, is_plain_list, shared, strength
from tifaku.pieces import Run, Span, mask, runs
from tifaku.refrains import left_edge, refrains
from tifaku.verbs import clause_verbs, in_word, mould_words

LONGEST = 24  # characters of a segment
MOST = 30  # segments of one series
ENOUGH = 3.25  # points that make a series
COUPLET = 4, 8  # characters of a couplet's halves
ALONE = {"+": 1.5, "＋": 1.5, "”": 0}  # points for filling a quotation or line: 3.5, but less between plus signs


class Series(NamedTuple):
    segments: tuple[Span, ...]
    points: float


def find_series(text: str, taken: Iterable[Span] = ()) -> list[Find]:
    """The parallel series of a text in order of start; none that is, or has as a segment, a span of `taken`.

    Of two series that overlap in part the one with more points stays; a series may lie within a segment of another.
    """
    masked, taken = mask(text), set(taken)
    all_runs = list(runs(text, masked))
    equal = (find for run in all_runs for find in _equal(text if run.whole else masked, run))
    found = _apart(sorted([*refrains(text, masked, all_runs), *equal], key=lambda find: -len(find.parts)))
    found = [f for f in found if (f.start, f.end) not in taken and not taken.intersection(f.parts)]
    segments = sorted(taken | {part for f in found for part in f.parts})
    return sorted([*found, *(f for f in chains(text) if not _inside(f, segments))], key=lambda f: f.start)


def _apart(finds: list[Find]) -> list[Find]:
    """The finds without those that cut across an earlier one in the list; one within a segment of another may stay."""
    kept: dict[Span, Find] = {}
    owner: dict[int, Find] = {}
    for find in finds:
        rivals = {owner[at] for at in range(find.start, find.end) if at in owner}
        if all(_within(find, rival.parts) or _within(rival, find.parts) for rival in rivals):
            kept.setdefault((find.start, find.end), find)
            owner.update(dict.fromkeys(range(find.start, find.end), find))
    return list(kept.values())


def _within(find: Find, parts: Iterable[Span]) -> bool:
    return any(s <= find.start and find.end <= e for s, e in parts)


def _inside(find: Find, spans: list[Span]) -> bool:
    at = bisect_right(spans, (find.start, find.end)) - 1
    return at >= 0 and find.end <= spans[at][1]


def _equal(text: str, run: Run) -> Iterator[Find]:
    for series in _series(text, run):
        yield Find("parallel_series", series.segments[0][0], series.segments[-1][1], series.segments)


def _series(text: str, run: Run) -> Iterator[Series]:
    """The best series from left to right: one that begins a piece later wins if it has more points."""
    at, best = 0, None
    while at < len(run.pieces) - 1:
        best = best or _best(text, run, at)
        rival = best and at + 2 < len(run.pieces) and _best(text, run, at + 1)
        if best and not (rival and rival.points > best.points):
            yield _widened(text, run, at, best)
            at += len(best.segments)
            best = None
        else:
            at, best = at + 1, rival or None


def _widened(text: str, run: Run, at: int, series: Series) -> Series:
    """The series with what clings to it: a first segment of its length after a verb, a last one after 和 'and'."""
    segments, length = list(series.segments), series.segments[0][1] - series.segments[0][0]
    (s, e), end = segments[0], segments[-1][1]
    if length > 2 and text[e - 1] == text[segments[1][1] - 1] and text[s] != text[segments[1][0]]:
        edge = left_edge(text, run.pieces[at][0], s + 1)
        edge += text[edge] in mould_words("preposition")
        suffixed = length == 3 and text[e - 1] in mould_words("suffix") and not in_word(text, s)
        if not suffixed and (in_word(text, s) or s - edge < 4 and not _after_opener(text, s)):
            segments[0] = min(edge, s), e
    if run.mark == "、" and end < run.pieces[at + len(segments) - 1][1] and text[end] in "和与及":
        if text[end + length : end + 1 + length] == text[end - 1]:
            segments.append((end + 1, end + 1 + length))
    if run.mark == "、" and at and segments[0][0] == run.pieces[at][0] and length > 3:
        s, e = run.pieces[at - 1]
        if e - s >= length and (e - s == length or text[e - length - 2 : e - length] in clause_verbs()):
            segments.insert(0, (e - length, e))
    return Series(tuple(segments), series.points)


def _best(text: str, run: Run, at: int) -> Series | None:
    (a0, a1), (b0, b1) = run.pieces[at : at + 2]
    longest = min(a1 - a0, b1 - b0, LONGEST)
    if run.whole or run.alone:
        lengths = {longest} if a1 - a0 == b1 - b0 else ()
    elif run.mark == "，":
        lengths = _clause_lengths(text, a0, a1, b0, b1)
    elif at > 0:  # only the first item of a list has words before it that are not its own, only the last has some after it
        lengths = (a1 - a0,)
    elif len(run.pieces) > 2:
        lengths = (b1 - b0,)
    else:
        lengths = {b1 - b0, a1 - a0, *_shared_lengths(text, a0, a1, b0, b1), _until_opener(text, b0, b1)}
    best = None
    for length in lengths:
        if 2 <= length <= longest:
            for series in _grown(text, run, at, length):
                if series.points >= ENOUGH and (best is None or _rank(series) > _rank(best)):
                    best = series
    return best


def _rank(series: Series) -> tuple:
    return series.points, len(series.segments), series.segments


def _clause_lengths(text: str, a0: int, a1: int, b0: int, b1: int) -> tuple[int, ...]:
    """The length of the second clause, or of the first: clauses are whole but for an opener or a word that leads on."""
    start = a1 - (b1 - b0)
    if start == a0 or start > a0 and (text[start : start + 2] == text[b0 : b0 + 2] or _after_opener(text, start)):
        return (b1 - b0,)
    if start < a0 and text[b0 + a1 - a0] in mould_words("after"):
        return (a1 - a0,)
    return ()


def _shared_lengths(text: str, a0: int, a1: int, b0: int, b1: int) -> Iterator[int]:
    """The lengths at which the head of the next piece, or the tail of this one, would be shared."""
    head = text.rfind(text[b0], max(a0, a1 - LONGEST), a1)
    tail = text.find(text[a1 - 1], b0, min(b1, b0 + LONGEST))
    if head >= 0:
        yield a1 - head
    if tail >= 0:
        yield tail + 1 - b0


def _until_opener(text: str, start: int, end: int) -> int:
    """How long a segment is that 的 or 等 follow."""
    return next((at - start for at in range(start + 2, min(end, start + 10)) if text[at] in "的等"), 0)


def _grown(text: str, run: Run, at: int, length: int) -> Iterator[Series]:
    """Every series of segments of this length from piece `at` on; only the first and last may be cut out of a piece."""
    a1 = run.pieces[at][1]
    segments, words, marks = [(a1 - length, a1)], [text[a1 - length : a1]], None
    if UNFIT.search(words[0]):
        return
    last = run.pieces[-1]
    for s, e in run.pieces[at + 1 : at + MOST]:
        if e - s < length or e - s > length and run.mark == "、" and (s, e) != last and text[s + length] not in "的等":
            return
        word = text[s : s + length]
        if word in words or UNFIT.search(word):
            return
        words.append(word)
        now = shared(words[-2], words[-1])
        marks = now if marks is None else marks & now
        if not marks and not run.whole and not run.alone:
            return
        segments.append((s, s + length))
        yield Series(tuple(segments), _points(text, run, at, segments, words, marks))
        if e - s > length:
            return


def _points(text: str, run: Run, at: int, segments: list[Span], words: list[str], marks: frozenset) -> float:
    """How sure the series is: the strength of its mould, more for where it stands alone, less for doubtful edges."""
    end = at + len(segments)
    left_cut, right_cut = run.pieces[at][0] < segments[0][0], segments[-1][1] < run.pieces[end - 1][1]
    points = strength(words, marks)
    if run.whole or run.alone:
        if left_cut or right_cut or len(segments) < len(run.pieces) or len(words[0]) == len(words) == 2:
            return 0
        if run.alone and not COUPLET[0] <= len(words[0]) <= COUPLET[1]:
            return points
        return points + ALONE.get(run.mark, 3.5)
    if is_plain_list(words):
        return 0
    if run.mark == "、":
        points += 0.5 + ("VV" in marks and len(words[0]) < 7)
        points -= (1 if is_frame(words[0], marks) else 1.5) * ((end < len(run.pieces)) + (at > 0))
    if text.startswith("等", segments[-1][1]):
        points -= 1 + (not marks & {"V", "VV"} and not is_frame(words[0], marks))
    points -= 0.5 * (left_cut and right_cut and len(words) == 2)
    points -= _left_doubt(text, segments[0][0], run, words, marks) if left_cut else 0
    return points - (_right_doubt(text, segments[-1][1], run, words, marks) if right_cut else 0)


def _left_doubt(text: str, start: int, run: Run, words: list[str], marks: frozenset) -> float:
    """How doubtful it is that the first segment begins here, inside a piece."""
    if _after_opener(text, start):
        return 0
    if run.mark == "，":
        return 0.5 if words[0][:2] == words[1][:2] else 1.5
    sure = words[0][0] == words[1][0] or marks & {"V", "VV", "AA"} or text[start - 2 : start] in clause_verbs()
    return 0 if sure else 0.5 if len(words) > 2 else 1


def _after_opener(text: str, start: int) -> bool:
    """Whether what stands before is no part of a segment: 的, 以, 进一步, 一批 …"""
    return any(text[start - n : start] in mould_words("before") for n in (1, 2, 3))


def _right_doubt(text: str, end: int, run: Run, words: list[str], marks: frozenset) -> float:
    """How doubtful it is that the last segment ends here, inside a piece."""
    if in_word(text, end):
        return 3
    if text[end] in mould_words("after"):
        return 0
    if text[end : end + 2] in clause_verbs() or words[0][-1] == words[1][-1]:
        return 0
    if "VV" in marks and len(words[0]) > 4:
        return 2
    return 1 if len(marks) > 1 or len(words) > 2 else 2
