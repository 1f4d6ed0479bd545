"""The compiled inner loops that find and score the workers of one vacancy.

What `kernels` does for one worker, the other way round, with the same sums of whole numbers.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import inner_loop, kernel, pasted
from caunoi_engine.matching.entries import WISHES, Entries
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.kernels import (
    CELL,
    LANES,
    ROW_BITS,
    ROW_LIMIT,
    ZERO,
    Columns,
    RankingArrays,
    find_edges,
    keep_best,
    points_beside_skills,
    squared_way,
    widened,
    write_best,
)

PREFERRED_SHIFT: Final = 16
"""Points of required and of preferred skills are added up in one number, these above those."""
REQUIRED_MASK: Final = 2**PREFERRED_SHIFT - 1


class CandidateScratch(NamedTuple):
    """Working memory of one thread."""

    edges: NDArray[np.int32]  # first unit of each run near enough, and the one after its last
    worth: NDArray[np.int32]  # skill -> points for the vacancy at hand, packed
    passes: NDArray[np.int32]  # along a run, 1 where every rule but the one on skills holds
    found: NDArray[np.int32]  # entries that pass
    skills: NDArray[np.int32]  # their points of skills, packed


def new_candidate_scratch(index: MarketIndex, entries: Entries) -> CandidateScratch:
    """Working memory that fits the market."""
    size = len(entries.worker) + LANES
    return CandidateScratch(
        np.zeros(len(index.names.units) + 2, np.int32),
        np.zeros(len(index.names.skills) + 1, np.int32),
        np.zeros(size, np.int32),
        np.zeros(size, np.int32),
        np.zeros(size, np.int32),
    )


@pasted
def scan_entries(
    v: int, span: tuple[int, int], m: Columns, e: Entries, s: CandidateScratch
) -> None:
    """Tells for each entry of the span whether every rule holds for vacancy `v`.

    Of the rule on skills, only that a required one may be held. Written for vector instructions,
    as `kernels.scan_run`.
    """
    start, stop = span
    whole, bits, passes = e.whole, e.bits, s.passes
    facts, asks = m.vacancies.whole, m.vacancies.bits
    vx, vy, rank, fewest = facts[0, v], facts[1, v], facts[2, v], facts[4, v]
    lodging, offer, patterns = facts[6, v] * m.weights.boarding, asks[0, v], asks[1, v]
    low, high, asked_low, asked_high = asks[2, v], asks[3, v], asks[4, v], asks[5, v]
    for z in range(stop - start):
        i = np.uintp(start + z)
        way, housed = squared_way(whole[0, i] - vx, whole[1, i] - vy), whole[5, i] * lodging
        holds = (
            (way <= (housed if housed > whole[4, i] else whole[4, i]))
            & (whole[2, i] >= rank)
            & (whole[3, i] >= fewest)
        )
        holds &= (bits[0, i] <= offer) & ((bits[1, i] & patterns) != 0)
        holds &= ((bits[2, i] & low) | (bits[3, i] & high)) == 0
        passes[z] = holds & (((bits[4, i] & asked_low) | (bits[5, i] & asked_high)) != 0)


@pasted
def can_reach(v: int, cell: int, m: Columns, e: Entries) -> Any:
    """Whether anybody of the cell could be near enough to vacancy `v`, or live there."""
    west = e.grid[0] + (cell // e.grid[3]) * CELL
    south = e.grid[1] + (cell % e.grid[3]) * CELL
    x, y, reach = m.vacancies.whole[0, v], m.vacancies.whole[1, v], e.reach[cell]
    lodging = m.vacancies.whole[6, v] * e.boarders[cell] * m.weights.boarding_way
    reach = lodging if lodging > reach else reach
    across = west - reach <= x <= west + CELL + reach
    return reach >= ZERO and across and south - reach <= y <= south + CELL + reach


@pasted
def find_entries(v: int, m: Columns, e: Entries, s: CandidateScratch) -> Any:
    """Collects the entries that pass into `s.found`, and returns how many."""
    near, starts = e.near[int(m.vacancies.whole[7, v])], e.cell_start
    runs, count = find_edges(near, s.edges), np.uintp(0)
    found, passes = s.found, s.passes
    for cell in range(e.reach.shape[0]):
        if not can_reach(v, cell, m, e):
            continue
        for run in range(runs):
            start = starts[cell * near.shape[0] + s.edges[2 * run]]
            stop = starts[cell * near.shape[0] + s.edges[2 * run + 1]]
            if start < stop:
                begin = widened(start, stop)
                scan_entries(v, (begin, stop), m, e, s)
                for z in range(np.uintp(start - begin), np.uintp(stop - begin)):
                    found[count] = np.uintp(begin) + z
                    count += np.uintp(passes[z])
    return int(count)


@pasted
def weigh_skills(v: int, m: Columns, s: CandidateScratch, on: int) -> None:
    """Sets (1) or clears (0) what each skill is worth to the vacancy."""
    columns = m.vacancies
    for i in range(columns.skill_start[v], columns.skill_start[v + 1]):
        shift = 0 if i < columns.required_end[v] else PREFERRED_SHIFT
        s.worth[columns.skill[i]] = (columns.skill_points[i] << shift) * on


@pasted
def counts_here(entry: int, near: NDArray[np.float32], m: Columns, e: Entries) -> Any:
    """Whether no other wish of the worker is nearer, and none before it as near."""
    units, w, rank = m.workers.unit, np.uintp(e.worker[entry]), e.rank[entry]
    here, counts = near[np.uintp(units[w, np.uintp(rank)])], True
    for other in range(WISHES):
        unit = units[w, np.uintp(other)]
        points = near[np.uintp(unit)] if unit >= 0 else ZERO
        counts &= (points < here) | ((points == here) & (other >= rank))
    return counts


@pasted
def skill_points(w: Any, given: int, m: Columns, s: CandidateScratch) -> Any:
    """Points of all skills of the worker, packed."""
    own, worth, points = m.workers, s.worth, given
    # Unsigned: a place that might be negative would cost a comparison each.
    for j in range(np.uintp(own.skill_start[w]), np.uintp(own.skill_start[w + np.uintp(1)])):
        points += worth[np.uintp(own.skill[j])]
    return points


@pasted
def find_candidates(v: int, m: Columns, e: Entries, s: CandidateScratch) -> Any:
    """Collects the entries that pass all rules, each worker once, with their points of skills."""
    columns, fewest, count = m.vacancies, m.weights.required_cover_min, np.uintp(0)
    given = columns.given_required[v] + (columns.given_preferred[v] << PREFERRED_SHIFT)
    near = e.near[int(columns.whole[7, v])]
    for i in range(np.uintp(find_entries(v, m, e, s))):
        entry = np.uintp(s.found[i])
        points = skill_points(np.uintp(e.worker[entry]), given, m, s)
        if (points & REQUIRED_MASK) >= fewest:
            s.found[count], s.skills[count] = entry, points
            count += np.uintp(counts_here(entry, near, m, e))
    return count


@pasted
def score_entry(v: int, entry: int, m: Columns, e: Entries) -> Any:
    """The score of a pair, without its skills."""
    facts, whole, own = m.vacancies.whole, e.whole, m.workers.whole
    w, i = np.uintp(e.worker[entry]), np.uintp(entry)
    unit = m.workers.unit[w, np.uintp(e.rank[i])]
    return points_beside_skills(
        e.near[np.uintp(facts[7, v]), np.uintp(unit)],
        squared_way(whole[0, i] - facts[0, v], whole[1, i] - facts[1, v]),
        facts[6, v] * whole[5, i],
        whole[3, i],
        facts[3, v],
        whole[2, i] - facts[2, v],
        facts[5, v] - own[5, w],
        own[6, w],
        m.weights,
    )


@inner_loop
def best_workers(
    v: int, m: Columns, e: Entries, s: CandidateScratch, best: NDArray[np.int64]
) -> int:
    """Fills `best` with the best workers of one vacancy; returns how many.

    A candidate is one number, as in `kernels.best_of`: equal scores stand in order of id.
    """
    held, k = 0, best.shape[0]
    if k == 0:
        return 0
    weigh_skills(v, m, s, 1)
    for i in range(np.uintp(find_candidates(v, m, e, s))):
        entry, skills = s.found[i], s.skills[i]
        score = int(score_entry(v, entry, m, e))
        score += (skills & REQUIRED_MASK) + (skills >> PREFERRED_SHIFT)
        key = (score << ROW_BITS) + (ROW_LIMIT - e.worker[entry])
        if held < k or key > best[k - 1]:
            held = keep_best(key, held, best)
    weigh_skills(v, m, s, 0)
    return held


@kernel
def candidates_block(
    first: int, last: int, m: Columns, e: Entries, s: CandidateScratch,
    best: NDArray[np.int64], out: RankingArrays,
) -> None:  # fmt: skip
    """The best workers of positions `first..last` of the index, into their rows of the results."""
    for v in range(first, last):
        write_best(m.vacancies.row[v], best_workers(v, m, e, s, best), best, out)
