from caunoi.accounts.choices import Role
from tests.counter.factories import ActionPlanFactory, AttendeeFactory, SessionFactory, StepFactory
from tests.pages import COUNSELLING, NO_FORM_NUMBER, Page

ADVISING = COUNSELLING - {Role.DEPARTMENT}


def of_session(made):
    return {"public_id": made.session.public_id}


def of_person(made):
    return {"person_id": made.person.public_id}


def of_plan(made):
    return {"public_id": made.action_plan.public_id}


def _post(at):
    return Page(ADVISING, at, takes_posts=True, shows=NO_FORM_NUMBER)


PAGES = {
    "counter:sessions": Page(ADVISING),
    "counter:open_session": Page(ADVISING),
    "counter:session": Page(ADVISING, of_session),
    "counter:add_people": Page(ADVISING, of_session),
    "counter:print_session": Page(ADVISING, of_session),
    "counter:plan": Page(ADVISING, of_person),
    "counter:print_plan": Page(ADVISING, of_person),
    "counter:note_step": _post(lambda made: {**of_plan(made), "order": made.step.order}),
    "counter:agree_plan": _post(of_plan),
    "counter:end_plan": _post(of_plan),
}


def make(made):
    made.session = SessionFactory()
    AttendeeFactory(session=made.session, person=made.person)
    made.action_plan = ActionPlanFactory(person=made.person)
    made.step = StepFactory(plan=made.action_plan)
