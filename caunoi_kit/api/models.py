"""What programs have sent and what they were answered, so that sending twice has one effect."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Sending(models.Model):
    """One sending of a program that took effect, with its answer: the receipt.

    `key` is the header Idempotency-Key. The row is written in the transaction of the effect itself:
    both are there or neither is.
    """

    personal_data = True  # who sent it; references of the sender in the answer

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    key = models.CharField("số của lần gửi", max_length=64)
    route = models.CharField("địa chỉ", max_length=200)
    body_hash = models.CharField("dấu nội dung", max_length=64)
    answer = models.JSONField("trả lời", default=dict)
    made_at = models.DateTimeField("lúc gửi", db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_sending_per_sender_and_key")
        ]
        indexes = [models.Index(fields=["made_at"], name="sendings_by_age")]

    def __str__(self) -> str:
        return f"{self.route} {self.key[:8]}"
