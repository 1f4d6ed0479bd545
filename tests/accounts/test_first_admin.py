"""A new installation gets its first administrator and director on the server, once each."""

import getpass
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "cau-noi-ba-ben-2026"


@pytest.fixture
def typed(monkeypatch):
    """What somebody types: lines, then the password, shown to nobody."""

    def give(*lines, secrets=(PASSWORD, PASSWORD)):
        answers, hidden = iter(lines), iter(secrets)
        monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
        monkeypatch.setattr(getpass, "getpass", lambda prompt: next(hidden))

    return give


def run(*words) -> str:
    out = StringIO()
    call_command("first_admin", *words, stdout=out)
    return out.getvalue()


def test_the_first_administrator_is_made_and_journalled(typed):
    typed("Quan.Tri", " Nguyễn  Văn Thử ")
    said = run()
    user = User.objects.get()
    assert (user.username, user.full_name, user.role) == ("quan.tri", "Nguyễn Văn Thử", Role.ADMIN)
    assert user.check_password(PASSWORD)
    assert user.needs_second_factor
    assert "quan.tri" in said
    assert PASSWORD not in said
    line = Entry.objects.get(event="accounts.user.first_admin")
    assert (line.by, line.about_id, line.detail) == (None, str(user.pk), {"role": "ADMIN"})


def test_the_first_director_decides_what_the_administrator_proposes(typed):
    UserFactory(role=Role.ADMIN)
    typed("giam.doc", "Trần Thị Thử")
    run("--director")
    assert User.objects.get(username="giam.doc").role == Role.DIRECTOR


@pytest.mark.parametrize(("role", "words"), [(Role.ADMIN, []), (Role.DIRECTOR, ["--director"])])
def test_a_second_one_is_refused_before_anything_is_asked(role, words):
    UserFactory(role=role)
    with pytest.raises(CommandError, match="Đã có tài khoản"):
        run(*words)


def test_a_closed_administrator_stands_in_nobodys_way(typed):
    UserFactory(role=Role.ADMIN, is_active=False)
    typed("quan.tri", "Nguyễn Văn Thử")
    run()
    assert User.objects.filter(role=Role.ADMIN, is_active=True).count() == 1


@pytest.mark.parametrize(
    ("lines", "secrets", "told"),
    [
        (("quản trị", "Thử"), (PASSWORD, PASSWORD), "không dấu"),
        (("quan.tri", "  "), (PASSWORD, PASSWORD), "họ và tên"),
        (("quan.tri", "Thử"), (PASSWORD, "khác"), "khác nhau"),
        (("quan.tri", "Thử"), ("matkhau123", "matkhau123"), "dễ bị đoán"),
        (("co.nguoi", "Thử"), (PASSWORD, PASSWORD), "đã có người dùng"),
    ],
)
def test_what_does_not_do_is_said_and_makes_no_account(typed, lines, secrets, told):
    UserFactory(username="co.nguoi")
    typed(*lines, secrets=secrets)
    with pytest.raises(CommandError, match=told):
        run()
    assert User.objects.count() == 1


def test_whoever_breaks_off_makes_no_account(monkeypatch):
    def stop(prompt):
        raise EOFError

    monkeypatch.setattr("builtins.input", stop)
    with pytest.raises(CommandError, match="Chưa mở tài khoản nào"):
        run()
