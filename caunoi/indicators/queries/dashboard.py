"""The first screen of those who steer: an indicator over the months and over the communes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.core.cache import cache

from caunoi.indicators.choices.catalogue import Direction, Frequency, Level, Source
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.choices.targets import Standing
from caunoi.indicators.models import Definition, Indicator, Target
from caunoi.indicators.queries.compared import (
    Compared,
    in_calendar_of,
    is_level,
    over_by,
    planned_as_a_fall,
)
from caunoi.indicators.queries.targets import of_year
from caunoi.indicators.queries.unusual import Unusual, unusual
from caunoi.indicators.queries.values import Ground, Value, values_by_children, values_of
from caunoi.places.choices import NEW_ERA_FROM
from caunoi.places.choices import Level as PlaceLevel
from caunoi.places.models import Place, Succession
from caunoi.places.queries import search_key
from caunoi_engine.series import comparing
from caunoi_rules.periods import Period, period_of, period_on, year_before

NEW: Final = "moi"
OLD: Final = "cu"
FIRST, HIGH, LOW, LATE = "", "cao", "thap", "thieu"
ORDERS: Final = {
    FIRST: "Cần xem trước",
    HIGH: "Cao nhất",
    LOW: "Thấp nhất",
    LATE: "Chưa nộp số",
}
"""How the parts of a place may be put in order."""
YEARS_SHOWN: Final = 5
ODD_SHOWN: Final = 8
KEEP_SECONDS: Final = 60
ORDER: Final = (
    Standing.AT_RISK,
    Standing.SLOW,
    Standing.REACHED,
    Standing.BEYOND,
    Standing.NO_PLAN,
)
_CODES: Final = {
    Frequency.MONTH: [f"{{year}}-{month:02d}" for month in range(1, 13)],
    Frequency.QUARTER: [f"{{year}}Q{quarter}" for quarter in range(1, 5)],
    Frequency.HALF: ["{year}-6M", "{year}"],
}


@dataclass(frozen=True)
class Part:
    """A commune (or old district) of a place beside its plan and last year."""

    place: Place
    now: Value
    plan: int | None
    percent: Decimal | None
    change: comparing.Change | None
    standing: Standing
    last_month: Value  # of the last month that is over


@dataclass(frozen=True)
class Stretch:
    """One span of the chart and the same a year before."""

    period: Period
    value: Value
    last: Value | None


def stretches(
    definition: Definition,
    indicator: Indicator,
    place: Place,
    year: int,
    *,
    on: date,
    ground: Ground | None = None,
) -> list[Stretch]:
    """The months of a year beside those of the year before; quarters, halves or years where an
    indicator has no shorter span."""
    calendar = str(definition.calendar)
    if definition.frequency == Frequency.YEAR:
        years = [
            period_of(str(year - back), calendar=calendar)
            for back in range(YEARS_SHOWN - 1, -1, -1)
        ]
        found = values_of([indicator], place, years, on=on, ground=ground)
        return [Stretch(each, found[indicator.pk, each.first, each.last], None) for each in years]
    now = [
        period_of(code.format(year=year), calendar=calendar)
        for code in _CODES[Frequency(definition.frequency)]
    ]
    before = [year_before(each) for each in now]
    found = values_of([indicator], place, now + before, on=on, ground=ground)
    return [
        Stretch(
            each,
            found[indicator.pk, each.first, each.last],
            found[indicator.pk, past.first, past.last],
        )
        for each, past in zip(now, before, strict=True)
    ]


def parts(
    whole: Compared,
    place: Place,
    period: Period,
    *,
    on: date,
    view: str,
    ground: Ground | None = None,
) -> list[Part]:
    """The parts of a place, those that need a look first. A fixed number of queries.

    People whose commune is not known stand last, under the place itself.
    """
    definition = whole.definition
    now = in_calendar_of(period, definition)
    over, before = whole.compared, year_before(whole.compared)
    month = last_month_over(definition, now, on)
    asked = list(dict.fromkeys((now, over, before, month)))
    found = values_by_children(
        [whole.indicator],
        place,
        asked,
        on=on,
        view="old" if view == OLD else "new",
        book=ground.book if ground else None,
    )
    plans = _plans(whole, [child for child, _ in found if child.pk != place.pk])
    beside = _Beside(whole, now, over, before, month, on)
    rows = [
        _part(
            beside,
            child,
            {(first, last): value for (_, first, last), value in values.items()},
            plans.get(child.pk),
        )
        for child, values in found
    ]
    rows.sort(
        key=lambda each: (
            each.place.pk == place.pk,
            ORDER.index(each.standing),
            each.percent if each.percent is not None else Decimal(0),
            -(each.now.value or 0),
            each.place.code,
        )
    )
    return rows


def last_month_over(definition: Definition, period: Period, on: date) -> Period:
    """The last month of a period that is over by a day; its first one while none is."""
    ended = over_by(period, on).last
    kind = {Frequency.QUARTER: "quarter", Frequency.YEAR: "year"}.get(
        Frequency(definition.frequency), "month"
    )
    found = period_on(ended, kind, calendar=str(definition.calendar))
    return found if found.last <= ended or kind != "month" else period


def _plans(whole: Compared, places: list[Place]) -> dict[int, int]:
    """What each part is to reach in the days of the whole's plan."""
    if whole.plan_for is None:
        return {}
    found = Target.objects.filter(
        of_year(whole.plan_for.last.year),
        indicator=whole.indicator,
        unit__kind__in=[UnitKind.COMMUNE, UnitKind.PROVINCE],
        unit__place__in=[each.pk for each in places],
        first=whole.plan_for.first,
        last=whole.plan_for.last,
    )
    return dict(found.order_by("id").values_list("unit__place", "value"))


@dataclass(frozen=True)
class _Beside:
    """The whole and the days its parts are asked about."""

    whole: Compared
    now: Period
    over: Period
    before: Period
    month: Period
    on: date

    def standing(self, percent: Decimal | None) -> Standing:
        plan_for, definition = self.whole.plan_for, self.whole.definition
        if percent is None or plan_for is None:
            return Standing.NO_PLAN
        code = comparing.standing(
            percent,
            gone=comparing.part_gone(plan_for.first, plan_for.last, min(self.on, self.now.last)),
            level=is_level(definition),
            ceiling=definition.direction == Direction.DOWN and not definition.plan_is_a_fall,
        )
        return Standing(code)


def _part(
    beside: _Beside, child: Place, at: dict[tuple[date, date], Value], plan: int | None
) -> Part:
    now, over, before, month = (
        at[span.first, span.last] for span in (beside.now, beside.over, beside.before, beside.month)
    )
    definition = beside.whole.definition
    percent = None
    if plan and now.value is not None and not planned_as_a_fall(definition):
        percent = comparing.percent_of_plan(now.value, plan)
    moved = None
    if over.value is not None and before.value is not None and beside.over.last <= beside.on:
        kind = beside.whole.change.kind if beside.whole.change else comparing.PERCENT
        moved = comparing.change(over.value, before.value, kind=kind, decimals=definition.decimals)
    return Part(child, now, plan, percent, moved, beside.standing(percent), month)


def missing(parts: list[Part], place: Place, definition: Definition) -> list[Place]:
    """Communes that owe the last figure and have not given it, estimated or not."""
    if definition.source != Source.REPORTED or definition.level != Level.COMMUNE:
        return []
    return [
        each.place
        for each in parts
        if (each.last_month.value is None or each.last_month.estimated)
        and each.place.pk != place.pk
    ]


def arranged(found: list[Part], how: str, text: str, late: list[Place]) -> list[Part]:
    """The parts in the order asked for, those whose name holds the text; `how` as in `ORDERS`."""
    if how == LATE:
        owing = {each.pk for each in late}
        found = [each for each in found if each.place.pk in owing]
    elif how in {HIGH, LOW}:
        known = [each for each in found if each.now.value is not None]
        known.sort(key=lambda each: each.now.value or 0, reverse=how == HIGH)
        found = known + [each for each in found if each.now.value is None]
    key = search_key(text)
    return [each for each in found if key in each.place.search_key] if key else found


def places_under(place: Place, *, view: str, on: date) -> list[Place]:
    """What can be chosen beside the whole province: its communes, or its old districts."""
    if view == OLD:
        olds = Succession.objects.filter(new=place, old__level=PlaceLevel.PROVINCE).values("old")
        found = Place.objects.filter(level=PlaceLevel.DISTRICT, parent__in=olds)
        return list(found.order_by("search_key", "id"))
    day = max(on, NEW_ERA_FROM)
    found = Place.objects.in_force(day).filter(level=PlaceLevel.COMMUNE, parent=place)
    return list(found.order_by("search_key", "id"))


def odd_ones(place: Place, period: Period, *, on: date) -> list[Unusual]:
    """The first odd things of a period, looked for anew once a minute: they are a third of the
    work of the first screen, and nobody waits for them."""
    key = f"indicators-odd-{place.pk}-{period.first}-{period.last}-{on}"
    found: list[Unusual] | None = cache.get(key)
    if found is None:
        found = unusual(place, period, on=on, limit=ODD_SHOWN)
        cache.set(key, found, KEEP_SECONDS)
    return found


def per_week(whole: Compared, on: date) -> int | None:
    """How much more a week reaches the plan in time; None where nothing is short."""
    if whole.plan is None or whole.plan_for is None or whole.now.value is None:
        return None
    short, days = whole.plan - whole.now.value, (whole.plan_for.last - on).days
    if short <= 0 or days <= 0 or is_level(whole.definition) or whole.definition.plan_is_a_fall:
        return None
    return -(-short * 7 // days)
