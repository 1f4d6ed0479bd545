import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.agreements.choices import AgreementKind, AgreementState
from caunoi.classifications.choices import Qualification


class Agreement(models.Model):
    """What the centre agreed with one or two others: how many people, of which work, by when."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("loại", max_length=8, choices=AgreementKind)
    state = models.CharField(max_length=8, choices=AgreementState, default=AgreementState.DRAFT)
    employer = models.ForeignKey(
        "employers.Employer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    institution = models.ForeignKey(
        "training.Institution", models.PROTECT, null=True, blank=True, related_name="+"
    )
    other_party = models.CharField("bên khác", max_length=300, blank=True)
    to_sign_on = models.DateField("ngày dự kiến ký", null=True, blank=True, db_index=True)
    number = models.CharField("số", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True, db_index=True)
    signed_year = models.PositiveSmallIntegerField(null=True, editable=False)
    valid_until = models.DateField("có hiệu lực đến", null=True, blank=True, db_index=True)
    terms = models.TextField("điều khoản thêm", blank=True)
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)
    ending = models.CharField("lý do kết thúc", max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(employer__isnull=False)
                | Q(institution__isnull=False)
                | ~Q(other_party=""),
                name="an_agreement_has_another_party_than_the_centre",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.DRAFT, signed_on__isnull=True)
                | Q(
                    signed_on__isnull=False,
                    signed_year__isnull=False,
                    valid_until__isnull=False,
                    valid_until__gte=F("signed_on"),
                )
                & ~Q(state=AgreementState.DRAFT)
                & ~Q(number=""),
                name="a_signed_agreement_has_number_day_and_term",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.ENDED, ended_on__isnull=False)
                | (Q(ended_on__isnull=True) & ~Q(state=AgreementState.ENDED)),
                name="only_an_ended_agreement_has_a_day_of_ending",
            ),
            models.UniqueConstraint(
                fields=["signed_year", "number"],
                condition=Q(signed_year__isnull=False),
                name="one_agreement_of_a_number_and_year",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"Bản thảo {self.pk}"


class Line(models.Model):
    """How many people of one occupation by one month (số lượng cam kết)."""

    personal_data = False

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="lines")
    occupation = models.ForeignKey("classifications.Occupation", models.PROTECT, related_name="+")
    month = models.DateField("tháng")  # its first day
    quantity = models.PositiveIntegerField("số người")
    # Of the programme, for agreements on training; empty where any level will do.
    level = models.CharField("trình độ", max_length=20, choices=Qualification, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "occupation", "month", "level"],
                name="one_line_per_occupation_month_and_level",
            ),
            models.CheckConstraint(
                condition=Q(quantity__range=(1, 100_000)), name="a_line_is_of_1_to_100000_people"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} người, {self.month:%m/%Y}"


class Amendment(models.Model):
    """A change both sides signed later, with what stood there before (phụ lục)."""

    personal_data = False

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments")
    order = models.PositiveSmallIntegerField("phụ lục số")
    signed_on = models.DateField("ngày ký")
    why = models.CharField("lý do", max_length=300)
    before = models.JSONField()  # {"valid_until": "2026-12-31", "lines": [[code, name, month, …]]}
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "order"], name="amendments_of_an_agreement_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"Phụ lục {self.order}"


class SignedFile(models.Model):
    """A scan of what was signed (bản đã ký). It shows names and signatures."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="files")
    name = models.CharField("tên tệp", max_length=120)  # as it was called; never a path
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "sha256"], name="an_agreement_keeps_a_file_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
