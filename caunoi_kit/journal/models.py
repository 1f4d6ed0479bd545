from django.conf import settings
from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One line of the journal: who did or read what, when. Never changed, never removed.

    Each line carries the hash of the line before it, so a line changed or cut out by somebody with
    access to the database is found by `verify_chain`; a trigger on both databases refuses update
    and delete besides.
    """

    personal_data = True  # says who read whom

    number = models.BigIntegerField(unique=True)  # 1, 2, 3 …: a gap is a removed line
    at = models.DateTimeField()
    event = models.CharField(max_length=100)  # domain.thing.verb, "people.person.read"
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    about_model = models.CharField(max_length=100)
    about_id = models.CharField(max_length=64)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="journal_lines_count_from_one"),
        ]
        indexes = [
            models.Index(fields=["about_model", "about_id", "number"], name="journal_by_record"),
            models.Index(fields=["by", "number"], name="journal_by_user"),
            # Asked before every reading: what this user opened within the last hour.
            models.Index(fields=["by", "at"], name="journal_by_user_and_time"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.event} {self.about_model} {self.about_id}"
