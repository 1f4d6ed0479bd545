"""What a year is expected to end with: four of five years end within the interval."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.series.forecasting import KNOWN, LEVEL, SHARE, SMOOTHED, expect_year

COUNTS = st.integers(0, 5_000)


def made_series(rng, years, *, noise=0.08, growth=0.003, season=0.3, base=2_000):
    """Months of counts that grow a little, with a season and months that stray from both."""
    months = 12 * years
    drift = np.cumprod(1 + rng.normal(growth, 0.01, months))
    turn = 1 + season * np.sin(np.arange(12) / 12 * 2 * np.pi + rng.uniform(0, 6))
    strayed = rng.lognormal(0, noise, months)
    return np.round(base * drift * turn[np.arange(months) % 12] * strayed).astype(int)


def covered(years, done, tries, *, level=False, **shape):
    """Which part of made years ended within the interval foretold after `done` months."""
    rng = np.random.default_rng(100 * years + done)
    within = 0
    for _ in range(tries):
        series = made_series(rng, years, **shape)
        told = expect_year(series[: 12 * (years - 1) + done].tolist(), done=done, level=level)
        end = series[-1] if level else series[-12:].sum()
        within += told.low <= end <= told.high
    return within / tries


@pytest.mark.parametrize(
    ("years", "done", "tries"), [(2, 3, 800), (2, 6, 800), (2, 10, 800), (3, 6, 40), (5, 6, 40)]
)
def test_an_interval_of_80_percent_holds_70_to_90_percent_of_years(years, done, tries):
    assert 0.70 <= covered(years, done, tries) <= 0.90


def test_a_level_is_carried_to_december_with_its_interval():
    assert 0.70 <= covered(4, 6, 25, level=True, season=0, growth=0) <= 0.95


@given(st.lists(COUNTS, min_size=12, max_size=12), st.lists(COUNTS, min_size=3, max_size=11))
def test_what_is_done_stays_done_and_the_value_lies_within(last_year, this_year):
    told = expect_year(last_year + this_year, done=len(this_year))

    if told is None:
        assert sum(last_year[: len(this_year)]) == 0, "nothing to compare with"
        return
    assert sum(this_year) <= told.low <= told.value <= told.high
    assert (told.method, told.percent) == (SHARE, 80)


@given(st.lists(COUNTS, min_size=12, max_size=30))
def test_a_year_that_is_over_is_known(months):
    told = expect_year(months, done=12)

    assert told.low == told.value == told.high == sum(months[-12:])
    assert told.method == KNOWN
    assert expect_year(months, done=12, level=True).value == months[-1]


def test_too_little_tells_nothing():
    assert expect_year([5, 6], done=2) is None
    assert expect_year([5] * 11, done=11) is None, "no whole year before it"
    assert expect_year([0] * 12 + [5, 6, 7], done=3) is None
    assert expect_year([5, 6, 7], done=3, level=True) is None


def test_the_same_months_always_tell_the_same():
    months = made_series(np.random.default_rng(7), 3)[:30].tolist()

    assert expect_year(months, done=6) == expect_year(months, done=6)
    assert expect_year(months, done=6).method == SMOOTHED
    assert expect_year([50] * 30, done=6).value == 600
    assert expect_year([0] * 30, done=6).value == 0
    assert expect_year([70] * 8, done=8, level=True).method == LEVEL


def test_months_that_cannot_be_are_refused():
    for months, done in (([1, -1, 3], 3), ([1], 3), ([1] * 20, 13)):
        with pytest.raises(ValueError, match="months"):
            expect_year(months, done=done)


def test_the_library_stays_out_of_processes_that_only_serve_pages():
    code = (
        "import sys, caunoi_engine.series.forecasting\n"
        "print(any(name.startswith(('statsmodels', 'pandas', 'scipy')) for name in sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"
