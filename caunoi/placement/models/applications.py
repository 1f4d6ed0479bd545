import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.placement.choices import (
    OPEN_APPLICATIONS,
    OPEN_INVITATIONS,
    UNANSWERED,
    ApplicationState,
    InvitationState,
    Origin,
    Refusal,
)

OPEN = sorted(OPEN_APPLICATIONS)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def open(self):
        """Applications nobody has ended."""
        return self.filter(state__in=OPEN)

    def unanswered(self):
        """Open applications the firm has said nothing to."""
        return self.filter(state__in=sorted(UNANSWERED))

    def holding(self, on):
        """Applications a position is held for on that day (giữ chỗ)."""
        return self.open().filter(held_until__gte=on)


class Application(models.Model):
    """Somebody puts themselves forward for a vacancy (hồ sơ ứng tuyển).

    Sending it is the person's consent that this firm sees their name, telephone and profile;
    no other firm does. While `held_until` lasts, one position is kept for this application.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    origin = models.CharField("đến từ", max_length=10, choices=Origin)
    state = models.CharField(
        "tình trạng", max_length=10, choices=ApplicationState, default=ApplicationState.SENT
    )
    made_at = models.DateTimeField("gửi lúc")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state_at = models.DateTimeField("đổi tình trạng lúc")
    reason = models.CharField("lý do", max_length=12, choices=Refusal, blank=True)
    note = models.CharField("ghi thêm", max_length=300, blank=True)
    held_until = models.DateField("giữ chỗ đến hết ngày", null=True, blank=True)
    silence_told_at = models.DateTimeField("đã báo là chưa được trả lời", null=True, blank=True)
    may_keep = models.BooleanField("nơi tuyển được giữ liên hệ", default=False)
    hired_on = models.DateField("nhận việc ngày", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                condition=Q(state__in=OPEN),
                name="one_open_application_per_person_and_vacancy",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ApplicationState.values)),
                name="an_application_stands_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state_at__gte=F("made_at")),
                name="an_application_changes_after_it_is_made",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.REJECTED) | ~Q(reason=""),
                name="a_rejection_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(reason=Refusal.OTHER, note=""),
                name="another_reason_to_reject_is_written_down",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.HIRED) | Q(hired_on__isnull=False),
                name="a_hire_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["vacancy", "state", "made_at"], name="applications_of_vacancy"),
            models.Index(fields=["person", "-made_at"], name="applications_of_person"),
            models.Index(fields=["state", "made_at"], name="applications_by_waiting"),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ ứng tuyển {self.pk}"

    @property
    def is_open(self) -> bool:
        """Nobody has ended it."""
        return self.state in OPEN_APPLICATIONS


class ApplicationStep(models.Model):
    """One change of state of an application, kept for ever (bước của hồ sơ)."""

    personal_data = True

    application = models.ForeignKey(Application, models.PROTECT, related_name="steps")
    state = models.CharField("tình trạng", max_length=10, choices=ApplicationState)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("lý do", max_length=12, choices=Refusal, blank=True)
    note = models.CharField("ghi thêm", max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["application", "at"], name="steps_of_application")]

    def __str__(self) -> str:
        return f"Bước {self.pk} của hồ sơ {self.application_id}"


class InterviewSlot(models.Model):
    """A time at which a firm receives people for one vacancy (khung giờ phỏng vấn)."""

    personal_data = False

    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    place = models.CharField("nơi phỏng vấn", max_length=300)
    starts_at = models.DateTimeField("bắt đầu")
    ends_at = models.DateTimeField("kết thúc")
    capacity = models.PositiveSmallIntegerField("nhận được mấy người", default=1)
    taken = models.PositiveSmallIntegerField("đã có người hẹn", default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "starts_at"], name="a_vacancy_has_a_slot_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_slot_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(capacity__range=(1, 500)), name="a_slot_takes_1_to_500_people"
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="a_slot_is_never_overbooked"
            ),
        ]

    def __str__(self) -> str:
        return f"Khung giờ {self.pk} của tin {self.vacancy_id}"

    @property
    def free(self) -> int:
        """People it can still take."""
        return self.capacity - self.taken

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class Invitation(models.Model):
    """A firm asks somebody to an interview, and what came of it (lời mời phỏng vấn).

    `application` is there from the start for somebody who applied; for somebody the firm found
    by itself, it is made when the person says yes, and until then the firm sees no name.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    slot = models.ForeignKey(
        InterviewSlot, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    state = models.CharField(
        "tình trạng", max_length=10, choices=InvitationState, default=InvitationState.SENT
    )
    sent_at = models.DateTimeField("mời lúc")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    confirmed_at = models.DateTimeField("nói lại là sẽ đến lúc", null=True, blank=True)
    reminded_day_at = models.DateTimeField("nhắc trước 24 giờ", null=True, blank=True)
    reminded_hours_at = models.DateTimeField("nhắc trước 2 giờ", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                condition=Q(state__in=sorted(OPEN_INVITATIONS)),
                name="one_open_invitation_per_person_and_vacancy",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(InvitationState.values)),
                name="an_invitation_stands_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=sorted(
                        [InvitationState.COMING, InvitationState.CAME, InvitationState.NO_SHOW]
                    )
                )
                | Q(slot__isnull=False, application__isnull=False),
                name="who_comes_has_a_time_and_an_application",
            ),
        ]
        indexes = [
            models.Index(fields=["vacancy", "state"], name="invitations_of_vacancy"),
            models.Index(fields=["person", "state"], name="invitations_of_person"),
        ]

    def __str__(self) -> str:
        return f"Lời mời phỏng vấn {self.pk}"
