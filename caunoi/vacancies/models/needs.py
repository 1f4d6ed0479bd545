"""What firms expect to need in the half-year to come (TT 01/2022 Mẫu 02, NĐ 352/2025 Mẫu 03)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.vacancies.choices import NeedChannel, ReceiptStatus


class RecruitmentNeed(models.Model):
    """How many people of one level-2 occupation a firm will hire in one half-year."""

    personal_data = False

    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    half_year = models.DateField("nửa năm bắt đầu ngày")  # 1 January or 1 July
    occupation = models.ForeignKey(
        "classifications.Occupation",  # VSCO 2020, level 2: the 37 lines of the form
        models.PROTECT,
        related_name="+",
        verbose_name="nhóm nghề",
    )
    quantity = models.PositiveIntegerField("số lượng")
    women = models.PositiveIntegerField("trong đó nữ", default=0)
    # Empty, or six numbers: how the quantity falls on the months of the half-year.
    months = models.JSONField("theo tháng", default=list, blank=True)
    receipt = models.ForeignKey(
        "vacancies.NeedReceipt", models.PROTECT, related_name="+", verbose_name="biên nhận"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "half_year", "occupation"],
                name="one_need_per_firm_half_year_and_occupation",
            ),
            models.CheckConstraint(
                condition=Q(half_year__month__in=(1, 7), half_year__day=1),
                name="a_half_year_begins_on_1_january_or_1_july",
            ),
            models.CheckConstraint(
                condition=Q(quantity__range=(1, 100_000)), name="a_need_is_of_1_to_100000_people"
            ),
            models.CheckConstraint(
                condition=Q(women__lte=F("quantity")), name="no_more_women_than_people_needed"
            ),
        ]
        indexes = [
            models.Index(fields=["half_year", "occupation"], name="vacancies_needs_by_occupation")
        ]

    def __str__(self) -> str:
        return f"{self.employer_id}, {self.half_year:%m/%Y}: {self.quantity}"


class NeedReceipt(models.Model):
    """What became of one sending of needs (biên nhận): every line sent is answered."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey(
        "employers.Employer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField("cách gửi", max_length=4, choices=NeedChannel)
    status = models.CharField("tình trạng", max_length=8, choices=ReceiptStatus)
    md5 = models.CharField(max_length=32)
    # As they came: [{"reference", "status", "message"}]; codes of `ItemStatus`.
    items = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "at"], name="vacancies_receipts_of_firm")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_status_display()}"
