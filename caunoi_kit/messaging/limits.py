"""How much may be sent: to one number, and for how much money a day (trust D7). All of it here."""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import Q, Sum
from django.utils.timezone import localtime

from caunoi_kit.messaging.choices import Channel, State
from caunoi_kit.messaging.models import Message

HOUR: Final = timedelta(hours=1)
PER_HOUR: Final = 5  # messages to one number
NOT_URGENT_PER_HOUR: Final = 3  # the rest is kept for codes somebody waits for
BETWEEN_CODES: Final = timedelta(seconds=30)
WAITING_AT_MOST: Final = 20  # for one number; a loop somewhere must not fill the outbox
URGENT_FOR: Final = timedelta(minutes=5)  # a code that comes later is of no use
LOCK: Final = 0x0CA1  # PostgreSQL advisory lock: what is counted is counted by one at a time


def lock() -> None:
    """One counter at a time. SQLite's BEGIN IMMEDIATE already gives that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def code_refusal(phone: str, *, at: datetime) -> str:
    """Why no code may go to this number now, in Vietnamese; "" when it may. Call under `lock`."""
    codes = Message.objects.filter(phone=phone, urgent=True).exclude(state=State.SUPPRESSED)
    last = codes.order_by("-made_at").values_list("made_at", flat=True).first()
    if last is not None and at - last < BETWEEN_CODES:
        seconds = int((BETWEEN_CODES - (at - last)).total_seconds()) + 1
        return f"Mã trước vừa được gửi. Chờ {seconds} giây rồi bấm gửi lại."
    if codes.filter(made_at__gt=at - HOUR).count() + _sent_else(phone, at=at) >= PER_HOUR:
        return "Số này đã nhận quá nhiều tin trong một giờ. Chờ một giờ, hoặc gọi trung tâm."
    if urgent_cost() and spent(on=localtime(at).date()) + urgent_cost() > ceiling():
        return "Hôm nay hệ thống đã gửi hết hạn mức tin nhắn. Gọi trung tâm để được giúp."
    return ""


def moment_for(message: Message, *, at: datetime) -> datetime:
    """When this message may go to its number: now, or once the hour has room. Under `lock`."""
    if message.urgent or not message.phone:
        return at  # codes were counted when they were written
    went = Message.objects.filter(phone=message.phone).exclude(pk=message.pk).filter(
        Q(sent_at__gt=at - HOUR) | Q(leased_until__gt=at)
    )  # fmt: skip
    moments = sorted(sent or at for sent in went.values_list("sent_at", flat=True))
    if len(moments) < NOT_URGENT_PER_HOUR:
        return at
    return moments[-NOT_URGENT_PER_HOUR] + HOUR


def too_many_waiting(phone: str) -> bool:
    """Whether so much waits for this number already that more would help nobody."""
    waiting = Message.objects.filter(phone=phone, state=State.WAITING, urgent=False)
    return bool(phone) and waiting.count() >= WAITING_AT_MOST


def has_money(message: Message, channel: Channel, *, on: date) -> bool:
    """Whether the day's ceiling leaves room for one more by this way. Under `lock`."""
    price = price_of(channel)
    return not price or spent(on=on) + price - message.cost * (message.charged_on == on) <= (
        ceiling()
    )


def spent(*, on: date) -> int:
    """Đồng that messages of that day cost, those under way included."""
    return Message.objects.filter(charged_on=on).aggregate(sum=Sum("cost"))["sum"] or 0


def ceiling() -> int:
    """Đồng a day."""
    return settings.CAUNOI_MESSAGES["daily_dong"]


def price_of(channel: str) -> int:
    """Đồng for one message by this way, as the contract with the provider says."""
    return settings.CAUNOI_MESSAGES["prices"].get(channel, 0)


def urgent_cost() -> int:
    """What a code may cost: the dearest way it could take."""
    return max(price_of(Channel.ZALO), price_of(Channel.SMS))


def _sent_else(phone: str, *, at: datetime) -> int:
    """Messages other than codes that went to this number in the last hour."""
    return Message.objects.filter(phone=phone, urgent=False, sent_at__gt=at - HOUR).count()


def spent_today(*, at: datetime) -> int:
    """Đồng spent so far on the civil day of that moment."""
    return spent(on=localtime(at).date())
