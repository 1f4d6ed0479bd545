"""Who is sent where: a short list of vacancies for every worker, fair to people and to firms.

Lists are given in rounds: everybody gets a first vacancy before anybody gets a second. Within a
round everybody asks for the best of their own, and a vacancy that has been promised as many people
as it may get keeps the best and sends the others on down their own lists. So a person without an
offer is one whom nothing open suits, never one who came late.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.congestion import Congestion, measure_congestion
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.planning import Plan
from caunoi_engine.matching.rounds import Desk, close_round, new_desk
from caunoi_engine.matching.wishes import OpenLists, entries_of

Ints = NDArray[np.int32]

BY_SCORE: Final = "score"
BY_SCORE_LESS_PRICE: Final = "score_less_price"
ORDERS_OF_LISTS: Final = (BY_SCORE, BY_SCORE_LESS_PRICE)

REFERRAL_RANGES: Final = {
    "per_worker": (1, 50),
    "per_position": (0, 1_000),
    "firms_at_least": (1, 50),
}
"""Least and most of each rule."""

SHORT_REASONS: Final = ("", "NOTHING_FEASIBLE", "NO_MORE_FEASIBLE", "CAPS", "FIRMS")
"""Why a list is shorter than asked, by the number in `Referrals.short`: it is not; no vacancy
passes the hard rules; all that do are on the list; the others have been promised as many people as
they may get; what is open belongs to firms on the list, and the last places are kept for others."""

NOTHING_FEASIBLE, NO_MORE_FEASIBLE, CAPS, FIRMS = range(1, len(SHORT_REASONS))

FIRST_DEPTH: Final = 32
"""Vacancies read for everybody at once; lists that need more are read on."""
NO_CAP: Final = 2**40


@dataclass(frozen=True, kw_only=True)
class ReferralRules:
    """What a list must keep to. Raises ValueError for a rule out of its range.

    >>> ReferralRules(per_worker=1, firms_at_least=1).rank_by
    'score'
    """

    per_worker: int = 3
    """Vacancies for one person, at most."""
    per_position: int = 5
    """People sent for one free position, at most; 0 is as many as ask."""
    firms_at_least: int = 2
    """Different firms on a full list, at least, or as many as have anything feasible."""
    rank_by: str = BY_SCORE
    """Order of a person's own list: by score, or by score less the price of the vacancy."""

    def __post_init__(self) -> None:
        for name, (least, most) in REFERRAL_RANGES.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                raise ValueError(f"{name} must be a whole number from {least} to {most}")
        if self.firms_at_least > self.per_worker:
            raise ValueError("firms_at_least must not be above per_worker")
        if self.rank_by not in ORDERS_OF_LISTS:
            raise ValueError(f"rank_by must be one of {', '.join(ORDERS_OF_LISTS)}")


@dataclass(frozen=True)
class Referrals:
    """The lists, row `w` for worker row `w`, and how the people sent spread over the vacancies.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> lists = refer(build_index(example_market(["7531", "8153"])), np.zeros(300, np.int32))
    >>> sum(lists.short_lists().values()) == int((lists.counts < lists.rules.per_worker).sum())
    True
    """

    rules: ReferralRules
    rows: Ints  # (workers, per_worker): vacancy rows in the person's own order, -1 after the last
    scores: Ints  # (workers, per_worker): basis points, 0 after the last
    short: Ints  # worker -> number in SHORT_REASONS
    sent: Ints  # vacancy -> people sent
    congestion: Congestion

    @property
    def counts(self) -> Ints:
        """How many vacancies each worker has."""
        return np.asarray((self.rows >= 0).sum(axis=1), np.int32)

    def short_lists(self) -> dict[str, int]:
        """How many lists are shorter than asked, by reason."""
        counts = np.bincount(self.short, minlength=len(SHORT_REASONS)).tolist()
        return dict(zip(SHORT_REASONS[1:], counts[1:], strict=True))


def refer(
    index: MarketIndex,
    prices: Plan | NDArray[np.integer],
    rules: ReferralRules | None = None,
    *,
    threads: int = 2,
) -> Referrals:
    """Lists for every worker under the rules; the same on any number of threads.

    `prices` are those of a plan, or basis points by vacancy row; lists by score ignore them.
    Feasibility is exact: whoever comes to the end of a list is asked about the whole market
    before a list stays short. Ties go to the lower id. Raises ValueError for negative prices.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7531", "8153", "9329"], seed=1))
    >>> lists = refer(index, np.zeros(300, np.int32), ReferralRules(per_position=2))
    >>> bool((lists.sent <= 2 * index.market.vacancies.positions).all())
    True
    """
    rules = rules or ReferralRules()
    net = rules.rank_by == BY_SCORE_LESS_PRICE
    lists = OpenLists(
        index,
        depth=max(FIRST_DEPTH, rules.per_worker),
        prices=prices_of(prices, index) if net else None,
        threads=threads,
    )
    positions = index.market.vacancies.positions
    cap = rules.per_position * positions.astype(np.int64)
    room = cap if rules.per_position else np.full(len(positions), NO_CAP)
    desk = new_desk(room, lists.firms, len(index.market.workers), rules.per_worker)
    scores = _deal(lists, desk, rules)
    sent = np.bincount(desk.listed[desk.listed >= 0], minlength=len(positions)).astype(np.int32)
    return Referrals(
        rules=rules,
        rows=desk.listed,
        scores=scores,
        short=_why_short(lists, desk.listed, desk.room),
        sent=sent,
        congestion=measure_congestion(sent, positions),
    )


def _deal(lists: OpenLists, desk: Desk, rules: ReferralRules) -> Ints:
    """Deals the lists out onto the desk, round by round; gives their scores."""
    scores = np.zeros_like(desk.listed)
    firms_wanted = lists.firms_up_to(rules.firms_at_least)
    firms = np.zeros(len(scores), np.int32)
    asking = np.arange(len(scores))
    for number in range(rules.per_worker):
        # So few places are left that each must go to another firm.
        desk.elsewhere[:] = firms_wanted - firms >= rules.per_worker - number
        lists.settle(asking, desk)
        asking = close_round(lists.wishes, desk, number)
        scores[asking, number] = lists.scores(asking, desk.place[asking] - 1)
        firms[asking] += _is_new_firm(desk.listed[asking], lists.firms, number)
    return scores


def prices_of(prices: Plan | NDArray[np.integer], index: MarketIndex) -> Ints:
    """Basis points by vacancy row. Raises ValueError unless one for each, from 0 up."""
    points = prices.vacancy_price if isinstance(prices, Plan) else np.asarray(prices)
    if len(points) != len(index.market.vacancies) or (points < 0).any():
        raise ValueError("prices must be one for each vacancy, and none negative")
    return np.asarray(points, np.int32)


def _is_new_firm(listed: Ints, firm: Ints, number: int) -> NDArray[np.bool_]:
    """Whether the firm in column `number` of each list is in none of the columns before."""
    before = np.where(listed[:, :number] >= 0, firm[listed[:, :number]], -1)
    latest = firm[listed[:, number]]
    return np.asarray((before != latest[:, None]).all(axis=1))


def _why_short(lists: OpenLists, listed: Ints, room: NDArray[np.int64]) -> Ints:
    """Numbers in `SHORT_REASONS`. The lists of all who are short have been read to their end."""
    reasons = np.zeros(len(listed), np.int32)
    counts = (listed >= 0).sum(axis=1)
    short = np.flatnonzero(counts < listed.shape[1])
    length = lists.wishes.length[short]
    owner, entries = entries_of(lists.wishes, short)
    vacancy = lists.wishes.vacancy[entries]
    on_list = (listed[short[owner]] == vacancy[:, None]).any(axis=1)
    open_ = np.bincount(owner[(room[vacancy] > 0) & ~on_list], minlength=len(short))
    found = [length == 0, length == counts[short], open_ > 0]
    reasons[short] = np.select(found, [NOTHING_FEASIBLE, NO_MORE_FEASIBLE, FIRMS], CAPS)
    return reasons
