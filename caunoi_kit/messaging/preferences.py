"""By which ways and at which hours a receiver may be reached."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.timezone import localtime

from caunoi_kit.messaging.choices import ORDER, Channel
from caunoi_kit.messaging.models import Message, Preference


def preference_of(*, user: AbstractBaseUser | None = None, phone: str = "") -> Preference:
    """What was said by this user, else for this number, else the usual (not saved).

    A number that was stopped stays stopped, whoever writes to it.
    """
    by_number = None
    if phone:
        by_number = Preference.objects.filter(phone=phone, user__isnull=True).first()
    found = Preference.objects.filter(user_id=user.pk).first() if user is not None else None
    if found is None or (by_number is not None and by_number.stopped_at is not None):
        found = by_number or found
    if found is None:
        found = Preference(user_id=user.pk if user else None, phone="" if user else phone)
        found.clean_fields(exclude=["user", "phone"])  # the default hours become times
    return found


def ways(message: Message, preference: Preference) -> list[Channel]:
    """The ways this message may take, best first: set up, addressed, allowed, not refused before.

    A code that somebody asked for goes by every way they have.
    """
    allowed = {
        Channel.ZALO: preference.zalo,
        Channel.SMS: preference.sms,
        Channel.EMAIL: preference.email,
    }
    return [
        channel
        for channel in ORDER
        if is_set_up(channel, message.kind)
        and (message.email if channel == Channel.EMAIL else message.phone)
        and (allowed[channel] or message.urgent)
        and channel not in message.refused
    ]


def is_set_up(channel: Channel, kind: str = "") -> bool:
    """Whether the installation has this way; Zalo needs a registered template for each kind."""
    said = settings.CAUNOI_MESSAGES
    if channel == Channel.ZALO:
        zalo = said["zalo"]
        ready = bool(zalo["app_id"] and zalo["app_secret"])
        return ready and (not kind or kind in zalo["templates"])
    if channel == Channel.SMS:
        return bool(said["sms"]["url"] and said["sms"]["api_key"])
    return channel == Channel.EMAIL and bool(said["email_from"])


def loud_moment(preference: Preference, *, at: datetime) -> datetime:
    """`at`, or the end of the receiver's quiet hours when it falls into them."""
    local = localtime(at)
    start, end, now = preference.quiet_from, preference.quiet_to, local.time()
    if start == end:
        return at
    quiet = start <= now < end if start < end else now >= start or now < end
    if not quiet:
        return at
    morning = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return morning if now < end else morning + timedelta(days=1)
