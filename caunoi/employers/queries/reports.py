"""Reports of employers: what is due when, who has sent it, what it adds up to."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from caunoi.classifications.choices import FirmKind
from caunoi.employers.choices import (
    ContractGroup,
    ForeignPost,
    JobGroup,
    ReportRow,
    ReportState,
)
from caunoi.employers.models import (
    Employer,
    ForeignReport,
    ForeignWorker,
    LabourChange,
    LabourLine,
    LabourReport,
)
from caunoi_rules.parameters import parameter
from caunoi_rules.reports import due_reports

COUNTS: Final = (
    "total", "women", "over_35", "insured", "managers", "high", "middle", "others", "indefinite",
    "fixed_term", "other_contracts",
)  # fmt: skip
"""The counts of 02/PLI, columns 3 to 13, in the order of the form."""
PARTS: Final = COUNTS[1:4]
POSTS: Final = COUNTS[4:8]
CONTRACTS: Final = COUNTS[8:]

YEAR: Final = timedelta(days=366)
SOON: Final = timedelta(days=45)
JUNE: Final = 6
# Which kinds of employers stand in which row of 02/PLI. Households and persons hire without it.
ROW_KINDS: Final[dict[str, frozenset[str]]] = {
    ReportRow.FIRM: frozenset({FirmKind.STATE_FIRM, FirmKind.PRIVATE_FIRM, FirmKind.FOREIGN_FIRM}),
    ReportRow.COOPERATIVE: frozenset({FirmKind.COOPERATIVE}),
    ReportRow.OFFICE: frozenset(
        {FirmKind.STATE_OFFICE, FirmKind.NON_STATE_UNIT, FirmKind.ASSOCIATION}
    ),
}
OWING_KINDS: Final = sorted(frozenset[str]().union(*ROW_KINDS.values()))


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """One 01/PLI: the days it is about, and the day before which it has to be sent."""

    before: date
    first: date
    last: date
    law: str

    @property
    def last_day(self) -> date:
        """The last day in time: the law says "before" a day."""
        return self.before - timedelta(days=1)

    @property
    def words(self) -> str:
        """As the pages call it: "06 tháng đầu năm 2026", "năm 2026"."""
        half = self.before.month == JUNE
        return f"06 tháng đầu năm {self.before.year}" if half else f"năm {self.before.year}"


def periods_around(on: date) -> list[ReportPeriod]:
    """Periods that can be reported on a day: the next due first, then those of the year before."""
    found = due_reports(on - YEAR, on + YEAR, by="employer")
    periods = [
        ReportPeriod(each.before, each.period.first, each.period.last, each.law)
        for each in found
        if each.code.startswith("N145-01-")
    ]
    coming = [each for each in periods if each.last_day >= on][:1]
    return coming + [each for each in reversed(periods) if each.last_day < on]


def period_due(before: date) -> ReportPeriod | None:
    """The period whose report is due before a day; None when no law names that day."""
    found = due_reports(before - timedelta(days=1), before, by="employer")
    return next(
        (
            ReportPeriod(each.before, each.period.first, each.period.last, each.law)
            for each in found
            if each.code.startswith("N145-01-") and each.before == before
        ),
        None,
    )


def report_in_force(employer: Employer, period: ReportPeriod) -> LabourReport | None:
    """What an employer has reported for a period."""
    return LabourReport.objects.filter(
        employer=employer, due_before=period.before, state=ReportState.SENT
    ).first()


def report_before(employer: Employer, due_before: date) -> LabourReport | None:
    """The report of the latest earlier period, with which a new one is compared."""
    found = LabourReport.objects.filter(
        employer=employer, due_before__lt=due_before, state=ReportState.SENT
    )
    return found.order_by("-due_before").first()


def reports_of(employer: Employer) -> QuerySet[LabourReport]:
    """What an employer has handed in of 01/PLI, the latest first."""
    found = LabourReport.objects.filter(employer=employer).exclude(state=ReportState.DRAFT)
    return found.select_related("sent_by").order_by("-due_before", "-sent_at", "-id")


def foreign_reports_of(employer: Employer) -> QuerySet[ForeignReport]:
    """Its lists of foreign workers, the latest first."""
    found = ForeignReport.objects.filter(employer=employer).exclude(state=ReportState.DRAFT)
    return found.select_related("sent_by").order_by("-on", "-id")


def changes_of(employer: Employer) -> QuerySet[LabourChange]:
    """Its notices of change, the latest first."""
    return LabourChange.objects.filter(employer=employer).order_by("-on", "-id")


def find_report(kind: str, public_id: uuid.UUID) -> Any:
    """A report, a list of foreign workers or a notice of change, by the key in its address."""
    models: Mapping[str, Any] = {
        "lao-dong": LabourReport, "nuoc-ngoai": ForeignReport, "bien-dong": LabourChange,
    }  # fmt: skip
    if kind not in models:
        return None
    found = models[kind].objects.select_related("employer", "employer__place", "sent_by")
    return found.filter(public_id=public_id).first()


def notice_from(*, on: date) -> int:
    """From how many workers more or less an employer gives notice."""
    return int(parameter("staff_changes", "workers", on=on).value)


def asks_notice(report: LabourReport) -> bool:
    """Whether a report differs so much from the one before that a notice of change is asked.

    A notice given since the report before answers it.
    """
    if report.change is None or abs(report.change) < notice_from(on=report.due_before):
        return False
    given = LabourChange.objects.filter(
        employer=report.employer_id, on__gte=report.first, on__lt=report.due_before
    )
    return not given.exists()


def large_changes(*, on: date) -> QuerySet[LabourReport]:
    """Reports in force of the last year with so many workers more or less that a notice is asked.

    The latest period first, in it by name of the employer.
    """
    least = notice_from(on=on)
    found = LabourReport.objects.filter(state=ReportState.SENT, due_before__gt=on - YEAR).filter(
        Q(total__gte=F("before") + least) | Q(before__gte=F("total") + least)
    )
    return found.select_related("employer").order_by("-due_before", "employer__name", "id")


def notices_of(reports: Iterable[LabourReport]) -> dict[int, list[LabourChange]]:
    """Notices of change that the employers of some reports gave here, by employer. One query."""
    keys = {report.employer_id for report in reports}
    found: dict[int, list[LabourChange]] = {}
    for each in LabourChange.objects.filter(employer__in=keys).order_by("-on", "-id"):
        found.setdefault(each.employer_id, []).append(each)
    return found


def owing(place_ids: Iterable[int] | None = None) -> QuerySet[Employer]:
    """Employers that have to report: bodies with a tax code, no households or persons."""
    found = Employer.objects.filter(kind__in=OWING_KINDS, tax_code__isnull=False)
    return found if place_ids is None else found.filter(place__in=list(place_ids))


def standing(period: ReportPeriod, *, sent: bool | None = None) -> QuerySet[Employer]:
    """Employers that owe a report with whether it came (`has_sent`), by name.

    `sent`: only those that have, or only those that have not.
    """
    came = LabourReport.objects.filter(
        employer=OuterRef("pk"), due_before=period.before, state=ReportState.SENT
    )
    found = owing().annotate(has_sent=Exists(came)).select_related("place")
    if sent is not None:
        found = found.filter(has_sent=sent)
    return found.order_by("name", "id")


def reports_by_employer(
    employers: Iterable[Employer], period: ReportPeriod
) -> dict[int, LabourReport]:
    """The reports of some employers for a period, by employer."""
    found = LabourReport.objects.filter(
        employer__in=[each.pk for each in employers],
        due_before=period.before,
        state=ReportState.SENT,
    )
    return {each.employer_id: each for each in found}


@dataclass(frozen=True, slots=True)
class LabourUseRow:
    """One row of 02/PLI: how many employers reported, and the sums of columns 3 to 13."""

    group: str
    words: str
    employers: int
    total: int
    women: int
    over_35: int
    insured: int
    managers: int
    high: int
    middle: int
    others: int
    indefinite: int
    fixed_term: int
    other_contracts: int


@dataclass(frozen=True, slots=True)
class LabourUse:
    """02/PLI of a period, and of how many employers it is the sum."""

    rows: tuple[LabourUseRow, ...]
    total: LabourUseRow
    owing: int
    reported: int


def labour_use(period_first: date, period_last: date) -> LabourUse:
    """The sums of 02/PLI over the reports for a half-year (last month up to June) or a year.

    Two queries. Employers that have not reported are in no sum; `owing` and `reported` say how
    many that is.
    """
    month = JUNE if period_last.month <= JUNE else 12
    before = date(max(period_first.year, period_last.year), month, 5)
    found: Any = (  # the names of the sums are made, which no checker follows
        LabourReport.objects.filter(
            due_before=before, state=ReportState.SENT, employer__kind__in=OWING_KINDS
        )
        .values("employer__kind")
        .annotate(employers=Count("id"), **{f"sum_{name}": Sum(name) for name in COUNTS})
        .order_by("employer__kind")
    )
    by_kind = {row["employer__kind"]: row for row in found}
    rows = []
    for group, kinds in ROW_KINDS.items():
        parts = [by_kind[kind] for kind in kinds if kind in by_kind]
        sums = {name: sum(part[f"sum_{name}"] for part in parts) for name in COUNTS}
        words = str(ReportRow(group).label)
        count = sum(part["employers"] for part in parts)
        rows.append(LabourUseRow(group=group, words=words, employers=count, **sums))
    numbers = [each.name for each in fields(LabourUseRow)][2:]
    whole = {name: sum(getattr(row, name) for row in rows) for name in numbers}
    total = LabourUseRow(group="", words="Tổng", **whole)
    return LabourUse(tuple(rows), total, owing().count(), total.employers)


def counts_of_lines(report: LabourReport) -> dict[str, int]:
    """What the lines of a report add up to, in one query."""
    lines = LabourLine.objects.filter(report=report)
    posts = dict(zip(JobGroup.values, POSTS, strict=True))
    contracts = dict(zip(ContractGroup.values, CONTRACTS, strict=True))
    return lines.aggregate(
        total=Count("id"),
        women=Count("id", filter=Q(woman=True)),
        over_35=Count("id", filter=Q(over_35=True)),
        insured=Count("id", filter=Q(insured=True)),
        **{name: Count("id", filter=Q(job_group=code)) for code, name in posts.items()},
        **{name: Count("id", filter=Q(contract=code)) for code, name in contracts.items()},
    )


def foreign_counts(report: ForeignReport) -> dict[str, int]:
    """How many foreign workers a list has: all, women, with a permit that ends soon."""
    return ForeignWorker.objects.filter(report=report).aggregate(
        total=Count("id"),
        women=Count("id", filter=Q(woman=True)),
        expiring=Count("id", filter=Q(permit_until__lte=report.on + SOON)),
    )


def foreign_posts(report: ForeignReport) -> list[tuple[str, int]]:
    """How many of each post a list has, in words, in the order of the form."""
    rows = ForeignWorker.objects.filter(report=report).values("post").annotate(n=Count("id"))
    found = dict(rows.order_by("post").values_list("post", "n"))
    return [(str(post.label), found[post]) for post in ForeignPost if post in found]


def words_of_count(name: str) -> str:
    """What a count is called."""
    field: Any = LabourReport._meta.get_field(name)
    return str(field.verbose_name)


def faults_of_counts(counts: Mapping[str, int]) -> dict[str, str]:
    """What does not add up in counts typed by hand: field → why, in words."""
    total, wrong = counts["total"], {}
    for name in PARTS:
        if counts[name] > total:
            wrong[name] = "Số này nhiều hơn tổng số lao động. Sửa một trong hai số."
    for names, what in ((POSTS, "bốn vị trí việc làm"), (CONTRACTS, "ba loại hợp đồng")):
        added = sum(counts[name] for name in names)
        if added != total:
            wrong[names[0]] = (
                f"Cộng {what} được {added}, tổng số lao động là {total}. Hai số phải bằng nhau."
            )
    return wrong
