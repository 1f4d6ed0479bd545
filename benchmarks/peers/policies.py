"""What a centre does without a plan, on the same market: placed, value, and where people crowd.

Everything is counted by the same scores and costs as the plan's. The order in which people come is
drawn from the seed of the market.
"""

from heapq import heappush, heapreplace
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.case import Case, Ints, made_market
from benchmarks.peers.measuring import Row, Taken, stopwatch
from benchmarks.peers.options import DIRECT, Options, list_options, small_case
from caunoi_engine.matching import FULL_SCORE, build_index, make_plan, measure_congestion

LIST = 10
"""How many vacancies stand on the list that each person applies along."""
TARGET_GAP = 0.0025


@numba.njit(cache=True)
def open_intake(w, content, o, content_of, seats):
    """Place of the worker's cheapest intake of this content that has a seat left, or -1."""
    best = -1
    for i in range(o.seat_start[w], o.seat_start[w + 1]):
        k = o.intake[i]
        if content_of[k] == content and seats[k] > 0 and (best < 0 or o.cost[i] < o.cost[best]):
            best = i
    return best


@numba.njit(cache=True)
def first_come(order, o, content_of, positions, seats, vacancy, net):  # noqa: PLR0917  # compiled loops take positions
    """Everybody in this order takes the best that is left. Fills `vacancy` and `net` by worker."""
    for w in order:
        best, taken_seat = -1, -1
        for i in range(o.start[w], o.start[w + 1]):
            v, value, seat = o.vacancy[i], np.int64(o.score[i]), -1
            if positions[v] == 0 or value <= net[w]:
                continue
            if o.content[i] != DIRECT:
                seat = open_intake(w, o.content[i], o, content_of, seats)
                if seat < 0 or value - o.cost[seat] <= net[w]:
                    continue
                value -= o.cost[seat]
            best, taken_seat, net[w] = v, seat, value
        if best >= 0:
            vacancy[w] = best
            positions[best] -= 1
            if taken_seat >= 0:
                seats[o.intake[taken_seat]] -= 1


@numba.njit(cache=True)
def best_first(owner, o, content_of, positions, seats, vacancy, net):  # noqa: PLR0917  # compiled loops take positions
    """The most valuable pair of all is made first, then the next. Fills as `first_come` does.

    An option whose cheapest seat is gone waits again at what it is worth with the next one.
    """
    after = np.empty(len(owner), np.int64)
    waiting = np.full(FULL_SCORE + 1, -1, np.int64)
    for at in range(len(owner) - 1, -1, -1):
        worth = np.int64(o.score[at])
        if o.content[at] != DIRECT:
            worth -= o.cost[open_intake(owner[at], o.content[at], o, content_of, seats)]
        after[at], waiting[worth] = waiting[worth], at
    for value in range(FULL_SCORE, 0, -1):
        while waiting[value] >= 0:
            at = waiting[value]
            waiting[value] = after[at]
            w, v = owner[at], o.vacancy[at]
            if vacancy[w] >= 0 or positions[v] == 0:
                continue
            if o.content[at] != DIRECT:
                seat = open_intake(w, o.content[at], o, content_of, seats)
                if seat < 0:
                    continue
                worth = o.score[at] - o.cost[seat]
                if worth < value:
                    if worth > 0:
                        after[at], waiting[worth] = waiting[worth], at
                    continue
                seats[o.intake[seat]] -= 1
            positions[v] -= 1
            vacancy[w], net[w] = v, value


def apply_along_lists(case: Case, length: int) -> tuple[Ints, Ints]:
    """Deferred acceptance: people apply along their lists, a vacancy keeps the best it is offered.

    With lists of one this is: everybody goes to the own best, and the employer takes the best.
    """
    rows, scores = case.right["rows"].tolist(), case.right["scores"].tolist()
    positions = case.vacancies["positions"].tolist()
    kept: list[list[tuple[int, int]]] = [[] for _ in positions]
    next_ = [0] * len(rows)
    for first in range(len(rows)):
        w = first
        while w >= 0 and next_[w] < length and rows[w][next_[w]] >= 0:
            v, offer = rows[w][next_[w]], (scores[w][next_[w]], -w)
            next_[w] += 1
            if len(kept[v]) < positions[v]:
                heappush(kept[v], offer)
                w = -1
            elif offer > kept[v][0]:
                w = -heapreplace(kept[v], offer)[1]
    vacancy, net = np.full(len(rows), -1), np.zeros(len(rows), np.int64)
    for v, people in enumerate(kept):
        for score, worker in people:
            vacancy[-worker], net[-worker] = v, score
    return vacancy, net


def policy_row(
    case: Case, method: str, kind: str, made: tuple[Ints, Ints], taken: Taken, **more: Any
) -> Row:
    """One line of the table of policies; `made` are vacancy (-1 = none) and net value by worker."""
    vacancy, net = made
    positions = case.vacancies["positions"]
    people = np.bincount(vacancy[vacancy >= 0], minlength=len(positions))
    assert (people <= positions).all(), f"{method} fills a vacancy beyond its positions"
    spread = vars(measure_congestion(people, positions))
    return {
        "method": method,
        "kind": kind,
        "wall_s": round(taken.wall, 3),
        "placed": int(people.sum()),
        "value": int(net.sum()),
        **{name: round(float(figure), 4) for name, figure in spread.items()},
        **more,
    }


def _without_plan(case: Case, kind: str, o: Options) -> list[Row]:
    workers = len(case.workers["x"])
    content_of = case.courses["content"].astype(np.int64)
    owner = np.repeat(np.arange(workers, dtype=np.int32), np.diff(o.start))
    order = np.random.default_rng(case.seed).permutation(workers)
    rows = []
    for method, work, who in (
        ("First come, first served", first_come, order),
        ("Best pair first (greedy)", best_first, owner),
    ):
        vacancy, net = np.full(workers, -1, np.int64), np.zeros(workers, np.int64)
        positions = case.vacancies["positions"].astype(np.int64)
        seats = case.courses["seats"].astype(np.int64)
        with stopwatch() as taken:
            work(who, o, content_of, positions, seats, vacancy, net)
        assert positions.min() >= 0 and seats.min(initial=0) >= 0
        rows.append(policy_row(case, method, kind, (vacancy, net), taken))
    return rows


def _own_best(case: Case) -> Row:
    """Everybody to the own best vacancy; the crowding is that of the people sent, not taken."""
    with stopwatch() as taken:
        vacancy, net = apply_along_lists(case, 1)
    row = policy_row(case, "Everybody to the own best", "direct", (vacancy, net), taken)
    first: NDArray[np.integer[Any]] = case.right["rows"][:, 0]
    positions = case.vacancies["positions"]
    sent = measure_congestion(
        np.bincount(first[first >= 0], minlength=len(positions)), positions
    )  # fmt: skip
    row["sent_oversubscribed_share"] = round(sent.oversubscribed_share, 4)
    row["sent_max_load"] = round(sent.max_load, 1)
    return row


def _plan(case: Case, kind: str) -> Row:
    market = made_market(case.size, case.seed)
    if kind == "direct":
        market = type(market)(market.workers, market.vacancies, type(market.courses).none(),
                              market.related)  # fmt: skip
    index = build_index(market)
    with stopwatch() as taken:
        plan = make_plan(index, target_gap=TARGET_GAP)
    vacancy, net = plan.vacancy.astype(np.int64), plan.net_value.astype(np.int64)
    gap = {"gap_percent": round(100 * plan.gap, 4)}
    return policy_row(case, "Cầu Nối, the plan", kind, (vacancy, net), taken, **gap)


def first_call() -> None:
    """Compiles what there is to compile, or loads it if that has been done."""
    first = small_case()
    _without_plan(first, "three-sided", list_options(first, courses=True))
    make_plan(build_index(made_market("small", 1)))


def run(case: Case) -> list[Row]:
    first_call()
    rows = [_own_best(case)]
    with stopwatch() as taken:
        vacancy, net = apply_along_lists(case, LIST)
    method = f"Lists of {LIST}, deferred acceptance"
    rows.append(policy_row(case, method, "direct", (vacancy, net), taken))
    for kind in ("direct", "three-sided"):
        rows += _without_plan(case, kind, list_options(case, courses=kind != "direct"))
        rows.append(_plan(case, kind))
    return rows
