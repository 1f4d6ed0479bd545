"""Regional minimum wage, and the region of a commune (Bộ luật Lao động 2019, Điều 91)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from caunoi_rules.parameters import NoParameter, load, parameter


class Region(StrEnum):
    """Vùng lương tối thiểu, from the highest to the lowest."""

    I = "I"  # noqa: E741  the law's own numeral
    II = "II"
    III = "III"
    IV = "IV"


@dataclass(frozen=True)
class MinimumWage:
    """The least that may be paid, in đồng. `hour` is None where there was none (before 7/2022)."""

    month: int
    hour: int | None
    law: str
    confirmed: bool  # of the monthly figure; see `hour_confirmed`
    hour_confirmed: bool = True


@dataclass(frozen=True)
class RegionReading:
    """The region a commune lies in. Not confirmed: the lowest of the country, and `law` says so."""

    region: Region
    confirmed: bool
    law: str


NOT_LISTED: Final = "Chưa có danh mục vùng của tỉnh này trong phần mềm: so với mức thấp nhất nước"

_COMMUNE: Final = re.compile(r"\d{5}")


def minimum_wage(region: Region, on: date) -> MinimumWage:
    """The minimum wage of a region on a day. Raises NoParameter before 2019.

    >>> minimum_wage(Region.II, date(2026, 11, 28)).month
    4730000
    """
    month = parameter("wages", f"month_{region}", on=on)
    try:
        hour = parameter("wages", f"hour_{region}", on=on)
    except NoParameter:
        return MinimumWage(month.value, None, month.law, month.confirmed)
    return MinimumWage(month.value, hour.value, month.law, month.confirmed, hour.confirmed)


def region_of(commune_code: str, on: date) -> RegionReading | None:
    """The region of a commune on a day; None for no commune, or before the lists begin (2026).

    A commune that no list names is read as the lowest region, unconfirmed: less than that may be
    paid nowhere, so nobody is wrongly stopped.

    >>> region_of("12103", date(2026, 11, 28)).region
    <Region.II: 'II'>
    """
    lists = [each for each in _lists() if each[0] <= on]
    if not lists or not _COMMUNE.fullmatch(commune_code):
        return None
    _, law, regions = max(lists, key=lambda each: each[0])
    if commune_code in regions:
        return RegionReading(regions[commune_code], confirmed=True, law=law)
    return RegionReading(Region.IV, confirmed=False, law=NOT_LISTED)


@lru_cache(maxsize=1)
def _lists() -> tuple[tuple[date, str, dict[str, Region]], ...]:
    """Day of coming into force, law, and region by commune code, of each list."""
    return tuple(
        (row["from"], row["law"], {code: region for region in Region for code in row[region]})
        for row in load("regions")["lists"]
    )
