"""Who has not been here for two months is asked once whether they still look for work."""

from datetime import timedelta

import pytest

from caunoi.accounts.choices import Role
from caunoi.people.choices import Purpose
from caunoi.people.models import LabourProfile
from caunoi.portal.actions.idle import ask_idle_seekers
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.people.factories import ConsentFactory, LabourProfileFactory, PersonFactory
from tests.portal.conftest import NOW
from tests.portal.factories import SavedSearchFactory

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(days=61)


def away(*, since=LONG_AGO, agreed=True):
    """Somebody with a profile who last signed in so long ago."""
    account = UserFactory(role=Role.JOB_SEEKER, last_login=since)
    person = PersonFactory(account=account, phone=f"09120{account.pk:05}")
    LabourProfileFactory(person=person, looking=True)
    if agreed:
        ConsentFactory(person=person, purpose=Purpose.MESSAGES)
    return person


def test_who_was_long_away_is_asked_once_until_they_come_back():
    person = away()

    assert ask_idle_seekers(at=NOW) == 1
    assert ask_idle_seekers(at=NOW + timedelta(days=200)) == 0
    [message] = Message.objects.all()
    assert (message.phone, message.kind) == (person.phone, "portal.idle")
    assert "/ho-so/" in message.text and "Dừng tin" in message.text

    person.account.last_login = NOW + timedelta(days=1)
    person.account.save()
    assert ask_idle_seekers(at=NOW + timedelta(days=30)) == 0
    assert ask_idle_seekers(at=NOW + timedelta(days=62)) == 1


def test_who_is_here_or_looks_no_more_or_wants_no_messages_or_gets_alerts_is_not_asked():
    away(since=NOW - timedelta(days=59))
    away(agreed=False)
    SavedSearchFactory(person=away(), alerts=True)
    resting = away()
    LabourProfile.objects.filter(person=resting).update(looking=False)

    assert ask_idle_seekers(at=NOW) == 0
