import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from encrypted_fields.fields import EncryptedCharField

from caunoi.unemployment.choices.benefits import Scheme
from caunoi.unemployment.choices.payments import (
    SIGNED_LISTS,
    STAYING,
    FlagKind,
    FlagVerdict,
    ListState,
)


class DeclarationFile(models.Model):
    """A file of new employment declared to social insurance, as it was read once."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("tên tệp", max_length=200)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256: the same file is read once
    lines = models.PositiveIntegerField("số dòng")
    refused = models.PositiveIntegerField("số dòng không đọc được", default=0)
    read_at = models.DateTimeField("đọc lúc")
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.BooleanField("tạo để xem thử", default=False)

    def __str__(self) -> str:
        return f"Tệp khai báo việc làm {self.pk}"


class Declaration(models.Model):
    """Somebody's new employment as declared to social insurance (khai báo đóng BHXH)."""

    personal_data = True

    file = models.ForeignKey(DeclarationFile, models.PROTECT, related_name="declarations")
    row = models.PositiveIntegerField("dòng trong tệp")
    full_name = models.CharField("họ và tên", max_length=200)
    name_key = models.CharField(max_length=200)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    identity_number = EncryptedCharField(
        "số định danh", max_length=12, null=True, blank=True, default=""
    )
    identity_digest = models.CharField(max_length=64, blank=True)
    insurance_number = models.CharField("mã số bảo hiểm xã hội", max_length=10, blank=True)
    employer_name = models.CharField("nơi làm việc", max_length=200)
    from_date = models.DateField("làm việc từ ngày")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "row"], name="a_line_of_a_declaration_file_is_read_once"
            )
        ]
        indexes = [
            models.Index(fields=["identity_digest"], name="declarations_by_number"),
            models.Index(fields=["insurance_number"], name="declarations_by_insurance"),
            models.Index(fields=["name_key", "birth_year"], name="declarations_by_name"),
            models.Index(fields=["birth_date"], name="declarations_by_birth"),
        ]

    def __str__(self) -> str:
        return f"Khai báo việc làm {self.pk}"


class PaymentList(models.Model):
    """Who may be paid which month, told to social insurance, which pays (danh sách chi trả).

    Made by one, signed by another, and only after the check of its payees against new employment
    and a word on every flagged line. The database keeps all three (migration `benefit_guards`).
    """

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    scheme = models.CharField("chế độ", max_length=16, choices=Scheme, default=Scheme.UNEMPLOYMENT)
    until = models.DateField("tháng hưởng hết hạn thông báo đến ngày")
    state = models.CharField("tình trạng", max_length=8, choices=ListState, default=ListState.MADE)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("lập lúc")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField("đối chiếu lúc", null=True, blank=True)
    declarations_to = models.DateTimeField("khai báo việc làm nhận đến lúc", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField("ký lúc", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    returned_why = models.CharField("vì sao bỏ", max_length=300, blank=True)
    payees = models.PositiveIntegerField("số dòng khi ký", null=True, blank=True)
    total = models.BigIntegerField("tổng số tiền khi ký (đồng)", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="payment_lists_of_a_year_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["scheme"],
                condition=Q(state__in=sorted([ListState.MADE, ListState.CHECKED])),
                name="one_unsigned_payment_list_of_a_scheme",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ListState.values)),
                name="a_payment_list_stands_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ListState.MADE, ListState.RETURNED])
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="a_payment_list_is_checked_before_it_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=sorted(SIGNED_LISTS),
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                    payees__isnull=False,
                    total__isnull=False,
                )
                | (~Q(state__in=sorted(SIGNED_LISTS)) & Q(signed_by__isnull=True)),
                name="a_signed_payment_list_says_who_signed_what",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("made_by")),
                name="a_payment_list_is_signed_by_another_than_its_maker",
            ),
            models.CheckConstraint(
                condition=~Q(state=ListState.SENT)
                | Q(sent_by__isnull=False, sent_at__isnull=False),
                name="a_sent_payment_list_says_who_sent_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=ListState.RETURNED) | ~Q(returned_why=""),
                name="a_dropped_payment_list_says_why",
            ),
        ]
        indexes = [models.Index(fields=["state", "-made_at"], name="payment_lists_by_state")]

    def __str__(self) -> str:
        return f"Danh sách chi trả {self.number}/{self.year}"


class PaymentLine(models.Model):
    """One month of one person on a list. While `standing` it counts; a stopped line does not.

    Standing lines of one person and scheme never overlap, and each month has one at most: by
    constraint, for whatever writes into the table.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="lines")
    month = models.ForeignKey("unemployment.BenefitMonth", models.PROTECT, related_name="lines")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    scheme = models.CharField("chế độ", max_length=16, choices=Scheme)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    amount = models.BigIntegerField("số tiền (đồng)")
    standing = models.BooleanField("được tính", default=True)
    # What the payee was called the day the list was made: what the check compares.
    name_key = models.CharField(max_length=200)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(standing=True),
                name="a_benefit_month_is_paid_on_one_line",
            ),
            models.UniqueConstraint(
                fields=["person", "scheme", "starts_on"],
                condition=Q(standing=True),
                name="a_person_is_paid_a_month_of_a_scheme_once",
            ),
            models.UniqueConstraint(
                fields=["list", "month"], name="a_benefit_month_stands_on_a_list_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="a_line_of_a_payment_list_pays_something"
            ),
        ]
        indexes = [
            models.Index(fields=["name_key", "birth_year"], name="payment_lines_by_name"),
            models.Index(fields=["list", "birth_date"], name="payment_lines_by_birth"),
        ]

    def __str__(self) -> str:
        return f"Dòng chi trả {self.pk}"


class PaymentFlag(models.Model):
    """Why a line has to be looked at before the list is signed, and what was decided of it."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    line = models.ForeignKey(PaymentLine, models.PROTECT, related_name="flags")
    kind = models.CharField("dấu hiệu", max_length=10, choices=FlagKind)
    declaration = models.ForeignKey(
        Declaration, models.PROTECT, null=True, blank=True, related_name="flags"
    )
    application = models.ForeignKey(
        "placement.Application", models.PROTECT, null=True, blank=True, related_name="+"
    )
    other = models.ForeignKey(
        PaymentLine, models.PROTECT, null=True, blank=True, related_name="flags_of_others"
    )
    workplace = models.CharField("nơi làm việc", max_length=200, blank=True)
    from_date = models.DateField("làm việc từ ngày", null=True, blank=True)
    why = models.CharField("giống ở chỗ", max_length=300, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField("mở xem lúc", null=True, blank=True)
    verdict = models.CharField("xử lý", max_length=4, choices=FlagVerdict, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("xử lý lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(FlagKind.values)),
                name="a_payment_flag_has_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    verdict__in=sorted(FlagVerdict.values),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    opened_at__isnull=False,
                    opened_by__isnull=False,
                ),
                name="a_flagged_line_is_decided_by_who_has_seen_it",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=sorted(STAYING)) | ~Q(reason=""),
                name="who_keeps_a_flagged_line_says_why",
            ),
            models.UniqueConstraint(
                fields=["line", "declaration"],
                condition=Q(declaration__isnull=False),
                name="a_declaration_flags_a_line_once",
            ),
        ]
        indexes = [models.Index(fields=["verdict"], name="payment_flags_by_verdict")]

    def __str__(self) -> str:
        return f"Dấu hiệu {self.pk}"
