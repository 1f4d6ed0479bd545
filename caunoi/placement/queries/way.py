"""Where the work lies from home: straight distance, direction, and a sketch of communes' points.

Reckoned from the middles of communes and the place of the advert; no map of anybody else is asked.
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians
from typing import Final

from caunoi.placement.models import Referral
from caunoi.placement.queries.desk import KM_PER_DEGREE_LAT, KM_PER_DEGREE_LON
from caunoi.places.choices import Level
from caunoi.places.models import Place

NEAR_KM: Final = 0.3  # nearer than that there is nothing to draw
NEIGHBOURS: Final = 7
READ: Final = 200
MARGIN: Final = 0.35  # of the longer side, around both ends
LEAST_SPAN_KM: Final = 3.0
SHAPE: Final = 2.0  # width of the sketch, of its height
LABEL: Final = (0.28, 0.1)  # what a name takes of the width and of the height
EDGE: Final = 0.05
DIRECTIONS: Final = (
    "bắc", "đông bắc", "đông", "đông nam", "nam", "tây nam", "tây", "tây bắc",
)  # fmt: skip


@dataclass(frozen=True)
class Dot:
    """A named point of the sketch; x to the right and y downwards, each from 0 to 1."""

    x: float
    y: float
    name: str


@dataclass(frozen=True)
class Way:
    """The way to work as the crow flies, with what lies about."""

    home: Dot
    work: Dot
    around: tuple[Dot, ...]
    kilometres: float
    direction: str
    """One of `DIRECTIONS`."""


def direction_of(east: float, north: float) -> str:
    """The name of a direction.

    >>> direction_of(0, 1), direction_of(3, -3), direction_of(-1, 0.1)
    ('bắc', 'đông nam', 'tây')
    """
    return DIRECTIONS[round(degrees(atan2(east, north)) / 45) % len(DIRECTIONS)]


def way_of(referral: Referral) -> Way | None:
    """From the person's commune to the job of a letter; None where either is not known.

    One query: the communes about.
    """
    home, work = _home(referral), _work(referral)
    if home is None or work is None:
        return None
    wide = KM_PER_DEGREE_LON * cos(radians(home[0]))
    east, north = (work[1] - home[1]) * wide, (work[0] - home[0]) * KM_PER_DEGREE_LAT
    kilometres = hypot(east, north)
    if kilometres < NEAR_KM:
        return None
    frame = _Frame.around(home, work, wide)
    vacancy, person = referral.vacancy, referral.person
    ends = frame.dot(*home, _name(person.place)), frame.dot(*work, _name(vacancy.place))
    seen = {vacancy.place_id, person.place_id}
    return Way(*ends, _around(frame, ends, seen, referral), kilometres, direction_of(east, north))


def _home(referral: Referral) -> tuple[float, float] | None:
    return _middle(referral.person.place)


def _work(referral: Referral) -> tuple[float, float] | None:
    vacancy = referral.vacancy
    if not vacancy.roughly_placed and vacancy.lat is not None and vacancy.lon is not None:
        return vacancy.lat, vacancy.lon
    return _middle(vacancy.place)


def _middle(place: Place | None) -> tuple[float, float] | None:
    """The middle of a commune; a province is too large to say where something is."""
    if place is None or place.level != Level.COMMUNE or place.lat is None or place.lon is None:
        return None
    return float(place.lat), float(place.lon)


def _name(place: Place | None) -> str:
    return place.name if place else ""


@dataclass(frozen=True)
class _Frame:
    """The stretch of land in the sketch, in kilometres from its north-west corner."""

    lat: float  # of the north edge
    lon: float  # of the west edge
    width: float
    height: float
    wide: float  # kilometres a degree of longitude

    @classmethod
    def around(cls, home: tuple[float, float], work: tuple[float, float], wide: float) -> "_Frame":
        lat, lon = (home[0] + work[0]) / 2, (home[1] + work[1]) / 2
        tall = abs(home[0] - work[0]) * KM_PER_DEGREE_LAT
        broad = abs(home[1] - work[1]) * wide
        height = max(tall, broad / SHAPE, LEAST_SPAN_KM) * (1 + 2 * MARGIN)
        width = height * SHAPE
        return cls(
            lat + height / 2 / KM_PER_DEGREE_LAT, lon - width / 2 / wide, width, height, wide
        )

    def dot(self, lat: float, lon: float, name: str) -> Dot:
        x = (lon - self.lon) * self.wide / self.width
        y = (self.lat - lat) * KM_PER_DEGREE_LAT / self.height
        return Dot(round(x, 4), round(y, 4), name)


def _around(
    frame: _Frame, ends: tuple[Dot, Dot], seen: set[int | None], referral: Referral
) -> tuple[Dot, ...]:
    """The communes about, whose names cover neither the ends nor each other."""
    south = frame.lat - frame.height / KM_PER_DEGREE_LAT
    found = Place.objects.in_force(referral.made_on).filter(
        level=Level.COMMUNE,
        lat__range=(south, frame.lat),
        lon__range=(frame.lon, frame.lon + frame.width / frame.wide),
    )
    dots = [
        frame.dot(float(one.lat or 0), float(one.lon or 0), one.name)
        for one in found.order_by("code", "id")[:READ]
        if one.pk not in seen
    ]
    free = [dot for dot in dots if all(EDGE < side < 1 - EDGE for side in (dot.x, dot.y))]
    kept: list[Dot] = []
    while len(kept) < NEIGHBOURS:
        drawn = (*ends, *kept)
        free = [dot for dot in free if not any(_covers(dot, one) for one in drawn)]
        if not free:
            break
        kept.append(max(free, key=lambda dot: min(_between(dot, one) for one in drawn)))
    return tuple(kept)


def _covers(a: Dot, b: Dot) -> bool:
    """Whether their names would lie on each other."""
    return abs(a.x - b.x) < LABEL[0] and abs(a.y - b.y) < LABEL[1]


def _between(a: Dot, b: Dot) -> float:
    """How far apart two dots are, of the height of the sketch."""
    return hypot((a.x - b.x) * SHAPE, a.y - b.y)
