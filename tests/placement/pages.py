from datetime import UTC, datetime

from caunoi.accounts.choices import Role
from caunoi.placement.actions.policies import propose_policy
from caunoi.placement.actions.referrals import refer
from caunoi.placement.actions.refusals import refuse_job
from caunoi.placement.choices import ApplicationState, Channel, Dislike, Keeping
from caunoi.placement.models import (
    ExchangeUpdate,
    FollowUp,
    ToldProposal,
    ToldResult,
    TrainingOrder,
)
from caunoi.placement.queries.invitations import answer_path
from caunoi.placement.queries.referrals import code_path
from caunoi_engine.matching import Policy, ReferralRules
from tests.pages import AWAY, COUNSELLING, GONE, NO_FORM_NUMBER, OK, Page
from tests.placement.factories import (
    DAY,
    MORNING,
    ApplicationFactory,
    InvitationFactory,
    SlotFactory,
    make_run,
    seeker,
)

TELLING = COUNSELLING - {Role.DEPARTMENT}


ANSWERING = TELLING | {Role.EMPLOYER}
APPLYING = frozenset({Role.JOB_SEEKER, None})


def of_run(made):
    return {"pk": made.run.pk}


def of_vacancy(made):
    return {"pk": made.vacancy.pk}


def of_application(made):
    return {"public_id": made.application.public_id}


def of_intake(made):
    return {"pk": made.intake.pk}


def of_offer(made):
    return {"person_id": made.person.public_id, "vacancy_id": made.vacancy.public_id}


def of_referral(made):
    return {"public_id": made.referral.public_id}


def of_code(made):
    return {"code": code_path(made.referral).rstrip("/").rpartition("/")[2]}


def of_refusal(made):
    return {"public_id": made.refusal.public_id}


PAGES = {
    "placement:my_lists": Page(frozenset({Role.JOB_SEEKER})),
    "placement:my_vacancies": Page(frozenset({Role.EMPLOYER})),
    "placement:my_intakes": Page(frozenset({Role.SCHOOL})),
    "placement:person_lists": Page(COUNSELLING, lambda made: {"pk": made.person.pk}),
    "placement:candidates": Page(
        COUNSELLING | {Role.EMPLOYER}, lambda made: {"pk": made.vacancy.pk}
    ),
    "placement:demand_effect": Page(
        COUNSELLING - {Role.DEPARTMENT} | {Role.CLERK, Role.EMPLOYER},
        lambda made: {"public_id": made.vacancy.public_id},
    ),
    "placement:apply": Page(APPLYING, of_vacancy, shows_strangers=AWAY),
    "placement:apply_as_new": Page(APPLYING, of_vacancy, shows=AWAY, shows_strangers=OK),
    "placement:apply_with_code": Page(APPLYING, of_vacancy, shows=AWAY),
    "placement:my_applications": Page(frozenset({Role.JOB_SEEKER})),
    "placement:my_application": Page(frozenset({Role.JOB_SEEKER}), of_application),
    "placement:withdraw": Page(frozenset({Role.JOB_SEEKER}), of_application),
    "placement:let_keep": Page(
        frozenset({Role.JOB_SEEKER}), of_application, takes_posts=True, shows=NO_FORM_NUMBER
    ),
    "placement:answer": Page(
        at=lambda made: {"token": answer_path(made.invitation).rstrip("/").rpartition("/")[2]}
    ),
    "placement:board": Page(COUNSELLING | {Role.EMPLOYER}, of_vacancy),
    "placement:schedule": Page(COUNSELLING | {Role.EMPLOYER}, of_vacancy),
    "placement:application": Page(COUNSELLING | {Role.EMPLOYER}, of_application),
    "placement:invite": Page(ANSWERING, of_vacancy),
    "placement:move": Page(ANSWERING, of_application, takes_posts=True, shows=NO_FORM_NUMBER),
    "placement:refuse": Page(ANSWERING, of_application),
    "placement:take_on": Page(ANSWERING, of_application),
    "placement:attend": Page(
        ANSWERING,
        lambda made: {"public_id": made.invitation.public_id},
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
    "placement:silent": Page(COUNSELLING),
    "placement:together": Page(TELLING, lambda made: {"pk": made.person.pk}),
    "placement:refer": Page(TELLING, of_offer),
    "placement:refuse_job": Page(TELLING, of_offer),
    "placement:referral": Page(COUNSELLING, of_referral),
    "placement:letter": Page(TELLING, of_referral),
    "placement:revoke": Page(TELLING, of_referral),
    "placement:decline": Page(TELLING, of_referral),
    "placement:referral_code": Page(at=of_code),
    "placement:note_result": Page(ANSWERING, of_code, takes_posts=True, shows=NO_FORM_NUMBER),
    "placement:refusal": Page(COUNSELLING, of_refusal),
    "placement:judge": Page(TELLING, of_refusal, takes_posts=True, shows=NO_FORM_NUMBER),
    "placement:take_refusal_back": Page(
        TELLING, of_refusal, takes_posts=True, shows=NO_FORM_NUMBER
    ),
    "placement:calls": Page(COUNSELLING),
    "placement:note_call": Page(
        TELLING,
        lambda made: {"public_id": made.call.public_id},
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
    "placement:note_exchange": Page(
        TELLING,
        lambda made: {"public_id": made.update.public_id},
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
    "placement:invite_to_class": Page(TELLING | {Role.SCHOOL}, of_intake),
    "placement:hand_over": Page(TELLING | {Role.SCHOOL}, of_intake),
    "placement:unmet": Page(COUNSELLING | {Role.SCHOOL}),
    "placement:unmet_file": Page(COUNSELLING | {Role.SCHOOL}, lambda made: {"kind": "csv"}),
    # Without its month the line is not there; with it, tests/placement/test_unmet.py opens it.
    "placement:unmet_line": Page(
        COUNSELLING | {Role.SCHOOL}, lambda made: {"occupation": "8153", "area": 0}, shows=GONE
    ),
    "placement:order_training": Page(
        frozenset({Role.EMPLOYER}), lambda made: {"pk": made.vacancy.pk}, shows=AWAY
    ),
    "placement:commitments": Page(COUNSELLING),
    "placement:commitment": Page(COUNSELLING, lambda made: {"pk": made.agreement.lines.get().pk}),
    "placement:plan": Page(COUNSELLING),
    "placement:runs": Page(COUNSELLING),
    "placement:make_plan": Page(
        frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN}),
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
    "placement:follow_plan": Page(
        frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN}),
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
    "placement:plan_changes": Page(COUNSELLING, of_run),
    "placement:policy": Page(COUNSELLING),
    "placement:propose_policy": Page(frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN})),
    "placement:policy_proposal": Page(COUNSELLING, lambda made: {"pk": made.policy.pk}),
    "placement:lesson": Page(frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN, Role.DEPARTMENT})),
    "placement:run": Page(COUNSELLING, of_run),
    "placement:plan_people": Page(COUNSELLING, of_run),
    "placement:plan_unplaced": Page(COUNSELLING, of_run),
    "placement:plan_vacancies": Page(COUNSELLING, of_run),
    "placement:plan_intakes": Page(COUNSELLING, of_run),
    "placement:plan_order_people": Page(COUNSELLING, lambda made: {**of_run(made), "number": 1}),
    "placement:plan_order_vacancies": Page(COUNSELLING, lambda made: {**of_run(made), "number": 1}),
    "placement:plan_told": Page(COUNSELLING, of_run),
    "placement:tell": Page(
        TELLING,
        lambda made: {"pk": made.run.proposals.get().pk},
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
    "placement:end_told": Page(TELLING, lambda made: {"pk": made.told.pk}),
    "placement:plan_left_out": Page(
        COUNSELLING, lambda made: {**of_run(made), "table": "WORKERS", "reason": "NO_WISH"}
    ),
}


def make(made):
    made.person = seeker(person={"account": made.users[Role.JOB_SEEKER]})
    seeker(wishes=())
    made.run = make_run()
    made.application = ApplicationFactory(person=made.person, vacancy=made.vacancy)
    made.invitation = InvitationFactory(
        person=made.person, vacancy=made.vacancy, application=made.application
    )
    SlotFactory(vacancy=made.vacancy, starts_at=datetime(2099, 1, 5, 1, tzinfo=UTC))
    TrainingOrder.objects.create(
        run=made.run, number=1, programme=made.intake.programme, site=made.intake, seats=1,
        newcomers=1, gain=1, suitable=1, free_positions=1,
    )  # fmt: skip
    made.told = ToldProposal.objects.create(
        person=made.person, vacancy=made.vacancy, channel=Channel.PHONE, told_at=MORNING,
        told_by=made.users[Role.COUNSELLOR],
    )  # fmt: skip
    ToldResult.objects.create(run=made.run, told=made.told, keeping=Keeping.NOT_LOOKING)
    by = made.users[Role.COUNSELLOR]
    made.referral = refer(
        person=seeker(), vacancy=made.vacancy, come_at=MORNING, place="Cổng 2", by=by, at=MORNING
    )
    made.refusal = refuse_job(
        person=made.person, vacancy=made.vacancy, reason=Dislike.WAGE, note="", by=by, at=MORNING
    )
    hired = ApplicationFactory(vacancy=made.vacancy, state=ApplicationState.HIRED, hired_on=DAY)
    made.policy = propose_policy(
        policy=Policy(), rules=ReferralRules(per_worker=4), starts_on=DAY, why="Thử",
        by=made.users[Role.HEAD], on=DAY, at=MORNING,
    )  # fmt: skip
    made.call = FollowUp.objects.create(application=hired, days=3, due_on=DAY)
    made.update = ExchangeUpdate.objects.create(application=hired, due_on=DAY)
