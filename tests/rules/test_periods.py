"""Periods of both calendars hold together: months make up years, days are never lost."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_rules.periods import (
    CALENDAR,
    MONTHS,
    REPORTING,
    months_of,
    period_of,
    period_on,
    year_before,
)

CALENDARS = st.sampled_from([CALENDAR, REPORTING])
DAYS = st.dates(date(1995, 1, 1), date(2090, 12, 31))
ONE_DAY = timedelta(days=1)

CASES = [  # code, calendar, first day, last day, words
    ("2023", CALENDAR, "2023-01-01", "2023-12-31", "năm 2023"),
    ("2023", REPORTING, "2022-12-15", "2023-12-14", "năm 2023"),
    ("2025Q1", CALENDAR, "2025-01-01", "2025-03-31", "quý I năm 2025"),
    ("2024-6M", REPORTING, "2023-12-15", "2024-06-14", "06 tháng đầu năm 2024"),
    ("2024-9M", REPORTING, "2023-12-15", "2024-09-14", "9 tháng đầu năm 2024"),
    ("2024-02", CALENDAR, "2024-02-01", "2024-02-29", "tháng 02 năm 2024"),
    ("2026-01", REPORTING, "2025-12-15", "2026-01-14", "tháng 01 năm 2026"),
    ("2026Q4", REPORTING, "2026-09-15", "2026-12-14", "quý IV năm 2026"),
]


@pytest.mark.parametrize(("code", "calendar", "first", "last", "words"), CASES)
def test_a_code_names_its_days(code, calendar, first, last, words):
    period = period_of(code, calendar=calendar)
    assert (period.first.isoformat(), period.last.isoformat(), period.words) == (first, last, words)


@pytest.mark.parametrize("typed", ["", "23", "2023Q5", "2023-13", "2023-7M", "3000", "năm nay"])
def test_what_is_no_period_is_refused_in_words(typed):
    with pytest.raises(ValueError, match="Không hiểu kỳ"):
        period_of(typed)


@given(day=DAYS, calendar=CALENDARS, kind=st.sampled_from(["month", "quarter", "year"]))
def test_every_day_lies_in_its_month_quarter_and_year(day, calendar, kind):
    period = period_on(day, kind, calendar=calendar)
    assert period.first <= day <= period.last


@given(day=DAYS, calendar=CALENDARS, kind=st.sampled_from(sorted(MONTHS)))
def test_months_make_up_a_period_without_gap(day, calendar, kind):
    period = period_on(day, "year", calendar=calendar)
    code = (
        period.code
        + {"year": "", "quarter": "Q2", "half": "-6M", "nine": "-9M", "month": "-05"}[kind]
    )
    period = period_of(code, calendar=calendar)
    months = months_of(period, calendar=calendar)
    assert len(months) == MONTHS[kind]
    assert (months[0].first, months[-1].last) == (period.first, period.last)
    for one, following in pairwise(months):
        assert following.first == one.last + ONE_DAY


@given(day=DAYS, calendar=CALENDARS, kind=st.sampled_from(["month", "quarter", "year"]))
def test_the_year_before_is_the_same_period_of_that_year(day, calendar, kind):
    period = period_on(day, kind, calendar=calendar)
    before = year_before(period)
    assert before == period_of(before.code, calendar=calendar)
