"""Households that officers enter on a telephone, also without a network."""

import uuid

from django.conf import settings
from django.db import models


class HouseholdEntry(models.Model):
    """One household as it was entered on a telephone (hộ nhập trên điện thoại).

    The key is drawn on the telephone: sent twice, the household is stored once. What it says
    stands in the rows of the day's upload, like the rows of any file.
    """

    personal_data = False

    key = models.UUIDField("số của lần nhập", default=uuid.uuid4, unique=True)
    commune = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    upload = models.ForeignKey("intake.Upload", models.PROTECT, related_name="+")
    first_row = models.PositiveIntegerField("dòng đầu")
    members = models.PositiveSmallIntegerField("số người")
    unchanged = models.BooleanField("không có gì đổi", default=False)
    taken_at = models.DateTimeField("nhập lúc")  # by the clock of the telephone
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("nhận lúc")
    made = models.BooleanField("tạo để xem thử", default=False)

    def __str__(self) -> str:
        return f"Hộ nhập {self.pk}"
