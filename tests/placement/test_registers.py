"""Who and what takes part in a match, and why others do not."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from caunoi.classifications.choices import Qualification, Scheme
from caunoi.people.choices import Purpose
from caunoi.placement.queries.left_out import Reason, Table
from caunoi.placement.queries.registers import monthly_wage, read_registers, read_worker
from caunoi.training.choices import IntakeState
from caunoi.vacancies.choices import PayPeriod
from caunoi_engine.matching import NOT_STATED
from tests.classifications.factories import CertificateFactory, OccupationFactory, SkillFactory
from tests.placement.factories import DAY, SEWING, seeker
from tests.training.factories import IntakeFactory, ProgrammeFactory
from tests.vacancies.factories import CertificateDemandFactory, SkillDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db


def left_out():
    return [(row.table, row.reason) for row in read_registers(on=DAY).left_out]


def test_a_worker_stands_in_the_market_as_in_the_register():
    skill, paper = SkillFactory(), CertificateFactory()
    person = seeker(
        wishes=[SEWING, "7531"],
        skills=[skill],
        certificates=[paper],
        qualification=Qualification.COLLEGE,
        experience_months=18,
        radius_km=25,
        will_train=True,
    )

    workers = read_registers(on=DAY).market.workers

    assert workers.worker_id.tolist() == [person.pk]
    assert workers.occupations.row(0) == [SEWING, "7531"]
    assert workers.skills.row(0) == [skill.code]
    assert workers.certificates.row(0) == [paper.code]
    assert (workers.education[0], workers.experience_months[0]) == (5, 18)
    assert (workers.wage_min[0], workers.radius_km[0]) == (7_000_000, 25)
    assert workers.will_train[0] and not workers.will_board[0]


def test_a_certificate_that_ran_out_counts_no_more():
    last_day, gone = CertificateFactory(), CertificateFactory()
    person = seeker(certificates=[last_day, gone])
    held = person.profile.certificates
    held.filter(certificate=last_day).update(expires_on=DAY)
    held.filter(certificate=gone).update(expires_on=DAY - timedelta(days=1))

    assert read_worker(person.pk, on=DAY)[0].certificates.row(0) == [last_day.code]
    assert read_registers(on=DAY).market.workers.certificates.row(0) == [last_day.code]


def test_the_main_wish_comes_first_however_it_was_entered():
    person = seeker(wishes=())
    OccupationFactory(code="7531")
    for rank, code in ((2, SEWING), (1, "7531")):
        person.profile.wishes.create(rank=rank, occupation=OccupationFactory(code=code))

    assert read_worker(person.pk, on=DAY)[0].occupations.row(0) == ["7531", SEWING]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"consents": [Purpose.EMPLOYERS]}, Reason.NO_CONSENT),
        ({"person": {"nowhere": True}}, Reason.NO_COORDINATES),
        ({"wishes": []}, Reason.NO_WISH),
        ({"shifts": []}, Reason.NO_SHIFT),
        ({"shifts": ["TWILIGHT"]}, Reason.UNKNOWN_SHIFT),
    ],
)
def test_a_worker_who_cannot_be_matched_is_left_out_with_the_reason(arguments, reason):
    seeker(**arguments)
    other = seeker()

    registers = read_registers(on=DAY)

    assert [(row.table, row.reason) for row in registers.left_out] == [(Table.WORKERS, reason)]
    assert registers.market.workers.worker_id.tolist() == [other.pk]


def test_somebody_who_looks_for_no_work_is_simply_not_there():
    seeker(looking=False)

    registers = read_registers(on=DAY)

    assert len(registers.market.workers) == 0
    assert registers.left_out == []


def test_only_free_positions_of_open_vacancies_count():
    vacancy = VacancyFactory(positions=10, filled=4)
    for trait in ("closed", "full", "expired"):
        VacancyFactory(**{trait: True})

    vacancies = read_registers(on=DAY).market.vacancies

    assert vacancies.vacancy_id.tolist() == [vacancy.pk]
    assert vacancies.positions.tolist() == [6]


def test_the_demands_of_a_vacancy_come_along():
    vacancy = VacancyFactory(experience_months=6, qualification=Qualification.SECONDARY)
    needed = SkillDemandFactory(vacancy=vacancy).skill
    welcome = SkillDemandFactory(vacancy=vacancy, required=False).skill
    paper = CertificateDemandFactory(vacancy=vacancy).certificate

    vacancies = read_registers(on=DAY).market.vacancies

    assert vacancies.skills_required.row(0) == [needed.code]
    assert vacancies.skills_preferred.row(0) == [welcome.code]
    assert vacancies.certificates_required.row(0) == [paper.code]
    assert (vacancies.education_min[0], vacancies.experience_months_min[0]) == (4, 6)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"nowhere": True}, Reason.NO_COORDINATES),
        ({"occupation": None}, Reason.NO_OCCUPATION),
        ({"shifts": ["TWILIGHT"]}, Reason.UNKNOWN_SHIFT),
        ({"wage_min": 9_000_000, "wage_max": 8_000_000_000}, Reason.WAGE_TOO_HIGH),
    ],
)
def test_a_vacancy_that_cannot_be_matched_is_left_out_with_the_reason(fields, reason):
    VacancyFactory(**fields)

    assert left_out() == [(Table.VACANCIES, reason)]


def test_an_occupation_of_another_list_is_no_unit_of_the_match():
    VacancyFactory(occupation=OccupationFactory(scheme=Scheme.VSCO2020, code="81530", level=5))

    assert left_out() == [(Table.VACANCIES, Reason.NO_OCCUPATION)]


def test_an_advert_silent_about_hours_excludes_nobody_by_them():
    VacancyFactory(shifts=[])

    assert read_registers(on=DAY).market.vacancies.shifts.tolist() == [0b1111]


def test_an_advert_silent_about_wages_states_none():
    VacancyFactory(without_wage=True)

    assert read_registers(on=DAY).market.vacancies.wage_max.tolist() == [NOT_STATED]


@pytest.mark.parametrize(
    ("low", "high", "period", "monthly"),
    [
        (8_000_000, 11_000_000, PayPeriod.MONTH, (8_000_000, 11_000_000)),
        (8_000_000, None, PayPeriod.MONTH, (8_000_000, 8_000_000)),
        (None, 20_000_000, PayPeriod.MONTH, (20_000_000, 20_000_000)),
        (300_000, 400_000, PayPeriod.DAY, (7_800_000, 10_400_000)),
        (30_000, None, PayPeriod.HOUR, (6_240_000, 6_240_000)),
        (5_000, 6_000, PayPeriod.PRODUCT, None),
        (None, None, PayPeriod.MONTH, None),
    ],
)
def test_wages_are_compared_by_the_month(low, high, period, monthly):
    assert monthly_wage(low, high, period) == monthly


def test_intakes_stand_with_their_free_seats_and_what_they_give():
    skill, paper = SkillFactory(), CertificateFactory()
    programme = ProgrammeFactory(
        teaches=[skill], grants=[paper], months=Decimal("1.5"), fee=3_000_000
    )
    intake = IntakeFactory(programme=programme, taken=12)
    IntakeFactory(programme=programme, starts_on=date(2027, 1, 5), full=True)
    IntakeFactory(programme=programme, begun=True)
    IntakeFactory(programme=programme, starts_on=date(2027, 2, 5), state=IntakeState.PLANNED)

    courses = read_registers(on=DAY).market.courses

    assert courses.course_id.tolist() == [intake.pk]
    assert (courses.seats[0], courses.months[0], courses.cost_vnd[0]) == (18, 2, 3_000_000)
    assert courses.skills_taught.row(0) == [skill.code]
    assert courses.certificates_granted.row(0) == [paper.code]


def test_reading_costs_as_many_queries_for_ten_as_for_one(
    django_assert_num_queries, django_assert_max_num_queries
):
    seeker()
    VacancyFactory()
    IntakeFactory()
    with django_assert_max_num_queries(25) as first:
        read_registers(on=DAY)
    for _ in range(9):
        seeker(skills=[SkillFactory()])
        VacancyFactory()
        IntakeFactory()
    with django_assert_num_queries(len(first)):
        market = read_registers(on=DAY).market
    assert [len(market.workers), len(market.vacancies), len(market.courses)] == [10, 10, 10]


def test_rows_stand_in_the_order_of_their_keys():
    for _ in range(12):
        seeker()
    keys = read_registers(on=DAY).market.workers.worker_id.astype(np.int64)

    assert (np.diff(keys) > 0).all()
