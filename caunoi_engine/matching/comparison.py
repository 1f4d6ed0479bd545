"""What lists cost: how good the offers are, against how many people crowd before the same door.

A list by score shows everybody what suits them best, and so the same few vacancies to many. A list
by score less price shows a little less good ones, which are still to be had. Both are measured
here, beside the plan and beside serving whoever comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.congestion import Congestion, measure_congestion
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.planning import Plan
from caunoi_engine.matching.referrals import (
    BY_SCORE,
    BY_SCORE_LESS_PRICE,
    FIRST_DEPTH,
    prices_of,
)
from caunoi_engine.matching.rounds import Desk, Wishes, ask_all, new_desk
from caunoi_engine.matching.wishes import OpenLists, entries_of

FIRST_COME: Final = "first_come"
PLAN: Final = "plan"
LENGTHS: Final = (1, 10)

Ints = NDArray[np.int32]


@dataclass(frozen=True)
class ListMeasures:
    """One way to send people, measured. Scores and value are basis points.

    `policy` is "score" or "score_less_price" for lists of at most `length` vacancies, "first_come"
    for whole lists served in order of arrival, "plan" for the plan. `spread` is of people over
    vacancies: all entries of lists, or all who are placed. `placed` and `value` say what comes of
    it if everybody applies down their list, and employers keep the best up to their positions.

    >>> from caunoi_engine.matching import build_index, example_market, make_plan
    >>> index = build_index(example_market(["7531", "8153"]))
    >>> one = compare_lists(index, make_plan(index), lengths=(1,))[0]
    >>> one.placed <= one.entries and one.value <= one.placed * 10_000
    True
    """

    policy: str
    length: int  # 0 = no limit
    entries: int
    mean_score: float
    spread: Congestion
    placed: int
    value: int


def compare_lists(
    index: MarketIndex,
    plan: Plan,
    *,
    lengths: Sequence[int] = LENGTHS,
    threads: int = 2,
) -> tuple[ListMeasures, ...]:
    """The trade-off as a table: each length by score and by score less the plan's prices, then
    first come first served, then the plan itself.

    >>> from caunoi_engine.matching import build_index, example_market, make_plan
    >>> index = build_index(example_market(["7531", "8153", "9329"], seed=1))
    >>> [(one.policy, one.length) for one in compare_lists(index, make_plan(index), lengths=(1,))]
    [('score', 1), ('score_less_price', 1), ('first_come', 0), ('plan', 0)]
    """
    depth = max(FIRST_DEPTH, *lengths)
    by_score = OpenLists(index, depth=depth, threads=threads)
    prices = prices_of(plan, index)
    by_price = OpenLists(index, depth=max(lengths), prices=prices, threads=threads)
    ways = ((BY_SCORE, by_score), (BY_SCORE_LESS_PRICE, by_price))
    positions = index.market.vacancies.positions
    rows = [
        _lists(policy, lists.cut(length), length, positions)
        for length in lengths
        for policy, lists in ways
    ]
    return (*rows, _first_come(index, by_score), _plan(plan))


def _lists(policy: str, wishes: Wishes, length: int, positions: Ints) -> ListMeasures:
    """Lists as they are, and what comes of them."""
    within = entries_of(wishes, np.arange(len(wishes.start)))[1]
    people = np.bincount(wishes.vacancy[within], minlength=len(positions))
    desk = _hiring_desk(positions, len(wishes.start))
    ask_all(np.arange(len(wishes.start)), wishes, desk, np.empty(len(wishes.start), np.int64))
    hired = np.flatnonzero(desk.keeps)
    return ListMeasures(
        policy=policy,
        length=length,
        entries=len(within),
        mean_score=float(wishes.worth[within].mean()) if len(within) else 0.0,
        spread=measure_congestion(people, positions),
        placed=len(hired),
        value=int(wishes.worth[wishes.start[hired] + desk.place[hired]].sum()),
    )


def _hiring_desk(positions: Ints, workers: int) -> Desk:
    """A desk at which everybody may get one position, whatever the firm."""
    return new_desk(positions.astype(np.int64), np.zeros(len(positions), np.int32), workers, 1)


def _first_come(index: MarketIndex, lists: OpenLists) -> ListMeasures:
    """Everybody in turn takes the best that is left: what a centre does without a plan."""
    workers = len(index.market.workers)
    positions = index.market.vacancies.positions
    desk = _hiring_desk(positions, workers)
    turn = np.random.default_rng(0).permutation(workers).astype(np.int32)
    lists.settle(np.arange(workers), desk, turn=turn)
    hired = np.flatnonzero(desk.keeps)
    scores = lists.scores(hired, desk.place[hired])
    taken = lists.wishes.vacancy[lists.wishes.start[hired] + desk.place[hired]]
    return ListMeasures(
        policy=FIRST_COME,
        length=0,
        entries=len(hired),
        mean_score=float(scores.mean()) if len(hired) else 0.0,
        spread=measure_congestion(np.bincount(taken, minlength=len(positions)), positions),
        placed=len(hired),
        value=int(scores.sum()),
    )


def _plan(plan: Plan) -> ListMeasures:
    """The plan as a list of one vacancy for whoever has a place.

    Its value is net of courses, and without what the policy adds for priority groups.
    """
    return ListMeasures(
        policy=PLAN,
        length=0,
        entries=plan.placed,
        mean_score=float(plan.score[plan.vacancy >= 0].mean()) if plan.placed else 0.0,
        spread=plan.congestion,
        placed=plan.placed,
        value=int(plan.net_value.sum()),
    )
