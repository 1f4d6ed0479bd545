"""The largest capacities a market may have are no reason to run out of memory."""

from dataclasses import replace

import numpy as np

from caunoi_engine.matching import build_index, example_market, make_plan

CODES = [f"{major}{rest:03d}" for major in range(1, 10) for rest in (111, 112, 121, 211)]
MOST = 1_000_000


def test_a_plan_for_a_million_positions_each_fits_into_memory():
    made = example_market(CODES, size="small", seed=3)
    endless = np.full_like(made.vacancies.positions, MOST)
    market = replace(made, vacancies=replace(made.vacancies, positions=endless))

    plan = make_plan(build_index(market))

    assert plan.unfilled_positions == MOST * len(market.vacancies) - plan.placed
    assert plan.placed >= make_plan(build_index(made)).placed
    assert (plan.vacancy_price == 0).all()
