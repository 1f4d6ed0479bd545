"""Jumps: what is usual is none, far from usual is one, whatever order and scale."""

from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.series.unusual import HALF_AGAIN, MONTHS_NEEDED, SMALL, jump_of

figures = st.integers(min_value=0, max_value=10**12)
months = st.lists(figures, min_size=MONTHS_NEEDED, max_size=24)


@given(months)
def test_the_median_of_its_months_never_jumps(before):
    usual = sorted(before)[len(before) // 2]
    if len(before) % 2:
        assert jump_of(usual, months=before) is None


@given(figures, months, st.randoms(use_true_random=False))
def test_the_order_of_many_months_does_not_matter(value, before, chance):
    shuffled = list(before)
    chance.shuffle(shuffled)

    assert jump_of(value, months=before) == jump_of(value, months=shuffled)


@given(figures, figures)
def test_as_much_as_a_year_before_is_no_jump_and_three_times_as_much_is(value, _):
    assert jump_of(value, year_before=value) is None
    if value >= SMALL:
        found = jump_of(3 * value, year_before=value)
        assert found is not None
        assert (found.is_up, found.times) == (True, 3)


@given(figures, months)
def test_whatever_jumps_is_at_least_half_as_much_again_or_half_as_little(value, before):
    if found := jump_of(value, months=before):
        low, high = sorted((found.value, found.usual))
        assert HALF_AGAIN[1] * high >= HALF_AGAIN[0] * low
        assert high >= SMALL


@given(figures, months, figures)
def test_one_odd_month_among_seven_hides_no_jump(base, _, odd):
    steady = [base + 100] * MONTHS_NEEDED
    value = 4 * (base + 100)

    assert jump_of(value, months=[*steady, odd]) is not None


@given(st.integers(min_value=0, max_value=SMALL - 1), st.integers(min_value=0, max_value=SMALL - 1))
def test_few_against_few_is_nothing_to_tell(value, before):
    assert jump_of(value, months=[before] * MONTHS_NEEDED, year_before=None) is None
    assert jump_of(value, year_before=before) is None
