"""What would have to change: the least that is enough, and the classes that would do it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from caunoi_engine.matching import RULES, SHIFTS, Policy, build_index
from caunoi_engine.matching.gaps import attendable, changes_needed, near_misses
from caunoi_engine.matching.score import after_course, distance_hm, may_attend, score_pair
from tests.engine.matching.factories import (
    DEGREES_A_KM,
    LAT,
    crowded,
    market,
    pair,
    random_markets,
    small,
)


def failed(index, worker, vacancy):
    return score_pair(worker, vacancy, index.policy, index.market.related).failed


def stepped(change, worker, vacancy, by):
    """Worker and vacancy after the change, `by` units more (less) than it says."""
    figures = change.figures
    if change.code == "EDUCATION":
        assert figures["needed"] == vacancy.education_min
        return replace(worker, education=worker.education + figures["ranks"] + by), vacancy
    if change.code == "EXPERIENCE":
        months = worker.experience_months + figures["months"] + by
        return replace(worker, experience_months=months), vacancy
    if change.code == "COMMUTE":
        return replace(worker, radius=worker.radius + round(10 * figures["km"]) + by), vacancy
    if change.code == "WAGE":
        return worker, replace(vacancy, wage_max=vacancy.wage_max + figures["dong"] + by)
    raise AssertionError(change.code)


@given(random_markets)
@settings(max_examples=150, deadline=None)
def test_every_change_is_the_least_that_makes_its_rule_hold(made):
    index = build_index(made)
    for w in range(len(made.workers)):
        for v in range(len(made.vacancies)):
            worker, vacancy = index.worker(w), index.vacancy(v)
            changes = changes_needed(index, worker=w, vacancy=v)
            assert tuple(change.code for change in changes) == failed(index, worker, vacancy)
            for change in changes:
                if change.code in {"EDUCATION", "EXPERIENCE", "COMMUTE", "WAGE"}:
                    assert change.code not in failed(index, *stepped(change, worker, vacancy, 0))
                    assert change.code in failed(index, *stepped(change, worker, vacancy, -1))
                elif change.code == "SHIFT":
                    for bit, name in enumerate(SHIFTS):
                        other = replace(worker, shifts=1 << bit)
                        helps = "SHIFT" not in failed(index, other, vacancy)
                        assert helps == (name in change.figures["any_of"])
                elif change.code == "OCCUPATION":
                    other = replace(worker, wishes=(change.figures["wish"],))
                    assert "OCCUPATION" not in failed(index, other, vacancy)
                    assert change.figures["short_permille"] > 0
                else:
                    names = frozenset(lack.name for lack in change.lacks)
                    taught = replace(
                        worker,
                        skills=worker.skills | names,
                        certificates=worker.certificates | names,
                    )
                    assert change.code not in failed(index, taught, vacancy)


@given(random_markets)
@settings(max_examples=150, deadline=None)
def test_the_classes_named_are_those_that_may_be_attended_and_mend_the_rule(made):
    index = build_index(made)
    intakes = [index.course(k) for k in range(len(made.courses))]
    for w in range(len(made.workers)):
        worker = index.worker(w)
        mine = [
            (distance_hm(worker.x, worker.y, course.x, course.y), k)
            for k, course in enumerate(intakes)
            if may_attend(worker, course, index.policy, made.related)
        ]
        ways = dict((k, way) for way, k in mine)
        found = attendable(index, w)
        assert dict(zip(found.rows.tolist(), found.hectometres.tolist(), strict=True)) == ways
        assert (np.diff(found.hectometres) >= 0).all()
        for v in range(len(made.vacancies)):
            vacancy = index.vacancy(v)
            for change in changes_needed(index, worker=w, vacancy=v):
                if change.code not in {"CERTIFICATE", "REQUIRED_SKILLS"}:
                    assert change.courses == change.lacks == ()
                    continue
                mending = {
                    k
                    for k in ways
                    if change.code not in failed(index, after_course(worker, intakes[k]), vacancy)
                }
                assert {course.course for course in change.courses} == mending
                assert all(
                    round(10 * one.distance_km) == ways[one.course] for one in change.courses
                )
                for lack in change.lacks:
                    give = {
                        k for k in ways if lack.name in intakes[k].skills | intakes[k].certificates
                    }
                    assert {course.course for course in lack.courses} == give


def test_two_classes_grant_the_certificate_that_is_missing_the_nearer_first():
    made = market(
        workers=[{"radius_km": 10.0}],
        vacancies=[{"certificates_required": ["welding"]}],
        courses=[
            {"certificates_granted": ["welding"], "lat": LAT + 14 * DEGREES_A_KM},
            {"certificates_granted": ["forklift"]},
            {"certificates_granted": ["welding"], "lat": LAT + 3 * DEGREES_A_KM},
            {"certificates_granted": ["welding"], "lat": LAT + 16 * DEGREES_A_KM},
        ],
    )
    (change,) = changes_needed(build_index(made), worker=0, vacancy=0)
    assert [one.course for one in change.courses] == [2, 0]
    assert [one.distance_km for one in change.courses] == pytest.approx([3, 14], abs=0.1)
    assert change.lacks[0].courses == change.courses


def test_two_classes_may_each_give_half_and_neither_be_enough():
    made = market(
        workers=[{}],
        vacancies=[{"certificates_required": ["driving", "welding"]}],
        courses=[{"certificates_granted": ["driving"]}, {"certificates_granted": ["welding"]}],
    )
    (change,) = changes_needed(build_index(made), worker=0, vacancy=0)
    assert change.courses == ()
    assert [(lack.name, len(lack.courses)) for lack in change.lacks] == [
        ("driving", 1), ("welding", 1),
    ]  # fmt: skip


def test_somebody_who_wants_no_course_is_told_what_is_missing_and_no_class():
    made = market(workers=[{"skills": [], "will_train": False}], vacancies=[{}], courses=[{}])
    (change,) = changes_needed(build_index(made), worker=0, vacancy=0)
    assert ([lack.name for lack in change.lacks], change.courses) == (["a"], ())


def test_the_firms_housing_is_named_to_those_who_would_not_board_yet():
    far = {"lat": LAT + 40 * DEGREES_A_KM}
    housed = build_index(pair(vacancy={**far, "housing": True}))
    (change,) = changes_needed(housed, worker=0, vacancy=0)
    assert change.figures["board"]
    (change,) = changes_needed(build_index(pair(vacancy=far)), worker=0, vacancy=0)
    assert not change.figures["board"]
    near_only = build_index(pair(vacancy={**far, "housing": True}), Policy(boarding_km=39))
    (change,) = changes_needed(near_only, worker=0, vacancy=0)
    assert not change.figures["board"], "nobody would live in so far from home"


def test_a_pair_that_fits_needs_no_change():
    assert changes_needed(build_index(pair()), worker=0, vacancy=0) == ()


@pytest.mark.parametrize("policy", [Policy(), Policy(least_nearness=150)])
def test_near_misses_are_all_vacancies_that_one_rule_keeps_away_best_first(policy):
    index = build_index(crowded(4), policy)
    kinds = set()
    for w in range(len(index.market.workers)):
        expected = []
        for v in range(len(index.market.vacancies)):
            scored = score_pair(index.worker(w), index.vacancy(v), policy, {})
            if len(scored.failed) == 1 and scored.failed != ("OCCUPATION",):
                expected.append((-sum(scored.points), v, scored.failed[0]))
        expected = [(v, code, -points) for points, v, code in sorted(expected)]
        assert near_misses(index, worker=w, k=100) == expected
        assert near_misses(index, worker=w, k=2) == expected[:2]
        kinds |= {code for _, code, _ in expected}
    assert {"CERTIFICATE", "REQUIRED_SKILLS"} <= kinds <= set(RULES)


def test_near_misses_of_a_made_market_are_explained_by_one_change():
    index = build_index(small())
    kinds = set()
    for w in range(0, 400, 7):
        for miss in near_misses(index, worker=w, k=5):
            (change,) = changes_needed(index, worker=w, vacancy=miss.vacancy)
            assert change.code == miss.code
            kinds.add(miss.code)
    assert len(kinds) > 4
