"""Sessions of staff end when nobody is there, and no work is lost by it (trust D5)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.accounts.models import RoleGrant
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
FIELDS = {
    "full_name": "Lê Thị Mẫu", "username": "mau.le", "phone": "0912 345 678", "role": "CLERK",
    "reason": "Quyết định 12",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.CAUNOI_DEMO = True


@pytest.fixture
def clock():
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def signed_in(client, role=Role.ADMIN):
    user = UserFactory(role=role, made=True)
    client.force_login(user)
    return user


def test_staff_away_for_fifteen_minutes_sign_in_again(client, clock):
    signed_in(client)
    page = reverse("accounts:staff")
    for _ in range(3):
        clock.shift(timedelta(minutes=14))
        assert client.get(page).status_code == 200
    clock.shift(timedelta(minutes=16))
    away = client.get(page)
    assert away.url == f"{reverse('account_login')}?next=%2Ftai-khoan%2Fnhan-vien%2F"
    assert "_auth_user_id" not in client.session


def test_word_that_somebody_is_here_keeps_the_session(client, clock):
    signed_in(client)
    for _ in range(3):
        clock.shift(timedelta(minutes=14))
        assert client.post(reverse("accounts:stay")).status_code == 204
    assert client.get(reverse("accounts:staff")).status_code == 200


def test_job_seekers_are_not_sent_away(client, clock):
    signed_in(client, Role.JOB_SEEKER)
    clock.shift(timedelta(hours=3))
    assert client.get(reverse("employers:my_firms")).status_code == 200


def test_the_cookie_of_one_session_is_no_use_in_another(client, clock):
    user = signed_in(client)
    clock.shift(timedelta(minutes=20))
    other = Client()
    other.force_login(UserFactory(role=Role.ADMIN, made=True))
    other.get(reverse("accounts:staff"))
    client.cookies["seen"] = other.cookies["seen"].value
    assert client.get(reverse("accounts:staff")).status_code == 302
    assert user.is_authenticated


def test_staff_sign_in_again_after_twelve_hours_whatever_they_do(client, clock):
    signed_in(client)
    session = client.session
    session["signed_in_at"] = AT.timestamp()
    session.save()
    for _ in range(12 * 6 - 1):
        clock.shift(timedelta(minutes=10))
        assert client.get(reverse("accounts:staff")).status_code == 200
        client.session.save()  # as a page does that keeps something in it
    clock.shift(timedelta(minutes=11))
    assert client.get(reverse("accounts:staff")).status_code == 302


def test_a_form_sent_too_late_is_offered_again_to_the_same_user(client, clock):
    user = signed_in(client)
    where = reverse("accounts:new_member")
    clock.shift(timedelta(minutes=16))
    away = client.post(where, {**FIELDS, "_once": fresh_key(), "password": "bi-mat-lam"})
    assert away.url.endswith("next=%2Ftai-khoan%2Fbieu-mau-chua-gui%2F")
    assert RoleGrant.objects.count() == 0

    client.force_login(user)
    page = client.get(reverse("accounts:unsent")).content.decode()
    assert "bi-mat-lam" not in page
    form = page.split(f'action="{where}"')[1]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    client.post(where, fields)

    assert RoleGrant.objects.get().user.full_name == "Lê Thị Mẫu"
    assert client.get(reverse("accounts:unsent")).status_code == 302, "offered once"


def test_nobody_else_is_offered_the_form(client, clock):
    signed_in(client)
    clock.shift(timedelta(minutes=16))
    client.post(reverse("accounts:new_member"), {**FIELDS, "_once": fresh_key()})
    client.force_login(UserFactory(role=Role.ADMIN, made=True))
    assert client.get(reverse("accounts:unsent")).status_code == 302


def test_a_form_of_another_site_is_not_kept(clock):
    client = Client(enforce_csrf_checks=True)
    user = signed_in(client)
    clock.shift(timedelta(minutes=16))
    assert client.post(reverse("accounts:new_member"), FIELDS).status_code == 403
    client.force_login(user)
    assert client.get(reverse("accounts:unsent")).status_code == 302
