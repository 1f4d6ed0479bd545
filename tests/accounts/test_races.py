"""At the same moment, from several sides: one code lets one in, one invitation is taken up once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from caunoi.accounts.actions import (
    CannotAccept,
    CannotDecide,
    WrongCode,
    accept_invitation,
    approve_role,
    ask_code,
    enter_with_code,
    invite,
    propose_role,
)
from caunoi.accounts.choices import Role
from caunoi.accounts.models import OneTimeCode, User
from caunoi.accounts.queries import demo_code
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
PHONE = "0912345678"
HANDS = 4


@pytest.fixture(autouse=True)
def _messages_go_out(settings):
    settings.CAUNOI_DEMO = True


def at_once(act, refusals):
    """How many of several tries at the same moment succeed; any other error is a failure."""

    def one(_):
        try:
            act()
        except refusals:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(HANDS) as pool:
        return sum(pool.map(one, range(HANDS)))


def test_one_code_lets_in_once():
    ask_code(phone=PHONE, at=AT)
    code = demo_code(PHONE)
    entered = at_once(
        lambda: enter_with_code(phone=PHONE, code=code, full_name="Thử", at=AT), WrongCode
    )
    assert entered == 1
    assert User.objects.filter(phone=PHONE).count() == 1


def test_wrong_tries_at_once_are_all_counted():
    ask_code(phone=PHONE, at=AT)
    bad = f"{(int(demo_code(PHONE)) + 1) % 10**6:06}"
    assert at_once(lambda: enter_with_code(phone=PHONE, code=bad, at=AT), WrongCode) == 0
    assert OneTimeCode.objects.get().tries == HANDS


def test_one_invitation_is_taken_up_once():
    user, tokens = UserFactory(role=Role.JOB_SEEKER, phone=PHONE), []
    invite(
        kind="employers.member", phone=PHONE, words="Mời.", by=UserFactory(), at=AT,
        link_of=lambda token: tokens.append(token) or token,
    )  # fmt: skip

    def accept():
        accept_invitation(token=tokens[0], kind="employers.member", user=user, at=AT)

    assert at_once(accept, CannotAccept) == 1


def test_one_role_is_decided_once():
    grant = propose_role(
        user=UserFactory(role=Role.CLERK), role=Role.HEAD, org_unit=None, phone=PHONE,
        reason="x", by=UserFactory(role=Role.ADMIN), at=AT,
    )  # fmt: skip
    by = UserFactory(role=Role.ADMIN)
    assert at_once(lambda: approve_role(grant=grant, by=by, at=AT, link_of=str), CannotDecide) == 1
