"""Money that was not fetched, money that goes back, and complaints."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.unemployment.choices.benefits import (
    OPEN_COMPLAINTS,
    ComplaintLevel,
    ComplaintState,
    Finding,
    RecoveryState,
)

if TYPE_CHECKING:
    from caunoi.people.models import Person


class UncollectedMoney(models.Model):
    """Social insurance tells which months nobody fetched the money of (Mẫu 13; Điều 16 khoản 4)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    benefit = models.ForeignKey("unemployment.Benefit", models.PROTECT, related_name="uncollected")
    letter = models.CharField("số văn bản của bảo hiểm xã hội", max_length=60)
    told_on = models.DateField("ngày nhận văn bản")
    months = models.JSONField("các tháng không nhận tiền")  # [2, 3]
    reserve = models.PositiveSmallIntegerField("số tháng đóng được bảo lưu")
    due_on = models.DateField("hạn trình bảo lưu")
    reasons = models.JSONField("căn cứ", default=list)
    decision = models.OneToOneField(
        "unemployment.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "letter"], name="a_letter_about_unfetched_money_is_noted_once"
            )
        ]

    def __str__(self) -> str:
        return f"Tiền không nhận {self.pk}"


class Recovery(models.Model):
    """Money that was paid and was not due (thu hồi, Mẫu 09): to be repaid in ten working days."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    benefit = models.ForeignKey(
        "unemployment.Benefit", models.PROTECT, null=True, blank=True, related_name="recoveries"
    )
    training = models.ForeignKey(
        "unemployment.TrainingSupport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recoveries",
    )
    months = models.JSONField("các tháng chi thừa")  # [3]
    amount = models.BigIntegerField("phải trả lại (đồng)")
    # Of training money: tuition comes back from the school, meals from the person.
    tuition = models.BigIntegerField("học phí phải trả lại (đồng)", default=0)
    meals = models.BigIntegerField("tiền ăn phải trả lại (đồng)", default=0)
    why = models.CharField("lý do", max_length=500)
    decision = models.OneToOneField(
        "unemployment.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_on = models.DateField("ngày người lao động nhận quyết định", null=True, blank=True)
    due_on = models.DateField("hạn trả", null=True, blank=True)
    repaid = models.BigIntegerField("đã trả (đồng)", default=0)
    state = models.CharField(
        "tình trạng", max_length=8, choices=RecoveryState, default=RecoveryState.OPEN
    )
    dropped_why = models.CharField("vì sao thôi", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="more_than_nothing_is_recovered"
            ),
            models.CheckConstraint(
                condition=Q(repaid__gte=0, repaid__lte=F("amount")),
                name="no_more_is_repaid_than_was_asked_back",
            ),
            models.CheckConstraint(
                condition=Q(state=RecoveryState.REPAID, repaid=F("amount"))
                | ~Q(state=RecoveryState.REPAID),
                name="a_recovery_is_over_when_all_is_repaid",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RecoveryState.OPEN, RecoveryState.DROPPED])
                | Q(decision__isnull=False),
                name="a_proposed_recovery_has_its_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=RecoveryState.DROPPED) | ~Q(dropped_why=""),
                name="a_dropped_recovery_says_why",
            ),
            models.CheckConstraint(
                condition=Q(benefit__isnull=False, training__isnull=True, tuition=0, meals=0)
                | Q(
                    benefit__isnull=True,
                    training__isnull=False,
                    tuition__gte=0,
                    meals__gte=0,
                    amount=F("tuition") + F("meals"),
                ),
                name="a_recovery_is_of_a_benefit_or_of_a_course",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="recoveries_due")]

    def __str__(self) -> str:
        return f"Thu hồi {self.pk}"

    @property
    def person(self) -> "Person":
        """Who pays back."""
        paid = self.benefit or self.training
        if paid is None:
            raise TypeError(f"{self} is of nothing")
        return paid.person


class Repayment(models.Model):
    """A part of the money that came back, by its paper."""

    personal_data = True

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="repayments")
    amount = models.BigIntegerField("số tiền (đồng)")
    paid_on = models.DateField("ngày trả")
    paper = models.CharField("số chứng từ", max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="a_repayment_is_more_than_nothing"
            ),
            models.UniqueConstraint(
                fields=["recovery", "paper"], name="a_paper_of_a_repayment_counts_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Lần trả {self.pk}"


class Complaint(models.Model):
    """A complaint about a decision (khiếu nại; Luật Việc làm 2025 Điều 51).

    Who proposed or approved the decision does not answer: both are kept here, and the database
    refuses an answer by either.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey("unemployment.Decision", models.PROTECT, related_name="complaints")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    level = models.CharField(
        "lần", max_length=6, choices=ComplaintLevel, default=ComplaintLevel.FIRST
    )
    first = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="second"
    )
    what = models.CharField("nội dung khiếu nại", max_length=1_000)
    received_on = models.DateField("ngày nhận đơn")
    accept_due = models.DateField("hạn thụ lý")
    accepted_on = models.DateField("ngày thụ lý", null=True, blank=True)
    hard = models.BooleanField("vụ việc phức tạp", default=False)
    remote = models.BooleanField("vùng sâu, vùng xa", default=False)
    answer_due = models.DateField("hạn giải quyết", null=True, blank=True)
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    finding = models.CharField("kết luận", max_length=6, choices=Finding, blank=True)
    answer = models.CharField("trả lời", max_length=2_000, blank=True)
    answered_on = models.DateField("ngày giải quyết", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        "tình trạng", max_length=9, choices=ComplaintState, default=ComplaintState.RECEIVED
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "level"],
                condition=Q(state__in=sorted(OPEN_COMPLAINTS)),
                name="a_decision_has_one_open_complaint_of_a_level",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | (
                    ~Q(answered_by=F("proposer"))
                    & (Q(approver__isnull=True) | ~Q(answered_by=F("approver")))
                ),
                name="nobody_answers_a_complaint_about_their_own_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=ComplaintState.ANSWERED)
                | (
                    Q(answered_by__isnull=False, answered_on__isnull=False)
                    & Q(finding__in=sorted(Finding.values))
                    & ~Q(answer="")
                ),
                name="an_answered_complaint_says_what_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(level=ComplaintLevel.FIRST, first__isnull=True)
                | Q(level=ComplaintLevel.SECOND, first__isnull=False),
                name="a_second_complaint_follows_a_first_one",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(answer_due__isnull=False),
                name="an_accepted_complaint_has_its_day_of_answer",
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_due"], name="complaints_due")]

    def __str__(self) -> str:
        return f"Khiếu nại {self.pk}"
