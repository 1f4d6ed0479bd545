"""The forms that have been sent, so that sending one twice has one effect."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Submission(models.Model):
    """A form that was sent and took effect, with the answer it got.

    `key` is the hidden number of the form (`{% once %}`). The row is written in the transaction of
    the effect itself: both are there or neither is.
    """

    key = models.CharField("mã biểu mẫu", max_length=32)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người gửi",
    )
    route = models.CharField("trang", max_length=200)
    body_hash = models.CharField("dấu nội dung", max_length=64)
    status = models.PositiveSmallIntegerField("mã trả lời")
    location = models.TextField("trang được dẫn tới", blank=True)
    made_at = models.DateTimeField("lúc gửi", db_default=Now())

    personal_data = True  # who sent it, and the address answered with

    class Meta:
        verbose_name = "biểu mẫu đã gửi"
        verbose_name_plural = "biểu mẫu đã gửi"
        constraints = (models.UniqueConstraint(fields=["key"], name="one_submission_per_form_key"),)
        indexes = (models.Index(fields=["made_at"], name="submissions_by_age"),)

    def __str__(self) -> str:
        return f"{self.route} {self.key[:8]}"
