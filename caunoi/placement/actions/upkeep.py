"""What `caunoi work` does for applications by itself: nobody is left without an answer.

Each application is its own transaction; what was done once is not done again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from caunoi.placement.actions.applications import lock_application, set_state
from caunoi.placement.actions.hires import end_applications_of
from caunoi.placement.actions.notices import remind, tell_applicant, tell_of_silence
from caunoi.placement.actions.slots import end_invitations
from caunoi.placement.choices import UNANSWERED, ApplicationState, InvitationState
from caunoi.placement.models import Application, Invitation
from caunoi.placement.queries.invitations import to_remind
from caunoi.placement.queries.silence import silent_applications
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record

DAY_HOURS: Final = 24
LAST_HOURS: Final = 2
AT_A_TIME: Final = 500  # a turn; the next turn does the rest


@dataclass(frozen=True)
class Upkeep:
    """How many of each were done in a turn."""

    silent: int
    expired: int
    ended: int
    reminded: int


def keep_applications_going(*, at: datetime) -> Upkeep:
    """One turn of everything below."""
    return Upkeep(
        silent=tell_silences(at=at),
        expired=expire_unanswered(at=at),
        ended=end_with_vacancies(at=at),
        reminded=remind_of_interviews(at=at),
    )


def tell_silences(*, at: datetime) -> int:
    """Tell people whose firm has been silent; the firm stands in the call list of the centre."""
    silent = silent_applications(on=timezone.localtime(at).date())
    news = silent.filter(silence_told_at__isnull=True)[:AT_A_TIME]
    return sum(_tell_silence(one, at=at) for one in news)


def expire_unanswered(*, at: datetime) -> int:
    """End applications nobody answered for the set number of days, and say so."""
    before = at - timedelta(days=settings.CAUNOI_UNANSWERED_DAYS)
    old = Application.objects.unanswered().filter(made_at__lt=before).order_by("made_at", "id")
    return sum(_expire(one, at=at) for one in old[:AT_A_TIME])


def end_with_vacancies(*, at: datetime) -> int:
    """Answer everybody who still waits for a vacancy that is closed."""
    waiting = Application.objects.open().values("vacancy")
    closed = Vacancy.objects.filter(state=VacancyState.CLOSED, pk__in=waiting).order_by("id")
    return sum(len(end_applications_of(vacancy=vacancy, at=at)) for vacancy in closed[:AT_A_TIME])


def remind_of_interviews(*, at: datetime) -> int:
    """Remind people a day and two hours before their interview."""
    last = list(to_remind(at=at, hours=LAST_HOURS)[:AT_A_TIME])
    done = sum(_remind(one, hours=LAST_HOURS, at=at) for one in last)
    early = list(to_remind(at=at, hours=DAY_HOURS)[:AT_A_TIME])
    return done + sum(_remind(one, hours=DAY_HOURS, at=at) for one in early)


@transaction.atomic
def _tell_silence(application: Application, *, at: datetime) -> bool:
    locked = lock_application(application)
    if locked.state not in UNANSWERED or locked.silence_told_at is not None:
        return False
    locked.silence_told_at = at
    locked.save(update_fields=["silence_told_at"])
    tell_of_silence(locked, at=at)
    record("placement.application.silence_told", by=None, about=locked)
    return True


@transaction.atomic
def _expire(application: Application, *, at: datetime) -> bool:
    locked = lock_application(application)
    if locked.state not in UNANSWERED:
        return False
    set_state(locked, ApplicationState.EXPIRED, by=None, at=at)
    end_invitations(locked)
    tell_applicant(locked, at=at)
    record("placement.application.expired", by=None, about=locked)
    return True


@transaction.atomic
def _remind(invitation: Invitation, *, hours: int, at: datetime) -> bool:
    """The two-hour reminder stands for the other one too when both are due."""
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("person__account", "vacancy__employer", "slot")
        .get(pk=invitation.pk)
    )
    if locked.state != InvitationState.COMING or locked.slot_id != invitation.slot_id:
        return False
    if hours == LAST_HOURS:
        locked.reminded_hours_at = at
        locked.reminded_day_at = locked.reminded_day_at or at
    else:
        locked.reminded_day_at = at
    locked.save(update_fields=["reminded_day_at", "reminded_hours_at"])
    remind(locked, hours=hours, at=at)
    return True
