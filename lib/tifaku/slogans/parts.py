"""Parts: series of whole parts of a sentence between semicolons, each of two clauses or more."""

from __future__ import annotations

from typing import Iterable, Iterator

from tifaku.slogans.moulds import is_unfit
from tifaku.slogans.pieces import Find, Sentence, split


def part_series(masked: str, sentences: Iterable[Sentence]) -> Iterator[Find]:
    """Parts of as many clauses, two or more, whose later clauses open with the same character each: 面对X，一名名Y；面对Z，一批批W."""
    for sentence in sentences:
        if "；" in sentence.words and "，" in sentence.words:
            yield from _alike(masked, list(split(sentence.words, sentence.start, "；")))


def _alike(masked: str, parts: list[tuple[int, str]]) -> Iterator[Find]:
    openings = [[clause[0] for _, clause in split(words, 0, "，")] for _, words in parts]
    spans = [(start, start + len(words)) for start, words in parts]
    at = 0
    while at < len(parts) - 1:
        end = at + 1
        while end < len(parts) and len(openings[at]) > 1 and openings[end][1:] == openings[at][1:]:
            end += 1
        if end - at > 1 and not is_unfit([masked[s:e] for s, e in spans[at:end]]):
            yield Find("parallel_series", spans[at][0], spans[end - 1][1], tuple(spans[at:end]))
        at = end
