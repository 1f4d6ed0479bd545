"""Two records that may be one person, what was decided, and merges that can be undone."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from encrypted_fields.fields import EncryptedTextField

from caunoi.intake.choices.duplicates import PairState, StepKind


class Pair(models.Model):
    """Two records that may be one person (cặp nghi trùng). What was decided is not asked again."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    # Of 10,000; what speaks for and against it as [words, bits], naming no value.
    probability = models.PositiveSmallIntegerField("khả năng một người (phần vạn)")
    why = models.JSONField("vì sao", default=list)
    state = models.CharField("tình trạng", max_length=9, choices=PairState, default=PairState.OPEN)
    found_at = models.DateTimeField("tìm ra lúc")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-probability", "id"], name="pairs_to_look_at")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_records_are_a_pair_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="the_older_record_of_a_pair_is_the_first"
            ),
            models.CheckConstraint(
                condition=Q(probability__lte=10_000), name="a_probability_is_at_most_one"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(PairState.values)), name="a_pair_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state=PairState.OPEN, decided_at__isnull=True)
                | ~Q(state=PairState.OPEN) & Q(decided_at__isnull=False),
                name="a_decided_pair_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Cặp nghi trùng {self.pk}"

    @property
    def percent(self) -> int:
        """How likely it is one person, in whole percent; never 100."""
        return min(99, self.probability // 100)


class Merge(models.Model):
    """Two records joined (lần gộp): one is kept, the other stays as its shadow."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    dropped = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    pair = models.ForeignKey(Pair, models.PROTECT, null=True, blank=True, related_name="+")
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField("gộp lúc")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField("tách lại lúc", null=True, blank=True)
    left = models.JSONField("không trả lại được", default=list, blank=True)  # names no value

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dropped"],
                condition=Q(undone_at__isnull=True),
                name="a_record_is_merged_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("dropped")), name="a_merge_joins_two_different_records"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_by__isnull=False),
                name="a_merge_is_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Lần gộp {self.pk}"


class MergeStep(models.Model):
    """One thing a merge did (bước của lần gộp), kept so that it can be taken back."""

    personal_data = True

    merge = models.ForeignKey(Merge, models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("việc", max_length=9, choices=StepKind)
    model = models.CharField("loại dòng", max_length=80)  # as Django names it: "counter.Visit"
    field = models.CharField("cột", max_length=60, blank=True)
    keys = models.JSONField("những dòng", default=list)
    # Values before and after, {"before": …, "after": …} as JSON; encrypted.
    kept_values = EncryptedTextField("giá trị", default="{}")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merge", "order"], name="steps_of_a_merge_have_an_order"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(StepKind.values)),
                name="a_merge_step_is_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"Bước {self.order} của lần gộp {self.merge_id}"

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """What stood before and after, by column."""
        return dict(json.loads(self.kept_values))
