"""Forms that units hand in: what a unit owes, one form with its figures, how far a period is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from caunoi.indicators.choices.catalogue import Frequency, Source
from caunoi.indicators.choices.figures import Stand, SubmissionState
from caunoi.indicators.models import (
    Correction,
    Definition,
    Figure,
    FormLine,
    Indicator,
    ReportingForm,
    ReportingUnit,
    Submission,
)
from caunoi.indicators.queries.entries import Entry, entry_of
from caunoi_rules.periods import Period, period_of, period_on, year_before

__all__ = [
    "Line",
    "Owed",
    "Period",
    "Sheet",
    "Standing",
    "UnitStanding",
    "corrections_of",
    "definitions_of",
    "due_day",
    "form_with",
    "handed_in_spans",
    "in_use_since",
    "indicators_of",
    "owed_by",
    "period_for",
    "periods_of",
    "sheet_of",
    "standing_of",
    "units_owing",
    "values_of_submission",
]

LOOKS_BACK: Final = timedelta(days=400)
UNSETTLED: Final = frozenset({SubmissionState.OPEN, SubmissionState.RETURNED, SubmissionState.SENT})
KINDS: Final = {
    Frequency.MONTH: ("month",),
    Frequency.QUARTER: ("quarter",),
    Frequency.HALF: ("half", "year"),  # the first half, then the year with both
    Frequency.YEAR: ("year",),
}


@dataclass(frozen=True)
class Owed:
    """A form a unit owes for a period; `submission` is None while nobody has begun it."""

    form: ReportingForm
    unit: ReportingUnit
    period: Period
    due_on: date
    submission: Submission | None
    filled: int  # figures that are in
    lines: int  # figures it asks for

    @property
    def state(self) -> str:
        return self.submission.state if self.submission is not None else SubmissionState.OPEN

    @property
    def is_handed_in(self) -> bool:
        return self.state not in {SubmissionState.OPEN, SubmissionState.RETURNED}

    def stand(self, on: date) -> Stand:
        """How far it is on a day, in the words of the list of all forms."""
        if self.state == SubmissionState.SENT:
            return Stand.WAITING
        if self.is_handed_in:
            return Stand.FULL
        return Stand.MISSING if self.due_on < on else Stand.RUNNING

    def days_late(self, on: date) -> int:
        """Days after the due day: of the handing in, or so far; 0 in time."""
        handed = self.submission.sent_at if self.submission and self.is_handed_in else None
        day = timezone.localtime(handed).date() if handed is not None else on
        return max(0, (day - self.due_on).days)


@dataclass(frozen=True)
class Line:
    """One row of a form: what is in, what stood there the period and the year before."""

    indicator: Indicator
    definition: Definition
    figure: Figure | None  # of this form
    proposed: Entry | None  # what stands there from registers or a list while the form says nothing
    earlier: Entry | None
    last_year: Entry | None
    corrections: int

    @property
    def is_calculated(self) -> bool:
        """Counted from registers: shown, never typed."""
        return self.definition.source == Source.DERIVED

    @property
    def entry(self) -> Entry | None:
        return entry_of(self.figure) if self.figure is not None else None


@dataclass(frozen=True)
class Sheet:
    """A form of a unit for a period, whole."""

    form: ReportingForm
    unit: ReportingUnit
    period: Period
    due_on: date
    submission: Submission | None
    lines: tuple[Line, ...]

    @property
    def values(self) -> dict[str, Entry | None]:
        return {line.indicator.code: line.entry for line in self.lines}

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.figure is None and not line.is_calculated]


@dataclass(frozen=True)
class UnitStanding:
    """One unit in a period of a form."""

    unit: ReportingUnit
    owed: Owed


@dataclass(frozen=True)
class Standing:
    """How far a form is for a period, over the units that owe it."""

    form: ReportingForm
    period: Period
    due_on: date
    units: tuple[UnitStanding, ...]

    def count(self, *states: str) -> int:
        return sum(1 for each in self.units if each.owed.state in states)

    @property
    def handed_in(self) -> int:
        return sum(1 for each in self.units if each.owed.is_handed_in)


def form_with(code: str) -> ReportingForm:
    """The form of a code. Raises ReportingForm.DoesNotExist."""
    return ReportingForm.objects.get(code=code)


def period_for(form: ReportingForm, code: str) -> Period:
    """The period of a form by its code. Raises ValueError when the form has no such period."""
    period = period_of(code, calendar=form.calendar)
    if period.kind not in KINDS[Frequency(form.frequency)]:
        raise ValueError(
            f"Biểu {form.name} nộp theo {form.get_frequency_display().lower()}, "
            f"không có kỳ {period.code}."
        )
    return period


def periods_of(form: ReportingForm, *, on: date, since: date | None = None) -> list[Period]:
    """Periods of a form to look at on a day, the newest first: the running one, the last that
    ended, and those before since the form is in use, no further back than a year and a bit.
    """
    found: dict[tuple[date, date], Period] = {}
    for kind in KINDS[Frequency(form.frequency)]:
        day, ended = on, 0
        while True:
            period = period_on(day, kind, calendar=form.calendar)
            # the first half stays what it was once the second has begun
            reaches = since is not None and period.last >= since and on - period.last <= LOOKS_BACK
            if not (reaches or ended == 0 or period.first <= on <= period.last):
                break
            found[period.first, period.last] = period
            ended += period.last < on
            day = period.first - timedelta(days=1)
            if kind == "half":
                day = date(period.last.year - 1, 6, 1)
    return sorted(
        (each for each in found.values() if each.first <= on),
        key=lambda period: (period.last, period.first),
        reverse=True,
    )


def period_of_span(form: ReportingForm, first: date, last: date) -> Period | None:
    """The period of a form that has just those days; None when it has none."""
    for kind in KINDS[Frequency(form.frequency)]:
        period = period_on(last, kind, calendar=form.calendar)
        if (period.first, period.last) == (first, last):
            return period
    return None


def due_day(form: ReportingForm, period: Period) -> date:
    """The last day to hand it in."""
    return period.last + timedelta(days=form.days_after)


def in_use_since(forms: Iterable[ReportingForm]) -> dict[int, date]:
    """The last day of the first period for which each form was handed in on time by anybody.

    Periods of earlier years that are loaded afterwards make nobody late.
    """
    rows = (
        Submission.objects.filter(form__in=list(forms), sent_at__date__lte=F("due_on"))
        .values("form")
        .annotate(day=Min("last"))
    )
    return {row["form"]: row["day"] for row in rows.order_by("form")}


def units_owing(form: ReportingForm, period: Period) -> QuerySet[ReportingUnit]:
    """Units that owe a form for a period: of its kind, standing on its last day."""
    return (
        ReportingUnit.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=period.last),
            kind=form.unit_kind,
            valid_from__lte=period.last,
        )
        .select_related("place")
        .order_by("place__search_key", "code")
    )


def handed_in_spans(
    forms: Sequence[ReportingForm], period: Period
) -> set[tuple[int, int, date, date]]:
    """Forms that were handed in for spans that end in a period: form, unit, first and last day."""
    rows = Submission.objects.filter(
        form__in=list(forms), last__range=(period.first, period.last)
    ).exclude(state__in=[SubmissionState.OPEN, SubmissionState.RETURNED])
    return set(rows.values_list("form", "unit", "first", "last").order_by())


def owed_by(units: Sequence[ReportingUnit], *, on: date, year: int | None = None) -> list[Owed]:
    """What units owe on a day, the due day nearest first; four questions however many.

    year: everything of it, settled or not, instead of what is owed lately.
    """
    forms = list(
        ReportingForm.objects.filter(unit_kind__in={unit.kind for unit in units}).order_by("code")
    )
    since, lines = in_use_since(forms), _lines_by_form(forms)
    begun = _submissions(Q(unit__in=units), forms)
    owed = []
    for form in forms:
        for unit in units:
            if unit.kind != form.unit_kind:
                continue
            periods = {
                (each.first, each.last): each
                for each in periods_of(form, on=on, since=since.get(form.pk))
                if _stood(unit, each)
            }
            for key, (submission, _) in begun.items():  # begun of other periods, and not settled
                wanted = submission.state in UNSETTLED or key[3].year == year
                if key[:2] == (form.pk, unit.pk) and wanted:
                    if period := period_of_span(form, *key[2:]):
                        periods.setdefault(key[2:], period)
            for span, period in periods.items():
                if year is not None and period.last.year != year:
                    continue
                kept = begun.get((form.pk, unit.pk, *span))
                owed.append(_owed(form, unit, period, kept, lines))
    return sorted(owed, key=lambda each: (each.is_handed_in, each.due_on, each.form.code))


def standing_of(
    form: ReportingForm, period: Period, *, units: Sequence[ReportingUnit] | None = None
) -> Standing:
    """A form for a period over all units that owe it; three questions however many."""
    if units is None:
        units = list(units_owing(form, period))
    begun = _submissions(Q(first=period.first, last=period.last), [form])
    lines = _lines_by_form([form])
    standings = [
        UnitStanding(
            unit,
            _owed(
                form,
                unit,
                period,
                begun.get((form.pk, unit.pk, period.first, period.last)),
                lines,
            ),
        )
        for unit in units
    ]
    return Standing(form, period, due_day(form, period), tuple(standings))


def sheet_of(form: ReportingForm, unit: ReportingUnit, period: Period) -> Sheet:
    """One form with its figures, of this period, the one before and a year before."""
    submission = (
        Submission.objects.filter(form=form, unit=unit, first=period.first, last=period.last)
        .select_related("sent_by", "decided_by", "form", "unit")
        .first()
    )
    indicators = indicators_of(form)
    definitions = definitions_of(indicators, on=period.last)
    spans = {
        "now": (period.first, period.last),
        "earlier": _span(period_before(period, form)),
        "last_year": _span(year_before(period)),
    }
    figures = _figures(unit, indicators, spans.values())
    counts = _correction_counts([figure.pk for figure in figures.values()])
    lines = []
    for indicator in indicators:
        definition = definitions.get(indicator.pk)
        if definition is None:
            continue
        found = {name: figures.get((indicator.pk, *span)) for name, span in spans.items()}
        now = found["now"]
        own = now is not None and submission is not None and now.submission_id == submission.pk
        lines.append(
            Line(
                indicator=indicator,
                definition=definition,
                figure=now if own else None,
                proposed=None if own else _alike(now, definition),
                earlier=_alike(found["earlier"], definition),
                last_year=_alike(found["last_year"], definition),
                corrections=counts.get(now.pk, 0) if now is not None else 0,
            )
        )
    return Sheet(form, unit, period, due_day(form, period), submission, tuple(lines))


def period_before(period: Period, form: ReportingForm) -> Period:
    """The period of the same kind before this one; of a first half, the one a year before."""
    if period.kind == "half":
        return year_before(period)
    return period_on(period.first - timedelta(days=1), period.kind, calendar=form.calendar)


def indicators_of(form: ReportingForm) -> list[Indicator]:
    """What a form asks for, in its order."""
    lines = FormLine.objects.filter(form=form).select_related("indicator").order_by("order", "id")
    return [line.indicator for line in lines]


def definitions_of(indicators: Iterable[Indicator], *, on: date) -> dict[int, Definition]:
    """The definition of each indicator in force on a day, by its key; before the first, the first.

    An indicator without any definition is left out.
    """
    found: dict[int, Definition] = {}
    rows = Definition.objects.filter(indicator__in=list(indicators))
    for row in rows.order_by("-version", "id"):
        kept = found.get(row.indicator_id)
        if kept is None or kept.valid_from > on:
            found[row.indicator_id] = row
    return found


def values_of_submission(submission: Submission) -> dict[str, Entry | None]:
    """What a form holds, by code of the indicator: for comparing what two clerks typed."""
    codes = FormLine.objects.filter(form=submission.form_id).values_list(
        "indicator__code", flat=True
    )
    values: dict[str, Entry | None] = dict.fromkeys(codes.order_by("order", "id"))
    for figure in Figure.objects.filter(submission=submission).select_related("indicator"):
        values[figure.indicator.code] = entry_of(figure)
    return values


def corrections_of(submission: Submission) -> QuerySet[Correction]:
    """Every correction of the figures of a form, the newest first."""
    return (
        Correction.objects.filter(figure__submission=submission)
        .select_related("figure__definition", "by")
        .order_by("-at", "-id")
    )


def _submissions(
    which: Q, forms: Sequence[ReportingForm]
) -> dict[tuple[int, int, date, date], tuple[Submission, int]]:
    """Forms that were begun, each with how many figures are in."""
    filled = (
        Figure.objects.filter(submission=OuterRef("pk"))
        .order_by()
        .values("submission")
        .annotate(n=Count("id"))
        .values("n")
    )
    rows = (
        Submission.objects.filter(which, form__in=list(forms))
        .annotate(filled=Coalesce(Subquery(filled), 0))
        .select_related("sent_by", "decided_by")
        .order_by("id")
    )
    return {(row.form_id, row.unit_id, row.first, row.last): (row, row.filled) for row in rows}


def _lines_by_form(forms: Sequence[ReportingForm]) -> dict[int, int]:
    rows = FormLine.objects.filter(form__in=list(forms)).values("form").annotate(n=Count("id"))
    return {row["form"]: row["n"] for row in rows.order_by("form")}


def _owed(
    form: ReportingForm,
    unit: ReportingUnit,
    period: Period,
    begun: tuple[Submission, int] | None,
    lines: Mapping[int, int],
) -> Owed:
    submission, filled = begun if begun is not None else (None, 0)
    due_on = submission.due_on if submission is not None else due_day(form, period)
    return Owed(form, unit, period, due_on, submission, filled, lines.get(form.pk, 0))


def _stood(unit: ReportingUnit, period: Period) -> bool:
    return unit.valid_from <= period.last and (
        unit.valid_to is None or unit.valid_to >= period.last
    )


def _span(period: Period) -> tuple[date, date]:
    return (period.first, period.last)


def _figures(
    unit: ReportingUnit, indicators: Sequence[Indicator], spans: Iterable[tuple[date, date]]
) -> dict[tuple[int, date, date], Figure]:
    which = Q(pk=None)
    for first, last in spans:
        which |= Q(first=first, last=last)
    rows = Figure.objects.filter(which, unit=unit, indicator__in=indicators)
    rows = rows.exclude(origin=Source.ESTIMATED)  # what others guessed is no proposal to the unit
    return {
        (row.indicator_id, row.first, row.last): row
        for row in rows.select_related("definition", "submission").order_by("id")
    }


def _alike(figure: Figure | None, definition: Definition) -> Entry | None:
    """A figure of another span, in the decimals of today's definition; None if not comparable."""
    if figure is None or figure.definition.decimals != definition.decimals:
        return None
    return entry_of(figure)


def _correction_counts(figures: Sequence[int]) -> dict[int, int]:
    rows = Correction.objects.filter(figure__in=figures).values("figure").annotate(n=Count("id"))
    return {row["figure"]: row["n"] for row in rows.order_by("figure")}
