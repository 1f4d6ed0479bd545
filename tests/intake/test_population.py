"""Checks against the population database, asked over a real connection (issue of trust G5)."""

import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.intake.actions.population import (
    CannotCheck,
    CannotRule,
    ask_check,
    ask_waiting,
    forget_checks,
    plan_night,
    rule,
    take_number,
)
from caunoi.intake.choices.population import Decision, Outcome, Procedure
from caunoi.intake.models import Check, CheckAnswer, Ruling
from caunoi.intake.queries.population import due_people, open_answers, progress, same_name
from caunoi.people.actions import CannotRegister
from caunoi.people.choices import Verification
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
from caunoi_kit.connectors.population import population
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.kit.population_stand_in import standing_in
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 28)
HOA, NAM = "034190000123", "034150000124"


@pytest.fixture
def database(settings):
    with standing_in() as there:
        settings.CAUNOI_POPULATION = {
            **settings.CAUNOI_POPULATION,
            "url": there.url, "service": "12345", "unit": "000.00.00.H34", "daily": 100,
            "nightly_by": "lan.nt", "procedures": {"LABOUR_REGISTER": "1.000001"},
        }  # fmt: skip
        settings.CAUNOI_MESSAGES = {**settings.CAUNOI_MESSAGES, "private_hosts": ["127.0.0.1"]}
        there.add(HOA, "Trần Thị Hoà", "1990-05-20")
        yield there


@pytest.fixture
def officer():
    return UserFactory(username="lan.nt", full_name="Nguyễn Thị Lan", role=Role.CLERK, made=True)


def known(number=HOA, name="Trần Thị Hòa", born=date(1990, 5, 20), **more):
    return PersonFactory(
        full_name=name, birth_date=born, identity_number=number,
        identity_digest=identity_digest(number), **more,
    )  # fmt: skip


def ask(person, officer, at=NOW, **more):
    return ask_check(person=person, procedure=Procedure.JOB_SEEKING, by=officer, at=at, **more)


def work(at=NOW):
    return ask_waiting(clock=lambda: at)


def test_a_person_is_checked_by_a_named_officer_for_a_named_procedure(database, officer):
    person = known()
    check = ask(person, officer)
    assert person.verification == Verification.NOT_YET
    assert work().outcomes == {Outcome.MATCH: 1}
    person.refresh_from_db()
    assert (person.verification, person.verified_at) == (Verification.MATCH, NOW)
    said = database.asked[0]
    assert (said["MaCanBo"], said["MaDVC"], said["MaYeuCau"]) == (
        "lan.nt", "1.014746", check.request_id,
    )  # fmt: skip
    assert check.answer.source and check.answer.theirs == {}
    events = list(Entry.objects.filter(event__startswith="intake.check.").order_by("id"))
    assert [(each.event, each.by) for each in events] == [
        ("intake.check.asked", officer), ("intake.check.answered", officer),
    ]  # fmt: skip
    assert HOA not in "".join(str(each.detail) for each in events)


def test_only_what_differs_is_kept_and_an_officer_corrects_the_file(database, officer):
    person = known(name="Trần Thị Hoa", born=date(1990, 5, 2))
    ask(person, officer)
    work()
    answer = open_answers(Outcome.MISMATCH).get()
    assert answer.fields == ["born", "name"]
    assert answer.theirs == {"name": "Trần Thị Hoà", "born": "1990-05-20"}
    rule(answer=answer, decision=Decision.CORRECTED, reason="", by=officer, at=NOW, on=TODAY)
    person.refresh_from_db()
    assert (person.full_name, person.birth_date) == ("Trần Thị Hoà", date(1990, 5, 20))
    assert person.verification == Verification.NOT_YET  # until the database says so
    with pytest.raises(CannotRule, match="Đã có người quyết định"):
        rule(answer=answer, decision=Decision.CORRECTED, reason="", by=officer, at=NOW, on=TODAY)
    work()
    person.refresh_from_db()
    assert person.verification == Verification.MATCH
    assert not open_answers(Outcome.MISMATCH).exists()


def test_a_file_may_stand_against_the_database_with_a_reason(database, officer):
    person = known(name="Trần Thị Hoa")
    ask(person, officer)
    work()
    answer = open_answers(Outcome.MISMATCH).get()
    keep = {"answer": answer, "decision": Decision.OURS_STANDS, "by": officer, "at": NOW}
    with pytest.raises(CannotRule, match="ghi lý do"):
        rule(**keep, reason=" ", on=TODAY)
    rule(**keep, reason="Đã xem thẻ căn cước cấp năm 2024", on=TODAY)
    person.refresh_from_db()
    assert (person.full_name, person.verification) == ("Trần Thị Hoa", Verification.MISMATCH)
    assert not open_answers(Outcome.MISMATCH).exists()


def test_a_question_waits_once_and_is_put_again_with_the_same_number(database, officer):
    person = known()
    check = ask(person, officer)
    assert ask(person, officer) == check
    database.faults = ["busy"]
    assert work().later == 1
    assert work().asked == 0  # not before its minute is over
    assert work(NOW + timedelta(minutes=2)).asked == 1
    assert [said["MaYeuCau"] for said in database.asked] == [check.request_id] * 2
    assert CheckAnswer.objects.count() == 1


def test_the_night_checks_everybody_once_the_longest_unchecked_first(database, officer):
    old = known(NAM, "Đặng Văn Năm", verification=Verification.MATCH,
                verified_at=NOW - timedelta(days=400))  # fmt: skip
    fresh = known("034185000125", "Phạm Nguyệt", verification=Verification.MATCH, verified_at=NOW)
    never = known()
    PersonFactory()  # without a number nobody can be asked about
    assert list(due_people(at=NOW)) == [never, old]
    assert fresh not in due_people(at=NOW)
    assert plan_night(at=NOW) == 2 and plan_night(at=NOW) == 0
    turn = work()
    assert turn.outcomes == {Outcome.MATCH: 1, Outcome.NOT_FOUND: 1}
    assert {said["MaDVC"] for said in database.asked} == {"1.000001"}
    assert plan_night(at=NOW) == 0


def test_whoever_changed_in_the_database_is_checked_again_first(database, officer):
    """Read page by page; what was read is not read again, and a night cut short loses nobody."""
    checked = {"verification": Verification.MATCH, "verified_at": NOW - timedelta(days=20)}
    changed = [
        known(f"03419000030{number}", f"Lê Thị {'ABCDE'[number]}", **checked) for number in range(5)
    ]
    never, steady = known(), known(NAM, "Đặng Văn Năm", **checked)
    for person in changed:
        database.add(person.identity_number, f"{person.full_name} Mới", "1990-05-20",
                     changed="2026-11-20T00:00:00+07:00")  # fmt: skip
    database.add("034190000999", "Người Lạ", "1990", changed="2026-11-21T00:00:00+07:00")

    database.faults = [None, 503, 503]  # the second page does not come
    assert plan_night(at=NOW) == 3  # two of the first page, and who was never checked
    assert list(Check.objects.order_by("id").values_list("person", flat=True)) == [
        changed[0].pk, changed[1].pk, never.pk,
    ]  # fmt: skip
    later = NOW + timedelta(hours=1)
    assert plan_night(at=NOW + timedelta(minutes=5)) == 0
    assert plan_night(at=later) == 3
    pages = [said["Trang"] for said in database.asked if "Trang" in said]
    assert pages == ["1", "2", "2", "2", "3"]
    assert work(later).outcomes == {Outcome.MISMATCH: 5, Outcome.MATCH: 1}
    assert not Check.objects.filter(person=steady).exists()

    assert plan_night(at=later) == 0
    assert plan_night(at=later + timedelta(hours=13)) == 0
    assert [said["TuThoiDiem"] for said in database.asked if "Trang" in said][-1] > "2026-11-28"
    assert Entry.objects.filter(event="intake.changes.read").count() == 2


def test_the_night_stops_when_the_circuit_opens_and_goes_on_later(database, officer):
    for number in range(4):
        known(f"03419000020{number}", f"Lê Thị {'ABCD'[number]}")
    plan_night(at=NOW)
    database.asked.clear()
    database.faults = [503] * 4  # two questions, two tries each
    turn = work()
    assert (turn.asked, turn.stopped) == (0, "CIRCUIT")
    assert len(database.asked) == 4 and Check.objects.filter(answer=None).count() == 4
    assert sum(work(NOW + timedelta(hours=1)).outcomes.values()) == 4


def test_within_the_quota_of_the_day(database, officer, settings):
    settings.CAUNOI_POPULATION["daily"] = 2  # one of them for what has changed
    known(), known(NAM, "Đặng Văn Năm")
    plan_night(at=NOW)
    assert (turn := work()).asked == 1 and turn.stopped == "QUOTA"
    assert work(NOW + timedelta(hours=1)).asked == 0
    assert work(NOW + timedelta(days=1)).asked == 1


def test_what_cannot_be_asked_is_refused_with_what_to_do(database, officer, settings):
    with pytest.raises(CannotCheck, match="chưa có số định danh"):
        ask(PersonFactory(), officer)
    with pytest.raises(CannotCheck, match="Tên đăng nhập dài"):
        ask(known(), UserFactory(username="x" * 21, role=Role.CLERK))
    settings.CAUNOI_POPULATION["url"] = ""
    with pytest.raises(CannotCheck, match="Chưa nối"):
        ask(known(NAM), officer)
    assert plan_night(at=NOW) == 0


def test_a_commune_sees_how_far_it_is(database, officer):
    matched = known(verification=Verification.MATCH)
    PersonFactory(place=matched.place)
    known(NAM, place=matched.place)
    (row,) = progress([matched.place])
    assert (row.people, row.matched, row.waiting, row.without_number) == (3, 1, 1, 1)


def test_who_leaves_the_register_takes_the_checks_along(database, officer):
    person = known(name="Trần Thị Hoa")
    ask(person, officer)
    work()
    rule(answer=CheckAnswer.objects.get(), decision=Decision.OURS_STANDS, reason="thẻ", by=officer,
         at=NOW, on=TODAY)  # fmt: skip
    forget_checks(people=[person.pk])
    assert not Check.objects.exists() and not Ruling.objects.exists()
    person.delete()


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("TRẦN THỊ HÒA", "Trần Thị Hoà", True),
        ("Lê Văn", "Lê Vân", False),
        ("Y Bih", "Y  Bih", True),
    ],
)
def test_names_are_one_whatever_the_place_of_the_tone(ours, theirs, same):
    assert same_name(ours, theirs) == same


def test_an_officer_asks_sees_both_sides_and_decides_on_pages(database, officer, settings):
    settings.CAUNOI_DEMO = True
    person, client = known(name="Trần Thị Hoa"), Client()
    client.force_login(officer)
    page = reverse("intake:person_checks", args=[person.public_id])
    assert "Chưa đối chiếu" in client.get(page).content.decode()
    client.post(page, {"_once": fresh_key(), "procedure": "JOB_SEEKING"})
    assert "đang chờ trả lời" in client.get(page).content.decode()
    call_command("check_population", stdout=(out := StringIO()))
    assert "có chỗ khác 1" in out.getvalue()
    listed = client.get(reverse("intake:differences")).content.decode()
    assert "Trần Thị Hoa" in listed and "họ và tên" in listed
    where = reverse("intake:difference", args=[CheckAnswer.objects.get().public_id])
    both = client.get(where).content.decode()
    assert "Trần Thị Hoà" in both and "•••• 0123" in both and HOA not in both
    kept = client.post(where, {"_once": fresh_key(), "decision": "OURS_STANDS"})
    assert "ghi lý do" in kept.content.decode()
    client.post(where, {"_once": fresh_key(), "decision": "CORRECTED"})
    assert Person.objects.get().full_name == "Trần Thị Hoà"
    readings = Entry.objects.filter(event="intake.check.read", by=officer)
    assert readings.count() >= 4


def by_old_card(number="151234567", **more):
    return PersonFactory(
        full_name="Trần Thị Hòa", birth_date=date(1990, 5, 20), identity_number=None,
        identity_digest=None, old_identity_digest=identity_digest(number), **more,
    )  # fmt: skip


def test_by_nine_figures_the_number_of_twelve_is_found_and_taken_over(database, officer, settings):
    """The nine figures are typed from the card, asked with, and not kept."""
    settings.CAUNOI_DEMO = True
    database.citizens[HOA]["old"] = "151234567"
    person, client = by_old_card(), Client()
    client.force_login(officer)
    page = reverse("intake:person_checks", args=[person.public_id])
    ask = {"procedure": "JOB_SEEKING", "_once": fresh_key()}
    assert "Gõ số in trên CMND" in client.post(page, ask).content.decode()
    wrong = client.post(page, {**ask, "_once": fresh_key(), "old_number": "151234568"})
    assert "khác với số của hồ sơ" in wrong.content.decode()
    assert not Check.objects.exists()
    client.post(page, {**ask, "_once": fresh_key(), "old_number": "151234567"})

    call_command("check_population", quiet=True)
    assert CheckAnswer.objects.get().outcome == Outcome.MATCH
    assert database.asked[-1]["SoCMND"] == "151234567" and "SoDinhDanh" not in database.asked[-1]
    assert Check.objects.get().old_number is None
    shown = client.get(page).content.decode()
    assert "•••• 0123" in shown and HOA not in shown
    where = reverse("intake:number_told", args=[CheckAnswer.objects.get().public_id])
    client.post(where, {"_once": fresh_key()})
    person.refresh_from_db()
    assert (person.identity_number, person.verification) == (HOA, Verification.MATCH)
    assert "Ghi số này" not in client.get(page).content.decode()


def test_a_number_somebody_else_holds_is_not_taken_over(database, officer):
    database.citizens[HOA]["old"] = "151234567"
    person = by_old_card()
    ask(person, officer, old_number="151234567")
    work()
    known(name="Trần Thị Hoà")
    with pytest.raises(CannotRegister, match="hồ sơ trùng"):
        take_number(answer=CheckAnswer.objects.get(), by=officer)


def test_without_connection_the_pages_say_so(officer, settings):
    settings.CAUNOI_DEMO = True
    client = Client()
    client.force_login(officer)
    where = [reverse("intake:population")]
    where.append(reverse("intake:person_checks", args=[PersonFactory().public_id]))
    assert all("Chưa nối" in client.get(each).content.decode() for each in where)
    assert population().url == ""


def test_not_yet_checked_never_stands_in_the_way():
    """Nobody's service asks how a person was checked: only pages show it."""
    assert PersonFactory().verification == Verification.NOT_YET  # as in all tests of services
    root = Path(__file__).parents[2] / "caunoi"
    asks = re.compile(r"\.verification\b|people\.choices import [^\n]*Verification")
    for domain in ("counter", "unemployment", "placement", "training", "vacancies"):
        for file in (root / domain).rglob("*.py"):
            if "migrations" not in file.parts:
                assert not asks.search(file.read_text(encoding="utf-8")), file
