"""Telling people, taking it back, and all that may happen to what they were told."""

from datetime import timedelta

from caunoi.people.actions import withdraw_consent
from caunoi.people.choices import Purpose
from caunoi.people.models import LabourProfile
from caunoi.placement.actions.told import end_told, tell_proposal
from caunoi.placement.choices import Channel, Ending, Keeping
from caunoi.training.choices import IntakeState
from caunoi.vacancies.choices import VacancyState
from tests.accounts.factories import UserFactory
from tests.placement.factories import DAY, MORNING, make_run

NOON = MORNING + timedelta(hours=4)
LATER = MORNING + timedelta(hours=8)
FAR = "2099-12-31"


def tell(proposal, *, channel=Channel.PHONE, by=None, at=NOON):
    return tell_proposal(proposal=proposal, channel=channel, by=by or UserFactory(), on=DAY, at=at)


def tell_all(run, **how):
    return [tell(proposal, **how) for proposal in run.proposals.order_by("id")]


def end(told, ending=Ending.DECLINED, note=""):
    return end_told(told=told, ending=ending, note=note, by=UserFactory(), at=LATER)


def run_again():
    return make_run(at=LATER)


def close_vacancy(proposal):
    proposal.vacancy.state = VacancyState.CLOSED
    proposal.vacancy.save()


def expire_vacancy(proposal):
    proposal.vacancy.closes_on = DAY - timedelta(days=1)
    proposal.vacancy.save()


def fill_vacancy(proposal):
    proposal.vacancy.filled = proposal.vacancy.positions
    proposal.vacancy.save()


def stop_looking(proposal):
    LabourProfile.objects.filter(person=proposal.person).update(looking=False)


def take_consent_back(proposal):
    withdraw_consent(person=proposal.person, purpose=Purpose.CENTRE, by=None, at=LATER)


def close_intake(proposal):
    proposal.intake.state = IntakeState.CLOSED
    proposal.intake.save()


def begin_intake(proposal):
    proposal.intake.starts_on = DAY - timedelta(days=1)
    proposal.intake.save()


def fill_intake(proposal):
    proposal.intake.taken = proposal.intake.seats
    proposal.intake.save()


CHANGES = [
    (close_vacancy, Keeping.VACANCY_CLOSED),
    (expire_vacancy, Keeping.VACANCY_EXPIRED),
    (fill_vacancy, Keeping.NO_POSITION),
    (stop_looking, Keeping.NOT_LOOKING),
    (take_consent_back, Keeping.NO_CONSENT),
    (close_intake, Keeping.INTAKE_CLOSED),
    (begin_intake, Keeping.INTAKE_BEGUN),
    (fill_intake, Keeping.NO_SEAT),
]


def forget_wishes(proposal):
    proposal.person.profile.wishes.all().delete()


def lose_the_map_of_the_vacancy(proposal):
    proposal.vacancy.lat = proposal.vacancy.lon = None
    proposal.vacancy.save()


def forget_schooling_of_the_course(proposal):
    programme = proposal.intake.programme
    programme.entry_qualification = "?"
    programme.save()


UNFINISHED = [
    (forget_wishes, Keeping.PERSON_UNFINISHED),
    (lose_the_map_of_the_vacancy, Keeping.VACANCY_UNFINISHED),
    (forget_schooling_of_the_course, Keeping.INTAKE_UNFINISHED),
]
