"""Accounts of staff: nobody gives a role alone, and what is taken away is gone at once (B10)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from caunoi.accounts.actions import (
    CannotAccept,
    CannotChangeAccount,
    CannotDecide,
    CannotPropose,
    approve_role,
    close_account,
    invite_to_password,
    propose_role,
    propose_staff,
    refuse_role,
    reset_second_factor,
    set_password,
)
from caunoi.accounts.choices import GrantState, Role
from caunoi.accounts.models import RoleGrant, User
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
GOOD = "ba-bo-nui-mot-dong-song"
MANY = 10_000


@pytest.fixture(autouse=True)
def _quick(settings):
    settings.CAUNOI_DEMO = True  # messages are written to a page
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def admin(**more):
    return UserFactory(role=Role.ADMIN, made=True, **more)


def link(token):
    return f"x/{token}"


def propose(by=None, **changes):
    fields = {
        "full_name": "Lê Thị Mẫu", "username": "mau.le", "phone": "0912345678",
        "role": Role.CLERK, "org_unit": None, "reason": "Quyết định 12",
    }  # fmt: skip
    return propose_staff(**{**fields, **changes}, by=by or admin(), at=AT)


def token_sent():
    return re.search(r"x/(\S+)", Message.objects.order_by("-id").first().text)[1]


def test_a_proposed_account_is_closed_until_somebody_else_approves():
    by = admin()
    grant = propose(by)
    assert not grant.user.is_active
    with pytest.raises(CannotDecide, match="không tự duyệt"):
        approve_role(grant=grant, by=by, at=AT, link_of=link)

    approve_role(grant=grant, by=admin(), at=AT, link_of=link)
    user = set_password(token=token_sent(), password=GOOD, at=AT)

    assert user == grant.user
    assert user.is_active
    assert user.check_password(GOOD)
    with pytest.raises(CannotAccept, match="đã dùng"):
        set_password(token=token_sent(), password=GOOD + "!", at=AT)


def test_an_invitation_to_set_a_password_ends_after_seven_days():
    approve_role(grant=propose(), by=admin(), at=AT, link_of=link)
    with pytest.raises(CannotAccept, match="hết hạn"):
        set_password(token=token_sent(), password=GOOD, at=AT + timedelta(days=7))


def test_nobody_decides_on_their_own_role():
    own = admin()
    grant = propose_role(
        user=own, role=Role.DIRECTOR, org_unit=None, phone="", reason="x", by=admin(), at=AT
    )
    with pytest.raises(CannotDecide, match="vai trò của mình"):
        approve_role(grant=grant, by=own, at=AT, link_of=link)


@pytest.mark.parametrize("who", ["proposed_by", "user"])
def test_the_database_itself_refuses_one_hand(who):
    grant = propose()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).update(
            state=GrantState.APPROVED, decided_by=getattr(grant, who), decided_at=AT
        )


def test_a_refused_role_changes_nothing_and_is_decided_once():
    grant = propose()
    refuse_role(grant=grant, by=admin(), at=AT)
    grant.user.refresh_from_db()
    assert not grant.user.is_active
    with pytest.raises(CannotDecide, match="đã được quyết định"):
        approve_role(grant=grant, by=admin(), at=AT, link_of=link)


def test_one_proposal_waits_for_a_user_at_a_time():
    user = UserFactory(role=Role.CLERK)
    fields = {"role": Role.HEAD, "org_unit": None, "phone": "", "reason": "x", "at": AT}
    propose_role(user=user, **fields, by=admin())
    with pytest.raises(CannotPropose, match="đang chờ duyệt"):
        propose_role(user=user, **fields, by=admin())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "Lê Mẫu"}, "chữ không dấu"),
        ({"username": "co.roi"}, "đã có người dùng"),
        ({"full_name": " "}, "họ và tên"),
        ({"reason": " "}, "lý do"),
        ({"role": Role.JOB_SEEKER}, "tài khoản nhân viên"),
    ],
)
def test_what_is_wrong_with_a_proposal_is_said_and_nothing_is_made(changes, said):
    UserFactory(username="co.roi")
    before = User.objects.count()
    by = admin()
    with pytest.raises(CannotPropose, match=said):
        propose(by, **changes)
    assert User.objects.count() == before + 1


def test_nobody_changes_their_own_account():
    own = admin()
    for action in (close_account, reset_second_factor):
        with pytest.raises(CannotChangeAccount, match="của mình"):
            action(user=own, reason="x", by=own, at=AT)
    with pytest.raises(CannotChangeAccount, match="của mình"):
        invite_to_password(user=own, by=own, at=AT, link_of=link)


def test_outside_accounts_are_not_touched_from_the_staff_page():
    with pytest.raises(CannotChangeAccount, match="nhân viên"):
        close_account(user=UserFactory(role=Role.EMPLOYER), reason="x", by=admin(), at=AT)


def test_a_lost_telephone_is_taken_off_and_a_new_one_has_to_be_set_up():
    user = UserFactory(role=Role.CLERK)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    reset_second_factor(user=user, reason="Mất máy, đã gặp", by=admin(), at=AT)
    assert User.objects.get(pk=user.pk).second_factor_missing
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_newer_invitation_makes_the_older_void():
    grant = approve_role(grant=propose(), by=admin(), at=AT, link_of=link)
    old = token_sent()
    invite_to_password(user=grant.user, by=admin(), at=AT, link_of=link)
    with pytest.raises(CannotAccept):
        set_password(token=old, password=GOOD, at=AT)
    assert set_password(token=token_sent(), password=GOOD, at=AT)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("matkhau2026", "nhiều người dùng"),
        ("Mật khẩu 123!", "nhiều người dùng"),
        ("123456aA@", "ít nhất 10"),
        ("1234567890aA@", "dễ bị đoán"),
        ("02/03/1990!!", "dễ bị đoán"),
        ("lethimau1234", "tên của anh/chị"),
        ("mau.le.12345", "tên của anh/chị"),
        ("trungtamvieclam@1", "nhiều người dùng"),
        ("TrungTamDichVuViecLamTinhHungYen", "tên của anh/chị"),
        ("aaaaaaaaaaaa", "nhiều người dùng"),
        ("password123!", "nhiều người dùng"),
    ],
)
def test_passwords_that_everybody_tries_are_refused(password, said):
    approve_role(grant=propose(), by=admin(), at=AT, link_of=link)
    with pytest.raises(CannotChangeAccount, match=said):
        set_password(token=token_sent(), password=password, at=AT)


def test_ten_thousand_passwords_from_leaked_lists_are_refused():
    known = CommonPasswordValidator().passwords
    tried = sorted(known)[:: len(known) // MANY][:MANY]
    assert len(tried) == MANY
    taken = []
    for password in tried:
        try:
            validate_password(password, user=UserFactory.build(full_name="Lê Thị Mẫu"))
        except ValidationError:
            continue
        taken.append(password)
    assert taken == []


@pytest.mark.parametrize("password", [GOOD, "Đò ngang sang bến vắng", "x" + "a b" * 40])
def test_long_sentences_are_taken_with_marks_and_blanks(password):
    approve_role(grant=propose(), by=admin(), at=AT, link_of=link)
    assert set_password(token=token_sent(), password=password, at=AT).check_password(password)


# --- pages


def post(client, route, *at, **fields):
    return client.post(reverse(route, args=at), {"_once": fresh_key(), **fields})


def test_an_account_is_proposed_and_approved_by_page(client):
    first, second = admin(), UserFactory(role=Role.DIRECTOR, made=True)
    client.force_login(first)
    fields = {
        "full_name": "Lê Thị Mẫu", "username": "mau.le", "phone": "0912 345 678",
        "role": "CLERK", "reason": "Quyết định 12",
    }  # fmt: skip
    assert post(client, "accounts:new_member", **fields).status_code == 302
    grant = RoleGrant.objects.get()
    own = client.get(reverse("accounts:decide", args=[grant.public_id])).content.decode()
    assert 'value="duyet"' not in own
    post(client, "accounts:decide", grant.public_id, decision="duyet")
    grant.refresh_from_db()
    assert grant.state == GrantState.PROPOSED

    client.force_login(second)
    post(client, "accounts:decide", grant.public_id, decision="duyet")
    grant.refresh_from_db()
    assert grant.state == GrantState.APPROVED
    text = Message.objects.order_by("-id").first().text
    where = re.search(r"http://testserver(\S+)", text)[1]
    client.logout()
    weak = client.post(where, {"_once": fresh_key(), "password": "matkhau2026"})
    assert "nhiều người dùng" in weak.content.decode()
    assert client.post(where, {"_once": fresh_key(), "password": GOOD}).status_code == 302
    assert User.objects.get(username="mau.le").check_password(GOOD)


def test_a_closed_account_is_out_at_its_next_request(client):
    from django.test import Client

    clerk = UserFactory(role=Role.CLERK, made=True)
    theirs = Client()
    theirs.force_login(clerk)
    assert theirs.get(reverse("employers:queue")).status_code == 200
    client.force_login(admin())
    post(client, "accounts:close_member", clerk.pk, reason="Chuyển công tác")
    assert theirs.get(reverse("employers:queue")).status_code == 302


def test_the_staff_page_costs_the_same_queries_however_long(client, django_assert_num_queries):
    client.force_login(admin())
    for people in (1, 20):
        UserFactory.create_batch(people, role=Role.CLERK)
        with django_assert_num_queries(6):  # session, user, count, lines, proposals, alerts
            client.get(reverse("accounts:staff"))
