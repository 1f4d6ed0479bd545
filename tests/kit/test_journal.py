"""The journal: complete, append-only and chained (trust E7)."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from caunoi_kit.journal.actions import record, record_read
from caunoi_kit.journal.models import Entry
from caunoi_kit.journal.queries import last_hash, verify_chain
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def three_lines():
    clerk = UserFactory()
    return [record("accounts.user.seen", by=clerk, about=clerk, detail={"n": n}) for n in range(3)]


def test_lines_are_numbered_without_a_gap_and_chained():
    lines = three_lines()
    assert [line.number for line in lines] == [1, 2, 3]
    assert [line.previous_hash for line in lines[1:]] == [line.hash for line in lines[:-1]]
    assert verify_chain() is None
    assert last_hash() == (3, lines[-1].hash)


def test_a_read_of_a_person_says_which_fields_and_why():
    clerk = UserFactory()
    line = record_read(
        "people.person.read", about=clerk, by=clerk, fields=["phone"], why="gọi phỏng vấn"
    )
    assert line.detail == {"fields": ["phone"], "why": "gọi phỏng vấn"}


def test_a_deed_undone_leaves_no_line():
    clerk = UserFactory()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("accounts.user.seen", by=clerk, about=clerk)
        raise ZeroDivisionError
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Entry.objects.filter(number=2).update(event="khác"),
        lambda: Entry.objects.filter(number=2).delete(),
    ],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_a_line(tamper):
    three_lines()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tamper()
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE journal_entry SET event = 'khác' WHERE number = 2",
        "UPDATE journal_entry SET by_id = NULL WHERE number = 2",
        "DELETE FROM journal_entry WHERE number = 2",
        "UPDATE journal_entry SET number = 4 WHERE number = 2",
    ],
)
def test_what_somebody_changes_behind_the_trigger_is_found(tamper, journal_unlocked):
    three_lines()
    with connection.cursor() as cursor:
        cursor.execute(tamper)
    assert verify_chain() == 2
    with pytest.raises(CommandError, match="dòng 2"):
        call_command("verify_journal")


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_make_one_chain():
    clerk = UserFactory()

    def write():
        for _ in range(10):
            record("accounts.user.seen", by=clerk, about=clerk)
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, 41)
    )
    assert verify_chain() is None
