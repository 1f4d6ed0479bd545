"""A plan that follows what happens: nothing given twice, nobody told moved, and hardly worse."""

from dataclasses import replace

import numpy as np
import pytest

from caunoi_engine.matching import build_index, example_market, make_plan
from caunoi_engine.matching.live import LivePlan
from caunoi_engine.matching.pairs import score_pairs
from caunoi_engine.matching.planning import Standing
from caunoi_engine.matching.score import course_cost
from tests.engine.matching.factories import MADE_UNITS, crowded, market, small


class Day:
    """A market of which some people and places come later, and a plan that follows."""

    def __init__(self, index, seed):
        self.index, self.chance = index, np.random.default_rng(seed)
        whole = Standing.of(index.market)
        self.standing = Standing(
            self.chance.random(len(whole.present)) < 0.95,
            np.where(self.chance.random(len(whole.positions)) < 0.95, whole.positions, 0),
            np.where(self.chance.random(len(whole.seats)) < 0.9, whole.seats, 0),
        )
        self.live = LivePlan(
            index, make_plan(index, standing=self.standing, target_gap=0.0), standing=self.standing
        )

    def happen(self):
        """One thing of every kind there is, by chance."""
        now, live = self.standing, self.live
        away = np.flatnonzero(~now.present)
        kind = self.chance.integers(6)
        if kind == 0 and len(away):
            worker = int(self.chance.choice(away))
            now.present[worker] = True
            return live.arrive(worker)
        if kind == 1:
            worker = int(self.chance.choice(np.flatnonzero(now.present)))
            now.present[worker] = False
            return live.leave(worker)
        column, opens, closes = (
            (now.positions, live.open_positions, live.close_positions)
            if kind < 4
            else (now.seats, live.open_seats, live.close_seats)
        )
        row = int(self.chance.integers(len(column)))
        if kind % 2 and column[row]:
            column[row] -= 1
            return closes(row)
        column[row] += 1
        return opens(row)


def check(index, standing, live):
    """Nobody absent is placed, no place is given twice, and the value is that of the pairs."""
    vacancy, course = live.vacancy, live.course
    placed = np.flatnonzero(vacancy >= 0)
    assert standing.present[placed].all()
    people = np.bincount(vacancy[placed], minlength=len(standing.positions))
    assert (people <= standing.positions).all()
    seated = np.flatnonzero(course >= 0)
    assert np.isin(seated, placed).all()
    assert (np.bincount(course[seated], minlength=len(standing.seats)) <= standing.seats).all()
    scores = score_pairs(index, placed, vacancy[placed], course[placed]).scores
    assert (scores > 0).all()
    costs = sum(
        course_cost(index.worker(w), index.course(int(course[w])), index.policy)
        for w in seated.tolist()
    )
    assert live.value == int(scores.sum()) - costs


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_in_a_crowded_market_the_plan_stays_one(seed):
    day = Day(build_index(crowded(seed)), seed)
    for _ in range(80):
        before, moves = day.live.vacancy, day.happen()
        changed = np.flatnonzero(before != day.live.vacancy).tolist()
        assert set(changed) <= {move.worker for move in moves}
        check(day.index, day.standing, day.live)


def test_after_a_thousand_things_the_plan_is_as_good_as_a_new_one():
    index = build_index(example_market(MADE_UNITS, size="10k", seed=2))
    day = Day(index, 2)
    for _ in range(1_000):
        day.happen()
    check(index, day.standing, day.live)
    fresh = make_plan(index, standing=day.standing, target_gap=0.0)
    assert day.live.value >= fresh.value * (1 - 0.0002)
    assert day.live.value <= fresh.upper_bound


def test_who_was_told_is_not_moved_and_says_so_when_asked_to():
    index = build_index(small())
    plan = make_plan(index)
    told = np.flatnonzero(plan.vacancy >= 0)[:200]
    live = LivePlan(index, plan, told=told)
    for vacancy in np.unique(plan.vacancy[told]).tolist():
        free = index.market.vacancies.positions[vacancy] - (plan.vacancy[told] == vacancy).sum()
        for _ in range(int(free)):
            live.close_positions(vacancy)
        with pytest.raises(ValueError, match="told"):
            live.close_positions(vacancy)
    assert np.array_equal(live.vacancy[told], plan.vacancy[told])
    assert np.array_equal(live.course[told], plan.course[told])
    with pytest.raises(ValueError, match="told"):
        live.leave(int(told[0]))


def test_a_chain_of_moves_makes_room_for_one_more():
    # Both fit V000; only W000 can also do V001. W001 comes, so W000 goes over to V001.
    made = market(
        workers=[{"skills": ["a", "b"]}, {"skills": ["a"]}],
        vacancies=[{}, {"skills_required": ["b"], "wage_max": 9_000_000}],
    )
    index = build_index(made)
    standing = replace(Standing.of(made), present=np.array([True, False]))
    live = LivePlan(index, make_plan(index, standing=standing), standing=standing)
    assert live.vacancy.tolist() == [0, -1]
    assert {(move.worker, move.vacancy) for move in live.arrive(1)} == {(0, 1), (1, 0)}
    # He goes again: she takes her first choice back.
    live.leave(1)
    assert live.vacancy.tolist() == [0, -1]
