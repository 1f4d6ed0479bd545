import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.unemployment.choices.benefits import (
    OPEN_TRANSFERS,
    Direction,
    InsuranceList,
    TransferState,
)


class Transfer(models.Model):
    """A benefit moves to or from another province (chuyển nơi hưởng; N374 Điều 20)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    benefit = models.ForeignKey("unemployment.Benefit", models.PROTECT, related_name="transfers")
    direction = models.CharField("chiều", max_length=3, choices=Direction)
    province = models.CharField("tỉnh kia (mã)", max_length=2)
    commune = models.CharField("xã, phường nơi đến", max_length=200, blank=True)
    why = models.CharField("lý do", max_length=300, blank=True)
    clinic = models.CharField("nơi khám chữa bệnh nơi đến", max_length=200, blank=True)
    # Out: the day of Mẫu 19. In: the day the file came.
    asked_on = models.DateField("ngày nhận đề nghị hoặc hồ sơ")
    due_on = models.DateField("hạn gửi đi")
    stops_on = models.DateField("dừng chi trả từ ngày", null=True, blank=True)
    from_k = models.PositiveSmallIntegerField("chuyển từ tháng hưởng thứ", null=True, blank=True)
    # Mẫu 20 and 21 when it goes out, Mẫu 22 when it comes in.
    sent_on = models.DateField("ngày gửi giấy", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_on = models.DateField("nơi đến báo đã nhận ngày", null=True, blank=True)
    withdrawn_on = models.DateField("rút ngày", null=True, blank=True)
    back_due_on = models.DateField("hạn trả hồ sơ về", null=True, blank=True)
    state = models.CharField(
        "tình trạng", max_length=9, choices=TransferState, default=TransferState.ASKED
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["benefit"],
                condition=Q(state__in=sorted(OPEN_TRANSFERS)),
                name="a_benefit_moves_one_way_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=TransferState.SENT)
                | Q(sent_on__isnull=False, sent_by__isnull=False),
                name="a_sent_transfer_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state=TransferState.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(state=TransferState.WITHDRAWN) & Q(withdrawn_on__isnull=True)),
                name="a_withdrawn_transfer_says_when",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(sent_on__gte=F("asked_on")),
                name="a_transfer_is_sent_after_it_is_asked_for",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="transfers_due")]

    def __str__(self) -> str:
        return f"Chuyển nơi hưởng {self.pk}"


class InsuranceSending(models.Model):
    """One list told to social insurance (danh sách gửi BHXH): made, sent, kept as it was."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("danh sách", max_length=12, choices=InsuranceList)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    count = models.PositiveIntegerField("số người")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("lập lúc")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="lists_to_insurance_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1), name="a_list_to_insurance_names_somebody"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="a_sent_list_to_insurance_says_who_sent_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind=InsuranceList.STUDY_MONEY) | ~Q(sent_by=F("made_by")),
                name="nobody_sends_the_list_of_money_they_made",
            ),
        ]
        indexes = [models.Index(fields=["kind", "-made_at"], name="lists_to_insurance_by_kind")]

    def __str__(self) -> str:
        return f"Danh sách gửi bảo hiểm xã hội {self.number}/{self.year}"


_SUBJECTS = ("decision", "month", "transfer", "study_month")


def _only(name: str) -> Q:
    """Rows about that thing and nothing else."""
    return Q(**{f"{each}__isnull": each != name for each in _SUBJECTS})


class InsuranceItem(models.Model):
    """One line of such a list. What it is about is told to social insurance once."""

    personal_data = True

    sending = models.ForeignKey(InsuranceSending, models.PROTECT, related_name="items")
    kind = models.CharField("danh sách", max_length=12, choices=InsuranceList)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        "unemployment.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    month = models.ForeignKey(
        "unemployment.BenefitMonth", models.PROTECT, null=True, blank=True, related_name="+"
    )
    transfer = models.ForeignKey(Transfer, models.PROTECT, null=True, blank=True, related_name="+")
    study_month = models.ForeignKey(
        "unemployment.TrainingMonth", models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField("hạn gửi", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "decision"],
                condition=Q(decision__isnull=False),
                name="a_decision_is_told_to_insurance_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "month"],
                condition=Q(month__isnull=False),
                name="a_missed_month_is_told_to_insurance_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "transfer"],
                condition=Q(transfer__isnull=False),
                name="a_transfer_is_told_to_insurance_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "study_month"],
                condition=Q(study_month__isnull=False),
                name="a_study_month_is_told_to_insurance_once",
            ),
            models.CheckConstraint(
                condition=Q(*[_only(name) for name in _SUBJECTS], _connector=Q.OR),
                name="a_line_told_to_insurance_is_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Dòng gửi bảo hiểm xã hội {self.pk}"
