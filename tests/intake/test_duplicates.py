"""Lines of a file find who they are; the register finds its own pairs; what is decided stays."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.intake.actions.duplicates import decide_different, forget_people, note_pairs
from caunoi.intake.choices.duplicates import PairState
from caunoi.intake.models import Merge, Pair
from caunoi.intake.queries.duplicates import find_same
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
from caunoi_engine.linkage import Record
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 28, 5, tzinfo=UTC)
BORN = date(1990, 5, 2)
NUMBER = "001190000001"


def somebody(**more) -> Person:
    number = more.pop("number", NUMBER)
    known = {"full_name": "Nguyễn Thị Hoà", "birth_date": BORN, "phone": "0912345678"} | more
    digest = identity_digest(number) if number else None
    return PersonFactory(identity_number=number or None, identity_digest=digest, **known)


@pytest.fixture
def hoa():
    card = identity_digest("151234567")
    person = somebody(old_identity_digest=card)
    somebody(full_name="Trần Văn Lộc", number="001085000002", phone="0987654321")
    return person


@pytest.mark.parametrize(
    ("row", "automatic"),
    [
        (Record("x", "Nguyen Thi Hoa", number=NUMBER), True),
        (Record("x", "Nguyễn Thị Hòa", old_number="151234567"), True),
        (Record("x", "NGUYỄN HOÀ", date(1990, 2, 5), phone="0912345678"), False),
        (Record("x", "Hoà Nguyễn Thị", BORN, phone="0912345678"), True),
        (Record("x", "Nguyễn Thị Hoàn", BORN, phone="0912345678"), False),
        (Record("x", "Nguyễn Thị Hòa", BORN, number="001190000007"), True),  # read only now
    ],
)
def test_a_line_finds_its_person(hoa, row, automatic):
    found = find_same([row, Record("y", "Ai Đó Khác", date(2001, 9, 9), number="001301000009")])
    assert set(found) == {0}
    assert (found[0].person, found[0].row, found[0].automatic) == (hoa.pk, None, automatic)
    assert found[0].why


def test_another_number_is_another_person_and_a_shadow_is_nobody(hoa):
    row = Record("x", "Nguyễn Thị Hoà", BORN, number="034190123456", phone="0912345678")
    assert find_same([row]) == {}
    other = somebody(number="", full_name="Lê Thị Lan", merged_into=hoa)
    assert find_same([Record("x", "Lê Thị Lan", BORN, phone=other.phone)]) == {}


def test_lines_of_one_file_find_each_other():
    place = CommuneFactory(code="99999").code
    line = Record("x", "Lý Văn Quý", BORN, phone="0912345678", place=place)
    found = find_same([line, replace(line, name="LÍ VĂN QUÍ"), replace(line, name="Lê Thị An")])
    assert {at: same.row for at, same in found.items()} == {1: 0}


def test_many_lines_cost_few_questions(hoa, django_assert_max_num_queries):
    rows = [Record(n, f"Nguyễn Văn {n}", BORN, phone=f"09{n:08}") for n in range(390)]
    with django_assert_max_num_queries(14):
        find_same([*rows, Record("x", "Nguyễn Thị Hoà", BORN, number=NUMBER)])


def test_pairs_are_found_once_decided_once_and_go_when_they_are_none_any_more(hoa):
    twice = somebody(number="", phone="0912345678")
    slip = somebody(full_name="Phạm Thị Sen", number="001190000031", phone="")
    typo = somebody(full_name="Phạm Thị Sen", number="001190000081", phone="", place=slip.place)
    somebody(full_name="Phạm Thị Sen", number="034190777777", phone="", place=slip.place)
    assert note_pairs(at=NOON).new == 2
    pairs = {(p.first_id, p.second_id): p for p in Pair.objects.all()}
    assert set(pairs) == {(hoa.pk, twice.pk), (slip.pk, typo.pk)}
    assert all("Nguyễn" not in str(p.why) for p in pairs.values())

    clerk = UserFactory(role=Role.CLERK)
    decide_different(pair=pairs[hoa.pk, twice.pk], by=clerk, at=NOON)
    Person.objects.filter(pk=typo.pk).update(full_name="Đỗ Văn Khác", search_key="do van khac")
    assert (note_pairs(at=NOON).new, Pair.objects.count()) == (0, 1)
    assert Pair.objects.get().state == PairState.DIFFERENT
    forget_people(keys=[twice.pk])
    assert not Pair.objects.exists()


def test_two_records_are_joined_on_the_page_and_a_refusal_keeps_what_was_chosen(
    hoa, client, settings
):
    settings.CAUNOI_DEMO = True  # made users need no second factor there
    drop = somebody(number="", phone="0987000111", full_name="Nguyễn Thị Hòa")
    pair = Pair.objects.create(first=hoa, second=drop, probability=9_900, found_at=NOON)
    client.force_login(UserFactory(role=Role.CLERK, made=True))
    url = reverse("intake:pair", args=[pair.public_id])
    shown = client.get(url).content.decode()
    assert "0987" in shown
    assert NUMBER not in shown
    chosen = {"keep": "first", "full_name": "first", "phone": "second", "la": "mot-nguoi"}
    missing = client.post(url, once(**chosen))
    assert "Chọn giá trị đúng" in missing.content.decode()
    assert not Merge.objects.exists()
    chosen |= {"identity_number": "first", "old_identity_digest": "first", "place": "first"}
    chosen["permanent_place"] = "second"
    answer = client.post(url, once(**chosen))
    assert answer.status_code == 302, answer.content.decode()
    hoa.refresh_from_db()
    assert hoa.phone == "0987000111"
    merge = Merge.objects.get()
    there = reverse("intake:merge", args=[merge.public_id])
    undo = reverse("intake:undo_merge", args=[merge.public_id])
    client.post(undo, once())
    assert "Đã tách lại" in client.get(there).content.decode()


def once(**more):
    return {"_once": uuid.uuid4().hex, **more}
