"""Lines: where the lines of a text begin and end, how they are set, and what their form says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Sequence

from tifaku.text.marks import CLOSING, ENDING
from tifaku.text.numerals import TENS

#: What ends a line in some files, besides "\n".
OTHER_LINE_ENDS = "\r\v\f\u2028\u2029"
_ENUMERATED = re.compile(
    rf"第[{TENS}百]{{1,4}}[章节部分条]|[{TENS}]{{1,3}}[、．.是要]|[（(][{TENS}\d]{{1,3}}[）)]"
    r"|\d{1,2}[、．](?!\d)|\d{1,2}\.(?!\d)|[①-⑳]"
)


@dataclass(slots=True)
class Line:
    """A line at start:end, with the line breaks before it (gap), the blanks it begins with (indent), and its label."""

    start: int
    end: int
    text: str
    gap: int = 0
    indent: int = 0
    kind: str | None = None
    role: str = ""


@lru_cache(maxsize=1)  # two rules of repair and the layout ask it of the same text
def line_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every line that is not blank, without the space around it.

    >>> line_spans("标题\\n\\n  正文。\\n")  # 'title', 'text'
    ((0, 2), (6, 9))
    """
    for mark in OTHER_LINE_ENDS:
        text = text.replace(mark, "\n")
    spans, end = [], -1
    for line in text.split("\n"):
        end += len(line) + 1
        left = line.lstrip()
        if left:
            start = end - len(left)
            spans.append((start, start + len(left.rstrip())))
    return tuple(spans)


def read_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, without labels yet."""
    lines, last, returns = [], 0, "\r" in text
    for start, end in line_spans(text):
        end_of_line = "\r" if returns and text.find("\n", last, start) < 0 else "\n"
        gap, at = text.count(end_of_line, last, start), text.rfind(end_of_line, last, start)
        lines.append(Line(start, end, text[start:end], gap, start - at - 1 if at >= 0 else start - last))
        last = end
    return lines


def ends_sentence(line: str) -> bool:
    """Whether the line ends in 。！？… ('full stop' and the like), closing quotes and brackets left aside."""
    bare = line.rstrip(CLOSING)
    return bool(bare) and bare[-1] in ENDING


def enumerator(line: str) -> str:
    """The number that a line begins with (一、 （二） 3. ④ 一是), or ''.

    >>> enumerator("（二）2023年工作安排"), enumerator("3.5亿元")
    ('（二）', '')
    """
    match = _ENUMERATED.match(line)
    return match[0] if match else ""


def usual_setting(lines: Sequence[Line]) -> tuple[int, int]:
    """The gap and the indent that most of the lines have."""
    return _usual([line.gap for line in lines]), _usual([line.indent for line in lines])


def _usual(values: Sequence[int]) -> int:
    if len(set(values)) < 2:  # as in most texts
        return values[0] if values else 0
    return Counter(values).most_common(1)[0][0]
