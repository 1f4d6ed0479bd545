"""Behind every figure stand its records, and they come to the figure."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from caunoi.counter.choices import ActKind
from caunoi.indicators.actions.catalogue import load_catalogue, load_reporting_units
from caunoi.indicators.actions.refreshing import refresh_figures
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.imports.catalogue import read_catalogue
from caunoi.indicators.models import Definition, Figure, Indicator, ReportingUnit
from caunoi.indicators.queries.people_behind import (
    FIGURES,
    PARTS,
    records_behind,
)
from caunoi.indicators.queries.records import opened
from caunoi.indicators.queries.values import value_of, values_of
from caunoi.placement.choices import ApplicationState
from caunoi.places.models import Place
from caunoi.training.choices import EnrolmentState
from caunoi_rules.periods import period_of
from tests.counter.factories import AttendeeFactory, SessionFactory
from tests.home.factories import ActFactory
from tests.indicators.factories import FigureFactory, HappeningFactory
from tests.people.factories import LabourProfileFactory
from tests.placement.factories import ApplicationFactory
from tests.places.factories import CommuneFactory, ProvinceFactory
from tests.training.factories import EnrolmentFactory, FirmOrderFactory
from tests.unemployment.factories import ClaimFactory, DecisionFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 28)
OCTOBER = period_of("2026-10")
ROWS = read_catalogue(Path(settings.REFERENCE) / "indicators")


@pytest.fixture
def communes():
    """Two communes with something of every register in October, and somebody of neither."""
    found = [CommuneFactory(), CommuneFactory()]
    load_catalogue(rows=ROWS, on=TODAY)
    day = date(2026, 10, 12)
    for place in [*found, None]:
        person = LabourProfileFactory(person__place=place, person__permanent_place=place).person
        vacancy = VacancyFactory(posted_on=day, positions=7, employer__place=place)
        for on in (day, date(2026, 10, 20)):
            ApplicationFactory(
                person=person, state=ApplicationState.HIRED, hired_on=on, vacancy=vacancy
            )
        ActFactory(person=person, kind=ActKind.JOB, on=day)
        ActFactory(person=person, kind=ActKind.POLICY, on=day, trained=True)
        AttendeeFactory(person=person, session=SessionFactory(held_on=day))
        EnrolmentFactory(person=person, state=EnrolmentState.LEARNING, started_on=day)
        FirmOrderFactory(employer=vacancy.employer, made_on=day)
        claim = ClaimFactory(person=person, filed_on=day)
        DecisionFactory(claim=claim, approved=True)
    AttendeeFactory(session=SessionFactory(held_on=date(2026, 12, 24)))  # planned: not yet
    load_reporting_units(provinces=[found[0].parent])
    for place in found:
        for code in ("gifts_ncc", "houses_ncc", "overseas_workers"):
            HappeningFactory(
                indicator=Indicator.objects.get(code=code), unit=unit(place), on=day,
                quantity=3, amount=1_500_000,
            )  # fmt: skip
    refresh_figures(period_of("2026"), at=NOW)
    return found


def unit(place):
    return ReportingUnit.objects.get(place=place, kind="COMMUNE")


def behind(code, place, period=OCTOBER):
    return records_behind(Indicator.objects.get(code=code), place, period)


def value(code, place, period=OCTOBER):
    return value_of(code, place, period, on=TODAY).value


@pytest.mark.parametrize("code", ["2026-10", "2026"])
def test_the_records_of_every_derived_figure_come_to_it(communes, code):
    period, walked = period_of(code), 0
    counted = Definition.objects.exclude(query__in=["", "sum", "fall"]).select_related("indicator")
    indicators = [definition.indicator for definition in counted]
    for place in (ProvinceFactory(), communes[0]):
        found = values_of(indicators, place, [period], on=TODAY)
        for indicator in indicators:
            value = found[indicator.pk, period.first, period.last].value
            if value is None:
                continue
            assert records_behind(indicator, place, period).worth == value, (indicator, place)
            walked += bool(value)
    assert walked > 40


def test_records_of_a_commune_are_of_its_people_and_one_opens_another_page(communes):
    lines = opened(behind("jobs_via_centre", communes[0]), page=None).lines
    assert {line.person.place_id for line in lines} == {communes[0].pk}
    assert len(lines) == 2
    assert all(line.url for line in lines)


def test_every_kind_of_record_has_words(communes):
    for definition in Definition.objects.exclude(query__in=["", "sum", "fall"]):
        found = records_behind(definition.indicator, ProvinceFactory(), OCTOBER)
        if found.kind == PARTS:
            continue
        for line in opened(found, page=None).lines:
            assert line.whom, definition.indicator.code


def test_a_sum_opens_its_parts(communes):
    found = behind("jobs_created", communes[0])
    assert found.kind == PARTS
    assert [each.code for each in found.indicators] == [
        "jobs_in_province", "jobs_out_of_province", "overseas_workers",
    ]  # fmt: skip
    parts = sum(value(each.code, communes[0]) or 0 for each in found.indicators)
    assert parts == value("jobs_created", communes[0]) == 5


def test_where_a_commune_handed_in_its_figure_that_is_behind_and_not_the_register(communes):
    indicator = Indicator.objects.get(code="jobs_in_province")
    indicator_figures = {"indicator": indicator, "unit": unit(communes[0])}

    Figure.objects.filter(**indicator_figures).delete()
    FigureFactory(**indicator_figures, value=41)
    add_up([indicator], first=OCTOBER.first, last=OCTOBER.last)
    found = behind("jobs_in_province", communes[0])
    assert [each.value for each in found.figures] == [41]
    assert found.worth == 41
    whole = behind("jobs_in_province", ProvinceFactory())
    assert whole.worth == value("jobs_in_province", ProvinceFactory()) == 41 + 2 + 2


def test_behind_a_printed_total_is_the_figure_somebody_entered(communes):
    province = ReportingUnit.objects.get(code="T33")
    year = period_of("2024")
    FigureFactory(
        indicator=Indicator.objects.get(code="consultations"), unit=province, value=68_800,
        first=year.first, last=year.last, origin=Source.REPORTED,
    )  # fmt: skip
    found = behind("consultations", Place.objects.get(pk=province.place_id), year)
    assert (found.kind, found.worth) == (FIGURES, 68_800)
