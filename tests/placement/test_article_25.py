"""Whoever a firm refused is gone from every page of the firm on time, and not before (trust E9)."""

from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.employers.models import Member
from caunoi.placement.actions.applications import let_firm_keep
from caunoi.placement.choices import ApplicationState, InvitationState, Refusal
from tests.accounts.factories import UserFactory
from tests.people.factories import LabourProfileFactory, PersonFactory
from tests.placement.factories import (
    DAY,
    MORNING,
    ApplicationFactory,
    InvitationFactory,
    SlotFactory,
)
from tests.placement.pages import PAGES
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
NAME, PHONE = "Đặng Thị Quýt Mẫu", "0987123450"
TRACES = (NAME, PHONE, "0987 123 450", "Quýt")


@pytest.fixture
def refused(settings, monkeypatch):
    """A firm refused somebody today whom it had invited; the firm is signed in."""
    settings.CAUNOI_DEMO = True
    vacancy = VacancyFactory()
    user = UserFactory(role=Role.EMPLOYER, made=True)
    Member.objects.create(employer=vacancy.employer, user=user, lead=True, since=DAY)
    person = PersonFactory(full_name=NAME, phone=PHONE)
    LabourProfileFactory(person=person)
    application = ApplicationFactory(
        person=person, vacancy=vacancy, state=ApplicationState.REJECTED, reason=Refusal.SKILL,
        state_at=MORNING,
    )  # fmt: skip
    InvitationFactory(
        person=person, vacancy=vacancy, application=application, slot=SlotFactory(vacancy=vacancy),
        state=InvitationState.CAME, answered_at=MORNING,
    )  # fmt: skip

    def on_day(days):
        """The same firm, signed in so many days later."""
        clock = MORNING + timedelta(days=days)
        monkeypatch.setattr("django.utils.timezone.now", lambda: clock)
        client = Client()
        client.force_login(user)
        return shown(client, application)

    return on_day, application


def pages_of(application):
    """Every address that a firm may open of this vacancy and this application."""
    vacancy = application.vacancy
    for name, page in PAGES.items():
        if Role.EMPLOYER not in page.only or page.takes_posts:
            continue
        for args in ([], [vacancy.pk], [vacancy.public_id], [application.public_id]):
            try:
                yield name, reverse(name, args=args)
            except Exception:  # noqa: S112  this page names something else
                continue


def shown(client, application):
    """On which pages somebody reads of the person."""
    found, opened = set(), 0
    for name, url in pages_of(application):
        answer = client.get(url)
        opened += answer.status_code == 200
        if answer.status_code == 200 and any(t in answer.content.decode() for t in TRACES):
            found.add(name)
    assert opened >= 5
    return found


def test_until_the_last_day_the_firm_may_reach_them_and_then_no_page_says_anything(refused):
    on_day, _ = refused
    last = conf.CAUNOI_REFUSED_CONTACT_DAYS

    for days in (0, 1, last - 1, last):
        assert {"placement:board", "placement:application"} <= on_day(days), days
    for days in (last + 1, last + 2, last + 300):
        assert on_day(days) == set(), days


def test_with_their_yes_it_stays_and_without_it_is_gone_at_once(refused):
    on_day, application = refused
    late = conf.CAUNOI_REFUSED_CONTACT_DAYS + 300
    let_firm_keep(application=application, may_keep=True, by=application.person.account)
    assert "placement:board" in on_day(late)
    let_firm_keep(application=application, may_keep=False, by=application.person.account)
    assert on_day(late) == set()
