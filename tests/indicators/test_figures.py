"""Values, their sums over units and months, and what they say about themselves."""

from datetime import date
from decimal import Decimal

import pytest

from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import (
    Direction,
    OverTime,
    OverUnits,
    RelationKind,
    Source,
    Unit,
)
from caunoi.indicators.choices.figures import Bound, Missing, SubmissionState
from caunoi.indicators.models import Figure, Total
from caunoi.indicators.queries.values import (
    months_of_year,
    value_of,
    values_by_child,
    values_of,
)
from caunoi_rules.periods import Period, period_of
from tests.indicators.factories import (
    DefinitionFactory,
    FigureFactory,
    IndicatorFactory,
    RelationFactory,
    ReportingUnitFactory,
    SubmissionFactory,
)
from tests.places.factories import ProvinceFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
YEAR = period_of("2026")
OCTOBER = period_of("2026-10")


def put(indicator, unit, code, value, **more):
    period = period_of(code)
    return FigureFactory(
        indicator=indicator, unit=unit, first=period.first, last=period.last, value=value, **more
    )


def total(*indicators):
    add_up(indicators, first=date(2020, 1, 1), last=date(2027, 1, 1))


def value(indicator, period=YEAR, place=None):
    return value_of(indicator.code, place or ProvinceFactory(), period, on=TODAY)


def test_months_of_communes_add_up_to_the_year_of_the_province():
    indicator, one, two = IndicatorFactory(), ReportingUnitFactory(), ReportingUnitFactory()
    for code, here, there in (("2026-01", 5, 7), ("2026-02", 6, 0)):
        put(indicator, one, code, here)
        put(indicator, two, code, there)
    total(indicator)
    found = value(indicator)
    assert (found.value, found.units, found.of, found.complete) == (18, 2, 2, True)
    assert value(indicator, place=one.place).value == 11
    assert value(indicator, period_of("2026Q1")).value == 18
    assert value(indicator, period_of("2026Q2")).value is None


def test_a_figure_of_just_the_days_wins_over_its_months():
    indicator, unit = IndicatorFactory(), ReportingUnitFactory(province=True)
    put(indicator, unit, "2026-01", 5)
    put(indicator, unit, "2026", 100)
    total(indicator)
    assert value(indicator).value == 100


def test_a_commune_without_a_figure_is_counted_as_owing():
    indicator, one = IndicatorFactory(), ReportingUnitFactory()
    ReportingUnitFactory()
    put(indicator, one, "2026-10", 5)
    total(indicator)
    found = value(indicator, OCTOBER)
    assert (found.units, found.of, found.complete) == (1, 2, False)


def test_a_sum_held_back_until_everybody_reported_shows_nothing():
    indicator, one = IndicatorFactory(definition__missing=Missing.HOLD), ReportingUnitFactory()
    two = ReportingUnitFactory()
    put(indicator, one, "2026-10", 5)
    total(indicator)
    assert value(indicator, OCTOBER).value is None
    put(indicator, two, "2026-10", 6)
    total(indicator)
    assert value(indicator, OCTOBER).value == 11


def test_a_stock_is_that_of_the_last_month():
    indicator = IndicatorFactory(definition__over_time=OverTime.LAST)
    unit = ReportingUnitFactory()
    put(indicator, unit, "2026-01", 500)
    put(indicator, unit, "2026-09", 430)
    total(indicator)
    assert value(indicator).value == 430


def test_different_people_of_months_are_never_added():
    indicator = IndicatorFactory(definition__over_time=OverTime.DISTINCT)
    unit = ReportingUnitFactory()
    put(indicator, unit, "2026-01", 5)
    put(indicator, unit, "2026-02", 5)
    total(indicator)
    assert value(indicator).value is None


def test_a_ratio_is_that_of_the_sums_not_of_the_ratios():
    poor, all_of_them = IndicatorFactory(), IndicatorFactory()
    rate = IndicatorFactory(
        definition__unit=Unit.PERCENT, definition__decimals=2,
        definition__over_units=OverUnits.RATIO, definition__direction=Direction.DOWN,
        definition__numerator=poor, definition__denominator=all_of_them,
        definition__over_time=OverTime.LAST,
    )  # fmt: skip
    for few, many in ((1, 10), (1, 190)):
        unit = ReportingUnitFactory()
        put(poor, unit, "2026", few)
        put(all_of_them, unit, "2026", many)
    total(poor, all_of_them, rate)
    assert value(rate).decimal == Decimal("1.00")


def test_a_rate_of_a_commune_does_not_count_for_its_province():
    rate = IndicatorFactory(definition__over_units=OverUnits.NONE)
    put(rate, ReportingUnitFactory(), "2026", 4)
    total(rate)
    assert value(rate).value is None


def test_the_fall_of_a_rate_is_read_from_both_years():
    rate = IndicatorFactory(
        definition__over_units=OverUnits.NONE, definition__over_time=OverTime.LAST,
        definition__unit=Unit.PERCENT, definition__decimals=2,
    )  # fmt: skip
    fall = IndicatorFactory(
        definition__unit=Unit.POINTS, definition__decimals=2, definition__source=Source.DERIVED,
        definition__query="fall", definition__numerator=rate,
        definition__over_units=OverUnits.NONE, definition__over_time=OverTime.NONE,
    )  # fmt: skip
    unit = ReportingUnitFactory(province=True)
    put(rate, unit, "2025", 136)
    put(rate, unit, "2026", 100)
    total(rate)
    assert value(fall).decimal == Decimal("0.36")


def test_a_sum_of_others_is_made_with_them_and_a_printed_total_stands():
    whole = IndicatorFactory(definition__source=Source.DERIVED, definition__query="sum")
    here, abroad = IndicatorFactory(), IndicatorFactory()
    for part in (here, abroad):
        RelationFactory(kind=RelationKind.SUM_OF, first=part, second=whole)
    unit = ReportingUnitFactory()
    put(here, unit, "2026-01", 7)
    put(abroad, unit, "2026-01", 2)
    total(here)
    assert value(whole).value == 9
    Figure.objects.filter(indicator=abroad).delete()
    total(abroad)
    assert value(whole).value == 7
    put(whole, ReportingUnitFactory(province=True), "2023", 25_953, origin=Source.REPORTED)
    total(here, whole)
    assert value(whole, period_of("2023")).value == 25_953


def test_what_a_unit_is_still_filling_in_does_not_count():
    indicator, sheet = IndicatorFactory(), SubmissionFactory()
    put(indicator, sheet.unit, "2026-10", 5, submission=sheet)
    total(indicator)
    assert value(indicator, OCTOBER).value is None
    sheet.state, sheet.sent_at = SubmissionState.SENT, sheet.due_on.strftime("%Y-%m-%d 00:00+0700")
    sheet.save(update_fields=["state", "sent_at"])
    total(indicator)
    assert value(indicator, OCTOBER).value == 5


def test_sums_say_how_exactly_they_are_known():
    indicator = IndicatorFactory()
    put(indicator, ReportingUnitFactory(), "2026-10", 60, bound=Bound.OVER)
    put(indicator, ReportingUnitFactory(), "2026-10", 7, upper=9)
    total(indicator)
    found = value(indicator, OCTOBER)
    assert (found.value, found.upper, found.bound) == (67, 69, Bound.OVER)


def test_adding_up_twice_changes_nothing_and_takes_away_what_has_no_figures():
    indicator, unit = IndicatorFactory(), ReportingUnitFactory()
    figure = put(indicator, unit, "2026-10", 5)
    span = {"first": figure.first, "last": figure.last}
    assert add_up([indicator], **span) == 1
    assert add_up([indicator], **span) == 0
    figure.delete()
    assert add_up([indicator], **span, places=[unit.place]) == 1
    assert not Total.objects.exists()


def test_a_changed_definition_breaks_the_series_and_leaves_old_figures():
    indicator, unit = IndicatorFactory(), ReportingUnitFactory()
    put(indicator, unit, "2026-01", 5)
    old = indicator.made_definition
    old.valid_to = date(2026, 6, 30)
    old.save(update_fields=["valid_to"])
    new = DefinitionFactory(indicator=indicator, valid_from=date(2026, 7, 1), decimals=0)
    put(indicator, unit, "2026-07", 6, definition=new)
    total(indicator)
    assert value(indicator).broken
    assert not value(indicator, period_of("2026-01")).broken
    assert value(indicator, period_of("2026-01")).definition_id == old.pk


def test_a_reported_month_from_the_15th_answers_a_question_by_the_calendar():
    indicator = IndicatorFactory(definition__calendar="REPORTING")
    unit, days = ReportingUnitFactory(), period_of("2026-10", calendar="REPORTING")
    FigureFactory(indicator=indicator, unit=unit, first=days.first, last=days.last, value=8)
    total(indicator)
    found = value(indicator, OCTOBER)
    assert (found.value, found.first, found.last) == (8, date(2026, 9, 15), date(2026, 10, 14))


def test_days_without_a_code_take_the_months_inside_them():
    indicator, unit = IndicatorFactory(), ReportingUnitFactory()
    for month in (1, 2, 3):
        put(indicator, unit, f"2026-{month:02d}", month)
    total(indicator)
    two_months = Period("days", date(2026, 1, 1), date(2026, 2, 28))
    assert value(indicator, two_months).value == 3
    assert value(indicator, period_of("2026-02").so_far).value == 3


def test_the_parts_of_a_province_sum_to_it_with_what_belongs_to_no_commune():
    indicator, one = IndicatorFactory(), ReportingUnitFactory()
    ReportingUnitFactory()
    put(indicator, one, "2026-10", 5)
    put(indicator, ReportingUnitFactory(province=True), "2026-10", 2)
    total(indicator)
    province = ProvinceFactory()
    found = values_by_child(indicator, province, OCTOBER, on=TODAY)
    assert [each.value for _, each in found] == [5, None, 2]
    assert found[-1][0] == province
    assert value(indicator, OCTOBER).value == 7


def test_twelve_months_come_in_their_order():
    indicator, unit = IndicatorFactory(), ReportingUnitFactory()
    put(indicator, unit, "2026-03", 9)
    total(indicator)
    found = months_of_year(indicator, ProvinceFactory(), 2026, on=TODAY)
    assert [each.value for each in found] == [None, None, 9, *[None] * 9]


def test_the_whole_country_is_the_sum_of_its_provinces():
    indicator = IndicatorFactory()
    put(indicator, ReportingUnitFactory(province=True), "2026-10", 5)
    other = ProvinceFactory(code="08", name="Tỉnh Tuyên Quang", search_key="tuyen quang")
    put(indicator, ReportingUnitFactory(province=True, place=other), "2026-10", 6)
    total(indicator)
    assert value_of(indicator.code, None, OCTOBER, on=TODAY).value == 11


@pytest.mark.parametrize("many", [1, 8])
def test_values_cost_the_same_however_many(django_assert_num_queries, many):
    indicators = [IndicatorFactory() for _ in range(many)]
    unit = ReportingUnitFactory()
    for each in indicators:
        put(each, unit, "2026-10", 5)
    total(*indicators)
    periods = [period_of(f"2026-{month:02d}") for month in range(1, many + 1)]
    with django_assert_num_queries(3):
        values_of(indicators, ProvinceFactory.build(pk=unit.place.parent_id), periods, on=TODAY)
