from django.db import models
from django.db.models import Q

from caunoi.placement.choices import ChangeKind
from caunoi.placement.models.matching import MatchRun


class PlanChange(models.Model):
    """Something that changed in the registers after a run, and that its plan has followed.

    Numbers of a run count on without gaps. `why` says it as it was said to the staff.
    """

    personal_data = True

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="plan_changes")
    number = models.PositiveIntegerField("thứ")
    at = models.DateTimeField("cập nhật lúc")
    kind = models.CharField("thay đổi", max_length=16, choices=ChangeKind)
    units = models.PositiveIntegerField("số chỗ", default=1)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    vacancy = models.ForeignKey(
        "vacancies.Vacancy", models.PROTECT, null=True, blank=True, related_name="+"
    )
    intake = models.ForeignKey(
        "training.Intake", models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField("vì sao", max_length=200, blank=True)
    moved = models.PositiveIntegerField("số người đổi hướng", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "number"], name="changes_of_a_plan_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(ChangeKind.values)),
                name="a_plan_follows_changes_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, vacancy__isnull=True)
                | Q(person__isnull=True, intake__isnull=True)
                | Q(vacancy__isnull=True, intake__isnull=True),
                name="a_change_is_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Thay đổi {self.number} của phương án {self.run_id}"


class PlanMove(models.Model):
    """Somebody for whom a plan has another place after a change: from where, and to where."""

    personal_data = True

    change = models.ForeignKey(PlanChange, models.CASCADE, related_name="moves")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    vacancy_before = models.ForeignKey(
        "vacancies.Vacancy", models.PROTECT, null=True, blank=True, related_name="+"
    )
    intake_before = models.ForeignKey(
        "training.Intake", models.PROTECT, null=True, blank=True, related_name="+"
    )
    vacancy = models.ForeignKey(
        "vacancies.Vacancy", models.PROTECT, null=True, blank=True, related_name="+"
    )
    intake = models.ForeignKey(
        "training.Intake", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "person"], name="a_change_moves_a_person_once"
            ),
            models.CheckConstraint(
                condition=Q(vacancy_before__isnull=False) | Q(vacancy__isnull=False),
                name="a_move_leaves_or_reaches_a_vacancy",
            ),
        ]

    def __str__(self) -> str:
        return f"Đổi hướng {self.pk}"
