"""Opening, closing and urging a campaign of collection."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.intake.choices.campaigns import Pace
from caunoi.intake.models import Campaign, CampaignShare
from caunoi.intake.queries.campaigns import officers_of, standing
from caunoi.places.models import Place
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send

__all__ = [
    "CannotCampaign",
    "change_shares",
    "close_campaign",
    "open_campaign",
    "urge_communes",
]


class CannotCampaign(Exception):
    """The campaign cannot be opened, changed or closed so; the message says why and what to do."""


@transaction.atomic
def open_campaign(
    *,
    name: str,
    first: date,
    due: date,
    province: Place,
    shares: Mapping[Place, int],
    by: User,
    at: datetime,
) -> Campaign:
    """Open a campaign with the share of each commune."""
    if due <= first:
        raise CannotCampaign("Hạn phải sau ngày bắt đầu. Sửa một trong hai ngày.")
    if not any(shares.values()):
        raise CannotCampaign("Chưa xã nào có kế hoạch. Ghi tổng số người cần thu thập.")
    campaign = Campaign.objects.create(
        name=name, first=first, due=due, province=province, opened_by=by, opened_at=at
    )
    CampaignShare.objects.bulk_create(
        CampaignShare(campaign=campaign, commune=commune, planned=planned)
        for commune, planned in shares.items()
    )
    record("intake.campaign.opened", by=by, about=campaign)
    return campaign


@transaction.atomic
def change_shares(*, campaign: Campaign, planned: Mapping[int, int], by: User) -> int:
    """Change what communes are to hand in, by key of the commune; says how many changed."""
    campaign = _still_open(campaign)
    changed = []
    for share in CampaignShare.objects.select_for_update().filter(campaign=campaign).order_by("id"):
        new = planned.get(share.commune_id, share.planned)
        if new != share.planned:
            share.planned = new
            changed.append(share)
    CampaignShare.objects.bulk_update(changed, ["planned"])
    if changed:
        record("intake.campaign.changed", by=by, about=campaign, detail={"communes": len(changed)})
    return len(changed)


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: User, at: datetime) -> Campaign:
    """Close it: what comes later counts for the next one."""
    campaign = _still_open(campaign)
    campaign.closed_at = at
    campaign.save(update_fields=["closed_at"])
    record("intake.campaign.closed", by=by, about=campaign)
    return campaign


@transaction.atomic
def urge_communes(*, campaign: Campaign, by: User, on: date, at: datetime) -> tuple[int, int]:
    """Write to the officers of communes that are behind, once a day each.

    Gives back how many messages were written and how many communes nobody answers for.
    """
    campaign = _still_open(campaign)
    slow = [
        each
        for each in standing(campaign, on=on).communes
        if each.pace in {Pace.BEHIND, Pace.NOTHING}
    ]
    officers = officers_of([each.commune for each in slow])
    written = nobody = 0
    for each in slow:
        answering = officers.get(each.commune.pk, [])
        nobody += not answering
        for officer in answering:
            send(
                kind="intake.campaign.urged",
                text=(
                    f"{campaign.name}: {each.commune.name} đã gửi {each.done}/{each.planned} "
                    f"người, hạn {campaign.due:%d/%m/%Y}. Vào mục Thu thập để tải danh sách."
                ),
                at=at,
                user=officer,
                phone=officer.phone,
                email=officer.email,
                subject=f"Nhắc: {campaign.name}",
                about=campaign,
                key=f"campaign-{campaign.public_id}-{officer.pk}-{on:%Y%m%d}",
            )
            written += 1
    detail = {"communes": len(slow), "written": written}
    record("intake.campaign.urged", by=by, about=campaign, detail=detail)
    return written, nobody


def _still_open(campaign: Campaign) -> Campaign:
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.closed_at is not None:
        raise CannotCampaign("Đợt này đã đóng. Mở đợt mới nếu còn cần thu thập.")
    return locked
