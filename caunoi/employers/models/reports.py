"""What employers report of their workers: 01/PLI, foreign workers, large changes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from encrypted_fields.fields import EncryptedTextField

from caunoi.employers.choices import ContractGroup, ForeignPost, JobGroup, ReportState


class LabourReport(models.Model):
    """How an employer uses labour in a half-year or year (NĐ 145/2020 Mẫu 01/PLI).

    The counts are those of 02/PLI, columns 3 to 13. Of a report by file they are counted from its
    lines; of one by form they are what was typed, and there are no lines.
    """

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    due_before = models.DateField("phải gửi trước ngày")
    first = models.DateField("từ ngày")
    last = models.DateField("đến ngày")
    state = models.CharField("tình trạng", max_length=9, choices=ReportState)
    by_file = models.BooleanField("gửi bằng tệp", default=False)
    total = models.PositiveIntegerField("tổng số lao động", default=0)
    women = models.PositiveIntegerField("lao động nữ", default=0)
    over_35 = models.PositiveIntegerField("lao động trên 35 tuổi", default=0)
    insured = models.PositiveIntegerField("tham gia BHXH bắt buộc", default=0)
    managers = models.PositiveIntegerField("nhà quản lý", default=0)
    high = models.PositiveIntegerField("chuyên môn kỹ thuật bậc cao", default=0)
    middle = models.PositiveIntegerField("chuyên môn kỹ thuật bậc trung", default=0)
    others = models.PositiveIntegerField("vị trí khác", default=0)
    indefinite = models.PositiveIntegerField("HĐLĐ không xác định thời hạn", default=0)
    fixed_term = models.PositiveIntegerField("HĐLĐ xác định thời hạn", default=0)
    other_contracts = models.PositiveIntegerField("HĐLĐ khác", default=0)
    before = models.PositiveIntegerField("tổng số của báo cáo trước", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )  # None: by the command on the server
    sent_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        indexes = [models.Index(fields=["due_before", "state"], name="labour_reports_by_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "due_before"],
                condition=Q(state=ReportState.SENT),
                name="an_employer_has_one_report_in_force_for_a_period",
            ),
            models.CheckConstraint(
                condition=Q(first__lte=F("last")), name="a_labour_report_begins_before_it_ends"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.SENT) | Q(sent_at__isnull=False),
                name="a_labour_report_in_force_says_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    women__lte=F("total"), over_35__lte=F("total"), insured__lte=F("total")
                ),
                name="parts_of_a_labour_report_stay_within_its_total",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo 01/PLI {self.number}"

    @property
    def number(self) -> str:
        """The number on the receipt (số nhận)."""
        return f"{self.pk:06d}/SDLĐ"

    @property
    def change(self) -> int | None:
        """How many workers more or less than in the report before; None without one."""
        return None if self.before is None else self.total - self.before


class LabourLine(models.Model):
    """One worker in a labour report. What is counted stands open, all the rest is encrypted."""

    personal_data = True

    report = models.ForeignKey(LabourReport, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("dòng số")
    woman = models.BooleanField("nữ")
    born = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    over_35 = models.BooleanField("trên 35 tuổi", default=False)
    insured = models.BooleanField("tham gia BHXH bắt buộc", default=False)
    job_group = models.CharField("vị trí", max_length=10, choices=JobGroup, blank=True)
    contract = models.CharField("hợp đồng", max_length=10, choices=ContractGroup, blank=True)
    said = EncryptedTextField("điều dòng ghi")  # JSON: names, numbers, days, wages

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="a_line_of_a_labour_report_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"Dòng {self.number} của báo cáo {self.report_id}"


class ForeignReport(models.Model):
    """The foreign workers of an employer on a day (Thông tư 01/2022 Mẫu 03)."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    on = models.DateField("tính đến ngày")
    state = models.CharField("tình trạng", max_length=9, choices=ReportState)
    total = models.PositiveIntegerField("tổng số", default=0)
    women = models.PositiveIntegerField("nữ", default=0)
    expiring = models.PositiveIntegerField("giấy phép hết hạn trong 45 ngày", default=0)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(state=ReportState.SENT),
                name="an_employer_has_one_list_of_foreign_workers_in_force",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.SENT) | Q(sent_at__isnull=False),
                name="a_list_of_foreign_workers_in_force_says_when",
            ),
            models.CheckConstraint(
                condition=Q(women__lte=F("total"), expiring__lte=F("total")),
                name="parts_of_a_foreign_list_stay_within_its_total",
            ),
        ]

    def __str__(self) -> str:
        return f"Lao động nước ngoài {self.number}"

    @property
    def number(self) -> str:
        """The number on the receipt (số nhận)."""
        return f"{self.pk:06d}/LĐNN"


class ForeignWorker(models.Model):
    """One foreign worker of a list; names and passports are encrypted."""

    personal_data = True

    report = models.ForeignKey(ForeignReport, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("dòng số")
    woman = models.BooleanField("nữ")
    nationality = models.CharField("quốc tịch", max_length=60)
    post = models.CharField("vị trí", max_length=12, choices=ForeignPost, blank=True)
    permit_until = models.DateField("giấy phép đến ngày", null=True, blank=True)
    said = EncryptedTextField("điều dòng ghi")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="a_line_of_a_foreign_list_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"Dòng {self.number} của danh sách {self.report_id}"


class LabourChange(models.Model):
    """An employer tells that it has many workers more or less (thông báo biến động lao động)."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    on = models.DateField("tính đến ngày")
    before = models.PositiveIntegerField("số lao động trước")
    came = models.PositiveIntegerField("tăng")
    left = models.PositiveIntegerField("giảm")
    after = models.PositiveIntegerField("số lao động sau")
    why = models.CharField("lý do chủ yếu", max_length=300)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("nhận lúc")
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        indexes = [models.Index(fields=["employer", "-on"], name="labour_changes_of_a_firm")]
        constraints = [
            models.CheckConstraint(
                condition=Q(after=F("before") + F("came") - F("left")),
                name="a_labour_change_adds_up",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_labour_change_says_why"),
        ]

    def __str__(self) -> str:
        return f"Biến động {self.number}"

    @property
    def number(self) -> str:
        """The number on the receipt (số nhận)."""
        return f"{self.pk:06d}/BĐLĐ"
