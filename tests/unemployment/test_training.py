"""Training support of workers: file, two hands, the course by month, its money, its end."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.people.queries import identity_digest
from caunoi.unemployment.actions.decisions import CannotApprove, approve, send_back
from caunoi.unemployment.actions.payments import check_list, make_list, sign_list
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.actions.training import (
    CannotTrain,
    collect_training,
    complete_training,
    end_study,
    note_study_days,
    note_training_paid,
    propose_cancel_training,
    propose_training,
    withdraw_training,
)
from caunoi.unemployment.actions.training_effects import CannotGrantTraining
from caunoi.unemployment.choices import DecisionState
from caunoi.unemployment.choices.benefits import InsuranceList
from caunoi.unemployment.choices.training import FeePer, TrainingGround, TrainingState
from caunoi.unemployment.exports.papers import as_pdf
from caunoi.unemployment.models import Decision, TrainingMonth, UncollectedMoney
from caunoi.unemployment.queries.insurance import waiting
from caunoi.unemployment.queries.report_sheets import count
from caunoi.unemployment.queries.training import compute_training
from caunoi.unemployment.queries.training_papers import of_uncollected
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import FIELD, fresh_key
from caunoi_rules.reports import month_of
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.training.factories import IntakeFactory
from tests.unemployment.courses import DECIDED, FIRST, LAST, training_file
from tests.unemployment.lives import at, clerk, head, notice, running
from tests.unemployment.pdf_text import squeezed, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True  # made users need no second factor


def decided(support, day=DECIDED):
    decision = propose_training(support=support, by=clerk(), at=at(day))
    return approve(decision=decision, by=head(), at=at(day))


def studying(**changed):
    support = training_file(**changed)
    decided(support)
    return collect_training(support=support, by=clerk(), at=at(date(2026, 4, 29)))


def test_a_course_is_paid_month_by_month_by_the_days_that_were_studied():
    support = studying()  # 2 million asked, 1,5 at most; 3 months and 11 odd days count 3,5
    months = list(support.months.order_by("number"))

    assert [m.planned for m in months] == [1_500_000, 1_500_000, 1_500_000, 750_000]
    assert (months[0].starts_on, months[-1].ends_on) == (FIRST, LAST)
    assert months[0].list_due == date(2026, 6, 10)  # five working days after 3 June

    first = note_study_days(
        month=months[0],
        study_days=20,
        listed_on=date(2026, 6, 8),
        by=clerk(),
        at=at(date(2026, 6, 9)),
    )
    assert (first.tuition, first.meals, first.pay_due) == (1_500_000, 1_000_000, date(2026, 6, 15))
    none = note_study_days(
        month=months[1],
        study_days=0,
        listed_on=date(2026, 7, 6),
        by=clerk(),
        at=at(date(2026, 7, 9)),
    )
    assert (none.tuition, none.meals) == (0, 0)

    told = {"paid_on": date(2026, 6, 12), "paper": "UNC 7", "by": clerk()}
    for _ in range(2):  # a second click changes nothing
        note_training_paid(month=months[0], **told, at=at(date(2026, 6, 12)))
    with pytest.raises(CannotTrain, match="ngày học nào"):
        note_training_paid(month=months[1], **told, at=at(date(2026, 7, 12)))
    with pytest.raises(CannotTrain, match="đã chi trả"):
        note_study_days(
            month=months[0], study_days=3, listed_on=FIRST, by=clerk(), at=at(date(2026, 7, 9))
        )

    figures = count(month_of(date(2026, 6, 1)))
    assert figures["training_money.now"] == 2_500_000
    assert count(month_of(DECIDED))["training.now..all"] == 1


def test_the_database_keeps_a_month_from_being_paid_twice_or_beyond_the_decision():
    support = studying()
    row = {"support": support, "number": 1, "starts_on": FIRST, "ends_on": LAST, "list_due": LAST}
    for broken in ({"planned": 1}, {"number": 6, "planned": 1, "tuition": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TrainingMonth.objects.create(**(row | broken))


def test_one_proposes_another_approves_and_ten_days_pass_first():
    support = training_file()
    boss = head()
    own = propose_training(support=support, by=boss, at=at(date(2026, 4, 10)))

    with pytest.raises(CannotApprove, match="không tự duyệt"):
        approve(decision=own, by=boss, at=at(DECIDED))
    with pytest.raises(CannotGrantTraining, match="20/04/2026"):
        approve(decision=own, by=head(), at=at(date(2026, 4, 20)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=own.pk).update(
            state=DecisionState.APPROVED, approved_by=boss, approved_at=at(DECIDED),
            signed_on=DECIDED, number=1, year=2026,
        )  # fmt: skip

    send_back(decision=own, why="Thiếu cam kết", by=head(), at=at(DECIDED))
    support.refresh_from_db()
    assert support.state == TrainingState.RECEIVED
    assert decided(support).content["amount"] == 1_500_000
    assert waiting(InsuranceList.TRAINING, on=DECIDED).count() == 1
    assert waiting(InsuranceList.CANCELLED, on=DECIDED).count() == 0


def test_who_is_on_benefit_here_needs_no_ten_days_and_starts_up_to_three_months_after_it():
    benefit = running()  # until 16 September
    support = training_file(
        person=benefit.person, ground=TrainingGround.BENEFIT, benefit=benefit,
        starts_on=date(2026, 12, 16), ends_on=date(2027, 1, 20), fee=5_000_000,
        fee_per=FeePer.COURSE, ended_on=None,
    )  # fmt: skip

    found = compute_training(support, on=date(2026, 4, 8))
    assert found.start.allowed
    assert (found.support.tuition, found.support.own_part) == (4_500_000, 500_000)
    decision = decided(support, date(2026, 4, 8))
    assert (decision.content["per"], decision.content["on_benefit"]) == ("khóa", True)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"paid_months": 8}, "CONTRIBUTIONS"),
        ({"ended_on": date(2025, 4, 1)}, "LATE"),
        ({"barred_by": "có việc làm"}, "SITUATION"),
        ({"lawful": False}, "ENDING"),
    ],
)
def test_who_may_not_is_told_why_and_not_counted_among_refused_claims(changed, code):
    support = training_file(**changed)

    decision = decided(support)

    support.refresh_from_db()
    assert (decision.kind, decision.content["codes"]) == ("REFUSE", [code])
    assert support.state == TrainingState.REFUSED
    assert count(month_of(DECIDED))["refused.now"] == 0


def test_a_course_that_began_too_early_is_not_proposed():
    support = training_file(starts_on=date(2026, 3, 2))

    with pytest.raises(CannotPropose, match="Đổi khoá"):
        propose_training(support=support, by=clerk(), at=at(DECIDED))


def test_nobody_came_so_it_is_cancelled_and_counted():
    support = training_file()
    grant = decided(support)
    support.refresh_from_db()
    after = support.slip_last + timedelta(days=3)

    with pytest.raises(CannotTrain, match="quá hạn nhận"):
        collect_training(support=support, by=clerk(), at=at(after))
    cancel = propose_cancel_training(support=support, by=clerk(), at=at(after))
    approve(decision=cancel, by=head(), at=at(after))

    support.refresh_from_db()
    grant.refresh_from_db()
    assert (support.state, grant.state) == (TrainingState.CANCELLED, DecisionState.CANCELLED)
    figures = count(month_of(after))
    assert (figures["training_cancelled.now"], figures["cancelled.now"]) == (1, 0)


def test_missing_papers_stop_the_clock_and_mau_07_comes_within_ten_days():
    support = training_file(missing="Sổ bảo hiểm; Quyết định thôi việc")
    with pytest.raises(CannotPropose, match="bổ sung"):
        propose_training(support=support, by=clerk(), at=at(DECIDED))

    support = complete_training(support=support, on=date(2026, 4, 8), by=clerk(), at=at(DECIDED))
    late, last = date(2026, 4, 23), date(2026, 4, 22)
    with pytest.raises(CannotTrain, match="22/04/2026"):
        withdraw_training(support=support, why="Có việc", on=late, by=clerk(), at=at(late))
    assert (
        withdraw_training(support=support, why="Có việc", on=last, by=clerk(), at=at(last)).state
        == TrainingState.WITHDRAWN
    )


def test_who_leaves_the_course_is_paid_no_later_month_and_files_once():
    support = studying()
    with pytest.raises(CannotTrain, match="chưa xong"):
        training_file(person=support.person)
    day = date(2026, 6, 2)
    end_study(support=support, on=day, why="Có việc làm", by=clerk(), at=at(day))

    with pytest.raises(CannotTrain, match="trước tháng này"):
        note_study_days(
            month=support.months.get(number=2), study_days=4, listed_on=date(2026, 7, 6),
            by=clerk(), at=at(date(2026, 7, 9)),
        )  # fmt: skip
    again = training_file(person=support.person)
    assert compute_training(again, on=DECIDED).verdict.codes == ("ONCE",)


@pytest.fixture
def desk(client):
    with time_machine.travel(at(DECIDED), tick=False):
        client.force_login(UserFactory(role=Role.CLERK, made=True))
        yield client


def test_a_class_of_the_register_fills_the_form_and_what_was_typed_stays(desk):
    person = PersonFactory()
    intake = IntakeFactory(starts_on=FIRST, ends_on=LAST)
    address = reverse("unemployment:training_new", args=[person.public_id])
    sent = {
        FIELD: fresh_key(), "filed_on": "24/04/2026", "channel": "IN_PERSON",
        "fee_per": "COURSE", "ground": "LEFT", "ended_on": "", "paid_months": "11",
        "lawful": "on", "bank": "Ngân hàng Mẫu",
    }  # fmt: skip

    refused = desk.post(address, sent).content.decode()
    assert "Ghi mục này, hoặc chọn một lớp có trong sổ." in refused
    assert "Ngân hàng Mẫu" in refused
    more = {"intake": str(intake.pk), "ended_on": "30/03/2026", FIELD: fresh_key()}
    answer = desk.post(address, sent | more)

    page = desk.get(answer.url).content.decode()
    assert intake.programme.institution.name in page
    assert "Kết quả theo luật" in page
    assert Entry.objects.filter(event="unemployment.training.read").exists()


def test_the_papers_say_what_the_file_says(desk):
    number = "001195000777"  # a paper of the decree does not leave without it
    person = PersonFactory(identity_number=number, identity_digest=identity_digest(number))
    support = studying(person=person)
    decision = support.decisions.get(kind="TRAINING")

    def text(what, public_id):
        return text_of(desk.get(f"/that-nghiep/van-ban/{what}/{public_id}.pdf").content)

    asked = text("dao-tao-de-nghi", support.public_id)
    assert squeezed("Hàn 3G với thời gian 3,5 tháng") in asked
    granted = text("quyet-dinh", decision.public_id)
    for said in (
        "Số tháng được hỗ trợ: 3,5 tháng",
        "từ ngày 04/05/2026 đến ngày 14/08/2026",
        "1.500.000 đồng/tháng",
        "Trường Trung cấp Mẫu",
        "50.000 đồng/người/ngày thực học",
    ):
        assert squeezed(said) in granted
    days = f"{support.slip_first:%d/%m/%Y} đến {support.slip_last:%d/%m/%Y}"
    assert squeezed(days) in text("dao-tao-phieu-hen", support.public_id)


def test_mau_13_is_written_from_our_signed_lists():
    number = "001195000778"
    benefit = running(
        person=PersonFactory(identity_number=number, identity_digest=identity_digest(number))
    )
    notice(benefit, 1, 2)
    day = date(2026, 4, 30)
    payments = make_list(until=day, by=clerk(), at=at(day))
    check_list(payments=payments, by=clerk(), at=at(day, 10))
    sign_list(payments=payments, by=head(), at=at(day, 11))
    noted = UncollectedMoney.objects.create(
        benefit=benefit, letter="9/BHXH", told_on=DECIDED, months=[2], reserve=12, due_on=DECIDED,
        by=clerk(), at=at(DECIDED),
    )  # fmt: skip

    paper = of_uncollected(noted)
    text = text_of(as_pdf(paper.form, paper.facts, on=paper.on))

    assert squeezed("đã nhận tiền trợ cấp thất nghiệp là: 01 tháng") in text
    assert squeezed("9.000.000 đồng") in text
    assert squeezed("của tháng hưởng trợ cấp thất nghiệp thứ 2") in text
