"""Reasons: what is met, what is missing, what a course fills, and what would change it."""

import numpy as np
import pytest
from hypothesis import given, settings

from caunoi_engine.matching import (
    FILLED_BY_COURSE,
    MET,
    MISSING,
    RULES,
    Policy,
    best_courses_for_gap,
    build_index,
    count_demands,
    example_market,
    explain,
    what_if,
)
from caunoi_engine.matching.pairs import score_column
from caunoi_engine.matching.score import after_course, may_attend, score_pair
from tests.engine.matching.factories import (
    DEGREES_A_KM,
    LAT,
    MADE_UNITS,
    WORKER,
    columns,
    crowded,
    market,
    pair,
    random_markets,
    small,
)


def states(explanation):
    return {one.code: one.state for one in explanation.requirements}


def details(explanation, code):
    return next(one.detail for one in explanation.requirements if one.code == code)


def test_a_pair_that_fits_meets_everything_and_its_factors_sum_to_the_score():
    told = explain(build_index(pair()), worker=0, vacancy=0)
    assert set(states(told).values()) == {MET}
    assert told.feasible
    assert told.score == told.net_value == sum(factor.points for factor in told.factors)
    assert sum(factor.maximum for factor in told.factors) == 10_000


def test_what_is_missing_is_told_with_its_figures():
    made = pair(
        {"experience_months": 4, "skills": ["b"], "wage_min": 13_000_000},
        {"lat": LAT + 20 * DEGREES_A_KM, "certificates_required": ["welding"]},
    )
    told = explain(build_index(made), worker=0, vacancy=0)
    assert [one.code for one in told.missing] == [
        "EXPERIENCE", "COMMUTE", "WAGE", "CERTIFICATE", "REQUIRED_SKILLS",
    ]  # fmt: skip
    assert details(told, "EXPERIENCE")["short_months"] == 8
    assert details(told, "COMMUTE")["distance_km"] == pytest.approx(20, abs=0.1)
    assert details(told, "WAGE") == {"wished": 13_000_000, "offered": 12_000_000}
    assert details(told, "CERTIFICATE")["missing"] == ["welding"]
    assert details(told, "REQUIRED_SKILLS")["missing"] == ["a"]
    assert (told.feasible, told.score, told.net_value) == (False, 0, 0)


def test_what_a_course_fills_is_told_apart_from_what_was_there():
    made = market(
        workers=[{"skills": []}],
        vacancies=[{"certificates_required": ["welding"]}],
        courses=[{"certificates_granted": ["welding"]}],
    )
    told = explain(build_index(made), worker=0, vacancy=0, course=0)
    assert states(told)["CERTIFICATE"] == states(told)["REQUIRED_SKILLS"] == FILLED_BY_COURSE
    assert details(told, "CERTIFICATE")["filled"] == ["welding"]
    assert told.feasible
    assert told.course_cost == 200 + 80 + 100
    assert told.net_value == told.score - told.course_cost


@given(random_markets)
@settings(max_examples=60, deadline=None)
def test_every_explanation_agrees_with_the_score(made):
    index = build_index(made)
    for w in range(len(made.workers)):
        told = explain(index, worker=w, vacancy=0)
        scored = score_pair(index.worker(w), index.vacancy(0), index.policy, made.related)
        assert told.score == scored.score
        assert [one.code for one in told.missing] == [r for r in RULES if r in scored.failed]


DROPS = {
    "EDUCATION": {"education_min": 0},
    "EXPERIENCE": {"experience_months_min": 0},
    "CERTIFICATE": {"certificates_required": []},
    "SHIFT": {"shifts": 0b1111},
    "WAGE_PLUS_10_PERCENT": {"wage_max": 13_200_000},
    "HOUSING": {"housing": True},
}


@pytest.mark.parametrize("demand", DROPS)
def test_what_if_counts_the_workers_of_the_changed_vacancy(demand):
    rng = np.random.default_rng(5)
    workers = [
        {
            "education": int(rng.integers(1, 6)),
            "experience_months": int(rng.integers(0, 30)),
            "certificates": ["welding"] if rng.random() < 0.6 else [],
            "shifts": int(rng.integers(1, 4)),
            "wage_min": int(rng.integers(100, 140)) * 100_000,
            "lat": LAT + rng.uniform(0, 25) * DEGREES_A_KM,
            "will_board": bool(rng.random() < 0.5),
        }
        for _ in range(300)
    ]
    plain, policy = {"certificates_required": ["welding"]}, Policy(boarding_km=20)
    now = build_index(market(workers=workers, vacancies=[plain]), policy)
    changed = build_index(market(workers=workers, vacancies=[{**plain, **DROPS[demand]}]), policy)
    told = what_if(now, vacancy=0)
    assert told.feasible_now == (score_column(now, 0) >= 0).sum()
    assert told.dropped[demand] == (score_column(changed, 0) >= 0).sum()
    assert told.dropped[demand] > told.feasible_now


def test_the_courses_for_a_gap_are_all_those_that_fill_it_best_first():
    index = build_index(crowded(2))
    made, filled = index.market, 0
    for w in range(0, len(made.workers), 5):
        for v in range(0, len(made.vacancies), 4):
            worker, vacancy = index.worker(w), index.vacancy(v)
            expected = []
            if score_pair(worker, vacancy, index.policy, {}).failed:
                for k in range(len(made.courses)):
                    course = index.course(k)
                    after = score_pair(after_course(worker, course), vacancy, index.policy, {})
                    if may_attend(worker, course, index.policy, {}) and not after.failed:
                        told = explain(index, worker=w, vacancy=v, course=k)
                        expected.append((-told.net_value, k))
            found = best_courses_for_gap(index, worker=w, vacancy=v, k=10)
            assert [(-one.net_value, one.course) for one in found] == sorted(expected)
            filled += len(found)
    assert filled > 10


def test_no_course_is_named_for_a_pair_that_fits_or_fails_otherwise():
    course = {"skills_taught": ["a", "b"]}
    fits = build_index(market(workers=[{}], vacancies=[{}], courses=[course]))
    assert best_courses_for_gap(fits, worker=0, vacancy=0) == []
    poor = build_index(market(workers=[{"skills": [], "education": 1}], vacancies=[{}],
                              courses=[course]))  # fmt: skip
    assert best_courses_for_gap(poor, worker=0, vacancy=0) == []


def test_the_example_holds_what_its_size_says_and_the_seed_decides_it():
    first, again, other = small(1), small(1), small(2)
    assert (len(first.workers), len(first.vacancies), len(first.courses)) == (2_000, 300, 20)
    assert first.vacancies.positions.sum() == 2_000
    assert first.courses.seats.sum() == 450
    assert np.array_equal(first.workers.wage_min, again.workers.wage_min)
    assert not np.array_equal(first.workers.wage_min, other.workers.wage_min)
    assert set(columns(WORKER, [{}])) == {column.name for column in first.workers.columns()}
    assert states(explain(build_index(first), worker=0, vacancy=0)).keys() == set(RULES)
    assert MISSING in states(explain(build_index(first), worker=0, vacancy=0)).values()


@given(random_markets)
@settings(max_examples=100, deadline=None)
def test_the_costs_of_all_demands_are_those_asked_one_by_one(made):
    index = build_index(made)
    told = count_demands(index)
    for row in range(len(made.vacancies)):
        asked = what_if(index, vacancy=row)
        assert told.feasible_now[row] == asked.feasible_now
        assert {code: counts[row] for code, counts in told.dropped.items()} == asked.dropped


def test_the_costs_of_demands_are_the_same_on_any_number_of_threads():
    index = build_index(example_market(MADE_UNITS, size="10k", seed=2))
    one, three = count_demands(index, threads=1), count_demands(index, threads=3)
    assert np.array_equal(one.feasible_now, three.feasible_now)
    assert one.feasible_now.sum() > 1_000
    for code in one.dropped:
        assert np.array_equal(one.dropped[code], three.dropped[code])
        assert (one.dropped[code] > one.feasible_now).any()
