"""Even series: adjacent segments of one length, in lists, clauses and quotations."""

from __future__ import annotations

from typing import Iterable, Iterator

from tifaku.slogans.edges import after_opener, follows_on, left_edge
from tifaku.slogans.moulds import UNFIT, shared
from tifaku.slogans.pieces import Find, Run, Span
from tifaku.slogans.verbs import clause_verbs, in_word, mould_words
from tifaku.slogans.weights import ENOUGH, Draft, points

LONGEST = 24  # characters of a segment
MOST = 30  # segments of one series


def even_series(text: str, run: Run) -> Iterator[Find]:
    """The best series of a run from left to right: one that begins a piece later wins if it has more points and is no part."""
    at, best = 0, None
    while at < len(run.pieces) - 1:
        best = best or _best(text, run, at)
        rival = best and at + 2 < len(run.pieces) and _best(text, run, at + 1)
        if best and not (rival and rival[0] > best[0] and not set(rival[1].segments) <= set(best[1].segments)):
            segments = _widened(text, best[1])
            yield Find("parallel_series", segments[0][0], segments[-1][1], segments)
            at += len(best[1].segments)
            best = None
        else:
            at, best = at + 1, rival or None


def _best(text: str, run: Run, at: int) -> tuple[float, Draft] | None:
    """The draft from this piece on that has most points, and enough; then the one of most segments."""
    (a0, a1), (b0, b1) = run.pieces[at : at + 2]
    best = None
    for length in _lengths(text, run, at):
        if 2 <= length <= min(a1 - a0, b1 - b0, LONGEST):
            for draft in _drafts(text, run, at, length):
                rank = points(text, draft), len(draft.segments), draft.segments
                if rank[0] >= ENOUGH and (best is None or rank > best[0]):
                    best = rank, draft
    return best and (best[0][0], best[1])


def _lengths(text: str, run: Run, at: int) -> Iterable[int]:
    """The lengths that segments from this piece on can have."""
    (a0, a1), (b0, b1) = run.pieces[at : at + 2]
    if run.whole or run.alone:
        return (a1 - a0,) if a1 - a0 == b1 - b0 else ()
    if run.mark == "，":
        return _clause_lengths(text, a0, a1, b0, b1)
    if at > 0:  # only the first item of a list has words before it that are not its own, only the last has some after it
        return (a1 - a0,)
    if len(run.pieces) > 2:
        return (b1 - b0,)
    return {b1 - b0, a1 - a0, *_shared_lengths(text, a0, a1, b0, b1), _until_opener(text, b0, b1)}


def _clause_lengths(text: str, a0: int, a1: int, b0: int, b1: int) -> tuple[int, ...]:
    """The length of the second clause, or of the first: clauses are whole but for an opener or a word that leads on."""
    start = a1 - (b1 - b0)
    if start == a0 or start > a0 and (text[start : start + 2] == text[b0 : b0 + 2] or after_opener(text, start)):
        return (b1 - b0,)
    return (a1 - a0,) if start < a0 and follows_on(text, b0 + a1 - a0) else ()


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


def _drafts(text: str, run: Run, at: int, length: int) -> Iterator[Draft]:
    """Every draft of segments of this length from piece `at` on; only the first and last may be cut out of a piece."""
    a1 = run.pieces[at][1]
    segments, words, marks = [(a1 - length, a1)], [text[a1 - length : a1]], None
    if UNFIT.search(words[0]):
        return
    for s, e in run.pieces[at + 1 : at + MOST]:
        word = text[s : s + length]
        if e - s < length or word in words or UNFIT.search(word) or not _may_end(text, run, s + length, e):
            return
        now = shared(words[-1], word)
        marks = now if marks is None else marks & now
        if not marks and not run.whole and not run.alone:
            return
        words.append(word)
        segments.append((s, s + length))
        yield Draft(run, at, tuple(segments), tuple(words), marks)
        if e - s > length:
            return


def _may_end(text: str, run: Run, at: int, end: int) -> bool:
    """Whether a segment can end here: with its piece, in the last piece of a list but for its last character, before 的 or 等."""
    return at == end or run.mark != "、" or end == run.pieces[-1][1] and end - at > 1 or text[at] in "的等"


def _widened(text: str, draft: Draft) -> tuple[Span, ...]:
    """The segments with what clings to them: a longer first one, one more before it, one more after 和 'and'."""
    segments, length = list(draft.segments), len(draft.words[0])
    segments[0] = _longer_first(text, draft), segments[0][1]
    end = segments[-1][1]
    joined = draft.run.mark == "、" and draft.right_cut and text[end] in "和与及"
    if joined and text[end + length : end + 1 + length] == text[end - 1]:
        segments.append((end + 1, end + 1 + length))
    if draft.run.mark == "、" and draft.at and not draft.left_cut and length > 3:
        s, e = draft.run.pieces[draft.at - 1]
        if e - s == length or e - s > length and text[e - length - 2 : e - length] in clause_verbs():
            segments.insert(0, (e - length, e))
    return tuple(segments)


def _longer_first(text: str, draft: Draft) -> int:
    """Where a first segment begins that shares its end with the others: 党的政治建设、组织建设, not 政治建设."""
    start, words = draft.segments[0][0], draft.words
    if len(words[0]) < 3 or words[0][-1] != words[1][-1] or words[0][0] == words[1][0]:
        return start
    inside = in_word(text, start)
    if not inside and (after_opener(text, start) or len(words[0]) == 3 and words[0][-1] in mould_words("suffix")):
        return start
    edge = left_edge(text, draft.run.pieces[draft.at][0], start + 1)
    edge = min(start, edge + (text[edge] in mould_words("preposition")))
    return edge if inside or start - edge < 4 else start
