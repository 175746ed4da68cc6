"""Dates: the days that a line of an article, a cell of a table or the head of an export names, in any form that people write."""

from __future__ import annotations

import datetime
import re
from typing import Iterator, NamedTuple

from tifaku.text.numerals import ONES, TENS

_TIME = r"(?:[T\s\u3000,，]*(?P<time>\d{1,2}[:：]\d\d(?:[:：]\d\d)?))?"
#: A date in digits, with or without a time of day, as it stands in a source line.
DATE = re.compile(
    r"(?P<year>[12１２](?<!\d[12１２])[09０９]\d\d)\s?(?:[-./．－／]|年/?|\s(?=\d\d\s?/))\s?(?P<month>\d{1,2})\s?(?:[-./．－／]|月/?)\s?(?P<day>\d{1,2})(?:\s?日)?"
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
_FORMS = ((DATE, 0, ""), (_SHORT, 2000, "-"), (_HAN, 0, "月"), (_REPUBLIC, _FIRST_YEAR, "月"))  # with a sign that each has
_DATED = re.compile(r"[09０９]\d\d[\s年./．－／-]{1,4}\d|\d\d-\d\d-|月.{1,5}日")  # a quick look


class Moment(NamedTuple):
    """A date (ISO) and the time of day behind it ('' where there is none), which together stand at start:end of a line."""

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
    return next(moments(line), None) if _DATED.search(line) else None


def moments(line: str) -> Iterator[Moment]:
    """All dates of a line that are days, in order of their form and then of their place."""
    for pattern, first, sign in _FORMS:
        for found in pattern.finditer(line) if sign in line else ():
            try:
                day = datetime.date(first + _number(found["year"]), _number(found["month"]), _number(found["day"]))
            except ValueError:
                continue
            yield Moment(day.isoformat(), (found["time"] or "").replace("：", ":"), *found.span())


def _number(numeral: str) -> int:
    """The number that digits or Chinese numerals write: 2022, ２０２２, 二〇二二, 十, 二十四, 廿四."""
    tens, ten, ones = numeral.replace("廿", "二十").translate(_DIGITS).partition("十")
    return 10 * int(tens or 1) + int(ones or 0) if ten else int(tens)


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAME = "(?P<name>" + "|".join(_MONTHS) + r")[a-z]*\.?"
_ENGLISH = (
    re.compile(rf"\b{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_NAME},?\s+(?P<year>\d{{4}})\b", re.I),
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d{1,5}\b)")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*(?:[-/.]|年)\s*(1[0-2]|0?[1-9])\s*月?(?:份)?")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?(?:\.0+)?")
_NUMBER = re.compile(r"\d+(?:\.\d*)?")
_EXCEL = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet, which counts a 29 February 1900
_FIRST_SERIAL, _LAST_SERIAL = 7_000, 80_000  # 1919 to 2119
_CHINA = datetime.timezone(datetime.timedelta(hours=8))


def iso_date(value: object) -> str | None:
    """The day that a value names, as ISO date; a month (2021-07) or a year where it names no more; None where it names none.

    Reads dates in digits with any separator, in Chinese numerals, of the Republic, in English, without separators (20210722),
    the serial numbers by which Excel counts days, and seconds or milliseconds since 1970, which are read in China's time.
    >>> [iso_date(cell) for cell in ("2021/7/22 08:00", "二〇二一年七月二十二日", 44399, "44399.5", "Jul 22, 2021", "2021年7月")]
    ['2021-07-22', '2021-07-22', '2021-07-22', '2021-07-22', '2021-07-22', '2021-07']
    >>> iso_date("2021-02-30"), iso_date("昨天")  # 'yesterday'
    (None, None)
    """
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value).strip()
    if _NUMBER.fullmatch(text) and not (isinstance(value, str) and _MONTH.fullmatch(text)):
        return _of_number(text)
    moment = find_moment(text)
    if moment:
        return moment.date
    for english in filter(None, (pattern.search(text) for pattern in _ENGLISH)):
        return _day(int(english["year"]), _MONTHS.index(english["name"].lower()) + 1, int(english["day"]))
    if compact := _COMPACT.search(text):
        return _day(*map(int, compact.groups()))
    if month := _MONTH.fullmatch(text):
        return f"{month[1]}-{int(month[2]):02}"
    year = _YEAR.fullmatch(text)
    return year[1] if year else None


def _of_number(text: str) -> str | None:
    whole = text.partition(".")[0]
    if len(whole) == 4:
        return whole if whole[:2] in ("19", "20") else None
    if len(whole) == 8:
        return _day(int(whole[:4]), int(whole[4:6]), int(whole[6:]))
    if len(whole) == 14:  # 20210722083000
        return _day(int(whole[:4]), int(whole[4:6]), int(whole[6:8]))
    if len(whole) in (9, 10, 12, 13):
        seconds = int(whole) // (1000 if len(whole) > 10 else 1)
        return datetime.datetime.fromtimestamp(seconds, _CHINA).date().isoformat()
    if len(whole) == 6 and _MONTH.fullmatch(f"{whole[:4]}-{whole[4:]}"):
        return f"{whole[:4]}-{whole[4:]}"
    days = int(whole) if len(whole) <= 5 else 0
    return (_EXCEL + datetime.timedelta(days)).isoformat() if _FIRST_SERIAL <= days <= _LAST_SERIAL else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
