"""What a person could change, and how many vacancies that would add. All counted, none guessed."""

from typing import Final

import numpy as np

from caunoi.classifications.choices import Scheme
from caunoi.classifications.models import Occupation
from caunoi.placement.queries.desk import WIDER_KM, Desk, Wish
from caunoi.placement.queries.offers import OtherWay

CLOSE_OCCUPATIONS: Final = 3
MINOR_GROUP_DIGITS: Final = 3


def other_ways(desk: Desk, wished: set[str]) -> tuple[OtherWay, ...]:
    """A wider radius, a bed at the firm, a course, a close occupation: whatever adds vacancies."""
    now = {hit.vacancy for hit in desk.direct()}
    reach = int(desk.worker.radius_km[0]) + WIDER_KM
    ways = [_way(desk, "WIDER", _more(desk, Wish.WIDER, now), kilometres=reach)]
    if not desk.worker.will_board[0]:
        ways.append(_way(desk, "BOARDING", _more(desk, Wish.BOARDING, now)))
    if not desk.worker.will_train[0]:
        taught = {hit.vacancy for hit in desk.taught(Wish.TRAINING)}
        ways.append(_way(desk, "TRAINING", sorted(taught)))
    ways += _close_occupations(desk, wished)
    return tuple(way for way in ways if way.vacancies > 0)


def _more(desk: Desk, wish: Wish, now: set[int]) -> list[int]:
    """Vacancies that fit the person with the changed wish and do not fit now."""
    return sorted({hit.vacancy for hit in desk.direct(wish)} - now)


def _close_occupations(desk: Desk, wished: set[str]) -> list[OtherWay]:
    """Units of the same minor group with the most free positions within reach."""
    table = desk.current.market.vacancies
    groups = {code[:MINOR_GROUP_DIGITS] for code in wished}
    near = desk.kilometres(table) <= desk.worker.radius_km[0]
    rows: dict[str, list[int]] = {}
    for row in np.flatnonzero(near).tolist():
        code = str(table.occupation[row])
        if code[:MINOR_GROUP_DIGITS] in groups and code not in wished:
            rows.setdefault(code, []).append(row)
    most = sorted(rows, key=lambda code: (-int(table.positions[rows[code]].sum()), code))
    found = Occupation.objects.filter(scheme=Scheme.ISCO08, code__in=most[:CLOSE_OCCUPATIONS])
    named = {occupation.code: occupation for occupation in found}
    return [
        _way(desk, "CLOSE_OCCUPATION", rows[code], occupation=named[code])
        for code in most[:CLOSE_OCCUPATIONS]
        if code in named
    ]


def _way(
    desk: Desk,
    kind: str,
    rows: list[int],
    *,
    kilometres: int = 0,
    occupation: Occupation | None = None,
) -> OtherWay:
    positions = int(desk.current.market.vacancies.positions[rows].sum()) if rows else 0
    return OtherWay(kind, len(rows), positions, kilometres, occupation)
