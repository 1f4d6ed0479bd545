"""Who receives the benefit: each condition alone, and all grounds together."""

from datetime import date

import pytest

from caunoi_rules.unemployment.eligibility import ENDINGS, REFUSALS
from tests.rules.unemployment.made import answer, event, history, job, run

FEB = date(2026, 2, 1)


@pytest.mark.parametrize("kind", ENDINGS)
def test_how_the_contract_ended(kind):
    found = answer(history(termination={"date": "2026-02-27", "kind": kind}))

    refused = {
        "unlawful_unilateral": ["UNLAWFUL"],
        "pension_eligible": ["PENSION"],
        "pension_drawing": ["PENSION"],
    }
    assert found["reasons"] == refused.get(kind, [])


@pytest.mark.parametrize(
    ("segments", "contract", "counted", "eligible"),
    [
        ([run(12)], "indefinite", 12, True),
        ([run(11)], "indefinite", 11, False),
        # twelve months, one of them the 25th back
        ([{"from": "2024-02", "to": "2024-12", "wage": 1, "region": 1}, run(1)], "indefinite", 11,
         False),
        ([{"from": "2024-03", "to": "2025-01", "wage": 1, "region": 1}, run(1)], "indefinite", 12,
         True),
        ([{"from": "2023-03", "to": "2024-01", "wage": 1, "region": 1}, run(1)], "fixed_1_12", 12,
         True),
        ([{"from": "2023-02", "to": "2023-12", "wage": 1, "region": 1}, run(1)], "fixed_1_12", 11,
         False),
        # contributed until the month before: the 24 end with that one
        ([{"from": "2024-02", "to": "2025-01", "wage": 1, "region": 1},
          {"from": "2026-01", "to": "2026-01", "wage": 1, "region": 1}], "indefinite", 13, True),
    ],
)  # fmt: skip
def test_twelve_months_in_twenty_four_or_thirty_six(segments, contract, counted, eligible):
    found = answer(history(segments=segments, contract=contract))

    assert (found["months_in_window"], found["eligible"]) == (counted, eligible)
    assert found["window"] == (36 if contract == "fixed_1_12" else 24)


def test_months_reserved_earlier_count_for_the_length_only():
    found = answer(history(11, prior_reserve=30))

    assert (found["months_total"], found["months_in_window"]) == (41, 11)
    assert found["reasons"] == ["CONTRIBUTIONS"]


@pytest.mark.parametrize(
    ("now", "before", "clause"),
    [
        ("paid", "paid", 1),
        ("unpaid_leave14", "paid", 2),
        (None, "paid", 2),
        ("sick_maternity14", "sick_maternity14", 3),
        ("unpaid_leave14", "sick_maternity14", 3),
        ("unpaid_leave14", None, 4),
        (None, "suspended14", 5),
        ("employer_arrears", "employer_arrears", 0),
        (None, None, 0),
    ],
)
def test_who_counts_as_contributing(now, before, clause):
    segments = [run(40, until=date(2025, 12, 1))]
    for status, month in ((before, "2026-01"), (now, "2026-02")):
        if status:
            segments.append({**run(1), "from": month, "to": month, "status": status})
    found = answer(history(segments=segments))

    assert found["contributing_clause"] == clause
    assert ("NOT_CONTRIBUTING" in found["reasons"]) is (clause == 0)


def test_an_employer_who_cannot_pay_counts_and_the_limit_runs_from_its_confirmation():
    segments = [run(40, until=date(2025, 12, 1))]
    segments.append({**run(2), "status": "employer_arrears"})
    found = answer(
        history(
            segments=segments,
            employer_unable={"confirmed_on": "2026-06-01"},
            dossier={"channel": "online", "filed": "2026-08-31"},
        )
    )

    assert (found["contributing_clause"], found["eligible"]) == (6, True)
    assert (found["months_total"], found["filing_deadline"]) == (40, "2026-09-03")


@pytest.mark.parametrize(
    ("dossier", "in_time"),
    [
        ({"filed": "2026-05-27"}, True),
        ({"filed": "2026-05-28"}, False),
        ({"filed": "2026-05-20", "completed": "2026-05-28"}, False),
        ({"channel": "post", "filed": "2026-05-27", "arrived": "2026-06-02"}, True),
    ],
)
def test_the_full_dossier_within_three_months(dossier, in_time):
    found = answer(history(dossier=dossier))

    assert (found["filing_deadline"], found["filed_in_time"]) == ("2026-05-27", in_time)
    assert ("LATE" in found["reasons"]) is not in_time


WAITING = {
    "EMPLOYED": job("2026-03-16"),
    "MILITARY": event("military", "2026-03-16"),
    "STUDY": event("study", "2026-03-16", months=13),
    "COMPULSORY": event("compulsory", "2026-03-16"),
    "DETAINED": event("detained", "2026-03-16"),
    "EMIGRATED": event("emigrate", "2026-03-16"),
    "DEAD": event("death", "2026-03-16"),
}


@pytest.mark.parametrize("code", WAITING)
def test_what_happens_by_the_tenth_working_day_refuses(code):
    found = answer(history(events=[WAITING[code]]))

    assert (found["reasons"], found["outcome"]) == ([code], "refused")
    assert (found["reserve_total"], found["total_money"]) == (72, 0)
    assert "start" not in found


@pytest.mark.parametrize("code", WAITING)
def test_on_the_eleventh_it_ends_the_benefit_instead(code):
    found = answer(history(events=[WAITING[code] | {"date": "2026-03-17"}]))

    assert (found["eligible"], found["outcome"]) == (True, "terminated")


def test_a_job_without_compulsory_insurance_or_under_a_month_does_not_refuse():
    jobs = [job("2026-03-05", bhxh=False), job("2026-03-06", months=0)]

    assert answer(history(events=jobs))["eligible"]


def test_every_ground_is_told_and_sorted():
    found = answer(
        history(
            5,
            termination={"date": "2025-11-20", "kind": "unlawful_unilateral"},
            events=list(WAITING.values()),
        )
    )

    assert found["reasons"] == sorted(set(REFUSALS) - {"PENSION", "NOT_CONTRIBUTING"})


def test_withdrawn_within_ten_working_days_keeps_every_month():
    found = answer(history(withdrawn="2026-03-16"))
    assert (found["outcome"], found["withdraw_due"]) == ("withdrawn", "2026-03-16")
    assert (found["reserve_total"], found["months_paid"]) == (72, 0)

    assert answer(history(withdrawn="2026-03-17"))["outcome"] == "completed"


@pytest.mark.parametrize("channel", ["online", "post", "proxy"])
def test_only_who_filed_in_person_has_to_fetch_the_decision(channel):
    case = history(dossier={"channel": channel, "filed": "2026-03-02"}, pickup=None)

    assert answer(case)["outcome"] == "completed"


@pytest.mark.parametrize(
    ("slip", "pickup", "window", "outcome"),
    [
        (None, "2026-03-26", ("2026-03-24", "2026-03-26"), "completed"),
        (None, "2026-03-27", ("2026-03-24", "2026-03-26"), "cancelled"),
        ("2026-03-19", "2026-03-23", ("2026-03-19", "2026-03-23"), "completed"),
        ("2026-03-21", "2026-03-25", ("2026-03-23", "2026-03-25"), "completed"),
    ],
)
def test_the_three_days_of_the_slip(slip, pickup, window, outcome):
    found = answer(history(slip_first_day=slip, pickup=pickup))

    assert found["pickup_window"] == {"from": window[0], "to": window[1]}
    assert found["notice_windows"][0] == {"k": 1, "from": window[0], "to": window[1]}
    assert found["outcome"] == outcome
