"""Loading administrative units, and what the database refuses."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from caunoi.places.actions import CannotLoadPlaces, Loaded, PlaceRow, SuccessionRow, load_places
from caunoi.places.choices import NEW_ERA_FROM, OLD_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import Place, Succession
from caunoi.places.queries import KINDS, split_kind
from caunoi_engine.text.folding import fold
from tests.places.factories import CommuneFactory, ProvinceFactory

pytestmark = pytest.mark.django_db

OLD = PlaceRow(Level.PROVINCE, "98", "Tỉnh Mẫu", "Tỉnh", OLD_ERA_FROM, OLD_ERA_TO)
NEW = PlaceRow(Level.PROVINCE, "97", "Tỉnh Mẫu Mới", "Tỉnh", NEW_ERA_FROM, None)
COMMUNE = PlaceRow(
    Level.COMMUNE, "97001", "Xã Một", "Xã", NEW_ERA_FROM, None, parent_code="97",
    lat=Decimal("20.5000"), lon=Decimal("106.3000"), area_km2=Decimal("12.50"), population=9_000,
)  # fmt: skip
LINE = SuccessionRow(Level.PROVINCE, "98", Level.PROVINCE, "97")


def load(places=(OLD, NEW, COMMUNE), successions=(LINE,)) -> Loaded:
    return load_places(places=places, successions=successions)


def test_loading_twice_changes_nothing():
    assert load() == Loaded(3, 0, 1, 0)
    before = list(Place.objects.order_by("id").values()) + list(Succession.objects.values())
    assert load() == Loaded(0, 0, 0, 0)
    assert list(Place.objects.order_by("id").values()) + list(Succession.objects.values()) == before


def test_the_order_of_rows_does_not_matter():
    assert load(places=(COMMUNE, NEW, OLD)).places_created == 3


def test_a_changed_row_changes_its_record_and_no_other():
    load()
    number = Place.objects.get(code="97001").pk
    assert load(places=(OLD, NEW, replace(COMMUNE, population=9_100))) == Loaded(0, 1, 0, 0)
    changed = Place.objects.get(code="97001")
    assert (changed.pk, changed.population) == (number, 9_100)


def test_a_unit_that_the_rows_no_longer_name_stays():
    load()
    load(places=(OLD, NEW))
    assert Place.objects.filter(code="97001").exists()


def test_two_rows_for_one_code_and_day_are_refused_and_nothing_is_kept():
    with pytest.raises(CannotLoadPlaces, match="97001"):
        load(places=(NEW, COMMUNE, replace(COMMUNE, name="Xã Hai")), successions=())
    assert not Place.objects.exists()


def test_a_unit_without_the_unit_above_is_refused():
    with pytest.raises(CannotLoadPlaces, match="97"):
        load(places=(COMMUNE,), successions=())
    assert not Place.objects.exists()


def test_a_succession_of_an_unknown_unit_is_refused():
    with pytest.raises(CannotLoadPlaces, match="96"):
        load(successions=(replace(LINE, old_code="96"),))


def test_the_names_are_stored_for_search_without_marks_and_kind():
    load()
    assert Place.objects.get(code="97").search_key == "mau moi"


@pytest.mark.parametrize(
    ("written", "kind", "key"),
    [
        ("TP. Hải Dương", "Thành phố", "hai duong"),
        ("xã Tân Tiến", "Xã", "tan tien"),
        ("X.Tân Tiến", "Xã", "tan tien"),
        ("Tân Tiến", "", "tan tien"),
        ("P1", "Phường", "phuong 1"),
        ("Phường 01", "Phường", "phuong 1"),
        ("Q.3", "Quận", "quan 3"),
        ("Thị xã Mỹ Hào", "Thị xã", "my hao"),
        ("Tỉnh", "", "tinh"),
        ("", "", ""),
    ],
)
def test_the_kind_is_taken_off_a_name(written, kind, key):
    assert split_kind(written) == (kind, key)


@given(st.text())
def test_any_text_has_a_key_that_is_folded_already(text):
    kind, key = split_kind(text)
    assert fold(key) == key
    assert kind in {"", *KINDS.values()}


@given(st.sampled_from(sorted(KINDS)), st.sampled_from([" ", ". ", ".", "  "]))
def test_a_kind_may_be_written_short_or_long_with_or_without_a_point(word, gap):
    assert split_kind(f"{word.upper()}{gap}Đông Hưng") == (KINDS[word], "dong hung")


# --- What the database keeps -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "code"), [(Level.PROVINCE, "333"), (Level.DISTRICT, "12"), (Level.COMMUNE, "123")]
)
def test_a_code_has_the_digits_of_its_level(level, code):
    parent = None if level == Level.PROVINCE else ProvinceFactory()
    with pytest.raises(IntegrityError):
        CommuneFactory(level=level, code=code, parent=parent)


def test_two_units_of_one_level_and_code_cannot_both_be_in_force():
    CommuneFactory(code="90001", valid_from=date(2025, 7, 1))
    with pytest.raises(IntegrityError):
        CommuneFactory(code="90001", valid_from=date(2026, 1, 1))


def test_a_unit_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError):
        CommuneFactory(valid_to=date(2025, 6, 30))


def test_a_commune_lies_in_something_and_a_province_in_nothing():
    with pytest.raises(IntegrityError):
        CommuneFactory(parent=None)


def test_a_unit_has_both_coordinates_or_none():
    with pytest.raises(IntegrityError):
        CommuneFactory(lon=None)


def test_the_command_says_what_it_did(tmp_path, capsys):
    files = {
        "provinces.csv": "code_before,name_before,code_after,name_after,lat,lon\n"
        "98,Tỉnh Mẫu,97,Tỉnh Mẫu Mới,20.5,106.3\n",
        "districts_before.csv": "code,name,kind,province_code,lat,lon\n"
        "998,Huyện Mẫu,Huyện,98,20.5,106.3\n",
        "communes_before.csv": "code,name,kind,district_code,lat,lon\n"
        "98001,Xã Cũ,Xã,998,20.5,106.3\n",
        "provinces_after.csv": "code,name,kind,lat,lon,area_km2,population\n"
        "97,Tỉnh Mẫu Mới,Tỉnh,20.5,106.3,900.00,\n",
        "communes_after.csv": "code,name,kind,province_code,lat,lon,area_km2,population\n"
        "97001,Xã Một,Xã,97,20.5,106.3,12.50,9000\n",
        "successions.csv": "old_code,new_code,partial,note\n98001,97001,1,Nhập một phần\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    call_command("load_places", folder=tmp_path)
    assert "thêm 5, sửa 0. Chuyển đổi: thêm 2, sửa 0" in capsys.readouterr().out
    assert Succession.objects.get(old__code="98001").partial
