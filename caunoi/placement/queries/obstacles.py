"""Why positions stay free: what each vacancy would gain by dropping one demand."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching import DemandCosts, Followed, MarketIndex, Plan, count_demands

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


def find_obstacles(index: MarketIndex, plan: Plan | Followed) -> Obstacles:
    """Count whom every vacancy suits, and ask for the unfilled ones what keeps people off."""
    vacancies = index.market.vacancies
    given = np.bincount(plan.vacancy[plan.vacancy >= 0], minlength=len(vacancies))
    unfilled = (vacancies.positions - given).astype(np.int32)
    costs = count_demands(index)
    codes, gains = main_obstacles(costs)
    enough = costs.feasible_now >= vacancies.positions
    codes[enough], gains[enough] = OBSTACLES.index("COMPETITION"), 0
    codes[unfilled == 0], gains[unfilled == 0] = NONE, 0
    return Obstacles(costs.feasible_now, unfilled, codes, gains)


def main_obstacles(costs: DemandCosts) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The demand whose dropping would bring most people: its place in OBSTACLES, and how many.

    >>> now, nine, three = (np.array([count], np.int32) for count in (1, 9, 3))
    >>> place, more = main_obstacles(DemandCosts(now, {"SHIFT": three, "CERTIFICATE": nine}))
    >>> OBSTACLES[place[0]], more.tolist()
    ('CERTIFICATE', [8])
    """
    asked = [code for code in OBSTACLES if code in costs.dropped]
    gains = np.stack([costs.dropped[code] - costs.feasible_now for code in asked])
    most = gains.max(axis=0)
    places = np.array([OBSTACLES.index(code) for code in asked], np.int32)
    # Among equals `argmax` takes the first: the order of OBSTACLES.
    codes = np.where(most > 0, places[gains.argmax(axis=0)], OBSTACLES.index("NOBODY"))
    return codes.astype(np.int32), most.astype(np.int32)
