"""What a person sees of their own courses."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from caunoi.people.models import Person
from caunoi.training.choices import EnrolmentState, IntakeState
from caunoi.training.models import ClassInvitation, Enrolment


@dataclass(frozen=True)
class MyCourse:
    """One of my courses; `place` is my place in the waiting list, 0 when I do not wait."""

    enrolment: Enrolment
    place: int
    present: int
    lessons: int


def courses_of(person: Person) -> list[MyCourse]:
    """All a person asked for, the latest first. Two queries."""
    enrolments = list(
        Enrolment.objects.filter(person=person)
        .select_related("intake__programme__institution__place")
        .annotate(
            present=Count("attendances", distinct=True),
            lessons=Count("intake__lessons", distinct=True),
        )
        .order_by("-id")
    )
    return [
        MyCourse(each, place_in_line(each) if each.is_waiting else 0, each.present, each.lessons)
        for each in enrolments
    ]


def place_in_line(enrolment: Enrolment) -> int:
    """How many stand before somebody in the waiting list, and themselves."""
    return (
        Enrolment.objects.waiting().filter(intake=enrolment.intake_id, id__lte=enrolment.pk).count()
    )


def invitations_to(person: Person, *, on: date) -> QuerySet[ClassInvitation]:
    """Classes somebody was invited to and may still join."""
    there = Enrolment.objects.open().filter(person=person).values("intake")
    return (
        ClassInvitation.objects.filter(
            person=person, intake__state=IntakeState.OPEN, intake__starts_on__gte=on
        )
        .exclude(intake__in=there)
        .select_related("intake__programme__institution__place")
        .order_by("intake__starts_on", "id")
    )


def was_invited(person: Person, intake_id: int) -> bool:
    """Whether somebody was invited to this class."""
    return ClassInvitation.objects.filter(person=person, intake=intake_id).exists()


def enrolments_of(person: Person) -> QuerySet[Enrolment]:
    """The enrolments somebody may still take back, or is learning by."""
    open_states = Q(state=EnrolmentState.LEFT) | Q(state=EnrolmentState.GRADUATED)
    return Enrolment.objects.filter(person=person).exclude(open_states).order_by("-id")
