"""The lists: exact, in one order only, the same on any number of threads, in both directions."""

import hashlib
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi_engine.matching import (
    Courses,
    Market,
    Policy,
    Vacancies,
    Workers,
    build_index,
    example_market,
    rank_vacancies,
    rank_vacancies_for,
    rank_workers_for,
    replace_workers,
)
from caunoi_engine.matching.example import SIZES
from caunoi_engine.matching.market import Lists
from caunoi_engine.matching.pairs import score_column
from caunoi_engine.matching.ranking import rank_workers
from caunoi_engine.matching.score import score_pair
from tests.engine.matching.factories import (
    MADE_UNITS,
    VACANCY,
    WORKER,
    columns,
    market,
    random_markets,
    small,
)


@pytest.fixture(scope="module")
def index():
    return build_index(small())


@pytest.fixture(scope="module")
def scores(index):
    """Every worker against every vacancy by brute force, -1 where not feasible."""
    rows = range(len(index.market.vacancies))
    return np.stack([score_column(index, v) for v in rows], axis=1)


def expected_list(scores, k):
    order = np.lexsort((np.arange(len(scores)), -scores))
    return [(int(i), int(scores[i])) for i in order if scores[i] >= 0][:k]


def test_the_example_is_worth_testing_on(scores):
    assert (scores >= 0).sum() > 5_000


@pytest.mark.parametrize("k", [1, 7, 50])
def test_the_lists_of_all_workers_are_the_best_by_brute_force(index, scores, k):
    ranking = rank_vacancies(index, k=k)
    for w in range(len(scores)):
        held = ranking.counts[w]
        listed = zip(
            ranking.rows[w, :held].tolist(), ranking.scores[w, :held].tolist(), strict=True
        )
        assert list(listed) == expected_list(scores[w], k)
        assert (ranking.rows[w, held:] == -1).all()


def test_the_list_of_one_worker_is_the_one_it_has_among_all(index):
    ranking = rank_vacancies(index, k=20)
    for w in range(0, len(index.market.workers), 97):
        rows, points = rank_vacancies_for(index, worker=w, k=20)
        assert rows.tolist() == ranking.rows[w, : ranking.counts[w]].tolist()
        assert points.tolist() == ranking.scores[w, : ranking.counts[w]].tolist()


def test_the_list_of_a_vacancy_is_the_mirror(index, scores):
    for v in range(0, scores.shape[1], 17):
        rows, points = rank_workers_for(index, vacancy=v, k=30)
        listed = list(zip(rows.tolist(), points.tolist(), strict=True))
        assert listed == expected_list(scores[:, v], 30)


@pytest.mark.parametrize("rank", [rank_vacancies, rank_workers])
def test_the_number_of_threads_changes_no_byte(index, rank):
    lists = [rank(index, k=10, threads=threads) for threads in (1, 2, 3)]
    assert len({one.rows.tobytes() for one in lists}) == 1
    assert len({one.scores.tobytes() for one in lists}) == 1


@pytest.mark.parametrize("k", [1, 7, 50])
def test_the_lists_of_all_vacancies_are_the_best_by_brute_force(index, scores, k):
    ranking = rank_workers(index, k=k)
    for v in range(scores.shape[1]):
        held = ranking.counts[v]
        listed = zip(
            ranking.rows[v, :held].tolist(), ranking.scores[v, :held].tolist(), strict=True
        )
        assert list(listed) == expected_list(scores[:, v], k)
        assert (ranking.rows[v, held:] == -1).all()


@given(random_markets)
@settings(max_examples=100, deadline=None)
def test_both_directions_hold_just_the_feasible_pairs_of_the_specification(made):
    index, told = build_index(made), {}
    for w in range(len(made.workers)):
        for v in range(len(made.vacancies)):
            pair = score_pair(index.worker(w), index.vacancy(v), index.policy, made.related)
            if not pair.failed:
                told[w, v] = pair.score
    # One more than there are: a list that is never full holds everything, and no more.
    ways = rank_vacancies(index, k=len(made.vacancies) + 1, threads=1)
    back = rank_workers(index, k=len(made.workers) + 1, threads=1)
    for w in range(len(made.workers)):
        own = sorted((-score, v) for (other, v), score in told.items() if other == w)
        rows, points = rank_vacancies_for(index, worker=w, k=len(made.vacancies) + 1)
        assert [(-p, v) for v, p in zip(rows.tolist(), points.tolist(), strict=True)] == own
        assert ways.rows[w, : len(own)].tolist() == rows.tolist()
        assert ways.counts[w] == len(own)
    for v in range(len(made.vacancies)):
        own = sorted((-score, w) for (w, other), score in told.items() if other == v)
        rows, points = rank_workers_for(index, vacancy=v, k=len(made.workers) + 1)
        assert [(-p, w) for w, p in zip(rows.tolist(), points.tolist(), strict=True)] == own
        assert back.rows[v, : len(own)].tolist() == rows.tolist()
        assert back.counts[v] == len(own)


def test_a_worker_stands_once_however_many_wishes_are_near():
    wishes = ["7533", "7531", "7531"]
    index = build_index(market(workers=[{"occupations": wishes}], vacancies=[{}]))
    assert rank_workers_for(index, vacancy=0)[0].tolist() == [0]
    assert rank_workers(index, k=3).rows.tolist() == [[0, -1, -1]]
    assert rank_workers_for(index, vacancy=0)[1] == rank_vacancies_for(index, worker=0)[1]


@pytest.mark.parametrize(("kilometres", "found"), [(0, [0, 3, 1]), (280, [0, 3]), (100, [0, 3])])
def test_a_firm_with_housing_finds_those_who_would_live_there_from_as_far_as_they_go(
    kilometres, found
):
    far = {"lat": 21.0, "will_board": True}
    towns = [{}, far, {**far, "will_board": False}, {"lat": 18.1}]
    made = market(workers=towns, vacancies=[{"housing": True}, {}])
    index = build_index(made, Policy(boarding_km=kilometres))
    assert rank_workers_for(index, vacancy=0)[0].tolist() == found
    assert rank_workers_for(index, vacancy=1)[0].tolist() == [0, 3]


def test_questions_from_many_threads_at_once_get_the_same_answers(index):
    workers = list(range(0, 2_000, 13))
    alone = [rank_vacancies_for(index, worker=w)[0].tolist() for w in workers]
    with ThreadPoolExecutor(4) as pool:
        lists = pool.map(lambda w: rank_vacancies_for(index, worker=w)[0].tolist(), workers)
        assert list(lists) == alone


def test_an_answer_is_not_overwritten_by_the_next_question(index):
    rows, points = rank_vacancies_for(index, worker=0)
    before = rows.tolist(), points.tolist()
    for w in range(1, 50):
        rank_vacancies_for(index, worker=w)
    assert (rows.tolist(), points.tolist()) == before


def test_an_index_that_has_been_asked_can_be_sent_to_another_process():
    index = build_index(market(workers=[{}], vacancies=[{}]))
    rows = rank_workers_for(index, vacancy=0)[0].tolist()
    again = pickle.loads(pickle.dumps(index))  # noqa: S301  what was pickled a moment ago
    assert rank_workers_for(again, vacancy=0)[0].tolist() == rows == [0]


def test_equal_scores_stand_in_order_of_id_whatever_the_order_of_the_file():
    ids = ["V3", "V1", "V2", "V0"]
    index = build_index(market(workers=[{}], vacancies=[{"vacancy_id": name} for name in ids]))
    rows, points = rank_vacancies_for(index, worker=0, k=3)
    names = index.market.vacancies.vacancy_id[rows].tolist()
    assert names == ["V0", "V1", "V2"]
    assert len(set(points.tolist())) == 1


def shuffled(table, plain, chance):
    rows = list(range(len(table)))
    chance.shuffle(rows)
    taken = table.take(np.array(rows, np.int64))
    cells = {}
    for name in plain:
        column = getattr(taken, name)
        cells[name] = [column.row(i) for i in range(len(rows))] if name in LISTS else column
    return cells


@given(random_markets, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_in_the_files_changes_nothing(made, chance):
    other = Market(
        Workers.of(**shuffled(made.workers, WORKER, chance)),
        Vacancies.of(**shuffled(made.vacancies, VACANCY, chance)),
        made.courses,
        made.related,
    )
    for rank in (rank_vacancies, rank_workers):
        first, second = (rank(build_index(m), k=5, threads=1) for m in (made, other))
        assert np.array_equal(first.rows, second.rows)
        assert np.array_equal(first.scores, second.scores)


@given(random_markets, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_new_ids_in_another_order_change_the_order_of_equals_only(made, chance):
    numbers = list(range(len(made.workers)))
    chance.shuffle(numbers)
    ids = np.array([f"X{number:03d}" for number in numbers], object)
    named = {spec.name: getattr(made.workers, spec.name) for spec in Workers.columns()}
    other = replace(made, workers=Workers.of(**{**named, "worker_id": ids}))
    k = len(made.workers)
    first, second = (rank_workers(build_index(m), k=k, threads=1) for m in (made, other))
    assert np.array_equal(first.scores, second.scores)
    for v in range(len(made.vacancies)):
        held = first.counts[v]
        names = other.workers.worker_id[second.rows[v, :held]].tolist()
        assert sorted(names) == sorted(ids[first.rows[v, :held]].tolist())
        points = second.scores[v, :held].tolist()
        listed = list(zip(points, names, strict=True))
        assert listed == sorted(listed, key=lambda one: (-one[0], one[1]))


LISTS = (
    "occupations", "skills", "certificates",
    "skills_required", "skills_preferred", "certificates_required",
)  # fmt: skip


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("vacancies", [0, 1])
@pytest.mark.parametrize("k", [0, 1, 3])
def test_markets_of_nobody_and_nothing_give_empty_lists(workers, vacancies, k):
    made = Market(
        Workers.of(**columns(WORKER, [{}] * workers)),
        Vacancies.of(**columns(VACANCY, [{}] * vacancies)),
        Courses.none(),
    )
    index, met = build_index(made), [0] if workers and vacancies and k else []
    ways, back = rank_vacancies(index, k=k), rank_workers(index, k=k)
    assert ways.rows.tolist() == [(met + [-1] * k)[:k]] * workers
    assert back.rows.tolist() == [(met + [-1] * k)[:k]] * vacancies
    for w in range(workers):
        assert rank_vacancies_for(index, worker=w, k=k)[0].tolist() == met
    for v in range(vacancies):
        assert rank_workers_for(index, vacancy=v, k=k)[0].tolist() == met


def test_somebody_without_a_wish_is_in_no_list():
    index = build_index(market(workers=[{"occupations": []}, {}], vacancies=[{}]))
    assert rank_vacancies_for(index, worker=0)[0].tolist() == []
    assert rank_workers_for(index, vacancy=0)[0].tolist() == [1]


def test_vacancies_far_apart_on_the_map_are_found_where_they_are():
    towns = [{"lat": 18 + i * 0.9, "lon": 105 + i * 0.7} for i in range(5)]
    index = build_index(market(workers=towns, vacancies=towns))
    for w in range(5):
        assert rank_vacancies_for(index, worker=w)[0].tolist() == [w]


@pytest.mark.parametrize("wish", ["7531", "0110"])
def test_one_worker_laid_beside_a_kept_index_has_the_same_list(index, wish):
    known = index.market.workers
    for w in range(0, len(known), 211):
        one = known.take(np.array([w]))
        other = replace_workers(index, one)
        rows, points = rank_vacancies_for(other, worker=0)
        expected = rank_vacancies_for(index, worker=w)
        assert rows.tolist() == expected[0].tolist()
        assert points.tolist() == expected[1].tolist()
    stranger = Workers.of(**columns(WORKER, [{"occupations": [wish, "7111"]}]))
    assert len(rank_vacancies_for(replace_workers(index, stranger), worker=0)[0]) > 0


MADE = {
    ("small", 1): "0388b56c87ccb3e9",
    ("small", 2): "693504e060d08578",
    ("10k", 1): "ab90ba9c94c5f4ec",
}


def digest(made):
    total = hashlib.sha256(repr(sorted(made.related.items())).encode())
    for table in (made.workers, made.vacancies, made.courses):
        for spec in table.columns():
            column = getattr(table, spec.name)
            parts = [column]
            if isinstance(column, Lists):
                parts = [column.offsets, column.codes, np.array(column.names, object)]
            for part in parts:
                whole = part.dtype != object
                total.update(part.tobytes() if whole else "|".join(part.tolist()).encode())
    return total.hexdigest()[:16]


@pytest.mark.parametrize(("size", "seed"), MADE)
def test_a_made_market_stays_the_one_that_figures_were_published_of(size, seed):
    assert digest(example_market(MADE_UNITS, size=size, seed=seed)) == MADE[size, seed]


def test_many_provinces_lie_side_by_side_and_number_everything_once(monkeypatch):
    shape = replace(
        SIZES["small"], workers=2_003, vacancies=301, positions=2_001, employers=41, intakes=22,
        seats=455, provinces=3,
    )  # fmt: skip
    monkeypatch.setitem(SIZES, "three", shape)
    made = example_market(MADE_UNITS, size="three")
    assert (len(made.workers), len(made.vacancies), len(made.courses)) == (2_003, 301, 22)
    assert (made.vacancies.positions.sum(), made.courses.seats.sum()) == (2_001, 455)
    for ids in (made.workers.worker_id, made.vacancies.vacancy_id, made.courses.course_id):
        assert len(set(ids)) == len(ids)
        assert ids.tolist() == sorted(ids)
    # Firms of one province hire in one place.
    lat: dict[str, list[float]] = {}
    for firm, at in zip(made.vacancies.employer_id, made.vacancies.lat, strict=True):
        lat.setdefault(firm, []).append(at)
    assert max(max(places) - min(places) for places in lat.values()) < 0.1
    index = build_index(made)
    assert index.grid.columns * index.grid.rows > 2
    for v in range(0, 301, 29):
        column = score_column(index, v)
        assert list(map(int, rank_workers_for(index, vacancy=v, k=40)[0])) == [
            w for w, _ in expected_list(column, 40)
        ]
    for w in range(0, 2_003, 211):
        rows, points = rank_vacancies_for(index, worker=w, k=400)
        feasible = [v for v in range(301) if score_column(index, v)[w] >= 0]
        assert sorted(rows.tolist()) == feasible
        assert points.tolist() == sorted(points.tolist(), reverse=True)


def test_the_largest_sizes_are_in_proportion_to_the_province():
    province = SIZES["province"]
    for name in ("500k", "2m"):
        size = SIZES[name]
        times = size.workers / province.workers
        for count in ("vacancies", "positions", "employers", "intakes", "seats"):
            assert getattr(size, count) / getattr(province, count) == pytest.approx(times, rel=0.01)
