"""Keys of programs: who gives them, for whom, and that their text is seen once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from caunoi.accounts.actions.keys import CannotGiveKey, give_key, revoke_key, use_key
from caunoi.accounts.choices import ApiScope, Role
from caunoi.accounts.models import ApiKey
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import ApiKeyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return datetime(2026, 11, 28, 2, 0, tzinfo=UTC)


@pytest.fixture
def admin(settings):
    settings.CAUNOI_DEMO = True  # made staff need no second factor there
    return UserFactory(role=Role.ADMIN, made=True)


@pytest.fixture
def firm():
    return UserFactory(role=Role.EMPLOYER, username="cong-ty", phone="0912345678")


def given(firm, admin, at, **changed):
    today = at.date()
    terms = {
        "user": firm,
        "name": "Phần mềm nhân sự",
        "scopes": [ApiScope.NEEDS],
        "expires_on": today + timedelta(days=30),
        "by": admin,
        "on": today,
        "at": at,
    }
    return give_key(**terms | changed)


def test_a_key_opens_until_it_ends_and_its_text_is_nowhere_in_the_database(firm, admin, at):
    key, token = given(firm, admin, at)

    assert use_key(token=token, on=key.expires_on) == key
    assert use_key(token=token, on=key.expires_on + timedelta(days=1)) is None
    assert use_key(token=token + "x", on=at.date()) is None
    assert token not in str(ApiKey.objects.values().get())


def test_the_day_of_its_last_use_is_kept(firm, admin, at, django_assert_num_queries):
    _, token = given(firm, admin, at)
    use_key(token=token, on=at.date())

    with django_assert_num_queries(1):
        assert use_key(token=token, on=at.date()) is not None
    assert ApiKey.objects.get().used_on == at.date()


def test_a_key_taken_back_opens_nothing_and_stays_taken_back(firm, admin, at):
    key, token = given(firm, admin, at)
    revoke_key(key=key, by=admin, at=at)
    again = revoke_key(key=key, by=UserFactory(role=Role.ADMIN), at=at + timedelta(days=1))

    assert use_key(token=token, on=at.date()) is None
    assert (again.revoked_by, again.revoked_at) == (admin, at)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"scopes": []}, "ít nhất một việc"),
        ({"expires_on": None}, "nhiều nhất một năm"),
        ({"user": Role.JOB_SEEKER}, "không đứng tên nơi tuyển"),
        ({"user": Role.DIRECTOR}, "không đứng tên nơi tuyển"),
        ({"user": Role.COMMUNE}, "không làm việc"),
        ({"scopes": [ApiScope.FIGURES]}, "không làm việc"),
    ],
)
def test_no_key_without_an_end_a_task_or_a_firm(firm, admin, at, changed, said):
    if "expires_on" in changed:
        changed = {"expires_on": at.date() + timedelta(days=400)}
    if "user" in changed:
        changed = {"user": UserFactory(role=changed["user"])}

    with pytest.raises(CannotGiveKey, match=said):
        given(firm, admin, at, **changed)
    assert not ApiKey.objects.exists()


def test_giving_and_taking_back_are_in_the_journal(firm, admin, at):
    key, token = given(firm, admin, at)
    revoke_key(key=key, by=admin, at=at)

    lines = Entry.objects.order_by("pk").filter(event__startswith="accounts.key.")
    assert [line.event for line in lines] == ["accounts.key.given", "accounts.key.revoked"]
    assert token not in str([vars(line) for line in lines])


@pytest.mark.parametrize("written", ["cong-ty", "0912 345 678", "0912345678"])
def test_the_page_shows_the_text_once(client, admin, firm, written):
    client.force_login(admin)
    sent = {"_once": fresh_key(), "user": written, "name": "Phần mềm nhân sự",
            "scopes": ["NEEDS"], "expires_on": client.get(reverse("accounts:new_key"))
            .context["form"].initial["expires_on"]}  # fmt: skip

    first = client.post(reverse("accounts:new_key"), sent, follow=True)
    second = client.get(reverse("accounts:keys"))

    token = first.context["token"]
    assert token in first.content.decode()
    assert token not in second.content.decode()
    assert ApiKey.objects.get().user == firm


def test_a_wrong_form_keeps_what_was_typed(client, admin):
    client.force_login(admin)
    sent = {"_once": fresh_key(), "user": "khong-co", "name": "Phần mềm nhân sự"}

    page = client.post(reverse("accounts:new_key"), sent).content.decode()

    assert "Không có tài khoản nào như vậy" in page
    assert "khong-co" in page
    assert "Phần mềm nhân sự" in page


def test_a_key_is_taken_back_on_the_page(client, admin):
    client.force_login(admin)
    key = ApiKeyFactory()
    client.post(reverse("accounts:revoke_key", args=[key.public_id]), {"_once": fresh_key()})

    assert ApiKey.objects.get().revoked_by == admin
    assert "Đã thu hồi" in client.get(reverse("accounts:keys")).content.decode()


def test_the_list_costs_the_same_however_long(client, admin, django_assert_max_num_queries):
    client.force_login(admin)
    ApiKeyFactory()
    client.get(reverse("accounts:keys"))
    with django_assert_max_num_queries(6) as few:
        client.get(reverse("accounts:keys"))
    for _ in range(8):
        ApiKeyFactory()
    with django_assert_max_num_queries(6) as many:
        client.get(reverse("accounts:keys"))

    assert len(many) == len(few)
