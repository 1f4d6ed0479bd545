"""Files as they were handed in, their rows, and what a commune said of its columns."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from encrypted_fields.fields import EncryptedTextField

from caunoi.intake.choices.files import RowState, Schema, UploadState


class Upload(models.Model):
    """One file as it was received (tệp nhận): who sent it, for which commune, how far it is."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    schema = models.CharField("loại danh sách", max_length=20, choices=Schema)
    commune = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="xã"
    )
    # Of a report: the employer it is of, the day before which it is due, what it became.
    employer = models.ForeignKey(
        "employers.Employer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_before = models.DateField("phải gửi trước ngày", null=True, blank=True)
    labour_report = models.ForeignKey(
        "employers.LabourReport", models.PROTECT, null=True, blank=True, related_name="+"
    )
    foreign_report = models.ForeignKey(
        "employers.ForeignReport", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("tên tệp", max_length=120)  # as it was called; never a path
    sheet = models.CharField("trang tính", max_length=120, blank=True)  # "": the first with a table
    size = models.PositiveIntegerField("số byte")
    digest = models.CharField(max_length=64)  # SHA-256 of the content
    state = models.CharField("tình trạng", max_length=10, choices=UploadState)
    why = models.CharField("vì sao không đọc được", max_length=300, blank=True)
    # Columns with samples of what they hold, and the questions: JSON, encrypted like the rows.
    found = EncryptedTextField("bảng đọc được", default="{}")
    columns = models.JSONField("cột đã xem: thứ tự → trường", null=True, blank=True)
    answers = models.JSONField("đã trả lời", default=dict, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # None: by the command on the server
    sent_at = models.DateTimeField("nhận lúc")
    touched_at = models.DateTimeField("làm tiếp lúc")
    saved_at = models.DateTimeField("lưu lúc", null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    keep_until = models.DateField("giữ nội dung đến")
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        indexes = [
            models.Index(fields=["state", "touched_at"], name="uploads_by_state"),
            models.Index(fields=["digest"], name="uploads_by_digest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(UploadState.values)),
                name="an_upload_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SAVING", "SAVED"]) | Q(saved_at__isnull=False),
                name="a_saved_upload_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUSED") | ~Q(why=""), name="a_refused_upload_says_why"
            ),
            models.CheckConstraint(
                condition=Q(schema=Schema.WORKERS) | Q(employer__isnull=False),
                name="an_upload_of_a_report_says_whose",
            ),
            models.CheckConstraint(
                condition=~Q(schema=Schema.LABOUR_USE) | Q(due_before__isnull=False),
                name="an_upload_of_a_labour_report_says_of_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Tệp nhận {self.pk}"

    @property
    def table(self) -> dict[str, Any]:
        """What was found in the file: sheet, encoding, columns with samples, questions."""
        return dict(json.loads(self.found or "{}"))


class UploadContent(models.Model):
    """The bytes of a file (nội dung tệp), apart so that lists never load them."""

    personal_data = True

    upload = models.OneToOneField(Upload, models.PROTECT, related_name="content")
    base64 = EncryptedTextField("nội dung")

    def __str__(self) -> str:
        return f"Nội dung tệp {self.upload_id}"


class UploadRow(models.Model):
    """One row of a file (dòng): what it says, what is wrong with it, what became of it."""

    personal_data = True

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField("dòng số")
    state = models.CharField("tình trạng", max_length=9, choices=RowState)
    # {"values", "faults", "why", "diff"}: JSON, encrypted; emptied with the file.
    kept = EncryptedTextField("dòng ghi", default="{}")
    digest = models.CharField(max_length=64)  # keyed hash of what the row says
    identity_digest = models.CharField(max_length=64, blank=True)  # twice in a file is seen by it
    kinds = models.CharField("loại lỗi", max_length=400, blank=True)  # "|NAME_MISSING|…|"
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What stood before saving, for undo; empty when the row made the person.
    reported = models.BooleanField("dòng của báo cáo", default=False)  # no person of the register
    before = EncryptedTextField("trước khi lưu", null=True, blank=True)
    after_digest = models.CharField(max_length=64, blank=True)  # of what stood after saving
    note = models.CharField("ghi chú", max_length=200, blank=True)  # names nobody

    class Meta:
        indexes = [
            models.Index(fields=["upload", "state", "number"], name="rows_by_state"),
            models.Index(fields=["identity_digest"], name="rows_by_identity"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "number"], name="a_row_of_an_upload_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(RowState.values)), name="a_row_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="SAVED")
                | Q(reported=True)
                | Q(person__isnull=False) & ~Q(after_digest=""),
                name="a_saved_row_leads_to_its_person",
            ),
        ]

    def __str__(self) -> str:
        return f"Dòng {self.number} của tệp {self.upload_id}"

    @property
    def said(self) -> dict[str, Any]:
        """What the row says and what is wrong with it."""
        return dict(json.loads(self.kept or "{}"))


class ColumnMemory(models.Model):
    """What a commune or firm said of the columns of a form it uses, so that it is asked once."""

    personal_data = False

    commune = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+")
    employer = models.ForeignKey("employers.Employer", models.PROTECT, null=True, related_name="+")
    schema = models.CharField("loại danh sách", max_length=20, choices=Schema)
    heads = models.CharField("vân tay của dòng đầu bảng", max_length=64)
    columns = models.JSONField("thứ tự cột → trường")
    answers = models.JSONField("đã trả lời", default=dict, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("xem lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "schema", "heads"],
                name="a_commune_says_once_what_a_form_means",
            ),
            models.UniqueConstraint(
                fields=["employer", "schema", "heads"], name="a_firm_says_once_what_a_form_means"
            ),
            models.CheckConstraint(
                condition=Q(commune__isnull=False) ^ Q(employer__isnull=False),
                name="what_a_form_means_is_said_by_a_commune_or_a_firm",
            ),
        ]

    def __str__(self) -> str:
        return f"Cột của mẫu {self.pk}"
