"""The rights matrix of training support: of workers, of employers, notices of staff."""

from datetime import date

from caunoi.accounts.choices import Role
from caunoi.unemployment.choices.training import SupportDecisionKind, TrainingPaperKind
from caunoi.unemployment.models import SupportDecision, TrainingMonth, TrainingPaper
from tests.pages import AWAY, GONE, NO_FORM_NUMBER, Page
from tests.unemployment.courses import proposed_support, support_file, training_file
from tests.unemployment.lives import at, clerk

DESKS = frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR})
SEERS = DESKS | {Role.DEPARTMENT}
SEEKER = frozenset({Role.JOB_SEEKER})
APPROVERS = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT})
DAY = date(2026, 10, 26)


def of(name, **more):
    return lambda made: {"public_id": getattr(made, name).public_id, **more}


def _post(only, at):
    return Page(only, at, takes_posts=True, shows=NO_FORM_NUMBER)


PAGES = {
    "unemployment:training_list": Page(SEERS),
    "unemployment:study_months": Page(SEERS),
    "unemployment:training_new": Page(DESKS, lambda made: {"person_id": made.file.public_id}),
    "unemployment:training": Page(SEERS, of("training_file")),
    "unemployment:training_overpaid": Page(DESKS, of("training_file")),
    "unemployment:training_receive": Page(DESKS, of("training_file")),
    "unemployment:training_paper": Page(SEERS, of("training_paper")),
    "unemployment:my_training": Page(SEEKER),
    # Who has shown no identity of level two is sent to do that first.
    "unemployment:file_my_training": Page(SEEKER, shows=AWAY),
    "unemployment:send_my_papers": Page(SEEKER, takes_posts=True, shows=AWAY),
    "unemployment:withdraw_my_training": Page(SEEKER, takes_posts=True, shows=AWAY),
    "unemployment:my_training_paper": Page(SEEKER, of("training_paper"), shows=GONE),
    "unemployment:drop_my_paper": _post(SEEKER, of("training_paper")),
    "unemployment:training_change": Page(DESKS, of("training_file")),
    "unemployment:training_step": Page(DESKS, of("training_file", step="rut")),
    "unemployment:study_month": Page(DESKS, of("study_month", step="ngay-hoc")),
    "unemployment:supports": Page(SEERS),
    "unemployment:support_file": Page(DESKS),
    "unemployment:support_search": Page(DESKS),
    "unemployment:support_new": Page(
        DESKS, lambda made: {"employer_id": made.support_file.employer.public_id}
    ),
    "unemployment:support": Page(SEERS, of("support_file")),
    "unemployment:school_contract": Page(
        DESKS,
        lambda made: {
            "public_id": made.support_file.public_id,
            "course": made.support_file.courses.get().pk,
        },
    ),
    "unemployment:support_change": Page(DESKS, of("support_file")),
    "unemployment:support_course": Page(DESKS, of("support_file")),
    "unemployment:support_course_drop": _post(
        DESKS,
        lambda made: {
            "public_id": made.support_file.public_id,
            "course": made.support_file.courses.get().pk,
        },
    ),
    "unemployment:support_step": Page(DESKS, of("support_file", step="khong-nhu-cau")),
    "unemployment:job_lost": Page(
        DESKS, lambda made: {"public_id": made.support_file.trainees.first().public_id}
    ),
    "unemployment:support_decision": Page(SEERS, of("support_proposal")),
    "unemployment:support_approve": _post(APPROVERS, of("support_proposal")),
    "unemployment:support_recovery": Page(DESKS, of("support_recovery", step="da-tra")),
    "unemployment:firm_paper": Page(SEERS, of("support_file", what="de-nghi", kind="docx")),
    "unemployment:staff_changes": Page(SEERS),
    "unemployment:staff_change_new": Page(
        DESKS, lambda made: {"employer_id": made.support_file.employer.public_id}
    ),
}


def make(made):
    made.training_file = training_file()
    made.study_month = TrainingMonth.objects.create(
        support=training_file(),
        number=1,
        starts_on=date(2026, 5, 4),
        ends_on=date(2026, 6, 3),
        planned=1_500_000,
        list_due=date(2026, 6, 10),
    )
    made.training_paper = TrainingPaper.objects.create(
        support=made.training_file,
        kind=TrainingPaperKind.TERMINATION,
        name="thoi-viec.pdf",
        size=5,
        sha256="0" * 64,
        content="JVBERi0=",
        at=at(DAY),
    )
    made.support_file = support_file(people=2)
    other = support_file(people=2)
    made.support_proposal = proposed_support(other)
    made.support_recovery = SupportDecision.objects.create(
        support=made.support_file,
        kind=SupportDecisionKind.RECOVER,
        why="SURPLUS",
        amount=1_000_000,
        content={},
        proposed_by=clerk(),
        proposed_at=at(DAY),
    )
