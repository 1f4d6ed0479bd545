"""Large changes of staff seen in reports, and whether the firm has told of them (Mẫu 33)."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.employers.actions.reports import send_labour_counts
from caunoi.employers.queries.reports import COUNTS, asks_notice, period_due, reports_of
from caunoi.unemployment.actions.staff_changes import note_staff_change
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 10, 5, 0, tzinfo=UTC)


def reported(firm, total, due):
    even = dict.fromkeys(COUNTS, 0) | {"total": total, "others": total, "indefinite": total}
    return send_labour_counts(
        employer=firm, period=period_due(due), counts=even, by=UserFactory(), at=NOON
    )


def test_a_change_seen_in_reports_says_whether_it_was_told_and_opens_the_notice(
    client, settings, time_machine, django_assert_max_num_queries
):
    settings.CAUNOI_DEMO = True
    time_machine.move_to(NOON)
    officer = UserFactory(role=Role.HEAD, made=True)
    told, silent, steady = (EmployerFactory(name=f"Công ty Dệt {n}") for n in ("A", "B", "C"))
    for firm, after in ((told, 120), (silent, 260), (steady, 190)):
        reported(firm, 200, date(2026, 6, 5))
        reported(firm, after, date(2026, 12, 5))
    assert asks_notice(reports_of(told)[0])
    notice = note_staff_change(
        employer=told, received_on=date(2026, 9, 1), before=[200, *[0] * 11],
        after=[120, *[0] * 11], left=80, came=0, paused=0, why="", by=officer, at=NOON,
    )  # fmt: skip

    client.force_login(officer)
    with django_assert_max_num_queries(20):
        page = client.get(reverse("unemployment:staff_changes")).content.decode()

    assert "1 đơn vị tăng hoặc giảm nhiều mà chưa thông báo" in page
    assert page.index("Công ty Dệt B") < page.index("Công ty Dệt A")
    assert steady.name not in page
    paper = reverse("unemployment:firm_paper", args=["bien-dong", notice.public_id, "pdf"])
    assert page.count(paper) == 2  # beside the change, and in the list of notices
    assert reverse("unemployment:staff_change_new", args=[silent.public_id]) in page
    assert not asks_notice(reports_of(told)[0])  # its own page does not ask again
