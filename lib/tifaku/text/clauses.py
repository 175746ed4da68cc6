"""Sentences: where they end, in Chinese as it is written."""

from __future__ import annotations

import re

#: Up to and including the closing mark with its quotation marks and brackets, or to the end of the line.
SENTENCE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?…]+[”’』」）)》]*|\n|$)")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of text[start:end] as (start, end) pairs, which leave out nothing but blank stretches.

    >>> sentences("抓班子。带队伍")  # 'grasp the leading group. Lead the team'
    [(0, 4), (4, 7)]

    Takes time in proportion to the length. Limit: a full stop inside a quotation ends a sentence too.
    """
    spans = map(re.Match.span, SENTENCE.finditer(text, start, len(text) if end is None else end))
    return [(s, e) for s, e in spans if s < e and not (text[s].isspace() and text[s:e].isspace())]
