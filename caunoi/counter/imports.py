"""A file of people becomes the lines that somebody would have typed."""

from typing import Final

from caunoi_kit.office import sheets

FEWEST_DIGITS: Final = 9  # of a number that means somebody; running numbers and days have fewer


def lines_of(content: bytes, *, name: str) -> str:
    """One line a row: the scanned card if a cell holds one, else the name and the long numbers.

    A first row without any digit is the head of the table. Raises `sheets.CannotRead`.
    """
    rows = sheets.read(content, name=name)
    if not any(c.isdigit() for cell in rows[0] for c in cell):
        rows = rows[1:]
    return "\n".join(line for row in rows if (line := _line(row)))


def _line(row: list[str]) -> str:
    filled = [" ".join(cell.split()) for cell in row if cell.strip()]
    cards = [cell for cell in filled if "|" in cell]
    if cards:
        return cards[0]
    named = [cell for cell in filled if any(c.isalpha() for c in cell)]
    numbers = [
        cell
        for cell in filled
        if cell not in named and sum(c.isdigit() for c in cell) >= FEWEST_DIGITS
    ]
    return ", ".join([*named[:1], *numbers])
