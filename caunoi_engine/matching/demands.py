"""What every demand of every vacancy costs, in people: `what_if` for all vacancies in one pass.

A worker counts for a demand if it is the one rule that fails. So for each worker every vacancy
in a near occupation is read once, wherever it lies.
"""

from threading import local
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.blocks import run_blocks
from caunoi_engine.matching.compiling import inner_loop, kernel
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.kernels import (
    AXIS,
    Columns,
    Scratch,
    columns_of,
    find_runs,
    mark_skills,
    new_scratch,
)
from caunoi_engine.matching.policy import RULES

BLOCK_WORKERS: Final = 4_096
LARGEST_WAGE: Final = 2**31 - 1

FEASIBLE: Final = RULES.index("OCCUPATION")
"""Only near occupations are read, so the place of this rule, 0, is free for "no rule fails"."""
EDUCATION: Final = RULES.index("EDUCATION")
EXPERIENCE: Final = RULES.index("EXPERIENCE")
COMMUTE: Final = RULES.index("COMMUTE")
WAGE: Final = RULES.index("WAGE")
SHIFT: Final = RULES.index("SHIFT")
CERTIFICATE: Final = RULES.index("CERTIFICATE")
REQUIRED_SKILLS: Final = RULES.index("REQUIRED_SKILLS")
SEVERAL: Final = len(RULES)

DEMANDS: Final = {
    "EDUCATION": EDUCATION,
    "EXPERIENCE": EXPERIENCE,
    "CERTIFICATE": CERTIFICATE,
    "SHIFT": SHIFT,
    "REQUIRED_SKILLS": REQUIRED_SKILLS,
    "WAGE_PLUS_10_PERCENT": WAGE,
    "HOUSING": COMMUTE,
}
"""The codes of `WhatIf.dropped`, and the rule each of them softens."""


class DemandCosts(NamedTuple):
    """`WhatIf` of every vacancy, by row: one column of counts for each code."""

    feasible_now: NDArray[np.int32]
    dropped: dict[str, NDArray[np.int32]]


@inner_loop
def only_failures(
    w: int, span: tuple[int, int], raised: NDArray[np.int32], m: Columns, s: Scratch
) -> None:
    """The one rule beside skills that fails for each position of the span, into `s.found`.

    FEASIBLE if none fails, SEVERAL if more do. A wage too low even at the `raised` offer, or a
    way too long for somebody who would not live at the firm, or not so far from home, is SEVERAL
    too: what is asked about them would not help. Straight-line code, as in `kernels.scan_run`.
    """
    start, stop = span
    whole, bits, found = m.vacancies.whole, m.vacancies.bits, s.found
    own, theirs = m.workers.whole, m.workers.bits
    wx, wy, schooling, months = own[0, w], own[1, w], own[2, w], own[3, w]
    reach, lodging = own[4, w] * own[4, w], own[7, w] * m.weights.boarding
    wish, shifts, low, high = theirs[0, w], theirs[1, w], theirs[2, w], theirs[3, w]
    for z in range(stop - start):
        v = np.uintp(start + z)
        dx, dy = abs(wx - whole[0, v]), abs(wy - whole[1, v])
        dx, dy = AXIS if dx > AXIS else dx, AXIS if dy > AXIS else dy
        way, housed = dx * dx + dy * dy, whole[6, v] * lodging
        far = 1 if way > (housed if housed > reach else reach) else 0
        far = 2 if (far == 1) & (way > lodging) else far
        poor = 1 if bits[0, v] < wish else 0
        poor = 2 if raised[v] < wish else poor
        off = 1 if (bits[1, v] & shifts) == 0 else 0
        untaught = 1 if schooling < whole[2, v] else 0
        unused = 1 if months < whole[4, v] else 0
        bare = 1 if ((bits[2, v] & low) | (bits[3, v] & high)) != 0 else 0
        which = far * COMMUTE + poor * WAGE + off * SHIFT
        which += untaught * EDUCATION + unused * EXPERIENCE + bare * CERTIFICATE
        several = far + poor + off + untaught + unused + bare > 1
        found[z] = SEVERAL if several else which


@inner_loop
def count_run(span: tuple[int, int], m: Columns, s: Scratch, counts: NDArray[np.int32]) -> None:
    """Looks at the skills too where no other rule, or only one, fails; and counts."""
    start, stop = span
    fewest, found, given = m.weights.required_cover_min, s.found, m.vacancies.given_required
    first, last = m.vacancies.skill_start, m.vacancies.required_end
    worth, skill, has = m.vacancies.skill_points, m.vacancies.skill, s.has
    for z in range(stop - start):
        which = found[z]
        if which == SEVERAL:
            continue
        v = start + z
        points = given[v]
        for i in range(first[v], last[v]):
            points += worth[i] * has[skill[i]]
        if points >= fewest:
            counts[v, which] += 1
        elif which == FEASIBLE:
            counts[v, REQUIRED_SKILLS] += 1


@kernel
def count_block(
    block: tuple[int, int],
    raised: NDArray[np.int32],
    m: Columns,
    s: Scratch,
    counts: NDArray[np.int32],
) -> None:
    """Adds the workers of the block to the counts, shape (positions of the index, rules)."""
    units, starts = m.points.shape[0], m.vacancies.cell_start
    cells = (starts.shape[0] - 1) // max(units, 1)
    for w in range(block[0], block[1]):
        runs = find_runs(w, m, s)
        mark_skills(w, m, s, 1)
        for cell in range(cells):
            for run in range(runs):
                start = starts[cell * units + s.edges[2 * run]]
                stop = starts[cell * units + s.edges[2 * run + 1]]
                if start < stop:
                    only_failures(w, (start, stop), raised, m, s)
                    count_run((start, stop), m, s, counts)
        mark_skills(w, m, s, 0)


def count_demands(index: MarketIndex, *, threads: int = 2) -> DemandCosts:
    """Exactly what `what_if` says of every vacancy, much quicker than asking one by one.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> int(count_demands(index).dropped["EXPERIENCE"][0])
    867
    """
    columns, memory = columns_of(index), local()
    offers = index.vacancies.bits[0].astype(np.int64)
    raised = np.minimum(offers * 11 // 10, LARGEST_WAGE).astype(np.int32)
    totals: list[NDArray[np.int32]] = []

    def work(first: int, last: int) -> None:
        if not hasattr(memory, "scratch"):
            memory.scratch = new_scratch(index)
            memory.counts = np.zeros((len(raised), SEVERAL), np.int32)
            totals.append(memory.counts)
        count_block((first, last), raised, columns, memory.scratch, memory.counts)

    run_blocks(work, len(index.market.workers), size=BLOCK_WORKERS, threads=threads)
    # Sums of whole numbers: the same whichever thread counted whom.
    counts: Any = sum(totals, np.zeros((len(raised), SEVERAL), np.int32))
    by_row = counts[index.position]
    now = by_row[:, FEASIBLE]
    dropped = {code: now + by_row[:, rule] for code, rule in DEMANDS.items()}
    return DemandCosts(now, dropped)
