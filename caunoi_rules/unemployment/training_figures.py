"""The dated figures of training support, recovery and contributions, and how they are said."""

from datetime import date
from fractions import Fraction
from typing import Final

from caunoi_rules import clocks
from caunoi_rules.calendar import Calendar, provisional
from caunoi_rules.clocks import Deadline, Unit
from caunoi_rules.parameters import Parameter, parameter
from caunoi_rules.unemployment.reasons import dong

TABLE: Final = "unemployment_training"
DECREE: Final = "Nghị định 374/2025/NĐ-CP"
LAW: Final = "Luật Việc làm 74/2025/QH15"
IN_FORCE: Final = date(2026, 1, 1)
HALF: Final = Fraction(1, 2)


def figure(name: str, on: date) -> Parameter:
    """A figure of `parameters/unemployment_training.toml`. Raises NoParameter."""
    return parameter(TABLE, name, on=on)


def term(
    name: str,
    start: date,
    reason: str,
    *,
    unit: Unit = Unit.WORKING_DAYS,
    calendar: Calendar | None = None,
) -> Deadline:
    """The deadline of a term that is a figure. A start before 2026 is counted by the new law.

    `calendar=None`: `provisional()`, so that a plan reaches into a year without a notice; the
    deadline then says that it is not confirmed.
    """
    count = {
        Unit.WORKING_DAYS: clocks.working_days,
        Unit.DAYS: clocks.days,
        Unit.MONTHS: clocks.months,
    }[unit]
    found = figure(name, max(start, IN_FORCE))
    return count(
        start, found.value, reason=reason, article=found.law, calendar=calendar or provisional()
    )


def whole_dong(value: Fraction) -> int:
    """Whole đồng, half up: no text that was read rules the rounding."""
    return int(value + HALF)


def money(value: int) -> str:
    """An amount as people write it.

    >>> money(4500000)
    '4.500.000 đồng'
    """
    return f"{dong(value)} đồng"


def said_months(value: Fraction) -> str:
    """A number of months in halves.

    >>> said_months(Fraction(5, 2))
    '2,5'
    """
    return str(int(value)) if value % 1 == 0 else f"{int(value)},5"
