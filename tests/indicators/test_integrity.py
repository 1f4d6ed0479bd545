"""The checks of figures: each finds what breaks it, and a good province breaks none."""

from datetime import date, timedelta

import pytest

from caunoi.accounts.choices import Role
from caunoi.home.queries.integrity import ask, catalogue, find_check
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import RelationKind, Source, Unit
from caunoi.indicators.choices.figures import EstimateState, SubmissionState
from caunoi.indicators.models import Correction, CountryTotal, Estimate, Figure, Total
from tests.accounts.factories import UserFactory
from tests.indicators.factories import (
    NOW,
    DefinitionFactory,
    FigureFactory,
    FormLineFactory,
    HappeningFactory,
    IndicatorFactory,
    RelationFactory,
    ReportingUnitFactory,
    SubmissionFactory,
    TargetFactory,
)
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 28)
SECTION = "Số liệu"


def found(name):
    return ask(find_check(name), on=DAY).value


def total(*indicators):
    add_up(indicators, first=date(2025, 1, 1), last=date(2027, 1, 1))


def months_and_quarter(quarter):
    indicator, unit = IndicatorFactory(), ReportingUnitFactory()
    for month, last in ((7, 31), (8, 31), (9, 30)):
        days = {"first": date(2026, month, 1), "last": date(2026, month, last)}
        FigureFactory(indicator=indicator, unit=unit, value=month, **days)
    FigureFactory(
        indicator=indicator, unit=unit, value=quarter, first=date(2026, 7, 1),
        last=date(2026, 9, 30),
    )  # fmt: skip


def sent(**more):
    return SubmissionFactory(state=SubmissionState.SENT, sent_at=NOW, **more)


def break_a_total():
    figure = FigureFactory()
    total(figure.indicator)
    Total.objects.update(value=11)


def leave_a_total():
    figure = FigureFactory()
    total(figure.indicator)
    figure.delete()


def break_the_country():
    figure = FigureFactory()
    total(figure.indicator)
    CountryTotal.objects.update(value=11)


def lose_the_way_of_an_estimate():
    FigureFactory(origin=Source.ESTIMATED, estimated=True)


def count_twice():
    figure = FigureFactory()
    more = {"indicator": figure.indicator, "unit": figure.unit, "value": 5}
    days = {"first": figure.first, "last": figure.last}
    FigureFactory(**more, **days, origin=Source.ESTIMATED, estimated=True)
    Estimate.objects.create(
        **more, **days, method="thử", state=EstimateState.APPROVED, entered_at=NOW
    )


def break_a_sum():
    whole = IndicatorFactory(definition__derived=True, definition__query="sum")
    part = IndicatorFactory()
    RelationFactory(kind=RelationKind.SUM_OF, first=part, second=whole)
    FigureFactory(indicator=part)
    total(part)
    Total.objects.filter(indicator=whole).update(value=11)


def mistake_a_definition():
    FigureFactory(definition=IndicatorFactory().made_definition)


def outlive_a_unit():
    unit = ReportingUnitFactory(place__valid_to=date(2026, 9, 30))
    FigureFactory(unit=unit)


def stray_from_a_submission():
    sheet = sent()
    line = FormLineFactory(form=sheet.form)
    FigureFactory(indicator=line.indicator, submission=sheet)


def stand_in_no_form():
    sheet = sent()
    FigureFactory(unit=sheet.unit, submission=sheet)


def send_an_empty_line():
    FormLineFactory(form=sent().form)


def change_behind_a_correction():
    figure = FigureFactory()
    by = UserFactory(role=Role.HEAD)
    Correction.objects.create(figure=figure, before=1, after=9, why="gõ nhầm", by=by, at=NOW)


def outgrow_a_whole():
    part, whole = IndicatorFactory(), IndicatorFactory()
    RelationFactory(first=part, second=whole)
    unit = ReportingUnitFactory()
    FigureFactory(indicator=part, unit=unit, value=11)
    FigureFactory(indicator=whole, unit=unit, value=10)
    total(part, whole)


def pass_a_hundred():
    rate = IndicatorFactory(definition__rate=True, definition__unit=Unit.PERCENT)
    FigureFactory(indicator=rate, value=10_001)


def change_a_target_by_hand():
    target = TargetFactory()
    target.steps.create(state=target.state, value=target.value - 1, at=NOW)


FAULTS = {
    "totals_are_the_sum_of_their_figures": break_a_total,
    "totals_have_figures_behind_them": leave_a_total,
    "country_totals_are_the_sum_of_their_provinces": break_the_country,
    "estimates_in_use_have_their_figure": lose_the_way_of_an_estimate,
    "estimates_stand_beside_no_reported_figure": count_twice,
    "sums_are_their_parts": break_a_sum,
    "quarters_are_their_months": lambda: months_and_quarter(25),
    "figures_keep_a_definition_of_their_indicator": mistake_a_definition,
    "figures_are_of_units_in_force": outlive_a_unit,
    "figures_agree_with_their_submission": stray_from_a_submission,
    "figures_stand_in_the_form_they_came_by": stand_in_no_form,
    "submissions_sent_with_empty_lines": send_an_empty_line,
    "corrections_end_at_the_figure": change_behind_a_correction,
    "parts_are_not_above_their_whole": outgrow_a_whole,
    "shares_lie_between_0_and_100": pass_a_hundred,
    "targets_stand_where_their_last_step_left_them": change_a_target_by_hand,
    "happenings_of_days_to_come": lambda: HappeningFactory(on=DAY + timedelta(days=1)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name):
    assert found(name) == 0
    FAULTS[name]()
    assert found(name) == 1


def test_definitions_that_overlap_are_found():
    first = IndicatorFactory().made_definition
    first.valid_to = date(2026, 6, 30)
    first.save(update_fields=["valid_to"])
    second = DefinitionFactory(indicator=first.indicator, valid_from=date(2026, 7, 1))
    assert found("definitions_follow_one_another") == 0
    second.valid_from = date(2026, 6, 1)
    second.save(update_fields=["valid_from"])
    assert found("definitions_follow_one_another") == 1


def test_a_commune_that_nobody_made_a_unit_of_is_found():
    ReportingUnitFactory(province=True)
    CommuneFactory()
    assert found("communes_without_a_reporting_unit") == 1


def test_figures_of_a_stopped_night_are_found():
    indicator = IndicatorFactory(definition__derived=True)
    FigureFactory(indicator=indicator, taken_at=NOW - timedelta(days=31))
    assert found("derived_figures_not_counted_lately") == 1
    Figure.objects.update(taken_at=NOW - timedelta(days=1))
    assert found("derived_figures_not_counted_lately") == 0


def test_good_figures_break_no_check():
    months_and_quarter(7 + 8 + 9)
    total(*{figure.indicator for figure in Figure.objects.select_related("indicator")})
    ours = [check for check in catalogue() if check.section == SECTION]
    assert len(ours) >= 15
    assert [check.name for check in ours if ask(check, on=DAY).value] == []
