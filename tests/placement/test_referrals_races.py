"""Many counsellors at once (trust B6): numbers without gaps, positions never held twice."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from caunoi.placement.actions.referrals import (
    CannotNote,
    CannotRefer,
    note_result,
    refer,
    revoke_referral,
)
from caunoi.placement.choices import Refusal
from caunoi.placement.models import Application, Referral, ToldProposal
from caunoi.placement.queries.applications import positions_free
from tests.accounts.factories import UserFactory
from tests.placement.factories import DAY, MORNING, seeker
from tests.placement.test_applications_races import all_at_once
from tests.vacancies.factories import VacancyFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked on PostgreSQL"),
]

SOON = MORNING + timedelta(hours=3)


def sending(person, vacancy, by):
    return lambda: refer(
        person=person, vacancy=vacancy, come_at=SOON, place="Cổng 2", by=by, at=MORNING
    )


def test_letters_made_at_once_fill_the_positions_and_leave_no_gap():
    by = UserFactory()
    vacancies = [VacancyFactory(positions=4), VacancyFactory(positions=4)]
    people = [seeker(wishes=()) for _ in range(24)]

    ended = all_at_once(
        [sending(person, vacancies[n % 2], by) for n, person in enumerate(people)], CannotRefer
    )

    assert ended == {"done": 8, "CannotRefer": 16}
    numbers = Referral.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 9))
    assert [positions_free(vacancy, on=DAY) for vacancy in vacancies] == [0, 0]


def test_one_person_sent_twelve_times_at_once_has_one_letter():
    by, person, vacancy = UserFactory(), seeker(wishes=()), VacancyFactory()

    ended = all_at_once([sending(person, vacancy, by)] * 12, CannotRefer)

    assert ended == {"done": 12}
    assert Referral.objects.count() == 1
    assert ToldProposal.objects.in_force().count() == 1


def test_hired_refused_and_revoked_at_once_ends_one_way():
    by, vacancy = UserFactory(role="COUNSELLOR"), VacancyFactory(positions=5)
    made = [sending(seeker(wishes=()), vacancy, by)() for _ in range(4)]
    deeds = []
    for referral in made:
        deeds += [
            lambda one=referral: note_result(referral=one, hired=True, by=by, at=SOON),
            lambda one=referral: note_result(
                referral=one, hired=False, reason=Refusal.SKILL, by=by, at=SOON
            ),
            lambda one=referral: revoke_referral(referral=one, why="Nhầm", by=by, at=SOON),
        ]

    ended = all_at_once(deeds, CannotNote)

    assert ended == {"done": 4, "CannotNote": 8}
    states = Counter(Application.objects.values_list("state", flat=True))
    vacancy.refresh_from_db()
    assert vacancy.filled == states["HIRED"]
    assert ToldProposal.objects.in_force().count() == 0
