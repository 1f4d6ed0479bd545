"""How many minutes a service takes here: what is known from before, corrected by what is seen."""

from collections.abc import Sequence
from typing import Final

BEFORE: Final = 8
"""So many visits' weight has the figure of before against visits of today."""
LONGEST: Final = 180.0  # minutes: longer than any visit, a ticket that somebody forgot to finish


def service_minutes(
    usual: float, *, past: tuple[int, float] = (0, 0.0), today: Sequence[float] = ()
) -> float:
    """Expected minutes of one visit.

    usual: what the centre believes. past: number and mean of visits of the last weeks, minutes.
    today: the visits of today, minutes. The belief counts like `BEFORE` visits against those of
    the past weeks, and what comes of it like `BEFORE` visits against those of today.

    >>> service_minutes(10)
    10.0
    >>> service_minutes(10, past=(1000, 6.0), today=[20.0] * 8) > 12
    True
    """
    count, mean = past
    before = (usual * BEFORE + mean * count) / (BEFORE + count)
    seen = [min(each, LONGEST) for each in today]
    return (before * BEFORE + sum(seen)) / (BEFORE + len(seen))
