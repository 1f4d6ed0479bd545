"""Two records of one person become one, and can be parted again with all that hung on them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from caunoi.accounts.choices import Role
from caunoi.counter.models import ActionPlan, Attendee
from caunoi.intake.actions.merging import CannotMerge, merge_people, undo_merge
from caunoi.intake.choices.duplicates import BREAKS, BY_RULE, FIELDS, HANGS, STAYS_BEHIND, PairState
from caunoi.intake.models import Pair
from caunoi.intake.queries.merging import hanging_on, relations
from caunoi.people.actions.register import register_person
from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, LabourProfile, Person
from caunoi.people.queries import identity_digest, person_of, search_people
from caunoi.placement.models import Application
from caunoi.unemployment.actions.benefits import CannotOpen
from caunoi.unemployment.models import Benefit, BenefitMonth, Claim
from tests.accounts.factories import UserFactory
from tests.counter.factories import ActionPlanFactory, AttendeeFactory
from tests.people.factories import ConsentFactory, LabourProfileFactory, PersonFactory
from tests.placement.factories import ApplicationFactory
from tests.unemployment.factories import ClaimFactory
from tests.unemployment.lives import START, notice, running

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 28, 5, tzinfo=UTC)


def with_number(number: str, **more) -> Person:
    return PersonFactory(identity_number=number, identity_digest=identity_digest(number), **more)


@pytest.fixture
def clerk():
    return UserFactory(role=Role.CLERK)


@pytest.fixture
def two():
    """The kept record has a number; the other one a telephone and an account."""
    keep = with_number("001195000001", full_name="Nguyễn Thị Mẫu")
    account = UserFactory(role=Role.JOB_SEEKER)
    drop = with_number(
        "001195000010", full_name="Nguyễn Thị Mẩu", phone="0912345678", account=account
    )
    return keep, drop


def merge(keep, drop, clerk, **choices):
    return merge_people(keep=keep, drop=drop, choices=choices, by=clerk, at=NOON)


def state_of_everything():
    """Every row that hangs on a person, as it stands, and the people themselves."""
    found = {}
    for relation in relations():
        if relation.label in {"intake.Merge", "intake.Pair"}:
            continue
        for row in relation.model._base_manager.order_by("pk").values():
            found[relation.label, row["id"]] = row
    return found | {("person", p["id"]): p for p in Person.with_shadows.values()}


def test_everything_follows_and_comes_back(two, clerk):
    keep, drop = two
    ApplicationFactory(person=drop)
    plan, claim = ActionPlanFactory(person=drop), ClaimFactory(person=drop)
    LabourProfileFactory(person=drop)
    ConsentFactory(person=drop)
    benefit = running(person=drop)
    pair = Pair.objects.create(first=keep, second=drop, probability=9_000, found_at=NOON)
    before = state_of_everything()

    merge_row = merge_people(
        keep=keep, drop=drop, choices={"full_name": "kept"}, by=clerk, at=NOON, pair=pair
    )

    keep, shadow = Person.objects.get(pk=keep.pk), Person.with_shadows.get(pk=drop.pk)
    for model in (Application, ActionPlan, Claim, Benefit, BenefitMonth, LabourProfile, Consent):
        assert not model._base_manager.filter(person=shadow).exists(), model
    assert (keep.phone, keep.identity_number) == ("0912345678", "001195000001")
    assert person_of(two[1].account) == keep
    assert shadow.merged_into == keep
    pair.refresh_from_db()
    assert pair.state == PairState.SAME

    undone = undo_merge(merge=merge_row, by=clerk, at=NOON + timedelta(days=3))
    assert undone.left == []
    assert state_of_everything() == before
    assert {plan.pk, claim.pk, benefit.pk}  # the very same rows, not copies
    pair.refresh_from_db()
    assert pair.state == PairState.OPEN


def test_a_shadow_is_found_by_nobody_and_its_number_leads_to_the_kept_record(two, clerk):
    keep, drop = two
    merge(keep, drop, clerk, identity_number="dropped", full_name="dropped")
    for asked in ("Nguyen Thi Mau", "001195000010", "0912345678"):
        assert [person.pk for person in search_people(asked)] == [keep.pk]
    assert list(search_people("001195000001")) == []  # the number that was wrong is free again
    made = register_person(
        full_name="Ai Khác", birth_date=date(1995, 1, 1), sex="FEMALE", place=None, by=None,
        on=date(2026, 11, 28), identity_number="001195000001",
    )  # fmt: skip
    assert made.person.pk not in (keep.pk, drop.pk)


def test_whoever_had_two_accounts_signs_in_to_one(two, clerk):
    keep, drop = two
    keep.account = UserFactory(role=Role.JOB_SEEKER)
    keep.save(update_fields=["account"])
    row = merge(keep, drop, clerk)
    drop.account.refresh_from_db()
    assert not drop.account.is_active
    assert person_of(drop.account) is None
    undo_merge(merge=row, by=clerk, at=NOON)
    drop.account.refresh_from_db()
    assert drop.account.is_active
    assert person_of(drop.account) == drop


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda person: running(person=person), "đang hưởng trợ cấp"),
        (lambda person: ClaimFactory(person=person), "đề nghị hưởng trợ cấp chưa xong"),
        (lambda person: ActionPlanFactory(person=person), "kế hoạch tìm việc đang mở"),
    ],
)
def test_what_may_stand_once_refuses_the_merge_and_changes_nothing(two, clerk, make, reason):
    for person in two:
        make(person)
    before = state_of_everything()
    with pytest.raises(CannotMerge, match=reason):
        merge(*two, clerk)
    assert state_of_everything() == before


def test_two_benefits_for_the_same_days_are_never_one_persons(two, clerk):
    """Trust B4: one has ended, so no count of running ones speaks; the guards of the months do."""
    keep, drop = two
    running(person=keep)
    other = running(person=drop, start=START + timedelta(days=40))
    ended = {"state": "ENDED", "ended_on": date(2026, 6, 1), "end_cause": "JOB"}
    Benefit.objects.filter(pk=other.pk).update(**ended)
    before = state_of_everything()
    with pytest.raises(CannotMerge, match="chồng lên nhau"):
        merge(keep, drop, clerk)
    assert state_of_everything() == before


def test_after_a_merge_no_month_can_be_given_to_the_kept_person_twice(two, clerk):
    keep, drop = two
    benefit = running(person=drop)
    notice(benefit, 1)
    merge(keep, drop, clerk)
    with pytest.raises((DatabaseError, CannotOpen)), transaction.atomic():
        running(person=Person.objects.get(pk=keep.pk))


def test_clearly_different_numbers_are_two_people(clerk):
    one, other = with_number("001195000001"), with_number("034195123456")
    with pytest.raises(CannotMerge, match="hai người"):
        merge(one, other, clerk)


def test_what_both_did_once_stays_with_the_shadow(two, clerk):
    keep, drop = two
    seat = AttendeeFactory(person=keep, order=1)
    AttendeeFactory(person=drop, session=seat.session, order=2)
    mine, theirs = LabourProfileFactory(person=keep), LabourProfileFactory(person=drop)
    merge(keep, drop, clerk)
    assert Attendee.objects.filter(person=keep).count() == 1
    assert list(LabourProfile.objects.all()) == [mine]
    assert set(LabourProfile.with_shadows.all()) == {mine, theirs}


@pytest.mark.parametrize("withdrawn_by_kept", [True, False])
def test_the_latest_word_on_a_consent_counts(two, clerk, withdrawn_by_kept):
    """Whoever took a consent back after the other record gave it has taken it back."""
    keep, drop = two
    given, later = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 5, 5, tzinfo=UTC)
    taker, giver = (keep, drop) if withdrawn_by_kept else (drop, keep)
    ConsentFactory(person=taker, given_at=given, withdrawn_at=later)
    ConsentFactory(person=giver, given_at=given)
    row = merge(keep, drop, clerk)
    in_force = Consent.objects.filter(person=keep, purpose=Purpose.EMPLOYERS, withdrawn_at=None)
    assert not in_force.exists()
    undo_merge(merge=row, by=clerk, at=NOON)
    assert Consent.objects.filter(person=giver, withdrawn_at=None).exists()


def test_what_was_changed_or_added_since_is_said(two, clerk):
    keep, drop = two
    application = ApplicationFactory(person=drop)
    row = merge(keep, drop, clerk)
    keep = Person.objects.get(pk=keep.pk)
    keep.phone = "0987654321"
    keep.save(update_fields=["phone"])
    own = ApplicationFactory(person=keep)
    left = undo_merge(merge=row, by=clerk, at=NOON).left
    assert left == ["Điện thoại đã sửa sau khi gộp: giữ như hiện nay ở hồ sơ giữ lại"]
    assert Application.objects.get(pk=application.pk).person_id == drop.pk
    assert Application.objects.get(pk=own.pk).person_id == keep.pk
    assert Person.objects.get(pk=drop.pk).phone == "0912345678"


def test_merges_are_undone_from_the_latest_back(two, clerk):
    keep, drop = two
    third = PersonFactory()
    first = merge(keep, drop, clerk)
    second = merge(third, Person.objects.get(pk=keep.pk), clerk)
    assert Person.with_shadows.get(pk=drop.pk).merged_into == third  # shadows follow
    with pytest.raises(CannotMerge, match="lần gộp sau"):
        undo_merge(merge=first, by=clerk, at=NOON)
    undo_merge(merge=second, by=clerk, at=NOON)
    undo_merge(merge=first, by=clerk, at=NOON)
    assert Person.objects.count() == 3


def test_every_key_to_a_person_has_its_words_and_no_rule_speaks_of_what_is_not_there():
    labels = {relation.label for relation in relations()}
    ours = {"intake.Pair", "intake.Merge"}
    assert labels - ours - HANGS.keys() == set(), "say in HANGS what such a row is called"
    assert (STAYS_BEHIND | BY_RULE) - labels == set()
    assert HANGS.keys() - labels == set()
    named = {c.name for model in apps.get_models() for c in model._meta.constraints}
    guards = {"months_of_a_person_never_overlap", "payments_of_a_person_never_overlap"}
    assert BREAKS.keys() - named - guards == set()
    columns = {field.attname for field in Person._meta.concrete_fields}
    assert {column for _, names in FIELDS.values() for column in names} <= columns


def test_shadows_are_left_out_by_every_way_that_does_not_ask_for_them(two, clerk):
    """Nothing in the code lists people by a manager that shows shadows, but who must."""
    keep, drop = two
    merge(keep, drop, clerk)
    assert drop not in Person.objects.all()
    assert hanging_on(keep, drop) is not None
    allowed = {"intake/queries/merging.py", "intake/actions/merging.py", "people/models.py"}
    allowed |= {"portal/actions/demo/clearing.py", "people/queries/reading.py"}
    allowed |= {"home/actions/erasing.py", "home/queries/erased.py"}  # shadows are erased too
    allowed |= {"intake/actions/population.py"}  # an answer that comes after the merge
    root = Path(apps.get_app_config("intake").path).parent
    asking = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "with_shadows" in path.read_text() or "Person._base_manager" in path.read_text()
    }
    assert asking - allowed == set()
