"""Codes that need no database."""

from caunoi.classifications.choices import Scheme
from caunoi.classifications.queries import reference_rows

UNIT_LEVEL = "4"


def unit_codes() -> list[str]:
    """The four-digit codes of all occupations, ascending."""
    return sorted(
        row["code"]
        for row in reference_rows("occupations.csv")
        if row["scheme"] == Scheme.ISCO08 and row["level"] == UNIT_LEVEL
    )
