"""Who goes first at the counter, and by which article.

The grounds are data (`parameters/queues.toml`), each with its source and whether that was read.
How far they go first is no law but the house rule of `caunoi_engine.queues.choosing`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from caunoi_rules.parameters import load


@dataclass(frozen=True)
class PriorityGround:
    """Why somebody is called before others. `age`: from so many whole years on, 0 for any."""

    code: str
    name: str
    law: str
    confirmed: bool
    age: int
    groups: tuple[str, ...]


@lru_cache(maxsize=1)
def priority_grounds() -> tuple[PriorityGround, ...]:
    """All grounds, in the order in which they are shown.

    >>> [ground.code for ground in priority_grounds()]
    ['OLD', 'DISABLED', 'PREGNANT', 'SMALL_CHILD', 'MERIT']
    """
    return tuple(
        PriorityGround(
            row["code"],
            row["name"],
            row["law"],
            row["confirmed"],
            row.get("ages", 0),
            tuple(row["groups"]),
        )
        for row in load("queues")["grounds"]
    )


def priority_of(*, born: date | None, groups: Iterable[str], on: date) -> PriorityGround | None:
    """The first ground that a record shows by itself; None when somebody has to say it.

    >>> priority_of(born=date(1966, 11, 28), groups=(), on=date(2026, 11, 28)).code
    'OLD'
    >>> priority_of(born=date(1966, 11, 29), groups=(), on=date(2026, 11, 28)) is None
    True
    """
    known = set(groups)
    for ground in priority_grounds():
        if ground.age and born is not None and _years(born, on) >= ground.age:
            return ground
        if known.intersection(ground.groups):
            return ground
    return None


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
