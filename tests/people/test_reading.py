"""Whoever reads a record is seen by the person it is about; numbers are masked until asked for."""

import pytest

from caunoi.accounts.choices import Role
from caunoi.people import actions
from caunoi.people.choices import ReadingReason
from caunoi.people.queries import communes_named, search_people, suggest_occupations, who_read
from caunoi_kit.journal.actions import record
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.people.filled import DAY, NUMBER, draft, finish
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db


def test_an_opened_record_is_a_line_for_the_person_with_role_and_reason():
    person, clerk = PersonFactory(), UserFactory(role=Role.CLERK)

    actions.read_person(person=person, reason=ReadingReason.PHONE, by=clerk)

    (line,) = who_read(person)
    assert line.what == "Mở hồ sơ"
    assert line.why == "Trả lời qua điện thoại"
    assert "nhân viên tiếp nhận" in line.who.lower()
    assert clerk.full_name not in line.who


def test_a_list_the_person_stood_in_is_a_line_too_and_others_are_not():
    person, other, by = PersonFactory(), PersonFactory(), UserFactory(role=Role.COUNSELLOR)
    record("placement.plan.people_read", by=by, detail={"people": [other.pk * 1000, person.pk]})
    record("placement.plan.people_read", by=by, detail={"people": [other.pk]})
    record("placement.told.made", by=by, detail={"people": [person.pk]})  # no reading

    assert [line.what for line in who_read(person)] == ["Xem danh sách người của phương án"]
    assert len(who_read(other)) == 1


def test_ones_own_reading_is_no_line():
    user = UserFactory(role=Role.JOB_SEEKER)
    person = PersonFactory(account=user)
    actions.read_form(person=person, form="Mẫu số 01", by=user)
    assert who_read(person) == []


def test_a_search_notes_whom_it_showed():
    person, by = PersonFactory(full_name="Trần Thị Mẫu"), UserFactory(role=Role.CLERK)
    found = actions.found_people(text="tran mau", by=by, page=None)
    assert found.people == (person,)
    assert who_read(person)[0].what == "Thấy trong danh sách tìm kiếm"


def test_people_are_found_by_name_telephone_and_identity_number():
    person = finish(draft())
    for text in ("thu nguyen", "0912 345 678", NUMBER, "034 201 000 123"):
        assert list(search_people(text)) == [person], text
    for text in ("", "t", "0912", "999999999999", "%", "_"):
        assert list(search_people(text)) == [], text


def test_the_full_number_is_given_with_a_reason_in_the_journal():
    person, by = finish(draft()), UserFactory(role=Role.CLERK)
    assert (
        actions.read_identity_number(person=person, reason=ReadingReason.COUNTER, by=by) == NUMBER
    )
    assert who_read(person)[0].what == "Xem đủ số định danh"


def test_ones_own_data_hold_every_part_and_who_read_them():
    person = finish(draft())
    actions.read_person(person=person, reason=ReadingReason.COUNTER, by=UserFactory())
    data = actions.take_own_data(person=person, by=person.account)
    assert data["Hồ sơ"]["Số định danh"] == NUMBER
    assert data["Hồ sơ"]["Bản thân"]["phone"] == "0912345678"
    assert len(data["Ai đã xem"]) == 1


def test_an_address_of_a_card_leads_to_its_commune():
    commune = CommuneFactory(name="Xã Đông Thử", search_key="dong thu")
    found = communes_named("Thôn 3, Đông Thử", on=DAY)
    assert [place.pk for place in found] == [commune.pk]
    assert communes_named("Thôn 3, Không Đâu", on=DAY) == []


def test_own_words_are_at_most_three_occupations():
    assert suggest_occupations("may công nghiệp")[0].code == "8153"
    assert len(suggest_occupations("may công nghiệp")) <= 3
    assert suggest_occupations("") == []
