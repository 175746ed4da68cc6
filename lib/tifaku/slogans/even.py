"""Even series: adjacent segments of one length, in lists, clauses and quotations."""

from __future__ import annotations

from typing import Iterable, Iterator

from tifaku.slogans.edges import after_opener, left_edge
from tifaku.slogans.moulds import UNFIT, Marks, shared
from tifaku.slogans.neighbours import Pairs, may_end, neighbours
from tifaku.slogans.pieces import MOST, Find, Place, Run
from tifaku.slogans.verbs import in_word, mould_words
from tifaku.slogans.weights import ENOUGH, Draft, points
from tifaku.text.lexicons import clause_verbs


def even_series(runs: Iterable[Run]) -> list[Find]:
    """The even series of all runs; their pairs are told first, which is quicker than run by run."""
    paired = [(run, pairs) for run in runs if (pairs := neighbours(run))]
    return [find for run, pairs in paired for find in _of_run(run, pairs)]


def _of_run(run: Run, pairs: Pairs) -> Iterator[Find]:
    """The best series of a run from left to right: one that begins a piece later wins if it has more points and is no part."""
    at, best = 0, None
    while at < len(run.words) - 1:
        best = best or _best(run, at, pairs)
        rival = best and _best(run, at + 1, pairs)
        if best and not (rival and rival[0] > best[0] and not set(rival[1].segments) <= set(best[1].segments)):
            segments = _widened(best[1])
            yield Find("parallel_series", segments[0][0], segments[-1][1], segments)
            at += len(best[1].segments)
            best = None
        else:
            at, best = at + 1, rival or None


def _best(run: Run, at: int, pairs: Pairs) -> tuple[float, Draft] | None:
    """The draft from this piece on that has most points, and enough; then the one of most segments."""
    best = None
    for length, marks in pairs.get(at, ()):
        for draft in _drafts(run, at, length, marks):
            rank = points(draft), len(draft.segments), draft.segments
            if rank[0] >= ENOUGH and (best is None or rank > best[0]):
                best = rank, draft
    return best and (best[0][0], best[1])


def _drafts(run: Run, at: int, length: int, marks: Marks) -> Iterator[Draft]:
    """Every draft of segments of this length from piece `at` on; only the first and last may be cut out of a piece."""
    start, end = run.span(at)
    segments, words = [(end - length, end)], [run.words[at][-length:]]
    if UNFIT.search(words[0]):
        return
    for number in range(at + 1, min(at + MOST, len(run.words))):
        word, more = run.words[number][:length], len(run.words[number]) - length
        if number > at + 1:  # what holds between the first two is known
            if more < 0 or not may_end(run, number, length):
                return
            marks &= shared(words[-1], word)
        if not marks and not run.whole and not run.alone or word in words or UNFIT.search(word):
            return
        words.append(word)
        segments.append((run.starts[number], run.starts[number] + length))
        yield Draft(run, at, tuple(segments), tuple(words), marks, start < segments[0][0], more > 0)
        if more:
            return


def _widened(draft: Draft) -> tuple[Place, ...]:
    """The segments with what clings to them: a longer first one, one more before it, one more after 和 'and'."""
    text, segments, length = draft.run.text, list(draft.segments), len(draft.words[0])
    segments[0] = _longer_first(draft), segments[0][1]
    end = segments[-1][1]
    joined = draft.run.mark == "、" and draft.right_cut and text[end] in "和与及"
    if joined and text[end + length : end + 1 + length] == text[end - 1]:
        segments.append((end + 1, end + 1 + length))
    if draft.run.mark == "、" and draft.at and not draft.left_cut and length > 3:
        s, e = draft.run.span(draft.at - 1)
        if e - s == length or e - s > length and text[e - length - 2 : e - length] in clause_verbs():
            segments.insert(0, (e - length, e))
    return tuple(segments)


def _longer_first(draft: Draft) -> int:
    """Where a first segment begins that shares its end with the others: 党的政治建设、组织建设, not 政治建设."""
    text, start, words = draft.run.text, draft.segments[0][0], draft.words
    if len(words[0]) < 3 or words[0][-1] != words[1][-1] or words[0][0] == words[1][0]:
        return start
    inside = in_word(text, start)
    if not inside and (after_opener(text, start) or len(words[0]) == 3 and words[0][-1] in mould_words("suffix")):
        return start
    edge = left_edge(text, draft.run.starts[draft.at], start + 1)
    edge = min(start, edge + (text[edge] in mould_words("preposition")))
    return edge if inside or start - edge < 4 else start
