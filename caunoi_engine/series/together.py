"""Tables that add up to each other, hidden together: parts of an indicator and their total.

Each table of its own is safe when every small count in it lies on a ring of hidden counts (see
`suppression`). Tables of which one is the sum of the others open each other, unless they hide the
same cells. So one mask is made for all: whatever has to be hidden in one is hidden in every one,
and in each one it lies on a ring of counts that are not nought. Then any of them can be moved
round its ring without changing a published figure of itself or, the total moving with it, of any
other.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.series.suppression import SMALLEST, _bridges, _cheapest_ring


def hidden_together(
    tables: Sequence[NDArray[np.int64]], *, smallest: int = SMALLEST
) -> NDArray[np.bool_]:
    """Which cells may not be shown in any of the tables, sums in the last row and column.

    tables: each of shape (rows, columns), people, not negative; at least one. The answer has the
    shape (rows + 1, columns + 1). A cell that is nought in a table may be hidden in it because of
    another one.

    >>> import numpy as np
    >>> hidden_together([np.array([[3, 40], [60, 70]]), np.array([[50, 50], [50, 50]])]).astype(int)
    array([[1, 1, 0],
           [1, 1, 0],
           [0, 0, 0]])

    Raises ValueError when the tables differ in shape or a count is negative.
    """
    wholes = [_with_sums(table) for table in tables]
    if len({whole.shape for whole in wholes}) != 1:
        raise ValueError("tables that are hidden together have one shape")
    mask = np.zeros(wholes[0].shape, np.bool_)
    for whole in wholes:
        mask |= (whole > 0) & (whole < smallest)
    changed = True
    while changed:
        changed = False
        for whole in wholes:
            there = whole > 0
            while bridges := _bridges(mask & there):
                changed = True
                for bridge in bridges:
                    for cell in _cheapest_ring(whole, mask & there, there, bridge):
                        mask[cell] = True
    return mask


def _with_sums(table: NDArray[np.int64]) -> NDArray[np.int64]:
    table = np.asarray(table, np.int64)
    if table.ndim != 2 or (table < 0).any():
        raise ValueError("a table of people has rows, columns and no negative count")
    whole = np.zeros((table.shape[0] + 1, table.shape[1] + 1), np.int64)
    whole[:-1, :-1] = table
    whole[-1, :-1] = table.sum(axis=0)
    whole[:, -1] = whole[:, :-1].sum(axis=1)
    return whole
