"""What a single cell was understood as, and what is wrong with it."""

from dataclasses import dataclass
from typing import Final

from caunoi_engine.sheets.rows import Value


@dataclass(frozen=True, slots=True)
class Flaw:
    """A fault before it has a place in a sheet (`rows.Fault` is one with its place)."""

    kind: str
    message: str
    proposal: Value = None
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Understood:
    """A value, and what is wrong; a value with a flaw that does not stop is a warning."""

    value: Value = None
    flaw: Flaw | None = None


NOTHING: Final = Understood()
A_CODE: Final = 26


def letter(index: int) -> str:
    """The name of a column as a spreadsheet shows it.

    >>> letter(0), letter(25), letter(26), letter(701), letter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, A_CODE)
        name = chr(ord("A") + rest) + name
    return name
