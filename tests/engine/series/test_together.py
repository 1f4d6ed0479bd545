"""Tables that add up to each other give nothing away, alone or together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from caunoi_engine.series import publish
from caunoi_engine.series.together import hidden_together

COUNTS = st.sampled_from([0, 0, 1, 3, 9, 10, 12, 40, 700])
PARTS = st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=COUNTS)
)


def with_sums(table):
    whole = np.zeros((table.shape[0] + 1, table.shape[1] + 1), np.int64)
    whole[:-1, :-1] = table
    whole[-1, :-1] = table.sum(axis=0)
    whole[:, -1] = whole[:, :-1].sum(axis=1)
    return whole


def followed(tables, mask):
    """Hidden counts (not noughts) of any table that all published figures determine together.

    The last table is the sum of the others. Whoever attacks even knows which cells are noughts.
    """
    wholes = [with_sums(table) for table in tables]
    unknown = [
        (number, *map(int, cell))
        for number, whole in enumerate(wholes)
        for cell in np.argwhere(mask & (whole > 0))
    ]
    at = {cell: place for place, cell in enumerate(unknown)}
    lines = []
    rows, columns = mask.shape
    for number in range(len(wholes)):
        for row in range(rows):
            lines.append(
                [((number, row, c), -1 if c == columns - 1 else 1) for c in range(columns)]
            )
        for column in range(columns):
            lines.append([((number, r, column), -1 if r == rows - 1 else 1) for r in range(rows)])
    if len(wholes) > 1:
        for row in range(rows):
            for column in range(columns):
                parts = [((number, row, column), 1) for number in range(len(wholes) - 1)]
                lines.append([*parts, ((len(wholes) - 1, row, column), -1)])
    matrix = np.zeros((len(lines), len(unknown)))
    for line, terms in enumerate(lines):
        for cell, factor in terms:
            if cell in at:
                matrix[line, at[cell]] = factor
    # A count stays open when some change that no published figure shows moves it.
    _, sizes, turned = np.linalg.svd(matrix) if unknown else (0, np.zeros(0), np.zeros((0, 0)))
    free = turned[(sizes > 1e-9).sum() :]
    return [cell for place, cell in enumerate(unknown) if not (abs(free[:, place]) > 1e-9).any()]


@settings(deadline=None)
@given(PARTS)
def test_nothing_follows_from_parts_and_their_total_together(parts):
    tables = [*parts, parts.sum(axis=0)]
    mask = hidden_together(tables)

    for table in tables:
        shown = with_sums(table)[~mask]
        assert ((shown == 0) | (shown >= 10)).all()
    assert followed(tables, mask) == []


@given(PARTS)
def test_a_table_alone_is_hidden_as_by_publish(parts):
    assert (hidden_together([parts[0]]) == publish(parts[0]).hidden).all()


def test_hiding_each_table_for_itself_would_give_a_count_away():
    abroad = np.array([[3, 40], [60, 70]])
    here = np.array([[50, 50], [50, 50]])
    alone = publish(abroad).hidden
    each = [publish(table).hidden for table in (abroad, here, abroad + here)]
    assert alone[0, 0]
    assert not each[1][0, 0]  # the part and the total are shown:
    assert not each[2][0, 0]  # 53 - 50 is the hidden count
    mask = hidden_together([abroad, here, abroad + here])
    assert mask[0, 0]
    assert followed([abroad, here, abroad + here], mask) == []


def test_tables_of_other_shapes_are_refused():
    with pytest.raises(ValueError, match="one shape"):
        hidden_together([np.ones((2, 2), np.int64), np.ones((2, 3), np.int64)])
    with pytest.raises(ValueError, match="no negative"):
        hidden_together([np.array([[-1]])])


def test_in_a_province_of_thirty_communes_nothing_follows():
    random = np.random.default_rng(3)
    parts = [random.poisson(mean, (30, 5)) for mean in (4, 60, 20)]
    tables = [*parts, sum(parts)]
    mask = hidden_together(tables)
    assert followed(tables, mask) == []
    assert not mask[-1, -1]
