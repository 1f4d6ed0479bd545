"""A province with two communes, one indicator, its months and its plan."""

from datetime import date
from types import SimpleNamespace

from caunoi.accounts.choices import Role
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.figures import UnitKind
from caunoi_rules.periods import months_of, period_of
from tests.accounts.factories import UserFactory
from tests.indicators.factories import FigureFactory, IndicatorFactory, ReportingUnitFactory
from tests.places.factories import CommuneFactory, ProvinceFactory

TODAY = date(2026, 11, 28)


def steered(code="jobs_created", *, communes=2, **definition):
    """The province of the site (33), its communes, the indicator; no figures yet."""
    place = ProvinceFactory(code="33", name="Tỉnh Mẫu")
    whole = ReportingUnitFactory(province=True, place=place)
    parts = [
        CommuneFactory(parent=place, name=f"Xã Số {n}", population=1000 * (n + 1))
        for n in range(communes)
    ]
    units = [ReportingUnitFactory(place=part, kind=UnitKind.COMMUNE) for part in parts]
    indicator = IndicatorFactory(
        code=code,
        is_tile=True,
        **{f"definition__{key}": value for key, value in definition.items()},
    )
    return SimpleNamespace(
        place=place, whole=whole, communes=parts, units=units, indicator=indicator
    )


def months(made, year, values, *, unit=None, indicator=None):
    """The figure of each month of a year, of one commune, added up."""
    indicator = indicator or made.indicator
    for month, value in zip(months_of(period_of(str(year))), values, strict=False):
        FigureFactory(
            indicator=indicator,
            unit=unit or made.units[0],
            first=month.first,
            last=month.last,
            value=value,
        )
    add_up([indicator], first=date(year, 1, 1), last=date(year, 12, 31))


def people():
    """Who steers, each with an account of the demo."""
    return {
        role: UserFactory(role=role, made=True)
        for role in (Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.COUNSELLOR, Role.ADMIN)
    }
