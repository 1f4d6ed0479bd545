"""Writing messages into the outbox, and what their receivers decide."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Final

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, models, transaction
from django.utils.timezone import localtime

from caunoi_kit.journal.actions import record
from caunoi_kit.messaging import limits
from caunoi_kit.messaging.choices import Channel, Fault, State
from caunoi_kit.messaging.models import Message, Preference
from caunoi_kit.messaging.preferences import loud_moment, preference_of, ways

LONGEST_TEXT: Final = 2_000
PHONE_DIGITS: Final = (10, 11)


class CannotSend(Exception):
    """No message was written; the text is Vietnamese and may be shown."""


class CannotResend(Exception):
    """The message is not sent again; the text is Vietnamese and may be shown."""


@transaction.atomic
def send(
    *,
    kind: str,
    text: str,
    at: datetime,
    phone: str = "",
    email: str = "",
    subject: str = "",
    user: AbstractBaseUser | None = None,
    about: models.Model | None = None,
    key: str = "",
    urgent: bool = False,
    data: Mapping[str, str] | None = None,
) -> Message:
    """Write one message into the outbox, in the caller's transaction; `caunoi work` sends it.

    What the receiver does not want, or what no way is set up for, is written as SUPPRESSED with
    its reason. A `key` stands for one message for ever: a second call gives back the first.
    `urgent` is for codes somebody waits for: they pass quiet hours and preferences. `data` fills
    the fields of the Zalo template of this kind.

    Raises CannotSend for codes over the limits (30 seconds, one hour, the day's money) only: other
    messages wait until there is room, so that no business is refused for a message's sake.
    """
    if key and (first := Message.objects.filter(key=key).first()):
        return first
    if urgent:
        limits.lock()
        if refusal := limits.code_refusal(phone, at=at):
            raise CannotSend(refusal)
    message = Message(
        kind=kind,
        key=key or None,
        user_id=user.pk if user else None,
        phone=phone,
        email=email,
        subject=subject[:200],
        text=text[:LONGEST_TEXT],
        data=dict(data or {}),
        urgent=urgent,
        about_model=about._meta.label if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        made_at=at,
        next_at=at,
    )
    _settle(message, preference_of(user=user, phone=phone), at=at)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        # Somebody wrote the same key meanwhile; any other reason is a fault of ours.
        if key and (first := Message.objects.filter(key=key).first()):
            return first
        raise
    return message


def _settle(message: Message, preference: Preference, *, at: datetime) -> None:
    """Decide before writing whether the message will go at all, and not before when."""
    if fault := _fault_of_address(message):
        _suppress(message, fault)
    elif preference.stopped_at is not None and not message.urgent:
        _suppress(message, Fault.STOPPED)
    elif settings.CAUNOI_DEMO:
        message.state, message.channel = State.SENT, Channel.PAGE
        message.sent_at, message.next_at = at, None
    elif not ways(message, preference):
        _suppress(message, Fault.NOT_SET_UP)
    elif not message.urgent and limits.too_many_waiting(message.phone):
        _suppress(message, Fault.TOO_MANY)
    elif message.urgent:
        message.cost, message.charged_on = limits.urgent_cost(), localtime(at).date()
    else:
        message.next_at = loud_moment(preference, at=at)
        message.held = message.next_at > at


def _fault_of_address(message: Message) -> str:
    if not message.phone and not message.email:
        return Fault.NO_ADDRESS
    phone = message.phone
    if phone and not (phone.isascii() and phone.isdigit() and len(phone) in PHONE_DIGITS):
        message.phone = phone[:15]
        return Fault.BAD_ADDRESS
    if message.email:
        try:
            validate_email(message.email)
        except ValidationError:
            message.email = ""
            return "" if phone else Fault.BAD_ADDRESS
    return ""


def _suppress(message: Message, fault: str) -> None:
    message.state, message.fault, message.next_at = State.SUPPRESSED, fault, None


@transaction.atomic
def resend(*, message: Message, by: AbstractBaseUser, at: datetime) -> Message:
    """Put a message that failed or was not sent back among those waiting."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state not in {State.FAILED, State.SUPPRESSED}:
        raise CannotResend("Tin này đã gửi hoặc đang chờ gửi. Không cần gửi lại.")
    if message.urgent:
        raise CannotResend("Mã đăng nhập không gửi lại được. Người nhận bấm xin mã mới.")
    if not message.text:
        raise CannotResend("Nội dung tin đã xoá theo hạn lưu. Viết tin mới thay cho tin này.")
    message.refused, message.tries, message.fault = [], 0, ""
    message.state, message.next_at = State.WAITING, at
    _settle(message, preference_of(user=message.user, phone=message.phone), at=at)
    if message.state == State.SUPPRESSED:
        why = Fault(message.fault).label
        raise CannotResend(f"Chưa gửi lại được: {why.lower()}. Sửa điều này rồi thử lại.")
    message.save()
    record("messaging.message.resent", by=by, about=message)
    return message


@transaction.atomic
def choose_ways(
    *,
    user: AbstractBaseUser,
    zalo: bool,
    sms: bool,
    email: bool,
    quiet_from: time,
    quiet_to: time,
    phone: str = "",
) -> Preference:
    """Keep by which ways somebody wants to be reached; this also ends an earlier stop."""
    preference, _ = Preference.objects.select_for_update().update_or_create(
        user_id=user.pk,
        defaults={
            "zalo": zalo,
            "sms": sms,
            "email": email,
            "quiet_from": quiet_from,
            "quiet_to": quiet_to,
            "stopped_at": None,
        },
    )
    if phone:
        Preference.objects.filter(phone=phone, user__isnull=True).update(stopped_at=None)
    record("messaging.preference.chosen", by=user, about=preference)
    return preference


@transaction.atomic
def stop_all(
    *,
    at: datetime,
    by: AbstractBaseUser | None,
    user: AbstractBaseUser | None = None,
    phone: str = "",
) -> None:
    """Nothing but the codes somebody asks for goes to this user and this number from now on.

    What waits for them is stopped too.
    """
    waiting = Message.objects.filter(state=State.WAITING, urgent=False)
    if user is not None:
        _stop(Preference.objects.get_or_create(user_id=user.pk)[0], by=by, at=at)
        _suppress_all(waiting.filter(user_id=user.pk))
    if phone:
        found, _ = Preference.objects.get_or_create(phone=phone, user=None)
        _stop(found, by=by, at=at)
        _suppress_all(waiting.filter(phone=phone))


def _stop(preference: Preference, *, by: AbstractBaseUser | None, at: datetime) -> None:
    if preference.stopped_at is None:
        preference.stopped_at = at
        preference.save(update_fields=["stopped_at"])
        record("messaging.all.stopped", by=by, about=preference)


def _suppress_all(waiting: models.QuerySet[Message]) -> None:
    waiting.update(state=State.SUPPRESSED, fault=Fault.STOPPED, next_at=None)


@transaction.atomic
def mark_delivered(*, provider_id: str, at: datetime) -> bool:
    """Note that a message reached the receiver's device; False when it is none of ours."""
    if not provider_id:
        return False
    changed = Message.objects.filter(provider_id=provider_id, state=State.SENT).update(
        state=State.DELIVERED, delivered_at=at
    )
    return bool(changed)


@transaction.atomic
def forget(*, before: datetime) -> int:
    """Empty what old messages said and to whom; what remains counts. `caunoi work` does it."""
    old = Message.objects.filter(made_at__lt=before).exclude(state=State.WAITING)
    return old.exclude(text="", phone="", email="").update(
        text="", phone="", email="", subject="", data={}
    )
