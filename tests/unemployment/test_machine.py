"""The states of a claim as a machine: whatever is tried in whatever order, nothing impossible."""

from datetime import timedelta
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from caunoi.accounts.choices import Role
from caunoi.unemployment.actions import collecting, decisions, intake, supplements
from caunoi.unemployment.actions.moves import MOVES, CannotMove
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.choices import ClaimState, DecisionState
from caunoi.unemployment.models import Claim, Decision
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.unemployment.factories import MORNING, ClaimFactory, ContributionFactory, PaperFactory

REFUSALS = (
    CannotMove,
    CannotPropose,
    collecting.CannotCollect,
    collecting.CannotWithdraw,
    decisions.CannotApprove,
    intake.CannotFile,
    intake.CannotFill,
    supplements.CannotAsk,
)


class Machine(RuleBasedStateMachine):
    """One claim, two clerks who are heads too, and time that only goes on."""

    visited: ClassVar[set[str]] = set()

    def __init__(self):
        super().__init__()
        self.claim = ClaimFactory(
            person=PersonFactory(identity_number="033195001234", identity_digest="m" * 64)
        )
        ContributionFactory(claim=self.claim)
        for kind in ("REQUEST", "IDENTITY", "TERMINATION", "BOOK"):
            PaperFactory(claim=self.claim, kind=kind)
        self.people = [UserFactory(role=Role.HEAD), UserFactory(role=Role.HEAD)]
        self.at = MORNING
        self.state = ClaimState.RECEIVED

    def _try(self, do):
        try:
            do()
        except REFUSALS as refusal:
            assert len(str(refusal)) > 20  # says why, in words
        now = ClaimState(Claim.objects.get(pk=self.claim.pk).state)
        # One deed goes one step of the table, or none.
        assert now == self.state or now in MOVES[self.state], (self.state, now)
        self.state = now
        self.visited.add(now)

    def _decision(self):
        return Decision.objects.filter(claim=self.claim).order_by("-id").first()

    @rule(days=st.sampled_from([1, 3, 16, 22]))
    def wait(self, days):
        self.at += timedelta(days=days)

    @rule(who=st.integers(0, 1))
    def propose(self, who):
        self._try(
            lambda: decisions.propose_outcome(claim=self.claim, by=self.people[who], at=self.at)
        )

    @rule(who=st.integers(0, 1))
    def approve(self, who):
        if decision := self._decision():
            self._try(lambda: decisions.approve(decision=decision, by=self.people[who], at=self.at))

    @rule()
    def decide_in_time(self):
        """The usual way, which chance alone would seldom find."""
        self.propose(0)
        self.at = max(self.at, MORNING + timedelta(days=16))
        self.approve(1)

    @rule(who=st.integers(0, 1))
    def send_back(self, who):
        if decision := self._decision():
            self._try(
                lambda: decisions.send_back(
                    decision=decision, why="Xem lại", by=self.people[who], at=self.at
                )
            )

    @rule()
    def ask(self):
        self._try(
            lambda: supplements.ask_supplement(
                claim=self.claim, what="", papers=["BOOK"], by=self.people[0], at=self.at
            )
        )

    @rule()
    def answer(self):
        self._try(
            lambda: supplements.answer_supplement(
                claim=self.claim, papers=["BOOK"], by=self.people[0], at=self.at
            )
        )

    @rule(answered=st.booleans())
    def insurance(self, answered):
        verb = supplements.insurance_answered if answered else supplements.ask_insurance
        self._try(lambda: verb(claim=self.claim, by=self.people[0], at=self.at))

    @rule()
    def job(self):
        self._try(
            lambda: supplements.note_circumstance(
                claim=self.claim,
                kind="JOB",
                on=self.at.date(),
                source="PERSON",
                by=self.people[0],
                at=self.at,
            )
        )

    @rule()
    def collect(self):
        self._try(lambda: collecting.collect(claim=self.claim, by=self.people[0], at=self.at))

    @rule()
    def over(self):
        self._try(lambda: collecting.note_uncollected(on=self.at.date(), at=self.at))

    @rule(wish=st.booleans(), who=st.integers(0, 1))
    def cancel(self, wish, who):
        self._try(
            lambda: collecting.propose_cancel(
                claim=self.claim, by=self.people[who], at=self.at, wish=wish
            )
        )

    @rule()
    def withdraw(self):
        self._try(
            lambda: collecting.withdraw_claim(claim=self.claim, by=self.people[0], at=self.at)
        )

    @invariant()
    def two_hands_and_no_gap(self):
        numbered = Decision.objects.filter(number__isnull=False)
        assert all(each.approved_by_id != each.proposed_by_id for each in numbered)
        assert sorted(each.number for each in numbered) == list(range(1, len(numbered) + 1))

    @invariant()
    def the_claim_and_its_decisions_agree(self):
        proposed = Decision.objects.filter(claim=self.claim, state=DecisionState.PROPOSED)
        kinds = {each.kind for each in proposed}
        if self.state == ClaimState.PROPOSED:
            assert len(kinds & {"GRANT", "REFUSE"}) == 1
        else:
            assert not kinds & {"GRANT", "REFUSE"}


class ClaimMachine(TestCase):
    """Hypothesis gives every run a database of its own."""

    @pytest.mark.django_db
    def test_no_order_of_deeds_does_the_impossible(self):
        from django.db import transaction

        class InTransaction(Machine):
            """Each history is undone at its end."""

            def __init__(self):
                self.undo = transaction.atomic()
                self.undo.__enter__()
                super().__init__()

            def teardown(self):
                transaction.set_rollback(True)
                self.undo.__exit__(None, None, None)

        run_state_machine_as_test(
            InTransaction,
            settings=settings(
                max_examples=25,
                stateful_step_count=12,
                deadline=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
        # Histories that stop at the first step would prove nothing.
        assert {"SUPPLEMENT", "PROPOSED", "APPROVED", "WITHDRAWN"} <= Machine.visited


def test_every_state_is_in_the_table_and_the_end_is_the_end():
    assert set(MOVES) == set(ClaimState)
    ended = {state for state, after in MOVES.items() if not after}
    assert ended == {
        ClaimState.COLLECTED,
        ClaimState.REFUSED,
        ClaimState.WITHDRAWN,
        ClaimState.CANCELLED,
    }
