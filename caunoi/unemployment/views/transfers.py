"""Benefits that leave for another province, and those that come."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.people.queries import find_person
from caunoi.unemployment.actions import transfers as actions
from caunoi.unemployment.actions.looking import look
from caunoi.unemployment.actions.transfers import Arriving, CannotTransfer
from caunoi.unemployment.choices.benefits import Direction, TransferState
from caunoi.unemployment.forms.benefits import ArrivingForm, TransferForm
from caunoi.unemployment.models import Transfer
from caunoi.unemployment.permissions.benefits import can_handle_benefits, can_see_benefits
from caunoi.unemployment.queries import moves as asked
from caunoi.unemployment.queries.benefits import find_benefit
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER


@require_safe
@only(can_see_benefits)
def transfers(request: SignedIn) -> HttpResponse:
    """Moves under way with the papers to print and the next step of each."""
    on = timezone.localdate()
    found = look(
        rows=asked.open_transfers(),
        person="benefit.person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="chuyển nơi hưởng",
    )
    names = asked.province_names(on)
    context = {
        "page": found.page,
        "cards": [
            {
                "transfer": each,
                "name": each.benefit.person.full_name,
                "url": shown.benefit_url(each.benefit),
                "province": names.get(each.province, each.province),
                "due": shown.due_words(each.due_on, on) if not each.sent_on else "",
                "papers": _papers(each),
                "steps": _steps(each),
            }
            for each in found.rows
        ],
        "may_work": can_handle_benefits(request.user),
    }
    return render(request, "unemployment/transfers.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def transfer_out(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The request to move to another province (Mẫu 19)."""
    benefit = find_benefit(public_id)
    if benefit is None:
        raise Http404
    on = timezone.localdate()
    form = TransferForm(request.POST if request.method == "POST" else None, initial={"on": on})
    form.fields["province"].offer(asked.all_provinces(on), settings.CAUNOI_PROVINCE)  # type: ignore[attr-defined]
    if shown.sent(
        request,
        form,
        lambda: actions.ask_to_move(
            benefit=benefit, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        (CannotTransfer,),
        "Đã nhận đề nghị chuyển. In Mẫu 20, Mẫu 21 rồi ghi đã gửi.",
    ):
        return redirect("unemployment:transfers")
    context = {
        "form": form,
        "title": "Chuyển nơi hưởng",
        "lead": f"{benefit.person.full_name}, {shown.grant_of(benefit)}. Cần đã hưởng ít nhất "
        "một tháng (Nghị định 374/2025 Điều 20).",
        "back": shown.benefit_url(benefit),
        "back_label": "Trợ cấp của người này",
        "submit": "Nhận đề nghị chuyển",
    }
    return render(request, "unemployment/benefit_form.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def transfer_in(request: SignedIn, person_id: UUID) -> HttpResponse:
    """A benefit comes from another province: what its papers say."""
    person = find_person(person_id)
    if person is None:
        raise Http404
    on = timezone.localdate()
    form = ArrivingForm(request.POST if request.method == "POST" else None, initial={"on": on})
    form.fields["province"].offer(asked.all_provinces(on), settings.CAUNOI_PROVINCE)  # type: ignore[attr-defined]
    if shown.sent(
        request,
        form,
        lambda: actions.receive_transfer(
            person=person,
            arriving=_arriving(form, person.full_name),
            on=form.cleaned_data["on"],
            by=request.user,
            at=timezone.now(),
        ),
        (CannotTransfer,),
        "Đã nhận hồ sơ chuyển đến. In Mẫu 22 gửi bảo hiểm xã hội.",
    ):
        return redirect("unemployment:transfers")
    context = {
        "form": form,
        "title": "Nhận chuyển đến",
        "lead": f"{person.full_name}. Ghi theo giấy giới thiệu và quyết định kèm theo.",
        "back": reverse("unemployment:transfers"),
        "back_label": "Chuyển nơi hưởng",
        "submit": "Nhận hồ sơ chuyển đến",
    }
    return render(request, "unemployment/benefit_form.html", context)


@require_POST
@only(can_handle_benefits)
@once
def transfer_step(request: SignedIn, public_id: UUID, step: str) -> HttpResponse:
    """Letters sent, taken there, taken back, payment asked for."""
    transfer = asked.find_transfer(public_id)
    if transfer is None:
        raise Http404
    told: dict[str, Any] = {
        "transfer": transfer,
        "on": timezone.localdate(),
        "by": request.user,
        "at": timezone.now(),
    }
    steps = {
        "gui": (actions.send_away, "Đã ghi gửi giấy. Các tháng còn lại do nơi đến chi trả."),
        "nhan": (actions.note_taken, "Đã ghi nơi đến đã nhận."),
        "rut": (actions.withdraw_transfer, "Đã rút. Người này hưởng tiếp ở đây."),
        "chi-tra": (actions.ask_payment, "Đã ghi đề nghị bảo hiểm xã hội chi trả tiếp."),
    }
    if step not in steps:
        raise Http404
    deed, said = steps[step]
    shown.done_or_said(request, lambda: deed(**told), (CannotTransfer,), said)
    return redirect("unemployment:transfers")


def _arriving(form: ArrivingForm, holder: str) -> Arriving:
    told = {**form.cleaned_data, "account_holder": holder}
    names = {each.name for each in fields(Arriving)}
    return Arriving(**{name: value for name, value in told.items() if name in names})


def _papers(transfer: Transfer) -> list[tuple[str, str]]:
    numbers = ("20", "21") if transfer.direction == Direction.OUT else ("22",)
    return [
        (
            f"Mẫu {number}",
            reverse("unemployment:paper", args=[f"chuyen-{number}", transfer.public_id, "pdf"]),
        )
        for number in numbers
    ]


def _steps(transfer: Transfer) -> list[tuple[str, str]]:
    """What may be done now: address part and label."""
    if transfer.direction == Direction.IN:
        return [("chi-tra", "Đã gửi Mẫu 22")]
    if transfer.state == TransferState.ASKED:
        return [("gui", "Đã gửi Mẫu 20, Mẫu 21"), ("rut", "Người này rút đề nghị")]
    return [("nhan", "Nơi đến đã nhận"), ("rut", "Người này ở lại, rút hồ sơ")]
