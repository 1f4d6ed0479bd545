"""One person laid beside the market of the latest run.

The person's row is read fresh from the register, so a changed wish counts at once. Beside it stand
the same person with one wish changed; one index answers for all of them.
"""

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from caunoi.placement.queries.snapshot import CurrentMarket
from caunoi_engine.matching import Courses, MarketIndex, Vacancies, Workers, replace_workers
from caunoi_engine.matching.options import Options, list_options

KM_PER_DEGREE_LAT: Final = 110.574
KM_PER_DEGREE_LON: Final = 111.320  # on the equator
WIDER_KM: Final = 10


class Wish(IntEnum):
    """The row of the person as they are, and of the person with one wish changed."""

    AS_THEY_ARE = 0
    WIDER = 1  # goes `WIDER_KM` further to work
    BOARDING = 2  # would live at the place of work
    TRAINING = 3  # would take a course


@dataclass(frozen=True)
class Direct:
    """A vacancy (row) that fits now, and what it is worth in basis points."""

    vacancy: int
    value: int


@dataclass(frozen=True)
class Taught:
    """A vacancy that fits after a course (rows), and its worth less the cost of the course."""

    vacancy: int
    course: int
    value: int


@dataclass(frozen=True)
class Desk:
    """The engine's view of one person against all vacancies and intakes."""

    current: CurrentMarket
    worker: Workers  # one row

    @cached_property
    def index(self) -> MarketIndex:
        """The index of the person, in the rows that `Wish` names."""
        return replace_workers(self.current.index, _with_changes(self.worker))

    @cached_property
    def _options(self) -> Options:
        return list_options(self.index)

    def direct(self, wish: Wish = Wish.AS_THEY_ARE) -> tuple[Direct, ...]:
        """The vacancies that fit now, best first."""
        rows = self._rows(wish)
        return tuple(Direct(v, value) for v, c, value in rows if c < 0)

    def taught(self, wish: Wish = Wish.AS_THEY_ARE) -> tuple[Taught, ...]:
        """The vacancies that fit after a course, best first."""
        return tuple(Taught(v, c, value) for v, c, value in self._rows(wish) if c >= 0)

    def _rows(self, wish: Wish) -> list[tuple[int, int, int]]:
        columns = self._options.of_worker(wish)
        return list(zip(*(column.tolist() for column in columns), strict=True))

    def vacancy_key(self, row: int) -> int:
        """Primary key of the vacancy in this row."""
        return int(self.current.market.vacancies.vacancy_id[row])

    def course_key(self, row: int) -> int:
        """Primary key of the intake in this row."""
        return int(self.current.market.courses.course_id[row])

    def kilometres(self, table: Vacancies | Courses) -> NDArray[np.float64]:
        """Straight way from the person's home to every row of the table."""
        lat, lon = self.worker.lat[0], self.worker.lon[0]
        east = (table.lon - lon) * KM_PER_DEGREE_LON * np.cos(np.radians(lat))
        return np.hypot((table.lat - lat) * KM_PER_DEGREE_LAT, east)


def _with_changes(worker: Workers) -> Workers:
    """The one worker in as many rows as there are wishes, each with its change."""
    rows = worker.take(np.zeros(len(Wish), np.int64))
    at = np.arange(len(Wish))
    return replace(
        rows,
        worker_id=at.astype(object),  # the rows are one person; a table has every id once
        radius_km=rows.radius_km + WIDER_KM * (at == Wish.WIDER),
        will_board=rows.will_board | (at == Wish.BOARDING),
        will_train=rows.will_train | (at == Wish.TRAINING),
    )
