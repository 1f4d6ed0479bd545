"""What became of the money of a signed list, as social insurance tells it (kết quả chi trả)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from caunoi.unemployment.choices.payments import Paid


class PaymentResultFile(models.Model):
    """A file of results of one list, read once: the same file again changes nothing."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    list = models.ForeignKey("unemployment.PaymentList", models.PROTECT, related_name="results")
    name = models.CharField("tên tệp", max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256
    lines = models.PositiveIntegerField("số dòng ghi được")
    read_at = models.DateTimeField("đọc lúc")
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list", "digest"], name="a_file_of_payment_results_is_read_once"
            )
        ]

    def __str__(self) -> str:
        return f"Tệp kết quả chi trả {self.pk}"


class PaymentResult(models.Model):
    """That a line was paid on a day, or was not and why. The latest one of a line is `standing`.

    Money that came back, or was paid later after all, makes a new result; the older one stays as
    history. Only lines that count on a signed list have results: by trigger, for direct SQL too.
    """

    personal_data = True

    file = models.ForeignKey(PaymentResultFile, models.PROTECT, related_name="results")
    line = models.ForeignKey("unemployment.PaymentLine", models.PROTECT, related_name="results")
    row = models.PositiveIntegerField("dòng trong tệp")
    paid = models.CharField("kết quả", max_length=6, choices=Paid)
    on = models.DateField("ngày")
    why = models.CharField("lý do chưa chi", max_length=300, blank=True)
    standing = models.BooleanField("mới nhất", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(standing=True),
                name="a_line_has_one_latest_payment_result",
            ),
            models.UniqueConstraint(
                fields=["file", "line"], name="a_file_says_of_a_line_once_what_became_of_it"
            ),
            models.CheckConstraint(
                condition=Q(paid=Paid.PAID, why="") | (Q(paid=Paid.UNPAID) & ~Q(why="")),
                name="who_was_not_paid_is_told_why",
            ),
        ]
        indexes = [
            models.Index(fields=["paid", "on"], condition=Q(standing=True), name="payment_results")
        ]

    def __str__(self) -> str:
        return f"Kết quả chi trả {self.pk}"
