"""Plans and what is expected of the year."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.choices.targets import TargetOrigin, TargetState
from caunoi.indicators.models.catalogue import Indicator, ReportingUnit


class Target(models.Model):
    """The plan of one indicator for one unit and one span of days (kế hoạch).

    Of an indicator whose plan is a fall, the value is the fall.
    """

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    unit = models.ForeignKey(ReportingUnit, models.PROTECT, related_name="+")
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    value = models.BigIntegerField("kế hoạch")  # as figures: whole last decimals
    bound = models.CharField("mức", max_length=8, choices=Bound, default=Bound.EXACT)
    origin = models.CharField("nguồn", max_length=12, choices=TargetOrigin)
    state = models.CharField("tình trạng", max_length=8, choices=TargetState)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "first", "last"],
                name="one_target_per_indicator_unit_and_days",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="days_of_a_target_end_after_they_begin"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="no_target_is_negative"),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch {self.pk}"


class TargetStep(models.Model):
    """What was done to a target: proposed, assigned, accepted, changed. Only added to."""

    personal_data = False

    target = models.ForeignKey(Target, models.PROTECT, related_name="steps")
    state = models.CharField("bước", max_length=8, choices=TargetState)
    value = models.BigIntegerField("giá trị")
    why = models.CharField("lý do", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("lúc")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=TargetState.CHANGED) | ~Q(why=""),
                name="a_changed_target_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Bước của kế hoạch {self.target_id}"


class Forecast(models.Model):
    """What the year is expected to end with; made anew by the nightly work."""

    personal_data = False

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    as_of = models.DateField("tính đến hết ngày")
    value = models.BigIntegerField("dự báo cả năm")
    low = models.BigIntegerField("thấp")
    high = models.BigIntegerField("cao")
    percent = models.PositiveSmallIntegerField("khoảng tin cậy (%)")
    method = models.CharField("cách tính", max_length=80)
    made_at = models.DateTimeField("tính lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "year"],
                name="one_forecast_per_indicator_place_and_year",
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("value"), high__gte=F("value")),
                name="a_forecast_lies_within_its_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"Dự báo {self.pk}"
