"""Benefits as the components of their pages take them."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from caunoi.unemployment.choices.benefits import (
    BenefitState,
    MonthState,
    NoticeState,
)
from caunoi.unemployment.choices.payments import ListState
from caunoi.unemployment.models import Benefit, BenefitMonth, PaymentList
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Link, Pair, State

_BENEFITS: Final[dict[str, tuple[State, str]]] = {
    BenefitState.RUNNING: ("good", "check"),
    BenefitState.SUSPENDED: ("warn", "clock"),
    BenefitState.MOVED: ("info", "next"),
    BenefitState.ENDED: ("bad", "close"),
    BenefitState.FINISHED: ("info", "check"),
}
_MONTHS: Final[dict[str, tuple[State, str]]] = {
    MonthState.OPEN: ("info", "clock"),
    MonthState.CLEARED: ("good", "check"),
    MonthState.HELD: ("bad", "warn"),
    MonthState.SUSPENDED: ("warn", "close"),
    MonthState.VOID: ("info", "close"),
    MonthState.ELSEWHERE: ("info", "next"),
    MonthState.UNFETCHED: ("warn", "save"),
}
_NOTICES: Final[dict[str, tuple[State, str]]] = {
    NoticeState.WAITING: ("info", "clock"),
    NoticeState.GIVEN: ("good", "check"),
    NoticeState.MISSED: ("bad", "warn"),
    NoticeState.NOT_NEEDED: ("info", "check"),
}
_LISTS: Final[dict[str, tuple[State, str]]] = {
    ListState.MADE: ("warn", "list"),
    ListState.CHECKED: ("warn", "search"),
    ListState.SIGNED: ("good", "check"),
    ListState.SENT: ("good", "check"),
    ListState.RETURNED: ("info", "close"),
}


def benefit_badge(benefit: Benefit) -> Badge:
    """The state of a benefit: drawing and word."""
    kind, icon = _BENEFITS[benefit.state]
    return Badge(kind, icon, benefit.get_state_display())


def month_badge(month: BenefitMonth) -> Badge:
    """What became of the money of a month."""
    kind, icon = _MONTHS[month.state]
    return Badge(kind, icon, month.get_state_display())


def notice_badge(month: BenefitMonth, on: date) -> Badge:
    """Whether the notice of a month was given."""
    kind, icon = _NOTICES[month.notice_state]
    word = month.get_notice_state_display()
    if month.notice_state == NoticeState.WAITING and month.window_from > on:
        word = "Chưa đến hạn"
    return Badge(kind, icon, word)


def list_badge(payments: PaymentList) -> Badge:
    """The state of a list of payees."""
    kind, icon = _LISTS[payments.state]
    return Badge(kind, icon, payments.get_state_display())


def due_words(due: date | None, on: date) -> Badge | str:
    """A day something is due, said to be over when it is."""
    if due is None:
        return "không có hạn"
    if due < on:
        return Badge("bad", "warn", f"Quá hạn {formats.day(due)}")
    kind: State = "warn" if due == on else "info"
    return Badge(kind, "clock", f"Hạn {formats.day(due)}")


def benefit_url(benefit: Benefit) -> str:
    """The page of a benefit."""
    return reverse("unemployment:benefit", args=[benefit.public_id])


def name_link(benefit: Benefit) -> Link:
    """The person's name, leading to the benefit."""
    return Link(benefit.person.full_name, benefit_url(benefit))


def grant_of(benefit: Benefit) -> str:
    """The decision a benefit rests on, in words."""
    if benefit.decision is not None:
        return f"Quyết định {benefit.decision.symbol}"
    return f"Quyết định {benefit.outside_number} (tỉnh khác)"


def window(month: BenefitMonth) -> str:
    """Days of notice: "20/04/2026–22/04/2026", marked while the calendar is not official."""
    said = f"{formats.day(month.window_from)}–{formats.day(month.window_to)}"
    return said if month.confirmed else f"{said} (lịch nghỉ chưa công bố)"


def period(month: BenefitMonth) -> str:
    """Days of a month."""
    return f"{formats.day(month.starts_on)}–{formats.day(month.ends_on)}"


def facts(benefit: Benefit) -> list[Pair]:
    """What was granted."""
    told = [
        Pair("Căn cứ", grant_of(benefit)),
        Pair("Mức hưởng", f"{formats.money(benefit.amount)}/tháng"),
        Pair(
            "Thời gian",
            f"{formats.day(benefit.starts_on)} – {formats.day(benefit.ends_on)}",
            note=f"{benefit.months_granted} tháng",
        ),
        Pair("Tháng đóng đã tính", f"{benefit.total_months} tháng"),
        Pair("Bảo lưu trong quyết định", f"{benefit.reserve_at_start} tháng"),
    ]
    if benefit.bank:
        told.append(Pair("Nhận tiền", benefit.bank, note=formats.masked(_account(benefit))))
    elif benefit.cash_place:
        told.append(Pair("Nhận tiền mặt", benefit.cash_place))
    if benefit.ended_on is not None:
        told.append(Pair("Chấm dứt", formats.day(benefit.ended_on)))
        told.append(Pair("Lý do", benefit.get_end_cause_display()))
        told.append(Pair("Bảo lưu khi chấm dứt", f"{benefit.reserve_at_end or 0} tháng"))
    return told


def _account(benefit: Benefit) -> str:
    return benefit.account_number or ""


def sent(
    request: HttpRequest,
    form: forms.Form,
    deed: Callable[[], Any],
    refusals: tuple[type[Exception], ...],
    said: str | Callable[[Any], str],
) -> bool:
    """Do what a form asks for; a refusal stands in the form. Whether it was done."""
    if not form.is_valid():
        return False
    try:
        made = deed()
    except refusals as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, said(made) if callable(said) else said)
    return True


def done_or_said(
    request: HttpRequest,
    deed: Callable[[], Any],
    refusals: tuple[type[Exception], ...],
    said: str | Callable[[Any], str],
) -> None:
    """Do what a button asks for; a refusal is said on the page it leads back to."""
    try:
        made = deed()
    except refusals as refusal:
        messages.error(request, str(refusal))
        return
    messages.success(request, said(made) if callable(said) else said)
