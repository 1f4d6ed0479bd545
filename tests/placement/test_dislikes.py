"""What somebody refused before reorders their own list, says why, and touches nobody else's."""

import pytest

from caunoi.placement import queries
from caunoi.placement.actions.refusals import decline_referral, judge_refusal, refuse_job
from caunoi.placement.choices import Dislike
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory, OccupationFactory
from tests.placement.factories import DAY, MORNING, make_run, seeker
from tests.placement.test_referrals import refer
from tests.training.factories import IntakeFactory, ProgrammeFactory
from tests.vacancies.factories import CertificateDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db
FAR, FARTHER = 20.54, 20.56  # ten and twelve kilometres north of where people live


def offers(person):
    return queries.three_lists(person, on=DAY).jobs


def said(person):
    return {offer.vacancy.pk: offer.disliked for offer in offers(person)}


def refuse(person, vacancy, reason):
    note = "vì sao" if reason == Dislike.OTHER else ""
    refuse_job(
        person=person, vacancy=vacancy, reason=reason, note=note, by=UserFactory(), at=MORNING
    )


def test_who_said_too_far_sees_jobs_as_far_later_with_the_reason_and_nobody_else_does():
    person, other = seeker(radius_km=30), seeker(radius_km=30)
    refused = VacancyFactory(lat=FAR, wage_max=19_000_000)
    farther, near = (
        VacancyFactory(lat=FARTHER, wage_max=18_000_000),
        VacancyFactory(wage_max=9_000_000),
    )
    make_run()
    before = [offer.vacancy for offer in offers(other)]

    refuse(person, refused, Dislike.DISTANCE)

    assert next(offer.vacancy for offer in offers(person)) == near
    found = said(person)
    assert found[near.pk] == ()
    assert found[farther.pk] == ("Ít hợp vì anh/chị đã nói không muốn xa từ 10 km",)
    assert found[refused.pk] == found[farther.pk]
    assert [offer.vacancy for offer in offers(other)] == before
    assert set(said(other).values()) == {()}


@pytest.mark.parametrize(
    ("reason", "changes", "words"),
    [
        (Dislike.WAGE, {"wage_min": 7_000_000, "wage_max": 8_000_000}, "lương đến 8 triệu"),
        (Dislike.SHIFT, {"shifts": ["NIGHT"]}, "ca làm đêm"),
    ],
)
def test_wage_and_shift_speak_against_jobs_like_the_refused_one(reason, changes, words):
    person = seeker(shifts=["DAY", "NIGHT"], wage_min=6_000_000)
    refused, alike, other = VacancyFactory(**changes), VacancyFactory(**changes), VacancyFactory()
    make_run()

    refuse(person, refused, reason)

    found = said(person)
    assert found[alike.pk] == (f"Ít hợp vì anh/chị đã nói không muốn {words}",)
    assert found[other.pk] == ()
    assert next(iter(found)) == other.pk


def test_the_trade_speaks_against_jobs_of_the_trade():
    person = seeker(wishes=("8153", "7531"))
    refused = VacancyFactory(occupation=OccupationFactory(code="8153"))
    other = VacancyFactory(occupation=OccupationFactory(code="7531"))
    make_run()

    refuse(person, refused, Dislike.JOB)

    assert said(person) == {
        other.pk: (),
        refused.pk: ("Ít hợp vì anh/chị đã nói không muốn nghề này",),
    }
    assert next(iter(said(person))) == other.pk


def test_a_course_that_leads_to_what_was_refused_stands_after_the_others_and_says_so():
    person = seeker(will_train=True, radius_km=30, shifts=["DAY", "NIGHT"])
    refused = VacancyFactory(shifts=["NIGHT"])
    papers = CertificateFactory(), CertificateFactory()
    at_night = VacancyFactory(shifts=["NIGHT"], wage_max=19_000_000)
    by_day = VacancyFactory(lat=FARTHER, wage_max=9_000_000)
    classes = []
    for vacancy, paper in zip((at_night, by_day), papers, strict=True):
        CertificateDemandFactory(vacancy=vacancy, certificate=paper)
        classes.append(IntakeFactory(programme=ProgrammeFactory(grants=[paper])))
    make_run()
    before = [study.intake for study in queries.three_lists(person, on=DAY).studies]

    refuse(person, refused, Dislike.SHIFT)

    studies = queries.three_lists(person, on=DAY).studies
    assert before == classes
    assert [study.intake for study in studies] == classes[::-1]
    assert studies[0].disliked == ()
    assert studies[1].disliked == ("Ít hợp vì anh/chị đã nói không muốn ca làm đêm",)


@pytest.mark.parametrize("reason", [Dislike.HEALTH, Dislike.OTHER])
def test_health_and_other_reasons_are_not_carried_to_other_jobs(reason):
    person, refused = seeker(), VacancyFactory()
    VacancyFactory()
    make_run()

    refuse(person, refused, reason)

    assert set(said(person).values()) == {()}


@pytest.mark.parametrize("justified", [True, False])
def test_whether_a_reason_was_judged_good_changes_nothing(justified):
    person, by = seeker(), UserFactory()
    vacancy = VacancyFactory()
    make_run()
    refusal = decline_referral(
        referral=refer(person, vacancy), reason=Dislike.JOB, note="", by=by, at=MORNING
    )
    plain = said(person)

    judge_refusal(refusal=refusal, justified=justified, by=by, at=MORNING)

    assert plain == {vacancy.pk: ("Ít hợp vì anh/chị đã nói không muốn nghề này",)}
    assert said(person) == plain
