"""Campaigns of collection: which communes hand in how many people by when."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Campaign(models.Model):
    """A round of collection (đợt thu thập) with its first and last day."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("tên đợt", max_length=120)
    first = models.DateField("từ ngày")
    due = models.DateField("hạn")
    province = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("mở lúc")
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due__gt=F("first")), name="a_campaign_is_due_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignShare(models.Model):
    """How many people one commune hands in (kế hoạch của xã)."""

    personal_data = False

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="shares")
    commune = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    planned = models.PositiveIntegerField("kế hoạch (người)")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "commune"], name="a_commune_has_one_share_of_a_campaign"
            ),
        ]

    def __str__(self) -> str:
        return f"Phần của xã {self.commune_id} trong đợt {self.campaign_id}"
