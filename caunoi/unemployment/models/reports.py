"""Reports as they were sent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

REPORT_FORMS = ("N374-M34", "N374-M35")
PERIOD_KINDS = ("month", "half", "year")


class Report(models.Model):
    """A report that was saved (báo cáo đã lập; N374 Mẫu 34, 35): its figures stay as they were.

    Records may change after it, a late notice or a decision that was cancelled: the page of the
    report counts again and shows what is different, the saved figures are never rewritten.
    """

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.CharField("mẫu", max_length=8)
    kind = models.CharField("kỳ", max_length=5)
    first = models.DateField("từ ngày")
    last = models.DateField("đến ngày")
    # Value by cell, e.g. "granted.now.40.women": 12; null where a mean has nothing to count.
    figures = models.JSONField("số liệu", default=dict)
    # What people write: assessment, and of Mẫu 35 what no file says (units, workers, places).
    words = models.JSONField("phần viết", default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("lập lúc")
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(form__in=REPORT_FORMS, kind__in=PERIOD_KINDS),
                name="a_report_is_of_a_known_form_and_period",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="a_report_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["form", "first", "-made_at"], name="reports_by_period")]

    def __str__(self) -> str:
        return f"Báo cáo {self.form} {self.first}"
