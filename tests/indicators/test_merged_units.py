"""Figures over merged units: both views have the same sum, and say that they are of another time.

Trust H5. Hypothesis makes mergers and splits; the database walks a province of the reform of 2025.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import OverUnits
from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.models import SplitWeight
from caunoi.indicators.queries.values import value_of, values_by_child
from caunoi.places.choices import OLD_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import Succession
from caunoi_engine.series.units import regroup, turned_round
from caunoi_rules.periods import period_of
from tests.indicators.factories import FigureFactory, IndicatorFactory, ReportingUnitFactory
from tests.places.factories import CommuneFactory, ProvinceFactory

TODAY = date(2026, 11, 28)
BEFORE, AFTER = period_of("2025-03"), period_of("2026-03")
OLD = {"valid_from": OLD_ERA_FROM, "valid_to": OLD_ERA_TO}

units = st.integers(1, 12)
shares = st.dictionaries(
    units, st.dictionaries(units, st.integers(0, 500_000), min_size=1, max_size=4), max_size=8
)
values = st.dictionaries(units, st.integers(-(10**12), 10**15), max_size=12)


@given(values, shares)
def test_regrouped_values_have_the_same_sum(kept, weights):
    found, rest = regroup(kept, weights)
    assert sum(found.values()) + rest == sum(kept.values())


@given(values, shares, st.dictionaries(units, st.integers(0, 200_000)))
def test_and_the_other_way_round(kept, weights, sizes):
    found, rest = regroup(kept, turned_round(weights, sizes))
    assert sum(found.values()) + rest == sum(kept.values())


@given(values, shares)
def test_nobody_gets_more_than_there_is(kept, weights):
    found, _ = regroup({unit: abs(value) for unit, value in kept.items()}, weights)
    assert all(value >= 0 for value in found.values())


@given(st.dictionaries(units, st.integers(0, 10**9), max_size=8))
def test_whole_units_that_were_only_renamed_keep_their_figure(kept):
    found, rest = regroup(kept, {unit: {unit + 100: 7} for unit in kept})
    assert found == {unit + 100: value for unit, value in kept.items()}
    assert rest == 0


@pytest.fixture
def reform():
    """Two old provinces in one: An and Binh joined whole, Chia split over both new communes."""
    new = ProvinceFactory()
    provinces = [
        ProvinceFactory(code=code, name=name, **OLD)
        for code, name in (("33", "Tỉnh Hưng Yên cũ"), ("34", "Tỉnh Thái Bình cũ"))
    ]
    districts = [
        ProvinceFactory(level=Level.DISTRICT, code=code, name=f"Huyện {code}", parent=above, **OLD)
        for code, above in (("323", provinces[0]), ("336", provinces[1]), ("338", provinces[1]))
    ]
    olds = [
        CommuneFactory(name=name, parent=district, population=people, **OLD)
        for name, district, people in (
            ("Xã An", districts[0], 4_000), ("Xã Bình", districts[1], 6_000),
            ("Xã Chia", districts[2], 9_000),
        )
    ]  # fmt: skip
    news = [CommuneFactory(parent=new, population=n) for n in (20_000, 10_000)]
    for old in provinces:
        Succession.objects.create(old=old, new=new)
    for old, into, partial in (
        (olds[0], news[0], False), (olds[1], news[1], False),
        (olds[2], news[0], True), (olds[2], news[1], True),
    ):  # fmt: skip
        Succession.objects.create(old=old, new=into, partial=partial)
    for place in (new, *provinces):
        ReportingUnitFactory(province=True, place=place)
    for place in (*olds, *news):
        ReportingUnitFactory(place=place)
    return {"new": new, "provinces": provinces, "districts": districts, "olds": olds, "news": news}


def put(indicator, place, value, period):
    kind = {"province": True} if place.level == Level.PROVINCE else {}
    unit = ReportingUnitFactory(place=place, **kind)
    FigureFactory(indicator=indicator, unit=unit, value=value, first=period.first, last=period.last)


def filled(reform, **definition):
    """March of both years: 10 + 7 + 31 before (and 2 of no commune), 40 + 15 after (and 5)."""
    indicator = IndicatorFactory(**definition)
    for place, value in zip(reform["olds"], (10, 7, 31), strict=True):
        put(indicator, place, value, BEFORE)
    put(indicator, reform["provinces"][1], 2, BEFORE)
    for place, value in zip(reform["news"], (40, 15), strict=True):
        put(indicator, place, value, AFTER)
    put(indicator, reform["new"], 5, AFTER)
    add_up([indicator], first=date(2025, 1, 1), last=date(2026, 12, 31))
    return indicator


def value(indicator, place, period):
    return value_of(indicator.code, place, period, on=TODAY)


def children(indicator, place, period, view):
    found = values_by_child(indicator, place, period, on=TODAY, view=view)
    return {child.pk: each.value for child, each in found}


@pytest.mark.django_db
@pytest.mark.parametrize(("period", "whole"), [(BEFORE, 50), (AFTER, 60)])
def test_both_views_of_a_province_have_its_sum(reform, period, whole):
    indicator = filled(reform)
    new = reform["new"]
    assert value(indicator, new, period).value == whole
    by_new = children(indicator, new, period, "new")
    by_old = children(indicator, new, period, "old")
    assert set(by_new) == {each.pk for each in (*reform["news"], new)}
    assert set(by_old) == {each.pk for each in (*reform["districts"], new)}
    assert sum(by_new.values()) == sum(by_old.values()) == whole


@pytest.mark.django_db
@pytest.mark.parametrize("period", [BEFORE, AFTER])
def test_old_provinces_add_up_to_the_new_one(reform, period):
    indicator = filled(reform)
    parts = [value(indicator, old, period).value for old in reform["provinces"]]
    assert sum(parts) == value(indicator, reform["new"], period).value


@pytest.mark.django_db
@pytest.mark.parametrize("period", [BEFORE, AFTER])
def test_old_communes_add_up_to_their_district_and_new_ones_hold_their_part(reform, period):
    indicator = filled(reform)
    for district, old in zip(reform["districts"], reform["olds"], strict=True):
        assert value(indicator, district, period).value == value(indicator, old, period).value
    by_new = children(indicator, reform["new"], period, "new")
    for new in reform["news"]:
        assert value(indicator, new, period).value == by_new[new.pk]


@pytest.mark.django_db
def test_a_split_commune_is_shared_by_people_until_weights_are_declared(reform):
    indicator = filled(reform)
    first, second = reform["news"]
    assert [value(indicator, new, BEFORE).value for new in (first, second)] == [10 + 21, 7 + 10]
    for new, weight in ((first, 1), (second, 3)):
        SplitWeight.objects.create(
            old=reform["olds"][2], new=new, weight=weight, source="Nghị quyết mẫu"
        )
    assert [value(indicator, new, BEFORE).value for new in (first, second)] == [10 + 8, 7 + 23]


@pytest.mark.django_db
def test_a_comparison_over_the_reform_is_marked_and_still_there(reform):
    indicator = filled(reform)
    before, after = (value(indicator, reform["news"][0], period) for period in (BEFORE, AFTER))
    assert (before.value, after.value) == (31, 40)
    assert (before.broken, after.broken) == (True, False)
    assert before.bound == Bound.ABOUT
    old = value(indicator, reform["districts"][0], AFTER)
    assert old.broken
    year = value(indicator, reform["new"], period_of("2025"))
    assert year.value == 50


@pytest.mark.django_db
def test_what_cannot_be_added_is_not_shared_over_units(reform):
    rate = filled(reform, definition__over_units=OverUnits.NONE)
    assert value(rate, reform["news"][0], BEFORE).value is None
    assert value(rate, reform["districts"][0], AFTER).value is None
    assert value(rate, reform["new"], BEFORE).value is None
    assert value(rate, reform["provinces"][1], BEFORE).value == 2


@pytest.mark.django_db
def test_a_rate_of_a_province_that_only_changed_its_unit_goes_on(reform):
    Succession.objects.filter(old=reform["provinces"][0]).delete()
    rate = filled(reform, definition__over_units=OverUnits.NONE)
    assert value(rate, reform["new"], BEFORE).value == 2
