import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.province.chance import KM_PER_DEGREE, Weighted, point_near, share_out, stream

weights = st.lists(st.floats(0.01, 1_000), min_size=1, max_size=40)


@given(weights=weights, least=st.integers(0, 5), spare=st.integers(0, 10_000))
def test_shares_sum_exactly_and_none_is_under_the_least(weights, least, spare):
    total = least * len(weights) + spare
    shares = share_out(total, weights, least=least)
    assert sum(shares) == total
    assert min(shares) >= least


@given(weights=weights, spare=st.integers(0, 10_000))
def test_a_share_is_within_one_of_what_its_weight_says(weights, spare):
    for share, weight in zip(share_out(spare, weights, least=0), weights, strict=True):
        assert abs(share - spare * weight / sum(weights)) < 1 + 1e-6


def test_too_few_to_share_out_is_refused():
    with pytest.raises(ValueError, match="cannot give"):
        share_out(2, [1, 1, 1])


@given(
    lat=st.floats(8, 23),
    lon=st.floats(102, 110),
    radius_km=st.floats(0.1, 20),
    seed=st.integers(0, 100),
)
def test_a_point_lies_within_its_radius(lat, lon, radius_km, seed):
    there_lat, there_lon = point_near(lat, lon, radius_km=radius_km, chance=Random(seed))
    north = (there_lat - lat) * KM_PER_DEGREE
    east = (there_lon - lon) * KM_PER_DEGREE * math.cos(math.radians(lat))
    assert math.hypot(north, east) <= radius_km + 0.01  # coordinates are rounded to a metre


@given(seed=st.integers(0, 1_000))
def test_what_weighs_nothing_is_never_picked(seed):
    assert Weighted([("never", 0), ("always", 2), ("no", 0)]).pick(Random(seed)) == "always"


def test_picks_follow_the_weights():
    chance = stream(1, "test")
    picks = [Weighted([("a", 3), ("b", 1)]).pick(chance) for _ in range(4_000)]
    assert 0.72 < picks.count("a") / 4_000 < 0.78


def test_several_picks_are_different():
    table = Weighted([(letter, 1) for letter in "abcdef"])
    picked = table.pick_several(4, Random(3))
    assert len(picked) == len(set(picked)) == 4


def test_nothing_to_pick_from_is_refused():
    with pytest.raises(ValueError, match="nothing to pick"):
        Weighted([("a", 0)])


def test_parts_of_a_province_draw_from_streams_of_their_own():
    assert stream(1, "people").random() != stream(1, "firms").random()
    assert stream(1, "people").random() == stream(1, "people").random()
