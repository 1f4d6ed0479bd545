"""Counting whom a vacancy suits, and what keeps positions free."""

import pytest

from caunoi.placement.queries.obstacles import NONE, OBSTACLES, find_obstacles
from caunoi.placement.queries.reference import unit_codes
from caunoi_engine.matching import build_index, example_market, make_plan, what_if


@pytest.fixture(scope="module")
def index():
    return build_index(example_market(unit_codes(), size="small", seed=5))


def test_contenders_are_exactly_those_whom_the_vacancy_suits(index):
    counted = find_obstacles(index, make_plan(index)).contenders

    asked = [what_if(index, vacancy=row).feasible_now for row in range(0, len(counted), 7)]
    assert counted[::7].tolist() == asked


def test_the_gain_is_that_of_dropping_the_demand_that_is_named(index):
    obstacles = find_obstacles(index, make_plan(index))

    named = [row for row in range(len(obstacles.code)) if obstacles.gain[row] > 0]
    assert len(named) > 10
    for row in named:
        asked = what_if(index, vacancy=row)
        more = asked.dropped[OBSTACLES[obstacles.code[row]]] - asked.feasible_now
        assert obstacles.gain[row] == more == max(asked.dropped.values()) - asked.feasible_now


def test_every_free_position_has_one_obstacle_and_no_other_vacancy_has_any(index):
    plan = make_plan(index)

    obstacles = find_obstacles(index, plan)

    assert ((obstacles.unfilled > 0) == (obstacles.code != NONE)).all()
    assert obstacles.unfilled.sum() == plan.unfilled_positions
    assert sum(line["positions"] for line in obstacles.totals()) == plan.unfilled_positions


def test_competition_is_told_only_where_enough_people_fit(index):
    obstacles = find_obstacles(index, make_plan(index))

    competed = obstacles.code == OBSTACLES.index("COMPETITION")
    positions = index.market.vacancies.positions
    assert (obstacles.contenders[competed] >= positions[competed]).all()
