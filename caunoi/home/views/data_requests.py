"""Requests of people about their own data: the list by due day, one of them, a new one."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.home import forms
from caunoi.home.actions.erasing import CannotErase, erase_as_asked
from caunoi.home.permissions import can_erase, can_handle_requests
from caunoi.home.queries.duty_kinds import left_of, left_words
from caunoi.home.queries.erased import bound_of
from caunoi.home.views.requests import SignedIn
from caunoi.people.actions import requests as actions
from caunoi.people.choices import OPEN_REQUESTS, RequestState, Right
from caunoi.people.models import DataRequest
from caunoi.people.queries import find_person
from caunoi.people.queries.requests import (
    ended_requests,
    find_request,
    open_requests,
    terms_of,
)
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

SIZE: Final = 50
SOON: Final = 1  # working days
NEXT: Final = {RequestState.ASKED: "trả lời", RequestState.ACCEPTED: "làm xong"}
GET_OR_POST: Final = ["GET", "HEAD", "POST"]
OPEN_COLUMNS: Final = [
    Column("Ai"), Column("Muốn gì"), Column("Việc tới"), Column("Hạn"), Column("Còn lại"),
]  # fmt: skip
ENDED_COLUMNS: Final = [Column("Ai"), Column("Muốn gì"), Column("Khép lại"), Column("Kết quả")]


@require_safe
@only(can_handle_requests)
def data_requests(request: SignedIn) -> HttpResponse:
    """Requests that wait, the most urgent first; `?loai=da-xong` those ended."""
    on, ended = timezone.localdate(), request.GET.get("loai") == "da-xong"
    found = ended_requests() if ended else open_requests()
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=SIZE)
    shown = list(found[page.part])
    actions.read_requests(people=[each.person_id for each in shown], by=request.user)
    here = reverse("home:data_requests")
    context: dict[str, Any] = {
        "chips": [
            Link("Đang chờ", here, current=not ended),
            Link("Đã khép lại", f"{here}?loai=da-xong", current=ended),
        ],
        "columns": ENDED_COLUMNS if ended else OPEN_COLUMNS,
        "rows": [_ended_row(each) if ended else _row(each, on) for each in shown],
        "page": page,
        "ended": ended,
    }
    return render(request, "home/data_requests.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_requests)
@once
def data_request(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One request: answer, put off once, refuse with the article, do it."""
    found = find_request(public_id)
    if found is None:
        raise Http404
    do = request.POST.get("do", "") if request.method == "POST" else ""
    done = forms.DoneForm(request.POST if do == "done" else None)
    why = forms.DataReasonForm(request.POST if do in {"extend", "refuse"} else None)
    if do and _did(request, found, do, done, why):
        return redirect("home:data_request", public_id=public_id)
    actions.read_requests(people=[found.person_id], by=request.user)
    found = find_request(public_id) or found
    return render(request, "home/data_request.html", _page(request, found, done, why))


@require_http_methods(GET_OR_POST)
@only(can_handle_requests)
@once
def ask_for(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take in what somebody asks at the desk, by telephone or by letter."""
    person = find_person(public_id)
    if person is None:
        raise Http404
    form = forms.DataRequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.ask(
            person=person,
            right=Right(form.cleaned_data["right"]),
            words=form.cleaned_data["words"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"Đã ghi. Hạn trả lời {formats.day(made.answer_due)}.")
        return redirect("home:data_request", public_id=made.public_id)
    actions.read_requests(people=[person.pk], by=request.user)
    context = {"form": form, "person": person, "back": reverse("people:person", args=[public_id])}
    return render(request, "home/ask_for.html", context)


def _did(
    request: SignedIn,
    found: DataRequest,
    do: str,
    done: forms.DoneForm,
    why: forms.DataReasonForm,
) -> bool:
    """Do what a button asks; False when something typed is missing."""
    on, at, by = timezone.localdate(), timezone.now(), request.user
    deeds: dict[str, tuple[Callable[[], DataRequest], str]] = {
        "accept": (
            lambda: actions.accept(request=found, by=by, on=on),
            "Đã nhận làm. Báo cho người yêu cầu hạn làm xong.",
        ),
        "extend": (
            lambda: actions.extend(request=found, why=why.cleaned_data["why"], by=by, on=on),
            "Đã gia hạn. Người yêu cầu đọc được lý do.",
        ),
        "refuse": (
            lambda: actions.refuse(request=found, why=why.cleaned_data["why"], by=by, on=on),
            "Đã từ chối, kèm lý do.",
        ),
        "done": (
            lambda: actions.finish(request=found, answer=done.cleaned_data["answer"], by=by, at=at),
            "Đã ghi là làm xong.",
        ),
    }
    if can_erase(by) and found.right == Right.DELETE:
        deeds.pop("done")
        deeds["erase"] = (lambda: erase_as_asked(request=found, by=by, at=at), "Đã xoá.")
        deeds["erase_partly"] = (
            lambda: erase_as_asked(request=found, by=by, at=at, partly=True),
            "Đã xoá phần không phải giữ; phần luật bắt giữ còn nguyên.",
        )
    elif found.right == Right.DELETE:
        deeds.pop("done")
    if do not in deeds:
        messages.warning(request, "Việc này không làm được với yêu cầu này. Tải lại trang.")
        return True
    if (do == "done" and not done.is_valid()) or (
        do in {"extend", "refuse"} and not why.is_valid()
    ):
        return False
    deed, words = deeds[do]
    try:
        deed()
    except (CannotErase, actions.CannotAnswer) as refusal:
        messages.warning(request, str(refusal))
        return True
    messages.success(request, words)
    return True


def _page(
    request: SignedIn, found: DataRequest, done: forms.DoneForm, why: forms.DataReasonForm
) -> dict[str, Any]:
    on, deleting = timezone.localdate(), found.right == Right.DELETE
    is_open = found.state in OPEN_REQUESTS
    answer, finish = terms_of(Right(found.right), on=found.asked_on)
    bound = bound_of(found.person) if deleting and is_open else []
    return {
        "found": found,
        "open": is_open,
        "waits": found.state == RequestState.ASKED,
        "facts": [
            Pair("Nhận ngày", formats.day(found.asked_on)),
            Pair("Trả lời trước hết", formats.day(found.answer_due), note=answer.article),
            Pair("Xong trước hết", formats.day(found.done_due), note=finish.article),
            Pair("Điện thoại", formats.phone(found.person.phone) or "chưa có"),
            *([Pair("Gia hạn vì", found.extended_why)] if found.extended_why else []),
            *([Pair("Kết quả", found.answer)] if found.answer else []),
        ],
        "badge": _left(found, on),
        "next": NEXT.get(RequestState(found.state), ""),
        "deleting": deleting,
        "may_erase": deleting and can_erase(request.user),
        "bound": [
            f"{formats.number(each.count)} {each.words}, ít nhất đến hết ngày "
            f"{formats.day(each.until)}. {each.law}."
            for each in bound
        ],
        "at_once": Right(found.right) in actions.AT_ONCE,
        "done": done,
        "why": why,
    }


def _row(each: DataRequest, on: date) -> list[Any]:
    return [
        _link(each),
        str(each.get_right_display()),
        NEXT[RequestState(each.state)],
        formats.day(each.due_on) if each.due_on else "",
        _left(each, on),
    ]


def _ended_row(each: DataRequest) -> list[Any]:
    ended = formats.day(each.ended_on) if each.ended_on else ""
    return [_link(each), str(each.get_right_display()), ended, str(each.get_state_display())]


def _link(each: DataRequest) -> Link:
    return Link(each.person.full_name, reverse("home:data_request", args=[each.public_id]))


def _left(each: DataRequest, on: date) -> Badge:
    if each.due_on is None:
        return Badge("info", "check", str(each.get_state_display()))
    left = left_of(each.due_on, on)
    kind: Any = "bad" if left < 0 else "warn" if left <= SOON else "info"
    return Badge(kind, "clock", left_words(left))
