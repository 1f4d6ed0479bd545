from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.placement.choices import Channel, Ending, Keeping, RunState


class MatchRun(models.Model):
    """One computation of the three-sided plan (phương án ghép nối), with its certificate.

    `value` and `upper_bound` are sums of scores in basis points: no plan whatever can be worth
    more than `upper_bound`, so `(upper_bound - value) / upper_bound` proves how good this one is.
    """

    personal_data = False

    started_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=RunState, default=RunState.RUNNING)
    market_day = models.DateField("thị trường ngày")
    workers = models.PositiveIntegerField(default=0)
    positions = models.PositiveIntegerField(default=0)
    seats = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    placed_by_training = models.PositiveIntegerField(default=0)
    value = models.BigIntegerField(default=0)
    upper_bound = models.BigIntegerField(default=0)
    summary = models.JSONField(default=dict)  # the rest of summary.json (docs/match-files.md)
    # What the plan has followed since: see `actions.following`.
    followed_at = models.DateTimeField("cập nhật lúc", null=True, blank=True)
    turns = models.PositiveIntegerField("số lần cập nhật", default=0)
    changes = models.PositiveIntegerField("số thay đổi đã theo", default=0)
    journal_seen = models.BigIntegerField("đã xem nhật ký đến dòng", default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__lte=F("upper_bound")), name="no_plan_beats_its_upper_bound"
            ),
            models.CheckConstraint(
                condition=Q(placed_by_training__lte=F("placed"), placed__lte=F("workers")),
                name="a_plan_places_no_more_people_than_there_are",
            ),
        ]

    def __str__(self) -> str:
        return f"Phương án {self.pk}"


class Proposal(models.Model):
    """One line of a plan: this person for that vacancy, perhaps through that intake (đề xuất)."""

    personal_data = True

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="proposals")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    intake = models.ForeignKey(
        "training.Intake", models.PROTECT, null=True, blank=True, related_name="+"
    )
    score = models.PositiveSmallIntegerField("điểm (phần vạn)")  # after training when intake is set
    net_value = models.PositiveSmallIntegerField()  # score less what the training costs

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "person"], name="a_plan_places_a_person_once"),
            models.CheckConstraint(condition=Q(score__lte=10_000), name="a_score_is_at_most_10000"),
        ]
        indexes = [models.Index(fields=["run", "vacancy"], name="proposals_of_vacancy")]

    def __str__(self) -> str:
        return f"Đề xuất {self.pk}"


class VacancyResult(models.Model):
    """What a run says of one vacancy: how many it gives it and what one more position is worth."""

    personal_data = False

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="vacancies")
    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    free = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    price = models.PositiveIntegerField()  # basis points: gain of one more position
    contenders = models.PositiveIntegerField()  # people for whom it is a feasible choice

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "vacancy"], name="one_result_per_vacancy"),
            models.CheckConstraint(
                condition=Q(given__lte=F("free")), name="a_plan_gives_no_more_than_is_free"
            ),
        ]
        indexes = [models.Index(fields=["run", "-price", "id"], name="contested_first")]

    def __str__(self) -> str:
        return f"Kết quả cho tin {self.vacancy_id}"


class IntakeResult(models.Model):
    """What a run says of one intake: seats it uses and what one more seat is worth."""

    personal_data = False

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="intakes")
    intake = models.ForeignKey("training.Intake", models.PROTECT, related_name="+")
    free = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    price = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "intake"], name="one_result_per_intake"),
            models.CheckConstraint(
                condition=Q(given__lte=F("free")), name="a_plan_seats_no_more_than_is_free"
            ),
        ]
        indexes = [models.Index(fields=["run", "-price", "id"], name="seats_worth_opening_first")]

    def __str__(self) -> str:
        return f"Kết quả cho khoá {self.intake_id}"


class TrainingOrder(models.Model):
    """A class a run advises to open (đơn đặt hàng đào tạo): what, where, and what it would give.

    Number 1 is worth most. `gain` and `room` are basis points, net of what the class costs its
    people: what these gain, and the prices of the places they leave to others. No person and no
    position is counted in two orders of a run.
    """

    personal_data = False

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="orders")
    number = models.PositiveSmallIntegerField()
    programme = models.ForeignKey("training.Programme", models.PROTECT, related_name="+")
    # An intake held at the place where the class should be; perhaps of another programme.
    site = models.ForeignKey("training.Intake", models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField("số ghế")
    newcomers = models.PositiveIntegerField()  # of these, people the plan gives no place
    gain = models.PositiveIntegerField()
    room = models.PositiveIntegerField(default=0)
    suitable = models.PositiveIntegerField()  # people it would help if it had seats for all
    free_positions = models.PositiveIntegerField()  # at the vacancies it leads to

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "number"], name="orders_of_a_run_are_numbered_once"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="an_order_has_a_seat"),
            models.CheckConstraint(
                condition=Q(newcomers__lte=F("seats")),
                name="newcomers_of_an_order_sit_on_its_seats",
            ),
            models.CheckConstraint(
                condition=Q(seats__lte=F("suitable")),
                name="an_order_seats_no_more_than_it_would_help",
            ),
            models.CheckConstraint(
                condition=Q(seats__lte=F("free_positions")),
                name="an_order_trains_no_more_than_are_wanted",
            ),
        ]

    def __str__(self) -> str:
        return f"Đơn đặt hàng {self.number} của phương án {self.run_id}"

    @property
    def worth(self) -> int:
        """Basis points the plan should gain, by its prices."""
        return self.gain + self.room


class Learner(models.Model):
    """Somebody a class worth opening would help; without a vacancy there was no seat for them."""

    personal_data = True

    order = models.ForeignKey(TrainingOrder, models.CASCADE, related_name="learners")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vacancy = models.ForeignKey(
        "vacancies.Vacancy", models.PROTECT, null=True, blank=True, related_name="+"
    )
    score = models.PositiveSmallIntegerField("điểm (phần vạn)", default=0)  # after the class
    gain = models.PositiveSmallIntegerField(default=0)  # basis points above what the plan gives

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "person"], name="an_order_names_a_person_once"
            ),
            models.CheckConstraint(
                condition=Q(vacancy__isnull=True, score=0, gain=0)
                | Q(vacancy__isnull=False, gain__gte=1, gain__lte=F("score"), score__lte=10_000),
                name="a_seat_of_an_order_leads_to_a_vacancy_and_gains",
            ),
        ]

    def __str__(self) -> str:
        return f"Người học {self.pk}"


class ToldProposalQuerySet(models.QuerySet["ToldProposal"]):
    def in_force(self):
        """What people were told and may still count on."""
        return self.filter(ended_at__isnull=True)


class ToldProposal(models.Model):
    """A proposal somebody was told of (lời đã báo): every later plan keeps it as long as it can.

    It is in force until somebody ends it with a reason, or the referral letter that told it runs
    out; a plan that cannot keep it says so and ends nothing by itself.
    """

    personal_data = True

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", models.PROTECT, related_name="+")
    intake = models.ForeignKey(
        "training.Intake", models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField("báo qua", max_length=8, choices=Channel)
    told_at = models.DateTimeField("báo lúc")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("rút lại lúc", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ending = models.CharField("vì sao rút lại", max_length=10, choices=Ending, blank=True)
    note = models.CharField("ghi thêm", max_length=300, blank=True)

    objects = ToldProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at__isnull=True),
                name="a_person_is_told_one_thing_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ending="", note="")
                | Q(
                    ended_at__isnull=False,
                    ended_at__gte=F("told_at"),
                    ending__in=sorted(Ending.values),
                )
                & (Q(ended_by__isnull=False) | Q(ending=Ending.LETTER)),
                name="what_was_told_ends_by_somebody_or_its_letter",
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.OTHER, note=""), name="another_reason_is_written_down"
            ),
        ]
        indexes = [models.Index(fields=["person", "-told_at"], name="told_of_person")]

    def __str__(self) -> str:
        return f"Lời đã báo {self.pk}"


class ToldResult(models.Model):
    """What a run made of a told proposal: kept, or the reason why it could not be."""

    personal_data = True

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="told")
    told = models.ForeignKey(ToldProposal, models.CASCADE, related_name="results")
    keeping = models.CharField("giữ được không", max_length=18, choices=Keeping)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "told"], name="a_run_keeps_what_was_told_or_not"
            ),
            models.CheckConstraint(
                condition=Q(keeping__in=sorted(Keeping.values)),
                name="a_run_says_why_it_does_not_keep",
            ),
        ]
        indexes = [models.Index(fields=["run", "keeping", "id"], name="told_of_run_by_keeping")]

    def __str__(self) -> str:
        return f"Lời đã báo {self.told_id} trong phương án {self.run_id}"
