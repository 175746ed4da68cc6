"""Neighbours: where the first two segments of an even series can stand side by side, told by lengths and what they share."""

from __future__ import annotations

import re
from typing import Iterable, Iterator

from tifaku.slogans.edges import after_opener, follows_on
from tifaku.slogans.moulds import Marks, shared
from tifaku.slogans.pieces import Run

LONGEST = 24  # characters of a segment
UNTIL = re.compile("[的等]")

#: By the number of the first of two pieces, the lengths that segments in them can have, each with what they share.
Pairs = dict[int, list[tuple[int, Marks]]]


def neighbours(run: Run) -> Pairs:
    """Where two segments can stand side by side; most pieces are in no pair."""
    found: Pairs = {}
    for at, length in _lengths(run):
        if 1 < length <= LONGEST:
            marks = shared(run.words[at][-length:], run.words[at + 1][:length])
            if marks or run.whole or run.alone:
                found.setdefault(at, []).append((length, marks))
    return found


def _lengths(run: Run) -> Iterable[tuple[int, int]]:
    if run.whole or run.alone:
        pairs = enumerate(zip(run.words, run.words[1:]))
        return ((at, len(one)) for at, (one, two) in pairs if len(one) == len(two))
    if run.mark == "，":
        return _of_clauses(run)
    if len(run.words) > 2:
        return _of_items(run)
    return ((0, length) for length in _of_two_items(*run.words) if may_end(run, 1, length))


def _of_clauses(run: Run) -> Iterator[tuple[int, int]]:
    """The length of the second clause, or of the first: clauses are whole but for an opener or a word that leads on."""
    for at, (one, two) in enumerate(zip(run.words, run.words[1:])):
        more = len(one) - len(two)
        if more < 0:
            if follows_on(two, len(one)):
                yield at, len(one)
        elif more == 0 or one[more : more + 2] == two[:2] or after_opener(run.text, run.starts[at] + more):
            yield at, len(two)


def _of_items(run: Run) -> Iterator[tuple[int, int]]:
    """Only the first item of a list has words before it that are not its own, only the last has some after it."""
    one, two = run.words[:2]
    if len(one) >= len(two):
        yield 0, len(two)
    for at in range(1, len(run.words) - 1):
        one, two = two, run.words[at + 1]
        if len(one) <= len(two) and may_end(run, at + 1, len(one)):
            yield at, len(one)


def may_end(run: Run, number: int, length: int) -> bool:
    """Whether a segment of this length can end a piece, or inside it: in the last one of a list but for its last character,
    before 的 or 等, anywhere in a clause."""
    words = run.words[number]
    more = len(words) - length
    return more == 0 or run.mark != "、" or more > 1 and number == len(run.words) - 1 or words[length] in "的等"


def _of_two_items(one: str, two: str) -> set[int]:
    """The lengths of either item, of what they share at an edge, and up to 的 or 等."""
    lengths = {len(one), len(two), two.find(one[-1], 0, LONGEST) + 1}
    head, until = one[-LONGEST:].rfind(two[0]), UNTIL.search(two, 2, 10)
    if head >= 0:
        lengths.add(min(len(one), LONGEST) - head)
    if until:
        lengths.add(until.start())
    longest = min(len(one), len(two))
    return {length for length in lengths if length <= longest}
