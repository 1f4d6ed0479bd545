"""What each worker could do: take a vacancy now, or take a course and then a vacancy.

An option is one 64-bit number, ordered as options are preferred: value (highest first), then
vacancy row, then course row with "no course" first. The list of every worker is sorted.
"""

from math import sqrt
from threading import local
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.blocks import run_blocks
from caunoi_engine.matching.compiling import inner_loop, kernel, pasted
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.kernels import (
    AXIS,
    IGNORED,
    Columns,
    Scratch,
    columns_of,
    find,
    mark_skills,
    new_scratch,
    preferred_points,
    required_points,
)
from caunoi_engine.matching.policy import FULL_SCORE
from caunoi_engine.matching.score import HECTOMETRES_PER_KM

ROW_BITS: Final = 24
ROW_MASK: Final = 2**ROW_BITS - 1
"""At most 16.7 million vacancies and as many intakes."""
VALUE_SHIFT: Final = 2 * ROW_BITS
BLOCK_WORKERS: Final = 512
BUFFER_OPTIONS: Final = 2**20
OPTIONS_A_WORKER: Final = 100_000
"""A worker may have this many options: more than any province has seen. Every worker who is cut
widens the gap of the plan by about a whole position, so it pays to keep them all."""

WRITTEN, KEPT, CHOSEN = 0, 1, 2
"""Places in `CourseScratch.tally`."""


class Options(NamedTuple):
    """All options: worker `w` has `keys[start[w]:start[w + 1]]`, best first.

    `tail[w]` is the value of the best option that was left out because the worker had more than
    the limit; a bound that counts it stays a bound. `vacancies` is how many vacancy rows exist.
    """

    keys: NDArray[np.int64]
    start: NDArray[np.int64]
    tail: NDArray[np.int32]
    vacancies: int

    def unpack(
        self, at: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Vacancy row, course row (-1 = none) and value of the options in these places."""
        keys = self.keys[at]
        return (
            (keys >> ROW_BITS) & ROW_MASK,
            (keys & ROW_MASK) - 1,
            FULL_SCORE - (keys >> VALUE_SHIFT),
        )


class CourseScratch(NamedTuple):
    """Working memory of one thread for options and courses."""

    tally: NDArray[np.int64]  # options written, vacancies kept, intakes chosen
    keys: NDArray[np.int64]  # the options, unsorted, worker after worker
    ends: NDArray[np.int64]  # where each worker's options end
    intake: NDArray[np.int32]  # the cheapest eligible ones, cheapest first
    cost: NDArray[np.int32]
    vacancy: NDArray[np.int32]  # positions that are not feasible without a course
    base: NDArray[np.int32]
    required: NDArray[np.int32]
    added: NDArray[np.int32]  # skills that the course at hand adds
    trade: NDArray[np.bool_]  # unit -> near enough to a wish to train for


@pasted
def write(value: int, row: int, course: int, c: CourseScratch) -> None:
    """Adds one option; `course` is -1 for none."""
    key = ((FULL_SCORE - value) << VALUE_SHIFT) + (np.int64(row) << ROW_BITS) + course + 1
    c.keys[c.tally[WRITTEN]] = key
    c.tally[WRITTEN] += 1


@pasted
def lacks(w: int, v: int, programme: int, m: Columns) -> Any:
    """Whether a required certificate is lacking, after the programme (-1 = none)."""
    low, high = m.workers.bits[2, w], m.workers.bits[3, w]
    if programme >= 0:
        low &= m.courses.programme_lacking[0, programme]
        high &= m.courses.programme_lacking[1, programme]
    return ((m.vacancies.bits[2, v] & low) | (m.vacancies.bits[3, v] & high)) != 0


@inner_loop
def mark_trades(w: int, m: Columns, c: CourseScratch) -> None:
    """Marks the occupations near enough to one of the wishes to train for."""
    c.trade[:] = False
    for rank in range(3):
        wish = m.workers.unit[w, rank]
        if wish >= 0:
            for u in range(c.trade.shape[0]):
                c.trade[u] |= m.trainable[wish, u]


@inner_loop
def choose_courses(w: int, m: Columns, c: CourseScratch) -> None:
    """Fills the cheapest eligible intakes of the worker, ties by row."""
    mark_trades(w, m, c)
    held, most = 0, c.intake.shape[0]
    whole, own = m.courses.whole, m.workers.whole
    reach = float(own[4, w]) * m.weights.course_radius_percent
    for k in range(m.courses.unit.shape[0]):
        if not c.trade[m.courses.unit[k]] or own[2, w] < whole[2, k]:
            continue
        dx, dy = min(abs(own[0, w] - whole[0, k]), AXIS), min(abs(own[1, w] - whole[1, k]), AXIS)
        squared = dx * dx + dy * dy
        boards = whole[3, k] * own[7, w]
        if boards == 0 and float(squared) * 10_000.0 > reach * reach:
            continue
        way = min(int(sqrt(squared)), m.weights.course_way_limit)
        cost = int(whole[4, k]) + m.weights.course_km * way // HECTOMETRES_PER_KM
        if held == most and cost >= c.cost[most - 1]:
            continue
        at = held if held < most else most - 1
        while at > 0 and c.cost[at - 1] > cost:
            c.cost[at], c.intake[at] = c.cost[at - 1], c.intake[at - 1]
            at -= 1
        c.cost[at], c.intake[at] = cost, k
        held = min(held + 1, most)
    c.tally[CHOSEN] = held


@inner_loop
def direct_options(w: int, found: int, m: Columns, s: Scratch, c: CourseScratch) -> None:
    """Writes the feasible ones of the found vacancies, and keeps the others for the courses."""
    kept = 0
    for i in range(found):
        v, base = s.found[i], int(s.found_base[i])
        required = required_points(v, m, s)
        if lacks(w, v, -1, m) or required < m.weights.required_cover_min:
            c.vacancy[kept], c.base[kept], c.required[kept] = v, base, required
            kept += 1
        else:
            score = base + required + preferred_points(v, m, s)
            write(score, m.vacancies.row[v], -1, c)
    c.tally[KEPT] = kept


@inner_loop
def learn(programme: int, m: Columns, s: Scratch, c: CourseScratch) -> int:
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


@inner_loop
def course_options(w: int, entry: int, m: Columns, s: Scratch, c: CourseScratch) -> None:
    """Writes what the programme of chosen intake `entry` makes feasible, for all its intakes."""
    programme = m.courses.programme[c.intake[entry]]
    added = learn(programme, m, s, c)
    fewest = m.weights.required_cover_min
    for i in range(c.tally[KEPT]):
        v = c.vacancy[i]
        if lacks(w, v, programme, m):
            continue
        if c.required[i] < fewest and not m.courses.teaches_required[programme, v]:
            continue
        required = required_points(v, m, s)
        if required < fewest:
            continue
        score = c.base[i] + required + preferred_points(v, m, s)
        for other in range(entry, c.tally[CHOSEN]):
            intake, net = c.intake[other], score - c.cost[other]
            if m.courses.programme[intake] == programme and net > m.weights.course_net_min:
                write(net, m.vacancies.row[v], intake, c)
    for i in range(added):
        s.has[c.added[i]] = 0


@inner_loop
def options_of(w: int, m: Columns, s: Scratch, c: CourseScratch) -> None:
    """Writes all options of one worker, unsorted."""
    found = find(w, IGNORED, m, s)
    mark_skills(w, m, s, 1)
    direct_options(w, found, m, s, c)
    if m.workers.trains[w] and c.tally[KEPT] > 0:
        choose_courses(w, m, c)
        for entry in range(c.tally[CHOSEN]):
            seen = False
            for before in range(entry):
                same = m.courses.programme[c.intake[before]]
                seen |= same == m.courses.programme[c.intake[entry]]
            if not seen:
                course_options(w, entry, m, s, c)
    mark_skills(w, m, s, 0)


@kernel
def options_block(first: int, last: int, m: Columns, s: Scratch, c: CourseScratch) -> int:
    """Options of workers `first..last` one after the other, while the worst case surely fits.

    Returns the first worker that was not reached.
    """
    worst = m.vacancies.row.shape[0] * (1 + c.intake.shape[0])
    c.tally[WRITTEN] = 0
    w = first
    while w < last and c.tally[WRITTEN] + worst <= c.keys.shape[0]:
        options_of(w, m, s, c)
        c.ends[w - first] = c.tally[WRITTEN]
        w += 1
    return w


def _course_scratch(index: MarketIndex) -> CourseScratch:
    most = min(index.policy.courses_per_worker, max(len(index.market.courses), 1))
    size = len(index.vacancies.row) + 1
    taught = np.diff(index.courses.programme_skill_start).max(initial=0) + 1
    return CourseScratch(
        tally=np.zeros(3, np.int64),
        keys=np.empty(max(BUFFER_OPTIONS, size * (1 + most)), np.int64),
        ends=np.empty(BLOCK_WORKERS, np.int64),
        intake=np.zeros(most, np.int32),
        cost=np.zeros(most, np.int32),
        vacancy=np.zeros(size, np.int32),
        base=np.zeros(size, np.int32),
        required=np.zeros(size, np.int32),
        added=np.zeros(taught, np.int32),
        trade=np.zeros(len(index.names.units), np.bool_),
    )


class _Block(NamedTuple):
    """The options of consecutive workers."""

    pieces: list[NDArray[np.int64]]
    tail: NDArray[np.int32]


class _Lister:
    """One thread's buffers and the options it lists."""

    def __init__(self, index: MarketIndex, limit: int) -> None:
        self.columns, self.limit = columns_of(index), limit
        self.scratch, self.courses = new_scratch(index), _course_scratch(index)

    def block(self, first: int, last: int) -> _Block:
        """The sorted options of workers `first..last`, each cut at the limit, and their tails."""
        found = _Block([], np.zeros(last - first, np.int32))
        w = first
        while w < last:
            done = options_block(w, last, self.columns, self.scratch, self.courses)
            start = 0
            for worker, end in enumerate(self.courses.ends[: done - w].tolist(), w - first):
                own = self.courses.keys[start:end]
                own.sort()
                if len(own) > self.limit:
                    found.tail[worker] = FULL_SCORE - (int(own[self.limit]) >> VALUE_SHIFT)
                found.pieces.append(own[: self.limit].copy())
                start = end
            w = done
        return found


def list_options(index: MarketIndex, *, limit: int = OPTIONS_A_WORKER, threads: int = 2) -> Options:
    """The options of all workers, at most the `limit` best of each."""
    if len(index.vacancies.row) > ROW_MASK or len(index.market.courses) >= ROW_MASK:
        raise ValueError(f"more than {ROW_MASK} vacancies or courses")
    memory = local()

    def work(first: int, last: int) -> _Block:
        if not hasattr(memory, "lister"):
            memory.lister = _Lister(index, limit)
        block: _Block = memory.lister.block(first, last)
        return block

    workers = len(index.market.workers)
    blocks = run_blocks(work, workers, size=BLOCK_WORKERS, threads=threads)
    pieces = [piece for block in blocks for piece in block.pieces]
    start = np.zeros(workers + 1, np.int64)
    np.cumsum([len(piece) for piece in pieces], out=start[1:])
    return Options(
        np.concatenate([np.empty(0, np.int64), *pieces]),
        start,
        np.concatenate([np.empty(0, np.int32), *(block.tail for block in blocks)]),
        len(index.vacancies.row),
    )
