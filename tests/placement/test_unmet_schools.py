"""What the match does for a class: whom to invite, whom to hand over, what to publish."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from caunoi.people.choices import Purpose
from caunoi.placement.actions import schools as actions
from caunoi.placement.choices import ApplicationState, Origin
from caunoi.placement.models import Application
from caunoi.placement.queries.graduates import placed_after
from caunoi.placement.queries.schools import best_learners
from caunoi.training.choices import EnrolmentState
from caunoi.training.models import ClassInvitation
from tests.accounts.factories import UserFactory
from tests.classifications.factories import OccupationFactory
from tests.people.factories import ConsentFactory, PersonFactory
from tests.placement.factories import DAY, MORNING, SEWING, seeker
from tests.training.factories import (
    EnrolmentFactory,
    FirmOrderFactory,
    IntakeFactory,
    ProgrammeFactory,
    SchoolMemberFactory,
)
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
GRADUATED = date(2026, 3, 2)


def learner(**more):
    return seeker(will_train=True, **more)


def sewing_class(**more):
    return IntakeFactory(
        programme=ProgrammeFactory(occupation=OccupationFactory(code=SEWING)), **more
    )


def graduate(intake, number, *, on=GRADUATED, **more):
    return EnrolmentFactory(
        intake=intake, state=EnrolmentState.GRADUATED, graduated_on=on,
        certificate_number=f"SC-{number}", **more,
    )  # fmt: skip


def test_the_nearest_who_wish_to_study_are_invited_first_and_the_others_not_at_all():
    intake = sewing_class()
    far = learner(person={"lat": 20.52})
    near = learner()
    learner(person={"lat": 21.9})  # beyond reach
    seeker()  # does not want to study
    learner(wishes=("7212",))  # wishes another trade
    learner(consents=())  # lets the centre refer them no more
    assert best_learners(intake) == [near.pk, far.pk]


def test_whoever_is_invited_or_in_the_class_is_not_invited_again():
    intake, by = sewing_class(), UserFactory()
    first, second = learner(), learner()
    EnrolmentFactory(intake=intake, person=learner())
    assert actions.invite_best(intake=intake, count=1, by=by, at=MORNING)[0] == 1
    assert ClassInvitation.objects.get().person == first
    assert best_learners(intake) == [second.pk]


def test_the_school_learns_how_many_fit_and_not_who(settings):
    settings.CAUNOI_DEMO = True
    intake, person = sewing_class(starts_on="2099-12-15"), learner()
    client = Client()
    client.force_login(SchoolMemberFactory(institution=intake.programme.institution).user)
    page = client.get(reverse("placement:invite_to_class", args=[intake.pk])).content.decode()
    assert "1 người nói muốn học" in page
    assert person.full_name not in page


def test_graduates_who_let_employers_find_them_are_put_forward():
    intake = sewing_class()
    vacancy = VacancyFactory(occupation=intake.programme.occupation, closes_on="2099-12-31")
    willing, silent = graduate(intake, 1), graduate(intake, 2)
    ConsentFactory(person=willing.person, purpose=Purpose.EMPLOYERS)
    chosen = {willing.public_id, silent.public_id}
    at = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    done = actions.hand_over(intake=intake, vacancy=vacancy, chosen=chosen, by=UserFactory(), at=at)
    application = Application.objects.get()
    assert (done, application.person, application.vacancy) == (1, willing.person, vacancy)


def test_nobody_is_handed_over_who_did_not_agree():
    intake = sewing_class()
    vacancy = VacancyFactory(occupation=intake.programme.occupation, closes_on="2099-12-31")
    with pytest.raises(actions.CannotHandOver, match="phải đồng ý"):
        actions.hand_over(
            intake=intake, vacancy=vacancy, chosen={graduate(intake, 1).public_id},
            by=UserFactory(), at=MORNING,
        )  # fmt: skip


def test_the_firm_that_ordered_the_class_stands_first(settings):
    settings.CAUNOI_DEMO = True
    intake = sewing_class(starts_on="2099-12-15")
    trade = intake.programme.occupation
    VacancyFactory(occupation=trade, closes_on="2099-12-31", positions=50, title="Việc của ai đó")
    ordering = VacancyFactory(occupation=trade, closes_on="2099-12-31", title="Việc đã đặt")
    FirmOrderFactory(employer=ordering.employer, occupation=trade, state="ANSWERED", intake=intake)
    willing = graduate(intake, 1)
    ConsentFactory(person=willing.person, purpose=Purpose.EMPLOYERS)
    client = Client()
    client.force_login(SchoolMemberFactory(institution=intake.programme.institution).user)
    page = client.get(reverse("placement:hand_over", args=[intake.pk])).content.decode()
    assert page.index("Việc đã đặt") < page.index("Việc của ai đó")
    assert willing.person.full_name in page


def hired(person, day):
    Application.objects.create(
        person=person, vacancy=VacancyFactory(), origin=Origin.SELF,
        state=ApplicationState.HIRED, made_at=MORNING, state_at=MORNING + timedelta(days=1),
        hired_on=day,
    )  # fmt: skip


def test_placement_is_published_at_one_three_and_six_months_of_enough_graduates():
    intake = sewing_class(seats=40)
    people = [graduate(intake, n).person for n in range(10)]
    hired(people[0], date(2026, 3, 20))
    hired(people[1], date(2026, 5, 20))
    hired(people[2], date(2026, 8, 20))
    hired(people[3], date(2026, 12, 1))  # too late to count
    hired(people[4], date(2026, 2, 1))  # before the course ended
    found = placed_after(intake.programme_id, on=DAY)
    assert [(each.months, each.graduates, each.percent) for each in found] == [
        (1, 10, 10), (3, 10, 20), (6, 10, 30),
    ]  # fmt: skip


def test_few_graduates_are_not_spoken_of():
    intake = sewing_class(seats=40)
    for n in range(9):
        graduate(intake, n)
    assert {each.percent for each in placed_after(intake.programme_id, on=DAY)} == {None}


def test_who_graduated_too_recently_is_not_counted_yet():
    intake = sewing_class(seats=40)
    for n in range(12):
        graduate(intake, n, on=DAY - timedelta(days=50), person=PersonFactory())
    one, three, six = placed_after(intake.programme_id, on=DAY)
    assert (one.percent, three.percent, six.percent) == (0, None, None)
