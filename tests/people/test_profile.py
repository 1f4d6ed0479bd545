"""A profile is filled in page by page, saved once, and belongs to one person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from caunoi.accounts.choices import Role
from caunoi.people import actions
from caunoi.people.choices import Part, Purpose
from caunoi.people.models import Person, ProfileDraft
from caunoi.people.queries import allows, person_of, profile_page, values_of
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui import editing
from tests.accounts.factories import UserFactory
from tests.classifications.factories import SkillFactory
from tests.people.factories import LabourProfileFactory
from tests.people.filled import AT, DAY, NUMBER, SEWING, draft, finish

pytestmark = pytest.mark.django_db


def test_a_filled_in_profile_becomes_a_person_with_profile_wishes_skills_and_consents():
    begun = draft()

    person = finish(begun, [Purpose.CENTRE])

    page = profile_page(person)
    assert (person.full_name, person.sex, person.identity_number) == (
        "Nguyễn Văn Thử", "MALE", NUMBER,
    )  # fmt: skip
    assert person.account == begun.made_by
    assert (page.profile.activity, page.profile.experience_months) == ("UNEMPLOYED", 24)
    assert [(w.occupation.code, w.words) for w in page.wishes] == [(SEWING, "may công nghiệp")]
    assert (page.profile.will_board, page.profile.will_train) == (False, True)
    assert (page.profile.radius_km, page.profile.wage_min) == (15, 7_000_000)
    assert len(page.skills) == 1
    assert allows(person, Purpose.CENTRE)
    assert not allows(person, Purpose.EMPLOYERS)
    assert not ProfileDraft.objects.exists()


def test_the_commune_gives_the_point_somebody_lives_at():
    person = finish(draft())
    assert (person.lat, person.lon) == (float(person.place.lat), float(person.place.lon))


def test_what_was_typed_is_not_readable_in_the_database():
    begun = draft()
    with connection.cursor() as cursor:
        cursor.execute("SELECT kept FROM people_profiledraft WHERE id = %s", [begun.pk])
        kept = str(cursor.fetchone()[0])
    assert NUMBER not in kept
    assert "0912345678" not in kept


def test_a_page_that_was_not_answered_is_named():
    begun = actions.start_draft(by=UserFactory(role=Role.JOB_SEEKER), own=True, at=AT)
    with pytest.raises(actions.CannotFinish, match="Bản thân"):
        finish(begun)


def test_one_has_one_unfinished_profile_of_ones_own_and_a_clerk_many():
    user, clerk = UserFactory(role=Role.JOB_SEEKER), UserFactory(role=Role.CLERK)
    assert actions.start_draft(by=user, own=True, at=AT) == actions.start_draft(
        by=user, own=True, at=AT
    )
    assert actions.start_draft(by=clerk, own=False, at=AT) != actions.start_draft(
        by=clerk, own=False, at=AT
    )


def test_somebody_known_by_name_and_telephone_is_completed_not_doubled():
    user = UserFactory(role=Role.JOB_SEEKER)
    contact = actions.register_contact(
        full_name="thử", phone="0912345678", account=user, by=user, on=DAY
    )
    assert contact.is_preliminary

    person = finish(draft(by=user))

    assert person.pk == contact.pk
    assert not person.is_preliminary


def test_a_contact_is_registered_once_for_an_account():
    user = UserFactory(role=Role.JOB_SEEKER)
    told = {"full_name": "Thử", "phone": "0912345678", "account": user, "by": user, "on": DAY}
    assert actions.register_contact(**told) == actions.register_contact(**told)


def test_nobody_takes_over_a_record_by_knowing_its_number():
    finish(draft(by=UserFactory(role=Role.CLERK), own=False))
    with pytest.raises(actions.CannotFinish, match="Mang căn cước đến quầy"):
        finish(draft())
    assert Person.objects.count() == 1


def test_the_record_of_the_centre_is_joined_to_the_account_that_proved_its_telephone():
    known = finish(draft(by=UserFactory(role=Role.CLERK), own=False))
    user = UserFactory(role=Role.JOB_SEEKER, phone="0912345678")

    person = finish(draft(by=user))

    assert person.pk == known.pk
    assert person_of(user) == person
    assert Entry.objects.filter(event="people.account.linked").count() == 1


def test_a_clerk_is_sent_to_the_record_that_is_there():
    clerk = UserFactory(role=Role.CLERK)
    finish(draft(by=clerk, own=False))
    with pytest.raises(actions.CannotFinish, match="Tìm hồ sơ đó"):
        finish(draft(by=clerk, own=False))


def test_unfinished_profiles_go_after_thirty_days():
    draft()
    assert actions.forget_drafts(at=AT + timedelta(days=30)) == 0
    assert actions.forget_drafts(at=AT + timedelta(days=30, seconds=1)) == 1


def test_the_second_editor_is_told_what_a_colleague_saved():
    person, by = finish(draft()), UserFactory(role=Role.CLERK)
    before = values_of(person, Part.WORK)
    token = editing.state_of(before)
    change = {"person": person, "part": Part.WORK, "before": token, "by": by, "on": DAY}
    actions.change_part(values={**before, "situation": "EMPLOYED"}, **change)

    with pytest.raises(editing.EditedMeanwhile) as told:
        actions.change_part(values={**before, "situation": "STUDYING"}, **change)

    assert told.value.conflicts == [editing.Conflict("situation", "EMPLOYED", "STUDYING")]
    assert values_of(person, Part.WORK)["situation"] == "EMPLOYED"


@pytest.mark.parametrize("part", list(Part))
def test_a_part_that_is_saved_as_it_was_changes_nothing(part):
    person = finish(draft())
    values = values_of(person, part)
    lines = Entry.objects.count()
    actions.change_part(
        person=person, part=part, values=values, before=editing.state_of(values),
        by=person.account, on=DAY,
    )  # fmt: skip
    assert values_of(person, part) == values
    assert Entry.objects.count() == lines


def test_months_of_experience_known_better_than_the_band_are_kept():
    profile = LabourProfileFactory(experience_months=37)
    values = values_of(profile.person, Part.WORK)
    actions.change_part(
        person=profile.person, part=Part.WORK, values={**values, "situation": "EMPLOYED"},
        before=editing.state_of(values), by=UserFactory(), on=DAY,
    )  # fmt: skip
    profile.refresh_from_db()
    assert profile.experience_months == 37


@pytest.mark.parametrize("skills", [1, 6])
def test_a_record_costs_the_same_queries_however_much_is_in_it(django_assert_num_queries, skills):
    codes = [SkillFactory().code for _ in range(skills)]
    person = finish(draft(hoc={"skills": codes}))
    found = Person.objects.get(pk=person.pk)
    with django_assert_num_queries(5):
        assert len(profile_page(found).skills) == skills


@pytest.mark.django_db(transaction=True)
def test_twenty_editors_at_once_never_overwrite_one_another():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    person, by = finish(draft()), UserFactory(role=Role.CLERK)
    values = values_of(person, Part.SCHOOLING)
    token = editing.state_of(values)

    def save(number):
        try:
            actions.change_part(
                person=person, part=Part.SCHOOLING, values={**values, "major": f"Ngành {number}"},
                before=token, by=by, on=DAY,
            )  # fmt: skip
        except editing.EditedMeanwhile:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(20) as pool:
        saved = list(pool.map(save, range(20)))
    assert sum(saved) == 1
