"""How long somebody waits after wrong passwords or codes (trust D1).

Five wrong tries for one name from one address are free. After that every wrong one doubles the
wait: 1, 2, 4 … 60 minutes. Over all addresses a name takes 60 wrong tries an hour, then only the
addresses its user signed in from last are let through: the rightful user still gets in.
"""

import hashlib
import hmac
import ipaddress
import itertools
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Max

from caunoi.accounts.models import SignInTry, User

FREE: Final = 5
LONGEST_WAIT: Final = 60  # minutes
HOUR: Final = timedelta(hours=1)
REMEMBERED: Final = timedelta(days=1)  # wrong tries count so long
A_NAME: Final = 60  # wrong tries an hour over all addresses
AN_ADDRESS: Final = 300  # wrong tries an hour over all names; job fairs share one
ALL_NAMES: Final = 100  # wrong tries an hour over the whole site: refused no more, but told of
KNOWN_ADDRESSES: Final = 3  # of a user, each with its own rising waits: 60 + 3 * 11 < 100


def target_of_name(username: str) -> str:
    """By which tries at a name are found: one for all spellings the name may have."""
    user = User.objects.filter(username__iexact=username).values_list("pk", flat=True).first()
    return target_of_user(user) if user else _digest(f"name:{username.casefold()}")


def target_of_user(pk: int) -> str:
    """The same for somebody who has an account."""
    return _digest(f"user:{pk}")


def target_of_phone(phone: str) -> str:
    """The same for a telephone number a code went to."""
    return _digest(f"phone:{phone}")


def network_of(ip: str) -> str:
    """The address; of a long one the half that its network gave, the rest is the owner's choice."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ""
    if address.version == 4:  # noqa: PLR2004  the older of the two versions there are
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def waits_until(*, target: str, ip: str, at: datetime) -> datetime | None:
    """Until when this target takes no try from this address; None: it takes one now."""
    network = network_of(ip)
    own = _rising(target, network, at)
    if own is not None or _is_known(target, network):
        return own
    return _full(at, A_NAME, target=target) or _full(at, AN_ADDRESS, network=network)


def minutes_until(until: datetime, *, at: datetime) -> int:
    """The wait in whole minutes, at least one."""
    return max(1, -int((at - until) / timedelta(minutes=1) // 1))


def wrong_in_an_hour(target: str, *, at: datetime) -> int:
    """How many wrong tries the target took in the last hour, from anywhere."""
    return SignInTry.objects.filter(target=target, right=False, at__gt=at - HOUR).count()


def very_many_wrong(*, at: datetime) -> bool:
    """Whether the site took so many wrong tries in the last hour that somebody should look."""
    return _full(at, ALL_NAMES) is not None


def _rising(target: str, network: str, at: datetime) -> datetime | None:
    latest = (
        SignInTry.objects.filter(target=target, network=network, at__gt=at - REMEMBERED)
        .order_by("-at", "-id")
        .values_list("right", "at")[: FREE + LONGEST_WAIT]
    )
    wrong = [when for _, when in itertools.takewhile(lambda line: not line[0], latest)]
    if len(wrong) < FREE:
        return None
    wait = min(2 ** (len(wrong) - FREE), LONGEST_WAIT)
    until = wrong[0] + timedelta(minutes=wait)
    return until if until > at else None


def _is_known(target: str, network: str) -> bool:
    last = (
        SignInTry.objects.filter(target=target, right=True)
        .values("network")
        .annotate(last=Max("at"))
        .order_by("-last")
        .values_list("network", flat=True)[:KNOWN_ADDRESSES]
    )
    return network in set(last)


def _full(at: datetime, most: int, **where: str) -> datetime | None:
    """When the oldest of the last `most` wrong tries will be an hour ago."""
    wrong = SignInTry.objects.filter(right=False, at__gt=at - HOUR, **where).order_by("-at", "-id")
    oldest = wrong.values_list("at", flat=True)[most - 1 : most].first()
    return oldest + HOUR if oldest is not None else None


def _digest(text: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"try:{text}".encode(), hashlib.sha256).hexdigest()
