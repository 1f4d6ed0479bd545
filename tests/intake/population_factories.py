"""Checks for tests."""

import json
from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.intake.choices.population import Outcome, Procedure
from caunoi.intake.models import Check, CheckAnswer
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory

NOON = datetime(2026, 11, 28, 5, 0, tzinfo=UTC)


class CheckFactory(DjangoModelFactory):
    """A question that waits for its answer."""

    class Meta:
        model = Check

    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(UserFactory, role=Role.CLERK)
    officer_code = "lan.nt"
    procedure = Procedure.JOB_SEEKING
    procedure_code = "1.014746"
    asked_at = NOON
    wait_until = NOON


class CheckAnswerFactory(DjangoModelFactory):
    """An answer in which the name differs."""

    class Meta:
        model = CheckAnswer

    check_asked = factory.SubFactory(CheckFactory)
    at = NOON
    outcome = Outcome.MISMATCH
    fields = ["name"]
    theirs_sealed = json.dumps({"name": "Trần Thị Hòa"})
    source = "CSDL quốc gia về dân cư"
