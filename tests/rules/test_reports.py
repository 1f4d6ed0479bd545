"""When reports are due, over which days, and in which age bands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_rules.reports import (
    AGE_BANDS,
    born_between,
    due_reports,
    half_year,
    month_before,
    month_of,
    report_lines,
    whole_year,
)

# The calendar of reports by hand: code, last day in time, first and last day reported on.
OF_2027 = [
    ("N374-M34", "2027-01-02", "2026-12-01", "2026-12-31"),
    ("N374-EMPLOYERS", "2027-01-14", "2026-01-01", "2026-12-31"),
    ("N374-M35-12", "2027-01-14", "2026-01-01", "2026-12-31"),
    ("N374-M34", "2027-02-02", "2027-01-01", "2027-01-31"),
    ("N374-M34", "2027-03-02", "2027-02-01", "2027-02-28"),
    ("N09-QUARTER", "2027-03-19", "2026-12-15", "2027-03-14"),
    ("N145-MEDIATORS", "2027-03-30", "2027-01-01", "2027-12-31"),
    ("N374-M34", "2027-04-02", "2027-03-01", "2027-03-31"),
    ("N374-M34", "2027-05-02", "2027-04-01", "2027-04-30"),
    ("N374-M34", "2027-06-02", "2027-05-01", "2027-05-31"),
    ("N145-01-06", "2027-06-04", "2026-12-05", "2027-06-04"),
    ("N145-02-06", "2027-06-14", "2026-12-05", "2027-06-04"),
    ("N09-06", "2027-06-19", "2026-12-15", "2027-06-14"),
    ("N09-QUARTER", "2027-06-19", "2027-03-15", "2027-06-14"),
    ("N352-M01-06", "2027-06-19", "2026-12-15", "2027-06-14"),
    ("N352-M02-06", "2027-06-19", "2026-12-15", "2027-06-14"),
    ("N352-M03-06", "2027-06-19", "2026-12-15", "2027-06-14"),
    ("N374-M34", "2027-07-02", "2027-06-01", "2027-06-30"),
    ("N374-M35-06", "2027-07-14", "2027-01-01", "2027-06-30"),
    ("N374-M34", "2027-08-02", "2027-07-01", "2027-07-31"),
    ("N374-M34", "2027-09-02", "2027-08-01", "2027-08-31"),
    ("N09-09", "2027-09-19", "2026-12-15", "2027-09-14"),
    ("N09-QUARTER", "2027-09-19", "2027-06-15", "2027-09-14"),
    ("N374-M34", "2027-10-02", "2027-09-01", "2027-09-30"),
    ("N374-M34", "2027-11-02", "2027-10-01", "2027-10-31"),
    ("N374-M34", "2027-12-02", "2027-11-01", "2027-11-30"),
    ("N145-01-12", "2027-12-04", "2026-12-05", "2027-12-04"),
    ("N145-02-12", "2027-12-14", "2026-12-05", "2027-12-04"),
    ("TT01-SUPPLY", "2027-12-14", "2026-12-15", "2027-12-14"),
    ("N09-12", "2027-12-19", "2026-12-15", "2027-12-14"),
    ("N09-QUARTER", "2027-12-19", "2027-09-15", "2027-12-14"),
    ("N145-MEDIATION", "2027-12-19", "2026-12-15", "2027-12-14"),
    ("N352-M01-12", "2027-12-19", "2026-12-15", "2027-12-14"),
    ("N352-M02-12", "2027-12-19", "2026-12-15", "2027-12-14"),
    ("N352-M03-12", "2027-12-19", "2026-12-15", "2027-12-14"),
    ("TT21-OVERSEAS", "2027-12-19", "2026-12-15", "2027-12-14"),
]
DAYS = st.dates(date(2026, 2, 1), date(2040, 12, 31))


def holds(band, born, on):
    after, upto = born_between(band, on)
    return (after is None or born > after) and (upto is None or born <= upto)


def test_the_calendar_of_a_year():
    found = due_reports(date(2027, 1, 1), date(2027, 12, 31))

    assert [
        (r.code, str(r.last_day), str(r.period.first), str(r.period.last)) for r in found
    ] == OF_2027


def test_reports_of_one_sender():
    found = due_reports(date(2027, 1, 1), date(2027, 12, 31), by="centre")

    assert {r.code for r in found} == {
        "N374-M34", "N374-M35-06", "N374-M35-12", "N352-M01-06", "N352-M01-12",
    }  # fmt: skip


def test_nothing_is_due_by_a_law_before_it_was_in_force():
    found = due_reports(date(2025, 1, 1), date(2025, 12, 31))

    assert {r.code.partition("-")[0] for r in found} == {"N145", "TT01", "TT21", "N09"}


@given(DAYS, st.integers(0, 400))
def test_cutting_the_days_in_two_loses_and_doubles_no_report(first, length):
    last = first + timedelta(days=length)
    middle = first + timedelta(days=length // 2)

    whole = due_reports(first, last)
    halves = due_reports(first, middle) + due_reports(middle + timedelta(days=1), last)

    assert whole == sorted(halves, key=lambda r: (r.last_day, r.code))
    assert all(first <= r.last_day <= last for r in whole)


def test_the_words_of_periods():
    assert month_of(date(2026, 2, 3)).words == "tháng 02 năm 2026"
    assert half_year(2026).words == "06 tháng đầu năm 2026"
    assert whole_year(2026).words == "năm 2026"
    assert month_before(date(2026, 3, 31)).last == date(2026, 2, 28)
    assert month_of(date(2026, 5, 9)).so_far.first == date(2026, 1, 1)


@given(
    st.dates(date(1920, 1, 1), date(2026, 11, 30)), st.dates(date(2026, 1, 1), date(2035, 12, 31))
)
def test_everybody_is_in_one_age_band(born, on):
    inside = [band for band in AGE_BANDS if holds(band, born, on)]
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    assert len(inside) == 1
    band = inside[0]
    assert (band.lowest or -1) <= age <= (band.highest or 200)


@pytest.mark.parametrize("form", ["N374-M34", "N374-M35"])
def test_the_numbers_of_the_lines_run_on(form):
    lines = report_lines(form)
    numbers = [int(line.tt) for line in lines if line.tt]

    assert numbers == list(range(1, len(numbers) + 1))
    assert all(line.words for line in lines)
    assert len({line.measure for line in lines if line.measure}) == len(
        [line for line in lines if line.measure]
    )


def test_what_is_our_reading_of_a_day_is_said():
    for report in due_reports(date(2027, 1, 1), date(2027, 12, 31)):
        if report.code.startswith(("N09", "TT21", "N145-MEDIATION", "N352-M02", "N352-M03")):
            assert report.note
            assert not report.confirmed
