"""Months to choose from."""

from datetime import date, timedelta
from typing import Final

from caunoi_rules.periods import Period, period_on

SHOWN: Final = 6


def last_months(*, on: date) -> list[Period]:
    """The last calendar months that have ended, the newest first."""
    day, months = on.replace(day=1) - timedelta(days=1), []
    for _ in range(SHOWN):
        month = period_on(day, "month")
        months.append(month)
        day = month.first - timedelta(days=1)
    return months
