"""What the shipped list of administrative units promises, and what can be asked of it."""

import inspect
import json
from collections import Counter
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db.models import Count, Q, Sum

from caunoi.places import queries
from caunoi.places.choices import NEW_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import Place, Succession

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

BEFORE = OLD_ERA_TO
AFTER = NEW_ERA_FROM
OLD_COMMUNES, OLD_DISTRICTS, OLD_PROVINCES = 10_035, 696, 63
NEW_COMMUNES, NEW_PROVINCES = 3_321, 34


def communes(on: date):
    return Place.objects.in_force(on).filter(level=Level.COMMUNE)


def names(found: list[queries.Found]) -> list[str]:
    return [each.place.name for each in found]


# --- What is there ---------------------------------------------------------------------------


def test_the_old_era_has_63_provinces_696_districts_and_10_035_communes():
    levels = Counter(Place.objects.in_force(BEFORE).values_list("level", flat=True))
    assert levels == {"PROVINCE": OLD_PROVINCES, "DISTRICT": OLD_DISTRICTS, "COMMUNE": OLD_COMMUNES}


def test_the_new_era_has_34_provinces_3_321_communes_and_no_district():
    levels = Counter(Place.objects.in_force(AFTER).values_list("level", flat=True))
    assert levels == {"PROVINCE": NEW_PROVINCES, "COMMUNE": NEW_COMMUNES}
    kinds = Counter(communes(AFTER).values_list("kind", flat=True))
    assert kinds == {"Xã": 2_621, "Phường": 687, "Đặc khu": 13}


@pytest.mark.parametrize(
    ("code", "wards", "rural", "islands"), [("33", 11, 93, 0), ("31", 45, 67, 2), ("08", 7, 117, 0)]
)
def test_a_merged_province_has_the_communes_of_its_resolution(code, wards, rural, islands):
    province = queries.province(code, on=AFTER)
    kinds = Counter(place.kind for place in queries.communes_of(province, on=AFTER))
    assert (kinds["Phường"], kinds["Xã"], kinds["Đặc khu"]) == (wards, rural, islands)


def test_no_code_names_two_units_of_one_level_on_any_day():
    for day in (BEFORE, AFTER, AFTER + timedelta(days=500)):
        twice = (
            Place.objects.in_force(day)
            .values("level", "code")
            .annotate(units=Count("id"))
            .filter(units__gt=1)
        )
        assert list(twice) == []


def test_every_old_commune_goes_somewhere_and_every_new_one_comes_from_somewhere():
    olds = Succession.objects.values("old")
    news = Succession.objects.values("new")
    assert not communes(BEFORE).exclude(pk__in=olds).exists()
    assert not communes(AFTER).exclude(pk__in=news).exists()


def test_439_old_communes_were_split_and_none_into_more_than_five():
    parts = Counter(
        Succession.objects.filter(old__level=Level.COMMUNE).values_list("old_id", flat=True)
    )
    split = [count for count in parts.values() if count > 1]
    assert (len(split), max(split)) == (439, 5)


def test_communes_move_only_to_the_province_their_own_province_became():
    became = dict(
        Succession.objects.filter(old__level=Level.PROVINCE).values_list("old_id", "new_id")
    )
    assert len(became) == OLD_PROVINCES
    lines = Succession.objects.filter(old__level=Level.COMMUNE).values_list(
        "old__parent__parent_id", "new__parent_id"
    )
    assert [line for line in lines if became[line[0]] != line[1]] == []


def test_the_areas_of_a_provinces_communes_add_up_to_the_province():
    # Khánh Hòa counts the sea around its islands, Cà Mau its mud flats; the list does not.
    for province in queries.provinces(on=AFTER):
        total = queries.communes_of(province, on=AFTER).aggregate(km2=Sum("area_km2"))["km2"]
        assert 0.93 < float(total / province.area_km2) < 1.03, province.name


def inside(point: tuple[float, float], ring: list[list[float]]) -> bool:
    lat, lon = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("code", ["08", "31", "33"])
def test_each_commune_has_an_outline_and_its_point_lies_inside(code):
    file = settings.REFERENCE / "boundaries" / f"{code}.geojson"
    outlines = {each["id"]: each["geometry"] for each in json.loads(file.read_text())["features"]}
    province = queries.province(code, on=AFTER)
    places = {place.code: place for place in queries.communes_of(province, on=AFTER)}
    assert places.keys() == outlines.keys()
    for place in places.values():
        shape = outlines[place.code]["coordinates"]
        parts = [shape] if outlines[place.code]["type"] == "Polygon" else shape
        # Rounding to four decimals may push a point on the edge out by some ten metres.
        assert any(inside(queries.coordinates(place), part[0]) for part in parts), place.name


def test_an_outline_file_is_there_for_every_province_in_force():
    codes = {file.stem for file in (settings.REFERENCE / "boundaries").glob("*.geojson")}
    assert codes == {province.code for province in queries.provinces(on=AFTER)}


def test_every_official_name_is_split_into_its_kind_and_a_name_to_search():
    for place in Place.objects.all():
        assert queries.split_kind(place.name) == (place.kind, place.search_key), place.name


# --- What can be asked -----------------------------------------------------------------------


def test_one_code_is_another_commune_before_and_after():
    assert queries.commune("00004", on=BEFORE).name == "Phường Trúc Bạch"
    assert queries.commune("00004", on=AFTER).name == "Phường Ba Đình"


def test_no_question_takes_a_code_without_a_day():
    for _, question in inspect.getmembers(queries, inspect.isfunction):
        taken = inspect.signature(question).parameters
        if question.__module__ == queries.__name__ and "code" in taken:
            assert taken["on"].kind is inspect.Parameter.KEYWORD_ONLY, question.__name__


def test_a_code_of_no_unit_is_refused():
    with pytest.raises(Place.DoesNotExist):
        queries.commune("99999", on=AFTER)
    with pytest.raises(Place.DoesNotExist):
        queries.province("34", on=AFTER)  # Thái Bình ended


def test_a_former_province_is_followed_by_one_and_a_merged_one_remembers_its_parts():
    thai_binh = queries.province("34", on=BEFORE)
    hung_yen = queries.province("33", on=AFTER)
    assert [line.new for line in queries.successors(thai_binh)] == [hung_yen]
    assert [line.old.name for line in queries.predecessors(hung_yen)] == [
        "Tỉnh Hưng Yên",
        "Tỉnh Thái Bình",
    ]


def test_a_split_commune_says_that_each_line_is_a_part():
    split = queries.commune("00016", on=BEFORE)  # phường Ngọc Hà, quận Ba Đình
    lines = queries.successors(split)
    assert len(lines) > 1
    assert all(line.partial for line in lines)


def test_an_island_district_without_communes_became_a_special_zone():
    con_dao = queries.district("755", on=BEFORE)
    assert [line.new.name for line in queries.successors(con_dao)] == ["Đặc khu Côn Đảo"]


def test_the_province_of_a_commune_is_that_of_its_own_era():
    tran_lam = "12454"
    assert queries.province_of(queries.commune(tran_lam, on=AFTER)).name == "Tỉnh Hưng Yên"
    assert queries.province_of(queries.commune(tran_lam, on=BEFORE)).name == "Tỉnh Thái Bình"


@pytest.mark.parametrize(
    "typed",
    ["Trần Lãm", "tran lam", "phường Trần Lãm", "P. Trần Lãm", "TRẦN LÃM", "p tran lam",
     "  Trần   Lãm , Hưng Yên", "Trần Lãm, Thái Bình"],
)  # fmt: skip
def test_a_place_is_found_however_it_is_typed(typed):
    assert names(queries.find_places(typed, on=AFTER))[0] == "Phường Trần Lãm"


def test_a_former_province_leads_to_what_became_of_it():
    first = queries.find_places("Bình Dương", on=AFTER)[0]
    assert (first.place.name, first.via.name) == ("Thành phố Hồ Chí Minh", "Tỉnh Bình Dương")


def test_a_former_commune_is_told_apart_by_its_district_and_province():
    found = queries.find_places("Hồng Phong, Vũ Thư, Thái Bình", on=AFTER)
    assert [(each.place.name, each.via.name) for each in found] == [("Xã Vũ Tiên", "Xã Hồng Phong")]


def test_a_former_district_leads_to_what_became_of_its_communes():
    found = queries.find_places("huyện Vũ Thư", on=AFTER)
    assert "Xã Vạn Xuân" in names(found)
    assert {each.via.name for each in found if each.via} == {"Huyện Vũ Thư"}


def test_a_name_that_begins_like_a_kind_is_still_a_name():
    assert names(queries.find_places("xa dung", on=AFTER))[0] == "Xã Xa Dung"
    found = queries.find_places("Quan Hóa", on=AFTER)
    assert found[0].via.name == "Huyện Quan Hóa"


def test_numbered_wards_are_found_by_number_and_district():
    found = queries.find_places("p01, quận Tân Bình, tphcm", on=AFTER)
    assert [each.via.name for each in found] == ["Phường 1"]


@pytest.mark.parametrize(
    "typed", ["", "  ", ",", ",,,", "xyzzy", "%", "\x00", "p.", "🙂", "x" * 5_000]
)
def test_nonsense_finds_nothing_and_raises_nothing(typed):
    assert queries.find_places(typed, on=AFTER) == []


def test_search_on_an_old_day_gives_the_units_of_that_day():
    assert names(queries.find_places("tỉnh Thái Bình", on=BEFORE))[0] == "Tỉnh Thái Bình"


def test_no_more_places_than_asked_for_and_none_twice():
    found = queries.find_places("Tân Tiến", on=AFTER, limit=3)
    assert len({each.place.pk for each in found}) == len(found) == 3


def test_every_place_word_leads_to_units_in_force():
    words = queries.place_words()
    in_force = set(Place.objects.in_force(AFTER).values_list("level", "code"))
    assert len(words) == Place.objects.count()
    lost = [word for word in words if not word.after]
    assert lost == []
    assert all((word.after_level, code) in in_force for word in words for code in word.after)


def test_a_place_word_of_a_former_district_names_its_communes_of_today():
    words = [word for word in queries.place_words() if word.name == "Thành phố Thái Bình"]
    (city,) = words
    assert city.after == ("12452", "12454", "12466", "12817", "13225")


def test_every_unit_has_coordinates_in_the_country_or_its_sea():
    far = Place.objects.exclude(Q(lat__gte=7, lat__lte=24) & Q(lon__gte=102, lon__lte=115))
    assert list(far) == []
    lat, lon = queries.coordinates(queries.province("33", on=AFTER))
    assert (round(lat), round(lon)) == (20, 106)
