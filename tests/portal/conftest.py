"""A small country for the search pages: one province of today, what it was made of, a neighbour."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from caunoi.places.choices import NEW_ERA_FROM, OLD_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import Place, Succession
from caunoi.portal.actions.search_index import rebuild_search_index
from caunoi.portal.queries import gazetteer
from caunoi_engine.text.folding import fold
from tests.portal.tiny_demo import lay_ground, make_tiny

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path, settings):
    """A folder of its own for the search index of this test."""
    settings.HOME = tmp_path
    settings.CAUNOI_PROVINCE = "33"
    gazetteer._gazetteer.cache_clear()
    yield tmp_path
    gazetteer._gazetteer.cache_clear()


@pytest.fixture
def country(db, home):
    """Hưng Yên with three communes, the former Thái Bình with a district, Bắc Ninh."""
    hung_yen = _place(Level.PROVINCE, "33", "Tỉnh Hưng Yên", (20.65, 106.06))
    _place(Level.PROVINCE, "24", "Tỉnh Bắc Ninh", (21.18, 106.06))
    tien_hai = _place(Level.COMMUNE, "12970", "Xã Tiền Hải", (20.40, 106.50), hung_yen)
    dong_hung = _place(Level.COMMUNE, "12688", "Xã Đông Hưng", (20.55, 106.35), hung_yen)
    _place(Level.COMMUNE, "12142", "Xã Ân Thi", (20.82, 106.09), hung_yen)
    thai_binh = _place(Level.PROVINCE, "34", "Tỉnh Thái Bình", (20.45, 106.34), former=True)
    district = _place(Level.DISTRICT, "342", "Huyện Tiền Hải", None, thai_binh, former=True)
    other = _place(Level.DISTRICT, "338", "Huyện Đông Hưng", None, thai_binh, former=True)
    town = _place(Level.COMMUNE, "12970", "Thị trấn Tiền Hải", None, district, former=True)
    town_too = _place(Level.COMMUNE, "12688", "Thị trấn Đông Hưng", None, other, former=True)
    for old, new in ((town, tien_hai), (town_too, dong_hung), (thai_binh, hung_yen)):
        Succession.objects.create(old=old, new=new)
    return {"tien_hai": tien_hai, "dong_hung": dong_hung, "hung_yen": hung_yen}


@pytest.fixture
def build(home):
    """Writes the index of what is in the database."""
    return lambda: rebuild_search_index(on=DAY)


def _place(level, code, name, point, parent=None, *, former=False) -> Place:
    kind = "Thị trấn" if name.startswith("Thị trấn") else name.split()[0]
    return Place.objects.create(
        level=level,
        code=code,
        name=name,
        kind=kind,
        parent=parent,
        search_key=fold(name.removeprefix(kind)),
        valid_from=OLD_ERA_FROM if former else NEW_ERA_FROM,
        valid_to=OLD_ERA_TO if former else None,
        lat=Decimal(str(point[0])) if point else None,
        lon=Decimal(str(point[1])) if point else None,
    )


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """A tiny made province for all tests of a file; what one changes of it is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        lay_ground()
        make_tiny()
        yield
        transaction.set_rollback(True)
