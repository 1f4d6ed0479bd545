"""Input that is no market is refused, all of it at once; everything else gets a right plan."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi_engine.matching import (
    NOT_STATED,
    Courses,
    Lists,
    Market,
    Vacancies,
    Workers,
    build_index,
    make_plan,
    rank_vacancies_for,
    replace_workers,
)
from caunoi_engine.matching.faults import MarketError
from tests.engine.matching.factories import COURSE, VACANCY, WORKER, columns, market, pair, small
from tests.engine.matching.test_plan import check_capacities

NAN, INFINITE = float("nan"), float("inf")
PLAIN: dict[type, dict[str, Any]] = {Workers: WORKER, Vacancies: VACANCY, Courses: COURSE}


def told(make) -> list[str]:
    """What is said of tables that are refused."""
    with pytest.raises(MarketError) as refused:
        make()
    return [str(fault) for fault in refused.value.faults]


def with_worker(**change):
    return lambda: pair(worker=change)


def with_vacancy(**change):
    return lambda: pair(vacancy=change)


def with_course(**change):
    return lambda: market(workers=[{}], vacancies=[{}], courses=[change])


CASES = [  # what, what is said of it
    (with_worker(lat=NAN), "workers.lat: not a finite number (1 row: 0)"),
    (with_worker(lat=None), "workers.lat: not a finite number (1 row: 0)"),
    (with_worker(lon=INFINITE), "workers.lon: not a finite number (1 row: 0)"),
    (with_worker(lat=-90.1), "workers.lat: outside -90 to 90 (1 row: 0)"),
    (with_worker(lon=180.1), "workers.lon: outside -180 to 180 (1 row: 0)"),
    (with_worker(radius_km=NAN), "workers.radius_km: not a finite number (1 row: 0)"),
    (with_worker(radius_km=INFINITE), "workers.radius_km: not a finite number (1 row: 0)"),
    (with_worker(radius_km=-1), "workers.radius_km: outside 0 to 50,000 (1 row: 0)"),
    (with_worker(education=9), "workers.education: outside 0 to 8 (1 row: 0)"),
    (with_worker(education=2.5), "workers.education: not a whole number that fits (1 row: 0)"),
    (with_worker(education="3"), "workers.education: not a whole number that fits (1 row: 0)"),
    (with_worker(experience_months=-1),
     "workers.experience_months: outside 0 to 2,147,483,647 (1 row: 0)"),
    (with_worker(wage_min=3_000_000_000),
     "workers.wage_min: not a whole number that fits (1 row: 0)"),
    (with_worker(wage_min=10**30), "workers.wage_min: not a whole number that fits (1 row: 0)"),
    (with_worker(wage_min=-1), "workers.wage_min: outside 0 to 2,147,483,647 (1 row: 0)"),
    (with_worker(shifts=16), "workers.shifts: outside 0 to 15 (1 row: 0)"),
    (with_worker(shifts=["SUNDAY"]),
     "workers.shifts: names that are none of DAY, ROTATING, NIGHT, PART_TIME (1 row: 0)"),
    (with_worker(will_board=2), "workers.will_board: neither yes nor no (1 row: 0)"),
    (with_worker(priority=2), "workers.priority: outside 0 to 1 (1 row: 0)"),
    (with_worker(occupations=["753"]), "workers.occupations: not four digits (1 row: 0)"),
    (with_worker(occupations=["7531"] * 4),
     "workers.occupations: more than 3 wishes (1 row: 0)"),
    (with_worker(occupations="7531"), "workers.occupations: not a list of names (1 row: 0)"),
    (with_worker(skills=None), "workers.skills: not a list of names (1 row: 0)"),
    (with_worker(skills=[7]), "workers.skills: names that are no text (1 row: 0)"),
    (with_worker(worker_id=None),
     "workers.worker_id: neither all texts nor all whole numbers (1 row: 0)"),
    (with_vacancy(occupation="75311"), "vacancies.occupation: not four digits (1 row: 0)"),
    (with_vacancy(occupation=7531), "vacancies.occupation: not four digits (1 row: 0)"),
    (with_vacancy(occupation={}), "vacancies.occupation: not four digits (1 row: 0)"),
    (with_vacancy(occupation=["7531"]), "vacancies.occupation: not one value a row"),
    (with_vacancy(positions=0),
     "vacancies.positions: outside 1 to 1,000,000: leave out vacancies without a position"
     " (1 row: 0)"),
    (with_vacancy(positions=1_000_001),
     "vacancies.positions: outside 1 to 1,000,000: leave out vacancies without a position"
     " (1 row: 0)"),
    (with_vacancy(wage_min=9_000_000, wage_max=8_000_000),
     "vacancies.wage_min: above wage_max; say both, or -1 for both (1 row: 0)"),
    (with_vacancy(wage_min=9_000_000, wage_max=NOT_STATED),
     "vacancies.wage_min: above wage_max; say both, or -1 for both (1 row: 0)"),
    (with_vacancy(wage_max=-2, wage_min=-2),
     "vacancies.wage_min: outside -1 to 2,147,483,647 (1 row: 0)"),
    (with_course(seats=0),
     "courses.seats: outside 1 to 1,000,000: leave out intakes without a seat (1 row: 0)"),
    (with_course(cost_vnd=-1), "courses.cost_vnd: outside 0 to 1,000,000,000,000 (1 row: 0)"),
    (with_course(months=1_201), "courses.months: outside 0 to 1,200 (1 row: 0)"),
    (with_course(occupation="٧٥٣١"), "courses.occupation: not four digits (1 row: 0)"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "words"), CASES)
def test_a_table_is_refused_with_its_column_its_rows_and_why(make, words):
    assert words in told(make)


def test_everything_wrong_in_a_market_is_told_at_once():
    faults = told(
        lambda: market(
            workers=[{"lat": NAN}, {}, {"lat": 91}, {"radius_km": -1}],
            vacancies=[{"positions": 0}] * 7,
            courses=[{"occupation": "?"}],
            related={("7531", "8153"): 1_001, ("7531", "x"): 3},
        )
    )
    assert faults == [
        "workers.lat: not a finite number (1 row: 0)",
        "workers.lat: outside -90 to 90 (1 row: 2)",
        "workers.radius_km: outside 0 to 50,000 (1 row: 3)",
        "vacancies.positions: outside 1 to 1,000,000: leave out vacancies without a position"
        " (7 rows: 0, 1, 2, 3, 4, …)",
        "courses.occupation: not four digits (1 row: 0)",
        "related: not a pair of four-digit codes (1 row: 1)",
        "related: not a whole number from 0 to 1,000 (1 row: 0)",
    ]


@pytest.mark.parametrize("ids", [["A", "A", "B"], [1, 1, 3]])
def test_an_id_is_there_once(ids):
    faults = told(lambda: market(workers=[{"worker_id": one} for one in ids], vacancies=[{}]))
    assert faults == ["workers.worker_id: the id of an earlier row (1 row: 1)"]


def test_ids_of_two_kinds_cannot_be_put_in_order():
    faults = told(lambda: market(workers=[{"worker_id": 1}, {"worker_id": "A"}], vacancies=[{}]))
    assert faults == ["workers.worker_id: neither all texts nor all whole numbers (1 row: 1)"]


BROKEN_LISTS = [
    (Lists(np.array([0, 1]), np.array([5], np.int32), ("a",)), "codes without a name (1 row: 0)"),
    (Lists(np.array([0, 1]), np.array([-1], np.int32), ("a",)), "codes without a name (1 row: 0)"),
    (Lists(np.array([0, 2]), np.array([0], np.int32), ("a",)), "offsets that do not fit the codes"),
    (Lists(np.array([1, 1]), np.array([0], np.int32), ("a",)), "offsets that do not fit the codes"),
    (Lists(np.array([], np.int64), np.array([], np.int32), ()),
     "offsets that do not fit the codes"),
    (Lists(np.array([0, 1]), np.array([0.0]), ("a",)), "offsets that do not fit the codes"),
    (Lists(np.array([0, 1]), np.array([0], np.int32), (7,)), "names that are no text"),
]  # fmt: skip


@pytest.mark.parametrize(("lists", "why"), BROKEN_LISTS)
def test_lists_that_point_nowhere_are_refused(lists, why):
    one = {**columns(WORKER, [{}]), "skills": lists}
    assert told(lambda: Workers.of(**one)) == [f"workers.skills: {why}"]


def test_lists_that_go_back_are_refused():
    lists = Lists(np.array([0, 2, 1, 2]), np.array([0, 0], np.int32), ("a",))
    three = columns(WORKER, [{"worker_id": one} for one in "abc"])
    faults = told(lambda: Workers.of(**{**three, "skills": lists}))
    assert faults == ["workers.skills: offsets that go back"]


def test_columns_of_different_lengths_are_refused():
    one = {**columns(WORKER, [{}]), "lat": [1.0, 2.0]}
    (fault,) = told(lambda: Workers.of(**one))
    assert fault.startswith("workers: columns of different lengths: {'worker_id': 1, 'lat': 2")


def test_a_column_too_many_or_too_few_is_a_mistake_of_the_caller():
    one = columns(WORKER, [{}])
    with pytest.raises(TypeError, match="Workers has no column age, sex"):
        Workers.of(**one, sex=["?"], age=[30])
    del one["lat"]
    with pytest.raises(TypeError, match="Workers needs the column lat"):
        Workers.of(**one)


def test_a_sound_table_is_looked_at_once_however_many_markets_hold_it():
    made = small()
    looked = made.vacancies.faults
    other = replace(made, workers=made.workers.take(np.arange(5)))
    assert other.vacancies.faults is looked
    assert other.related is made.related


def test_a_worker_who_is_no_worker_is_refused_beside_a_known_market_too():
    index = build_index(small())
    far = replace(index.market.workers.take(np.array([0])), lat=np.array([NAN]))
    assert told(lambda: replace_workers(index, far)) == [
        "workers.lat: not a finite number (1 row: 0)"
    ]


@pytest.mark.parametrize("table", [Workers, Vacancies, Courses])
def test_numbers_of_other_types_are_taken_over_where_nothing_is_lost(table):
    rows = columns(PLAIN[table], [{}])
    plain, wide = table.of(**rows), table.of(**rows)
    for column in fields(table):
        values = getattr(plain, column.name)
        if not isinstance(values, Lists) and values.dtype == np.int32:
            wide = replace(wide, **{column.name: values.astype(np.float64)})
            wide = replace(wide, **{column.name: values.astype(np.int64)})
    for column in fields(table):
        if not isinstance(getattr(plain, column.name), Lists):
            assert getattr(wide, column.name).dtype == getattr(plain, column.name).dtype
            assert np.array_equal(getattr(wide, column.name), getattr(plain, column.name))


@pytest.mark.parametrize(
    ("workers", "vacancies", "placed"),
    [
        (0, [], 0),
        (0, [{}], 0),
        (1, [], 0),
        (1, [{}], 1),
        (1, [{"positions": 10_000}], 1),
        (30, [{"positions": 10_000}], 30),
        (30, [{"positions": 1}], 1),
        (1, [{} for _ in range(30)], 1),
        (2, [{"positions": 1_000_000}, {"occupation": "2431"}], 2),
    ],
)
def test_markets_of_one_side_or_one_row_get_the_right_plan(workers, vacancies, placed):
    made = market(workers=[{} for _ in range(workers)], vacancies=vacancies)
    plan = make_plan(build_index(made), threads=1)
    check_capacities(made, plan)
    assert plan.placed == placed
    assert plan.value <= plan.upper_bound


def test_everything_empty_but_allowed_ranks_nothing():
    made = pair(
        worker={"occupations": [], "skills": [], "shifts": 0, "radius_km": 0},
        vacancy={"skills_required": [], "shifts": 0},
    )
    assert len(rank_vacancies_for(build_index(made), worker=0)[0]) == 0


def test_yes_and_no_are_one_and_zero_where_a_number_is_meant():
    made = pair(worker={"priority": True}, vacancy={"positions": True})
    assert made.workers.priority.tolist() == made.vacancies.positions.tolist() == [1]


NUMBERS = st.one_of(
    st.integers(-2, 9),
    st.sampled_from([NAN, INFINITE, -INFINITE, -1, 0.5, 90, 181, 10**6, 10**9]),
    st.sampled_from([2**31, 2**63, 10**30, 1e300]),
    st.sampled_from([None, "3", "", True, [1], b"1", object(), 1 + 2j]),
)  # fmt: skip
CODES = st.sampled_from(["7531", "7533", "8153", "2431", "753", "", "abcd", "７５３１", None, 7531])
NAME_LISTS = st.one_of(
    st.lists(st.sampled_from(["a", "b", "", "7531", "9329"]), max_size=5),
    st.sampled_from(["ab", None, 3, ["a", None], [["a"]]]),
)
IDS = st.one_of(st.integers(0, 3), st.sampled_from(["x", "y", "z", "", None, 1.5]))


def strange_rows(plain: dict[str, Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows of which a few columns hold anything at all."""
    anything = {
        name: IDS
        if name.endswith("_id")
        else NAME_LISTS
        if isinstance(value, list)
        else CODES
        if name == "occupation"
        else NUMBERS
        for name, value in plain.items()
    }
    row = st.lists(st.sampled_from(sorted(plain)), max_size=3, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({name: anything[name] for name in chosen})
    )
    # Most rows are plain, or hardly a market would ever be planned.
    return st.lists(st.one_of(st.just({}), st.just({}), st.just({}), row), max_size=4)


def table_of(plain: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The rows as columns; ids are numbered unless they are strange themselves."""
    key = next(iter(plain))
    return columns(plain, [{key: f"{i}", **row} for i, row in enumerate(rows)])


@given(
    strange_rows(WORKER),
    strange_rows(VACANCY),
    strange_rows(COURSE),
    st.dictionaries(st.tuples(CODES, CODES) | CODES, NUMBERS, max_size=1),
)
@settings(max_examples=400, deadline=None)
def test_whatever_comes_is_refused_or_planned_rightly(workers, vacancies, courses, related):
    try:
        made = Market(
            Workers.of(**table_of(WORKER, workers)),
            Vacancies.of(**table_of(VACANCY, vacancies)),
            Courses.of(**table_of(COURSE, courses)),
            related,
        )
    except MarketError as refused:
        assert refused.faults
        assert all(fault.why for fault in refused.faults)
        return
    plan = make_plan(build_index(made), target_gap=0.0, rounds=1, threads=1)
    check_capacities(made, plan)
    assert 0 <= plan.value <= plan.upper_bound
