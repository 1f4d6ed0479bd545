"""Options in brief: what is in a rest is found whenever it matters, and answers are exact."""

import numpy as np
import pytest

from caunoi_engine.matching import build_index, make_plan, options
from caunoi_engine.matching.auction import unpack
from caunoi_engine.matching.options import (
    BRIEF,
    WHOLE,
    OptionLister,
    list_options,
    listing_for,
)
from caunoi_engine.matching.rests import judge_of
from caunoi_engine.matching.seats import GRAIN
from caunoi_engine.matching.shards import LocalShard
from tests.engine.matching.factories import LAT, UNITS, market

SKILLS = tuple("abcdefgh")


def much_taught(seed, workers=12, vacancies=8, courses=40):
    """Few skills, and a great many programmes that lead to the same vacancies."""
    rng = np.random.default_rng(seed)

    def some(most):
        return rng.choice(SKILLS, int(rng.integers(1, most)), replace=False).tolist()

    return market(
        workers=[
            {"skills": some(3), "occupations": ["7531"], "education": 4} for _ in range(workers)
        ],
        vacancies=[
            {
                "occupation": str(rng.choice(UNITS[2:4])),
                "skills_required": some(6),
                "skills_preferred": some(6),
                "certificates_required": ["welding"] if j % 2 else [],
            }
            for j in range(vacancies)
        ],
        courses=[
            {
                "occupation": "7531",
                "lat": LAT + rng.uniform(0, 0.1),
                "skills_taught": some(6),
                "certificates_granted": ["welding"] if rng.random() < 0.7 else [],
                "months": int(rng.integers(0, 9)),
                "cost_vnd": int(rng.integers(0, 9)) * 1_000_000,
            }
            for _ in range(courses)
        ],
    )


def nets_of(whole, worker, price):
    """Everything the worker could do: (vacancy, course) -> what it gains at these prices."""
    columns = (part.tolist() for part in whole.of_worker(worker))
    return {
        (v, k): value * GRAIN - int(price[v] + price[whole.vacancies + 1 + k])
        for v, k, value in zip(*columns, strict=True)
    }


def wandering_prices(rng, index, times):
    """Prices that rise and fall from one question to the next, as in a search."""
    vacancies = len(index.market.vacancies)
    price = np.zeros(vacancies + 1 + len(index.market.courses), np.int64)
    for _ in range(times):
        step = rng.integers(-600, 900, len(price)) * GRAIN
        price = np.maximum(0, price + np.where(rng.random(len(price)) < 0.6, step, 0))
        price[vacancies] = 0
        yield price


@pytest.mark.parametrize("seed", range(4))
def test_what_everybody_gains_is_the_same_as_if_all_options_were_listed(seed):
    index = build_index(much_taught(seed))
    people, whole = len(index.market.workers), list_options(index)
    brief = OptionLister(index, BRIEF).options(0, people)
    assert len(brief.rests) > 10
    assert len(brief.keys) + len(brief.rests) < brief.found == whole.found
    shard = LocalShard(brief, judge_of(index))
    for price in wandering_prices(np.random.default_rng(seed), index, 25):
        answer = shard.respond(price)
        demand = np.zeros(len(price), np.int64)
        gain = 0
        for w in range(people):
            nets = nets_of(whole, w, price)
            best = max([0, *nets.values()])
            gain += best
            if best > 0:
                v, k = min(place for place, net in nets.items() if net == best)
                demand[[v, whole.vacancies + 1 + k]] += 1
        assert answer.gain == gain
        demand[whole.vacancies] = answer.demand[whole.vacancies]  # "no course" is never counted
        assert answer.demand.tolist() == demand.tolist()


@pytest.mark.parametrize("most", [2, 5, 16])
def test_lists_hold_the_best_there_is_and_the_tail_is_above_what_they_leave_out(most):
    index = build_index(much_taught(7))
    people, whole = len(index.market.workers), list_options(index)
    shard = LocalShard(OptionLister(index, BRIEF).options(0, people), judge_of(index))
    fresh = LocalShard(OptionLister(index, BRIEF).options(0, people), judge_of(index))
    asked, taught = np.arange(people), 0
    for price in wandering_prices(np.random.default_rng(most), index, 25):
        found = shard.shortlist(asked, price, most)
        for w in range(people):
            nets = nets_of(whole, w, price)
            keys = found.keys[w, : found.lengths[w]]
            listed = list(zip(*(part.tolist() for part in unpack(keys)[:2]), strict=True))
            assert len(set(listed)) == len(listed)
            worth = [nets.pop(place) for place in listed]
            assert max([0, *nets.values()]) <= found.tail[w]
            assert all(net > 0 for net in worth)
            taught += sum(k >= 0 for _, k in listed)
    again = fresh.shortlist(asked, price, most)
    for one, other in zip(found, again, strict=True):
        # What was asked before changes no answer.
        assert one.tolist() == other.tolist()
    assert taught > people


def test_asked_roughly_lists_hold_the_best_of_what_is_listed_and_never_more_than_there_is():
    index, most = build_index(much_taught(7)), 5
    people, whole = len(index.market.workers), list_options(index)
    brief = OptionLister(index, BRIEF).options(0, people)
    shard, bare = LocalShard(brief, judge_of(index)), LocalShard(without(brief), judge_of(index))
    asked, fewer = np.arange(people), 0
    for price in wandering_prices(np.random.default_rng(1), index, 25):
        found, exact = (shard.shortlist(asked, price, most, roughly) for roughly in (True, False))
        for one, other in zip(found, bare.shortlist(asked, price, most), strict=True):
            assert one.tolist() == other.tolist()
        for w in range(people):
            nets = nets_of(whole, w, price)
            best = [
                max(nets[place] for place in zip(*unpack(lists.keys[w, :n])[:2], strict=True))
                for lists in (found, exact)
                if (n := lists.lengths[w])
            ]
            assert best in ([], best[:1]) or best[0] <= best[1]
            fewer += len(best) == 2 and best[0] < best[1]
    assert fewer > 0


def without(options):
    """The same options, as if there were no rests."""
    start = np.zeros_like(options.rest_start)
    return options._replace(rests=options.rests[:0], rest_start=start)


def test_options_without_a_choice_of_programmes_are_listed_whole():
    courses = [{"skills_taught": list(SKILLS[: n + 1])} for n in range(BRIEF)]
    made = market(
        workers=[{"skills": []}], vacancies=[{"skills_preferred": list(SKILLS)}], courses=courses
    )
    index = build_index(made)
    brief, whole = (OptionLister(index, how).options(0, 1) for how in (BRIEF, WHOLE))
    assert len(brief.rests) == 0
    assert brief.keys.tolist() == whole.keys.tolist()
    assert brief.found == BRIEF


def test_listed_whole_or_in_brief_no_plan_is_above_the_bound_of_the_other(monkeypatch):
    index = build_index(much_taught(3, workers=40))
    assert listing_for(index) == WHOLE
    whole = make_plan(index)
    monkeypatch.setattr(options, "LISTED_WHOLE", 0)
    assert listing_for(index) == BRIEF
    brief = make_plan(index)
    assert brief.options == whole.options
    assert max(brief.gap, whole.gap) <= 0.0025
    assert max(brief.value, whole.value) <= min(brief.upper_bound, whole.upper_bound)
    assert brief.placed > 0
