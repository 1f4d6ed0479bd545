"""The rights matrix of what follows a grant: months, notices, endings, lists, complaints."""

from datetime import date

from caunoi.accounts.choices import Role
from caunoi.people.queries import identity_digest
from caunoi.unemployment.actions.declarations import Declared, keep_declarations
from caunoi.unemployment.actions.endings import Happened, report_end
from caunoi.unemployment.actions.insurance import make_sending
from caunoi.unemployment.actions.payments import check_list, make_list
from caunoi.unemployment.choices.benefits import (
    Direction,
    EndCause,
    EndSource,
    InsuranceList,
    JobKind,
    NoticeState,
)
from caunoi.unemployment.models import (
    Complaint,
    PaymentFlag,
    Recovery,
    Transfer,
    UncollectedMoney,
)
from tests.pages import AWAY, NO_FORM_NUMBER, Page
from tests.people.factories import PersonFactory
from tests.unemployment.lives import at, clerk, notice, running

DESKS = frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR})
SEERS = DESKS | {Role.DEPARTMENT}
SEEKER = frozenset({Role.JOB_SEEKER})
START, DAY = date(2026, 9, 17), date(2026, 10, 26)
NUMBER = "001195000777"


def of(name, **more):
    return lambda made: {"public_id": getattr(made, name).public_id, **more}


def _post(only, at):
    return Page(only, at, takes_posts=True, shows=NO_FORM_NUMBER)


PAGES = {
    "unemployment:benefits": Page(SEERS),
    "unemployment:benefit": Page(SEERS, of("benefit")),
    "unemployment:notices": Page(SEERS),
    "unemployment:notice": Page(DESKS, of("benefit_month")),
    "unemployment:other_days": Page(DESKS),
    "unemployment:standing": Page(DESKS, lambda made: {"what": "tam-dung"}),
    "unemployment:release": _post(DESKS, of("benefit_month")),
    "unemployment:end": Page(DESKS, of("benefit")),
    "unemployment:ends": Page(DESKS),
    "unemployment:propose_end": _post(DESKS, of("end_report")),
    "unemployment:drop_end": _post(DESKS, of("end_report")),
    "unemployment:transfers": Page(SEERS),
    "unemployment:transfer_out": Page(DESKS, of("benefit")),
    "unemployment:transfer_in": Page(DESKS, lambda made: {"person_id": made.file.public_id}),
    "unemployment:transfer_step": _post(DESKS, of("transfer", step="gui")),
    "unemployment:uncollected_money": Page(DESKS, of("benefit")),
    "unemployment:reserve_money": _post(DESKS, of("uncollected_money")),
    "unemployment:recoveries": Page(SEERS),
    "unemployment:recovery": Page(DESKS, of("recovery")),
    "unemployment:complaints": Page(SEERS),
    "unemployment:complain": Page(DESKS, lambda made: {"public_id": made.benefit_grant.public_id}),
    "unemployment:complaint": Page(SEERS, of("complaint")),
    "unemployment:payments": Page(SEERS),
    "unemployment:payment_list": Page(SEERS, of("payment_list")),
    "unemployment:payment_step": _post(SEERS, of("payment_list", step="ky")),
    "unemployment:payment_file": Page(DESKS, of("payment_list")),
    "unemployment:payment_results": Page(DESKS, of("payment_list")),
    "unemployment:unpaid": Page(SEERS),
    "unemployment:unpaid_file": Page(DESKS),
    "unemployment:flag": Page(DESKS, of("payment_flag")),
    "unemployment:declarations": Page(DESKS),
    "unemployment:insurance_lists": Page(SEERS),
    "unemployment:insurance_list": Page(SEERS, of("sending")),
    "unemployment:insurance_file": Page(DESKS, of("sending")),
    # Who has shown no identity of level two is sent to do that first.
    "unemployment:my_benefit": Page(SEEKER, shows=AWAY),
    "unemployment:my_notice": Page(SEEKER, of("benefit_month"), shows=AWAY, shows_strangers=AWAY),
}


def make(made):
    person = PersonFactory(identity_number=NUMBER, identity_digest=identity_digest(NUMBER))
    made.benefit = running(person=person, start=START)
    made.benefit_grant = made.benefit.decision
    notice(made.benefit, 1, 2)
    made.benefit_month = made.benefit.months.get(k=3)
    line = Declared(2, person.full_name, person.birth_date, 1995, NUMBER, "", "Công ty Mới", DAY)
    keep_declarations(
        name="a.xlsx", digest="a" * 64, lines=[line], refused=0, by=clerk(), at=at(DAY, 7)
    )
    made.payment_list = make_list(until=DAY, by=clerk(), at=at(DAY))
    check_list(payments=made.payment_list, by=clerk(), at=at(DAY))
    made.payment_flag = PaymentFlag.objects.get(line__list=made.payment_list)
    ending = running(start=START)
    happened = Happened(EndCause.JOB, DAY, EndSource.CENTRE, job_kind=JobKind.CONTRACT)
    made.end_report = report_end(benefit=ending, happened=happened, by=clerk(), at=at(DAY))
    ending.months.filter(k=2).update(notice_state=NoticeState.MISSED)
    made.sending = make_sending(kind=InsuranceList.NO_NOTICE, by=clerk(), at=at(DAY))
    noted = {"by": clerk(), "at": at(DAY)}
    made.transfer = Transfer.objects.create(
        benefit=made.benefit,
        direction=Direction.OUT,
        province="01",
        asked_on=DAY,
        due_on=DAY,
        **noted,
    )
    made.uncollected_money = UncollectedMoney.objects.create(
        benefit=ending, letter="1/BHXH", told_on=DAY, months=[1], reserve=12, due_on=DAY, **noted
    )
    made.recovery = Recovery.objects.create(
        benefit=ending, months=[2], amount=9_000_000, why="Chi thừa", **noted
    )
    made.complaint = Complaint.objects.create(
        decision=made.benefit_grant,
        person=person,
        what="Mức hưởng thấp",
        received_on=DAY,
        accept_due=DAY,
        proposer=made.benefit_grant.proposed_by,
        approver=made.benefit_grant.approved_by,
        **noted,
    )
