"""Figures beside their plan, the same days a year before and what the year is expected to end with.

The one place where a percentage of plan or a change comes from: tiles, pages and the sentences of
reports all ask here, so that they cannot disagree.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from caunoi.indicators.choices.catalogue import Direction, OverTime, OverUnits, Unit
from caunoi.indicators.choices.figures import Bound, UnitKind
from caunoi.indicators.choices.targets import Standing, TargetOrigin
from caunoi.indicators.models import Definition, Forecast, Indicator, Target
from caunoi.indicators.queries.values import Ground, Value, ground_of, values_at
from caunoi.places.models import Place
from caunoi_engine.series import comparing
from caunoi_rules.periods import Period, period_of, year_before

SHARES = frozenset({Unit.PERCENT, Unit.POINTS})
PLACE_KINDS = frozenset({UnitKind.COMMUNE, UnitKind.PROVINCE})


@dataclass(frozen=True)
class Compared:
    """One indicator of a place in a period. `plan` and the values are whole last decimals.

    `plan_for` are the days the plan is for: those of the period, or of its whole year when the
    period began with the year. `compared` are the days of `over`, which `before` stands
    beside: while a period runs, its months that are over. `percent` is of the plan, in percent.
    """

    indicator: Indicator
    definition: Definition
    now: Value
    plan: int | None
    plan_bound: str
    plan_origin: str
    plan_for: Period | None
    percent: Decimal | None
    over: Value
    before: Value
    compared: Period
    change: comparing.Change | None
    standing: Standing
    forecast: Forecast | None

    @property
    def plan_decimal(self) -> Decimal | None:
        """The plan in its own unit: 353 of two decimals is 3,53."""
        return None if self.plan is None else scaled(self.plan, self.definition)


def scaled(value: int, definition: Definition) -> Decimal:
    """A stored whole number in the unit of its indicator."""
    return Decimal(value).scaleb(-definition.decimals)


def is_level(definition: Definition) -> bool:
    """Whether it is a state that does not grow over the year (a rate, a stock)."""
    return (
        definition.over_units == OverUnits.RATIO
        or definition.over_time in (OverTime.LAST, OverTime.NONE)
    )  # fmt: skip


def planned_as_a_fall(definition: Definition) -> bool:
    """Whether the plan says how far the figure falls; a figure in points is the fall itself."""
    return definition.plan_is_a_fall and definition.unit != Unit.POINTS


def in_calendar_of(period: Period, definition: Definition) -> Period:
    """The period as the indicator counts its days; a span without a code stays."""
    return period_of(period.code, calendar=definition.calendar) if period.code else period


def over_by(period: Period, on: date) -> Period:
    """The period as far as its months are over on a day; itself once it has ended.

    A month under way would make every comparison with last year look like a fall.
    """
    if period.last <= on:
        return period
    begun = period.first.day  # 1, or 15 in the reporting calendar
    month = on if on.day >= begun else on.replace(day=1) - timedelta(days=1)
    last = month.replace(day=begun) - timedelta(days=1)
    return replace(period, kind="days", last=last, code="") if last > period.first else period


def compared(
    indicators: Sequence[Indicator],
    place: Place,
    period: Period,
    *,
    on: date,
    ground: Ground | None = None,
) -> list[Compared]:
    """Each indicator of a place in a period, in the order given. A fixed number of queries.

    Indicators without any definition are left out.
    """
    ground = ground or ground_of(place)
    book = ground.book
    known = [each for each in indicators if each.pk in book.by_indicator]
    asked = {each.pk: _asked(book.on(each.pk, period.last), period, on) for each in known}
    spans = {key: one.spans for key, one in asked.items()}
    values = values_at(spans, place, on=on, ground=ground)
    plans = _plans(known, place, period)
    forecasts = {
        row.indicator_id: row
        for row in Forecast.objects.filter(
            indicator__in=list(asked), place=place, year=period.last.year
        ).order_by("id")
    }
    return [
        _compared(each, asked[each.pk], values, plans.get(each.pk, []), forecasts.get(each.pk))
        for each in known
    ]


@dataclass(frozen=True)
class _Asked:
    """The days one indicator is asked about, in its own calendar, seen from the day `on`."""

    definition: Definition
    on: date
    now: Period
    over: Period  # of `now`, what `before` is compared with
    before: Period
    last_year: Period
    year: Period

    @property
    def spans(self) -> list[Period]:
        """All of them, each once."""
        return list(dict.fromkeys((self.now, self.over, self.before, self.last_year)))


def _asked(definition: Definition, period: Period, on: date) -> _Asked:
    now = in_calendar_of(period, definition)
    over = over_by(now, on)
    year = period_of(str(period.last.year), calendar=definition.calendar)
    return _Asked(definition, on, now, over, year_before(over), year_before(year), year)


def _plans(
    indicators: Sequence[Indicator], place: Place, period: Period
) -> dict[int, list[Target]]:
    """Targets of a place that end in the year of a period, by indicator."""
    found: dict[int, list[Target]] = defaultdict(list)
    rows = Target.objects.filter(
        indicator__in=[each.pk for each in indicators],
        unit__place=place,
        unit__kind__in=PLACE_KINDS,
        last__year=period.last.year,
    )
    for row in rows.order_by("id"):
        found[row.indicator_id].append(row)
    return found


def _compared(
    indicator: Indicator,
    asked: _Asked,
    values: dict[tuple[int, date, date], Value],
    plans: list[Target],
    forecast: Forecast | None,
) -> Compared:
    now, over, before, last_year = (
        values[indicator.pk, span.first, span.last]
        for span in (asked.now, asked.over, asked.before, asked.last_year)
    )
    target, plan_for = _plan_of(plans, asked)
    percent = _percent(asked.definition, now, last_year, target)
    return Compared(
        indicator=indicator,
        definition=asked.definition,
        now=now,
        plan=target.value if target else None,
        plan_bound=target.bound if target else Bound.EXACT,
        plan_origin=target.origin if target else "",
        plan_for=plan_for,
        percent=percent,
        over=over,
        before=before,
        compared=asked.over,
        # Of a first month under way nothing is over: there is nothing to set beside last year.
        change=_change(asked.definition, over, before) if asked.over.last <= asked.on else None,
        standing=_standing(asked, percent, plan_for),
        forecast=forecast,
    )


def _plan_of(plans: list[Target], asked: _Asked) -> tuple[Target | None, Period | None]:
    """The plan of exactly these days; of the whole year when they began with it."""
    by_days = {(each.first, each.last): each for each in plans}
    own = by_days.get((asked.now.first, asked.now.last))
    if own is not None:
        return own, asked.now
    whole = by_days.get((asked.year.first, asked.year.last))
    if whole is not None and asked.now.first == asked.year.first and asked.now.kind != "month":
        return whole, asked.year
    return None, None


def _percent(
    definition: Definition, now: Value, last_year: Value, target: Target | None
) -> Decimal | None:
    if target is None or target.value == 0 or now.value is None:
        return None
    moved = now.value
    if fall := planned_as_a_fall(definition):
        if last_year.value is None:
            return None
        moved = now.value - last_year.value
    reached = -moved if fall else moved
    if target.origin == TargetOrigin.FROM_PERCENT and reached > 0:
        return comparing.printed_percent(reached, target.value)
    return comparing.percent_of_plan(moved, target.value, fall=fall)


def _change(definition: Definition, now: Value, before: Value) -> comparing.Change | None:
    if now.value is None or before.value is None:
        return None
    kind = comparing.POINTS if definition.unit in SHARES else comparing.PERCENT
    return comparing.change(now.value, before.value, kind=kind, decimals=definition.decimals)


def _standing(asked: _Asked, percent: Decimal | None, plan_for: Period | None) -> Standing:
    if percent is None or plan_for is None:
        return Standing.NO_PLAN
    definition = asked.definition
    code = comparing.standing(
        percent,
        gone=comparing.part_gone(plan_for.first, plan_for.last, min(asked.on, asked.now.last)),
        level=is_level(definition) and not planned_as_a_fall(definition),
        ceiling=definition.direction == Direction.DOWN and not definition.plan_is_a_fall,
    )
    return Standing(code)
