"""The catalogue that ships with the software, and what happens when a definition changes."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from caunoi.indicators.actions.catalogue import (
    CannotLoadCatalogue,
    load_catalogue,
    load_reporting_units,
)
from caunoi.indicators.choices.catalogue import (
    Direction,
    OverUnits,
    RelationKind,
    Source,
    Unit,
)
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.imports.catalogue import read_catalogue
from caunoi.indicators.models import (
    Definition,
    Figure,
    FormLine,
    Indicator,
    Relation,
    ReportingForm,
    ReportingUnit,
)
from caunoi.indicators.queries.sources import SOURCES, source_of
from caunoi.places.choices import OLD_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import Succession
from caunoi_kit.journal.models import Entry
from tests.indicators.factories import FigureFactory
from tests.places.factories import CommuneFactory, ProvinceFactory
from tests.training.factories import InstitutionFactory

FOLDER = Path(settings.REFERENCE) / "indicators"
TODAY = date(2026, 11, 28)
# Every indicator that the five articles and the figures beside them print.
PRINTED = (
    "jobs_created gdnn_enrolled poverty_reduction gifts_ncc gifts_ncc_value houses_ncc "
    "houses_ncc_value temp_houses_removed houses_poor_ctmtqg overseas_workers rural_trained "
    "gdnn_graduated poverty_rate near_poverty_rate ncc_houses_supported btxh_covered "
    "consultations career_conferences career_conference_people firms_surveyed "
    "vacancies_collected demobilised_consulted korea_seasonal visitors_month visitors_day_peak "
    "trained_share trained_certified_share agri_share urban_unemployment job_sessions "
    "job_session_people job_session_preselected ui_people ui_amount job_loans job_loans_amount "
    "fair_offers"
).split()
N352_ROWS = 26


@pytest.fixture(scope="module")
def rows():
    return read_catalogue(FOLDER)


def load(rows, on=TODAY):
    return load_catalogue(rows=rows, on=on)


def test_everything_the_articles_print_has_an_indicator(rows):
    codes = {row.code for row in rows.indicators}
    assert set(PRINTED) <= codes
    assert len(codes) >= 70
    assert sum(code.startswith("n352-") for code in codes) == N352_ROWS


def test_the_first_screen_has_twelve_tiles(rows):
    assert sum(row.tile for row in rows.indicators) == 12


def test_every_definition_says_what_it_counts_and_by_what_right(rows):
    for row in rows.indicators:
        for each in row.definitions:
            assert each.unit in Unit.values, row.code
            assert each.direction in Direction.values, row.code
            assert each.source in Source.values, row.code
            assert len(each.meaning) > 30, row.code
            assert each.owner, row.code
            assert len(each.short_name) <= 60 and len(each.name) <= 200, row.code


def test_what_no_source_confirms_is_marked(rows):
    sure = {row.code: row.definitions[-1].confirmed for row in rows.indicators}
    assert not any(sure[code] for code in ("jobs_created", "trained_share", "urban_unemployment"))
    assert all(sure[code] for code in ("consultations", "poverty_rate", "n352-2-0"))


def test_every_derived_indicator_has_a_source_that_can_be_asked(rows):
    for row in rows.indicators:
        for each in row.definitions:
            if each.query and each.query not in ("sum", "fall"):
                assert source_of(each.query, row.code) is not None, (row.code, each.query)
    assert len(SOURCES) >= 20


@pytest.mark.django_db
def test_the_catalogue_is_loaded_once(rows):
    first = load(rows)
    assert first.indicators == Indicator.objects.count() == len(rows.indicators)
    assert Definition.objects.filter(valid_to=None).count() == len(rows.indicators)
    again = load(rows)
    assert (again.indicators, again.definitions, again.relations, again.forms) == (0, 0, 0, 0)
    assert Entry.objects.filter(event="indicators.catalogue.loaded").count() == 1


@pytest.mark.django_db
def test_relations_hold_between_indicators_that_can_be_compared(rows):
    load(rows)
    units = dict(Definition.objects.values_list("indicator__code", "unit"))
    found = Relation.objects.select_related("first", "second")
    assert found.filter(kind=RelationKind.SUM_OF, second__code="jobs_created").count() == 3
    assert found.filter(first__code="rural_trained", second__code="gdnn_enrolled").exists()
    for each in found.filter(kind=RelationKind.SUM_OF):
        money = {units[each.first.code], units[each.second.code]} & {Unit.DONG, Unit.PERCENT}
        assert not money, str(each)


@pytest.mark.django_db
def test_a_form_asks_only_for_what_its_units_report_as_often(rows):
    load(rows)
    for line in FormLine.objects.select_related("form", "indicator"):
        definition = Definition.objects.get(indicator=line.indicator, valid_to=None)
        assert definition.source in (Source.REPORTED, Source.ESTIMATED), line.indicator.code
        assert definition.frequency == line.form.frequency, line.indicator.code
        assert definition.calendar == line.form.calendar, line.indicator.code
        assert definition.over_units != OverUnits.RATIO, line.indicator.code
    assert set(ReportingForm.objects.values_list("unit_kind", flat=True)) >= {
        UnitKind.COMMUNE, UnitKind.SCHOOL, UnitKind.PROVINCE,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_changed_definition_is_a_new_version_and_leaves_old_figures(rows, tmp_path):
    load(rows)
    gifts = Indicator.objects.get(code="gifts_ncc")
    figure = FigureFactory(indicator=gifts)
    shutil.copytree(FOLDER, tmp_path / "indicators")
    file = tmp_path / "indicators" / "5-merit-poverty.toml"
    file.write_text(file.read_text().replace('unit = "GIFTS"', 'unit = "PEOPLE"', 1))
    changed = read_catalogue(tmp_path / "indicators")
    assert load(changed).versions == ["gifts_ncc"]
    old, new = gifts.definitions.order_by("version")
    assert (old.unit, old.valid_to) == (Unit.GIFTS, date(2026, 11, 27))
    assert (new.unit, new.valid_from) == (Unit.PEOPLE, TODAY)
    assert "đơn vị tính" in new.break_note
    assert Figure.objects.get(pk=figure.pk).definition == old
    assert load(changed).definitions == 0


@pytest.mark.django_db
def test_better_words_are_no_new_version(rows, tmp_path):
    load(rows)
    FigureFactory(indicator=Indicator.objects.get(code="gifts_ncc"))
    shutil.copytree(FOLDER, tmp_path / "indicators")
    file = tmp_path / "indicators" / "5-merit-poverty.toml"
    file.write_text(file.read_text().replace('short = "Quà người có công"', 'short = "Quà NCC"'))
    loaded = load(read_catalogue(tmp_path / "indicators"))
    assert (loaded.definitions, loaded.versions) == (1, [])


@pytest.mark.django_db
def test_a_catalogue_that_contradicts_itself_changes_nothing(rows, tmp_path):
    shutil.copytree(FOLDER, tmp_path / "indicators")
    file = tmp_path / "indicators" / "relations.toml"
    file.write_text(file.read_text().replace('"rural_trained"', '"rural_trainees"'))
    with pytest.raises(CannotLoadCatalogue, match="rural_trainees"):
        load(read_catalogue(tmp_path / "indicators"))
    assert not Indicator.objects.exists()


@pytest.mark.django_db
def test_those_who_answer_for_figures_are_made_for_both_times():
    commune = CommuneFactory()
    old_province = ProvinceFactory(
        code="34", name="Tỉnh Thái Bình", valid_from=OLD_ERA_FROM, valid_to=OLD_ERA_TO
    )
    district = ProvinceFactory(
        level=Level.DISTRICT, code="336", name="Huyện Cũ", parent=old_province,
        valid_from=OLD_ERA_FROM, valid_to=OLD_ERA_TO,
    )  # fmt: skip
    old = CommuneFactory(parent=district, valid_from=OLD_ERA_FROM, valid_to=OLD_ERA_TO)
    Succession.objects.create(old=old_province, new=commune.parent)
    school = InstitutionFactory(place=commune)
    made = load_reporting_units(provinces=[commune.parent])
    codes = set(ReportingUnit.objects.values_list("code", flat=True))
    assert codes == {
        "T33", "TC34", f"X{commune.code}", f"XC{old.code}", f"CS{school.pk}",
    }  # fmt: skip
    assert made == 5
    assert load_reporting_units(provinces=[commune.parent]) == 0
    assert ReportingUnit.objects.get(code=f"XC{old.code}").valid_to == OLD_ERA_TO


@pytest.mark.django_db
def test_the_command_loads_and_says_what(capsys):
    CommuneFactory()
    call_command("load_indicators")
    assert "Đơn vị báo cáo: thêm 2" in capsys.readouterr().out
    call_command("load_indicators")
    assert "Đơn vị báo cáo: thêm 0" in capsys.readouterr().out
    with pytest.raises(CommandError, match="load-places"):
        call_command("load_indicators", province=["99"])


@pytest.mark.django_db
def test_a_file_that_is_no_catalogue_is_told_in_words(tmp_path):
    CommuneFactory()
    with pytest.raises(CommandError, match="Không đọc được danh mục"):
        call_command("load_indicators", folder=tmp_path)
