"""Several workers and many askers at once; on PostgreSQL, where several write at a time."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from caunoi_kit.messaging import delivery
from caunoi_kit.messaging.actions import CannotSend, send
from caunoi_kit.messaging.choices import State
from caunoi_kit.messaging.models import Message
from tests.kit.stand_in import sending_to_a_stand_in

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture
def provider(settings):
    with sending_to_a_stand_in(settings) as one:
        yield one


def at_once(number, work):
    """Run `work(n)` in as many threads, started together; errors come back."""
    gate, errors = threading.Barrier(number), []

    def run(n):
        try:
            gate.wait()
            work(n)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def only_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("one writer at a time on SQLite")


def test_four_workers_send_forty_messages_once_each(provider):
    only_postgresql()
    for n in range(40):
        send(kind="t.news", text="x", at=NOON, phone=f"09123456{n:02}")

    errors = at_once(4, lambda n: delivery.deliver_waiting(clock=lambda: NOON))

    assert errors == []
    numbers = [body["Phone"] for body in provider.bodies("/sms")]
    assert len(numbers) == len(set(numbers)) == 40
    assert Message.objects.filter(state=State.SENT).count() == 40


def test_twelve_askers_of_a_code_for_one_number_get_one(provider):
    only_postgresql()

    def ask(n):
        send(kind="t.code", text="123456", at=NOON, phone="0912345678", urgent=True)

    errors = at_once(12, ask)

    assert {type(error) for error in errors} == {CannotSend}
    assert Message.objects.count() == 1


def test_one_key_written_by_twelve_at_once_is_one_message(provider):
    only_postgresql()

    errors = at_once(12, lambda n: send(kind="t.n", text="x", at=NOON, phone="0912345678", key="k"))

    assert errors == []
    assert Message.objects.count() == 1


class _KilledError(BaseException):
    """The worker is gone."""


def test_a_worker_killed_after_sending_sends_again_with_the_same_number(provider, monkeypatch):
    """At least once: the gateway sees the same RequestId and may drop the copy."""
    message = send(kind="t.news", text="x", at=NOON, phone="0912345678")

    def killed(*args, **more):
        raise _KilledError

    with monkeypatch.context() as patch, pytest.raises(_KilledError):
        patch.setattr(delivery, "_write", killed)
        delivery.deliver_waiting(clock=lambda: NOON)
    soon, later = NOON + timedelta(seconds=30), NOON + timedelta(seconds=61)
    assert delivery.deliver_waiting(clock=lambda: soon).sent == 0  # its lease still runs
    provider.answers = [{"CodeResult": "124"}]  # "taken before"
    assert delivery.deliver_waiting(clock=lambda: later).sent == 1

    assert {body["RequestId"] for body in provider.bodies("/sms")} == {message.public_id.hex}
    message.refresh_from_db()
    assert message.state == State.SENT
