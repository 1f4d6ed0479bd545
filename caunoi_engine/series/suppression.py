"""Small cells of a table are hidden so that no subtraction brings them back.

A table of people is published with its sums. A count below the limit is hidden; then more cells
are hidden until no hidden one follows from the others. Seen as a graph, rows and columns (the sums
are one more row and column) are nodes and hidden cells are edges: a hidden count follows from the
published ones exactly when its edge is a bridge. Off a bridge, one person can be moved round a
ring of hidden cells without changing any published figure, so the count stays open.

What this does not promise: the range in which a hidden count must lie may still be narrow.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SMALLEST = 10
"""People: fewer are not shown, unless there is nobody at all."""

Edge = tuple[int, int]


@dataclass(frozen=True)
class Published:
    """A table as the public may see it, shape (rows + 1, columns + 1): the last ones are the sums.

    counts: int64, true counts and sums. hidden: bool, the cells that may not be shown.
    """

    counts: NDArray[np.int64]
    hidden: NDArray[np.bool_]


def publish(
    counts: NDArray[np.int64],
    *,
    smallest: int = SMALLEST,
    sums: NDArray[np.bool_] | None = None,
) -> Published:
    """Add the sums to a table of counts and mark what may not be shown.

    counts: shape (rows, columns), people, not negative. sums: for a table that takes a published
    line apart, which cells of that line are hidden, shape (columns + 1,); the others are in sight
    already and stay so.

    >>> import numpy as np
    >>> seen = publish(np.array([[3, 40, 50], [60, 70, 80], [30, 20, 90]]))
    >>> seen.hidden.astype(int)
    array([[1, 1, 0, 0],
           [0, 0, 0, 0],
           [1, 1, 0, 0],
           [0, 0, 0, 0]])

    Raises ValueError when the table has not two dimensions or a count is negative.
    """
    table = np.asarray(counts, np.int64)
    if table.ndim != 2 or (table < 0).any():
        raise ValueError("a table of people has rows, columns and no negative count")
    full = np.zeros((table.shape[0] + 1, table.shape[1] + 1), np.int64)
    full[:-1, :-1] = table
    full[-1, :-1] = table.sum(axis=0)
    full[:, -1] = full[:, :-1].sum(axis=1)
    hidden = (full > 0) & (full < smallest)
    shown = np.zeros(full.shape, np.bool_)
    if sums is not None:
        hidden[-1] |= sums
        shown[-1] = ~hidden[-1]
    closable = (full > 0) & ~shown
    while bridges := _bridges(hidden):
        for row, column in bridges:
            for cell in _cheapest_ring(full, hidden, closable, (row, column)):
                hidden[cell] = True
    return Published(full, hidden)


def _bridges(hidden: NDArray[np.bool_]) -> list[Edge]:
    """Hidden cells that follow from the published ones, in reading order."""
    rows = hidden.shape[0]
    neighbours: list[list[int]] = [[] for _ in range(sum(hidden.shape))]
    for row, column in np.argwhere(hidden).tolist():
        neighbours[row].append(rows + column)
        neighbours[rows + column].append(row)
    seen: dict[int, int] = {}
    lowest: dict[int, int] = {}
    found = []
    for root in range(len(neighbours)):
        if root in seen or not neighbours[root]:
            continue
        seen[root] = lowest[root] = len(seen)
        path: list[tuple[int, int, Iterator[int]]] = [(root, -1, iter(neighbours[root]))]
        while path:
            node, parent, rest = path[-1]
            for other in rest:
                if other not in seen:
                    seen[other] = lowest[other] = len(seen)
                    path.append((other, node, iter(neighbours[other])))
                    break
                if other != parent:
                    lowest[node] = min(lowest[node], seen[other])
            else:
                path.pop()
                if parent >= 0:
                    lowest[parent] = min(lowest[parent], lowest[node])
                    if lowest[node] > seen[parent]:
                        found.append((min(node, parent), max(node, parent) - rows))
    return sorted(found)


def _cheapest_ring(
    full: NDArray[np.int64],
    hidden: NDArray[np.bool_],
    closable: NDArray[np.bool_],
    cell: Edge,
) -> list[Edge]:
    """Cells that close a ring through one cell and hide the fewest people besides.

    Cells with nobody cannot give anybody away and close no ring. There is always one: through the
    sums of the row and of the column, or of the row and of another one where that sum is in sight.
    """
    row, column = cell
    rows = len(full)
    cost = {row: 0}
    came: dict[int, int] = {}
    queue = [(0, row)]
    while queue:
        spent, node = heapq.heappop(queue)
        if node == rows + column:
            break
        if spent > cost[node]:
            continue
        at = node if node < rows else (slice(None), node - rows)
        line, shut = full[at], hidden[at]
        for other in np.flatnonzero(closable[at]).tolist():
            step = other + rows if node < rows else other
            if {node, step} == {row, rows + column}:
                continue
            new = spent + (0 if shut[other] else int(line[other]))
            if new < cost.get(step, new + 1):
                cost[step], came[step] = new, node
                heapq.heappush(queue, (new, step))
    ring, node = [], rows + column
    while node != row:
        before = came[node]
        ring.append((min(node, before), max(node, before) - rows))
        node = before
    return ring
