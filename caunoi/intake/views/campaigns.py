"""Pages of campaigns: all of them, a new one, how far each commune is, urging the slow ones."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.intake.actions import campaigns as actions
from caunoi.intake.choices.campaigns import Pace
from caunoi.intake.forms.campaigns import CampaignForm, SharesForm
from caunoi.intake.models import Campaign
from caunoi.intake.permissions.campaigns import can_run_campaigns, can_see_campaigns
from caunoi.intake.queries.campaigns import (
    Progress,
    Standing,
    list_campaigns,
    propose_shares,
    standing,
)
from caunoi.intake.views.requests import GET_OR_POST, SignedIn
from caunoi.places.queries import commune_outlines, province
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Kpi, Link
from caunoi_kit.ui.charts import Area, Bar, Map
from caunoi_kit.ui.once import once

BADGES: Final = {
    Pace.DONE: Badge("good", "check", str(Pace.DONE.label)),
    Pace.ON_PACE: Badge("info", "clock", str(Pace.ON_PACE.label)),
    Pace.BEHIND: Badge("warn", "warn", str(Pace.BEHIND.label)),
    Pace.NOTHING: Badge("bad", "warn", str(Pace.NOTHING.label)),
}
CAMPAIGNS: Final = [
    Column("Đợt"), Column("Từ ngày"), Column("Hạn"), Column("Tình trạng"),
]  # fmt: skip
COMMUNES: Final = [
    Column("Xã, phường"),
    Column("Tiến độ"),
    Column("Đã gửi", figures=True),
    Column("Kế hoạch", figures=True),
    Column("Phần trăm", figures=True),
    Column("Dòng cần sửa", figures=True),
    Column("Gửi lần cuối"),
]
TONES_UP_TO: Final = (0, 25, 50, 75)  # percent of the plan; above the last: the fullest tone
LEGEND: Final = ("chưa gửi", "dưới 26%", "26–50%", "51–75%", "trên 75%")
A_WEEK: Final = 7


@require_safe
@only(can_see_campaigns)
def campaigns(request: SignedIn) -> HttpResponse:
    """All campaigns, the newest first."""
    on = timezone.localdate()
    rows = [
        [
            Link(each.name, reverse("intake:campaign", args=[each.public_id])),
            formats.day(each.first),
            formats.day(each.due),
            "Đã đóng" if each.closed_at else formats.deadline(each.due, on),
        ]
        for each in list_campaigns()
    ]
    context = {"columns": CAMPAIGNS, "rows": rows, "may_run": can_run_campaigns(request.user)}
    return render(request, "intake/campaigns.html", context)


@require_http_methods(GET_OR_POST)
@only(can_run_campaigns)
@once
def new_campaign(request: SignedIn) -> HttpResponse:
    """Open a campaign: its name, days, and the total that is shared out by people."""
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, timezone.now()
        place = province(settings.CAUNOI_PROVINCE, on=timezone.localdate(at))
        shares = propose_shares(place, said["total"], on=timezone.localdate(at))
        try:
            made = actions.open_campaign(
                name=said["name"],
                first=said["first"],
                due=said["due"],
                province=place,
                shares=dict(shares),
                by=request.user,
                at=at,
            )
        except actions.CannotCampaign as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã mở đợt {made.name}, chia cho {len(shares)} xã, phường.")
            return redirect("intake:campaign", public_id=made.public_id)
    return render(request, "intake/new_campaign.html", {"form": form})


@require_safe
@only(can_see_campaigns)
def campaign(request: SignedIn, public_id: UUID) -> HttpResponse:
    """How far the campaign is: in figures, by week, on the map, by commune."""
    found = _campaign(public_id)
    return _page(request, found)


@require_POST
@only(can_run_campaigns)
@once
def change_shares(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Give communes other shares."""
    found = _campaign(public_id)
    now = standing(found, on=timezone.localdate())
    form = SharesForm(request.POST, communes=[(c.commune, c.planned) for c in now.communes])
    if not form.is_valid():
        return _page(request, found, shares=form)
    try:
        changed = actions.change_shares(campaign=found, planned=form.planned(), by=request.user)
    except actions.CannotCampaign as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã đổi kế hoạch của {changed} xã, phường.")
    return redirect("intake:campaign", public_id=public_id)


@require_POST
@only(can_run_campaigns)
@once
def urge(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Write to the communes that are behind."""
    at = timezone.now()
    try:
        written, nobody = actions.urge_communes(
            campaign=_campaign(public_id), by=request.user, on=timezone.localdate(at), at=at
        )
    except actions.CannotCampaign as refusal:
        messages.error(request, str(refusal))
    else:
        without = f" {nobody} xã, phường chưa có cán bộ để nhắn." if nobody else ""
        messages.success(request, f"Đã viết {written} tin nhắc.{without}")
    return redirect("intake:campaign", public_id=public_id)


@require_POST
@only(can_run_campaigns)
@once
def close(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Close the campaign."""
    try:
        actions.close_campaign(campaign=_campaign(public_id), by=request.user, at=timezone.now())
    except actions.CannotCampaign as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã đóng đợt thu thập.")
    return redirect("intake:campaign", public_id=public_id)


def _campaign(public_id: UUID) -> Campaign:
    return get_object_or_404(Campaign.objects.select_related("province"), public_id=public_id)


def _page(request: SignedIn, found: Campaign, shares: SharesForm | None = None) -> HttpResponse:
    on = timezone.localdate()
    now = standing(found, on=on)
    may_run = can_run_campaigns(request.user) and found.closed_at is None
    if may_run and shares is None:
        shares = SharesForm(communes=[(each.commune, each.planned) for each in now.communes])
    context: dict[str, Any] = {
        "campaign": found,
        "deadline": formats.deadline(found.due, on),
        "kpis": _kpis(now),
        "weeks": _weeks(now),
        "planned": now.planned,
        "map": _map(now),
        "columns": COMMUNES,
        "rows": [_row(each) for each in now.communes],
        "slow": now.count(Pace.BEHIND) + now.count(Pace.NOTHING),
        "may_run": may_run,
        "shares": shares,
        "shares_open": bool(shares and shares.errors),
    }
    return render(request, "intake/campaign.html", context)


def _kpis(now: Standing) -> list[Kpi]:
    done, total = now.count(Pace.DONE), len(now.communes)
    on_pace = now.done >= now.expected
    return [
        Kpi(
            "Người đã thu thập",
            formats.number(now.done),
            formats.number(now.planned),
            now.percent,
            "good" if on_pace else "warn",
            "Kịp" if on_pace else "Chậm",
            note=f"Đến hôm nay cần {formats.number(now.expected)}",
        ),
        Kpi(
            "Xã, phường đủ kế hoạch",
            formats.number(done),
            formats.number(total),
            100 * done / total if total else 100,
            "good" if done == total else "info",
            "Xong" if done == total else "Đang làm",
        ),
    ]


def _weeks(now: Standing) -> list[Bar]:
    """People that had come by the end of each week, and by the last day asked."""
    days = list(now.days)
    shown = days[A_WEEK - 1 :: A_WEEK]
    if days and (not shown or shown[-1] != days[-1]):
        shown.append(days[-1])
    return [Bar(f"đến {formats.day(day)}", people) for day, people in shown]


def _map(now: Standing) -> Map | None:
    outlines = commune_outlines(now.campaign.province.code)
    drawn = [each for each in now.communes if each.commune.code in outlines.by_code]
    if not drawn:
        return None
    areas = tuple(
        Area(
            outline=outlines.by_code[each.commune.code],
            tone=sum(each.percent > bound for bound in TONES_UP_TO),
            label=each.commune.name,
            figure=f"{each.percent}%",
        )
        for each in drawn
    )
    nothing = now.count(Pace.NOTHING)
    finding = (
        f"{nothing} xã, phường chưa gửi gì." if nothing else "Xã, phường nào cũng đã gửi danh sách."
    )
    return Map(areas, finding, outlines.width, outlines.height, "Phần trăm kế hoạch", LEGEND)


def _row(each: Progress) -> list[Any]:
    return [
        each.commune.name,
        BADGES[each.pace],
        formats.number(each.done),
        formats.number(each.planned),
        f"{each.percent}%",
        formats.number(each.to_mend) if each.to_mend else "",
        formats.day(each.last_on) if each.last_on else "",
    ]
