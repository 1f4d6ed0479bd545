"""What was done for somebody at the counter: one row an act, for ever."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from caunoi.counter.choices import ActKind

LONGEST_ACT_NOTE = 300
LONGEST_ANSWER = 1_000


class Act(models.Model):
    """One service given to a person or a firm (hoạt động tư vấn): the "lượt" of the report.

    `key` is the number of the form it was sent with: sent twice, it is one act. Within one visit
    a kind is counted once for a person. Qualification and benefit are kept as they were that day,
    because the report of a period must not change when somebody learns a trade later.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField("số của tờ ghi", unique=True)
    kind = models.CharField("việc", max_length=8, choices=ActKind)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer = models.ForeignKey(
        "employers.Employer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    visit = models.ForeignKey(
        "counter.Visit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    trained = models.BooleanField("trình độ từ trung cấp", default=False)
    on_benefit = models.BooleanField("đang có hồ sơ bảo hiểm thất nghiệp", default=False)
    note = models.CharField("ghi thêm", max_length=LONGEST_ACT_NOTE, blank=True)
    withdrawn_at = models.DateTimeField("bỏ vì ghi nhầm lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "person", "kind"],
                condition=Q(withdrawn_at__isnull=True, person__isnull=False),
                name="a_visit_counts_an_act_of_a_kind_once_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["visit", "employer", "kind"],
                condition=Q(withdrawn_at__isnull=True, employer__isnull=False),
                name="a_visit_counts_an_act_of_a_kind_once_for_a_firm",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=ActKind.EMPLOYER, employer__isnull=False, person__isnull=True,
                    trained=False, on_benefit=False,
                )
                | (~Q(kind=ActKind.EMPLOYER) & Q(person__isnull=False, employer__isnull=True)),
                name="an_act_is_for_a_firm_or_for_a_person_as_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(ActKind.values)), name="an_act_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="an_act_is_withdrawn_by_somebody",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["person", "-at"], name="acts_of_person"),
            models.Index(fields=["on", "kind"], name="acts_by_day_and_kind"),
            models.Index(fields=["by", "-at"], name="acts_of_officer"),
        ]

    def __str__(self) -> str:
        return f"Hoạt động {self.pk}"


class PolicyAdvice(models.Model):
    """What was asked and answered about the law (phiếu tư vấn chính sách); part of one act."""

    personal_data = True

    act = models.OneToOneField(Act, models.PROTECT, related_name="advice")
    topics = models.JSONField("chính sách được hỏi (mã)", default=list)
    answer = models.CharField("đã trả lời", max_length=LONGEST_ANSWER)
    next_step = models.CharField("việc tiếp theo", max_length=LONGEST_ACT_NOTE, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(answer=""), name="policy_advice_has_its_answer")
        ]

    def __str__(self) -> str:
        return f"Phiếu tư vấn chính sách {self.pk}"
