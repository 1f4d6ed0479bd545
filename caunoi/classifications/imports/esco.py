"""Reading the tables of ESCO 1.1.1."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caunoi.classifications.imports import CannotRead, encoding_of
from caunoi_engine.matching.relatedness import Link
from caunoi_engine.text.occupations.esco_titles import Labels

COLUMNS: Final = {
    "esco_occupations.csv": ("oid", "iscoGroup", "preferredLabel", "alt"),
    "esco_skills.csv": ("sid", "reuseLevel", "key"),
    "esco_occ_skill.csv": ("oid", "sid", "e"),
    "esco_skill_broader.csv": ("c", "p"),
}
"""The files of ESCO 1.1.1 that are read, and of each the columns (`reference/README.md`)."""

TRANSVERSAL: Final = "transversal"
"""Reuse level of skills that any work takes ("work in a team"): they tell no trade."""


@dataclass(frozen=True, slots=True)
class Esco:
    """What the files of ESCO say of occupations: names, skills, and groups of skills."""

    labels: list[Labels]
    links: list[Link]  # without transversal skills
    broader: dict[str, list[str]]  # skill or group -> groups directly above it


def read_esco(folder: Path) -> Esco:
    """The four files of ESCO in a folder. Raises `CannotRead`."""
    occupations = _rows(folder, "esco_occupations.csv")
    units = {row["oid"]: row["iscoGroup"] for row in occupations}
    keys = {
        row["sid"]: row["key"]
        for row in _rows(folder, "esco_skills.csv")
        if row["reuseLevel"] != TRANSVERSAL
    }
    broader: dict[str, list[str]] = defaultdict(list)
    for row in _rows(folder, "esco_skill_broader.csv"):
        broader[row["c"]].append(row["p"])
    return Esco(
        labels=[
            Labels(row["iscoGroup"], row["preferredLabel"], tuple(row["alt"].split("|")))
            for row in occupations
        ],
        links=[
            Link(row["oid"], units[row["oid"]], keys[row["sid"]], essential=row["e"] == "1")
            for row in _rows(folder, "esco_occ_skill.csv")
            if row["oid"] in units and row["sid"] in keys
        ],
        broader=dict(broader),
    )


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of one file, every cell text; its columns are checked first."""
    file = folder / name
    with file.open(encoding=encoding_of(file), newline="") as lines:
        reader = csv.DictReader(lines, restval="")
        missing = [c for c in COLUMNS[name] if c not in (reader.fieldnames or ())]
        if missing:
            columns = ", ".join(f"«{column}»" for column in missing)
            raise CannotRead(
                f"Tệp {name} thiếu cột {columns}. Lấy lại bộ tệp ESCO 1.1.1 ghi trong "
                "reference/README.md rồi chạy lại."
            )
        return list(reader)
