"""Sending what waits: lease a row, send it outside of any transaction, write what became of it.

Two workers never lease one row (SELECT … FOR UPDATE SKIP LOCKED on PostgreSQL, BEGIN IMMEDIATE on
SQLite). A worker killed between sending and writing leaves a lease that runs out, and the message
goes again: at least once. SMS carries a `RequestId` and mail a `Message-ID` by which the other
side may drop the copy; Zalo's `tracking_id` does not promise that.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from caunoi_kit.messaging import limits
from caunoi_kit.messaging.channels import Outcome, email, sms, zalo
from caunoi_kit.messaging.choices import Channel, Fault, State
from caunoi_kit.messaging.models import Health, Message, Preference
from caunoi_kit.messaging.preferences import loud_moment, preference_of, ways

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=60)  # longer than the longest exchange with a provider
BACK_OFF: Final = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360))
URGENT_BACK_OFF: Final = timedelta(seconds=10)
MOST_FAILURES: Final = 2  # two silences of 4.5 s each: the way rests after less than ten seconds
REST: Final = timedelta(minutes=1)
LONGEST_REST: Final = timedelta(minutes=15)
AT_A_TURN: Final = 50
CHANNEL_FAULTS: Final = {Fault.BUSY, Fault.NO_ANSWER, Fault.UNREADABLE, Fault.TOKEN,
                         Fault.FORBIDDEN_HOST}  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """What one turn of the worker did."""

    sent: int = 0
    later: int = 0
    failed: int = 0


@dataclass(frozen=True)
class _Leased:
    message: Message
    channel: Channel


def deliver_waiting(*, clock: Callable[[], datetime], most: int = AT_A_TURN) -> Turn:
    """Send what is due, the urgent first; at most `most`, so that a turn ends."""
    counts = {"SENT": 0, "LATER": 0, "NEVER": 0}
    for _ in range(most):
        leased = _lease(clock())
        if leased is None:
            break
        outcome = _send(leased, at=clock())
        counts[outcome.kind] += 1
        _write(leased, outcome, at=clock())
    return Turn(counts["SENT"], counts["LATER"], counts["NEVER"])


def _send(leased: _Leased, *, at: datetime) -> Outcome:
    message = leased.message
    if leased.channel == Channel.ZALO:
        return zalo.deliver(message, at=at)
    return sms.deliver(message) if leased.channel == Channel.SMS else email.deliver(message)


def _lease(at: datetime) -> _Leased | None:
    """The next message that may go now; those that may not are put off or given up on the way."""
    if not _due(at).exists():
        return None  # without a lock: most turns find nothing
    resting = set(
        Health.objects.filter(open_until__gt=at).values_list("channel", flat=True)
    )  # fmt: skip
    while True:
        with transaction.atomic():
            limits.lock()
            message = _next_due(at)
            if message is None:
                return None
            channel = _way_now(message, resting, at=at)
            message.save()
            if channel is not None:
                return _Leased(message, channel)


def _due(at: datetime) -> QuerySet[Message]:
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    return Message.objects.filter(free, state=State.WAITING, next_at__lte=at)


def _next_due(at: datetime) -> Message | None:
    due = _due(at)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    return due.select_related("user").order_by("-urgent", "next_at", "id").first()


def _way_now(message: Message, resting: set[str], *, at: datetime) -> Channel | None:
    """Set up the lease of this message, or put it off, or give it up; the caller saves it."""
    preference = preference_of(user=message.user, phone=message.phone)
    possible = ways(message, preference)
    if message.urgent and at - message.made_at > limits.URGENT_FOR:
        _give_up(message, State.FAILED, Fault.TOO_LATE)
    elif preference.stopped_at is not None and not message.urgent:
        _give_up(message, State.SUPPRESSED, Fault.STOPPED)
    elif not possible:
        _give_up(message, State.FAILED, Fault(message.fault or Fault.NOT_SET_UP))
    elif (moment := _moment(message, preference, at=at)) > at:
        message.held = True
        _put_off(message, moment)
    elif awake := [channel for channel in possible if channel not in resting]:
        return _first_affordable(message, awake, at=at)
    else:
        _put_off(message, at + (URGENT_BACK_OFF if message.urgent else REST))
    return None


def _moment(message: Message, preference: Preference, *, at: datetime) -> datetime:
    """When it may go: out of the quiet hours, and when its number has room."""
    moment = at if message.urgent else loud_moment(preference, at=at)
    return moment if moment > at else limits.moment_for(message, at=at)


def _first_affordable(message: Message, awake: list[Channel], *, at: datetime) -> Channel | None:
    today = localtime(at).date()
    for channel in awake:
        if message.urgent or limits.has_money(message, channel, on=today):
            message.channel, message.leased_until = channel, at + LEASE
            message.tries += 1
            if not message.urgent:  # the money of a code was set aside when it was written
                before = message.cost if message.charged_on == today else 0
                message.cost = max(limits.price_of(channel), before)
                message.charged_on = today if message.cost else None
            return channel
    message.fault, message.held = Fault.NO_MONEY, True
    morning = localtime(at).replace(hour=7, minute=0, second=0, microsecond=0)
    _put_off(message, morning + timedelta(days=1))
    return None


def _give_up(message: Message, state: State, fault: Fault) -> None:
    message.state, message.fault = state, fault
    message.next_at = message.leased_until = None


def _put_off(message: Message, moment: datetime) -> None:
    message.next_at, message.leased_until = moment, None


@transaction.atomic
def _write(leased: _Leased, outcome: Outcome, *, at: datetime) -> None:
    message = Message.objects.select_for_update().get(pk=leased.message.pk)
    if message.state != State.WAITING:
        # Stopped meanwhile: it went all the same, and the row has to say so.
        if outcome.kind == "SENT":
            _mark_sent(message, outcome, at=at)
            message.save()
        return
    message.leased_until = None
    message.fault = outcome.fault
    _note_health(leased.channel, outcome, at=at)
    if outcome.kind == "SENT":
        _mark_sent(message, outcome, at=at)
    elif outcome.kind == "NEVER":
        message.refused = [*message.refused, leased.channel]
        message.next_at = at  # at once by the next way, or given up for want of one
        message.channel = ""
    else:
        _later(message, at=at)
    message.save()
    if outcome.kind != "SENT":
        # A code and our own number; never the receiver's number nor the text (trust F6).
        logger.warning("message %s by %s: %s", message.pk, leased.channel, outcome.fault)


def _mark_sent(message: Message, outcome: Outcome, *, at: datetime) -> None:
    message.state, message.sent_at, message.next_at = State.SENT, at, None
    message.leased_until, message.fault = None, ""
    message.provider_id = outcome.provider_id
    if message.urgent:
        message.text, message.data = "", {}  # a code that went is nobody's to read again


def _later(message: Message, *, at: datetime) -> None:
    message.channel = ""
    if message.urgent:
        message.next_at = at + URGENT_BACK_OFF
    elif message.tries <= len(BACK_OFF):
        message.next_at = at + BACK_OFF[message.tries - 1]
    else:
        message.state, message.next_at = State.FAILED, None


def _note_health(channel: Channel, outcome: Outcome, *, at: datetime) -> None:
    """Count failures in a row; from the second on the way rests, twice as long each time."""
    health, _ = Health.objects.select_for_update().get_or_create(channel=channel)
    if outcome.kind == "SENT" or outcome.fault not in CHANNEL_FAULTS:
        if health.failures:  # the way is open again: nobody waits out what they were told before
            silent = Message.objects.filter(state=State.WAITING, fault__in=CHANNEL_FAULTS)
            silent.filter(leased_until=None, next_at__gt=at).update(next_at=at)
        health.failures, health.open_until = 0, None
    else:
        health.failures += 1
        if health.failures >= MOST_FAILURES:
            doubled = REST * 2 ** min(health.failures - MOST_FAILURES, 4)
            health.open_until = at + min(doubled, LONGEST_REST)
    health.save()
