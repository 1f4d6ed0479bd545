"""A form of the communes with three indicators, and who fills it in and approves it."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from caunoi.accounts.choices import OrgUnitKind, Role
from caunoi.accounts.models import OrgUnit
from caunoi.indicators.choices.catalogue import (
    Calendar,
    Direction,
    Frequency,
    Level,
    OverTime,
    OverUnits,
    RelationKind,
    Source,
    Unit,
)
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import (
    Definition,
    FormLine,
    Indicator,
    Relation,
    ReportingForm,
    ReportingUnit,
)
from caunoi_rules.periods import period_of
from tests.accounts.factories import UserFactory
from tests.places.factories import CommuneFactory, ProvinceFactory

OCTOBER = period_of("2026-10")
ON = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
LINES = (
    ("viec-lam-moi", "Việc làm mới", Unit.TURNS, 0),
    ("viec-lam-ngoai-nuoc", "Đi làm ở nước ngoài", Unit.PEOPLE, 0),
    ("tien-qua", "Tiền quà tặng", Unit.DONG, 0),
    ("giam-ngheo", "Mức giảm hộ nghèo", Unit.POINTS, 2),
)


def indicator(code, name, unit=Unit.PEOPLE, decimals=0, **more):
    """An indicator that communes report each month."""
    made = Indicator.objects.create(code=code, topic="Thử", order=Indicator.objects.count())
    Definition.objects.create(
        **{
            "indicator": made,
            "version": 1,
            "valid_from": date(2020, 1, 1),
            "name": f"Số {name.lower()} trong kỳ",
            "short_name": name,
            "meaning": "Chỉ tiêu để thử.",
            "unit": unit,
            "decimals": decimals,
            "direction": Direction.UP,
            "over_units": OverUnits.SUM,
            "over_time": OverTime.SUM,
            "source": Source.REPORTED,
            "calendar": Calendar.CALENDAR,
            "frequency": Frequency.MONTH,
            "level": Level.COMMUNE,
            "owner": "Phòng Việc làm",
            "law": "Mẫu thử",
            **more,
        }
    )
    return made


def unit_of(place, kind=UnitKind.COMMUNE, **more):
    """Who reports for a place."""
    letter = "T" if kind == UnitKind.PROVINCE else "X"
    return ReportingUnit.objects.create(
        **{
            "code": f"{letter}{place.code}",
            "name": place.name,
            "kind": kind,
            "place": place,
            "valid_from": date(2020, 1, 1),
            **more,
        }
    )


def officer_of(unit, role=Role.COMMUNE, **more):
    """An officer of the commune of a unit."""
    office, _ = OrgUnit.objects.get_or_create(
        name=f"Uỷ ban nhân dân {unit.name}", kind=OrgUnitKind.COMMUNE, place=unit.place
    )
    return UserFactory(role=role, org_unit=office, made=True, **more)


def collecting_form():
    """The monthly form of the communes, with its indicators."""
    form = ReportingForm.objects.create(
        code="xa-thang",
        name="Biểu tháng của xã",
        unit_kind=UnitKind.COMMUNE,
        calendar=Calendar.CALENDAR,
        frequency=Frequency.MONTH,
        days_after=5,
    )
    indicators = [indicator(code, name, unit, decimals) for code, name, unit, decimals in LINES]
    for order, each in enumerate(indicators):
        FormLine.objects.create(form=form, order=order, indicator=each)
    return form, indicators


def collecting(communes=2):
    """A province with communes, its monthly form, an officer of the first one, an approver."""
    province = ProvinceFactory()
    whole = unit_of(province, UnitKind.PROVINCE)
    units = [
        unit_of(
            CommuneFactory(parent=province, name=f"Xã Thử {number}", search_key=f"thu {number}")
        )
        for number in range(1, communes + 1)
    ]
    form, indicators = collecting_form()
    jobs, abroad = indicators[:2]
    Relation.objects.create(kind=RelationKind.PART_OF, first=abroad, second=jobs)
    return SimpleNamespace(
        province=province,
        whole=whole,
        units=units,
        unit=units[0],
        form=form,
        indicators=indicators,
        jobs=jobs,
        abroad=abroad,
        period=OCTOBER,
        officer=officer_of(units[0], email="xa@example.vn"),
        approver=UserFactory(role=Role.DIRECTOR, made=True),
    )
