"""Firms late with their reports are reminded: by whom it concerns, once a day, by week at night."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.employers.choices import ReportState
from caunoi.employers.models import ForeignReport, ForeignWorker
from caunoi.intake.queries.reminders import REMINDED
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory, MemberFactory
from tests.intake.factories import NOON
from tests.intake.test_file_pages import client_of, send
from tests.intake.test_reports import reported

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 5)
LATE = datetime(2026, 6, 10, 3, 0, tzinfo=NOON.tzinfo)  # ten in the morning here


@pytest.fixture
def clerk(settings, time_machine):
    settings.CAUNOI_DEMO = True
    time_machine.move_to(LATE, tick=False)
    return client_of(UserFactory(role=Role.CLERK, made=True))


def night() -> str:
    said = StringIO()
    call_command("remind_reports", stdout=said)
    return said.getvalue()


def foreign_list(firm, until):
    report = ForeignReport.objects.create(
        employer=firm, on=date(2026, 1, 5), state=ReportState.SENT, sent_at=NOON
    )
    ForeignWorker.objects.create(
        report=report, number=1, woman=False, nationality="Hàn Quốc", permit_until=until, said="{}"
    )


def test_late_firms_are_reminded_by_a_button_once_a_day(clerk):
    good, silent = EmployerFactory(), EmployerFactory(name="Công ty Không Ai")
    reported(good, 60, due=JUNE)
    slow = MemberFactory(employer__name="Công ty Chậm", user__phone="0912000001")
    other = MemberFactory(employer=slow.employer, user__phone="0912000002")
    foreign = MemberFactory(user__phone="0912000003").employer
    reported(foreign, 60, due=JUNE)
    foreign_list(foreign, until=LATE.date() - timedelta(days=1))

    page = clerk.get(f"{reverse('intake:reports')}?ky={JUNE}").content.decode()
    assert "3 đơn vị trễ mà hôm nay chưa nhắc" in page
    answer = send(clerk, reverse("intake:remind_firms"), ky=JUNE.isoformat())
    page = clerk.get(answer["Location"]).content.decode()

    assert "Đã nhắc 2 đơn vị." in page
    assert "1 đơn vị chưa có tài khoản" in page
    told = Message.objects.filter(kind=REMINDED).order_by("id")
    assert {each.user_id for each in told} == {slow.user_id, other.user_id, foreign_user(foreign)}
    assert "01/PLI" in told.get(user=slow.user).text
    assert "04/06/2026" in told.get(user=slow.user).text
    assert "1 giấy phép đã hết hạn" in told.get(user=foreign_user(foreign)).text
    line = Entry.objects.get(event="intake.reports.urged")
    assert line.detail == {"firms": 2, "before": 0, "nobody": 1}

    send(clerk, reverse("intake:remind_firms"), ky=JUNE.isoformat())
    for firm in (slow.employer, good):
        send(clerk, reverse("intake:remind_firms"), **{"don-vi": str(firm.public_id)})
    page = clerk.get(reverse("intake:firm_reports", args=[slow.employer.public_id])).content
    assert "Nhắc gần nhất: 10/06/2026" in page.decode()
    assert "Nhắc đơn vị" not in page.decode()
    assert told.count() == 3
    assert silent.pk not in {int(each.about_id) for each in told}


def foreign_user(firm):
    return Message.objects.filter(about_id=str(firm.pk)).values_list("user_id", flat=True).get()


def test_the_machine_reminds_each_week_for_sixty_days(clerk, time_machine):
    MemberFactory(user__phone="0912000001")
    assert "1 đơn vị" in night()
    for days in (1, 6):
        time_machine.move_to(LATE + timedelta(days=days), tick=False)
        night()
    assert Message.objects.filter(kind=REMINDED).count() == 1
    time_machine.move_to(LATE + timedelta(days=7), tick=False)
    night()
    assert Message.objects.filter(kind=REMINDED).count() == 2
    time_machine.move_to(LATE + timedelta(days=90), tick=False)
    assert "0 đơn vị" in night()
