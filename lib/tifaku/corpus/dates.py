"""Dates: what a cell or the head of an export says of a day, in any of the forms that people and programs write."""

from __future__ import annotations

import datetime
import re

from tifaku.layout.lines import find_moment

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
