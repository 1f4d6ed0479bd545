"""Training to order: nobody and nothing promised twice, and a gain that planning anew confirms."""

from collections import Counter
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings

from caunoi_engine.matching import Courses, Lists, Market, Policy, build_index, make_plan
from caunoi_engine.matching.orders import training_orders
from caunoi_engine.matching.score import after_course, course_cost, may_attend, score_pair
from tests.engine.matching.factories import crowded, market, random_markets, small

ALL_COURSES = Policy(courses_per_worker=1_000)


def planned(made, **policy):
    """Index and plan; everybody may take any course, so that one more never hides another."""
    index = build_index(made, Policy(courses_per_worker=1_000, **policy))
    return index, make_plan(index, target_gap=0.0, rounds=2)


def with_orders(made, orders):
    """The market with one intake more for every order, after the others in the table."""
    columns = {}
    for spec in fields(Courses):
        column = getattr(made.courses, spec.name)
        at = (lambda row, c=column: c.row(row)) if isinstance(column, Lists) else column.__getitem__
        from_site = spec.name in {"lat", "lon", "boarding"}
        more = [at(order.site if from_site else order.course) for order in orders]
        columns[spec.name] = [at(row) for row in range(len(made.courses))] + more
    columns["course_id"][len(made.courses) :] = [f"Z{n:03d}" for n in range(len(orders))]
    columns["seats"][len(made.courses) :] = [len(order.seats) for order in orders]
    return Market(made.workers, made.vacancies, Courses.of(**columns), made.related)


def check_orders(made, index, plan, orders):
    """Holds orders against the specification: seat by seat, then all together."""
    after = build_index(with_orders(made, orders), index.policy)
    taken = Counter(plan.vacancy[plan.vacancy >= 0].tolist())
    people = Counter()
    for row, order in enumerate(orders, start=len(made.courses)):
        course = after.course(row)
        used = Counter(seat.vacancy for seat in order.seats)
        positions = made.vacancies.positions
        assert order.free_positions == sum(int(positions[v]) - taken[v] for v in used)
        for seat in order.seats:
            worker, vacancy = after.worker(seat.worker), after.vacancy(seat.vacancy)
            pair = score_pair(after_course(worker, course), vacancy, after.policy, made.related)
            assert may_attend(worker, course, after.policy, made.related)
            assert pair.failed == ()
            assert pair.score == seat.score
            net = pair.score - course_cost(worker, course, after.policy)
            assert net > after.policy.course_net_min
            assert seat.gain == net - plan.net_value[seat.worker] > 0
            people[seat.worker] += 1
        taken.update(used)
    assert max(people.values(), default=1) == 1
    assert all(count <= made.vacancies.positions[v] for v, count in taken.items())
    return after


@given(random_markets)
@settings(max_examples=100, deadline=None)
def test_the_plan_with_its_orders_is_a_plan_for_the_market_with_those_seats(made):
    index, plan = planned(made)
    orders = training_orders(index, plan, smallest=1, largest=2)
    after = check_orders(made, index, plan, orders)
    again = make_plan(after, target_gap=0.0, rounds=2)
    assert plan.value + sum(order.gain for order in orders) <= again.upper_bound


@pytest.mark.parametrize("seed", range(6))
def test_planning_anew_with_the_ordered_seats_gains_as_much_but_for_a_trifle(seed):
    made = crowded(seed)
    index, plan = planned(made)
    orders = training_orders(index, plan, smallest=1, largest=5)
    after = check_orders(made, index, plan, orders)
    again = make_plan(after, target_gap=0.0, rounds=6)
    promised = sum(order.gain for order in orders)
    assert promised > 0
    assert again.value - plan.value >= 0.98 * promised


def best_single_gain(made, index, plan):
    """By the specification: the most one seat of any programme at any place could add."""
    given = np.bincount(plan.vacancy[plan.vacancy >= 0], minlength=len(made.vacancies))
    free = np.flatnonzero(made.vacancies.positions > given).tolist()
    best = 0
    for course in range(len(made.courses)):
        for site in range(len(made.courses)):
            order = type("Class", (), {"course": course, "site": site, "seats": [None]})
            after = build_index(with_orders(made, [order]), index.policy)
            added = after.course(len(made.courses))
            for w in range(len(made.workers)):
                worker = after.worker(w)
                if not may_attend(worker, added, after.policy, made.related):
                    continue
                cost = course_cost(worker, added, after.policy)
                for v in free:
                    vacancy = after.vacancy(v)
                    if not score_pair(worker, vacancy, after.policy, made.related).failed:
                        continue
                    ready = after_course(worker, added)
                    pair = score_pair(ready, vacancy, after.policy, made.related)
                    if not pair.failed and pair.score - cost > after.policy.course_net_min:
                        best = max(best, pair.score - cost - int(plan.net_value[w]))
    return best


@given(random_markets)
@settings(max_examples=40, deadline=None)
def test_the_first_seat_ordered_is_the_best_seat_there_could_be(made):
    index, plan = planned(made)
    orders = training_orders(index, plan, smallest=1, largest=1, limit=1)
    assert sum(order.gain for order in orders) == best_single_gain(made, index, plan)


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


def test_the_limit_is_kept_and_the_best_order_comes_first():
    index = build_index(small(), ALL_COURSES)
    plan = make_plan(index)
    every = training_orders(index, plan, smallest=1, largest=2, limit=50)
    gains = [order.gain for order in every]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) > 2
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
