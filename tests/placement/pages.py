from caunoi.accounts.choices import Role
from caunoi.placement.choices import Channel, Keeping
from caunoi.placement.models import ToldProposal, ToldResult, TrainingOrder
from tests.pages import COUNSELLING, NO_FORM_NUMBER, Page
from tests.placement.factories import MORNING, make_run, seeker

TELLING = COUNSELLING - {Role.DEPARTMENT}


def of_run(made):
    return {"pk": made.run.pk}


PAGES = {
    "placement:my_lists": Page(frozenset({Role.JOB_SEEKER})),
    "placement:my_vacancies": Page(frozenset({Role.EMPLOYER})),
    "placement:my_intakes": Page(frozenset({Role.SCHOOL})),
    "placement:person_lists": Page(COUNSELLING, lambda made: {"pk": made.person.pk}),
    "placement:candidates": Page(
        COUNSELLING | {Role.EMPLOYER}, lambda made: {"pk": made.vacancy.pk}
    ),
    "placement:plan": Page(COUNSELLING),
    "placement:runs": Page(COUNSELLING),
    "placement:make_plan": Page(
        frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN}),
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
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
    TrainingOrder.objects.create(
        run=made.run, number=1, programme=made.intake.programme, site=made.intake, seats=1,
        newcomers=1, gain=1, suitable=1, free_positions=1,
    )  # fmt: skip
    made.told = ToldProposal.objects.create(
        person=made.person, vacancy=made.vacancy, channel=Channel.PHONE, told_at=MORNING,
        told_by=made.users[Role.COUNSELLOR],
    )  # fmt: skip
    ToldResult.objects.create(run=made.run, told=made.told, keeping=Keeping.NOT_LOOKING)
