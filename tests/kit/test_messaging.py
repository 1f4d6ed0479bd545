"""The outbox: what is written, what goes by which way, what limits hold."""

import hashlib
from datetime import UTC, datetime, time, timedelta
from time import perf_counter

import pytest
from django.db import transaction

from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging import actions, delivery, limits, queries, wire
from caunoi_kit.messaging.actions import CannotResend, CannotSend, send
from caunoi_kit.messaging.channels import zalo
from caunoi_kit.messaging.choices import Channel, Fault, State
from caunoi_kit.messaging.models import Health, Message, Token
from tests.accounts.factories import UserFactory
from tests.kit.stand_in import mail_server, sending_to_a_stand_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # 12:00 in Việt Nam
NIGHT = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)  # 22:30
PHONE = "0912345678"


class Clock:
    """Time that a test moves."""

    def __init__(self, at=NOON):
        self.at = at

    def __call__(self):
        return self.at

    def on(self, **by):
        self.at += timedelta(**by)
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def provider(settings):
    """Zalo and SMS set up to talk to a stand-in on this machine."""
    with sending_to_a_stand_in(settings) as one:
        yield one


@pytest.fixture
def with_zalo(provider, settings):
    settings.CAUNOI_MESSAGES["zalo"] |= {
        "app_id": "app", "app_secret": "hush", "oa_secret": "oa", "refresh_token": "first",
        "send_url": f"{provider.address}/zns", "token_url": f"{provider.address}/token",
        "templates": {"t.news": {"id": "7", "fields": {"ten": "name"}, "text": "noi_dung"}},
    }  # fmt: skip
    return provider


def news(at=NOON, **more):
    return send(**{"kind": "t.news", "text": "Có việc mới", "at": at, "phone": PHONE, **more})


def turn(clock):
    return delivery.deliver_waiting(clock=clock)


def test_a_way_that_is_not_set_up_is_never_pretended():
    message = news(email="a@vidu.vn")

    assert (message.state, message.fault) == (State.SUPPRESSED, Fault.NOT_SET_UP)
    assert turn(Clock()).sent == 0


def test_a_message_falls_with_the_deed_it_tells_of(provider):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        news()
        1 / 0  # noqa: B018  the deed fails
    assert not Message.objects.exists()


def test_a_message_goes_by_sms_without_marks_and_only_once(provider, clock):
    message = news(text="Đã nhận hồ sơ của anh/chị")

    assert turn(clock).sent == 1
    assert turn(clock).sent == 0

    message.refresh_from_db()
    [asked] = provider.bodies("/sms")
    assert asked["Content"] == "Da nhan ho so cua anh/chi"
    assert (asked["Phone"], asked["RequestId"]) == (PHONE, message.public_id.hex)
    assert (message.state, message.channel, message.provider_id) == ("SENT", "SMS", "sms-1")


def test_one_key_stands_for_one_message_for_ever(provider, clock):
    first, again = news(key="alert.1"), news(key="alert.1", text="Khác")

    turn(clock)

    assert first.pk == again.pk
    assert news(key="alert.1").pk == first.pk
    assert len(provider.asked) == 1


def test_zalo_comes_before_sms_and_fills_the_registered_template(with_zalo, clock):
    news(data={"name": "Hoà"})

    turn(clock)

    [asked] = with_zalo.bodies("/zns")
    assert asked["phone"] == "84912345678"
    assert asked["template_data"] == {"ten": "Hoà", "noi_dung": "Có việc mới"}
    assert with_zalo.bodies("/sms") == []


def test_a_kind_without_a_template_goes_by_sms(with_zalo, clock):
    news(kind="t.other")

    turn(clock)

    assert [path for path, _, _ in with_zalo.asked] == ["/sms"]


def test_who_has_no_zalo_gets_an_sms_at_once(with_zalo, clock):
    message = news()
    with_zalo.answers = [None, {"error": -118, "message": "no account"}]

    turn(clock)

    message.refresh_from_db()
    assert (message.channel, message.refused) == ("SMS", ["ZALO"])


def test_an_expired_zalo_token_is_renewed_once_and_kept_unreadable(with_zalo, clock):
    message = news()
    with_zalo.answers = [None, {"error": -124}]

    turn(clock)

    message.refresh_from_db()
    assert message.state == State.SENT
    paths = [path for path, _, _ in with_zalo.asked]
    assert paths == ["/token", "/zns", "/token", "/zns"]
    assert with_zalo.bodies("/token")[1]["refresh_token"] == "next-access-1"
    assert {headers["access_token"] for path, headers, _ in with_zalo.asked if path == "/zns"} == {
        "access-1", "access-2",
    }  # fmt: skip
    assert "access" not in Token.objects.get().secret


def test_what_a_provider_cannot_take_now_waits_longer_each_time(provider, clock):
    message = news()
    provider.answers = [500, "garbage", 429]
    waits = []
    for _ in range(3):
        turn(clock)
        message.refresh_from_db()
        assert message.state == State.WAITING
        waits.append(message.next_at - clock.at)
        clock.on(hours=1)

    turn(clock)

    message.refresh_from_db()
    assert waits == [timedelta(minutes=m) for m in (1, 5, 15)]
    assert (message.state, message.tries) == (State.SENT, 4)


def test_after_seven_failures_it_is_said_to_have_failed_and_can_be_sent_again(provider, clock):
    message, head = news(), UserFactory()
    provider.answers = [{"CodeResult": "103"}] * 7
    for _ in range(7):
        turn(clock)
        clock.on(hours=7)
        if clock().hour >= 14:  # not into the night
            clock.on(hours=12)
    message.refresh_from_db()
    assert (message.state, message.fault) == (State.FAILED, Fault.REFUSED)

    actions.resend(message=message, by=head, at=clock())
    turn(clock)

    message.refresh_from_db()
    assert message.state == State.SENT
    assert Entry.objects.filter(event="messaging.message.resent", by=head).count() == 1
    with pytest.raises(CannotResend, match="đã gửi"):
        actions.resend(message=message, by=head, at=clock())


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_a_silent_provider_holds_nobody_and_rests_after_two_silences(
    provider, clock, fault, monkeypatch
):
    patient = wire.ask.__kwdefaults__
    monkeypatch.setattr(wire.ask, "__kwdefaults__", patient | {"seconds": 1.0})
    for n in range(3):
        news(phone=f"091234567{n}")
    provider.answers = [fault, fault]
    start = perf_counter()

    turn(clock)

    assert perf_counter() - start < 4  # of six they would have taken; machines are slow at times
    assert len(provider.asked) == 2  # the third did not even try
    assert queries.resting(at=clock()) == {"SMS": NOON + timedelta(minutes=1)}
    monkeypatch.setattr(wire.ask, "__kwdefaults__", patient)
    clock.on(minutes=2)
    assert turn(clock).sent == 3
    assert Health.objects.get().failures == 0


def test_two_real_deadlines_end_before_ten_seconds():
    assert 2 * wire.SECONDS < 10 > delivery.MOST_FAILURES * wire.SECONDS
    assert delivery.LEASE.total_seconds() > 2 * 2 * wire.SECONDS  # Zalo may ask four times


@pytest.mark.parametrize("fault", ["huge", "away"])
def test_no_redirect_is_followed_and_no_endless_answer_read(provider, clock, fault):
    message = news()
    provider.answers = [fault]

    turn(clock)

    message.refresh_from_db()
    assert message.state == State.WAITING
    assert [path for path, _, _ in provider.asked] == ["/sms"]


def test_mail_goes_by_smtp_and_an_unknown_box_is_not_tried_again(settings, clock):
    settings.EMAIL_BACKEND = "caunoi_kit.messaging.mail.GuardedBackend"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = False
        own = {"email_from": "tt@vidu.vn", "private_hosts": ["127.0.0.1"]}
        settings.CAUNOI_MESSAGES = {**settings.CAUNOI_MESSAGES, **own}
        good = news(phone="", email="hoa@vidu.vn", subject="Việc mới")
        bad = news(phone="", email="nobody@vidu.vn")
        turn(clock)
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, good.channel) == (State.SENT, Channel.EMAIL)
    assert good.public_id.hex in server.letters[0]
    assert (bad.state, bad.fault) == (State.FAILED, Fault.BAD_ADDRESS)


# --- Limits (trust D7) --------------------------------------------------------------------------


def code(at, phone=PHONE):
    return send(kind="accounts.code", text="123456", at=at, phone=phone, urgent=True)


def test_codes_come_no_oftener_than_every_30_seconds_and_5_an_hour(provider):
    code(NOON)
    with pytest.raises(CannotSend, match="Chờ 11 giây"):
        code(NOON + timedelta(seconds=20))
    for n in range(1, 5):
        code(NOON + timedelta(seconds=31 * n))
    with pytest.raises(CannotSend, match="một giờ"):
        code(NOON + timedelta(minutes=59))
    assert code(NOON + timedelta(hours=1, seconds=1)).state == State.WAITING


def test_ten_thousand_numbers_of_one_range_cost_no_more_than_the_ceiling(provider, settings):
    settings.CAUNOI_MESSAGES |= {"daily_dong": 8_500, "prices": {"SMS": 850, "ZALO": 300}}
    written = 0
    for n in range(40):
        try:
            code(NOON, phone=f"09123456{n:02}")
            written += 1
        except CannotSend as refusal:
            assert "hạn mức" in str(refusal)
    assert written == 10
    assert limits.spent(on=NOON.date()) == 8_500
    assert code(NOON + timedelta(days=1)).state == State.WAITING


def test_news_over_the_ceiling_waits_for_the_next_morning(provider, settings, clock):
    settings.CAUNOI_MESSAGES |= {"daily_dong": 1_000}
    first, second = news(), news(phone="0987654321")

    turn(clock)

    second.refresh_from_db()
    assert second.state == State.WAITING
    assert second.fault == Fault.NO_MONEY
    clock.at = second.next_at
    assert turn(clock).sent == 1
    assert first.key is None


def test_no_number_gets_more_than_3_news_an_hour_and_the_rest_waits(provider, clock):
    for n in range(7):
        news(text=f"Tin {n}")

    turn(clock)  # the rest is put off, not looked at again and again
    assert len(provider.asked) == 3
    clock.on(minutes=30)
    code(clock())
    turn(clock)
    assert len(provider.asked) == 4  # room was left for the code
    clock.on(minutes=31)
    turn(clock)
    assert len(provider.asked) == 6  # the code of half an hour ago counts too
    clock.on(minutes=31)
    turn(clock)
    assert len(provider.asked) == 7  # three within any hour, codes counted


def test_a_loop_somewhere_fills_no_outbox(provider):
    states = [news(text=str(n)).state for n in range(limits.WAITING_AT_MOST + 5)]
    assert states.count(State.WAITING) == limits.WAITING_AT_MOST


def test_a_code_is_gone_from_the_outbox_once_sent_and_of_no_use_after_five_minutes(provider, clock):
    message = code(NOON)
    turn(clock)
    message.refresh_from_db()
    assert (message.state, message.text) == (State.SENT, "")

    late = code(NOON + timedelta(minutes=2))
    clock.on(minutes=8)
    turn(clock)
    late.refresh_from_db()
    assert (late.state, late.fault) == (State.FAILED, Fault.TOO_LATE)


# --- What the receiver wants --------------------------------------------------------------------


def test_nothing_but_codes_comes_at_night(provider, clock):
    clock.at = NIGHT
    message, wanted = news(at=NIGHT), code(NIGHT, "0987654321")

    turn(clock)

    message.refresh_from_db()
    wanted.refresh_from_db()
    assert (message.state, wanted.state) == (State.WAITING, State.SENT)
    assert message.next_at == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)  # 07:00


def test_who_stopped_everything_gets_codes_only_even_of_what_waited(provider, clock):
    user = UserFactory()
    waiting = news(user=user, at=NIGHT)

    actions.stop_all(at=NIGHT, by=None, user=user, phone=PHONE)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.fault) == (State.SUPPRESSED, Fault.STOPPED)
    assert news().state == State.SUPPRESSED
    assert news(user=user).state == State.SUPPRESSED
    assert code(NOON).state == State.WAITING


def test_choosing_ways_ends_a_stop_and_leaves_out_what_was_not_chosen(with_zalo, clock):
    user = UserFactory()
    actions.stop_all(at=NOON, by=user, user=user, phone=PHONE)
    actions.choose_ways(user=user, zalo=False, sms=True, email=False, phone=PHONE,
                        quiet_from=time(21), quiet_to=time(7))  # fmt: skip

    news(user=user)
    turn(clock)

    assert [path for path, _, _ in with_zalo.asked] == ["/sms"]


# --- What comes back, and what is kept ----------------------------------------------------------


def test_only_what_zalo_signed_says_that_a_message_arrived(with_zalo, clock):
    message = news()
    turn(clock)
    message.refresh_from_db()
    stamp = str(int(clock().timestamp() * 1000))
    body = (
        f'{{"event_name":"user_received_message","timestamp":"{stamp}",'
        f'"message":{{"msg_id":"{message.provider_id}"}}}}'
    ).encode()
    mac = hashlib.sha256(b"app" + body + stamp.encode() + b"oa").hexdigest()

    with pytest.raises(ValueError, match="signature"):
        zalo.read_event(body, "mac=" + "0" * 64, at=clock())
    with pytest.raises(ValueError, match="signature"):
        zalo.read_event(body.replace(b"zalo-", b"zalo_"), f"mac={mac}", at=clock())
    assert zalo.read_event(body, f"mac={mac}", at=clock() + timedelta(days=2)) is None
    event = zalo.read_event(body, f"mac={mac}", at=clock())

    assert actions.mark_delivered(provider_id=event.provider_id, at=event.at)
    assert not actions.mark_delivered(provider_id=event.provider_id, at=event.at)
    assert not actions.mark_delivered(provider_id="", at=event.at)
    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_the_published_figure_counts_what_might_go_at_once(provider, clock):
    news()
    turn(clock)
    clock.on(hours=2)
    news()
    clock.on(seconds=30)  # a worker that came late
    turn(clock)
    news(at=NIGHT)
    clock.at = NIGHT + timedelta(hours=9)
    turn(clock)

    found = queries.promptness(at=clock())

    assert (found.sent, found.in_time, found.percent) == (2, 1, 50.0)


def test_no_log_holds_a_number_or_a_text(provider, clock, caplog):
    news(text="Chị Hoà ơi", email="hoa@vidu.vn")
    provider.answers = [500]

    turn(clock)

    assert "NO_ANSWER" in caplog.text or "BUSY" in caplog.text
    for secret in (PHONE, "912345678", "Hoà", "hoa@vidu.vn"):
        assert secret not in caplog.text


def test_old_messages_keep_their_state_and_lose_their_words(provider, clock):
    message = news()
    turn(clock)

    assert actions.forget(before=NOON + timedelta(days=90)) == 1

    message.refresh_from_db()
    assert (message.text, message.phone, message.state) == ("", "", State.SENT)


def test_on_a_demo_site_nothing_leaves_the_machine(provider, settings, clock):
    settings.CAUNOI_DEMO = True
    message = news()

    turn(clock)

    assert (message.state, message.channel) == (State.SENT, Channel.PAGE)
    assert provider.asked == []
    assert list(queries.shown_on_page(at=NOON)) == [message]
