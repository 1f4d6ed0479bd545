"""The claim of an unemployed person and what it rests on."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from encrypted_fields.fields import EncryptedCharField

from caunoi.unemployment.choices import (
    COMPLETE_CLAIMS,
    OPEN_CLAIMS,
    CircumstanceKind,
    CircumstanceSource,
    ClaimState,
    ContributionSource,
    ContributionStatus,
    EndedContract,
    FilingChannel,
    PaperKind,
    PaperState,
    Payout,
    Region,
    Series,
    Termination,
    WhyNotInPerson,
)

LONGEST_NOTES = 4_000
LONGEST_REASON = 300
MOST_WAGE = 10_000_000_000


class NumberBook(models.Model):
    """The last number given in a year (sổ số): no gaps, none twice."""

    personal_data = False

    series = models.CharField("sổ", max_length=10, choices=Series)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"], name="a_book_of_numbers_is_one_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_series_display()} {self.year}"


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Filters of claims."""

    def open(self) -> "ClaimQuerySet":
        """Claims that are not over."""
        return self.filter(state__in=OPEN_CLAIMS)


class Claim(models.Model):
    """Somebody asks for unemployment benefit (hồ sơ đề nghị hưởng; N374 Mẫu 10).

    Money and months are never kept here: they are computed from the facts, and a decision keeps
    what was computed.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    state = models.CharField(
        "tình trạng", max_length=12, choices=ClaimState, default=ClaimState.DRAFT
    )
    state_since = models.DateTimeField("ở bước này từ lúc")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField("bắt đầu soạn lúc")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)

    # How and when it came (N374 Đ.14, 16)
    channel = models.CharField(
        "cách nộp", max_length=10, choices=FilingChannel, default=FilingChannel.IN_PERSON
    )
    why_not_in_person = models.CharField(
        "vì sao không đến nộp", max_length=10, choices=WhyNotInPerson, blank=True
    )
    proxy_name = models.CharField("người nộp thay", max_length=200, blank=True)
    province = models.CharField("tỉnh nhận hồ sơ (mã)", max_length=2)
    filed_on = models.DateField("ngày nộp", null=True, blank=True)
    arrived_on = models.DateField("ngày đến trung tâm", null=True, blank=True)
    completed_on = models.DateField("ngày đủ hồ sơ", null=True, blank=True)
    withdrawn_on = models.DateField("ngày rút", null=True, blank=True)

    # The work that ended
    contract = models.CharField("loại hợp đồng", max_length=14, choices=EndedContract, blank=True)
    ended_on = models.DateField("ngày chấm dứt hợp đồng", null=True, blank=True)
    end_kind = models.CharField("lý do chấm dứt", max_length=20, choices=Termination, blank=True)
    employer = models.ForeignKey(
        "employers.Employer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer_name = models.CharField("đơn vị", max_length=300, blank=True)
    employer_address = models.CharField("địa chỉ đơn vị", max_length=300, blank=True)
    # The day an office confirmed that the employer cannot pay: filing months run from it (Đ.3.6).
    employer_unable_on = models.DateField(
        "ngày xác nhận đơn vị không còn khả năng đóng", null=True, blank=True
    )
    prior_reserve = models.PositiveSmallIntegerField("tháng bảo lưu từ trước", default=0)

    # Where the money and the health card go
    payout = models.CharField("cách nhận tiền", max_length=8, choices=Payout, blank=True)
    account_holder = models.CharField("chủ tài khoản", max_length=200, blank=True)
    account_number = EncryptedCharField("số tài khoản", max_length=30, null=True, blank=True)
    bank = models.CharField("ngân hàng", max_length=200, blank=True)
    cash_place = models.CharField("nơi nhận tiền mặt", max_length=200, blank=True)
    medical_place = models.CharField("nơi khám chữa bệnh ban đầu", max_length=200, blank=True)

    notes = models.TextField("ghi chú của cán bộ", max_length=LONGEST_NOTES, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=OPEN_CLAIMS),
                name="a_person_has_one_open_claim",
            ),
            models.UniqueConstraint(
                fields=["year", "number"], name="claims_of_a_year_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ClaimState.values)), name="a_claim_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.DRAFT, number__isnull=True, year__isnull=True)
                | (
                    ~Q(state=ClaimState.DRAFT)
                    & Q(number__gte=1, year__gte=2015, number__isnull=False, year__isnull=False)
                ),
                name="a_claim_has_a_number_once_it_is_filed",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.DRAFT)
                | (
                    Q(
                        filed_on__isnull=False,
                        arrived_on__isnull=False,
                        ended_on__isnull=False,
                        arrived_on__gte=F("filed_on"),
                    )
                    & ~Q(contract="")
                    & ~Q(end_kind="")
                ),
                name="a_filed_claim_says_when_it_came_and_what_work_ended",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ClaimState.DRAFT, ClaimState.SENT, ClaimState.WITHDRAWN])
                | Q(received_by__isnull=False, received_at__isnull=False),
                name="a_claim_in_work_was_received_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=COMPLETE_CLAIMS) | Q(completed_on__isnull=False),
                name="a_claim_is_complete_before_it_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True)
                | Q(filed_on__isnull=False, completed_on__gte=F("filed_on")),
                name="a_claim_is_complete_no_sooner_than_it_is_filed",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(state=ClaimState.WITHDRAWN) & Q(withdrawn_on__isnull=True)),
                name="a_withdrawn_claim_says_when",
            ),
            models.CheckConstraint(
                condition=Q(province__regex=r"^\d{2}$"), name="a_claim_is_filed_in_a_province"
            ),
            models.CheckConstraint(
                condition=Q(prior_reserve__lte=600), name="nobody_carries_over_more_than_50_years"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-begun_at"], name="claims_of_person"),
            models.Index(fields=["state", "completed_on", "id"], name="claims_by_state"),
            models.Index(fields=["filed_on"], name="claims_by_filing_day"),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ {self.number}/{self.year}" if self.number else f"Hồ sơ soạn {self.pk}"

    @property
    def is_open(self) -> bool:
        """Not over."""
        return self.state in OPEN_CLAIMS


class Contribution(models.Model):
    """Months of one wage at one employer (quá trình đóng), both ends included.

    `first` and `last` are first days of months. `wage` is đồng a month before any ceiling.
    """

    personal_data = True

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="contributions")
    first = models.DateField("từ tháng")
    last = models.DateField("đến tháng")
    wage = models.BigIntegerField("tiền lương đóng (đồng/tháng)")
    region = models.PositiveSmallIntegerField("vùng", choices=Region)
    # A clerk may set another region than that of the workplace: then the reason is kept.
    region_reason = models.CharField("vì sao chọn vùng khác", max_length=LONGEST_REASON, blank=True)
    employer = models.CharField("đơn vị", max_length=300, blank=True)
    state_scale = models.BooleanField("lương theo thang bảng nhà nước", default=False)
    status = models.CharField(
        "tình trạng đóng",
        max_length=16,
        choices=ContributionStatus,
        default=ContributionStatus.PAID,
    )
    source = models.CharField("nguồn", max_length=10, choices=ContributionSource)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="contributions_end_after_they_begin"
            ),
            models.CheckConstraint(
                condition=Q(first__day=1, last__day=1),
                name="contributions_are_kept_by_whole_months",
            ),
            models.CheckConstraint(
                condition=Q(wage__range=(0, MOST_WAGE)), name="a_contributed_wage_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(region__range=(1, 4)), name="a_contribution_has_one_of_four_regions"
            ),
            models.UniqueConstraint(
                fields=["claim", "first"], name="a_month_of_a_claim_begins_one_row"
            ),
        ]
        indexes = [models.Index(fields=["claim", "first"], name="contributions_in_order")]

    def __str__(self) -> str:
        return f"Quá trình đóng {self.pk}"


class Paper(models.Model):
    """A paper the claim needs (thành phần hồ sơ): known already, handed in or missing."""

    personal_data = True

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="papers")
    kind = models.CharField("giấy tờ", max_length=18, choices=PaperKind)
    state = models.CharField(
        "tình trạng", max_length=10, choices=PaperState, default=PaperState.MISSING
    )
    known_from = models.CharField("biết từ đâu", max_length=200, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField("ghi lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind"], name="a_claim_needs_a_paper_of_a_kind_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Giấy tờ {self.pk}"


class Circumstance(models.Model):
    """What happened to the person after filing that matters to the benefit."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="circumstances")
    kind = models.CharField("việc gì", max_length=10, choices=CircumstanceKind)
    on = models.DateField("từ ngày")
    source = models.CharField("ai báo", max_length=10, choices=CircumstanceSource)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind", "on"], name="a_circumstance_is_noted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Hoàn cảnh {self.pk}"


class SupplementRequest(models.Model):
    """The centre asks for what is missing (phiếu yêu cầu bổ sung; N374 Mẫu 03).

    The clock of the decision stands still from `asked_on` until it is answered.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="supplements")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    what = models.CharField("cần bổ sung", max_length=1_000)
    papers = models.JSONField("giấy tờ còn thiếu (mã)", default=list)
    asked_on = models.DateField("ngày yêu cầu")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_on = models.DateField("ngày bổ sung", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="supplement_requests_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(answered_on__isnull=True),
                name="a_claim_waits_for_one_supplement_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(what=""), name="a_supplement_request_says_what_is_missing"
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_by__isnull=True)
                | Q(
                    answered_on__isnull=False,
                    answered_by__isnull=False,
                    answered_on__gte=F("asked_on"),
                ),
                name="a_supplement_is_answered_after_it_is_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu yêu cầu bổ sung {self.number}/{self.year}"


class AppointmentSlip(models.Model):
    """When to come for the answer (phiếu hẹn; N374 Mẫu 04): a window of three working days."""

    personal_data = True

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="slip")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    issued_on = models.DateField("ngày lập")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_day = models.DateField("hẹn từ ngày")
    last_day = models.DateField("hẹn đến ngày")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="appointment_slips_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="a_slip_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu hẹn {self.number}/{self.year}"
