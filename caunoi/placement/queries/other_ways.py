"""What a person could change, and how many vacancies that would add. All counted, none guessed."""

from dataclasses import replace
from typing import Final

import numpy as np

from caunoi.classifications.choices import Scheme
from caunoi.classifications.models import Occupation
from caunoi.placement.queries.desk import Desk
from caunoi.placement.queries.offers import OtherWay
from caunoi_engine.matching import Workers

WIDER_KM: Final = 10
CLOSE_OCCUPATIONS: Final = 3
MINOR_GROUP_DIGITS: Final = 3


def other_ways(desk: Desk, wished: set[str]) -> tuple[OtherWay, ...]:
    """A wider radius, a bed at the firm, a course, a close occupation: whatever adds vacancies."""
    worker = desk.worker
    wider = replace(worker, radius_km=worker.radius_km + WIDER_KM)
    ways = [_if_changed(desk, "WIDER", wider, kilometres=int(wider.radius_km[0]))]
    if not worker.will_board[0]:
        ways.append(_if_changed(desk, "BOARDING", replace(worker, will_board=~worker.will_board)))
    if not worker.will_train[0]:
        ways.append(_if_trained(desk, replace(worker, will_train=~worker.will_train)))
    ways += _close_occupations(desk, wished)
    return tuple(way for way in ways if way.vacancies > 0)


def _if_changed(desk: Desk, kind: str, changed: Workers, *, kilometres: int = 0) -> OtherWay:
    """Vacancies that fit the changed person and do not fit now."""
    now = {hit.vacancy for hit in desk.direct}
    then = {hit.vacancy for hit in Desk(desk.current, changed).direct}
    return _way(desk, kind, sorted(then - now), kilometres=kilometres)


def _if_trained(desk: Desk, changed: Workers) -> OtherWay:
    """Vacancies that a course would open to somebody who has not asked for one."""
    opened = {hit.vacancy for hit in Desk(desk.current, changed).taught}
    return _way(desk, "TRAINING", sorted(opened))


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
