"""Workers, vacancies and courses matched together, with reasons.

>>> from caunoi_engine.matching import (
...     Courses, Market, Vacancies, Workers, build_index, explain, make_plan, rank_vacancies_for)
>>> workers = Workers.of(
...     worker_id=["Lan", "Minh"], lat=[18.34, 18.36], lon=[105.90, 105.91],
...     occupations=[["7531"], ["7531", "8153"]], skills=[["sewing"], []],
...     certificates=[[], []], education=[3, 2], experience_months=[24, 24],
...     wage_min=[7_000_000, 6_000_000], radius_km=[15, 15], shifts=[["DAY"], ["DAY"]],
...     will_board=[False, False], will_train=[True, True], priority=[0, 0])
>>> vacancies = Vacancies.of(
...     vacancy_id=["A", "B"], employer_id=["E", "E"], lat=[18.35, 18.35], lon=[105.90, 105.90],
...     occupation=["8153", "7531"], positions=[1, 1], wage_min=[7_000_000, 8_000_000],
...     wage_max=[9_000_000, 10_000_000], education_min=[1, 2], experience_months_min=[0, 12],
...     skills_required=[["sewing"], ["sewing"]], skills_preferred=[[], []],
...     certificates_required=[[], []], shifts=[["DAY"], ["DAY"]], housing=[False, False])
>>> courses = Courses.of(
...     course_id=["C"], programme_id=["P"], lat=[18.35], lon=[105.90], occupation=["7531"],
...     seats=[20], months=[3], cost_vnd=[2_000_000], education_min=[0],
...     skills_taught=[["sewing"]], certificates_granted=[[]], boarding=[False])
>>> index = build_index(Market(workers, vacancies, courses, related={("7531", "8153"): 800}))
>>> rows, scores = rank_vacancies_for(index, worker=0)
>>> [str(vacancies.vacancy_id[row]) for row in rows], scores.tolist()
(['B', 'A'], [9679, 8697])
>>> explain(index, worker=1, vacancy=0).missing[0].code
'REQUIRED_SKILLS'
>>> plan = make_plan(index)
>>> plan.vacancy.tolist(), plan.course.tolist(), plan.placed, plan.value <= plan.upper_bound
([1, 0], [-1, 0], 2, True)
"""

from caunoi_engine.matching.comparison import ListMeasures, compare_lists
from caunoi_engine.matching.congestion import Congestion, measure_congestion
from caunoi_engine.matching.demands import DemandCosts, count_demands
from caunoi_engine.matching.example import SIZES, example_market
from caunoi_engine.matching.explanation import (
    FILLED_BY_COURSE,
    MET,
    MISSING,
    CourseForGap,
    Explanation,
    Factor,
    Requirement,
    WhatIf,
    best_courses_for_gap,
    explain,
    what_if,
)
from caunoi_engine.matching.faults import Fault, MarketError
from caunoi_engine.matching.following import Followed, Happening, follow
from caunoi_engine.matching.gaps import (
    Change,
    CourseNear,
    Lack,
    NearMiss,
    changes_needed,
    near_misses,
)
from caunoi_engine.matching.index import (
    CERTIFICATE_LIMIT,
    MarketIndex,
    build_index,
    replace_workers,
)
from caunoi_engine.matching.learning import Lesson, Outcomes, learn_weights
from caunoi_engine.matching.live import LivePlan, Move, Places
from caunoi_engine.matching.market import (
    NOT_STATED,
    Courses,
    Lists,
    Market,
    Vacancies,
    Workers,
    shift_mask,
)
from caunoi_engine.matching.orders import Order, plan_with, training_orders
from caunoi_engine.matching.planning import Kept, Plan, Standing, make_plan
from caunoi_engine.matching.policy import (
    EDUCATION_RANKS,
    FACTORS,
    FULL_SCORE,
    RULES,
    SHIFTS,
    Policy,
)
from caunoi_engine.matching.ranking import (
    Ranking,
    rank_vacancies,
    rank_vacancies_for,
    rank_workers,
    rank_workers_for,
)
from caunoi_engine.matching.referrals import ReferralRules, Referrals, refer
from caunoi_engine.matching.shards import Shards, local_shards

__all__ = [
    "CERTIFICATE_LIMIT",
    "EDUCATION_RANKS",
    "FACTORS",
    "FILLED_BY_COURSE",
    "FULL_SCORE",
    "MET",
    "MISSING",
    "NOT_STATED",
    "RULES",
    "SHIFTS",
    "SIZES",
    "Change",
    "Congestion",
    "CourseForGap",
    "CourseNear",
    "Courses",
    "DemandCosts",
    "Explanation",
    "Factor",
    "Fault",
    "Followed",
    "Happening",
    "Kept",
    "Lack",
    "Lesson",
    "ListMeasures",
    "Lists",
    "LivePlan",
    "Market",
    "MarketError",
    "MarketIndex",
    "Move",
    "NearMiss",
    "Order",
    "Outcomes",
    "Places",
    "Plan",
    "Policy",
    "Ranking",
    "ReferralRules",
    "Referrals",
    "Requirement",
    "Shards",
    "Standing",
    "Vacancies",
    "WhatIf",
    "Workers",
    "best_courses_for_gap",
    "build_index",
    "changes_needed",
    "compare_lists",
    "count_demands",
    "example_market",
    "explain",
    "follow",
    "learn_weights",
    "local_shards",
    "make_plan",
    "measure_congestion",
    "near_misses",
    "plan_with",
    "rank_vacancies",
    "rank_vacancies_for",
    "rank_workers",
    "rank_workers_for",
    "refer",
    "replace_workers",
    "shift_mask",
    "training_orders",
    "what_if",
]
