"""Parallel series (排比): adjacent segments of one template, within a sentence and over sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import Iterable

from tifaku.slogans.chains import chains
from tifaku.slogans.even import even_series
from tifaku.slogans.parts import part_series
from tifaku.slogans.pieces import Find, Place, mask, runs, sentences
from tifaku.slogans.refrains import refrains


def find_series(text: str, taken: Iterable[Place] = ()) -> list[Find]:
    """The parallel series of a text in order of start; none that is, or has as a segment, a span of `taken`.

    Of two series that overlap in part the one of more segments stays; a series may lie within a segment of another.
    """
    masked, taken = mask(text), set(taken)
    all_sentences = list(sentences(masked))
    all_runs = list(runs(text, masked, all_sentences))
    series = [*refrains(all_runs), *part_series(masked, all_sentences), *even_series(all_runs)]
    found = _apart(sorted(series, key=lambda find: -len(find.parts)))
    found = [f for f in found if (f.start, f.end) not in taken and not taken.intersection(f.parts)]
    segments = sorted(taken | {part for f in found for part in f.parts})
    return sorted([*found, *(f for f in chains(text) if not _inside(f, segments))], key=lambda f: f.start)


def _apart(finds: list[Find]) -> list[Find]:
    """The finds without those that cut across an earlier one in the list; one within a segment of another may stay."""
    kept: dict[Place, Find] = {}
    owner: dict[int, Find] = {}
    for find in finds:
        rivals = {owner[at] for at in range(find.start, find.end) if at in owner}
        if all(_within(find, rival.parts) or _within(rival, find.parts) for rival in rivals):
            kept.setdefault((find.start, find.end), find)
            owner.update(dict.fromkeys(range(find.start, find.end), find))
    return list(kept.values())


def _within(find: Find, parts: Iterable[Place]) -> bool:
    return any(s <= find.start and find.end <= e for s, e in parts)


def _inside(find: Find, spans: list[Place]) -> bool:
    at = bisect_right(spans, (find.start, find.end)) - 1
    return at >= 0 and find.end <= spans[at][1]
