from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.classifications.choices import FirmKind, FirmSize


class Employer(models.Model):
    """Somebody who hires (người sử dụng lao động; NĐ 352/2025 Mẫu 03)."""

    personal_data = True

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
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "user"],
                condition=Q(until__isnull=True),
                name="a_user_acts_once_for_an_employer",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} của {self.employer_id}"
