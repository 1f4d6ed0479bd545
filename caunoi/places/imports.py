"""Reading the administrative units from the CSV files in `reference/`."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from caunoi.places.actions import FormerNameRow, PlaceRow, SuccessionRow
from caunoi.places.choices import NEW_ERA_FROM, OLD_ERA_FROM, OLD_ERA_TO, Level


def read_places(folder: Path) -> Iterator[PlaceRow]:
    """All units of both eras, in no promised order."""
    for row in _rows(folder / "provinces.csv"):
        yield PlaceRow(
            Level.PROVINCE, row["code_before"], row["name_before"], _kind(row["name_before"]),
            OLD_ERA_FROM, OLD_ERA_TO, lat=Decimal(row["lat"]), lon=Decimal(row["lon"]),
        )  # fmt: skip
    for row in _rows(folder / "districts_before.csv"):
        yield _unit(Level.DISTRICT, row, parent_code=row["province_code"])
    for row in _rows(folder / "communes_before.csv"):
        yield _unit(Level.COMMUNE, row, parent_code=row["district_code"])
    for row in _rows(folder / "provinces_after.csv"):
        yield _unit(Level.PROVINCE, row, parent_code="", new=True)
    for row in _rows(folder / "communes_after.csv"):
        yield _unit(Level.COMMUNE, row, parent_code=row["province_code"], new=True)


def read_successions(folder: Path) -> Iterator[SuccessionRow]:
    """What became of every former province and commune, and of five island districts."""
    for row in _rows(folder / "provinces.csv"):
        yield SuccessionRow(Level.PROVINCE, row["code_before"], Level.PROVINCE, row["code_after"])
    for row in _rows(folder / "successions.csv"):
        # An island district without communes became one commune: its own code has three digits.
        level = Level.DISTRICT if len(row["old_code"]) == len("318") else Level.COMMUNE
        partial = row["partial"] == "1"
        yield SuccessionRow(
            level, row["old_code"], Level.COMMUNE, row["new_code"], partial, row["note"]
        )


def read_former_names(folder: Path) -> Iterator[FormerNameRow]:
    """Names that units of before 01/07/2025 bore in earlier years; none without the file."""
    file = folder / "former_names.csv"
    for row in _rows(file) if file.exists() else ():
        yield FormerNameRow(Level(row["level"]), row["code"], row["former_key"])


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _kind(full_name: str) -> str:
    return "Tỉnh" if full_name.startswith("Tỉnh ") else "Thành phố"


def _unit(level: Level, row: dict[str, str], *, parent_code: str, new: bool = False) -> PlaceRow:
    area, population = row.get("area_km2"), row.get("population")
    return PlaceRow(
        level=level,
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        valid_from=NEW_ERA_FROM if new else OLD_ERA_FROM,
        valid_to=None if new else OLD_ERA_TO,
        parent_code=parent_code,
        lat=Decimal(row["lat"]),
        lon=Decimal(row["lon"]),
        area_km2=Decimal(area) if area else None,
        population=int(population) if population else None,
    )
