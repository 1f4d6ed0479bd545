"""Sending somebody to a firm with a letter, and what the firm says of it.

Rows are locked in one order (vacancy, application, series or referral), the journal comes last.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.people.choices import Purpose
from caunoi.people.models import LabourProfile, Person
from caunoi.people.queries import allows
from caunoi.placement.actions.applications import (
    CannotApply,
    CannotMove,
    lock_application,
    move_application,
    open_application,
    release_hold,
    withdraw_application,
)
from caunoi.placement.actions.hires import CannotHire, hire
from caunoi.placement.actions.letters import tell_referred
from caunoi.placement.choices import (
    ApplicationState,
    Channel,
    Ending,
    Origin,
    ReferralState,
)
from caunoi.placement.models import Referral, ReferralSeries, ToldProposal
from caunoi.placement.permissions import can_note_results, can_refer
from caunoi.placement.queries.referrals import (
    ReferPage,
    advert_to_keep,
    fit_now,
    fit_to_keep,
    past_their_day,
    refer_page,
    referral_behind,
    standing_referral,
    state_of,
    valid_until,
)
from caunoi.placement.queries.told import person_refusal
from caunoi.placement.queries.working_days import NoCalendar
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record, record_read
from caunoi_kit.ui import formats

AT_A_TIME: Final = 500
LONGEST_NOTE: Final = 300


class CannotRefer(Exception):
    """The person cannot be sent there; the message says why and what to do."""


class CannotNote(Exception):
    """This result cannot be noted on the letter; the message says why and what to do."""


@transaction.atomic
def refer(
    *,
    person: Person,
    vacancy: Vacancy,
    come_at: datetime,
    place: str,
    by: User,
    at: datetime,
    contact: str = "",
    contact_phone: str = "",
) -> Referral:
    """Make a numbered letter for a job: a position is held for it until its last day.

    A letter for this job that still holds is the answer. Raises CannotRefer when the person may
    not be referred, the job takes nobody, the hour lies outside the days of the letter, or nobody
    has entered the calendar those days are counted by.
    """
    on = timezone.localtime(at).date()
    try:
        until = valid_until(on)
    except NoCalendar as missing:
        raise CannotRefer(str(missing)) from missing
    if reason := _why_not_refer(person):
        raise CannotRefer(reason)
    if not at <= come_at or timezone.localtime(come_at).date() > until:
        raise CannotRefer(
            f"Giờ hẹn phải từ bây giờ đến hết ngày {formats.day(until)}, khi giấy còn hiệu lực. "
            "Chọn lại ngày, giờ."
        )
    fit = fit_to_keep(fit_now(person, vacancy, on=on))
    try:
        application, _ = open_application(
            person=person, vacancy=vacancy, origin=Origin.REFERRAL, by=by, at=at, held_until=until
        )
    except CannotApply as refusal:
        raise CannotRefer(str(refusal)) from refusal
    if application.state == ApplicationState.HIRED:
        raise CannotRefer("Người này đã được nhận vào việc này. Không cần giới thiệu nữa.")
    if (before := standing_referral(person, vacancy, on=on)) is not None:
        return before
    Referral.objects.filter(application=application, state=ReferralState.STANDING).update(
        state=ReferralState.EXPIRED, ended_at=at
    )
    referral = Referral.objects.create(
        year=on.year,
        number=_next_number(on.year),
        person=person,
        vacancy=application.vacancy,
        application=application,
        made_on=on,
        made_at=at,
        made_by=by,
        valid_until=until,
        come_at=come_at,
        place=place,
        contact=contact,
        contact_phone=contact_phone,
        fit=fit,
        advert=advert_to_keep(application.vacancy),
        made=person.made,
    )
    _announce(referral, by=by, at=at)
    return referral


@transaction.atomic
def note_arrival(*, referral: Referral, by: User, at: datetime) -> Referral:
    """The person came to the firm; noted once, the first note stays."""
    locked = _lock(referral)
    if locked.came_at is not None:
        return locked
    _refuse_ended(locked, by=by, on=timezone.localtime(at).date())
    locked.came_at, locked.came_noted_by = at, by
    locked.save(update_fields=["came_at", "came_noted_by"])
    record(
        "placement.referral.arrived",
        by=by,
        about=locked,
        detail={"people": [locked.person_id]},
    )
    return locked


@transaction.atomic
def note_result(
    *,
    referral: Referral,
    hired: bool,
    by: User,
    at: datetime,
    reason: str = "",
    note: str = "",
    starts_on: date | None = None,
) -> Referral:
    """The firm takes the person, or does not and says why. A result is noted once.

    Whoever gets a result was there: arrival is noted with it. Raises CannotNote.
    """
    locked = _lock(referral)
    goal = ApplicationState.HIRED if hired else ApplicationState.REJECTED
    if locked.application.state == goal:
        return locked
    _refuse_ended(locked, by=by, on=timezone.localtime(at).date())
    if locked.came_at is None:
        locked.came_at, locked.came_noted_by = at, by
        locked.save(update_fields=["came_at", "came_noted_by"])
    told = (
        end_told_of(locked, Ending.STARTED, by=by, at=at)
        if hired
        else end_told_of(locked, Ending.OTHER, by=by, at=at, note="Nơi tuyển không nhận")
    )
    try:
        if hired:
            hire(application=locked.application, by=by, at=at, starts_on=starts_on)
        else:
            move_application(
                application=locked.application, to=goal, by=by, at=at, reason=reason, note=note
            )
    except (CannotHire, CannotMove) as refusal:
        raise CannotNote(str(refusal)) from refusal
    locked.application.refresh_from_db()
    record(
        "placement.referral.result_noted",
        by=by,
        about=locked,
        detail={"people": [locked.person_id], "result": goal, "reason": reason},
    )
    note_ended(told, by=by)
    return locked


@transaction.atomic
def revoke_referral(*, referral: Referral, why: str, by: User, at: datetime) -> Referral:
    """Take a letter back: whoever scans it sees so. What it held goes to others."""
    words = why.strip()[:LONGEST_NOTE]
    if not words:
        raise CannotNote("Ghi vì sao thu hồi giấy.")
    locked = _lock(referral)
    if locked.state == ReferralState.REVOKED:
        return locked
    _refuse_ended(locked, by=by, on=timezone.localtime(at).date())
    locked.state, locked.ended_at, locked.revoked_why = ReferralState.REVOKED, at, words
    locked.save(update_fields=["state", "ended_at", "revoked_why"])
    told = end_told_of(locked, Ending.OTHER, by=by, at=at, note="Đã thu hồi giấy giới thiệu")
    if locked.application.origin == Origin.REFERRAL:
        withdraw_application(application=locked.application, by=by, at=at)
    else:
        release_hold(application=locked.application, by=by)
    record(
        "placement.referral.revoked",
        by=by,
        about=locked,
        detail={"people": [locked.person_id]},
    )
    note_ended(told, by=by)
    return locked


def expire_referrals(*, at: datetime) -> int:
    """End letters past their day and give back what they held. `caunoi work` does it."""
    on = timezone.localtime(at).date()
    old = past_their_day(on=on).order_by("valid_until", "id")
    return sum(_expire(one, at=at) for one in old[:AT_A_TIME])


@transaction.atomic
def read_refer_page(*, person: Person, vacancy: Vacancy, by: User, on: date) -> ReferPage:
    """The sheet for a new letter, with the person's name."""
    page = refer_page(person, vacancy, on=on)
    _note_reading(person, by, why="lập giấy giới thiệu")
    return page


@transaction.atomic
def read_referral(*, referral: Referral, by: User) -> Referral:
    """A letter opened by staff of the centre."""
    _note_reading(referral.person, by, why="theo dõi giấy giới thiệu")
    return referral


@transaction.atomic
def open_code(*, code: str, user: User | None) -> tuple[Referral, bool] | None:
    """The letter behind a scanned code, and whether this visitor may note what became of it.

    None for a forged code. Only the firm of the job and the centre see the name, which leaves a
    line; everybody else sees number, day, initials and state.
    """
    referral = referral_behind(code)
    if referral is None:
        return None
    may_note = user is not None and can_note_results(user, referral.vacancy)
    if may_note and user is not None:
        _note_reading(referral.person, user, why="quét giấy giới thiệu")
    return referral, may_note


def end_told_of(
    referral: Referral, ending: Ending, *, by: User | None, at: datetime, note: str = ""
) -> list[ToldProposal]:
    """What the person was told of this job holds no longer: later plans are free of it.

    The rows are locked here, before the journal; `note_ended` writes its lines at the end.
    """
    told = ToldProposal.objects.in_force().filter(
        person=referral.person_id, vacancy=referral.vacancy_id, told_at__lte=at
    )
    ended = list(told.select_for_update())
    for one in ended:
        one.ended_at, one.ended_by, one.ending, one.note = at, by, ending, note
        one.save(update_fields=["ended_at", "ended_by", "ending", "note"])
    return ended


def note_ended(told: Iterable[ToldProposal], *, by: User | None) -> None:
    """Write into the journal what was told and holds no longer."""
    for one in told:
        record(
            "placement.told.ended",
            by=by,
            about=one,
            detail={"people": [one.person_id], "reason": one.ending},
        )


def lock_referral(referral: Referral) -> Referral:
    """The row as it stands now, locked after its vacancy and its application."""
    return _lock(referral)


def _lock(referral: Referral) -> Referral:
    Vacancy.objects.select_for_update().get(pk=referral.vacancy_id)
    application = lock_application(referral.application)
    found = Referral.objects.select_related("person__account", "vacancy__employer")
    locked = found.select_for_update(of=("self",)).get(pk=referral.pk)
    locked.application = application
    return locked


def _refuse_ended(referral: Referral, *, by: User, on: date) -> None:
    """The centre may note a result late; whoever scans a letter may not once it is over."""
    state = state_of(referral, on=on)
    if state in {ReferralState.STANDING, ReferralState.ARRIVED}:
        return
    if state == ReferralState.EXPIRED and referral.application.is_open and can_refer(by):
        return
    raise CannotNote(
        f"Giấy này không ghi thêm được: {state.label.lower()}. "
        "Nếu có nhầm lẫn, gọi trung tâm theo số trên giấy."
    )


def _why_not_refer(person: Person) -> str:
    profile = LabourProfile.objects.filter(person=person).first()
    refusal = person_refusal(
        looking=profile.looking if profile else True, consented=allows(person, Purpose.CENTRE)
    )
    if refusal is None:
        return ""
    return f"Chưa giới thiệu được. {refusal.label}. Hỏi lại người này và sửa hồ sơ trước."


def _next_number(year: int) -> int:
    """The next number of the year, under lock until the letter is there: no gap, none twice."""
    series, _ = ReferralSeries.objects.select_for_update().get_or_create(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def _announce(referral: Referral, *, by: User, at: datetime) -> None:
    """Messages, the line in the journal, and the promise, once all rows are locked."""
    tell_referred(referral, at=at)
    record(
        "placement.referral.made",
        by=by,
        about=referral,
        detail={
            "people": [referral.person_id],
            "vacancy": referral.vacancy_id,
            "fields": ["full_name", "phone", "profile"],  # what the person lets this firm see
        },
    )
    _tell(referral, by=by, at=at)


def _tell(referral: Referral, *, by: User, at: datetime) -> None:
    """Referring is telling: later plans keep this position for the person.

    Whoever was told something else already keeps that; a person is told one thing at a time. The
    lock of the journal, which stands here, keeps a plan from being stored in between.
    """
    if ToldProposal.objects.in_force().filter(person=referral.person_id).exists():
        return
    told = ToldProposal.objects.create(
        person_id=referral.person_id,
        vacancy_id=referral.vacancy_id,
        channel=Channel.COUNTER,
        told_at=at,
        told_by=by,
    )
    record(
        "placement.told.made",
        by=by,
        about=told,
        detail={"people": [told.person_id], "channel": told.channel},
    )


@transaction.atomic
def _expire(referral: Referral, *, at: datetime) -> bool:
    locked = _lock(referral)
    settled = locked.came_at is not None or not locked.application.is_open
    if locked.state != ReferralState.STANDING or settled:
        return False
    locked.state, locked.ended_at = ReferralState.EXPIRED, at
    locked.save(update_fields=["state", "ended_at"])
    told = end_told_of(locked, Ending.LETTER, by=None, at=at)
    release_hold(application=locked.application, by=None)
    record("placement.referral.expired", by=None, about=locked)
    note_ended(told, by=None)
    return True


def _note_reading(person: Person, by: User, *, why: str) -> None:
    record_read(
        "placement.referral.read", about=person, by=by, fields=["full_name", "phone"], why=why
    )
