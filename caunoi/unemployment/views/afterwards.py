"""Money nobody fetched, money that goes back, complaints."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.unemployment.actions import afterwards as actions
from caunoi.unemployment.actions import complaints
from caunoi.unemployment.actions.afterwards import CannotNote
from caunoi.unemployment.actions.complaints import CannotComplain
from caunoi.unemployment.actions.looking import look, look_at_complaint, look_at_money
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.choices.benefits import (
    OPEN_COMPLAINTS,
    ComplaintLevel,
    ComplaintState,
    RecoveryState,
)
from caunoi.unemployment.forms.benefits import (
    AcceptForm,
    AnswerForm,
    ComplaintForm,
    ReceivedForm,
    RepaymentForm,
    UncollectedMoneyForm,
)
from caunoi.unemployment.models import Complaint, Decision
from caunoi.unemployment.permissions.benefits import (
    can_answer_first,
    can_answer_second,
    can_handle_benefits,
    can_see_benefits,
)
from caunoi.unemployment.queries import moves as asked
from caunoi.unemployment.queries.benefits import find_benefit
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi.unemployment.views.training_words import training_url
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

RECOVERIES: Final = [
    Column("Người"),
    Column("Phải trả (đồng)", figures=True),
    Column("Đã trả (đồng)", figures=True),
    Column("Hạn trả"),
    Column("Tình trạng"),
]
COMPLAINTS: Final = [Column("Người"), Column("Quyết định"), Column("Lần"), Column("Hạn")]


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def uncollected_money(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Social insurance writes that money lies there (Mẫu 13): note it, then propose Mẫu 14."""
    benefit = find_benefit(public_id)
    if benefit is None:
        raise Http404
    form = UncollectedMoneyForm(request.POST if request.method == "POST" else None)
    form.offer(asked.cleared_numbers(benefit))
    if shown.sent(
        request,
        form,
        lambda: actions.note_uncollected(
            benefit=benefit,
            months=[int(k) for k in form.cleaned_data["months"]],
            letter=form.cleaned_data["letter"],
            told_on=form.cleaned_data["told_on"],
            by=request.user,
            at=timezone.now(),
        ),
        (CannotNote,),
        "Đã ghi. Trình quyết định bảo lưu ở trang này.",
    ):
        return redirect(shown.benefit_url(benefit))
    context = {
        "form": form,
        "title": "Tiền không đến nhận (Mẫu 13)",
        "lead": f"{benefit.person.full_name}. Ghi văn bản của bảo hiểm xã hội.",
        "back": shown.benefit_url(benefit),
        "back_label": "Trợ cấp của người này",
        "submit": "Ghi",
    }
    return render(request, "unemployment/benefit_form.html", context)


@require_POST
@only(can_handle_benefits)
@once
def reserve_money(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Propose that the months nobody fetched are reserved (Mẫu 14)."""
    noted = asked.find_uncollected(public_id)
    if noted is None:
        raise Http404
    shown.done_or_said(
        request,
        lambda: actions.propose_reserve(noted=noted, by=request.user, at=timezone.now()),
        (CannotPropose,),
        "Đã trình quyết định bảo lưu. Người khác duyệt.",
    )
    return redirect(shown.benefit_url(noted.benefit))


@require_safe
@only(can_see_benefits)
def recoveries(request: SignedIn) -> HttpResponse:
    """Money that has to come back, the nearest day first."""
    on = timezone.localdate()
    found = look(
        rows=asked.open_recoveries(),
        person="person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="thu hồi tiền",
    )
    rows = [
        [
            Link(
                each.person.full_name,
                reverse("unemployment:recovery", args=[each.public_id]),
            ),
            formats.number(each.amount),
            formats.number(each.repaid),
            shown.due_words(each.due_on, on),
            each.get_state_display(),
        ]
        for each in found.rows
    ]
    context = {
        "title": "Thu hồi tiền chi thừa",
        "lead": "Trả trong 10 ngày làm việc từ ngày nhận quyết định (Mẫu 09).",
        "page": found.page,
        "columns": RECOVERIES,
        "rows": rows,
        "nothing": "Không có khoản nào phải thu hồi",
    }
    return render(request, "unemployment/work_list.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def recovery(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One sum that goes back: propose, note the day of receipt, note what was repaid."""
    found = asked.find_recovery(public_id)
    if found is None:
        raise Http404
    post = request.POST if request.method == "POST" else None
    do = request.POST.get("do", "")
    received = ReceivedForm(post if do == "received" else None)
    repaid = RepaymentForm(post if do == "repaid" else None)
    told: dict[str, Any] = {"recovery": found, "by": request.user, "at": timezone.now()}
    refusals = (CannotNote, CannotPropose)
    here = redirect("unemployment:recovery", public_id=public_id)
    if do == "propose":
        shown.done_or_said(
            request,
            lambda: actions.propose_recovery(**told, violation_paper=""),
            refusals,
            "Đã trình quyết định thu hồi. Người khác duyệt.",
        )
        return here
    if do == "received" and shown.sent(
        request,
        received,
        lambda: actions.note_recovery_received(**told, **received.cleaned_data),
        refusals,
        lambda made: f"Đã ghi. Hạn trả {formats.day(made.due_on)}.",
    ):
        return here
    if do == "repaid" and shown.sent(
        request,
        repaid,
        lambda: actions.note_repayment(**told, **repaid.cleaned_data),
        refusals,
        "Đã ghi tiền trả.",
    ):
        return here
    look_at_money(recovery=found, by=request.user)
    return render(request, "unemployment/recovery.html", _recovery(found, received, repaid))


def _recovery(found: Any, received: ReceivedForm, repaid: RepaymentForm) -> dict[str, Any]:
    decided = found.state == RecoveryState.DECIDED
    return {
        "recovery": found,
        "facts": [
            Pair("Phải trả lại", formats.money(found.amount)),
            *(
                [
                    Pair("Trong đó học phí", formats.money(found.tuition)),
                    Pair("Trong đó tiền ăn", formats.money(found.meals)),
                ]
                if found.training
                else []
            ),
            Pair("Đã trả", formats.money(found.repaid)),
            Pair("Các tháng", ", ".join(str(k) for k in found.months)),
            Pair("Tình trạng", found.get_state_display()),
            Pair("Hạn trả", _day(found.due_on)),
        ],
        "repayments": asked.repayments(found),
        "received": received if decided and found.received_on is None else None,
        "repaid": repaid if decided else None,
        "may_propose": found.decision is None or found.decision.state == "RETURNED",
        "back": shown.benefit_url(found.benefit) if found.benefit else training_url(found.training),
    }


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def complain(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take in a complaint about a decision."""
    decision = Decision.objects.select_related("person").filter(public_id=public_id).first()
    if decision is None:
        raise Http404
    on = timezone.localdate()
    form = ComplaintForm(
        request.POST if request.method == "POST" else None, initial={"received_on": on}
    )
    if shown.sent(
        request,
        form,
        lambda: complaints.receive_complaint(
            decision=decision, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        (CannotComplain,),
        "Đã nhận đơn khiếu nại.",
    ):
        return redirect("unemployment:complaints")
    context = {
        "form": form,
        "title": "Nhận đơn khiếu nại",
        "lead": f"{decision.person.full_name}, {decision.get_kind_display()} {decision.symbol}.",
        "back": reverse("unemployment:complaints"),
        "back_label": "Khiếu nại",
        "submit": "Nhận đơn",
    }
    return render(request, "unemployment/benefit_form.html", context)


@require_safe
@only(can_see_benefits)
def complaint_list(request: SignedIn) -> HttpResponse:
    """Complaints nobody has answered, the nearest day first."""
    on = timezone.localdate()
    found = look(
        rows=asked.open_complaints(),
        person="person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="giải quyết khiếu nại",
    )
    rows = [
        [
            Link(each.person.full_name, reverse("unemployment:complaint", args=[each.public_id])),
            f"{each.decision.get_kind_display()} {each.decision.symbol}",
            each.get_level_display(),
            shown.due_words(each.answer_due or each.accept_due, on),
        ]
        for each in found.rows
    ]
    context = {
        "title": "Khiếu nại",
        "lead": "Người đã trình hoặc ký quyết định không trả lời khiếu nại về quyết định đó.",
        "page": found.page,
        "columns": COMPLAINTS,
        "rows": rows,
        "nothing": "Không có khiếu nại nào chờ trả lời",
    }
    return render(request, "unemployment/work_list.html", context)


@require_http_methods(GET_OR_POST)
@only(can_see_benefits)
@once
def complaint(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One complaint: take it up, answer it, close it, take in the second one."""
    found = asked.find_complaint(public_id)
    if found is None:
        raise Http404
    post = request.POST if request.method == "POST" else None
    do, on = request.POST.get("do", ""), timezone.localdate()
    forms = {
        "accept": AcceptForm(post if do == "accept" else None, initial={"on": on}),
        "answer": AnswerForm(post if do == "answer" else None, initial={"on": on}),
        "second": ComplaintForm(post if do == "second" else None, initial={"received_on": on}),
    }
    told: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if do in forms:
        deeds: dict[str, Callable[[], Any]] = {
            "accept": lambda: complaints.accept_complaint(
                complaint=found, **forms["accept"].cleaned_data, **told
            ),
            "answer": lambda: complaints.answer_complaint(
                complaint=found, **forms["answer"].cleaned_data, **told
            ),
            "second": lambda: complaints.receive_second(
                first=found, **forms["second"].cleaned_data, **told
            ),
        }
        if shown.sent(request, forms[do], deeds[do], (CannotComplain,), "Đã ghi."):
            return redirect("unemployment:complaint", public_id=public_id)
    elif do in {ComplaintState.REFUSED, ComplaintState.WITHDRAWN}:
        shown.done_or_said(
            request,
            lambda: complaints.close_complaint(complaint=found, state=ComplaintState(do), **told),
            (CannotComplain,),
            "Đã ghi.",
        )
        return redirect("unemployment:complaint", public_id=public_id)
    elif do:
        messages.error(request, "Chọn một việc ở trang này.")
    look_at_complaint(complaint=found, by=request.user)
    return render(request, "unemployment/complaint.html", _complaint(request, found, forms))


def _complaint(request: SignedIn, found: Complaint, forms: dict[str, Any]) -> dict[str, Any]:
    may = can_answer_second if found.level == ComplaintLevel.SECOND else can_answer_first
    own = request.user.pk in {found.proposer_id, found.approver_id}
    accepted = found.state == ComplaintState.ACCEPTED
    return {
        "complaint": found,
        "open": found.state in OPEN_COMPLAINTS,
        "accept": forms["accept"] if found.state == ComplaintState.RECEIVED else None,
        "answer": forms["answer"] if accepted and may(request.user) and not own else None,
        "second": forms["second"] if _may_go_on(found) else None,
        "own": own,
        "facts": [
            Pair("Quyết định", f"{found.decision.get_kind_display()} {found.decision.symbol}"),
            Pair("Lần", found.get_level_display()),
            Pair("Ngày nhận", formats.day(found.received_on)),
            Pair("Hạn thụ lý", formats.day(found.accept_due)),
            Pair("Hạn giải quyết", _day(found.answer_due)),
            Pair("Tình trạng", found.get_state_display()),
        ],
    }


def _may_go_on(found: Complaint) -> bool:
    answered = found.state == ComplaintState.ANSWERED
    return found.level == ComplaintLevel.FIRST and answered and not hasattr(found, "second")


def _day(due: date | None) -> str:
    return formats.day(due) if due else "chưa tính"
