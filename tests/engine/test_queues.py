"""Who is called next, and how well the expected minute is met on simulated days."""

import heapq
import random
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.queues import AHEAD_IN_A_ROW, Desk, Rank, Waiting, choose, expect
from caunoi_engine.queues.choosing import ahead_after
from caunoi_engine.queues.serving import BEFORE, service_minutes

people = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(list(Rank))), min_size=1, max_size=40
).map(lambda rows: [Waiting(at, service, rank, at) for at, (service, rank) in enumerate(rows)])


def called_in_order(line, ahead=0):
    left, order = list(line), []
    while left:
        one = choose(left, ahead=ahead)
        ahead = ahead_after(ahead, one)
        left.remove(one)
        order.append(one)
    return order


@given(people, st.integers(0, AHEAD_IN_A_ROW))
def test_everybody_is_called_once_and_strictly_by_place_inside_service_and_class(line, ahead):
    order = called_in_order(line, ahead)
    assert sorted(one.key for one in order) == [one.key for one in line]
    rows = defaultdict(list)
    for one in order:
        rows[one.service, one.rank].append(one.place)
    assert all(row == sorted(row) for row in rows.values())


@given(people)
def test_nobody_starves_whoever_comes_later_with_priority(line):
    """However many with priority join behind, who came first waits a bounded number of calls."""
    crowd = [Waiting(1000 + n, 1, Rank.PRIORITY, 1000 + n) for n in range(200)]
    order = called_in_order([*line, *crowd])
    for before, one in enumerate(line):
        assert order.index(one) < (AHEAD_IN_A_ROW + 1) * (before + 1)


@given(people)
def test_priority_goes_before_an_ordinary_visitor_at_the_first_call(line):
    assert choose(line, ahead=0).rank == min(one.rank for one in line)


def test_nobody_waits_is_nobody_called():
    assert choose([], ahead=0) is None
    assert expect([], [], {}).minutes == {}


@given(people)
def test_who_has_no_desk_gets_no_minute_and_all_others_one(line):
    guess = expect(line, [Desk(frozenset({1, 2}))], {1: 5.0, 2: 7.0})
    assert set(guess.minutes) == {one.key for one in line if one.service in {1, 2}}
    assert set(guess.new) == {1, 2}
    assert all(minutes >= 0 for minutes in guess.minutes.values())


@given(people)
def test_a_second_desk_makes_nobody_in_one_line_wait_longer(line):
    one_line = [Waiting(p.key, 1, Rank.ORDINARY, p.place) for p in line]
    desk, minutes = Desk(frozenset({1})), {1: 8.0}
    alone = expect(one_line, [desk], minutes).minutes
    together = expect(one_line, [desk, desk], minutes).minutes
    assert all(together[key] <= alone[key] for key in alone)


def test_minutes_begin_at_the_belief_and_follow_what_is_seen():
    assert service_minutes(10) == 10
    assert service_minutes(10, today=[20.0] * BEFORE) == 15
    assert abs(service_minutes(10, past=(10_000, 6.0)) - 6) < 0.01
    assert service_minutes(10, today=[100_000.0]) < 30  # a ticket that was never finished


def simulated_day(seed):
    """One day of a centre with 700 visitors of 7 minutes; the error of each expected minute told.

    Twelve desks, 92% of their time asked for. People come unevenly, most in the morning; they stay
    gamma-distributed times whose true mean differs from the belief by up to a fifth; 8% have
    priority, 5% do not come when called.
    """
    chance = random.Random(seed)
    services = {1: 6.0, 2: 9.0, 3: 8.0}
    truth = {key: mean * chance.uniform(0.85, 1.2) for key, mean in services.items()}
    desks = [frozenset({1})] * 5 + [frozenset({1, 2})] * 3 + [frozenset({2, 3})] * 4
    comings = sorted(
        chance.triangular(0, 480, 90) if chance.random() < 0.6 else chance.uniform(0, 480)
        for _ in range(700)
    )
    line, told, errors, seen = [], {}, [], defaultdict(list)
    busy = [(0.0, at) for at in range(len(desks))]
    heapq.heapify(busy)
    until = [0.0] * len(desks)
    ahead = [0] * len(desks)
    next_one = 0

    def come(until_minute):
        nonlocal next_one
        while next_one < len(comings) and comings[next_one] <= until_minute:
            now = comings[next_one]
            rank = Rank.PRIORITY if chance.random() < 0.08 else Rank.ORDINARY
            service = chance.choices([1, 2, 3], [60, 25, 15])[0]
            one = Waiting(next_one, service, rank, next_one)
            line.append(one)
            minutes = {k: service_minutes(v, today=seen[k]) for k, v in services.items()}
            open_desks = [
                Desk(serves, max(until[at] - now, 0) and minutes_left(minutes, at, now), ahead[at])
                for at, serves in enumerate(desks)
            ]
            told[one.key] = now + expect(line, open_desks, minutes).minutes[one.key]
            next_one += 1

    began = [(0.0, 1)] * len(desks)

    def minutes_left(minutes, at, now):
        since, service = began[at]
        usual = minutes[service]
        return max(usual - (now - since), usual / 3)

    while busy:
        now, at = heapq.heappop(busy)
        come(now)
        able = [one for one in line if one.service in desks[at]]
        one = choose(able, ahead=ahead[at])
        if one is None:
            if next_one >= len(comings):
                continue
            until[at] = now
            heapq.heappush(busy, (max(now, comings[next_one]) + 0.01, at))
            continue
        ahead[at] = ahead_after(ahead[at], one)
        line.remove(one)
        errors.append(abs(now - told[one.key]))
        stay = 1.0 if chance.random() < 0.05 else chance.gammavariate(3, truth[one.service] / 3)
        if stay != 1.0:
            seen[one.service].append(stay)
        began[at], until[at] = (now, one.service), now + stay + 0.5
        heapq.heappush(busy, (until[at], at))
    return errors


DAYS = 25


@pytest.fixture(scope="module")
def days():
    return [simulated_day(seed) for seed in range(DAYS)]


def test_the_expected_minute_is_off_by_at_most_ten_in_80_percent(days):
    """ux.md, goal 4: for most people of most days."""
    shares = [sum(error <= 10 for error in day) / len(day) for day in days]
    good = sum(share >= 0.8 for share in shares) / DAYS
    everybody = [error for day in days for error in day]
    overall = sum(error <= 10 for error in everybody) / len(everybody)
    print(f"within 10 minutes: {overall:.1%} of people; days with 80% of people: {good:.0%}")
    assert overall >= 0.8
    assert good >= 0.8
