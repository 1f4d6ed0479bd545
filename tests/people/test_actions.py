"""The register of people: one person once, numbers kept secret, consent by purpose."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from caunoi.classifications.choices import Sex
from caunoi.people.actions import (
    CannotRegister,
    give_consent,
    register_person,
    withdraw_consent,
)
from caunoi.people.choices import Purpose
from caunoi.people.models import Person
from caunoi.people.queries import allows, people_named, person_with_identity_number
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
NUMBER = "034201000123"  # a man born in 2001, registered in the former Thái Bình


def register(**changes):
    fields = {
        "full_name": "NGUYỄN VĂN THỬ",
        "birth_date": date(2001, 3, 4),
        "sex": Sex.MALE,
        "by": UserFactory(),
        "on": TODAY,
        "identity_number": NUMBER,
    }
    return register_person(**{"place": CommuneFactory(), **fields, **changes})


def test_a_name_in_capitals_is_kept_in_proper_case_and_found_without_marks():
    person = register().person
    assert person.full_name == "Nguyễn Văn Thử"
    assert list(people_named("thu nguyen")) == [person]


def test_the_identity_number_is_found_again_but_not_readable_in_the_database():
    person = register().person
    assert person_with_identity_number(NUMBER) == person
    assert Person.objects.get(pk=person.pk).identity_number == NUMBER
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person WHERE id = %s", [person.pk])
        row = " ".join(map(str, cursor.fetchone()))
    assert NUMBER not in row


def test_one_number_belongs_to_one_person():
    register()
    with pytest.raises(CannotRegister, match="••••0123 đã có người đăng ký"):
        register(full_name="Trần Văn Khác")
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("03420100012", "nhập 11 chữ số"),
        ("0342010001234", "nhập 13 chữ số"),
        ("03420100012a", "chỉ gồm chữ số"),
        ("٠٣٤٢٠١٠٠٠١٢٣", "chỉ gồm chữ số"),
    ],
)
def test_a_wrong_identity_number_is_refused_with_what_to_do(number, said):
    with pytest.raises(CannotRegister, match=said):
        register(identity_number=number)


def test_a_number_that_disagrees_with_year_or_sex_only_warns():
    registered = register(birth_date=date(2002, 3, 4), sex=Sex.FEMALE)
    assert len(registered.warnings) == 2
    assert "2001" in registered.warnings[0]


def test_a_number_that_begins_with_no_province_only_warns():
    registered = register(identity_number="999201000123")
    assert len(registered.warnings) == 1
    assert "999" in registered.warnings[0]


@pytest.mark.parametrize("born", [date(2026, 11, 25), date(1899, 1, 1)])
def test_an_impossible_birth_date_is_refused(born):
    with pytest.raises(CannotRegister, match="không thể đúng"):
        register(birth_date=born)


def test_registering_is_journalled_without_personal_values():
    person = register().person
    line = Entry.objects.get(event="people.person.registered")
    assert (line.about_model, line.about_id) == ("people.Person", str(person.pk))
    assert NUMBER not in str(line.detail)


def test_consent_is_given_once_and_taken_back_at_once():
    person, at = PersonFactory(), datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert not allows(person, Purpose.EMPLOYERS)
    give_consent(person=person, purposes=[Purpose.EMPLOYERS], by=None, at=at)
    give_consent(person=person, purposes=[Purpose.EMPLOYERS], by=None, at=at)
    assert allows(person, Purpose.EMPLOYERS)
    assert not allows(person, Purpose.CENTRE)
    withdraw_consent(person=person, purpose=Purpose.EMPLOYERS, by=None, at=at)
    assert not allows(person, Purpose.EMPLOYERS)


def test_the_database_itself_refuses_a_nameless_person_and_a_place_at_sea():
    for wrong in ({"full_name": ""}, {"lat": 60.0, "lon": 10.0}, {"lat": 21.0, "lon": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonFactory(**wrong)
