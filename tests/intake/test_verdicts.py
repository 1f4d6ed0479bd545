"""Doubts settled as a death or as one household; a pair merged while somebody edits it."""

import json

import pytest
from django.conf import settings as project
from django.urls import reverse

from caunoi.accounts.actions.reading import ReadingStopped
from caunoi.accounts.choices import Role
from caunoi.accounts.queries.reading import people_read, readers_of_many
from caunoi.intake.actions.duplicates import CannotDecide, join_household, read_pair
from caunoi.intake.actions.files import CannotTake
from caunoi.intake.actions.files_mending import decide_rows
from caunoi.intake.actions.files_saving import save_some, start_saving
from caunoi.intake.actions.files_undo import start_undo, undo_some
from caunoi.intake.actions.merging import merge_people
from caunoi.intake.choices.duplicates import PairState
from caunoi.intake.choices.files import RowState, Verdict
from caunoi.intake.models import Pair, UploadRow
from caunoi.intake.queries.files.known import known_workers
from caunoi.people.choices import Verification
from caunoi.people.models import Household, Person
from tests.accounts.factories import UserFactory
from tests.intake.factories import DAY, NOON, OfficerFactory, UploadFactory
from tests.intake.lists import workers
from tests.intake.test_file_pages import client_of, send
from tests.intake.test_files import saved, sent
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return OfficerFactory()


def doubtful(officer, person, state=RowState.DUPLICATE):
    """A file with one row that may be somebody of the register."""
    upload = UploadFactory(commune=officer.org_unit.place, sent_by=officer)
    values = {
        "full_name": person.full_name, "birth_date": {"day": "1990-05-13"}, "sex": "FEMALE",
        "activity": "EMPLOYED",
    }  # fmt: skip
    UploadRow.objects.create(
        upload=upload,
        number=4,
        state=state,
        digest="0",
        person=person,
        kept=json.dumps({"values": values, "probable": True}),
    )
    return upload


def decided(upload, verdict, by):
    decide_rows(upload=upload, numbers=[4], verdict=verdict, by=by, on=DAY, at=NOON)
    start_saving(upload=upload, by=by, at=NOON)
    while save_some(upload=upload, on=DAY, at=NOON):
        pass
    upload.refresh_from_db()


def test_somebody_who_has_died_is_marked_so_and_an_undo_takes_it_back(officer):
    made = workers(1, slips=False)
    saved(sent(officer, made.xlsx()), officer)
    person = Person.objects.get()
    person.profile.looking = True
    person.profile.save()
    made.rows[0][10] = "Thợ hàn"
    again = sent(officer, made.xlsx())
    assert UploadRow.objects.get(upload=again).state == RowState.CHANGED

    decided_at = UploadRow.objects.get(upload=again).number
    decide_rows(
        upload=again, numbers=[decided_at], verdict=Verdict.DIED, by=officer, on=DAY, at=NOON
    )
    saved(again, officer)

    person.refresh_from_db()
    assert (person.died_on, person.profile.looking) == (DAY, False)
    assert person.profile.occupation_words != "Thợ hàn"
    assert not known_workers(officer.org_unit.place).exists()
    start_undo(upload=again, by=officer, at=NOON)
    while undo_some(upload=again, at=NOON):
        pass
    person = Person.objects.get()
    assert (person.died_on, person.profile.looking) == (None, True)


def test_somebody_else_of_the_same_household_is_entered_into_it(officer):
    place = officer.org_unit.place
    home = Household.objects.create(code=f"{place.code}-12", place=place)
    person = PersonFactory(place=place, household=home, full_name="Lê Thị Lan")
    upload = doubtful(officer, person)

    decided(upload, Verdict.SAME_HOUSEHOLD, officer)

    new = Person.objects.exclude(pk=person.pk).get()
    assert new.household == home
    assert UploadRow.objects.get(upload=upload).person == new


def test_one_household_needs_one_that_is_known(officer):
    upload = doubtful(officer, PersonFactory(place=officer.org_unit.place))

    with pytest.raises(CannotTake, match="chưa có mã hộ"):
        decided(upload, Verdict.SAME_HOUSEHOLD, officer)
    assert UploadRow.objects.get(upload=upload).state == RowState.DUPLICATE


def pair_of(one, other) -> Pair:
    return Pair.objects.create(first=one, second=other, probability=9_000, found_at=NOON, why=[])


def test_a_pair_of_one_household_is_decided_and_joined():
    home = Household.objects.create(code="99999-1", place=PersonFactory().place)
    one, other = PersonFactory(household=home), PersonFactory()
    clerk = UserFactory(role=Role.CLERK)

    pair = join_household(pair=pair_of(one, other), by=clerk, at=NOON)

    other.refresh_from_db()
    assert (pair.state, other.household) == (PairState.DIFFERENT, home)
    with pytest.raises(CannotDecide, match="chưa ai có mã hộ"):
        join_household(pair=pair_of(PersonFactory(), PersonFactory()), by=clerk, at=NOON)


def test_a_record_edited_while_the_pair_stood_open_is_looked_at_again(settings):
    settings.CAUNOI_DEMO = True
    one, other = PersonFactory(phone="0912345678"), PersonFactory(phone="0912345678")
    client = client_of(UserFactory(role=Role.CLERK, made=True))
    url = reverse("intake:pair", args=[pair_of(one, other).public_id])
    page = client.get(url)
    chosen = {name: "first" for name in page.context["form"].fields}

    Person.objects.filter(pk=other.pk).update(phone="0987654321")  # another hand, meanwhile
    answer = send(client, url, la="mot-nguoi", xem=page.context["seen"], **chosen)

    assert "vừa được sửa" in answer.content.decode()
    assert Person.objects.count() == 2
    page = client.get(url)
    chosen = {name: "first" for name in page.context["form"].fields}
    assert "phone" in chosen
    send(client, url, la="mot-nguoi", xem=page.context["seen"], **chosen)
    assert Person.objects.count() == 1


def test_a_check_stays_only_with_the_name_and_birth_it_was_made_of():
    keep = PersonFactory(verification=Verification.NOT_YET)
    drop = PersonFactory(identity_number=None, verification=Verification.MATCH, verified_at=NOON)
    Person.objects.filter(pk=drop.pk).update(birth_date=keep.birth_date)
    drop.refresh_from_db()
    clerk = UserFactory(role=Role.CLERK)

    merge_people(
        keep=keep, drop=drop, choices={"identity_number": "dropped", "full_name": "kept"},
        by=clerk, at=NOON,
    )  # fmt: skip

    keep.refresh_from_db()
    assert (keep.verification, keep.verified_at) == (Verification.NOT_YET, None)


def test_whoever_reviews_pairs_has_a_limit_of_their_own(settings, time_machine):
    time_machine.move_to(NOON, tick=False)
    settings.READING_STOP, settings.READING_STOP_REVIEW = 4, 8
    clerk, at = UserFactory(role=Role.CLERK), NOON
    pairs = [pair_of(PersonFactory(), PersonFactory()) for _ in range(5)]

    for pair in pairs[:4]:
        read_pair(pair=pair, by=clerk)
    with pytest.raises(ReadingStopped):
        read_pair(pair=pairs[4], by=clerk)

    assert len(people_read(clerk, at=at, review=True)) == 8
    assert people_read(clerk, at=at) == set()
    assert project.READING_STOP_REVIEW > project.READING_STOP
    assert [reader.stopped for reader in readers_of_many(at=at)] in ([], [True])
