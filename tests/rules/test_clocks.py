"""Terms of the law: months, working days, pauses, the end of a day (trust H2, H4)."""

import ast
import calendar as python_calendar
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caunoi_rules import clocks
from caunoi_rules.calendar import is_working_day, official, provisional, working_days_between
from caunoi_rules.clocks import Deadline, Pause, add_months, day_of, in_time, paused

RULES = Path(clocks.__file__).parent
DAYS = st.dates(date(2023, 1, 1), date(2026, 9, 1))
LENGTHS = st.integers(1, 30)
SAID = {"reason": "Trình quyết định, kể từ ngày nhận đủ hồ sơ", "article": "Điều 16 khoản 1"}


def working_days(start: date, length: int, **more) -> Deadline:
    return clocks.working_days(start, length, **SAID, **more)


# --- Months (Civil Code 2015, Điều 148) ---------------------------------------------------------

MONTHS = [
    (date(2025, 11, 30), 3, date(2026, 2, 28), date(2026, 3, 2)),  # a Saturday: domain case C9
    (date(2023, 11, 29), 3, date(2024, 2, 29), date(2024, 2, 29)),
    (date(2024, 2, 29), 12, date(2025, 2, 28), date(2025, 2, 28)),
    (date(2025, 12, 31), 2, date(2026, 2, 28), date(2026, 3, 2)),
    (date(2026, 1, 31), 1, date(2026, 2, 28), date(2026, 3, 2)),
    (date(2025, 11, 16), 3, date(2026, 2, 16), date(2026, 2, 23)),  # ends inside Tết
    (date(2026, 5, 22), 3, date(2026, 8, 22), date(2026, 8, 22)),  # a Saturday that is worked
    (date(2026, 5, 31), 3, date(2026, 8, 31), date(2026, 9, 3)),  # swapped Monday, then 1-2/9
    (date(2026, 4, 15), 3, date(2026, 7, 15), date(2026, 7, 15)),
]


@pytest.mark.parametrize(("start", "length", "same_day", "last"), MONTHS)
def test_a_term_in_months_ends_on_the_same_day_or_the_next_working_day(
    start, length, same_day, last
):
    assert add_months(start, length) == same_day
    assert clocks.months(start, length, **SAID).day == last
    assert clocks.months(start, length, **SAID, move=False).day == same_day
    moved = clocks.months(start, length, **SAID).moved_from
    assert moved == (same_day if same_day != last else None)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-240, 240))
def test_months_keep_the_day_or_take_the_last_one(day, count):
    later = add_months(day, count)
    longest = python_calendar.monthrange(later.year, later.month)[1]

    assert (later.year - day.year) * 12 + later.month - day.month == count
    assert later.day == min(day.day, longest)
    assert clocks.last_day_of_month(later.year, later.month) == longest


@given(DAYS, st.integers(0, 24), st.integers(0, 24))
def test_more_months_never_end_earlier(day, few, more):
    assert add_months(day, few) <= add_months(day, few + more)


# --- Working days (Decree 374/2025, Điều 45) ----------------------------------------------------


@given(DAYS, LENGTHS)
def test_day_nought_is_the_day_of_the_event(start, length):
    due = working_days(start, length)

    assert working_days_between(start, due.day) == length
    assert is_working_day(due.day)
    assert due.day > start


@given(DAYS, LENGTHS)
def test_a_later_event_never_has_an_earlier_deadline(start, length):
    assert working_days(start + timedelta(1), length).day >= working_days(start, length).day
    assert working_days(start, length + 1).day > working_days(start, length).day


@given(DAYS, LENGTHS)
def test_counting_the_first_day_gives_one_day_less_when_it_is_worked(start, length):
    with_first = working_days(start, length, count_first_day=True).day
    if not is_working_day(start):
        assert with_first == working_days(start, length).day
    elif length > 1:
        assert with_first == working_days(start, length - 1).day
    else:
        assert with_first == start


def test_the_notice_windows_of_the_worked_cases():
    """Domain cases C7 and C8: a month begins on a Friday, and on a Sunday."""
    friday, sunday = date(2026, 4, 17), date(2026, 5, 17)

    strict = clocks.window(friday, 3, **SAID)
    printed = clocks.window(friday, 3, **SAID, count_first_day=True)

    assert (strict.first, strict.last) == (date(2026, 4, 20), date(2026, 4, 22))
    assert (printed.first, printed.last) == (date(2026, 4, 17), date(2026, 4, 21))
    for flag in (False, True):
        seen = clocks.window(sunday, 3, **SAID, count_first_day=flag)
        assert (seen.first, seen.last) == (date(2026, 5, 18), date(2026, 5, 20))
    assert strict.holds(date(2026, 4, 22))
    assert not strict.holds(date(2026, 4, 23))


@given(DAYS, st.integers(1, 60))
def test_a_term_in_days_begins_and_ends_on_a_working_day(start, length):
    due = clocks.days(start, length, **SAID)
    first = due.start + timedelta(1)
    while not is_working_day(first):
        first += timedelta(1)

    assert due.day >= first + timedelta(length - 1)
    assert is_working_day(due.day)
    assert due.day - (due.moved_from or due.day) < timedelta(10)


# --- Pauses -------------------------------------------------------------------------------------


def test_a_supplement_request_stops_the_clock_and_the_answer_starts_it_again():
    start = date(2026, 3, 2)  # Monday; 15 working days end on 23/03

    assert working_days(start, 15).day == date(2026, 3, 23)
    asked, answered = date(2026, 3, 6), date(2026, 3, 13)  # four days used, eleven left
    assert paused(start, 15, [Pause(asked, answered)], **SAID).day == date(2026, 3, 30)
    assert paused(start, 15, [Pause(asked)], **SAID) is None


@given(DAYS, LENGTHS, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_a_pause_moves_the_end_by_the_working_days_it_took(start, length, steps):
    pauses, day = [], start
    for wait, stood in steps:
        stopped = day + timedelta(wait)
        day = stopped + timedelta(stood)
        pauses.append(Pause(stopped, day))
    assume(day < date(2026, 10, 1))
    plain = working_days(start, length).day

    due = paused(start, length, pauses, **SAID)

    stood = sum(
        working_days_between(each.stopped, each.resumed)
        for each in pauses
        if each.stopped < due.day
    )
    assert working_days_between(start, due.day) == length + stood
    assert due.day >= plain
    if not pauses:
        assert due.day == plain


def test_pauses_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        paused(
            date(2026, 3, 2), 15,
            [Pause(date(2026, 3, 4), date(2026, 3, 10)), Pause(date(2026, 3, 9))],
            **SAID,
        )  # fmt: skip
    with pytest.raises(ValueError, match="backwards"):
        paused(date(2026, 3, 2), 15, [Pause(date(2026, 3, 9), date(2026, 3, 4))], **SAID)


# --- What a deadline says -----------------------------------------------------------------------


@given(DAYS, LENGTHS)
def test_each_deadline_prints_its_reason_its_article_and_its_day(start, length):
    for due in (
        working_days(start, length),
        clocks.days(start, length, **SAID),
        clocks.months(start, min(length, 3), **SAID),
    ):
        assert SAID["reason"] in due.words
        assert SAID["article"] in due.words
        assert f"{due.day:%d/%m/%Y}" in due.words
        assert f"{due.start:%d/%m/%Y}" in due.words
        assert due.unit.value in due.words
        assert "chưa có thông báo" not in due.words


def test_a_deadline_in_a_year_without_a_notice_says_so():
    due = working_days(date(2026, 12, 28), 11, calendar=provisional())

    assert due.day == date(2027, 1, 13)
    assert not due.confirmed
    assert "Lịch nghỉ chưa có thông báo chính thức" in due.words
    assert working_days(date(2026, 3, 2), 11, calendar=provisional()).confirmed
    assert not clocks.window(date(2027, 1, 4), 3, **SAID, calendar=provisional()).confirmed
    assert not clocks.months(date(2026, 11, 3), 3, **SAID, calendar=provisional()).confirmed


def test_a_centre_that_is_closed_has_later_deadlines():
    flooded = official().closed_on([date(2026, 9, 8)])

    assert working_days(date(2026, 9, 7), 1, calendar=flooded).day == date(2026, 9, 9)


# --- The end of a day, and time zones -----------------------------------------------------------


def test_what_is_done_after_closing_counts_as_the_law_or_the_centre_says():
    evening = datetime(2026, 3, 2, 17, 30, tzinfo=clocks.VIETNAM)
    due = date(2026, 3, 2)

    assert in_time(evening, due)
    assert not in_time(evening, due, ends_at=17)
    assert in_time(evening.replace(hour=16), due, ends_at=17)
    assert in_time(datetime(2026, 3, 2, 23, 59, 59, tzinfo=clocks.VIETNAM), due)
    assert not in_time(datetime(2026, 3, 3, tzinfo=clocks.VIETNAM), due)
    assert clocks.day_ends_hour(on=due) == 24
    assert clocks.closing_hour(on=due) == 17


@given(st.integers(0, 95_000_000), st.integers(-12, 14))
def test_a_moment_has_one_day_whatever_zone_it_is_written_in(seconds, hours):
    aware = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    elsewhere = aware.astimezone(timezone(timedelta(hours=hours)))

    assert day_of(elsewhere) == day_of(aware)
    start = datetime.combine(day_of(aware), time.min, clocks.VIETNAM)
    assert start <= aware < start + timedelta(days=1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 3, 2, 9))  # noqa: DTZ001 - the fault itself


def test_the_law_reads_no_clock():
    """H3: a wrong or jumping clock cannot change a rule, for none is ever read."""
    forbidden_calls = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "localtime"}
    seen = 0
    for path in RULES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not {each.name.split(".")[0] for each in node.names} & {"time"}, path
            if isinstance(node, ast.ImportFrom):
                assert node.module != "time", path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                seen += 1
                assert node.func.attr not in forbidden_calls, f"{path}:{node.lineno}"
    assert seen > 100
