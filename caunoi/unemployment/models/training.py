"""Training support of workers: the file, and each month of the course with its money."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from encrypted_fields.fields import EncryptedCharField, EncryptedTextField

from caunoi.unemployment.choices import FilingChannel
from caunoi.unemployment.choices.training import (
    OPEN_TRAINING,
    FeePer,
    TrainingGround,
    TrainingPaperKind,
    TrainingState,
)

MOST_MONTHS = 6
LONGEST = 300


class TrainingSupport(models.Model):
    """Somebody asks for training support (hồ sơ hỗ trợ đào tạo; Mẫu 02).

    What is paid is computed from the course; a decision keeps what was computed.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    ground = models.CharField("căn cứ", max_length=10, choices=TrainingGround)
    claim = models.ForeignKey(
        "unemployment.Claim", models.PROTECT, null=True, blank=True, related_name="+"
    )
    benefit = models.ForeignKey(
        "unemployment.Benefit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        "tình trạng", max_length=10, choices=TrainingState, default=TrainingState.RECEIVED
    )
    state_since = models.DateTimeField("ở bước này từ lúc")
    channel = models.CharField(
        "cách nộp", max_length=10, choices=FilingChannel, default=FilingChannel.IN_PERSON
    )
    filed_on = models.DateField("ngày nộp")
    completed_on = models.DateField("ngày đủ hồ sơ", null=True, blank=True)
    sent_at = models.DateTimeField("gửi qua mạng lúc", null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    slip_number = models.PositiveIntegerField("số phiếu hẹn", null=True, blank=True)
    slip_first = models.DateField("hẹn nhận từ ngày", null=True, blank=True)
    slip_last = models.DateField("hẹn nhận đến ngày", null=True, blank=True)
    supplement_what = models.CharField("giấy tờ phải bổ sung", max_length=LONGEST, blank=True)
    supplement_on = models.DateField("ngày yêu cầu bổ sung", null=True, blank=True)

    # Without a benefit here (Điều 37 khoản 2), or with one of another province
    ended_on = models.DateField("ngày chấm dứt hợp đồng", null=True, blank=True)
    lawful = models.BooleanField("chấm dứt đúng luật", default=True)
    paid_months = models.PositiveSmallIntegerField("tháng đóng trong 36 tháng", default=0)
    total_months = models.PositiveSmallIntegerField("tổng số tháng đóng", default=0)
    barred_by = models.CharField("việc xảy ra trong 10 ngày", max_length=200, blank=True)
    outside_number = models.CharField("số quyết định nơi khác", max_length=60, blank=True)
    outside_on = models.DateField("ngày quyết định nơi khác", null=True, blank=True)
    outside_first = models.DateField("hưởng ở nơi khác từ ngày", null=True, blank=True)
    outside_last = models.DateField("hưởng ở nơi khác đến ngày", null=True, blank=True)

    # The course; a class of the register where there is one
    intake = models.ForeignKey(
        "training.Intake", models.PROTECT, null=True, blank=True, related_name="+"
    )
    course = models.CharField("khoá đào tạo", max_length=300)
    school = models.CharField("cơ sở đào tạo", max_length=300)
    school_address = models.CharField("địa chỉ cơ sở đào tạo", max_length=300, blank=True)
    starts_on = models.DateField("khai giảng")
    ends_on = models.DateField("bế giảng")
    fee = models.BigIntegerField("học phí (đồng)")
    fee_per = models.CharField("học phí tính theo", max_length=6, choices=FeePer)
    catch_up = models.BooleanField("cơ sở đào tạo cam kết dạy bù", default=False)

    # Where the meal money goes
    account_holder = models.CharField("chủ tài khoản", max_length=200, blank=True)
    account_number = EncryptedCharField("số tài khoản", max_length=30, null=True, blank=True)
    bank = models.CharField("ngân hàng", max_length=200, blank=True)

    withdrawn_on = models.DateField("ngày rút", null=True, blank=True)
    withdrawn_why = models.CharField("vì sao rút", max_length=LONGEST, blank=True)
    study_ended_on = models.DateField("ngày kết thúc học", null=True, blank=True)
    study_ended_why = models.CharField("vì sao kết thúc", max_length=LONGEST, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=OPEN_TRAINING),
                name="a_person_has_one_open_training_file",
            ),
            models.UniqueConstraint(
                fields=["year", "number"], name="training_files_of_a_year_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(TrainingState.values)),
                name="a_training_file_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="a_supported_course_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(fee__gt=0), name="a_supported_course_has_a_fee"),
            models.CheckConstraint(
                condition=Q(state__in=["SENT", "RECEIVED", "SUPPLEMENT", "WITHDRAWN"])
                | Q(completed_on__isnull=False),
                name="a_training_file_is_complete_before_it_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="SENT", received_at__isnull=True, sent_at__isnull=False)
                | Q(state="WITHDRAWN")
                | ~Q(state="SENT") & Q(received_at__isnull=False, received_by__isnull=False),
                name="a_training_file_was_received_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="WITHDRAWN", withdrawn_on__isnull=False)
                | (~Q(state="WITHDRAWN") & Q(withdrawn_on__isnull=True)),
                name="a_withdrawn_training_file_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "completed_on", "id"], name="training_by_state"),
            models.Index(fields=["person", "-id"], name="training_of_person"),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ đào tạo {self.number}/{self.year}"


class TrainingDraft(models.Model):
    """What somebody typed of a request and has not sent yet (hồ sơ đang ghi dở)."""

    personal_data = True

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    typed = EncryptedTextField("đã ghi")  # JSON: name of the box, words in it
    saved_at = models.DateTimeField("lưu lúc")

    def __str__(self) -> str:
        return f"Hồ sơ đào tạo ghi dở {self.pk}"


class TrainingPaper(models.Model):
    """A photograph or scan that the person sent: of a draft, later of its file."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(
        TrainingDraft, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    support = models.ForeignKey(
        TrainingSupport, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    kind = models.CharField("loại giấy tờ", max_length=11, choices=TrainingPaperKind)
    name = models.CharField("tên tệp", max_length=120)  # ends with the kind that it really is
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField(max_length=64)
    content = EncryptedTextField("nội dung")  # base64
    at = models.DateTimeField("gửi lúc")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=True) ^ Q(support__isnull=True),
                name="a_paper_belongs_to_a_draft_or_to_a_file",
            ),
            models.UniqueConstraint(
                fields=["draft", "sha256"], name="a_paper_is_kept_once_in_a_draft"
            ),
            models.UniqueConstraint(
                fields=["support", "sha256"], name="a_paper_is_kept_once_in_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"Giấy tờ đào tạo {self.pk}"


class TrainingMonth(models.Model):
    """A month of a supported course: days studied, and the money for school and worker.

    Unique: a person, a file and a month are paid once. The money follows from the days and never
    exceeds what the decision planned for the month.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    support = models.ForeignKey(TrainingSupport, models.PROTECT, related_name="months")
    number = models.PositiveSmallIntegerField("tháng thứ")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    planned = models.BigIntegerField("học phí theo quyết định (đồng)")
    study_days = models.PositiveSmallIntegerField("ngày thực học", null=True, blank=True)
    tuition = models.BigIntegerField("học phí được chi (đồng)", default=0)
    meals = models.BigIntegerField("tiền ăn được chi (đồng)", default=0)
    list_due = models.DateField("hạn cơ sở đào tạo gửi danh sách")
    listed_on = models.DateField("ngày bảo hiểm xã hội nhận danh sách", null=True, blank=True)
    pay_due = models.DateField("hạn chi trả", null=True, blank=True)
    paid_on = models.DateField("ngày chi trả", null=True, blank=True)
    paper = models.CharField("số chứng từ", max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("ghi lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["support", "number"], name="a_month_of_a_course_is_paid_once"
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_MONTHS)), name="support_lasts_up_to_six_months"
            ),
            models.CheckConstraint(
                condition=Q(study_days__isnull=True) | Q(study_days__lte=31),
                name="a_month_has_no_more_than_31_days_of_study",
            ),
            models.CheckConstraint(
                condition=Q(tuition__gte=0, tuition__lte=F("planned"), meals__gte=0),
                name="no_more_tuition_than_the_decision_planned",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True)
                | Q(study_days__isnull=False, listed_on__isnull=False) & ~Q(paper=""),
                name="a_paid_month_of_study_was_listed_and_has_its_paper",
            ),
        ]
        indexes = [
            models.Index(fields=["listed_on", "list_due"], name="study_months_by_list"),
            models.Index(fields=["paid_on"], name="study_months_by_payment"),
        ]

    def __str__(self) -> str:
        return f"Tháng học {self.number}"
