from django.db import models
from django.db.models import F, Q


class ImportReceipt(models.Model):
    """What became of one file of vacancies (biên nhận nhập tin)."""

    personal_data = False

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    read = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    near_duplicates = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    reasons = models.JSONField(default=dict)  # reason -> count

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    read=F("added")
                    + F("changed")
                    + F("unchanged")
                    + F("near_duplicates")
                    + F("rejected")
                ),
                name="every_row_read_is_accounted_for",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.read} dòng"
