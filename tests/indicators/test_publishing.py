"""What is published gives no small count away: over communes, over time, over indicators."""

from datetime import date

import numpy as np
import pytest

from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import (
    Frequency,
    OverTime,
    OverUnits,
    RelationKind,
    Source,
    Unit,
)
from caunoi.indicators.models import Figure, Relation, ReportingUnit
from caunoi.indicators.queries.open_data import observations
from caunoi.indicators.queries.publishing import QUARTERS, year_published
from caunoi_rules.periods import period_of
from tests.indicators.out_factories import NOON, indicator, province

pytestmark = pytest.mark.django_db

ON = date(2027, 2, 1)
YEAR = 2026
HALVES = {"": QUARTERS, "-6M": QUARTERS[:2], "-9M": QUARTERS[:3]}


def month_end(end):
    return f"-{end:02d}"


def fill(of, communes, counts, year=YEAR):
    """Figures by commune and month; counts: shape (communes, 12)."""
    units = {unit.place_id: unit for unit in ReportingUnit.objects.filter(place__in=communes)}
    definition = of.definitions.get()
    figures = []
    for place, row in zip(communes, counts, strict=True):
        for month, value in enumerate(row, start=1):
            period = period_of(f"{year}{month_end(month)}")
            figures.append(
                Figure(
                    indicator=of, unit=units[place.pk], first=period.first, last=period.last,
                    value=int(value), definition=definition, origin=Source.REPORTED, taken_at=NOON,
                )
            )  # fmt: skip
    Figure.objects.bulk_create(figures)


def publish(whole, indicators, on=ON, year=YEAR):
    add_up(indicators, first=date(year, 1, 1), last=date(year, 12, 31))
    return year_published(year, whole, indicators, on=on)


def followed(found, sums=()):
    """Hidden counts that all published figures of a year determine, by linear algebra.

    sums: (total, parts) among the indicators. Months of communes are never published.
    """
    place, communes = found.place.pk, [commune.pk for commune in found.communes]
    codes = {key for key in found.cells if found.cells[key].value.value is not None}

    def cell(one, spot, end):
        return (one.pk, spot, f"{YEAR}{end}")

    lines = []

    def adds_up(whole, parts):
        lines.append([(whole, -1), *((part, 1) for part in parts)])

    for one in found.indicators:
        for end in (*QUARTERS, ""):
            adds_up(cell(one, place, end), [cell(one, commune, end) for commune in communes])
        for spot in (place, *communes):
            for end, quarters in HALVES.items():
                adds_up(cell(one, spot, end), [cell(one, spot, quarter) for quarter in quarters])
        for at, quarter in enumerate(QUARTERS):
            months = [month_end(month) for month in range(3 * at + 1, 3 * at + 4)]
            adds_up(cell(one, place, quarter), [cell(one, place, month) for month in months])
    for total, parts in sums:
        for end in (*QUARTERS, *HALVES, *(month_end(month) for month in range(1, 13))):
            for spot in (place, *communes):
                adds_up(cell(total, spot, end), [cell(one, spot, end) for one in parts])
    lines = [line for line in lines if all(key in codes for key, _ in line)]
    unknown = sorted(
        key for key in codes if found.cells[key].hidden and found.cells[key].value.value
    )
    at = {key: place for place, key in enumerate(unknown)}
    matrix = np.zeros((len(lines), len(unknown)))
    for number, line in enumerate(lines):
        for key, factor in line:
            if key in at:
                matrix[number, at[key]] = factor
    _, sizes, turned = np.linalg.svd(matrix)
    free = turned[(sizes > 1e-9).sum() :]
    return [key for key in unknown if not (abs(free[:, at[key]]) > 1e-9).any()]


def shown(found):
    return [each.number for each in observations(found) if each.number is not None]


@pytest.mark.parametrize("seed", range(4))
def test_no_small_count_is_shown_and_none_follows(seed):
    random = np.random.default_rng(seed)
    whole, communes = province(communes=8)
    abroad, here = indicator("abroad"), indicator("here")
    total, alone = indicator("total"), indicator("alone")
    for part in (abroad, here):
        Relation.objects.create(kind=RelationKind.SUM_OF, first=part, second=total)
    few, many = random.poisson(1.2, (8, 12)), random.poisson(20, (8, 12))
    for one, counts in ((abroad, few), (here, many), (total, few + many), (alone, few)):
        fill(one, communes, counts)
    found = publish(whole, [abroad, here, total, alone])
    assert any(seen.hidden for seen in found.cells.values())
    assert all(number == 0 or number >= 10 for number in shown(found))
    assert followed(found, [(total, (abroad, here))]) == []


def test_a_part_that_is_not_published_does_not_follow_from_the_others():
    whole, communes = province(communes=4)
    secret, here = indicator("secret", public=False), indicator("here")
    total = indicator("total")
    for part in (secret, here):
        Relation.objects.create(kind=RelationKind.SUM_OF, first=part, second=total)
    counts = np.full((4, 12), 50)
    few = np.zeros((4, 12), int)
    few[0, 0] = 3
    for one, values in ((secret, few), (here, counts), (total, counts + few)):
        fill(one, communes, values)
    found = publish(whole, [here, total])
    seen = [found.at(one, communes[0], "2026Q1") for one in (here, total)]
    assert not all(each.is_shown for each in seen)
    assert all(each.indicator != secret for each in observations(found))


def test_figures_of_a_running_period_are_not_published():
    whole, communes = province(communes=3)
    one = indicator("one")
    fill(one, communes, np.full((3, 12), 60))
    found = publish(whole, [one], on=date(2026, 8, 15))
    codes = {each.period.code for each in observations(found)}
    assert codes == {*(f"2026-{month:02d}" for month in range(1, 8)), "2026Q1", "2026Q2", "2026-6M"}


def test_what_counts_no_people_is_shown_however_small():
    whole, communes = province(communes=3)
    sessions = indicator("sessions", unit=Unit.SESSIONS)
    fill(sessions, communes, np.full((3, 12), 1))
    found = publish(whole, [sessions])
    assert not any(seen.hidden for seen in found.cells.values())
    assert found.at(sessions, communes[0], "2026Q1").value.value == 3


def test_money_and_percentages_are_given_for_the_province_alone():
    whole, communes = province(communes=3)
    paid = indicator("paid", unit=Unit.DONG)
    fill(paid, communes, np.full((3, 12), 5_000_000))
    found = publish(whole, [paid])
    assert {each.place.pk for each in observations(found)} == {whole.pk}


def test_a_percentage_is_hidden_with_the_counts_it_is_made_of():
    whole, communes = province(communes=2)
    some, all_ = indicator("some"), indicator("all")
    share = indicator(
        "share", unit=Unit.PERCENT, decimals=2, over_units=OverUnits.RATIO,
        over_time=OverTime.NONE, numerator=some, denominator=all_,
    )  # fmt: skip
    few = np.zeros((2, 12), int)
    few[0, 0] = 4
    fill(some, communes, few)
    fill(all_, communes, np.full((2, 12), 100))
    found = publish(whole, [all_, share])
    assert found.at(share, whole, "2026Q1").hidden
    assert found.at(share, whole, "2026").hidden
    assert not found.at(share, whole, "2026Q2").hidden


def test_different_people_are_hidden_period_by_period():
    whole, communes = province(communes=4)
    people = indicator("people", over_time=OverTime.DISTINCT, frequency=Frequency.QUARTER)
    units = ReportingUnit.objects.filter(place__in=communes).order_by("code")
    definition = people.definitions.get()
    for end, values in (("Q1", (4, 30, 30, 30)), ("", (40, 60, 60, 60))):
        period = period_of(f"{YEAR}{end}")
        for unit, value in zip(units, values, strict=True):
            Figure.objects.create(
                indicator=people, unit=unit, first=period.first, last=period.last, value=value,
                definition=definition, origin=Source.REPORTED, taken_at=NOON,
            )  # fmt: skip
    found = publish(whole, [people])
    quarter = [found.at(people, place, "2026Q1").hidden for place in communes]
    assert quarter[0]
    assert sum(quarter) + found.at(people, whole, "2026Q1").hidden >= 2
    assert not found.at(people, whole, "2026").hidden


def test_publishing_costs_as_many_queries_with_more_indicators(django_assert_max_num_queries):
    whole, communes = province(communes=3)
    ones = [indicator(f"one-{n}") for n in range(2)]
    for one in ones:
        fill(one, communes, np.full((3, 12), 60))
    publish(whole, ones)
    with django_assert_max_num_queries(25) as few:
        year_published(YEAR, whole, ones, on=ON)
    more = [indicator(f"more-{n}") for n in range(4)]
    for one in more:
        fill(one, communes, np.full((3, 12), 60))
    publish(whole, more)
    with django_assert_max_num_queries(25) as many:
        year_published(YEAR, whole, [*ones, *more], on=ON)
    assert len(few) == len(many)
