"""What the centre says of an advert before it is shown, and what the public says of it after."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from caunoi.vacancies.choices import ReportReason, Verdict


class Review(models.Model):
    """One answer of the centre to an advert that waited (kết quả duyệt tin)."""

    personal_data = True

    vacancy = models.ForeignKey("vacancies.Vacancy", models.CASCADE, related_name="reviews")
    verdict = models.CharField("kết quả", max_length=10, choices=Verdict)
    reason = models.CharField("lý do", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=Verdict.APPROVED) | ~Q(reason=""),
                name="an_advert_is_not_turned_away_without_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id}: {self.get_verdict_display()}"


class ScamReport(models.Model):
    """Somebody says that an advert cheats (báo tin lừa đảo). Who says so need not give a name."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vacancy = models.ForeignKey("vacancies.Vacancy", models.CASCADE, related_name="reports")
    reason = models.CharField("vì sao", max_length=12, choices=ReportReason)
    words = models.CharField("kể thêm", max_length=1000, blank=True)
    phone = models.CharField("điện thoại người báo", max_length=15, blank=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField("xử lý xong lúc", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    upheld = models.BooleanField("báo đúng", null=True, blank=True)
    note = models.CharField("cách xử lý", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, upheld__isnull=True)
                | Q(
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    upheld__isnull=False,
                ),
                name="a_report_is_settled_by_somebody_with_a_result",
            )
        ]
        indexes = [
            models.Index(
                fields=["at"],
                condition=Q(settled_at__isnull=True),
                name="vacancies_reports_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id}: {self.get_reason_display()}"
