"""Spans of workers: what is sent away answers as the whole market does, and names nobody."""

import pickle
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi_engine.matching import build_index, make_plan, replace_workers
from caunoi_engine.matching.auction import auction, resources
from caunoi_engine.matching.options import Options, bonus_of, list_options
from caunoi_engine.matching.seats import GRAIN
from caunoi_engine.matching.shards import Shards, local_shards
from caunoi_engine.matching.spans import answer_for, even_spans, span_of, without_workers
from tests.engine.matching.factories import crowded, random_markets, small


def sent(index, count):
    """The rest of the market and the spans, as they arrive somewhere else."""
    spans = [span_of(index, *span) for span in even_spans(len(index.market.workers), count)]
    return pickle.loads(pickle.dumps((without_workers(index), spans)))  # noqa: S301  our own


def in_spans(index, count):
    """Shards that hold nothing but what was sent to them."""
    rest, spans = sent(index, count)
    starts = np.cumsum([0, *map(len, spans)])
    shards = [answer_for(rest, span) for span in spans]
    return Shards(shards, starts, bonus_of(index) * GRAIN, 1)


def same(one: Options, other: Options) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@given(random_markets, st.integers(1, 8))
@settings(max_examples=80, deadline=None)
def test_the_options_of_all_spans_are_those_of_the_whole_market(made, count):
    index = build_index(made)
    rest, spans = sent(index, count)
    parts = [list_options(replace_workers(rest, span)) for span in spans]
    assert same(Options.joined(parts), list_options(index))


@pytest.mark.parametrize("count", [1, 2, 4, 8])
def test_prices_and_plan_are_the_same_in_any_number_of_spans(count):
    index = build_index(small())
    plan = make_plan(index)
    again = make_plan(index, shards=partial(in_spans, count=count))
    for name in ("vacancy", "course", "vacancy_price", "course_price"):
        assert getattr(again, name).tobytes() == getattr(plan, name).tobytes()
    assert (again.value, again.upper_bound) == (plan.value, plan.upper_bound)


@pytest.mark.parametrize("count", [1, 3, 8])
def test_an_auction_over_spans_ends_at_the_same_prices_to_the_grain(count):
    index = build_index(crowded(5))
    capacity = resources(index.market.vacancies.positions, index.market.courses.seats)
    ends = [
        auction(
            shards,
            capacity,
            np.zeros(len(capacity), np.int64),
            epsilon=GRAIN,
            order=np.arange(len(index.market.workers), dtype=np.int32),
            vacancies=len(index.market.vacancies),
        )
        for shards in (local_shards(index, count=1), in_spans(index, count))
    ]
    assert ends[0].price.any()
    assert ends[0].price.tobytes() == ends[1].price.tobytes()
    assert ends[0].taken.tobytes() == ends[1].taken.tobytes()


def test_what_is_sent_away_names_no_person_firm_vacancy_or_course():
    index = build_index(small())
    market = index.market
    parcel = pickle.dumps(sent(index, 2))
    for ids in (
        market.workers.worker_id,
        market.vacancies.vacancy_id,
        market.vacancies.employer_id,
        market.courses.course_id,
        market.courses.programme_id,
    ):
        assert str(ids[0]).encode() not in parcel
        assert str(ids[-1]).encode() not in parcel


def test_a_span_holds_its_own_workers_only():
    index = build_index(small())
    whole = len(pickle.dumps(span_of(index, 0, 2_000)))
    assert len(pickle.dumps(span_of(index, 0, 200))) < whole / 5
    assert len(without_workers(index).workers.trains) == 0


@given(st.integers(0, 1_000), st.integers(1, 50))
def test_spans_follow_each_other_and_leave_nobody_out(workers, count):
    spans = even_spans(workers, count)
    assert [first for first, _ in spans[1:]] == [last for _, last in spans[:-1]]
    assert (spans[0][0], spans[-1][1]) == (0, workers)
    lengths = [last - first for first, last in spans]
    assert max(lengths) - min(lengths) <= 1
    assert len(spans) <= count
