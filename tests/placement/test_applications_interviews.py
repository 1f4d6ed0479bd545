"""Interviews: times, invitations, answers, reminders, and that no slot and no person is doubled."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from caunoi.people.choices import Purpose
from caunoi.placement.actions.invitations import (
    CannotChooseSlot,
    CannotInvite,
    NewSlots,
    choose_slot,
    confirm,
    decline,
    invite,
    record_attendance,
)
from caunoi.placement.actions.upkeep import remind_of_interviews
from caunoi.placement.choices import ApplicationState, InvitationState, Origin
from caunoi.placement.models import InterviewSlot, Invitation
from caunoi.placement.queries.invitations import answer_address, invitation_behind
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.people.factories import ConsentFactory, PersonFactory
from tests.placement.factories import (
    MORNING,
    ApplicationFactory,
    InvitationFactory,
    SlotFactory,
)
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=4)
THEN = MORNING + timedelta(days=3)
TIMES = NewSlots(place="Cổng 2", starts_at=THEN, minutes=30, number=4, capacity=2)


def open_person(**more):
    person = PersonFactory(phone="0912345678", **more)
    ConsentFactory(person=person, purpose=Purpose.EMPLOYERS)
    return person


def ask(vacancy=None, *, people=(), applications=(), times=TIMES):
    return invite(
        vacancy=vacancy or VacancyFactory(), people=people, applications=applications,
        times=times, by=UserFactory(), at=MORNING,
    )  # fmt: skip


def say_yes(invitation, slot=None):
    slot = slot or InterviewSlot.objects.filter(vacancy=invitation.vacancy).order_by("id").first()
    return choose_slot(invitation=invitation, slot=slot, by=None, at=NOON)


def test_times_are_offered_in_a_row():
    ask(people=[open_person()])

    slots = list(InterviewSlot.objects.order_by("starts_at"))
    assert [slot.starts_at - THEN for slot in slots] == [
        timedelta(minutes=30 * n) for n in range(4)
    ]
    assert {(slot.minutes, slot.capacity, slot.place) for slot in slots} == {(30, 2, "Cổng 2")}


def test_the_same_times_again_are_not_doubled():
    vacancy = VacancyFactory()
    ask(vacancy, people=[open_person()])
    ask(vacancy, people=[open_person()])

    assert InterviewSlot.objects.count() == 4


def test_somebody_found_hears_of_it_and_has_no_application_yet():
    (invitation,) = ask(people=[open_person()])

    assert invitation.application is None
    assert answer_address(invitation) in Message.objects.get().text


def test_somebody_who_applied_stands_at_the_interview():
    application = ApplicationFactory()

    (invitation,) = ask(application.vacancy, applications=[application])

    application.refresh_from_db()
    assert (application.state, invitation.application) == (ApplicationState.INTERVIEW, application)


def test_twenty_are_invited_at_once_and_not_twenty_one():
    vacancy = VacancyFactory()
    people = [open_person() for _ in range(21)]

    with pytest.raises(CannotInvite, match="20"):
        ask(vacancy, people=people)
    assert len(ask(vacancy, people=people[:20])) == 20


def test_who_is_invited_or_applied_already_is_not_invited_again():
    vacancy = VacancyFactory()
    person = open_person()
    ask(vacancy, people=[person])
    applied = ApplicationFactory(vacancy=vacancy, person=open_person())

    assert ask(vacancy, people=[person, applied.person]) == []


def test_nobody_is_invited_who_no_longer_lets_employers_find_them():
    with pytest.raises(CannotInvite, match="thôi cho"):
        ask(people=[PersonFactory()])


@pytest.mark.parametrize(
    ("times", "words"),
    [(None, "Thêm giờ"), (NewSlots("Cổng 2", MORNING, 30, 4, 1), "đã qua")],
)
def test_an_invitation_offers_a_time_to_come(times, words):
    with pytest.raises(CannotInvite, match=words):
        ask(people=[open_person()], times=times)


def test_nobody_chosen_is_nobody_invited():
    with pytest.raises(CannotInvite, match="Chưa chọn ai"):
        ask()


def test_a_yes_makes_the_application_and_takes_the_place():
    (invitation,) = ask(people=[open_person()])

    invitation = say_yes(invitation)

    assert invitation.state == InvitationState.COMING
    assert invitation.application.origin == Origin.INVITATION
    assert invitation.application.state == ApplicationState.INTERVIEW
    assert invitation.slot.taken == 1


def test_the_same_yes_again_changes_nothing():
    (invitation,) = ask(people=[open_person()])
    say_yes(invitation)

    again = say_yes(invitation)

    assert again.slot.taken == 1


def test_changing_the_time_gives_the_old_place_back():
    (invitation,) = ask(people=[open_person()])
    first, second, *_ = InterviewSlot.objects.order_by("starts_at")
    say_yes(invitation, first)

    say_yes(invitation, second)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.taken, second.taken) == (0, 1)


def test_a_full_time_takes_nobody_more():
    slot = SlotFactory(taken=1)

    with pytest.raises(CannotChooseSlot, match="đủ người"):
        say_yes(InvitationFactory(vacancy=slot.vacancy), slot)


def test_the_database_too_refuses_an_overbooked_slot():
    slot = SlotFactory(taken=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        InterviewSlot.objects.filter(pk=slot.pk).update(taken=2)


def test_a_time_of_another_vacancy_or_of_the_past_is_not_taken():
    invitation = InvitationFactory()

    for slot in (
        SlotFactory(),
        SlotFactory(vacancy=invitation.vacancy, starts_at=MORNING, ends_at=NOON),
    ):
        with pytest.raises(CannotChooseSlot, match="không còn"):
            say_yes(invitation, slot)


def test_nobody_has_two_interviews_at_one_time():
    person = PersonFactory()
    one, other = SlotFactory(), SlotFactory(starts_at=THEN + timedelta(minutes=15))
    say_yes(InvitationFactory(person=person, vacancy=one.vacancy), one)

    with pytest.raises(CannotChooseSlot, match="đã hẹn"):
        say_yes(InvitationFactory(person=person, vacancy=other.vacancy), other)


def test_one_interview_may_follow_the_other():
    person = PersonFactory()
    one, other = SlotFactory(), SlotFactory(starts_at=THEN + timedelta(minutes=30))
    say_yes(InvitationFactory(person=person, vacancy=one.vacancy), one)

    second = say_yes(InvitationFactory(person=person, vacancy=other.vacancy), other)

    assert second.state == InvitationState.COMING


def test_a_no_frees_the_place_and_the_application_stays():
    (invitation,) = ask(people=[open_person()])
    invitation = say_yes(invitation)

    decline(invitation=invitation, by=None, at=NOON)

    invitation.refresh_from_db()
    assert invitation.state == InvitationState.DECLINED
    assert invitation.slot.taken == 0
    assert invitation.application.state == ApplicationState.SUITABLE


def test_a_no_before_any_yes_makes_no_application():
    (invitation,) = ask(people=[open_person()])

    decline(invitation=invitation, by=None, at=NOON)

    invitation.refresh_from_db()
    assert invitation.application is None


def test_after_a_no_the_link_takes_no_yes():
    (invitation,) = ask(people=[open_person()])
    decline(invitation=invitation, by=None, at=NOON)

    with pytest.raises(CannotChooseSlot, match="khép lại"):
        say_yes(invitation)


def test_saying_again_that_one_comes_needs_a_time():
    (invitation,) = ask(people=[open_person()])

    with pytest.raises(CannotChooseSlot, match="Chưa có giờ"):
        confirm(invitation=invitation, by=None, at=NOON)
    say_yes(invitation)
    assert confirm(invitation=invitation, by=None, at=NOON).confirmed_at == NOON


def test_who_came_and_who_did_not_is_written_down_and_can_be_put_right():
    (invitation,) = ask(people=[open_person()])
    invitation, user = say_yes(invitation), UserFactory()
    after = THEN + timedelta(hours=1)

    with pytest.raises(CannotInvite, match="chưa đến giờ"):
        record_attendance(invitation=invitation, came=False, by=user, at=NOON)
    gone = record_attendance(invitation=invitation, came=False, by=user, at=after)
    assert gone.state == InvitationState.NO_SHOW
    there = record_attendance(invitation=invitation, came=True, by=user, at=after)
    assert there.state == InvitationState.CAME


# --- The link and the reminders -----------------------------------------------------------------


def test_a_link_opens_its_own_invitation_and_a_changed_one_nothing():
    invitation = InvitationFactory()
    token = answer_address(invitation).rstrip("/").rpartition("/")[2]

    assert invitation_behind(token) == invitation
    for place in range(len(token)):
        letter = "a" if token[place] != "a" else "b"
        assert invitation_behind(f"{token[:place]}{letter}{token[place + 1 :]}") is None


def coming(starts_at=THEN):
    vacancy = VacancyFactory()
    slot = SlotFactory(vacancy=vacancy, starts_at=starts_at)
    return say_yes(InvitationFactory(vacancy=vacancy), slot)


def reminders():
    found = Message.objects.filter(kind__startswith="placement.invitation.before")
    return list(found.order_by("id").values_list("kind", flat=True))


def test_people_are_reminded_a_day_and_two_hours_before_once_each():
    coming()

    for hours in (30, 23, 22, 3, 2, 1):
        remind_of_interviews(at=THEN - timedelta(hours=hours))

    assert reminders() == ["placement.invitation.before_24h", "placement.invitation.before_2h"]


def test_an_interview_taken_at_the_last_moment_is_reminded_of_once():
    coming()

    assert remind_of_interviews(at=THEN - timedelta(hours=1)) == 1
    assert reminders() == ["placement.invitation.before_2h"]


def test_who_declined_is_not_reminded():
    decline(invitation=coming(), by=None, at=NOON)

    assert remind_of_interviews(at=THEN - timedelta(hours=1)) == 0


def test_a_changed_time_is_reminded_of_anew():
    invitation = coming()
    remind_of_interviews(at=THEN - timedelta(hours=20))
    later = SlotFactory(vacancy=invitation.vacancy, starts_at=THEN + timedelta(days=2))

    choose_slot(invitation=invitation, slot=later, by=None, at=THEN - timedelta(hours=10))
    remind_of_interviews(at=later.starts_at - timedelta(hours=20))

    assert reminders() == ["placement.invitation.before_24h"] * 2
    assert Invitation.objects.get().confirmed_at is None
