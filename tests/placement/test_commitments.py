"""Commitments of agreements against what was really done."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.placement.choices import ApplicationState, Origin
from caunoi.placement.queries.commitments import behind_line, kept_commitments
from caunoi.training.choices import EnrolmentState
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.agreements.factories import AgreementFactory, LineFactory
from tests.classifications.factories import OccupationFactory
from tests.placement.factories import ApplicationFactory
from tests.training.factories import EnrolmentFactory, IntakeFactory, ProgrammeFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def sewing():
    return OccupationFactory(code="8153")


def hired(vacancy, day, **more):
    return ApplicationFactory(
        vacancy=vacancy, state=ApplicationState.HIRED, hired_on=day,
        made_at=datetime(2026, 10, 20, 3, tzinfo=UTC), **more,
    )  # fmt: skip


def test_hires_count_for_the_firm_the_trade_and_the_month_of_the_line(sewing):
    agreement = AgreementFactory(signed=True)
    for month in (OCTOBER, NOVEMBER):
        LineFactory(agreement=agreement, occupation=sewing, month=month, quantity=2)
    ours = VacancyFactory(employer=agreement.employer, occupation=sewing)
    hired(ours, date(2026, 10, 31), origin=Origin.REFERRAL)
    hired(ours, date(2026, 11, 1))
    hired(VacancyFactory(occupation=sewing), date(2026, 11, 1))  # another firm
    hired(
        VacancyFactory(employer=agreement.employer, occupation=OccupationFactory(code="7212")),
        date(2026, 11, 1),
    )

    rows = {row.line.month: row for row in kept_commitments(on=TODAY)}

    assert (rows[OCTOBER].referred, rows[OCTOBER].hired, rows[OCTOBER].short) == (1, 1, 1)
    assert (rows[NOVEMBER].referred, rows[NOVEMBER].hired, rows[NOVEMBER].short) == (0, 1, 1)
    assert [rows[OCTOBER].due, rows[NOVEMBER].due] == [True, False]


def test_training_counts_who_began_a_class_of_the_school(sewing):
    agreement = AgreementFactory(signed=True, training=True, employer=None)
    LineFactory(agreement=agreement, occupation=sewing, month=NOVEMBER, quantity=1)
    programme = ProgrammeFactory(institution=agreement.institution, occupation=sewing)
    intake = IntakeFactory(programme=programme, starts_on=date(2026, 11, 10))
    EnrolmentFactory(intake=intake)
    EnrolmentFactory(intake=intake, state=EnrolmentState.LEARNING, started_on=date(2026, 11, 10))

    (row,) = kept_commitments(on=TODAY)

    assert (row.enrolled, row.short) == (1, 0)


def test_a_figure_opens_just_the_people_it_counts(client, settings, sewing):
    settings.CAUNOI_DEMO = True
    client.force_login(UserFactory(role=Role.COUNSELLOR, made=True))
    agreement = AgreementFactory(signed=True)
    line = LineFactory(agreement=agreement, occupation=sewing, month=OCTOBER)
    ours = VacancyFactory(employer=agreement.employer, occupation=sewing)
    one = hired(ours, date(2026, 10, 31), origin=Origin.REFERRAL)
    hired(ours, date(2026, 11, 1))  # of another month
    (row,) = kept_commitments(on=TODAY)

    found = behind_line(line)
    page = client.get(reverse("placement:commitment", args=[line.pk])).content.decode()

    assert (row.referred, row.hired) == (len(found.referred), len(found.hired)) == (1, 1)
    assert found.people == [one.person_id]
    assert page.count(one.person.full_name) == 2
    assert Entry.objects.filter(event="placement.commitment.people_read").count() == 1


def test_what_is_due_and_short_comes_first_and_drafts_do_not_come(sewing):
    agreement = AgreementFactory(signed=True)
    later = LineFactory(agreement=agreement, occupation=sewing, month=NOVEMBER)
    late = LineFactory(agreement=agreement, occupation=sewing, month=OCTOBER)
    LineFactory(agreement=AgreementFactory(), occupation=sewing, month=OCTOBER)

    assert [row.line for row in kept_commitments(on=TODAY)] == [late, later]


def test_the_page_costs_the_same_however_many_lines(
    client, settings, sewing, django_assert_max_num_queries
):
    settings.CAUNOI_DEMO = True
    client.force_login(UserFactory(role=Role.COUNSELLOR, made=True))
    agreement = AgreementFactory(signed=True)
    costs = []
    for month in range(1, 10):
        LineFactory(agreement=agreement, occupation=sewing, month=date(2027, month, 1))
        if month in {1, 9}:
            with django_assert_max_num_queries(12) as spent:
                assert client.get(reverse("placement:commitments")).status_code == 200
            costs.append(len(spent))
    assert costs[0] == costs[1]
