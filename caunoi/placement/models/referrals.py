import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.placement.choices import (
    STORED_REFERRALS,
    CallResult,
    Dislike,
    Leaving,
    ReferralState,
)


class ReferralSeries(models.Model):
    """The last number given to a referral in a year (sổ giấy giới thiệu): no gaps, none twice."""

    personal_data = False

    year = models.PositiveSmallIntegerField("năm", unique=True)
    last = models.PositiveIntegerField("số cuối", default=0)

    def __str__(self) -> str:
        return f"Sổ giấy giới thiệu {self.year}"


class Referral(models.Model):
    """The centre sends somebody to a firm with a letter (giấy giới thiệu, N374 Mẫu 01).

    The application made with it says what the firm answered. How well the job suited the person
    and what the advert said are kept as they were that day: later they may be evidence.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    application = models.ForeignKey(
        "placement.Application", models.PROTECT, related_name="referrals"
    )
    made_on = models.DateField("ngày giới thiệu")
    made_at = models.DateTimeField("lập lúc")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    valid_until = models.DateField("có giá trị đến hết ngày")
    come_at = models.DateTimeField("hẹn đến lúc")
    place = models.CharField("nơi đến", max_length=300)
    contact = models.CharField("người đón", max_length=200, blank=True)
    contact_phone = models.CharField("điện thoại nơi đón", max_length=15, blank=True)
    # {"score": basis points or None, "met", "total", "why": [], "missing": [], "shares": {}}
    fit = models.JSONField("mức hợp ngày giới thiệu", default=dict)
    advert = models.JSONField("tin tuyển dụng ngày giới thiệu", default=dict)
    state = models.CharField(
        "tình trạng",
        max_length=8,
        choices=[(state.value, state.label) for state in STORED_REFERRALS],
        default=ReferralState.STANDING,
    )
    ended_at = models.DateTimeField("thôi hiệu lực lúc", null=True, blank=True)
    came_at = models.DateTimeField("đã đến lúc", null=True, blank=True)
    came_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_why = models.CharField("vì sao thu hồi", max_length=300, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="referrals_of_a_year_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state=ReferralState.STANDING),
                name="one_standing_referral_per_application",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="referral_numbers_begin_with_1"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("made_on")),
                name="a_referral_is_valid_when_it_is_made",
            ),
            models.CheckConstraint(
                condition=Q(state=ReferralState.STANDING, ended_at__isnull=True)
                | Q(
                    state__in=sorted(
                        [ReferralState.DECLINED, ReferralState.EXPIRED, ReferralState.REVOKED]
                    ),
                    ended_at__isnull=False,
                ),
                name="a_referral_stands_or_has_ended_in_a_known_way",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReferralState.REVOKED) | ~Q(revoked_why=""),
                name="a_revoked_referral_says_why",
            ),
            models.CheckConstraint(
                condition=Q(came_at__isnull=True, came_noted_by__isnull=True)
                | Q(came_at__isnull=False, came_noted_by__isnull=False),
                name="somebody_noted_that_the_person_came",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="referrals_of_person"),
            models.Index(fields=["state", "valid_until"], name="referrals_by_validity"),
        ]

    def __str__(self) -> str:
        return f"Giấy giới thiệu {self.number}/{self.year}"


class RefusedJob(models.Model):
    """Somebody does not take a job that suited them, and why (từ chối việc làm).

    With a letter it may matter to the unemployment benefit: whether the reason is a good one is
    written by a counsellor and decided by nobody here.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    referral = models.OneToOneField(
        Referral, models.PROTECT, null=True, blank=True, related_name="refusal"
    )
    reason = models.CharField("lý do", max_length=8, choices=Dislike)
    note = models.CharField("ghi thêm", max_length=300, blank=True)
    justified = models.BooleanField("lý do chính đáng", null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField("xét lý do lúc", null=True, blank=True)
    fit = models.JSONField("mức hợp lúc từ chối", default=dict)
    advert = models.JSONField("tin tuyển dụng lúc từ chối", default=dict)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                condition=Q(referral__isnull=True),
                name="a_job_without_a_letter_is_refused_once",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=sorted(Dislike.values)),
                name="a_job_is_refused_for_a_known_reason",
            ),
            models.CheckConstraint(
                condition=~Q(reason=Dislike.OTHER, note=""),
                name="another_reason_to_refuse_a_job_is_written_down",
            ),
            models.CheckConstraint(
                condition=Q(justified__isnull=True, judged_by__isnull=True, judged_at__isnull=True)
                | Q(
                    justified__isnull=False,
                    judged_by__isnull=False,
                    judged_at__isnull=False,
                    referral__isnull=False,
                ),
                name="only_a_refused_letter_is_judged_and_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="refused_jobs_of_person")]

    def __str__(self) -> str:
        return f"Từ chối việc {self.pk}"


class FollowUp(models.Model):
    """A call some days after a hire: does the person still work there (gọi hỏi sau nhận việc)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        "placement.Application", models.PROTECT, related_name="follow_ups"
    )
    days = models.PositiveSmallIntegerField("sau mấy ngày")
    due_on = models.DateField("gọi từ ngày")
    tries = models.PositiveSmallIntegerField("đã gọi mấy lần", default=0)
    result = models.CharField("kết quả", max_length=10, choices=CallResult, blank=True)
    reason = models.CharField("vì sao nghỉ", max_length=10, choices=Leaving, blank=True)
    done_at = models.DateTimeField("ghi lúc", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "days"], name="a_hire_is_followed_up_once_a_step"
            ),
            models.CheckConstraint(
                condition=Q(result="", done_at__isnull=True, done_by__isnull=True)
                | Q(
                    result__in=sorted(CallResult.values),
                    done_at__isnull=False,
                    done_by__isnull=False,
                ),
                name="a_call_with_a_result_was_made_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(result=CallResult.LEFT, reason__in=sorted(Leaving.values))
                | (~Q(result=CallResult.LEFT) & Q(reason="")),
                name="who_left_says_why",
            ),
        ]
        indexes = [models.Index(fields=["result", "due_on"], name="calls_due")]

    def __str__(self) -> str:
        return f"Gọi hỏi {self.pk}"


class ExchangeUpdate(models.Model):
    """The result of a hire or a referral has to stand on the national exchange by a day."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(
        "placement.Application", models.PROTECT, related_name="exchange_update"
    )
    due_on = models.DateField("hạn cập nhật")
    done_at = models.DateTimeField("đã cập nhật lúc", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="an_update_of_the_exchange_was_made_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["done_at", "due_on"], name="exchange_updates_due")]

    def __str__(self) -> str:
        return f"Cập nhật sàn {self.pk}"
