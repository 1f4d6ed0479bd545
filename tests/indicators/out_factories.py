"""What due reports and open data stand on: a province, its units, indicators and figures."""

from datetime import date, datetime, timedelta, timezone

from caunoi.indicators.choices.catalogue import (
    Calendar,
    Direction,
    Frequency,
    Level,
    OverTime,
    OverUnits,
    Source,
    Unit,
)
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import Definition, Figure, Indicator, ReportingUnit
from caunoi.indicators.queries.services import ALL
from tests.places.factories import CommuneFactory, ProvinceFactory

SINCE = date(2020, 1, 1)
NOON = datetime(2026, 11, 28, 12, tzinfo=timezone(timedelta(hours=7)))


def indicator(code, *, name="", unit=Unit.PEOPLE, public=True, **more):
    """An indicator with one definition, reported by communes each calendar month."""
    found = Indicator.objects.create(code=code, topic="Việc làm", is_public=public)
    Definition.objects.create(
        **{
            "indicator": found,
            "version": 1,
            "valid_from": SINCE,
            "name": name or f"Chỉ tiêu {code}",
            "short_name": (name or code)[:60],
            "meaning": f"Số {name or code} trong kỳ, mỗi người tính một lần.",
            "unit": unit,
            "direction": Direction.UP,
            "over_units": OverUnits.SUM,
            "over_time": OverTime.SUM,
            "source": Source.REPORTED,
            "calendar": Calendar.CALENDAR,
            "frequency": Frequency.MONTH,
            "level": Level.COMMUNE,
            "owner": "Phòng Việc làm",
            "law": "Nghị định 352/2025/NĐ-CP",
            **more,
        }
    )
    return found


def province(code="33", communes=0):
    """The province of the site with so many communes, and the units that report for them."""
    whole = ProvinceFactory(code=code)
    unit(whole, kind=UnitKind.PROVINCE)
    parts = [CommuneFactory(parent=whole, name=f"Xã Số {n}") for n in range(communes)]
    for part in parts:
        unit(part, kind=UnitKind.COMMUNE)
    return whole, parts


def unit(place, *, kind):
    """Who reports for a place."""
    letter = {UnitKind.PROVINCE: "T", UnitKind.COMMUNE: "X"}[kind]
    return ReportingUnit.objects.create(
        code=f"{letter}{place.code}", name=place.name, kind=kind, place=place, valid_from=SINCE
    )


def figure(of, place, first, last, value, **more):
    """A reported figure of a place."""
    return Figure.objects.create(
        indicator=of,
        unit=ReportingUnit.objects.get(place=place),
        first=first,
        last=last,
        value=value,
        definition=of.definitions.get(valid_to=None),
        origin=more.pop("origin", Source.REPORTED),
        taken_at=NOON,
        **more,
    )


def service_rows():
    """An indicator for every row of N352 PL III Mẫu 01."""
    return [indicator(row.code, name=row.label, frequency=Frequency.HALF) for row in ALL]
