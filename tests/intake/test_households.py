"""Households from a telephone: stored once, beside the register, whatever the network did."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from caunoi.intake.choices.files import RowState, UploadState
from caunoi.intake.models import HouseholdEntry, Upload, UploadRow
from caunoi.intake.queries.files.uploads import counts_of
from caunoi.people.models import Household, Person
from caunoi_kit.journal.models import Entry
from tests.intake.factories import NOON, CommuneOfficeFactory, OfficerFactory
from tests.intake.lists import workers
from tests.intake.test_file_pages import client_of, dropped, guessed, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings, time_machine):
    settings.CAUNOI_DEMO = True
    time_machine.move_to(NOON, tick=False)
    return OfficerFactory(made=True)


def member(name, number="", **more):
    return {
        "full_name": name, "birth_date": "13/05/1990", "sex": "FEMALE", "identity_number": number,
        "phone": "", "general_education": "", "qualification": "", "activity": "EMPLOYED",
        "job_status": "", "occupation_words": "Thợ may", "unemployed_for": "",
        "inactive_reason": "", "changed": True, **more,
    }  # fmt: skip


def household(*members, **more):
    return {
        "key": str(uuid4()), "taken_at": (NOON - timedelta(hours=7)).isoformat(), "code": "12",
        "address": "Thôn 3", "members": list(members), **more,
    }  # fmt: skip


def post(client, entry):
    answer = client.post(
        reverse("intake:household_send"), json.dumps(entry), content_type="application/json"
    )
    return answer.status_code, answer.json()


FIRST, SECOND = "033190000001", "033190000002"


def test_a_household_is_stored_at_once_and_sent_again_it_is_found(officer):
    client = client_of(officer)
    entry = household(member("Lê Thị Mẫu", FIRST), member("Trần Thị Thử", SECOND))

    assert post(client, entry) == (200, {"new": True, "waiting": 0})
    assert post(client, entry) == (200, {"new": False, "waiting": 0})

    assert Person.objects.count() == 2
    person = Person.objects.get(full_name="Lê Thị Mẫu")
    place = officer.org_unit.place
    assert (person.place, person.profile.activity) == (place, "EMPLOYED")
    assert person.household == Household.objects.get(code=f"{place.code}-12")
    found = HouseholdEntry.objects.get()
    assert found.received_at - found.taken_at == timedelta(hours=7)
    assert Upload.objects.get().state == UploadState.SAVED


def test_a_day_of_one_officer_is_one_upload_that_can_be_taken_back(officer):
    client = client_of(officer)
    post(client, household(member("Lê Thị Mẫu", FIRST)))
    post(client, household(member("Trần Thị Thử", SECOND), code="13"))

    upload = Upload.objects.get()
    assert counts_of(upload) == {RowState.SAVED: 2}
    send(client, reverse("intake:undo", args=[upload.public_id]))
    assert not Person.objects.exists()


def test_somebody_known_is_not_entered_again_and_waits_with_what_differs(officer):
    client = client_of(officer)
    post(client, household(member("Lê Thị Mẫu", FIRST)))

    told = post(client, household(member("Lê Thị Mẫu", FIRST, phone="0912345678")))[1]

    assert told == {"new": True, "waiting": 1}
    assert Person.objects.count() == 1
    upload = Upload.objects.get()
    doubts = reverse("intake:doubts", args=[upload.public_id, "changed"])
    assert "0912345678" in client.get(doubts).content.decode()
    send(client, doubts, la="tat-ca")
    send(client, reverse("intake:save", args=[upload.public_id]))
    assert Person.objects.get().phone == "0912345678"


def test_what_cannot_be_right_waits_in_the_grid_with_everything_that_was_entered(officer):
    client = client_of(officer)

    told = post(client, household(member("Lê Thị Mẫu", "033190", birth_date="31/02/1990")))[1]

    assert told["waiting"] == 1
    page = client.get(reverse("intake:grid", args=[Upload.objects.get().public_id]))
    assert "31/02/1990" in page.content.decode()
    assert not Person.objects.exists()


def test_the_round_starts_from_who_is_known_and_nothing_changed_is_one_answer(officer):
    client, made = client_of(officer), workers(6, slips=False)
    upload = dropped(client, made)
    send(client, reverse("intake:columns", args=[upload.public_id]), **guessed(upload))
    send(client, reverse("intake:save", args=[upload.public_id]))

    hamlets = client.get(reverse("intake:household_state")).json()["hamlets"]
    assert ["Thôn 1", 1] in hamlets
    homes = client.get(reverse("intake:household_homes")).json()["homes"]
    assert [len(home["members"]) for home in homes] == [3, 3]
    assert made.rows[0][4] not in str(homes)
    assert Entry.objects.filter(event="intake.known.read", by=officer).exists()

    same = [{"row_key": each["row_key"], "same": True} for each in homes[0]["members"]]
    assert post(client, household(*same)) == (200, {"new": True, "waiting": 0})

    phone = Upload.objects.latest("pk")
    assert counts_of(phone) == {RowState.SAME: 3}
    assert Person.objects.count() == 6


def test_a_change_of_somebody_known_finds_them_by_their_key(officer):
    client = client_of(officer)
    post(client, household(member("Lê Thị Mẫu", FIRST)))
    person = Person.objects.get()
    home = client.get(reverse("intake:household_homes")).json()["homes"][0]

    changed = {**home["members"][0], "occupation_words": "Lái xe nâng", "changed": True}
    told = post(client, household(changed, code=home["code"], address=home["address"]))[1]

    row = UploadRow.objects.latest("number")
    assert told["waiting"] == 1
    assert (row.state, row.person) == (RowState.CHANGED, person)
    assert [each[0] for each in row.said["differences"]] == ["công việc"]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"key": "x"}', b'{"key": "' + str(UUID(int=4)).encode() + b'", "members": []}'],
)
def test_what_is_no_household_is_refused_in_words(officer, body):
    answer = client_of(officer).post(
        reverse("intake:household_send"), body, content_type="application/json"
    )
    assert answer.status_code == 422
    assert answer.json()["why"]
    assert not HouseholdEntry.objects.exists()


def test_a_form_of_another_page_is_no_household(officer):
    answer = client_of(officer).post(reverse("intake:household_send"), {"key": "x"})
    assert answer.status_code == 422


def test_a_household_sent_for_another_commune_is_not_stored_twice(officer):
    entry = household(member("Lê Thị Mẫu", FIRST))
    post(client_of(officer), entry)
    other = OfficerFactory(made=True, org_unit=CommuneOfficeFactory())

    assert post(client_of(other), entry)[0] == 422
    assert Person.objects.count() == 1


def test_the_page_names_nobody_so_that_a_telephone_may_keep_it(officer):
    client = client_of(officer)
    post(client, household(member("Lê Thị Mẫu", FIRST)))

    page = client.get(reverse("intake:household")).content.decode()

    assert "Lê Thị Mẫu" not in page
    assert officer.full_name not in page
    worker = client.get(reverse("intake:household_worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    assert officer.full_name not in worker.content.decode()


def test_somebody_known_who_has_died_is_told_of_and_waits_to_be_accepted(officer):
    client = client_of(officer)
    post(client, household(member("Lê Thị Mẫu", FIRST)))
    known = client.get(reverse("intake:household_homes")).json()["homes"][0]["members"][0]

    gone = {"row_key": known["row_key"], "full_name": known["full_name"], "died": True}
    assert post(client, household(gone)) == (200, {"new": True, "waiting": 1})

    upload = Upload.objects.get()
    doubts = reverse("intake:doubts", args=[upload.public_id, "changed"])
    assert "Ngày mất" in client.get(doubts).content.decode()
    send(client, doubts, la="tat-ca")
    send(client, reverse("intake:save", args=[upload.public_id]))
    assert Person.objects.get().died_on == NOON.date()
    assert client.get(reverse("intake:household_homes")).json()["homes"] == []
