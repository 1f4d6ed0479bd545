"""Figures that jump, and figures that do not go together. Whole numbers in, what is odd out.

A figure jumps when it is far from what is usual for it: from the median of its months by more than
their own spread allows (median of the distances, so that one odd month does not hide another), and
at least half as much again. With few months, the year before and the period before tell instead,
and it takes three times as much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final, Literal

MONTHS_NEEDED: Final = 6
SPREADS: Final = 5  # how many times the usual distance from the median is far
HALF_AGAIN: Final = (3, 2)  # times, in whole numbers: thousands of figures are asked at once
THREE_TIMES: Final = (3, 1)
SMALL: Final = 10  # below this on both sides a jump says nothing

Against = Literal["MONTHS", "YEAR_BEFORE", "PERIOD_BEFORE"]


@dataclass(frozen=True)
class Jump:
    """A figure far from what is usual: up or down, against which usual figure."""

    value: int
    usual: int
    against: Against

    @property
    def is_up(self) -> bool:
        """Whether it is more than usual."""
        return self.value > self.usual

    @property
    def times(self) -> Fraction:
        """How many times as much the larger is; 0 when the smaller is nothing.

        >>> Jump(90, 30, "YEAR_BEFORE").times, Jump(30, 90, "MONTHS").times
        (Fraction(3, 1), Fraction(3, 1))
        """
        low, high = sorted((self.value, self.usual))
        return Fraction(high, low) if low > 0 else Fraction(0)


def jump_of(
    value: int, *, months: Sequence[int] = (), year_before: int | None = None
) -> Jump | None:
    """Whether a figure jumps against the months before it and the same period a year before.

    months: earlier periods of the same length, the latest last; fewer than six are too few to tell
    how they spread. A figure that is as the year before is none, however the months were: seasons.

    >>> jump_of(310, months=[100, 110, 95, 105, 100, 98])
    Jump(value=310, usual=100, against='MONTHS')
    >>> jump_of(310, months=[100, 110, 95, 105, 100, 98], year_before=300) is None
    True
    >>> jump_of(90, year_before=30)
    Jump(value=90, usual=30, against='YEAR_BEFORE')
    """
    if year_before is not None:
        if not _apart(value, year_before, HALF_AGAIN):
            return None
        if _apart(value, year_before, THREE_TIMES):
            return Jump(value, year_before, "YEAR_BEFORE")
    if len(months) >= MONTHS_NEEDED:
        usual = int(median(months))
        spread = median([abs(month - usual) for month in months])
        far = abs(value - usual) > SPREADS * spread
        return Jump(value, usual, "MONTHS") if far and _apart(value, usual, HALF_AGAIN) else None
    if months and year_before is None and _apart(value, months[-1], THREE_TIMES):
        return Jump(value, months[-1], "PERIOD_BEFORE")
    return None


def _apart(value: int, other: int, times: tuple[int, int]) -> bool:
    """Whether one is at least so many times the other, and not both too small to say."""
    low, high = abs(value), abs(other)
    if low > high:
        low, high = high, low
    if high < SMALL:
        return False
    if (value < 0) != (other < 0) and low:
        return True
    return times[1] * high >= times[0] * low
