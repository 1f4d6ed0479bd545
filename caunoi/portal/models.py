"""What visitors keep on the portal: searches, jobs, and what they were told of."""

import uuid

from django.db import models
from django.db.models import Q


class SavedSearch(models.Model):
    """A search somebody keeps, to be told of new jobs (tìm kiếm đã lưu)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    name = models.CharField("tên", max_length=100)
    address = models.CharField("dòng địa chỉ", max_length=600, blank=True)  # opens it again
    filters = models.JSONField("điều kiện", default=dict)  # as `Filters` holds them
    alerts = models.BooleanField("báo việc mới", default=False)
    newest = models.BigIntegerField("tin mới nhất lúc lưu", default=0)  # id of a vacancy
    made_at = models.DateTimeField("lúc lưu")
    checked_on = models.DateField("ngày xem gần nhất")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_saved_search_has_a_name"),
            models.UniqueConstraint(
                fields=["person", "address"], name="a_person_keeps_a_search_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["checked_on"], condition=Q(alerts=True), name="saved_searches_to_check"
            ),
        ]

    def __str__(self) -> str:
        return f"Tìm kiếm đã lưu {self.pk}"


class AlertLine(models.Model):
    """One job somebody was told of (dòng báo việc). Written before the message: never twice."""

    personal_data = True

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    job_key = models.CharField(max_length=64)  # the same employer and title, wherever it is
    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    places = models.PositiveIntegerField("số nơi làm", default=1)
    told_on = models.DateField("ngày báo")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "job_key"], name="nobody_is_told_of_a_job_twice"
            ),
            models.CheckConstraint(condition=~Q(job_key=""), name="an_alert_names_its_job"),
        ]

    def __str__(self) -> str:
        return f"Dòng báo việc {self.pk}"


class SavedJob(models.Model):
    """A job somebody wants to look at again (việc đã lưu)."""

    personal_data = True

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("lúc lưu")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "vacancy"], name="a_job_is_saved_once"),
        ]

    def __str__(self) -> str:
        return f"Việc đã lưu {self.pk}"
