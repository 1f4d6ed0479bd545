"""Support for employers who train their workers to keep them, and notices of staff changes.

An employer is no person: its decisions stand in a table of their own, numbered out of the same
book as all others.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.classifications.choices import Sex
from caunoi.unemployment.choices import NUMBERED, DecisionState
from caunoi.unemployment.choices.training import (
    OPEN_SUPPORT,
    RecoverWhy,
    RiskCause,
    SupportDecisionKind,
    SupportState,
    TraineeContract,
    TraineeLeaving,
)

MOST_WORKERS = 1_000_000


class EmployerSupport(models.Model):
    """An employer asks for support (hồ sơ của đơn vị; Mẫu 25 and 26)."""

    personal_data = True  # names whoever represents the employer

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    state = models.CharField(
        "tình trạng", max_length=10, choices=SupportState, default=SupportState.RECEIVED
    )
    state_since = models.DateTimeField("ở bước này từ lúc")
    filed_on = models.DateField("ngày nộp")
    completed_on = models.DateField("ngày đủ hồ sơ", null=True, blank=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("tiếp nhận lúc")
    supplement_what = models.CharField("giấy tờ phải bổ sung", max_length=300, blank=True)

    representative = models.CharField("người đại diện", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True)
    account = models.CharField("số tài khoản", max_length=30, blank=True)
    bank = models.CharField("ngân hàng", max_length=200, blank=True)
    workforce = models.PositiveIntegerField("tổng số lao động")
    insured = models.PositiveIntegerField("lao động tham gia bảo hiểm thất nghiệp")
    cut = models.PositiveIntegerField("lao động phải hoặc có nguy cơ cắt giảm")
    cause = models.CharField("lý do", max_length=13, choices=RiskCause)
    arose_on = models.DateField("thuộc đối tượng từ ngày", null=True, blank=True)
    commune_paper = models.CharField("văn bản xác nhận của xã", max_length=60, blank=True)
    insurance_paper = models.CharField("văn bản xác nhận của bảo hiểm", max_length=60, blank=True)
    months_paid = models.PositiveSmallIntegerField("tháng đóng đủ trong 24 tháng")
    keep_months = models.PositiveSmallIntegerField("số tháng duy trì việc làm theo phương án")

    insurance_told_on = models.DateField("ngày gửi bảo hiểm xã hội", null=True, blank=True)
    paid_on = models.DateField("ngày đơn vị nhận tiền", null=True, blank=True)
    reported_on = models.DateField("ngày nhận báo cáo quyết toán", null=True, blank=True)
    spent = models.BigIntegerField("quyết toán (đồng)", null=True, blank=True)
    renounced_on = models.DateField("ngày nhận Mẫu 30", null=True, blank=True)
    renounced_why = models.CharField("vì sao không cần nữa", max_length=300, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(state__in=OPEN_SUPPORT),
                name="an_employer_has_one_open_support_file",
            ),
            models.UniqueConstraint(
                fields=["year", "number"], name="employer_files_of_a_year_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(SupportState.values)),
                name="an_employer_file_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(workforce__lte=MOST_WORKERS, insured__lte=F("workforce"))
                & Q(cut__lte=F("insured")),
                name="jobs_at_risk_are_among_the_insured_workers",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["RECEIVED", "SUPPLEMENT", "RETURNED"])
                | Q(completed_on__isnull=False),
                name="an_employer_file_is_complete_before_it_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="SETTLED") | Q(reported_on__isnull=False, spent__gte=0),
                name="a_settled_employer_file_has_its_report",
            ),
        ]
        indexes = [models.Index(fields=["state", "completed_on", "id"], name="support_by_state")]

    def __str__(self) -> str:
        return f"Hồ sơ đơn vị {self.number}/{self.year}"


class SupportCourse(models.Model):
    """A course of the plan (khoá học trong phương án; Mẫu 25)."""

    personal_data = False

    support = models.ForeignKey(EmployerSupport, models.CASCADE, related_name="courses")
    trade = models.CharField("nghề đào tạo", max_length=200)
    school = models.CharField("cơ sở đào tạo", max_length=300)
    intake = models.ForeignKey(
        "training.Intake", models.PROTECT, null=True, blank=True, related_name="+"
    )
    first = models.DateField("khai giảng")
    last = models.DateField("bế giảng")
    monthly_fee = models.BigIntegerField("học phí một người một tháng (đồng)")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first"), monthly_fee__gt=0),
                name="a_course_of_a_plan_has_days_and_a_fee",
            )
        ]

    def __str__(self) -> str:
        return self.trade


class Trainee(models.Model):
    """A worker who is trained (Mẫu 25, Phụ lục I), with the sex and birth day of the reports."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    support = models.ForeignKey(EmployerSupport, models.CASCADE, related_name="trainees")
    course = models.ForeignKey(SupportCourse, models.CASCADE, related_name="trainees")
    full_name = models.CharField("họ tên", max_length=200)
    sort_key = models.CharField(max_length=200)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=6, choices=Sex, blank=True)
    book_number = models.CharField("số sổ bảo hiểm", max_length=12, blank=True)
    contract = models.CharField("hợp đồng", max_length=10, choices=TraineeContract, blank=True)
    contract_from = models.DateField("hợp đồng từ ngày", null=True, blank=True)
    left_on = models.DateField("thôi việc ngày", null=True, blank=True)
    leaving = models.CharField("vì sao thôi", max_length=15, choices=TraineeLeaving, blank=True)
    told_on = models.DateField("ngày đơn vị báo", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, leaving="", told_on__isnull=True)
                | Q(left_on__isnull=False, told_on__isnull=False) & ~Q(leaving=""),
                name="a_trainee_who_left_says_when_and_why",
            ),
            models.UniqueConstraint(
                fields=["support", "book_number"],
                condition=~Q(book_number=""),
                name="a_worker_is_trained_once_in_a_plan",
            ),
        ]
        indexes = [models.Index(fields=["support", "sort_key", "id"], name="trainees_in_order")]

    def __str__(self) -> str:
        return f"Học viên {self.pk}"


class SupportDecision(models.Model):
    """What is decided for an employer: proposed by one, approved and numbered by another."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    support = models.ForeignKey(EmployerSupport, models.PROTECT, related_name="decisions")
    kind = models.CharField("loại", max_length=7, choices=SupportDecisionKind)
    why = models.CharField("lý do thu hồi", max_length=8, choices=RecoverWhy, blank=True)
    workers = models.PositiveIntegerField("số lao động", default=0)
    amount = models.BigIntegerField("số tiền (đồng)", default=0)
    content = models.JSONField("nội dung", default=dict)
    state = models.CharField(
        "tình trạng", max_length=10, choices=DecisionState, default=DecisionState.PROPOSED
    )
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("trình lúc")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_why = models.CharField("vì sao trả lại", max_length=300, blank=True)
    received_on = models.DateField("ngày đơn vị nhận", null=True, blank=True)
    due_on = models.DateField("hạn hoàn trả", null=True, blank=True)
    repaid_on = models.DateField("ngày hoàn trả", null=True, blank=True)
    repaid_paper = models.CharField("chứng từ hoàn trả", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="employer_decisions_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["support"],
                condition=Q(state=DecisionState.PROPOSED),
                name="an_employer_file_has_one_proposal_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["support"],
                condition=Q(kind="GRANT", state__in=["PROPOSED", "APPROVED"]),
                name="an_employer_file_is_granted_once",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="nobody_approves_their_own_employer_proposal",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=NUMBERED,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    signed_on__isnull=False,
                    number__gte=1,
                    year__isnull=False,
                )
                | Q(
                    state__in=[DecisionState.PROPOSED, DecisionState.RETURNED],
                    approved_by__isnull=True,
                    signed_on__isnull=True,
                    number__isnull=True,
                ),
                name="an_employer_decision_is_numbered_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["REFUSE"]) | Q(amount__gt=0),
                name="an_employer_decision_says_how_much",
            ),
            models.CheckConstraint(
                condition=Q(kind="RECOVER", why__in=sorted(RecoverWhy.values))
                | ~Q(kind="RECOVER") & Q(why=""),
                name="a_recovery_from_an_employer_says_why",
            ),
            models.CheckConstraint(
                condition=Q(repaid_on__isnull=True)
                | Q(kind="RECOVER", state="APPROVED") & ~Q(repaid_paper=""),
                name="an_employer_repays_what_was_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["signed_on", "kind"], name="employer_decisions_by_day"),
            models.Index(fields=["state", "proposed_at"], name="employer_decisions_wait"),
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.number}/{self.year}" if self.number else f"Đề xuất {self.pk}"

    @property
    def symbol(self) -> str:
        """The number as it is written on paper; "" until it is approved."""
        if not self.number:
            return ""
        refusal = self.kind == SupportDecisionKind.REFUSE
        return f"{self.number}/TB-TTDVVL" if refusal else f"{self.number}/QĐ-SNV"


class StaffChange(models.Model):
    """An employer tells of 50 workers more or less (thông báo biến động lao động; Mẫu 33)."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    received_on = models.DateField("ngày nhận")
    before = models.JSONField("đầu kỳ")  # twelve counts in the order of the form
    after = models.JSONField("cuối kỳ")
    left = models.PositiveIntegerField("lao động giảm")
    came = models.PositiveIntegerField("lao động tăng")
    paused = models.PositiveIntegerField("tạm hoãn hợp đồng")
    why = models.CharField("lý do giảm chủ yếu", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "received_on"], name="a_notice_of_staff_is_noted_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["-received_on", "-id"], name="staff_changes_by_day")]

    def __str__(self) -> str:
        return f"Thông báo biến động {self.pk}"
