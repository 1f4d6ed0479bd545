"""The market laid out for speed: one index is built once and answers every question.

Vacancies are sorted by (cell of the map, occupation unit, x) so that a worker reads only a few
contiguous runs of them. Whole numbers below 2**24 are kept in float32, where they are exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.market import (
    NOT_STATED,
    Courses,
    Lists,
    Market,
    Vacancies,
    Workers,
)
from caunoi_engine.matching.occupations import proximity_table
from caunoi_engine.matching.policy import Policy
from caunoi_engine.matching.score import (
    DONG_PER_WAGE_UNIT,
    EXPERIENCE_LIMIT_MONTHS,
    HECTOMETRES_PER_KM,
    RADIUS_LIMIT_HM,
    CourseFacts,
    VacancyFacts,
    WorkerFacts,
)
from caunoi_engine.matching.skills import (
    asked_marks,
    held_marks,
    marks_of,
    rarity_of,
    shares_of,
    teaching_bits,
)

CELL_HM = 600
"""Side of a cell of the map, 60 km: a smaller one costs more in starts than it saves in pairs."""
HM_PER_DEGREE_LAT = 1_105.74
HM_PER_DEGREE_LON = 1_113.20
"""On the equator; times the cosine of the latitude elsewhere."""
CERTIFICATE_LIMIT = 64
UNSTATED_WAGE = 2**31 - 1
"""Stands for the wage of a vacancy that states none: it passes the rule and earns no points."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


class Grid(NamedTuple):
    """The map: origin in hectometres, cells east and north."""

    x: int
    y: int
    columns: int
    rows: int


class Names(NamedTuple):
    """The names behind the codes of a market, each list in ascending order."""

    units: tuple[str, ...]  # ISCO-08 unit codes
    skills: tuple[str, ...]  # those that vacancies ask
    certificates: tuple[str, ...]  # those that vacancies require


class VacancyColumns(NamedTuple):
    """Vacancies by position in the index. `whole` and `bits` hold one column per row of theirs."""

    row: Ints  # position -> row of the market
    whole: Floats  # x, y, education, experience, fewest experience, wage units, housing, unit
    bits: Ints  # wage đồng, shifts, certificates low, high, marks of required skills low, high
    cell_start: Ints  # (cell * units + unit) -> first position; cells with housing after the others
    skill_start: Ints  # position -> first of its skills
    required_end: Ints  # position -> first of its preferred skills
    skill: Ints
    skill_points: Ints
    given_required: Ints  # points earned because nothing is required
    given_preferred: Ints


class WorkerColumns(NamedTuple):
    """Workers by row of the market."""

    whole: Floats  # x, y, education, experience, radius, wished wage units, wage step, boards
    bits: Ints  # wished wage đồng, shifts, certificates lacked low, high, marks held low, high
    unit: Ints  # (workers, 3), -1 = no further wish
    skill_start: Ints
    skill: Ints
    trains: NDArray[np.bool_]


class CourseColumns(NamedTuple):
    """Intakes by row of the market, with the number of their programme."""

    whole: Floats  # x, y, education, boarding, cost without the way
    unit: Ints
    programme: Ints
    programme_skill_start: Ints
    programme_skill: Ints
    programme_lacking: Ints  # (2, programmes): certificates that stay lacking after it
    teaches: NDArray[np.uint8]  # (programmes, positions / 8): a required skill of it, as bits
    gives: NDArray[np.uint8]  # (programmes, skills / 8): the skill, as bits


@dataclass(frozen=True)
class MarketIndex:
    """A market, a policy, and the columns made from them.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> index.worker(7).wishes, index.vacancy(0).occupation
    (('7212',), '7212')
    """

    market: Market
    policy: Policy
    names: Names
    mark: Ints  # skill -> its mark, see `skills`
    points: Floats  # (units, units): occupation points of offered given wished
    permille: Ints  # (units, units)
    grid: Grid
    vacancies: VacancyColumns
    workers: WorkerColumns
    courses: CourseColumns
    lon_scale: float  # hectometres in one degree of longitude
    xy: tuple[Ints, Ints, Ints]  # (2, n) hectometres of workers, vacancies, courses, by row
    rarity: Mapping[str, int]  # skill -> its weight among the skills that a vacancy asks

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What others work out of the index when it is first asked for, and keep beside it."""
        return {}

    def __getstate__(self) -> dict[str, Any]:
        # What is kept holds memory of single threads, which does not travel.
        return {name: value for name, value in vars(self).items() if name != "kept"}

    @cached_property
    def position(self) -> Ints:
        """Row of a vacancy in the market -> its position in the index."""
        inverse = np.empty_like(self.vacancies.row)
        inverse[self.vacancies.row] = np.arange(len(inverse), dtype=np.int32)
        return inverse

    @cached_property
    def unit_of_position(self) -> Ints:
        """Position in the index -> occupation unit."""
        return _unit_codes(self.market.vacancies.occupation[self.vacancies.row], self.names.units)

    def worker(self, row: int) -> WorkerFacts:
        """The facts of one worker, for the specification of the score."""
        w, (x, y) = self.market.workers, self.xy[0][:, row].tolist()
        return WorkerFacts(
            x=x,
            y=y,
            wishes=tuple(w.occupations.row(row)),
            skills=frozenset(w.skills.row(row)),
            certificates=frozenset(w.certificates.row(row)),
            education=int(w.education[row]),
            experience_months=min(int(w.experience_months[row]), EXPERIENCE_LIMIT_MONTHS),
            wage_min=int(w.wage_min[row]),
            radius=int(self.workers.whole[4, row]),
            shifts=int(w.shifts[row]),
            will_board=bool(w.will_board[row]),
            will_train=bool(w.will_train[row]),
        )

    def vacancy(self, row: int) -> VacancyFacts:
        """The facts of one vacancy, for the specification of the score."""
        v, c, at = self.market.vacancies, self.vacancies, int(self.position[row])
        start, middle, end = c.skill_start[at], c.required_end[at], c.skill_start[at + 1]
        x, y = self.xy[1][:, row].tolist()
        skills = [
            {self.names.skills[c.skill[i]]: int(c.skill_points[i]) for i in range(*span)}
            for span in ((start, middle), (middle, end))
        ]
        return VacancyFacts(
            x=x,
            y=y,
            occupation=str(v.occupation[row]),
            wage_max=int(v.wage_max[row]),
            education_min=int(v.education_min[row]),
            experience_months_min=min(int(v.experience_months_min[row]), EXPERIENCE_LIMIT_MONTHS),
            required=skills[0],
            preferred=skills[1],
            certificates=frozenset(v.certificates_required.row(row)),
            shifts=int(v.shifts[row]),
            housing=bool(v.housing[row]),
        )

    def course(self, row: int) -> CourseFacts:
        """The facts of one intake."""
        c, (x, y) = self.market.courses, self.xy[2][:, row].tolist()
        return CourseFacts(
            x=x,
            y=y,
            occupation=str(c.occupation[row]),
            months=int(c.months[row]),
            cost_vnd=int(c.cost_vnd[row]),
            education_min=int(c.education_min[row]),
            skills=frozenset(c.skills_taught.row(row)),
            certificates=frozenset(c.certificates_granted.row(row)),
            boarding=bool(c.boarding[row]),
        )


def build_index(
    market: Market, policy: Policy | None = None, *, rarity: Mapping[str, int] | None = None
) -> MarketIndex:
    """Lays a market out. Raises ValueError beyond 64 distinct required certificates.

    `rarity` are the weights of skills of another index, for scores that stay as they were while
    adverts come and go; a skill it does not know is weighed by this market.
    """
    policy = policy or Policy()
    names = _names(market)
    rarity = rarity_of(market.vacancies, names.skills) | dict(rarity or {})
    if len(names.certificates) > CERTIFICATE_LIMIT:
        raise ValueError(
            f"{len(names.certificates)} different certificates are required; "
            f"at most {CERTIFICATE_LIMIT} can be told apart"
        )
    tables = (market.workers, market.vacancies, market.courses)
    lon_scale = _lon_scale(np.concatenate([table.lat for table in tables]))
    xy = tuple(_project(table, lon_scale) for table in tables)
    permille = proximity_table(names.units, market.related)
    mark = marks_of(market.vacancies.skills_required, names.skills)
    grid, vacancies = _vacancy_columns(market, policy, names, xy[1], mark, rarity)
    return MarketIndex(
        market=market,
        policy=policy,
        names=names,
        mark=mark,
        points=np.where(
            permille >= policy.least_nearness, policy.occupation * permille // 1000, 0
        ).astype(np.float32),
        permille=permille,
        grid=grid,
        vacancies=vacancies,
        workers=_worker_columns(market, policy, names, xy[0], mark),
        courses=_course_columns(market, policy, names, vacancies, xy[2]),
        lon_scale=lon_scale,
        xy=(xy[0], xy[1], xy[2]),
        rarity=rarity,
    )


def replace_workers(index: MarketIndex, workers: Workers) -> MarketIndex:
    """The index with other workers beside the same vacancies and courses.

    Takes about a millisecond for one worker, and scores as the given index does. Only a wish for
    an occupation the index has never met makes it build everything anew.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> one = replace_workers(index, index.market.workers.take(np.array([7])))
    >>> one.worker(0) == index.worker(7)
    True
    """
    market = replace(index.market, workers=workers)
    if not set(workers.occupations.names) <= set(index.names.units):
        return build_index(market, index.policy, rarity=index.rarity)
    xy = _project(workers, index.lon_scale)
    columns = _worker_columns(market, index.policy, index.names, xy, index.mark)
    return replace(index, market=market, workers=columns, xy=(xy, *index.xy[1:]))


def _names(market: Market) -> Names:
    wishes, vacancies = market.workers.occupations.names, market.vacancies
    asked = (vacancies.skills_required.names, vacancies.skills_preferred.names)
    certificates = vacancies.certificates_required
    return Names(
        tuple(sorted({*wishes, *vacancies.occupation, *market.courses.occupation})),
        tuple(sorted({*asked[0], *asked[1]})),
        tuple(sorted(certificates.names[code] for code in np.unique(certificates.codes))),
    )


def _lon_scale(lats: NDArray[np.float64]) -> float:
    """Hectometres in one degree of longitude in the middle of the market."""
    middle = round((lats.min() + lats.max()) / 2, 1) if len(lats) else 0.0
    return float(HM_PER_DEGREE_LON * np.cos(np.radians(middle)))


def _project(table: Workers | Vacancies | Courses, lon_scale: float) -> Ints:
    """Coordinates in whole hectometres on one flat map, shape (2, rows)."""
    degrees = np.stack([table.lon * lon_scale, table.lat * HM_PER_DEGREE_LAT])
    return np.rint(degrees).astype(np.int32)


def _unit_codes(names: NDArray[np.object_], units: tuple[str, ...]) -> Ints:
    place = {unit: code for code, unit in enumerate(units)}
    return np.array([place[name] for name in names], np.int32)


def _unique(offsets: NDArray[np.int64], codes: Ints, width: int) -> tuple[NDArray[np.int64], Ints]:
    """Each row's codes without repeats, ascending, as (row, code) columns."""
    rows = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    keys = rows * max(width, 1) + codes
    # Sorted and compared: `np.unique` hashes, which takes ten times as long.
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) > 0]
    rows = keys // max(width, 1)
    return rows, (keys - rows * max(width, 1)).astype(np.int32)


def _starts(rows: NDArray[np.int64], length: int) -> Ints:
    """Where each row begins in a column sorted by row; one entry more than there are rows."""
    return np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=length)))).astype(np.int32)


def _masks(lists: Lists, certificates: tuple[str, ...]) -> NDArray[np.uint64]:
    """Each row's certificates as bits."""
    rows, codes = _unique(*lists.recoded(certificates), len(certificates))
    masks = np.zeros(len(lists), np.uint64)
    np.bitwise_or.at(masks, rows, np.uint64(1) << codes.astype(np.uint64))
    return masks


def _halves(masks: NDArray[np.uint64]) -> list[Ints]:
    low = (masks & np.uint64(0xFFFFFFFF)).astype(np.uint32).view(np.int32)
    return [low, (masks >> np.uint64(32)).astype(np.uint32).view(np.int32)]


def _worker_columns(
    market: Market,
    policy: Policy,
    names: Names,
    xy: Ints,
    mark: Ints,
) -> WorkerColumns:
    w = market.workers
    offsets, codes = w.occupations.recoded(names.units)
    wishes = np.full((len(w), 3), -1, np.int32)
    for rank in range(3):
        has = np.diff(offsets) > rank
        wishes[has, rank] = codes[offsets[:-1][has] + rank]
    rows, skill = _unique(*w.skills.recoded(names.skills), len(names.skills))
    wish_units = -(-w.wage_min.astype(np.int64) // DONG_PER_WAGE_UNIT)
    step = np.clip(wish_units * policy.wage_full_percent // 100, 1, 2**24 // (policy.wage + 1) - 1)
    radius = np.minimum((w.radius_km * HECTOMETRES_PER_KM).astype(np.int64), RADIUS_LIMIT_HM)
    experience = np.minimum(w.experience_months, EXPERIENCE_LIMIT_MONTHS)
    whole = [*xy, w.education, experience, radius, wish_units, step, w.will_board]
    lacking = _halves(~_masks(w.certificates, names.certificates))
    held = _halves(held_marks(rows, mark[skill], len(w)))
    return WorkerColumns(
        whole=np.stack([np.asarray(column, np.float32) for column in whole]),
        bits=np.stack([w.wage_min, w.shifts, *lacking, *held]),
        unit=wishes,
        skill_start=_starts(rows, len(w)),
        skill=skill,
        trains=w.will_train,
    )


def _vacancy_columns(
    market: Market,
    policy: Policy,
    names: Names,
    xy: Ints,
    mark: Ints,
    rarity: Mapping[str, int],
) -> tuple[Grid, VacancyColumns]:
    v = market.vacancies
    unit = _unit_codes(v.occupation, names.units)
    origin = xy.min(axis=1) if len(v) else np.zeros(2, np.int32)
    cell = (xy - origin[:, None]) // CELL_HM
    columns, rows = (cell.max(axis=1) + 1).tolist() if len(v) else (1, 1)
    # Who would live in reads vacancies with housing from afar, so these lie in cells of their own.
    cell_of = cell[0] * rows + cell[1] + v.housing * columns * rows
    order = np.lexsort((xy[0], unit, cell_of))
    block = (cell_of * len(names.units) + unit)[order]
    blocks = 2 * columns * rows * len(names.units)
    experience = np.minimum(v.experience_months_min, EXPERIENCE_LIMIT_MONTHS)
    stated = v.wage_max != NOT_STATED
    whole = [
        *xy,
        v.education_min,
        experience,
        -(-experience * policy.experience_min_percent // 100),
        np.where(stated, v.wage_max // DONG_PER_WAGE_UNIT, -1),
        v.housing,
        unit,
    ]
    bits = [
        np.where(stated, v.wage_max, UNSTATED_WAGE),
        v.shifts,
        *_halves(_masks(v.certificates_required, names.certificates)),
        *_halves(asked_marks(v.skills_required, names.skills, mark, policy.required_cover_min)),
    ]
    return Grid(int(origin[0]), int(origin[1]), columns, rows), VacancyColumns(
        order.astype(np.int32),
        np.stack([np.asarray(column, np.float32)[order] for column in whole]),
        np.stack([np.asarray(column, np.int32)[order] for column in bits]),
        np.searchsorted(block, np.arange(blocks + 1)).astype(np.int32),
        *_skill_columns(market, policy, names.skills, order, rarity),
    )


def _skill_columns(
    market: Market,
    policy: Policy,
    skills: tuple[str, ...],
    order: NDArray[np.int64],
    rarity: Mapping[str, int],
) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """Skills of every vacancy, required ones first, with the points each is worth."""
    v, width = market.vacancies, max(len(skills), 1)
    required_rows, required = _unique(*v.skills_required.take(order).recoded(skills), width)
    rows, preferred = _unique(*v.skills_preferred.take(order).recoded(skills), width)
    extra = ~np.isin(rows * width + preferred, required_rows * width + required)
    rows, preferred = rows[extra], preferred[extra]
    weight = np.array([rarity[skill] for skill in skills] or [0], np.int64)
    most = policy.required_skills
    points = np.concatenate(
        [
            shares_of(required_rows, weight[required], most, len(v)),
            shares_of(rows, weight[preferred], policy.skills - most, len(v)),
        ]
    )
    is_preferred = np.repeat([0, 1], [len(required), len(preferred)])
    all_rows, all_skills = (
        np.concatenate([required_rows, rows]),
        np.concatenate([required, preferred]),
    )
    by_row = np.lexsort((all_skills, is_preferred, all_rows))
    start = _starts(all_rows, len(v))
    n_required = np.bincount(required_rows, minlength=len(v)).astype(np.int32)
    n_preferred = np.bincount(rows, minlength=len(v))
    return (
        start,
        start[:-1] + n_required,
        all_skills[by_row].astype(np.int32),
        points[by_row].astype(np.int32),
        np.where(n_required == 0, most, 0).astype(np.int32),
        np.where(n_preferred == 0, policy.skills - most, 0).astype(np.int32),
    )


def _course_columns(
    market: Market,
    policy: Policy,
    names: Names,
    vacancies: VacancyColumns,
    xy: Ints,
) -> CourseColumns:
    """Intakes; those that teach and certify the same share a programme number."""
    c = market.courses
    rows, skill = _unique(*c.skills_taught.recoded(names.skills), len(names.skills))
    start, masks = _starts(rows, len(c)), _masks(c.certificates_granted, names.certificates)
    known: dict[tuple[bytes, int], int] = {}
    programme = np.empty(len(c), np.int32)
    for i in range(len(c)):
        content = (skill[start[i] : start[i + 1]].tobytes(), int(masks[i]))
        programme[i] = known.setdefault(content, len(known))
    taught = [np.frombuffer(content, np.int32) for content, _ in known]
    lengths = np.array([len(one) for one in taught], np.int32)
    teaches = _teaching(taught, vacancies, len(names.skills))
    gives = np.zeros((len(known), len(names.skills) // 8 + 1), np.uint8)
    for number, given in enumerate(taught):
        np.bitwise_or.at(gives[number], given >> 3, np.uint8(1) << (given & 7).astype(np.uint8))
    lacking = ~np.array([mask for _, mask in known], np.uint64)
    cost = (
        policy.course_fixed
        + policy.course_month * c.months.astype(np.int64)
        + c.cost_vnd // policy.course_dong_per_point
    )
    whole = [*xy, c.education_min, c.boarding, np.minimum(cost, 2**23)]
    return CourseColumns(
        whole=np.stack([np.asarray(column, np.float32) for column in whole]),
        unit=_unit_codes(c.occupation, names.units),
        programme=programme,
        programme_skill_start=np.concatenate(([0], np.cumsum(lengths))).astype(np.int32),
        programme_skill=np.concatenate([*taught, np.empty(0, np.int32)]).astype(np.int32),
        programme_lacking=np.stack(_halves(lacking)),
        teaches=teaches,
        gives=gives,
    )


def _teaching(taught: list[Ints], vacancies: VacancyColumns, skills: int) -> NDArray[np.uint8]:
    positions = np.repeat(np.arange(len(vacancies.row)), np.diff(vacancies.skill_start))
    required = np.arange(len(positions)) < vacancies.required_end[positions]
    return teaching_bits(
        taught, positions[required], vacancies.skill[required], (len(vacancies.row), skills)
    )
