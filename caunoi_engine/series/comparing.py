"""A figure beside its plan and beside the same days a year before.

Figures are whole numbers of the last decimal place of their indicator (4,87 points: 487, with
`decimals` 2). Percentages are `Decimal` in percent, never rounded here: who prints rounds.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

PERCENT: Final = "percent"
POINTS: Final = "points"
INDEX: Final = "index"

BEYOND: Final = "BEYOND"
REACHED: Final = "REACHED"
SLOW: Final = "SLOW"
AT_RISK: Final = "AT_RISK"

HUNDRED: Final = Decimal(100)
ON_PACE: Final = Decimal(95)  # percent of what the days gone ask for, while the span runs
IN_TIME: Final = Decimal(80)  # below this the plan is at risk
WELL_BEYOND: Final = Decimal(105)  # of a level, which does not pile up over the year


@dataclass(frozen=True)
class Change:
    """How a figure moved: `amount` in percent, in points, or as an index (100: no change)."""

    kind: str
    amount: Decimal

    @property
    def direction(self) -> int:
        """1 it rose, -1 it fell, 0 it stayed."""
        middle = HUNDRED if self.kind == INDEX else Decimal(0)
        return (self.amount > middle) - (self.amount < middle)


def percent_of_plan(actual: int, plan: int, *, fall: bool = False) -> Decimal:
    """Percent of a plan that is reached.

    fall: the plan says how much the figure should fall, `plan` not negative, and `actual` is how
    it moved (negative when it fell).

    >>> percent_of_plan(25953, 22182).quantize(Decimal("0.1"))
    Decimal('117.0')
    >>> percent_of_plan(-487, 353, fall=True).quantize(Decimal("1"))
    Decimal('138')

    Raises ValueError when the plan is not positive: nothing is a percentage of it.
    """
    if plan <= 0:
        raise ValueError("only a plan above zero has a percentage")
    return Decimal(-actual if fall else actual) * HUNDRED / Decimal(plan)


def change(now: int, before: int, *, kind: str, decimals: int = 0) -> Change | None:
    """How a figure moved since `before`; None when there is nothing it could be a part of.

    decimals: of both figures; it matters for points alone.

    >>> change(25953, 24955, kind=PERCENT).amount.quantize(Decimal("0.1"))
    Decimal('4.0')
    >>> change(100, 136, kind=POINTS, decimals=2)
    Change(kind='points', amount=Decimal('-0.36'))
    >>> change(10823, 10000, kind=INDEX).amount
    Decimal('108.23')
    """
    if kind == POINTS:
        return Change(POINTS, Decimal(now - before).scaleb(-decimals))
    if kind not in (PERCENT, INDEX):
        raise ValueError(f"no way to compare is called {kind}")
    if before <= 0:
        return None
    index = Decimal(now) * HUNDRED / Decimal(before)
    return Change(kind, index if kind == INDEX else index - HUNDRED)


def plan_from_percent(actual: int, percent: Decimal) -> int:
    """The plan where only the figure and its percentage are printed, to the nearest whole number.

    >>> plan_from_percent(25953, Decimal(117)), plan_from_percent(487, Decimal(138))
    (22182, 353)

    Raises ValueError when the percentage is not positive.
    """
    if percent <= 0:
        raise ValueError("a plan follows from a percentage above zero only")
    exact = Decimal(actual) * HUNDRED / percent
    return int(exact.to_integral_value(rounding=ROUND_HALF_UP))


def printed_percent(actual: int, plan: int) -> Decimal:
    """The percentage a derived plan came from: the shortest that gives this plan again.

    >>> printed_percent(2055, 1135), printed_percent(13575, 7999)
    (Decimal('181'), Decimal('169.7'))
    """
    exact = percent_of_plan(actual, plan)
    for places in (0, 1):
        short = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        if short > 0 and plan_from_percent(actual, short) == plan:
            return short
    return exact


def part_gone(first: date, last: date, on: date) -> Decimal:
    """Which part of a span of days is over at the end of the day `on`, from 0 to 1.

    >>> part_gone(date(2026, 1, 1), date(2026, 12, 31), date(2026, 7, 2)).quantize(Decimal("0.01"))
    Decimal('0.50')
    """
    days = (last - first).days + 1
    if days <= 0:
        raise ValueError("a span ends after it begins")
    over = min(max((on - first).days + 1, 0), days)
    return Decimal(over) / Decimal(days)


def standing(percent: Decimal, *, gone: Decimal, level: bool = False, ceiling: bool = False) -> str:
    """How a figure stands beside its plan: beyond it, on its way, slow, at risk.

    percent: of the plan, so far. gone: which part of its days is over, 0 to 1. level: a state such
    as a rate, which does not grow with the days. ceiling: the plan is the most there may be.

    While the days run, 95 % of what they ask for is on its way and 80 % is slow. At their end only
    the whole plan counts as reached.

    >>> standing(Decimal("91.7"), gone=Decimal("0.888"))
    'REACHED'
    >>> standing(Decimal("76.5"), gone=Decimal("0.888")), standing(Decimal("67.7"), gone=Decimal(1))
    ('SLOW', 'AT_RISK')
    """
    if ceiling:
        return _under_a_ceiling(percent, Decimal(1) if level else gone)
    if percent > (WELL_BEYOND if level else HUNDRED):
        return BEYOND
    if percent >= HUNDRED:
        return REACHED
    # A level is asked for whole on every day; of what grows, the part the days gone ask for.
    asked = HUNDRED if level else HUNDRED * gone
    pace = percent * HUNDRED / asked if asked else HUNDRED
    if gone < 1 and pace >= ON_PACE:
        return REACHED
    return SLOW if pace >= IN_TIME else AT_RISK


def _under_a_ceiling(percent: Decimal, gone: Decimal) -> str:
    """The same where less is better: what may have been used up so far beside what was."""
    allowed = HUNDRED * gone
    if percent > HUNDRED:
        return AT_RISK
    if percent <= allowed:
        return BEYOND if gone == 1 and percent * WELL_BEYOND <= HUNDRED * allowed else REACHED
    return SLOW if allowed * HUNDRED >= IN_TIME * percent else AT_RISK
