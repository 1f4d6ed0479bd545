"""The monthly amount: which six months, ceilings, caps, regions, fractions."""

from datetime import date
from fractions import Fraction

import pytest

from caunoi_rules.unemployment.amount import TooFewMonths, monthly_amount, rounded
from caunoi_rules.unemployment.contributions import Segment, month_of, parse_month
from caunoi_rules.unemployment.readings import Readings
from caunoi_rules.unemployment.regimes import Regime
from tests.rules.unemployment.made import answer, history, run


def months(first: str, last: str, wage: int, **more) -> Segment:
    return Segment(parse_month(first), parse_month(last), wage, **{"region": 1, **more})


def test_the_six_last_paid_months_gaps_are_skipped():
    found = monthly_amount(
        [
            months("2025-01", "2025-04", 10_000_000),
            months("2025-05", "2025-06", 99_000_000, status="unpaid_leave14"),
            months("2025-09", "2025-12", 16_000_000),
        ],
        ended_on=date(2026, 1, 20),
    )

    assert [each.month for each in found.months] == [
        month_of(date(2025, m, 1)) for m in (12, 11, 10, 9, 4, 3)
    ]
    assert found.average == 14_000_000


def test_months_after_the_end_of_the_contract_do_not_count():
    found = monthly_amount(
        [months("2025-01", "2025-12", 10_000_000), months("2026-01", "2026-06", 90_000_000)],
        ended_on=date(2025, 12, 31),
    )

    assert found.amount == 6_000_000


def test_an_average_that_does_not_end_is_kept_exactly():
    case = history(
        segments=[run(71, until=date(2026, 1, 1), wage=10_000_000), run(1, wage=10_000_001)]
    )
    found = answer(case)

    assert found["average"] == "10000000.17"
    assert (found["amount_exact"], found["amount"]) == ("60000001/10", 6_000_000)


@pytest.mark.parametrize(
    ("exact", "half_up", "down", "up"),
    [
        (Fraction(1, 2), 1, 0, 1),
        (Fraction(49, 100), 0, 0, 1),
        (Fraction(3, 2), 2, 1, 2),
        (Fraction(5, 2), 3, 2, 3),
        (Fraction(7), 7, 7, 7),
    ],
)
def test_rounding(exact, half_up, down, up):
    assert rounded(exact) == half_up
    assert rounded(exact, Readings(rounding="down")) == down
    assert rounded(exact, Readings(rounding="up")) == up


def test_a_wage_above_the_ceiling_counts_up_to_it_in_its_own_month():
    found = monthly_amount(
        [months("2025-09", "2025-12", 150_000_000), months("2026-01", "2026-02", 150_000_000)],
        ended_on=date(2026, 2, 27),
    )

    assert found.average == Fraction(4 * 99_200_000 + 2 * 106_200_000, 6)


def test_the_two_caps_differ_when_the_minimum_wage_rose_in_between():
    segments = [months("2024-01", "2025-12", 60_000_000)]
    found = monthly_amount(segments, ended_on=date(2026, 1, 10))

    assert (found.cap_law, found.cap_decree) == (24_800_000, 26_550_000)
    assert (found.amount, found.law, found.decree) == (24_800_000, 24_800_000, 26_550_000)
    assert found.readings_differ

    other = monthly_amount(
        segments, ended_on=date(2026, 1, 10), readings=Readings(cap_date="decree")
    )
    assert other.amount == 26_550_000


def test_the_region_is_that_of_the_last_paid_month():
    found = monthly_amount(
        [
            months("2025-01", "2025-12", 60_000_000),
            months("2026-01", "2026-01", 60_000_000, region=4),
            months("2026-02", "2026-02", 60_000_000, region=1, status="sick_maternity14"),
        ],
        ended_on=date(2026, 2, 27),
    )

    assert found.cap_law == 18_500_000


@pytest.mark.parametrize(("regime", "cap"), [(Regime.NEW, 26_550_000), (Regime.OLD, 5 * 2_340_000)])
def test_the_base_salary_caps_the_state_scale_under_the_old_law_only(regime, cap):
    segments = [months("2024-01", "2026-02", 45_000_000, state_scale=True)]

    assert monthly_amount(segments, ended_on=date(2026, 2, 27), regime=regime).cap_law == cap


def test_five_months_have_no_average():
    with pytest.raises(TooFewMonths):
        monthly_amount([months("2025-01", "2025-05", 1)], ended_on=date(2025, 5, 31))


def test_a_minimum_wage_from_a_weak_source_is_marked():
    weak = [months("2023-01", "2023-12", 10_000_000)]
    sure = [months("2025-01", "2025-12", 10_000_000)]

    assert not monthly_amount(weak, ended_on=date(2023, 12, 31), regime=Regime.OLD).confirmed
    assert monthly_amount(sure, ended_on=date(2025, 12, 31), regime=Regime.OLD).confirmed
