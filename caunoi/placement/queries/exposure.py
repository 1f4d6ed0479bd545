"""Whether people see all vacancies alike: applications for each opening (phân bổ hồ sơ đều)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet, Sum

from caunoi.placement.choices import ApplicationState
from caunoi.placement.models import Application
from caunoi.placement.queries.applications import applications_per_vacancy
from caunoi.vacancies.models import Vacancy


@dataclass(frozen=True)
class Exposure:
    """How evenly people apply: applications for each opening of a vacancy, beside all others."""

    applications: int
    openings: int
    everywhere: float  # applications an opening, over all open vacancies

    @property
    def each(self) -> float:
        """Applications for one opening of this vacancy."""
        return self.applications / self.openings if self.openings else 0.0


def exposure_of(vacancy: Vacancy, *, on: date) -> Exposure:
    """The applications per opening of one vacancy and of the whole market. Three queries."""
    open_now = Vacancy.objects.open_on(on)
    openings = open_now.aggregate(sum=Sum(F("positions") - F("filled")))["sum"] or 0
    counted = Application.objects.exclude(state=ApplicationState.WITHDRAWN)
    all_of_them = counted.filter(vacancy__in=open_now).count()
    own = counted.filter(vacancy=vacancy).count()
    return Exposure(own, vacancy.positions, all_of_them / openings if openings else 0.0)


@dataclass(frozen=True)
class ExposureLine:
    """A vacancy among the least applied for."""

    vacancy: Vacancy
    applications: int


def least_applied_for(*, on: date, most: int) -> list[ExposureLine]:
    """Open vacancies with the fewest applications an opening, larger need first. Two queries."""
    found = list(
        Vacancy.objects.open_on(on)
        .select_related("employer")
        .annotate(free_now=F("positions") - F("filled"))
        .exclude(pk__in=_well_applied_for(on))
        .order_by("-free_now", "posted_on", "id")[:most]
    )
    counts = applications_per_vacancy(vacancy.pk for vacancy in found)
    return [ExposureLine(vacancy, counts.get(vacancy.pk, 0)) for vacancy in found]


def _well_applied_for(on: date) -> QuerySet:
    """Vacancies with at least one application an opening."""
    return (
        Application.objects.exclude(state=ApplicationState.WITHDRAWN)
        .filter(vacancy__in=Vacancy.objects.open_on(on))
        .values("vacancy")
        .annotate(number=Count("id"))
        .filter(number__gte=F("vacancy__positions") - F("vacancy__filled"))
        .order_by()
        .values("vacancy")
    )
