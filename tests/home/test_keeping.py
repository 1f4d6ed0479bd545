"""What is kept how long stands in one table, and goes on its day: not before, not after."""

import importlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session

from caunoi.accounts.models import Invitation
from caunoi.home.actions import expiring
from caunoi.home.queries.keeping import EMPTY_PERSON, KEEPINGS, KEPT, Fate
from caunoi.people.models import Person
from caunoi.portal.management.commands import work
from caunoi.vacancies.models import ScamReport
from tests.accounts.factories import UserFactory
from tests.home.retention_page import PAGE, page
from tests.vacancies.factories import VacancyFactory

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_every_model_with_personal_data_says_how_long_and_what_erasing_does():
    models = {model._meta.label: model for model in apps.get_models()}
    personal = {label for label, model in models.items() if getattr(model, "personal_data", False)}

    assert personal - KEPT.keys() == set(), "say in home.queries.keeping how long it is kept"
    assert KEPT.keys() - personal == set()
    assert len(KEPT) == len(KEEPINGS)


def test_every_row_that_leads_to_a_person_is_deleted_emptied_kept_by_law_or_says_nothing():
    """A key to a person without a way from the table would be passed over by an erasure."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Person and model is not Person:
                found = KEPT[model._meta.label]
                assert found.fate is not Fate.OTHER, model._meta.label
                assert found.path or found.fate is Fate.STAYS, model._meta.label


def test_texts_of_rows_that_stay_are_emptied():
    """Free text beside a key to a person is emptied, but for codes and what is nobody's."""
    codes = {
        "placement.Referral": {"place", "contact", "contact_phone", "revoked_why"},  # the firm's
        "placement.Application": {"reason"},
        "placement.PlanChange": {"kind"},
        "training.Enrolment": {"left_because"},
        "people.DataRequest": {"extended_why", "answer"},  # of the centre: proof that it answered
        "intake.UploadRow": {"digest", "after_digest", "note"},
        "counter.Appointment": {"channel"},
    }
    for keeping in KEEPINGS:
        if keeping.fate is not Fate.EMPTY or keeping.path != "person":
            continue
        columns = {
            field.name
            for field in apps.get_model(keeping.model)._meta.concrete_fields
            if field.get_internal_type() in {"CharField", "TextField"} and not field.choices
        }
        left = columns - keeping.empty.keys() - codes.get(keeping.model, set())
        assert left <= {"key", "kind", "identity_digest"}, (keeping.model, left)


def test_every_column_of_a_person_is_emptied():
    stay = {"id", "public_id", "full_name", "erased_at", "merged_into", "made"}
    columns = {field.name for field in Person._meta.concrete_fields}
    assert columns - EMPTY_PERSON.keys() == stay


def test_periods_are_those_of_the_code():
    checked = 0
    for keeping in KEEPINGS:
        if not keeping.period:
            continue
        module, _, name = keeping.period.partition(":")
        if module == "django.conf":
            value = getattr(settings, name.partition(".")[2])
        else:
            value = getattr(importlib.import_module(module), name)
        days = value.days if isinstance(value, timedelta) else value
        said = [int(each) for each in re.findall(r"(\d+) ngày", keeping.how_long)]
        assert days in said, keeping.model
        checked += 1
    assert checked > 10


def test_the_page_for_readers_is_the_table():
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.django_db
def test_what_is_past_its_day_goes_and_nothing_earlier(client):
    report = ScamReport.objects.create(
        vacancy=VacancyFactory(), reason="DEPOSIT", phone="0987123450", at=AT, settled_at=AT,
        settled_by=UserFactory(), upheld=False,
    )  # fmt: skip
    invitation = Invitation.objects.create(
        kind="FIRM", phone="0987123450", digest="x" * 64, invited_by=UserFactory(), made_at=AT,
        expires_at=AT,
    )  # fmt: skip
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=AT)

    def phones():
        report.refresh_from_db()
        invitation.refresh_from_db()
        return bool(report.phone), bool(invitation.phone), Session.objects.count()

    assert expiring.expire(at=AT) == 0
    assert phones() == (True, True, 1)
    assert expiring.expire(at=AT + DAY) == 1  # the session
    assert expiring.expire(at=AT + expiring.INVITATION_DAYS * DAY) == 0
    expiring.expire(at=AT + expiring.INVITATION_DAYS * DAY + DAY)
    assert phones() == (True, False, 0)
    assert expiring.expire(at=AT + expiring.SCAM_DAYS * DAY) == 0
    assert expiring.expire(at=AT + expiring.SCAM_DAYS * DAY + DAY) == 1
    assert phones() == (False, False, 0)


def test_the_worker_does_it_every_hour():
    (job,) = [job for job in work.JOBS if job.do is work.keep_clean]
    assert job.seconds == work.HOUR
