"""The comparison with peers: its own listing of options, its policies, and what it publishes."""

import ast
import doctest
from pathlib import Path

import numpy as np
import pytest

from benchmarks import bench_match
from benchmarks.peers import PEERS, charts, goals, report
from benchmarks.peers.case import made_market, make_case
from benchmarks.peers.options import DIRECT, list_options
from benchmarks.peers.policies import LIST, apply_along_lists
from caunoi_engine.matching import Policy, build_index
from caunoi_engine.matching.score import after_course, course_cost, may_attend, score_pair

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def case():
    return make_case("small", 3)


def test_the_document_shows_what_the_results_say():
    document = bench_match.DOCUMENT.read_text(encoding="utf-8")
    made = report.tables(report.read_results())
    assert report.place(document, made) == document, "run: bench_match --place"
    assert {name for name in made if f"<!-- figures: {name} -->" not in document} == set()


def test_the_charts_show_what_the_results_say():
    drawn = charts.drawings(report.read_results())
    assert len(drawn) == 2
    for name, chart in drawn.items():
        assert (bench_match.IMAGES / f"{name}.svg").read_text(encoding="utf-8") == chart


def test_every_peer_has_a_file_that_can_be_run():
    for peer in PEERS.values():
        tree = ast.parse((ROOT / f"benchmarks/peers/{peer.module}.py").read_text(encoding="utf-8"))
        assert "run" in [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        assert ast.get_docstring(tree)


def test_options_are_exactly_those_of_the_specification(case):
    index = build_index(made_market("small", 3))
    policy, related = Policy(), index.market.related
    options = list_options(case, courses=True)
    vacancies = [index.vacancy(row) for row in range(len(index.market.vacancies))]
    courses = [index.course(row) for row in range(len(index.market.courses))]
    content_of = case.courses["content"].tolist()
    seen = 0
    for w in np.random.default_rng(0).choice(len(index.market.workers), 40, replace=False):
        facts = index.worker(int(w))
        costs: dict[int, dict[int, int]] = {}
        for k, course in enumerate(courses):
            if may_attend(facts, course, policy, related):
                costs.setdefault(content_of[k], {})[k] = course_cost(facts, course, policy)
        expected, intakes = {}, {}
        for v, vacancy in enumerate(vacancies):
            if direct := score_pair(facts, vacancy, policy, related).score:
                expected[v, DIRECT] = direct
                continue
            for content, by_intake in costs.items():
                trained = after_course(facts, courses[min(by_intake)])
                score = score_pair(trained, vacancy, policy, related).score
                if score - min(by_intake.values()) > policy.course_net_min:
                    expected[v, content] = score
                    intakes.update(by_intake)
        mine = slice(options.start[w], options.start[w + 1])
        keys = zip(options.vacancy[mine].tolist(), options.content[mine].tolist(), strict=True)
        assert dict(zip(keys, options.score[mine].tolist(), strict=True)) == expected
        mine = slice(options.seat_start[w], options.seat_start[w + 1])
        listed = dict(zip(options.intake[mine].tolist(), options.cost[mine].tolist(), strict=True))
        assert listed == intakes
        seen += sum(content != DIRECT for _, content in expected)
    assert seen > 20


def test_nobody_and_no_vacancy_would_rather_have_each_other_after_applying_along_lists(case):
    vacancy, net = apply_along_lists(case, LIST)
    positions = case.vacancies["positions"]
    people = np.bincount(vacancy[vacancy >= 0], minlength=len(positions))
    assert (people <= positions).all()
    worst = np.where(people == positions, np.iinfo(np.int64).max, 0)
    np.minimum.at(worst, vacancy[vacancy >= 0], net[vacancy >= 0])
    worst[people < positions] = 0
    rejected = 0
    for w in range(len(vacancy)):
        for v, score in zip(
            case.right["rows"][w, :LIST], case.right["scores"][w, :LIST], strict=True
        ):
            if v < 0 or v == vacancy[w]:
                break
            assert score <= worst[v]
            rejected += 1
    assert rejected > 100


def test_a_peer_that_takes_too_long_is_stopped_and_one_that_fails_says_so_without_paths(tmp_path):
    stopped = bench_match.call("prepare", str(tmp_path), "10k", 1, 0.05)
    assert stopped == {"status": "stopped after 0.05 s"}
    failed = bench_match.call("ours-lists", str(tmp_path), "small", 1, 60)
    assert failed["status"].startswith("failed: FileNotFoundError")
    assert str(tmp_path) not in failed["status"]


def test_an_exact_peer_with_other_lists_is_told():
    found = {"status": "ok", "rows": [{"method": "polars, lazy joins", "exact": False}]}
    results = {("10k", 1): {"peers": {"polars": found}}}
    assert "polars, lazy joins: other lists" in report.left_out(results)
    found["rows"][0]["exact"] = True
    assert report.troubles(results) == []


def test_what_failed_stands_under_left_out():
    results = {("10k", 1): {"peers": {"polars": {"status": "failed: no memory"}}}}
    told = report.left_out(results)
    assert "10k, seed 1, polars: failed: no memory" in told
    assert "duckdb" in told.split("not run yet: ")[1]


def plan_of_500k(percent, **seconds):
    row = {"kind": "three-sided", "target_percent": percent, "gap_percent": 0.4, **seconds}
    peers = {"ours-plans": {"status": "ok", "peak_mb": 2_500, "rows": [row]}}
    return {("500k", 1): {"peers": peers}}


def test_a_goal_that_is_missed_says_by_how_much_and_why_and_one_not_measured_says_so():
    large = "| Three-sided plan of 500,000 |"
    slow = plan_of_500k(0.5, listing_s=30.0, planning_s=90.0, cpu_s=200.0)
    line = next(one for one in goals.goals_table(slow).splitlines() if large in one)
    assert "| 0.4 %; **120 s** (2 of the goal); 2,500 MB |" in line
    assert "That part alone: 40 s" in line
    quick = plan_of_500k(0.5, listing_s=20.0, planning_s=30.0, cpu_s=80.0)
    line = next(one for one in goals.goals_table(quick).splitlines() if large in one)
    assert "| 0.4 %; 50 s; 2,500 MB |  |" in line
    other = plan_of_500k(1.0, listing_s=20.0, planning_s=30.0, cpu_s=80.0)
    line = next(one for one in goals.goals_table(other).splitlines() if large in one)
    assert "Not measured yet." in line


def test_a_chart_holds_every_line_and_only_finite_places():
    line = charts.Line("one", charts.TEAL, [(0.1, 0.3), (20.0, 0.001)])
    drawn = charts.draw([charts.Panel("a title", "x", "y", [line])], "finding")
    assert "one" in drawn and "a title" in drawn
    assert "nan" not in drawn and "inf" not in drawn


@pytest.mark.parametrize("module", [report, charts, goals])
def test_examples_in_the_docstrings_hold(module):
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed
