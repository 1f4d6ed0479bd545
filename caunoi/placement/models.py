from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.placement.choices import RunState


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
