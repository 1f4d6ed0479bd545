"""Vacancies for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from caunoi.classifications.choices import Scheme, Shift
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import CertificateDemand, SkillDemand, Vacancy
from tests.classifications.factories import (
    CertificateFactory,
    OccupationFactory,
    SkillFactory,
)
from tests.employers.factories import EmployerFactory


class VacancyFactory(DjangoModelFactory):
    """Ten open positions by day, that ask for nothing in particular."""

    class Meta:
        model = Vacancy

    class Params:
        closed = factory.Trait(state=VacancyState.CLOSED)
        full = factory.Trait(filled=10)
        expired = factory.Trait(posted_on=date(2026, 1, 5), closes_on=date(2026, 2, 5))
        without_wage = factory.Trait(wage_min=None, wage_max=None)
        nowhere = factory.Trait(place=None, lat=None, lon=None)

    employer = factory.SubFactory(EmployerFactory)
    title = factory.Sequence(lambda n: f"Thợ may mẫu {n}")
    occupation = factory.SubFactory(OccupationFactory)
    positions = 10
    wage_min = 8_000_000
    wage_max = 11_000_000
    place = factory.SelfAttribute("employer.place")
    lat = 20.45
    lon = 106.34
    shifts = factory.LazyFunction(lambda: [Shift.DAY.value])
    posted_on = date(2026, 11, 1)
    closes_on = date(2026, 12, 31)


class SkillDemandFactory(DjangoModelFactory):
    class Meta:
        model = SkillDemand

    vacancy = factory.SubFactory(VacancyFactory)
    skill = factory.SubFactory(SkillFactory)


class CertificateDemandFactory(DjangoModelFactory):
    class Meta:
        model = CertificateDemand

    vacancy = factory.SubFactory(VacancyFactory)
    certificate = factory.SubFactory(CertificateFactory)


def form_group(code):
    """A line of the form of needs: a level-2 group of VSCO 2020."""
    return OccupationFactory(scheme=Scheme.VSCO2020, code=code, level=2)
