"""Plans: all of a year, one over its units, one number with its history, those of a unit."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.indicators.actions import targets as actions
from caunoi.indicators.choices.targets import TargetState
from caunoi.indicators.forms.targets import ShareBy, ShareForm, TargetForm
from caunoi.indicators.models import Indicator, ReportingUnit, Target
from caunoi.indicators.permissions.steering import (
    answers_for,
    can_assign_plans,
    can_open_records,
    can_propose_plans,
    can_see_plan_of,
    can_see_plans,
)
from caunoi.indicators.queries import targets as queries
from caunoi.indicators.queries.catalogue import definition_on
from caunoi.indicators.queries.units import NoUnit, province_unit
from caunoi.indicators.views import targets_words as words
from caunoi.indicators.views.requests import GET_OR_POST, SignedIn
from caunoi.places.models import Place
from caunoi.places.queries import province
from caunoi_kit.ui.access import only, require
from caunoi_kit.ui.once import once

YEARS_BACK, YEARS_AHEAD = 3, 1


@require_safe
@only(can_open_records)
def plans(request: SignedIn) -> HttpResponse:
    """Every indicator of a year: the plan, what its parts add up to, how far they are agreed."""
    on = timezone.localdate()
    year = _year(request, on)
    rows = queries.plan_rows(_province(on), year, on=on)
    planned = [each for each in rows if each.whole is not None or each.parts]
    context = {
        "year": year,
        "years": words.years(year, on),
        "columns": words.PLANS,
        "rows": [words.plan_row(each, year) for each in planned],
        "unplanned": [words.plan_link(each, year) for each in rows if each not in planned],
        "apart": sum(1 for each in planned if each.difference),
        "proposed": sum(each.proposed for each in planned),
    }
    return render(request, "indicators/plans.html", context)


@require_safe
@only(can_open_records)
def plan(request: SignedIn, code: str) -> HttpResponse:
    """One indicator over its units, with the sum beside the whole and a proposal."""
    return _plan_page(request, get_object_or_404(Indicator, code=code))


@require_POST
@only(can_propose_plans)
@once
def propose(request: SignedIn, code: str) -> HttpResponse:
    """Propose the plan of the whole province."""
    at = timezone.now()
    on = timezone.localdate(at)
    indicator, year = get_object_or_404(Indicator, code=code), _year(request, on)
    definition = definition_on(indicator, date(year, 12, 31))
    form = TargetForm(request.POST, definition=definition)
    if not form.is_valid():
        return _plan_page(request, indicator, form=form)
    try:
        target = actions.propose_target(
            plan=actions.Plan(
                indicator, province_unit(_province(on)), queries.year_span(definition, year)
            ),
            value=form.cleaned_data["value"],
            why=form.cleaned_data["why"],
            by=request.user,
            at=at,
        )
    except (actions.CannotTarget, NoUnit) as refusal:
        form.add_error(None, str(refusal))
        return _plan_page(request, indicator, form=form)
    messages.success(
        request, f"Đã đề xuất {words.figure(target.value, definition)} cho năm {year}."
    )
    return redirect(_plan_url(indicator, year))


@require_POST
@only(can_propose_plans)
@once
def share(request: SignedIn, code: str) -> HttpResponse:
    """Share the plan of the province out over its communes, as proposals."""
    at = timezone.now()
    on = timezone.localdate(at)
    indicator, year = get_object_or_404(Indicator, code=code), _year(request, on)
    form = ShareForm(request.POST)
    whole = queries.whole_target(indicator, _province(on), year)
    if not form.is_valid() or whole is None:
        messages.error(request, "Chưa có kế hoạch của cả tỉnh để chia. Ghi đề xuất trước.")
        return redirect(_plan_url(indicator, year))
    by_people = form.cleaned_data["by"] == ShareBy.POPULATION
    rows = queries.unit_rows(indicator, _province(on), year, on=on)
    weights = {
        row.unit: row.population if by_people else max(row.last_year or 0, 0) for row in rows
    }
    try:
        made = actions.share_down(
            whole=whole,
            weights=weights,
            by=request.user,
            at=at,
            why=str(ShareBy(form.cleaned_data["by"]).label),
        )
    except actions.CannotTarget as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã chia cho {len(made)} đơn vị, chờ giao.")
    return redirect(_plan_url(indicator, year))


@require_POST
@only(can_propose_plans)
@once
def quarters(request: SignedIn, code: str) -> HttpResponse:
    """Share the plan of the province over the quarters of its year."""
    at = timezone.now()
    on = timezone.localdate(at)
    indicator, year = get_object_or_404(Indicator, code=code), _year(request, on)
    whole = queries.whole_target(indicator, _province(on), year)
    if whole is None:
        raise Http404
    try:
        actions.share_over_quarters(
            year=whole,
            definition=definition_on(indicator, date(year, 12, 31)),
            weights=queries.quarter_weights(indicator, _province(on), year, on=on),
            by=request.user,
            at=at,
        )
    except actions.CannotTarget as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã chia theo bốn quý, theo số đạt được từng quý năm trước.")
    return redirect(_plan_url(indicator, year))


@require_POST
@only(can_assign_plans)
@once
def assign(request: SignedIn, code: str) -> HttpResponse:
    """Assign all proposals of an indicator that others made: whole, units, quarters."""
    at = timezone.now()
    on = timezone.localdate(at)
    indicator, year = get_object_or_404(Indicator, code=code), _year(request, on)
    waiting = queries.proposals(indicator, _province(on), year)
    try:
        count = actions.assign_targets(targets=list(waiting), by=request.user, at=at)
    except actions.CannotTarget as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã giao {count} kế hoạch.")
    return redirect(_plan_url(indicator, year))


@require_http_methods(GET_OR_POST)
@only(can_see_plans)
@once
def target(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One number: its history; assign, accept, answer or change it."""
    found = get_object_or_404(
        Target.objects.select_related("indicator", "unit__place", "unit__institution"),
        public_id=public_id,
    )
    require(can_see_plan_of, request.user, found.unit)
    definition = definition_on(found.indicator, found.last)
    may = _may(request, found)
    form = TargetForm(
        request.POST if request.method == "POST" and request.POST.get("viec") == "so" else None,
        definition=definition,
        asks_why=True,
    )
    if request.method == "POST":
        try:
            done = _do(request, found, form, may)
        except actions.CannotTarget as refusal:
            form.add_error(None, str(refusal)) if form.is_bound else messages.error(
                request, str(refusal)
            )
        else:
            if done:
                messages.success(request, done)
                return redirect("indicators:target", public_id=public_id)
    context = {
        "target": found,
        "definition": definition,
        "figure": words.figure(found.value, definition),
        "unit": words.unit_of(definition),
        "badge": words.STATES[TargetState(found.state)],
        "period": words.span_words(found),
        "may": may,
        "form": form,
        "history": words.history(list(queries.steps_of([found])), {found.pk: definition}),
        "quarters": words.quarters(list(queries.quarters_of(found)), definition),
        "back_url": _plan_url(found.indicator, found.last.year)
        if can_open_records(request.user)
        else f"{reverse('indicators:unit_plan')}?don-vi={found.unit.code}&nam={found.last.year}",
    }
    return render(request, "indicators/target.html", context)


@require_http_methods(GET_OR_POST)
@only(can_see_plans)
@once
def unit_plan(request: SignedIn) -> HttpResponse:
    """The plan of one unit: accept it, or open a number to answer it with another."""
    at = timezone.now()
    on = timezone.localdate(at)
    year, unit = _year(request, on), _unit(request)
    targets = list(queries.targets_of_unit(unit, year)) if unit is not None else []
    may_answer = unit is not None and answers_for(request.user, unit)
    if request.method == "POST" and unit is not None:
        require(answers_for, request.user, unit)
        try:
            count = actions.accept_targets(targets=targets, by=request.user, at=at)
        except actions.CannotTarget as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã nhận {count} kế hoạch.")
            return redirect(f"{request.path}?don-vi={unit.code}&nam={year}")
    definitions = queries.definitions_of(targets, year)
    steps = list(queries.steps_of(targets)[:40]) if targets else []
    context = {
        "unit": unit,
        "year": year,
        "years": words.years(year, on, unit=unit.code if unit is not None else ""),
        "columns": words.OF_UNIT,
        "rows": [words.unit_target(each, definitions[each.indicator_id]) for each in targets],
        "waiting": sum(each.state in queries.WAITING for each in targets) if may_answer else 0,
        "history": words.history(
            steps, {each.pk: definitions[each.indicator_id] for each in targets}
        ),
    }
    return render(request, "indicators/unit_plan.html", context)


def _plan_page(
    request: SignedIn, indicator: Indicator, form: TargetForm | None = None
) -> HttpResponse:
    on = timezone.localdate()
    year, place = _year(request, on), _province(on)
    definition = definition_on(indicator, date(year, 12, 31))
    whole = queries.whole_target(indicator, place, year)
    rows = queries.unit_rows(indicator, place, year, on=on)
    proposed = queries.propose_for(indicator, place, year, on=on)
    if form is None:
        start = proposed.proposal.value if proposed and whole is None else None
        form = TargetForm(
            definition=definition,
            initial={"value": words.figure(start, definition)} if start is not None else None,
        )
    waiting = list(queries.proposals(indicator, place, year))
    context: dict[str, Any] = {
        "indicator": indicator,
        "definition": definition,
        "year": year,
        "years": words.years(year, on),
        "asked": f"?nam={year}",
        "whole": words.whole(whole, definition),
        "sum": words.sum_beside(whole, rows, definition),
        "columns": words.UNITS,
        "rows": [words.unit_row(each, definition) for each in rows],
        "proposal": words.proposal(proposed, definition, year),
        "form": form,
        "share_form": ShareForm(),
        "may_share": whole is not None and bool(rows),
        "may_assign": can_assign_plans(request.user) and bool(waiting),
        "waiting": len(waiting),
        "quarters": words.quarters(list(queries.quarters_of(whole)), definition)
        if whole is not None
        else [],
        "may_quarter": whole is not None and queries.can_be_shared_over_time(definition),
    }
    return render(request, "indicators/plan.html", context)


def _may(request: SignedIn, found: Target) -> dict[str, bool]:
    """What this user may do with a number as it stands."""
    user, waits = request.user, found.state in queries.WAITING
    answering = answers_for(user, found.unit)
    return {
        "assign": found.state == TargetState.PROPOSED and can_assign_plans(user),
        "accept": waits and answering,
        "answer": waits and answering and not can_assign_plans(user),
        "change": found.state in actions.SETTLED and can_assign_plans(user),
    }


def _do(request: SignedIn, found: Target, form: TargetForm, may: dict[str, bool]) -> str:
    """What was asked for, done; what to tell, "" when the form has to be mended first."""
    at, deed = timezone.now(), request.POST.get("viec", "")
    if deed == "giao" and may["assign"]:
        actions.assign_targets(targets=[found], by=request.user, at=at)
        return "Đã giao kế hoạch."
    if deed == "nhan" and may["accept"]:
        actions.accept_targets(targets=[found], by=request.user, at=at)
        return "Đã nhận kế hoạch."
    if deed == "so" and (may["change"] or may["answer"]):
        if not form.is_valid():
            return ""
        said: dict[str, Any] = {
            "target": found,
            "value": form.cleaned_data["value"],
            "why": form.cleaned_data["why"],
            "by": request.user,
            "at": at,
        }
        if may["change"]:
            actions.change_target(**said)
            return "Đã điều chỉnh. Đơn vị sẽ nhận lại số mới."
        actions.answer_target(**said)
        return "Đã gửi số đề nghị. Nơi giao sẽ xem và giao lại."
    raise actions.CannotTarget("Việc này không làm được lúc này. Tải lại trang để xem mới nhất.")


def _unit(request: SignedIn) -> ReportingUnit | None:
    """The unit of the address, or the user's own. Raises 404, 403."""
    if code := request.GET.get("don-vi", "")[:40]:
        unit = get_object_or_404(
            ReportingUnit.objects.select_related("place", "institution"), code=code
        )
        require(can_see_plan_of, request.user, unit)
        return unit
    return queries.own_unit(request.user)


def _year(request: SignedIn, on: date) -> int:
    asked = request.GET.get("nam", "")
    if asked.isascii() and asked.isdigit() and len(asked) == 4:  # noqa: PLR2004  digits of a year
        return min(max(int(asked), on.year - 20), on.year + YEARS_AHEAD)
    return on.year


def _province(on: date) -> Place:
    return province(settings.CAUNOI_PROVINCE, on=on)


def _plan_url(indicator: Indicator, year: int) -> str:
    return f"{reverse('indicators:plan', args=[indicator.code])}?nam={year}"
