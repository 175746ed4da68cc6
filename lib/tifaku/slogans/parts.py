"""Parts: series of whole parts of a sentence between semicolons, each of two clauses or more."""

from __future__ import annotations

from typing import Iterable, Iterator

from tifaku.slogans.moulds import is_unfit
from tifaku.slogans.pieces import Find, Sentence, split


def part_series(masked: str, sentences: Iterable[Sentence]) -> Iterator[Find]:
    """Parts of as many clauses, two or more, whose later clauses open with the same character each:
    面对疫情，一名名党员冲锋在前；面对洪灾，一批批干部坚守一线."""
    for sentence in sentences:
        if "；" in sentence.words and "，" in sentence.words:
            yield from _alike(masked, *split(sentence.words, sentence.start, "；"))


def _alike(masked: str, starts: list[int], parts: list[str]) -> Iterator[Find]:
    openings = [[clause[0] for clause in part.split("，") if clause][1:] for part in parts]
    spans = [(start, start + len(part)) for start, part in zip(starts, parts)]
    at = 0
    while at < len(parts) - 1:
        end = at + 1
        while end < len(parts) and openings[at] and openings[end] == openings[at]:
            end += 1
        if end - at > 1 and not is_unfit([masked[s:e] for s, e in spans[at:end]]):
            yield Find("parallel_series", spans[at][0], spans[end - 1][1], tuple(spans[at:end]))
        at = end
