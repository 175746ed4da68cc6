from datetime import date

import pytest

from tifaku.tables.periods import notice, periods
from tifaku.text.documents import Document, Fact

TODAY = date(2026, 11, 30)


def article(**facts):
    return Document("a", "", "", metadata={name: Fact(value) for name, value in facts.items()})


def when(period, **facts):
    return periods([article(**facts)], period, TODAY)[0]


@pytest.mark.parametrize(
    "date, period, label",
    [
        ("2024-07-15", "year", 2024), ("2024-07-15", "half", "2024-H2"), ("2024-06-30", "half", "2024-H1"),
        ("2024-07-15", "quarter", "2024-Q3"), ("2024-12-01", "quarter", "2024-Q4"), ("2024-07-15", "month", "2024-07"),
        ("2024", "year", 2024), ("2024年7月15日", "month", "2024-07"), ("2024/7/5", "month", "2024-07"),
        ("20240705", "month", "2024-07"),
        ("1987-05-01", "year", 1987), ("2026-11-30", "year", 2026), ("2024-13-01", "year", 2024),
    ],
)  # fmt: skip
def test_periods_of_time(date, period, label):
    assert when(period, date=date).period == label


@pytest.mark.parametrize(
    "date, period, why",
    [
        ("2024", "month", "dated to the year only, which tells no month"), ("1900-01-01", "year", "dated before 1921"),
        ("2027-01-01", "year", "dated in the future"), ("2026-12-01", "month", "dated in the future"),
        ("last spring", "year", "without a date"), ("2024-13-01", "month", "dated to the year only, which tells no month"),
    ],
)  # fmt: skip
def test_dates_that_tell_no_period(date, period, why):
    assert when(period, date=date)[::2] == (None, why)


def test_what_the_owner_says_of_the_year_goes_before_the_date_and_what_the_text_tells_comes_last():
    assert when("year", year=2018, date="2017-12-28").period == 2018  # a report read out in December
    assert when("year", year_hint=2021).period == 2021 and when("month", year_hint=2021).period is None
    assert when("year").why == "without a date"


def test_groups_of_the_readers_own():
    assert when("outlet", outlet="人民日报", date="2024-07-15")[:2] == ("人民日报", "2024-07-15")
    assert when("outlet", date="2024-07-15").why == "without a value of outlet"


def test_what_the_notice_says():
    docs = [article(date="2024-01-01"), article(date="2024-02-01"), article(), article(), article(date="1900-01-01")]
    assert notice(periods(docs, "year", TODAY), "year") == (
        "1 article dated before 1921 is in no year. 2 articles without a date are in no year. All other articles are of one "
        "year: a point, not a curve. The only year has fewer than 30 articles: examples, not rates."
    )
    assert notice([], "year") == "There are no articles."
