"""When figures were last counted from the registers, and which years are due."""

from datetime import date, datetime
from typing import Final

from caunoi_kit.journal.models import Entry
from caunoi_rules.periods import Period, period_of

REFRESHED: Final = "indicators.figures.refreshed"


def last_refresh() -> datetime | None:
    """When figures were counted last; None when never."""
    found = Entry.objects.filter(event=REFRESHED).order_by("-number").first()
    return found.at if found is not None else None


def period_named(code: str) -> Period:
    """The period somebody typed. Raises ValueError in words for them."""
    return period_of(code)


def years_due(*, on: date) -> list[Period]:
    """This year; in January last year too, whose last papers come in now."""
    years = [on.year - 1, on.year] if on.month == 1 else [on.year]
    return [period_of(str(year)) for year in years]
