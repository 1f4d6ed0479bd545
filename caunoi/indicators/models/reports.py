"""Reports written from figures, their snapshots, and reports due by law."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.indicators.choices.reports import ReceiptState, ReportState


class ReportTemplate(models.Model):
    """The sentences of a report with places for figures (mẫu báo cáo); edited by the centre."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField("mã", max_length=40)
    version = models.PositiveSmallIntegerField("bản")
    name = models.CharField("tên", max_length=200)
    body = models.TextField("nội dung")  # the small language of caunoi_engine.series.sentences
    is_current = models.BooleanField("đang dùng", default=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField("soạn lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="versions_of_a_template_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(is_current=True), name="one_current_template_a_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (bản {self.version})"


class Report(models.Model):
    """A report of a place for a span of days (báo cáo tổng kết). Its text keeps places for
    figures, so that figures are taken anew while what was typed stays.
    """

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    template = models.ForeignKey(ReportTemplate, models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.OrgUnit", models.PROTECT, related_name="+")  # who signs
    period = models.CharField("kỳ", max_length=12)  # "2023", "2025Q1", "2024-9M", "2026-11"
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    title = models.CharField("tiêu đề", max_length=300)
    body = models.TextField("nội dung")
    state = models.CharField("tình trạng", max_length=6, choices=ReportState)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField("lập lúc")
    snapshot_at = models.DateTimeField("số liệu lấy lúc")
    version = models.PositiveIntegerField("bản", default=0)
    # The report as somebody edited it in Word; its figures are taken anew inside it.
    word_file = models.BinaryField("tệp đã sửa trong Word", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="days_of_a_report_end_after_they_begin"
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) | Q(document__isnull=False),
                name="a_signed_report_is_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportFigure(models.Model):
    """One field of a report as it was last filled, with where it came from."""

    personal_data = False

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    field = models.CharField("trường", max_length=100)  # "jobs_created.percent"
    text = models.CharField("đã in", max_length=300)
    value = models.BigIntegerField("giá trị", null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    # indicator, definition version, query, place, first, last, origin, units, owing
    provenance = models.JSONField("nguồn gốc", default=dict)
    taken_at = models.DateTimeField("lấy lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "field"], name="a_field_stands_once_in_a_report"
            ),
        ]

    def __str__(self) -> str:
        return self.field


class Receipt(models.Model):
    """A report due by law: sent when, under which number, received or sent back."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("báo cáo", max_length=40)  # of caunoi_rules.reports
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    due_on = models.DateField("hạn gửi")
    state = models.CharField("tình trạng", max_length=8, choices=ReceiptState)
    sent_on = models.DateField("gửi ngày", null=True, blank=True)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "first", "last"], name="a_due_report_has_one_receipt_a_period"
            ),
            models.CheckConstraint(
                condition=Q(state=ReceiptState.DUE) | Q(sent_on__isnull=False),
                name="a_sent_report_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.first}"
