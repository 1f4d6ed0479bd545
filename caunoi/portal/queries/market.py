"""The labour market by trade and area, from the registers of the centre, as the public may see it.

Supply is people who look for work and let themselves be counted, under their first wish; demand is
adverts open on the day. Counts of people pass through `caunoi_engine.series.publish`, so that no
small cell is shown or follows from others. Areas are told apart for the major groups of trades
only; below that, people are counted for all areas together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, quantiles
from typing import Final, NamedTuple

import numpy as np
from django.conf import settings
from django.core.cache import cache
from django.db.models import Count

from caunoi.classifications.choices import Scheme
from caunoi.classifications.models import Occupation
from caunoi.people.choices import Purpose
from caunoi.people.models import JobWish
from caunoi.placement.models import Application
from caunoi.places.models import Place
from caunoi.places.queries import communes_of, province
from caunoi.training.models import Intake
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import monthly_wage
from caunoi_engine.series import publish

ALL: Final = ""  # every trade; every area
UNIT: Final = 4  # digits of the finest trade
MONTHS: Final = 12
KEEP_SECONDS: Final = 3_600
FEWEST_ADVERTS, FEWEST_FIRMS = 5, 3  # below that a wage would be that of one firm
FEWEST_HIRES: Final = 10


class Wages(NamedTuple):
    """Quartiles of what adverts offer, in đồng a month, and how many adverts say it."""

    low: int
    middle: int
    high: int
    adverts: int


@dataclass(frozen=True)
class Line:
    """One trade, or one area, of the market. None is hidden or unknown."""

    code: str
    name: str
    seekers: int | None
    adverts: int
    positions: int
    wages: Wages | None
    fill_days: int | None
    deeper: bool

    @property
    def tightness(self) -> float | None:
        """Free positions for one person who looks."""
        return self.positions / self.seekers if self.seekers else None


@dataclass(frozen=True)
class Month:
    first: date
    positions: int


@dataclass(frozen=True)
class Market:
    """What the page shows of one trade in one area; `lines` are its parts."""

    on: date
    trade: str
    trade_name: str
    path: tuple[tuple[str, str], ...]  # code and name of the groups above
    area: str
    area_name: str
    whole: Line
    lines: tuple[Line, ...]
    areas: tuple[tuple[str, str], ...]  # communes of the province
    positions_by_commune: Mapping[str, int]
    months: tuple[Month, ...]
    courses: int
    counts_people: bool  # whether people are told apart for this trade in this area


class _Advert(NamedTuple):
    trade: str
    commune: str
    employer: int
    positions: int
    wage: int | None


class _Figures(NamedTuple):
    """What the hour's page is made of: sums by trade and area, no names."""

    names: dict[str, str]
    communes: dict[str, str]
    supply: dict[tuple[str, str], int | None]  # (trade, commune or ALL) → people
    adverts: list[_Advert]
    posted: dict[str, dict[str, int]]  # trade → month → positions
    fills: dict[str, list[int]]  # trade → days from posting to hiring


def market(*, trade: str, area: str, on: date) -> Market | None:
    """The market of a trade (an ISCO-08 code of 1 to 4 digits, or ALL) in a commune or ALL.

    None when there is no such trade or commune. Figures are of the last hour.
    """
    found = _figures(on)
    if (trade and trade not in found.names) or (area and area not in found.communes):
        return None
    return Market(
        on=on,
        trade=trade,
        trade_name=found.names.get(trade, "Mọi nghề"),
        path=tuple((above, found.names.get(above, above)) for above in _above(trade)),
        area=area,
        area_name=found.communes.get(area, "Toàn tỉnh và nơi khác"),
        whole=_line(found, trade, area),
        lines=tuple(
            line
            for line in (_line(found, code, area) for code in _children(found.names, trade))
            if line.seekers != 0 or line.adverts
        ),
        areas=tuple(found.communes.items()),
        positions_by_commune=_by_commune(found, trade),
        months=_months(found, trade, on),
        courses=Intake.objects.open_on(on)
        .filter(programme__occupation__code__startswith=trade)
        .count(),
        counts_people=not area or len(trade) <= 1,
    )


def _figures(on: date) -> _Figures:
    key = f"market:{on.isoformat()}"
    found = cache.get(key)
    if found is None:
        found = _read(on)
        cache.set(key, found, KEEP_SECONDS)
    return found


def _read(on: date) -> _Figures:
    groups = Occupation.objects.filter(scheme=Scheme.ISCO08).order_by("code")
    names = dict(groups.values_list("code", "name"))
    here = province(settings.CAUNOI_PROVINCE, on=on)
    by_name = communes_of(here, on=on).order_by("search_key", "id")
    communes = dict(by_name.values_list("code", "name"))
    codes = dict(Place.objects.order_by("id").values_list("id", "code"))
    return _Figures(
        names=names,
        communes=communes,
        supply=_supply(names, list(communes), codes),
        adverts=_adverts(on, codes),
        posted=_posted(on),
        fills=_fills(),
    )


def _supply(
    names: Iterable[str], communes: list[str], codes: Mapping[int, str]
) -> dict[tuple[str, str], int | None]:
    """People who look for work by trade and commune, hidden where the rules say so."""
    counted = (
        JobWish.objects.filter(
            rank=1,
            profile__looking=True,
            profile__person__consents__purpose=Purpose.STATISTICS,
            profile__person__consents__withdrawn_at__isnull=True,
        )
        .values_list("occupation__code", "profile__person__place_id")
        .annotate(people=Count("id"))
        .order_by("occupation__code", "profile__person__place_id")
    )
    units: dict[str, int] = defaultdict(int)
    majors = _children(names, ALL)
    columns = {code: number for number, code in enumerate([*communes, ALL])}  # ALL: elsewhere
    table = np.zeros((len(majors), len(columns)), np.int64)
    for unit, place, people in counted:
        units[unit] += people
        commune = codes.get(place or 0, ALL)
        table[majors.index(unit[0]), columns.get(commune, columns[ALL])] += people
    seen = publish(table)
    supply: dict[tuple[str, str], int | None] = {}
    for row, trade in enumerate([*majors, ALL]):
        for column, commune in enumerate(communes):
            supply[trade, commune] = _shown(seen.counts, seen.hidden, (row, column))
        supply[trade, ALL] = _shown(seen.counts, seen.hidden, (row, len(columns)))
    for major in majors:
        _take_apart(supply, list(names), units, major)
    return supply


def _take_apart(
    supply: dict[tuple[str, str], int | None],
    names: list[str],
    units: Mapping[str, int],
    trade: str,
) -> None:
    """Count the parts of a trade so that they give nothing away that is hidden above."""
    parts = _children(names, trade)
    if not parts:
        return
    counts = [[sum(n for unit, n in units.items() if unit.startswith(part))] for part in parts]
    above = supply[trade, ALL] is None
    seen = publish(np.array(counts), sums=np.array([above, above]))
    for row, part in enumerate(parts):
        supply[part, ALL] = _shown(seen.counts, seen.hidden, (row, 0))
        _take_apart(supply, names, units, part)


def _shown(counts: np.ndarray, hidden: np.ndarray, cell: tuple[int, int]) -> int | None:
    return None if hidden[cell] else int(counts[cell])


def _children(names: Iterable[str], trade: str) -> list[str]:
    """The groups one level below, or the major groups."""
    digits = len(trade) + 1
    below = {name[:digits] for name in names if len(name) >= digits and name.startswith(trade)}
    return sorted(below)


def _above(trade: str) -> list[str]:
    return [trade[:digits] for digits in range(1, len(trade))]


def _adverts(on: date, codes: Mapping[int, str]) -> list[_Advert]:
    rows = []
    for vacancy in (
        Vacancy.objects.open_on(on).filter(occupation__isnull=False).select_related("occupation")
    ).order_by("id"):
        low, high = monthly_wage(vacancy)
        said = [bound for bound in (low, high) if bound]
        rows.append(
            _Advert(
                vacancy.occupation.code if vacancy.occupation else "",
                codes.get(vacancy.place_id or 0, ""),
                vacancy.employer_id,
                vacancy.free,
                sum(said) // len(said) if said else None,
            )
        )
    return rows


def _posted(on: date) -> dict[str, dict[str, int]]:
    since = (on.replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    posted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Vacancy.objects.filter(
        posted_on__gte=since, posted_on__lte=on, occupation__isnull=False
    ).order_by("id")
    for unit, day, positions in rows.values_list("occupation__code", "posted_on", "positions"):
        for digits in range(UNIT + 1):
            posted[unit[:digits]][f"{day:%Y-%m}"] += positions
    return {trade: dict(months) for trade, months in posted.items()}


def _fills() -> dict[str, list[int]]:
    """Days from posting to each hire that the registers know, by trade."""
    fills: dict[str, list[int]] = defaultdict(list)
    hires = Application.objects.filter(
        hired_on__isnull=False, vacancy__occupation__isnull=False
    ).order_by("id")
    for unit, posted, hired in hires.values_list(
        "vacancy__occupation__code", "vacancy__posted_on", "hired_on"
    ):
        if hired is None or hired < posted:  # an advert posted again after its hire tells nothing
            continue
        for digits in range(UNIT + 1):
            fills[unit[:digits]].append((hired - posted).days)
    return dict(fills)


def _line(found: _Figures, trade: str, area: str) -> Line:
    adverts = [
        advert
        for advert in found.adverts
        if advert.trade.startswith(trade) and (not area or advert.commune == area)
    ]
    fills = found.fills.get(trade, [])
    return Line(
        code=trade,
        name=found.names.get(trade, trade) or "Mọi nghề",
        seekers=found.supply.get((trade, area)),
        adverts=len(adverts),
        positions=sum(advert.positions for advert in adverts),
        wages=_wages(adverts),
        fill_days=round(median(fills)) if len(fills) >= FEWEST_HIRES and not area else None,
        deeper=len(trade) < UNIT,
    )


def _wages(adverts: list[_Advert]) -> Wages | None:
    said = [advert for advert in adverts if advert.wage is not None]
    if len(said) < FEWEST_ADVERTS or len({advert.employer for advert in said}) < FEWEST_FIRMS:
        return None
    low, middle, high = quantiles([advert.wage or 0 for advert in said], n=4, method="inclusive")
    return Wages(round(low), round(middle), round(high), len(said))


def _by_commune(found: _Figures, trade: str) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for advert in found.adverts:
        if advert.trade.startswith(trade) and advert.commune in found.communes:
            sums[advert.commune] += advert.positions
    return dict(sums)


def _months(found: _Figures, trade: str, on: date) -> tuple[Month, ...]:
    """Positions advertised in each of the last twelve months, the oldest first."""
    posted = found.posted.get(trade, {})
    months = []
    for back in range(MONTHS - 1, -1, -1):
        year, month = divmod(on.year * 12 + on.month - 1 - back, 12)
        first = date(year, month + 1, 1)
        months.append(Month(first, posted.get(f"{first:%Y-%m}", 0)))
    return tuple(months)
