"""Training to order: nobody and nothing promised twice, and a gain that planning anew confirms."""

from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from caunoi_engine.matching import Policy, build_index, make_plan
from caunoi_engine.matching.orders import plan_with, training_orders
from caunoi_engine.matching.score import after_course, course_cost, may_attend, score_pair
from tests.engine.matching.factories import (
    DEGREES_A_KM,
    LAT,
    crowded,
    market,
    random_markets,
    small,
)


def planned(made, **policy):
    """Index and plan; everybody may take any course, so that one more never hides another."""
    index = build_index(made, Policy(**policy))
    return index, make_plan(index, target_gap=0.0, rounds=2)


def class_of(index, course, site):
    """The facts of a programme taught at a place."""
    at = index.course(site)
    return replace(index.course(course), x=at.x, y=at.y, boarding=at.boarding)


def check_orders(made, index, plan, orders):
    """Holds orders against the specification: seat by seat, then all together."""
    taken = Counter(plan.vacancy[plan.vacancy >= 0].tolist())
    people = Counter()
    for order in orders:
        course = class_of(index, order.course, order.site)
        used = Counter(seat.vacancy for seat in order.seats)
        positions = made.vacancies.positions
        assert order.free_positions == sum(int(positions[v]) - taken[v] for v in used)
        for seat in order.seats:
            worker, vacancy = index.worker(seat.worker), index.vacancy(seat.vacancy)
            pair = score_pair(after_course(worker, course), vacancy, index.policy, made.related)
            assert may_attend(worker, course, index.policy, made.related)
            assert pair.failed == ()
            assert pair.score == seat.score
            net = pair.score - course_cost(worker, course, index.policy)
            assert net > index.policy.course_net_min
            assert seat.gain == net - plan.net_value[seat.worker] > 0
            people[seat.worker] += 1
        taken.update(used)
    assert max(people.values(), default=1) == 1
    assert all(count <= made.vacancies.positions[v] for v, count in taken.items())


@given(random_markets)
@settings(max_examples=100, deadline=None)
def test_the_plan_with_its_orders_is_a_plan_for_the_market_with_those_seats(made):
    index, plan = planned(made)
    orders = training_orders(index, plan, smallest=1, largest=2)
    check_orders(made, index, plan, orders)
    again = plan_with(index, orders)
    assert plan.value + sum(order.gain for order in orders) <= again.upper_bound


@pytest.mark.parametrize("seed", range(6))
def test_planning_anew_with_the_ordered_seats_gains_as_much_but_for_a_trifle(seed):
    made = crowded(seed)
    index, plan = planned(made)
    orders = training_orders(index, plan, smallest=1, largest=5)
    check_orders(made, index, plan, orders)
    again = plan_with(index, orders)
    promised = sum(order.gain for order in orders)
    assert promised > 0
    assert again.value - plan.value >= 0.98 * promised


def best_single_worth(made, index, plan):
    """By the specification: the most one seat of any programme at any place could be worth."""
    policy, related = index.policy, made.related
    given = np.bincount(plan.vacancy[plan.vacancy >= 0], minlength=len(made.vacancies))
    free = np.flatnonzero(made.vacancies.positions > given).tolist()
    rows = range(len(made.courses))
    best = 0
    for w, course, site in product(range(len(made.workers)), rows, rows):
        worker, added = index.worker(w), class_of(index, course, site)
        if not may_attend(worker, added, policy, related):
            continue
        room = plan.vacancy_price[plan.vacancy[w]] if plan.vacancy[w] >= 0 else 0
        room += plan.course_price[plan.course[w]] if plan.course[w] >= 0 else 0
        for v in free:
            vacancy = index.vacancy(v)
            if not score_pair(worker, vacancy, policy, related).failed:
                continue
            pair = score_pair(after_course(worker, added), vacancy, policy, related)
            net = pair.score - course_cost(worker, added, policy)
            if not pair.failed and net > max(policy.course_net_min, plan.net_value[w]):
                best = max(best, min(net - plan.net_value[w] + room, 10_000))
    return best


@given(random_markets)
@settings(max_examples=40, deadline=None)
def test_the_first_seat_ordered_is_the_best_seat_there_could_be(made):
    index, plan = planned(made)
    orders = training_orders(index, plan, smallest=1, largest=1, limit=1)
    assert sum(order.worth for order in orders) == best_single_worth(made, index, plan)


def lacking_a_paper(people, positions):
    """So many people without a certificate, and positions that ask for it.

    One person and one position more are provided for by the only class, which has one seat.
    """
    return market(
        workers=[{} for _ in range(people + 1)],
        vacancies=[{"positions": positions + 1, "certificates_required": ["welding"]}],
        courses=[{"seats": 1, "certificates_granted": ["welding"]}],
    )


@pytest.mark.parametrize(
    ("people", "positions", "sizes"),
    [(9, 40, []), (10, 40, [10]), (40, 9, []), (40, 12, [12]), (40, 80, [35]), (60, 80, [35, 25])],
)
def test_a_class_has_no_fewer_seats_than_it_needs_and_no_more_than_it_holds(
    people, positions, sizes
):
    index, plan = planned(lacking_a_paper(people, positions))
    assert [len(order.seats) for order in training_orders(index, plan)] == sizes


def test_an_order_says_how_many_it_would_help_and_how_many_positions_are_free():
    index, plan = planned(lacking_a_paper(40, 80))
    (order,) = training_orders(index, plan)
    assert (order.suitable, order.free_positions, order.course, order.site) == (40, 80, 0, 0)


def test_the_class_is_put_where_the_way_costs_its_people_least():
    made = market(
        workers=[{"lat": 18.1, "skills": []} for _ in range(11)],
        vacancies=[{"lat": 18.1, "positions": 11}],
        courses=[{"seats": 1}, {"seats": 1, "lat": 18.09, "skills_taught": ["b"]}],
    )
    index, plan = planned(made)
    (order,) = training_orders(index, plan)
    assert (order.course, order.site) == (0, 1)


@pytest.mark.parametrize(("month_costs", "gains"), [(80, {1_000 - 200 - 80}), (801, set())])
def test_somebody_with_a_place_is_trained_only_for_a_better_one(month_costs, gains):
    made = market(
        workers=[{"wage_min": 8_000_000} for _ in range(11)],
        vacancies=[
            {"positions": 11, "wage_max": 8_000_000},
            {"positions": 11, "wage_max": 12_000_000, "certificates_required": ["welding"]},
        ],
        courses=[{"seats": 1, "certificates_granted": ["welding"], "cost_vnd": 0}],
    )
    index, plan = planned(made, course_month=month_costs)
    assert plan.placed == 11
    orders = training_orders(index, plan)
    assert {seat.gain for order in orders for seat in order.seats} == gains


def far_taught(worker=None, course=None, site=None, **policy):
    """Three people lack a paper that is taught 550 km away; something else is taught nearby."""
    made = market(
        workers=[worker or {} for _ in range(3)],
        vacancies=[{"positions": 3, "certificates_required": ["welding"]}],
        courses=[
            {"lat": LAT + 5, "certificates_granted": ["welding"], **(course or {})},
            {"skills_taught": ["b"], **(site or {})},
        ],
    )
    index, plan = planned(made, **policy)
    return index, plan, training_orders(index, plan, smallest=1)


def test_a_programme_is_ordered_where_another_one_is_taught():
    index, plan, (order,) = far_taught()
    assert (order.course, order.site, len(order.seats)) == (0, 1, 3)
    assert plan_with(index, [order]).placed == plan.placed + 3


@pytest.mark.parametrize(
    "change",
    [
        {"worker": {"will_train": False}},
        {"course": {"education_min": 4}},
        {"course": {"occupation": "9329"}},
        {"worker": {"radius_km": 1}, "site": {"lat": LAT + 2 * DEGREES_A_KM}},
        {"worker": {"will_board": True}, "site": {"lat": LAT + 1}},
        {"site": {"lat": LAT + 1, "boarding": True}},
        {"worker": {"will_board": True}, "site": {"lat": LAT + 1, "boarding": True}},  # 110 km
    ],
)
def test_nobody_is_ordered_a_class_they_would_not_or_could_not_attend(change):
    assert far_taught(**change)[2] == []


BOARDING = {"worker": {"will_board": True}, "site": {"lat": LAT + 0.9, "boarding": True}}
NET = 10_000 - (200 + 80 + 100) - 10 * 40  # a month, a million đồng, 40 km and more


def test_a_class_with_housing_draws_people_from_afar_and_the_way_costs_no_more_than_40_km():
    index, plan, (order,) = far_taught(**BOARDING)
    assert {seat.gain for seat in order.seats} == {NET}
    assert plan_with(index, [order]).value == plan.value + 3 * NET


def test_a_class_must_be_worth_more_than_the_least_net_value_after_the_way():
    assert far_taught(**BOARDING, course_net_min=NET - 1)[2]
    assert far_taught(**BOARDING, course_net_min=NET)[2] == []


def contested_place():
    """Two people hold the places that two others want; a paper would lead them to better ones.

    It is taught only too far away; nearby something else is taught.
    """
    return market(
        workers=[{"experience_months": months} for months in (24, 24, 12, 12)],
        vacancies=[
            {"positions": 2, "experience_months_min": 24, "wage_max": 8_000_000},
            {
                "positions": 5,
                "experience_months_min": 48,
                "certificates_required": ["welding"],
            },
        ],
        courses=[
            {"lat": LAT + 5, "certificates_granted": ["welding"]},
            {"skills_taught": ["b"]},
        ],
    )


def test_the_place_somebody_leaves_is_worth_its_price_to_those_who_want_it():
    index, plan = planned(contested_place())
    (order,) = training_orders(index, plan, smallest=1, largest=1, limit=1)
    again = plan_with(index, [order])
    assert plan.placed == 2
    assert (order.gain, order.room) == (10_000 - 500 - 380 - 9_000, plan.vacancy_price[0])
    assert again.placed == 3
    assert order.gain < again.value - plan.value <= order.worth


def test_the_place_that_one_class_frees_is_not_counted_for_the_next():
    index, plan = planned(contested_place())
    first, second = training_orders(index, plan, smallest=1, largest=1)
    assert first.room > 8_000
    assert second.room == 0
    assert first.gain == second.gain


def test_the_limit_is_kept_and_the_best_order_comes_first():
    index = build_index(small())
    plan = make_plan(index)
    every = training_orders(index, plan, smallest=1, largest=2, limit=50)
    worth = [order.worth for order in every]
    assert worth == sorted(worth, reverse=True)
    assert len(worth) > 2
    assert training_orders(index, plan, smallest=1, largest=2, limit=2) == every[:2]
    assert training_orders(index, plan, smallest=1, largest=2, limit=0) == []


def test_without_courses_or_free_positions_nothing_is_ordered():
    for made in (
        market(workers=[{}], vacancies=[{"certificates_required": ["welding"]}]),
        market(workers=[{}], vacancies=[{}], courses=[{}]),
    ):
        index, plan = planned(made)
        assert training_orders(index, plan, smallest=1) == []


def test_class_sizes_that_make_no_sense_are_refused():
    index, plan = planned(lacking_a_paper(1, 1))
    for smallest, largest in ((0, 5), (6, 5)):
        with pytest.raises(ValueError, match="makes no sense"):
            training_orders(index, plan, smallest=smallest, largest=largest)
