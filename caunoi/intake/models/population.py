"""Questions to the national population database, its answers, and what an officer decided."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from encrypted_fields.fields import EncryptedCharField, EncryptedTextField

from caunoi.intake.choices.population import Decision, Outcome, Procedure


class Check(models.Model):
    """One question about one person (lần đối chiếu). It is never changed, only answered.

    `wait_until` and `tries` are the worker's book-keeping: the same question, with the same
    number, is put again until there is an answer.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    officer_code = models.CharField("mã cán bộ", max_length=20)
    procedure = models.CharField("thủ tục", max_length=20, choices=Procedure)
    procedure_code = models.CharField("mã thủ tục", max_length=20)
    # Nine figures, typed from the old card of somebody without a number of twelve; gone once
    # there is an answer: the register keeps them as a keyed hash alone.
    old_number = EncryptedCharField("số CMND", max_length=9, null=True, blank=True)
    asked_at = models.DateTimeField("hỏi lúc")
    urgent = models.BooleanField("có người chờ", default=False)
    wait_until = models.DateTimeField("hỏi lại từ lúc")
    tries = models.PositiveSmallIntegerField("số lần đã hỏi", default=0)
    no_answer = models.CharField("vì sao chưa có trả lời", max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-urgent", "wait_until", "id"], name="checks_to_ask"),
            models.Index(fields=["person", "-asked_at"], name="checks_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(procedure__in=sorted(Procedure.values)),
                name="a_check_names_its_procedure",
            ),
            models.CheckConstraint(
                condition=~Q(officer_code="") & ~Q(procedure_code=""),
                name="a_check_is_by_an_officer_for_a_procedure",
            ),
        ]

    def __str__(self) -> str:
        return f"Lần đối chiếu {self.pk}"

    @property
    def request_id(self) -> str:
        """MaYeuCau, at most 40 characters."""
        return f"CN-{self.public_id.hex}"


class CheckAnswer(models.Model):
    """What the database said to a check; written once."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    check_asked = models.OneToOneField(Check, models.PROTECT, related_name="answer")
    at = models.DateTimeField("trả lời lúc")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome)
    fields = models.JSONField("chỗ khác", default=list)
    theirs_sealed = EncryptedTextField("giá trị của nơi trả lời", default="{}")
    source = models.CharField("nguồn", max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=sorted(Outcome.values)), name="an_answer_is_a_known_one"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="an_answer_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"Trả lời {self.pk}"

    @property
    def theirs(self) -> dict[str, Any]:
        """Values of the database for the fields that differ."""
        said: dict[str, Any] = json.loads(self.theirs_sealed)
        return said


class Ruling(models.Model):
    """What an officer decided on an answer that differs or found nobody, and why."""

    personal_data = True

    answer = models.OneToOneField(CheckAnswer, models.PROTECT, related_name="ruling")
    decision = models.CharField("quyết định", max_length=12, choices=Decision)
    reason = models.CharField("lý do", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=sorted(Decision.values)), name="a_ruling_is_a_known_one"
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.CORRECTED) | ~Q(reason=""),
                name="a_file_kept_against_the_database_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.pk}"


class ChangesRead(models.Model):
    """How far the changes of the database were read (đọc thay đổi): one row for each source.

    `since` moves on only when the last page was read, so that a night that was cut short loses
    nothing; `page` is where it goes on.
    """

    personal_data = False

    source = models.CharField("nguồn", max_length=80, unique=True)
    since = models.DateTimeField("thay đổi từ lúc")
    page = models.PositiveIntegerField("trang đọc tiếp", default=1)
    as_of = models.DateTimeField("dữ liệu lúc", null=True, blank=True)  # of the pages read so far
    people = models.PositiveIntegerField("người phải đối chiếu lại", default=0)
    wait_until = models.DateTimeField("đọc tiếp từ lúc")
    read_at = models.DateTimeField("đọc xong lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(page__gte=1), name="changes_are_read_from_page_1_on")
        ]

    def __str__(self) -> str:
        return f"Đọc thay đổi của {self.source}"
