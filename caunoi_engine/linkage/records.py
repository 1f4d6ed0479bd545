"""What is compared: one line of a list or register, and what a comparison found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """What a line says of a person. `key` is the caller's own; what is unknown is empty.

    `number` is the identity number of twelve digits, `old_number` that of the nine-digit card,
    `place` the code of a commune of any era.
    """

    key: Any
    name: str
    birth: date | None = None
    year_only: bool = False
    number: str = ""
    old_number: str = ""
    phone: str = ""
    place: str = ""
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """How frequent names and communes are, where only a part of a register is at hand.

    `names` counts people by name without marks, `places` by commune.
    """

    size: int
    names: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing two records agree or differ in, in Vietnamese, and what it weighs in bits."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Scored:
    """That a record of the register may be the same person, how surely, and why.

    `probability` is of being one person; `why` goes from what speaks most for it to what speaks
    most against it.
    """

    key: Any
    weight: float
    probability: float
    why: tuple[Factor, ...]

    @property
    def words(self) -> str:
        """The factors in one line."""
        return "; ".join(factor.words for factor in self.why)
