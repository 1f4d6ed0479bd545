"""The life of a benefit month by month: notices, suspension, resumption, money, days of payment."""

from datetime import date

import pytest

from tests.rules.unemployment.made import answer, event, history, job


def test_every_field_of_an_ordinary_benefit():
    found = answer(history(37, id="P1"))

    assert found == {
        "id": "P1",
        "regime": "new",
        "months_total": 37,
        "window": 24,
        "months_in_window": 24,
        "contributing_clause": 1,
        "filing_deadline": "2026-05-27",
        "filed_in_time": True,
        "withdraw_due": "2026-03-16",
        "test_last_day": "2026-03-16",
        "decision_due": "2026-03-23",
        "eligible": True,
        "reasons": [],
        "average": "15000000.00",
        "cap_law": 26_550_000,
        "cap_decree": 26_550_000,
        "amount": 9_000_000,
        "amount_exact": "9000000",
        "amount_decree": 9_000_000,
        "cap_readings_differ": False,
        "months_granted": 3,
        "reserve_decision": 1,
        "start": "2026-03-17",
        "periods": [
            {"k": 1, "from": "2026-03-17", "to": "2026-04-16"},
            {"k": 2, "from": "2026-04-17", "to": "2026-05-16"},
            {"k": 3, "from": "2026-05-17", "to": "2026-06-16"},
        ],
        "pickup_window": {"from": "2026-03-24", "to": "2026-03-26"},
        "notice_windows": [
            {"k": 1, "from": "2026-03-24", "to": "2026-03-26"},
            {"k": 2, "from": "2026-04-20", "to": "2026-04-22"},
            {"k": 3, "from": "2026-05-18", "to": "2026-05-20"},
        ],
        "pay_due": ["2026-04-02", "2026-05-04", "2026-05-27"],
        "outcome": "completed",
        "end_date": "2026-06-16",
        "suspended": [],
        "suspensions": [],
        "resumptions": [],
        "uncollected_limit": "2026-09-16",
        "bhxh_inform_due": "2026-09-25",
        "months_paid": 3,
        "months_suspended": 0,
        "total_money": 27_000_000,
        "reserve_termination": 0,
        "reserve_uncollected": 0,
        "reserve_total": 1,
        "calendar_unconfirmed": False,
        "readings": {"count_first_day": False},
    }


@pytest.mark.parametrize(
    ("notice", "suspended"),
    [
        ("2026-04-16", [2]),  # the day before the month
        ("2026-04-17", []),  # its first day
        ("2026-04-22", []),  # the last of the window
        ("2026-04-23", [2]),
        (None, [2]),
    ],
)
def test_a_notice_counts_from_the_first_day_of_the_month_to_the_end_of_its_window(
    notice, suspended
):
    found = answer(history(60, notices={"2": notice}))

    assert (found["suspended"], found["months_paid"]) == (suspended, 5 - len(suspended))


@pytest.mark.parametrize(
    ("notice", "suspended"), [("2026-03-23", [1]), ("2026-03-24", []), ("2026-03-27", [1])]
)
def test_the_first_notice_is_given_while_the_decision_is_collected(notice, suspended):
    assert answer(history(60, notices={"1": notice}))["suspended"] == suspended


def test_suspended_months_are_lost_and_the_next_notice_resumes_from_its_month():
    found = answer(history(60, notices={"2": None, "3": None, "4": "2026-06-22"}))

    assert found["suspensions"] == [
        {"k": 2, "from": "2026-04-17", "submit_due": "2026-04-24"},
        {"k": 3, "from": "2026-05-17", "submit_due": "2026-05-22"},
    ]
    assert found["resumptions"] == [
        {"k": 4, "from": "2026-06-17", "submit_due": "2026-06-24", "remaining": 2}
    ]
    assert (found["months_paid"], found["months_suspended"]) == (3, 2)
    assert (found["total_money"], found["reserve_total"]) == (27_000_000, 0)


def test_no_notice_at_all_ends_it_after_three_months():
    found = answer(history(60, notices_default="none"))

    assert (found["cause"], found["end_date"]) == ("đ", "2026-05-20")
    assert found["suspended"] == [1, 2]


def test_a_slip_later_than_the_first_month_still_has_to_be_met_by_its_window():
    case = history(
        60,
        dossier={"channel": "online", "filed": "2026-03-02"},
        pickup=None,
        slip_first_day="2026-04-20",
        notices={"1": "2026-04-01"},
    )
    found = answer(case)

    assert found["notice_windows"][0] == {"k": 1, "from": "2026-04-20", "to": "2026-04-22"}
    assert found["suspended"] == [1]


def test_two_missed_then_one_given_then_two_missed_does_not_end_it():
    notices = {"1": None, "2": None, "4": None, "5": None}

    assert answer(history(60, notices=notices))["outcome"] == "completed"


@pytest.mark.parametrize(
    ("ended", "paid", "suspended"), [("2026-04-22", 2, []), ("2026-04-23", 1, [2])]
)
def test_the_month_of_the_end_is_paid_while_its_window_is_still_open(ended, paid, suspended):
    found = answer(history(60, notices={"2": None}, events=[job(ended, ended)]))

    assert (found["months_paid"], found["suspended"]) == (paid, suspended)


def test_money_never_fetched_is_reserved_by_twelve_months_each():
    found = answer(history(50, events=[{"type": "uncollected", "months": [3, 4]}]))

    assert (found["months_paid"], found["total_money"]) == (2, 18_000_000)
    assert (found["reserve_uncollected"], found["reserve_total"]) == (24, 26)


def test_a_suspended_month_cannot_be_reserved_as_not_fetched():
    uncollected = {"type": "uncollected", "months": [2]}
    found = answer(history(48, notices={"2": None}, events=[uncollected]))

    assert (found["reserve_uncollected"], found["reserve_total"]) == (0, 0)


@pytest.mark.parametrize(
    ("months", "extra", "events", "total"),
    [
        (36, 5, [], 5),  # from 36: all that came later
        (35, 5, [], 4),  # below: 35 + 5 - 36
        (20, 5, [], 0),  # 20 + 5 - 36
        (30, 10, [job("2026-04-01")], 10),  # 18 forfeited: 30 + 10 - 12 - 18
        (30, 10, [job("2026-04-01", "2026-04-01")], 28),  # 18 reserved
    ],
)
def test_months_confirmed_later(months, extra, events, total):
    late = {"type": "late_confirmation", "months": extra}

    assert answer(history(months, events=[*events, late]))["reserve_total"] == total


def test_months_confirmed_later_are_added_to_a_refused_and_a_cancelled_file():
    late = {"type": "late_confirmation", "months": 3}

    assert answer(history(8, events=[late]))["reserve_total"] == 11
    assert answer(history(40, pickup=None, events=[late]))["reserve_total"] == 43


@pytest.mark.parametrize(
    ("request_on", "to", "allowed"),
    [
        ("2026-04-16", "31", False),  # the first month still runs
        ("2026-04-17", "31", True),
        ("2026-04-17", "01", False),  # the same province
        ("2026-08-17", "31", False),  # it is over
    ],
)
def test_moving_it_after_a_month_to_another_province(request_on, to, allowed):
    asked = {"from": "01", "to": to, "request": request_on}

    assert answer(history(60, transfer=asked))["transfer"]["allowed"] is allowed


def test_the_days_of_both_centres_when_it_moves():
    asked = {
        "from": "01", "to": "31", "request": "2026-05-04", "received": "2026-05-08",
        "withdrawn": "2026-05-11",
    }  # fmt: skip

    assert answer(history(60, transfer=asked))["transfer"] == {
        "allowed": True,
        "sender_due": "2026-05-07",
        "receiver_due": "2026-05-13",
        "withdraw_due": "2026-05-14",
    }


def test_a_benefit_into_2027_has_dates_that_are_marked():
    case = history(
        144,
        ended=date(2026, 10, 30),
        dossier={"channel": "online", "filed": "2026-11-02"},
        pickup=None,
    )
    found = answer(case)

    assert (found["months_granted"], found["calendar_unconfirmed"]) == (12, True)
    assert found["periods"][-1]["to"] == "2027-11-16"
    assert "uncollected_limit" not in found  # 2028 has no calendar at all


def test_death_ends_it_and_pays_the_month():
    found = answer(history(60, events=[event("death", "2026-03-17")]))

    assert (found["months_paid"], found["reserve_total"]) == (1, 0)
    assert "report_due" not in found
