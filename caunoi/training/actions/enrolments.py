"""Taking people into a class: a seat while there is one, else a place in the waiting list."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.training.actions.telling import tell
from caunoi.training.choices import ENDED, SEATED, EnrolmentState, IntakeState, LeaveReason, Origin
from caunoi.training.models import Enrolment, Intake
from caunoi.training.queries.holds import last_day_of_hold
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats

AT_ONCE = frozenset({Origin.SCHOOL, Origin.CARD})
"""Origins where the school has the person before it: nothing is left to confirm."""


class CannotEnrol(Exception):
    """The person cannot join; the message says why and what to do."""


class CannotLeave(Exception):
    """The enrolment cannot be ended; the message says why."""


def locked_intake(intake_id: int) -> Intake:
    """The class, kept from everybody else until the end of the transaction."""
    return (
        Intake.objects.select_for_update(of=("self",))
        .select_related("programme__institution")
        .get(pk=intake_id)
    )


@transaction.atomic
def enrol(
    *, person: Person, intake: Intake, by: User | None, at: datetime, origin: Origin = Origin.SELF
) -> Enrolment:
    """Give the person a seat, or the last place in the waiting list; asked twice, it is the same.

    Whom the school itself enters is enrolled; anybody else's seat is held until the school has
    seen them. Raises CannotEnrol when the class takes nobody any more.
    """
    locked = locked_intake(intake.pk)
    before = Enrolment.objects.open().filter(intake=locked, person=person).first()
    if before is not None:
        return before
    on = civil_day(at)
    refusal = why_not_join(locked, on=on)
    if refusal:
        raise CannotEnrol(refusal)
    seat = locked.free > 0 and not Enrolment.objects.waiting().filter(intake=locked).exists()
    if seat:
        state = EnrolmentState.ENROLLED if origin in AT_ONCE else EnrolmentState.HELD
        _take_seat(locked)
    else:
        state = EnrolmentState.WAITING
    enrolment = Enrolment.objects.create(
        intake=locked, person=person, state=state, state_at=at, origin=origin,
        made_at=at, made_by=by, held_until=_held_until(locked, state, on=on),
    )  # fmt: skip
    record("training.enrolment.made", by=by, about=enrolment, detail={"state": state})
    return enrolment


@transaction.atomic
def leave(*, enrolment: Enrolment, reason: LeaveReason, by: User | None, at: datetime) -> Enrolment:
    """End an enrolment with its reason; the first of the waiting list gets the seat and is told.

    Ended once it stays as it was ended. Raises CannotLeave for a graduate.
    """
    intake = locked_intake(enrolment.intake_id)
    locked = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if locked.state == EnrolmentState.LEFT:
        return locked
    if locked.state == EnrolmentState.GRADUATED:
        raise CannotLeave("Người này đã tốt nghiệp. Không ghi thôi học được nữa.")
    end_enrolment(locked, intake, reason=reason, by=by, at=at)
    move_up(intake, at=at)
    return locked


@transaction.atomic
def confirm(*, intake: Intake, chosen: Collection[UUID], by: User, at: datetime) -> int:
    """These people came and did the papers: the seats held for them are theirs.

    Returns how many; whoever has no held seat is passed over.
    """
    locked_intake(intake.pk)
    people = _chosen(intake, chosen, {EnrolmentState.HELD})
    for each in people:
        each.state, each.state_at, each.held_until = EnrolmentState.ENROLLED, at, None
        each.save(update_fields=["state", "state_at", "held_until"])
        record("training.enrolment.confirmed", by=by, about=each)
    return len(people)


@transaction.atomic
def release(*, intake: Intake, chosen: Collection[UUID], by: User, at: datetime) -> int:
    """The school lets people go: who did not come before the start, who stopped after it.

    Their seats go to the waiting list. Returns how many.
    """
    locked = locked_intake(intake.pk)
    people = _chosen(intake, chosen, set(EnrolmentState) - ENDED)
    for each in people:
        learning = each.state == EnrolmentState.LEARNING
        reason = LeaveReason.STOPPED if learning else LeaveReason.NOT_CONFIRMED
        end_enrolment(each, locked, reason=reason, by=by, at=at)
    move_up(locked, at=at)
    return len(people)


def _chosen(
    intake: Intake, chosen: Collection[UUID], states: Collection[EnrolmentState]
) -> list[Enrolment]:
    """Of the people named, those of the class who stand in one of the states."""
    return list(
        Enrolment.objects.select_for_update()
        .filter(intake=intake.pk, public_id__in=chosen, state__in=states)
        .order_by("id")
    )


def why_not_join(intake: Intake, *, on: date) -> str:
    """Why a class takes nobody any more; empty while it does."""
    if intake.state != IntakeState.OPEN:
        return "Lớp này đã thôi tuyển sinh. Chọn lớp khác của khoá, hoặc hỏi cơ sở đào tạo."
    if intake.starts_on < on:
        return (
            f"Lớp này đã khai giảng ngày {formats.day(intake.starts_on)}. "
            "Chọn lớp khai giảng sau, hoặc hỏi cơ sở đào tạo."
        )
    return ""


def end_enrolment(
    enrolment: Enrolment, intake: Intake, *, reason: LeaveReason, by: User | None, at: datetime
) -> None:
    """End one enrolment of a locked class, and free its seat."""
    if enrolment.state in SEATED:
        intake.taken -= 1
        intake.save(update_fields=["taken", "updated_at"])
    enrolment.state, enrolment.state_at = EnrolmentState.LEFT, at
    enrolment.left_because, enrolment.held_until = reason, None
    enrolment.save(update_fields=["state", "state_at", "left_because", "held_until"])
    record("training.enrolment.ended", by=by, about=enrolment, detail={"reason": reason})


def move_up(intake: Intake, *, at: datetime) -> int:
    """Give the free seats of a locked class to the waiting list, in order, and tell the people."""
    moved = 0
    if why_not_join(intake, on=civil_day(at)):
        return moved
    waiting = Enrolment.objects.waiting().filter(intake=intake).select_related("person__account")
    for enrolment in list(waiting[: intake.free]):
        _take_seat(intake)
        enrolment.state, enrolment.state_at = EnrolmentState.HELD, at
        enrolment.held_until = _held_until(intake, EnrolmentState.HELD, on=civil_day(at))
        enrolment.save(update_fields=["state", "state_at", "held_until"])
        told = tell(
            enrolment,
            kind="training.seat.held",
            text=(
                f"Lớp {intake.programme.name}, khai giảng {formats.day(intake.starts_on)}, đã có "
                f"chỗ cho anh/chị. Đến {intake.programme.institution.name} làm thủ tục. Chỗ giữ "
                f"đến hết ngày {formats.day(enrolment.held_until or intake.starts_on)}."
            ),
            at=at,
        )
        record("training.enrolment.moved_up", by=None, about=enrolment, detail={"told": told})
        moved += 1
    return moved


def _held_until(intake: Intake, state: EnrolmentState, *, on: date) -> date | None:
    """The last day of a held seat; other states have none."""
    if state != EnrolmentState.HELD:
        return None
    return last_day_of_hold(on, starts_on=intake.starts_on)


def _take_seat(intake: Intake) -> None:
    intake.taken += 1
    intake.save(update_fields=["taken", "updated_at"])


def civil_day(at: datetime) -> date:
    """The day of a moment on the calendar of the site's time zone."""
    return timezone.localtime(at).date()
