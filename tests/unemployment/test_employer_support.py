"""Support for employers: the plan, two hands, the money, its accounts, what goes back."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.unemployment.actions.decisions import CannotApprove
from caunoi.unemployment.actions.employer_decisions import (
    approve_support,
    note_decision_received,
    note_support_repaid,
    send_back_support,
)
from caunoi.unemployment.actions.employer_support import (
    CannotSupport,
    add_course,
    note_job_lost,
    note_support_paid,
    propose_support,
    renounce,
    settle_support,
    tell_insurance,
)
from caunoi.unemployment.actions.reports import read_cell
from caunoi.unemployment.actions.staff_changes import CannotNoteChange, note_staff_change
from caunoi.unemployment.choices.training import (
    RiskCause,
    SupportDecisionKind,
    SupportState,
    TraineeLeaving,
)
from caunoi.unemployment.imports.trainees import CannotUse, lines_of_file, lines_typed
from caunoi.unemployment.models import SupportDecision
from caunoi.unemployment.queries.alerts import duties
from caunoi.unemployment.queries.report_sheets import count
from caunoi_kit.ui.once import FIELD, fresh_key
from caunoi_rules.reports import month_of
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory
from tests.unemployment.courses import DECIDED, FILED, proposed_support, support_file
from tests.unemployment.lives import at, clerk, head
from tests.unemployment.pdf_text import squeezed, text_of

pytestmark = pytest.mark.django_db
JUNE, SEPTEMBER = date(2026, 6, 1), date(2026, 9, 14)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True  # made users need no second factor


def granted(**changed):
    support = support_file(**changed)
    approve_support(decision=proposed_support(support), by=head(), at=at(DECIDED))
    support.refresh_from_db()
    return support


def paid(**changed):
    support = granted(**changed)
    tell_insurance(support=support, on=DECIDED, by=clerk(), at=at(DECIDED))
    return note_support_paid(support=support, on=JUNE, by=clerk(), at=at(JUNE))


def test_a_plan_is_granted_by_another_and_counted_with_every_worker():
    support = support_file()  # 40 workers, 2 months and 19 days count 3, one million at most
    boss = head()
    proposal = propose_support(support=support, by=boss, at=at(DECIDED))

    with pytest.raises(CannotApprove, match="không tự duyệt"):
        approve_support(decision=proposal, by=boss, at=at(DECIDED))
    with pytest.raises(CannotApprove, match="Chỉ trưởng phòng"):
        approve_support(decision=proposal, by=clerk(), at=at(DECIDED))
    signed = approve_support(decision=proposal, by=head(), at=at(DECIDED))

    support.refresh_from_db()
    assert support.state == SupportState.GRANTED
    assert (signed.workers, signed.amount, signed.symbol) == (40, 120_000_000, "1/QĐ-SNV")
    assert signed.content["own_part"] == 24_000_000
    april = month_of(DECIDED)
    figures = count(april)
    assert (figures["firms.now"], figures["firms_money.now"]) == (1, 120_000_000)
    assert (figures["firm_workers.now..all"], figures["firm_workers.now..women"]) == (40, 40)
    for key, band in (("firms", ""), ("firm_workers", ""), ("firm_workers", "40")):
        found = read_cell(key=key, days=april, band=band, page=None, by=head())
        expected = figures[f"{key}.now.{band}.all" if key == "firm_workers" else f"{key}.now"]
        assert found.page.count == expected > 0
        assert all(lines for _, lines in found.people)


def test_the_database_refuses_an_approval_by_who_proposed():
    proposal = proposed_support(support_file(people=1))

    with pytest.raises(IntegrityError), transaction.atomic():
        SupportDecision.objects.filter(pk=proposal.pk).update(
            state="APPROVED", approved_by=proposal.proposed_by, approved_at=at(DECIDED),
            signed_on=DECIDED, number=7, year=2026,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"cut": 29}, ["CUT"]),
        ({"cause": RiskCause.ECONOMIC}, ["CONFIRMATION"]),
        ({"cause": RiskCause.NONE, "keep_months": 11}, ["CAUSE", "PLAN"]),
        ({"insurance_paper": ""}, ["CONTRIBUTIONS"]),
        ({"arose_on": date(2025, 10, 3)}, ["LATE"]),
    ],
)
def test_who_may_not_gets_a_letter_with_every_reason(changed, codes):
    support = support_file(people=0, **changed)

    letter = approve_support(decision=proposed_support(support), by=head(), at=at(DECIDED))

    support.refresh_from_db()
    assert (letter.kind, letter.content["codes"]) == (SupportDecisionKind.REFUSE, codes)
    assert letter.symbol.endswith("/TB-TTDVVL")
    assert support.state == SupportState.REFUSED


def test_accounts_leave_a_surplus_that_goes_back_once():
    support = paid()
    recovery = settle_support(
        support=support, on=SEPTEMBER, spent=110_000_000, by=clerk(), at=at(SEPTEMBER)
    )

    assert (recovery.amount, recovery.why) == (10_000_000, "SURPLUS")
    send_back_support(decision=recovery, why="Thiếu chứng từ", by=head(), at=at(SEPTEMBER))
    support.refresh_from_db()
    assert support.state == SupportState.PAID  # the accounts are looked at again
    recovery = settle_support(
        support=support, on=SEPTEMBER, spent=112_000_000, by=clerk(), at=at(SEPTEMBER)
    )
    approve_support(decision=recovery, by=head(), at=at(SEPTEMBER))
    told = note_decision_received(decision=recovery, on=SEPTEMBER, by=clerk(), at=at(SEPTEMBER))
    assert told.due_on == date(2026, 9, 21)
    for _ in range(2):
        back = note_support_repaid(
            decision=recovery, on=SEPTEMBER, paper="PT 9", by=clerk(), at=at(SEPTEMBER)
        )
    assert back.repaid_paper == "PT 9"
    figures = count(month_of(SEPTEMBER))
    assert (figures["firms_money_back.now"], figures["firms_money_unneeded.now"]) == (8_000_000, 0)


@pytest.mark.parametrize(
    ("made", "kind", "state"),
    [
        (lambda: support_file(people=1), None, SupportState.RETURNED),
        (lambda: granted(people=1), SupportDecisionKind.CANCEL, SupportState.CANCELLED),
        (lambda: paid(people=1), SupportDecisionKind.RECOVER, SupportState.RECOVERED),
    ],
)
def test_no_longer_wanted_gives_back_cancels_or_recovers(made, kind, state):
    support = made()

    decision = renounce(support=support, on=JUNE, why="Đã có đơn hàng", by=clerk(), at=at(JUNE))
    if decision is not None:
        approve_support(decision=decision, by=head(), at=at(JUNE))

    support.refresh_from_db()
    assert (decision.kind if decision else None, support.state) == (kind, state)
    figures = count(month_of(JUNE))
    assert figures["firms_cancelled.now"] == (kind == SupportDecisionKind.CANCEL)
    assert figures["firms_unneeded_workers.now"] == (kind == SupportDecisionKind.RECOVER)


def test_a_job_not_kept_is_paid_back_unless_the_article_frees_from_it():
    support = paid(people=2)
    one, other = support.trainees.order_by("pk")
    told = {"left_on": SEPTEMBER, "told_on": SEPTEMBER, "by": clerk(), "at": at(SEPTEMBER)}

    assert note_job_lost(trainee=one, leaving=TraineeLeaving.DISMISSED, **told) is None
    recovery = note_job_lost(trainee=other, leaving=TraineeLeaving.OTHER, **told)

    assert (recovery.amount, recovery.workers, recovery.why) == (3_000_000, 1, "UNKEPT")
    approve_support(decision=recovery, by=head(), at=at(SEPTEMBER))
    assert count(month_of(SEPTEMBER))["firms_unkept_workers.now"] == 1


def test_a_worker_stands_once_in_a_plan_and_a_second_support_is_refused():
    support = support_file(people=3)
    with pytest.raises(CannotSupport, match="hai lần"):
        add_course(
            support=support, trade="Cắt", school="Trường Mẫu", first=JUNE, last=SEPTEMBER,
            monthly_fee=1_000_000, trainees=lines_typed("Lê Thị Hoa; 1/2/1990; nữ; 3300000001"),
            by=clerk(), at=at(FILED),
        )  # fmt: skip


def test_the_list_is_read_from_a_sheet_and_every_fault_is_told():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Phụ lục I"])
    sheet.append(["STT", "Họ và tên", "Ngày sinh", "Nam/Nữ", "Loại HĐLĐ", "Số sổ BHXH"])
    sheet.append([1, "Trần  Văn Bình", date(1990, 2, 1), "Nam", "Không xác định thời hạn", "33011"])
    sheet.append([2, "Lê Thị Hoa", "30/02/1990", "Nữ", "", ""])
    out = io.BytesIO()
    book.save(out)

    with pytest.raises(CannotUse) as refusal:
        lines_of_file(out.getvalue(), name="ds.xlsx")
    assert [fault[:6] for fault in refusal.value.faults] == ["Dòng 4"]
    sheet.delete_rows(4)
    out = io.BytesIO()
    book.save(out)
    (line,) = lines_of_file(out.getvalue(), name="ds.xlsx")
    assert (line.full_name, line.birth_date, line.sex) == (
        "Trần Văn Bình",
        date(1990, 2, 1),
        "MALE",
    )
    assert (line.contract, line.book_number) == ("INDEFINITE", "33011")


def test_a_notice_of_staff_is_kept_when_its_figures_hold_together(client):
    employer = EmployerFactory(name="Công ty Dệt Mẫu")
    told = {
        "employer": employer, "received_on": FILED, "left": 60, "came": 4, "paused": 0, "why": "",
        "by": clerk(), "at": at(FILED),
    }  # fmt: skip
    with pytest.raises(CannotNoteChange, match="144"):
        note_staff_change(before=[200, *[0] * 11], after=[150, *[0] * 11], **told)
    kept = note_staff_change(before=[200, *[9] * 11], after=[144, *[8] * 11], **told)

    client.force_login(UserFactory(role=Role.HEAD, made=True))
    typed = {
        FIELD: fresh_key(), "received_on": "01/04/2026", "left": "60", "came": "4", "paused": "0",
        "before_0": "200", "after_0": "150", "after_11": "77",
    }  # fmt: skip
    page = client.post(
        reverse("unemployment:staff_change_new", args=[employer.public_id]), typed
    ).content.decode()
    assert "không phải 150" in page
    assert 'value="77"' in page
    paper = client.get(f"/that-nghiep/don-vi/van-ban/bien-dong/{kept.public_id}.pdf")
    assert squeezed("Công ty Dệt Mẫu") in text_of(paper.content)
    assert "144" in text_of(paper.content)


def test_the_papers_of_a_file_say_what_was_decided(client):
    support = paid(people=2)
    note_job_lost(
        trainee=support.trainees.first(), left_on=SEPTEMBER, leaving=TraineeLeaving.OTHER,
        told_on=SEPTEMBER, by=clerk(), at=at(SEPTEMBER),
    )  # fmt: skip
    renouncing = granted(people=1)
    renounce(support=renouncing, on=JUNE, why="Đã có đơn hàng", by=clerk(), at=at(JUNE))
    client.force_login(UserFactory(role=Role.HEAD, made=True))

    def text(what, public_id):
        answer = client.get(f"/that-nghiep/don-vi/van-ban/{what}/{public_id}.pdf")
        assert answer.status_code == 200, what
        return text_of(answer.content)

    grant = support.decisions.get(kind="GRANT")
    assert squeezed("6.000.000 đồng") in text("quyet-dinh", grant.public_id)
    assert squeezed("Người Học 1") in text("phuong-an", support.public_id)
    assert squeezed("42") in text("de-nghi", support.public_id)
    assert squeezed("3.000.000 đồng") in text("hoan-tra", support.public_id)
    assert squeezed("Đã có đơn hàng") in text("khong-nhu-cau", renouncing.public_id)
    for each in SupportDecision.objects.exclude(kind="GRANT"):
        assert squeezed("DỰ THẢO") in text("quyet-dinh", each.public_id)
    refused = approve_support(
        decision=proposed_support(support_file(people=0, cut=1)), by=head(), at=at(DECIDED)
    )
    assert squeezed("Phải cắt giảm 1 lao động") in text("quyet-dinh", refused.public_id)


def test_a_bad_list_keeps_what_was_typed(client):
    support = support_file(people=0)
    client.force_login(UserFactory(role=Role.CLERK, made=True))
    file = SimpleUploadedFile("ds.csv", "Tên cột lạ\n1\n".encode())

    page = client.post(
        reverse("unemployment:support_course", args=[support.public_id]),
        {
            FIELD: fresh_key(), "trade": "May", "school": "Trường Mẫu", "first": "01/06/2026",
            "last": "31/08/2026", "monthly_fee": "1tr", "file": file,
        },
    ).content.decode()  # fmt: skip

    assert "Tệp cần cột Họ và tên" in page
    assert 'value="May"' in page


def test_a_proposal_for_an_employer_waits_on_the_page_of_approvals(client):
    proposal = proposed_support(support_file())
    client.force_login(UserFactory(role=Role.HEAD, made=True))
    page = client.get(reverse("unemployment:approvals")).content.decode()
    assert reverse("unemployment:support_decision", args=[proposal.public_id]) in page
    assert "120.000.000 đ" in page


def test_files_of_training_support_are_duties_until_they_are_done():
    due = {each.key: each for each in duties(on=JUNE)}
    assert not due.keys() & {"supports", "repayments"}
    granted()
    (line,) = (each for each in duties(on=JUNE) if each.key == "supports")
    assert (line.count, "374/2025" in line.article) == (1, True)
