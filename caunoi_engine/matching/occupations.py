"""How near two occupations are: from the ISCO-08 tree, and from a table of related units."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

SHARED_DIGITS_PERMILLE = {4: 1000, 3: 750, 2: 500, 1: 200, 0: 0}
"""Nearness of two unit codes by the number of leading digits they share: same unit, minor group,
sub-major group, major group, nothing."""


CODE_DIGITS = 4


def proximity(wished: str, offered: str, related: Mapping[tuple[str, str], int]) -> int:
    """Nearness of an offered occupation to a wished one, in permille.

    >>> proximity("7531", "7533", {}), proximity("7531", "8153", {("7531", "8153"): 800})
    (750, 800)

    The table counts where it has the pair, also where it says less than the tree.
    """
    shared = 0
    while shared < CODE_DIGITS and wished[shared] == offered[shared]:
        shared += 1
    if shared == CODE_DIGITS:
        return SHARED_DIGITS_PERMILLE[shared]
    return related.get((wished, offered), SHARED_DIGITS_PERMILLE[shared])


def proximity_table(
    units: Sequence[str], related: Mapping[tuple[str, str], int]
) -> NDArray[np.int32]:
    """Nearness of every pair of unit codes, shape (units, units), in permille."""
    codes = np.array([int(unit) for unit in units], np.int32)
    table = np.zeros((len(units), len(units)), np.int32)
    for shared in (1, 2, 3, 4):
        group = codes // 10 ** (CODE_DIGITS - shared)
        same = group[:, None] == group[None, :]
        table[same] = SHARED_DIGITS_PERMILLE[shared]
    place = {unit: i for i, unit in enumerate(units)}
    for (wished, offered), permille in related.items():
        if wished != offered and wished in place and offered in place:
            table[place[wished], place[offered]] = permille
    return table
