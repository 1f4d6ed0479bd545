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
OFFER_BITS: Final = 16
OFFER_LIMIT: Final = 2**OFFER_BITS - 1
"""What a vacancy is worth after an offer, and the offer, in one number of 32 bits."""
NOT_FIT: Final = np.int32(-1)
WIDE: Final = 32
UNPAYABLE: Final = 2**20
"""What places after the last offer cost, so that nothing comes of them."""


class Offers(NamedTuple):
    """The programmes the worker at hand could take, as they are worked with."""

    first: NDArray[np.int32]  # offer -> its first, cheapest, eligible intake
    cost: NDArray[np.int32]
    low: NDArray[np.int32]  # certificates still lacking after it
    high: NDArray[np.int32]
    adds: NDArray[np.int32]  # points at the vacancy at hand: required ones, preferred ones above
    used: NDArray[np.int32]  # 1 if it leads anywhere
    number: NDArray[np.int32]  # place among all, from 1 on -> number among those that do
    net: NDArray[np.int32]  # what the vacancy is worth after those that make it feasible
    at: NDArray[np.int32]  # and which these are
    rank: NDArray[np.int32]  # or of each offer: the two in one number, the best the highest
    taught_by: NDArray[np.int32]  # skill the worker has not -> last link, -1
    link_offer: NDArray[np.int32]
    link_before: NDArray[np.int32]


def new_offers(index: MarketIndex) -> Offers:
    """Working memory that fits the market."""
    programmes = len(index.courses.programme_skill_start) + WIDE
    links = len(index.courses.programme_skill) + 1
    columns: dict[str, Any] = {name: np.zeros(programmes, np.int32) for name in Offers._fields[:10]}
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


@pasted
def rounded(count: int) -> int:
    """So many offers that the vector loops have nothing left over at their end."""
    return -(-count // WIDE) * WIDE


@bare_loop
def note_offers(w: int, held: int, m: Columns, s: Scratch, c: Any) -> int:
    """Notes what each programme among the eligible intakes gives and costs; how many there are.

    Of the skills only those the worker has not: each skill then links to who teaches it.
    """
    count, links, first = 0, 0, 0
    starts, o = m.courses.programme_skill_start, c.offers
    while first < held:
        programme = m.courses.programme[c.intake[first]]
        o.first[count], o.cost[count], o.used[count] = first, c.cost[first], 0
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
    o.cost[count : rounded(count)] = UNPAYABLE
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
def most_taught(v: int, m: Columns, s: Scratch, o: Offers) -> Any:
    """The points of required skills the worker has not and some offer teaches."""
    columns, most = m.vacancies, np.int32(0)
    for j in range(np.uintp(columns.skill_start[v]), np.uintp(columns.required_end[v])):
        skill = np.uintp(columns.skill[j])
        # Written, not branched on: which are taught cannot be foreseen.
        most += columns.skill_points[j] * ((s.has[skill] == 0) & (o.taught_by[skill] >= 0))
    return most


@bare_loop
def taught_points(v: int, count: int, m: Columns, s: Scratch, o: Offers) -> Any:
    """Fills what each offer adds to the worker's points of skills at a vacancy, packed.

    Returns the points of preferred skills without any.
    """
    columns, own = m.vacancies, m.vacancies.given_preferred[v]
    required_end = columns.required_end[v]
    o.adds[: rounded(count)] = 0
    for j in range(np.uintp(columns.skill_start[v]), np.uintp(columns.skill_start[v + 1])):
        skill, points = np.uintp(columns.skill[j]), columns.skill_points[j]
        is_preferred = j >= required_end
        own += points * (is_preferred & (s.has[skill] != 0))
        link = o.taught_by[skill]
        points <<= PREFERRED_SHIFT * is_preferred
        while link >= 0:
            o.adds[o.link_offer[link]] += points
            link = o.link_before[link]
    return own


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
    if required + most_taught(v, m, s, o) < m.weights.required_cover_min:
        return 0
    preferred = taught_points(v, count, m, s, o)
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


@bare_loop
def rank_taught(
    i: int, count: int, lacking: tuple[Any, Any], m: Columns, s: Scratch, c: Any
) -> tuple[Any, Any]:
    """As `find_taught`, but every offer stays in its place: fills `rank`, `NOT_FIT` for the others.

    Straight-line code on 32 bits, which the compiler turns into vector instructions. Returns how
    many fit, and the highest rank.
    """
    o, v = c.offers, c.vacancy[i]
    low, high, required = m.vacancies.bits[2, v], m.vacancies.bits[3, v], c.required[i]
    if ((low & lacking[0]) | (high & lacking[1])) != 0:
        return 0, NOT_FIT
    short = np.int32(m.weights.required_cover_min - required)
    if most_taught(v, m, s, o) < short:
        return 0, NOT_FIT
    preferred = taught_points(v, count, m, s, o)
    least, sure = np.int32(m.weights.course_net_min), np.int32(c.base[i] + required + preferred)
    adds, cost, lacks_low, lacks_high, rank, used = o.adds, o.cost, o.low, o.high, o.rank, o.used
    found, best = np.int32(0), NOT_FIT
    for at in range(np.uintp(rounded(count))):
        enough = np.int32(adds[at] & REQUIRED_MASK)
        net = np.int32(sure + enough + (adds[at] >> PREFERRED_SHIFT) - cost[at])
        fits = ((low & lacks_low[at]) | (high & lacks_high[at])) == 0
        fits = fits & (enough >= short) & (net > least)
        both = np.int32((net << OFFER_BITS) + (OFFER_LIMIT - np.int32(at)))
        both = both if fits else NOT_FIT
        rank[at] = both
        used[at] |= np.int32(fits)
        found = np.int32(found + fits)
        best = both if both > best else best
    return int(found), best


@bare_loop
def next_rank(count: int, above: Any, o: Offers) -> Any:
    """The highest rank below this one."""
    best = NOT_FIT
    for at in range(np.uintp(rounded(count))):
        one = o.rank[at] if o.rank[at] < above else NOT_FIT
        best = one if one > best else best
    return best
