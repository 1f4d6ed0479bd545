"""Figures: by unit and span of days, how they came in, and their sums.

A value is a whole number of the last decimal place of its definition: 4,87 points are 487.
A span names its first and last day, both included, so that calendar months and months from the
15th to the 14th stand side by side.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.choices.figures import Bound, SubmissionState
from caunoi.indicators.models.catalogue import (
    Definition,
    Indicator,
    ReportingForm,
    ReportingUnit,
)


class Submission(models.Model):
    """One form of one unit for one period (kỳ nộp), and how far it is."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(ReportingForm, models.PROTECT, related_name="+")
    unit = models.ForeignKey(ReportingUnit, models.PROTECT, related_name="+")
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    due_on = models.DateField("hạn nộp")
    state = models.CharField("tình trạng", max_length=8, choices=SubmissionState)
    state_why = models.CharField("vì sao", max_length=300, blank=True)  # of a return, of a lock
    sent_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("duyệt hoặc trả lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField("bản", default=0)  # two clerks on one form see each other
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "unit", "first", "last"],
                name="a_unit_hands_in_a_form_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="a_period_handed_in_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SubmissionState.RETURNED, SubmissionState.LOCKED])
                | ~Q(state_why=""),
                name="a_return_and_a_lock_say_why",
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.OPEN) | Q(sent_at__isnull=False),
                name="what_is_decided_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(sent_by=None) | ~Q(decided_by=F("sent_by")),
                name="nobody_approves_their_own_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"Kỳ nộp {self.pk}"


class Figure(models.Model):
    """The value of an indicator for one unit and one span of days (số liệu)."""

    personal_data = False

    # Millions of rows: the indexes below begin with what these would be looked up by.
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(ReportingUnit, models.PROTECT, related_name="+", db_index=False)
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    value = models.BigIntegerField("giá trị")
    upper = models.BigIntegerField("đến", null=True, blank=True)  # of a range
    bound = models.CharField("độ chính xác", max_length=8, choices=Bound, default=Bound.EXACT)
    origin = models.CharField("nguồn", max_length=10, choices=Source)
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+", db_index=False)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="+"
    )
    people = models.BigIntegerField("số người", null=True, blank=True)  # beside turns
    # An estimate, or made of one. It stands beside what a unit is still typing, and goes when that
    # is handed in: of the two only one ever counts.
    estimated = models.BooleanField("ước tính", default=False)
    taken_at = models.DateTimeField("lấy lúc")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "indicator", "first"], name="figures_by_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "first", "last", "unit", "estimated"],
                name="one_figure_per_indicator_unit_and_days",
            ),
            models.CheckConstraint(
                condition=~Q(origin=Source.ESTIMATED) | Q(estimated=True),
                name="an_estimate_is_marked",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="days_of_a_figure_end_after_they_begin"
            ),
            models.CheckConstraint(
                condition=Q(upper=None) | Q(upper__gte=F("value")),
                name="a_range_ends_above_its_beginning",
            ),
        ]

    def __str__(self) -> str:
        return f"Số liệu {self.pk}"


class Correction(models.Model):
    """A figure changed after it was handed in: what stood there, by whom, why. Only added to."""

    personal_data = False

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="+")
    before = models.BigIntegerField("trước")
    after = models.BigIntegerField("sau")
    why = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="a_correction_changes_something"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"Sửa số liệu {self.figure_id}"


class Sum(models.Model):
    """What every kept sum says; made from `Figure` at any time, never typed."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    value = models.BigIntegerField("tổng")
    upper = models.BigIntegerField("đến", null=True, blank=True)  # where one of them is a range
    people = models.BigIntegerField("số người", null=True, blank=True)
    units = models.PositiveIntegerField("số đơn vị đã có số")
    bound = models.CharField("độ chính xác", max_length=8, choices=Bound, default=Bound.EXACT)
    # The latest definition among them; `mixed` when there are several.
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+", db_index=False)
    mixed = models.BooleanField("nhiều định nghĩa", default=False)
    origin = models.CharField("nguồn", max_length=10, choices=Source)
    estimated = models.PositiveIntegerField("số đơn vị ước tính", default=0)  # of `units`
    taken_at = models.DateTimeField("lấy lúc")

    class Meta:
        abstract = True


class Total(Sum):
    """Figures of an indicator added up to a district or province.

    Months before a merger are added up to the units of their day and to the province of today.
    """

    personal_data = False

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "first", "last"],
                name="one_total_per_indicator_place_and_days",
            ),
        ]

    def __str__(self) -> str:
        return f"Tổng {self.pk}"


class CountryTotal(Sum):
    """Totals of the provinces of today added up to the whole country; rates have none."""

    personal_data = False

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "first", "last"],
                name="one_total_of_the_country_per_indicator_and_days",
            ),
        ]

    def __str__(self) -> str:
        return f"Tổng cả nước {self.pk}"


class Happening(models.Model):
    """Something an indicator counts that no other register holds yet (sự việc): a gift given, a
    house repaired, a job found abroad. Entered one by one or by file; `key` keeps it from
    counting twice.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    unit = models.ForeignKey(ReportingUnit, models.PROTECT, related_name="+")
    on = models.DateField("ngày")
    key = models.CharField("mã sự việc", max_length=80)  # of the list it comes from
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField("phân loại", max_length=40, blank=True)
    quantity = models.PositiveIntegerField("số lượng", default=1)
    amount = models.BigIntegerField("số tiền (đồng)", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField("ghi lúc")
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        indexes = [models.Index(fields=["indicator", "on"], name="happenings_by_indicator")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "key"], name="a_happening_counts_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="a_happening_is_of_one_at_least"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="no_negative_amount_of_money"
            ),
        ]

    def __str__(self) -> str:
        return f"Sự việc {self.pk}"
