"""The brake on bulk reading through a valid account (trust E6)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from caunoi.accounts.actions import CannotConsent, ReadingStopped, consent_to_reading
from caunoi.accounts.choices import Role
from caunoi.accounts.queries import people_read_in_last_hour, readers_of_many
from caunoi_kit.journal.actions import record, record_read
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_nine_in_the_morning():
    with time_machine.travel(AT, tick=False):
        yield


def read_group(user, numbers, **more):
    record("placement.plan.people_read", by=user, detail={"people": list(numbers)}, **more)


def alerts():
    return Entry.objects.filter(event="accounts.reading.alerted").count()


def test_opened_records_are_counted_once_each_and_groups_person_by_person():
    user, person = UserFactory(), PersonFactory()
    for _ in range(3):
        record_read("people.person.read", about=person, by=user, fields=["phone"])
    read_group(user, [person.pk, 10**6, 10**6 + 1])
    record("people.person.registered", by=user, about=PersonFactory())
    assert people_read_in_last_hour(user, at=AT) == 3


def test_what_was_read_more_than_an_hour_ago_no_longer_counts():
    user = UserFactory()
    read_group(user, range(50), at=AT - timedelta(minutes=61))
    assert people_read_in_last_hour(user, at=AT) == 0


def test_over_sixty_people_an_alert_is_written_once():
    user = UserFactory()
    read_group(user, range(60))
    assert alerts() == 0
    read_group(user, [60])
    read_group(user, [61])
    assert alerts() == 1
    found = readers_of_many(at=AT)
    assert [(each.user, each.people, each.stopped) for each in found] == [(user, 62, False)]


def test_from_three_hundred_people_nothing_more_is_read_until_a_head_consents():
    user, head = UserFactory(), UserFactory(role=Role.HEAD)
    for start in range(0, 300, 50):
        read_group(user, range(start, start + 50))
    with pytest.raises(ReadingStopped):
        read_group(user, [1])
    with pytest.raises(ReadingStopped):
        record_read("people.person.read", about=PersonFactory(), by=user, fields=["phone"])
    lines = Entry.objects.filter(by=user, event__endswith="read").count()
    assert lines == 6
    assert readers_of_many(at=AT)[0].stopped

    with pytest.raises(CannotConsent, match="Không tự đồng ý"):
        consent_to_reading(reader=user, reason="x", by=user, at=AT)
    with pytest.raises(CannotConsent, match="lý do"):
        consent_to_reading(reader=user, reason=" ", by=head, at=AT)
    consent_to_reading(reader=user, reason="Mời dự phiên", by=head, at=AT)

    later = AT + timedelta(minutes=1)
    read_group(user, [1], at=later)
    assert people_read_in_last_hour(user, at=later) == 1
    assert readers_of_many(at=later) == []


def test_one_readers_stop_does_not_stop_another():
    user = UserFactory()
    read_group(user, range(300))
    read_group(UserFactory(), [1])


def test_job_seekers_and_visitors_of_a_demo_site_are_not_counted(settings):
    seeker, visitor = UserFactory(role=Role.JOB_SEEKER), UserFactory(made=True)
    settings.CAUNOI_DEMO = True
    for user in (seeker, visitor):
        read_group(user, range(300))
        read_group(user, range(300, 400))
    assert alerts() == 0


def test_the_page_of_heads_shows_who_was_stopped_and_takes_a_consent(client, settings):
    settings.CAUNOI_DEMO = True
    user, head = UserFactory(full_name="Phạm Mở Nhiều"), UserFactory(role=Role.HEAD, made=True)
    read_group(user, range(300))
    client.force_login(head)
    where = reverse("accounts:readers")
    page = client.get(where).content.decode()
    assert "Phạm Mở Nhiều" in page
    assert "Đã dừng" in page
    consent = reverse("accounts:consent", args=[user.pk])
    client.post(consent, {"_once": fresh_key(), "reason": ""})
    with pytest.raises(ReadingStopped):
        read_group(user, [1])
    client.post(consent, {"_once": fresh_key(), "reason": "Mời dự phiên"})
    assert "Không có ai" in client.get(where).content.decode()
    read_group(user, [1])


def test_the_stop_is_said_in_plain_words(rf):
    from caunoi_kit.ui.views import forbidden

    page = forbidden(rf.get("/"), ReadingStopped())
    assert page.status_code == 403
    assert "Tạm dừng mở hồ sơ" in page.content.decode()
