from caunoi.accounts.choices import Role
from caunoi.training.choices import EnrolmentState
from tests.employers.factories import MemberFactory
from tests.pages import COUNSELLING, GONE, NO_FORM_NUMBER, Page
from tests.people.factories import PersonFactory
from tests.training.factories import (
    EnrolmentFactory,
    FirmOrderFactory,
    IntakeFactory,
    LessonFactory,
    SchoolMemberFactory,
)

HELPING = COUNSELLING - {Role.DEPARTMENT}
SCHOOLS = HELPING | {Role.SCHOOL}
SEEKERS = frozenset({Role.JOB_SEEKER})
FIRMS = frozenset({Role.EMPLOYER})


def of_class(made):
    return {"pk": made.intake.pk}


def of_lesson(made):
    return {"public_id": made.lesson.public_id}


def posted(only, at):
    return Page(only, at, takes_posts=True, shows=NO_FORM_NUMBER)


PAGES = {
    "training:my_courses": Page(SEEKERS),
    "training:join": Page(SEEKERS, lambda made: {"pk": made.intake.programme_id}),
    # The enrolment is of somebody else: that it is not the visitor's looks as if it were not there.
    "training:leave": Page(
        SEEKERS, lambda made: {"public_id": made.enrolment.public_id}, shows=GONE
    ),
    "training:attend": Page(SEEKERS, lambda made: {"code": "x"}),
    "training:classes": Page(SCHOOLS),
    "training:new_programme": Page(SCHOOLS),
    "training:open_intake": Page(SCHOOLS),
    "training:class": Page(SCHOOLS, of_class),
    "training:people": posted(SCHOOLS, of_class),
    "training:scan": Page(SCHOOLS, of_class),
    "training:seats": posted(SCHOOLS, of_class),
    "training:start": Page(SCHOOLS, of_class),
    "training:certificates": Page(SCHOOLS, of_class),
    "training:class_list": Page(SCHOOLS, lambda made: {**of_class(made), "kind": "xlsx"}),
    "training:add_lesson": posted(SCHOOLS, of_class),
    "training:lesson": Page(SCHOOLS, of_lesson),
    "training:lesson_code": Page(SCHOOLS, of_lesson),
    "training:orders": Page(COUNSELLING | {Role.SCHOOL}),
    "training:new_order": Page(FIRMS),
    "training:my_orders": Page(FIRMS),
    "training:withdraw_order": posted(FIRMS, lambda made: {"public_id": made.firm_order.public_id}),
    "training:plan": Page(SCHOOLS),
    "training:job_training": Page(HELPING),
}


def make(made):
    made.intake = IntakeFactory(starts_on="2099-12-15")
    SchoolMemberFactory(institution=made.intake.programme.institution, user=made.users[Role.SCHOOL])
    made.enrolment = EnrolmentFactory(intake=made.intake, state=EnrolmentState.LEARNING)
    EnrolmentFactory(intake=made.intake, state=EnrolmentState.WAITING, person=PersonFactory())
    made.lesson = LessonFactory(intake=made.intake)
    made.firm_order = FirmOrderFactory(starts_on="2099-12-15")
    MemberFactory(employer=made.firm_order.employer, user=made.users[Role.EMPLOYER])
