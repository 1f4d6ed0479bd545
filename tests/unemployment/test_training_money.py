"""Training money on its way to social insurance by two hands, and back by Mẫu 09."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.people.queries import identity_digest
from caunoi.unemployment.actions.afterwards import (
    note_recovery_received,
    note_repayment,
    propose_recovery,
)
from caunoi.unemployment.actions.decisions import approve
from caunoi.unemployment.actions.insurance import CannotSend, make_sending, mark_sent
from caunoi.unemployment.actions.training import (
    CannotTrain,
    collect_training,
    note_study_days,
    note_training_paid,
    propose_training,
)
from caunoi.unemployment.actions.training_recovery import note_training_overpaid
from caunoi.unemployment.choices.benefits import InsuranceList, RecoveryState
from caunoi.unemployment.models import InsuranceSending
from caunoi.unemployment.queries.insurance import waiting
from caunoi_kit.office.sheets import read
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.unemployment.courses import DECIDED, training_file
from tests.unemployment.lives import at, clerk, head
from tests.unemployment.pdf_text import squeezed, text_of

pytestmark = pytest.mark.django_db

LISTED, PAID = date(2026, 6, 8), date(2026, 6, 12)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True  # made users need no second factor


@pytest.fixture
def support():
    """Somebody who studies: 20 days of the first month are listed."""
    number = "001195000778"
    person = PersonFactory(identity_number=number, identity_digest=identity_digest(number))
    made = training_file(person=person, account_number="0123456789", bank="Ngân hàng Mẫu")
    decision = propose_training(support=made, by=clerk(), at=at(DECIDED))
    approve(decision=decision, by=head(), at=at(DECIDED))
    collect_training(support=made, by=clerk(), at=at(date(2026, 4, 29)))
    note_study_days(
        month=made.months.get(number=1), study_days=20, listed_on=LISTED, by=clerk(), at=at(LISTED)
    )
    made.refresh_from_db()
    return made


def paid(support):
    note_training_paid(
        month=support.months.get(number=1), paid_on=PAID, paper="UNC 7", by=clerk(), at=at(PAID)
    )
    return support


def test_the_list_of_study_money_is_made_by_one_and_sent_by_another(support, client):
    maker, kind = head(), InsuranceList.STUDY_MONEY
    assert [m.support for m in waiting(kind, on=LISTED)] == [support]
    sending = make_sending(kind=kind, by=maker, at=at(LISTED))
    assert not waiting(kind, on=LISTED).exists()
    with pytest.raises(CannotTrain, match="đã lên danh sách"):
        note_study_days(
            month=support.months.get(number=1), study_days=9, listed_on=LISTED, by=clerk(),
            at=at(LISTED),
        )  # fmt: skip

    for somebody in (maker, clerk()):
        with pytest.raises(CannotSend, match="không phải người lập"):
            mark_sent(sending=sending, by=somebody, at=at(LISTED))
    with pytest.raises(IntegrityError), transaction.atomic():
        InsuranceSending.objects.update(sent_by=maker, sent_at=at(LISTED))
    mark_sent(sending=sending, by=head(), at=at(LISTED))

    client.force_login(UserFactory(role=Role.CLERK, made=True))
    page = client.get(reverse("unemployment:insurance_list", args=[sending.public_id]))
    assert "20 ngày: học phí 1.500.000 đ, tiền ăn 1.000.000 đ" in page.content.decode()
    sheet = client.get(reverse("unemployment:insurance_file", args=[sending.public_id])).content
    assert any("0123456789" in row for row in read(sheet, name="x.xlsx"))


def test_money_paid_for_days_nobody_studied_goes_back_by_mau_09(support, client):
    paid(support)
    told = {"support": support, "by": clerk(), "at": at(DECIDED)}
    for wrong in ({1: 20}, {1: 21}, {2: 0}):
        with pytest.raises(CannotTrain):
            note_training_overpaid(right_days=wrong, why="Điểm danh sai", **told)
    client.force_login(UserFactory(role=Role.CLERK, made=True))
    sent = {FIELD: fresh_key(), "days_1": "0", "why": "Điểm danh sai"}
    with time_machine.travel(at(date(2026, 7, 1)), tick=False):
        address = reverse("unemployment:training_overpaid", args=[support.public_id])
        answer = client.post(address, sent)
    recovery = support.recoveries.get()
    assert answer.url == reverse("unemployment:recovery", args=[recovery.public_id])
    assert (recovery.tuition, recovery.meals, recovery.amount) == (1_500_000, 1_000_000, 2_500_000)
    with pytest.raises(CannotTrain, match="đã có khoản thu hồi"):
        note_training_overpaid(right_days={1: 5}, why="Điểm danh sai", **told)

    july = at(date(2026, 7, 2))
    decision = propose_recovery(recovery=recovery, violation_paper="", by=clerk(), at=july)
    assert propose_recovery(recovery=recovery, violation_paper="", by=clerk(), at=july) == decision
    approve(decision=decision, by=head(), at=july)
    recovery.refresh_from_db()
    assert recovery.state == RecoveryState.DECIDED
    support.refresh_from_db()
    assert support.state == "STUDYING"

    page = client.get(f"/that-nghiep/van-ban/quyet-dinh/{decision.public_id}.pdf").content
    text = text_of(page)
    for said in (
        "Về việc thu hồi tiền hỗ trợ đào tạo, nâng cao trình độ kỹ năng nghề",
        "bị thu hồi: 2.500.000 đồng",
        "Số tiền hỗ trợ học phí bị thu hồi: 1.500.000 đồng",
        "Số tiền hỗ trợ tiền ăn bị thu hồi: 1.000.000 đồng",
        "và Trường Trung cấp Mẫu có trách nhiệm hoàn trả",
    ):
        assert squeezed(said) in text, said
    assert (
        support.person.full_name in client.get(reverse("unemployment:recoveries")).content.decode()
    )

    received = date(2026, 7, 3)
    note_recovery_received(recovery=recovery, on=received, by=clerk(), at=at(received))
    recovery.refresh_from_db()
    assert recovery.due_on == date(2026, 7, 17)
    note_repayment(
        recovery=recovery, amount=2_500_000, paid_on=received, paper="PT 1", by=clerk(),
        at=at(received),
    )  # fmt: skip
    recovery.refresh_from_db()
    assert recovery.state == RecoveryState.REPAID
