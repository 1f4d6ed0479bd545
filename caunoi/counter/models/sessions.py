import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


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
