"""Signing in with a national identity account, against a real OpenID Connect provider."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import RequestFactory
from django.urls import reverse

from caunoi.accounts.actions import CannotEnter, Identity, enter_with_identity, read_claims
from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi_kit.ui.access import IDENTITY_LEVEL, level_two, only, signed_in
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
FIRST, SECOND = "034201000123", "033190000456"  # level 2 and level 1
START = "/tai-khoan/dinh-danh/dinh-danh/"
BACK = "/tai-khoan/dinh-danh/dinh-danh/ve/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """Address of a provider in a process of its own; it is stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        **os.environ,
        "PROVIDER_DB": str(tmp_path_factory.mktemp("provider") / "db.sqlite3"),
        "PYTHONPATH": str(ROOT),
    }
    words = ["-m", "tests.accounts.provider", str(port), f"http://testserver{BACK}"]
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=env, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(f"{address}/.well-known/openid-configuration").raise_for_status()
                break
            except httpx.HTTPError:
                assert process.poll() is None, "the provider stopped by itself"
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def connected(provider, settings):
    app = {
        "provider_id": "dinh-danh",
        "name": "Định danh thử",
        "client_id": "cau-noi",
        "secret": "bi-mat",
        "settings": {"server_url": provider},
    }
    settings.CAUNOI_MESSAGES = {**settings.CAUNOI_MESSAGES, "private_hosts": ["127.0.0.1"]}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    return app


def at_provider(client, citizen=FIRST, after=""):
    """Start at our site, say yes at the provider; the address it sends the browser back to."""
    away = client.get(START, {"next": after} if after else {})
    assert away.status_code == 302
    asked = parse_qs(urlsplit(away.url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["code_challenge"][0]
    answer = httpx.get(away.url, cookies={"citizen": citizen})
    assert answer.status_code == 302, answer.text
    assert answer.headers["location"].startswith(f"http://testserver{BACK}?")
    return answer.headers["location"].removeprefix("http://testserver")


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_citizen_signs_in_and_is_found_again(connected, client):
    done = client.get(at_provider(client, after=reverse("portal:courses")))
    assert done.status_code == 302, done.content.decode()
    assert done.url == reverse("portal:courses")
    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert (user.full_name, user.role, user.identity_level) == ("Trần Văn Thử", "JOB_SEEKER", 2)
    assert client.session[IDENTITY_LEVEL] == 2
    assert FIRST not in str(User.objects.filter(pk=user.pk).values().get())

    client.logout()
    client.get(at_provider(client))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_identity_is_tied_to_the_account_that_is_signed_in(connected, client):
    user = UserFactory(role=Role.JOB_SEEKER, phone="0912345678")
    client.force_login(user)
    client.get(at_provider(client, SECOND))
    user.refresh_from_db()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.identity_level == 1
    assert User.objects.count() == 1


def test_an_answer_with_another_state_is_refused(connected, client):
    back = at_provider(client)
    state = parse_qs(urlsplit(back).query)["state"][0]
    refused = client.get(back.replace(state, "x" * len(state)))
    assert "Chưa đăng nhập được" in refused.content.decode()
    assert not is_signed_in(client)


def test_an_answer_meant_for_another_browser_is_refused(connected, client, django_user_model):
    from django.test import Client

    back = at_provider(Client())
    client.get(back)
    assert not is_signed_in(client)


def test_a_code_is_good_for_one_sign_in(connected, client):
    back = at_provider(client)
    code = parse_qs(urlsplit(back).query)["code"][0]
    client.get(back)
    assert is_signed_in(client)
    client.logout()
    client.get(back)
    assert not is_signed_in(client), "the same address once more"

    fresh = at_provider(client)
    other = parse_qs(urlsplit(fresh).query)["code"][0]
    client.get(fresh.replace(other, code))
    assert not is_signed_in(client), "the old code with a new state"


def test_a_stolen_code_is_no_use_without_its_verifier(connected, client):
    from django.test import Client

    stolen = parse_qs(urlsplit(at_provider(Client())).query)["code"][0]
    own = at_provider(client, SECOND)
    code = parse_qs(urlsplit(own).query)["code"][0]
    client.get(own.replace(code, stolen))
    assert not is_signed_in(client)


def test_a_token_of_another_issuer_is_refused(connected, client):
    connected["settings"]["openid_configuration_overrides"] = {"issuer": "https://la.example"}
    refused = client.get(at_provider(client))
    assert "Chưa đăng nhập được" in refused.content.decode()
    assert not is_signed_in(client)


def test_a_token_for_another_client_is_refused(connected, client):
    back = at_provider(client)
    connected["client_id"] = "nguoi-khac"
    client.get(back)
    assert not is_signed_in(client)


def test_another_site_cannot_start_a_sign_in(connected, client):
    away = client.get(START, headers={"Sec-Fetch-Site": "cross-site"})
    assert away.url == reverse("accounts:identity_needed")


def test_without_a_provider_there_is_no_such_page(client):
    assert client.get(START).status_code == 404
    assert "Trung tâm chưa nối" in client.get(reverse("accounts:identity_needed")).content.decode()


# --- without the provider


def test_the_providers_own_names_of_claims_are_translated(settings):
    settings.IDENTITY_CLAIMS = {
        "sub": "uuid", "so_dinh_danh": "cid", "ho_ten": "fn", "ngay_sinh": "dob", "muc_do": "loa",
    }  # fmt: skip
    settings.IDENTITY_LEVEL_TWO = ["LoA2", "2"]
    read = read_claims({"uuid": 7, "cid": FIRST, "fn": " Trần  Thử ", "loa": "LoA2"})
    assert read == Identity("7", FIRST, "Trần Thử", 2)
    assert read_claims({"uuid": "7", "fn": "Trần Thử", "loa": "LoA1"}).level == 1


def enter(current=None, **changes):
    from datetime import UTC, datetime

    fields = {"subject": "7", "number": FIRST, "full_name": "Trần Thử", "level": 2} | changes
    at = datetime(2026, 11, 28, tzinfo=UTC)
    return enter_with_identity(identity=Identity(**fields), current=current, at=at)


def test_an_identity_opens_no_account_of_staff_and_no_closed_one():
    with pytest.raises(CannotEnter, match="mật khẩu và mã"):
        enter(current=UserFactory(role=Role.CLERK))
    user = enter()
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(CannotEnter, match="đã khoá"):
        enter()


def test_an_identity_is_tied_to_one_account_and_an_account_to_one_identity():
    enter()
    other = UserFactory(role=Role.JOB_SEEKER)
    with pytest.raises(CannotEnter, match="đã gắn"):
        enter(current=other)
    enter(current=other, number=SECOND)
    with pytest.raises(CannotEnter, match="đã gắn"):
        enter(current=other, number="034201000999")


def test_a_provider_that_says_too_little_is_refused():
    with pytest.raises(CannotEnter, match="đủ họ tên"):
        enter(full_name="")


@pytest.mark.parametrize(("level", "status"), [(0, 302), (1, 302), (2, 200)])
def test_a_page_that_asks_for_level_two_opens_with_level_two_only(level, status):
    from django.http import HttpResponse

    @level_two
    def claimants(user) -> bool:
        """Whoever is signed in."""
        return signed_in(user)

    request = RequestFactory().get("/bhtn/")
    request.user, request.session = UserFactory(role=Role.JOB_SEEKER), {IDENTITY_LEVEL: level}
    answer = only(claimants)(lambda request: HttpResponse())(request)
    assert answer.status_code == status
    if status == 302:
        assert answer.url == f"{reverse('accounts:identity_needed')}?next=%2Fbhtn%2F"
