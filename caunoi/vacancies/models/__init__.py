"""Adverts with their demands, reviews and reports; what firms expect to need; receipts."""

from caunoi.vacancies.models.needs import NeedReceipt, RecruitmentNeed
from caunoi.vacancies.models.receipts import ImportReceipt
from caunoi.vacancies.models.review import Review, ScamReport
from caunoi.vacancies.models.vacancies import (
    CertificateDemand,
    SkillDemand,
    Vacancy,
    VacancyQuerySet,
)

__all__ = [
    "CertificateDemand",
    "ImportReceipt",
    "NeedReceipt",
    "RecruitmentNeed",
    "Review",
    "ScamReport",
    "SkillDemand",
    "Vacancy",
    "VacancyQuerySet",
]
