"""Three lists for one person: work now, learn then work, other ways."""

from datetime import date

import pytest

from caunoi.accounts.choices import Role
from caunoi.people.choices import Purpose
from caunoi.placement import queries
from caunoi.vacancies.choices import VacancyState
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory, OccupationFactory, SkillFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import DAY, make_run, seeker
from tests.places.factories import ProvinceFactory
from tests.training.factories import IntakeFactory, ProgrammeFactory
from tests.vacancies.factories import CertificateDemandFactory, SkillDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db

TEN_KM_NORTH = 20.54  # of the point where everything else in these tests lies


def lists_of(person, on=DAY):
    return queries.three_lists(person, on=on)


def vacancies_in(lists):
    return [offer.vacancy for offer in lists.jobs]


def course_market():
    """Somebody who lacks one certificate, a vacancy that asks for it, an intake that grants it."""
    paper = CertificateFactory(name="Chứng chỉ lái xe nâng")
    vacancy = CertificateDemandFactory(certificate=paper).vacancy
    intake = IntakeFactory(programme=ProgrammeFactory(grants=[paper]))
    return seeker(will_train=True), vacancy, intake


def test_a_vacancy_that_fits_is_listed_with_its_reasons():
    skill = SkillFactory(name="May một kim")
    person = seeker(skills=[skill])
    vacancy = VacancyFactory(lat=20.48)
    SkillDemandFactory(vacancy=vacancy, skill=skill)
    make_run()

    lists = lists_of(person)

    (offer,) = lists.jobs
    assert offer.vacancy == vacancy
    assert 3 < offer.kilometres < 4
    assert offer.wage == (8_000_000, 11_000_000)
    assert offer.fit.why[:4] == (
        "Đúng nghề mong muốn: nghề 8153",
        "Cách nhà 3 km, trong 15 km đã chọn",
        "Lương đến 11 triệu, mong từ 7 triệu",
        "Đủ 1/1 kỹ năng bắt buộc: may một kim",
    )
    assert offer.fit.missing == ()
    assert lists.reason == ""


def test_at_most_five_jobs_are_shown_the_best_first():
    person = seeker()
    far = VacancyFactory(lat=20.56)
    near = [VacancyFactory() for _ in range(5)]
    make_run()

    lists = lists_of(person)

    assert set(vacancies_in(lists)) == set(near)
    assert far not in vacancies_in(lists)
    assert lists.fitting == 6


@pytest.mark.parametrize(
    "change",
    [{"state": VacancyState.CLOSED}, {"filled": 10}, {"closes_on": date(2026, 11, 23)}],
    ids=["closed", "filled", "past its deadline"],
)
def test_what_has_closed_since_the_run_is_never_shown(change):
    person, vacancy, other = seeker(), VacancyFactory(), VacancyFactory()
    make_run()
    for name, value in change.items():
        setattr(vacancy, name, value)
    vacancy.save()

    assert vacancies_in(lists_of(person)) == [other]


def test_a_changed_wish_counts_at_once():
    person = seeker(wage_min=7_000_000)
    VacancyFactory()
    make_run()
    assert len(lists_of(person).jobs) == 1

    person.profile.wage_min = 12_000_000
    person.profile.save()

    assert lists_of(person).jobs == ()


def test_somebody_registered_after_the_run_has_lists_too():
    seeker()
    vacancy = VacancyFactory()
    make_run()

    assert vacancies_in(lists_of(seeker())) == [vacancy]


def test_a_course_is_offered_with_the_vacancy_it_leads_to():
    person, vacancy, intake = course_market()
    make_run()

    lists = lists_of(person)

    assert lists.jobs == ()
    (study,) = lists.studies
    assert (study.intake, study.vacancy) == (intake, vacancy)
    assert study.fit.filled == 1
    assert study.fit.why[0] == "Khoá học cấp chứng chỉ lái xe nâng"


def test_an_intake_that_has_filled_up_since_the_run_is_not_shown():
    person, _, intake = course_market()
    make_run()
    intake.taken = intake.seats
    intake.save()

    assert lists_of(person).studies == ()


def test_somebody_who_does_not_want_a_course_is_told_what_one_would_open():
    person, _, _ = course_market()
    person.profile.will_train = False
    person.profile.save()
    make_run()

    lists = lists_of(person)

    assert lists.studies == ()
    assert [(way.kind, way.vacancies, way.positions) for way in lists.others] == [
        ("TRAINING", 1, 10)
    ]


def test_a_wider_radius_is_offered_with_the_vacancies_it_would_add():
    person = seeker(radius_km=5)
    VacancyFactory(lat=TEN_KM_NORTH, positions=34)
    make_run()

    (way,) = lists_of(person).others

    assert (way.kind, way.kilometres, way.vacancies, way.positions) == ("WIDER", 15, 1, 34)


def test_close_occupations_within_reach_are_counted():
    person = seeker()
    VacancyFactory(occupation=OccupationFactory(code="8152"), positions=7)
    VacancyFactory(occupation=OccupationFactory(code="2512"))
    make_run()

    (way,) = [one for one in lists_of(person).others if one.kind == "CLOSE_OCCUPATION"]

    assert (way.occupation.code, way.positions) == ("8152", 7)


def test_without_a_run_the_page_says_so():
    assert "chưa tính phương án" in lists_of(seeker()).reason


def test_without_consent_nothing_is_worked_out():
    seeker()
    VacancyFactory()
    make_run()

    lists = lists_of(seeker(consents=[Purpose.EMPLOYERS]))

    assert lists.jobs == ()
    assert "Chưa đồng ý" in lists.reason


def test_the_lists_cost_as_many_queries_in_a_market_of_forty(django_assert_num_queries):
    person = seeker(will_train=True)
    VacancyFactory()
    make_run()
    with django_assert_num_queries(15):
        lists_of(person)
    for _ in range(40):
        VacancyFactory()
    make_run()
    with django_assert_num_queries(15):
        lists_of(person)


def test_a_vacancy_page_explains_itself_to_a_job_seeker_only():
    vacancy = VacancyFactory()
    user = UserFactory(role=Role.JOB_SEEKER)
    person = seeker(person={"account": user})
    make_run()

    fit = queries.explain_for(user, vacancy, on=DAY)

    assert fit.feasible
    assert (fit.met, fit.filled, fit.total) == (4, 0, 4)
    assert queries.explain_for(UserFactory(), vacancy, on=DAY) is None
    assert queries.explain_for(UserFactory(role=Role.JOB_SEEKER), vacancy, on=DAY) is None
    assert person.account == user


def test_a_vacancy_out_of_reach_names_the_course_that_would_help():
    paper = CertificateFactory(name="Chứng chỉ hàn 3G")
    vacancy = CertificateDemandFactory(certificate=paper).vacancy
    intake = IntakeFactory(programme=ProgrammeFactory(grants=[paper]))
    user = UserFactory(role=Role.JOB_SEEKER)
    seeker(person={"account": user}, will_train=True)
    make_run()

    fit = queries.explain_for(user, vacancy, on=DAY)

    assert not fit.feasible
    assert fit.missing == ("chứng chỉ hàn 3G; có 1 khoá trong 15 km",)
    (course,) = fit.courses
    assert course.intake == intake
    assert course.words == (
        "3 tháng, ban ngày · còn 30 ghế · khai giảng 15/12/2026 · học phí 2 triệu đồng"
    )


def test_a_vacancy_newer_than_the_run_has_no_explanation():
    user = UserFactory(role=Role.JOB_SEEKER)
    seeker(person={"account": user})
    VacancyFactory()
    make_run()

    assert queries.explain_for(user, VacancyFactory(), on=DAY) is None


def test_a_person_without_a_profile_gets_a_reason_and_no_error():
    assert lists_of(PersonFactory()).reason == "Chưa có hồ sơ lao động."


def test_what_is_missing_is_told_with_the_classes_that_give_it():
    paper = CertificateFactory(name="Chứng chỉ hàn 3G")
    vacancy = CertificateDemandFactory(certificate=paper).vacancy
    programme = ProgrammeFactory(grants=[paper])
    for day in (15, 16):
        IntakeFactory(programme=programme, starts_on=date(2026, 12, day))
    full = IntakeFactory(programme=programme, starts_on=date(2026, 12, 17))
    user = UserFactory(role=Role.JOB_SEEKER)
    person = seeker(person={"account": user}, will_train=True)
    make_run()
    full.taken = full.seats
    full.save()

    told = ("chứng chỉ hàn 3G; có 2 khoá trong 15 km",)
    assert queries.explain_for(user, vacancy, on=DAY).missing == told
    assert lists_of(person).nearly == (), "the course and the work are among the studies already"


def test_a_vacancy_that_one_thing_keeps_from_fitting_says_what_would_change_it():
    person = seeker(radius_km=5, experience_months=0)
    far = VacancyFactory(lat=TEN_KM_NORTH)
    both = VacancyFactory(lat=TEN_KM_NORTH, experience_months=24)
    other = VacancyFactory(occupation=OccupationFactory(code="2512"))
    make_run()

    lists = lists_of(person)

    assert lists.jobs == ()
    assert [offer.vacancy for offer in lists.nearly] == [far], (both, other)
    assert lists.nearly[0].fit.missing == ("đi xa thêm 5 km",)


def test_nothing_nearly_fits_by_its_way_if_its_place_is_not_known():
    person = seeker(radius_km=5)
    VacancyFactory(lat=TEN_KM_NORTH, place=ProvinceFactory())
    make_run()

    assert lists_of(person).nearly == ()


def test_what_has_closed_since_the_run_does_not_nearly_fit_either():
    person, vacancy = seeker(radius_km=5), VacancyFactory(lat=TEN_KM_NORTH)
    make_run()
    vacancy.state = VacancyState.CLOSED
    vacancy.save()

    assert lists_of(person).nearly == ()
