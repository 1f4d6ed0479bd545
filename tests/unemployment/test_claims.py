"""From intake to decision: every step, and what each refuses."""

from datetime import UTC, date, datetime, timedelta

import pytest

from caunoi.accounts.choices import Role
from caunoi.unemployment.actions import collecting, decisions, intake, supplements
from caunoi.unemployment.actions.moves import CannotMove
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.choices import (
    ClaimState,
    DecisionKind,
    DecisionState,
    FilingChannel,
    PaperKind,
    Payout,
    Termination,
)
from caunoi.unemployment.models import Claim, Decision
from caunoi.unemployment.models.benefits import Benefit
from caunoi.unemployment.queries.case import Row, values_of
from caunoi.unemployment.queries.computation import compute, from_snapshot
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui import editing
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.unemployment.factories import (
    FILED,
    MORNING,
    ClaimFactory,
    ContributionFactory,
    PaperFactory,
)

pytestmark = pytest.mark.django_db
ROW = Row(first=date(2020, 10, 1), last=date(2026, 9, 1), wage=8_000_000, region=2)
PAPERS = ["REQUEST", "IDENTITY", "TERMINATION", "BOOK"]
TESTED = MORNING + timedelta(days=15)  # Tuesday 17 November: the ten working days are over


@pytest.fixture
def clerk():
    return UserFactory(role=Role.CLERK)


@pytest.fixture
def head():
    return UserFactory(role=Role.HEAD)


def known_person(**more):
    return PersonFactory(
        identity_number="033195001234", identity_digest="d" * 64, phone="0912345678", **more
    )


def facts(claim, **more):
    return {name: getattr(claim, name) for name in values_of(claim) if hasattr(claim, name)} | {
        "ended_on": date(2026, 9, 30),
        "end_kind": Termination.AGREEMENT,
        "payout": Payout.ACCOUNT,
        "account_number": "0123456789",
        "bank": "Ngân hàng Mẫu",
        **more,
    }


def filled(claim, by, *, papers=PAPERS, rows=(ROW,), at=MORNING, **more):
    told = {k: v for k, v in facts(claim, **more).items() if k not in {"rows", "papers"}}
    return intake.take_in(
        claim=claim,
        facts=told,
        rows=list(rows),
        papers=papers,
        before=editing.state_of(values_of(claim)),
        by=by,
        at=at,
    )


def received(by, **more):
    claim = intake.begin_claim(person=known_person(), by=by, at=MORNING)
    return filled(claim, by, **more)


def granted(clerk, head, **more):
    claim = received(clerk, **more)
    decision = decisions.propose_outcome(claim=claim, by=clerk, at=TESTED)
    return decisions.approve(decision=decision, by=head, at=TESTED)


def test_a_draft_is_begun_once_with_what_is_known(clerk):
    person = known_person()
    claim = intake.begin_claim(person=person, by=clerk, at=MORNING)
    again = intake.begin_claim(person=person, by=UserFactory(role=Role.CLERK), at=MORNING)
    assert claim == again
    assert claim.account_holder == person.full_name
    assert claim.papers.get(kind=PaperKind.IDENTITY).state == "KNOWN"
    assert claim.papers.filter(state="MISSING").count() == 3


def test_a_complete_claim_gets_a_number_a_slip_and_a_message(clerk):
    claim = received(clerk)
    assert (claim.state, claim.year, claim.number) == (ClaimState.RECEIVED, 2026, 1)
    assert claim.filed_on == claim.arrived_on == claim.completed_on == FILED
    # 15 working days of 2 November end on 23 November; the 24th is a day off (NQ 28/2026).
    assert (claim.slip.first_day, claim.slip.last_day) == (date(2026, 11, 25), date(2026, 11, 27))
    message = Message.objects.get(kind="unemployment.claim.received")
    assert "25/11/2026" in message.text
    assert claim.person.full_name not in message.text
    assert intake.receive_claim(claim=claim, by=clerk, at=MORNING).number == 1


def test_numbers_have_no_gap_when_an_intake_is_refused(clerk):
    received(clerk)
    broken = intake.begin_claim(
        person=PersonFactory(identity_digest="e" * 64), by=clerk, at=MORNING
    )
    with pytest.raises(intake.CannotFile, match="lý do chấm dứt"):
        intake.receive_claim(claim=broken, by=clerk, at=MORNING)
    third = intake.begin_claim(
        person=PersonFactory(identity_number="1", identity_digest="f" * 64), by=clerk, at=MORNING
    )
    assert filled(third, clerk).number == 2


def test_a_claim_with_a_missing_paper_has_no_clock_until_it_is_there(clerk):
    claim = received(clerk, papers=["REQUEST", "IDENTITY", "TERMINATION"])
    assert claim.completed_on is None
    assert not hasattr(claim, "slip")
    request = supplements.ask_supplement(
        claim=claim, what="", papers=[PaperKind.BOOK], by=clerk, at=MORNING
    )
    assert request.number == 1
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUPPLEMENT
    with pytest.raises(CannotMove, match="Chờ bổ sung"):
        decisions.propose_outcome(claim=claim, by=clerk, at=MORNING)
    with pytest.raises(supplements.CannotAsk, match="sổ bảo hiểm"):
        supplements.answer_supplement(claim=claim, papers=[], by=clerk, at=MORNING)
    later = MORNING + timedelta(days=3)
    claim = supplements.answer_supplement(claim=claim, papers=["BOOK"], by=clerk, at=later)
    assert claim.completed_on == FILED + timedelta(days=3)
    assert claim.slip.first_day == date(2026, 11, 30)
    again = supplements.answer_supplement(claim=claim, papers=["BOOK"], by=clerk, at=later)
    assert again.completed_on == claim.completed_on


def test_the_sum_of_the_law_with_its_reasons(clerk):
    claim = received(clerk)
    found = compute(claim, on=FILED)
    assert (found.amount, found.months, found.total_months, found.reserve) == (
        4_800_000,
        6,
        72,
        0,
    )
    assert found.start == date(2026, 11, 17)
    assert found.eligible
    assert all(text and article for text, article in found.reasons)
    assert len(found.six) == 6


def test_grant_from_proposal_to_collection(clerk, head):
    decision = granted(clerk, head)
    claim = Claim.objects.get(pk=decision.claim_id)
    assert (decision.kind, decision.state, decision.number) == (
        DecisionKind.GRANT,
        DecisionState.APPROVED,
        1,
    )
    assert (decision.window_first, decision.window_last) == (
        claim.slip.first_day,
        claim.slip.last_day,
    )
    assert claim.state == ClaimState.APPROVED
    assert not Benefit.objects.exists()
    day = datetime(2026, 11, 26, 2, tzinfo=UTC)
    decision = collecting.collect(claim=claim, by=clerk, at=day)
    assert decision.state == DecisionState.COLLECTED
    assert Benefit.objects.get().amount == 4_800_000
    assert collecting.collect(claim=claim, by=clerk, at=day) == decision
    assert Benefit.objects.count() == 1


def test_computed_again_from_the_snapshot_it_is_the_same(clerk, head):
    decision = granted(clerk, head)
    again = from_snapshot(decision.content)
    assert again.outcome == decision.content["outcome"]
    for name in ("amount", "months", "reserve", "total_months"):
        assert getattr(again, name) == decision.content[name]
    assert decision.content["readings"]
    assert decision.content["rules"]


def test_nobody_approves_what_they_proposed_nor_without_the_right(clerk, head):
    claim = received(clerk)
    chief = UserFactory(role=Role.HEAD)
    decision = decisions.propose_outcome(claim=claim, by=chief, at=TESTED)
    with pytest.raises(decisions.CannotApprove, match="không tự duyệt"):
        decisions.approve(decision=decision, by=chief, at=TESTED)
    with pytest.raises(decisions.CannotApprove, match="trưởng phòng"):
        decisions.approve(decision=decision, by=clerk, at=TESTED)
    done, refused = decisions.approve_many(decisions=[decision], by=chief, at=TESTED)
    assert not done
    assert len(refused) == 1
    decisions.approve(decision=decision, by=head, at=TESTED)
    again = decisions.approve(decision=decision, by=head, at=TESTED)
    assert again.number == 1
    assert Entry.objects.filter(event="unemployment.decision.approved").count() == 1


def test_the_ten_working_days_are_waited_for(clerk, head):
    claim = received(clerk)
    decision = decisions.propose_outcome(claim=claim, by=clerk, at=MORNING)
    with pytest.raises(decisions.CannotApprove, match="16/11/2026"):
        decisions.approve(decision=decision, by=head, at=MORNING + timedelta(days=14))
    decisions.approve(decision=decision, by=head, at=TESTED)


def test_a_job_within_the_ten_days_refuses_with_its_article(clerk, head):
    claim = received(clerk)
    supplements.note_circumstance(
        claim=claim, kind="JOB", on=date(2026, 11, 9), source="PERSON", by=clerk, at=TESTED
    )
    decision = decisions.propose_outcome(claim=claim, by=clerk, at=TESTED)
    assert decision.kind == DecisionKind.REFUSE
    assert any("Điều 38" in reason["article"] for reason in decision.content["reasons"])
    decisions.approve(decision=decision, by=head, at=TESTED)
    claim.refresh_from_db()
    assert claim.state == ClaimState.REFUSED


def test_too_few_months_are_refused(clerk):
    few = Row(first=date(2025, 12, 1), last=date(2026, 9, 1), wage=8_000_000, region=2)
    decision = decisions.propose_outcome(claim=received(clerk, rows=[few]), by=clerk, at=TESTED)
    assert decision.kind == DecisionKind.REFUSE


def test_a_proposal_sent_back_opens_the_claim_again(clerk, head):
    claim = received(clerk)
    decision = decisions.propose_outcome(claim=claim, by=clerk, at=TESTED)
    claim.refresh_from_db()
    with pytest.raises(intake.CannotFill, match="Chờ duyệt"):
        filled(claim, clerk, at=TESTED)
    with pytest.raises(decisions.CannotApprove, match="vì sao"):
        decisions.send_back(decision=decision, why=" ", by=head, at=TESTED)
    decisions.send_back(decision=decision, why="Thiếu tháng 8", by=head, at=TESTED)
    claim.refresh_from_db()
    assert claim.state == ClaimState.RECEIVED
    again = decisions.propose_outcome(claim=claim, by=clerk, at=TESTED)
    assert again != decision
    with pytest.raises(decisions.CannotApprove):
        decisions.approve(decision=decision, by=head, at=TESTED)


def test_figures_that_changed_since_the_proposal_are_not_approved(clerk, head):
    decision = decisions.propose_outcome(claim=received(clerk), by=clerk, at=TESTED)
    Decision.objects.filter(pk=decision.pk).update(content={**decision.content, "amount": 1})
    with pytest.raises(decisions.CannotApprove, match="khác lúc trình"):
        decisions.approve(decision=decision, by=head, at=TESTED)
    assert Decision.objects.get().number is None


def test_who_does_not_come_is_told_about_and_cancelled_with_all_months(clerk, head):
    grant = granted(clerk, head)
    claim = Claim.objects.get(pk=grant.claim_id)
    with pytest.raises(CannotPropose, match="Chưa hết hạn"):
        collecting.propose_cancel(claim=claim, by=clerk, at=TESTED)
    over = datetime(2026, 11, 30, 2, tzinfo=UTC)
    assert collecting.note_uncollected(on=date(2026, 11, 27), at=over) == 0
    with pytest.raises(collecting.CannotCollect, match="quá hạn nhận"):
        collecting.collect(claim=claim, by=clerk, at=over)
    assert collecting.note_uncollected(on=date(2026, 11, 30), at=over) == 1
    assert collecting.note_uncollected(on=date(2026, 11, 30), at=over) == 0
    assert collecting.tell_insurance(decisions=[grant], by=clerk, at=over) == 1
    assert collecting.tell_insurance(decisions=[grant], by=clerk, at=over) == 0
    claim.refresh_from_db()
    cancel = collecting.propose_cancel(claim=claim, by=clerk, at=over)
    assert collecting.propose_cancel(claim=claim, by=clerk, at=over) == cancel
    decisions.approve(decision=cancel, by=head, at=over)
    claim.refresh_from_db()
    grant.refresh_from_db()
    assert (claim.state, grant.state) == (ClaimState.CANCELLED, DecisionState.CANCELLED)
    new = intake.begin_claim(person=claim.person, by=clerk, at=over)
    assert new.prior_reserve == 72


def test_withdrawn_in_ten_working_days_and_not_later(clerk):
    claim = received(clerk)
    late = MORNING + timedelta(days=15)
    with pytest.raises(collecting.CannotWithdraw, match="trễ 1 ngày"):
        collecting.withdraw_claim(claim=claim, by=clerk, at=late)
    decision = decisions.propose_outcome(claim=claim, by=clerk, at=MORNING)
    gone = collecting.withdraw_claim(claim=claim, by=clerk, at=MORNING + timedelta(days=14))
    decision.refresh_from_db()
    assert (gone.state, decision.state) == (ClaimState.WITHDRAWN, DecisionState.RETURNED)
    assert collecting.withdraw_claim(claim=claim, by=clerk, at=late) == gone


def test_online_the_decision_is_delivered_with_the_approval(clerk, head):
    claim = intake.begin_claim(person=known_person(), by=clerk, at=MORNING)
    own = {k: v for k, v in facts(claim).items() if k not in {"rows", "papers", "channel"}}
    sent = intake.send_claim(
        claim=claim,
        facts=own,
        before=editing.state_of(values_of(claim)),
        by=UserFactory(role=Role.JOB_SEEKER),
        at=MORNING,
    )
    assert (sent.state, sent.channel, sent.filed_on) == (
        ClaimState.SENT,
        FilingChannel.ONLINE,
        FILED,
    )
    taken = filled(sent, clerk, at=MORNING + timedelta(days=1))
    assert taken.completed_on == FILED
    decision = decisions.propose_outcome(claim=taken, by=clerk, at=TESTED)
    decisions.approve(decision=decision, by=head, at=TESTED)
    taken.refresh_from_db()
    assert taken.state == ClaimState.COLLECTED
    assert Benefit.objects.count() == 1


def test_by_post_both_postmarks_are_needed(clerk):
    claim = intake.begin_claim(person=known_person(), by=clerk, at=MORNING)
    by_post = {"channel": FilingChannel.POST, "why_not_in_person": "SICK"}
    papers = [*PAPERS, PaperKind.WHY_NOT_IN_PERSON]
    with pytest.raises(intake.CannotFile, match="dấu bưu điện"):
        filled(claim, clerk, papers=papers, **by_post)
    claim = filled(
        claim,
        clerk,
        papers=papers,
        filed_on=date(2026, 10, 28),
        arrived_on=date(2026, 10, 30),
        **by_post,
    )
    assert (claim.filed_on, claim.completed_on) == (date(2026, 10, 28), date(2026, 10, 30))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([ROW, ROW], "trùng tháng"),
        ([Row(date(2026, 9, 1), date(2026, 8, 1), 1, 1)], "đứng trước"),
        ([Row(date(2026, 1, 1), date(2026, 12, 1), 1, 1)], "quá ngày chấm dứt"),
    ],
)
def test_months_are_told_once_and_in_order(clerk, rows, words):
    claim = intake.begin_claim(person=known_person(), by=clerk, at=MORNING)
    with pytest.raises(intake.CannotFill, match=words):
        filled(claim, clerk, rows=rows)


def test_the_second_of_two_clerks_is_shown_what_the_first_saved(clerk):
    claim = ClaimFactory()
    ContributionFactory(claim=claim)
    PaperFactory(claim=claim)
    opened = editing.state_of(values_of(claim))
    told = {k: v for k, v in facts(claim).items() if k not in {"rows", "papers"}}
    intake.fill_claim(
        claim=claim,
        facts=told | {"bank": "Ngân hàng Một"},
        rows=None,
        papers=None,
        before=opened,
        by=clerk,
        at=MORNING,
    )
    with pytest.raises(editing.EditedMeanwhile) as refusal:
        intake.fill_claim(
            claim=claim,
            facts=told | {"bank": "Ngân hàng Hai"},
            rows=[ROW],
            papers=None,
            before=opened,
            by=clerk,
            at=MORNING,
        )
    assert [conflict.field for conflict in refusal.value.conflicts] == ["bank"]
    claim.refresh_from_db()
    assert claim.bank == "Ngân hàng Một"
