"""When a demo is made and when it is refused."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.portal.actions.demo import CannotMakeDemo, clear_demo
from caunoi.portal.management.commands import demo
from caunoi.portal.queries.index import search_index
from caunoi.vacancies.models import Vacancy
from caunoi_engine.province import TINY
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.portal.tiny_demo import NOW, lay_ground, make_tiny

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(db):
    lay_ground()


def test_without_a_password_nobody_signs_in_by_one(ground):
    make_tiny(password=None)
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_a_database_with_a_real_person_is_refused_and_left_as_it_was(ground):
    person = PersonFactory()
    with pytest.raises(CannotMakeDemo, match="1 người thật"):
        make_tiny()
    with pytest.raises(CannotMakeDemo, match="1 người thật"):
        clear_demo(at=NOW)
    assert list(Person.objects.all()) == [person]
    assert not Vacancy.objects.exists()


def test_an_account_of_somebody_real_is_never_taken_over(ground):
    real = UserFactory(username="tu-van")
    with pytest.raises(CannotMakeDemo, match="tu-van"):
        make_tiny()
    real.refresh_from_db()
    assert not real.made


def test_a_province_that_is_not_loaded_is_refused():
    with pytest.raises(CannotMakeDemo, match="load-places"):
        make_tiny()


@pytest.fixture
def command(ground, monkeypatch, settings, tmp_path):
    """The command where the lists are loaded already; tells what else it would have called."""
    settings.CAUNOI_DEMO, settings.HOME = True, tmp_path
    called = []
    monkeypatch.setattr(demo, "call_command", lambda name, **options: called.append(name))

    def run(*options, **others):
        out = StringIO()
        call_command("demo", *options, scale="tiny", stdout=out, **others)
        return out.getvalue(), called

    return run


def test_the_command_refuses_a_database_with_real_people(command):
    PersonFactory()
    with pytest.raises(CommandError, match="người thật"):
        command()


def test_the_command_makes_and_makes_anew(command, settings):
    said, called = command()
    assert "  nguoi-tim-viec" in said
    assert called[:2] == ["migrate", "load_places"]
    assert called[-1] == "refresh_forecasts"
    assert User.objects.get(username="nguoi-tim-viec").has_usable_password()
    assert search_index().count() == TINY.vacancies + TINY.intakes

    settings.CAUNOI_DEMO = False
    said, _ = command("--reset", seed=2)
    assert "Đã xoá dữ liệu xem thử cũ (60 người)." in said
    assert Person.objects.count() == TINY.workers
    # Outside a demo site nobody is told a password, and there is none.
    assert "  nguoi-tim-viec" not in said
    assert not User.objects.get(username="nguoi-tim-viec").has_usable_password()
