"""Enrolment and graduates of a year against the plan, rural workers apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from caunoi.classifications.choices import Qualification
from caunoi.places.choices import Level
from caunoi.training.choices import EnrolmentState
from caunoi.training.models import Enrolment, EnrolmentPlan, Institution, JobTrainingContract

RURAL_KIND = "xã"  # the kind of a commune outside towns; wards (phường) and đặc khu are not


@dataclass
class YearLine:
    """One level of a year: planned and done."""

    level: Qualification
    planned: int = 0
    planned_rural: int = 0
    planned_graduates: int = 0
    enrolled: int = 0
    rural: int = 0
    graduates: int = 0

    @property
    def percent(self) -> float | None:
        """Enrolled against plan; None without a plan."""
        return self.enrolled * 100 / self.planned if self.planned else None


@dataclass(frozen=True)
class YearPage:
    """A year of some institutions, and their contracts of training on the job."""

    year: int
    lines: tuple[YearLine, ...]
    contracts: tuple[JobTrainingContract, ...] = field(default=())

    @property
    def total(self) -> YearLine:
        whole = YearLine(Qualification.NONE)
        for line in self.lines:
            whole.planned += line.planned
            whole.planned_rural += line.planned_rural
            whole.planned_graduates += line.planned_graduates
            whole.enrolled += line.enrolled
            whole.rural += line.rural
            whole.graduates += line.graduates
        return whole


def year_page(institutions: Iterable[Institution], *, year: int) -> YearPage:
    """Plan and actual of a calendar year by level, the highest first. Three queries.

    New learners are those who began to learn in the year; whoever waits or was let go before the
    class began is none.
    """
    keys = [each.pk for each in institutions]
    lines: dict[str, YearLine] = defaultdict(lambda: YearLine(Qualification.NONE))
    for plan in EnrolmentPlan.objects.filter(institution__in=keys, year=year).order_by("id"):
        line = _line(lines, plan.level)
        line.planned += plan.learners
        line.planned_rural += plan.rural_learners
        line.planned_graduates += plan.graduates
    for level, started_on, graduated_on, kind, commune in _learners(keys, year):
        line = _line(lines, level)
        if started_on and started_on.year == year:
            line.enrolled += 1
            line.rural += is_rural(kind, commune)
        if graduated_on and graduated_on.year == year:
            line.graduates += 1
    contracts = JobTrainingContract.objects.filter(
        institution__in=keys, signed_on__lte=date(year, 12, 31), ends_on__gte=date(year, 1, 1)
    ).select_related("institution")
    ordered = sorted(lines.values(), key=lambda one: -one.level.rank)
    return YearPage(year, tuple(ordered), tuple(contracts.order_by("ends_on", "id")))


def is_rural(kind: str, level: str) -> bool:
    """Whether a learner lives in the country, by the kind of the commune."""
    return level == Level.COMMUNE and kind.lower() == RURAL_KIND


def _line(lines: dict[str, YearLine], level: str) -> YearLine:
    line = lines[level]
    line.level = Qualification(level)
    return line


def _learners(keys: list[int], year: int):
    return (
        Enrolment.objects.filter(intake__programme__institution__in=keys)
        .filter(started_on__year__lte=year)
        .exclude(state__in=[EnrolmentState.WAITING, EnrolmentState.HELD])
        .order_by("id")
        .values_list(
            "intake__programme__level", "started_on", "graduated_on",
            "person__place__kind", "person__place__level",
        )
    )  # fmt: skip
