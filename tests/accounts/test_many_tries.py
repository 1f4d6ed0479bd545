"""Ten thousand tries by the page people sign in on, at a clock that runs (trust D1).

What was looked at is counted by the hashing of passwords, not by the lines we keep. A run of the
suite makes some hundred tries a way; CAUNOI_TRIES=10000 is the whole promise.
"""

import logging
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.accounts.queries.alerts import alerts
from caunoi.accounts.queries.tries import A_NAME, ALL_NAMES, AN_ADDRESS

pytestmark = pytest.mark.django_db
TRIES = int(os.environ.get("CAUNOI_TRIES", "130"))
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
PASSWORD, WRONG = "cau-noi-ba-ben-2026", "sai-mat-khau-roi"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HOME, DESK, BOT = "198.51.100.4", "198.51.100.7", "203.0.113.9"
RIGHTFUL = "kiem-tra"


class CountedHasher(hashers.MD5PasswordHasher):
    """A password is looked at when it is hashed, that of a name nobody has too."""

    worked = 0

    def encode(self, password, salt):
        CountedHasher.worked += 1
        return super().encode(password, salt)


class Attack:
    """Somebody who does not know the passwords, and when what they sent was looked at."""

    def __init__(self, clock) -> None:
        self.clock, self.now, self.client = clock, AT, Client()
        self.looked: dict[str, list[datetime]] = defaultdict(list)
        self.pairs: dict[tuple[str, str], list[datetime]] = defaultdict(list)
        self.addresses: dict[str, list[datetime]] = defaultdict(list)
        self.answers = {200: 0, 429: 0}

    def wait(self, pause: timedelta) -> None:
        self.now += pause
        self.clock.move_to(self.now)

    def tries(self, name: str, ip: str) -> None:
        before = CountedHasher.worked
        self.client.cookies.clear()  # another browser, without the cost of making one
        answer = sent(self.client, name, WRONG, ip)
        self.answers[answer.status_code] += 1
        if CountedHasher.worked > before:
            self.looked[name].append(self.now)
            self.pairs[name, ip].append(self.now)
            self.addresses[ip].append(self.now)

    def holds(self) -> str:
        """Assert what holds of every attack; says the figures."""
        most = max(map(most_in_an_hour, self.looked.values()))
        assert most <= 100, "of one account in an hour"
        for times in self.pairs.values():
            for number, (first, then) in enumerate(pairwise(times), start=1):
                wrong = sum(at > then - DAY for at in times[:number])  # older ones are forgotten
                rising = min(2 ** (wrong - 5), 60) if wrong >= 5 else 0
                assert then - first >= rising * MINUTE, (wrong, first, then)
        sent_in_all = sum(self.answers.values())
        looked = sum(map(len, self.looked.values()))
        busiest = max(map(most_in_an_hour, self.addresses.values()))
        return (
            f"{sent_in_all} tries in {self.now - AT}, looked at {looked}, of one account at most "
            f"{most} an hour, from one address at most {busiest} an hour"
        )


def most_in_an_hour(times: list[datetime]) -> int:
    most, since = 0, 0
    for number, at in enumerate(times):
        while times[since] <= at - HOUR:
            since += 1
        most = max(most, number - since + 1)
    return most


def sent(client, name, password, ip):
    fields = {"login": name, "password": password}
    return client.post(reverse("account_login"), fields, REMOTE_ADDR=ip)


def told(attack: Attack, *, of: User | None) -> bool:
    """Whoever manages accounts sees the alert on their page, at the very try that made it one."""
    newest = [alert for alert in alerts(at=attack.now) if alert.whom == of]
    assert newest
    assert newest[0].at == attack.now
    return True


@pytest.fixture
def attack(settings, monkeypatch) -> Iterator[Attack]:
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)  # a line for each
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    cache.clear()  # of codes used by a user with the same number in another test
    with time_machine.travel(AT, tick=False) as clock:
        yield Attack(clock)


@pytest.fixture
def rightful(attack) -> User:
    """An auditor with a telephone, who signed in at home and at the desk before the attack."""
    user = User.objects.create_user(RIGHTFUL, PASSWORD, full_name="Thử", role=Role.AUDITOR)
    TOTP.activate(user, SECRET)
    for place in (HOME, DESK):
        gets_in(user, place)
        attack.wait(MINUTE)
    return user


def gets_in(user: User, ip: str = DESK) -> None:
    desk = Client(REMOTE_ADDR=ip)
    assert sent(desk, user.username, PASSWORD, ip).url.startswith(reverse("mfa_authenticate"))
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    desk.post(reverse("mfa_authenticate"), {"code": code}, REMOTE_ADDR=ip)
    assert desk.session["_auth_user_id"] == str(user.pk)


def test_one_account_from_many_addresses(attack, rightful):
    """One try a second; every fifth from one bot, others from the network of the user's home."""
    begun = False
    for number in range(TRIES):
        ip = BOT if number % 5 == 0 else f"10.{number // 250 % 250}.{number % 250}.1"
        attack.tries(RIGHTFUL, HOME if number % 97 == 96 else ip)
        if not begun and len(attack.looked[RIGHTFUL]) >= A_NAME:
            begun = told(attack, of=rightful)
        attack.wait(timedelta(seconds=1))
        if number == TRIES // 2:
            gets_in(rightful)
    print(f"\n{attack.holds()}")
    assert begun, "the attack never grew to what is told of"
    gets_in(rightful)


def test_many_accounts_from_one_address(attack, rightful):
    """One try in two seconds at two thousand names, the rightful user's among them."""
    names = [f"ten-{n}" for n in range(2_000)]
    for name in names[:20]:
        User.objects.create_user(name, PASSWORD, full_name="Thử", role=Role.CLERK)
    begun = False
    for number in range(TRIES):
        attack.tries(RIGHTFUL if number % 500 == 7 else names[number * 7 % 2_000], BOT)
        if not begun and sum(map(len, attack.looked.values())) >= ALL_NAMES:
            begun = told(attack, of=None)
        attack.wait(timedelta(seconds=2))
        if number == TRIES // 2:
            gets_in(rightful)
    print(f"\n{attack.holds()}")
    assert begun, "the attack never grew to what is told of"
    assert most_in_an_hour(attack.addresses[BOT]) <= AN_ADDRESS
    attack.wait(MINUTE)
    gets_in(rightful)
    assert sent(Client(), names[0], PASSWORD, DESK).status_code == 302, "others get in meanwhile"


def test_a_slow_spray_from_many_addresses_at_many_accounts(attack, rightful):
    """One try in half a minute, two hundred addresses, five hundred names, over days."""
    dice = random.Random(7)
    names = [RIGHTFUL] + [f"ten-{n}" for n in range(499)]
    begun = False
    times: list[datetime] = []
    for number in range(TRIES):
        ip = f"10.9.{dice.randrange(200)}.1"
        attack.tries(RIGHTFUL if number % 3 == 0 else dice.choice(names), ip)
        times += [attack.now] if sum(map(len, attack.looked.values())) > len(times) else []
        if not begun and most_in_an_hour(times[-ALL_NAMES:]) >= ALL_NAMES:
            begun = told(attack, of=None)
        attack.wait(timedelta(seconds=30))
        if number == TRIES // 2:
            gets_in(rightful)
    print(f"\n{attack.holds()}")
    assert begun, "the attack never grew to what is told of"
    gets_in(rightful)
