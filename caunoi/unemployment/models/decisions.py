"""Everything that is decided: proposed by one person, approved and numbered by another."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.unemployment.choices import (
    NUMBERED,
    OF_A_BENEFIT,
    OF_A_CLAIM,
    DecisionKind,
    DecisionState,
)


class Decision(models.Model):
    """One decided thing with its number and the sum it rests on (quyết định).

    `content` is a snapshot that never changes after the approval: the facts, the figures, the
    reasons with their articles, the readings of the law that were used and the rules' version.
    Recomputed from it, the figures come out the same.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("loại", max_length=12, choices=DecisionKind)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    claim = models.ForeignKey(
        "unemployment.Claim", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    # What happens to a benefit that runs, and the month of it that is suspended or resumed.
    benefit = models.ForeignKey(
        "unemployment.Benefit", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    month = models.ForeignKey(
        "unemployment.BenefitMonth", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    # The file of training support it decides.
    training = models.ForeignKey(
        "unemployment.TrainingSupport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    # The decision this one cancels.
    about = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    content = models.JSONField("nội dung", default=dict)
    state = models.CharField(
        "tình trạng", max_length=10, choices=DecisionState, default=DecisionState.PROPOSED
    )
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("trình lúc")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField("trả lại lúc", null=True, blank=True)
    returned_why = models.CharField("vì sao trả lại", max_length=300, blank=True)
    # Days in which the person comes for it; none for what is sent or not handed over.
    window_first = models.DateField("nhận từ ngày", null=True, blank=True)
    window_last = models.DateField("nhận đến ngày", null=True, blank=True)
    collected_on = models.DateField("ngày nhận", null=True, blank=True)
    collected_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    insurance_told_on = models.DateField("ngày báo bảo hiểm xã hội", null=True, blank=True)
    cancelled_on = models.DateField("ngày huỷ", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="decisions_of_a_year_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state=DecisionState.PROPOSED, kind__in=OF_A_CLAIM),
                name="a_claim_has_one_proposal_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(
                    kind=DecisionKind.GRANT,
                    state__in=[
                        DecisionState.PROPOSED,
                        DecisionState.APPROVED,
                        DecisionState.COLLECTED,
                    ],
                ),
                name="a_claim_is_granted_once",
            ),
            models.UniqueConstraint(
                fields=["training"],
                condition=Q(state=DecisionState.PROPOSED),
                name="a_training_file_has_one_proposal_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["training"],
                condition=Q(
                    kind=DecisionKind.TRAINING,
                    state__in=[
                        DecisionState.PROPOSED,
                        DecisionState.APPROVED,
                        DecisionState.COLLECTED,
                    ],
                ),
                name="a_training_file_is_granted_once",
            ),
            models.UniqueConstraint(
                fields=["month", "kind"],
                condition=Q(month__isnull=False)
                & ~Q(state__in=[DecisionState.RETURNED, DecisionState.CANCELLED]),
                name="a_month_is_decided_once_for_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(OF_A_BENEFIT))
                | Q(benefit__isnull=False)
                | Q(kind=DecisionKind.RECOVER, training__isnull=False),
                name="what_happens_to_a_benefit_names_it",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(DecisionKind.values)),
                name="a_decision_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="nobody_approves_what_they_proposed",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=NUMBERED,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    signed_on__isnull=False,
                    number__isnull=False,
                    year__isnull=False,
                    number__gte=1,
                )
                | Q(
                    state__in=[DecisionState.PROPOSED, DecisionState.RETURNED],
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                    signed_on__isnull=True,
                    number__isnull=True,
                    year__isnull=True,
                ),
                name="a_decision_is_numbered_when_it_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=DecisionState.RETURNED,
                    returned_by__isnull=False,
                    returned_at__isnull=False,
                )
                & ~Q(returned_why="")
                | ~Q(state=DecisionState.RETURNED),
                name="a_returned_proposal_says_why",
            ),
            models.CheckConstraint(
                condition=Q(collected_on__isnull=True, collected_noted_by__isnull=True)
                | Q(collected_on__isnull=False, collected_noted_by__isnull=False),
                name="somebody_noted_that_a_decision_was_collected",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.COLLECTED, collected_on__isnull=False)
                | (~Q(state=DecisionState.COLLECTED)),
                name="a_collected_decision_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.CANCELLED, cancelled_on__isnull=False)
                | (~Q(state=DecisionState.CANCELLED) & Q(cancelled_on__isnull=True)),
                name="a_cancelled_decision_says_when",
            ),
            models.CheckConstraint(
                condition=Q(window_first__isnull=True, window_last__isnull=True)
                | Q(
                    window_first__isnull=False,
                    window_last__isnull=False,
                    window_last__gte=F("window_first"),
                ),
                name="a_collection_window_has_two_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-proposed_at"], name="decisions_of_person"),
            models.Index(fields=["state", "proposed_at", "id"], name="decisions_by_state"),
            models.Index(fields=["state", "window_last"], name="decisions_by_window"),
            models.Index(fields=["signed_on", "kind"], name="decisions_by_day_and_kind"),
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.number}/{self.year}" if self.number else f"Đề xuất {self.pk}"

    @property
    def symbol(self) -> str:
        """The number as it is written on paper; "" until it is approved."""
        return f"{self.number}/QĐ-SNV" if self.number else ""
