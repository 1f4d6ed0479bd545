"""A security key is a second factor of its own: once only, never copied (trust D4)."""

import html
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from caunoi.accounts.actions import reset_second_factor
from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.accounts.soft_key import PRESENT, SoftKey

pytestmark = pytest.mark.django_db
PASSWORD = "cau-noi-ba-ben-2026"
ADD, USE = "mfa_add_webauthn", "mfa_authenticate"
STAFF_PAGE = "accounts:journal"
ENROL = "/tai-khoan/hai-lop/bat/"


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def auditor() -> User:
    return User.objects.create_user("kiem-tra", PASSWORD, full_name="Thử", role=Role.AUDITOR)


def password_given(user, client=None) -> Client:
    client = client or Client()
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return client


def once_more(client) -> None:
    """The password again, as the pages that change a factor ask for it."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def question_of(client, where: str = USE) -> dict:
    page = client.get(where if where.startswith("/") else reverse(where)).content.decode()
    return json.loads(html.unescape(re.search(r'data-question="([^"]*)"', page)[1]))


def sent(client, answer, where: str = USE, **fields):
    text = answer if isinstance(answer, str) else json.dumps(answer)
    address = where if where.startswith("/") else reverse(where)
    return client.post(address, {"credential": text, **fields})


def enrolled(client, key, name="Khoá đeo chìa"):
    once_more(client)
    return sent(client, key.made(question_of(client, ADD)), ADD, name=name)


def with_key(user) -> SoftKey:
    """Enrol a key and leave."""
    client, key = password_given(user), SoftKey(counter=7)
    assert enrolled(client, key).status_code == 302
    return key


def is_in(client) -> bool:
    return client.get(reverse(STAFF_PAGE)).status_code == 200


def refusal(page) -> str:
    assert page.status_code == 200
    return re.search(r'class="errors".*?<li>(.*?)</li>', page.content.decode(), re.S)[1]


def test_a_key_is_enrolled_and_lets_in_next_time(auditor, client):
    password_given(auditor, client)
    assert client.get(reverse(STAFF_PAGE)).url == ENROL
    key = SoftKey(counter=7)

    done = enrolled(client, key)

    assert done.url == reverse("mfa_view_recovery_codes")
    assert is_in(client)
    kinds = Entry.objects.filter(event="accounts.factor.added").values_list("detail", flat=True)
    assert {kind["factor"] for kind in kinds} == {"webauthn", "recovery_codes"}
    assert "Khoá đeo chìa" in client.get(reverse("mfa_index")).content.decode()

    client.post(reverse("account_logout"))
    password_given(auditor, client)
    assert not is_in(client)
    sent(client, key.used(question_of(client)))
    assert is_in(client)


def test_an_answer_is_good_for_one_question(auditor):
    key = with_key(auditor)
    first, later = password_given(auditor), password_given(auditor)
    answer = key.used(question_of(first))
    question_of(later)
    assert "Chưa nhận được khoá" in refusal(sent(later, answer)), "of another browser"
    sent(first, answer)
    assert is_in(first)

    first.post(reverse("account_logout"))
    password_given(auditor, first)
    question_of(first)
    assert "Chưa nhận được khoá" in refusal(sent(first, answer)), "sent once more"
    assert not is_in(first)


@pytest.mark.parametrize("back_to", [7, 6, 0])
def test_a_key_that_does_not_count_upwards_is_taken_for_a_copy(auditor, back_to):
    key = with_key(auditor)
    client = password_given(auditor)
    sent(client, key.used(question_of(client)))
    assert is_in(client)
    copy = password_given(auditor)
    key.counter = back_to
    assert "sao chép" in refusal(sent(copy, key.used(question_of(copy))))
    assert not is_in(copy)
    assert Entry.objects.filter(event="accounts.factor.copied", about_id=auditor.pk).exists()


def test_a_key_that_never_counts_is_taken(auditor):
    key = SoftKey()
    enrolled(password_given(auditor), key)
    for _ in range(2):
        client = password_given(auditor)
        sent(client, key.used(question_of(client)))
        assert is_in(client)


def test_answers_of_others_and_forgeries_are_refused(auditor):
    key, client = with_key(auditor), password_given(auditor)
    question = question_of(client)
    other = SoftKey(counter=99)
    forged = SoftKey(counter=99)
    forged.id = key.id
    turned = key.used(question)
    turned["response"]["signature"] = turned["response"]["signature"][::-1]
    answers = (
        other.used(question),
        forged.used(question),
        turned,
        key.used(question, origin="https://la.example"),
        key.used(question, origin="http://testserver"),
        key.used(question, flags=PRESENT & 0),
        key.made(question),
        "", "{}", "[]", "null", "7", "khong", "[" * 5_000, '{"id": 1}', "a" * 30_000,
    )  # fmt: skip
    for answer in answers:
        assert "Chưa nhận được khoá" in refusal(sent(client, answer)), answer
    assert not is_in(client)


def test_no_torn_answer_breaks_the_page(auditor):
    """Every part left out, emptied, cut short, or of another kind; of both sorts of answers."""
    key, client = with_key(auditor), password_given(auditor)
    inside = Client()
    inside.force_login(auditor)
    once_more(inside)
    for browser, where, make in ((client, USE, key.used), (inside, ADD, SoftKey().made)):
        for torn in _torn(make(question_of(browser, where))):
            assert sent(browser, torn, where, name="x").status_code == 200, torn
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1


def _torn(whole: dict):
    for name in ("rawId", "response"):
        yield {k: v for k, v in whole.items() if k != name}
    for name in ("id", "rawId", "response", "type", "clientExtensionResults"):
        yield from ({**whole, name: value} for value in ("", 7, [7], {"x": 7}, "ÿ", "AAAA"))
    part = whole["response"]
    for name, text in part.items():
        yield {**whole, "response": {k: v for k, v in part.items() if k != name}}
        cuts = (None, "", 7, {}, "ÿ", text[:7], text[: len(text) // 2], text[4:])
        yield from ({**whole, "response": {**part, name: value}} for value in cuts)


def test_one_key_is_enrolled_once(auditor, client):
    key = SoftKey()
    password_given(auditor, client)
    enrolled(client, key)
    assert "đã có trong danh sách" in refusal(enrolled(client, key))


def test_whose_last_factor_goes_is_asked_for_another_one(auditor, client):
    password_given(auditor, client)
    enrolled(client, SoftKey())
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).url == ENROL
    assert client.get(reverse(STAFF_PAGE)).url == ENROL
    assert not Authenticator.objects.exists(), "nor do recovery codes stay behind"
    removed = Entry.objects.filter(event="accounts.factor.removed", by=auditor)
    assert {line.detail["factor"] for line in removed} == {"webauthn", "recovery_codes"}

    enrolled(client, SoftKey())
    TOTP.activate(auditor, "A" * 32)
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).url == reverse("mfa_index")
    assert is_in(client), "the telephone is left"


def test_whoever_came_in_by_password_before_is_out_when_the_factor_is_set_up(auditor, client):
    thief = password_given(auditor)
    assert thief.get(reverse("mfa_index")).status_code == 200
    password_given(auditor, client)
    enrolled(client, SoftKey())
    assert is_in(client)
    assert not is_in(thief)
    assert "_auth_user_id" not in thief.session


def test_a_reset_takes_the_keys_and_the_open_sessions(auditor, client, settings):
    password_given(auditor, client)
    enrolled(client, SoftKey())
    admin = UserFactory(role=Role.ADMIN)
    from datetime import UTC, datetime

    at = datetime(2026, 11, 28, tzinfo=UTC)
    reset_second_factor(user=auditor, reason="Mất khoá, đã gặp", by=admin, at=at)
    assert not Authenticator.objects.filter(user=auditor).exists()
    assert not is_in(client)
    assert "_auth_user_id" not in client.session
    again = password_given(auditor)
    assert again.get(reverse(STAFF_PAGE)).url == ENROL


def test_a_recovery_code_lets_in_once(auditor):
    with_key(auditor)
    own = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    code = own.wrap().get_unused_codes()[0]
    first, second = password_given(auditor), password_given(auditor)
    first.post(reverse(USE), {"code": code})
    assert is_in(first)
    second.post(reverse(USE), {"code": code})
    assert not is_in(second)


def test_a_key_stands_for_the_password_before_something_is_changed(auditor):
    key, client = with_key(auditor), password_given(auditor)
    sent(client, key.used(question_of(client)))
    codes = reverse("mfa_view_recovery_codes")
    away = client.get(codes)
    assert away.url.startswith(reverse("account_reauthenticate"))
    assert reverse("mfa_reauthenticate_webauthn") in client.get(away.url).content.decode()
    where = f"{reverse('mfa_reauthenticate_webauthn')}?next={codes}"
    wrong = SoftKey(counter=9).used(question_of(client, where))
    assert "Chưa nhận được khoá" in refusal(sent(client, wrong, where))
    assert sent(client, key.used(question_of(client, where)), where).url == codes
    assert client.get(codes).status_code == 200


def test_a_key_is_renamed_by_its_owner_only(auditor, client):
    with_key(auditor)
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    where = reverse("accounts:rename_key", args=[key.pk])
    client.force_login(UserFactory(role=Role.ADMIN))
    assert client.get(where).status_code == 404
    assert client.get(reverse("mfa_remove_webauthn", args=[key.pk])).status_code in {302, 404}
    client.force_login(auditor)
    assert client.post(where, {"_once": fresh_key(), "name": ""}).status_code == 200
    client.post(where, {"_once": fresh_key(), "name": "Khoá cất tủ"})
    key.refresh_from_db()
    assert str(key) == "Khoá cất tủ"
    assert Entry.objects.filter(event="accounts.factor.renamed").count() == 1


def test_the_list_of_staff_says_which_factors_they_have(auditor, client, settings):
    settings.CAUNOI_DEMO = True
    with_key(auditor)
    TOTP.activate(auditor, "A" * 32)
    client.force_login(UserFactory(role=Role.ADMIN, made=True))
    page = client.get(reverse("accounts:staff")).content.decode()
    assert "điện thoại, 1 khoá" in page
    assert "chưa bật" in page
    member = client.get(reverse("accounts:member", args=[auditor.pk])).content.decode()
    assert "điện thoại, 1 khoá" in member
