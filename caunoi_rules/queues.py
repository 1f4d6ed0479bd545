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


@lru_cache(maxsize=8)
def priority_grounds(codes: tuple[str, ...] = ()) -> tuple[PriorityGround, ...]:
    """The grounds of a house in its own order; all of them when `codes` is empty.

    Raises KeyError for a code that is no ground.

    >>> [ground.code for ground in priority_grounds()]
    ['OLD', 'DISABLED', 'PREGNANT', 'SMALL_CHILD', 'MERIT']
    >>> [ground.code for ground in priority_grounds(("MERIT", "OLD"))]
    ['MERIT', 'OLD']
    """
    if codes:
        known = {ground.code: ground for ground in priority_grounds()}
        return tuple(known[code] for code in codes)
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


def priority_of(
    *, born: date | None, groups: Iterable[str], on: date, codes: tuple[str, ...] = ()
) -> PriorityGround | None:
    """The first ground of the house that a record shows by itself; None when somebody says it.

    >>> priority_of(born=date(1966, 11, 28), groups=(), on=date(2026, 11, 28)).code
    'OLD'
    >>> priority_of(born=date(1966, 11, 29), groups=(), on=date(2026, 11, 28)) is None
    True
    """
    known = set(groups)
    for ground in priority_grounds(codes):
        if ground.age and born is not None and _years(born, on) >= ground.age:
            return ground
        if known.intersection(ground.groups):
            return ground
    return None


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
