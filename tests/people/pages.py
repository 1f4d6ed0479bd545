from uuid import UUID

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.people.models import ProfileDraft
from tests.pages import GONE, NO_FORM_NUMBER, Page
from tests.people.factories import LabourProfileFactory, PersonFactory

SEEKER = frozenset({Role.JOB_SEEKER})
MISSING = UUID("00000000-0000-4000-8000-000000000000")


def of_person(made):
    return {"public_id": made.file.public_id}


PAGES = {
    "people:mine": Page(SEEKER),
    "people:start": Page(SEEKER | FRONT_OFFICE),
    # Begun by nobody here: missing, as a foreign one is.
    "people:step": Page(
        SEEKER | FRONT_OFFICE, lambda made: {"public_id": MISSING, "step": "nguoi"}, shows=GONE
    ),
    "people:drop": Page(
        SEEKER | FRONT_OFFICE,
        lambda made: {"public_id": MISSING},
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
    "people:edit_mine": Page(SEEKER, lambda made: {"part": "viec"}),
    "people:consent": Page(SEEKER, takes_posts=True, shows=NO_FORM_NUMBER),
    "people:who_read": Page(SEEKER),
    "people:take": Page(SEEKER),
    "people:my_requests": Page(SEEKER),
    "people:my_paper": Page(SEEKER, lambda made: {"name": "mau-01.docx"}),
    "people:search": Page(FRONT_OFFICE),
    "people:person": Page(FRONT_OFFICE, of_person),
    "people:edit_person": Page(FRONT_OFFICE, lambda made: {**of_person(made), "part": "nguoi"}),
    "people:number": Page(FRONT_OFFICE, of_person, takes_posts=True, shows=NO_FORM_NUMBER),
    "people:paper": Page(FRONT_OFFICE, lambda made: {**of_person(made), "name": "mau-01.docx"}),
}


def make(made):
    made.file = LabourProfileFactory(person=PersonFactory()).person
    ProfileDraft.objects.create(
        made_by=made.users[Role.CLERK], own=False, changed_at="2026-11-24T01:00:00+00:00"
    )
