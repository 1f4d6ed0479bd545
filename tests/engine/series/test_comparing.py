"""A figure beside its plan and beside last year: exact, and told in the words of the pace."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.series import comparing
from caunoi_engine.series.comparing import (
    AT_RISK,
    BEYOND,
    INDEX,
    PERCENT,
    POINTS,
    REACHED,
    SLOW,
    change,
    part_gone,
    percent_of_plan,
    plan_from_percent,
    printed_percent,
    standing,
)

COUNTS = st.integers(1, 10**12)
ORDER = [AT_RISK, SLOW, REACHED, BEYOND]

PRINTED = [  # actual, percent as the papers print it, plan
    (25_953, "117", 22_182),
    (13_575, "169.7", 7_999),
    (487, "138", 353),
    (2_055, "181", 1_135),
    (425, "100", 425),
]


@pytest.mark.parametrize(("actual", "percent", "plan"), PRINTED)
def test_a_plan_follows_from_a_printed_percentage_and_gives_it_again(actual, percent, plan):
    derived = plan_from_percent(actual, Decimal(percent))

    assert derived == plan
    assert round(percent_of_plan(actual, derived), len(percent.partition(".")[2])) == Decimal(
        percent
    )


@given(COUNTS, COUNTS)
def test_a_percentage_is_exact_to_twenty_figures(actual, plan):
    true = Fraction(actual * 100, plan)

    assert abs(Fraction(percent_of_plan(actual, plan)) - true) <= true / 10**20


@given(COUNTS, COUNTS)
def test_a_fall_counts_as_much_as_a_rise_of_its_size(fall, plan):
    assert percent_of_plan(-fall, plan, fall=True) == percent_of_plan(fall, plan)
    assert percent_of_plan(fall, plan, fall=True) < 0, "what rose reached none of it"


@given(st.integers(1, 10**9), st.decimals("1", "1000", places=1))
def test_a_derived_plan_is_within_half_a_unit_of_its_percentage(actual, percent):
    plan = plan_from_percent(actual, percent)

    assert abs(Fraction(plan) - Fraction(actual * 100) / Fraction(percent)) <= Fraction(1, 2)


@given(COUNTS, COUNTS)
def test_an_index_is_its_percentage_and_a_hundred(now, before):
    percent, index = (change(now, before, kind=kind) for kind in (PERCENT, INDEX))

    assert index.amount - percent.amount == pytest.approx(100)
    assert percent.direction == index.direction == (now > before) - (now < before)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_points_are_the_difference_and_nothing_else(now, before):
    assert change(now, before, kind=POINTS, decimals=2).amount * 100 == now - before


def test_nothing_is_compared_with_nothing():
    assert change(5, 0, kind=PERCENT) is None
    assert change(5, 0, kind=POINTS).amount == 5
    for refused in (
        lambda: percent_of_plan(5, 0),
        lambda: plan_from_percent(5, Decimal(0)),
        lambda: change(5, 4, kind="thrice"),
        lambda: part_gone(date(2026, 2, 1), date(2026, 1, 1), date(2026, 1, 1)),
    ):
        with pytest.raises(ValueError, match=r"plan|percentage|way|span"):
            refused()


def test_a_span_goes_by_day_by_day():
    first, last = date(2026, 1, 1), date(2026, 1, 10)

    assert part_gone(first, last, date(2025, 12, 31)) == 0
    assert part_gone(first, last, date(2026, 1, 1)) == Decimal("0.1")
    assert part_gone(first, last, date(2027, 1, 1)) == 1


STANDINGS = [  # percent of plan, part gone, level, ceiling, standing
    ("117", "0.888", False, False, BEYOND),
    ("91.7", "0.888", False, False, REACHED),
    ("76.5", "0.888", False, False, SLOW),
    ("67.7", "0.888", False, False, AT_RISK),
    ("99.9", "1", False, False, SLOW),  # a year that is over is reached whole or not
    ("100", "1", False, False, REACHED),
    ("0", "0", False, False, REACHED),  # nothing is asked for on no day
    ("101.3", "0.5", True, False, REACHED),
    ("106", "0.5", True, False, BEYOND),
    ("85", "0.1", True, False, SLOW),
    ("40", "0.5", False, True, REACHED),
    ("60", "0.5", False, True, SLOW),
    ("90", "0.5", False, True, AT_RISK),
    ("101", "1", False, True, AT_RISK),
    ("80", "1", True, True, BEYOND),
]


@pytest.mark.parametrize(("percent", "gone", "level", "ceiling", "told"), STANDINGS)
def test_standings_by_the_pace_of_the_year(percent, gone, level, ceiling, told):
    assert standing(Decimal(percent), gone=Decimal(gone), level=level, ceiling=ceiling) == told


@given(
    st.decimals("0", "300", places=1),
    st.decimals("0", "300", places=1),
    st.decimals("0", "1", places=3),
    st.booleans(),
)
def test_more_is_never_told_as_less_and_under_a_ceiling_never_as_better(a, b, gone, level):
    less, more = sorted((a, b))
    plain = [standing(p, gone=gone, level=level) for p in (less, more)]
    under = [standing(p, gone=gone, level=level, ceiling=True) for p in (less, more)]

    assert ORDER.index(plain[0]) <= ORDER.index(plain[1])
    assert ORDER.index(under[0]) >= ORDER.index(under[1])


@given(st.decimals("0", "300", places=1), st.decimals("0", "1", places=3))
def test_later_in_the_year_the_same_figure_stands_no_better(percent, gone):
    now, at_the_end = (standing(percent, gone=part) for part in (gone, Decimal(1)))

    assert ORDER.index(at_the_end) <= ORDER.index(now)
    assert set(ORDER) == {getattr(comparing, name) for name in ORDER}


@given(st.integers(1, 10**9), st.integers(1, 10_000))
def test_a_derived_plan_gives_a_percentage_of_as_few_figures_as_were_printed(actual, tenths):
    percent = Decimal(tenths) / 10
    plan = plan_from_percent(actual, percent)

    if plan:
        again = printed_percent(actual, plan)
        assert plan_from_percent(actual, again) == plan or again == percent_of_plan(actual, plan)
        assert again.normalize().as_tuple().exponent >= -1
