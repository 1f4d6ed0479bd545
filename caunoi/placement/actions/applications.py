"""Applying for a vacancy, and every later change of an application.

Rows are locked in one order (person, vacancy, application, invitation, slot) and the journal comes
last, so that two actions at once wait for each other and never block each other.
"""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.placement.actions.notices import tell_applicant, tell_firm
from caunoi.placement.actions.slots import end_invitations
from caunoi.placement.choices import (
    OPEN_APPLICATIONS,
    ApplicationState,
    Origin,
    Refusal,
)
from caunoi.placement.models import Application, ApplicationStep
from caunoi.placement.queries.applications import (
    positions_free,
    standing_application,
    why_not_apply,
)
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record, record_read

LONGEST_NOTE: Final = 300

# What a firm may do from each state, the usual step first. Hiring has its own action.
MOVES: Final[dict[str, tuple[ApplicationState, ...]]] = {
    ApplicationState.SENT: (
        ApplicationState.SUITABLE,
        ApplicationState.INTERVIEW,
        ApplicationState.OFFERED,
        ApplicationState.REJECTED,
    ),
    ApplicationState.SEEN: (
        ApplicationState.SUITABLE,
        ApplicationState.INTERVIEW,
        ApplicationState.OFFERED,
        ApplicationState.REJECTED,
    ),
    ApplicationState.SUITABLE: (
        ApplicationState.INTERVIEW,
        ApplicationState.OFFERED,
        ApplicationState.REJECTED,
    ),
    ApplicationState.INTERVIEW: (
        ApplicationState.OFFERED,
        ApplicationState.SUITABLE,
        ApplicationState.REJECTED,
    ),
    ApplicationState.OFFERED: (
        ApplicationState.INTERVIEW,
        ApplicationState.REJECTED,
    ),
}


class CannotApply(Exception):
    """The application cannot be sent; the message says why and what to do."""


class CannotMove(Exception):
    """The application cannot go there; the message says why and what to do."""


@transaction.atomic
def apply(*, person: Person, vacancy: Vacancy, by: User | None, at: datetime) -> Application:
    """Send somebody's name, telephone and profile to the firm of one vacancy: their own act.

    Sent twice, the first application is the answer. Raises CannotApply when the vacancy takes
    nobody, or when the firm has said no already.
    """
    return start_application(person=person, vacancy=vacancy, origin=Origin.SELF, by=by, at=at)


@transaction.atomic
def start_application(
    *,
    person: Person,
    vacancy: Vacancy,
    origin: Origin,
    by: User | None,
    at: datetime,
    held_until: date | None = None,
) -> Application:
    """Open an application, with a position held for it until the end of a day if one is given.

    An application that stands already is the answer; it gets the position too. Raises CannotApply.
    """
    application, is_new = open_application(
        person=person, vacancy=vacancy, origin=origin, by=by, at=at, held_until=held_until
    )
    if is_new:
        announce(application, by=by, at=at)
    return application


def open_application(
    *,
    person: Person,
    vacancy: Vacancy,
    origin: Origin,
    by: User | None,
    at: datetime,
    held_until: date | None = None,
) -> tuple[Application, bool]:
    """The rows of an application under the lock of its vacancy, and whether they are new.

    For actions that lock more after it; they call `announce` when all is locked.
    """
    on = timezone.localtime(at).date()
    locked = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    standing = standing_application(person, locked)
    if standing is not None:
        if held_until is not None and standing.is_open:
            _hold(standing, locked, until=held_until, on=on)
        return standing, False
    if reason := why_not_apply(locked, on=on):
        raise CannotApply(reason)
    if origin == Origin.SELF and _was_refused(person, locked):
        raise CannotApply(
            "Nơi tuyển đã trả lời hồ sơ của anh/chị cho việc này. "
            "Xem lý do ở «Hồ sơ đã nộp» và chọn việc khác."
        )
    if held_until is not None and positions_free(locked, on=on) <= 0:
        raise CannotApply("Mọi chỗ còn trống đang giữ cho người khác. Chọn việc khác.")
    application = Application.objects.create(
        person=person,
        vacancy=locked,
        origin=origin,
        made_at=at,
        made_by=by,
        state_at=at,
        held_until=held_until,
        made=person.made,
    )
    ApplicationStep.objects.create(application=application, state=application.state, at=at, by=by)
    return application, True


def announce(application: Application, *, by: User | None, at: datetime) -> None:
    """Write a new application into the journal and tell the firm, once all rows are locked."""
    tell_firm(application, at=at)
    record(
        "placement.application.sent",
        by=by,
        about=application,
        detail={
            "people": [application.person_id],
            "vacancy": application.vacancy_id,
            "origin": application.origin,
            "fields": ["full_name", "phone", "profile"],  # what the person lets this firm see
        },
    )


@transaction.atomic
def move_application(
    *,
    application: Application,
    to: ApplicationState,
    by: User | None,
    at: datetime,
    reason: str = "",
    note: str = "",
) -> Application:
    """Move an application to another state; a refusal needs its reason.

    Moved there already, nothing changes. Raises CannotMove when that step is not possible.
    """
    locked = lock_application(application)
    if locked.state == to:
        return locked
    if to not in MOVES.get(locked.state, ()):
        raise CannotMove(
            f"Hồ sơ này đang ở «{locked.get_state_display()}», "
            f"không chuyển sang «{to.label}» được. Mở lại trang để xem tình trạng mới nhất."
        )
    if to == ApplicationState.REJECTED:
        note = _checked_reason(reason, note)
    else:
        reason, note = "", note.strip()[:LONGEST_NOTE]
    set_state(locked, to, by=by, at=at, reason=reason, note=note)
    if to == ApplicationState.REJECTED:
        end_invitations(locked)
    tell_applicant(locked, at=at)
    record(
        "placement.application.moved",
        by=by,
        about=locked,
        detail={"people": [locked.person_id], "state": to, "reason": reason},
    )
    return locked


@transaction.atomic
def withdraw_application(*, application: Application, by: User | None, at: datetime) -> Application:
    """The person takes the application back: from now on the firm sees no name and no number."""
    locked = lock_application(application)
    if locked.state == ApplicationState.WITHDRAWN:
        return locked
    if locked.state not in OPEN_APPLICATIONS:
        raise CannotMove(
            f"Hồ sơ này đã khép lại ({locked.get_state_display().lower()}), không cần rút nữa."
        )
    set_state(locked, ApplicationState.WITHDRAWN, by=by, at=at)
    end_invitations(locked)
    record(
        "placement.application.withdrawn",
        by=by,
        about=locked,
        detail={"people": [locked.person_id]},
    )
    return locked


@transaction.atomic
def open_as_firm(*, application: Application, by: User, at: datetime) -> Application:
    """Somebody of the firm opens an application: from now on it counts as seen."""
    locked = lock_application(application)
    if locked.state == ApplicationState.SENT:
        set_state(locked, ApplicationState.SEEN, by=by, at=at)
    _note_reading(locked, by, why="xét hồ sơ ứng tuyển")
    return locked


@transaction.atomic
def read_application(*, application: Application, by: User) -> Application:
    """Staff of the centre open an application: that is no answer of the firm."""
    _note_reading(application, by, why="theo dõi hồ sơ ứng tuyển")
    return application


@transaction.atomic
def let_firm_keep(*, application: Application, may_keep: bool, by: User) -> Application:
    """The person lets the firm keep name and number after a refusal, or takes that back."""
    locked = lock_application(application)
    locked.may_keep = may_keep
    locked.save(update_fields=["may_keep"])
    record(
        "placement.application.keeping_set",
        by=by,
        about=locked,
        detail={"people": [locked.person_id], "may_keep": may_keep},
    )
    return locked


@transaction.atomic
def release_hold(*, application: Application, by: User | None) -> Application:
    """Give a held position back; the application itself goes on."""
    locked = lock_application(application)
    if locked.held_until is None:
        return locked
    locked.held_until = None
    locked.save(update_fields=["held_until"])
    record("placement.application.hold_released", by=by, about=locked)
    return locked


def lock_application(application: Application) -> Application:
    """The row as it stands now, locked, with its person, vacancy and employer."""
    found = Application.objects.select_related("person__account", "vacancy__employer")
    return found.select_for_update(of=("self",)).get(pk=application.pk)


def set_state(
    application: Application,
    state: ApplicationState,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    note: str = "",
) -> None:
    """Change the state of a locked application and keep the step. An ended one holds nothing."""
    application.state, application.state_at = state, at
    application.reason, application.note = reason, note
    if state not in OPEN_APPLICATIONS:
        application.held_until = None
    application.save(
        update_fields=["state", "state_at", "reason", "note", "held_until", "hired_on"]
    )
    ApplicationStep.objects.create(
        application=application, state=state, at=at, by=by, reason=reason, note=note
    )


def _checked_reason(reason: str, note: str) -> str:
    if reason not in Refusal.values:
        raise CannotMove("Chọn lý do không nhận: người ứng tuyển được biết lý do này.")
    words = note.strip()[:LONGEST_NOTE]
    if reason == Refusal.OTHER and not words:
        raise CannotMove("Ghi rõ lý do khác là gì.")
    return words


def _hold(application: Application, vacancy: Vacancy, *, until: date, on: date) -> None:
    """Hold a position for an application that stands, or hold it for longer."""
    holds = application.held_until is not None and application.held_until >= on
    if not holds and positions_free(vacancy, on=on) <= 0:
        raise CannotApply("Mọi chỗ còn trống đang giữ cho người khác. Chọn việc khác.")
    application.held_until = until
    application.save(update_fields=["held_until"])


def _was_refused(person: Person, vacancy: Vacancy) -> bool:
    return Application.objects.filter(
        person=person, vacancy=vacancy, state=ApplicationState.REJECTED
    ).exists()


def _note_reading(application: Application, by: User, *, why: str) -> None:
    record_read(
        "placement.application.read",
        about=application.person,
        by=by,
        fields=["full_name", "phone", "profile"],
        why=why,
    )
