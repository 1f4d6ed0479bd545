"""Estimates: what a unit would have reported, by whom, how worked out, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.indicators.choices.figures import Bound, EstimateState
from caunoi.indicators.models.catalogue import Indicator, ReportingUnit
from caunoi.indicators.models.figures import Submission


class Estimate(models.Model):
    """A value for a cell nobody has reported yet (số ước tính), with the way it was found.

    In use it has a `Figure` of origin "estimated"; the real figure replaces it and this row stays.
    low, high: the interval, in last decimals like the value.
    """

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    unit = models.ForeignKey(ReportingUnit, models.PROTECT, related_name="+")
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    value = models.BigIntegerField("giá trị")
    bound = models.CharField("độ chính xác", max_length=8, choices=Bound, default=Bound.EXACT)
    low = models.BigIntegerField("thấp nhất", null=True, blank=True)
    high = models.BigIntegerField("cao nhất", null=True, blank=True)
    method = models.CharField("cách ước tính", max_length=500)
    source = models.CharField("tài liệu", max_length=300, blank=True)
    state = models.CharField("tình trạng", max_length=9, choices=EstimateState)
    state_why = models.CharField("vì sao", max_length=300, blank=True)  # refused, withdrawn
    entered_at = models.DateTimeField("ghi lúc")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What took its place: the value reported, and the form it came by (none of a list).
    real_value = models.BigIntegerField("số thật", null=True, blank=True)
    replaced_at = models.DateTimeField("có số thật lúc", null=True, blank=True)
    replaced_by = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["state", "-entered_at"], name="estimates_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "first", "last", "state"],
                condition=Q(state__in=[EstimateState.WAITING, EstimateState.APPROVED]),
                name="one_estimate_in_use_and_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="days_of_an_estimate_end_after_they_begin"
            ),
            models.CheckConstraint(condition=~Q(method=""), name="an_estimate_says_how"),
            models.CheckConstraint(
                condition=(Q(low=None) | Q(low__lte=F("value")))
                & (Q(high=None) | Q(high__gte=F("value"))),
                name="an_estimate_lies_in_its_interval",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | Q(entered_by=None)
                | ~Q(decided_by=F("entered_by"))
                | Q(state=EstimateState.WITHDRAWN),
                name="nobody_approves_their_own_estimate",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EstimateState.REFUSED, EstimateState.WITHDRAWN])
                | ~Q(state_why=""),
                name="a_refused_estimate_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Ước tính {self.pk}"
