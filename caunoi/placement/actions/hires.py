"""Hiring: one position less, and all who waited for it hear of it."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.placement.actions.applications import lock_application, set_state
from caunoi.placement.actions.notices import tell_applicant
from caunoi.placement.actions.slots import end_invitations
from caunoi.placement.choices import OPEN_APPLICATIONS, ApplicationState, Origin, Refusal
from caunoi.placement.models import Application
from caunoi.placement.queries.applications import positions_free
from caunoi.vacancies.choices import HiredFrom, VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record


class CannotHire(Exception):
    """The person cannot be hired for this vacancy; the message says why and what to do."""


@transaction.atomic
def hire(
    *, application: Application, by: User | None, at: datetime, starts_on: date | None = None
) -> Application:
    """Fill one position with this application; the last one closes the vacancy.

    Hired already, nothing changes. Raises CannotHire when no position is free for it.
    """
    on = timezone.localtime(at).date()
    vacancy = Vacancy.objects.select_for_update().get(pk=application.vacancy_id)
    locked = lock_application(application)
    if locked.state == ApplicationState.HIRED:
        return locked
    _refuse_without_room(locked, vacancy, on=on)
    locked.hired_on = starts_on or on
    set_state(locked, ApplicationState.HIRED, by=by, at=at)
    vacancy.filled += 1
    ended = []
    if vacancy.free == 0:
        _close_full(vacancy, on=on)
        ended = _end_others(vacancy, reason=Refusal.FULL, at=at)
    vacancy.save(
        update_fields=["filled", "state", "closed_on", "hired", "hired_from", "updated_at"]
    )
    end_invitations(locked, *ended)
    tell_applicant(locked, at=at)
    for other in ended:
        tell_applicant(other, at=at)
    record(
        "placement.application.hired",
        by=by,
        about=locked,
        detail={
            "people": [locked.person_id],
            "vacancy": vacancy.pk,
            "free": vacancy.free,
            "ended": [other.pk for other in ended],
        },
    )
    return locked


@transaction.atomic
def end_applications_of(*, vacancy: Vacancy, at: datetime) -> list[Application]:
    """Everybody who still waits for a closed vacancy gets their answer."""
    locked = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if locked.state != VacancyState.CLOSED:
        return []
    reason = Refusal.FULL if locked.free == 0 else Refusal.CLOSED
    ended = _end_others(locked, reason=reason, at=at)
    end_invitations(*ended)
    for application in ended:
        tell_applicant(application, at=at)
    if ended:
        record(
            "placement.application.ended_with_vacancy",
            by=None,
            about=locked,
            detail={"people": [one.person_id for one in ended], "reason": reason},
        )
    return ended


def _refuse_without_room(application: Application, vacancy: Vacancy, *, on: date) -> None:
    if application.state not in OPEN_APPLICATIONS:
        raise CannotHire(
            f"Hồ sơ này đã khép lại ({application.get_state_display().lower()}). "
            "Người này cần nộp lại thì mới nhận được."
        )
    own = application.held_until is not None and application.held_until >= on
    if positions_free(vacancy, on=on) + own > 0:
        return
    if vacancy.free > 0:
        raise CannotHire(
            "Chỗ còn trống đang giữ cho người được trung tâm giới thiệu. "
            "Trả lời người đó trước, hoặc gọi trung tâm."
        )
    raise CannotHire("Tin này đã đủ người. Tăng số lượng tuyển của tin rồi nhận.")


def _close_full(vacancy: Vacancy, *, on: date) -> None:
    """What closing asks is known when the last position is filled here: how many, from where."""
    vacancy.state, vacancy.closed_on, vacancy.hired = VacancyState.CLOSED, on, vacancy.filled
    hired = Application.objects.filter(vacancy=vacancy, state=ApplicationState.HIRED)
    origins = Counter(hired.order_by("id").values_list("origin", flat=True))
    if origins.total() == vacancy.filled == origins[Origin.REFERRAL]:
        vacancy.hired_from = HiredFrom.CENTRE
    elif origins.total() == vacancy.filled and not origins[Origin.REFERRAL]:
        vacancy.hired_from = HiredFrom.PORTAL
    else:
        vacancy.hired_from = HiredFrom.MIXED


def _end_others(vacancy: Vacancy, *, reason: Refusal, at: datetime) -> list[Application]:
    """Close all open applications of a locked vacancy; their invitations are ended after it."""
    keys = Application.objects.open().filter(vacancy=vacancy).order_by("pk")
    ended = []
    for application in keys:
        locked = lock_application(application)
        if locked.state not in OPEN_APPLICATIONS:
            continue
        set_state(locked, ApplicationState.REJECTED, by=None, at=at, reason=reason)
        ended.append(locked)
    return ended
