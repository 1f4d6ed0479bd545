"""Opening lists of learners: the question and its line in the journal are one deed."""

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.training.models import Intake
from caunoi.training.queries.classes import ClassPage, class_page
from caunoi_kit.journal.actions import record


@transaction.atomic
def read_class(*, intake: Intake, by: User, why: str = "xem danh sách lớp") -> ClassPage:
    """A class with the names of its learners."""
    page = class_page(intake)
    if page.lines:
        record(
            "training.class.read",
            about=intake,
            by=by,
            detail={
                "fields": ["full_name", "birth_date", "sex", "place", "phone"],
                "people": [line.enrolment.person_id for line in page.lines],
                "why": why,
            },
        )
    return page
