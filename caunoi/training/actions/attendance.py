"""Lessons, and who was there: by the code on the wall, read with one's own phone, or by hand."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.queries import person_of
from caunoi.training.actions.enrolments import civil_day
from caunoi.training.choices import EnrolmentState, Marking
from caunoi.training.models import Attendance, Enrolment, Intake, Lesson
from caunoi.training.queries.classes import LessonPage, lesson_page
from caunoi_kit.journal.actions import record
from caunoi_kit.office.seal import BadSeal, read, sign

KIND: Final = "lesson"
CODE_MINUTES: Final = 10
PRESENT: Final = frozenset(
    {EnrolmentState.ENROLLED, EnrolmentState.LEARNING, EnrolmentState.GRADUATED}
)


class CannotAttend(Exception):
    """Presence cannot be noted; the message says why and what to do."""


@transaction.atomic
def add_lesson(*, intake: Intake, held_on: date, topic: str, by: User) -> Lesson:
    """Add a day of a class; a day already there is given back as it stands."""
    lesson, new = Lesson.objects.get_or_create(
        intake=intake, held_on=held_on, defaults={"topic": topic.strip()}
    )
    if new:
        record("training.lesson.added", by=by, about=lesson)
    return lesson


def lesson_code(*, lesson: Lesson, at: datetime) -> str:
    """What the code on the wall says: the lesson and the ten minutes it is good for, signed."""
    return sign(KIND, f"{lesson.public_id.hex}-{_window(at)}")


@transaction.atomic
def attend_by_code(*, code: str, user: User, at: datetime) -> Attendance:
    """Note that a learner is at a lesson whose code they have just read; read twice, it is once.

    Raises CannotAttend for a false or old code, another day, or somebody who is not of the class.
    """
    lesson = _lesson_of(code, at=at)
    person = person_of(user)
    enrolment = (
        Enrolment.objects.filter(intake=lesson.intake_id, person=person, state__in=PRESENT).first()
        if person
        else None
    )
    if enrolment is None:
        raise CannotAttend(
            "Anh/chị chưa có tên trong lớp này. Báo giáo viên ghi tay và kiểm tra danh sách lớp."
        )
    attendance, new = Attendance.objects.get_or_create(
        lesson=lesson, enrolment=enrolment, defaults={"marking": Marking.CODE, "at": at, "by": user}
    )
    if new:
        record("training.attendance.noted", by=user, about=lesson, detail={"way": Marking.CODE})
    return attendance


def _lesson_of(code: str, *, at: datetime) -> Lesson:
    try:
        key, _, window = read(code, KIND).partition("-")
        lesson = Lesson.objects.select_related("intake__programme").get(public_id=UUID(hex=key))
    except (BadSeal, Lesson.DoesNotExist, ValueError) as error:
        raise CannotAttend("Mã điểm danh không đúng. Quét lại mã đang chiếu trong lớp.") from error
    if lesson.held_on != civil_day(at):
        raise CannotAttend("Mã này của buổi học ngày khác. Quét mã của buổi hôm nay.")
    if not window.isdecimal() or int(window) not in {_window(at), _window(at) - 1}:
        raise CannotAttend("Mã này đã hết hạn. Quét lại mã đang chiếu trong lớp.")
    return lesson


def _window(at: datetime) -> int:
    """The number of the ten minutes a moment lies in; a code is good for this one and the next."""
    return int(at.timestamp()) // (CODE_MINUTES * 60)


@transaction.atomic
def mark_attendance(
    *, lesson: Lesson, present: Collection[UUID], by: User, at: datetime
) -> tuple[int, int]:
    """Let the register of a lesson say exactly who was there. Returns how many came in and out."""
    # One writer at a time, or two copies of one sheet would undo each other half by half.
    Lesson.objects.select_for_update().get(pk=lesson.pk)
    learners = Enrolment.objects.filter(intake=lesson.intake_id, state__in=PRESENT)
    there = set(learners.filter(public_id__in=present).values_list("id", flat=True))
    noted = set(Attendance.objects.filter(lesson=lesson).values_list("enrolment_id", flat=True))
    Attendance.objects.filter(lesson=lesson, enrolment__in=noted - there).delete()
    Attendance.objects.bulk_create(
        Attendance(lesson=lesson, enrolment_id=key, marking=Marking.HAND, at=at, by=by)
        for key in sorted(there - noted)
    )
    came, went = len(there - noted), len(noted - there)
    if came or went:
        record(
            "training.attendance.noted", by=by, about=lesson,
            detail={"way": Marking.HAND, "added": came, "removed": went},
        )  # fmt: skip
    return came, went


@transaction.atomic
def read_lesson(*, lesson: Lesson, by: User) -> LessonPage:
    """The register of one lesson, with names; the journal notes who opened it."""
    page = lesson_page(lesson)
    record(
        "training.lesson.read", by=by, about=lesson,
        detail={
            "fields": ["full_name"],
            "people": [line.enrolment.person_id for line in page.lines],
        },
    )  # fmt: skip
    return page
