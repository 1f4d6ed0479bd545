"""Who could take which open vacancy after which programme: the demand for training to order.

As `options.py` asks of the intakes there are, but for every programme whatever its free seats,
only towards vacancies with positions left, and before anything is said of where the class is.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import kernel
from caunoi_engine.matching.index import MarketIndex, VacancyColumns
from caunoi_engine.matching.kernels import (
    IGNORED,
    Columns,
    Scratch,
    columns_of,
    find,
    mark_skills,
    new_scratch,
    preferred_points,
    required_points,
    teaches,
)
from caunoi_engine.matching.offers import mark_trades
from caunoi_engine.matching.options import lacks

Ints = NDArray[np.integer[Any]]

BUFFER_PAIRS: Final = 2**20

WRITTEN, KEPT = 0, 1
"""Places in `LearnerScratch.tally`."""


class Programmes(NamedTuple):
    """What can be taught, by number of the programme."""

    unit: NDArray[np.int32]
    education: NDArray[np.int32]
    effect: NDArray[np.int32]  # which skills and certificates: `CourseColumns.programme`
    cost: NDArray[np.int32]  # basis points, without the way


class LearnerScratch(NamedTuple):
    """Working memory: the pairs found, and the vacancies out of reach without a course."""

    tally: NDArray[np.int64]  # pairs written, vacancies kept
    pairs: NDArray[np.int32]  # (4, pairs): worker, programme, vacancy row, net value
    vacancy: NDArray[np.int32]
    base: NDArray[np.int32]
    required: NDArray[np.int32]
    added: NDArray[np.int32]  # skills that the programme at hand adds
    trade: NDArray[np.bool_]  # unit -> near enough to a wish to train for


class Pairs(NamedTuple):
    """Pairs of one programme, by worker row."""

    worker: Ints
    vacancy: Ints
    net: Ints  # score after the programme less its cost without the way


class Learners(NamedTuple):
    """All pairs, sorted by programme, then worker, then as they were found."""

    programmes: range
    programme_of: Ints  # row of an intake -> number of its programme
    cost: Ints  # programme -> basis points, without the way
    start: Ints  # programme -> first of its pairs
    columns: Ints  # (4, pairs): worker, programme, vacancy, net

    def pairs(self, programme: int) -> Pairs:
        """The pairs of one programme."""
        span = slice(self.start[programme], self.start[programme + 1])
        return Pairs(self.columns[0, span], self.columns[2, span], self.columns[3, span])


def find_learners(index: MarketIndex, *, now: Ints, open_vacancies: NDArray[np.bool_]) -> Learners:
    """Every worker who would be better off at an open vacancy after a programme than `now`.

    `now` are the net values of a plan by worker row, `open_vacancies` a mask by vacancy row.
    """
    programme_of, programmes = _programmes(index)
    columns = _only(index, open_vacancies[index.vacancies.row])
    scratch, own = new_scratch(index), _scratch(index, columns, len(programmes.unit))
    least = np.maximum(now, index.policy.course_net_min).astype(np.int32)
    pieces, w, workers = [np.empty((4, 0), np.int32)], 0, len(index.market.workers)
    while w < workers:
        w = learners_block(w, least, programmes, columns, scratch, own)
        pieces.append(own.pairs[:, : own.tally[WRITTEN]].copy())
    found = np.concatenate(pieces, axis=1)
    found = found[:, np.argsort(found[1], kind="stable")]
    numbers = np.arange(len(programmes.unit) + 1)
    return Learners(
        range(len(programmes.unit)),
        programme_of,
        programmes.cost,
        np.searchsorted(found[1], numbers),
        found.astype(np.int64),
    )


def _programmes(index: MarketIndex) -> tuple[Ints, Programmes]:
    """Numbers the programmes: intakes that differ in date, seats and place only share one."""
    c = index.courses
    facts = np.stack(
        [c.unit, c.whole[2].astype(np.int32), c.programme, c.whole[4].astype(np.int32)]
    )
    distinct, number = np.unique(facts, axis=1, return_inverse=True)
    return number.reshape(-1), Programmes(*np.ascontiguousarray(distinct).astype(np.int32))


def _only(index: MarketIndex, kept: NDArray[np.bool_]) -> Columns:
    """The columns of an index with only these positions of it."""
    v, columns = index.vacancies, columns_of(index)
    before = np.concatenate(([0], np.cumsum(kept)))
    lengths = np.diff(v.skill_start)
    entries = np.repeat(kept, lengths)
    start = np.concatenate(([0], np.cumsum(lengths[kept])))
    fewer = VacancyColumns(
        row=v.row[kept],
        whole=v.whole[:, kept],
        bits=v.bits[:, kept],
        cell_start=before[v.cell_start],
        skill_start=start,
        required_end=start[:-1] + (v.required_end - v.skill_start[:-1])[kept],
        skill=v.skill[entries],
        skill_points=v.skill_points[entries],
        given_required=v.given_required[kept],
        given_preferred=v.given_preferred[kept],
    )
    # The compiled loops take the layout and the types the index has.
    same: list[Any] = [
        np.ascontiguousarray(new, old.dtype) for new, old in zip(fewer, v, strict=True)
    ]
    taught = np.unpackbits(index.courses.teaches, axis=1, count=len(kept), bitorder="little")
    bits = np.packbits(taught[:, kept], axis=1, bitorder="little")
    return columns._replace(
        vacancies=VacancyColumns(*same), courses=index.courses._replace(teaches=bits)
    )


def _scratch(index: MarketIndex, columns: Columns, programmes: int) -> LearnerScratch:
    size = len(columns.vacancies.row) + 1
    taught = np.diff(index.courses.programme_skill_start).max(initial=0) + 1
    return LearnerScratch(
        tally=np.zeros(2, np.int64),
        pairs=np.empty((4, max(BUFFER_PAIRS, size * programmes)), np.int32),
        vacancy=np.zeros(size, np.int32),
        base=np.zeros(size, np.int32),
        required=np.zeros(size, np.int32),
        added=np.zeros(taught, np.int32),
        trade=np.zeros(len(index.names.units), np.bool_),
    )


@kernel
def keep_out_of_reach(w: int, m: Columns, s: Scratch, c: LearnerScratch) -> None:
    """Keeps the vacancies that fail nothing but certificates or required skills."""
    kept = 0
    for i in range(find(w, IGNORED, m, s)):
        v = s.found[i]
        required = required_points(v, m, s)
        if lacks(w, v, -1, m) or required < m.weights.required_cover_min:
            c.vacancy[kept], c.base[kept], c.required[kept] = v, int(s.found_base[i]), required
            kept += 1
    c.tally[KEPT] = kept


@kernel
def learn(programme: int, m: Columns, s: Any, c: Any) -> int:
    """Adds the skills of a programme to the worker's; returns how many were new."""
    count = 0
    first = m.courses.programme_skill_start[programme]
    last = m.courses.programme_skill_start[programme + 1]
    for i in range(first, last):
        skill = m.courses.programme_skill[i]
        if s.has[skill] == 0:
            s.has[skill] = 1
            c.added[count] = skill
            count += 1
    return count


@kernel
def write_pairs(
    w: int, p: int, least: int, programmes: Programmes, m: Columns, s: Scratch, c: LearnerScratch
) -> None:
    """Writes what programme `p` makes feasible for the worker and worth more than `least`."""
    effect, fewest = programmes.effect[p], m.weights.required_cover_min
    added = learn(effect, m, s, c)
    for i in range(c.tally[KEPT]):
        v = c.vacancy[i]
        if lacks(w, v, effect, m):
            continue
        if c.required[i] < fewest and not teaches(effect, v, m):
            continue
        required = required_points(v, m, s)
        net = c.base[i] + required + preferred_points(v, m, s) - programmes.cost[p]
        if required >= fewest and net > least:
            at = c.tally[WRITTEN]
            c.pairs[0, at], c.pairs[1, at] = w, p
            c.pairs[2, at], c.pairs[3, at] = m.vacancies.row[v], net
            c.tally[WRITTEN] += 1
    for i in range(added):
        s.has[c.added[i]] = 0


@kernel
def pairs_of(
    w: int, least: int, programmes: Programmes, m: Columns, s: Scratch, c: LearnerScratch
) -> None:
    """Writes all pairs of one worker."""
    mark_skills(w, m, s, 1)
    keep_out_of_reach(w, m, s, c)
    if c.tally[KEPT] > 0:
        mark_trades(w, m, c)
        schooling = m.workers.whole[2, w]
        for p in range(programmes.unit.shape[0]):
            if c.trade[programmes.unit[p]] and schooling >= programmes.education[p]:
                write_pairs(w, p, least, programmes, m, s, c)
    mark_skills(w, m, s, 0)


@kernel
def learners_block(
    first: int,
    least: NDArray[np.int32],
    programmes: Programmes,
    m: Columns,
    s: Scratch,
    c: LearnerScratch,
) -> int:
    """Pairs of workers from `first` on, while the worst case surely fits; the first not reached."""
    worst = m.vacancies.row.shape[0] * programmes.unit.shape[0]
    c.tally[WRITTEN] = 0
    w = first
    while w < least.shape[0] and c.tally[WRITTEN] + worst <= c.pairs.shape[1]:
        if m.workers.trains[w]:
            pairs_of(w, least[w], programmes, m, s, c)
        w += 1
    return w
