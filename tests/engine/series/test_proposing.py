"""Next year's plan follows from what was, and never beyond what can be taken in."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.series.proposing import STEEPEST, capacity_of, propose_next

YEARS = st.lists(st.integers(1, 10**9), min_size=2, max_size=8)


@given(YEARS)
def test_the_proposal_lies_within_the_steepest_trend(years):
    found = propose_next(years)

    assert abs(Decimal(found.value) - years[-1]) <= years[-1] * STEEPEST / 100 + 1
    assert found.steep or abs(found.growth_percent) <= STEEPEST


@given(YEARS, st.integers(1, 10**9))
def test_no_proposal_asks_for_more_than_can_be_taken_in(years, capacity):
    found = propose_next(years, capacity=capacity)

    assert found.value <= capacity
    assert found.capped == (propose_next(years).value > capacity)


@given(st.integers(1, 10**9), st.integers(2, 6))
def test_years_alike_propose_the_same_again(value, years):
    found = propose_next([value] * years)

    assert (found.value, found.growth_percent, found.capped) == (value, 0, False)


def test_only_the_last_three_changes_make_the_trend():
    found = propose_next([10, 1000, 1100, 1210, 1331])

    assert (found.growth_percent, found.years, found.value) == (10, 3, 1464)


def test_one_year_alone_proposes_nothing():
    assert propose_next([100]) is None
    assert propose_next([0, 100]) is None
    assert capacity_of([]) is None
    assert capacity_of([0, 0]) is None
