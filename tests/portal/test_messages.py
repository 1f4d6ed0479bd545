"""The pages about messages: one's own, and the outbox that heads watch."""

import hashlib
import time
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.people.choices import Purpose
from caunoi.people.queries import allows
from caunoi.portal.management.commands.work import JOBS
from caunoi_kit.messaging.actions import send
from caunoi_kit.messaging.choices import Channel, Fault, State
from caunoi_kit.messaging.models import Message, Preference
from tests.accounts.factories import UserFactory
from tests.people.factories import ConsentFactory, PersonFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def news(**more):
    return send(**{"kind": "portal.alert", "text": "Có việc mới ở gần nhà", "at": NOW,
                   "phone": "0912345678", **more})  # fmt: skip


def went(**more):
    return Message.objects.create(
        kind="portal.alert", phone="0912345678", state=State.SENT, made_at=NOW, **more
    )


@pytest.fixture
def head(client):
    user = UserFactory(role=Role.HEAD, made=True)
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True


def test_the_outbox_masks_numbers_and_tells_no_text(client, head):
    message = news()

    for address in (reverse("portal:outbox"), reverse("portal:message", args=[message.public_id])):
        page = client.get(address).content.decode()
        assert "•••• 5678" in page
        assert "0912345678" not in page
        assert "gần nhà" not in page


def test_the_outbox_says_which_ways_are_off_and_how_prompt_it_is(client, head):
    page = client.get(reverse("portal:outbox")).content.decode()
    assert page.count("Chưa cấu hình") == 3
    assert "Gửi trong 10 giây" in page
    assert "chưa có số" in page

    went(channel=Channel.SMS, sent_at=NOW + timedelta(seconds=4))

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        client.force_login(head)
        assert "100%" in client.get(reverse("portal:outbox")).content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_the_outbox_costs_the_same_however_long(client, head, number, django_assert_num_queries):
    for _ in range(number):
        news()
    with django_assert_num_queries(8):
        client.get(reverse("portal:outbox"))


def test_a_head_sends_again_what_was_not_sent(client, head, settings):
    settings.CAUNOI_DEMO = False
    message = news()
    assert message.fault == Fault.NOT_SET_UP
    settings.CAUNOI_DEMO = True  # now there is a way
    address = reverse("portal:message", args=[message.public_id])

    assert "Gửi lại" in client.get(address).content.decode()
    client.post(address, {"_once": "a" * 32})

    message.refresh_from_db()
    assert message.state == State.SENT
    again = client.post(address, {"_once": "b" * 32}, follow=True)
    assert "đã gửi hoặc đang chờ" in again.content.decode()


def test_a_person_chooses_ways_and_stops_everything(client):
    person = PersonFactory(account=UserFactory(role=Role.JOB_SEEKER), phone="0912345678")
    ConsentFactory(person=person, purpose=Purpose.MESSAGES)
    client.force_login(person.account)
    address = reverse("portal:messages")

    client.post(address, {"sms": "on", "quiet_from": "20:00", "quiet_to": "08:00",
                          "_once": "a" * 32})  # fmt: skip
    kept = Preference.objects.get()
    assert (kept.zalo, kept.sms, kept.email, kept.quiet_from.hour) == (False, True, False, 20)
    client.post(address, {"lam": "dung", "_once": "b" * 32})

    assert not allows(person, Purpose.MESSAGES)
    assert news(user=person.account).fault == Fault.STOPPED
    assert "đã dừng mọi tin nhắn" in client.get(address).content.decode()


def test_hours_that_are_no_hours_are_told_and_nothing_is_kept(client):
    client.force_login(UserFactory(role=Role.EMPLOYER))
    page = client.post(reverse("portal:messages"), {"quiet_from": "25:00", "quiet_to": "x",
                                                    "_once": "a" * 32})  # fmt: skip
    assert page.status_code == 200
    assert "Lỗi:" in page.content.decode()
    assert not Preference.objects.exists()


def test_only_zalo_itself_tells_that_a_message_arrived(client, settings):
    settings.CAUNOI_MESSAGES = deepcopy(settings.CAUNOI_MESSAGES)
    settings.CAUNOI_MESSAGES["zalo"] |= {"app_id": "app", "oa_secret": "oa"}
    message = went(channel=Channel.ZALO, sent_at=NOW, provider_id="m1")
    stamp = str(time.time_ns() // 1_000_000)
    body = (
        f'{{"event_name":"user_received_message","timestamp":"{stamp}",'
        '"message":{"msg_id":"m1"}}'
    )
    mac = hashlib.sha256(f"app{body}{stamp}oa".encode()).hexdigest()
    address = reverse("portal:zalo_event")

    def tell(signature, what=body):
        return client.post(address, what, content_type="application/json",
                           headers={"X-ZEvent-Signature": signature}).status_code  # fmt: skip

    for wrong in ("", "mac=", f"mac={mac[:-1]}0", "é"):
        assert tell(wrong) == 403
    for body_ in ("", "[]", "{}", "[" * 5_000, '{"timestamp":"1e999"}', '{"timestamp":1}'):
        assert tell(f"mac={mac}", body_) == 403
    message.refresh_from_db()
    assert message.state == State.SENT
    assert tell(f"mac={mac}") == 200
    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_the_demo_page_is_there_on_a_demo_site_only(client, settings):

    news()
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        page = client.get(reverse("portal:demo_messages")).content.decode()
    assert "gần nhà" in page
    assert "0912345678" not in page
    settings.CAUNOI_DEMO = False
    assert client.get(reverse("portal:demo_messages")).status_code == 404


def test_one_turn_of_the_worker_empties_the_outbox(settings, tmp_path, mailoutbox):
    settings.CAUNOI_DEMO, settings.HOME = False, tmp_path
    settings.CAUNOI_MESSAGES = {**settings.CAUNOI_MESSAGES, "email_from": "tt@vidu.vn"}

    with time_machine.travel(NOW, tick=False):
        message = news(phone="", email="hoa@vidu.vn")
        said = [job.do() for job in JOBS]

    message.refresh_from_db()
    assert message.state == State.SENT
    assert [letter.to for letter in mailoutbox] == [["hoa@vidu.vn"]]
    assert "Tin nhắn: gửi 1, chờ gửi lại 0, kênh từ chối 0." in said
