"""A made labour market, for demonstration and measuring. Nobody and nothing in it exists.

Its shape follows what is known of a province: few occupations hold most vacancies, people live
around towns and firms stand in industrial zones, a few firms hire by the hundred. The two largest
sizes are many provinces side by side, each with towns, zones and schools of its own.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.market import Courses, Lists, Market, Vacancies, Workers

SKILLS: Final = 3_000
GENERIC_SKILLS: Final = 40
UNIT_SKILLS: Final = 30
CERTIFICATES: Final = 64
TOWNS, ZONES, SCHOOLS = 12, 8, 40
SIDE_KM: Final = 60.0
CORNER_LAT, CORNER_LON = 18.0, 105.5
KM_PER_DEGREE_LAT, KM_PER_DEGREE_LON = 110.574, 105.7
MILLION: Final = 1_000_000

# By ISCO-08 major group 0..9: usual schooling rank, usual wage in million đồng.
SCHOOLING = np.array([4, 6, 6, 5, 3, 2, 2, 3, 2, 1])
WAGE = np.array([9, 18, 15, 12, 10, 8.5, 7.5, 8.5, 8, 6.5])
LARGE_FIRM_MAJORS = (7, 8, 9)


@dataclass(frozen=True)
class Size:
    """How large a market to make."""

    workers: int
    vacancies: int
    positions: int
    employers: int
    intakes: int
    seats: int
    occupations: int  # at most so many different ones
    provinces: int = 1


SIZES: Final = {
    "small": Size(2_000, 300, 2_000, 40, 20, 450, 60),
    "10k": Size(10_000, 1_453, 9_593, 73, 87, 1_973, 436),
    "province": Size(68_800, 10_000, 66_000, 502, 600, 13_575, 436),
    "500k": Size(500_000, 72_674, 479_650, 3_648, 4_360, 98_656, 436, 8),
    "2m": Size(2_000_000, 290_696, 1_918_600, 14_592, 17_440, 394_624, 436, 32),
}

Rng = np.random.Generator
Numbers = NDArray[Any]
Columns = dict[str, Any]

IDS: Final = (
    {"worker_id": "W"},
    {"vacancy_id": "V", "employer_id": "E"},
    {"course_id": "C", "programme_id": "P"},
)
"""The columns of workers, vacancies and courses that number something, and their letters."""


def example_market(occupations: Sequence[str], *, size: str = "small", seed: int = 1) -> Market:
    """A made market over these ISCO-08 unit codes; the same seed gives the same market.

    >>> made = example_market(["7531", "8153"])
    >>> len(made.workers), len(made.vacancies), len(made.courses)
    (2000, 300, 20)
    """
    shape, rng = SIZES[size], np.random.default_rng(seed)
    codes = sorted(occupations)
    if len(codes) > shape.occupations:
        codes = sorted(rng.choice(codes, shape.occupations, replace=False).tolist())
    world = _World(codes, rng)
    provinces = []
    for place, own in enumerate(_shared(shape)):
        if place > 0:
            world.move(place, shape.provinces)
        provinces.append((_workers(world, own), _vacancies(world, own), _courses(world, own)))
    workers, vacancies, courses = (
        _side_by_side(tables, ids)
        for tables, ids in zip(zip(*provinces, strict=True), IDS, strict=True)
    )
    return Market(
        workers=Workers.of(**workers),
        vacancies=Vacancies.of(**vacancies),
        courses=Courses.of(**courses),
        related=world.related,
    )


def _shared(shape: Size) -> list[Size]:
    """What each province gets of everything: as many as the others, or one more."""
    n = shape.provinces

    def part(total: int, place: int) -> int:
        return total * (place + 1) // n - total * place // n

    counts = ("workers", "vacancies", "positions", "employers", "intakes", "seats")
    return [
        replace(shape, **{name: part(getattr(shape, name), place) for name in counts})
        for place in range(n)
    ]


def _side_by_side(tables: Sequence[Columns], ids: Mapping[str, str]) -> Columns:
    """The columns of all provinces as one table, the names in `ids` numbered through."""
    joined = {}
    for name, first in tables[0].items():
        parts = [table[name] for table in tables]
        if name in ids:
            numbers = [part.max(initial=0) for part in parts]
            shift = [0, *accumulate(int(number) for number in numbers)]
            parts = [part + before for part, before in zip(parts, shift, strict=False)]
            joined[name] = _ids(ids[name], shift[-1])[np.concatenate(parts) - 1]
        elif isinstance(first, Lists):
            joined[name] = _joined(parts)
        else:
            joined[name] = np.concatenate(parts)
    return joined


def _joined(parts: Sequence[Lists]) -> Lists:
    """The rows of all the lists, one after the other."""
    names = tuple(sorted({name for part in parts for name in part.names}))
    recoded = [part.recoded(names) for part in parts]
    shift = [0, *accumulate(len(codes) for _, codes in recoded)]
    ends = [offsets[1:] + start for (offsets, _), start in zip(recoded, shift, strict=False)]
    return Lists(
        np.concatenate([np.zeros(1, np.int64), *ends]),
        np.concatenate([codes for _, codes in recoded]),
        names,
    )


def _happens(rng: Rng, n: int, share: float) -> Numbers:
    """Whether something that happens to this share of all happens to each of `n`."""
    return np.asarray(rng.random(n) < share)


def _falling(n: int, power: float, rng: Rng | None = None) -> Numbers:
    """Shares that fall with rank as 1/rank**power; shuffled if a generator is given."""
    weights = 1 / np.arange(1, n + 1) ** power
    if rng is not None:
        rng.shuffle(weights)
    return np.asarray(weights / weights.sum())


class _World:
    """What workers, vacancies and courses of one made market share."""

    def __init__(self, occupations: Sequence[str], rng: Rng) -> None:
        self.rng, self.codes = rng, np.array(occupations, object)
        self.numbers = np.array([int(code) for code in occupations])
        n = len(occupations)
        self.major = self.numbers // 1000
        self.offered = _falling(n, 1.05, rng)
        self.wished = 0.6 * self.offered + 0.4 * _falling(n, 0.9, rng)
        # Units of a sub-major group share half of their skills.
        group = np.unique(self.numbers // 100, return_inverse=True)[1]
        pools = rng.integers(GENERIC_SKILLS, SKILLS, (group.max() + 1, 60))
        own = rng.integers(GENERIC_SKILLS, SKILLS, (n, UNIT_SKILLS - 14))
        pick = rng.permuted(np.tile(np.arange(60), (n, 1)), axis=1)[:, :14]
        self.unit_skills = np.concatenate([pools[group[:, None], pick], own], axis=1)
        self.certificate = np.where(_happens(rng, n, 0.35), rng.integers(0, CERTIFICATES, n), -1)
        self.corner = np.zeros(2)
        self.settle()
        near = rng.integers(0, n, (n, 8))
        permille = rng.choice([400, 600, 800], (n, 8))
        self.related: dict[tuple[str, str], int] = {}
        pairs = zip(near.ravel().tolist(), permille.ravel().tolist(), strict=True)
        for at, (j, value) in enumerate(pairs):
            i = at // near.shape[1]
            if i != j:
                pair = occupations[i], occupations[j]
                self.related[pair] = self.related[pair[::-1]] = int(value)

    def settle(self) -> None:
        """Draws the towns and the industrial zones of the province at hand."""
        self.towns = self.rng.uniform(3, SIDE_KM - 3, (TOWNS, 2))
        self.zones = self.towns[:ZONES] + self.rng.normal(0, 4, (ZONES, 2))

    def move(self, place: int, provinces: int) -> None:
        """Goes on to another province of the square grid they stand on."""
        self.corner = SIDE_KM * np.array(divmod(place, math.isqrt(provinces - 1) + 1))
        self.settle()

    def degrees(self, xy: Numbers) -> dict[str, Numbers]:
        """Kilometres from the corner of the province as latitude and longitude."""
        xy = xy + self.corner
        return {
            "lat": np.round(CORNER_LAT + xy[:, 1] / KM_PER_DEGREE_LAT, 5),
            "lon": np.round(CORNER_LON + xy[:, 0] / KM_PER_DEGREE_LON, 5),
        }

    def skills(self, units: Numbers, counts: Numbers, shares: Sequence[float]) -> Lists:
        """Skills for each row: of its units, generic, or any, by the cumulative shares."""
        n, most = len(units), int(counts.max(initial=0))
        kind = self.rng.random((n, most))
        rank = self.rng.choice(UNIT_SKILLS, (n, most), p=_falling(UNIT_SKILLS, 1.0))
        generic = self.rng.choice(GENERIC_SKILLS, (n, most), p=_falling(GENERIC_SKILLS, 1.0))
        anything = self.rng.integers(GENERIC_SKILLS, SKILLS, (n, most))
        column = np.where(kind < shares[0], 0, units.shape[1] - 1)
        of_unit = self.unit_skills[np.take_along_axis(units, column, axis=1), rank]
        codes = np.select([kind < shares[1], kind < shares[2]], [of_unit, generic], anything)
        return _lists(codes, counts, "KN", 4)

    def certificates(self, units: Numbers, share: float) -> Lists:
        """The certificate of the occupation, for this share of those that have one."""
        codes = self.certificate[units]
        held = (codes >= 0) & (self.rng.random(len(units)) < share)
        return _lists(codes[:, None], held.astype(np.int64), "CC", 2)


def _lists(codes: Numbers, counts: Numbers, prefix: str, digits: int) -> Lists:
    """The first `counts[i]` codes of row `i`, without repeats, as names."""
    order = np.arange(codes.shape[1])
    first = np.ones(codes.shape, bool)
    for j in range(1, codes.shape[1]):
        first[:, j] = (codes[:, :j] != codes[:, j : j + 1]).all(axis=1)
    kept = first & (order < counts[:, None])
    names, values = np.unique(codes[kept], return_inverse=True)
    offsets = np.concatenate(([0], np.cumsum(kept.sum(axis=1))))
    return Lists(
        offsets.astype(np.int64),
        values.astype(np.int32),
        tuple(f"{prefix}{name:0{digits}d}" for name in names),
    )


def _ids(prefix: str, n: int) -> Numbers:
    """`n` ids in ascending order."""
    digits = max(6, len(str(n)))
    return np.array([f"{prefix}{i:0{digits}d}" for i in range(1, n + 1)], object)


def _dong(millions: Numbers) -> Numbers:
    """Whole hundred thousands of đồng."""
    return (np.round(millions, 1) * MILLION).astype(np.int64)


def _workers(world: _World, shape: Size) -> Columns:
    rng, n = world.rng, shape.workers
    home = world.towns[rng.choice(TOWNS, n, p=_falling(TOWNS, 0.7))] + rng.normal(0, 5, (n, 2))
    units = len(world.codes)
    first = rng.choice(units, n, p=world.wished)
    wishes = np.stack([first, _another(world, first), _another(world, first)], axis=1)
    count = rng.choice([1, 2, 3], n, p=[0.45, 0.35, 0.2])
    second = np.where(count > 1, wishes[:, 1], first)
    wanted = _lists(world.numbers[wishes], count, "", 4)
    usual = world.major[first]
    return dict(
        worker_id=np.arange(1, n + 1),
        **world.degrees(home),
        occupations=wanted,
        skills=world.skills(
            np.stack([first, second], axis=1), rng.integers(5, 16, n), (0.42, 0.62, 0.93)
        ),
        certificates=world.certificates(first, 0.45),
        education=np.clip(SCHOOLING[usual] + rng.integers(-2, 2, n), 0, 8),
        experience_months=np.minimum(rng.exponential(48, n), 420).astype(np.int64),
        wage_min=_dong(WAGE[usual] * rng.lognormal(-0.25, 0.2, n)),
        radius_km=rng.choice([8.0, 15.0, 25.0, 40.0], n, p=[0.15, 0.35, 0.35, 0.15]),
        shifts=rng.choice([1, 3, 7, 15], n, p=[0.3, 0.2, 0.2, 0.3]),
        will_board=_happens(rng, n, 0.5),
        will_train=_happens(rng, n, 0.7),
        priority=_happens(rng, n, 0.08).astype(np.int64),
    )


def _another(world: _World, first: Numbers) -> Numbers:
    """A further wish: of the same minor group, of the same sub-major group, or any."""
    rng, n = world.rng, len(first)
    kind, anything = rng.random(n), rng.choice(len(world.codes), n, p=world.wished)
    result = anything.copy()
    for digits, share in ((100, (0.4, 0.75)), (10, (0.0, 0.4))):
        group = world.numbers // digits
        start, stop = (
            np.searchsorted(group, group[first]),
            np.searchsorted(group, group[first], side="right"),
        )
        pick = start + (rng.random(n) * (stop - start)).astype(np.int64)
        chosen = (kind >= share[0]) & (kind < share[1])
        result[chosen] = pick[chosen]
    return result


def _vacancies(world: _World, shape: Size) -> Columns:
    rng, n, firms = world.rng, shape.vacancies, shape.employers
    zone = rng.choice(ZONES, firms, p=_falling(ZONES, 0.8))
    site = world.zones[zone] + rng.normal(0, 1.5, (firms, 2))
    firm = rng.choice(firms, n, p=0.5 * _falling(firms, 0.9, rng) + 0.5 / firms)
    units = len(world.codes)
    usual = rng.choice(units, (firms, 6), p=world.offered)
    unit = np.where(
        _happens(rng, n, 0.6),
        usual[firm, rng.integers(0, 6, n)],
        rng.choice(units, n, p=world.offered),
    )
    major = world.major[unit]
    plain = np.isin(major, [4, 5, 6, 7, 8, 9])
    required = np.where(plain, rng.integers(0, 4, n), rng.integers(1, 7, n))
    low = WAGE[major] * rng.lognormal(-0.1, 0.2, n)
    months = 12 * rng.choice([1, 2, 3, 5], n, p=[0.45, 0.3, 0.15, 0.1])
    stated = _happens(rng, n, 0.97)
    both = np.stack([unit, unit], axis=1)
    return dict(
        vacancy_id=np.arange(1, n + 1),
        employer_id=firm + 1,
        **world.degrees(site[firm] + rng.normal(0, 0.3, (n, 2))),
        occupation=world.codes[unit],
        positions=_positions(rng, major, shape.positions),
        wage_min=np.where(stated, _dong(low), -1),
        wage_max=np.where(stated, _dong(low * rng.uniform(1.05, 1.6, n)), -1),
        education_min=np.clip(SCHOOLING[major] - 2 + rng.integers(-1, 2, n), 0, 8),
        experience_months_min=np.where(_happens(rng, n, 0.45), 0, months),
        skills_required=world.skills(both, required, (1.0, 0.62, 1.0)),
        skills_preferred=world.skills(both, rng.integers(2, 9, n), (1.0, 0.62, 1.0)),
        certificates_required=world.certificates(unit, 0.4),
        shifts=rng.choice([1, 2, 4, 8, 3], n, p=[0.5, 0.15, 0.15, 0.1, 0.1]),
        housing=_happens(rng, n, 0.08),
    )


def _positions(rng: Rng, major: Numbers, total: int) -> Numbers:
    """Positions per vacancy: many ones and a few hundreds, summing to `total`."""
    share = np.minimum(rng.pareto(1.1, len(major)) + 0.3, 300)
    share *= np.where(np.isin(major, LARGE_FIRM_MAJORS), 3, 1)
    return _apportion(share, total)


def _apportion(share: Numbers, total: int) -> Numbers:
    """Whole numbers of at least 1, about in proportion to `share`, summing to `total`."""
    extra = share / share.sum() * (total - len(share))
    whole = np.floor(extra).astype(np.int64)
    most_short = np.argsort(whole - extra, kind="stable")[: total - len(share) - whole.sum()]
    whole[most_short] += 1
    return np.asarray(whole + 1)


def _courses(world: _World, shape: Size) -> Columns:
    rng, n = world.rng, shape.intakes
    programmes = max(n // 4, 1)
    unit = rng.choice(len(world.codes), programmes, p=world.offered)
    months = rng.choice([1, 2, 3, 6, 9, 12], programmes, p=[0.15, 0.2, 0.3, 0.2, 0.1, 0.05])
    both = np.stack([unit, unit], axis=1)
    taught = world.skills(both, rng.integers(7, 13, programmes), (1.0, 0.9, 1.0))
    granted = world.certificates(unit, 1.0)
    schools = world.towns[rng.integers(0, TOWNS, SCHOOLS)] + rng.normal(0, 1, (SCHOOLS, 2))
    programme, school = rng.integers(0, programmes, n), rng.integers(0, SCHOOLS, n)
    fee = 300_000 * months[programme] + rng.uniform(0, 4, n) * MILLION
    return dict(
        course_id=np.arange(1, n + 1),
        programme_id=programme + 1,
        **world.degrees(schools[school]),
        occupation=world.codes[unit[programme]],
        seats=_apportion(rng.lognormal(0, 0.5, n), shape.seats),
        months=months[programme],
        cost_vnd=fee.astype(np.int64) // 50_000 * 50_000,
        education_min=np.clip(SCHOOLING[world.major[unit[programme]]] - 2, 0, 5),
        skills_taught=taught.take(programme),
        certificates_granted=granted.take(programme),
        boarding=school % 3 == 0,
    )
