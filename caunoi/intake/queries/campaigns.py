"""How far each commune of a campaign is, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.intake.choices.campaigns import Pace
from caunoi.intake.choices.files import RowState
from caunoi.intake.models import Campaign, CampaignShare, UploadRow
from caunoi.places.models import Place
from caunoi.places.queries import communes_of
from caunoi_engine.series import share_out

HANDED_IN: Final = (RowState.SAVED, RowState.SAME)
LEEWAY_PERCENT: Final = 10
"""A commune is behind when it misses more than this much of its plan on the day."""


@dataclass(frozen=True)
class Progress:
    """One commune: people planned and handed in, rows still to mend, the last day it sent."""

    commune: Place
    planned: int
    done: int
    to_mend: int
    last_on: date | None
    pace: Pace

    @property
    def percent(self) -> int:
        """Of the plan, whole percent; 100 for a commune that has no plan."""
        return 100 * self.done // self.planned if self.planned else 100

    @property
    def left(self) -> int:
        """People still to come."""
        return max(0, self.planned - self.done)


@dataclass(frozen=True)
class Standing:
    """A campaign on a day: its communes, the slowest first; people by day, added up."""

    campaign: Campaign
    communes: tuple[Progress, ...]
    planned: int
    done: int
    expected: int
    days: tuple[tuple[date, int], ...]

    @property
    def percent(self) -> int:
        """Of the plan, whole percent."""
        return 100 * self.done // self.planned if self.planned else 100

    def count(self, pace: Pace) -> int:
        """Communes at that pace."""
        return sum(1 for each in self.communes if each.pace == pace)


def list_campaigns() -> QuerySet[Campaign]:
    """All campaigns, the newest first."""
    return Campaign.objects.select_related("province").order_by("-first", "-id")


def open_campaigns_of(commune: Place, *, on: date) -> list[tuple[Campaign, Progress]]:
    """What a commune still owes on a day, the nearest last day first."""
    shares = (
        CampaignShare.objects.filter(
            commune=commune, campaign__closed_at=None, campaign__first__lte=on
        )
        .select_related("campaign", "commune")
        .order_by("campaign__due", "id")
    )
    return [
        (share.campaign, _progress(share, _counts(share.campaign, [commune]), on=on))
        for share in shares
    ]


def standing(campaign: Campaign, *, on: date) -> Standing:
    """The whole campaign; four questions however many communes it has."""
    shares = list(
        CampaignShare.objects.filter(campaign=campaign)
        .select_related("commune")
        .order_by("commune__search_key", "commune__code")
    )
    counts = _counts(campaign, [share.commune for share in shares])
    communes = [_progress(share, counts, on=on) for share in shares]
    slowest = sorted(communes, key=lambda each: (each.percent, -each.planned))
    planned = sum(share.planned for share in shares)
    return Standing(
        campaign=campaign,
        communes=tuple(slowest),
        planned=planned,
        done=sum(each.done for each in communes),
        expected=expected(planned, campaign, on=on),
        days=tuple(_by_day(campaign, on=on)),
    )


def expected(planned: int, campaign: Campaign, *, on: date) -> int:
    """People that should have come by a day if they came evenly."""
    whole = (campaign.due - campaign.first).days
    gone = min(max((on - campaign.first).days, 0), whole)
    return planned * gone // whole


def propose_shares(province: Place, total: int, *, on: date) -> list[tuple[Place, int]]:
    """A total shared out over the communes of a province by their people.

    A commune whose people are not known counts as an average one, so that none is forgotten.
    """
    communes = list(communes_of(province, on=on))
    known = [commune.population for commune in communes if commune.population]
    average = sum(known) // len(known) if known else 1
    weights = [commune.population or average for commune in communes]
    return list(zip(communes, share_out(total, weights), strict=True))


def officers_of(communes: Sequence[Place]) -> dict[int, list[User]]:
    """Who answers for each commune, by its key."""
    officers: dict[int, list[User]] = {}
    for user in (
        User.objects.filter(role=Role.COMMUNE, is_active=True, org_unit__place__in=communes)
        .select_related("org_unit")
        .order_by("id")
    ):
        if user.org_unit is not None and user.org_unit.place_id is not None:
            officers.setdefault(user.org_unit.place_id, []).append(user)
    return officers


def _rows(campaign: Campaign) -> QuerySet[UploadRow]:
    return UploadRow.objects.filter(
        upload__commune__in=CampaignShare.objects.filter(campaign=campaign).values("commune"),
        upload__sent_at__date__range=(campaign.first, _last(campaign)),
    )


def _last(campaign: Campaign) -> date:
    """Late files count until the campaign is closed."""
    return (
        timezone.localtime(campaign.closed_at).date()
        if campaign.closed_at is not None
        else date.max
    )


def _counts(campaign: Campaign, communes: Sequence[Place]) -> dict[int, dict[str, Any]]:
    rows = (
        _rows(campaign)
        .filter(upload__commune__in=communes)
        .values("upload__commune")
        .annotate(
            done=Count("person", distinct=True, filter=Q(state__in=HANDED_IN)),
            to_mend=Count("id", filter=Q(state=RowState.TO_MEND)),
            last=Max("upload__sent_at"),
        )
        .order_by("upload__commune")
    )
    return {row["upload__commune"]: dict(row) for row in rows}


def _progress(share: CampaignShare, counts: dict[int, dict[str, Any]], *, on: date) -> Progress:
    row = counts.get(share.commune_id, {"done": 0, "to_mend": 0, "last": None})
    return Progress(
        commune=share.commune,
        planned=share.planned,
        done=row["done"],
        to_mend=row["to_mend"],
        last_on=timezone.localtime(row["last"]).date() if row["last"] else None,
        pace=_pace(row["done"], share, on=on),
    )


def _pace(done: int, share: CampaignShare, *, on: date) -> Pace:
    if done >= share.planned:
        return Pace.DONE
    missing = expected(share.planned, share.campaign, on=on) - done
    if missing * 100 <= share.planned * LEEWAY_PERCENT:
        return Pace.ON_PACE
    return Pace.BEHIND if done else Pace.NOTHING


def _by_day(campaign: Campaign, *, on: date) -> list[tuple[date, int]]:
    """People handed in up to the end of each day, from the first day to the day asked."""
    came = dict(
        _rows(campaign)
        .filter(state__in=HANDED_IN, upload__saved_at__isnull=False)
        .annotate(day=TruncDate("upload__saved_at"))
        .values_list("day")
        .annotate(Count("person", distinct=True))
        .order_by("day")
    )
    days, total = [], 0
    day, last = campaign.first, min(on, campaign.due)
    while day <= last:
        total += came.get(day, 0)
        days.append((day, total))
        day += timedelta(days=1)
    return days
