"""Next year's plan from the trend of past years and from what can be taken in.

Whole numbers of the last decimal place of the indicator, as everywhere in `series`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

YEARS: Final = 3  # changes from one year to the next that make the trend
STEEPEST: Final = Decimal(20)  # percent a year: more than this is an event, not a trend
HUNDRED: Final = Decimal(100)
QUARTERS: Final = 4


@dataclass(frozen=True)
class Proposal:
    """What next year's plan may be, and why.

    growth_percent: a year, over `years` changes, as used. steep: the true trend lay beyond
    `STEEPEST` and was cut. capacity: the most a year can hold, None when it is not known; capped:
    the trend asked for more than that.
    """

    value: int
    last: int
    growth_percent: Decimal
    years: int
    steep: bool
    capacity: int | None
    capped: bool


def capacity_of(quarters: Sequence[int]) -> int | None:
    """The most a year can hold, as far as quarters have shown: four of the best one.

    >>> capacity_of([410, 500, 620, 540])
    2480
    """
    return QUARTERS * max(quarters) if quarters and max(quarters) > 0 else None


def propose_next(years: Sequence[int], *, capacity: int | None = None) -> Proposal | None:
    """Carry the mean yearly change of the last years forward, up to the capacity.

    years: actual or expected sums of whole years, the last one last. None with fewer than two
    years, or when a year to compare with is not positive.

    >>> propose_next([23_000, 24_000, 24_955, 25_953]).value
    27019
    >>> propose_next([100, 130], capacity=110).capped
    True
    """
    known = list(years)[-(YEARS + 1) :]
    if len(known) < 2 or min(known[:-1]) <= 0 or known[-1] < 0:
        return None
    changes = [Decimal(later) * HUNDRED / earlier - HUNDRED for earlier, later in pairwise(known)]
    trend = sum(changes, Decimal(0)) / len(changes)
    growth = max(min(trend, STEEPEST), -STEEPEST)
    exact = Decimal(known[-1]) * (HUNDRED + growth) / HUNDRED
    value = int(exact.to_integral_value(rounding=ROUND_HALF_UP))
    capped = capacity is not None and value > capacity
    return Proposal(
        value=capacity if capped and capacity is not None else value,
        last=known[-1],
        growth_percent=growth,
        years=len(changes),
        steep=growth != trend,
        capacity=capacity,
        capped=capped,
    )
