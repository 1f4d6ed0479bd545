"""The dashboard of a made province is full, something on it needs a look, and nothing stays."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from caunoi.indicators.actions.catalogue import load_catalogue
from caunoi.indicators.actions.forecasting import refresh_forecasts
from caunoi.indicators.actions.refreshing import refresh_figures
from caunoi.indicators.choices.figures import SubmissionState
from caunoi.indicators.choices.targets import TargetState
from caunoi.indicators.choices.unusual import UnusualKind
from caunoi.indicators.imports.catalogue import read_catalogue
from caunoi.indicators.imports.report_templates import shipped_templates
from caunoi.indicators.models import (
    CountryTotal,
    Figure,
    Forecast,
    Happening,
    Indicator,
    ReportingUnit,
    Submission,
    Target,
    TargetStep,
    Total,
)
from caunoi.indicators.queries.catalogue import tiles
from caunoi.indicators.queries.compared import compared
from caunoi.indicators.queries.report_fields import take
from caunoi.indicators.queries.targets import plan_rows
from caunoi.indicators.queries.unusual import unusual
from caunoi.places.models import Place
from caunoi.portal.actions.demo import clear_demo
from caunoi_rules.periods import Period, period_of
from tests.indicators.records import worth
from tests.portal.tiny_demo import DAY, NOW, lay_ground, make_tiny

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """A made province and its figures, for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        lay_ground()
        load_catalogue(
            rows=read_catalogue(Path(settings.REFERENCE) / "indicators"), on=date(2000, 1, 1)
        )
        make_tiny()
        place = Place.objects.get(level="PROVINCE", code="33", valid_to=None)
        for year in (DAY.year - 1, DAY.year):
            refresh_figures(period_of(str(year)), at=NOW)
        refresh_forecasts(place=place, year=DAY.year, on=DAY, at=NOW)
        yield place
        transaction.set_rollback(True)


@pytest.fixture
def province(counted, db):
    return counted


def test_the_first_screen_is_full_and_some_of_it_is_slow_or_late(province):
    found = {
        each.indicator.code: each
        for each in compared(list(tiles()), province, period_of(str(DAY.year)), on=DAY)
    }

    assert len(found) == 12
    jobs = found["jobs_created"]
    assert jobs.now.value > 15_000
    assert jobs.percent > 80
    assert jobs.forecast.value > jobs.now.value
    assert len({each.standing for each in found.values()}) >= 3
    kinds = {each.kind for each in unusual(province, period_of(str(DAY.year)), on=DAY)}
    assert {UnusualKind.LATE, UnusualKind.RELATION} <= kinds
    assert Submission.objects.filter(state=SubmissionState.RETURNED).exists()
    assert not Submission.objects.filter(made=False).exists()


def test_the_plan_of_the_year_is_shared_and_next_years_is_being_agreed(province):
    now, after = (
        {row.indicator.code: row for row in plan_rows(province, year, on=DAY)}["jobs_created"]
        for year in (DAY.year, DAY.year + 1)
    )

    assert now.difference == 0
    assert now.waiting == 2
    assert now.accepted == now.parts - 2
    assert after.whole.state == TargetState.PROPOSED


def test_report_dashboard_and_records_say_the_same(province):
    period = period_of(str(DAY.year))
    (body,) = (text for code, _, text in shipped_templates() if code == "nam")
    screen = compared(list(Indicator.objects.order_by("code")), province, period, on=DAY)
    shown = {each.indicator.code: each.now for each in screen}
    taken = [
        each
        for each in take(body, province, period, on=DAY, at=NOW)
        if each.provenance.get("of") == "actual"
        and (each.provenance["first"], each.provenance["last"])
        == (period.first.isoformat(), period.last.isoformat())
    ]

    assert len(taken) > 25
    for each in taken:
        assert each.value == shown[each.provenance["indicator"]].value, each.field
    walked = [each for each in screen if each.now.value is not None]
    assert len(walked) > 60
    for each in walked:
        span = Period("days", each.now.first, each.now.last)
        assert worth(each.indicator, province, span) == each.now.value, each.indicator.code


def test_nothing_of_it_stays_after_a_reset(province):
    clear_demo(at=NOW)

    for model in (CountryTotal, Figure, Forecast, Happening, Submission, Target, TargetStep, Total):
        assert not model.objects.exists(), model
    assert not ReportingUnit.objects.filter(institution__isnull=False).exists()
