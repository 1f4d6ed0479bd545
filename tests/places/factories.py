"""Places for tests: communes of one province of the new era."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from caunoi.places.choices import NEW_ERA_FROM, Level
from caunoi.places.models import Place


class ProvinceFactory(DjangoModelFactory):
    """The province of the tests; asked for twice it is the same one."""

    class Meta:
        model = Place
        django_get_or_create = ("level", "code", "valid_from")

    level = Level.PROVINCE
    code = "33"
    name = "Tỉnh Hưng Yên"
    kind = "Tỉnh"
    search_key = "hung yen"
    valid_from: date = NEW_ERA_FROM
    lat = Decimal("20.5800")
    lon = Decimal("106.2500")


class CommuneFactory(DjangoModelFactory):
    """A commune in force, of 30 square kilometres and 30,000 people."""

    class Meta:
        model = Place

    level = Level.COMMUNE
    code = factory.Sequence(lambda n: f"{90000 + n}")
    name = factory.LazyAttribute(lambda place: f"Xã Mẫu {place.code}")
    search_key = factory.LazyAttribute(lambda place: f"mau {place.code}")
    kind = "Xã"
    parent = factory.SubFactory(ProvinceFactory)
    valid_from: date = NEW_ERA_FROM
    lat = Decimal("20.4500")
    lon = Decimal("106.3400")
    area_km2 = Decimal("30.00")
    population = 30_000
