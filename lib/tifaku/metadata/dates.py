"""Dates: the date that a line states, and the year that an undated article must have been written in."""

from __future__ import annotations

import re
from typing import Iterator, NamedTuple, Sequence

from tifaku.layout.furniture import DATE
from tifaku.text.documents import Block, Fact
from tifaku.text.lexicons import rows

_HAN_DATE = re.compile(
    "(?P<year>[二一][〇○零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日(?P<time>)"
)
_DIGITS = str.maketrans("一二三四五六七八九〇○零", "123456789000")
_YEAR = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年(?!前|以前|之前)")
_PRESENT_YEAR = re.compile(r"((?:19|20)\d\d)年是[^。；]{0,40}?之年")
_THIS_YEAR = re.compile(r"今年(?:以来|上半年|初|\d{1,2}月)")
_ACHIEVED = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年，?[^\d，。；][^，。；]{0,20}?(?:实现|完成|获|被评为|达)")
_READ = 50_000  # an article tells its year within so many characters


class Moment(NamedTuple):
    """A date (ISO) at start:end of a line and the time of day ('' where there is none), which ends there."""

    date: str
    time: str
    start: int
    end: int


def find_moment(line: str) -> Moment | None:
    """The first date of a line, in digits or in Chinese numerals; None where there is none or no such day exists.

    >>> find_moment("来源：中国网 时间：2022-03-01 11:56:53")  # 'source: China Net, time: …'
    Moment(date='2022-03-01', time='11:56:53', start=10, end=29)
    >>> find_moment("二〇二三年十月四日").date
    '2023-10-04'
    """
    found = DATE.search(line) or _HAN_DATE.search(line)
    if not found:
        return None
    year, month, day = (_number(found[part]) for part in ("year", "month", "day"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Moment(f"{year}-{month:02}-{day:02}", (found["time"] or "").replace("：", ":"), *found.span())


def _number(numeral: str) -> int:
    """The number that digits or Chinese numerals write: 2022, 二〇二二, 十, 二十四."""
    tens, ten, ones = numeral.translate(_DIGITS).partition("十")
    return 10 * int(tens or 1) + int(ones or 0) if ten else int(tens)


def year_hint(text: str, blocks: Sequence[Block]) -> Fact | None:
    """The year in which an article was written, inferred from what it calls present; None where nothing tells.

    In this order: the year of the title, '2021 is the year of …', the slogans of data/year_hints.tsv, the year before
    'this year' whose results are told. A later year anywhere in the text contradicts the hint, and there is none.
    """
    text = text[:_READ]
    hint = next(_hints(text, blocks), None)
    latest = max((int(year[1]) for year in _YEAR.finditer(text)), default=0)
    return hint if hint and latest <= int(hint.value) else None


def _hints(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    for block in blocks:
        if block.kind == "title" and (year := _YEAR.search(text, block.start, block.end)):
            yield Fact(int(year[1]), *year.span(), "inferred", "year in the title")
    if present := _PRESENT_YEAR.search(text):
        yield Fact(int(present[1]), *present.span(), "inferred", "called the present year")
    for row in rows("year_hints"):
        if (at := text.find(row["phrase"])) >= 0:
            yield Fact(int(row["year"]), at, at + len(row["phrase"]), "inferred", row["gloss"])
    now = _THIS_YEAR.search(text)
    if now and (achieved := max(_ACHIEVED.finditer(text), key=lambda match: match[1], default=None)):
        note = f"results of {achieved[1]} are told before {now[0]} ('this year') at {now.start()}"
        yield Fact(int(achieved[1]) + 1, *achieved.span(), "inferred", note)
