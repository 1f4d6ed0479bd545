"""All forms by period at a glance."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from caunoi.indicators.choices.figures import Missing, SubmissionState
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

__all__ = ["Overview", "overview", "to_remind", "totals_held"]


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


def overview(*, on: date) -> list[Overview]:
    """Every form and period to look at, the newest first; four questions."""
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
        for (of, first, last), counted in states.items():  # of other periods, and waiting
            if of == form.pk and counted[SubmissionState.SENT]:
                if period := period_of_span(form, first, last):
                    periods.setdefault((first, last), period)
        for period in periods.values():
            counted = states.get((form.pk, period.first, period.last), Counter())
            found.append(_overview(form, period, counted, units))
    return sorted(found, key=lambda each: (each.period.last, each.form.code), reverse=True)


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
