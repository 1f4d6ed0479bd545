"""Counting derived figures anew from the registers, for every unit and span of a year."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.indicators.actions.sums import given_cells
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import Calendar, Level, OverTime, Source
from caunoi.indicators.models import Definition, Figure, Indicator
from caunoi.indicators.queries.answering import Answering, answering
from caunoi.indicators.queries.catalogue import Catalogue, catalogue
from caunoi.indicators.queries.cells import SUM, in_both_calendars
from caunoi.indicators.queries.sources import Part, SourceQuery, source_of
from caunoi.indicators.queries.units import NoUnit
from caunoi.indicators.queries.values import FALL
from caunoi_engine.series.counting import Events, Tally, tally
from caunoi_kit.journal.actions import record
from caunoi_rules.periods import Period, period_of

BATCH = 5_000
WORKED_OUT = ("", SUM, FALL)
CALENDARS = (str(Calendar.CALENDAR), str(Calendar.REPORTING))
LONGER = ("Q1", "Q2", "Q3", "Q4", "-6M", "-9M", "")
Key = tuple[int, int, date, date]  # indicator, unit, first, last
Days = tuple[date, date]


class CannotRefresh(Exception):
    """Figures cannot be counted; nothing was changed."""


@dataclass
class _Counting:
    """What is counted in one run: the spans of each kind, and rows that were fetched already."""

    at: datetime
    book: Catalogue
    answering: Answering
    months: dict[str, list[Days]]  # by calendar
    longer: dict[str, list[Days]]
    reach: Period  # the days whose rows are counted
    ends: date  # of the last span
    events: dict[Part, Events] = field(default_factory=dict)


@transaction.atomic
def refresh_figures(
    period: Period,
    *,
    codes: Sequence[str] | None = None,
    at: datetime,
    by: User | None = None,
) -> int:
    """Counts the years of a period anew; returns how many figures changed.

    Every month that has begun is counted, in both calendars where the indicator is kept in both;
    different people also for every longer span, because months of people cannot be added. What a
    unit gave itself is never written over. A second time changes nothing but the time.
    """
    try:
        units = answering()
    except NoUnit as refusal:
        raise CannotRefresh(str(refusal)) from refusal
    book = catalogue()
    changed = 0
    for year in range(period.first.year, period.last.year + 1):
        counting = _counting(year, at, book, units)
        chosen = _chosen(book, date(year, 12, 31), codes)
        if not chosen or not counting.months[CALENDARS[0]]:
            continue
        wanted: dict[Key, Figure] = {}
        for definition in chosen:
            wanted |= _figures(definition, counting)
        changed += _save(wanted, chosen, counting)
        add_up(
            Indicator.objects.filter(pk__in=[each.indicator_id for each in chosen]),
            first=counting.reach.first,
            last=counting.ends,
        )
    record("indicators.figures.refreshed", by=by, detail={"period": period.code, "n": changed})
    return changed


def _counting(year: int, at: datetime, book: Catalogue, units: Answering) -> _Counting:
    today = timezone.localtime(at).date()
    months, longer = {}, {}
    for calendar in CALENDARS:
        twelve = [period_of(f"{year}-{n:02d}", calendar=calendar) for n in range(1, 13)]
        begun = [(each.first, each.last) for each in twelve if each.first <= today]
        spans = [period_of(f"{year}{code}", calendar=calendar) for code in LONGER]
        so_far = [(twelve[0].first, last) for _, last in begun]
        months[calendar] = begun
        longer[calendar] = sorted(
            {*so_far, *((each.first, each.last) for each in spans if each.first <= today)}
            - set(begun)
        )
    # What is entered for a day to come (a session that is planned) has not happened yet.
    reach = Period("days", date(year - 1, 12, 15), min(date(year, 12, 31), today))
    return _Counting(at, book, units, months, longer, reach, date(year, 12, 31))


def _chosen(book: Catalogue, day: date, codes: Sequence[str] | None) -> list[Definition]:
    """Definitions that name a source, in force on the last day of the year."""
    found = [book.on(key, day) for key in book.by_indicator]
    return [
        each
        for each in found
        if each.query not in WORKED_OUT and (codes is None or each.indicator.code in codes)
    ]


def _figures(definition: Definition, counting: _Counting) -> dict[Key, Figure]:
    source = source_of(definition.query, definition.indicator.code)
    if source is None:
        raise CannotRefresh(
            f"Chỉ tiêu {definition.indicator.code} lấy số từ câu hỏi «{definition.query}», phần "
            "mềm không có. Sửa trong danh mục chỉ tiêu rồi chạy lại."
        )
    spans = _spans(definition, counting)
    if source.stock:
        today = timezone.localtime(counting.at).date()
        spans = [span for span in spans if span[0] <= today <= span[1]]
        counted: list[Mapping[int, Tally]] = [_stock(source)] * len(spans)
    else:
        events = _together([_events(part, counting) for part in source.parts])
        counted = tally(events, [(first.toordinal(), last.toordinal()) for first, last in spans])
    found: dict[Key, Figure] = {}
    for span, tallies in zip(spans, counted, strict=True):
        for unit, each in _by_unit(tallies, span, definition, counting).items():
            key = definition.indicator_id, unit, *span
            found[key] = _figure(key, each, definition, counting)
    return found


def _spans(definition: Definition, counting: _Counting) -> list[Days]:
    calendars = CALENDARS if in_both_calendars(definition) else (definition.calendar,)
    found: list[Days] = []
    for calendar in calendars:
        found += counting.months[calendar]
        if definition.over_time == OverTime.DISTINCT:
            found += counting.longer[calendar]
    return found


def _events(part: Part, counting: _Counting) -> Events:
    """The rows of a register in the reach of the run; fetched once for all indicators."""
    if part not in counting.events:
        rows = part.rows(counting.reach).order_by()
        fields = [part.day, part.place or "pk", part.who or "pk", part.total or "pk"]
        counting.events[part] = Events.of(
            [
                (
                    day.toordinal(),
                    (place or 0) if part.place else 0,
                    (who or 0) if part.who else 0,
                    worth if part.total else 1,
                )
                for day, place, who, worth in rows.values_list(*fields).iterator(chunk_size=10_000)
            ]
        )
    return counting.events[part]


def _together(events: Sequence[Events]) -> Events:
    if len(events) == 1:
        return events[0]
    rows = [
        row
        for each in events
        for row in zip(
            each.days.tolist(), each.units.tolist(), each.people.tolist(), each.worth.tolist(),
            strict=True,
        )
    ]  # fmt: skip
    return Events.of(rows)


def _stock(source: SourceQuery) -> dict[int, Tally]:
    """What there is now, by place."""
    part = source.parts[0]
    everything = Period("days", date.min, date.max)
    rows: QuerySet[Any] = part.rows(everything).order_by()
    counts = rows.values_list(part.place).annotate(n=Count("pk"))
    return {place or 0: Tally(many, many) for place, many in counts}


def _by_unit(
    tallies: Mapping[int, Tally], span: Days, definition: Definition, counting: _Counting
) -> dict[int, Tally]:
    """By the unit that answered at the end of the span; the province always, if with nothing."""
    home = counting.answering.unit(None, span[1])
    parts: dict[int, list[Tally]] = defaultdict(list)
    parts[home].append(Tally(0, 0))
    for place, each in tallies.items():
        whole = definition.level == Level.PROVINCE
        parts[home if whole else counting.answering.unit(place, span[1])].append(each)
    return {unit: _sum(found) for unit, found in parts.items()}


def _sum(tallies: Sequence[Tally]) -> Tally:
    people = [each.people for each in tallies]
    known = [each for each in people if each is not None]
    return Tally(
        sum(each.total for each in tallies), sum(known) if len(known) == len(people) else None
    )


def _figure(key: Key, counted: Tally, definition: Definition, counting: _Counting) -> Figure:
    people = counted.people if definition.over_time == OverTime.DISTINCT else None
    return Figure(
        indicator_id=key[0],
        unit_id=key[1],
        first=key[2],
        last=key[3],
        value=counted.total if people is None else people,
        people=counted.people,
        origin=Source.DERIVED,
        definition=counting.book.on(key[0], key[3]),
        taken_at=counting.at,
    )


def _save(wanted: dict[Key, Figure], chosen: list[Definition], counting: _Counting) -> int:
    """Writes what differs, takes away what is no more; figures units gave stay as they are."""
    here = Q(
        indicator__in=[each.indicator_id for each in chosen],
        first__gte=counting.reach.first,
        last__lte=counting.ends,
    )
    kept = Figure.objects.filter(here)
    given, printed = given_cells(kept)
    stored = {
        (indicator, unit, first, last): (pk, value, people, definition)
        for pk, indicator, unit, first, last, value, people, definition in kept.filter(
            origin=Source.DERIVED
        )
        .order_by("id")
        .values_list(
            "pk", "indicator_id", "unit_id", "first", "last", "value", "people", "definition_id"
        )
    }
    write = []
    for key, figure in wanted.items():
        if key in given or (key[0], key[2], key[3]) in printed:
            continue
        old = stored.pop(key, None)
        if old is None or old[1:] != (figure.value, figure.people, figure.definition_id):
            write.append(figure)
    gone = [pk for pk, *_ in stored.values()]
    for start in range(0, len(gone), BATCH):
        Figure.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    Figure.objects.bulk_create(
        write,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["indicator", "first", "last", "unit", "estimated"],
        update_fields=["value", "people", "definition", "taken_at"],
    )
    kept.filter(origin=Source.DERIVED).update(taken_at=counting.at)
    return len(write) + len(gone)
