"""Kept figures as cells of a table, and how cells make up the value of a longer span."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from caunoi.indicators.choices.catalogue import Calendar, OverTime, Source
from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.models import Definition
from caunoi_rules.periods import FIRST_DAY, Period, period_of

REPORTING_YEAR_BEGINS: Final = (12, 15)
SUM: Final = "sum"
"""Query of an indicator that is the sum of those its relations name."""


@dataclass(frozen=True)
class Cell:
    """A kept figure or sum of figures: its days, its value in last decimals, where it is from."""

    first: date
    last: date
    value: int
    upper: int | None
    bound: str
    people: int | None
    units: int  # with a figure
    origin: str
    definition_id: int
    taken_at: datetime
    mixed: bool = False  # made by several definitions, or over a change of units
    estimated: int = 0  # of `units`, whose figure is an estimate


def calendar_of(first: date) -> str:
    """The calendar a span is of, by its first day."""
    return Calendar.REPORTING if first.day == FIRST_DAY else Calendar.CALENDAR


def span_of(period: Period, definition: Definition) -> tuple[date, date]:
    """The days a period means for an indicator.

    Figures from registers alone are kept in both calendars, so the days asked for are the days
    used; what units report exists in the calendar of its definition only.
    """
    if not in_both_calendars(definition) and period.code:
        period = period_of(period.code, calendar=definition.calendar)
    first, last = period.first, period.last
    if last.day == FIRST_DAY - 1 and (first.month, first.day) == (1, 1):
        # So far this year, of months that end on the 14th: their year began on 15 December.
        first = date(first.year - 1, *REPORTING_YEAR_BEGINS)
    return first, last


def in_both_calendars(definition: Definition) -> bool:
    """Whether its months are kept by the calendar and from the 15th to the 14th."""
    return (
        definition.source == Source.DERIVED
        and definition.calendar == Calendar.CALENDAR
        and definition.query != SUM
    )


def fold(cells: Sequence[Cell], span: tuple[date, date], over_time: str) -> Cell | None:
    """The cell of a span: one of just its days, or those inside it put together; None without.

    cells: of one indicator and one place, in any order.
    """
    exact = next((cell for cell in cells if (cell.first, cell.last) == span), None)
    if exact is not None or over_time in (OverTime.NONE, OverTime.DISTINCT):
        return exact
    calendar = calendar_of(span[0])
    inside = [
        cell
        for cell in cells
        if span[0] <= cell.first and cell.last <= span[1] and calendar_of(cell.first) == calendar
    ]
    if not inside:
        return None
    if over_time == OverTime.LAST:
        return max(inside, key=lambda cell: (cell.last, cell.first))
    return together(_in_a_row(inside), first=span[0], last=span[1])


def together(cells: Iterable[Cell], *, first: date, last: date) -> Cell:
    """Cells of one place that follow one another, added up. At least one."""
    cells = list(cells)
    end = max(cells, key=lambda cell: cell.last)
    summed = add(cells, first=first, last=last)
    people = end.people if len(cells) == 1 else None  # people of two months may be the same
    guessed = max(cell.estimated for cell in cells)  # the same unit in several months is one
    return replace(summed, units=end.units, people=people, estimated=guessed)


def add(cells: Sequence[Cell], *, first: date, last: date) -> Cell:
    """Cells of several places for the same days, added up. At least one."""
    latest = max(cells, key=lambda cell: (cell.last, cell.definition_id))
    ranged = any(cell.upper is not None for cell in cells)
    counted = [cell.people for cell in cells if cell.people is not None]
    return Cell(
        first=first,
        last=last,
        value=sum(cell.value for cell in cells),
        upper=sum(cell.upper or cell.value for cell in cells) if ranged else None,
        bound=bound_of(cell.bound for cell in cells),
        people=sum(counted) if len(counted) == len(cells) else None,
        units=sum(cell.units for cell in cells),
        origin=latest.origin,
        definition_id=latest.definition_id,
        taken_at=max(cell.taken_at for cell in cells),
        mixed=any(cell.mixed for cell in cells) or len({cell.definition_id for cell in cells}) > 1,
        estimated=sum(cell.estimated for cell in cells),
    )


def bound_of(bounds: Iterable[str]) -> str:
    """How exactly a sum is known: as its parts are, "about" when they differ in direction."""
    said = {bound for bound in bounds if bound != Bound.EXACT}
    if not said:
        return Bound.EXACT
    return said.pop() if len(said) == 1 else Bound.ABOUT


def _in_a_row(inside: list[Cell]) -> list[Cell]:
    """Cells that do not overlap, the longest first where several begin on one day."""
    chosen: list[Cell] = []
    for cell in sorted(inside, key=lambda cell: (cell.first, -cell.last.toordinal())):
        if not chosen or cell.first > chosen[-1].last:
            chosen.append(cell)
    return chosen
