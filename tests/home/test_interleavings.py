"""Twenty clerks at one claim and one record in any order: nothing is silently overwritten (B2).

The rule alone runs through 10,000 steps; the actions over a database through `STEPS`, or through as
many as CAUNOI_INTERLEAVINGS says.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from caunoi.accounts.choices import Role
from caunoi.people.actions import change_part
from caunoi.people.choices import Part
from caunoi.people.models import Person
from caunoi.people.queries.profile import values_of as part_of
from caunoi.unemployment.actions.intake import fill_claim
from caunoi.unemployment.models import Claim
from caunoi.unemployment.queries.case import FACTS
from caunoi.unemployment.queries.case import values_of as claim_of
from caunoi_kit.ui import editing
from tests.accounts.factories import UserFactory
from tests.people.factories import LabourProfileFactory
from tests.placement.factories import DAY, MORNING
from tests.unemployment.factories import ClaimFactory, ContributionFactory, PaperFactory

pytestmark = pytest.mark.django_db
WRITERS = 20
STEPS = int(os.environ.get("CAUNOI_INTERLEAVINGS", "200"))
A_RUN = 25
CLAIM_BOXES = ("bank", "account_number", "medical_place", "employer_address")
RECORD_BOXES = ("major", "qualification")
WORDS = st.sampled_from(["Một", "Hai", "Ba"])
LEVELS = st.sampled_from(["NONE", "COLLEGE", "UNIVERSITY"])


@dataclass
class Page:
    """What one clerk's browser holds: what was read, and its token."""

    seen: dict[str, Any] = field(default_factory=dict)
    token: str = ""


def claim_values(key):
    return claim_of(Claim.objects.get(pk=key))


def record_values(key):
    return part_of(Person.objects.get(pk=key), Part.SCHOOLING)


def machine(claim, person, clerks):
    """The machine over one claim and one record that are there already."""

    class Clerks(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.held = {"claim": claim_values(claim.pk), "record": record_values(person.pk)}
            self.pages = {  # everybody has both open when the day begins
                what: {who: Page(held, editing.state_of(held)) for who in range(WRITERS)}
                for what, held in self.held.items()
            }

        @rule(who=st.integers(0, WRITERS - 1), what=st.sampled_from(["claim", "record"]))
        def open(self, who, what):
            read = claim_values if what == "claim" else record_values
            seen = read(claim.pk if what == "claim" else person.pk)
            assert seen == self.held[what]
            self.pages[what][who] = Page(seen, editing.state_of(seen))

        @rule(who=st.integers(0, WRITERS - 1), box=st.sampled_from(CLAIM_BOXES), word=WORDS)
        def save_claim(self, who, box, word):
            page = self.pages["claim"][who]
            typed = {name: page.seen[name] for name in FACTS if name in page.seen} | {box: word}
            self.save("claim", page, typed, lambda: fill_claim(
                claim=claim, facts=typed, rows=None, papers=None, before=page.token,
                by=clerks[who], at=MORNING,
            ))  # fmt: skip

        @rule(who=st.integers(0, WRITERS - 1), major=WORDS, level=LEVELS)
        def save_record(self, who, major, level):
            page = self.pages["record"][who]
            typed = page.seen | {"major": major, "qualification": level}
            self.save("record", page, typed, lambda: change_part(
                person=person, part=Part.SCHOOLING, values=typed, before=page.token,
                by=clerks[who], on=DAY,
            ))  # fmt: skip

        def save(self, what, page, typed, action):
            """Saved exactly when nothing unseen is replaced; refused with every such box."""
            held = self.held[what]
            unseen = [
                name for name, value in typed.items()
                if value != held[name] and page.seen[name] != held[name]
            ]  # fmt: skip
            try:
                action()
            except editing.EditedMeanwhile as refusal:
                assert [each.field for each in refusal.conflicts] == unseen
                assert unseen
                DONE["refused"] += 1
                return
            assert not unseen, f"silently overwritten: {unseen}"
            DONE["saved"] += 1
            self.held[what] = held | typed
            page.seen = dict(self.held[what])
            page.token = editing.state_of(page.seen)

        @invariant()
        def counted(self):
            DONE["steps"] += 1

    return Clerks


DONE: Counter[str] = Counter()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rule_replaces_nothing_unseen_in_five_thousand_steps_of_any_order(seed):
    chance = random.Random(seed)
    held = dict.fromkeys(CLAIM_BOXES, "")
    pages: dict[int, Page] = {}
    saved = refused = 0
    for step in range(5_000):
        who = chance.randrange(WRITERS)
        if who not in pages or chance.random() < 0.4:
            pages[who] = Page(dict(held), editing.state_of(held))
            continue
        page = pages[who]
        boxes = chance.sample(CLAIM_BOXES, chance.randint(1, len(CLAIM_BOXES)))
        typed = page.seen | {box: f"{who}/{step}" for box in boxes}
        unseen = [name for name in held if typed[name] != held[name] != page.seen[name]]
        try:
            editing.refuse_overwriting(page.token, current=held, typed=typed)
        except editing.EditedMeanwhile as refusal:
            assert [each.field for each in refusal.conflicts] == unseen
            refused += 1
            continue
        assert not unseen, f"silently overwritten: {unseen}"
        held |= typed
        saved += 1
        del pages[who]
    assert min(saved, refused) > 300


def test_any_order_of_twenty_clerks_overwrites_nothing_unseen():
    claim = ClaimFactory()
    ContributionFactory(claim=claim)
    PaperFactory(claim=claim)
    person = LabourProfileFactory().person
    clerks = [UserFactory(role=Role.CLERK) for _ in range(WRITERS)]
    DONE.clear()
    run_state_machine_as_test(
        machine(claim, person, clerks),
        settings=settings(
            max_examples=max(1, STEPS // A_RUN),
            stateful_step_count=A_RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,  # the same orders every time
        ),
    )
    assert DONE["steps"] > STEPS // 2
    assert DONE["saved"] > 0
    assert DONE["refused"] > 0
    print(dict(DONE))
