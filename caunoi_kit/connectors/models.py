"""What all processes must know of an outside system: whether it answers, and how much was asked."""

from django.db import models
from django.db.models import Q


class Circuit(models.Model):
    """Whether a system answers. After failures in a row nobody asks it until `open_until`."""

    personal_data = False

    system = models.CharField(max_length=20, unique=True)
    failures = models.PositiveIntegerField("số lần hỏng liền nhau", default=0)
    trips = models.PositiveIntegerField("số lần ngắt liền nhau", default=0)
    open_until = models.DateTimeField("ngắt đến", null=True, blank=True)
    trial_until = models.DateTimeField("đang thử lại đến", null=True, blank=True)
    reason = models.CharField("lần hỏng cuối", max_length=20, blank=True)

    def __str__(self) -> str:
        return self.system


class DailyUse(models.Model):
    """How often a system was asked on a day."""

    personal_data = False

    system = models.CharField(max_length=20)
    day = models.DateField()
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "day"], name="one_count_a_system_and_day"),
            models.CheckConstraint(condition=~Q(system=""), name="a_count_is_of_a_system"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.day}"
