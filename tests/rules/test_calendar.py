"""Working days against a key written by hand (trust H1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_rules.calendar import (
    Calendar,
    NoCalendar,
    add_working_days,
    is_working_day,
    latest_start,
    next_working_day,
    official,
    provisional,
    special_days,
    working_days_between,
    year_to_enter,
)
from tests.rules.calendar_key import (
    ASSUMED,
    CONFIRMED,
    DOUBTFUL,
    HOLIDAYS_BY_LAW,
    KEY,
    SWAPPED_OVER_THE_YEAR_END,
    days_of,
    lunar,
    spread,
    working,
    years,
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
    (date(2023, 4, 28), 1, date(2023, 5, 4)),
    (date(2019, 5, 3), 1, date(2019, 5, 4)),
    (date(2018, 12, 28), 1, date(2019, 1, 2)),
    (date(2015, 2, 13), 2, date(2015, 2, 24)),
    (date(2026, 3, 7), 0, date(2026, 3, 7)),
]
KNOWN_DAYS = st.dates(date(2023, 1, 1), date(2026, 10, 1))
LENGTHS = (1, 2, 3, 5, 7, 10, 11, 15, 16, 20)
ALL_YEARS = list(KEY)
SHIPPED = years(CONFIRMED, DOUBTFUL, ASSUMED)


@pytest.mark.parametrize(("start", "days", "last"), CASES)
def test_working_days_of_the_official_notices(start, days, last):
    assert add_working_days(start, days) == last


@pytest.mark.parametrize("year", ALL_YEARS)
def test_every_day_of_twenty_years_agrees_with_the_key(year):
    for calendar, known in ((official(), years(CONFIRMED)), (provisional(), SHIPPED)):
        if year in known:
            worked = set(working(year))
            for day in days_of(year):
                assert is_working_day(day, calendar=calendar) == (day in worked), day
        else:
            for day in days_of(year):
                with pytest.raises(NoCalendar):
                    is_working_day(day, calendar=calendar)


@pytest.mark.parametrize("year", SHIPPED)
def test_forward_and_back_agree_from_every_day(year):
    known = provisional()
    worked = [day for each in (year, year + 1) if each in SHIPPED for day in working(each)]
    for start in days_of(year):
        ahead = [day for day in worked if day > start][: max(LENGTHS)]
        for length in LENGTHS:
            if length > len(ahead):
                with pytest.raises(NoCalendar):
                    add_working_days(start, length, calendar=known)
                continue
            last = add_working_days(start, length, calendar=known)
            back = latest_start(last, length, calendar=known)
            assert last == ahead[length - 1]
            assert working_days_between(start, last, calendar=known) == length
            assert start <= back < ahead[0]
            assert add_working_days(back, length, calendar=known) == last
            assert next_working_day(start + timedelta(1), calendar=known) == ahead[0]


@pytest.mark.parametrize("year", SHIPPED)
def test_the_key_itself_follows_the_law(year):
    tet, gio_to = lunar(year)
    off = spread(year, KEY[year][3])
    weekdays = [day for day in off if day.isoweekday() <= 5]
    swapped = len(KEY[year][4].split()) + SWAPPED_OVER_THE_YEAR_END.get(year, 0)
    by_law = HOLIDAYS_BY_LAW[max(first for first in HOLIDAYS_BY_LAW if first <= year)]

    # Giỗ Tổ is the tenth day of the third lunar month; 2023 had a leap month before it.
    assert (gio_to - tet).days in ({97} if year == 2023 else {68, 69})
    assert {tet, gio_to} <= off
    assert len(weekdays) - swapped == by_law
    assert all(day.isoweekday() == 6 for day in spread(year, KEY[year][4]))


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
    calendar = provisional()

    assert all(day.weekday() == 5 for day in calendar.worked)
    assert not calendar.worked & calendar.off
    assert all(day.weekday() < 5 for day in calendar.off)
    assert {day.year for day in calendar.off | calendar.worked} <= calendar.years


def test_only_confirmed_years_are_official():
    assert official().years == frozenset(years(CONFIRMED))
    assert not official().assumed
    assert provisional().assumed == frozenset(years(DOUBTFUL, ASSUMED))
    assert provisional().confirmed_to == official().confirmed_to == date(2026, 12, 31)
    assert provisional().is_confirmed(date(2026, 12, 31))
    assert not provisional().is_confirmed(date(2027, 1, 1))


def test_every_special_day_says_how_it_is_known():
    for year in SHIPPED:
        days = special_days(year)
        assert [each.day for each in days] == sorted(each.day for each in days)
        assert all(each.name and each.source for each in days)
    with pytest.raises(NoCalendar):
        special_days(2028)


@pytest.mark.parametrize("start", [date(2026, 12, 31), date(2014, 12, 30), date(2031, 5, 4)])
def test_a_year_without_a_calendar_is_never_guessed(start):
    year = (start + timedelta(days=1)).year

    with pytest.raises(NoCalendar, match=f"năm {year}") as refusal:
        add_working_days(start, 1)
    assert refusal.value.year == year
    with pytest.raises(NoCalendar, match=f"năm {year}"):
        working_days_between(start, start + timedelta(days=3))
    with pytest.raises(NoCalendar, match=f"năm {year}"):
        next_working_day(start + timedelta(days=1))


def test_a_count_that_runs_into_an_unknown_year_is_refused_not_cut_short():
    with pytest.raises(NoCalendar, match="năm 2027"):
        add_working_days(date(2026, 12, 28), 4)
    gap = Calendar(frozenset({2024, 2026}), frozenset(), frozenset())
    with pytest.raises(NoCalendar, match="năm 2025"):
        working_days_between(date(2024, 12, 1), date(2026, 2, 1), calendar=gap)
    with pytest.raises(NoCalendar, match="năm 2014"):
        latest_start(date(2015, 1, 6), 3)


def test_a_missing_year_is_asked_for_ninety_days_ahead():
    assert year_to_enter(date(2026, 10, 2)) is None
    assert year_to_enter(date(2026, 10, 3)) == 2027
    assert year_to_enter(date(2027, 6, 1)) == 2027


@pytest.mark.parametrize("calendar", [official(), provisional()], ids=["official", "provisional"])
def test_on_every_day_of_twenty_years_the_right_year_is_asked_for(calendar):
    confirmed = set(years(CONFIRMED))
    for year in ALL_YEARS:
        for day in days_of(year):
            ahead = (day + timedelta(days=90)).year
            missing = [each for each in (year, ahead) if each not in confirmed]
            assert year_to_enter(day, calendar=calendar) == (missing[0] if missing else None), day


def test_a_centre_can_count_with_a_calendar_of_its_own():
    closed = Calendar(frozenset({2027}), frozenset({date(2027, 3, 1)}), frozenset())

    assert add_working_days(date(2027, 2, 26), 1, calendar=closed) == date(2027, 3, 2)


def test_a_centre_under_water_counts_its_closed_days_as_off():
    flooded = official().closed_on([date(2026, 9, 8), date(2026, 9, 9), date(2026, 8, 22)])

    assert add_working_days(date(2026, 9, 7), 1, calendar=flooded) == date(2026, 9, 10)
    assert add_working_days(date(2026, 8, 21), 1, calendar=flooded) == date(2026, 8, 24)
    assert add_working_days(date(2026, 9, 7), 1) == date(2026, 9, 8)
    assert flooded.closed_on([date(2026, 9, 10)]).closed > flooded.closed


def test_days_are_counted_forward_only():
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 1, 5), -1)
    with pytest.raises(ValueError, match="at least one"):
        latest_start(date(2026, 1, 5), 0)
