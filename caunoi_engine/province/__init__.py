"""A made province: workers, firms with vacancies, schools with courses, none of them real.

Plain data in, plain data out. The same seed, day and catalogue always make the same province.
"""

from caunoi_engine.province.catalogue import Catalogue
from caunoi_engine.province.firms import make_firms
from caunoi_engine.province.made import (
    Conditions,
    MadeFirm,
    MadeIntake,
    MadePerson,
    MadeProgramme,
    MadeSchool,
    MadeVacancy,
)
from caunoi_engine.province.people import make_people
from caunoi_engine.province.scales import PROVINCE, SCALES, SMALL, TINY, Scale
from caunoi_engine.province.schools import make_schools

__all__ = [
    "PROVINCE",
    "SCALES",
    "SMALL",
    "TINY",
    "Catalogue",
    "Conditions",
    "MadeFirm",
    "MadeIntake",
    "MadePerson",
    "MadeProgramme",
    "MadeSchool",
    "MadeVacancy",
    "Scale",
    "make_firms",
    "make_people",
    "make_schools",
]
