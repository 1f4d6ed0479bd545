"""The life of a benefit: months, notices, suspension, resumption, endings, what comes after."""

from datetime import date, timedelta

import pytest

from caunoi.accounts.choices import Role
from caunoi.people.models import Person
from caunoi.unemployment.actions.afterwards import (
    CannotNote,
    note_recovery_received,
    note_repayment,
    note_uncollected,
    propose_recovery,
    propose_reserve,
)
from caunoi.unemployment.actions.benefits import (
    CannotOpen,
    close_windows,
    finish_benefits,
    keep_benefits_going,
    open_benefit,
)
from caunoi.unemployment.actions.complaints import (
    CannotComplain,
    accept_complaint,
    answer_complaint,
    receive_complaint,
    receive_second,
)
from caunoi.unemployment.actions.decisions import CannotApprove, approve, send_back
from caunoi.unemployment.actions.endings import (
    CannotEnd,
    Happened,
    drop_report,
    propose_end,
    report_end,
    report_silent,
)
from caunoi.unemployment.actions.moves import CannotMove
from caunoi.unemployment.actions.notices import CannotNotify, IncompleteNotice, give_notice
from caunoi.unemployment.actions.payments import check_list, make_list, send_list, sign_list
from caunoi.unemployment.actions.standing import (
    propose_other_days,
    propose_resumptions,
    propose_suspensions,
)
from caunoi.unemployment.choices import DecisionKind
from caunoi.unemployment.choices.benefits import (
    BenefitState,
    EndCause,
    EndSource,
    JobKind,
    MonthState,
    NoticeChannel,
    NoticeState,
    RecoveryState,
    ReportState,
    Situation,
)
from caunoi.unemployment.models import Benefit, Decision, EndReport, Recovery
from caunoi.unemployment.queries.benefits import silent, to_resume, to_suspend
from caunoi.unemployment.queries.notices import ContactLine, notice_page
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import ApplicationFactory
from tests.unemployment.lives import (
    AMOUNT,
    SHOP,
    START,
    at,
    clerk,
    granted,
    head,
    month,
    notice,
    running,
    signed,
)

pytestmark = pytest.mark.django_db


def test_a_benefit_has_the_months_windows_and_money_of_its_decision():
    benefit = running(months=3)
    months = list(benefit.months.order_by("k"))
    assert [(m.starts_on, m.ends_on) for m in months] == [
        (date(2026, 3, 17), date(2026, 4, 16)),
        (date(2026, 4, 17), date(2026, 5, 16)),
        (date(2026, 5, 17), date(2026, 6, 16)),
    ]
    assert (months[1].window_from, months[1].window_to) == (date(2026, 4, 20), date(2026, 4, 22))
    assert {m.amount for m in months} == {AMOUNT}
    assert open_benefit(decision=benefit.decision, by=clerk(), at=at(START)) == benefit


def test_a_person_has_one_running_benefit():
    benefit = running()
    other = granted(person=benefit.person, start=date(2027, 1, 18), months=3)
    with pytest.raises(CannotOpen, match="đang hưởng"):
        open_benefit(decision=other, by=clerk(), at=at(START))


def test_days_that_were_paid_for_are_not_granted_again():
    benefit = running(months=3)
    Benefit.objects.filter(pk=benefit.pk).update(state=BenefitState.FINISHED)
    other = granted(person=benefit.person, start=date(2026, 6, 1), months=3)
    with pytest.raises(CannotOpen, match="đã thuộc một lần hưởng trước"):
        open_benefit(decision=other, by=clerk(), at=at(START))


class TestNotices:
    def give(self, benefit, k, day, **more):
        told = {"contacts": [SHOP], "situation": Situation.NONE} | more
        return give_notice(
            month=month(benefit, k),
            channel=NoticeChannel.COUNTER,
            by=clerk(),
            at=at(day),
            **told,
        )

    def test_a_notice_counts_from_the_first_day_of_the_month_to_the_end_of_its_window(self):
        benefit = running()
        with pytest.raises(CannotNotify, match="Chưa đến ngày"):
            self.give(benefit, 2, date(2026, 4, 16))
        given = self.give(benefit, 2, date(2026, 4, 17))
        assert given.number == 1
        assert month(benefit, 2).notice_state == NoticeState.GIVEN
        assert self.give(benefit, 2, date(2026, 4, 20)) == given

    def test_a_late_notice_is_refused_with_the_next_days(self):
        benefit = running()
        with pytest.raises(CannotNotify, match="Lần tới: từ 18/05/2026 đến hết 20/05/2026"):
            self.give(benefit, 2, date(2026, 4, 23))

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({"contacts": []}, "ít nhất 1 đơn vị"),
            ({"contacts": [ContactLine("Công ty Mẫu", "", "", "Thợ may", "")]}, "còn thiếu địa"),
            ({"situation": Situation.OTHER}, "Ghi rõ tình trạng"),
            ({"situation": ""}, "Chọn tình trạng"),
        ],
    )
    def test_what_is_not_filled_in_wholly_does_not_count(self, told, said):
        benefit = running()
        with pytest.raises(IncompleteNotice, match=said):
            self.give(benefit, 2, date(2026, 4, 20), **told)
        assert month(benefit, 2).notice_state == NoticeState.WAITING

    def test_own_applications_are_ticked_and_told_as_they_are(self):
        benefit = running()
        own = ApplicationFactory(
            person=benefit.person, made_at=at(date(2026, 4, 1)), state_at=at(date(2026, 4, 1))
        )
        foreign = ApplicationFactory(made_at=at(date(2026, 4, 1)))
        page = notice_page(month(benefit, 2), on=date(2026, 4, 20))
        assert [line.application for line in page.applications] == [own.pk]
        given = self.give(
            benefit, 2, date(2026, 4, 20), contacts=[], applications=[own.pk, foreign.pk]
        )
        (contact,) = given.contacts.all()
        assert contact.application == own
        assert contact.employer_name == own.vacancy.employer.name

    def test_last_months_employers_are_offered_again(self):
        benefit = running()
        notice(benefit, 2)
        page = notice_page(month(benefit, 3), on=date(2026, 5, 18))
        assert [line.employer for line in page.before] == [SHOP.employer]

    def test_the_director_moves_the_days_after_a_flood(self):
        benefit = running()
        close_windows(on=date(2026, 4, 24))
        moved = propose_other_days(
            months=[month(benefit, 2)],
            first=date(2026, 4, 27),
            last=date(2026, 4, 29),
            why="Lũ ở Bến Mẫu từ 19 đến 25/4",
            by=clerk(),
            at=at(date(2026, 4, 24)),
        )
        signed(moved, date(2026, 4, 24))
        assert month(benefit, 2).window_to == date(2026, 4, 29)
        assert month(benefit, 2).moved_from == date(2026, 4, 22)
        self.give(benefit, 2, date(2026, 4, 28))


class TestSuspension:
    def missed(self, *ks, months=6):
        benefit = running(months=months)
        for k in range(1, max(ks) + 1):
            if k not in ks:
                notice(benefit, k)
        close_windows(on=month(benefit, max(ks)).window_to + timedelta(days=1))
        return benefit

    def suspend(self, benefit, k):
        day = month(benefit, k).window_to + timedelta(days=1)
        done = propose_suspensions(months=[month(benefit, k)], by=clerk(), at=at(day))
        assert done.count == 1
        decision = Decision.objects.get(kind=DecisionKind.SUSPEND, month=month(benefit, k))
        return signed(decision, day)

    def test_a_window_that_passed_is_missed_and_suspended_by_another_hand(self):
        benefit = self.missed(2)
        assert [m.k for m in to_suspend()] == [2]
        decision = self.suspend(benefit, 2)
        assert decision.content["from_day"] == "2026-04-17"
        assert decision.content["due"] == "2026-04-24"
        assert month(benefit, 2).state == MonthState.SUSPENDED
        benefit.refresh_from_db()
        assert benefit.state == BenefitState.SUSPENDED
        assert not to_suspend()

    def test_nobody_suspends_what_they_proposed(self):
        self.missed(2)
        by = head()
        propose_suspensions(months=to_suspend(), by=by, at=at(date(2026, 4, 23)))
        with pytest.raises(CannotApprove, match="không tự duyệt"):
            approve(decision=Decision.objects.latest("pk"), by=by, at=at(date(2026, 4, 23)))

    def test_proposing_twice_changes_nothing(self):
        self.missed(2)
        rows = list(to_suspend())
        propose_suspensions(months=rows, by=clerk(), at=at(date(2026, 4, 23)))
        again = propose_suspensions(months=rows, by=clerk(), at=at(date(2026, 4, 23)))
        assert again.count == 0
        assert Decision.objects.filter(kind=DecisionKind.SUSPEND).count() == 1

    def test_with_a_new_notice_the_benefit_goes_on_from_that_month(self):
        benefit = self.missed(2)
        self.suspend(benefit, 2)
        notice(benefit, 3)
        assert [m.k for m in to_resume()] == [3]
        propose_resumptions(months=to_resume(), by=clerk(), at=at(date(2026, 5, 20)))
        decision = Decision.objects.get(kind=DecisionKind.RESUME)
        assert decision.content["from_day"] == "2026-05-17"
        assert decision.content["left_months"] == 4
        assert decision.content["suspended_from"] == "2026-04-17"
        signed(decision, date(2026, 5, 21))
        benefit.refresh_from_db()
        assert benefit.state == BenefitState.RUNNING

    def test_three_in_a_row_end_it_on_the_last_day_of_the_third_window(self):
        benefit = self.missed(2, 3, 4)
        assert list(silent()) == [benefit]
        assert report_silent(by=clerk(), at=at(date(2026, 6, 23))) == 1
        assert report_silent(by=clerk(), at=at(date(2026, 6, 23))) == 0
        report = EndReport.objects.get()
        assert report.effective_on == month(benefit, 4).window_to
        assert (report.keeps_reserve, report.reserve) == (False, 0)

    def test_a_notice_that_comes_before_the_signature_stops_a_suspension(self):
        benefit = self.missed(2)
        propose_suspensions(months=to_suspend(), by=clerk(), at=at(date(2026, 4, 23)))
        benefit.months.filter(k=2).update(notice_state=NoticeState.GIVEN)
        with pytest.raises(CannotMove, match="đã có thông báo"):
            approve(decision=Decision.objects.latest("pk"), by=head(), at=at(date(2026, 4, 24)))

    def test_two_or_more_missed_then_a_notice_tells_the_first_day(self):
        benefit = self.missed(2, 3)
        notice(benefit, 4)
        propose_resumptions(months=to_resume(), by=clerk(), at=at(date(2026, 6, 19)))
        decision = Decision.objects.get(kind=DecisionKind.RESUME)
        assert decision.content["suspended_from"] == "2026-04-17"
        assert decision.content["suspended_months"] == 2


def ended(benefit, cause=EndCause.JOB, *, on, told_on=None, **more):
    if cause == EndCause.JOB:
        more.setdefault("job_kind", JobKind.CONTRACT)
    day = max(on, told_on or on)
    happened = Happened(cause, on, told_on=told_on, **more)
    report = report_end(benefit=benefit, happened=happened, by=clerk(), at=at(day))
    decision = propose_end(report=report, by=clerk(), at=at(day))
    signed(decision, day + timedelta(days=1))
    report.refresh_from_db()
    benefit.refresh_from_db()
    return report


class TestEndings:
    def test_a_job_told_in_time_keeps_the_rest_and_the_month_is_paid_in_full(self):
        # domain a.13 B2: 50 months, 4 granted, 2 in the decision, a job in month 2
        decision = granted(months=4, total=50)
        decision.content["reserve"] = 2
        decision.save(update_fields=["content"])
        benefit = open_benefit(decision=decision, by=clerk(), at=at(START))
        notice(benefit, 1, 2)
        report = ended(benefit, on=date(2026, 5, 4), told_on=date(2026, 5, 6))
        assert (report.in_time, report.reserve) == (True, 24)
        assert benefit.state == BenefitState.ENDED
        assert [m.state for m in benefit.months.order_by("k")] == [
            MonthState.OPEN, MonthState.OPEN, MonthState.VOID, MonthState.VOID
        ]  # fmt: skip

    def test_told_late_nothing_is_kept(self):
        benefit = running()
        notice(benefit, 1, 2)
        report = ended(benefit, on=date(2026, 5, 4), told_on=date(2026, 5, 11))
        assert (report.in_time, report.keeps_reserve, report.reserve) == (False, False, 0)

    @pytest.mark.parametrize(
        ("cause", "keeps"),
        [
            (EndCause.MILITARY, True),
            (EndCause.PENSION, False),
            (EndCause.REFUSALS, False),
            (EndCause.EMIGRATED, False),
            (EndCause.STUDY, True),
            (EndCause.FINE, False),
            (EndCause.DEATH, False),
            (EndCause.COMPULSORY, True),
            (EndCause.MISSING, True),
            (EndCause.DETAINED, True),
            (EndCause.OWN_REQUEST, True),
        ],
    )
    def test_each_cause_keeps_what_the_law_says(self, cause, keeps):
        benefit = running()
        notice(benefit, 1, 2)
        day = date(2026, 4, 28)
        report = ended(benefit, cause, on=day, told_on=day)
        assert report.keeps_reserve is keeps
        assert report.reserve == (72 - 2 * 12 if keeps else 0)
        assert report.effective_on == day

    def test_a_business_counts_from_the_day_it_is_told(self):
        benefit = running()
        with pytest.raises(CannotEnd, match="ngày người đó báo"):
            ended(benefit, on=date(2026, 4, 20), job_kind=JobKind.BUSINESS)
        report = ended(
            benefit, on=date(2026, 4, 20), told_on=date(2026, 4, 27), job_kind=JobKind.BUSINESS
        )
        assert report.effective_on == date(2026, 4, 27)

    def test_outside_its_days_nothing_ends(self):
        benefit = running()
        with pytest.raises(CannotEnd, match="nằm ngoài"):
            ended(benefit, on=START - timedelta(days=1))

    def test_it_ends_once(self):
        benefit = running()
        ended(benefit, on=date(2026, 4, 20))
        with pytest.raises(CannotEnd, match="đã chấm dứt"):
            ended(benefit, on=date(2026, 4, 21))

    def test_a_report_can_be_dropped_until_it_is_before_a_signer(self):
        benefit = running()
        happened = Happened(
            EndCause.JOB, date(2026, 4, 20), EndSource.CENTRE, job_kind=JobKind.CONTRACT
        )
        report = report_end(
            benefit=benefit, happened=happened, by=clerk(), at=at(date(2026, 4, 21))
        )
        decision = propose_end(report=report, by=clerk(), at=at(date(2026, 4, 21)))
        assert propose_end(report=report, by=clerk(), at=at(date(2026, 4, 21))) == decision
        with pytest.raises(CannotEnd, match="trả lại trước"):
            drop_report(report=report, why="nhầm", by=clerk(), at=at(date(2026, 4, 21)))
        send_back(decision=decision, why="xem lại", by=head(), at=at(date(2026, 4, 21)))
        dropped = drop_report(report=report, why="nhầm", by=clerk(), at=at(date(2026, 4, 21)))
        assert dropped.state == ReportState.DROPPED

    def test_a_proposal_sent_back_is_made_anew(self):
        benefit = running()
        happened = Happened(
            EndCause.DEATH, date(2026, 4, 20), EndSource.CENTRE, told_on=date(2026, 4, 21)
        )
        report = report_end(
            benefit=benefit, happened=happened, by=clerk(), at=at(date(2026, 4, 21))
        )
        first = propose_end(report=report, by=clerk(), at=at(date(2026, 4, 21)))
        send_back(decision=first, why="xem lại", by=head(), at=at(date(2026, 4, 21)))
        second = propose_end(report=report, by=clerk(), at=at(date(2026, 4, 22)))
        assert second != first
        signed(second, date(2026, 4, 22))
        benefit.refresh_from_db()
        assert benefit.state == BenefitState.ENDED

    def test_months_cleared_beyond_the_end_are_asked_back(self):
        benefit = running(months=3)
        notice(benefit, 1, 2)
        paid(until=date(2026, 4, 30))
        ended(benefit, on=date(2026, 4, 10), told_on=date(2026, 5, 4))
        recovery = Recovery.objects.get()
        assert (recovery.months, recovery.amount) == ([2], AMOUNT)
        decision = propose_recovery(
            recovery=recovery, violation_paper="", by=clerk(), at=at(date(2026, 5, 5))
        )
        signed(decision, date(2026, 5, 6))
        recovery.refresh_from_db()
        told = note_recovery_received(
            recovery=recovery, on=date(2026, 5, 11), by=clerk(), at=at(date(2026, 5, 11))
        )
        assert told.due_on == date(2026, 5, 25)
        pay = {"paid_on": date(2026, 5, 20), "by": clerk(), "at": at(date(2026, 5, 20))}
        with pytest.raises(CannotNote, match="Còn phải trả"):
            note_repayment(recovery=recovery, amount=AMOUNT + 1, paper="PT1", **pay)
        note_repayment(recovery=recovery, amount=4_000_000, paper="PT1", **pay)
        note_repayment(recovery=recovery, amount=4_000_000, paper="PT1", **pay)
        done = note_repayment(recovery=recovery, amount=5_000_000, paper="PT2", **pay)
        assert (done.repaid, done.state) == (AMOUNT, RecoveryState.REPAID)


def paid(*, until):
    payments = make_list(until=until, by=clerk(), at=at(until))
    check_list(payments=payments, by=clerk(), at=at(until, 10))
    sign_list(payments=payments, by=head(), at=at(until, 11))
    return send_list(payments=payments, by=clerk(), at=at(until, 12))


class TestAfterwards:
    def test_money_nobody_fetched_is_reserved(self):
        benefit = running(months=3, total=36)
        notice(benefit, 1, 2, 3)
        paid(until=date(2026, 6, 1))
        finish_benefits(on=date(2026, 6, 17))
        told = {"benefit": benefit, "letter": "12/BHXH", "by": clerk()}
        with pytest.raises(CannotNote, match="Chưa hết hạn"):
            note_uncollected(months=[3], told_on=date(2026, 9, 1), at=at(date(2026, 9, 1)), **told)
        noted = note_uncollected(
            months=[2, 3], told_on=date(2026, 9, 21), at=at(date(2026, 9, 21)), **told
        )
        assert (noted.reserve, noted.due_on) == (24, date(2026, 10, 5))
        decision = propose_reserve(noted=noted, by=clerk(), at=at(date(2026, 9, 22)))
        signed(decision, date(2026, 9, 23))
        assert month(benefit, 3).state == MonthState.UNFETCHED
        assert month(benefit, 1).state == MonthState.CLEARED

    def test_nobody_answers_a_complaint_about_their_own_decision(self):
        director = UserFactory(role=Role.DIRECTOR)
        decision = granted()
        Decision.objects.filter(pk=decision.pk).update(approved_by=director)
        decision.refresh_from_db()
        received = {"by": clerk(), "at": at(date(2026, 4, 1))}
        complaint = receive_complaint(
            decision=decision, what="Mức hưởng thấp", received_on=date(2026, 4, 1), **received
        )
        accept_complaint(
            complaint=complaint, on=date(2026, 4, 6), hard=False, remote=False, **received
        )
        complaint.refresh_from_db()
        assert complaint.answer_due == date(2026, 5, 6)
        answer = {"finding": "WRONG", "answer": "Đúng luật", "on": date(2026, 4, 20)}
        answer |= {"at": at(date(2026, 4, 20))}
        with pytest.raises(CannotComplain, match="đã trình hoặc ký"):
            answer_complaint(complaint=complaint, by=director, **answer)
        with pytest.raises(CannotComplain, match="thẩm quyền"):
            answer_complaint(complaint=complaint, by=head(), **answer)
        other = UserFactory(role=Role.DIRECTOR)
        answer_complaint(complaint=complaint, by=other, **answer)
        second = receive_second(first=complaint, what="", received_on=date(2026, 5, 4), **received)
        accept_complaint(
            complaint=second, on=date(2026, 5, 5), hard=False, remote=False, **received
        )
        department = UserFactory(role=Role.DEPARTMENT)
        answer_complaint(complaint=second, by=department, **answer)

    def test_a_night_closes_windows_and_finishes_benefits(self):
        benefit = running(months=3)
        keep_benefits_going(at=at(date(2026, 6, 18)))
        benefit.refresh_from_db()
        assert benefit.state == BenefitState.FINISHED
        states = benefit.months.order_by("k").values_list("notice_state", flat=True)
        assert set(states) == {NoticeState.MISSED}
        assert keep_benefits_going(at=at(date(2026, 6, 18))) == 0


def test_two_records_of_one_person_are_joined_unless_both_were_paid_for_a_day():
    first, second = running(months=3), running(months=3, start=date(2026, 7, 1))
    Benefit.objects.filter(pk=first.pk).update(state=BenefitState.FINISHED)
    Benefit.objects.filter(pk=first.pk).update(person=second.person)
    assert {m.person_id for m in first.months.all()} == {second.person_id}
    third = running(months=3, person=PersonFactory())
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Benefit.objects.filter(pk=third.pk).update(
            person=second.person, state=BenefitState.FINISHED
        )
    assert Person.objects.filter(pk=third.person_id).exists()
