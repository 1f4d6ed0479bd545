"""How much an account sent in."""

from django.conf import settings
from django.db import models


class DayOfUploads(models.Model):
    """Files and bytes that an account sent in on one day, kept or not."""

    personal_data = True  # says that somebody was at work on a day

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField("ngày")
    files = models.PositiveIntegerField("số tệp", default=0)
    size = models.PositiveBigIntegerField("số byte", default=0)

    class Meta:
        verbose_name = "lượng tệp gửi trong ngày"
        verbose_name_plural = "lượng tệp gửi trong ngày"
        constraints = (
            models.UniqueConstraint(fields=["user", "day"], name="one_row_of_uploads_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.files}"
