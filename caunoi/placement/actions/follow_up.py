"""After a hire: the calls that plan themselves, what they found, and the exchange."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.placement.actions.referrals import expire_referrals
from caunoi.placement.choices import CallResult, Leaving
from caunoi.placement.models import Application, ExchangeUpdate, FollowUp
from caunoi.placement.queries.follow_up import (
    CallPage,
    call_page,
    hires_to_follow,
    results_to_publish,
)
from caunoi.placement.queries.working_days import NoCalendar, working_day_after
from caunoi_kit.journal.actions import record

AT_A_TIME: Final = 500
MOST_TRIES: Final = 3  # days on which somebody is called before the step counts as unreached


class CannotNoteCall(Exception):
    """The result cannot be noted; the message says why and what to do."""


@dataclass(frozen=True)
class Planned:
    """How many of each were done in a turn."""

    calls: int
    updates: int
    expired: int


def plan_follow_up(*, at: datetime) -> Planned:
    """One turn of what goes by itself: letters past their day, calls, updates of the exchange."""
    return Planned(
        expired=expire_referrals(at=at),
        calls=_plan_calls(),
        updates=_plan_updates(),
    )


@transaction.atomic
def read_calls(*, by: User, on: date, page: str | None) -> CallPage:
    """The calls of today with names and telephone numbers."""
    found = call_page(on=on, page=page)
    people = {
        *(call.application.person_id for call in found.calls),
        *(letter.person_id for letter in found.letters),
        *(update.application.person_id for update in found.updates),
    }
    if people:
        record(
            "placement.calls.people_read",
            by=by,
            detail={"fields": ["full_name", "phone"], "people": sorted(people)},
        )
    return found


@transaction.atomic
def note_call(
    *, call: FollowUp, result: CallResult, by: User, at: datetime, reason: str = ""
) -> FollowUp:
    """What a call found. Unreached, it comes again the next day, three days at most.

    A result stays as it was noted first. Raises CannotNoteCall when somebody left without a why.
    """
    locked = FollowUp.objects.select_for_update().get(pk=call.pk)
    if locked.result:
        return locked
    if result == CallResult.LEFT and reason not in Leaving.values:
        raise CannotNoteCall("Chọn vì sao người này nghỉ.")
    locked.tries += 1
    if result == CallResult.UNREACHED and locked.tries < MOST_TRIES:
        locked.due_on = timezone.localtime(at).date() + timedelta(days=1)
    else:
        locked.result, locked.done_at, locked.done_by = result, at, by
        locked.reason = reason if result == CallResult.LEFT else ""
    locked.save(update_fields=["tries", "due_on", "result", "reason", "done_at", "done_by"])
    record(
        "placement.call.noted",
        by=by,
        about=locked,
        detail={"people": [locked.application.person_id], "result": result, "reason": reason},
    )
    return locked


@transaction.atomic
def note_exchange(*, update: ExchangeUpdate, by: User, at: datetime) -> ExchangeUpdate:
    """The result stands on the national exchange now; noted once."""
    locked = ExchangeUpdate.objects.select_for_update().get(pk=update.pk)
    if locked.done_at is None:
        locked.done_at, locked.done_by = at, by
        locked.save(update_fields=["done_at", "done_by"])
        record("placement.exchange.updated", by=by, about=locked)
    return locked


@transaction.atomic
def _plan_calls() -> int:
    """A step that is planned already stays as it is."""
    calls = [
        FollowUp(application=hire, days=days, due_on=hire.hired_on + timedelta(days=days))
        for hire in hires_to_follow()[:AT_A_TIME]
        if hire.hired_on is not None
        for days in settings.CAUNOI_FOLLOW_UP_DAYS
    ]
    FollowUp.objects.bulk_create(calls, ignore_conflicts=True)
    return len(calls)


@transaction.atomic
def _plan_updates() -> int:
    updates = [
        ExchangeUpdate(application=one, due_on=due)
        for one in results_to_publish()[:AT_A_TIME]
        if (due := _exchange_due(one)) is not None
    ]
    ExchangeUpdate.objects.bulk_create(updates, ignore_conflicts=True)
    return len(updates)


def _exchange_due(one: Application) -> date | None:
    """Until when a result has to stand on the exchange; None waits for the calendar."""
    answered = timezone.localtime(one.state_at).date()
    try:
        return working_day_after(answered, settings.CAUNOI_EXCHANGE_WORKING_DAYS)
    except NoCalendar:
        return None
