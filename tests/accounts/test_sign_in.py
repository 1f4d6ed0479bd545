"""Signing in: two factors for staff, few tries, nothing told to strangers (trust D1, D2, D4)."""

import re
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from caunoi.accounts.choices import STAFF_ROLES, Role
from caunoi.accounts.models import User
from caunoi_kit.ui.access import all_routes
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "cau-noi-ba-ben-2026"
FIRST_FACTOR_PAGES = {"account", "mfa"}


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def make(role: Role, **more) -> User:
    return User.objects.create_user(
        f"u-{role.lower()}", PASSWORD, full_name="Thử", role=role, **more
    )


def sign_in(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_job_seeker_signs_in_with_a_password(client):
    user = make(Role.JOB_SEEKER)
    assert sign_in(client, user).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def static_staff_routes():
    return [
        route
        for route in all_routes()
        if "<" not in route.path
        and not route.path.startswith("/api/")  # programs come with a key, never with a session
        and not getattr(route.only, "first_factor_suffices", False)
    ]


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_staff_with_a_password_only_reach_no_page_that_needs_a_right(client, role):
    client.force_login(make(role))
    walked = 0
    for route in static_staff_routes():
        answer = client.get(route.path)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            answer = client.post(route.path)
        assert answer.status_code in {302, 403}, route.path
        assert answer.status_code == 403 or answer.url == reverse("mfa_activate_totp")
        walked += 1
    assert walked >= 3


def test_staff_set_up_a_second_factor_and_are_asked_for_it_next_time(client):
    user = make(Role.AUDITOR)
    sign_in(client, user)
    # Opening the way to the second factor asks for the password once more.
    again = client.get(reverse("mfa_activate_totp"))
    assert again.url.startswith(reverse("account_reauthenticate"))
    client.post(again.url, {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r'<strong class="num">(\w+)</strong>', page.content.decode())[1]
    done = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert done.status_code == 302
    assert client.get(reverse("accounts:journal")).status_code == 200

    client.logout()
    first = sign_in(client, user)
    assert first.url.startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("accounts:journal")).status_code == 302


def test_a_wrong_second_factor_does_not_let_in(client):
    user = make(Role.AUDITOR)
    TOTP.activate(user, "A" * 32)
    sign_in(client, user)
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_code_cannot_be_used_twice(client):
    user = make(Role.AUDITOR)
    TOTP.activate(user, secret := "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    code = code_for(secret)
    sign_in(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    client.logout()
    sign_in(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_made_staff_of_a_demo_site_need_no_second_factor(client, settings):
    made = make(Role.DIRECTOR, made=True)
    assert made.needs_second_factor
    settings.CAUNOI_DEMO = True
    assert not made.needs_second_factor
    assert make(Role.HEAD).needs_second_factor


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(client):
    user = make(Role.JOB_SEEKER)
    wrong = sign_in(client, user, "sai-mat-khau-roi")
    client.cookies.clear()
    unknown = client.post(
        reverse("account_login"), {"login": "khong-co-ai", "password": "sai-mat-khau-roi"}
    )
    sentence = "Tên đăng nhập hoặc mật khẩu chưa đúng"
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()
    assert wrong.status_code == unknown.status_code


def test_a_closed_account_is_refused(client):
    user = make(Role.JOB_SEEKER, is_active=False)
    sign_in(client, user)
    assert "_auth_user_id" not in client.session


def audited(client) -> User:
    auditor = make(Role.AUDITOR)
    Authenticator.objects.create(user=auditor, type=Authenticator.Type.TOTP, data={})
    client.force_login(auditor)
    assert client.get(reverse("accounts:journal")).status_code == 200
    return auditor


def test_another_role_ends_the_sessions_opened_with_the_old_one(client):
    auditor = audited(client)
    User.objects.filter(pk=auditor.pk).update(role=Role.CLERK)
    assert client.get(reverse("accounts:journal")).url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_another_password_ends_the_sessions_opened_with_the_old_one(client):
    auditor = audited(client)
    auditor.set_password("mot-cau-khac-rat-dai")
    auditor.save()
    assert client.get(reverse("accounts:journal")).url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_a_closed_account_ends_its_sessions(client):
    auditor = audited(client)
    User.objects.filter(pk=auditor.pk).update(is_active=False)
    assert client.get(reverse("accounts:journal")).url.startswith(reverse("account_login"))


def test_somebody_who_turns_from_job_seeker_to_firm_stays_signed_in(client):
    user = make(Role.JOB_SEEKER)
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(role=Role.EMPLOYER)
    assert client.get(reverse("employers:my_firms")).status_code == 200


def test_sessions_outlive_a_change_of_the_secret_key(client, settings):
    audited(client)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    assert client.get(reverse("accounts:journal")).status_code == 200


def test_the_journal_page_costs_the_same_queries_however_long(client, django_assert_num_queries):
    from caunoi_kit.journal.actions import record

    auditor = UserFactory(role=Role.AUDITOR)
    Authenticator.objects.create(user=auditor, type=Authenticator.Type.TOTP, data={})
    client.force_login(auditor)
    for lines in (1, 30):
        for _ in range(lines):
            record("accounts.user.seen", by=auditor, about=auditor)
        # session, user, second factor, count, lines
        with django_assert_num_queries(5):
            client.get(reverse("accounts:journal"))
