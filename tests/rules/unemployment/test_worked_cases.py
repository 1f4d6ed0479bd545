"""The worked cases of the domain (A1 … C11) and the official examples, to the đồng and the day."""

from datetime import date

import pytest

from caunoi_rules.calendar import provisional
from caunoi_rules.unemployment import procedure
from caunoi_rules.unemployment.amount import counted_wage, monthly_amount
from caunoi_rules.unemployment.contributions import PaidMonth, Segment, month_of
from caunoi_rules.unemployment.duration import duration
from caunoi_rules.unemployment.regimes import Regime
from tests.rules.unemployment.made import answer, history, job, run


def test_a1_72_months_at_15_million_are_six_months_of_nine_million():
    found = answer(history(72))

    assert (found["amount"], found["months_granted"], found["total_money"]) == (
        9_000_000,
        6,
        54_000_000,
    )


@pytest.mark.parametrize(
    ("region", "cap"), [(1, 26_550_000), (2, 23_650_000), (3, 20_700_000), (4, 18_500_000)]
)
def test_a2_a5_nobody_receives_more_than_five_minimum_wages(region, cap):
    found = answer(history(segments=[run(72, wage=50_000_000, region=region)]))

    assert (found["amount"], found["cap_law"], found["amount_exact"]) == (cap, cap, str(cap))


def test_a3_ten_months_are_too_few_but_enough_for_training():
    training = {"filed": "2026-03-02", "months": 2, "tuition_course": 5_000_000, "study_days": 40}
    found = answer(history(10, training=training))

    assert (found["eligible"], found["reasons"]) == (False, ["CONTRIBUTIONS"])
    assert found["training"] == {
        "eligible": True, "months": "2", "tuition": 4_500_000, "meals": 2_000_000,
        "total": 6_500_000,
    }  # fmt: skip
    assert found["reserve_total"] == 10


def test_a7_contributions_are_counted_up_to_twenty_minimum_wages():
    month = PaidMonth(month_of(date(2026, 2, 1)), 150_000_000, 1, False)

    assert counted_wage(month) == 106_200_000


def test_a8_before_2026_the_state_scale_is_capped_by_the_base_salary():
    found = monthly_amount(
        [Segment(month_of(date(2019, 8, 1)), month_of(date(2021, 3, 1)), 15_000_000, 1, "", True)],
        ended_on=date(2021, 3, 31),
        regime=Regime.OLD,
    )

    assert (found.amount, found.cap_law, found.cap_decree) == (7_450_000, 7_450_000, 7_450_000)


@pytest.mark.parametrize(
    ("months", "granted", "reserve"),
    [
        (11, 0, 0), (12, 3, 0), (20, 3, 0), (36, 3, 0), (37, 3, 1), (47, 3, 11), (48, 4, 0),
        (50, 4, 2), (60, 5, 0), (100, 8, 4), (143, 11, 11), (144, 12, 0), (145, 12, 0),
        (150, 12, 0),
    ],
)  # fmt: skip
def test_b1_months_granted_and_odd_months(months, granted, reserve):
    found = duration(months)

    assert (found.months, found.reserve) == (granted, reserve)


def test_b2_a_job_in_the_second_month_keeps_24_and_the_two_odd_ones():
    found = answer(history(50, events=[job("2026-05-04", "2026-05-05")]))

    assert (found["cause"], found["months_paid"]) == ("a", 2)
    assert (found["reserve_decision"], found["reserve_termination"]) == (2, 24)
    assert found["reserve_total"] == 26


def test_b4_a_job_in_the_first_month_of_35_and_three_months_confirmed_later():
    events = [job("2026-04-01", "2026-04-02")]
    assert answer(history(35, events=events))["reserve_total"] == 23

    events.append({"type": "late_confirmation", "months": 3})
    assert answer(history(35, events=events))["reserve_total"] == 26


def test_b5_47_months_taken_to_the_end_keep_eleven():
    found = answer(history(47))

    assert (found["outcome"], found["months_paid"], found["reserve_total"]) == ("completed", 3, 11)


def test_b6_a_decision_nobody_fetched_keeps_every_month():
    found = answer(history(36, pickup=None))

    assert (found["outcome"], found["reserve_total"], found["total_money"]) == ("cancelled", 36, 0)
    assert (found["inform_bhxh_due"], found["cancel_due"]) == ("2026-03-30", "2026-04-06")


def test_b8_a_job_reported_on_the_fifth_day_keeps_nothing():
    found = answer(history(36, events=[job("2026-05-04", "2026-05-11")]))

    assert (found["report_due"], found["reported_in_time"]) == ("2026-05-07", False)
    assert found["reserve_total"] == 0


def test_b9_three_notices_missed_in_a_row_end_it_with_the_third_window():
    found = answer(history(60, notices={"2": None, "3": None, "4": None}))

    assert (found["cause"], found["end_date"]) == ("đ", "2026-06-22")
    assert found["notice_windows"][3]["to"] == "2026-06-22"
    assert (found["reserve_termination"], found["reserve_total"]) == (0, 0)


def test_b10_150_months_and_the_own_wish_after_two():
    request = {"type": "own_request", "date": "2026-05-04", "notified": "2026-05-04"}
    found = answer(history(150, events=[request]))

    assert (found["months_paid"], found["reserve_total"]) == (2, 126)
    assert found["readings"]["reserve_above_144"] == "counted"


def test_c1_c3_eleventh_working_day_and_fifteenth():
    found = answer(history(36))
    assert (found["test_last_day"], found["start"]) == ("2026-03-16", "2026-03-17")
    assert found["decision_due"] == "2026-03-23"
    assert [(each["from"], each["to"]) for each in found["periods"]] == [
        ("2026-03-17", "2026-04-16"),
        ("2026-04-17", "2026-05-16"),
        ("2026-05-17", "2026-06-16"),
    ]

    holidays = answer(history(36, dossier={"filed": "2026-04-20"}, pickup="2026-05-15"))
    assert (holidays["test_last_day"], holidays["start"]) == ("2026-05-07", "2026-05-08")
    assert holidays["decision_due"] == "2026-05-14"


def test_c5_a_month_that_begins_on_the_31st():
    found = procedure.periods(date(2026, 3, 31), 4)

    assert [(p.first.isoformat(), p.last.isoformat()) for p in found] == [
        ("2026-03-31", "2026-04-30"),
        ("2026-05-01", "2026-05-30"),
        ("2026-05-31", "2026-06-30"),
        ("2026-07-01", "2026-07-30"),
    ]


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize(
    ("first", "window", "window_counted"),
    [
        (date(2026, 4, 17), ("2026-04-20", "2026-04-22"), ("2026-04-17", "2026-04-21")),
        (date(2026, 5, 17), ("2026-05-18", "2026-05-20"), ("2026-05-18", "2026-05-20")),
    ],
)
def test_c7_c8_the_three_days_of_the_monthly_notice(first, window, window_counted, counted):
    periods = procedure.periods(date(first.year, first.month - 1, first.day), 2)
    pickup = procedure.pickup_window(date(2026, 3, 24))
    readings = procedure.DEFAULT
    if counted:
        readings = type(readings)(count_first_day=True)
    found = procedure.notice_windows(periods, pickup, readings=readings)[1]

    expected = window_counted if counted else window
    assert (found.first.isoformat(), found.last.isoformat()) == expected


def test_c9_a_filing_limit_on_a_saturday_moves_to_monday():
    found = procedure.filing_deadline(date(2025, 11, 30))

    assert found.day == date(2026, 3, 2)


def test_c11_the_old_law_starts_on_the_sixteenth_and_decides_by_the_twentieth():
    at = {"regime": Regime.OLD, "calendar": provisional()}

    assert procedure.start_day(date(2026, 3, 2), **at).day == date(2026, 3, 24)
    assert procedure.decision_due(date(2026, 3, 2), **at).day == date(2026, 3, 30)
