"""One person laid beside the market of the latest run.

The person's row is read fresh from the register, so a changed wish counts at once.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from caunoi.placement.queries.snapshot import CurrentMarket
from caunoi_engine.matching import Courses, Market, MarketIndex, Vacancies, Workers, build_index
from caunoi_engine.matching.options import list_options

KM_PER_DEGREE_LAT = 110.574
KM_PER_DEGREE_LON = 111.320  # on the equator


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
        whole = self.current.market
        return build_index(Market(self.worker, whole.vacancies, whole.courses, whole.related))

    @cached_property
    def options(self) -> tuple[tuple[Direct, ...], tuple[Taught, ...]]:
        """Everything the person could do, best first: work now, and learn then work."""
        listed = list_options(self.index, threads=1)
        columns = listed.unpack(np.arange(len(listed.keys)))
        rows = list(zip(*(column.tolist() for column in columns), strict=True))
        return (
            tuple(Direct(v, value) for v, c, value in rows if c < 0),
            tuple(Taught(v, c, value) for v, c, value in rows if c >= 0),
        )

    @property
    def direct(self) -> tuple[Direct, ...]:
        return self.options[0]

    @property
    def taught(self) -> tuple[Taught, ...]:
        return self.options[1]

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
