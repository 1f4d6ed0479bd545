"""Somebody does not take a job: the reason, and what made the job suit them, as evidence."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.placement.actions.applications import release_hold, withdraw_application
from caunoi.placement.actions.referrals import (
    LONGEST_NOTE,
    end_told_of,
    lock_referral,
    note_ended,
)
from caunoi.placement.choices import Dislike, Ending, Origin, ReferralState
from caunoi.placement.models import Referral, RefusedJob
from caunoi.placement.queries.referrals import (
    advert_to_keep,
    fit_now,
    fit_to_keep,
    state_of,
)
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record, record_read

CLOSED = (ReferralState.HIRED, ReferralState.NOT_HIRED, ReferralState.REVOKED)


class CannotRefuse(Exception):
    """The refusal cannot be noted; the message says why and what to do."""


@transaction.atomic
def refuse_job(
    *, person: Person, vacancy: Vacancy, reason: str, note: str, by: User, at: datetime
) -> RefusedJob:
    """Somebody does not want a job of their list: it stands there no longer.

    Told again, the reason is the newer one. Raises CannotRefuse.
    """
    words = _checked(reason, note)
    Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    refusal, _ = RefusedJob.objects.update_or_create(
        person=person,
        vacancy=vacancy,
        referral=None,
        defaults={
            "reason": reason,
            "note": words,
            "fit": fit_to_keep(fit_now(person, vacancy, on=timezone.localtime(at).date())),
            "advert": advert_to_keep(vacancy),
            "at": at,
            "by": by,
        },
    )
    _record(refusal, by)
    return refusal


@transaction.atomic
def take_refusal_back(*, refusal: RefusedJob, by: User) -> None:
    """The person thinks again about a job without a letter: it may stand in their list again."""
    if refusal.referral_id is not None:
        raise CannotRefuse("Lời từ chối kèm giấy giới thiệu là chứng cứ, không xoá được.")
    RefusedJob.objects.filter(pk=refusal.pk).delete()
    record(
        "placement.job.refusal_withdrawn",
        by=by,
        about=refusal.vacancy,
        detail={"people": [refusal.person_id]},
    )


@transaction.atomic
def decline_referral(
    *, referral: Referral, reason: str, note: str, by: User, at: datetime
) -> RefusedJob:
    """The person does not take the job of a letter: the position is free for others.

    Why the job suited, the advert of that day and whether the person went there stay with the
    letter. Declined once, the first reason stays. Raises CannotRefuse.
    """
    words = _checked(reason, note)
    locked = lock_referral(referral)
    before = RefusedJob.objects.filter(referral=locked).first()
    if before is not None:
        return before
    state = state_of(locked, on=timezone.localtime(at).date())
    if state in CLOSED:
        raise CannotRefuse(f"Giấy này đã khép lại: {state.label.lower()}. Mở lại trang để xem.")
    locked.state, locked.ended_at = ReferralState.DECLINED, at
    locked.save(update_fields=["state", "ended_at"])
    refusal = RefusedJob.objects.create(
        person=locked.person,
        vacancy=locked.vacancy,
        referral=locked,
        reason=reason,
        note=words,
        fit=locked.fit,
        advert=locked.advert,
        at=at,
        by=by,
    )
    told = end_told_of(locked, Ending.DECLINED, by=by, at=at)
    if locked.application.is_open:
        if locked.application.origin == Origin.REFERRAL:
            withdraw_application(application=locked.application, by=by, at=at)
        else:
            release_hold(application=locked.application, by=by)
    _record(refusal, by)
    note_ended(told, by=by)
    return refusal


@transaction.atomic
def judge_refusal(*, refusal: RefusedJob, justified: bool, by: User, at: datetime) -> RefusedJob:
    """A counsellor writes whether the reason is a good one; nothing follows by itself."""
    locked = RefusedJob.objects.select_for_update().get(pk=refusal.pk)
    if locked.referral_id is None:
        raise CannotRefuse("Chỉ xét lý do của lời từ chối có giấy giới thiệu.")
    locked.justified, locked.judged_by, locked.judged_at = justified, by, at
    locked.save(update_fields=["justified", "judged_by", "judged_at"])
    record(
        "placement.job.refusal_judged",
        by=by,
        about=locked,
        detail={"people": [locked.person_id], "justified": justified},
    )
    return locked


@transaction.atomic
def read_refusal(*, refusal: RefusedJob, by: User) -> RefusedJob:
    """A refused job opened by staff of the centre."""
    record_read(
        "placement.job.refusal_read",
        about=refusal.person,
        by=by,
        fields=["full_name"],
        why="xét lý do từ chối việc",
    )
    return refusal


def _checked(reason: str, note: str) -> str:
    if reason not in Dislike.values:
        raise CannotRefuse("Chọn một lý do.")
    words = note.strip()[:LONGEST_NOTE]
    if reason == Dislike.OTHER and not words:
        raise CannotRefuse("Ghi rõ lý do khác là gì.")
    return words


def _record(refusal: RefusedJob, by: User) -> None:
    record(
        "placement.job.refused",
        by=by,
        about=refusal,
        detail={"people": [refusal.person_id], "reason": refusal.reason},
    )
