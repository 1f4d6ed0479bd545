"""A sheet as plain data: its cells from A1 on and what its file says about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from caunoi_engine.sheets.rows import Cell

Range = tuple[int, int, int, int]
"""Merged cells: top, left, bottom, right, counted from 0."""


@dataclass(frozen=True)
class Grid:
    """`typed`: the file tells numbers and days from texts (a CSV file does not)."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[Range] = ()
    hidden_rows: frozenset[int] = frozenset()  # numbers from 1
    epoch: int = 1900  # what its day numbers count from
    typed: bool = True

    def cell(self, row: int, column: int) -> Cell:
        """The cell, None beyond the end of its row.

        >>> Grid("", [["a"]]).cell(0, 5) is None
        True
        """
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def width(self) -> int:
        """The most cells in a row.

        >>> Grid("", [["a"], ["b", "c"]]).width()
        2
        """
        return max(map(len, self.rows), default=0)
