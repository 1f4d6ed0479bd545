"""Reports of firms: by file and by form, checked, received, withdrawn, added up."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.classifications.choices import FirmKind
from caunoi.employers.actions.reports import CannotReport, send_labour_counts, tell_change
from caunoi.employers.choices import ReportState
from caunoi.employers.models import ForeignReport, ForeignWorker, LabourLine, LabourReport
from caunoi.employers.queries.reports import (
    COUNTS,
    asks_notice,
    labour_use,
    period_due,
    periods_around,
)
from caunoi.intake.actions.files_saving import save_some, start_saving
from caunoi.intake.choices.files import RowState, UploadState
from caunoi.intake.models import Upload, UploadRow
from caunoi.intake.queries.files.uploads import counts_of
from caunoi.people.models import Person
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory, MemberFactory
from tests.intake import firms
from tests.intake.factories import NOON, UploadFactory
from tests.intake.test_file_pages import client_of, guessed, send

pytestmark = pytest.mark.django_db
DECEMBER, JUNE = date(2026, 12, 5), date(2026, 6, 5)


def counts(total: int, **more: int) -> dict[str, int]:
    """Counts of a firm that add up."""
    even = dict.fromkeys(COUNTS, 0) | {
        "total": total, "women": total // 2, "insured": total, "others": total,
        "indefinite": total,
    }  # fmt: skip
    return even | more


def reported(firm, total, due=DECEMBER, by=None):
    return send_labour_counts(
        employer=firm,
        period=period_due(due),
        counts=counts(total),
        by=by or UserFactory(),
        at=NOON,
    )


@pytest.fixture(autouse=True)
def noon(time_machine):
    """Pages read the clock; the periods they offer are those of the tests."""
    time_machine.move_to(NOON)


@pytest.fixture
def member(settings):
    settings.CAUNOI_DEMO = True
    return MemberFactory(user__made=True, user__role=Role.EMPLOYER)


def dropped(client, firm, content, schema="labour_use", due=DECEMBER) -> Upload:
    file = SimpleUploadedFile("bao-cao.xlsx", content)
    where = reverse("intake:firm_reports", args=[firm.public_id])
    answer = send(client, where, file=file, schema=schema, due_before=due.isoformat())
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Upload.objects.latest("pk")


def previewed(client, firm, content, **more) -> Upload:
    upload = dropped(client, firm, content, **more)
    if upload.state == UploadState.COLUMNS:
        send(client, reverse("intake:columns", args=[upload.public_id]), **guessed(upload))
        upload.refresh_from_db()
    return upload


def test_a_firm_hands_in_its_labour_report_as_a_file_and_takes_it_back(member):
    client, firm = client_of(member.user), member.employer
    upload = previewed(client, firm, firms.labour_use(24))
    assert counts_of(upload) == {RowState.GOOD: 24}

    send(client, reverse("intake:save", args=[upload.public_id]))

    report = LabourReport.objects.get()
    assert (report.state, report.total, report.women) == (ReportState.SENT, 24, 12)
    assert (report.managers, report.high, report.middle, report.others) == (6, 6, 6, 6)
    assert (report.indefinite, report.fixed_term, report.insured) == (16, 8, 24)
    assert Person.objects.count() == 0
    page = client.get(reverse("intake:receipt", args=["lao-dong", report.public_id]))
    assert report.number in page.content.decode()

    send(client, reverse("intake:undo", args=[upload.public_id]))
    report.refresh_from_db()
    assert report.state == ReportState.WITHDRAWN
    assert not LabourLine.objects.exists()


def test_days_the_wrong_way_round_and_a_worker_twice_are_shown(member):
    client, firm = client_of(member.user), member.employer

    upload = previewed(client, firm, firms.labour_use(12, slips=True))

    assert counts_of(upload) == {RowState.GOOD: 10, RowState.TO_MEND: 1, RowState.DUPLICATE: 1}
    grid = client.get(reverse("intake:grid", args=[upload.public_id])).content.decode()
    assert "đứng trước ngày bắt đầu" in grid
    send(client, reverse("intake:grid", args=[upload.public_id]), **{"o-5-fixed_to": "12/05/2027"})
    doubts = reverse("intake:doubts", args=[upload.public_id, "duplicate"])
    send(client, doubts, la="6:bo")
    assert counts_of(upload) == {RowState.GOOD: 11, RowState.LEFT_OUT: 1}


def test_what_is_mended_after_sending_is_added_to_the_same_report(member):
    client, firm = client_of(member.user), member.employer
    upload = previewed(client, firm, firms.labour_use(12, slips=True))
    save = reverse("intake:save", args=[upload.public_id])
    send(client, save)
    assert LabourReport.objects.get().total == 10

    send(client, reverse("intake:grid", args=[upload.public_id]), **{"o-5-fixed_to": "12/05/2027"})
    send(client, save)

    assert LabourReport.objects.get().total == 11


def test_foreign_workers_come_as_a_file_and_the_columns_are_asked_once(member):
    client, firm = client_of(member.user), member.employer
    upload = previewed(client, firm, firms.foreign_workers(5), schema="foreign_workers")
    send(client, reverse("intake:save", args=[upload.public_id]))

    found = ForeignReport.objects.get()
    assert (found.state, found.total, found.women) == (ReportState.SENT, 5, 3)
    assert ForeignWorker.objects.filter(nationality="Hàn Quốc", post="EXPERT").count() == 5
    again = dropped(client, firm, firms.foreign_workers(6), schema="foreign_workers")
    assert again.state == UploadState.PREVIEW
    send(client, reverse("intake:save", args=[again.public_id]))
    assert ForeignReport.objects.filter(state=ReportState.SENT).get().total == 6


def test_nobody_opens_the_report_of_another_firm(member):
    other = EmployerFactory()
    client = client_of(member.user)

    for name in ("firm_reports", "firm_counts", "firm_change"):
        assert client.get(reverse(f"intake:{name}", args=[other.public_id])).status_code == 404
    theirs = reported(other, 30)
    url = reverse("intake:receipt", args=["lao-dong", theirs.public_id])
    assert client.get(url).status_code == 404


def test_counts_that_do_not_add_up_are_all_refused_at_once():
    wrong = counts(100, women=101, others=90, indefinite=99)

    with pytest.raises(CannotReport) as refusal:
        send_labour_counts(
            employer=EmployerFactory(), period=period_due(DECEMBER), counts=wrong,
            by=UserFactory(), at=NOON,
        )  # fmt: skip

    assert set(refusal.value.fields) == {"women", "managers", "indefinite"}


def test_fifty_workers_fewer_than_last_time_ask_for_a_notice_until_it_is_given():
    firm = EmployerFactory()
    reported(firm, 200, due=JUNE)

    assert not asks_notice(reported(firm, 151))
    report = reported(firm, 150)
    assert report.change == -50
    assert asks_notice(report)
    tell_change(
        employer=firm, on=date(2026, 11, 1), before=200, came=0, left=50, why="Hết đơn hàng",
        by=UserFactory(), at=NOON,
    )  # fmt: skip
    assert not asks_notice(report)


@pytest.mark.parametrize(
    ("came", "left", "why", "field"),
    [(49, 49, "Hết đơn hàng", "came"), (0, 201, "Hết đơn hàng", "left"), (50, 0, " ", "why")],
)
def test_a_notice_that_is_none_is_refused_with_its_field(came, left, why, field):
    with pytest.raises(CannotReport) as refusal:
        tell_change(
            employer=EmployerFactory(), on=date(2026, 11, 1), before=200, came=came, left=left,
            why=why, by=UserFactory(), at=NOON,
        )  # fmt: skip
    assert field in refusal.value.fields


def test_a_report_sent_again_replaces_the_first_and_02_pli_counts_it_once():
    firm = EmployerFactory(kind=FirmKind.PRIVATE_FIRM)
    office = EmployerFactory(kind=FirmKind.STATE_OFFICE)
    EmployerFactory(kind=FirmKind.HOUSEHOLD_BUSINESS)
    reported(firm, 100)
    reported(firm, 120)
    reported(office, 30)
    EmployerFactory(kind=FirmKind.COOPERATIVE)

    period = period_due(DECEMBER)
    use = labour_use(period.first, period.last)

    assert [(row.group, row.employers, row.total) for row in use.rows] == [
        ("FIRM", 1, 120), ("COOPERATIVE", 0, 0), ("OFFICE", 1, 30),
    ]  # fmt: skip
    assert (use.total.total, use.owing, use.reported) == (150, 3, 2)
    assert labour_use(date(2026, 1, 1), date(2026, 6, 30)).total.total == 0


def test_the_period_that_is_due_next_is_offered_first():
    assert [each.before for each in periods_around(date(2026, 12, 4))][:2] == [DECEMBER, JUNE]
    assert periods_around(date(2026, 12, 5))[0].before == date(2027, 6, 5)


def test_the_centre_sees_who_has_reported_and_who_is_late_in_a_fixed_number_of_queries(
    settings, django_assert_max_num_queries
):
    settings.CAUNOI_DEMO = True
    client = client_of(UserFactory(role=Role.CLERK, made=True))
    for total in (60, 70, 80):
        reported(EmployerFactory(), total, due=JUNE)
    late = EmployerFactory(name="Công ty Chậm")
    url = f"{reverse('intake:reports')}?ky={JUNE}"
    with django_assert_max_num_queries(14):
        page = client.get(url).content.decode()
    assert late.name in page
    assert "Trễ" in page
    assert "3 trong 4 đơn vị đã gửi, 1 đơn vị đã trễ hạn" in page


def test_a_report_comes_by_command_with_a_receipt(tmp_path):
    firm = EmployerFactory(tax_code="1000234567")
    file, receipt = tmp_path / "bc.xlsx", tmp_path / "r.json"
    file.write_bytes(firms.labour_use(12, slips=True))

    with pytest.raises(CommandError, match="--employer"):
        call_command("intake", str(file), schema="labour_use")
    call_command(
        "intake", str(file), schema="labour_use", employer=firm.tax_code, due=DECEMBER,
        receipt=receipt,
    )  # fmt: skip

    told = json.loads(receipt.read_text())
    report = LabourReport.objects.get()
    assert (told["rows_read"], told["saved"], told["rows_to_mend"]) == (12, 10, 1)
    assert told["number"] == report.number
    assert (report.employer, report.total) == (firm, 10)


def test_the_page_of_a_firm_costs_the_same_however_much_it_has_sent(
    member, django_assert_max_num_queries
):
    client, firm = client_of(member.user), member.employer
    for total in (200, 210, 220, 230):
        reported(firm, total)
        tell_change(
            employer=firm, on=date(2026, 11, 1), before=200, came=60, left=0, why="Mở xưởng",
            by=member.user, at=NOON,
        )  # fmt: skip
    url = reverse("intake:firm_reports", args=[firm.public_id])
    with django_assert_max_num_queries(20):
        assert "SDLĐ" in client.get(url).content.decode()


def test_counts_are_typed_on_the_page_and_what_is_wrong_stands_by_its_field(member):
    client, firm = client_of(member.user), member.employer
    url = reverse("intake:firm_counts", args=[firm.public_id])
    wrong = send(client, url, due_before=DECEMBER.isoformat(), **counts(100, others=90))
    assert "Cộng bốn vị trí việc làm được 90" in wrong.content.decode()
    assert not LabourReport.objects.exists()

    right = send(client, url, due_before=DECEMBER.isoformat(), **counts(100))

    report = LabourReport.objects.get()
    assert right["Location"] == reverse("intake:receipt", args=["lao-dong", report.public_id])
    assert 'value="100"' in client.get(url).content.decode()


def test_a_report_stopped_half_way_is_seen_by_nobody_and_goes_on_as_before():
    firm, by = EmployerFactory(), UserFactory()
    reported(firm, 90)
    upload = UploadFactory(
        schema="labour_use", commune=None, employer=firm, due_before=DECEMBER, sent_by=by
    )
    said = '{"values": {"full_name": "Lê Thị Mẫu", "sex": "FEMALE", "job_group": "OTHER"}}'
    UploadRow.objects.bulk_create(
        UploadRow(
            upload=upload, number=n, state=RowState.GOOD, kept=said, digest=f"{n:064}",
            reported=True,
        )
        for n in range(1, 701)
    )  # fmt: skip
    start_saving(upload=upload, by=by, at=NOON)

    assert save_some(upload=upload, on=NOON.date(), at=NOON) == 500
    period = period_due(DECEMBER)
    assert labour_use(period.first, period.last).total.total == 90
    while save_some(upload=upload, on=NOON.date(), at=NOON):
        pass

    total = labour_use(period.first, period.last).total
    assert (total.employers, total.total, total.women, total.others) == (1, 700, 700, 700)
    assert LabourLine.objects.count() == 700
