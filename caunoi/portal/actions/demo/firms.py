"""Storing made firms and their vacancies."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from caunoi.employers.models import Employer
from caunoi.portal.actions.demo.ground import Ground
from caunoi.portal.actions.demo.numbers import FIRMS_FROM, made_phone
from caunoi.vacancies.models import CertificateDemand, SkillDemand, Vacancy
from caunoi_engine.province import MadeFirm, MadeVacancy
from caunoi_engine.text.folding import fold

_UNVERIFIED_ONE_IN = 5


def store_firms(made: Sequence[MadeFirm], *, ground: Ground, at: datetime) -> list[Employer]:
    """Stores the firms with all their vacancies and demands; four firms in five are verified."""
    employers = Employer.objects.bulk_create(
        _employer(firm, ground, at if number % _UNVERIFIED_ONE_IN else None, number)
        for number, firm in enumerate(made, start=1)
    )
    adverts = [
        (advert, firm, employer)
        for firm, employer in zip(made, employers, strict=True)
        for advert in firm.vacancies
    ]
    vacancies = Vacancy.objects.bulk_create(
        (_vacancy(advert, firm, employer, ground) for advert, firm, employer in adverts),
        batch_size=2_000,
    )
    pairs = [(advert, vacancy) for (advert, *_), vacancy in zip(adverts, vacancies, strict=True)]
    SkillDemand.objects.bulk_create(
        SkillDemand(vacancy_id=vacancy.pk, skill_id=ground.skill[code], required=required)
        for advert, vacancy in pairs
        for code, required in advert.skills
    )
    CertificateDemand.objects.bulk_create(
        CertificateDemand(vacancy_id=vacancy.pk, certificate_id=ground.certificate[code])
        for advert, vacancy in pairs
        for code in advert.certificates
    )
    return employers


def _employer(
    made: MadeFirm, ground: Ground, verified_at: datetime | None, number: int
) -> Employer:
    return Employer(
        name=made.name,
        search_key=fold(made.name),
        kind=made.kind,
        industry_id=ground.industry[made.industry],
        product=made.product,
        size=made.size,
        place_id=ground.place[made.commune],
        industrial_zone=made.industrial_zone,
        lat=made.lat,
        lon=made.lon,
        phone=made_phone(FIRMS_FROM + number),
        verified_at=verified_at,
        made=True,
    )


def _vacancy(made: MadeVacancy, firm: MadeFirm, employer: Employer, ground: Ground) -> Vacancy:
    return Vacancy(
        employer_id=employer.pk,
        title=made.title,
        occupation_id=ground.occupation[made.occupation],
        description=made.description,
        requirements=made.requirements,
        benefits=made.benefits,
        positions=made.positions,
        filled=made.filled,
        wage_min=made.wage_min,
        wage_max=made.wage_max,
        pay_period=made.pay_period,
        place_id=ground.place[firm.commune],
        industrial_zone=firm.industrial_zone,
        lat=firm.lat,
        lon=firm.lon,
        shifts=list(made.shifts),
        contract_kind=made.contract_kind,
        housing=made.housing,
        general_education=made.general_education,
        qualification=made.qualification,
        experience_months=made.experience_months,
        **asdict(made.conditions),
        posted_on=made.posted_on,
        closes_on=made.closes_on,
        made=True,
    )
