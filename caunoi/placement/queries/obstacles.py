"""Why positions stay free: what each vacancy would gain by dropping one demand."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching import MarketIndex, Plan, what_if
from caunoi_engine.matching.options import list_options

# COMPETITION: enough people fit, but the plan has something better for them.
# NOBODY: not even dropping one demand would bring anybody.
OBSTACLES: Final = (
    "CERTIFICATE",
    "REQUIRED_SKILLS",
    "EXPERIENCE",
    "EDUCATION",
    "WAGE_PLUS_10_PERCENT",
    "HOUSING",
    "SHIFT",
    "COMPETITION",
    "NOBODY",
)
NONE: Final = -1
OPTIONS_AT_ONCE: Final = 1_000_000  # keeps the memory of the count small


@dataclass(frozen=True)
class Obstacles:
    """By row of the vacancies: who fits, and what stands most in the way of the free positions."""

    contenders: NDArray[np.int32]  # people for whom the vacancy is feasible
    unfilled: NDArray[np.int32]  # positions the plan gives nobody
    code: NDArray[np.int32]  # place in OBSTACLES, -1 where nothing is unfilled
    gain: NDArray[np.int32]  # people more if the demand were dropped

    def pack(self) -> dict[str, NDArray[Any]]:
        """The columns under the names the snapshot file has for them."""
        return {
            "obstacles.contenders": self.contenders,
            "obstacles.unfilled": self.unfilled,
            "obstacles.code": self.code,
            "obstacles.gain": self.gain,
        }

    @classmethod
    def unpack(cls, arrays: dict[str, NDArray[Any]]) -> "Obstacles":
        """The columns that `pack` named."""
        return cls(
            *(arrays[f"obstacles.{name}"] for name in ("contenders", "unfilled", "code", "gain"))
        )

    def totals(self) -> list[dict[str, Any]]:
        """Free positions by what stands most in their way, the most first."""
        counts = [
            (int(self.unfilled[self.code == place].sum()), name)
            for place, name in enumerate(OBSTACLES)
        ]
        ordered = sorted((pair for pair in counts if pair[0]), key=lambda p: (-p[0], p[1]))
        return [{"code": name, "positions": positions} for positions, name in ordered]


def find_obstacles(index: MarketIndex, plan: Plan) -> Obstacles:
    """Count whom every vacancy suits, and ask for the unfilled ones what keeps people off."""
    vacancies = index.market.vacancies
    given = np.bincount(plan.vacancy[plan.vacancy >= 0], minlength=len(vacancies))
    unfilled = (vacancies.positions - given).astype(np.int32)
    codes = np.full(len(vacancies), NONE, np.int32)
    gains = np.zeros(len(vacancies), np.int32)
    contenders = count_contenders(index)
    enough = contenders >= vacancies.positions
    codes[(unfilled > 0) & enough] = OBSTACLES.index("COMPETITION")
    for row in np.flatnonzero((unfilled > 0) & ~enough).tolist():
        answer = what_if(index, vacancy=row)
        codes[row], gains[row] = main_obstacle(answer.feasible_now, answer.dropped)
    return Obstacles(contenders, unfilled, codes, gains)


def count_contenders(index: MarketIndex) -> NDArray[np.int32]:
    """For every vacancy the people who could take it as they are.

    Counted from the options of everybody: much quicker than asking vacancy by vacancy.
    """
    vacancies = len(index.market.vacancies)
    every_option = vacancies * (1 + index.policy.courses_per_worker)
    options = list_options(index, limit=every_option)
    counts = np.zeros(vacancies, np.int64)
    for start in range(0, len(options.keys), OPTIONS_AT_ONCE):
        stop = min(start + OPTIONS_AT_ONCE, len(options.keys))
        rows, courses, _ = options.unpack(np.arange(start, stop))
        counts += np.bincount(rows[courses < 0], minlength=vacancies)
    return counts.astype(np.int32)


def main_obstacle(feasible: int, dropped: dict[str, int]) -> tuple[int, int]:
    """The demand whose dropping would bring most people: its place in OBSTACLES, and how many.

    >>> place, more = main_obstacle(1, {"CERTIFICATE": 9, "SHIFT": 3})
    >>> OBSTACLES[place], more
    ('CERTIFICATE', 8)
    """
    gains = {code: count - feasible for code, count in dropped.items() if code in OBSTACLES}
    best = max(gains, key=lambda code: (gains[code], -OBSTACLES.index(code)), default=None)
    if best is None or gains[best] <= 0:
        return OBSTACLES.index("NOBODY"), 0
    return OBSTACLES.index(best), gains[best]
