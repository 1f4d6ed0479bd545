"""Calculating a plan on plain data: the same steps for the registers and for files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching import (
    Followed,
    Kept,
    Market,
    MarketIndex,
    Plan,
    Policy,
    Ranking,
    Shards,
    build_index,
    make_plan,
    rank_vacancies,
)

EARTH_RADIUS_KM: Final = 6_371.0

Clock = Callable[[], float]
Tell = Callable[[str], None]
ShareOut = Callable[[MarketIndex], Shards]
"""How the workers of a market come to be in shards elsewhere."""


@dataclass(frozen=True)
class Calculation:
    """A plan, the index it was made on, and the seconds of each step by the caller's clock."""

    index: MarketIndex
    ranking: Ranking | None
    plan: Plan
    seconds: dict[str, float]


class Stopwatch:
    """Notes how long each named step took and says so as it goes."""

    def __init__(self, clock: Clock, tell: Tell) -> None:
        self._clock = clock
        self._tell = tell
        self._since = clock()
        self.seconds: dict[str, float] = {}

    def lap(self, name: str, words: str) -> None:
        """The step that began at the last lap is done."""
        now = self._clock()
        self.seconds[name] = round(now - self._since, 3)
        self._since = now
        seconds = f"{self.seconds[name]:.1f}".replace(".", ",")
        self._tell(f"{words} ({seconds} giây)")


def calculate(
    market: Market,
    *,
    clock: Clock,
    tell: Tell,
    top: int | None = None,
    policy: Policy | None = None,
    share_out: ShareOut | None = None,
    kept: Kept | None = None,
) -> Calculation:
    """Index the market, rank the `top` vacancies of every worker if asked, and make the plan.

    `policy` is the stated one unless given; the pairs of `kept` stay whatever the plan finds. The
    plan is the same whether it is made in this process or shared out to others.
    """
    watch = Stopwatch(clock, tell)
    index = build_index(market, policy)
    watch.lap("index", "Đã xếp chỗ làm, khoá học theo vị trí và nghề")
    ranking = None
    if top is not None:
        ranking = rank_vacancies(index, k=top)
        watch.lap("ranking", f"Đã chọn {top} việc hợp nhất cho từng người")
    plan = make_plan(index, clock=clock, shards=share_out, kept=kept)
    watch.lap("plan", "Đã lập phương án ba bên")
    return Calculation(index, ranking, plan, watch.seconds)


def kilometres(market: Market, plan: Plan | Followed) -> NDArray[np.float64]:
    """Straight-line way to work of every placed worker, in the order of their rows."""
    placed = np.flatnonzero(plan.vacancy >= 0)
    target = plan.vacancy[placed]
    lat1, lon1 = np.radians(market.workers.lat[placed]), np.radians(market.workers.lon[placed])
    lat2 = np.radians(market.vacancies.lat[target])
    lon2 = np.radians(market.vacancies.lon[target])
    half = (
        np.sin((lat2 - lat1) / 2) ** 2
        + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
