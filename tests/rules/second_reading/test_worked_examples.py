"""The second reading against worked examples: the ones of the old guidance, and dates counted by
hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.second_reading.days import benefit_months, worked_days_on_or_after
from tests.rules.second_reading.reading import answer, months_granted, odd_months

Case = dict[str, Any]


def case(months: int, *, wage: int = 15_000_000, ended: str = "2026-01-31", **more: Any) -> Case:
    """A case of `months` paid months up to the month it ended, filed on Monday 2 March 2026 and
    collected."""
    last = date.fromisoformat(ended).replace(day=1)
    first = last.year * 12 + last.month - 1 - (months - 1)
    segment = {
        "from": f"{first // 12}-{first % 12 + 1:02d}",
        "to": ended[:7],
        "wage": wage,
        "region": 1,
    }
    return {
        "id": "example",
        "segments": [segment | more.pop("segment", {})],
        "contract": "indefinite",
        "termination": {"date": ended, "kind": "agreement"},
        "dossier": {"channel": "in_person", "province": "01", "filed": "2026-03-02"},
        "pickup": "2026-03-24",
        "notices_default": "on_time",
        **more,
    }


def job(day: str, notified: str | None) -> dict[str, Any]:
    return {
        "type": "job",
        "kind": "contract",
        "months": 12,
        "bhxh": True,
        "date": day,
        "notified": notified,
    }


def test_a1_sixty_per_cent_for_one_month_a_year() -> None:
    got = answer(case(72))
    assert (got["amount"], got["months_granted"], got["total_money"]) == (9_000_000, 6, 54_000_000)


@pytest.mark.parametrize(
    ("region", "cap"), [(1, 26_550_000), (2, 23_650_000), (3, 20_700_000), (4, 18_500_000)]
)
def test_a2_a5_five_regional_minimum_wages(region: int, cap: int) -> None:
    got = answer(case(24, wage=50_000_000, segment={"region": region}))
    assert got["amount"] == got["cap_law"] == cap


def test_a3_ten_months_are_not_enough() -> None:
    got = answer(case(10))
    assert (got["eligible"], got["reasons"], got["outcome"]) == (
        False,
        ["CONTRIBUTIONS"],
        "refused",
    )


def test_a7_the_wage_contributed_on_has_a_ceiling() -> None:
    got = answer(
        case(
            24,
            wage=150_000_000,
            ended="2026-06-30",
            dossier={"channel": "online", "filed": "2026-07-01"},
        )
    )
    assert got["average"] == "106200000.00"


def test_a8_state_scale_under_the_old_law() -> None:
    old = case(
        24,
        ended="2021-05-31",
        segment={"state_scale": True},
        decision_date="2021-07-01",
        pickup=None,
    )
    got = answer(old | {"dossier": {"channel": "online", "filed": "2021-06-01"}})
    assert (got["regime"], got["amount"]) == ("old", 7_450_000)


def test_b1_months_granted_and_odd_months() -> None:
    totals = [12, 20, 36, 37, 47, 48, 50, 60, 100, 144, 150]
    assert [months_granted(n) for n in totals] == [3, 3, 3, 3, 3, 4, 4, 5, 8, 12, 12]
    assert [odd_months(n) for n in totals] == [0, 0, 0, 1, 11, 0, 2, 0, 4, 0, 0]
    assert months_granted(11) == 0


def test_b2_b8_a_job_in_the_second_month() -> None:
    told = answer(case(50, events=[job("2026-05-04", "2026-05-05")]))
    assert (told["months_paid"], told["reserve_termination"], told["reserve_total"]) == (2, 24, 26)
    late = answer(case(50, events=[job("2026-05-04", "2026-05-11")]))
    assert (late["reported_in_time"], late["reserve_termination"], late["outcome"]) == (
        False,
        0,
        "terminated",
    )


def test_b4_months_confirmed_later() -> None:
    found = job("2026-04-01", "2026-04-02")
    assert answer(case(35, events=[found]))["reserve_total"] == 23
    assert (
        answer(case(35, events=[found, {"type": "late_confirmation", "months": 3}]))[
            "reserve_total"
        ]
        == 26
    )


def test_b5_b6_odd_months_and_a_decision_nobody_collected() -> None:
    assert answer(case(47))["reserve_total"] == 11
    got = answer(case(36, pickup=None))
    assert (got["outcome"], got["reserve_total"]) == ("cancelled", 36)
    assert (got["inform_bhxh_due"], got["cancel_due"]) == ("2026-03-30", "2026-04-06")


def test_b9_three_notices_missed_in_a_row() -> None:
    got = answer(case(60, notices_default="none"))
    assert (got["cause"], got["end_date"], got["reserve_termination"]) == (
        "đ",
        got["notice_windows"][2]["to"],
        0,
    )


def test_b10_above_144_months() -> None:
    asked = {"type": "own_request", "date": "2026-05-08", "notified": "2026-05-08"}
    assert answer(case(150, events=[asked]))["reserve_total"] == 126


def test_c1_c3_dates_of_a_dossier_counted_by_hand() -> None:
    got = answer(case(24))
    assert [got[name] for name in ("test_last_day", "start", "decision_due")] == [
        "2026-03-16",
        "2026-03-17",
        "2026-03-23",
    ]
    assert [period["to"] for period in got["periods"]] == ["2026-04-16", "2026-05-16", "2026-06-16"]
    assert got["notice_windows"][1:] == [
        {"k": 2, "from": "2026-04-20", "to": "2026-04-22"},  # C7
        {"k": 3, "from": "2026-05-18", "to": "2026-05-20"},  # C8
    ]
    april = answer(case(24, dossier={"channel": "online", "filed": "2026-04-20"}))
    assert [april[name] for name in ("test_last_day", "start", "decision_due")] == [
        "2026-05-07",
        "2026-05-08",
        "2026-05-14",
    ]


def test_c5_a_benefit_that_starts_on_the_31st() -> None:
    months = benefit_months(date(2026, 3, 31), 4)
    assert [f"{first:%d/%m}-{last:%d/%m}" for first, last in months] == [
        "31/03-30/04",
        "01/05-30/05",
        "31/05-30/06",
        "01/07-30/07",
    ]
    assert [f"{a:%d/%m}-{b:%d/%m}" for a, b in benefit_months(date(2026, 1, 29), 3)] == [
        "29/01-28/02",
        "01/03-28/03",
        "29/03-28/04",
    ]


def test_c9_a_filing_limit_on_a_saturday() -> None:
    assert answer(case(24, ended="2025-11-30"))["filing_deadline"] == "2026-03-02"


def test_c11_the_old_law_counts_sixteen_and_twenty() -> None:
    got = answer(case(24, decision_date="2025-12-31"))
    assert (got["start"], got["decision_due"]) == ("2026-03-24", "2026-03-30")


def test_d1_d4_support_for_training() -> None:
    asked = {
        "filed": "2026-04-01",
        "months": 2,
        "odd_days": 0,
        "tuition_course": 5_000_000,
        "study_days": 40,
    }
    assert answer(case(24, training=asked))["training"]["total"] == 6_500_000
    long = {
        "filed": "2026-04-01",
        "months": 9,
        "odd_days": 0,
        "tuition_month": 2_000_000,
        "study_days": 0,
    }
    assert answer(case(24, training=long))["training"]["months"] == "6"


def test_swapped_saturdays_and_tet() -> None:
    assert worked_days_on_or_after(date(2026, 8, 21), 3)[1:] == [
        date(2026, 8, 22),
        date(2026, 8, 24),
    ]
    assert worked_days_on_or_after(date(2026, 2, 13), 2) == [date(2026, 2, 13), date(2026, 2, 23)]
