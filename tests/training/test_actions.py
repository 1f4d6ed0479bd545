"""Opening an intake: what the school may offer, and what is refused in words."""

from datetime import date

import pytest

from caunoi.training.actions import CannotOpenIntake, open_intake
from caunoi.training.choices import TimeOfDay
from caunoi.training.models import Intake
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.training.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def offer(**changes):
    fields = {
        "starts_on": date(2027, 1, 5),
        "seats": 20,
        "minimum": 12,
        "time_of_day": TimeOfDay.EVENING,
        "by": UserFactory(),
        "on": TODAY,
    }
    return open_intake(**{"programme": ProgrammeFactory(), **fields, **changes})


def test_an_intake_is_held_where_the_school_is_and_journalled():
    intake = offer()
    school = intake.programme.institution
    assert (intake.lat, intake.lon, intake.free) == (school.lat, school.lon, 20)
    line = Entry.objects.get(event="training.intake.opened")
    assert (line.about_id, line.detail) == (str(intake.pk), {"seats": 20})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_on": date(2026, 11, 23)}, "23/11/2026 đã qua"),
        ({"minimum": 21}, r"\(21\) phải từ 1 đến chỉ tiêu \(20\)"),
        ({"minimum": 0}, "phải từ 1"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(changes, said):
    with pytest.raises(CannotOpenIntake, match=said):
        offer(**changes)
    assert not Intake.objects.exists()


def test_the_same_class_is_offered_once():
    programme = ProgrammeFactory()
    offer(programme=programme)
    with pytest.raises(CannotOpenIntake, match="đã mở"):
        offer(programme=programme)
