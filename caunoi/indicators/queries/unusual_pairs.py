"""Figures that contradict each other: parts above their whole, sums that are none, two values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caunoi.indicators.choices.catalogue import Calendar, OverTime, RelationKind
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import Figure, ReportingUnit
from caunoi.indicators.queries.counted import counted
from caunoi.indicators.queries.entries import figure_words
from caunoi.indicators.queries.unusual_watched import Watched
from caunoi_rules.periods import Period, months_of, period_of

Cell = tuple[int, int, date, date]  # keys of indicator and unit, first and last day
Spans = Mapping[tuple[date, date], Mapping[tuple[int, int], int]]
"""Values by first and last day, then by keys of indicator and unit."""
LONGEST_MONTH = 31  # days


@dataclass(frozen=True)
class Contradiction:
    """Two figures that cannot both hold; `by` how much they are apart, in last decimals."""

    indicator: int
    unit: int
    period: Period
    words: str
    by: int


def broken_relations(
    cells: Spans, about: Watched, now: Sequence[Period]
) -> Iterator[Contradiction]:
    """Relations that do not hold, unit by unit; no question of its own."""
    parts: dict[int, list[int]] = {}
    for relation in about.relations:
        if relation.kind == RelationKind.SUM_OF:
            parts.setdefault(relation.second_id, []).append(relation.first_id)
    related = {key for each in about.relations for key in (each.first_id, each.second_id)}
    for period in now:
        by_unit: dict[int, dict[int, int]] = {}
        for (indicator, unit), value in cells[period.first, period.last].items():
            if indicator in related:
                by_unit.setdefault(unit, {})[indicator] = value
        for unit, values in by_unit.items():
            yield from _parts_above(values, unit, period, about)
            yield from _wrong_sums(values, parts, unit, period, about)


def _parts_above(
    values: Mapping[int, int], unit: int, period: Period, about: Watched
) -> Iterator[Contradiction]:
    for relation in about.relations:
        if relation.kind == RelationKind.SUM_OF:
            continue
        part, whole = values.get(relation.first_id), values.get(relation.second_id)
        if part is None or whole is None or part <= whole:
            continue
        one, other = about.definitions[relation.first_id], about.definitions[relation.second_id]
        words = (
            f"{figure_words(part, one)} nhiều hơn «{other.short_name}» "
            f"{figure_words(whole, other)}, {period.words}"
        )
        yield Contradiction(relation.first_id, unit, period, words, part - whole)


def _wrong_sums(
    values: Mapping[int, int],
    parts: Mapping[int, Sequence[int]],
    unit: int,
    period: Period,
    about: Watched,
) -> Iterator[Contradiction]:
    for whole, firsts in parts.items():
        if whole not in values or not all(each in values for each in firsts):
            continue
        added = sum(values[each] for each in firsts)
        if added == values[whole]:
            continue
        definition = about.definitions[whole]
        words = (
            f"ghi {figure_words(values[whole], definition)}, các phần cộng lại "
            f"{figure_words(added, definition)}, {period.words}"
        )
        yield Contradiction(whole, unit, period, words, abs(added - values[whole]))


def two_values(
    units: Mapping[int, ReportingUnit], about: Watched, *, year: int, until: date
) -> list[Contradiction]:
    """A quarter or year that is told by itself and by its months, and not alike; and a whole
    province told by itself while its communes tell theirs. Two questions.
    """
    spans = {(each.first, each.last): each for each in _long_periods(year) if each.first <= until}
    rows = _values(units, about, spans)
    months = _months(rows, about)
    found = []
    for (indicator, unit, first, last), value in rows.items():
        period = spans[first, last]
        told = _told_by_months(
            months.get((indicator, unit), {}), period, about.over_time(indicator)
        )
        if told is not None and told != value:
            definition = about.definitions[indicator]
            words = (
                f"{period.words} ghi {figure_words(value, definition)}, các tháng cộng lại "
                f"{figure_words(told, definition)}"
            )
            found.append(Contradiction(indicator, unit, period, words, abs(told - value)))
    return found + _against_communes(rows, spans, units, about)


def _long_periods(year: int) -> list[Period]:
    codes = [
        f"{year}",
        *(f"{year}Q{quarter}" for quarter in range(1, 5)),
        f"{year}-6M",
        f"{year}-9M",
    ]
    return [period_of(code, calendar=calendar) for calendar in Calendar for code in codes]


def _values(
    units: Mapping[int, ReportingUnit],
    about: Watched,
    spans: Mapping[tuple[date, date], Period],
) -> dict[Cell, int]:
    rows = counted(
        Figure.objects.filter(
            unit__in=list(units),
            indicator__in=list(about.indicators),
            first__in={first for first, _ in spans},
            last__in={last for _, last in spans},
        )
    )
    return {
        (indicator, unit, first, last): value
        for indicator, unit, first, last, value in rows.values_list(
            "indicator", "unit", "first", "last", "value"
        ).order_by("indicator", "unit", "first", "last")
        if (first, last) in spans
    }


def _months(
    rows: Mapping[Cell, int], about: Watched
) -> dict[tuple[int, int], dict[tuple[date, date], int]]:
    """Months of what is also told for longer, by indicator and unit."""
    if not rows:
        return {}
    figures = counted(
        Figure.objects.filter(
            indicator__in={indicator for indicator, *_ in rows},
            unit__in={unit for _, unit, *_ in rows},
            first__gte=min(first for *_, first, _ in rows),
            last__lte=max(last for *_, last in rows),
        )
    )
    months: dict[tuple[int, int], dict[tuple[date, date], int]] = {}
    for indicator, unit, first, last, value in figures.values_list(
        "indicator", "unit", "first", "last", "value"
    ).order_by():
        if (last - first).days < LONGEST_MONTH:
            months.setdefault((indicator, unit), {})[first, last] = value
    return months


def _told_by_months(
    months: Mapping[tuple[date, date], int], period: Period, over_time: str
) -> int | None:
    """What the months of a period make, when all of them are told."""
    calendar = Calendar.CALENDAR if period.first.day == 1 else Calendar.REPORTING
    inside = [(each.first, each.last) for each in months_of(period, calendar=calendar)]
    if not months or not all(span in months for span in inside):
        return None
    if over_time == OverTime.SUM:
        return sum(months[span] for span in inside)
    return months[inside[-1]] if over_time == OverTime.LAST else None


def _against_communes(
    rows: Mapping[Cell, int],
    spans: Mapping[tuple[date, date], Period],
    units: Mapping[int, ReportingUnit],
    about: Watched,
) -> list[Contradiction]:
    """A province that tells a span by itself which its communes tell too: both are added up."""
    by_span: dict[tuple[int, date, date], list[int]] = {}
    whole: dict[tuple[int, date, date], tuple[int, int]] = {}
    for (indicator, unit, first, last), value in rows.items():
        if units[unit].kind == UnitKind.PROVINCE:
            whole[indicator, first, last] = (unit, value)
        elif units[unit].kind == UnitKind.COMMUNE and about.adds_up(indicator):
            by_span.setdefault((indicator, first, last), []).append(value)
    found = []
    for key, (unit, value) in whole.items():
        indicator, first, last = key
        if value and (parts := by_span.get(key)):
            definition, words_of_span = about.definitions[indicator], spans[first, last].words
            words = (
                f"cả tỉnh ghi riêng {figure_words(value, definition)}, {len(parts)} xã cũng ghi "
                f"{figure_words(sum(parts), definition)}: đang cộng cả hai, {words_of_span}"
            )
            found.append(Contradiction(indicator, unit, spans[first, last], words, abs(value)))
    return found
