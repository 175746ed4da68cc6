"""Lines: where the lines of a text begin and end, how they are set, and what their form says."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Iterator, NamedTuple, Sequence

from tifaku.text.marks import CLOSING, ENDING
from tifaku.text.numerals import ONES, TENS

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
    lines, last = [], 0
    for start, end in line_spans(text):
        between = text[last:start]
        indent = len(between) - 1 - max(between.rfind("\n"), between.rfind("\r"))
        lines.append(Line(start, end, text[start:end], between.count("\n") or between.count("\r"), indent))
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
    gaps = Counter(line.gap for line in lines).most_common(1)
    indents = Counter(line.indent for line in lines).most_common(1)
    return (gaps[0][0], indents[0][0]) if lines else (0, 0)


_TIME = r"(?:[T\s\u3000,，]*(?P<time>\d{1,2}[:：]\d\d(?:[:：]\d\d)?))?"
#: A date in digits, with or without a time of day, as it stands in a source line.
DATE = re.compile(
    r"(?<!\d)(?P<year>[12１２][09０９]\d\d)\s?(?:[-./．－／]|年/?|\s(?=\d\d\s?/))\s?(?P<month>\d{1,2})\s?(?:[-./．－／]|月/?)\s?(?P<day>\d{1,2})(?:\s?日)?"
    + _TIME
)
_SHORT = re.compile(r"(?<!\d)(?P<year>\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?=\s?\d\d:)" + _TIME)  # 21-09-23 10:24
_NUMERAL = f"〇○Ｏ零{ONES}"
_HAN = re.compile(rf"(?P<year>[二一][{_NUMERAL}]{{3}})年(?P<month>[元{TENS}]{{1,2}})月(?P<day>[{TENS}廿]{{1,3}})日(?P<time>)")
_REPUBLIC = re.compile(
    r"(?:中[华華])?民[国國]\s?(?P<year>\d{2,3})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日(?P<time>)"
)
_DIGITS = str.maketrans(f"元{ONES}〇○Ｏ零", "11234567890000")
_FIRST_YEAR = 1911  # year 1 of the Republic is 1912


class Moment(NamedTuple):
    """A date (ISO) at start:end of a line and the time of day ('' where there is none), which ends there."""

    date: str
    time: str
    start: int
    end: int


def find_moment(line: str) -> Moment | None:
    """The first date of a line, in digits, Chinese numerals or years of the Republic; None where there is no such day.

    >>> find_moment("来源：中国网 时间：2022-03-01 11:56:53")  # 'source: China Net, time: …'
    Moment(date='2022-03-01', time='11:56:53', start=10, end=29)
    >>> find_moment("二〇二三年十月四日").date, find_moment("2021-02-30")
    ('2023-10-04', None)
    """
    return next(moments(line), None)


def moments(line: str) -> Iterator[Moment]:
    """All dates of a line that are days, in order of their form and then of their place."""
    for pattern, first in ((DATE, 0), (_SHORT, 2000), (_HAN, 0), (_REPUBLIC, _FIRST_YEAR)):
        for found in pattern.finditer(line):
            try:
                day = datetime.date(first + _number(found["year"]), _number(found["month"]), _number(found["day"]))
            except ValueError:
                continue
            yield Moment(day.isoformat(), (found["time"] or "").replace("：", ":"), *found.span())


def _number(numeral: str) -> int:
    """The number that digits or Chinese numerals write: 2022, ２０２２, 二〇二二, 十, 二十四, 廿四."""
    tens, ten, ones = numeral.replace("廿", "二十").translate(_DIGITS).partition("十")
    return 10 * int(tens or 1) + int(ones or 0) if ten else int(tens)
