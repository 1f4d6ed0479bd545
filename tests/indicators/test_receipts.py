"""Reports due by law: none forgotten, each with its way, its law, and who is reminded when."""

from datetime import date, datetime, timedelta, timezone

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.home.queries.duties import duty_page
from caunoi.indicators.actions.receipts import (
    REMIND_DAYS,
    CannotNote,
    mark_received,
    mark_returned,
    mark_sent,
    remind_of_reports,
)
from caunoi.indicators.choices.reports import ReceiptState
from caunoi.indicators.models import Receipt
from caunoi.indicators.queries.receipts import OWN, find_due, report_calendar, still_due
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui.once import FIELD, fresh_key
from caunoi_rules.reports import due_reports
from tests.accounts.factories import UserFactory
from tests.indicators.out_factories import province

pytestmark = pytest.mark.django_db

HERE = timezone(timedelta(hours=7))
ON = date(2026, 12, 10)
AT = datetime(2026, 12, 10, 9, tzinfo=HERE)
CODE, BEFORE = "N352-M01-12", date(2026, 12, 20)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def head():
    return UserFactory(role=Role.HEAD, made=True, full_name="Trưởng Phòng Mẫu")


def asked(code=CODE, before=BEFORE, on=ON):
    due = find_due(code, before, on=on)
    assert due is not None
    return due


def send(head, **more):
    more = {"sent_on": ON, "number": "12/BC-TT", "by": head, "at": AT, **more}
    return mark_sent(report=asked().report, **more)


def test_every_report_of_the_year_is_in_the_calendar_of_some_day():
    shown = set()
    for month in range(1, 13):
        found = report_calendar(on=date(2027, month, 1))
        shown |= {due.report.code for due in (*found.own, *found.others)}
    of_law = {each.code for each in due_reports(date(2027, 1, 1), date(2027, 12, 31))}
    assert shown >= of_law
    assert {"N352-M02-12", "N352-M03-06", "N145-02-12", "TT01-SUPPLY", "N09-QUARTER"} <= shown


def test_a_report_goes_out_comes_back_and_goes_out_again(head):
    assert asked().state == ReceiptState.DUE
    send(head)
    assert (asked().state, asked().is_out) == (ReceiptState.SENT, True)
    mark_returned(report=asked().report, why="Sai cột 5", by=head, at=AT)
    assert (asked().state, asked().is_out) == (ReceiptState.RETURNED, False)
    send(head, number="15/BC-TT")
    mark_received(report=asked().report, note="", by=head, at=AT)
    receipt = Receipt.objects.get()
    assert (receipt.state, receipt.number) == (ReceiptState.RECEIVED, "15/BC-TT")
    events = Entry.objects.filter(event__startswith="indicators.receipt").order_by("number")
    assert [entry.event.rpartition(".")[2] for entry in events] == [
        "sent", "returned", "sent", "received",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda head: send(head, sent_on=ON + timedelta(days=1)), "chưa tới"),
        (lambda head: [send(head), send(head)], "đã ghi gửi"),
        (lambda head: mark_received(report=asked().report, note="", by=head, at=AT), "Ghi gửi"),
        (lambda head: mark_returned(report=asked().report, why="x", by=head, at=AT), "Ghi gửi"),
        (
            lambda head: [
                send(head),
                mark_returned(report=asked().report, why=" ", by=head, at=AT),
            ],
            "vì sao",
        ),
    ],
)
def test_what_did_not_happen_is_not_noted(head, act, words):
    with pytest.raises(CannotNote, match=words):
        act(head)


def test_one_report_of_one_period_has_one_receipt(head):
    receipt = send(head)
    receipt.pk = None
    receipt.public_id = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(IntegrityError):
        receipt.save(force_insert=True)


def test_heads_are_told_ten_and_three_days_before_and_on_the_day_once_each(head):
    UserFactory(role=Role.COUNSELLOR, made=True)
    for back in range(20, -3, -1):
        on = date(2026, 12, 19) - timedelta(days=back)
        at = datetime(on.year, on.month, on.day, 9, tzinfo=HERE)
        for _ in range(2):
            remind_of_reports(on=on, at=at)
    told = Message.objects.filter(user_id=head.pk, key__contains=f":{CODE}:").order_by("pk")
    assert [int(message.key.split(":")[-2]) for message in told] == list(REMIND_DAYS)
    assert [(date(2026, 12, 19) - message.made_at.date()).days for message in told] == [10, 3, 0]
    assert not Message.objects.exclude(user_id=head.pk).exists()


def test_a_day_without_work_is_made_up_for_and_nothing_is_told_after_sending(head):
    remind_of_reports(on=date(2026, 12, 17), at=AT)
    keys = Message.objects.filter(key__contains=f":{CODE}:").values_list("key", flat=True)
    assert [key.split(":")[-2] for key in keys] == ["3"]
    Message.objects.all().delete()
    send(head)
    remind_of_reports(on=date(2026, 12, 19), at=AT)
    assert not Message.objects.filter(key__contains=f":{CODE}:").exists()
    assert Message.objects.filter(key__contains=":N352-M03-12:").exists()


def test_the_department_is_told_of_its_own_reports_only():
    user = UserFactory(role=Role.DEPARTMENT, made=True)
    remind_of_reports(on=date(2026, 12, 19), at=AT)
    codes = {key.split(":")[1] for key in Message.objects.values_list("key", flat=True)}
    department = due_reports(date(2026, 12, 19), date(2026, 12, 29), by="department")
    assert codes == {report.code for report in department}
    assert set(Message.objects.values_list("user_id", flat=True)) == {user.pk}


def test_reports_due_stand_among_the_duties_until_they_are_sent(client, head):
    client.force_login(head)
    page = client.get(reverse("home:duties")).content.decode()
    assert asked().url in page
    send(head)
    page = client.get(reverse("home:duties")).content.decode()
    assert asked().url not in page
    assert all(due.report.by in OWN for due, _ in duty_page(on=ON).reports)


def test_the_way_of_a_report_on_its_page(client, head):
    client.force_login(head)
    url = asked().url
    page = client.get(url).content.decode()
    assert "Nghị định 352/2025/NĐ-CP" in page
    assert reverse("indicators:services") in page
    sent = {FIELD: fresh_key(), "viec": "gui", "sent_on": "9/12/2026", "number": "7/BC"}
    assert client.post(url, sent).status_code == 302
    assert "Đã gửi" in client.get(url).content.decode()
    client.post(url, {FIELD: fresh_key(), "viec": "tra", "note": ""})
    assert Receipt.objects.get().state == ReceiptState.SENT
    client.post(url, {FIELD: fresh_key(), "viec": "tra", "note": "Thiếu dấu"})
    assert Receipt.objects.get().note == "Thiếu dấu"
    calendar = client.get(reverse("indicators:receipts")).content.decode()
    assert "Bị trả lại" in calendar


def test_who_may_only_look_notes_nothing(client):
    client.force_login(UserFactory(role=Role.CLERK, made=True))
    assert "Ghi đã gửi" not in client.get(asked().url).content.decode()
    sent = {FIELD: fresh_key(), "viec": "gui", "sent_on": "9/12/2026"}
    assert client.post(asked().url, sent).status_code == 404
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("code", "before"),
    [(CODE, "2026-12-21"), ("KHONG-CO", "2026-12-20"), (CODE, "hom-nay"), (CODE, "2026-02-30")],
)
def test_no_page_for_what_no_law_asks(client, head, code, before):
    client.force_login(head)
    assert client.get(reverse("indicators:receipt", args=[code, before])).status_code == 404


def test_every_report_of_ours_is_made_here_or_says_how(client, head):
    province()
    client.force_login(head)
    for due in still_due(date(2026, 12, 1), date(2027, 11, 30), on=ON):
        assert due.made_at or due.why_not_here, due.report.code
        if due.made_at:
            assert client.get(due.made_at).status_code == 200, due.report.code


def test_the_calendar_costs_as_many_queries_with_many_receipts(
    client, head, django_assert_max_num_queries
):
    client.force_login(head)
    client.get(reverse("indicators:receipts"))
    with django_assert_max_num_queries(14) as few:
        client.get(reverse("indicators:receipts"))
    for report in due_reports(date(2026, 9, 15), date(2026, 12, 31)):
        mark_sent(report=report, sent_on=ON, number="1", by=head, at=AT)
    with django_assert_max_num_queries(14) as many:
        client.get(reverse("indicators:receipts"))
    assert len(few) == len(many)
