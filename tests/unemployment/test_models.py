"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caunoi.unemployment.choices import ClaimState, DecisionState
from caunoi.unemployment.models import Claim, Decision
from tests.unemployment.factories import (
    ClaimFactory,
    ContributionFactory,
    DecisionFactory,
)

pytestmark = pytest.mark.django_db


def refuses(name, call):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        call()
    return name in str(refusal.value) or "UNIQUE" in str(refusal.value)


def test_a_person_has_one_open_claim():
    claim = ClaimFactory()
    assert refuses("a_person_has_one_open_claim", lambda: ClaimFactory(person=claim.person))
    Claim.objects.filter(pk=claim.pk).update(
        state=ClaimState.WITHDRAWN, withdrawn_on=date(2026, 11, 5)
    )
    ClaimFactory(person=claim.person)


def test_nobody_approves_what_they_proposed_even_by_hand():
    decision = DecisionFactory(approved=True)
    assert refuses(
        "nobody_approves_what_they_proposed",
        lambda: Decision.objects.filter(pk=decision.pk).update(approved_by=decision.proposed_by),
    )


def test_a_number_comes_with_the_approval_and_only_with_it():
    decision = DecisionFactory()
    for change in (
        {"number": 7, "year": 2026},
        {"state": DecisionState.APPROVED},
        {"state": DecisionState.COLLECTED, "collected_on": date(2026, 11, 5)},
    ):
        assert refuses(
            "a_decision_is_numbered_when_it_is_approved",
            lambda change=change: Decision.objects.filter(pk=decision.pk).update(**change),
        )


def test_two_decisions_of_a_year_have_two_numbers():
    first = DecisionFactory(approved=True)
    assert refuses(
        "decisions_of_a_year_are_numbered_once",
        lambda: DecisionFactory(approved=True, number=first.number),
    )


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"number": None}, "a_claim_has_a_number_once_it_is_filed"),
        ({"ended_on": None}, "a_filed_claim_says_when_it_came_and_what_work_ended"),
        ({"arrived_on": date(2026, 11, 1)}, "a_filed_claim_says_when_it_came"),
        ({"completed_on": date(2026, 11, 1)}, "a_claim_is_complete_no_sooner"),
        ({"state": ClaimState.WITHDRAWN}, "a_withdrawn_claim_says_when"),
        ({"received_by": None}, "a_claim_in_work_was_received_by_somebody"),
        ({"state": ClaimState.PROPOSED, "completed_on": None}, "a_claim_is_complete_before"),
        ({"state": "ODD"}, "a_claim_is_in_a_known_state"),
    ],
)
def test_states_agree_with_their_dates(change, name):
    claim = ClaimFactory()
    assert refuses(name, lambda: Claim.objects.filter(pk=claim.pk).update(**change))


def test_contributions_are_whole_months_in_order():
    row = ContributionFactory()
    kind = type(row)
    for change in ({"first": date(2020, 10, 2)}, {"last": date(2020, 9, 1)}, {"region": 5}):
        assert refuses("", lambda change=change: kind.objects.filter(pk=row.pk).update(**change))
