"""500 people ask for 50 seats at the same moment (trust B6)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from caunoi.training import actions
from caunoi.training.choices import EnrolmentState, LeaveReason
from caunoi.training.models import Enrolment
from tests.people.factories import PersonFactory
from tests.places.factories import CommuneFactory
from tests.training.factories import MORNING, IntakeFactory

SEATS, PEOPLE, AT_ONCE = 50, 500, 8


@pytest.mark.django_db(transaction=True)
def test_of_500_who_ask_at_once_50_get_a_seat_and_the_others_wait_in_order():
    if connection.vendor != "postgresql":
        pytest.skip("one writer at a time: nobody asks at once")
    intake, place = IntakeFactory(seats=SEATS), CommuneFactory()
    people = PersonFactory.create_batch(PEOPLE, place=place)

    def ask(person):
        try:
            return actions.enrol(person=person, intake=intake, by=None, at=MORNING).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(ask, people))

    intake.refresh_from_db()
    assert intake.taken == SEATS
    everybody = Enrolment.objects.filter(intake=intake).order_by("id")
    wanted = [EnrolmentState.HELD] * SEATS + [EnrolmentState.WAITING] * (PEOPLE - SEATS)
    assert [each.state for each in everybody] == wanted

    gone = list(everybody[:10])

    def go(enrolment):
        try:
            actions.leave(enrolment=enrolment, reason=LeaveReason.OWN_WISH, by=None, at=MORNING)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(go, gone))

    intake.refresh_from_db()
    assert intake.taken == SEATS
    left, held = [EnrolmentState.LEFT] * 10, [EnrolmentState.HELD] * SEATS
    states = [each.state for each in Enrolment.objects.filter(intake=intake).order_by("id")]
    assert states == left + held + [EnrolmentState.WAITING] * (PEOPLE - SEATS - 10)
