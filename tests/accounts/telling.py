"""Pairs of the same call for an account that is there and one that is not (trust D2).

There is no other way in: accounts come about by a code or an invitation, and nobody resets a
password alone. What a call is given differs only in whether the name or number is known.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.employers.models import MemberInvitation
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.employers.factories import MemberFactory

PASSWORD = "cau-noi-ba-ben-2026"
_CHANGING = re.compile(
    r'(name="(?:csrfmiddlewaretoken|_once|_before)" value=")[^"]*|nonce="[^"]*"|[\w-]{40,}'
)


@dataclass(frozen=True)
class Call:
    """One way to ask whether somebody has an account: what prepares it, and the call itself."""

    name: str
    known: Callable[[int], str]
    unknown: Callable[[int], str]
    send: Callable[[str, int], object]


def same_text(answer, typed: str) -> str:
    """An answer without what differs from one call to the next, and without what was typed."""
    text = f"{answer.status_code} {answer.get('Location', '')} {answer.content.decode()}"
    digits = "".join(sign for sign in typed if sign.isdigit())
    shown = f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    for each in (typed, shown):
        text = text.replace(each, "…")
    return _CHANGING.sub("…", text)


def calls(pairs: int) -> Iterator[Call]:
    """Sign-in, asking a code (which is also how one registers), entering one, inviting."""
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(username=f"co-{n:05}", password=password, phone=known_phone(n),
             full_name="Thử", role=Role.JOB_SEEKER)
        for n in range(pairs)
    )  # fmt: skip
    yield Call("sign in", lambda n: f"co-{n:05}", lambda n: f"ko-{n:05}", _sign_in)
    yield Call("ask a code, register", known_phone, unknown_phone, _ask)
    yield Call("enter a code", known_phone, unknown_phone, _Enter())
    yield Call("invite", known_phone, unknown_phone, _Invite())


def known_phone(n: int) -> str:
    return f"09120{n:05}"


def unknown_phone(n: int) -> str:
    return f"09130{n:05}"


_ADDRESSES = itertools.count(1)


def _client() -> Client:
    """Somebody at an address of their own: the limits of an address have tests of their own."""
    n = next(_ADDRESSES)
    return Client(REMOTE_ADDR=f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}")


def _sign_in(name: str, n: int):
    return _client().post(reverse("account_login"), {"login": name, "password": "khong-phai-no"})


def _ask(phone: str, n: int):
    return _client().post(reverse("accounts:ask_code"), {"phone": phone, FIELD: fresh_key()})


class _Enter:
    """A wrong code for a number one was asked for."""

    def prepare(self, phone: str, n: int) -> Client:
        client = _client()
        client.post(reverse("accounts:ask_code"), {"phone": phone, FIELD: fresh_key()})
        return client

    def __call__(self, phone: str, n: int, client: Client | None = None):
        client = client or self.prepare(phone, n)
        return client.post(reverse("accounts:enter_code"), {"code": "000", FIELD: fresh_key()})


class _Invite:
    """A firm invites a number; earlier invitations are taken away, so that none is one too many."""

    def __init__(self) -> None:
        self.member = MemberFactory(lead=True, user=UserFactory(role=Role.EMPLOYER, made=True))
        self.client = Client()
        self.client.force_login(self.member.user)

    def prepare(self, phone: str, n: int) -> Client:
        MemberInvitation.objects.all().delete()
        return self.client

    def __call__(self, phone: str, n: int, client: Client | None = None):
        url = reverse("employers:invite", args=[self.member.employer.public_id])
        return self.prepare(phone, n).post(url, {"phone": phone, FIELD: fresh_key()})
