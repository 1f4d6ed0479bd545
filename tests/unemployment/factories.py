"""Claims and decisions for tests. The person worked 72 months until 30 September 2026."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.unemployment.choices import (
    ClaimState,
    ContributionSource,
    DecisionKind,
    DecisionState,
    EndedContract,
    PaperKind,
    PaperState,
    Payout,
    Region,
    Termination,
)
from caunoi.unemployment.models import Claim, Contribution, Decision, Paper, Report
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory

FILED = date(2026, 11, 2)  # a Monday
MORNING = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)  # half past eight in Vietnam


class ClaimFactory(DjangoModelFactory):
    """A complete claim in the hands of a clerk, filed in person on FILED."""

    class Meta:
        model = Claim

    class Params:
        draft = factory.Trait(
            state=ClaimState.DRAFT,
            year=None,
            number=None,
            filed_on=None,
            arrived_on=None,
            completed_on=None,
            received_by=None,
            received_at=None,
        )

    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    person = factory.SubFactory(PersonFactory)
    state = ClaimState.RECEIVED
    state_since = MORNING
    begun_by = factory.SubFactory(UserFactory, role=Role.CLERK)
    begun_at = MORNING
    received_by = factory.SelfAttribute("begun_by")
    received_at = MORNING
    province = "33"
    filed_on = FILED
    arrived_on = FILED
    completed_on = FILED
    contract = EndedContract.INDEFINITE
    ended_on = date(2026, 9, 30)
    end_kind = Termination.AGREEMENT
    employer_name = "Công ty May Mẫu"
    payout = Payout.ACCOUNT
    account_holder = factory.SelfAttribute("person.full_name")
    account_number = "0123456789"
    bank = "Ngân hàng Mẫu"
    medical_place = "Trạm y tế Mẫu"


class ContributionFactory(DjangoModelFactory):
    """72 months at 8 million in region II."""

    class Meta:
        model = Contribution

    claim = factory.SubFactory(ClaimFactory)
    first = date(2020, 10, 1)
    last = date(2026, 9, 1)
    wage = 8_000_000
    region = Region.II
    employer = "Công ty May Mẫu"
    source = ContributionSource.BOOK


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = Paper

    claim = factory.SubFactory(ClaimFactory)
    kind = PaperKind.BOOK
    state = PaperState.HANDED_IN


class DecisionFactory(DjangoModelFactory):
    """A grant that waits for its approval."""

    class Meta:
        model = Decision

    class Params:
        approved = factory.Trait(
            state=DecisionState.APPROVED,
            year=2026,
            number=factory.Sequence(lambda n: n + 1),
            approved_by=factory.SubFactory(UserFactory, role=Role.HEAD),
            approved_at=MORNING,
            signed_on=FILED,
        )

    kind = DecisionKind.GRANT
    claim = factory.SubFactory(ClaimFactory)
    person = factory.SelfAttribute("claim.person")
    proposed_by = factory.SubFactory(UserFactory, role=Role.CLERK)
    proposed_at = MORNING


class ReportFactory(DjangoModelFactory):
    """Mẫu 34 of October 2026, saved with one figure."""

    class Meta:
        model = Report

    form = "N374-M34"
    kind = "month"
    first = date(2026, 10, 1)
    last = date(2026, 10, 31)
    figures = factory.LazyFunction(lambda: {"filed.now": 3})
    made_by = factory.SubFactory(UserFactory, role=Role.HEAD)
    made_at = MORNING
