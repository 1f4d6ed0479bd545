"""The score: what each factor gives, what each hard rule refuses, and that all forms agree."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings

from caunoi_engine.matching import (
    FACTORS,
    NOT_STATED,
    Policy,
    Workers,
    build_index,
    explain,
    rank_vacancies,
    rank_vacancies_for,
)
from caunoi_engine.matching.occupations import proximity, proximity_table
from caunoi_engine.matching.pairs import failure, score_everybody, score_pairs
from caunoi_engine.matching.score import after_course, score_pair
from tests.engine.matching.factories import (
    DEGREES_A_KM,
    LAT,
    UNITS,
    boarding_limits,
    market,
    pair,
    random_markets,
)

# A perfect pair is at no distance, has what is asked and no more, and is paid half as much again.
PERFECT = {"education": 3, "experience_months": 12}


def score_of(worker=None, vacancy=None, policy=None):
    index = build_index(pair({**PERFECT, **(worker or {})}, vacancy), policy)
    return score_pair(index.worker(0), index.vacancy(0), index.policy, {})


def test_a_perfect_pair_earns_ten_thousand_points():
    assert score_of().score == 10_000


@pytest.mark.parametrize(
    ("worker", "vacancy", "factor", "points"),
    [
        ({"occupations": ["7532"]}, {}, "occupation", 2_250),
        ({"occupations": ["7549"]}, {}, "occupation", 1_500),
        ({"occupations": ["7111", "7532"]}, {}, "occupation", 2_250),
        ({}, {"skills_preferred": ["b"]}, "skills", 2_100),
        ({}, {"skills_required": ["a", "b"]}, "skills", 900 + 1_050),
        ({}, {"skills_required": []}, "skills", 3_000),
        ({"education": 5}, {}, "education", 800 - 2 * 96),
        ({"experience_months": 9}, {}, "experience", 750),
        ({"experience_months": 0}, {"experience_months_min": 0}, "experience", 1_000),
        ({}, {"lat": LAT + 10 * DEGREES_A_KM}, "distance", 720),
        ({}, {"wage_max": 8_000_000}, "wage", 0),
        ({}, {"wage_max": 10_000_000}, "wage", 500),
        ({}, {"wage_max": NOT_STATED}, "wage", 0),
        ({"wage_min": 0}, {}, "wage", 1_000),
    ],
)
def test_each_factor_gives_its_points(worker, vacancy, factor, points):
    scored = score_of(worker, vacancy)
    assert scored.failed == ()
    assert dict(zip(FACTORS, scored.points, strict=True))[factor] == points


@pytest.mark.parametrize(
    ("worker", "vacancy", "rule"),
    [
        ({"occupations": ["8153"]}, {}, "OCCUPATION"),
        ({"occupations": []}, {}, "OCCUPATION"),
        ({"education": 2}, {}, "EDUCATION"),
        ({"experience_months": 5}, {}, "EXPERIENCE"),
        ({}, {"lat": LAT + 15.2 * DEGREES_A_KM}, "COMMUTE"),
        ({}, {"lat": LAT + 16 * DEGREES_A_KM, "housing": True}, "COMMUTE"),
        (
            {"will_board": True},
            {"lat": LAT + 100.2 * DEGREES_A_KM, "housing": True},
            "COMMUTE",
        ),
        ({"wage_min": 12_000_001}, {}, "WAGE"),
        ({"shifts": 0b010}, {}, "SHIFT"),
        ({}, {"certificates_required": ["driving"]}, "CERTIFICATE"),
        ({"skills": []}, {}, "REQUIRED_SKILLS"),
    ],
)
def test_each_hard_rule_refuses(worker, vacancy, rule):
    scored = score_of(worker, vacancy)
    assert scored.failed == (rule,)
    assert scored.score == 0


@pytest.mark.parametrize(
    ("worker", "vacancy"),
    [
        ({"experience_months": 6}, {}),
        ({}, {"lat": LAT + 15 * DEGREES_A_KM}),
        ({"wage_min": 12_000_000}, {}),
        ({"wage_min": 99_000_000}, {"wage_max": NOT_STATED}),
        ({"will_board": True}, {"lat": LAT + 100 * DEGREES_A_KM, "housing": True}),
        ({"certificates": ["driving"]}, {"certificates_required": ["driving"]}),
        ({"shifts": 0b110}, {"shifts": 0b011}),
    ],
)
def test_at_the_very_limit_a_pair_is_feasible(worker, vacancy):
    assert score_of(worker, vacancy).failed == ()


def test_firm_housing_keeps_forty_percent_of_the_distance_points():
    far = {"lat": LAT + 90 * DEGREES_A_KM, "housing": True}
    assert score_of({"will_board": True}, far).points[4] == 480


def test_who_lives_in_goes_as_far_as_the_policy_says():
    far = {"lat": LAT + 120 * DEGREES_A_KM, "housing": True}
    boards = {"will_board": True, "radius_km": 130.0}
    by_limit = [score_of(boards, far, Policy(boarding_km=km)) for km in (119, 121)]
    assert [scored.failed for scored in by_limit] == [(), ()], "the way to work is within reach"
    assert [scored.points[4] for scored in by_limit] == [133, 480]
    boards["radius_km"] = 20.0
    by_limit = [score_of(boards, far, Policy(boarding_km=km)).failed for km in (119, 121)]
    assert by_limit == [("COMMUTE",), ()]


def test_without_a_limit_people_live_in_however_far():
    farther = {"lat": LAT + 1_500 * DEGREES_A_KM, "housing": True}
    unlimited = Policy(boarding_km=0)
    assert score_of({"will_board": True}, farther, unlimited).failed == ()
    made = market(workers=[{"will_board": True}], vacancies=[farther, {}])
    assert len(rank_vacancies_for(build_index(made, unlimited), worker=0)[0]) == 2
    assert len(rank_vacancies_for(build_index(made), worker=0)[0]) == 1


@given(random_markets, boarding_limits)
@settings(max_examples=150, deadline=None)
def test_kernel_and_columns_agree_with_the_specification_to_the_point(market, kilometres):
    index = build_index(market, Policy(boarding_km=kilometres))
    ranking = rank_vacancies(index, k=len(market.vacancies), threads=1)
    for w in range(len(market.workers)):
        listed = dict(zip(ranking.rows[w].tolist(), ranking.scores[w].tolist(), strict=True))
        for v in range(len(market.vacancies)):
            expected = score_pair(index.worker(w), index.vacancy(v), index.policy, market.related)
            assert listed.get(v) == (None if expected.failed else expected.score)
            everybody = score_everybody(index, v)
            found = np.flatnonzero(everybody.workers == w)
            if "OCCUPATION" in expected.failed:
                assert len(found) == 0
            else:
                assert tuple(everybody.points[found[0]].tolist()) == expected.points
                assert everybody.failed[found[0]] == sum(map(failure, expected.failed))


@given(random_markets, boarding_limits)
@settings(max_examples=80, deadline=None)
def test_pairs_after_a_course_agree_with_the_specification(market, kilometres):
    index = build_index(market, Policy(boarding_km=kilometres))
    n = (len(market.workers), len(market.vacancies), len(market.courses))
    w, v, k = (grid.ravel() for grid in np.indices((n[0], n[1], n[2] + 1)))
    scored = score_pairs(index, w, v, k - 1)
    for i in range(len(w)):
        worker = index.worker(int(w[i]))
        if k[i] > 0:
            worker = after_course(worker, index.course(int(k[i]) - 1))
        expected = score_pair(worker, index.vacancy(int(v[i])), index.policy, market.related)
        assert tuple(scored.points[i].tolist()) == expected.points
        assert scored.scores[i] == (-1 if expected.failed else expected.score)


@given(random_markets)
@settings(max_examples=80, deadline=None)
def test_no_factor_leaves_its_range_and_they_sum_to_the_score(market):
    index = build_index(market)
    for v in range(len(market.vacancies)):
        scored = score_everybody(index, v)
        assert (scored.points >= 0).all()
        assert (scored.points <= np.array(index.policy.maxima)).all()
        feasible = scored.failed == 0
        assert (scored.scores[feasible] == scored.points[feasible].sum(axis=1)).all()


def test_a_rare_skill_is_worth_more_than_a_common_one():
    index = build_index(pair({}, {"skills_required": ["a", "b"]}))
    shares = index.vacancy(0).required
    assert shares == {"a": 1_050, "b": 1_050}
    many = market(
        workers=[{}], vacancies=[{"skills_required": ["a", "b"]}, *[{"skills_required": ["a"]}] * 9]
    )
    shares = build_index(many).vacancy(0).required
    assert shares["b"] > shares["a"]
    assert sum(shares.values()) == 2_100


def test_the_table_of_occupations_is_the_tree_and_the_related_units():
    related = {("2431", "9329"): 400, ("7531", "7533"): 100}
    table = proximity_table(UNITS, related)
    for i, wished in enumerate(UNITS):
        for j, offered in enumerate(UNITS):
            assert table[i, j] == proximity(wished, offered, related)
    assert proximity("7531", "7533", related) == 100, "the table counts, also when it says less"


def test_an_occupation_of_the_same_major_group_alone_is_none_of_the_wishes():
    assert score_of({"occupations": ["7111"]}).failed == ("OCCUPATION",)


@pytest.mark.parametrize("permille", [0, 399, 400, 401, 1000])
def test_kernels_and_specification_draw_the_line_of_nearness_at_the_same_place(permille):
    made = market(workers=[{"occupations": ["7111"]}], vacancies=[{}], related={
        ("7111", "7531"): permille})  # fmt: skip
    for least in (400, 401):
        index = build_index(made, Policy(least_nearness=least))
        rows, _ = rank_vacancies_for(index, worker=0)
        assert len(rows) == (permille >= least) == explain(index, worker=0, vacancy=0).feasible


def test_workers_have_no_column_for_what_must_not_be_weighed():
    forbidden = {
        "sex", "gender", "age", "birth", "year", "ethnicity", "ethnic", "religion", "health",
        "disability", "marital", "name", "address",
    }  # fmt: skip
    words = {word for column in fields(Workers) for word in column.name.split("_")}
    assert words & forbidden == set()


def test_priority_never_changes_a_score():
    first, second = (score_of({"priority": priority}) for priority in (0, 1))
    assert first == second


@pytest.mark.parametrize(
    "change",
    [
        {"occupation": 2_999},
        {"wage": -1, "distance": 2_201},
        {"required_skills_percent": 101},
        {"distance_half_km": 0},
        {"course_dong_per_point": 0},
        {"course_month": 0.5},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(change):
    with pytest.raises(ValueError, match=r"must|sum"):
        Policy(**change)


def test_other_weights_are_followed():
    policy = Policy(occupation=0 + 1_000, skills=5_000)
    assert score_of(policy=policy).points[:2] == (1_000, 5_000)


def test_too_many_certificates_are_refused_not_mixed_up():
    with pytest.raises(ValueError, match="65 different certificates"):
        build_index(pair({}, {"certificates_required": [str(i) for i in range(65)]}))
    index = build_index(pair({}, {"certificates_required": [str(i) for i in range(64)]}))
    assert len(index.names.certificates) == 64
