"""Pages of estimates: the list, a new one, one with its trail and what may be done about it."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.indicators.actions import estimates as actions
from caunoi.indicators.choices.figures import EstimateState
from caunoi.indicators.forms.estimates import (
    EstimateForm,
    EstimatesFilter,
    EstimateWhyForm,
    WhatForm,
)
from caunoi.indicators.models import Definition, Estimate
from caunoi.indicators.permissions.collecting import can_decide_estimates, can_estimate
from caunoi.indicators.queries.catalogue import catalogue
from caunoi.indicators.queries.entries import Entry, entry_words, figure_words, unit_words
from caunoi.indicators.queries.estimates import (
    definitions_estimated,
    estimates,
    periods_estimated,
    units_estimated,
)
from caunoi.indicators.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

A_PAGE: Final = 50
COLUMNS: Final = [
    Column("Chỉ tiêu"),
    Column("Đơn vị"),
    Column("Kỳ"),
    Column("Ước tính", figures=True),
    Column("Tình trạng"),
    Column("Ghi ngày"),
]
STATES: Final = {
    EstimateState.WAITING: Badge("warn", "clock", str(EstimateState.WAITING.label)),
    EstimateState.APPROVED: Badge("info", "info", str(EstimateState.APPROVED.label)),
    EstimateState.REFUSED: Badge("bad", "warn", str(EstimateState.REFUSED.label)),
    EstimateState.REPLACED: Badge("good", "check", str(EstimateState.REPLACED.label)),
    EstimateState.WITHDRAWN: Badge("info", "info", str(EstimateState.WITHDRAWN.label)),
}


@require_safe
@only(can_estimate)
def listing(request: SignedIn) -> HttpResponse:
    """Estimates, the newest first, of one state or all."""
    chosen = EstimatesFilter(request.GET or None)
    state = chosen.cleaned_data["state"] if chosen.is_valid() else ""
    found = estimates(state=state)
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=A_PAGE)
    book = catalogue()
    context = {
        "form": chosen,
        "filtered": bool(state),
        "columns": COLUMNS,
        "rows": [_row(each, book.on(each.indicator_id, each.last)) for each in found[page.part]],
        "page": page,
    }
    return render(request, "indicators/estimates.html", context)


@require_http_methods(GET_OR_POST)
@only(can_estimate)
@once
def new_estimate(request: SignedIn) -> HttpResponse:
    """Enter an estimate: first what is estimated, then whose, how much and how it was found."""
    at = timezone.now()
    on = timezone.localdate(at)
    what = WhatForm(request.GET or None, definitions=definitions_estimated())
    definition: Definition | None = what.cleaned_data["code"] if what.is_valid() else None
    context: dict[str, Any] = {"what": what, "definition": definition}
    if definition is None:
        return render(request, "indicators/new_estimate.html", context)
    form = EstimateForm(
        request.POST or None,
        definition=definition,
        units=list(units_estimated(definition.indicator, definition, on=on)),
        periods=periods_estimated(definition, on=on),
        initial={"unit": request.GET.get("unit", ""), "period": request.GET.get("period", "")},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            estimate = actions.enter_estimate(
                indicator=definition.indicator,
                unit=said["unit"],
                first=said["period"].first,
                last=said["period"].last,
                said=actions.Said(
                    entry=said["entry"],
                    low=said["low"].value if said["low"] else None,
                    high=said["high"].value if said["high"] else None,
                    method=said["method"],
                    source=said["source"],
                ),
                by=request.user,
                at=at,
            )
        except actions.CannotEstimate as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã ghi ước tính. Số được dùng khi người khác duyệt.")
            return redirect("indicators:estimate", public_id=estimate.public_id)
    context["form"] = form
    return render(request, "indicators/new_estimate.html", context)


@require_http_methods(GET_OR_POST)
@only(can_estimate)
@once
def estimate(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One estimate: how it was found, by whom, what became of it; approving and taking back."""
    found = get_object_or_404(
        estimates().select_related("unit__place", "replaced_by__form"), public_id=public_id
    )
    decides = can_decide_estimates(request.user) and found.entered_by_id != request.user.pk
    takes_out = decides or found.entered_by_id == request.user.pk
    form = EstimateWhyForm(request.POST or None)
    if request.method == "POST":
        done = _decided(request, found, form, decides=decides, takes_out=takes_out)
        if done:
            messages.success(request, done)
            return redirect("indicators:estimate", public_id=found.public_id)
    definition = catalogue().on(found.indicator_id, found.last)
    context = {
        "estimate": found,
        "definition": definition,
        "state": STATES[EstimateState(found.state)],
        "value": _words(found, definition),
        "facts": _facts(found, definition),
        "form": form,
        "decides": decides and found.state == EstimateState.WAITING,
        "takes_out": takes_out and found.state in actions.LIVE,
        "own": found.entered_by_id == request.user.pk and found.state == EstimateState.WAITING,
    }
    return render(request, "indicators/estimate.html", context)


def _decided(
    request: SignedIn, found: Estimate, form: EstimateWhyForm, *, decides: bool, takes_out: bool
) -> str:
    """What was done, in words; "" when nothing could be: the form says why."""
    deed, at = request.POST.get("deed", ""), timezone.now()
    try:
        if deed == "approve" and decides:
            actions.approve_estimate(estimate=found, by=request.user, at=at)
            return "Đã duyệt. Ước tính được tính vào tổng và ghi rõ là ước tính."
        if not form.is_valid():
            return ""
        why = form.cleaned_data["why"]
        if deed == "refuse" and decides:
            actions.refuse_estimate(estimate=found, why=why, by=request.user, at=at)
            return "Đã ghi không duyệt, kèm lý do."
        if deed == "withdraw" and takes_out:
            actions.withdraw_estimate(estimate=found, why=why, by=request.user, at=at)
            return "Đã bỏ ước tính. Tổng đã tính lại."
    except actions.CannotEstimate as refusal:
        form.add_error(None, str(refusal))
    return ""


def _row(each: Estimate, definition: Definition) -> list[object]:
    url = reverse("indicators:estimate", args=[each.public_id])
    return [
        Link(definition.short_name, url),
        each.unit.name,
        _days(each),
        _words(each, definition),
        STATES[EstimateState(each.state)],
        formats.day(each.entered_at),
    ]


def _words(each: Estimate, definition: Definition) -> str:
    return entry_words(Entry(each.value, each.bound), definition)


def _days(each: Estimate) -> str:
    return f"{formats.day(each.first)} – {formats.day(each.last)}"


def _facts(each: Estimate, definition: Definition) -> list[Pair]:
    facts = [
        Pair("Đơn vị", each.unit.name),
        Pair("Kỳ", _days(each)),
        Pair("Ước tính", f"{_words(each, definition)} {unit_words(definition)}"),
    ]
    low, high = (
        figure_words(end, definition) if end is not None else "" for end in (each.low, each.high)
    )
    if low or high:
        facts.append(Pair("Khoảng", f"{low or 'không rõ'} – {high or 'không rõ'}"))
    facts.append(Pair("Cách ước tính", each.method))
    if each.source:
        facts.append(Pair("Tài liệu", each.source))
    facts.append(Pair("Người ghi", _who(each.entered_by, each.entered_at)))
    if each.decided_at is not None:
        words = {EstimateState.REFUSED: "Không duyệt", EstimateState.WITHDRAWN: "Bỏ"}
        facts.append(
            Pair(
                words.get(EstimateState(each.state), "Duyệt"),
                _who(each.decided_by, each.decided_at),
                note=each.state_why,
            )
        )
    if each.replaced_at is not None and each.real_value is not None:
        form = f", biểu {each.replaced_by.form.name}" if each.replaced_by else ", từ danh sách"
        facts.append(
            Pair(
                "Số thật",
                f"{figure_words(each.real_value, definition)}{form}",
                note=f"thay ước tính ngày {formats.day(each.replaced_at)}",
            )
        )
    return facts


def _who(user: Any, at: Any) -> str:
    name = user.full_name if user is not None else "lệnh nạp tệp"
    return f"{name}, ngày {formats.day(at)}"
