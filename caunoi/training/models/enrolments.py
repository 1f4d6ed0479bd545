import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from caunoi.training.choices import ENDED, SEATED, EnrolmentState, LeaveReason, Marking, Origin
from caunoi.training.models.schools import Intake

LONGEST_NUMBER = 40


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def open(self):
        """Enrolments nobody has ended."""
        return self.exclude(state=EnrolmentState.LEFT)

    def seated(self):
        """Those that take a seat."""
        return self.filter(state__in=SEATED)

    def lapsed(self, on):
        """Held seats whose last day is over, the longest over first."""
        return self.filter(state=EnrolmentState.HELD, held_until__lt=on).order_by(
            "held_until", "id"
        )

    def waiting(self):
        """The waiting list, whoever came first at the head."""
        # Numbers are given while the class is locked, so they are the order of asking.
        return self.filter(state=EnrolmentState.WAITING).order_by("id")


class Enrolment(models.Model):
    """One person in one class, from the first request to the certificate (ghi danh)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    state = models.CharField("tình trạng", max_length=9, choices=EnrolmentState)
    state_at = models.DateTimeField("từ lúc")
    origin = models.CharField("đến từ", max_length=10, choices=Origin)
    made_at = models.DateTimeField("đăng ký lúc")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_until = models.DateField("giữ chỗ đến hết ngày", null=True, blank=True)
    started_on = models.DateField("vào học ngày", null=True, blank=True)
    left_because = models.CharField("vì sao thôi", max_length=13, choices=LeaveReason, blank=True)
    graduated_on = models.DateField("tốt nghiệp ngày", null=True, blank=True)
    certificate_number = models.CharField("số chứng chỉ", max_length=LONGEST_NUMBER, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "person"],
                condition=~Q(state=EnrolmentState.LEFT),
                name="a_person_is_in_a_class_once",
            ),
            models.CheckConstraint(
                condition=Q(state=EnrolmentState.LEFT, left_because__in=sorted(LeaveReason.values))
                | ~Q(state=EnrolmentState.LEFT) & Q(left_because=""),
                name="who_leaves_a_class_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=EnrolmentState.GRADUATED,
                    graduated_on__isnull=False,
                    certificate_number__gt="",
                )
                | ~Q(state=EnrolmentState.GRADUATED)
                & Q(graduated_on__isnull=True, certificate_number=""),
                name="only_graduates_have_a_certificate_number",
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(state=EnrolmentState.HELD),
                name="only_a_held_seat_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(EnrolmentState.values)),
                name="an_enrolment_has_a_known_state",
            ),
            models.UniqueConstraint(
                fields=["intake", "certificate_number"],
                condition=~Q(certificate_number=""),
                name="a_certificate_number_is_given_once_in_a_class",
            ),
        ]
        indexes = [
            models.Index(fields=["intake", "state", "id"], name="enrolments_of_class"),
            models.Index(fields=["person", "-id"], name="enrolments_of_person"),
            models.Index(fields=["state", "held_until"], name="enrolments_by_last_day"),
        ]

    def __str__(self) -> str:
        return f"Ghi danh {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.state == EnrolmentState.WAITING

    @property
    def may_leave(self) -> bool:
        """Whether the person may still take the request back."""
        return self.state not in ENDED


class ClassInvitation(models.Model):
    """A class offered to somebody who said they would study (lời mời học)."""

    personal_data = True

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="invitations")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("mời lúc")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent = models.BooleanField("đã nhắn", default=False)  # else it stands on the person's page

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "person"], name="a_person_is_invited_to_a_class_once"
            )
        ]
        indexes = [models.Index(fields=["person", "-id"], name="class_invitations_of_person")]

    def __str__(self) -> str:
        return f"Lời mời {self.pk}"


class Lesson(models.Model):
    """One day of a class (buổi học)."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="lessons")
    held_on = models.DateField("ngày")
    topic = models.CharField("nội dung", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "held_on"], name="a_class_has_one_lesson_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"Buổi học {self.pk}"


class Attendance(models.Model):
    """Somebody was at a lesson (điểm danh)."""

    personal_data = True

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendances")
    marking = models.CharField("cách ghi", max_length=4, choices=Marking)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "enrolment"], name="a_learner_is_present_once_at_a_lesson"
            )
        ]

    def __str__(self) -> str:
        return f"Có mặt {self.pk}"
