"""The connector to the population database, against a real server with its faults (trust G5)."""

import threading
import time
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connections

from caunoi_kit.connectors import circuit
from caunoi_kit.connectors.population import (
    SYSTEM,
    Busy,
    Changes,
    Household,
    Match,
    Mismatch,
    NotFound,
    Population,
    Question,
    WhyBusy,
)
from caunoi_kit.connectors.population.messages import TooLong
from tests.kit.population_stand_in import standing_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HOA = "034190000123"


@pytest.fixture
def database():
    with standing_in() as there:
        there.add(HOA, "Trần Thị Hoà", "1990-05-20", old="151234567", household="H1", place="13225")
        there.add("034150000124", "Đặng Văn Năm", "1950", household="H1")
        there.add("034185000125", "Phạm Ánh Nguyệt", "1985-02-01", form="NFD", household="H2")
        yield there


def door(database, **more):
    options = {"daily": 100, "seconds": 4.5, "sleep": lambda seconds: None, **more}
    return Population(
        url=database.url, token="t", service="12345", unit="000.00.00.H34",
        private_hosts=("127.0.0.1",), **options,
    )  # fmt: skip


def asked(number=HOA, name="Trần Thị Hoà", born=date(1990, 5, 20), request_id="CN-1"):
    return Question(request_id, "1.014746", "lan.nt", number, name, born)


def verify(database, question=None, *, at=NOW, tries=1, **more):
    return door(database, **more).verify(
        question or asked(), at=at, tries=tries, same_name=lambda a, b: a.casefold() == b.casefold()
    )


def test_a_question_names_its_request_procedure_unit_and_officer(database):
    answer = verify(database)
    assert isinstance(answer, Match)
    assert (answer.citizen.name.full, answer.citizen.permanent_place) == ("Trần Thị Hoà", "13225")
    assert database.asked == [
        {
            "operation": "XacNhanThongTinCongDan", "MaYeuCau": "CN-1", "MaDVC": "1.014746",
            "MaTichHop": "12345", "MaDonVi": "000.00.00.H34", "MaCanBo": "lan.nt",
            "SoDinhDanh": HOA, "HoVaTen": "Trần Thị Hoà", "NgayThangNamSinh": "1990-05-20",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (asked(name="Trần Thị Hoa"), {"name"}),
        (asked(born=date(1990, 5, 21)), {"born"}),
        (asked(name="Lê A", born=1991), {"name", "born"}),
        (asked(born=1990), set()),  # only the year is known here
        (asked("034150000124", "Đặng Văn Năm", date(1950, 3, 4)), set()),  # only theirs is a year
        (asked("034185000125", "Phạm Ánh Nguyệt", date(1985, 2, 1)), set()),  # decomposed marks
        (asked("151234567"), set()),  # the number of an old card
    ],
)
def test_fields_that_differ_are_named_one_by_one(database, question, expected):
    answer = verify(database, question)
    assert getattr(answer, "fields", frozenset()) == expected
    assert isinstance(answer, Mismatch if expected else Match)


def test_a_number_nobody_has_is_not_found(database):
    assert verify(database, asked("001190999999")) == NotFound()


def test_the_household_and_the_changes_come_page_by_page(database):
    found = door(database).household(asked(), at=NOW)
    assert isinstance(found, Household)
    assert [each.name.given for each in found.members] == ["Hoà", "Năm"]
    for day, number in enumerate((HOA, "034150000124", "034185000125"), start=10):
        database.citizens[number]["changed"] = f"2026-11-{day}T08:00:00+07:00"
    given, page = [], 1
    while page:
        part = door(database).changes_since(
            NOW - timedelta(days=30), request_id=f"CN-c{page}", procedure="1.014746",
            officer="lan.nt", at=NOW, page=page,
        )  # fmt: skip
        assert isinstance(part, Changes) and part.as_of is not None
        given += [each.name.given for each in part.citizens]
        page = part.next_page
    assert given == ["Hoà", "Năm", "Nguyệt"]


def test_an_answer_that_came_too_late_is_given_to_the_same_request(database):
    database.faults, database.late_seconds = ["late"], 2.5
    started = time.monotonic()
    assert verify(database, seconds=1.0) == Busy(WhyBusy.LATE)
    assert time.monotonic() - started < database.late_seconds
    deadline = time.monotonic() + 5
    while not database.answers and time.monotonic() < deadline:  # it has its answer, only too late
        time.sleep(0.01)
    database.citizens.clear()  # another question would now find nobody
    assert isinstance(verify(database), Match)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (503, WhyBusy.BUSY), ("busy", WhyBusy.BUSY), (401, WhyBusy.REFUSED),
        ("garbage", WhyBusy.GARBLED), ("doctype", WhyBusy.GARBLED), ("other", WhyBusy.GARBLED),
    ],
)  # fmt: skip
def test_every_fault_is_told_and_none_is_taken_for_an_answer(database, fault, why):
    database.faults = [fault]
    answer = verify(database)
    assert isinstance(answer, Busy) and answer.why == why


def test_a_busy_database_is_asked_again_after_a_pause_that_is_drawn(database):
    slept = []
    database.faults = [503, "busy"]
    assert isinstance(verify(database, tries=3, sleep=slept.append), Match)
    assert len(slept) == 2 and 0 <= slept[0] <= 0.5 and 0 <= slept[1] <= 1.0


def test_after_two_failures_nobody_asks_until_one_may_try(database):
    database.faults = [503, 503, 503]
    assert verify(database).why == verify(database).why == WhyBusy.BUSY
    closed = verify(database)
    assert closed.why == WhyBusy.CIRCUIT and closed.until == NOW + timedelta(minutes=1)
    assert len(database.asked) == 2
    later = NOW + timedelta(minutes=2)
    assert verify(database, at=later).why == WhyBusy.BUSY  # the trial fails: a longer pause
    assert verify(database, at=later + timedelta(minutes=1)).why == WhyBusy.CIRCUIT
    assert isinstance(verify(database, at=later + timedelta(minutes=3)), Match)
    assert isinstance(verify(database, at=later + timedelta(minutes=3)), Match)


def test_while_one_tries_the_others_wait():
    circuit.note_failure(SYSTEM, reason="LATE", at=NOW)
    circuit.note_failure(SYSTEM, reason="LATE", at=NOW)
    later = NOW + timedelta(minutes=2)
    assert circuit.closed_until(SYSTEM, at=later) is None
    assert circuit.closed_until(SYSTEM, at=later) is not None


def test_the_quota_of_the_day_is_kept_on_both_sides(database):
    assert isinstance(verify(database, daily=1), Match)
    full = verify(database, daily=1)
    assert full.why == WhyBusy.QUOTA and full.until.hour == 0 and len(database.asked) == 1
    assert isinstance(verify(database, at=NOW + timedelta(days=1), daily=1), Match)
    database.faults = ["quota"]
    assert verify(database, at=NOW + timedelta(days=2)).why == WhyBusy.QUOTA
    assert verify(database, at=NOW + timedelta(days=2)).why == WhyBusy.QUOTA
    assert len(database.asked) == 3


def test_without_an_address_nothing_is_asked_and_too_long_a_value_is_no_question(database):
    nowhere = Population(url="", token="", service="", unit="", daily=1)
    assert nowhere.verify(asked(), at=NOW, same_name=str.__eq__) == Busy(WhyBusy.OFF)
    with pytest.raises(TooLong, match="MaYeuCau"):
        verify(database, asked(request_id="x" * 41))


@pytest.mark.django_db(transaction=True)
def test_many_processes_share_one_quota(database):
    answers = []

    def ask(number):
        try:
            answers.append(verify(database, asked(request_id=f"CN-{number}"), daily=3))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(answer, Match) for answer in answers) == 3
    assert len(database.asked) == 3
