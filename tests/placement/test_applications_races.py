"""Many at once (trust B6, B7): positions and slots are never promised twice.

Rows are locked on PostgreSQL only; SQLite lets one writer in at a time.
"""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from caunoi.placement.actions.applications import (
    CannotApply,
    CannotMove,
    apply,
    start_application,
    withdraw_application,
)
from caunoi.placement.actions.hires import CannotHire, hire
from caunoi.placement.actions.invitations import CannotChooseSlot, choose_slot, decline
from caunoi.placement.choices import ApplicationState, InvitationState, Origin
from caunoi.placement.models import Application, InterviewSlot, Invitation
from caunoi.placement.queries.applications import positions_free
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import (
    DAY,
    MORNING,
    ApplicationFactory,
    InvitationFactory,
    SlotFactory,
)
from tests.places.factories import CommuneFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked on PostgreSQL"),
]

THREADS = 8  # as many connections as the pool gives with room for others
UNTIL = DAY + timedelta(days=7)


def all_at_once(deeds: list[Callable[[], object]], *refusals: type[Exception]) -> Counter:
    """Do these in threads and count how they ended: "done", or the name of the refusal."""

    def do(deed: Callable[[], object]) -> str:
        try:
            deed()
        except refusals as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(do, deeds))


def people(number: int) -> list:
    place = CommuneFactory()
    return [PersonFactory(place=place, permanent_place=place) for _ in range(number)]


def test_of_500_at_once_exactly_50_get_a_position_held():
    vacancy = VacancyFactory(positions=50)

    ended = all_at_once(
        [
            lambda person=person: start_application(
                person=person, vacancy=vacancy, origin=Origin.REFERRAL, by=None, at=MORNING,
                held_until=UNTIL,
            )
            for person in people(500)
        ],
        CannotApply,
    )  # fmt: skip

    assert ended == {"done": 50, "CannotApply": 450}
    assert positions_free(vacancy, on=DAY) == 0


def test_one_person_in_twelve_windows_has_one_application():
    vacancy, (person,) = VacancyFactory(), people(1)

    ended = all_at_once([lambda: apply(person=person, vacancy=vacancy, by=None, at=MORNING)] * 12)

    assert ended == {"done": 12}
    assert Application.objects.count() == 1


def test_held_hired_and_withdrawn_at_once_never_exceed_the_positions():
    vacancy, user = VacancyFactory(positions=10), UserFactory()
    who = people(60)
    sent = [ApplicationFactory(person=person, vacancy=vacancy) for person in who[:40]]
    deeds = [
        *[lambda one=one: hire(application=one, by=user, at=MORNING) for one in sent[:25]],
        *[
            lambda person=person: start_application(
                person=person, vacancy=vacancy, origin=Origin.REFERRAL, by=None, at=MORNING,
                held_until=UNTIL,
            )
            for person in who[40:]
        ],
        *[
            lambda one=one: withdraw_application(application=one, by=None, at=MORNING)
            for one in sent[25:30]
        ],
    ]  # fmt: skip

    all_at_once(deeds[::2] + deeds[1::2], CannotHire, CannotApply, CannotMove)

    vacancy.refresh_from_db()
    hired = Application.objects.filter(state=ApplicationState.HIRED).count()
    assert vacancy.filled == hired
    assert positions_free(vacancy, on=DAY) >= 0


def two_firms() -> tuple[list[InterviewSlot], list[Invitation]]:
    """200 times of two firms, the same hundred half hours each, and 500 invitations to them."""
    slots, invitations, who, user = [], [], people(250), UserFactory()
    for vacancy in VacancyFactory.create_batch(2, positions=1000):
        slots += [
            SlotFactory(
                vacancy=vacancy, starts_at=MORNING + timedelta(days=3, minutes=30 * n), made_by=user
            )
            for n in range(100)
        ]
        invitations += [
            InvitationFactory(person=person, vacancy=vacancy, sent_by=user) for person in who
        ]
    return slots, invitations


def test_1000_answers_on_200_times_double_no_time_and_no_person():
    slots, invitations = two_firms()
    chance = random.Random(7)
    by_vacancy = {
        vacancy: [slot for slot in slots if slot.vacancy_id == vacancy]
        for vacancy in {slot.vacancy_id for slot in slots}
    }
    wishes = [(one, chance.choice(by_vacancy[one.vacancy_id])) for one in invitations * 2]
    answers = [
        lambda one=one, slot=slot: choose_slot(invitation=one, slot=slot, by=None, at=MORNING)
        for one, slot in wishes
    ]
    chance.shuffle(answers)

    ended = all_at_once(answers, CannotChooseSlot)

    assert ended.total() == 1000
    coming = list(
        Invitation.objects.filter(state=InvitationState.COMING)
        .select_related("slot")
        .order_by("id")
    )
    assert max(Counter(one.slot_id for one in coming).values()) == 1
    at_once = Counter((one.person_id, one.slot.starts_at) for one in coming)
    assert max(at_once.values()) == 1
    taken = Counter(one.slot_id for one in coming)
    for slot in InterviewSlot.objects.order_by("id"):
        assert slot.taken == taken[slot.pk]
    assert len(coming) > 150  # most times are taken when five people ask for each


def test_yes_no_and_withdrawal_at_once_block_nobody_and_leave_true_counts():
    vacancy, user = VacancyFactory(positions=100), UserFactory()
    slots = [
        SlotFactory(
            vacancy=vacancy, capacity=5, starts_at=MORNING + timedelta(days=3, minutes=30 * n)
        )
        for n in range(4)
    ]
    invitations = [
        InvitationFactory(person=one.person, vacancy=vacancy, application=one, sent_by=user)
        for one in (ApplicationFactory(person=person, vacancy=vacancy) for person in people(24))
    ]
    deeds = []
    for number, one in enumerate(invitations):
        for slot in (slots[number % 4], slots[(number + 1) % 4]):
            deeds.append(
                lambda one=one, slot=slot: choose_slot(
                    invitation=one, slot=slot, by=None, at=MORNING
                )
            )
        deeds.append(lambda one=one: decline(invitation=one, by=None, at=MORNING))
        if number % 3 == 0:
            deeds.append(
                lambda one=one: withdraw_application(
                    application=one.application, by=None, at=MORNING
                )
            )
    random.Random(7).shuffle(deeds)

    all_at_once(deeds, CannotChooseSlot, CannotMove)

    coming = Counter(
        Invitation.objects.filter(state=InvitationState.COMING).values_list("slot", flat=True)
    )
    for slot in InterviewSlot.objects.order_by("id"):
        assert slot.taken == coming[slot.pk] <= slot.capacity
