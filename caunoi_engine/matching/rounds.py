"""One round of offers: everybody asks for the first vacancy of the own list that would have them.

A vacancy that more people ask for than it has room for keeps those it values most, and the others
ask further down their lists (deferred acceptance). Who ends where does not depend on who asks
first. Source of the method: D. Gale and L. S. Shapley, "College admissions and the stability of
marriage" (1962).
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import inner_loop, kernel

NOBODY: Final = -1
ROW_BITS: Final = 32
ROW_LIMIT: Final = 2**31 - 1

Ints = NDArray[np.int32]


class Wishes(NamedTuple):
    """Worker `w` asks in turn for `vacancy[start[w]:start[w] + length[w]]`.

    `worth` is how much the vacancy values the worker in that place; among equals the lower row is
    kept. `whole[w]` says that nothing comes after; else the list was cut for now.
    """

    vacancy: Ints
    worth: Ints
    start: NDArray[np.int64]
    length: Ints
    whole: NDArray[np.bool_]


class Desk(NamedTuple):
    """What the rounds change: who asks for what, and who is kept.

    The people kept by a vacancy are a skew heap with the least valued on top; `root` is by vacancy
    row, `left`, `right` and `key` by worker row.
    """

    room: NDArray[np.int64]  # vacancy -> how many more it takes
    size: NDArray[np.int64]  # vacancy -> how many it keeps in this round
    root: Ints
    left: Ints
    right: Ints
    key: NDArray[np.int64]  # worker -> worth to the vacancy that keeps them, ties below
    place: Ints  # worker -> place in the own list that is kept, or was asked last
    keeps: NDArray[np.bool_]  # worker -> kept by the vacancy at `place`
    listed: Ints  # (workers, list): vacancies of earlier rounds, -1 after the last
    elsewhere: NDArray[np.bool_]  # worker -> the next vacancy must be of a firm not yet listed
    firm: Ints  # vacancy -> firm


def new_desk(room: NDArray[np.int64], firm: Ints, workers: int, places: int) -> Desk:
    """Nobody has asked for anything. `room` is copied, and shrinks as rounds are closed."""
    vacancies = len(room)
    return Desk(
        room=room.astype(np.int64),
        size=np.zeros(vacancies, np.int64),
        root=np.full(vacancies, NOBODY, np.int32),
        left=np.full(workers, NOBODY, np.int32),
        right=np.full(workers, NOBODY, np.int32),
        key=np.zeros(workers, np.int64),
        place=np.zeros(workers, np.int32),
        keeps=np.zeros(workers, np.bool_),
        listed=np.full((workers, places), NOBODY, np.int32),
        elsewhere=np.zeros(workers, np.bool_),
        firm=firm,
    )


def close_round(wishes: Wishes, desk: Desk, number: int) -> NDArray[np.int64]:
    """Writes who is kept into column `number` of the lists; gives the rows of these workers."""
    kept = np.flatnonzero(desk.keeps)
    taken = wishes.vacancy[wishes.start[kept] + desk.place[kept]]
    desk.listed[kept, number] = taken
    np.subtract(desk.room, np.bincount(taken, minlength=len(desk.room)), out=desk.room)
    desk.place[kept] += 1
    desk.keeps[:] = False
    desk.root[:] = NOBODY
    desk.size[:] = 0
    return kept


@inner_loop
def merge(first: int, second: int, d: Desk) -> int:
    """One heap of two; gives its top."""
    if min(first, second) == NOBODY:
        return max(first, second)
    if d.key[second] < d.key[first]:
        first, second = second, first
    top = first
    while True:
        below = d.right[first]
        d.right[first] = d.left[first]
        if below == NOBODY:
            d.left[first] = second
            return top
        if d.key[second] < d.key[below]:
            below, second = second, below
        d.left[first] = below
        first = below


@inner_loop
def is_open_to(worker: int, v: int, d: Desk) -> bool:
    """Whether the vacancy takes anybody, and its firm may stand on the worker's list again."""
    if d.room[v] == 0:
        return False
    if d.elsewhere[worker]:
        for before in d.listed[worker]:
            if before != NOBODY and d.firm[before] == d.firm[v]:
                return False
    return True


@inner_loop
def ask(worker: int, w: Wishes, d: Desk) -> int:
    """The worker asks down the own list until kept; gives who loses a place by it, or nobody."""
    while d.place[worker] < w.length[worker]:
        at = w.start[worker] + d.place[worker]
        v = w.vacancy[at]
        key = (np.int64(w.worth[at]) << ROW_BITS) + (ROW_LIMIT - worker)
        if is_open_to(worker, v, d):
            loser = NOBODY
            if d.size[v] < d.room[v]:
                d.size[v] += 1
            elif d.key[d.root[v]] < key:
                loser = d.root[v]
                d.root[v] = merge(d.left[loser], d.right[loser], d)
                d.keeps[loser] = False
                d.place[loser] += 1
            else:
                d.place[worker] += 1
                continue
            d.key[worker], d.left[worker], d.right[worker] = key, NOBODY, NOBODY
            d.root[v] = merge(d.root[v], worker, d)
            d.keeps[worker] = True
            return loser
        d.place[worker] += 1
    return NOBODY


@kernel
def ask_all(asking: NDArray[np.int64], w: Wishes, d: Desk, stuck: NDArray[np.int64]) -> int:
    """Lets these workers ask, and whoever loses a place by it, until nobody does.

    Writes into `stuck` whose list came to an end that is not its whole end, and returns how many.
    """
    count = 0
    for first in asking:
        worker = first
        while worker != NOBODY:
            loser = ask(worker, w, d)
            if not d.keeps[worker] and not w.whole[worker]:
                stuck[count] = worker
                count += 1
            worker = loser
    return count


@kernel
def count_firms(workers: NDArray[np.int64], enough: int, w: Wishes, firm: Ints) -> Ints:
    """How many different firms stand on the list of each worker; counts no further than enough."""
    counts = np.zeros(len(workers), np.int32)
    seen = np.zeros(enough, np.int32)
    for i, worker in enumerate(workers):
        start, found = w.start[worker], 0
        for at in range(start, start + w.length[worker]):
            known = False
            for other in range(found):
                known |= seen[other] == firm[w.vacancy[at]]
            if not known:
                seen[found] = firm[w.vacancy[at]]
                found += 1
                if found == enough:
                    break
        counts[i] = found
    return counts
