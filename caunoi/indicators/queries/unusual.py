"""What is odd about the figures of a place: late, jumping, contradicting each other.

Said in words with where to look. The number of questions is fixed, however many units and figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from caunoi.indicators.choices.catalogue import Calendar
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.choices.unusual import UnusualKind
from caunoi.indicators.models import (
    Figure,
    Indicator,
    Relation,
    ReportingForm,
    ReportingUnit,
)
from caunoi.indicators.queries.counted import counted
from caunoi.indicators.queries.entries import Entry, figure_words
from caunoi.indicators.queries.submissions import (
    Sheet,
    due_day,
    handed_in_spans,
    in_use_since,
    periods_of,
)
from caunoi.indicators.queries.units import units_under
from caunoi.indicators.queries.unusual_pairs import (
    Contradiction,
    Spans,
    broken_relations,
    two_values,
)
from caunoi.indicators.queries.unusual_watched import Watched, Where, watched
from caunoi.places.models import Place
from caunoi_engine.series.unusual import Jump, jump_of
from caunoi_kit.ui import formats
from caunoi_rules.periods import Period, period_on, year_before

__all__ = ["Unusual", "contradictions_of", "jump_words", "unusual"]

NAMED_AT_MOST: Final = 3  # late units of a form that stand one by one
MOST_JUMPS: Final = 100  # of a month; nobody reads on after the largest hundred
TRIED: Final = 4  # for each that is wanted: some are none beside their months
HISTORY: Final = timedelta(days=400)
UNITS: Final = {UnitKind.COMMUNE: "xã", UnitKind.SCHOOL: "cơ sở"}
AGAINST: Final = {
    "YEAR_BEFORE": "so với cùng kỳ",
    "PERIOD_BEFORE": "so với kỳ trước",
    "MONTHS": "so với các tháng trước",
}


@dataclass(frozen=True)
class Unusual:
    """One odd thing, and on which page to look at it."""

    kind: UnusualKind
    unit: ReportingUnit | None
    indicator: Indicator | None
    name: str  # of the indicator or form
    words: str
    where: Where
    weight: int = 0  # the heavier stands first among its kind


def unusual(place: Place, period: Period, *, on: date, limit: int | None = None) -> list[Unusual]:
    """Everything odd about a period, as far as a day tells: contradictions, jumps, who is late."""
    until = min(period.last, on)
    units = {unit.pk: unit for unit in units_under(place, until)}
    about = watched()
    now = _spans_now(period, until)
    cells = _cells(units, about, now)
    found = [
        *_contradictions(broken_relations(cells, about, now), units, about, UnusualKind.RELATION),
        *_contradictions(
            two_values(units, about, year=period.last.year, until=until),
            units,
            about,
            UnusualKind.TWO_VALUES,
        ),
        *_jumps(cells, units, about, now, most=MOST_JUMPS if limit is None else TRIED * limit),
        *_late(list(units.values()), about.forms, period, on=on),
    ]
    order = {kind: at for at, kind in enumerate(UnusualKind)}
    found.sort(
        key=lambda each: (order[each.kind], -each.weight, each.unit.code if each.unit else "")
    )
    return found if limit is None else found[:limit]


def jump_words(entry: Entry | None, earlier: Entry | None, last_year: Entry | None) -> str:
    """What is said beside a figure that differs by much; "" for one that does not."""
    if entry is None:
        return ""
    jump = jump_of(
        entry.value,
        months=[earlier.value] if earlier is not None else (),
        year_before=last_year.value if last_year is not None else None,
    )
    return _jump_said(jump) if jump is not None else ""


def contradictions_of(sheet: Sheet) -> dict[str, str]:
    """What does not go together within one form, by code of the indicator. One question."""
    keys = {line.indicator.pk: line.indicator.code for line in sheet.lines}
    about = Watched(
        indicators={line.indicator.pk: line.indicator for line in sheet.lines},
        definitions={line.indicator.pk: line.definition for line in sheet.lines},
        relations=list(Relation.objects.filter(first__in=keys, second__in=keys).order_by("id")),
        forms=[],
        forms_of={},
    )
    cells = {
        (line.indicator.pk, sheet.unit.pk): line.entry.value
        for line in sheet.lines
        if line.entry is not None
    }
    spans = {(sheet.period.first, sheet.period.last): cells}
    return {
        keys[each.indicator]: each.words for each in broken_relations(spans, about, [sheet.period])
    }


def _jump_said(jump: Jump) -> str:
    """ "Tăng 3 lần so với cùng kỳ"."""
    way = "Tăng" if jump.is_up else "Giảm"
    if jump.times == 0 or (jump.value < 0) != (jump.usual < 0):
        return f"{way} bất thường {AGAINST[jump.against]}"
    return f"{way} {formats.number(float(jump.times), 1)} lần {AGAINST[jump.against]}"


def _spans_now(period: Period, until: date) -> tuple[Period, ...]:
    """The spans that are looked at: the period itself, and its last month in either calendar."""
    months = [period_on(until, "month", calendar=calendar) for calendar in Calendar]
    ended = [
        month
        if month.last <= until
        else period_on(month.first - timedelta(days=1), "month", calendar=calendar)
        for month, calendar in zip(months, Calendar, strict=True)
    ]
    spans = {(each.first, each.last): each for each in [*ended, period]}
    return tuple(spans.values())


def _around(now: Iterable[Period]) -> set[tuple[date, date]]:
    """Spans of now, of the year before and of the month before."""
    spans = set()
    for each in now:
        before = year_before(each)
        spans |= {(each.first, each.last), (before.first, before.last)}
        if each.kind == "month":
            month = _month_before(each)
            spans.add((month.first, month.last))
    return spans


def _month_before(month: Period) -> Period:
    calendar = Calendar.CALENDAR if month.first.day == 1 else Calendar.REPORTING
    return period_on(month.first - timedelta(days=1), "month", calendar=calendar)


def _cells(units: dict[int, ReportingUnit], about: Watched, now: Sequence[Period]) -> Spans:
    """Figures of the units by span, then by indicator and unit. One question a span, so that each
    is found by its days, however many years there are.
    """
    kept = counted(
        Figure.objects.filter(unit__in=list(units), indicator__in=list(about.indicators))
    )
    return {
        (first, last): {
            (indicator, unit): value
            for indicator, unit, value in kept.filter(first=first, last=last)
            .values_list("indicator", "unit", "value")
            .order_by()
        }
        for first, last in sorted(_around(now))
    }


def _jumps(
    cells: Spans,
    units: dict[int, ReportingUnit],
    about: Watched,
    now: Sequence[Period],
    *,
    most: int,
) -> list[Unusual]:
    """The largest jumps; at most so many are held against their months."""
    candidates = []
    for month in now:
        if month.kind != "month":
            continue
        past, earlier = year_before(month), _month_before(month)
        last_years = cells[past.first, past.last]
        befores = cells[earlier.first, earlier.last]
        for key, value in cells[month.first, month.last].items():
            before, last_year = befores.get(key), last_years.get(key)
            jump = jump_of(value, months=[] if before is None else [before], year_before=last_year)
            if jump is not None and about.adds_up(key[0]):
                candidates.append((jump.times, month, *key, value, last_year))
    candidates.sort(key=lambda each: each[0], reverse=True)
    del candidates[most:]
    history = _history(candidates)
    found: list[Unusual] = []
    for _, month, indicator, unit, value, last_year in candidates:
        months = history.get((indicator, unit, month.first.day), [])
        before_it = [each for last, each in months if last < month.first]
        if jump := jump_of(value, months=before_it, year_before=last_year):
            found.append(_jump_of(jump, indicator, units[unit], month, about))
    return found


def _jump_of(
    jump: Jump,
    indicator: int,
    unit: ReportingUnit,
    month: Period,
    about: Watched,
) -> Unusual:
    definition = about.definitions[indicator]
    usual, value = figure_words(jump.usual, definition), figure_words(jump.value, definition)
    return Unusual(
        UnusualKind.JUMP,
        unit,
        about.indicators[indicator],
        definition.short_name,
        f"{_jump_said(jump)}: từ {usual} thành {value}, {month.words}",
        about.where(indicator, unit, month),
        int(jump.times * 100),
    )


def _history(
    candidates: Sequence[tuple[Any, ...]],
) -> dict[tuple[int, int, int], list[tuple[date, int]]]:
    """Months before of what may be a jump, oldest first, by indicator, unit and calendar."""
    if not candidates:
        return {}
    newest = max(each[1].first for each in candidates)
    rows = counted(
        Figure.objects.filter(
            indicator__in={each[2] for each in candidates},
            unit__in={each[3] for each in candidates},
            first__gte=newest - HISTORY,
            last__lt=newest,
        )
    )
    history: dict[tuple[int, int, int], list[tuple[date, int]]] = {}
    for indicator, unit, first, last, value in rows.values_list(
        "indicator", "unit", "first", "last", "value"
    ).order_by("last", "first"):
        if (last - first).days <= 31:  # noqa: PLR2004  a month
            history.setdefault((indicator, unit, first.day), []).append((last, value))
    return history


def _contradictions(
    found: Iterable[Contradiction],
    units: dict[int, ReportingUnit],
    about: Watched,
    kind: UnusualKind,
) -> list[Unusual]:
    return [
        Unusual(
            kind,
            units[each.unit],
            about.indicators[each.indicator],
            about.definitions[each.indicator].short_name,
            each.words,
            about.where(each.indicator, units[each.unit], each.period),
            each.by,
        )
        for each in found
    ]


def _late(
    units: Sequence[ReportingUnit],
    forms: Sequence[ReportingForm],
    period: Period,
    *,
    on: date,
) -> list[Unusual]:
    """Forms past their day that are not handed in: one by one, or counted when many are."""
    since, handed = in_use_since(forms), handed_in_spans(forms, period)
    found = []
    for form in forms:
        for each in periods_of(form, on=on, since=since.get(form.pk)):
            due = due_day(form, each)
            if due >= on or not period.first <= each.last <= period.last:
                continue
            owing = [
                unit
                for unit in units
                if unit.kind == form.unit_kind and unit.valid_from <= each.last
            ]
            late = [
                unit for unit in owing if (form.pk, unit.pk, each.first, each.last) not in handed
            ]
            found += _late_said(form, each, late, len(owing), (on - due).days)
    return found


def _late_said(
    form: ReportingForm, period: Period, late: Sequence[ReportingUnit], of: int, days: int
) -> list[Unusual]:
    where = {"form": form.code, "period": period.code}
    if len(late) > NAMED_AT_MOST:
        what = UNITS.get(UnitKind(form.unit_kind), "đơn vị")
        words = (
            f"Thiếu {formats.number(len(late))}/{formats.number(of)} {what}, {period.words}, "
            f"trễ {formats.number(days)} ngày"
        )
        page = Where("indicators:standing", where)
        return [Unusual(UnusualKind.LATE, None, None, form.name, words, page, len(late))]
    return [
        Unusual(
            UnusualKind.LATE,
            unit,
            None,
            form.name,
            f"Chưa nộp {period.words}, trễ {formats.number(days)} ngày",
            Where("indicators:sheet", {**where, "unit": unit.code}),
            days,
        )
        for unit in late
    ]
