"""Figures counted from registers: turns and people, by commune, once each, the same again."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from caunoi.counter.choices import ActKind
from caunoi.indicators.actions.catalogue import load_catalogue, load_reporting_units
from caunoi.indicators.actions.refreshing import CannotRefresh, refresh_figures
from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.imports.catalogue import read_catalogue
from caunoi.indicators.models import Figure, Indicator, ReportingUnit, Total
from caunoi.indicators.queries.services import services_report
from caunoi.indicators.queries.values import value_of, values_by_child
from caunoi.placement.choices import ApplicationState
from caunoi.places.choices import OLD_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import Succession
from caunoi.training.choices import EnrolmentState
from caunoi_kit.journal.models import Entry
from caunoi_rules.periods import period_of
from tests.counter.factories import AttendeeFactory, SessionFactory
from tests.home.factories import ActFactory
from tests.indicators.factories import FigureFactory, HappeningFactory
from tests.people.factories import LabourProfileFactory, PersonFactory
from tests.placement.factories import ApplicationFactory
from tests.places.factories import CommuneFactory, ProvinceFactory
from tests.training.factories import EnrolmentFactory
from tests.unemployment.factories import ClaimFactory, DecisionFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 28)
YEAR = period_of("2026")
ROWS = read_catalogue(Path(settings.REFERENCE) / "indicators")


@pytest.fixture
def commune():
    found = CommuneFactory()
    load_catalogue(rows=ROWS, on=TODAY)
    load_reporting_units(provinces=[found.parent])
    return found


def hire(person, day, **more):
    return ApplicationFactory(person=person, state=ApplicationState.HIRED, hired_on=day, **more)


def refresh(period=YEAR, at=NOW, **more):
    return refresh_figures(period, at=at, **more)


def value(code, period=YEAR, place=None):
    return value_of(code, place or ProvinceFactory(), period, on=TODAY).value


def happen(code, unit, **more):
    return HappeningFactory(indicator=Indicator.objects.get(code=code), unit=unit, **more)


def place_unit(place):
    return ReportingUnit.objects.get(place=place, kind__in=["COMMUNE", "PROVINCE"])


def test_one_person_hired_twice_is_two_turns_and_one_person(commune):
    person = PersonFactory(place=commune)
    hire(person, date(2026, 3, 5))
    hire(person, date(2026, 9, 7))
    hire(PersonFactory(place=commune), date(2026, 9, 30))
    refresh()
    assert value("jobs_via_centre") == 3
    assert value("jobs_people") == 2
    assert value("jobs_people", period_of("2026-09")) == 2
    assert value("jobs_via_centre", period_of("2026-09")) == 2
    assert value("jobs_via_centre", period_of("2026-09"), commune) == 2


def test_a_month_from_the_15th_holds_its_own_days(commune):
    hire(PersonFactory(place=commune), date(2026, 9, 20))
    refresh()
    assert value("jobs_via_centre", period_of("2026-10", calendar="REPORTING")) == 1
    assert value("jobs_via_centre", period_of("2026-09", calendar="REPORTING")) == 0
    assert value("jobs_via_centre", period_of("2026-09")) == 1


def test_a_commune_where_nothing_happened_has_none_and_is_not_unknown(commune):
    other = CommuneFactory()
    load_reporting_units(provinces=[commune.parent])
    hire(PersonFactory(place=commune), date(2026, 9, 20))
    refresh()
    assert value("jobs_via_centre", YEAR, other) == 0
    indicator = Indicator.objects.get(code="jobs_via_centre")
    found = values_by_child(indicator, commune.parent, YEAR, on=TODAY)
    assert {each.value for place, each in found if place != commune} == {0}
    assert sum(each.value for _, each in found) == 1


def test_people_of_no_known_commune_count_for_the_province(commune):
    hire(PersonFactory(place=None, permanent_place=None), date(2026, 9, 20))
    elsewhere = CommuneFactory(parent=ProvinceFactory(code="01", name="Hà Nội"))
    hire(PersonFactory(place=elsewhere), date(2026, 9, 20))
    refresh()
    assert value("jobs_via_centre") == 2
    assert Figure.objects.filter(unit__code="T33", value=2, first=date(2026, 9, 1)).exists()


def test_counting_again_changes_nothing_but_the_time(commune):
    gone = hire(PersonFactory(place=commune), date(2026, 9, 20))
    assert refresh() > 0
    before = list(Figure.objects.order_by("id").values_list("id", "value"))
    later = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
    assert refresh(at=later) == 0
    assert list(Figure.objects.order_by("id").values_list("id", "value")) == before
    assert set(Figure.objects.values_list("taken_at", flat=True)) == {later}
    assert set(Total.objects.values_list("taken_at", flat=True)) == {later}
    gone.delete()
    assert refresh(at=later) > 0
    assert value("jobs_via_centre") == 0
    assert Entry.objects.filter(event="indicators.figures.refreshed").count() == 3


def test_all_counselling_is_that_of_desks_and_of_groups(commune):
    person = PersonFactory(place=commune)
    ActFactory(person=person, kind=ActKind.JOB, on=date(2026, 10, 1))
    ActFactory(person=person, kind=ActKind.POLICY, on=date(2026, 10, 1))
    AttendeeFactory(person=person, session=SessionFactory(held_on=date(2026, 10, 2)))
    refresh()
    assert value("consultations") == 3
    assert value("consulted_people") == 1
    assert value("career_conferences") == 1
    assert value("career_conference_people") == 1


def test_the_rows_of_the_official_report_are_the_same_figures(commune):
    person = LabourProfileFactory(person__place=commune).person
    ActFactory(person=person, kind=ActKind.JOB, on=date(2026, 10, 1), trained=True)
    hire(person, date(2026, 10, 2))
    EnrolmentFactory(person=person, state=EnrolmentState.LEARNING, started_on=date(2026, 10, 3))
    ClaimFactory(person=person, filed_on=date(2026, 10, 5))
    period = period_of("2026", calendar="REPORTING")
    before = period_of("2025", calendar="REPORTING")
    refresh()
    lines = services_report(period, previous=before, on=TODAY).lines
    seen = {line.key: line.now for line in lines if line.now is not None}
    assert {key: value(f"n352-{key.replace('.', '-')}", period) for key in seen} == seen
    assert sum(seen.values()) > 8


def test_money_and_decisions_of_unemployment_insurance(commune):
    claim = ClaimFactory(person__place=commune)
    DecisionFactory(claim=claim, approved=True)
    refresh()
    assert value("ui_claims", period_of("2026-11")) == 1
    assert value("ui_granted") == value("ui_people") == 1
    assert value("ui_amount") == 0


def test_vacancies_count_their_positions_and_their_firms(commune):
    first = VacancyFactory(positions=30, posted_on=date(2026, 2, 2), employer__place=commune)
    VacancyFactory(positions=5, posted_on=date(2026, 8, 2), employer=first.employer)
    refresh()
    assert value("vacancies_collected") == 35
    assert value("firms_surveyed") == 1
    assert value("vacancies_collected", period_of("2026Q1"), commune) == 30


def test_happenings_count_their_quantity_and_their_money(commune):
    unit = place_unit(commune)
    happen("gifts_ncc", unit, quantity=16_000, amount=6_700_000_000)
    happen("gifts_ncc", unit, quantity=691, amount=260_000_000)
    refresh()
    assert value("gifts_ncc") == 16_691
    assert value("gifts_ncc_value") == 6_960_000_000


def test_a_job_known_from_two_registers_is_one(commune):
    person, unit = PersonFactory(place=commune), place_unit(commune)
    hire(person, date(2026, 10, 3))
    happen("jobs_in_province", unit, person=person, on=date(2026, 10, 20))
    happen("jobs_in_province", unit, person=PersonFactory(place=commune), on=date(2026, 10, 20))
    refresh()
    assert value("jobs_in_province", period_of("2026-10")) == 2


def test_jobs_are_here_elsewhere_and_abroad(commune):
    far = CommuneFactory(parent=ProvinceFactory(code="24", name="Tỉnh Bắc Ninh"))
    hire(PersonFactory(place=commune), date(2026, 10, 3), vacancy__place=commune)
    hire(PersonFactory(place=commune), date(2026, 10, 3), vacancy__place=far)
    happen("overseas_workers", place_unit(commune), quantity=4)
    refresh()
    assert [value(code) for code in (
        "jobs_in_province", "jobs_out_of_province", "overseas_workers", "jobs_created",
    )] == [1, 1, 4, 6]  # fmt: skip


def test_what_a_commune_gave_itself_is_not_counted_over(commune):
    indicator = Indicator.objects.get(code="jobs_in_province")
    hire(PersonFactory(place=commune), date(2026, 10, 3))
    FigureFactory(indicator=indicator, unit=place_unit(commune), value=41)
    refresh()
    assert value("jobs_in_province", period_of("2026-10")) == 41
    assert value("jobs_created", period_of("2026-10")) == 41


def test_a_printed_total_of_the_province_stands_for_its_days(commune):
    indicator = Indicator.objects.get(code="ui_people")
    DecisionFactory(claim__person__place=commune, approved=True)
    FigureFactory(
        indicator=indicator, unit=place_unit(commune.parent), value=17_843,
        first=YEAR.first, last=YEAR.last, origin=Source.REPORTED,
    )  # fmt: skip
    refresh()
    assert value("ui_people") == 17_843
    assert value("ui_people", period_of("2026-11")) == 1


def test_a_stock_is_counted_on_the_day(commune):
    LabourProfileFactory(person__place=commune, looking=False)
    LabourProfileFactory(person__place=commune)
    refresh()
    assert value("workers_known") == 2
    assert value("seekers", period_of("2026-11"), commune) == 1
    assert value("workers_known", period_of("2026-10")) is None


def test_months_before_the_merger_belong_to_the_units_of_their_time(commune):
    old_province = ProvinceFactory(
        code="34", name="Tỉnh Thái Bình", valid_from=OLD_ERA_FROM, valid_to=OLD_ERA_TO
    )
    district = ProvinceFactory(
        level=Level.DISTRICT, code="336", name="Huyện Cũ", parent=old_province,
        valid_from=OLD_ERA_FROM, valid_to=OLD_ERA_TO,
    )  # fmt: skip
    old = CommuneFactory(parent=district, valid_from=OLD_ERA_FROM, valid_to=OLD_ERA_TO)
    Succession.objects.create(old=old_province, new=commune.parent)
    Succession.objects.create(old=old, new=commune)
    load_reporting_units(provinces=[commune.parent])
    person = PersonFactory(place=commune)
    hire(person, date(2025, 3, 3))
    hire(person, date(2025, 9, 3))
    refresh(period_of("2025"))
    month = period_of("2025-03")
    assert value("jobs_via_centre", month, old) == 1
    assert value("jobs_via_centre", month, district) == 1
    assert value("jobs_via_centre", month, old_province) == 1
    assert value("jobs_via_centre", month, commune) == 1
    assert value("jobs_via_centre", period_of("2025")) == 2


def test_single_indicators_can_be_counted_alone(commune):
    hire(PersonFactory(place=commune), date(2026, 10, 3))
    refresh(codes=["jobs_people"])
    assert set(Figure.objects.values_list("indicator__code", flat=True)) == {"jobs_people"}


def test_without_reporting_units_nothing_is_counted():
    load_catalogue(rows=ROWS, on=TODAY)
    with pytest.raises(CannotRefresh, match="load-indicators"):
        refresh()


def test_the_command_counts_this_year_and_refuses_nonsense(commune, capsys):
    call_command("refresh_figures", period="2026-10")
    assert "số thay đổi" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Không hiểu kỳ"):
        call_command("refresh_figures", period="thang 10")


@pytest.mark.parametrize(
    ("hour", "told"), [(datetime(2026, 11, 28, 19, 30, tzinfo=UTC), True), (NOW, False)]
)
def test_by_night_figures_are_counted_once(commune, capsys, time_machine, hour, told):
    time_machine.move_to(hour, tick=False)
    call_command("refresh_figures", nightly=True)
    assert bool(capsys.readouterr().out) is told
    call_command("refresh_figures", nightly=True)
    assert not capsys.readouterr().out
    time_machine.move_to(hour.replace(month=12, year=2026) + timedelta(days=31), tick=False)
    call_command("refresh_figures", nightly=True)
    assert capsys.readouterr().out.count("năm") == (2 if told else 0)
