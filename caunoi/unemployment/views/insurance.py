"""Lists to social insurance: what waits in each, make one, download it, mark it sent."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.unemployment.actions.insurance import CannotSend, make_sending, mark_sent
from caunoi.unemployment.actions.looking import look, look_at_sending
from caunoi.unemployment.choices.benefits import InsuranceList
from caunoi.unemployment.exports.payments import insurance_sheet
from caunoi.unemployment.exports.training import study_sheet
from caunoi.unemployment.models import InsuranceSending
from caunoi.unemployment.permissions.benefits import can_handle_benefits, can_see_benefits
from caunoi.unemployment.queries import insurance as asked
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

SENDINGS_A_PAGE: Final = 20
SENT: Final = [
    Column("Danh sách"),
    Column("Nội dung"),
    Column("Số người", figures=True),
    Column("Lập lúc"),
    Column("Gửi"),
]
ITEMS: Final = [Column("Người"), Column("Nội dung"), Column("Từ ngày"), Column("Hạn gửi")]


@require_http_methods(GET_OR_POST)
@only(can_see_benefits)
@once
def insurance_lists(request: SignedIn) -> HttpResponse:
    """Every kind of list with what waits in it; one button makes one."""
    on = timezone.localdate()
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in InsuranceList.values or not can_handle_benefits(request.user):
            raise Http404
        shown.done_or_said(
            request,
            lambda: make_sending(kind=InsuranceList(kind), by=request.user, at=timezone.now()),
            (CannotSend,),
            lambda made: f"Đã lập danh sách số {made.number}/{made.year}, {made.count} người.",
        )
        return redirect("unemployment:insurance_lists")
    found = asked.sendings()
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=SENDINGS_A_PAGE)
    context = {
        "cards": [
            {
                "kind": each.kind,
                "label": each.kind.label,
                "article": each.article,
                "count": each.count,
                "due": shown.due_words(each.due_on, on) if each.due_on else "",
                "last": each.last,
            }
            for each in asked.outstanding(on=on)
        ],
        "page": page,
        "columns": SENT,
        "rows": [_row(each) for each in found[page.part]],
        "may_work": can_handle_benefits(request.user),
    }
    return render(request, "unemployment/insurance_lists.html", context)


@require_http_methods(GET_OR_POST)
@only(can_see_benefits)
@once
def insurance_list(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One list with its people; the form marks it sent."""
    sending = _sending(public_id)
    if request.method == "POST":
        if not can_handle_benefits(request.user):
            raise Http404
        shown.done_or_said(
            request,
            lambda: mark_sent(sending=sending, by=request.user, at=timezone.now()),
            (CannotSend,),
            "Đã ghi gửi bảo hiểm xã hội.",
        )
        return redirect("unemployment:insurance_list", public_id=public_id)
    found = look(
        rows=asked.items_of(sending),
        person="person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="báo bảo hiểm xã hội",
    )
    lines = [asked.as_line(item) for item in found.rows]
    context = {
        "sending": sending,
        "page": found.page,
        "columns": ITEMS,
        "rows": [
            [
                line.person.full_name,
                line.what,
                formats.day(line.since) if line.since else "",
                formats.day(item.due_on) if item.due_on else "không có hạn",
            ]
            for line, item in zip(lines, found.rows, strict=True)
        ],
        "may_work": can_handle_benefits(request.user),
    }
    return render(request, "unemployment/insurance_list.html", context)


@require_safe
@only(can_handle_benefits)
def insurance_file(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The list as .xlsx."""
    sending = _sending(public_id)
    items = look_at_sending(sending=sending, by=request.user)
    name = f"bhxh-{sending.kind.lower().replace('_', '-')}-{sending.number}-{sending.year}.xlsx"
    if sending.kind == InsuranceList.STUDY_MONEY:
        return file_answer(
            study_sheet(item.study_month for item in items if item.study_month), name
        )
    return file_answer(insurance_sheet(sending, items), name)


def _row(sending: InsuranceSending) -> list:
    url = reverse("unemployment:insurance_list", args=[sending.public_id])
    sent = Badge("warn", "clock", "Chưa gửi")
    if sending.sent_at is not None:
        sent = Badge("good", "check", f"Đã gửi {formats.day(sending.sent_at)}")
    return [
        Link(f"Số {sending.number}/{sending.year}", url),
        sending.get_kind_display(),
        formats.number(sending.count),
        formats.moment(sending.made_at),
        sent,
    ]


def _sending(public_id: UUID) -> InsuranceSending:
    found = asked.find_sending(public_id)
    if found is None:
        raise Http404
    return found
