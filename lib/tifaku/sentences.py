"""Sentences: where they end, in Chinese as it is written."""

from __future__ import annotations

import re

#: Up to and including the closing mark with its quotation marks and brackets, or to the end of the line.
SENTENCE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?…]+[”’』」）)》]*|\n|$)")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of text[start:end] as spans that leave nothing out but blank stretches; linear.

    >>> sentences("抓班子。带队伍")  # 'grasp the leading group. Lead the team'
    [(0, 4), (4, 7)]

    Limit: a full stop inside a quotation ends a sentence too.
    """
    end = len(text) if end is None else end
    found, at = [], start
    while at < end:
        stop = max(at + 1, min(end, SENTENCE.match(text, at, end).end()))
        if not text[at:stop].isspace():
            found.append((at, stop))
        at = stop
    return found
