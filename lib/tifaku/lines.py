"""Lines: where the lines of a text begin and end, and whether one ends a sentence."""

from __future__ import annotations

import re
from typing import Iterator

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CLOSING = "”’」』）)】》〉]"
_ENDING = "。！？!?…"


def line_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line that is not blank, without the space around it.

    >>> list(line_spans("标题\\n\\n  正文。\\n"))  # 'title', 'text'
    [(0, 2), (6, 9)]
    """
    for match in _LINE.finditer(text):
        line = match[0]
        left = line.lstrip()
        if left:
            start = match.end() - len(left)
            yield start, start + len(left.rstrip())


def ends_sentence(line: str) -> bool:
    """Whether the line ends in 。！？… ('full stop' and the like), closing quotes and brackets left aside."""
    bare = line.rstrip(_CLOSING)
    return bool(bare) and bare[-1] in _ENDING or bare.endswith(("……", "——"))
