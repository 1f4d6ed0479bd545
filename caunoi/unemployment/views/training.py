"""Training support of workers: files, the course month by month, what is still to be listed."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.people.models import Person
from caunoi.people.queries import find_person
from caunoi.unemployment.actions import training as actions
from caunoi.unemployment.actions.looking import look, look_at_months, look_at_training
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.actions.training import CannotTrain, TrainingAsk
from caunoi.unemployment.choices.training import TRAINING_IN_HAND, TrainingGround
from caunoi.unemployment.exports.training import study_sheet
from caunoi.unemployment.forms.training import (
    OnForm,
    OnWhyForm,
    StudyDaysForm,
    TrainingForm,
    TrainingPaidForm,
)
from caunoi.unemployment.models import TrainingMonth, TrainingSupport
from caunoi.unemployment.permissions.benefits import can_handle_benefits, can_see_benefits
from caunoi.unemployment.queries import training as asked
from caunoi.unemployment.queries.my_training import papers_of
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views import training_words as words
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

REFUSALS: Final = (CannotTrain, CannotPropose)
COLUMNS: Final = [
    Column("Hồ sơ"),
    Column("Người"),
    Column("Khoá"),
    Column("Tình trạng"),
    Column("Hạn"),
]
MONTHS: Final = [
    Column("Người"),
    Column("Cơ sở đào tạo"),
    Column("Tháng học"),
    Column("Ngày thực học", figures=True),
    Column("Học phí (đồng)", figures=True),
    Column("Tiền ăn (đồng)", figures=True),
    Column("Hạn"),
]
TOLD: Final = frozenset(TrainingAsk.__dataclass_fields__)


@require_safe
@only(can_see_benefits)
def training_list(request: SignedIn) -> HttpResponse:
    """Files of training support under a filter."""
    on = timezone.localdate()
    chosen = request.GET.get("loc", "")
    chosen = chosen if chosen in asked.FILTERS else ""
    found = look(
        rows=asked.training_files(chosen),
        person="person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="hỗ trợ đào tạo",
    )
    many = asked.counts()
    context = {
        "page": found.page,
        "columns": COLUMNS,
        "rows": [
            [
                Link(f"{each.number}/{each.year}", words.training_url(each)),
                each.person.full_name,
                each.course,
                words.training_badge(each),
                shown.due_words(due, on) if (due := words.due_of(each)) else "không tính",
            ]
            for each in found.rows
        ],
        "chips": [
            Link(f"{label} ({many[key]})", f"?loc={key}", key == chosen)
            for key, label in asked.FILTERS.items()
        ],
        "may_work": can_handle_benefits(request.user),
    }
    return render(request, "unemployment/training_list.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def training_new(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Take a file in: Mẫu 02 with what the centre knows already."""
    person = find_person(person_id)
    if person is None:
        raise Http404
    ground, benefit, claim = asked.ground_of(person)
    on = timezone.localdate()
    form = _form(request, ground, new=True, initial=_known(person, benefit or claim, on))
    made: list[TrainingSupport] = []
    if shown.sent(
        request,
        form,
        lambda: made.append(
            actions.receive_training(
                person=person,
                ground=form.cleaned_data["ground"],
                asked=_asked(form),
                missing=form.cleaned_data["missing"],
                benefit=benefit,
                claim=claim,
                by=request.user,
                at=timezone.now(),
            )
        ),
        REFUSALS,
        "Đã nhận hồ sơ. Xem mức hỗ trợ rồi trình duyệt.",
    ):
        return redirect("unemployment:training", public_id=made[0].public_id)
    context = {
        "form": form,
        "title": "Nhận hồ sơ hỗ trợ đào tạo",
        "lead": f"{person.full_name}. {ground.label if form.here else 'Chưa hưởng trợ cấp ở đây'}.",
        "back": reverse("unemployment:training_list"),
        "submit": "Nhận hồ sơ",
    }
    return render(request, "unemployment/training_form.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def training_change(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Another course or other facts, before anything is proposed."""
    support = _found(public_id)
    form = _form(request, TrainingGround(support.ground), new=False, initial=_told(support))
    if shown.sent(
        request,
        form,
        lambda: actions.change_training(
            support=support, asked=_asked(form), by=request.user, at=timezone.now()
        ),
        REFUSALS,
        "Đã lưu.",
    ):
        return redirect("unemployment:training", public_id=public_id)
    context = {
        "form": form,
        "title": "Sửa hồ sơ hỗ trợ đào tạo",
        "lead": f"{support.person.full_name}, hồ sơ {support.number}/{support.year}.",
        "back": words.training_url(support),
        "submit": "Lưu",
    }
    return render(request, "unemployment/training_form.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def training_receive(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take in what was sent online: the desk adds what it knows, names what is missing."""
    support = _found(public_id)
    form = _form(request, TrainingGround(support.ground), new=True, initial=_told(support))
    if shown.sent(
        request,
        form,
        lambda: actions.take_in_training(
            support=support,
            asked=_asked(form),
            missing=form.cleaned_data["missing"],
            by=request.user,
            at=timezone.now(),
        ),
        REFUSALS,
        "Đã tiếp nhận. Xem mức hỗ trợ rồi trình duyệt.",
    ):
        return redirect("unemployment:training", public_id=public_id)
    context = {
        "form": form,
        "title": "Tiếp nhận hồ sơ gửi qua mạng",
        "lead": f"{support.person.full_name}, hồ sơ {support.number}/{support.year}.",
        "papers": papers_of(support),
        "back": words.training_url(support),
        "submit": "Tiếp nhận",
    }
    return render(request, "unemployment/training_form.html", context)


@require_safe
@only(can_see_benefits)
def training(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One file: what the law gives, the next step, the months of the course."""
    support = look_at_training(support=_found(public_id), by=request.user)
    on = timezone.localdate()
    in_hand = support.state in TRAINING_IN_HAND
    months = list(support.months.order_by("number"))
    steps = words.steps(support, on)
    if any(month.paid_on for month in months):
        back = reverse("unemployment:training_overpaid", args=[public_id])
        steps.append((back, "Ghi chi thừa (Mẫu 09)", True))
    present = asked.days_present(support)
    context = {
        "support": support,
        "badge": words.training_badge(support),
        "due": shown.due_words(due, on) if (due := words.due_of(support)) else None,
        "found": asked.compute_training(support, on=on) if in_hand else None,
        "facts": words.facts(support),
        "course": words.course_facts(support),
        "months": [words.month_card(each, present, on) for each in months],
        "recoveries": support.recoveries.order_by("id"),
        "decisions": [
            (each, reverse("unemployment:decision", args=[each.public_id]))
            for each in support.decisions.order_by("proposed_at", "id")
        ],
        "prints": words.prints(support),
        "papers": papers_of(support),
        "steps": steps if can_handle_benefits(request.user) else [],
        "may_work": can_handle_benefits(request.user),
        "in_hand": in_hand,
    }
    return render(request, "unemployment/training.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def training_step(request: SignedIn, public_id: UUID, step: str) -> HttpResponse:
    """One deed on a file: papers complete, proposed, fetched, withdrawn, cancelled, ended."""
    support = _found(public_id)
    if step not in words.STEPS:
        raise Http404
    title, kind, said = words.STEPS[step]
    forms_of = {"on": OnForm, "why": OnWhyForm}
    form = (
        forms_of[kind](
            request.POST if request.method == "POST" else None,
            initial={"on": timezone.localdate()},
        )
        if kind
        else None
    )
    if form is None:
        shown.done_or_said(request, lambda: _do(step, support, request, {}), REFUSALS, said)
        return redirect("unemployment:training", public_id=public_id)
    if shown.sent(
        request, form, lambda: _do(step, support, request, form.cleaned_data), REFUSALS, said
    ):
        return redirect("unemployment:training", public_id=public_id)
    context = {
        "form": form,
        "title": title,
        "lead": f"{support.person.full_name}, hồ sơ {support.number}/{support.year}.",
        "back": words.training_url(support),
        "back_label": "Hồ sơ đào tạo",
        "submit": title,
    }
    return render(request, "unemployment/benefit_form.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def study_month(request: SignedIn, public_id: UUID, step: str) -> HttpResponse:
    """The school's list of a month, or its payment."""
    month = asked.find_month(public_id)
    if month is None or step not in {"ngay-hoc", "chi"}:
        raise Http404
    paying = step == "chi"
    form = _month_form(request, month, paying=paying)
    deed: Callable[..., Any] = actions.note_training_paid if paying else actions.note_study_days
    if shown.sent(
        request,
        form,
        lambda: deed(month=month, **form.cleaned_data, by=request.user, at=timezone.now()),
        REFUSALS,
        "Đã ghi chi trả." if paying else "Đã ghi ngày thực học; máy tính học phí và tiền ăn.",
    ):
        return redirect("unemployment:training", public_id=month.support.public_id)
    context = {
        "form": form,
        "title": "Ghi đã chi trả" if paying else "Danh sách tháng học",
        "lead": f"{month.support.person.full_name}, tháng thứ {month.number} "
        f"({formats.day(month.starts_on)} – {formats.day(month.ends_on)}).",
        "back": words.training_url(month.support),
        "back_label": "Hồ sơ đào tạo",
        "submit": "Ghi",
    }
    return render(request, "unemployment/benefit_form.html", context)


@require_safe
@only(can_see_benefits)
def study_months(request: SignedIn) -> HttpResponse:
    """Months that are over and not paid, by school; the same as a sheet."""
    on = timezone.localdate()
    rows = asked.months_to_list(on=on)
    if request.GET.get("tep") == "xlsx" and can_handle_benefits(request.user):
        months = look_at_months(rows=rows, by=request.user)
        return file_answer(study_sheet(months), "thang-hoc.xlsx")
    found = look(
        rows=rows,
        person="support.person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="tháng học được hỗ trợ",
    )
    context = {
        "page": found.page,
        "columns": MONTHS,
        "rows": [_month_row(each, on) for each in found.rows],
        "file": "?tep=xlsx" if can_handle_benefits(request.user) else "",
    }
    return render(request, "unemployment/study_months.html", context)


def _month_row(each: TrainingMonth, on: date) -> list[Any]:
    days = "chưa ghi" if each.study_days is None else str(each.study_days)
    return [
        Link(each.support.person.full_name, words.training_url(each.support)),
        each.support.school,
        f"{each.number} ({formats.day(each.starts_on)} – {formats.day(each.ends_on)})",
        days,
        formats.number(each.tuition) if each.listed_on else "",
        formats.number(each.meals) if each.listed_on else "",
        shown.due_words(each.pay_due or each.list_due, on),
    ]


def _do(step: str, support: TrainingSupport, request: SignedIn, told: dict[str, Any]) -> Any:
    deeds: dict[str, Callable[..., Any]] = {
        "du": actions.complete_training,
        "trinh": actions.propose_training,
        "giao": actions.collect_training,
        "rut": actions.withdraw_training,
        "huy": actions.propose_cancel_training,
        "ket-thuc": actions.end_study,
    }
    return deeds[step](support=support, **told, by=request.user, at=timezone.now())


def _form(
    request: SignedIn, ground: TrainingGround, *, new: bool, initial: dict[str, Any]
) -> TrainingForm:
    return TrainingForm(
        request.POST if request.method == "POST" else None,
        ground=ground,
        classes=list(asked.classes_to_choose(on=timezone.localdate())[:200]),
        new=new,
        initial=initial,
    )


def _known(person: Person, holder: Any, on: date) -> dict[str, Any]:
    """What stands in the boxes already: the account of the benefit, today."""
    known: dict[str, Any] = {
        "filed_on": on,
        "fee_per": "COURSE",
        "ground": TrainingGround.LEFT,
        "account_holder": person.full_name,
    }
    if holder is not None:
        known |= {"account_number": holder.account_number, "bank": holder.bank}
        known["total_months"] = getattr(holder, "total_months", None)
    return known


def _told(support: TrainingSupport) -> dict[str, Any]:
    """What a file says, for the boxes."""
    told = {name: getattr(support, name) for name in TOLD if name != "intake"}
    return told | {"intake": str(support.intake_id or ""), "ground": support.ground}


def _asked(form: TrainingForm) -> TrainingAsk:
    told = {name: value for name, value in form.cleaned_data.items() if name in TOLD}
    return TrainingAsk(**told)


def _month_form(request: SignedIn, month: TrainingMonth, *, paying: bool) -> Any:
    sent = request.POST if request.method == "POST" else None
    if paying:
        return TrainingPaidForm(sent, initial={"paid_on": timezone.localdate()})
    seen = asked.days_present(month.support).get(month.number)
    known = month.study_days if month.study_days is not None else seen
    listed = month.listed_on or timezone.localdate()
    return StudyDaysForm(sent, initial={"study_days": known, "listed_on": listed})


def _found(public_id: UUID) -> TrainingSupport:
    found = asked.find_training(public_id)
    if found is None:
        raise Http404
    return found
