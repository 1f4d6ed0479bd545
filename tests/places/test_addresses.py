"""Addresses read against the register of places."""

from datetime import date

import pytest

from caunoi.places.actions import CannotRemember, remember_hamlet
from caunoi.places.choices import NEW_ERA_FROM, OLD_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import FormerName, Place, Succession
from caunoi.places.queries import address_book, read_address
from caunoi_kit.journal.models import Entry

pytestmark = pytest.mark.django_db

NOW = date(2026, 11, 28)


def unit(level, code, name, parent=None, *, new=False):
    return Place.objects.create(
        level=level, code=code, name=name, kind=name.split()[0], parent=parent, search_key=code,
        valid_from=NEW_ERA_FROM if new else OLD_ERA_FROM, valid_to=None if new else OLD_ERA_TO,
    )  # fmt: skip


@pytest.fixture
def split():
    """A former commune that went into two, and the two."""
    old = unit(Level.PROVINCE, "98", "Tỉnh Sông Mẫu")
    district = unit(Level.DISTRICT, "998", "Huyện Bến Mẫu", old)
    commune = unit(Level.COMMUNE, "98001", "Xã Cầu Mẫu", district)
    now = unit(Level.PROVINCE, "97", "Tỉnh Núi Mẫu", new=True)
    parts = [unit(Level.COMMUNE, f"9700{n}", f"Xã Phần {n}", now, new=True) for n in (1, 2)]
    Succession.objects.create(old=old, new=now)
    for part in parts:
        Succession.objects.create(old=commune, new=part, partial=True)
    return commune, *parts


def test_a_split_commune_is_asked_once_for_each_hamlet(split, django_assert_num_queries):
    commune, first, second = split
    text = "Thôn 3, xã Cầu Mẫu, huyện Bến Mẫu, Sông Mẫu"
    read = read_address(text, on=NOW)
    assert (read.place, set(read.choices), read.old) == (None, {first, second}, commune)
    assert "Chọn một nơi" in read.why
    remember_hamlet(old=commune, hamlet="thôn 3", new=first, by=None)
    assert read_address(text, on=NOW).place == first
    remember_hamlet(old=commune, hamlet="Thôn 3", new=second, by=None)  # it was a mistake
    assert read_address(text, on=NOW).place == second
    assert Entry.objects.filter(event="places.hamlet.remembered").count() == 2
    assert read_address(text.replace("3", "4"), on=NOW, near=first).place == first
    book = address_book()
    book.read(text, on=NOW)
    with django_assert_num_queries(0):
        assert book.read(text, on=NOW).detail == "Thôn 3"


def test_a_former_name_leads_to_its_commune(split):
    commune, first, second = split
    FormerName.objects.create(place=commune, key="dapmau")
    read = read_address("Xã Đập Mẫu, Bến Mẫu, Sông Mẫu", on=NOW)
    assert (read.old, set(read.choices)) == (commune, {first, second})
    assert read_address("Đập Mẫu, Bến Mẫu, Sông Mẫu", on=OLD_ERA_TO).place == commune


def test_a_hamlet_goes_only_where_a_part_of_its_commune_went(split):
    commune, *_ = split
    other = unit(Level.COMMUNE, "97009", "Xã Khác", Place.objects.get(code="97"), new=True)
    with pytest.raises(CannotRemember, match="không có phần nào"):
        remember_hamlet(old=commune, hamlet="Thôn 3", new=other, by=None)
    with pytest.raises(CannotRemember, match="Chưa ghi tên thôn"):
        remember_hamlet(old=commune, hamlet=" - ", new=other, by=None)
