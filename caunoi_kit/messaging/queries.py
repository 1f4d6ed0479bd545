"""What stands in the outbox, for those who watch over it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, DurationField, ExpressionWrapper, F, QuerySet

from caunoi_kit.messaging.choices import Channel, State
from caunoi_kit.messaging.models import Health, Message

PROMISED: Final = timedelta(seconds=10)  # the published figure: 95% of what may go, within this
MEASURED_OVER: Final = timedelta(days=7)


@dataclass(frozen=True)
class Promptness:
    """How many of the messages of the last week went within ten seconds of being written."""

    sent: int
    in_time: int

    @property
    def percent(self) -> float | None:
        """None before anything was sent."""
        return 100 * self.in_time / self.sent if self.sent else None


def outbox(*, state: str = "", channel: str = "") -> QuerySet[Message]:
    """Messages, the latest first, of one state and channel when asked for."""
    found = Message.objects.order_by("-made_at", "-id")
    if state in State.values:
        found = found.filter(state=state)
    if channel in Channel.values:
        found = found.filter(channel=channel)
    return found


def counts() -> dict[tuple[str, str], int]:
    """Number of messages by state and channel. One query."""
    rows = Message.objects.order_by().values_list("state", "channel").annotate(count=Count("id"))
    return {(state, channel): count for state, channel, count in rows}


def promptness(*, at: datetime) -> Promptness:
    """The published figure. Messages held back on purpose (quiet hours, limits) are not late:
    they are counted from the moment they might go. One query."""
    took = ExpressionWrapper(F("sent_at") - F("made_at"), output_field=DurationField())
    sent = (
        Message.objects.filter(made_at__gt=at - MEASURED_OVER, sent_at__isnull=False)
        .exclude(channel=Channel.PAGE)
        .filter(held=False)
        .annotate(took=took)
        .values_list("took", flat=True)
    )
    times = list(sent)
    return Promptness(len(times), sum(1 for took_ in times if took_ <= PROMISED))


def resting(*, at: datetime) -> dict[str, datetime]:
    """Ways that rest after failures, and until when. One query."""
    found = Health.objects.filter(open_until__gt=at).order_by("channel")
    return {each.channel: each.open_until for each in found if each.open_until}


def find_message(public_id: UUID) -> Message | None:
    """One message of the outbox."""
    return Message.objects.filter(public_id=public_id).first()


def shown_on_page(*, at: datetime, most: int = 20) -> QuerySet[Message]:
    """What a demo site would have sent in the last hour."""
    found = Message.objects.filter(channel=Channel.PAGE, made_at__gt=at - timedelta(hours=1))
    return found.order_by("-made_at", "-id")[:most]


def messages_to(user: AbstractBaseUser, *, most: int = 20) -> QuerySet[Message]:
    """What one user was told, the latest first."""
    return Message.objects.filter(user_id=user.pk).order_by("-made_at", "-id")[:most]
