"""Outlines of the communes of the province, as paths for a drawing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Final

from django.conf import settings

WIDTH: Final = 520  # drawing units
MARGIN: Final = 4
COARSE: Final = 1.2  # drawing units: finer bends are not seen

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Outlines:
    """The path of every commune of a province by code, and the size of the drawing."""

    by_code: dict[str, str]
    width: int
    height: int


@cache
def commune_outlines(province: str) -> Outlines:
    """The communes of a province drawn with north up; empty when no boundaries are at hand."""
    path = Path(settings.REFERENCE) / "boundaries" / f"{province}.geojson"
    if not path.exists():
        return Outlines({}, WIDTH, 1)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    rings = {feature["id"]: list(_outer_rings(feature["geometry"])) for feature in features}
    lons = [lon for pieces in rings.values() for ring in pieces for lon, _ in ring]
    lats = [lat for pieces in rings.values() for ring in pieces for _, lat in ring]
    narrowing = cos(radians((min(lats) + max(lats)) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((max(lons) - min(lons)) * narrowing)

    def place(lon: float, lat: float) -> tuple[float, float]:
        x = MARGIN + (lon - min_lon) * narrowing * scale
        return round(x, 1), round(MARGIN + (max_lat - lat) * scale, 1)

    min_lon, max_lat = min(lons), max(lats)
    height = round(2 * MARGIN + (max_lat - min(lats)) * scale)
    drawn = {
        code: [[place(*point) for point in ring] for ring in pieces]
        for code, pieces in rings.items()
    }
    return Outlines(
        {code: _outline(pieces) for code, pieces in sorted(drawn.items())}, WIDTH, height
    )


def _outer_rings(geometry: dict) -> Iterator[Ring]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    for polygon in polygons:
        yield [(lon, lat) for lon, lat, *_ in polygon[0]]


def _outline(pieces: list[Ring]) -> str:
    return "".join(_path(simplified(ring)) for ring in pieces)


def _path(ring: Ring) -> str:
    first, *rest = [f"{x:g} {y:g}" for x, y in ring[:-1]]
    return f"M{first}L{' '.join(rest)}Z"


def simplified(ring: Ring) -> Ring:
    """The ring without bends finer than `COARSE` (Ramer–Douglas–Peucker), at least a triangle."""
    half = max(range(len(ring)), key=lambda at: _apart(ring[0], ring[at]))
    kept = _thinned(ring[: half + 1])[:-1] + _thinned(ring[half:])
    return kept if len(kept) > 3 else ring  # noqa: PLR2004  a closed triangle has four points


def _thinned(line: Ring) -> Ring:
    if len(line) < 3:  # noqa: PLR2004  two points cannot be thinned
        return line
    offs = [_off(point, line[0], line[-1]) for point in line]
    far = max(range(len(line)), key=offs.__getitem__)
    if offs[far] <= COARSE:
        return [line[0], line[-1]]
    return _thinned(line[: far + 1])[:-1] + _thinned(line[far:])


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5


def _off(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of a point from the line through two others."""
    length = _apart(a, b)
    if length == 0:
        return _apart(p, a)
    return abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / length
