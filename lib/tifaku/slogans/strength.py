"""Strength: how slogan-like a find is, from 0 to 1, by its form and by what stands round it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp

from tifaku.slogans import lexicon
from tifaku.slogans.pieces import Find

#: The strength from which on a slogan is marked at once; weaker ones can be switched on.
STRONG = 0.9
ROUND = 200  # characters before and behind a find in which signs of a story are counted
STORY = re.compile('[他她我你咱俺道]|[了着](?=[\u4e00-\u9fff])|[？?！!“"]')
POINTS = (0.5, 1, 2, 3, 4, 6)
FIXED = {"parallel_headings": 0.9, "plus_compound": 0.7, "coinage": 0.5, "quoted_other": 0.0}  # what has no points of its own
MORE = 0.1  # for a heading, for being said again and for expanding a formula, where there are no points


def strength(find: Find, text: str, heading: bool, expands: bool, repeated: bool) -> float:
    """How slogan-like a find is: for a parallel series the chance that it is one of official writing and not of a story.

    By the points of the series, its members, their length and evenness, its place in a heading or quotation, whether it is
    said again or expands a formula, and by persons, speech and aspect marks round it; the weights are fitted
    (data/slogan_weights.tsv, "strength"). Of the other types a fixed figure, more in a heading, said again or for a formula.
    """
    if find.type in FIXED:
        base = FIXED[find.type]
        return min(1.0, base + MORE * (heading + expands + repeated)) if base else 0.0
    known = lexicon.weights()["strength"]
    score = known["always"] + sum(known.get(name, 0.0) for name in signs(find, text, heading, expands, repeated))
    return round(1 / (1 + exp(-score)), 3)


def is_strong(value: float) -> bool:
    """Whether a slogan of this strength is marked at once."""
    return value >= STRONG


def signs(find: Find, text: str, heading: bool, expands: bool, repeated: bool) -> Iterator[str]:
    """The names of what tells how slogan-like a series is."""
    lengths = [end - start for start, end in find.parts]
    yield f"members {min(4, len(lengths))}"
    yield f"points {next((f'up to {n}' for n in POINTS if find.points <= n), 'more')}"
    yield f"length {next((f'up to {n}' for n in (3, 4, 8, 14) if sum(lengths) <= n * len(lengths)), 'more')}"
    if len(set(lengths)) == 1:
        yield "even"
    around = text[max(0, find.start - ROUND) : find.start] + text[find.end : find.end + ROUND]
    told = len(STORY.findall(around))
    yield f"told round it {next((f'up to {n}' for n in (0, 1, 3, 6, 10, 15) if told <= n), 'more')}"
    if STORY.search(text, find.start, find.end):
        yield "told in it"
    quoted = text[find.start - 1 : find.start] in ("“", "‘") and text[find.end : find.end + 1] in ("”", "’")
    for name, held in (("heading", heading), ("quotation", quoted), ("formula", expands), ("repeated", repeated)):
        if held:
            yield name
