"""Plans: by indicator, by unit, how sums stand beside the whole, and what to propose next."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from caunoi.accounts.choices import Role
from caunoi.indicators.choices.catalogue import Level, OverTime, OverUnits
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.choices.targets import TargetState
from caunoi.indicators.models import (
    Definition,
    Forecast,
    Indicator,
    ReportingUnit,
    Target,
    TargetStep,
)
from caunoi.indicators.queries.catalogue import catalogue
from caunoi.indicators.queries.compared import is_level
from caunoi.indicators.queries.units import units_under, within
from caunoi.indicators.queries.values import Value, values_by_child, values_of
from caunoi.places.models import Place
from caunoi.training.models import Member
from caunoi_engine.series.proposing import Proposal, capacity_of, propose_next
from caunoi_rules.periods import Period, period_of, year_before

YEARS_BACK = 4
WAITING = (TargetState.ASSIGNED, TargetState.CHANGED)


@dataclass(frozen=True)
class PlanRow:
    """The plan of a place for one indicator, with what its parts add up to."""

    indicator: Indicator
    definition: Definition
    whole: Target | None
    parts: int  # units with a plan of their own
    parts_sum: int | None  # None where parts cannot be added
    proposed: int
    waiting: int  # assigned, not yet accepted
    accepted: int
    last_year: Value

    @property
    def difference(self) -> int | None:
        """What the parts have more than the whole; None where there is nothing to compare."""
        if self.whole is None or self.parts_sum is None or not self.parts:
            return None
        return self.parts_sum - self.whole.value


@dataclass(frozen=True)
class UnitRow:
    """The plan of one unit beside what it reached the year before."""

    unit: ReportingUnit
    target: Target | None
    last_year: int | None
    population: int


@dataclass(frozen=True)
class Proposed:
    """A number for the year to come: its trend, what can be taken in, the years it rests on."""

    proposal: Proposal
    years: tuple[tuple[int, int], ...]  # year, sum
    expected: bool  # the last year is not over: its forecast was taken


def year_span(definition: Definition, year: int) -> Period:
    """The year as the indicator counts its days."""
    return period_of(str(year), calendar=definition.calendar)


def of_year(year: int) -> Q:
    """Targets of a whole year, in either calendar."""
    return Q(last__year=year, last__gte=date(year, 12, 14), first__lte=date(year, 1, 1))


def plan_rows(place: Place, year: int, *, on: date) -> list[PlanRow]:
    """Every indicator with the plan of a place for a year. A fixed number of queries."""
    book = catalogue()
    wholes = {
        each.indicator_id: each
        for each in Target.objects.filter(
            of_year(year), unit__place=place, unit__kind__in=[UnitKind.PROVINCE, UnitKind.COMMUNE]
        ).order_by("id")
    }
    counted = _parts(place, year, on)
    shown = [
        found[0].indicator for key, found in book.by_indicator.items() if found[0].valid_to is None
    ]
    shown.sort(key=lambda each: (each.order, each.pk))
    before = year_before(period_of(str(year)))
    values = values_of(shown, place, [before], on=on)
    rows = []
    for each in shown:
        definition = book.on(each.pk, date(year, 12, 31))
        found = counted.get(each.pk, {})
        summed = definition.over_units == OverUnits.SUM
        rows.append(
            PlanRow(
                indicator=each,
                definition=definition,
                whole=wholes.get(each.pk),
                parts=sum(count for count, _ in found.values()),
                parts_sum=sum(value for _, value in found.values()) if summed else None,
                proposed=found.get(TargetState.PROPOSED, (0, 0))[0],
                waiting=sum(found.get(state, (0, 0))[0] for state in WAITING),
                accepted=found.get(TargetState.ACCEPTED, (0, 0))[0],
                last_year=values[each.pk, before.first, before.last],
            )
        )
    return rows


def _parts(place: Place, year: int, on: date) -> dict[int, dict[str, tuple[int, int]]]:
    """How many parts have a plan and what they add up to, by indicator and state.

    Schools and offices have plans beside communes, not within them: they stand in no sum where
    communes have the same indicator.
    """
    kinds: dict[int, dict[str, dict[str, tuple[int, int]]]] = defaultdict(dict)
    rows = (
        Target.objects.filter(of_year(year), within(place, "unit__place"))
        .exclude(unit__kind=UnitKind.PROVINCE)
        .exclude(unit__place=place, unit__kind=UnitKind.COMMUNE)
        .order_by()
        .values_list("indicator", "unit__kind", "state")
        .annotate(count=Count("id"), value=Sum("value"))
    )
    for indicator, kind, state, count, value in rows:
        kinds[indicator].setdefault(kind, {})[state] = (count, value)
    order = (UnitKind.COMMUNE, UnitKind.SCHOOL, UnitKind.OFFICE)
    return {
        indicator: next(found[kind] for kind in order if kind in found)
        for indicator, found in kinds.items()
    }


def unit_rows(indicator: Indicator, place: Place, year: int, *, on: date) -> list[UnitRow]:
    """The communes of a place with the plan of each; units of other kinds that have one too."""
    definition = catalogue().on(indicator.pk, date(year, 12, 31))
    day = min(date(year, 12, 31), on) if year <= on.year else on
    units = list(
        units_under(place, day)
        .exclude(kind=UnitKind.PROVINCE)
        .select_related("place", "institution")
    )
    targets = {
        each.unit_id: each
        for each in Target.objects.filter(
            of_year(year), indicator=indicator, unit__in=[each.pk for each in units]
        ).order_by("id")
    }
    before = year_before(year_span(definition, year))
    reached = {
        child.pk: value.value for child, value in values_by_child(indicator, place, before, on=on)
    }
    by_commune = definition.level == Level.COMMUNE
    return [
        UnitRow(
            unit=each,
            target=targets.get(each.pk),
            last_year=reached.get(each.place_id) if each.kind == UnitKind.COMMUNE else None,
            population=each.place.population or 0,
        )
        for each in units
        if each.pk in targets or (by_commune and each.kind == UnitKind.COMMUNE)
    ]


def whole_target(indicator: Indicator, place: Place, year: int) -> Target | None:
    """The plan of a province for a year."""
    found = Target.objects.filter(
        of_year(year), indicator=indicator, unit__place=place, unit__kind=UnitKind.PROVINCE
    )
    return found.select_related("unit", "indicator").order_by("id").first()


def quarter_weights(indicator: Indicator, place: Place, year: int, *, on: date) -> list[int]:
    """What each quarter of the year before brought; all alike where nothing is known."""
    quarters = [period_of(f"{year - 1}Q{quarter}") for quarter in range(1, 5)]
    found = values_of([indicator], place, quarters, on=on)
    return [found[indicator.pk, q.first, q.last].value or 0 for q in quarters]


def quarters_of(target: Target) -> QuerySet[Target]:
    """The quarterly plans inside a yearly one."""
    return Target.objects.filter(
        indicator=target.indicator, unit=target.unit, first__gte=target.first, last__lte=target.last
    ).exclude(pk=target.pk).order_by("first")  # fmt: skip


def targets_of_unit(unit: ReportingUnit, year: int) -> QuerySet[Target]:
    """The yearly plan of a unit, in the order of the catalogue."""
    found = Target.objects.filter(of_year(year), unit=unit).select_related("indicator", "unit")
    return found.order_by("indicator__order", "indicator_id")


def steps_of(targets: Sequence[Target]) -> QuerySet[TargetStep]:
    """What was done to targets, the newest first."""
    found = TargetStep.objects.filter(target__in=[each.pk for each in targets])
    return found.select_related("by", "target__indicator").order_by("-at", "-id")


def propose_for(indicator: Indicator, place: Place, year: int, *, on: date) -> Proposed | None:
    """What a year's plan may be, from the years before it and the best quarter of the last two."""
    definition = catalogue().on(indicator.pk, date(year, 12, 31))
    if definition.over_time != OverTime.SUM or is_level(definition):
        return None
    spans = [period_of(str(year - back)) for back in range(YEARS_BACK, 0, -1)]
    quarters = [period_of(f"{year - back}Q{q}") for back in (2, 1) for q in range(1, 5)]
    values = values_of([indicator], place, spans + quarters, on=on)

    def at(span: Period) -> int | None:
        return values[indicator.pk, span.first, span.last].value

    known = {span.last.year: at(span) for span in spans}
    expected = year - 1 >= on.year
    if expected:
        forecast = Forecast.objects.filter(indicator=indicator, place=place, year=year - 1).first()
        known[year - 1] = forecast.value if forecast else None
    row: list[tuple[int, int]] = []
    for key in sorted(known, reverse=True):
        value = known[key]
        if value is None:
            break  # a year without a figure ends the row that a trend is read from
        row.append((key, value))
    row.reverse()
    over = [at(span) or 0 for span in quarters if span.last <= on]
    found = propose_next([value for _, value in row], capacity=capacity_of(over))
    if found is None or row[-1][0] != year - 1:
        return None
    return Proposed(found, tuple(row), expected)


def growth_words(proposal: Proposal) -> Decimal:
    """The trend in percent, to one decimal."""
    return proposal.growth_percent.quantize(Decimal("0.1"))


def can_be_shared_over_time(definition: Definition) -> bool:
    """Whether its year is the sum of its quarters."""
    return definition.over_time == OverTime.SUM and not is_level(definition)


def proposals(indicator: Indicator, place: Place, year: int) -> QuerySet[Target]:
    """What waits to be assigned in a year: the whole, its quarters, the units."""
    found = Target.objects.filter(
        within(place, "unit__place"),
        indicator=indicator,
        last__year=year,
        state=TargetState.PROPOSED,
    )
    return found.order_by("id")


def definitions_of(targets: Sequence[Target], year: int) -> dict[int, Definition]:
    """The definitions of the indicators of targets at the end of a year."""
    book = catalogue()
    keys = {each.indicator_id for each in targets}
    return {key: book.on(key, date(year, 12, 31)) for key in keys}


def own_unit(user: Any) -> ReportingUnit | None:
    """The unit an officer of a commune or a school answers for; None for others."""
    units = ReportingUnit.objects.select_related("place", "institution").filter(valid_to=None)
    if user.role == Role.COMMUNE and user.org_unit_id is not None:
        own = units.filter(kind=UnitKind.COMMUNE, place=user.org_unit.place_id)
        return own.order_by("id").first()
    if user.role == Role.SCHOOL:
        taught = Member.objects.filter(user=user.pk, until__isnull=True).values("institution")
        return units.filter(institution__in=taught).order_by("id").first()
    return None
