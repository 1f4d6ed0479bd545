"""The lists: exact, in one order only, the same on any number of threads, in both directions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi_engine.matching import (
    Market,
    Vacancies,
    Workers,
    build_index,
    rank_vacancies,
    rank_vacancies_for,
    rank_workers_for,
    replace_workers,
)
from caunoi_engine.matching.pairs import score_column
from tests.engine.matching.factories import VACANCY, WORKER, columns, market, random_markets, small


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


def test_the_number_of_threads_changes_nothing(index):
    one, three = (rank_vacancies(index, k=10, threads=threads) for threads in (1, 3))
    assert np.array_equal(one.rows, three.rows)
    assert np.array_equal(one.scores, three.scores)


def test_equal_scores_stand_in_order_of_id_whatever_the_order_of_the_file():
    ids = ["V3", "V1", "V2", "V0"]
    index = build_index(market(workers=[{}], vacancies=[{"vacancy_id": name} for name in ids]))
    rows, points = rank_vacancies_for(index, worker=0, k=3)
    names = index.market.vacancies.vacancy_id[rows].tolist()
    assert names == ["V0", "V1", "V2"]
    assert len(set(points.tolist())) == 1


@given(random_markets, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_in_the_files_changes_nothing(made, chance):
    def shuffled(table, plain):
        rows = list(range(len(table)))
        chance.shuffle(rows)
        taken = table.take(np.array(rows, np.int64))
        cells = {}
        for name in plain:
            column = getattr(taken, name)
            cells[name] = [column.row(i) for i in range(len(rows))] if name in LISTS else column
        return cells

    other = Market(
        Workers.of(**shuffled(made.workers, WORKER)),
        Vacancies.of(**shuffled(made.vacancies, VACANCY)),
        made.courses,
        made.related,
    )
    first, second = (rank_vacancies(build_index(m), k=5, threads=1) for m in (made, other))
    assert np.array_equal(first.rows, second.rows)
    assert np.array_equal(first.scores, second.scores)


LISTS = (
    "occupations", "skills", "certificates",
    "skills_required", "skills_preferred", "certificates_required",
)  # fmt: skip


def test_a_market_without_vacancies_gives_empty_lists():
    empty = Market(
        Workers.of(**columns(WORKER, [{}])), Vacancies.of(**columns(VACANCY, [])), small().courses
    )
    index = build_index(empty)
    assert rank_vacancies(index, k=3).rows.tolist() == [[-1, -1, -1]]
    assert rank_vacancies_for(index, worker=0)[0].tolist() == []


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
