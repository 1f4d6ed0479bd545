"""The programmes a worker could take, and what each adds at a vacancy that needs something more.

Seen from the vacancy: of its skills the worker lacks few, and few programmes teach one of these. So
the points of a vacancy after every programme are worked out together, not for each anew.
"""

from math import sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import bare_loop, pasted
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.kernels import AXIS, Columns, Scratch
from caunoi_engine.matching.score import HECTOMETRES_PER_KM

PREFERRED_SHIFT: Final = 16
REQUIRED_MASK: Final = 2**PREFERRED_SHIFT - 1
"""Points of required and of preferred skills in one number."""


class Offers(NamedTuple):
    """The programmes the worker at hand could take, as they are worked with."""

    first: NDArray[np.int32]  # offer -> its first, cheapest, eligible intake
    cost: NDArray[np.int32]
    low: NDArray[np.int32]  # certificates still lacking after it
    high: NDArray[np.int32]
    adds: NDArray[np.int32]  # points at the vacancy at hand: required ones, preferred ones above
    used: NDArray[np.bool_]  # whether it leads anywhere
    number: NDArray[np.int32]  # place among all, from 1 on -> number among those that do
    net: NDArray[np.int32]  # what the vacancy is worth after those that make it feasible
    at: NDArray[np.int32]  # and which these are
    taught_by: NDArray[np.int32]  # skill the worker has not -> last link, -1
    link_offer: NDArray[np.int32]
    link_before: NDArray[np.int32]


def new_offers(index: MarketIndex) -> Offers:
    """Working memory that fits the market."""
    programmes = len(index.courses.programme_skill_start) + 1
    links = len(index.courses.programme_skill) + 1
    columns: dict[str, Any] = {name: np.zeros(programmes, np.int32) for name in Offers._fields[:9]}
    columns["used"] = np.zeros(programmes, np.bool_)
    return Offers(
        **columns,
        taught_by=np.full(len(index.names.skills) + 1, -1, np.int32),
        link_offer=np.zeros(links, np.int32),
        link_before=np.zeros(links, np.int32),
    )


@bare_loop
def mark_trades(w: int, m: Columns, c: Any) -> None:
    """Marks the occupations near enough to one of the wishes to train for."""
    c.trade[:] = False
    for rank in range(3):
        wish = m.workers.unit[w, rank]
        if wish >= 0:
            for u in range(c.trade.shape[0]):
                c.trade[u] |= m.trainable[wish, u]


@pasted
def insert_intake(k: int, cost: int, held: int, m: Columns, c: Any) -> None:
    """Puts an intake in its place: by programme, then cost, then row."""
    programme, at = m.courses.programme[k], held
    while at > 0:
        other = c.intake[at - 1]
        theirs = m.courses.programme[other]
        if theirs < programme:
            break
        if theirs == programme:
            if c.cost[at - 1] < cost or (c.cost[at - 1] == cost and other < k):
                break
        c.cost[at], c.intake[at] = c.cost[at - 1], other
        at -= 1
    c.cost[at], c.intake[at] = cost, k


@pasted
def cost_of_intake(k: int, squared: Any, m: Columns) -> int:
    """What an intake so far off costs, in basis points."""
    way = min(int(sqrt(squared)), m.weights.course_way_limit)
    return int(m.courses.whole[4, k]) + m.weights.course_km * way // HECTOMETRES_PER_KM


@bare_loop
def eligible_intakes(w: int, m: Columns, c: Any) -> int:
    """Fills the intakes the worker could attend, by programme and cost; returns how many."""
    mark_trades(w, m, c)
    held = 0
    whole, own = m.courses.whole, m.workers.whole
    reach = float(own[4, w]) * m.weights.course_radius_percent
    for u in range(c.trade.shape[0]):
        if not c.trade[u]:
            continue
        for i in range(c.unit_start[u], c.unit_start[u + 1]):
            k = c.by_unit[i]
            if own[2, w] < whole[2, k]:
                continue
            dx = min(abs(own[0, w] - whole[0, k]), AXIS)
            dy = min(abs(own[1, w] - whole[1, k]), AXIS)
            squared = dx * dx + dy * dy
            boards = squared <= whole[3, k] * own[7, w] * m.weights.boarding
            if not boards and float(squared) * 10_000.0 > reach * reach:
                continue
            insert_intake(k, cost_of_intake(k, squared, m), held, m, c)
            held += 1
    return held


@bare_loop
def note_offers(w: int, held: int, m: Columns, s: Scratch, c: Any) -> int:
    """Notes what each programme among the eligible intakes gives and costs; how many there are.

    Of the skills only those the worker has not: each skill then links to who teaches it.
    """
    count, links, first = 0, 0, 0
    starts, o = m.courses.programme_skill_start, c.offers
    while first < held:
        programme = m.courses.programme[c.intake[first]]
        o.first[count], o.cost[count], o.used[count] = first, c.cost[first], False
        o.low[count] = m.courses.programme_lacking[0, programme] & m.workers.bits[2, w]
        o.high[count] = m.courses.programme_lacking[1, programme] & m.workers.bits[3, w]
        for i in range(starts[programme], starts[programme + 1]):
            skill = m.courses.programme_skill[i]
            if s.has[skill] == 0:
                o.link_offer[links], o.link_before[links] = count, o.taught_by[skill]
                o.taught_by[skill] = links
                links += 1
        while first < held and m.courses.programme[c.intake[first]] == programme:
            first += 1
        count += 1
    o.first[count] = held
    return count


@bare_loop
def forget_offers(count: int, m: Columns, c: Any) -> None:
    """Unlinks the skills of the noted programmes."""
    starts = m.courses.programme_skill_start
    for at in range(count):
        programme = m.courses.programme[c.intake[c.offers.first[at]]]
        for i in range(starts[programme], starts[programme + 1]):
            c.offers.taught_by[m.courses.programme_skill[i]] = -1


@bare_loop
def taught_points(v: int, count: int, m: Columns, s: Scratch, o: Offers) -> Any:
    """Fills what each offer adds to the worker's points of skills at a vacancy, packed.

    Returns the points of preferred skills without any, and the most any can add to required ones.
    """
    columns, own, most = m.vacancies, m.vacancies.given_preferred[v], 0
    required_end = columns.required_end[v]
    o.adds[:count] = 0
    for j in range(np.uintp(columns.skill_start[v]), np.uintp(columns.skill_start[v + 1])):
        skill, points = np.uintp(columns.skill[j]), columns.skill_points[j]
        is_preferred = j >= required_end
        if s.has[skill]:
            own += points * is_preferred
            continue
        link = o.taught_by[skill]
        if link >= 0 and not is_preferred:
            most += points
        points <<= PREFERRED_SHIFT * is_preferred
        while link >= 0:
            o.adds[o.link_offer[link]] += points
            link = o.link_before[link]
    return own, most


@bare_loop
def find_taught(
    i: int, count: int, lacking: tuple[Any, Any], m: Columns, s: Scratch, c: Any
) -> int:
    """Fills the offers that make kept vacancy `i` feasible, and what it is worth after each.

    `lacking` are the certificates that no offer grants. Returns how many.
    """
    o, v, found = c.offers, c.vacancy[i], np.uintp(0)
    low, high, required = m.vacancies.bits[2, v], m.vacancies.bits[3, v], c.required[i]
    if ((low & lacking[0]) | (high & lacking[1])) != 0:
        return 0
    preferred, most = taught_points(v, count, m, s, o)
    if required + most < m.weights.required_cover_min:
        return 0
    fewest, least, base = m.weights.required_cover_min, m.weights.course_net_min, c.base[i]
    for at in range(np.uintp(count)):
        enough = required + (o.adds[at] & REQUIRED_MASK)
        net = base + enough + preferred + (o.adds[at] >> PREFERRED_SHIFT) - o.cost[at]
        fits = ((low & o.low[at]) | (high & o.high[at])) == 0
        fits = fits & (enough >= fewest) & (net > least)
        o.used[at] |= fits
        # Written, not branched on: which offers fit cannot be foreseen.
        o.net[found], o.at[found] = net, at
        found += np.uintp(fits)
    return int(found)
