"""Where learners work after a course, and who is still to be handed over."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef

from caunoi.people.choices import Purpose
from caunoi.people.models import Consent
from caunoi.placement.choices import ApplicationState
from caunoi.placement.models import Application
from caunoi.training.choices import EnrolmentState
from caunoi.training.models import Enrolment, FirmOrder, Intake
from caunoi.training.queries.school import months_after
from caunoi.vacancies.models import Vacancy

MONTHS: Final = (1, 3, 6)
FEWEST: Final = 10  # with fewer graduates a figure would speak of single people
MOST_VACANCIES: Final = 30


@dataclass(frozen=True)
class PlacedAfter:
    """Of those who graduated at least so long ago, how many were hired within that time."""

    months: int
    graduates: int
    placed: int

    @property
    def percent(self) -> int | None:
        """In whole percent; None with so few graduates that single people could be told."""
        if self.graduates < FEWEST:
            return None
        return round(self.placed * 100 / self.graduates)


@dataclass(frozen=True)
class Graduate:
    """A graduate and whether their name may go to a firm."""

    enrolment: Enrolment
    open_to_employers: bool
    hired: bool


def placed_after(programme_id: int, *, on: date) -> tuple[PlacedAfter, ...]:
    """Placement at 1, 3 and 6 months of everybody who graduated from a programme. Two queries."""
    graduates = list(
        Enrolment.objects.filter(
            intake__programme=programme_id, state=EnrolmentState.GRADUATED
        ).values_list("person_id", "graduated_on")
    )
    finished = [(person, day) for person, day in graduates if day is not None]
    hires: dict[int, list[date]] = {}
    found = Application.objects.filter(
        person__in=Enrolment.objects.filter(
            intake__programme=programme_id, state=EnrolmentState.GRADUATED
        ).values("person"),
        state=ApplicationState.HIRED,
        hired_on__isnull=False,
    )
    for person, day in found.values_list("person_id", "hired_on"):
        if day is not None:
            hires.setdefault(person, []).append(day)
    return tuple(_after(months, finished, hires, on=on) for months in MONTHS)


def _after(
    months: int, graduates: list[tuple[int, date]], hires: dict[int, list[date]], *, on: date
) -> PlacedAfter:
    ripe = [(person, day) for person, day in graduates if months_after(day, months) <= on]
    placed = sum(
        any(day <= hired <= months_after(day, months) for hired in hires.get(person, ()))
        for person, day in ripe
    )
    return PlacedAfter(months, len(ripe), placed)


def graduates_of(intake: Intake) -> list[Graduate]:
    """The graduates of a class, by given name. One query."""
    consent = Consent.objects.filter(
        person=OuterRef("person"), purpose=Purpose.EMPLOYERS, withdrawn_at__isnull=True
    )
    hired = Application.objects.filter(
        person=OuterRef("person"),
        state=ApplicationState.HIRED,
        hired_on__gte=OuterRef("graduated_on"),
    )
    found = (
        Enrolment.objects.filter(intake=intake, state=EnrolmentState.GRADUATED)
        .select_related("person")
        .annotate(open_to_employers=Exists(consent), hired=Exists(hired))
        .order_by("person__sort_key", "id")
    )
    return [Graduate(each, each.open_to_employers, each.hired) for each in found]


def vacancies_for_class(intake: Intake, *, on: date) -> list[Vacancy]:
    """Where its graduates could work: the firms that ordered the class first. One query."""
    ordered = FirmOrder.objects.filter(intake=intake, employer=OuterRef("employer"))
    vacancies = (
        Vacancy.objects.open_on(on)
        .filter(occupation=intake.programme.occupation_id)
        .select_related("employer", "place")
        .annotate(ordered=Exists(ordered), free_positions=F("positions") - F("filled"))
        .order_by("-ordered", "-free_positions", "id")
    )
    return list(vacancies[:MOST_VACANCIES])
