"""Unmet demand: what firms look for and do not find, by occupation, area and month of the advert.

Figures of vacancies and orders are counted when asked. Those of people come from the market of the
latest plan: people whom one missing certificate, or missing skills alone, keep off a vacancy.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median_low
from typing import Any, Final, NamedTuple

import numpy as np
from django.db.models import Q, QuerySet

from caunoi.people.models import Person
from caunoi.placement.queries.candidates import _referable
from caunoi.placement.queries.snapshot import CurrentMarket, NoMarket, current_market
from caunoi.places.choices import Level
from caunoi.places.models import Place, Succession
from caunoi.training.choices import OrderState
from caunoi.training.models import FirmOrder
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import monthly_wage
from caunoi_engine.matching.pairs import failure, score_everybody
from caunoi_kit.ui.paging import Page, page_of

PAGE_SIZE: Final = 20
LONG_DAYS: Final = 30  # an advert that stands longer is hard to fill
STALE: Final = timedelta(hours=24)
UNKNOWN_AREA: Final = "Chưa rõ nơi làm"

TAUGHT_ALONE: Final = (failure("CERTIFICATE"), failure("REQUIRED_SKILLS"))


class Key(NamedTuple):
    """What a line is about. `area` is the key of a place, 0 where it is unknown."""

    occupation: str
    area: int
    month: str  # "2026-11"


@dataclass
class UnmetLine:
    """One occupation in one area in one month of adverts."""

    key: Key
    occupation: str
    area: str
    vacancies: list[int] = field(default_factory=list)
    unfilled: int = 0
    long_unfilled: int = 0
    wages: list[int] = field(default_factory=list)
    orders: int = 0  # open training orders of firms of the area
    ordered: int = 0  # people in them
    lacking: int | None = None  # None: there is no market to ask

    @property
    def wage(self) -> int | None:
        """The middle of what the adverts offer at least."""
        return median_low(self.wages) if self.wages else None


@dataclass(frozen=True)
class UnmetPage:
    """A page of unmet demand, and when its figures were counted."""

    lines: tuple[UnmetLine, ...]
    page: Page
    months: tuple[str, ...]
    market_at: datetime | None  # when the figures of people were computed
    reason: str = ""  # why there are none

    def is_stale(self, at: datetime) -> bool:
        """Whether the figures of people are older than a day."""
        return self.market_at is not None and at - self.market_at > STALE


def unmet_page(
    *, on: date, page: str | None, month: str = "", by_commune: bool = False
) -> UnmetPage:
    """Unmet demand, what has stood longest first. Seven queries, however many lines."""
    lines = _lines(on, by_commune=by_commune)
    months = tuple(sorted({line.key.month for line in lines}, reverse=True))
    chosen = [line for line in lines if not month or line.key.month == month]
    asked = page_of(page, count=len(chosen), size=PAGE_SIZE)
    shown = chosen[asked.part]
    market_at, reason = _count_lacking(shown)
    return UnmetPage(tuple(shown), asked, months, market_at, reason)


def all_unmet(*, on: date, month: str = "", by_commune: bool = False) -> UnmetPage:
    """All lines at once, for a file."""
    lines = _lines(on, by_commune=by_commune)
    chosen = [line for line in lines if not month or line.key.month == month]
    market_at, reason = _count_lacking(chosen)
    whole = page_of(None, count=len(chosen), size=max(1, len(chosen)))
    return UnmetPage(tuple(chosen), whole, (), market_at, reason)


def find_line(key: Key, *, on: date, by_commune: bool) -> UnmetLine | None:
    """The line of a key, without the figure of people."""
    return next((each for each in _lines(on, by_commune=by_commune) if each.key == key), None)


def vacancies_of_line(line: UnmetLine) -> list[Vacancy]:
    """The adverts behind a line, those that have stood longest first."""
    found = Vacancy.objects.filter(pk__in=line.vacancies).select_related("employer", "place")
    return list(found.order_by("posted_on", "id"))


def people_lacking(line: UnmetLine) -> list[Person]:
    """The people whom one missing certificate, or skills alone, keep off an advert of the line."""
    try:
        current = current_market()
    except NoMarket:
        return []
    keys = _referable(sorted(_lacking(current, line.vacancies)))
    return list(
        Person.objects.filter(pk__in=keys).select_related("place").order_by("sort_key", "id")
    )


def _lines(on: date, *, by_commune: bool) -> list[UnmetLine]:
    vacancies = (
        Vacancy.objects.open_on(on)
        .filter(occupation__isnull=False)
        .select_related("occupation", "place")
        .order_by("id")
    )
    lines: dict[Key, UnmetLine] = {}
    areas = _Areas(on, by_commune=by_commune)
    for each in vacancies:
        trade = each.occupation
        if trade is None:  # filtered above; said for the type checker
            continue
        area, name = areas.of(each.place)
        key = Key(trade.code, area, f"{each.posted_on:%Y-%m}")
        line = lines.setdefault(key, UnmetLine(key, trade.name, name))
        line.vacancies.append(each.pk)
        line.unfilled += each.free
        line.long_unfilled += each.free * ((on - each.posted_on).days > LONG_DAYS)
        low, high = monthly_wage(each)
        if (wage := low or high) is not None:
            line.wages.append(wage)
    _count_orders(lines.values(), areas)
    return sorted(lines.values(), key=lambda one: (-one.long_unfilled, -one.unfilled, one.key))


class _Areas:
    """The area a place counts to: its commune, or the former district it lies in."""

    def __init__(self, on: date, *, by_commune: bool) -> None:
        self._districts: dict[int, Place] = {}
        if not by_commune:
            successions = (
                Succession.objects.filter(old__level=Level.COMMUNE, new__in=_places(on))
                .select_related("old__parent")
                .only("new_id", "old__parent__name", "old__parent__level")
                .order_by("partial", "id")
            )
            for each in successions:
                if each.old.parent is not None:
                    self._districts.setdefault(each.new_id, each.old.parent)

    def of(self, place: Place | None) -> tuple[int, str]:
        """Key and name of the area."""
        if place is None:
            return 0, UNKNOWN_AREA
        area = self._districts.get(place.pk, place)
        return area.pk, area.name


def _places(on: date) -> QuerySet[Any, Any]:
    """Places of open vacancies and of firms with open orders."""
    vacancies = Vacancy.objects.open_on(on).filter(place__isnull=False)
    orders = FirmOrder.objects.filter(state=OrderState.OPEN)
    return Place.objects.filter(
        Q(pk__in=vacancies.values("place")) | Q(pk__in=orders.values("employer__place"))
    ).values("pk")


def _count_orders(lines: Iterable[UnmetLine], areas: _Areas) -> None:
    """Open training orders of the trade from firms of the area, in every month of it alike."""
    asked: dict[tuple[str, int], list[int]] = defaultdict(list)
    orders = FirmOrder.objects.filter(state=OrderState.OPEN).select_related(
        "occupation", "employer__place"
    )
    for order in orders.order_by("id"):
        area, _ = areas.of(order.employer.place)
        asked[order.occupation.code, area].append(order.people)
    for line in lines:
        people = asked.get((line.key.occupation, line.key.area), [])
        line.orders, line.ordered = len(people), sum(people)


def _count_lacking(lines: Iterable[UnmetLine]) -> tuple[datetime | None, str]:
    """Fill in the figure of people; returns when its market was computed, or why there is none."""
    try:
        current = current_market()
    except NoMarket as refusal:
        return None, str(refusal)
    sets = {line.key: _lacking(current, line.vacancies) for line in lines}
    everybody = sorted(set().union(*sets.values()))
    allowed = _referable(everybody)
    for line in lines:
        line.lacking = len(sets[line.key] & allowed)
    return current.run.started_at, ""


def _lacking(current: CurrentMarket, vacancies: Iterable[int]) -> set[int]:
    """Keys of the people whom only a certificate or skills keep off one of the vacancies."""
    found: set[int] = set()
    for key in vacancies:
        row = current.vacancy_rows.get(key)
        if row is None:
            continue  # posted after the market was computed
        scored = score_everybody(current.index, row)
        rows = scored.workers[np.isin(scored.failed, TAUGHT_ALONE)]
        found.update(int(key) for key in current.market.workers.worker_id[rows])
    return found
