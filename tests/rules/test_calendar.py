from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_rules.calendar import (
    Calendar,
    NoCalendar,
    add_working_days,
    is_working_day,
    official,
    working_days_between,
    year_to_enter,
)

# From the official notices: start, working days, last day.
CASES = [
    (date(2026, 1, 1), 1, date(2026, 1, 5)),  # 2/1 off against 10/1
    (date(2026, 1, 9), 1, date(2026, 1, 10)),  # the Saturday that is worked
    (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết Bính Ngọ
    (date(2026, 2, 13), 5, date(2026, 2, 27)),
    (date(2026, 4, 24), 1, date(2026, 4, 28)),  # Giỗ Tổ on a Sunday, Monday in lieu
    (date(2026, 4, 29), 1, date(2026, 5, 4)),
    (date(2026, 8, 21), 1, date(2026, 8, 22)),
    (date(2026, 8, 28), 1, date(2026, 9, 3)),
    (date(2026, 11, 23), 1, date(2026, 11, 25)),  # 24/11, new in 2026
    (date(2025, 4, 25), 1, date(2025, 4, 26)),
    (date(2025, 4, 29), 1, date(2025, 5, 5)),
    (date(2024, 4, 26), 1, date(2024, 5, 2)),
    (date(2024, 5, 3), 1, date(2024, 5, 4)),
    (date(2026, 3, 7), 0, date(2026, 3, 7)),
]
KNOWN_DAYS = st.dates(date(2024, 1, 1), date(2026, 10, 1))


@pytest.mark.parametrize(("start", "days", "last"), CASES)
def test_working_days_of_the_official_notices(start, days, last):
    assert add_working_days(start, days) == last


@given(KNOWN_DAYS, st.integers(1, 40))
def test_forward_and_back_agree(start, days):
    last = add_working_days(start, days)

    assert working_days_between(start, last) == days
    assert is_working_day(last)
    assert working_days_between(last, start) == -days


@given(KNOWN_DAYS)
def test_the_first_day_is_never_counted(start):
    assert add_working_days(start, 1) > start


def test_a_swapped_saturday_stands_against_a_day_off():
    calendar = official()

    assert all(day.weekday() == 5 for day in calendar.worked)
    assert not calendar.worked & calendar.off
    assert {day.year for day in calendar.off | calendar.worked} <= calendar.years


@pytest.mark.parametrize("start", [date(2026, 12, 31), date(2023, 12, 29), date(2031, 5, 4)])
def test_a_year_without_a_calendar_is_never_guessed(start):
    year = (start + timedelta(days=1)).year

    with pytest.raises(NoCalendar, match=f"năm {year}") as refusal:
        add_working_days(start, 1)
    assert refusal.value.year == year


def test_a_missing_year_is_asked_for_ninety_days_ahead():
    assert year_to_enter(date(2026, 10, 2)) is None
    assert year_to_enter(date(2026, 10, 3)) == 2027
    assert year_to_enter(date(2027, 6, 1)) == 2027


def test_a_centre_can_count_with_a_calendar_of_its_own():
    closed = Calendar(frozenset({2027}), frozenset({date(2027, 3, 1)}), frozenset())

    assert add_working_days(date(2027, 2, 26), 1, calendar=closed) == date(2027, 3, 2)


def test_days_are_counted_forward_only():
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 1, 5), -1)
