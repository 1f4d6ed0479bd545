"""This engine alone: single questions about a market, and single changes to a plan that is kept.

No peer answers these: a database has no prices to say what a change is worth.
"""

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.peers.case import TABLES, Case, made_market
from benchmarks.peers.measuring import Row, percentiles
from caunoi_engine.matching import (
    LivePlan,
    MarketIndex,
    Standing,
    best_courses_for_gap,
    build_index,
    changes_needed,
    explain,
    make_plan,
    near_misses,
    rank_vacancies,
    rank_workers_for,
    what_if,
)

SAMPLE, MANY, FEW = 400, 1_000, 200
TARGET_GAP = 0.001


def questions(index: MarketIndex) -> list[Row]:
    """What a clerk or a firm asks about one pair, one person, one vacancy."""
    chance = np.random.default_rng(1)
    best = rank_vacancies(index, k=1).rows[:, 0]
    workers = chance.permutation(np.flatnonzero(best >= 0))[:SAMPLE].tolist()
    fits = best[workers].tolist()
    # By chance hardly any pair fits: so there is much that would have to change.
    others = chance.integers(0, len(index.market.vacancies), len(workers)).tolist()
    asked: dict[str, Callable[[int], object]] = {
        "why this pair": lambda i: explain(index, worker=workers[i], vacancy=fits[i]),
        "what would have to change": lambda i: changes_needed(
            index, worker=workers[i], vacancy=others[i]
        ),
        "courses that close the gap": lambda i: best_courses_for_gap(
            index, worker=workers[i], vacancy=others[i]
        ),
        "what one nearly fits": lambda i: near_misses(index, worker=workers[i]),
        "effect of each demand": lambda i: what_if(index, vacancy=others[i]),
        "best 20 workers of a vacancy": lambda i: rank_workers_for(index, vacancy=others[i], k=20),
    }
    for call in asked.values():
        call(0)  # compiled, or loaded
    return [{"question": name, **percentiles(call, range(len(workers)))}
            for name, call in asked.items()]  # fmt: skip


def new_plan(index: MarketIndex, standing: Standing) -> LivePlan:
    """A plan made anew, with the chains that still paid: the two plans differ by changes alone."""
    plan = make_plan(index, standing=standing, target_gap=TARGET_GAP)
    live = LivePlan(index, plan, standing=standing)
    live.renew()
    return live


def changes(index: MarketIndex) -> list[Row]:
    """Changes of all kinds mixed, then of each kind alone, each time from a plan made anew."""
    chance = np.random.default_rng(2)
    whole = Standing.of(index.market)
    # Some people and places come later; every hundredth vacancy has no position yet.
    standing = Standing(
        chance.random(len(whole.present)) < 0.98,
        np.where(chance.random(len(whole.positions)) < 0.99, whole.positions, 0),
        whole.seats.copy(),
    )
    live = new_plan(index, standing)
    # Who and what is drawn before the clock runs.
    coming = iter(chance.permutation(np.flatnonzero(~standing.present)).tolist())
    going = iter(chance.permutation(np.flatnonzero(standing.present)).tolist())
    opening = iter(chance.choice(np.flatnonzero(standing.positions == 0), MANY).tolist())
    filling = iter(chance.permutation(np.flatnonzero(standing.positions > 0)).tolist())
    seating = iter(chance.integers(0, len(standing.seats), MANY).tolist())

    def somebody_comes() -> None:
        worker = next(coming)
        standing.present[worker] = True
        live.arrive(worker)

    def somebody_goes() -> None:
        worker = next(going)
        standing.present[worker] = False
        live.leave(worker)

    def a_position_opens() -> None:
        vacancy = next(opening)
        standing.positions[vacancy] += 1
        live.open_positions(vacancy)

    def a_position_is_filled() -> None:
        vacancy = next(filling)
        standing.positions[vacancy] -= 1
        live.close_positions(vacancy)

    def a_seat_opens() -> None:
        course = next(seating)
        standing.seats[course] += 1
        live.open_seats(course)

    kinds = (somebody_comes, a_position_opens, somebody_goes, a_position_is_filled, a_seat_opens)
    rows: list[Row] = []

    def note(name: str, which: Sequence[int]) -> None:
        nonlocal live
        row = {"change": name, **percentiles(lambda kind: kinds[kind](), which)}
        kept, live = live, new_plan(index, standing)
        rows.append({**row, "percent_of_a_new_plan": round(100 * kept.value / live.value, 4)})

    note("of all kinds, mixed", chance.permutation(np.arange(MANY) % len(kinds)).tolist())
    for kind, happen in enumerate(kinds):
        people = happen in {somebody_comes, somebody_goes}
        note(happen.__name__.replace("_", " "), [kind] * (MANY if people else FEW))
    return rows


def run(case: Case) -> list[Row]:
    for table in TABLES:  # they are for the others
        getattr(case, table).clear()
    index = build_index(made_market(case.size, case.seed))
    return questions(index) + changes(index)
