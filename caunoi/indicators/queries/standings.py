"""All forms by period at a glance."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Q

from caunoi.indicators.choices.figures import Missing, Stand, SubmissionState
from caunoi.indicators.models import ReportingForm, ReportingUnit, Submission
from caunoi.indicators.queries.counted import COUNTED
from caunoi.indicators.queries.submissions import (
    Owed,
    Standing,
    definitions_of,
    due_day,
    in_use_since,
    indicators_of,
    period_of_span,
    periods_of,
    standing_of,
)
from caunoi_rules.periods import Period

LATE = "LATE"

__all__ = ["Overview", "overview", "to_remind", "totals_held", "years_handed_in"]


@dataclass(frozen=True)
class Overview:
    """A form for a period in figures."""

    form: ReportingForm
    period: Period
    due_on: date
    owing: int
    handed_in: int
    waiting: int
    late: int  # handed in after the due day

    def stands(self, on: date) -> set[Stand]:
        """What is to be said of it on a day; forms may wait while others are missing."""
        missing = self.owing - self.handed_in
        found = {Stand.WAITING} if self.waiting else set()
        if not missing:
            return found | {Stand.FULL}
        return found | {Stand.MISSING if self.due_on < on else Stand.RUNNING}

    def urgency(self, on: date) -> tuple[int, int]:
        """Least first: what waits, what is late, what runs, what is full; of each the nearest."""
        stands = self.stands(on)
        rank = next(rank for rank, stand in enumerate(Stand) if stand in stands)
        return rank, abs((self.due_on - on).days)


def totals_held(now: Standing) -> list[str]:
    """Names of the indicators of a form whose total is not told while some unit is missing."""
    if now.handed_in == len(now.units):
        return []
    indicators = indicators_of(now.form)
    definitions = definitions_of(indicators, on=now.period.last)
    return [
        definitions[each.pk].short_name
        for each in indicators
        if each.pk in definitions and definitions[each.pk].missing == Missing.HOLD
    ]


def to_remind(*, on: date, soon: date) -> list[Owed]:
    """Forms not handed in that are due until a day, of periods that have ended. Three questions a
    form and period.
    """
    forms = list(ReportingForm.objects.order_by("code"))
    since = in_use_since(forms)
    return [
        each.owed
        for form in forms
        for period in periods_of(form, on=on, since=since.get(form.pk))
        if period.last < on and due_day(form, period) <= soon
        for each in standing_of(form, period).units
        if not each.owed.is_handed_in
    ]


def overview(*, on: date, year: int | None = None) -> list[Overview]:
    """Every form and period to look at, what needs somebody first; four questions.

    year: all periods of it, settled long ago or not; without it what is owed lately and what waits.
    """
    forms = list(ReportingForm.objects.order_by("code"))
    since, states = in_use_since(forms), _states(forms)
    units = list(
        ReportingUnit.objects.filter(kind__in={form.unit_kind for form in forms})
        .order_by()
        .values_list("kind", "valid_from", "valid_to")
    )
    found = []
    for form in forms:
        periods = {
            (each.first, each.last): each
            for each in periods_of(form, on=on, since=since.get(form.pk))
        }
        for (of, first, last), counted in states.items():  # of other periods
            if of == form.pk and (counted[SubmissionState.SENT] or last.year == year):
                if period := period_of_span(form, first, last):
                    periods.setdefault((first, last), period)
        for period in periods.values():
            if year is not None and period.last.year != year:
                continue
            counted = states.get((form.pk, period.first, period.last), Counter())
            found.append(_overview(form, period, counted, units))
    return sorted(found, key=lambda each: (*each.urgency(on), each.form.code, each.period.last))


def years_handed_in(*, on: date) -> list[int]:
    """The years that have forms, the newest first; this year among them."""
    first = Submission.objects.aggregate(first=Min("last"))["first"]
    return list(range(on.year, (first or on).year - 1, -1))


def _states(forms: Sequence[ReportingForm]) -> dict[tuple[int, date, date], Counter[str]]:
    """How many units stand in each state, by form and span; under LATE those handed in late."""
    states: dict[tuple[int, date, date], Counter[str]] = {}
    rows = (
        Submission.objects.filter(form__in=list(forms))
        .values("form", "first", "last", "state")
        .annotate(n=Count("id"), late=Count("id", filter=Q(sent_at__date__gt=F("due_on"))))
        .order_by()
    )
    for row in rows:
        counted = states.setdefault((row["form"], row["first"], row["last"]), Counter())
        counted[row["state"]] += row["n"]
        if row["state"] in COUNTED:
            counted[LATE] += row["late"]
    return states


def _overview(
    form: ReportingForm,
    period: Period,
    counted: Counter[str],
    units: Sequence[tuple[str, date, date | None]],
) -> Overview:
    owing = sum(
        kind == form.unit_kind and first <= period.last and (last is None or last >= period.last)
        for kind, first, last in units
    )
    return Overview(
        form,
        period,
        due_day(form, period),
        owing,
        sum(counted[state] for state in COUNTED),
        counted[SubmissionState.SENT],
        counted[LATE],
    )
