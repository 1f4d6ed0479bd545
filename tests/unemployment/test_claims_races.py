"""Many hands at once: one claim a person, numbers without gaps, no decision approved twice."""

from datetime import timedelta

import pytest
from django.db import connection

from caunoi.accounts.choices import Role
from caunoi.unemployment.actions import decisions, intake
from caunoi.unemployment.models import Claim, Decision
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.placement.test_applications_races import all_at_once
from tests.unemployment.factories import MORNING, ClaimFactory, ContributionFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked on PostgreSQL"),
]
TESTED = MORNING + timedelta(days=15)


def proposed(clerk, number):
    claim = ClaimFactory(
        number=number,
        begun_by=clerk,
        person=PersonFactory(identity_number=f"{number:012d}", identity_digest=f"{number:064d}"),
    )
    ContributionFactory(claim=claim)
    return decisions.propose_outcome(claim=claim, by=clerk, at=TESTED)


def test_ten_clerks_begin_one_claim_of_a_person():
    person = PersonFactory()
    clerks = [UserFactory(role=Role.CLERK) for _ in range(10)]
    ended = all_at_once(
        [lambda by=clerk: intake.begin_claim(person=person, by=by, at=MORNING) for clerk in clerks],
        intake.CannotFile,
    )
    assert ended == {"done": 10}
    assert Claim.objects.count() == 1


def test_decisions_approved_at_once_by_one_and_by_many_have_no_gap():
    clerk = UserFactory(role=Role.CLERK)
    heads = [UserFactory(role=Role.HEAD) for _ in range(4)]
    made = [proposed(clerk, number) for number in range(1, 9)]
    deeds = [
        lambda one=decision, by=heads[n % 2]: decisions.approve(decision=one, by=by, at=TESTED)
        for n, decision in enumerate(made)
    ] + [
        lambda by=head: decisions.approve_many(decisions=made, by=by, at=TESTED)
        for head in heads[2:]
    ]
    all_at_once(deeds, decisions.CannotApprove)
    numbers = Decision.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 9))
