"""Numbered papers of an office and the names offices bore."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.documents.choices import DocumentKind, DocumentState


class Letterhead(models.Model):
    """How an office names itself on paper from a day on (tên cơ quan ban hành văn bản).

    Offices are joined and renamed: what was signed before keeps the name of its day.
    """

    personal_data = False

    unit = models.ForeignKey("accounts.OrgUnit", models.PROTECT, related_name="+")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    parent_name = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    name = models.CharField("tên cơ quan", max_length=200)
    code = models.CharField("chữ viết tắt trong ký hiệu", max_length=20)  # "SNV", "TTDVVL"
    place_name = models.CharField("địa danh", max_length=80)
    signer_title = models.CharField("chức vụ người ký", max_length=120)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"], name="an_office_takes_one_letterhead_a_day"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to=None),
                name="an_office_has_one_letterhead_in_force",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_letterhead_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(code=""), name="a_letterhead_has_name_and_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Document(models.Model):
    """One paper of an office (văn bản). The number is given when it is signed, never before."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("accounts.OrgUnit", models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=4, choices=DocumentKind)
    title = models.CharField("trích yếu", max_length=300)
    state = models.CharField("tình trạng", max_length=10, choices=DocumentState)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    sign = models.CharField("ký hiệu", max_length=40, blank=True)  # "BC-SNV"
    letterhead = models.ForeignKey(
        Letterhead, models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("soạn lúc")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    file = models.BinaryField("tệp đã ký", null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    withdrawn_why = models.CharField("lý do thu hồi", max_length=300, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year", "number"],
                condition=Q(number__isnull=False),
                name="a_number_of_an_office_kind_and_year_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(state=DocumentState.DRAFT, number=None, signed_on=None)
                | ~Q(state=DocumentState.DRAFT)
                & Q(
                    number__gte=1,
                    year__isnull=False,
                    signed_on__isnull=False,
                    signed_by__isnull=False,
                    letterhead__isnull=False,
                ),
                name="only_a_signed_document_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(state=DocumentState.DRAFT) | ~Q(sha256=""),
                name="a_signed_document_keeps_the_hash_of_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.WITHDRAWN) | ~Q(withdrawn_why=""),
                name="a_withdrawn_document_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.sign}" if self.number else f"Dự thảo {self.pk}"
