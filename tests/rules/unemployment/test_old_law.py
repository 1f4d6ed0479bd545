"""What was decided before 2026 goes by Law 38/2013 and Decrees 28/2015, 61/2020."""

from datetime import date

import pytest

from caunoi_rules.unemployment.duration import duration
from caunoi_rules.unemployment.ending import least_contract
from caunoi_rules.unemployment.regimes import Regime, figures, regime_of
from tests.rules.unemployment.made import answer, event, history, job, run

ENDED = date(2025, 2, 28)


def old(months: int = 36, **changed):
    """Filed on Monday 03/03/2025, decided on 25/03/2025, collected."""
    made = history(
        months,
        ended=ENDED,
        dossier={"channel": "in_person", "filed": "2025-03-03"},
        pickup="2025-04-02",
    )
    return {**made, "decision_date": "2025-03-28", **changed}


@pytest.mark.parametrize(
    ("decided", "regime"),
    [
        (date(2025, 12, 31), Regime.OLD),
        (date(2026, 1, 1), Regime.NEW),
        (None, Regime.NEW),  # filed earlier or not: without a decision the new law decides
    ],
)
def test_the_day_of_the_decision_tells_the_law(decided, regime):
    assert regime_of(decided) is regime


def test_a_file_of_2025_without_a_decision_goes_by_the_new_law():
    case = old()
    del case["decision_date"]

    assert answer(case)["start"] == "2025-03-18"  # the 11th working day
    assert answer(old())["start"] == "2025-03-25"  # the 16th


def test_the_days_of_the_old_law():
    found = answer(old())

    assert found["regime"] == "old"
    assert (found["withdraw_due"], found["test_last_day"]) == ("2025-03-24", "2025-03-24")
    assert found["decision_due"] == "2025-03-31"
    assert found["pickup_window"] == {"from": "2025-04-01", "to": "2025-04-03"}
    assert "pay_due" not in found


def test_not_collected_is_cancelled_in_two_days_and_nobody_is_told():
    found = answer(old(pickup=None))

    assert (found["outcome"], found["cancel_due"]) == ("cancelled", "2025-04-08")
    assert "inform_bhxh_due" not in found
    assert found["reserve_total"] == 36


@pytest.mark.parametrize(
    ("contract", "window"),
    [("seasonal_3_12", 36), ("fixed_1_12", 24), ("fixed_ge12", 24), ("work_contract", 24)],
)
def test_only_seasonal_contracts_look_back_36_months(contract, window):
    assert answer(old(contract=contract))["window"] == window


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        ("pension_eligible", []),
        ("pension_drawing", ["PENSION"]),
        ("unlawful_unilateral", ["UNLAWFUL"]),
    ],
)
def test_leaving_when_a_pension_was_possible_did_not_refuse(kind, reasons):
    found = answer(old(termination={"date": ENDED.isoformat(), "kind": kind}))

    assert found["reasons"] == reasons


def test_an_employer_who_cannot_pay_was_no_ground():
    segments = [{**run(3, until=ENDED), "status": "employer_arrears"}]
    segments.insert(0, run(30, until=date(2024, 11, 30)))
    found = answer(old(segments=segments, employer_unable={"confirmed_on": "2025-03-10"}))

    assert (found["contributing_clause"], found["filing_deadline"]) == (0, "2025-05-28")


def test_filed_in_time_was_enough_even_when_completed_later():
    dossier = {"channel": "online", "filed": "2025-05-27", "completed": "2025-06-03"}

    assert answer(old(dossier=dossier))["filed_in_time"]


@pytest.mark.parametrize(
    ("event_", "cause", "reserve"),
    [
        (job("2025-05-05", "2025-05-06", months=1), "a", 24),
        (job("2025-05-05", "2025-05-06", months=1, bhxh=False), "a", 24),
        (job("2025-05-05", "2025-05-06", months=0), None, 0),
        (job("2025-05-05", months=12), "a", 0),
        (job("2025-05-05", "2025-05-06", kind="overseas"), "e", 0),
        (event("study", "2025-05-05", "2025-05-06", months=12), "g", 24),
        (event("study", "2025-05-05", "2025-05-06", months=11), None, 0),
        (event("own_request", "2025-05-05", "2025-05-06"), None, 0),
        (event("pension", "2025-05-05", "2025-05-06"), "c", 0),
        (event("detained", "2025-05-05"), "m", 24),
        (event("compulsory", "2025-05-05"), "k", 24),
        (event("missing", "2025-05-05"), "l", 24),
        (event("military", "2025-05-05"), "b", 0),
    ],
)
def test_what_ended_a_benefit(event_, cause, reserve):
    found = answer(old(48, events=[event_]))

    assert (found.get("cause"), found["reserve_termination"]) == (cause, reserve)


def test_until_july_2020_a_contract_counted_from_three_months():
    assert [least_contract(date(2020, 7, day)) for day in (14, 15)] == [3, 1]


def test_above_144_months_the_rest_was_reserved_until_february_2024():
    before = duration(150, Regime.OLD, decided_on=date(2024, 2, 14))
    after = duration(150, Regime.OLD, decided_on=date(2024, 2, 15))

    assert (before.months, before.reserve) == (12, 6)
    assert (after.months, after.reserve) == (12, 0)


def test_every_figure_has_an_article_of_its_law():
    for regime, law in ((Regime.OLD, ("38/2013", "28/2015", "15/2023")), (Regime.NEW, ("74/2025",
                        "374/2025"))):  # fmt: skip
        for name, article in figures(regime).laws.items():
            assert any(each in article for each in law), name
    assert not figures(Regime.NEW).unconfirmed
    assert not figures(Regime.OLD).confirmed("job_least")
