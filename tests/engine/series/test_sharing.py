"""Parts add up to the whole, and nobody is more than one away from their due."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.series import share_out

WEIGHTS = st.lists(st.integers(0, 200_000), min_size=1, max_size=130)


@given(st.integers(0, 2_000_000), WEIGHTS)
def test_the_parts_add_up_to_the_whole(total, weights):
    assert sum(share_out(total, weights)) == total


@given(st.integers(0, 2_000_000), WEIGHTS.filter(any))
def test_each_part_is_its_due_rounded_up_or_down(total, weights):
    for part, weight in zip(share_out(total, weights), weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


def test_no_units_get_nothing_and_a_negative_total_is_refused():
    assert share_out(5, []) == []
    with pytest.raises(ValueError, match="negative"):
        share_out(-1, [1])
