"""Inviting people to interviews: times, invitations, answers, and who came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.choices import Purpose
from caunoi.people.models import Person
from caunoi.people.queries import allows
from caunoi.placement.actions.applications import (
    CannotApply,
    announce,
    lock_application,
    open_application,
    set_state,
)
from caunoi.placement.actions.notices import tell_invited
from caunoi.placement.actions.slots import CannotChooseSlot, leave, lock_slots, take
from caunoi.placement.choices import (
    OPEN_APPLICATIONS,
    OPEN_INVITATIONS,
    ApplicationState,
    InvitationState,
    Origin,
)
from caunoi.placement.models import Application, InterviewSlot, Invitation
from caunoi.placement.queries.invitations import slots_with_room
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats

MOST_AT_ONCE: Final = 20
MOST_SLOTS: Final = 100

__all__ = [
    "CannotChooseSlot",
    "CannotInvite",
    "NewSlots",
    "choose_slot",
    "confirm",
    "decline",
    "invite",
    "record_attendance",
]


class CannotInvite(Exception):
    """Nobody can be invited like this; the message says why and what to do."""


@dataclass(frozen=True)
class NewSlots:
    """Times a firm offers: so many in a row from one moment, at one place."""

    place: str
    starts_at: datetime
    minutes: int
    number: int
    capacity: int


@transaction.atomic
def invite(
    *,
    vacancy: Vacancy,
    people: Iterable[Person] = (),
    applications: Iterable[Application] = (),
    times: NewSlots | None = None,
    by: User,
    at: datetime,
) -> list[Invitation]:
    """Invite people the firm found and people who applied, up to twenty at once.

    Somebody invited already is not invited twice. Raises CannotInvite when there is no time to
    offer, or when a person no longer lets employers find them.
    """
    people, applications = list(people), list(applications)
    if not people and not applications:
        raise CannotInvite("Chưa chọn ai. Đánh dấu người muốn mời rồi gửi lại.")
    if len(people) + len(applications) > MOST_AT_ONCE:
        raise CannotInvite(f"Mời nhiều nhất {MOST_AT_ONCE} người một lần. Bỏ bớt rồi gửi lại.")
    for person in people:
        if not allows(person, Purpose.EMPLOYERS):
            raise CannotInvite(
                "Một người vừa thôi cho doanh nghiệp tìm thấy. Mở lại danh sách rồi chọn lại."
            )
    Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    locked = [lock_application(one) for one in sorted(applications, key=lambda one: one.pk)]
    if times is not None:
        _offer(vacancy, times, by=by, at=at)
    elif not slots_with_room(vacancy, at=at):
        raise CannotInvite("Chưa có giờ phỏng vấn nào còn chỗ. Thêm giờ phỏng vấn rồi mời.")
    made = [
        *_invite_people(vacancy, people, by=by, at=at),
        *_invite_applicants(vacancy, locked, by=by, at=at),
    ]
    for invitation in made:
        tell_invited(invitation, at=at)
    record(
        "placement.invitation.sent",
        by=by,
        about=vacancy,
        detail={"people": [one.person_id for one in made]},
    )
    return made


@transaction.atomic
def choose_slot(
    *, invitation: Invitation, slot: InterviewSlot, by: User | None, at: datetime
) -> Invitation:
    """The person says yes to one time, or changes to it; the firm now sees name and telephone.

    The same time again changes nothing. Raises CannotChooseSlot when it is full, past, or when
    the person has another interview then.
    """
    person = Person.objects.select_for_update().get(pk=invitation.person_id)
    now = Invitation.objects.select_related("vacancy__employer").get(pk=invitation.pk)
    if slot.vacancy_id != now.vacancy_id or slot.starts_at <= at:
        raise CannotChooseSlot("Giờ này không còn. Chọn giờ khác trong danh sách.")
    if now.state == InvitationState.COMING and now.slot_id == slot.pk:
        return now
    application, is_new = _application_for(now, person, at=at)
    locked = Invitation.objects.select_for_update().get(pk=now.pk)
    _refuse_what_is_over(locked)
    slots = lock_slots([slot.pk, locked.slot_id] if locked.slot_id else [slot.pk])
    _refuse_two_at_once(person, slots[slot.pk], but=locked)
    take(slots[slot.pk])
    if locked.state == InvitationState.COMING and locked.slot_id in slots:
        leave(slots[locked.slot_id])
    locked.slot, locked.application = slots[slot.pk], application
    locked.state, locked.answered_at, locked.confirmed_at = InvitationState.COMING, at, None
    locked.reminded_day_at = locked.reminded_hours_at = None
    locked.save()
    if application.state != ApplicationState.INTERVIEW:
        set_state(application, ApplicationState.INTERVIEW, by=by, at=at)
    if is_new:
        announce(application, by=by, at=at)
    record(
        "placement.invitation.answered",
        by=by,
        about=locked,
        detail={"people": [person.pk], "state": locked.state},
    )
    return locked


@transaction.atomic
def confirm(*, invitation: Invitation, by: User | None, at: datetime) -> Invitation:
    """The person says again that they will come."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    _refuse_what_is_over(locked)
    if locked.state == InvitationState.SENT:
        raise CannotChooseSlot("Chưa có giờ hẹn. Chọn một giờ trong danh sách.")
    locked.confirmed_at = at
    locked.save(update_fields=["confirmed_at"])
    record("placement.invitation.confirmed", by=by, about=locked)
    return locked


@transaction.atomic
def decline(*, invitation: Invitation, by: User | None, at: datetime) -> Invitation:
    """The person will not come: the place in the slot is free again.

    An application stays; the firm sees that its interview is off.
    """
    Person.objects.select_for_update().get(pk=invitation.person_id)
    now = Invitation.objects.get(pk=invitation.pk)
    application = lock_application(now.application) if now.application else None
    locked = Invitation.objects.select_for_update().get(pk=now.pk)
    if locked.state == InvitationState.DECLINED:
        return locked
    _refuse_what_is_over(locked)
    if locked.state == InvitationState.COMING and locked.slot_id is not None:
        leave(lock_slots([locked.slot_id])[locked.slot_id])
    locked.state, locked.answered_at = InvitationState.DECLINED, at
    locked.save(update_fields=["state", "answered_at"])
    if application is not None and application.state == ApplicationState.INTERVIEW:
        set_state(application, ApplicationState.SUITABLE, by=by, at=at)
    record(
        "placement.invitation.answered",
        by=by,
        about=locked,
        detail={"people": [locked.person_id], "state": locked.state},
    )
    return locked


@transaction.atomic
def record_attendance(*, invitation: Invitation, came: bool, by: User, at: datetime) -> Invitation:
    """Write down whether somebody came to the interview. A mistake can be put right."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.slot is None or locked.state not in {
        InvitationState.COMING,
        InvitationState.CAME,
        InvitationState.NO_SHOW,
    }:
        raise CannotInvite("Người này chưa nhận giờ hẹn nào, nên chưa ghi đến hay không đến được.")
    if locked.slot.starts_at > at:
        raise CannotInvite(
            f"Buổi hẹn {formats.moment(locked.slot.starts_at)} chưa đến giờ. Ghi sau giờ hẹn."
        )
    locked.state = InvitationState.CAME if came else InvitationState.NO_SHOW
    locked.save(update_fields=["state"])
    record(
        "placement.invitation.attended",
        by=by,
        about=locked,
        detail={"people": [locked.person_id], "state": locked.state},
    )
    return locked


def _offer(vacancy: Vacancy, times: NewSlots, *, by: User, at: datetime) -> None:
    """Add the times; one that is there already stays as it is."""
    if times.starts_at <= at:
        raise CannotInvite("Giờ phỏng vấn đã qua. Chọn ngày giờ sắp tới.")
    if not 1 <= times.number <= MOST_SLOTS:
        raise CannotInvite(f"Số khung giờ từ 1 đến {MOST_SLOTS}. Ghi lại số khung giờ.")
    length = timedelta(minutes=times.minutes)
    InterviewSlot.objects.bulk_create(
        [
            InterviewSlot(
                vacancy=vacancy,
                place=times.place,
                starts_at=times.starts_at + number * length,
                ends_at=times.starts_at + (number + 1) * length,
                capacity=times.capacity,
                made_by=by,
            )
            for number in range(times.number)
        ],
        ignore_conflicts=True,
    )


def _invite_people(
    vacancy: Vacancy, people: Sequence[Person], *, by: User, at: datetime
) -> list[Invitation]:
    """Invitations for people found by the firm, except for those who applied or are invited."""
    taken = set(
        Invitation.objects.filter(
            vacancy=vacancy, person__in=people, state__in=sorted(OPEN_INVITATIONS)
        ).values_list("person_id", flat=True)
    ) | set(
        Application.objects.open()
        .filter(vacancy=vacancy, person__in=people)
        .values_list("person_id", flat=True)
    )
    return [
        Invitation.objects.create(person=person, vacancy=vacancy, sent_at=at, sent_by=by)
        for person in people
        if person.pk not in taken
    ]


def _invite_applicants(
    vacancy: Vacancy, applications: Sequence[Application], *, by: User, at: datetime
) -> list[Invitation]:
    """Invitations for those who applied; their applications now stand at the interview."""
    made = []
    for application in applications:
        if application.vacancy_id != vacancy.pk or application.state not in OPEN_APPLICATIONS:
            continue
        open_one = Invitation.objects.filter(
            vacancy=vacancy, person=application.person, state__in=sorted(OPEN_INVITATIONS)
        )
        if open_one.exists():
            continue
        made.append(
            Invitation.objects.create(
                person=application.person,
                vacancy=vacancy,
                application=application,
                sent_at=at,
                sent_by=by,
            )
        )
        if application.state != ApplicationState.INTERVIEW:
            set_state(application, ApplicationState.INTERVIEW, by=by, at=at)
    return made


def _application_for(
    invitation: Invitation, person: Person, *, at: datetime
) -> tuple[Application, bool]:
    """The application the yes belongs to, locked; made now for somebody the firm found."""
    if invitation.application is not None:
        return lock_application(invitation.application), False
    try:
        application, is_new = open_application(
            person=person,
            vacancy=invitation.vacancy,
            origin=Origin.INVITATION,
            by=person.account,
            at=at,
        )
    except CannotApply as refusal:
        raise CannotChooseSlot(str(refusal)) from refusal
    return lock_application(application), is_new


def _refuse_what_is_over(invitation: Invitation) -> None:
    if invitation.state not in OPEN_INVITATIONS:
        raise CannotChooseSlot(
            "Lời mời này đã khép lại. Gọi nơi tuyển hoặc trung tâm nếu anh/chị vẫn muốn đến."
        )


def _refuse_two_at_once(person: Person, slot: InterviewSlot, *, but: Invitation) -> None:
    """Nobody is promised at two places at one time; the lock on the person makes it so."""
    other = (
        Invitation.objects.filter(
            person=person,
            state=InvitationState.COMING,
            slot__starts_at__lt=slot.ends_at,
            slot__ends_at__gt=slot.starts_at,
        )
        .exclude(pk=but.pk)
        .select_related("slot", "vacancy__employer")
        .order_by("pk")
        .first()
    )
    if other is not None and other.slot is not None:
        raise CannotChooseSlot(
            f"Anh/chị đã hẹn {other.vacancy.employer.name} lúc "
            f"{formats.moment(other.slot.starts_at)}. Chọn giờ khác."
        )
