"""One class from within: its learners, its waiting list, its lessons."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from caunoi.training.choices import EnrolmentState
from caunoi.training.models import Attendance, ClassInvitation, Enrolment, Intake, Lesson

IN_CLASS = (EnrolmentState.ENROLLED, EnrolmentState.LEARNING, EnrolmentState.GRADUATED)


@dataclass(frozen=True)
class ClassLine:
    """One person of a class; `place` is the place in the waiting list, from 1."""

    enrolment: Enrolment
    present: int
    place: int = 0


@dataclass(frozen=True)
class ClassPage:
    """A class with everybody in it, those with a seat first."""

    intake: Intake
    lines: tuple[ClassLine, ...]
    lessons: tuple[Lesson, ...]
    invited: int

    def count(self, *states: EnrolmentState) -> int:
        return sum(line.enrolment.state in states for line in self.lines)

    @property
    def seated(self) -> tuple[ClassLine, ...]:
        return tuple(line for line in self.lines if not line.enrolment.is_waiting)

    @property
    def waiting(self) -> tuple[ClassLine, ...]:
        return tuple(line for line in self.lines if line.enrolment.is_waiting)

    @property
    def learning(self) -> tuple[ClassLine, ...]:
        return tuple(line for line in self.lines if line.enrolment.state == EnrolmentState.LEARNING)

    @property
    def graduates(self) -> tuple[ClassLine, ...]:
        return tuple(
            line for line in self.lines if line.enrolment.state == EnrolmentState.GRADUATED
        )


@dataclass(frozen=True)
class LessonLine:
    """One learner at a lesson: there or not, and how that was noted."""

    enrolment: Enrolment
    attendance: Attendance | None


@dataclass(frozen=True)
class LessonPage:
    """The register of one lesson."""

    lesson: Lesson
    lines: tuple[LessonLine, ...]

    @property
    def present(self) -> int:
        return sum(line.attendance is not None for line in self.lines)


def find_intake(pk: int) -> Intake | None:
    """A class with its programme and school."""
    return (
        Intake.objects.select_related("programme__institution__place", "programme__occupation")
        .filter(pk=pk)
        .first()
    )


def find_lesson(public_id: UUID) -> Lesson | None:
    """A lesson with its class."""
    lessons = Lesson.objects.select_related("intake__programme__institution")
    return lessons.filter(public_id=public_id).first()


def find_enrolment(public_id: UUID) -> Enrolment | None:
    """An enrolment with its class and person."""
    enrolments = Enrolment.objects.select_related(
        "intake__programme__institution", "person__account"
    )
    return enrolments.filter(public_id=public_id).first()


def class_page(intake: Intake) -> ClassPage:
    """Everybody in a class whom nobody has let go. Four queries."""
    people = list(_people(intake))
    present = Counter(
        Attendance.objects.filter(enrolment__intake=intake).values_list("enrolment_id", flat=True)
    )
    lines, place = [], 0
    for each in sorted(people, key=lambda one: (one.is_waiting, _order(one))):
        place += each.is_waiting
        lines.append(ClassLine(each, present[each.pk], place if each.is_waiting else 0))
    lessons = Lesson.objects.filter(intake=intake).annotate(present=Count("attendances"))
    return ClassPage(
        intake,
        tuple(lines),
        tuple(lessons.order_by("-held_on", "id")),
        ClassInvitation.objects.filter(intake=intake).count(),
    )


def people_by_state(intake: Intake) -> Counter[str]:
    """How many people of a class stand where. One query."""
    return Counter(Enrolment.objects.filter(intake=intake).values_list("state", flat=True))


def lesson_page(lesson: Lesson) -> LessonPage:
    """Everybody who belongs to the class of a lesson. Two queries."""
    noted = {each.enrolment_id: each for each in lesson.attendances.order_by("id")}
    people = _people(lesson.intake).filter(state__in=IN_CLASS).order_by("person__sort_key", "id")
    return LessonPage(lesson, tuple(LessonLine(each, noted.get(each.pk)) for each in people))


def lessons_on(day: date) -> QuerySet[Lesson]:
    """Lessons of a day."""
    return Lesson.objects.filter(held_on=day).order_by("id")


def _people(intake: Intake) -> QuerySet[Enrolment]:
    return (
        Enrolment.objects.open()
        .filter(intake=intake)
        .select_related("person__place")
        .order_by("id")
    )


def _order(enrolment: Enrolment) -> tuple[str, int]:
    """The waiting list stands as people came; a class list by given name."""
    return ("", enrolment.pk) if enrolment.is_waiting else (enrolment.person.sort_key, enrolment.pk)
