from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.placement.choices import PolicyOrigin, PolicyState

DECIDED = (PolicyState.ACCEPTED, PolicyState.REFUSED)


class MatchPolicy(models.Model):
    """A policy of the match somebody proposed: weights, limits, rules of lists (chính sách ghép).

    In force is the accepted one with the latest day, from that day on, unless it was taken back;
    without one the stated policy of the program is. Whoever proposes does not accept.
    """

    personal_data = False

    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("đề nghị lúc")
    origin = models.CharField("đến từ", max_length=8, choices=PolicyOrigin)
    why = models.CharField("lý do", max_length=500)
    starts_on = models.DateField("dùng từ ngày")
    options = models.JSONField("điểm và giới hạn", default=dict)  # of `Policy`, all of them
    rules = models.JSONField("luật của danh sách", default=dict)  # of `ReferralRules`, all of them
    lesson = models.JSONField("học được gì", default=dict)  # figures, when it was learnt
    state = models.CharField(
        "tình trạng", max_length=10, choices=PolicyState, default=PolicyState.PROPOSED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True)
    note = models.CharField("ý kiến", max_length=500, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField("rút lại lúc", null=True, blank=True)
    ending = models.CharField("vì sao rút lại", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="another_hand_decides_on_a_policy",
            ),
            models.CheckConstraint(
                condition=Q(state=PolicyState.PROPOSED, decided_by__isnull=True)
                | Q(state__in=sorted(DECIDED), decided_by__isnull=False, decided_at__isnull=False)
                | Q(state=PolicyState.TAKEN_BACK),
                name="a_decided_policy_was_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=PolicyState.TAKEN_BACK, ended_by__isnull=False, ended_at__isnull=False
                )
                & ~Q(ending="")
                | (~Q(state=PolicyState.TAKEN_BACK) & Q(ended_by__isnull=True)),
                name="a_policy_is_taken_back_by_somebody_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "-starts_on"], name="policies_by_day")]

    def __str__(self) -> str:
        return f"Chính sách ghép nối {self.pk}"
