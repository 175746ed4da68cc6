"""Periods: in which year, half, quarter, month or group of the reader's own an article stands, and which have none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tifaku.text.documents import Document

#: How many months each of the periods of time has.
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
#: Before this year there was no Communist Party of China: such a date is a slip, or a program's zero.
EARLIEST = 1921
#: Below this many articles a share is an example, not a rate.
FEW = 30
_DATE = re.compile(r"\s*(\d{4})(?:\s*[-/.年]?\s*(\d{1,2})(?:\s*[-/.月]?\s*(\d{1,2}))?)?")


class When(NamedTuple):
    """The period of an article (None: it has none, and `why` says why), and its date as far as it is known (ISO)."""

    period: int | str | None
    date: str
    why: str = ""


def periods(docs: Iterable[Document], period: str = "year", today: date | None = None) -> list[When]:
    """For each article its period: a year as int; "2024-H1", "2024-Q3", "2024-07"; or its value in a column of sources.tsv.

    A year is that of the metadata field `year`, else of `date`, else inferred from what the text calls present; anything
    shorter needs a date. What is not dated, not to the month where months are wanted, or dated before 1921 or after `today`
    has no period.

    >>> from tifaku.text.documents import Fact
    >>> periods([Document("a", "", "", metadata={"date": Fact("2024-07-15")})], "quarter")[0].period
    '2024-Q3'
    """
    if period not in MONTHS:
        return [_of_group(doc, period) for doc in docs]
    now = (today or date.today()).isoformat()
    return [_of_time(doc, period, now) for doc in docs]


def _of_group(doc: Document, name: str) -> When:
    fact = doc.metadata.get(name)
    return When(str(fact.value), _dated(doc, "date", "year")) if fact else When(None, "", f"without a value of {name}")


def _of_time(doc: Document, period: str, now: str) -> When:
    """The names of metadata fields are tried in the order in which they tell the period best."""
    dated = _dated(doc, "date", "year", "year_hint")
    day = _dated(doc, "year", "date", "year_hint") if period == "year" else dated
    if not day:
        return When(None, "", "without a date")
    if int(day[:4]) < EARLIEST:
        return When(None, dated, f"dated before {EARLIEST}")
    if day > now:
        return When(None, dated, "dated in the future")
    if period == "year":
        return When(int(day[:4]), dated if dated[:4] == day[:4] else day)
    if len(day) < 7:
        return When(None, dated, f"dated to the year only, which tells no {period}")
    return When(_label(day[:4], int(day[5:7]), period), dated)


def _label(year: str, month: int, period: str) -> str:
    number = (month - 1) // MONTHS[period] + 1
    return f"{year}-{month:02}" if period == "month" else f"{year}-{period[0].upper()}{number}"


def _dated(doc: Document, *names: str) -> str:
    """The date in the first of these fields that holds one, as exact as it is: 2024-07-15, 2024-07 or 2024; "" if none does."""
    facts = (str(doc.metadata[name].value) for name in names if name in doc.metadata)
    return next(filter(None, map(_iso, facts)), "")


def _iso(text: str) -> str:
    found = _DATE.match(text)
    if not found:
        return ""
    year, month, day = found.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")


def notice(whens: Sequence[When], period: str) -> str:
    """What the dates of the articles don't allow to be said, in whole sentences; "" where there is nothing to be said."""
    lost = Counter(when.why for when in whens if when.period is None)
    said = [f"{_articles(n)} {why} {'is' if n == 1 else 'are'} in no {_named(period)}." for why, n in sorted(lost.items())]
    sizes = Counter(when.period for when in whens if when.period is not None)
    if len(sizes) == 1:
        said.append(
            f"All other articles are of one {_named(period)}: a point, not a curve."
            if lost
            else f"All articles are of one {_named(period)}: a point, not a curve."
        )
    small = sum(n < FEW for n in sizes.values())
    if small:
        all_of = f"All {len(sizes)}" if small == len(sizes) else f"{small} of {len(sizes)}"
        of = f"The only {_named(period)} has" if len(sizes) == 1 else f"{all_of} {_named(period)}s have"
        said.append(f"{of} fewer than {FEW} articles: examples, not rates.")
    return " ".join(said) if whens else "There are no articles."


def _named(period: str) -> str:
    return period if period in MONTHS else "group"


def _articles(n: int) -> str:
    return f"{n:,} article{'' if n == 1 else 's'}"
