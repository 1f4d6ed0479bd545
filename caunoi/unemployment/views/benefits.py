"""People on benefit: one with all that happened, and the lists of what has to be done."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.unemployment.actions.benefits import read_benefit
from caunoi.unemployment.actions.looking import look
from caunoi.unemployment.actions.payments import CannotPay, release_month
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.actions.standing import (
    propose_other_days,
    propose_resumptions,
    propose_suspensions,
)
from caunoi.unemployment.choices.benefits import BenefitState, MonthState
from caunoi.unemployment.forms.benefits import MoveDaysForm, WhyForm
from caunoi.unemployment.models import Benefit, BenefitMonth, Decision
from caunoi.unemployment.permissions.benefits import can_handle_benefits, can_see_benefits
from caunoi.unemployment.queries import benefits as asked
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Event, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

FILTERS: Final = {
    "": "Đang hưởng",
    "dung": "Đang tạm dừng",
    "chuyen": "Đã chuyển đi",
    "cham-dut": "Đã chấm dứt",
    "het": "Đã hưởng hết",
}
_STATES: Final = {
    "": BenefitState.RUNNING,
    "dung": BenefitState.SUSPENDED,
    "chuyen": BenefitState.MOVED,
    "cham-dut": BenefitState.ENDED,
    "het": BenefitState.FINISHED,
}
WORK: Final = {
    "tam-dung": ("Không thông báo: trình tạm dừng", "Trình tạm dừng những người đã chọn"),
    "tiep-tuc": ("Đã thông báo lại: trình tiếp tục", "Trình tiếp tục những người đã chọn"),
}
COLUMNS: Final = [
    Column("Người hưởng"),
    Column("Căn cứ"),
    Column("Thời gian hưởng"),
    Column("Mức/tháng", figures=True),
    Column("Tình trạng"),
]


@require_safe
@only(can_see_benefits)
def benefits(request: SignedIn) -> HttpResponse:
    """People on benefit under a filter, the newest first."""
    chosen = request.GET.get("loc", "")
    chosen = chosen if chosen in FILTERS else ""
    found = look(
        rows=asked.benefits().filter(state=_STATES[chosen]),
        person="person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="theo dõi trợ cấp thất nghiệp",
    )
    rows = [
        [
            shown.name_link(each),
            shown.grant_of(each),
            f"{formats.day(each.starts_on)}–{formats.day(each.ends_on)}",
            formats.number(each.amount),
            shown.benefit_badge(each),
        ]
        for each in found.rows
    ]
    context = {
        "page": found.page,
        "columns": COLUMNS,
        "rows": rows,
        "chips": [Link(label, f"?loc={key}", key == chosen) for key, label in FILTERS.items()],
    }
    return render(request, "unemployment/benefits.html", context)


@require_safe
@only(can_see_benefits)
def benefit(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One benefit: its months, what can be done today, what happened."""
    on = timezone.localdate()
    found = read_benefit(benefit=_benefit(public_id), by=request.user, on=on)
    context = {
        "found": found,
        "benefit": found.benefit,
        "badge": shown.benefit_badge(found.benefit),
        "facts": shown.facts(found.benefit),
        "months": [_month(month, on) for month in found.months],
        "events": _events(found),
        "may_work": can_handle_benefits(request.user),
        "standing": found.benefit.state in {BenefitState.RUNNING, BenefitState.SUSPENDED},
        "decisions": [_decision(each) for each in found.decisions],
        "cleared": found.months_cleared,
        "paid": found.paid,
    }
    return render(request, "unemployment/benefit.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def standing(request: SignedIn, what: str) -> HttpResponse:
    """Months to suspend, or to go on with: tick and propose, another signs."""
    if what not in WORK:
        raise Http404
    rows = asked.to_suspend() if what == "tam-dung" else asked.to_resume()
    if request.method == "POST":
        propose = propose_suspensions if what == "tam-dung" else propose_resumptions
        done = propose(months=_ticked(request, rows), by=request.user, at=timezone.now())
        if done.count:
            messages.success(request, f"Đã trình {done.count} quyết định. Người khác duyệt.")
        else:
            messages.error(request, "Chưa chọn ai, hoặc đã có người trình rồi.")
        return redirect("unemployment:standing", what=what)
    found = look(
        rows=rows,
        person="person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="trình tạm dừng, tiếp tục hưởng",
    )
    on = timezone.localdate()
    title, label = WORK[what]
    context = {
        "title": title,
        "label": label,
        "page": found.page,
        "rows": [
            {
                "key": str(month.public_id),
                "benefit": month.benefit,
                "name": month.person.full_name,
                "url": shown.benefit_url(month.benefit),
                "what": f"Tháng thứ {month.k}, hạn thông báo {shown.window(month)}",
                "due": shown.due_words(_due(month, what), on),
            }
            for month in found.rows
        ],
        "chips": [
            Link(words[0], reverse("unemployment:standing", args=[key]), key == what)
            for key, words in WORK.items()
        ],
    }
    return render(request, "unemployment/standing.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def other_days(request: SignedIn) -> HttpResponse:
    """Other days of notice for those a disaster hit: tick, say why, another signs."""
    on = timezone.localdate()
    rows = asked.windows_open(on)
    form = MoveDaysForm(request.POST if request.method == "POST" else None)
    if shown.sent(
        request,
        form,
        lambda: propose_other_days(
            months=_ticked(request, rows), **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        (CannotPropose,),
        "Đã trình dời ngày thông báo. Giám đốc Sở duyệt rồi ngày mới có hiệu lực.",
    ):
        return redirect("unemployment:notices")
    found = look(
        rows=rows,
        person="person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="dời ngày thông báo vì thiên tai",
    )
    context = {
        "form": form,
        "page": found.page,
        "rows": [
            {
                "key": str(month.public_id),
                "name": month.person.full_name,
                "url": shown.benefit_url(month.benefit),
                "what": f"Tháng thứ {month.k}, hạn {shown.window(month)}",
            }
            for month in found.rows
        ],
    }
    return render(request, "unemployment/other_days.html", context)


@require_POST
@only(can_handle_benefits)
@once
def release(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A month that was kept back may be paid after all."""
    month = asked.find_month(public_id)
    if month is None:
        raise Http404
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Ghi kết quả xác minh.")
    else:
        shown.done_or_said(
            request,
            lambda: release_month(
                month=month, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
            ),
            (CannotPay,),
            f"Tháng thứ {month.k} được chi lại, vào danh sách lần tới.",
        )
    return redirect(shown.benefit_url(month.benefit))


def _benefit(public_id: UUID) -> Benefit:
    found = asked.find_benefit(public_id)
    if found is None:
        raise Http404
    return found


def _ticked(request: SignedIn, rows: QuerySet[BenefitMonth]) -> list[BenefitMonth]:
    keys = [key for key in request.POST.getlist("month") if _is_key(key)]
    return list(rows.filter(public_id__in=keys))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _due(month: BenefitMonth, what: str) -> Any:
    return asked.due_of(month, resume=what == "tiep-tuc")


def _month(month: BenefitMonth, on: Any) -> dict[str, Any]:
    takes = asked.takes_notice(month, on=on)
    notice = getattr(month, "notice", None)
    return {
        "month": month,
        "period": shown.period(month),
        "window": shown.window(month),
        "notice": shown.notice_badge(month, on),
        "badge": shown.month_badge(month),
        "given": notice,
        "list": month.line.list if month.line else None,
        "take_url": reverse("unemployment:notice", args=[month.public_id]) if takes else "",
        "held": month.state == MonthState.HELD,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision,
        "name": f"{decision.get_kind_display()} {decision.symbol}".strip(),
        "state": decision.get_state_display(),
        "url": reverse("unemployment:decision", args=[decision.public_id]),
        "complain_url": reverse("unemployment:complain", args=[decision.public_id])
        if decision.symbol
        else "",
    }


def _events(found: asked.BenefitPage) -> list[Event]:
    """What happened, the latest first."""
    told: list[tuple[Any, Event]] = []

    def tell(when: Any, what: str, detail: str = "", mark: str = "done") -> None:
        told.append((when, Event(formats.day(when), what, detail, mark)))

    for month in found.months:
        if (notice := getattr(month, "notice", None)) is not None:
            detail = f"{notice.get_channel_display()}, biên nhận {notice.number}/{notice.year}"
            tell(notice.given_at, f"Thông báo tìm việc tháng thứ {month.k}", detail)
        if month.line is not None and (signed := month.line.list.signed_at) is not None:
            tell(signed, f"Duyệt chi tháng thứ {month.k}", formats.money(month.amount))
    for each in found.decisions:
        name = f"{each.get_kind_display()} {each.symbol}".strip()
        tell(each.approved_at or each.proposed_at, name, each.get_state_display())
    for report in found.reports:
        words = f"{report.get_cause_display()}, từ {formats.day(report.effective_on)}"
        tell(report.at, words, report.get_state_display())
    for move in found.transfers:
        tell(move.at, f"{move.get_direction_display()}, {move.get_state_display().lower()}")
    tell(found.benefit.opened_at, "Bắt đầu hưởng", shown.grant_of(found.benefit))
    return [event for _, event in sorted(told, key=lambda each: each[0], reverse=True)]
