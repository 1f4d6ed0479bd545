import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.classifications.choices import FirmKind, FirmSize
from caunoi.employers.choices import CheckState, Proof


class EmployerQuerySet(models.QuerySet["Employer"]):
    def barred(self):
        """Employers whose tax code is blocked now."""
        blocks = BlockedFirm.objects.filter(lifted_at=None).exclude(tax_code="")
        return self.filter(tax_code__in=blocks.values("tax_code"))


class Employer(models.Model):
    """Somebody who hires (người sử dụng lao động; NĐ 352/2025 Mẫu 03)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("tên", max_length=300)
    search_key = models.CharField(max_length=300, db_index=True)
    kind = models.CharField("loại hình", max_length=20, choices=FirmKind)
    # 10 digits, or 10 + "-NNN" for a branch; empty only for records read from public job boards.
    tax_code = models.CharField("mã số thuế", max_length=14, null=True, blank=True, unique=True)
    industry = models.ForeignKey(
        "classifications.Industry", models.PROTECT, null=True, blank=True, related_name="+"
    )
    product = models.CharField("mặt hàng", max_length=200, blank=True)
    size = models.CharField("quy mô", max_length=20, choices=FirmSize, blank=True)
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    industrial_zone = models.CharField("khu công nghiệp", max_length=120, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    representative = models.CharField("người đại diện", max_length=200, blank=True)
    representative_title = models.CharField("chức vụ", max_length=100, blank=True)
    verified_at = models.DateTimeField("trung tâm xác minh lúc", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made = models.BooleanField("tạo để xem thử", default=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="an_employer_has_a_name"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                # A comparison with NULL is not false to a constraint, hence the last two.
                | Q(
                    lat__range=(8, 24), lon__range=(102, 118), lat__isnull=False, lon__isnull=False
                ),
                name="an_employer_sits_at_a_point_in_vietnam_or_an_unknown_one",
            ),
            models.CheckConstraint(
                condition=Q(tax_code__isnull=True) | Q(tax_code__regex=r"^\d{10}(-\d{3})?$"),
                name="a_tax_code_is_10_digits_or_10_dash_3",
            ),
            models.CheckConstraint(
                condition=Q(made=True) | Q(verified_at__isnull=True) | Q(tax_code__isnull=False),
                name="a_verified_employer_has_a_tax_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A user who acts for an employer (người của doanh nghiệp)."""

    personal_data = True

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lead = models.BooleanField("người phụ trách", default=False)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "user"],
                condition=Q(until__isnull=True),
                name="a_user_acts_once_for_an_employer",
            ),
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(until__isnull=True, lead=True),
                name="an_employer_has_one_lead_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} của {self.employer_id}"


class Verification(models.Model):
    """Somebody asks the centre to verify an employer, and what the centre found (xác minh)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="verifications")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("gửi lúc")
    # Of an employer the centre knew before: the one who asks may act for it only once approved.
    claim = models.BooleanField("nhận là người của nơi đã có trong sổ", default=False)
    state = models.CharField("trạng thái", max_length=10, choices=CheckState)
    proof_one = models.CharField("nguồn thứ nhất", max_length=20, choices=Proof, blank=True)
    proof_two = models.CharField("nguồn thứ hai", max_length=20, choices=Proof, blank=True)
    reason = models.CharField("lý do, điều cần bổ sung", max_length=300, blank=True)
    answer = models.CharField("trả lời của nơi tuyển", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(state__in=[CheckState.PENDING, CheckState.MORE_ASKED]),
                name="one_open_verification_an_employer",
            ),
            models.CheckConstraint(
                condition=~Q(state=CheckState.APPROVED)
                | (~Q(proof_one="") & ~Q(proof_two="") & ~Q(proof_one=F("proof_two"))),
                name="an_approved_employer_was_looked_up_in_two_sources",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CheckState.MORE_ASKED, CheckState.REFUSED]) | ~Q(reason=""),
                name="a_refusal_to_verify_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[CheckState.PENDING, CheckState.ENDED])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decided_verification_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="verifications_by_state")]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.employer_id}"


class MemberInvitation(models.Model):
    """A telephone number invited to act for an employer (lời mời vào nhóm)."""

    personal_data = True

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="+")
    invitation = models.OneToOneField("accounts.Invitation", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.invitation_id} của {self.employer_id}"


class BlockedFirm(models.Model):
    """A tax code or a telephone number that may not recruit here (danh sách chặn)."""

    personal_data = True

    tax_code = models.CharField("mã số thuế", max_length=14, blank=True, db_index=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True, db_index=True)
    name = models.CharField("tên đã dùng", max_length=300)
    reason = models.CharField("lý do", max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("chặn lúc")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField("bỏ chặn lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(tax_code="", phone=""),
                name="a_block_names_a_tax_code_or_a_telephone",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_block_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="a_lifted_block_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name
