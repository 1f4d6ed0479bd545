import csv
from datetime import date
from pathlib import Path

import pytest

from caunoi_engine.province import Catalogue

REFERENCE = Path(__file__).parents[3] / "reference"


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="session")
def day() -> date:
    return date(2026, 11, 24)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Hưng Yên after the merger, from the files that are shipped."""
    stats = "labour_stats"
    return Catalogue.from_rows(
        communes=[row for row in rows("communes_after.csv") if row["province_code"] == "33"],
        surnames=rows("names/surname_freq.csv"),
        middle_names=rows("names/middle_freq_by_sex.csv"),
        given_names=rows("names/given_freq_by_sex.csv"),
        ages=rows(f"{stats}/employed_by_age_2009_2016_thousand.csv"),
        sexes=rows(f"{stats}/labour_force_by_sex_residence_2010_2016_thousand.csv"),
        qualifications=rows(f"{stats}/trained_share_by_qualification_2009_2016_pct.csv"),
        occupations=rows(f"{stats}/employed_by_occupation_2009_2021_thousand.csv"),
        titles=rows("demo/titles.csv"),
        families=rows("demo/families.csv"),
        programmes=rows("demo/programmes.csv"),
    )
