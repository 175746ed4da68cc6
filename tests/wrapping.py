"""Wrap sound text as page layouts do, and say where the breaks are; used by the tests of wraps and its benchmark."""

from __future__ import annotations

import random

NEVER_FIRST = "，。、；：！？”’）》】"


def at_width(paragraph: str, width: int) -> list[str]:
    """The lines of a paragraph set at a width; a mark that cannot begin a line takes a character with it."""
    lines = []
    while len(paragraph) > width:
        cut = width
        while cut > width - 3 and paragraph[cut] in NEVER_FIRST:
            cut -= 1
        lines.append(paragraph[:cut])
        paragraph = paragraph[cut:]
    return [*lines, paragraph]


def anywhere(paragraph: str, rng: random.Random) -> list[str]:
    """The paragraph in one to three pieces, cut where no sentence ends, as by the columns of a newspaper page."""
    if len(paragraph) < 80 or rng.random() < 0.4:
        return [paragraph]
    cuts = sorted(rng.sample(range(8, len(paragraph) - 8), rng.choice([1, 1, 2])))
    cuts = [cut for cut in cuts if paragraph[cut] not in NEVER_FIRST and paragraph[cut - 1] not in "。！？：；"]
    return [paragraph[start:end] for start, end in zip([0, *cuts], [*cuts, len(paragraph)])]


#: name: (width or None for anywhere, break inside a paragraph, break between paragraphs, indent)
STYLES = {
    "lines": (30, "\n", "\n", ""),
    "blank lines everywhere": (38, "\n\n", "\n\n", ""),
    "blank lines between paragraphs": (42, "\n", "\n\n", ""),
    "indented paragraphs": (28, "\n", "\n", "\u3000\u3000"),
    "columns": (None, "\n", "\n", ""),
    "columns, blank lines everywhere": (None, "\n\n", "\n\n", ""),
}


def wrapped(paragraphs: list[str], style: str, seed: int = 11357) -> tuple[str, set[int]]:
    """The text wrapped in a style and the offsets at which its wraps begin."""
    rng = random.Random(seed)
    width, inside, between, indent = STYLES[style]
    text, breaks = "", set()
    for paragraph in paragraphs:
        pieces = at_width(indent + paragraph, width) if width else anywhere(paragraph, rng)
        text += between if text else ""
        for number, piece in enumerate(pieces):
            if number:
                breaks.add(len(text.rstrip()))
                text += inside
            text += piece
    return text, breaks
