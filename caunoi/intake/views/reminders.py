"""Reminding firms that are late: one, or all of a period that nobody has reminded today."""

from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from caunoi.employers.models import Employer
from caunoi.employers.queries import find_employer
from caunoi.employers.queries.reports import ReportPeriod, period_due
from caunoi.intake.actions.reminders import Reminded, remind_firms
from caunoi.intake.permissions.files import can_remind_firms
from caunoi.intake.queries.reminders import late_firms, late_period, unreminded
from caunoi.intake.views.requests import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once

AT_A_TIME: Final = 200  # firms in one go, so that nobody waits for the page


@require_POST
@only(can_remind_firms)
@once
def remind(request: SignedIn) -> HttpResponse:
    """Remind the firm that is named, else the late firms of a period nobody reminded today."""
    at = timezone.localtime()
    firm = _firm(request.POST.get("don-vi", ""))
    period = _period(request.POST.get("ky", "")) or late_period(at.date())
    waiting = unreminded(late_firms(period, on=at.date()), since=morning(at))
    firms = [firm] if firm is not None else list(waiting[:AT_A_TIME])
    done = remind_firms(
        firms=firms, period=period, by=request.user, on=at.date(), at=at, address_of=_address_of
    )
    _tell(request, done, more=0 if firm else max(waiting.count() - done.nobody, 0))
    if firm is not None:
        return redirect("intake:firm_reports", public_id=firm.public_id)
    here = reverse("intake:reports")
    return redirect(f"{here}?ky={period.before.isoformat()}&loai=chua" if period else here)


def morning(at: datetime) -> datetime:
    """The beginning of the day of a moment, here."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))


def _tell(request: SignedIn, done: Reminded, *, more: int) -> None:
    n = formats.number
    if done.firms:
        left = f" Còn {n(more)} đơn vị: bấm Nhắc lần nữa." if more else ""
        messages.success(request, f"Đã nhắc {n(done.firms)} đơn vị.{left}")
    if done.before:
        messages.info(request, f"{n(done.before)} đơn vị hôm nay đã nhắc rồi. Mai hãy nhắc lại.")
    if done.nobody:
        messages.warning(
            request,
            f"{n(done.nobody)} đơn vị chưa có tài khoản, điện thoại hay thư điện tử: gọi hoặc "
            "gửi giấy, rồi ghi điện thoại vào hồ sơ đơn vị.",
        )
    if not (done.firms or done.before or done.nobody):
        messages.info(request, "Không còn đơn vị nào trễ mà hôm nay chưa nhắc.")


def _firm(said: str) -> Employer | None:
    try:
        return find_employer(UUID(said))
    except ValueError:
        return None


def _period(said: str) -> ReportPeriod | None:
    try:
        return period_due(date.fromisoformat(said))
    except ValueError:
        return None


def _address_of(firm: Employer) -> str:
    return settings.CAUNOI_ADDRESS + reverse("intake:firm_reports", args=[firm.public_id])
