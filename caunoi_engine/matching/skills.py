"""Skills as bits: what a vacancy requires, a worker holds and a programme teaches.

Two tests that are asked for every pair, and so have to be short. Both only spare work: where they
say yes, the points are counted all the same.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.market import Lists, Vacancies

Ints = NDArray[np.int32]
AnyInts = NDArray[np.integer[Any]]

MARKS: Final = 63
OWN_MARKS: Final = 40
"""Skills that most vacancies require have a mark of their own; the others share the rest."""
NOTHING_REQUIRED: Final = np.uint64(1 << MARKS)
"""The mark that everybody has, and vacancies that nobody fails for skills."""


def marks_of(required: Lists, skills: tuple[str, ...]) -> Ints:
    """The mark of each skill, 0..62: without a mark in common, no required skill is held.

    >>> marks_of(Lists.of([["sewing"], ["sewing", "welding"]]), ("sewing", "welding")).tolist()
    [0, 1]
    """
    asked = np.bincount(required.recoded(skills)[1], minlength=len(skills))
    rank = np.empty(len(skills), np.int32)
    rank[np.argsort(-asked, kind="stable")] = np.arange(len(skills), dtype=np.int32)
    shared = OWN_MARKS + (rank - OWN_MARKS) % (MARKS - OWN_MARKS)
    return np.where(rank < OWN_MARKS, rank, shared).astype(np.int32)


def rarity_of(vacancies: Vacancies, skills: tuple[str, ...]) -> dict[str, int]:
    """The weight of each skill: one that few vacancies ask tells more than one all of them ask.

    >>> from caunoi_engine.matching import example_market
    >>> made = example_market(["7212", "7531", "7533", "8153"]).vacancies
    >>> rarity_of(made, ("none asks for it",)) == {"none asks for it": round(1000 * np.log(301))}
    True
    """
    width = max(len(skills), 1)
    keys = []
    for asked in (vacancies.skills_required, vacancies.skills_preferred):
        offsets, codes = asked.recoded(skills)
        keys.append(np.repeat(np.arange(len(asked)), np.diff(offsets)) * width + codes)
    asking = np.bincount(np.unique(np.concatenate(keys)) % width, minlength=width)
    weight = np.rint(1000 * np.log1p(len(vacancies) / (1 + asking))).astype(np.int64)
    return dict(zip(skills, weight.tolist(), strict=False))


def shares_of(
    rows: NDArray[np.int64], weight: NDArray[np.int64], total: int, length: int
) -> NDArray[np.int64]:
    """Splits `total` points among each row's entries by weight, by largest remainder."""
    sums = np.zeros(length, np.int64)
    np.add.at(sums, rows, weight)
    shares, remainder = np.divmod(total * weight, np.maximum(sums, 1)[rows])
    left = np.full(length, total, np.int64)
    np.subtract.at(left, rows, shares)
    order = np.lexsort((-remainder, rows))
    first = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=length))))[:-1]
    rank = np.empty(len(rows), np.int64)
    rank[order] = np.arange(len(rows)) - first[rows[order]]
    return shares + (rank < left[rows])


def held_marks(rows: AnyInts, marks: Ints, length: int) -> NDArray[np.uint64]:
    """The bits of each row, from (row, mark) columns; `NOTHING_REQUIRED` is among them."""
    masks = np.full(length, NOTHING_REQUIRED)
    np.bitwise_or.at(masks, rows, np.uint64(1) << marks.astype(np.uint64))
    return masks


def asked_marks(
    required: Lists, skills: tuple[str, ...], mark: Ints, cover_min: int
) -> NDArray[np.uint64]:
    """The bits of each vacancy: `NOTHING_REQUIRED` alone where no required skill is needed."""
    offsets, codes = required.recoded(skills)
    lengths = np.diff(offsets)
    masks = held_marks(np.repeat(np.arange(len(lengths)), lengths), mark[codes], len(lengths))
    free = (lengths == 0) | (cover_min == 0)
    return np.where(free, NOTHING_REQUIRED, masks & ~NOTHING_REQUIRED)


def teaching_bits(
    taught: list[Ints], positions: AnyInts, required: Ints, shape: tuple[int, int]
) -> NDArray[np.uint8]:
    """Whether a programme teaches any skill a vacancy requires, one bit each, lowest first.

    `taught` are the skills of each programme; `positions` and `required` are columns: this
    vacancy requires this skill. `shape` is (vacancies, skills). The result has one row a
    programme, of vacancies / 8 bytes: a byte a pair would be a gigabyte for a whole country.
    """
    vacancies, skills = shape
    by_skill = np.argsort(required, kind="stable")
    start = np.concatenate(([0], np.cumsum(np.bincount(required, minlength=skills))))
    asking = positions[by_skill]
    bits = np.zeros((len(taught), -(-vacancies // 8)), np.uint8)
    teaches = np.zeros(vacancies, np.bool_)
    for programme, codes in enumerate(taught):
        teaches[:] = False
        for skill in codes.tolist():
            teaches[asking[start[skill] : start[skill + 1]]] = True
        bits[programme] = np.packbits(teaches, bitorder="little")
    return bits
