import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

LONGEST_STEP = 300


class ActionPlan(models.Model):
    """What somebody and their counsellor mean to do, step by step (kế hoạch tìm việc).

    It is the person's own once they agreed; a step added later has to be agreed again.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("lập lúc")
    agreed_at = models.DateTimeField("người này đồng ý lúc", null=True, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at__isnull=True),
                name="a_person_has_one_open_action_plan",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(agreed_at__gte=F("made_at")),
                name="an_action_plan_is_agreed_after_it_is_made",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                name="an_action_plan_ends_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch tìm việc {self.pk}"


class Step(models.Model):
    """One thing to do by a day (bước)."""

    personal_data = True

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField("thứ tự")
    what = models.CharField("việc cần làm", max_length=LONGEST_STEP)
    due_on = models.DateField("làm xong trước ngày")
    done_at = models.DateTimeField("làm xong lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"], name="steps_of_an_action_plan_are_numbered_once"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="a_step_says_what_to_do"),
        ]

    def __str__(self) -> str:
        return f"Bước {self.pk}"
