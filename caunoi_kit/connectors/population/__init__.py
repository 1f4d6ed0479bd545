"""The national population database (Cơ sở dữ liệu quốc gia về dân cư), asked for one person."""

from caunoi_kit.connectors.population.answers import (
    Answer,
    Busy,
    Changes,
    Citizen,
    Household,
    Match,
    Mismatch,
    Name,
    NotFound,
    Question,
    WhyBusy,
)
from caunoi_kit.connectors.population.client import SYSTEM, Population, population

__all__ = [
    "SYSTEM",
    "Answer",
    "Busy",
    "Changes",
    "Citizen",
    "Household",
    "Match",
    "Mismatch",
    "Name",
    "NotFound",
    "Population",
    "Question",
    "WhyBusy",
    "population",
]
