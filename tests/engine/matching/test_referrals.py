"""The lists for the counter: under every rule, fair, exact, and the same in any order of rows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi_engine.matching import (
    Market,
    Policy,
    build_index,
    make_plan,
    measure_congestion,
    referrals,
)
from caunoi_engine.matching.comparison import compare_lists
from caunoi_engine.matching.pairs import score_column
from caunoi_engine.matching.planning import Kept
from caunoi_engine.matching.referrals import (
    BY_SCORE_LESS_PRICE,
    SHORT_REASONS,
    ReferralRules,
    refer,
)
from caunoi_engine.matching.wishes import OpenLists
from tests.engine.matching.factories import crowded, market, random_markets, small

MOST_PRICE = 10_000


def brute_scores(index):
    """Every worker against every vacancy, shape (workers, vacancies), -1 where not feasible."""
    made = index.market
    columns = [score_column(index, v) for v in range(len(made.vacancies))]
    return np.stack(columns, axis=1) if columns else np.zeros((len(made.workers), 0), np.int64)


def own_order(scores, prices, rules):
    """Everybody's feasible vacancies in the order they ask for them."""
    net = scores - (prices if rules.rank_by == BY_SCORE_LESS_PRICE else 0)
    return [
        sorted(np.flatnonzero(row >= 0).tolist(), key=lambda v: (-net[w, v], v))
        for w, row in enumerate(scores)
    ]


def kept_in_one_round(wishes, scores, room):
    """Deferred acceptance the slow way: all who are free ask at once, until nobody asks."""
    held, place, free = (
        {v: [] for v in range(len(room))},
        [0] * len(wishes),
        set(range(len(wishes))),
    )
    while free:
        for w in sorted(free):
            if place[w] < len(wishes[w]):
                held[wishes[w][place[w]]].append(w)
        free = set()
        for v, people in held.items():
            people.sort(key=lambda w: (-scores[w, v], w))
            free |= set(people[room[v] :])
            del people[room[v] :]
        for w in free:
            place[w] += 1
    return {w: v for v, people in held.items() for w in people}


def by_the_rules(index, prices, rules):
    """The lists by the words of the rules, round by round."""
    scores, vacancies = brute_scores(index), index.market.vacancies
    wishes = own_order(scores, prices, rules)
    firm = vacancies.employer_id.tolist()
    wanted = [min(rules.firms_at_least, len({firm[v] for v in own})) for own in wishes]
    cap = rules.per_position or 10**9
    room = (cap * vacancies.positions.astype(np.int64)).tolist()
    lists = [[] for _ in wishes]
    for number in range(rules.per_worker):
        asking = []
        for w, own in enumerate(wishes):
            firms = {firm[v] for v in lists[w]}
            forced = wanted[w] - len(firms) >= rules.per_worker - number
            asking.append(
                [
                    v
                    for v in own
                    if v not in lists[w] and room[v] > 0 and not (forced and firm[v] in firms)
                ]
                if len(lists[w]) == number
                else []
            )
        for w, v in kept_in_one_round(asking, scores, room).items():
            lists[w].append(v)
            room[v] -= 1
    return lists, room


def told(lists):
    return [[v for v in row if v >= 0] for row in lists.rows.tolist()]


def prices_for(index, chance):
    return np.array(
        [chance.randrange(MOST_PRICE) for _ in index.market.vacancies.positions], np.int32
    )


rules_of_lists = st.integers(1, 4).flatmap(
    lambda most: st.builds(
        ReferralRules,
        per_worker=st.just(most),
        per_position=st.integers(0, 3),
        firms_at_least=st.integers(1, most),
        rank_by=st.sampled_from(referrals.ORDERS_OF_LISTS),
    )
)
chances = st.randoms(use_true_random=False)


def with_firms(made, chance, firms=3):
    """The market with its vacancies dealt out to a few firms."""
    names = np.array([f"E{chance.randrange(firms)}" for _ in made.vacancies.positions], object)
    return replace(made, vacancies=replace(made.vacancies, employer_id=names))


@given(random_markets, rules_of_lists, chances)
@settings(max_examples=150, deadline=None)
def test_the_lists_are_those_that_the_rules_say(made, rules, chance):
    index = build_index(with_firms(made, chance))
    prices = prices_for(index, chance)
    assert told(refer(index, prices, rules, threads=1)) == by_the_rules(index, prices, rules)[0]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rank_by", referrals.ORDERS_OF_LISTS)
def test_in_crowded_markets_too(seed, rank_by):
    made = crowded(seed)
    firms = np.array([f"E{v % 4}" for v in range(len(made.vacancies))], object)
    index = build_index(replace(made, vacancies=replace(made.vacancies, employer_id=firms)))
    prices = make_plan(index).vacancy_price
    lengths = set()
    for per_position, firms_at_least in ((1, 1), (2, 3), (5, 2), (0, 4)):
        rules = ReferralRules(
            per_worker=4, per_position=per_position, firms_at_least=firms_at_least, rank_by=rank_by
        )
        lists = refer(index, prices, rules)
        assert told(lists) == by_the_rules(index, prices, rules)[0]
        lengths |= set(lists.counts.tolist())
    assert lengths == {0, 1, 2, 3, 4}


@given(random_markets, rules_of_lists, chances)
@settings(max_examples=100, deadline=None)
def test_every_rule_holds_and_every_offer_is_feasible(made, rules, chance):
    index = build_index(with_firms(made, chance))
    lists, scores = refer(index, prices_for(index, chance), rules, threads=1), brute_scores(index)
    firm = index.market.vacancies.employer_id
    for w, own in enumerate(told(lists)):
        assert len(set(own)) == len(own) <= rules.per_worker
        assert lists.scores[w, : len(own)].tolist() == scores[w, own].tolist()
        assert (scores[w, own] >= 0).all()
        if len(own) == rules.per_worker:
            feasible_firms = len(set(firm[scores[w] >= 0]))
            assert len(set(firm[own])) >= min(rules.firms_at_least, feasible_firms)
    if rules.per_position:
        assert (lists.sent <= rules.per_position * index.market.vacancies.positions).all()
    assert lists.sent.sum() == lists.counts.sum()


@given(random_markets, rules_of_lists, chances)
@settings(max_examples=100, deadline=None)
def test_nobody_is_without_a_list_while_something_feasible_is_open(made, rules, chance):
    index = build_index(with_firms(made, chance))
    lists, scores = refer(index, prices_for(index, chance), rules, threads=1), brute_scores(index)
    cap = (rules.per_position or 10**9) * index.market.vacancies.positions.astype(np.int64)
    for w in np.flatnonzero(lists.counts == 0):
        feasible = scores[w] >= 0
        assert (lists.sent[feasible] == cap[feasible]).all()
        for v in np.flatnonzero(feasible):
            # All who were sent there have it as their first, and suit it better.
            sent = np.flatnonzero((lists.rows == v).any(axis=1))
            assert (lists.rows[sent, 0] == v).all()
            assert all((-scores[other, v], other) < (-scores[w, v], w) for other in sent)


@given(random_markets, rules_of_lists, chances)
@settings(max_examples=100, deadline=None)
def test_a_short_list_says_why(made, rules, chance):
    index = build_index(with_firms(made, chance))
    prices = prices_for(index, chance)
    lists, scores = refer(index, prices, rules, threads=1), brute_scores(index)
    expected, room = by_the_rules(index, prices, rules)
    for w, own in enumerate(expected):
        feasible = set(np.flatnonzero(scores[w] >= 0).tolist())
        reason = SHORT_REASONS[lists.short[w]]
        if len(own) == rules.per_worker:
            assert reason == ""
        elif not feasible:
            assert reason == "NOTHING_FEASIBLE"
        elif feasible == set(own):
            assert reason == "NO_MORE_FEASIBLE"
        elif any(room[v] for v in feasible - set(own)):
            assert reason == "FIRMS"
        else:
            assert reason == "CAPS"
    assert sum(lists.short_lists().values()) == (lists.counts < rules.per_worker).sum()


def test_each_reason_occurs():
    made = small()
    firms = np.array([f"E{v % 3}" for v in range(len(made.vacancies))], object)
    index = build_index(replace(made, vacancies=replace(made.vacancies, employer_id=firms)))
    rules = ReferralRules(per_worker=4, per_position=2, firms_at_least=3)
    lists = refer(index, np.zeros(len(firms), np.int32), rules)
    assert set(lists.short.tolist()) == set(range(len(SHORT_REASONS)))


def rows_in_another_order(made, chance):
    """The same market read from files whose rows stand otherwise."""

    def shuffled(table):
        rows = list(range(len(table)))
        chance.shuffle(rows)
        taken = table.take(np.array(rows, np.int64))
        return type(table).of(**{spec.name: getattr(taken, spec.name) for spec in table.columns()})

    return Market(
        *(shuffled(t) for t in (made.workers, made.vacancies, made.courses)), made.related
    )


@given(random_markets, rules_of_lists, chances)
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_in_the_files_changes_nothing(made, rules, chance):
    made = with_firms(made, chance)
    prices = prices_for(build_index(made), chance)
    first, second = (
        refer(build_index(one), prices, rules, threads=1)
        for one in (made, rows_in_another_order(made, chance))
    )
    assert np.array_equal(first.rows, second.rows)
    assert np.array_equal(first.scores, second.scores)
    assert np.array_equal(first.short, second.short)


@pytest.mark.parametrize("rank_by", referrals.ORDERS_OF_LISTS)
def test_how_deep_lists_are_read_and_by_how_many_threads_changes_nothing(rank_by, monkeypatch):
    index = build_index(small())
    prices = make_plan(index).vacancy_price
    rules = ReferralRules(per_worker=5, per_position=1, firms_at_least=3, rank_by=rank_by)
    deep = refer(index, prices, rules)
    monkeypatch.setattr(referrals, "FIRST_DEPTH", 1)
    shallow = refer(index, prices, rules, threads=3)
    assert np.array_equal(deep.rows, shallow.rows)
    assert np.array_equal(deep.short, shallow.short)
    assert deep.counts.min() == 0
    assert deep.counts.max() == 5


@pytest.mark.parametrize("depth", [1, 7, 300])
def test_lists_by_score_less_price_are_exact_however_deep(depth):
    index = build_index(small())
    prices = np.random.default_rng(3).integers(0, MOST_PRICE, 300).astype(np.int32)
    scores = brute_scores(index)
    whole = own_order(scores, prices, ReferralRules(rank_by=BY_SCORE_LESS_PRICE))
    lists = OpenLists(index, depth=depth, prices=prices)
    for w, own in enumerate(whole):
        start, length = lists.wishes.start[w], lists.wishes.length[w]
        assert lists.wishes.vacancy[start : start + length].tolist() == own[:depth]
        assert lists.scores(np.full(length, w), np.arange(length)).tolist() == [
            scores[w, v] for v in own[:depth]
        ]


def test_an_empty_side_gives_empty_lists():
    index = build_index(market(workers=[{}, {}], vacancies=[]))
    lists = refer(index, np.zeros(0, np.int32))
    assert told(lists) == [[], []]
    assert lists.short_lists()["NOTHING_FEASIBLE"] == 2
    index = build_index(market(workers=[], vacancies=[{}]))
    assert refer(index, np.zeros(1, np.int32)).rows.shape == (0, 3)


BAD_RULES = [
    {"per_worker": 0}, {"per_worker": 51}, {"per_position": -1}, {"per_position": True},
    {"firms_at_least": 0}, {"firms_at_least": 4}, {"rank_by": "price"}, {"per_worker": 2.0},
]  # fmt: skip


@pytest.mark.parametrize("rules", BAD_RULES)
def test_a_rule_out_of_its_range_is_refused(rules):
    with pytest.raises(ValueError, match=next(iter(rules))):
        ReferralRules(**rules)


@pytest.mark.parametrize("prices", [[0] * 3, [-1] * 300])
def test_prices_that_are_none_are_refused(prices):
    with pytest.raises(ValueError, match="prices"):
        refer(build_index(small()), np.array(prices), ReferralRules(rank_by=BY_SCORE_LESS_PRICE))


# --- What the policy may and may not change ------------------------------------------------------


def flagged(seed):
    """A crowded market in which every fourth person is of a priority group."""
    made = crowded(seed)
    priority = (np.arange(len(made.workers)) % 4 == 0).astype(np.int32)
    return replace(made, workers=replace(made.workers, priority=priority))


def test_points_for_priority_groups_change_plans_and_no_list_by_score():
    made = flagged(2)
    plain, other = (
        build_index(made, policy)
        for policy in (Policy(), Policy(priority_points=5_000, priority_article="Điều 1"))
    )
    plans = [make_plan(index) for index in (plain, other)]
    placed = [plan.vacancy[made.workers.priority == 1] >= 0 for plan in plans]
    assert placed[1].sum() > placed[0].sum()
    lists = [refer(index, plan) for index, plan in zip((plain, other), plans, strict=True)]
    assert np.array_equal(lists[0].rows, lists[1].rows)
    assert np.array_equal(lists[0].scores, lists[1].scores)
    assert compare_lists(other, plans[1])[-1].value == plans[1].net_value.sum() < plans[1].value


@pytest.mark.parametrize("seed", range(3))
def test_what_people_were_told_stays_under_another_policy(seed):
    made = crowded(seed)
    plan = make_plan(build_index(made))
    told_ = np.flatnonzero(plan.vacancy >= 0)[::2].astype(np.int32)
    kept = Kept(told_, plan.vacancy[told_], plan.course[told_])
    other = Policy(occupation=1_000, skills=1_000, distance=7_000, education=0, experience=0)
    index = build_index(made, other)
    again = make_plan(index, kept=kept)
    assert again.vacancy[told_].tolist() == plan.vacancy[told_].tolist()
    assert again.course[told_].tolist() == plan.course[told_].tolist()
    assert again.kept[told_].all()
    assert (make_plan(index).vacancy[told_] != plan.vacancy[told_]).any()


# --- The trade-off -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compared():
    index = build_index(small())
    plan = make_plan(index)
    return index, plan, compare_lists(index, plan, lengths=(1, 10))


def test_each_way_to_rank_is_measured_by_its_own_lists(compared):
    index, plan, rows = compared
    scores, positions = brute_scores(index), index.market.vacancies.positions
    for row in rows[:4]:
        rules = ReferralRules(rank_by=row.policy)
        wishes = [own[: row.length] for own in own_order(scores, plan.vacancy_price, rules)]
        listed = np.array([v for own in wishes for v in own])
        points = [scores[w, v] for w, own in enumerate(wishes) for v in own]
        people = np.bincount(listed, minlength=len(positions))
        hired = kept_in_one_round(wishes, scores, positions.tolist())
        assert row.entries == len(listed)
        assert row.mean_score == pytest.approx(np.mean(points))
        assert row.spread == measure_congestion(people, positions)
        assert row.placed == len(hired)
        assert row.value == sum(scores[w, v] for w, v in hired.items())


def test_first_come_is_served_first(compared):
    index, _, rows = compared
    scores, positions = brute_scores(index), index.market.vacancies.positions
    spare, value, placed = positions.copy(), 0, 0
    # The higher the turn the sooner it is.
    for w in np.argsort(-np.random.default_rng(0).permutation(len(scores))):
        left = np.where(spare > 0, scores[w], -1)
        v = int(left.argmax())
        if left[v] >= 0:
            spare[v] -= 1
            value, placed = value + int(left[v]), placed + 1
    assert (rows[4].policy, rows[4].placed, rows[4].value) == ("first_come", placed, value)


def test_the_plan_stands_beside_them_and_is_worth_the_most(compared):
    _, plan, rows = compared
    worth = int(plan.net_value.sum())
    assert (rows[-1].policy, rows[-1].placed, rows[-1].value) == ("plan", plan.placed, worth)
    assert worth == max(row.value for row in rows)


def test_prices_spread_the_first_choices(compared):
    by_score, by_price = compared[2][:2]
    assert by_price.spread.coverage > by_score.spread.coverage
    assert by_price.spread.oversubscribed_share < by_score.spread.oversubscribed_share
    assert by_price.mean_score < by_score.mean_score
    assert by_price.placed > by_score.placed
