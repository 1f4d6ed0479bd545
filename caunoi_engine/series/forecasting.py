"""What a year is expected to end with, and how sure that is.

Two years of months and more: exponential smoothing with a season (statsmodels), whose simulated
paths give the interval of the sum. Less: the share of last year's total that had come by the same
month. Either way the interval comes from how far months strayed from what was expected of them.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

MONTHS: Final = 12
LONG: Final = 2 * MONTHS  # months, from here on a season can be learned
FEWEST: Final = 3  # months of this year: fewer have no spread worth naming
SURE: Final = 80  # percent of years that end within the interval
PATHS: Final = 2000
FEWEST_FREE: Final = 4  # months the spread is estimated from, at least

SMOOTHED: Final = "San bằng mũ có mùa vụ"
LEVEL: Final = "San bằng mũ, lấy mức cuối năm"
SHARE: Final = "Theo phần đã đạt cùng kỳ năm trước"
KNOWN: Final = "Đủ mười hai tháng"

# How many standard errors hold 80 % of a Student distribution, by degrees of freedom 1, 2, …
_T80: Final = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363)

Months = NDArray[np.float64]


@dataclass(frozen=True)
class Expected:
    """The year's end in the unit of the months; `percent` of years end from `low` to `high`."""

    value: int
    low: int
    high: int
    percent: int
    method: str


def expect_year(months: Sequence[int], *, done: int, level: bool = False) -> Expected | None:
    """What a year is expected to end with after `done` of its months.

    months: one value a month, none missing and none negative, ending with the last month done.
    level: each month is a state (a rate, a stock) and the year ends with December's; otherwise
    the year is the sum of its months.

    A year that is over is known: its interval is one point. None while too little is known: fewer
    than three months of this year, or no whole year before it to tell how the months differ.

    >>> last_year, this_year = [10, 20, 30] * 4, [12, 22, 35]
    >>> expect_year(last_year + this_year, done=3).value
    276
    >>> expect_year([10] * 12, done=12).high
    120
    """
    if not 0 <= done <= MONTHS:
        raise ValueError("a year has twelve months")
    series = np.asarray(months, np.float64)
    if len(series) < done or (series < 0).any():
        raise ValueError("the months of the year are among those given, and none is negative")
    if done == MONTHS:
        known = int(series[-1] if level else series[-MONTHS:].sum())
        return Expected(known, known, known, SURE, KNOWN)
    if level:
        return _level_at_the_end(series, done)
    if len(series) >= LONG:
        return _smoothed(series, done)
    return _by_share(series, done) if len(series) >= MONTHS + done and done >= FEWEST else None


def _smoothed(series: Months, done: int) -> Expected:
    """Exponential smoothing with additive season, of logarithms where every month has some.

    A year's season that is told in percent, not in heads, is the rule with counts that grow.
    """
    logs = bool((series > 0).all())
    paths = _paths(np.log(series) if logs else series, MONTHS - done, season=True)
    rest = np.maximum(np.exp(paths) if logs else paths, 0).sum(axis=0)
    return _told(rest, series[len(series) - done :].sum(), SMOOTHED)


def _level_at_the_end(series: Months, done: int) -> Expected | None:
    if len(series) < FEWEST + 1:
        return None
    paths = _paths(series, MONTHS - done, season=False)
    return _told(np.maximum(paths[-1], 0), 0.0, LEVEL, at_least=0.0)


def _told(rest: Months, so_far: float, method: str, *, at_least: float | None = None) -> Expected:
    """The middle of what may come and the bounds that hold `SURE` percent of it."""
    tail = (100 - SURE) / 200
    low, value, high = np.quantile(rest, [tail, 0.5, 1 - tail]) + so_far
    return _bounded(value, low, high, so_far if at_least is None else at_least, method)


def _paths(series: Months, ahead: int, *, season: bool) -> Months:
    """Simulated continuations of a series, shape (ahead, PATHS).

    The spread of the errors is that of the months less the parameters learned from them: those
    of the fit itself would make a short series look surer than it is.
    """
    # Late: it takes two seconds, and pages never compute a forecast.
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    spread = np.std(series)
    if spread == 0:
        return np.full((ahead, PATHS), series[-1])
    kinds: dict[str, object] = {"error": "add", "trend": None}
    if season:
        kinds |= {"seasonal": "add", "seasonal_periods": MONTHS}
    with warnings.catch_warnings():  # a flat optimum is no fault of the series
        warnings.simplefilter("ignore")
        fitted = ETSModel(series, **kinds).fit(disp=False)
        learned = len(fitted.params)
        free = max(len(series) - learned, FEWEST_FREE)
        scale = float(np.sqrt((np.asarray(fitted.resid) ** 2).sum() / free))
        scale *= float(np.sqrt(1 + learned / len(series)))  # of what was learned wrongly
        errors = np.random.default_rng(len(series)).standard_t(free, (ahead, PATHS)) * scale
        paths = fitted.simulate(ahead, anchor="end", repetitions=PATHS, random_errors=errors)
    return np.asarray(paths, np.float64).reshape(ahead, PATHS)


def _by_share(series: Months, done: int) -> Expected | None:
    """The rest of last year, grown as the months done have grown."""
    this, last = series[len(series) - done :], series[len(series) - done - MONTHS : -done]
    same, rest = last[:done], last[done:]
    if same.sum() <= 0:
        return None
    growth = this.sum() / same.sum()
    strayed = this - growth * same
    # What strayed in the months done strays in those to come, in both years' months.
    variance = (strayed**2).sum() / max(done - 1, 1)
    per_month = variance / max(float(np.mean(same)), 1)  # grows with the size of a month
    error = np.sqrt(
        per_month * rest.sum() + (rest.sum() / same.sum()) ** 2 * per_month * same.sum()
    )
    so_far, value = this.sum(), this.sum() + growth * rest.sum()
    reach = _t80(done - 1) * error
    return _bounded(value, value - reach, value + reach, so_far, SHARE)


def _t80(free: int) -> float:
    return _T80[max(free, 1) - 1]


def _bounded(value: float, low: float, high: float, at_least: float, method: str) -> Expected:
    """Whole numbers, in order, and never below what is there already."""
    least = round(at_least)
    middle = max(round(value), least)
    return Expected(
        middle, min(max(round(low), least), middle), max(round(high), middle), SURE, method
    )
