import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from encrypted_fields.fields import EncryptedCharField

from caunoi.unemployment.choices.benefits import (
    ANSWERED,
    OPEN_REPORTS,
    STANDING_BENEFITS,
    BenefitState,
    ContactResult,
    EndCause,
    EndSource,
    JobKind,
    MonthState,
    NoticeChannel,
    NoticeState,
    ReportState,
    Scheme,
    Situation,
)

MOST_MONTHS = 12
MOST_CONTACTS = 10


class Benefit(models.Model):
    """An unemployment benefit that was granted and fetched, with its life until the end.

    Its person, amount and months come from the decision and never change (the database refuses
    it). A benefit that came from another province has that province's decision written down.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.OneToOneField(
        "unemployment.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    claim = models.ForeignKey(
        "unemployment.Claim", models.PROTECT, null=True, blank=True, related_name="benefits"
    )
    outside_number = models.CharField("số quyết định nơi khác", max_length=60, blank=True)
    outside_on = models.DateField("ngày quyết định nơi khác", null=True, blank=True)
    outside_province = models.CharField("tỉnh ra quyết định (mã)", max_length=2, blank=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    scheme = models.CharField("chế độ", max_length=16, choices=Scheme, default=Scheme.UNEMPLOYMENT)
    old_law = models.BooleanField("theo Luật Việc làm 2013", default=False)
    unemployed_from = models.DateField("ngày chấm dứt việc làm")
    total_months = models.PositiveSmallIntegerField("tổng số tháng đóng")
    months_granted = models.PositiveSmallIntegerField("số tháng được hưởng")
    reserve_at_start = models.PositiveSmallIntegerField("số tháng bảo lưu khi quyết định")
    amount = models.BigIntegerField("mức hưởng (đồng/tháng)")
    starts_on = models.DateField("hưởng từ ngày")
    ends_on = models.DateField("hưởng đến ngày")
    account_holder = models.CharField("chủ tài khoản", max_length=200, blank=True)
    account_number = EncryptedCharField(
        "số tài khoản", max_length=40, null=True, blank=True, default=""
    )
    bank = models.CharField("ngân hàng", max_length=200, blank=True)
    cash_place = models.CharField("nơi nhận tiền mặt", max_length=200, blank=True)
    clinic = models.CharField("nơi khám chữa bệnh ban đầu", max_length=200, blank=True)
    state = models.CharField(
        "tình trạng", max_length=10, choices=BenefitState, default=BenefitState.RUNNING
    )
    ended_on = models.DateField("chấm dứt ngày", null=True, blank=True)
    end_cause = models.CharField("lý do chấm dứt", max_length=12, choices=EndCause, blank=True)
    reserve_at_end = models.PositiveSmallIntegerField(
        "số tháng bảo lưu khi chấm dứt", null=True, blank=True
    )
    opened_at = models.DateTimeField("mở lúc")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme"],
                condition=Q(state__in=sorted(STANDING_BENEFITS)),
                name="a_person_has_one_running_benefit_of_a_scheme",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False, outside_number="")
                | (Q(decision__isnull=True) & ~Q(outside_number="")),
                name="a_benefit_rests_on_a_decision_of_ours_or_of_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(months_granted__range=(1, MOST_MONTHS)),
                name="a_benefit_lasts_1_to_12_months",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="a_monthly_benefit_is_more_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_benefit_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(BenefitState.values)),
                name="a_benefit_stands_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=BenefitState.ENDED, ended_on__isnull=False)
                    & Q(end_cause__in=sorted(EndCause.values))
                )
                | (~Q(state=BenefitState.ENDED) & Q(ended_on__isnull=True, end_cause="")),
                name="an_ended_benefit_has_its_day_and_its_cause",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "ends_on"], name="benefits_by_state"),
            models.Index(fields=["person", "-starts_on"], name="benefits_of_person"),
        ]

    def __str__(self) -> str:
        return f"Trợ cấp thất nghiệp {self.pk}"


class BenefitMonth(models.Model):
    """One month of a benefit: its days, its notice, its money (tháng hưởng).

    Months of one person and scheme never overlap, whatever writes into the table: an exclusion
    constraint on PostgreSQL, a trigger on SQLite (migration `benefit_guards`). Person, days and
    money are those of the benefit, by trigger. Months without money stay in: nobody else may be
    paid for those days. Only VOID months are outside.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    benefit = models.ForeignKey(Benefit, models.PROTECT, related_name="months")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    scheme = models.CharField("chế độ", max_length=16, choices=Scheme)
    k = models.PositiveSmallIntegerField("tháng hưởng thứ")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    window_from = models.DateField("thông báo từ ngày")
    window_to = models.DateField("thông báo đến hết ngày")
    window_law = models.CharField("điều luật của hạn", max_length=200, blank=True)
    confirmed = models.BooleanField("lịch nghỉ đã công bố", default=True)
    moved_from = models.DateField("ngày thông báo cũ, trước khi dời", null=True, blank=True)
    notice_state = models.CharField(
        "thông báo tìm việc", max_length=10, choices=NoticeState, default=NoticeState.WAITING
    )
    amount = models.BigIntegerField("số tiền (đồng)")
    pay_due = models.DateField("hạn chi trả", null=True, blank=True)
    state = models.CharField(
        "tình trạng", max_length=10, choices=MonthState, default=MonthState.OPEN
    )
    held_why = models.CharField("vì sao giữ lại", max_length=300, blank=True)
    # The one line that cleared it. Kept from both sides, so that neither can be removed alone.
    line = models.OneToOneField(
        "unemployment.PaymentLine", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "k"], name="months_of_a_benefit_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["person", "scheme", "starts_on"],
                condition=~Q(state=MonthState.VOID),
                name="a_person_has_a_month_of_a_scheme_once",
            ),
            models.CheckConstraint(
                condition=Q(k__range=(1, MOST_MONTHS)), name="benefit_months_run_from_1_to_12"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="a_benefit_month_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(window_to__gte=F("window_from")),
                name="a_notice_window_ends_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(MonthState.values))
                & Q(notice_state__in=sorted(NoticeState.values)),
                name="a_benefit_month_stands_in_known_states",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MonthState.CLEARED, MonthState.UNFETCHED])
                | Q(notice_state__in=sorted(ANSWERED), line__isnull=False),
                name="a_month_is_cleared_by_a_line_and_after_its_notice",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MonthState.CLEARED, MonthState.UNFETCHED])
                | Q(line__isnull=True),
                name="only_a_cleared_month_names_its_line",
            ),
            models.CheckConstraint(
                condition=~Q(state=MonthState.SUSPENDED) | Q(notice_state=NoticeState.MISSED),
                name="only_a_month_without_notice_is_suspended",
            ),
            models.CheckConstraint(
                condition=~Q(state=MonthState.HELD) | ~Q(held_why=""),
                name="a_held_month_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["notice_state", "state", "window_to"], name="benefit_months_by_window"
            ),
            models.Index(fields=["person", "starts_on"], name="benefit_months_of_person"),
        ]

    def __str__(self) -> str:
        return f"Tháng hưởng {self.k} của {self.benefit_id}"


class MonthlyNotice(models.Model):
    """The job-search notice of a month, filled in wholly (Mẫu 24; N374 Điều 21 khoản 4)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    month = models.OneToOneField(BenefitMonth, models.PROTECT, related_name="notice")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số biên nhận")
    given_on = models.DateField("ngày thông báo")
    given_at = models.DateTimeField("ghi lúc")
    channel = models.CharField("hình thức", max_length=8, choices=NoticeChannel)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    situation = models.CharField("tình trạng việc làm", max_length=10, choices=Situation)
    situation_words = models.CharField("ghi rõ", max_length=300, blank=True)
    late_why = models.CharField("vì sao nhận muộn", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="receipts_of_notices_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="receipts_of_notices_begin_with_1"
            ),
            models.CheckConstraint(
                condition=Q(situation__in=[Situation.NONE, Situation.TRIAL])
                | (Q(situation__in=[Situation.UNSIGNED, Situation.OTHER]) & ~Q(situation_words="")),
                name="a_notice_says_what_the_situation_is",
            ),
        ]
        indexes = [models.Index(fields=["given_on"], name="notices_by_day")]

    def __str__(self) -> str:
        return f"Thông báo tìm việc {self.number}/{self.year}"


class JobContact(models.Model):
    """Where somebody asked for work, as a notice tells it (đơn vị đã liên hệ)."""

    personal_data = True

    notice = models.ForeignKey(MonthlyNotice, models.PROTECT, related_name="contacts")
    order = models.PositiveSmallIntegerField("thứ tự")
    employer_name = models.CharField("tên đơn vị", max_length=200)
    address = models.CharField("địa chỉ", max_length=300)
    contact = models.CharField("người liên hệ", max_length=200)
    position = models.CharField("vị trí dự tuyển", max_length=200)
    result = models.CharField("kết quả", max_length=10, choices=ContactResult)
    # The application it was, where the person applied through this site.
    application = models.ForeignKey(
        "placement.Application", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "order"], name="contacts_of_a_notice_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["notice", "application"],
                condition=Q(application__isnull=False),
                name="an_application_stands_once_in_a_notice",
            ),
            models.CheckConstraint(
                condition=Q(order__range=(1, MOST_CONTACTS)), name="a_notice_has_1_to_10_contacts"
            ),
            models.CheckConstraint(
                condition=~Q(employer_name="")
                & ~Q(address="")
                & ~Q(contact="")
                & ~Q(position="")
                & Q(result__in=sorted(ContactResult.values)),
                name="a_contact_is_filled_in_wholly",
            ),
        ]

    def __str__(self) -> str:
        return f"Nơi đã hỏi việc {self.pk}"


class EndReport(models.Model):
    """Something that ends a benefit: reported by the person or found by the centre (Mẫu 17).

    Days and months come from the law engine when it is written down and stay as they were told.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    benefit = models.ForeignKey(Benefit, models.PROTECT, related_name="end_reports")
    cause = models.CharField("lý do", max_length=12, choices=EndCause)
    job_kind = models.CharField("có việc theo", max_length=12, choices=JobKind, blank=True)
    source = models.CharField("biết từ", max_length=8, choices=EndSource)
    happened_on = models.DateField("ngày xảy ra")
    told_on = models.DateField("người lao động báo ngày", null=True, blank=True)
    report_due = models.DateField("hạn báo", null=True, blank=True)
    effective_on = models.DateField("chấm dứt từ ngày")
    in_time = models.BooleanField("báo đúng hạn")
    keeps_reserve = models.BooleanField("được bảo lưu")
    reserve = models.PositiveSmallIntegerField("số tháng bảo lưu")
    workplace = models.CharField("nơi làm việc, nơi học hoặc cơ quan", max_length=200, blank=True)
    paper = models.CharField("giấy tờ kèm theo", max_length=200, blank=True)
    paper_promised = models.BooleanField("cam kết nộp hợp đồng sau", default=False)
    reasons = models.JSONField("căn cứ", default=list)
    note = models.CharField("ghi thêm", max_length=300, blank=True)
    decision = models.OneToOneField(
        "unemployment.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        "tình trạng", max_length=8, choices=ReportState, default=ReportState.OPEN
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["benefit"],
                condition=Q(state__in=sorted([*OPEN_REPORTS, ReportState.DONE])),
                name="a_benefit_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=sorted(EndCause.values)),
                name="a_benefit_ends_for_a_known_cause",
            ),
            models.CheckConstraint(
                condition=Q(cause=EndCause.JOB, job_kind__in=sorted(JobKind.values))
                | (~Q(cause=EndCause.JOB) & Q(job_kind="")),
                name="only_a_job_says_of_what_kind_it_is",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReportState.OPEN, ReportState.DROPPED])
                | Q(decision__isnull=False),
                name="a_proposed_end_has_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(keeps_reserve=True) | Q(reserve=0),
                name="months_are_reserved_only_where_the_law_keeps_them",
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="end_reports_by_state")]

    def __str__(self) -> str:
        return f"Việc chấm dứt {self.pk}"
