"""Guessing is slow whatever way it is tried, and the rightful user still gets in (trust D1, D2)."""

import re
from datetime import UTC, datetime, timedelta

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

from caunoi.accounts.actions import (
    WrongCode,
    ask_code,
    enter_with_code,
    forget_tries,
    note_try,
)
from caunoi.accounts.choices import Role
from caunoi.accounts.models import SignInTry, User
from caunoi.accounts.queries import demo_code
from caunoi.accounts.queries.addresses import address_of
from caunoi.accounts.queries.tries import (
    minutes_until,
    network_of,
    target_of_name,
    target_of_user,
    waits_until,
)
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
PASSWORD, WRONG = "cau-noi-ba-ben-2026", "sai-mat-khau-roi"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HOME, ELSEWHERE = "198.51.100.7", "203.0.113.9"
PHONE = "0912345678"


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def clock():
    cache.clear()  # of codes used by a user with the same number in another test
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def account(role=Role.JOB_SEEKER) -> User:
    return User.objects.create_user(f"u-{role.lower()}", PASSWORD, full_name="Thử", role=role)


def tried(name, password=WRONG, ip=ELSEWHERE, client=None):
    return (client or Client()).post(
        reverse("account_login"), {"login": name, "password": password}, REMOTE_ADDR=ip
    )


def wait_of(answer) -> int:
    assert answer.status_code == 429
    return int(re.search(r"Chờ (\d+) phút", answer.content.decode())[1])


def guessed(target, ip, at, user=None) -> bool:
    """Somebody who does not know the password tries; True when the try was looked at."""
    if waits_until(target=target, ip=ip, at=at):
        return False
    note_try(target=target, right=False, ip=ip, at=at, user=user)
    return True


def code_of_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_after_five_wrong_passwords_each_more_doubles_the_wait_up_to_an_hour(clock):
    name = account().username
    answers = [tried(name) for _ in range(5)]
    assert [a.status_code for a in answers[:4]] == [200] * 4

    waits = [wait_of(answers[4])]
    for _ in range(8):
        clock.shift(timedelta(minutes=waits[-1], seconds=-1))
        assert wait_of(tried(name, PASSWORD)) == 1, "even the right one is not looked at"
        clock.shift(timedelta(seconds=1))
        waits.append(wait_of(tried(name)))

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_the_right_password_after_the_wait_starts_anew(clock):
    name = account().username
    for _ in range(5):
        tried(name)
    clock.shift(timedelta(minutes=1))
    assert tried(name, PASSWORD).status_code == 302
    assert [tried(name).status_code for _ in range(5)] == [200, 200, 200, 200, 429]


def test_tries_that_were_not_looked_at_do_not_lengthen_the_wait(clock):
    name = account().username
    for _ in range(50):
        tried(name)
    assert SignInTry.objects.count() == 5
    clock.shift(timedelta(minutes=1))
    assert tried(name, PASSWORD).status_code == 302


def test_other_spellings_of_a_name_are_the_same_name(clock):
    account()
    for name in ("u-job_seeker", "U-JOB_SEEKER", "u-Job_Seeker", " u-job_seeker", "U-job_seekeR"):
        last = tried(name)
    assert last.status_code == 429


def test_whatever_the_addresses_an_account_takes_fewer_than_a_hundred_looks_an_hour():
    """Three new addresses a minute, and the three its user signs in from all the time as well."""
    user = UserFactory()
    target, own = target_of_user(user.pk), ["198.51.100.1", "198.51.100.2", "198.51.100.3"]
    for ip in own:
        note_try(target=target, right=True, ip=ip, at=AT)
    looks = []
    for minute in range(1, 91):
        at = AT + timedelta(minutes=minute)
        for ip in [f"10.{minute}.{n}.1" for n in range(3)] + own:
            looks += [at] * guessed(target, ip, at, user)

    most = max(sum(since <= at < since + timedelta(hours=1) for at in looks) for since in looks)
    assert 60 <= most <= 100
    assert Entry.objects.filter(event="accounts.tries.alerted").count() == 2, "once an hour"


def test_a_slow_spray_from_one_address_gets_some_thirty_looks_a_day():
    target = target_of_user(UserFactory().pk)
    minutes = (AT + timedelta(minutes=n) for n in range(24 * 60))
    assert sum(guessed(target, ELSEWHERE, at) for at in minutes) <= 35


def test_staff_with_a_second_factor_get_in_from_their_desk_while_the_name_is_attacked(clock):
    user = account(Role.AUDITOR)
    TOTP.activate(user, SECRET)
    desk = Client(REMOTE_ADDR=HOME)
    tried(user.username, PASSWORD, HOME, desk)
    desk.post(reverse("mfa_authenticate"), {"code": code_of_now()})
    assert desk.session["_auth_user_id"] == str(user.pk)
    clock.shift(timedelta(days=1))

    at = AT + timedelta(days=1)
    target = target_of_user(user.pk)
    assert sum(guessed(target, f"10.0.{n}.1", at, user) for n in range(70)) == 60
    assert wait_of(tried(user.username, PASSWORD, "10.1.1.1")) == 60

    again = Client(REMOTE_ADDR=HOME)
    assert tried(user.username, PASSWORD, HOME, again).url.startswith(reverse("mfa_authenticate"))
    again.post(reverse("mfa_authenticate"), {"code": code_of_now()})
    assert again.session["_auth_user_id"] == str(user.pk)


def test_one_address_that_tries_very_many_names_is_stopped(clock):
    account()
    looks = [guessed(target_of_name(f"ai-do-{n}"), ELSEWHERE, AT) for n in range(310)]
    assert sum(looks) == 300
    assert tried("u-job_seeker", PASSWORD).status_code == 429
    assert tried("u-job_seeker", PASSWORD, HOME).status_code == 302


def test_codes_of_the_second_factor_are_not_guessed(clock):
    user = account(Role.AUDITOR)
    TOTP.activate(user, SECRET)
    client = Client(REMOTE_ADDR=ELSEWHERE)
    tried(user.username, PASSWORD, client=client)
    wrong = f"{(int(code_of_now()) + 1) % 10**6:06}"
    for _ in range(5):
        page = client.post(reverse("mfa_authenticate"), {"code": wrong})
        assert "Mã chưa đúng" in page.content.decode()
    page = client.post(reverse("mfa_authenticate"), {"code": code_of_now()})
    assert "Chờ 1 phút" in page.content.decode()
    assert tried(user.username, PASSWORD).status_code == 429, "nor is the sign-in begun anew"
    clock.shift(timedelta(minutes=1))
    client.post(reverse("mfa_authenticate"), {"code": code_of_now()})
    assert client.session["_auth_user_id"] == str(user.pk)


def code_asked(at) -> str:
    ask_code(phone=PHONE, at=at)
    return demo_code(PHONE)


def refused(code, at, ip=ELSEWHERE) -> str:
    with pytest.raises(WrongCode) as refusal:
        enter_with_code(phone=PHONE, code=code, full_name="Thử", at=at, ip=ip)
    return str(refusal.value)


def test_wrong_codes_of_a_telephone_wait_ever_longer_also_over_new_codes(settings):
    settings.CAUNOI_DEMO = True
    at = AT
    for _ in range(5):
        code = code_asked(at)
        assert "Mã chưa đúng" in refused(f"{(int(code) + 1) % 10**6:06}", at)
        at += timedelta(minutes=1) - timedelta(seconds=1)
    at -= timedelta(seconds=30)
    code = demo_code(PHONE)
    assert "Chờ 1 phút" in refused(code, at)

    user = enter_with_code(phone=PHONE, code=code, full_name="Thử", at=at, ip=HOME)
    assert user.phone == PHONE, "from another address"


def test_unknown_names_wait_as_known_ones_do(clock):
    account()
    known = [tried("u-job_seeker") for _ in range(6)]
    unknown = [tried("khong-co-ai") for _ in range(6)]
    assert [a.status_code for a in known] == [a.status_code for a in unknown]
    bodies = [re.sub(r'value="[^"]*"', "", a[-1].content.decode()) for a in (known, unknown)]
    assert bodies[0] == bodies[1]


class CountedHasher(hashers.MD5PasswordHasher):
    """The time of an answer is the time of hashing: what is counted cannot flake."""

    worked = 0

    def encode(self, password, salt):
        CountedHasher.worked += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("name", ["u-job_seeker", "khong-co-ai", "da-dong", "khong-mat-khau"])
def test_known_unknown_and_closed_names_cost_the_same_work(settings, name):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    account()
    User.objects.create_user(
        "da-dong", PASSWORD, full_name="Thử", role=Role.JOB_SEEKER, is_active=False
    )
    UserFactory(username="khong-mat-khau").set_unusable_password()
    User.objects.get(username="khong-mat-khau").save()
    CountedHasher.worked = 0
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in tried(name).content.decode()
    assert CountedHasher.worked == 1


def test_neither_names_nor_what_was_typed_for_one_are_kept(clock):
    tried("mat-khau-go-nham-o-123")
    assert "mat-khau" not in str(SignInTry.objects.values().get())


def test_tries_go_when_they_count_no_more(clock):
    user = account()
    tried(user.username)
    tried(user.username, PASSWORD)
    assert forget_tries(at=AT + timedelta(days=1)) == 0
    assert forget_tries(at=AT + timedelta(days=1, seconds=1)) == 1
    assert forget_tries(at=AT + timedelta(days=90, seconds=1)) == 1


@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("", ""),
    ],
)
def test_a_long_address_counts_by_its_network(ip, network):
    assert network_of(ip) == network


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (60, 1), (61, 2), (3600, 60)])
def test_waits_are_told_in_whole_minutes(seconds, minutes):
    assert minutes_until(AT + timedelta(seconds=seconds), at=AT) == minutes


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "8.8.8.8, 203.0.113.9", "203.0.113.9"),
        (2, "8.8.8.8, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "rubbish", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_visitors_do_not_choose_the_address_they_count_by(settings, rf, proxies, told, address):
    settings.CAUNOI_PROXIES = proxies
    assert address_of(rf.get("/", headers={"X-Forwarded-For": told})) == address
