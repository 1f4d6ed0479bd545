"""What a newcomer finds in a made province: something on every page, and nothing after a reset."""

from collections import Counter
from datetime import date

import pytest
from django.apps import apps

from caunoi.agreements.models import Agreement
from caunoi.agreements.queries import lapsing_count, signing_day
from caunoi.classifications.choices import Sex
from caunoi.employers.models import Member as EmployerMember
from caunoi.employers.queries import verification_queue
from caunoi.people.actions import register_contact, register_person
from caunoi.people.models import Person
from caunoi.placement.choices import ApplicationState, InvitationState
from caunoi.placement.models import Application, InterviewSlot, Invitation, Referral
from caunoi.placement.queries.silence import silent_vacancies
from caunoi.portal.actions.demo import clear_demo
from caunoi.portal.actions.demo.numbers import made_identity_number, made_phone, made_tax_code
from caunoi.portal.models import SavedSearch
from caunoi.training.choices import EnrolmentState
from caunoi.training.models import Attendance, Enrolment, FirmOrder, Intake
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.postings import waiting
from caunoi_engine.text.identity import read_identity_number
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui.typed import read_phone
from tests.accounts.factories import UserFactory
from tests.places.factories import CommuneFactory
from tests.portal.tiny_demo import DAY, NOW

KEPT = {"auth", "accounts", "places", "classifications", "journal", "contenttypes", "sessions"}


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_exchange_is_in_full_swing():
    states = Counter(Application.objects.values_list("state", flat=True))
    assert set(states) >= set(ApplicationState) - {ApplicationState.HIRED}
    assert silent_vacancies(on=DAY)
    assert Referral.objects.exists()
    coming = Invitation.objects.filter(state=InvitationState.COMING, slot__starts_at__gt=NOW)
    assert coming.exists()
    for slot in InterviewSlot.objects.all():
        present = {InvitationState.COMING, InvitationState.CAME, InvitationState.NO_SHOW}
        assert slot.taken == Invitation.objects.filter(slot=slot, state__in=present).count()
    assert {each.state for each in Enrolment.objects.all()} == set(EnrolmentState)
    assert Attendance.objects.exists()
    assert FirmOrder.objects.count() >= 2


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_no_more_are_hired_or_seated_than_there_are_places():
    for vacancy in Vacancy.objects.all():
        of_it = Application.objects.filter(vacancy=vacancy)
        hired = of_it.filter(state=ApplicationState.HIRED).count()
        assert hired <= vacancy.filled
        assert vacancy.filled + of_it.holding(DAY).count() <= vacancy.positions
    for intake in Intake.objects.all():
        assert Enrolment.objects.seated().filter(intake=intake).count() <= intake.taken


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_centre_and_each_visitor_have_something_to_do():
    queue = waiting()
    assert queue.adverts.count() == 5
    assert sum(bool(advert.findings) for advert in queue.adverts) == 2
    assert queue.reports.exists()
    assert verification_queue().exists()
    assert signing_day(DAY).exists()
    assert lapsing_count(on=DAY) == 1
    guide = Person.objects.get(account__username="nguoi-tim-viec")
    for mine in (Application, Invitation, Enrolment, SavedSearch):
        assert mine.objects.filter(person=guide).exists(), mine
    firm = EmployerMember.objects.get(user__username="doanh-nghiep").employer
    assert firm.verified_at is not None
    assert Application.objects.filter(vacancy__employer=firm).count() >= 10
    assert len(set(Message.objects.values_list("state", flat=True))) >= 4


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_a_reset_leaves_no_row_behind():
    assert Agreement.objects.exists()
    clear_demo(at=NOW)
    left = {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in KEPT
    }
    assert {label: count for label, count in left.items() if count} == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_whom_a_visitor_of_the_demo_enters_is_made_and_goes_with_the_rest():
    visitor = UserFactory(made=True)
    person = register_person(
        full_name="Người Xem Thử", birth_date=date(1990, 3, 2), sex=Sex.FEMALE,
        place=CommuneFactory(), by=visitor, on=DAY,
    ).person  # fmt: skip
    contact = register_contact(
        full_name="Chỉ Để Lại Số", phone=made_phone(3), account=None, by=visitor, on=DAY
    )
    assert person.made
    assert contact.made


def test_numbers_of_made_people_are_well_formed_and_belong_to_nobody():
    assert read_phone(made_phone(68_800)) == "02000068800"
    read = read_identity_number(made_identity_number(7, born=2002, male=False))
    assert (read.birth_year, read.male, read.born_in_vietnam) == (2002, False, False)
    assert len({made_tax_code(number) for number in range(100)}) == 100
