import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from caunoi_engine.series import publish

TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.sampled_from([0, 1, 3, 9, 10, 12, 40, 700]))
)


def recovered(seen) -> list[tuple[int, int]]:
    """Hidden cells that the published figures and sums determine, by linear algebra."""
    cells = [tuple(cell) for cell in np.argwhere(seen.hidden)]
    rows, columns = seen.counts.shape
    # Every line sums to zero when its own sum counts as negative.
    lines = np.zeros((rows + columns, len(cells)))
    for number, (row, column) in enumerate(cells):
        lines[row, number] = -1 if column == columns - 1 else 1
        lines[rows + column, number] = -1 if row == rows - 1 else 1
    rank = np.linalg.matrix_rank(lines) if cells else 0
    return [
        cell
        for number, cell in enumerate(cells)
        if np.linalg.matrix_rank(np.vstack([lines, np.eye(len(cells))[number]])) == rank
    ]


@given(TABLES)
def test_no_small_cell_is_shown_and_none_follows_from_the_others(table):
    seen = publish(table)

    shown = seen.counts[~seen.hidden]
    assert ((shown == 0) | (shown >= 10)).all()
    assert recovered(seen) == []


@given(TABLES)
def test_sums_are_the_sums_and_an_empty_cell_stays_in_sight(table):
    seen = publish(table)

    assert (seen.counts[:-1, :-1] == table).all()
    assert seen.counts[-1, -1] == table.sum()
    assert not seen.hidden[seen.counts == 0].any()


@given(TABLES, st.data())
def test_a_line_taken_apart_gives_nothing_of_the_line_away(table, data):
    above = publish(table)
    line = data.draw(st.integers(0, len(table) - 1))
    parts = np.array([[data.draw(st.integers(0, int(n))) for n in table[line]]])
    below = publish(np.vstack([parts, table[line] - parts]), sums=above.hidden[line])

    assert (below.hidden[-1] == above.hidden[line]).all()
    assert recovered(below) == []


def test_a_large_table_hides_little_more_than_it_must():
    table = np.random.default_rng(1).integers(0, 400, (40, 30))
    seen = publish(table)
    small = ((table > 0) & (table < 10)).sum()

    assert recovered(seen) == []
    assert small < seen.hidden.sum() < 3 * small


def test_the_cells_that_hide_another_are_the_cheapest_ring():
    seen = publish(np.array([[3, 40, 50], [60, 70, 80], [30, 20, 90]]))
    rings = itertools.product([1, 2], [1, 2])
    cost = {
        ring: seen.counts[0, ring[1]] + seen.counts[ring[0], 0] + seen.counts[ring]
        for ring in rings
    }

    cheapest = min(cost, key=cost.get)
    assert {tuple(cell) for cell in np.argwhere(seen.hidden)} == {
        (0, 0), (0, cheapest[1]), (cheapest[0], 0), cheapest,
    }  # fmt: skip


@pytest.mark.parametrize("table", [np.array([1, 2]), np.array([[-1]])])
def test_what_is_no_table_of_people_is_refused(table):
    with pytest.raises(ValueError, match="no negative count"):
        publish(table)
