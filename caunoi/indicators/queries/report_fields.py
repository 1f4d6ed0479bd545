"""The words of every field of a report: a figure as the sector prints it, and where it is from."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal
from typing import Any, Final

from caunoi.indicators.choices.catalogue import Source, Unit
from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.choices.targets import TargetOrigin
from caunoi.indicators.models import Definition, Indicator, Target
from caunoi.indicators.queries.catalogue import indicators_named
from caunoi.indicators.queries.compared import (
    PLACE_KINDS,
    Compared,
    compared,
    in_calendar_of,
    planned_as_a_fall,
    scaled,
)
from caunoi.indicators.queries.values import Value, values_of
from caunoi.places.models import Place
from caunoi_engine.series import comparing
from caunoi_engine.series.sentences import codes_of, fields_of, rows_of
from caunoi_kit.ui import formats
from caunoi_rules.periods import Period, period_of, year_before

SMALL_RATE: Final = 10  # percent below which whole ones have decimals too: 1,00%, but 81%
MILLION: Final = 1_000_000
WHOLE, NEARLY = Decimal(100), Decimal("99.9")  # percent
DERIVED: Final = "suy ra từ tỷ lệ hoàn thành"
DERIVED_MARK: Final = "*"  # in tables, explained below them
ESTIMATED: Final = "ước tính"
ESTIMATE_MARK: Final = "**"
MONTH_OF_NOW, MONTH_OF_BEFORE = "m", "b"  # of fields of charts: "jobs_created.m03"
ACTUAL, PLAN, OTHER = "actual", "plan", "other"  # what may be compared between two reports
# Cells of a row of a table, after its name.
CELLS: Final = ("cell_unit", "cell_plan", "cell_value", "percent", "cell_before", "cell_change")
# How the parts are called on a control and in the list of figures.
PART_NAMES: Final = {
    "": "kết quả",
    "value": "kết quả",
    "plan": "kế hoạch",
    "percent": "so với kế hoạch",
    "change": "so với cùng kỳ",
    "index": "so với cùng kỳ",
    "before": "cùng kỳ",
    "people": "số người",
    "forecast": "dự báo cả năm",
    "next_plan": "kế hoạch năm sau",
    "name": "tên",
    "cell_unit": "đơn vị tính",
    "cell_plan": "kế hoạch",
    "cell_value": "kết quả",
    "cell_before": "cùng kỳ",
    "cell_change": "so với cùng kỳ",
}


@dataclass(frozen=True)
class Taken:
    """A field with its words; `value` is a whole number of `decimals` where it is one figure."""

    field: str
    text: str
    value: int | None = None
    decimals: int = 0
    provenance: dict[str, Any] = dataclasses.field(default_factory=dict)
    taken_at: datetime | None = None


@dataclass(frozen=True)
class _Part:
    """What one part of an indicator says."""

    text: str
    value: int | None = None
    of: str = OTHER
    days: tuple[date, date] | None = None
    said: Value | None = None


def take(body: str, place: Place, period: Period, *, on: date, at: datetime) -> list[Taken]:
    """Every field of a report as it is now. The number of queries does not hang on the text."""
    words = place_and_period(place, period)
    taken = [Taken(name, words[name]) for name in fields_of(body) if name in words]
    found = {each.indicator.code: each for each in _compared(body, place, period, on)}
    later = _next_plans(found.values(), place, period)
    wanted = dict.fromkeys(name for name in fields_of(body) if name not in words)
    tables, charts = rows_of(body)
    for code in tables:
        wanted |= dict.fromkeys(f"{code}.{part}" for part in ("name", *CELLS))
    for name in wanted:
        code, _, part = name.partition(".")
        if (one := found.get(code)) and (said := _part(part, one, later)):
            taken.append(_taken(name, said, one, place, at))
    return [*taken, *_months([found[c] for c in charts if c in found], place, period, on, at)]


def place_and_period(place: Place, period: Period) -> dict[str, str]:
    """The words that are no figures."""
    year = period.last.year
    return {
        "place": place.name[:1].lower() + place.name[1:],
        "period": period.words,
        "year": str(year),
        "next_year": str(year + 1),
    }


def _compared(body: str, place: Place, period: Period, on: date) -> list[Compared]:
    return compared(indicators_named(codes_of(body)), place, period, on=on)


def _taken(name: str, said: _Part, one: Compared, place: Place, at: datetime) -> Taken:
    part = name.partition(".")[2]
    value = said.said or one.now
    first, last = said.days or (value.first, value.last)
    provenance = {
        "indicator": one.indicator.code,
        "title": f"{one.definition.short_name}: {_part_name(part)}",
        "unit": str(Unit(one.definition.unit).label),
        "of": said.of,
        "definition": value.definition_id,
        "version": one.definition.version,
        "query": one.definition.query,
        "origin": str(Source(value.origin).label) if value.origin else "",
        "place": place.pk,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "units": value.units,
        "owing": value.of,
        "broken": value.broken,
        "estimated": value.estimated,
        "figure_at": value.taken_at.isoformat() if value.taken_at else "",
    }
    if said.of == PLAN:
        provenance["origin"] = str(TargetOrigin(one.plan_origin).label)
    return Taken(name, said.text, said.value, value.decimals, provenance, at)


def _part_name(part: str) -> str:
    """How a part is called: "kết quả", "kết quả tháng 3", "cùng kỳ tháng 3"."""
    if part in PART_NAMES:
        return PART_NAMES[part]
    side = PART_NAMES["value" if part[0] == MONTH_OF_NOW else "before"]
    return f"{side} tháng {int(part[1:])}"


def _part(part: str, one: Compared, later: Mapping[int, Target]) -> _Part | None:
    """One part of an indicator; None where the figure is missing."""
    if part in {"next_plan", "forecast"}:
        return _of_later(part, one, later.get(one.indicator.pk))
    return _SAYS[part](part, one)


def _name(part: str, one: Compared) -> _Part:
    return _Part(one.definition.name)


def _unit(part: str, one: Compared) -> _Part:
    million = one.definition.unit == Unit.DONG
    return _Part("triệu đồng" if million else str(Unit(one.definition.unit).label))


def _now(part: str, one: Compared) -> _Part | None:
    return _of_value(part, one.now, one.definition)


def _before(part: str, one: Compared) -> _Part | None:
    # Where nothing was noted a year before, nobody knows whether there was nothing.
    if not one.before.value:
        return None
    return _of_value(part.replace("before", "value"), one.before, one.definition, plain=False)


def _people(part: str, one: Compared) -> _Part | None:
    people = one.now.people
    return None if people is None else _Part(f"{formats.number(people)} người", people)


def _of_percent(part: str, one: Compared) -> _Part | None:
    if one.percent is None:
        return None
    # Never rounded up to a plan that is not reached, as on the dashboard.
    nearly = one.percent < WHOLE and round(one.percent, 1) == WHOLE
    return _Part(formats.percent(NEARLY if nearly else one.percent))


def _of_value(
    part: str, value: Value, definition: Definition, *, plain: bool = True
) -> _Part | None:
    if value.value is None:
        return None
    if part == "cell_value":
        text = cell(value.value, definition, value.bound)
    elif part == "value" and plain:
        text = amount(value.value, definition, value.bound, value.upper, unit=False)
    else:
        text = amount(value.value, definition, value.bound, value.upper)
    if value.estimated:
        text = f"{text}{ESTIMATE_MARK}" if part == "cell_value" else f"{ESTIMATED} {text}"
    return _Part(text, value.value, ACTUAL, said=value)


def _of_plan(part: str, one: Compared) -> _Part | None:
    if one.plan is None or one.plan_for is None:
        return None
    derived = one.plan_origin == TargetOrigin.FROM_PERCENT
    unit = _plan_unit(one.definition)
    if part == "cell_plan" and derived:
        text = f"{cell(one.plan, unit)}{DERIVED_MARK}"
    elif part == "cell_plan":
        text = cell(one.plan, unit, one.plan_bound)
    elif derived:
        text = f"{amount(one.plan, unit, Bound.ABOUT)} ({DERIVED})"
    else:
        text = amount(one.plan, unit, one.plan_bound)
    return _Part(text, one.plan, PLAN, (one.plan_for.first, one.plan_for.last))


def _of_change(part: str, one: Compared) -> _Part | None:
    """Up or down against the same days a year before, or the percentage of what it was then."""
    if one.change is None:
        return None
    if part == "index":
        now, before = one.now.value, one.before.value
        index = (
            comparing.change(now, before, kind=comparing.INDEX)
            if now is not None and before
            else None
        )
        return _Part(f"bằng {formats.number(index.amount, 2)}%") if index else None
    if one.change.kind == comparing.INDEX:
        return _Part(f"bằng {formats.number(one.change.amount, 2)}%")
    if one.change.kind == comparing.POINTS:
        points = formats.points(one.change.amount)
        return _Part(points if part == "cell_change" else _in_full(points))
    return _Part(formats.change(one.change.amount))


def _of_later(part: str, one: Compared, target: Target | None) -> _Part | None:
    if part == "next_plan":
        if target is None:
            return None
        text = amount(target.value, _plan_unit(one.definition), target.bound)
        return _Part(text, target.value, PLAN, (target.first, target.last))
    if part == "forecast" and one.forecast is not None:
        return _Part(amount(one.forecast.value, one.definition), one.forecast.value)
    return None


def _plan_unit(definition: Definition) -> Definition:
    """The plan of a rate that should fall is in points."""
    if not (planned_as_a_fall(definition) and definition.unit == Unit.PERCENT):
        return definition
    return Definition(unit=Unit.POINTS, decimals=definition.decimals)


def amount(
    value: int,
    definition: Definition,
    bound: str = Bound.EXACT,
    upper: int | None = None,
    *,
    unit: bool = True,
) -> str:
    """A figure with its bound and unit in words: "trên 6,96 tỷ đồng", "gần 66.000 vị trí"."""
    known = str(Bound(bound).label)
    if definition.unit == Unit.DONG:
        text, more = _money(scaled(value, definition))
        known = known or more
        text = text if unit else text.removesuffix(" đồng")
        return f"{known} {text}".strip()
    text = _digits(value, definition)
    if upper is not None:
        text = f"{text}–{_digits(upper, definition)}"
    if definition.unit == Unit.PERCENT:
        text += "%"
    elif unit:
        text = f"{text} {_in_full(str(Unit(definition.unit).label))}"
    return f"{known} {text}".strip()


def cell(value: int, definition: Definition, bound: str = Bound.EXACT) -> str:
    """A figure as it stands in a table, whose unit has a column of its own."""
    known = str(Bound(bound).label)
    if definition.unit == Unit.DONG:
        text = formats.number(scaled(value, definition) / MILLION, 1)
    else:
        text = _digits(value, definition)
    return f"{known} {text}".strip()


def rate_digits(worth: Decimal, decimals: int) -> str:
    """A rate as the sector prints it: 1,00 and 18,70, but 81."""
    if abs(worth) < SMALL_RATE or worth % 1:
        return formats.exact(worth, decimals)
    return formats.number(worth, decimals)


def _digits(value: int, definition: Definition) -> str:
    worth = scaled(value, definition)
    if definition.unit == Unit.PERCENT:
        return rate_digits(worth, definition.decimals)
    return formats.number(worth, definition.decimals)


def _money(worth: Decimal) -> tuple[str, str]:
    """Đồng in round words, and "trên" when rounding down left some out."""
    for size, _word in reversed(formats.MONEY_UNITS):
        if worth >= size:
            step = Decimal(size) / 100
            floor = (worth / step).to_integral_value(rounding=ROUND_FLOOR) * step
            return formats.money_short(int(floor)), "" if floor == worth else "trên"
    return formats.money_short(int(worth)), ""


def _in_full(words: str) -> str:
    return words.replace("điểm %", "điểm phần trăm")


def _next_plans(found: Iterable[Compared], place: Place, period: Period) -> dict[int, Target]:
    """The plan of the year after the period, by indicator."""
    later = {}
    definitions = {each.indicator.pk: each.definition for each in found}
    rows = Target.objects.filter(
        indicator__in=list(definitions),
        unit__place=place,
        unit__kind__in=PLACE_KINDS,
        last__year=period.last.year + 1,
    ).order_by("id")
    for row in rows:
        calendar = definitions[row.indicator_id].calendar
        year = period_of(str(period.last.year + 1), calendar=calendar)
        if (row.first, row.last) == (year.first, year.last):
            later[row.indicator_id] = row
    return later


def _months(
    charted: Sequence[Compared], place: Place, period: Period, on: date, at: datetime
) -> list[Taken]:
    """The months of the year of the period and of the year before, for charts."""
    months = _month_codes(period)
    both = [*months, *(year_before(month) for month in months)]
    indicators: list[Indicator] = [each.indicator for each in charted]
    spans = {
        each.indicator.pk: [in_calendar_of(m, each.definition) for m in both] for each in charted
    }
    asked = list(dict.fromkeys(span for each in spans.values() for span in each))
    values = values_of(indicators, place, asked, on=on)
    taken = []
    for one in charted:
        for number, span in enumerate(spans[one.indicator.pk]):
            value = values[one.indicator.pk, span.first, span.last]
            if value.value is not None:
                now = number < len(months)
                side = MONTH_OF_NOW if now else MONTH_OF_BEFORE
                month = number if now else number - len(months)
                said = _Part(str(value.decimal), value.value, ACTUAL, said=value)
                name = f"{one.indicator.code}.{side}{month + 1:02d}"
                taken.append(_taken(name, said, one, place, at))
    return taken


def _month_codes(period: Period) -> list[Period]:
    """From January to the last month of the period."""
    return [
        period_of(f"{period.last.year}-{month:02d}") for month in range(1, period.last.month + 1)
    ]


# What says each part; the two that look ahead need more than the indicator.
_SAYS: Final[Mapping[str, Callable[[str, Compared], _Part | None]]] = {
    "": _now,
    "value": _now,
    "cell_value": _now,
    "before": _before,
    "cell_before": _before,
    "people": _people,
    "plan": _of_plan,
    "cell_plan": _of_plan,
    "percent": _of_percent,
    "change": _of_change,
    "cell_change": _of_change,
    "index": _of_change,
    "name": _name,
    "cell_unit": _unit,
}
