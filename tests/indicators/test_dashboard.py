"""The dashboard: plan, actual, last year and forecast; from the province to one record."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.indicators.actions.forecasting import refresh_forecasts
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import Direction, OverTime, OverUnits, Source, Unit
from caunoi.indicators.choices.targets import Standing, TargetOrigin
from caunoi.indicators.models import Forecast, Indicator
from caunoi.indicators.queries.compared import compared
from caunoi.indicators.queries.dashboard import missing, parts, stretches
from caunoi_engine.series.forecasting import SHARE
from caunoi_kit.journal.models import Entry
from caunoi_rules.periods import period_of
from tests.indicators.factories import (
    FigureFactory,
    HappeningFactory,
    IndicatorFactory,
    ReportingUnitFactory,
    TargetFactory,
)
from tests.indicators.steering_factories import TODAY, months, people, steered
from tests.people.factories import PersonFactory
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
YEAR = period_of("2026")


def one(made, period=YEAR, on=TODAY):
    (found,) = compared([made.indicator], made.place, period, on=on)
    return found


def test_a_figure_stands_beside_its_plan_and_the_same_months_of_last_year():
    made = steered()
    months(made, 2025, [100] * 12)
    months(made, 2026, [104] * 10)
    TargetFactory(indicator=made.indicator, unit=made.whole, value=1_200)

    found = one(made)

    assert (found.now.value, found.plan, found.before.value) == (1_040, 1_200, 1_000)
    assert found.percent.quantize(Decimal("0.1")) == Decimal("86.7")
    assert (found.change.kind, found.change.amount) == ("percent", 4)
    assert found.compared.last == date(2026, 10, 31), "the month under way is no fall"
    assert found.standing == Standing.REACHED


def test_a_year_that_is_over_is_compared_whole():
    made = steered()
    months(made, 2024, [100] * 12)
    months(made, 2025, [99] * 12)
    TargetFactory(
        indicator=made.indicator,
        unit=made.whole,
        value=1_200,
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
    )

    found = one(made, period_of("2025"))

    assert (found.change.amount, found.standing) == (-1, Standing.SLOW)


def test_months_and_quarters_have_their_own_plan_or_none():
    made = steered()
    months(made, 2026, [100] * 10)
    TargetFactory(indicator=made.indicator, unit=made.whole, value=1_200)
    TargetFactory(
        indicator=made.indicator,
        unit=made.whole,
        value=250,
        first=date(2026, 4, 1),
        last=date(2026, 6, 30),
    )

    told = {code: one(made, period_of(code)) for code in ("2026Q2", "2026Q3", "2026-9M", "2026-01")}

    assert told["2026Q2"].percent == 120
    assert (told["2026Q3"].plan, told["2026Q3"].standing) == (None, Standing.NO_PLAN)
    assert (told["2026-9M"].plan, told["2026-9M"].percent) == (1_200, 75)
    assert told["2026-01"].plan is None


def test_shares_move_in_points_and_a_fall_is_measured_from_last_year():
    made = steered(
        "poverty_rate", unit=Unit.PERCENT, decimals=2, over_time=OverTime.LAST,
        over_units=OverUnits.SUM, direction=Direction.DOWN, plan_is_a_fall=True,
    )  # fmt: skip
    months(made, 2025, [136] * 12)
    months(made, 2026, [100] * 10)
    TargetFactory(indicator=made.indicator, unit=made.whole, value=30)

    found = one(made)

    assert (found.change.kind, found.change.amount) == ("points", Decimal("-0.36"))
    assert (found.percent, found.standing) == (120, Standing.BEYOND)


def test_a_plan_known_by_its_percentage_tells_that_percentage_again():
    made = steered()
    months(made, 2026, [2_055])
    TargetFactory(
        indicator=made.indicator, unit=made.whole, value=1_135, origin=TargetOrigin.FROM_PERCENT
    )

    assert one(made).percent == 181


def test_parts_stand_worst_first_and_add_up_to_the_whole():
    made = steered(communes=3)
    for unit, value in zip(made.units, (90, 20, 60), strict=True):
        months(made, 2026, [value] * 10, unit=unit)
        TargetFactory(indicator=made.indicator, unit=unit, value=1_000)
    TargetFactory(indicator=made.indicator, unit=made.whole, value=3_000)
    whole = one(made)

    found = parts(whole, made.place, YEAR, on=TODAY, view="moi")

    assert [(row.place.name, row.standing) for row in found] == [
        ("Xã Số 1", Standing.AT_RISK),
        ("Xã Số 2", Standing.AT_RISK),
        ("Xã Số 0", Standing.REACHED),
    ]
    assert sum(row.now.value for row in found) == whole.now.value == 1_700


def test_who_has_not_given_the_last_month_is_named():
    made = steered()
    months(made, 2026, [10] * 10, unit=made.units[0])
    months(made, 2026, [10] * 9, unit=made.units[1])
    whole = one(made)

    found = parts(whole, made.place, YEAR, on=TODAY, view="moi")

    assert [each.name for each in missing(found, made.place, whole.definition)] == ["Xã Số 1"]


def test_the_year_by_months_beside_the_last_one():
    made = steered()
    months(made, 2025, range(1, 13))
    months(made, 2026, range(11, 21))

    row = stretches(made.indicator.made_definition, made.indicator, made.place, 2026, on=TODAY)

    assert [each.value.value for each in row] == [*range(11, 21), None, None]
    assert [each.last.value for each in row] == [*range(1, 13)]


def test_forecasts_are_kept_and_made_anew_and_go_when_they_no_longer_follow():
    made = steered(communes=1)
    months(made, 2025, [100, 80] * 6)
    months(made, 2026, [110, 88] * 5)

    for _ in range(2):
        assert refresh_forecasts(place=made.place, year=2026, on=TODAY, at=NOW) == 1

    (kept,) = Forecast.objects.all()
    assert (kept.value, kept.low, kept.high, kept.method) == (1_188, 1_188, 1_188, SHARE)
    assert kept.as_of == date(2026, 10, 31)
    assert one(made).forecast == kept
    assert refresh_forecasts(place=made.place, year=2026, on=date(2026, 2, 3), at=NOW) == 0
    assert not Forecast.objects.exists()


def test_a_month_that_most_units_have_not_given_is_no_fall_in_the_forecast():
    made = steered(communes=2)
    for unit in made.units:
        months(made, 2025, [50] * 12, unit=unit)
        months(made, 2026, [50] * 9, unit=unit)
    FigureFactory(indicator=made.indicator, unit=made.units[0], value=50)
    add_up([made.indicator], first=date(2026, 10, 1), last=date(2026, 10, 31))

    refresh_forecasts(place=made.place, year=2026, on=TODAY, at=NOW)

    assert Forecast.objects.get().value == 1_200
    assert Forecast.objects.get().as_of == date(2026, 9, 30)


def test_the_month_under_way_counts_when_it_is_beyond_what_was_expected():
    made = steered(communes=1)
    months(made, 2025, [10] * 12)
    months(made, 2026, [10] * 10)
    FigureFactory(
        indicator=made.indicator, unit=made.units[0], value=900,
        first=date(2026, 11, 1), last=date(2026, 11, 30),
    )  # fmt: skip
    add_up([made.indicator], first=date(2026, 11, 1), last=date(2026, 11, 30))

    refresh_forecasts(place=made.place, year=2026, on=TODAY, at=NOW)

    kept = Forecast.objects.get()
    assert (kept.value, kept.low, kept.high) == (1_000, 1_000, 1_000)


@pytest.fixture
def site(settings):
    settings.CAUNOI_DEMO = True
    settings.CAUNOI_PROVINCE = "33"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def full():
    made = steered(communes=3)
    for unit, value in zip(made.units, (90, 20, 60), strict=True):
        months(made, 2025, [value] * 12, unit=unit)
        months(made, 2026, [value] * 10, unit=unit)
        TargetFactory(indicator=made.indicator, unit=unit, value=1_000)
    TargetFactory(indicator=made.indicator, unit=made.whole, value=22_182)
    refresh_forecasts(place=made.place, year=2026, on=TODAY, at=NOW)
    return made


def test_the_first_screen_says_it_in_words_and_numbers(client, site, full):
    client.force_login(people()[Role.DIRECTOR])

    page = client.get(reverse("indicators:home")).content.decode()

    for said in (
        "1.700",
        "/ 22.182",
        "7,7%",
        "Nguy cơ",
        "Dự báo cả năm 2.040",
        "mỗi tuần",
        "Xã Số 1",
    ):
        assert said in page
    assert len(page) < 300 * 1024


def test_the_choice_of_days_and_unit_stays_from_page_to_page(client, site, full):
    client.force_login(people()[Role.HEAD])
    asked = f"?ky=2026Q2&noi={full.communes[0].pk}"

    page = client.get(reverse("indicators:home") + asked).content.decode()

    there = reverse("indicators:indicator", args=["jobs_created"]) + asked.replace("&", "&amp;")
    assert f'href="{there}"' in page
    assert f'<option value="{full.communes[0].pk}" selected>' in page
    assert '<option value="2026Q2" selected>' in page


def test_three_clicks_from_the_province_to_one_record(client, site):
    made = steered("gifts", source=Source.DERIVED, query="happenings", unit=Unit.GIFTS)
    person = PersonFactory(made=True)
    HappeningFactory(indicator=made.indicator, unit=made.units[0], person=person, made=True)
    months(made, 2026, [0] * 9 + [1])
    client.force_login(people()[Role.DIRECTOR])
    first = client.get(reverse("indicators:home")).content.decode()
    records = reverse("indicators:records", args=["gifts"])
    click = f"{records}?ky=2026&amp;noi={made.communes[0].pk}"
    assert f'href="{click}"' in first, "the figure of a commune opens what it is made of"

    second = client.get(click.replace("&amp;", "&")).content.decode()

    assert person.full_name in second
    assert reverse("home:record", args=[person.public_id]) in second, "the second click"
    read = Entry.objects.get(event="indicators.records.people_read")
    assert read.detail["people"] == [person.pk]


def test_counsellors_see_figures_and_no_records(client, site, full):
    client.force_login(people()[Role.COUNSELLOR])
    page = client.get(reverse("indicators:home")).content.decode()
    records = reverse("indicators:records", args=["jobs_created"])

    assert "1.700" in page
    assert records not in page
    assert client.get(records).status_code == 403


def test_the_wall_shows_no_names_and_looks_again_every_minute(client, site, full):
    client.force_login(people()[Role.DEPARTMENT])

    page = client.get(reverse("indicators:wall")).content.decode()

    assert 'data-seconds="60"' in page
    assert "22.182" in page


def test_addresses_nobody_would_type_show_this_year(client, site, full):
    client.force_login(people()[Role.ADMIN])
    for asked in ("?ky=x", "?ky=9999", "?noi=999999999999", "?noi=-1", "?tu=a&den=b",
                  "?tu=2026-05-05&den=2020-01-01", "?xem=moi&chi-tieu=khong-co"):  # fmt: skip
        assert client.get(reverse("indicators:home") + asked).status_code == 200
    days = reverse("indicators:indicator", args=["jobs_created"])
    page = client.get(days + "?tu=2026-01-01&den=2026-09-30").content.decode()
    assert '<option value="2026-9M" selected>' in page, "days of a period are that period"
    Indicator.objects.create(code="bare", topic="Việc làm")
    for name in ("indicator", "records"):
        for code in ("khong-co", "bare"):
            assert client.get(reverse(f"indicators:{name}", args=[code])).status_code == 404


def test_pages_cost_the_same_questions_however_many_indicators_and_communes(client, site):
    made = steered(communes=2)
    chief = people()[Role.DIRECTOR]
    client.force_login(chief)

    def cost():
        found = []
        for name, args in (("home", []), ("indicator", ["jobs_created"]), ("wall", [])):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(f"indicators:{name}", args=args))
            found.append(len(asked))
        return found

    months(made, 2025, [10] * 12)
    months(made, 2026, [10] * 10)
    cost()  # the first visit of a session writes it
    few = cost()
    for number in range(5):
        more = IndicatorFactory(code=f"more_{number}", is_tile=True)
        months(made, 2026, [5] * 10, indicator=more)
        TargetFactory(indicator=more, unit=made.whole)
    for number in range(6):
        unit = ReportingUnitFactory(place=CommuneFactory(parent=made.place, name=f"Xã {number}"))
        months(made, 2026, [7] * 10, unit=unit)

    assert cost() == few
    assert max(few) <= 45
