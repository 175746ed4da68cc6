"""Even series: adjacent segments of one length, in lists, clauses and quotations."""

from __future__ import annotations

from typing import Iterable, Iterator

from tifaku.slogans.edges import after_opener, follows_on, left_edge
from tifaku.slogans.moulds import is_unfit, shared
from tifaku.slogans.pieces import Find, Run, Span
from tifaku.slogans.verbs import clause_verbs, in_word, mould_words
from tifaku.slogans.weights import ENOUGH, Draft, points

LONGEST = 24  # characters of a segment
MOST = 30  # segments of one series


def even_series(run: Run) -> Iterator[Find]:
    """The best series of a run from left to right: one that begins a piece later wins if it has more points and is no part."""
    lengths = _lengths(run)
    at, best = 0, None
    while lengths and at < len(run.words) - 1:
        best = best or _best(run, at, lengths)
        rival = best and _best(run, at + 1, lengths)
        if best and not (rival and rival[0] > best[0] and not set(rival[1].segments) <= set(best[1].segments)):
            segments = _widened(best[1])
            yield Find("parallel_series", segments[0][0], segments[-1][1], segments)
            at += len(best[1].segments)
            best = None
        else:
            at, best = at + 1, rival or None


def _best(run: Run, at: int, lengths: dict[int, Iterable[int]]) -> tuple[float, Draft] | None:
    """The draft from this piece on that has most points, and enough; then the one of most segments."""
    best = None
    for length in lengths.get(at, ()):
        for draft in _drafts(run, at, length):
            rank = points(draft), len(draft.segments), draft.segments
            if rank[0] >= ENOUGH and (best is None or rank > best[0]):
                best = rank, draft
    return best and (best[0][0], best[1])


def _lengths(run: Run) -> dict[int, Iterable[int]]:
    """The lengths that segments from a piece on can have, by the number of the piece; most pieces have none."""
    if run.whole or run.alone:
        found = ((at, len(one)) for at, (one, two) in _neighbours(run) if len(one) == len(two))
    elif run.mark == "，":
        found = _clause_lengths(run)
    elif len(run.words) == 2:
        return {0: _lengths_of_two(*run.words)}
    else:
        found = _item_lengths(run)
    return {at: (length,) for at, length in found if 1 < length <= LONGEST}


def _neighbours(run: Run) -> Iterator[tuple[int, tuple[str, str]]]:
    return enumerate(zip(run.words, run.words[1:]))


def _clause_lengths(run: Run) -> Iterator[tuple[int, int]]:
    """The length of the second clause, or of the first: clauses are whole but for an opener or a word that leads on."""
    for at, (one, two) in _neighbours(run):
        more = len(one) - len(two)
        if more < 0:
            if follows_on(two, len(one)):
                yield at, len(one)
        elif more == 0 or one[more : more + 2] == two[:2] or after_opener(run.text, run.pieces[at][0] + more):
            yield at, len(two)


def _item_lengths(run: Run) -> Iterator[tuple[int, int]]:
    """Only the first item of a list has words before it that are not its own, only the last has some after it."""
    for at, (one, two) in _neighbours(run):
        length = len(one) if at else len(two)
        if len(one) >= length == len(two) or len(two) > length and _may_end(run, at + 1, length):
            yield at, length


def _lengths_of_two(one: str, two: str) -> set[int]:
    """The lengths of two items in a list of their own: those of either, of what they share at an edge, and up to 的 or 等."""
    head, tail = one[-LONGEST:].rfind(two[0]), two[:LONGEST].find(one[-1])
    until = next((at for at, character in enumerate(two[2:10], 2) if character in "的等"), 0)
    lengths = {len(one), len(two), min(len(one), LONGEST) - head if head >= 0 else 0, tail + 1, until}
    return {length for length in lengths if 1 < length <= min(len(one), len(two), LONGEST)}


def _drafts(run: Run, at: int, length: int) -> Iterator[Draft]:
    """Every draft of segments of this length from piece `at` on; only the first and last may be cut out of a piece."""
    end = run.pieces[at][1]
    segments, words, marks = [(end - length, end)], [run.words[at][-length:]], None
    left_cut = len(run.words[at]) > length
    for number in range(at + 1, min(at + MOST, len(run.words))):
        word, more = run.words[number][:length], len(run.words[number]) - length
        if more < 0 or more > 0 and not _may_end(run, number, length):
            return
        now = shared(words[-1], word)
        marks = now if marks is None else marks & now
        if not marks and not run.whole and not run.alone or word in words or is_unfit((words[0], word)):
            return
        words.append(word)
        start = run.pieces[number][0]
        segments.append((start, start + length))
        yield Draft(run, at, tuple(segments), tuple(words), marks, left_cut, more > 0)
        if more:
            return


def _may_end(run: Run, number: int, length: int) -> bool:
    """Whether a segment can end inside its piece: in the last of a list but for its last character, or before 的 or 等."""
    words = run.words[number]
    return run.mark != "、" or number == len(run.words) - 1 and len(words) - length > 1 or words[length] in "的等"


def _widened(draft: Draft) -> tuple[Span, ...]:
    """The segments with what clings to them: a longer first one, one more before it, one more after 和 'and'."""
    text, segments, length = draft.run.text, list(draft.segments), len(draft.words[0])
    segments[0] = _longer_first(draft), segments[0][1]
    end = segments[-1][1]
    joined = draft.run.mark == "、" and draft.right_cut and text[end] in "和与及"
    if joined and text[end + length : end + 1 + length] == text[end - 1]:
        segments.append((end + 1, end + 1 + length))
    if draft.run.mark == "、" and draft.at and not draft.left_cut and length > 3:
        s, e = draft.run.pieces[draft.at - 1]
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
    edge = left_edge(text, draft.run.pieces[draft.at][0], start + 1)
    edge = min(start, edge + (text[edge] in mould_words("preposition")))
    return edge if inside or start - edge < 4 else start
