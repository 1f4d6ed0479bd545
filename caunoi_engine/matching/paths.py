"""Single changes to a plan, each the best there is: shortest augmenting paths.

A unit that becomes free is filled by whoever gains most by it, whose own place is filled in turn,
and so on; somebody who needs a place pushes out whoever loses least, who pushes out in turn. The
best such chain is a shortest path: with prices as potentials all steps cost nothing or more, so
Dijkstra's method finds it and looks at few resources. Prices follow, so that the next path is as
short. With bundles of a position and a seat a step may need both; it is taken only if at most one
of them is full, so for bundles the chain is the best of those, and the bound tells what is missed.

Source of the method: R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense
and sparse linear assignment problems" (1987), here with capacities.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.auction import FREE
from caunoi_engine.matching.book import (
    END,
    POSITION,
    SEAT,
    Book,
    asked,
    can_take,
    leave,
    net_held,
    seat_of,
    take,
)
from caunoi_engine.matching.compiling import inner_loop, pasted
from caunoi_engine.matching.options import ROW_MASK
from caunoi_engine.matching.seats import NEVER, vacancy_of, value_of

MOST_NODES: Final = 4_000
"""Resources one search looks at, at most; only a strange market has longer chains."""
MOST_STEPS: Final = 512


class Trail(NamedTuple):
    """Working memory of the searches: distances, how each resource was reached, and a heap."""

    distance: NDArray[np.int64]  # resource -> grains, NEVER
    node: NDArray[np.int64]  # resource -> the one before it on the way
    worker: NDArray[np.int64]  # resource -> who moves between the two
    key: NDArray[np.int64]  # resource -> what that worker takes
    seen: NDArray[np.int64]  # resources with a distance
    heap_key: NDArray[np.int64]
    heap_node: NDArray[np.int64]
    size: NDArray[np.int64]  # of seen, of the heap, of the moves, of the freed, of the log
    moved: NDArray[np.int64]  # (2, steps): worker, what they held before
    freed: NDArray[np.int64]  # resources that may have a spare unit and a price
    log: NDArray[np.int64]  # workers who were moved


SEEN, HEAP, MOVED, FREED, LOGGED = 0, 1, 2, 3, 4
"""Places in `Trail.size`."""


def new_trail(resources: int) -> Trail:
    """Working memory for so many resources."""
    return Trail(
        distance=np.full(resources, NEVER, np.int64),
        node=np.zeros(resources, np.int64),
        worker=np.zeros(resources, np.int64),
        key=np.zeros(resources, np.int64),
        seen=np.zeros(resources, np.int64),
        heap_key=np.zeros(8 * MOST_NODES + resources, np.int64),
        heap_node=np.zeros(8 * MOST_NODES + resources, np.int64),
        size=np.zeros(5, np.int64),
        moved=np.zeros((2, MOST_STEPS), np.int64),
        freed=np.zeros(4 * MOST_STEPS + resources, np.int64),
        log=np.zeros(64 * MOST_STEPS, np.int64),
    )


@inner_loop
def push(node: int, distance: int, t: Trail) -> None:
    """Puts a resource on the heap."""
    at = t.size[HEAP]
    t.size[HEAP] += 1
    while at > 0 and t.heap_key[(at - 1) // 2] > distance:
        t.heap_key[at], t.heap_node[at] = t.heap_key[(at - 1) // 2], t.heap_node[(at - 1) // 2]
        at = (at - 1) // 2
    t.heap_key[at], t.heap_node[at] = distance, node


@inner_loop
def pop(t: Trail) -> tuple[int, int]:
    """Takes the nearest resource off the heap: it and its distance."""
    node, distance = t.heap_node[0], t.heap_key[0]
    t.size[HEAP] -= 1
    size = t.size[HEAP]
    last_key, last_node, at = t.heap_key[size], t.heap_node[size], 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and t.heap_key[below + 1] < t.heap_key[below]:
            below += 1
        if t.heap_key[below] >= last_key:
            break
        t.heap_key[at], t.heap_node[at] = t.heap_key[below], t.heap_node[below]
        at = below
    t.heap_key[at], t.heap_node[at] = last_key, last_node
    return node, distance


@inner_loop
def reach(node: int, distance: int, before: int, w: int, key: int, t: Trail) -> None:
    """Notes a shorter way to a resource."""
    if distance >= t.distance[node] or t.size[HEAP] >= t.heap_key.shape[0]:
        return
    if t.distance[node] == NEVER:
        t.seen[t.size[SEEN]] = node
        t.size[SEEN] += 1
    t.distance[node], t.node[node], t.worker[node], t.key[node] = distance, before, w, key
    push(node, distance, t)


@inner_loop
def forget(t: Trail) -> None:
    """Clears the distances."""
    for i in range(t.size[SEEN]):
        t.distance[t.seen[i]] = NEVER
    t.size[SEEN], t.size[HEAP] = 0, 0


@inner_loop
def move(w: int, key: int, b: Book, t: Trail) -> bool:
    """The worker goes over to another option, if it is free; remembers how to undo it."""
    if t.size[MOVED] == MOST_STEPS:
        return False
    old = b.taken[w]
    leave(w, b)
    if key >= 0 and not can_take(key, b):
        take(w, old, b)
        return False
    take(w, key, b)
    t.moved[0, t.size[MOVED]], t.moved[1, t.size[MOVED]] = w, old
    t.size[MOVED] += 1
    return True


@inner_loop
def undo(b: Book, t: Trail) -> None:
    """Takes the remembered moves back, the last one first."""
    for i in range(t.size[MOVED] - 1, -1, -1):
        leave(t.moved[0, i], b)
        take(t.moved[0, i], t.moved[1, i], b)
    t.size[MOVED] = 0


@inner_loop
def log_one(w: int, t: Trail) -> None:
    """Notes that a worker may hold something else now."""
    if t.size[LOGGED] < t.log.shape[0]:
        t.log[t.size[LOGGED]] = w
        t.size[LOGGED] += 1


@inner_loop
def note_freed(b: Book, t: Trail) -> None:
    """Notes what the remembered moves gave back, puts them into the log, and forgets them."""
    for i in range(t.size[MOVED]):
        key = t.moved[1, i]
        log_one(t.moved[0, i], t)
        if key >= 0:
            note_one(vacancy_of(key), b, t)
            if key & ROW_MASK:
                note_one(seat_of(key, b.none), b, t)
    t.size[MOVED] = 0


@inner_loop
def note_one(resource: int, b: Book, t: Trail) -> None:
    """Notes a resource if it has a spare unit and a price."""
    if b.spare[resource] > 0 and b.price[resource] > 0 and t.size[FREED] < t.freed.shape[0]:
        t.freed[t.size[FREED]] = resource
        t.size[FREED] += 1


@inner_loop
def step_into(u: int, w: int, key: int, b: Book) -> tuple[Any, Any]:
    """What it costs that the worker moves to an option, of which `u` is to be had.

    And the resource they leave: END if none. NEVER if the move is not possible.
    """
    v, k, own = vacancy_of(key), seat_of(key, b.none), b.taken[w]
    other = k if u == v else v
    if b.away[w]:
        return NEVER, END
    if own < 0:
        if other != b.none and b.spare[other] <= 0:
            return NEVER, END
        return max(np.int64(0), asked_or_price(u, other, b) - value_of(key) - b.bonus[w]), END
    v0, k0 = vacancy_of(own), seat_of(own, b.none)
    if u in (v0, k0):
        return NEVER, END
    kept = other in (v0, k0) and other != b.none
    if not kept and other != b.none and b.spare[other] <= 0:
        return NEVER, END
    dear = b.price[u] + (b.price[other] if kept else np.int64(0))
    lost = np.int64(0)
    left = v0
    if u == v:
        lost = b.price[k0] if k0 not in (b.none, k) else np.int64(0)
    elif v == v0:
        left = k0 if k0 != b.none else END
    elif k0 != b.none:
        lost = b.price[k0]
    cost = net_held(w, b) + lost - (value_of(key) + b.bonus[w] - dear)
    return max(np.int64(0), cost), left


@pasted
def asked_or_price(u: int, other: int, b: Book) -> Any:
    """Price of the resource at hand, and of the other one unless it has spare units."""
    return b.price[u] + (np.int64(0) if other == b.none else asked(other, b))


@inner_loop
def find_filler(r: int, b: Book, t: Trail) -> tuple[Any, Any, Any, Any]:
    """The best way to use one spare unit of `r`: cost, last resource, and who comes from outside.

    The last resource keeps a spare unit, unless somebody who holds nothing takes it.
    """
    most = b.keys.shape[1]
    best, last, outsider, option = b.price[r], r, np.int64(END), np.int64(FREE)
    reach(r, np.int64(0), END, END, FREE, t)
    for _ in range(MOST_NODES):
        if t.size[HEAP] == 0:
            break
        u, d = pop(t)
        if d >= best:
            break
        if d > t.distance[u]:
            continue
        if d + b.price[u] < best:
            best, last, outsider = d + b.price[u], u, np.int64(END)
        side = POSITION if u < b.none else SEAT
        e = b.named[u]
        while e != END:
            w, key = e // most, b.keys[e // most, e % most]
            cost, left = step_into(u, w, key, b)
            if d + cost < best:
                if left == END:
                    best, last, outsider, option = d + cost, u, w, key
                else:
                    reach(left, d + cost, u, w, key, t)
            e = b.named_before[side, e]
    return best, last, outsider, option


@inner_loop
def fill(r: int, b: Book, t: Trail) -> int:
    """Uses one spare unit as well as can be; returns what the plan gains, in grains."""
    before = b.price[r]
    best, last, outsider, option = find_filler(r, b, t)
    done = True
    u = last
    # The chain, from its end back to `r`, then carried out from `r` on.
    steps = 0
    while u != r and steps < MOST_STEPS:
        t.moved[0, steps] = u
        steps += 1
        u = t.node[u]
    chain = t.moved[0, :steps].copy()
    t.size[MOVED] = 0
    for i in range(steps - 1, -1, -1):
        done = done and move(t.worker[chain[i]], t.key[chain[i]], b, t)
    if outsider != END:
        done = done and move(outsider, option, b, t)
    if not done or u != r:
        undo(b, t)
        b.price[r] = 0
        forget(t)
        return 0
    for i in range(t.size[SEEN]):
        node = t.seen[i]
        b.price[node] = max(np.int64(0), b.price[node] - max(0, best - t.distance[node]))
    forget(t)
    note_freed(b, t)
    return before - best


@inner_loop
def first_steps(w: int, own: int, b: Book, t: Trail) -> tuple[Any, Any, Any]:
    """Starts the search for a place for somebody who holds nothing.

    Returns the best they could gain at the prices, what is to be had at once, and what of the
    best is lost by taking that; `own` is what they held until now.
    """
    ideal = np.int64(0)
    for i in range(b.lengths[w] + 1):
        key = own if i == b.lengths[w] else b.keys[w, i]
        if key >= 0:
            dear = asked(vacancy_of(key), b)
            seat = seat_of(key, b.none)
            dear += asked(seat, b) if seat != b.none else np.int64(0)
            ideal = max(ideal, value_of(key) + b.bonus[w] - dear)
    best: Any = ideal
    choice: Any = np.int64(FREE)
    for i in range(b.lengths[w] + 1):
        key = own if i == b.lengths[w] else b.keys[w, i]
        if key < 0:
            continue
        v, seat = vacancy_of(key), seat_of(key, b.none)
        dear = asked(v, b) + (asked(seat, b) if seat != b.none else np.int64(0))
        cost = ideal - (value_of(key) + b.bonus[w] - dear)
        full_seat = seat != b.none and b.spare[seat] <= 0
        if b.spare[v] > 0 and not full_seat:
            if cost < best:
                best, choice = cost, key
        elif b.spare[v] > 0:
            reach(seat, cost, END, w, key, t)
        elif not full_seat:
            reach(v, cost, END, w, key, t)
    return ideal, choice, best


@inner_loop
def step_out(u: int, w: int, key: int, b: Book) -> tuple[Any, Any]:
    """What it costs that a holder of `u` moves to another option, and what is full of that.

    END if nothing is full, NEVER if the move is not possible.
    """
    own = b.taken[w]
    v0, k0 = vacancy_of(own), seat_of(own, b.none)
    v, k = vacancy_of(key), seat_of(key, b.none)
    if u in (v, k):
        return NEVER, END
    keeps_v, keeps_k = v == v0, k == k0 and k != b.none
    full_v = not keeps_v and b.spare[v] <= 0
    full_k = k != b.none and not keeps_k and b.spare[k] <= 0
    if full_v and full_k:
        return NEVER, END
    dear = b.price[v] if keeps_v else asked(v, b)
    if k != b.none:
        dear += b.price[k] if keeps_k else asked(k, b)
    lost = np.int64(0)
    if u == v0 and k0 != b.none and not keeps_k:
        lost = b.price[k0]
    elif u == k0 and not keeps_v:
        lost = b.price[v0]
    cost = net_held(w, b) + lost - (value_of(key) + b.bonus[w] - dear)
    full = v if full_v else (k if full_k else np.int64(END))
    return max(np.int64(0), cost), full


@inner_loop
def find_giver(best: Any, choice: Any, b: Book, t: Trail) -> tuple[Any, Any, Any, Any]:
    """The cheapest chain, below `best`, that frees one of the resources reached so far.

    Returns what it costs, its last resource (END: there is none), who gives that up, and what
    that person takes instead.
    """
    last: Any = np.int64(END)
    giver: Any = np.int64(END)
    for _ in range(MOST_NODES):
        if t.size[HEAP] == 0:
            break
        u, d = pop(t)
        if d >= best:
            break
        if d > t.distance[u]:
            continue
        side = POSITION if u < b.none else SEAT
        one = b.holder[u]
        while one != END:
            held = b.taken[one]
            rest = seat_of(held, b.none) if u < b.none else vacancy_of(held)
            lost = b.price[rest] if rest != b.none else np.int64(0)
            out = d + max(np.int64(0), net_held(one, b) + lost)
            if out < best:
                best, last, giver, choice = out, u, one, np.int64(FREE)
            for i in range(b.lengths[one]):
                cost, full = step_out(u, one, b.keys[one, i], b)
                if d + cost < best:
                    if full == END:
                        best, last, giver, choice = d + cost, u, one, b.keys[one, i]
                    else:
                        reach(full, d + cost, u, one, b.keys[one, i], t)
            one = b.holder_after[side, one]
    return best, last, giver, choice


@inner_loop
def place(w: int, b: Book, t: Trail) -> int:
    """Gives a worker the best place there is, moving others if that is worth it.

    Returns what the plan gains, in grains. Who has a place already gets a better one or keeps it.
    """
    own = b.taken[w]
    leave(w, b)
    ideal, choice, best = first_steps(w, own, b, t)
    best, last, giver, choice = find_giver(best, choice, b, t)
    t.size[MOVED] = 0
    u = last
    if u == END:
        done = choice < 0 or move(w, choice, b, t)
    else:
        done = move(giver, choice, b, t)
        while done and u != END:
            done = move(t.worker[u], t.key[u], b, t)
            u = t.node[u]
    before = value_of(own) + b.bonus[w] if own >= 0 else np.int64(0)
    if not done:
        undo(b, t)
        take(w, own, b)
        forget(t)
        return 0
    for i in range(t.size[SEEN]):
        node = t.seen[i]
        b.price[node] += max(np.int64(0), best - t.distance[node])
    forget(t)
    log_one(w, t)
    note_freed(b, t)
    if own >= 0:
        note_one(vacancy_of(own), b, t)
        if own & ROW_MASK:
            note_one(seat_of(own, b.none), b, t)
    return ideal - best - before


@inner_loop
def free_one(r: int, b: Book, t: Trail) -> None:
    """Makes a full resource give up one unit, in the way that costs the plan least."""
    reach(r, np.int64(0), END, END, FREE, t)
    best, last, giver, choice = find_giver(NEVER, np.int64(FREE), b, t)
    t.size[MOVED] = 0
    done = move(giver, choice, b, t)
    u = last
    while done and u != r:
        done = move(t.worker[u], t.key[u], b, t)
        u = t.node[u]
    if not done:
        # Something on the way was needed twice: then whoever comes first simply leaves.
        undo(b, t)
        move(b.holder[r], np.int64(FREE), b, t)
    for i in range(t.size[SEEN]):
        node = t.seen[i]
        b.price[node] += max(np.int64(0), best - t.distance[node])
    forget(t)
    note_freed(b, t)


@inner_loop
def give_up(r: int, b: Book, t: Trail) -> None:
    """Takes one unit of a resource away for good."""
    if b.spare[r] <= 0:
        free_one(r, b, t)
    b.spare[r] -= 1


@inner_loop
def fill_freed(b: Book, t: Trail, most: int) -> int:
    """Fills what the changes so far gave back; returns what the plan gains."""
    gained = 0
    for _ in range(most):
        if t.size[FREED] == 0:
            break
        t.size[FREED] -= 1
        r = t.freed[t.size[FREED]]
        if b.spare[r] > 0 and b.price[r] > 0:
            gained += fill(r, b, t)
            note_one(r, b, t)
    t.size[FREED] = 0
    return gained
