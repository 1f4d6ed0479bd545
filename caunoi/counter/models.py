import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

LONGEST_STEP = 300


class Session(models.Model):
    """A talk with a group about work (buổi tư vấn nhóm): soldiers who come home, a closed firm."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("tên buổi", max_length=200)
    held_on = models.DateField("ngày")
    place = models.CharField("nơi", max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_group_session_has_a_name")
        ]
        indexes = [models.Index(fields=["-held_on", "-id"], name="group_sessions_by_day")]

    def __str__(self) -> str:
        return f"Buổi tư vấn nhóm {self.pk}"


class Attendee(models.Model):
    """Somebody of a group session, in the order in which they were entered."""

    personal_data = True

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendees")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="a_person_is_in_a_group_session_once"
            ),
            models.UniqueConstraint(
                fields=["session", "order"], name="people_of_a_group_session_are_numbered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Người dự {self.pk}"


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
