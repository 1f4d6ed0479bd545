"""A made province: workers, firms with vacancies, schools with courses, none of them real.

Plain data in, plain data out. The same seed, day and catalogue always make the same province.

>>> from csv import DictReader
>>> from datetime import date
>>> from pathlib import Path
>>> import caunoi_engine
>>> from caunoi_engine.province import TINY, Catalogue, make_firms, make_people, make_schools
>>> reference = Path(caunoi_engine.__file__).parents[1] / "reference"
>>> def rows(name):
...     return DictReader((reference / f"{name}.csv").read_text("utf-8").splitlines())
>>> catalogue = Catalogue.from_rows(
...     communes=[row for row in rows("communes_after") if row["province_code"] == "33"],
...     surnames=rows("names/surname_freq"),
...     middle_names=rows("names/middle_freq_by_sex"),
...     given_names=rows("names/given_freq_by_sex"),
...     ages=rows("labour_stats/employed_by_age_2009_2016_thousand"),
...     sexes=rows("labour_stats/labour_force_by_sex_residence_2010_2016_thousand"),
...     qualifications=rows("labour_stats/trained_share_by_qualification_2009_2016_pct"),
...     occupations=rows("labour_stats/employed_by_occupation_2009_2021_thousand"),
...     titles=rows("demo/titles"), families=rows("demo/families"),
...     programmes=rows("demo/programmes"))
>>> on = date(2026, 11, 24)
>>> people = list(make_people(catalogue, workers=TINY.workers, seed=1, on=on))
>>> firms = make_firms(catalogue, scale=TINY, seed=1, on=on)
>>> schools = make_schools(catalogue, scale=TINY, seed=1, on=on)
>>> len(people), len(firms), sum(len(firm.vacancies) for firm in firms), len(schools)
(60, 6, 15, 3)
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
