"""Reading the files that a made province is built from."""

import csv
from pathlib import Path
from typing import Final

Rows = list[dict[str, str]]

# By the name under which the generator takes the rows; places come from the register.
DEMO_FILES: Final = {
    "surnames": "names/surname_freq.csv",
    "middle_names": "names/middle_freq_by_sex.csv",
    "given_names": "names/given_freq_by_sex.csv",
    "ages": "labour_stats/employed_by_age_2009_2016_thousand.csv",
    "sexes": "labour_stats/labour_force_by_sex_residence_2010_2016_thousand.csv",
    "qualifications": "labour_stats/trained_share_by_qualification_2009_2016_pct.csv",
    "occupations": "labour_stats/employed_by_occupation_2009_2021_thousand.csv",
    "titles": "demo/titles.csv",
    "families": "demo/families.csv",
    "programmes": "demo/programmes.csv",
}


def read_demo_files(folder: Path) -> dict[str, Rows]:
    """The rows of every file, by the name under which the generator takes them."""
    return {name: _rows(folder / file) for name, file in DEMO_FILES.items()}


def _rows(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
