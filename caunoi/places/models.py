"""Administrative units with their dates of validity, and which unit came out of which."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from caunoi.places.choices import Level


def _code_has(level: Level, digits: int) -> Q:
    return Q(level=level) & Q(Exact(Length("code"), digits))


class PlaceQuerySet(models.QuerySet["Place"]):
    """Filters of places."""

    def in_force(self, on: date) -> Self:
        """Units that existed on the day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class Place(models.Model):
    """One administrative unit as it stood from one day to another.

    Codes are those of the statistics office and are used again after a merger: 00004 was phường
    Trúc Bạch and is now phường Ba Đình. A code therefore means nothing without a day.
    """

    personal_data = False

    level = models.CharField("cấp", max_length=8, choices=Level)
    code = models.CharField("mã", max_length=5)
    name = models.CharField("tên đầy đủ", max_length=80)
    kind = models.CharField("loại", max_length=12)
    parent = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    valid_from = models.DateField("có hiệu lực từ ngày")
    valid_to = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    lat = models.DecimalField("vĩ độ", max_digits=7, decimal_places=4, null=True, blank=True)
    lon = models.DecimalField("kinh độ", max_digits=7, decimal_places=4, null=True, blank=True)
    area_km2 = models.DecimalField(
        "diện tích (km²)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    population = models.PositiveIntegerField("dân số (người)", null=True, blank=True)
    search_key = models.CharField("tên để tìm", max_length=80, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        indexes = [
            models.Index(fields=["search_key", "level"], name="places_by_search_key"),
            models.Index(fields=["code", "level"], name="places_by_code"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code", "valid_from"],
                name="one_place_per_level_code_and_first_day",
            ),
            models.UniqueConstraint(
                fields=["level", "code"],
                condition=Q(valid_to=None),
                name="one_place_in_force_per_level_and_code",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_place_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=_code_has(Level.PROVINCE, 2)
                | _code_has(Level.DISTRICT, 3)
                | _code_has(Level.COMMUNE, 5),
                name="place_codes_have_2_3_or_5_digits_by_level",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE, parent=None)
                | ~Q(level=Level.PROVINCE) & Q(parent__isnull=False),
                name="every_place_but_a_province_has_a_parent",
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False)
                & Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="a_place_has_both_coordinates_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """The old unit went, wholly or in part, into the new one.

    An old unit that was split has several lines, so an old address may need a person's choice.
    """

    personal_data = False

    old = models.ForeignKey(Place, models.PROTECT, related_name="+")
    new = models.ForeignKey(Place, models.PROTECT, related_name="+")
    partial = models.BooleanField("chỉ một phần", default=False)
    note = models.CharField("ghi chú của bảng chuyển đổi", max_length=120, blank=True)

    class Meta:
        verbose_name = "chuyển đổi đơn vị hành chính"
        verbose_name_plural = "chuyển đổi đơn vị hành chính"
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="one_line_per_old_and_new_place"),
            models.CheckConstraint(
                condition=~Q(old=F("new")), name="a_place_does_not_succeed_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class FormerName(models.Model):
    """A name that a unit of before 01/07/2025, or a part of it, bore in earlier years.

    Communes and districts were joined in 2019 to 2025 already; old papers still say the old name.
    """

    personal_data = False

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    key = models.CharField("tên cũ, viết liền không dấu", max_length=60)

    class Meta:
        verbose_name = "tên cũ của đơn vị hành chính"
        verbose_name_plural = "tên cũ của đơn vị hành chính"
        constraints = [
            models.UniqueConstraint(
                fields=["place", "key"], name="one_line_per_place_and_former_name"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class HamletMove(models.Model):
    """Where a hamlet of a split commune went, as an officer who knows it said once."""

    personal_data = False

    old = models.ForeignKey(Place, models.PROTECT, related_name="+")
    key = models.CharField("thôn, tổ dân phố, viết liền không dấu", max_length=80)
    new = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "thôn của xã bị chia"
        verbose_name_plural = "thôn của xã bị chia"
        constraints = [
            models.UniqueConstraint(
                fields=["old", "key"], name="a_hamlet_of_a_split_commune_went_to_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.old} → {self.new}"
