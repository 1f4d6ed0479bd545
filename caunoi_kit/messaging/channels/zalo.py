"""Zalo: template messages (ZNS) of an Official Account, and the events Zalo sends back.

Sending: `POST business.openapi.zalo.me/message/template`, header `access_token`, body with
`phone` (84…), `template_id`, `template_data`, `tracking_id`; the answer is 200 with `error`, where
0 is success. Access tokens last about a day and are renewed at `oauth.zaloapp.com` with a refresh
token that works once: one renewal at a time, and the new pair is kept before it is used.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction

from caunoi_kit.messaging import wire
from caunoi_kit.messaging.channels import Outcome, later, never, sent
from caunoi_kit.messaging.choices import Fault
from caunoi_kit.messaging.models import Message, Token
from caunoi_kit.messaging.secrets import lock_up, unlock

NAME: Final = "zalo"
RENEW_BEFORE: Final = timedelta(minutes=5)
UNAUTHORISED: Final = 401
BUSY_FROM: Final = 500
TOO_MANY: Final = 429
TOKEN_ERRORS: Final = {-124, -216}
NOT_THIS_RECEIVER: Final = {-108, -110, -114, -118, -119, -139, -140}
"""Number wrong, Zalo too old, account idle or refusing, no account: another way may reach them."""

DELIVERED: Final = "user_received_message"
SIGNED_AT_MOST: Final = timedelta(hours=13)  # Zalo repeats an event for twelve hours


class NoToken(Exception):
    """There is no access token and none can be had."""


@dataclass(frozen=True)
class Event:
    """What Zalo told: a message reached a device."""

    provider_id: str
    at: datetime


def deliver(message: Message, *, at: datetime) -> Outcome:
    """Send one template message; a token found expired is renewed once and tried again."""
    try:
        outcome = _ask(message, access_token(at=at))
        if outcome.fault == Fault.TOKEN:
            outcome = _ask(message, access_token(at=at, renew=True))
    except NoToken:
        return later(Fault.TOKEN)
    except wire.Forbidden:
        return later(Fault.FORBIDDEN_HOST)
    except wire.NoAnswer:
        return later(Fault.NO_ANSWER)
    return outcome


def _ask(message: Message, token: str) -> Outcome:
    said = settings.CAUNOI_MESSAGES["zalo"]
    template = said["templates"][message.kind]
    fields = {name: message.data.get(key, "") for name, key in template["fields"].items()}
    if whole := template.get("text"):
        fields[whole] = message.text
    body = {
        "phone": "84" + message.phone.removeprefix("0"),
        "template_id": template["id"],
        "template_data": fields,
        "tracking_id": message.public_id.hex,
    }
    answer = _post(
        said["send_url"], json.dumps(body).encode(), "application/json", {"access_token": token}
    )
    if answer.status == UNAUTHORISED:
        return later(Fault.TOKEN)
    if answer.status >= BUSY_FROM or answer.status == TOO_MANY:
        return later(Fault.BUSY)
    try:
        heard = json.loads(answer.body)
        error = int(heard["error"])
        number = str((heard.get("data") or {}).get("msg_id") or "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return later(Fault.UNREADABLE)
    if error == 0:
        return sent(number)
    if error in TOKEN_ERRORS:
        return later(Fault.TOKEN)
    return never(Fault.REFUSED) if error in NOT_THIS_RECEIVER else later(Fault.REFUSED)


def access_token(*, at: datetime, renew: bool = False) -> str:
    """The token in force; renewed when it is about to end or was found void. Raises NoToken."""
    seen = Token.objects.filter(name=NAME).first()
    if seen is not None and not renew and seen.expires_at > at + RENEW_BEFORE:
        return _pair(seen)["access"]
    with transaction.atomic():
        held = Token.objects.select_for_update().filter(name=NAME).first()
        if held is None:
            # The first refresh token comes from the installation; the row keeps all later ones.
            Token.objects.get_or_create(
                name=NAME, defaults={"secret": lock_up(_first_pair()), "expires_at": at}
            )
            held = Token.objects.select_for_update().get(name=NAME)
        if seen is not None and held.secret != seen.secret:
            return _pair(held)["access"]  # another worker has just renewed it
        pair, expires_at = _renewed(_pair(held)["refresh"], at=at)
        held.secret, held.expires_at = lock_up(pair), expires_at
        held.save(update_fields=["secret", "expires_at"])
    return pair["access"]


def _first_pair() -> dict[str, str]:
    return {"access": "", "refresh": settings.CAUNOI_MESSAGES["zalo"]["refresh_token"]}


def _pair(token: Token) -> dict[str, str]:
    try:
        return unlock(token.secret)
    except (InvalidToken, ValueError):
        raise NoToken from None


def _renewed(refresh: str, *, at: datetime) -> tuple[dict[str, str], datetime]:
    said = settings.CAUNOI_MESSAGES["zalo"]
    if not refresh:
        raise NoToken
    question = {
        "refresh_token": refresh,
        "app_id": said["app_id"],
        "grant_type": "refresh_token",
    }
    answer = _post(
        said["token_url"],
        urlencode(question).encode(),
        "application/x-www-form-urlencoded",
        {"secret_key": said["app_secret"]},
    )
    try:
        heard = json.loads(answer.body)
        pair = {"access": str(heard["access_token"]), "refresh": str(heard["refresh_token"])}
        seconds = int(heard["expires_in"])
    except (ValueError, KeyError, TypeError):
        raise NoToken from None
    return pair, at + timedelta(seconds=seconds)


def _post(url: str, body: bytes, kind: str, headers: Mapping[str, str]) -> wire.Answer:
    said = settings.CAUNOI_MESSAGES
    return wire.post(
        url,
        body=body,
        headers={"Content-Type": kind, **headers},
        hosts=[wire.host_of(said["zalo"][each]) for each in ("send_url", "token_url")],
        private_hosts=said["private_hosts"],
    )


def read_event(body: bytes, signature: str, *, at: datetime) -> Event | None:
    """A signed, fresh event that says a message arrived; None for anything else that is signed.

    Raises ValueError when the signature is wrong, so that nobody else can tell us anything.
    """
    said = settings.CAUNOI_MESSAGES["zalo"]
    try:
        heard: Any = json.loads(body)
        stamp = str(heard["timestamp"])
        told_at = datetime.fromtimestamp(int(stamp) / 1000, tz=UTC)
    except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError):
        raise ValueError("not an event of Zalo") from None
    if not said["app_id"] or not said["oa_secret"]:
        raise ValueError("Zalo is not set up here")
    signed = said["app_id"].encode() + body + stamp.encode() + said["oa_secret"].encode()
    right = hashlib.sha256(signed).hexdigest()
    if not hmac.compare_digest(signature.strip().removeprefix("mac=").encode(), right.encode()):
        raise ValueError("wrong signature")
    message = heard.get("message")
    number = str(message.get("msg_id") or "") if isinstance(message, dict) else ""
    if heard.get("event_name") != DELIVERED or not number or abs(at - told_at) > SIGNED_AT_MOST:
        return None
    return Event(number, told_at)
