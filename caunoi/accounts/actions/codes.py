"""Signing in by telephone: a code is asked for, and entered (trust D2, D7)."""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction

from caunoi.accounts.actions.tries import forget_tries, note_try
from caunoi.accounts.choices import MOST_TRIES, Role
from caunoi.accounts.models import OneTimeCode, User
from caunoi.accounts.queries.tries import minutes_until, target_of_phone, waits_until
from caunoi_engine.text import folding
from caunoi_kit.journal.actions import lock, record
from caunoi_kit.messaging import limits
from caunoi_kit.messaging.actions import CannotSend, send
from caunoi_kit.messaging.choices import State

DIGITS: Final = 6
VALID: Final = timedelta(minutes=5)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
LONGEST_NAME: Final = 200

_EXPIRED: Final = "Mã đã hết hạn hoặc đã dùng. Bấm xin mã mới."
_WRONG: Final = "Mã chưa đúng. Xem lại 6 chữ số trong tin nhắn mới nhất."


class CannotAskCode(Exception):
    """No code was sent; the message says why and what to do."""


class WrongCode(Exception):
    """The code does not let in; the message says why and what to do."""


class NameNeeded(WrongCode):
    """The code is right, the number is new here, and no name came with it.

    The code stays good: it may be entered again together with the name.
    """


@transaction.atomic
def ask_code(*, phone: str, at: datetime, ip: str = "") -> None:
    """Send a code to the telephone, whether or not somebody has an account with it (trust D2).

    Raises CannotAskCode over the limits of the number, the network range or the day's money.
    """
    lock()  # two at once would each see room for one
    network = _range(ip)
    if network and (refusal := _range_refusal(network, at)):
        raise CannotAskCode(refusal)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    try:
        message = send(
            kind="accounts.code",
            text=f"{code} là mã đăng nhập Cầu Nối, dùng trong 5 phút. Không đọc mã này cho ai.",
            phone=phone,
            at=at,
            urgent=True,
        )
    except CannotSend as refusal:
        raise CannotAskCode(str(refusal)) from refusal
    if message.state == State.SUPPRESSED:
        raise CannotAskCode(
            "Trung tâm chưa gửi được tin nhắn tới số này. Gọi trung tâm hoặc đến quầy để được giúp."
        )
    OneTimeCode.objects.create(phone=phone, digest=_digest(phone, code), range=network, made_at=at)


def enter_with_code(
    *, phone: str, code: str, full_name: str = "", at: datetime, ip: str = ""
) -> User:
    """The user of this telephone, once its code is right; a new number becomes a job seeker.

    Wrong entries are counted for good, so the count is a transaction of its own. Raises WrongCode,
    and NameNeeded when the number is new and `full_name` is empty.
    """
    with transaction.atomic():
        outcome = _enter(phone, code, _tidy(full_name), at, ip)
    if isinstance(outcome, WrongCode):
        raise outcome
    return outcome


def forget_codes(*, before: datetime) -> int:
    """Delete codes asked for before a moment, and tries that count no more; returns how many codes.

    `caunoi work` does it.
    """
    forget_tries(at=before)
    deleted, _ = OneTimeCode.objects.filter(made_at__lt=before).delete()
    return deleted


def _enter(phone: str, code: str, full_name: str, at: datetime, ip: str) -> User | WrongCode:
    digits = "".join(sign for sign in code if sign.isdecimal())
    latest = OneTimeCode.objects.select_for_update().filter(phone=phone).order_by("-id").first()
    if latest is None or latest.used_at is not None or at - latest.made_at > VALID:
        return WrongCode(_EXPIRED)
    target = target_of_phone(phone)
    if wait := _why_wait(latest, waits_until(target=target, ip=ip, at=at), at):
        return WrongCode(wait)
    if not hmac.compare_digest(latest.digest, _digest(phone, digits)):
        latest.tries += 1
        latest.save(update_fields=["tries"])
        note_try(target=target, right=False, ip=ip, at=at)
        return WrongCode(_WRONG)
    user = User.objects.filter(phone=phone, is_active=True).first()
    if user is None and User.objects.filter(phone=phone).exists():
        return WrongCode("Tài khoản của số này đã khoá. Gọi trung tâm để mở lại.")
    if user is None and not full_name:
        return NameNeeded("Số này dùng lần đầu. Ghi họ và tên để mở tài khoản.")
    latest.used_at = at
    latest.save(update_fields=["used_at"])
    note_try(target=target, right=True, ip=ip, at=at)
    user = user or _sign_up(phone, full_name)
    record("accounts.code.entered", by=user, about=user)
    return user


def _why_wait(latest: OneTimeCode, until: datetime | None, at: datetime) -> str:
    """Why no code is looked at now; "" when one is."""
    if latest.tries >= MOST_TRIES:
        return "Đã nhập sai 5 lần. Bấm xin mã mới."
    if until is not None:
        minutes = minutes_until(until, at=at)
        return f"Nhập sai nhiều lần. Chờ {minutes} phút rồi nhập lại hoặc xin mã mới."
    return ""


def _sign_up(phone: str, full_name: str) -> User:
    """A job seeker's account that no password opens."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                f"sdt-{secrets.token_hex(8)}",
                full_name=full_name,
                role=Role.JOB_SEEKER,
                phone=phone,
            )
    except IntegrityError:
        # Another window of the same telephone was quicker.
        return User.objects.get(phone=phone, is_active=True)
    record("accounts.user.signed_up", by=user, about=user)
    return user


def _tidy(full_name: str) -> str:
    return " ".join(folding.tidy(full_name).split())[:LONGEST_NAME]


def _digest(phone: str, code: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"code:{phone}:{code}".encode(), hashlib.sha256).hexdigest()


def _range_refusal(network: str, at: datetime) -> str:
    """Why no code goes out to somebody of this network range now; "" when one may.

    A range gets so many an hour, and in a day codes for half of the day's money at most, so that
    whoever pumps from one range leaves the others theirs.
    """
    asked = OneTimeCode.objects.filter(range=network)
    if asked.filter(made_at__gt=at - HOUR).count() >= settings.CODES_AN_HOUR_A_RANGE:
        return (
            "Mạng này vừa xin quá nhiều mã. Chờ một giờ, dùng mạng di động, "
            "hoặc đến quầy của trung tâm."
        )
    spent = asked.filter(made_at__gt=at - DAY).count() * limits.urgent_cost()
    if spent + limits.urgent_cost() > limits.ceiling() / 2:
        return (
            "Mạng này hôm nay đã xin quá nhiều mã. Dùng mạng di động, mạng khác, "
            "hoặc đến quầy của trung tâm."
        )
    return ""


def _range(ip: str) -> str:
    """The network an address belongs to, /24 or /48: who owns one address owns its neighbours."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ""
    width = 24 if address.version == 4 else 48  # noqa: PLR2004  the two versions there are
    return str(ipaddress.ip_network((address, width), strict=False).network_address)
