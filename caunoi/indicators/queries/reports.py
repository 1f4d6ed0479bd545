"""Reports, their templates, and figures that two of them say differently."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from caunoi.accounts.choices import OrgUnitKind
from caunoi.accounts.models import OrgUnit, User
from caunoi.indicators.choices.reports import ReportState
from caunoi.indicators.models import Definition, Indicator, Report, ReportFigure, ReportTemplate
from caunoi.indicators.queries.report_fields import ACTUAL, PLAN, Taken, take
from caunoi.places.choices import Level
from caunoi.places.models import Place, Succession
from caunoi_engine.series import sentences
from caunoi_engine.series.sentences import Fault
from caunoi_rules.periods import Period, period_of

__all__ = ["Fault"]

MOST_SHOWN = 200


@dataclass(frozen=True)
class Differing:
    """One figure that this report and another say differently."""

    title: str
    here: str
    there: str
    other: Report
    first: date
    last: date


@dataclass(frozen=True)
class Moved:
    """A figure that would be printed otherwise if it were taken now."""

    title: str
    then: str
    now: str


def list_reports() -> QuerySet[Report]:
    """All reports, the latest first, without their files."""
    return (
        Report.objects.defer("word_file", "document__file", "body")
        .select_related("template", "place", "unit", "document", "made_by")
        .order_by("-made_at", "-id")[:MOST_SHOWN]
    )


def current_templates() -> QuerySet[ReportTemplate]:
    """The templates in use, in the order of their names."""
    return ReportTemplate.objects.filter(is_current=True).order_by("name", "id")


def versions_of(template: ReportTemplate) -> QuerySet[ReportTemplate]:
    """Every version of a template, the newest first."""
    return (
        ReportTemplate.objects.filter(code=template.code)
        .select_related("written_by")
        .order_by("-version")
    )


def faults_of(body: str) -> list[Fault]:
    """Everything wrong in the text of a template or a report, line by line."""
    codes = set(Indicator.objects.values_list("code", flat=True))
    return sentences.check(body, codes)


def known_fields() -> list[tuple[str, str, str]]:
    """Code, name and unit of every indicator, for who writes templates."""
    rows = Definition.objects.filter(valid_to=None).select_related("indicator")
    return [
        (each.indicator.code, each.name, str(each.get_unit_display()))
        for each in rows.order_by("indicator__order", "indicator_id")
    ]


def parts_of_fields() -> dict[str, str]:
    """What may follow a code, and the words for place and time."""
    return {
        **{f"{{mã.{part}}}" if part else "{mã}": said for part, said in sentences.PARTS.items()},
        **{f"{{{word}}}": said for word, said in sentences.WORDS.items()},
    }


def title_of(body: str, words: dict[str, str]) -> str:
    """What the text calls the report, "" when it has no such line."""
    lines = sentences.fill(body, words)
    return next((line.text for line in lines if line.kind == "title"), "")


def office_of(user: User) -> OrgUnit | None:
    """The office that signs what a user drafts: the department or centre the user works in."""
    unit = user.org_unit
    while unit is not None and unit.kind not in {OrgUnitKind.DEPARTMENT, OrgUnitKind.CENTRE}:
        unit = unit.parent
    return unit or (
        OrgUnit.objects.filter(kind__in=[OrgUnitKind.DEPARTMENT, OrgUnitKind.CENTRE])
        .order_by("id")
        .first()
    )


def places_to_report(province: Place) -> list[Place]:
    """The province of today, then those it came out of, for years before the merger."""
    old = Succession.objects.filter(new=province, old__level=Level.PROVINCE).values_list(
        "old_id", flat=True
    )
    return [province, *Place.objects.filter(pk__in=list(old)).order_by("code", "id")]


def figures_of(report: Report) -> list[ReportFigure]:
    """The figures of a report in the order in which they were taken."""
    return list(ReportFigure.objects.filter(report=report).order_by("id"))


def differing_figures(report: Report, figures: Sequence[ReportFigure]) -> list[Differing]:
    """Figures that another report of the place says otherwise, for the same days.

    Results and plans are compared, whatever field they stand in: what last year's report called
    the result is this year's «cùng kỳ». Drafts that are not this one count too.
    """
    mine: dict[tuple[Any, ...], ReportFigure] = {}
    for each in figures:
        if (key := _same(each)) is not None:
            mine.setdefault(key, each)
    if not mine:
        return []
    codes = {key[0] for key in mine}
    others = (
        ReportFigure.objects.filter(~Q(report=report), report__place=report.place_id)
        .filter(provenance__indicator__in=sorted(codes), value__isnull=False)
        .select_related("report__document")
        .defer("report__word_file", "report__body", "report__document__file")
        .order_by("-report__made_at", "id")
    )
    found: dict[tuple[Any, ...], Differing] = {}
    for other in others:
        key = _same(other)
        here = mine.get(key) if key is not None else None
        if key is not None and here is not None and here.value != other.value:
            found.setdefault((key, other.report_id), _differing(here, other))
    return list(found.values())


def moved_figures(
    report: Report, figures: Sequence[ReportFigure], *, at: datetime, on: date
) -> list[Moved]:
    """Figures that were corrected, or came in, after the report was filled."""
    taken = take(report.body, report.place, period_of(report.period), on=on, at=at)
    now = {each.field: each for each in taken}
    moved: dict[str, Moved] = {}
    for each in figures:
        fresh = now.get(each.field)
        if _same(each) is not None and (fresh is None or fresh.value != each.value):
            title = each.provenance["title"]
            moved.setdefault(title, Moved(title, each.text, fresh.text if fresh else "không còn"))
    for fresh in now.values():
        if fresh.provenance.get("of") == ACTUAL and fresh.field not in {f.field for f in figures}:
            title = fresh.provenance["title"]
            moved.setdefault(title, Moved(title, "chưa có", fresh.text))
    return list(moved.values())


def retaken(report: Report, body: str, *, at: datetime, on: date) -> list[Taken]:
    """The figures of a text as they are now, for a report."""
    return take(body, report.place, period_of(report.period), on=on, at=at)


def signed_between(place: Place, first: date, last: date) -> QuerySet[Report]:
    """Signed reports of a place about days that overlap a span."""
    return Report.objects.filter(
        place=place, state=ReportState.SIGNED, first__lte=last, last__gte=first
    ).order_by("id")


def period_for(code: str) -> Period:
    """The period of a code. Raises ValueError with a sentence for who typed it."""
    return period_of(code)


def _same(figure: ReportFigure) -> tuple[Any, ...] | None:
    """What makes two figures the same one: indicator, kind, days. None: nothing to compare."""
    said = figure.provenance
    if figure.value is None or said.get("of") not in {ACTUAL, PLAN}:
        return None
    return (said["indicator"], said["of"], said["first"], said["last"], figure.decimals)


def _differing(here: ReportFigure, other: ReportFigure) -> Differing:
    return Differing(
        title=here.provenance["title"],
        here=here.text,
        there=other.text,
        other=other.report,
        first=date.fromisoformat(here.provenance["first"]),
        last=date.fromisoformat(here.provenance["last"]),
    )


def month_only(figure: ReportFigure) -> bool:
    """Whether it only stands in a chart."""
    tail = figure.field.rpartition(".")[2]
    return len(tail) == len("m01") and tail[0] in "mb" and tail[1:].isdigit()
