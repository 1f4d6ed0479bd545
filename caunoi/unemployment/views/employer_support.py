"""Support for employers: files, plans, deeds on them; what is decided stands in its own module."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.unemployment.actions import employer_support as actions
from caunoi.unemployment.actions.employer_support import CannotSupport, SupportAsk, TraineeLine
from caunoi.unemployment.actions.looking import look_at_trainees
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.choices.training import SUPPORT_IN_HAND, SupportState
from caunoi.unemployment.exports.training import firm_sheet
from caunoi.unemployment.forms.training import (
    CourseForm,
    JobLostForm,
    OnForm,
    OnWhyForm,
    SettleForm,
    SupportForm,
)
from caunoi.unemployment.imports.trainees import CannotUse, lines_of_file, lines_typed
from caunoi.unemployment.models import EmployerSupport
from caunoi.unemployment.permissions import can_approve
from caunoi.unemployment.permissions.benefits import can_handle_benefits, can_see_benefits
from caunoi.unemployment.queries import employer_support as asked
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views import support_words as words
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

REFUSALS: Final = (CannotSupport, CannotPropose)
TOLD: Final = frozenset(SupportAsk.__dataclass_fields__)
PAGE_SIZE: Final = 30
COLUMNS: Final = [
    Column("Hồ sơ"),
    Column("Đơn vị"),
    Column("Phải cắt giảm", figures=True),
    Column("Tình trạng"),
    Column("Hạn"),
]
TRAINEES: Final = [
    Column("Họ tên"),
    Column("Ngày sinh"),
    Column("Nam, nữ"),
    Column("Khoá"),
    Column("Sau đào tạo"),
]


@require_safe
@only(can_see_benefits)
def supports(request: SignedIn) -> HttpResponse:
    """Files of employers under a filter, and what waits for social insurance."""
    on = timezone.localdate()
    chosen = request.GET.get("loc", "")
    chosen = chosen if chosen in asked.FILTERS else ""
    rows = asked.support_files(chosen)
    page = page_of(request.GET.get(PARAMETER), count=rows.count(), size=PAGE_SIZE)
    context = {
        "page": page,
        "columns": COLUMNS,
        "rows": [
            [
                Link(f"{each.number}/{each.year}", words.support_url(each)),
                each.employer.name,
                formats.number(each.cut),
                words.support_badge(each),
                shown.due_words(due, on) if (due := words.due_of(each)) else "không tính",
            ]
            for each in rows[page.part]
        ],
        "chips": [
            Link(label, f"?loc={key}", key == chosen) for key, label in asked.FILTERS.items()
        ],
        "waiting": [
            (each, reverse("unemployment:support_decision", args=[each.public_id]))
            for each in asked.proposals_of_employers()[:PAGE_SIZE]
        ],
        "untold": asked.untold().count(),
        "may_work": can_handle_benefits(request.user),
        "may_approve": can_approve(request.user),
    }
    return render(request, "unemployment/supports.html", context)


@require_safe
@only(can_handle_benefits)
def support_file(request: SignedIn) -> HttpResponse:
    """Decisions social insurance has to hear of, as a sheet."""
    return file_answer(firm_sheet(asked.untold()[:5_000]), "ho-tro-don-vi.xlsx")


@require_safe
@only(can_handle_benefits)
def support_search(request: SignedIn) -> HttpResponse:
    """Which employer asks, or tells of staff changes."""
    text = request.GET.get("q", "").strip()
    context = {
        "asked": text,
        "found": [
            (
                each,
                reverse("unemployment:support_new", args=[each.public_id]),
                reverse("unemployment:staff_change_new", args=[each.public_id]),
            )
            for each in asked.search_employers(text)
        ],
    }
    return render(request, "unemployment/support_search.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def support_new(request: SignedIn, employer_id: UUID) -> HttpResponse:
    """Take an employer's file in (Mẫu 26)."""
    employer = asked.find_employer(employer_id)
    if employer is None:
        raise Http404
    initial = {
        "filed_on": timezone.localdate(),
        "representative": employer.representative,
        "phone": employer.phone,
        "keep_months": 12,
    }
    form = SupportForm(
        request.POST if request.method == "POST" else None, new=True, initial=initial
    )
    made: list[EmployerSupport] = []
    if shown.sent(
        request,
        form,
        lambda: made.append(
            actions.receive_support(
                employer=employer,
                asked=_asked(form),
                missing=form.cleaned_data["missing"],
                by=request.user,
                at=timezone.now(),
            )
        ),
        REFUSALS,
        "Đã nhận hồ sơ. Thêm khoá học và danh sách người học.",
    ):
        return redirect("unemployment:support", public_id=made[0].public_id)
    return _form_page(
        request,
        form,
        "Nhận hồ sơ hỗ trợ đơn vị",
        f"{employer.name}. Ghi theo Mẫu 26 và giấy tờ kèm theo (Nghị định 374/2025 Điều 24).",
        reverse("unemployment:supports"),
        "Nhận hồ sơ",
    )


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def support_change(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Other facts, before anything is proposed."""
    support = _found(public_id)
    form = SupportForm(
        request.POST if request.method == "POST" else None,
        new=False,
        initial={name: getattr(support, name) for name in TOLD},
    )
    if shown.sent(
        request,
        form,
        lambda: actions.change_support(
            support=support, asked=_asked(form), by=request.user, at=timezone.now()
        ),
        REFUSALS,
        "Đã lưu.",
    ):
        return redirect("unemployment:support", public_id=public_id)
    url = words.support_url(support)
    return _form_page(request, form, "Sửa hồ sơ đơn vị", support.employer.name, url, "Lưu")


@require_safe
@only(can_see_benefits)
def support(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One file: what the law gives, the plan, the workers, the next step."""
    found = _found(public_id)
    on = timezone.localdate()
    in_hand = found.state in SUPPORT_IN_HAND
    people = look_at_trainees(support=found, page=request.GET.get(PARAMETER), by=request.user)
    may_work = can_handle_benefits(request.user)
    lost = may_work and found.state in {SupportState.PAID, SupportState.SETTLED}
    context = {
        "support": found,
        "badge": words.support_badge(found),
        "due": shown.due_words(due, on) if (due := words.due_of(found)) else None,
        "found": asked.compute_plan(found, on=on),
        "facts": words.facts(found),
        "decisions": [words.decision_line(each) for each in asked.decisions_of(found)],
        "prints": words.prints(found),
        "steps": words.steps(found) if may_work else [],
        "page": people.page,
        "columns": TRAINEES,
        "rows": [words.trainee_row(each, may_note=lost) for each in people.rows],
        "may_work": may_work,
        "in_hand": in_hand,
    }
    return render(request, "unemployment/support.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def support_course(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A course of the plan with its list of workers (Mẫu 25)."""
    found = _found(public_id)
    sent = request.method == "POST"
    form = CourseForm(request.POST if sent else None, request.FILES if sent else None)
    if shown.sent(
        request,
        form,
        lambda: actions.add_course(
            support=found,
            trainees=_trainees(form),
            **{name: form.cleaned_data[name] for name in words.COURSE},
            by=request.user,
            at=timezone.now(),
        ),
        (*REFUSALS, CannotUse),
        "Đã thêm khoá học.",
    ):
        return redirect("unemployment:support", public_id=public_id)
    context = {
        "form": form,
        "title": "Thêm khoá học",
        "lead": f"{found.employer.name}. Mỗi người học một khoá (Mẫu 25, Phụ lục I).",
        "back": words.support_url(found),
    }
    return render(request, "unemployment/support_course.html", context)


@require_POST
@only(can_handle_benefits)
@once
def support_course_drop(request: SignedIn, public_id: UUID, course: int) -> HttpResponse:
    """A course typed wrongly goes."""
    found = _found(public_id)
    row = found.courses.filter(pk=course).first()
    if row is None:
        raise Http404
    shown.done_or_said(
        request,
        lambda: actions.drop_course(course=row, by=request.user, at=timezone.now()),
        REFUSALS,
        "Đã bỏ khoá học.",
    )
    return redirect("unemployment:support", public_id=public_id)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def support_step(request: SignedIn, public_id: UUID, step: str) -> HttpResponse:
    """One deed on a file: complete, proposed, told, paid, settled, renounced."""
    found = _found(public_id)
    if step not in words.STEPS:
        raise Http404
    title, kind, said = words.STEPS[step]
    if not kind:
        shown.done_or_said(request, lambda: _do(step, found, request, {}), REFUSALS, said)
        return redirect("unemployment:support", public_id=public_id)
    forms_of: dict[str, Any] = {"on": OnForm, "why": OnWhyForm, "settle": SettleForm}
    form = forms_of[kind](
        request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()}
    )
    if shown.sent(
        request, form, lambda: _do(step, found, request, form.cleaned_data), REFUSALS, said
    ):
        return redirect("unemployment:support", public_id=public_id)
    lead = f"{found.employer.name}, hồ sơ {found.number}/{found.year}."
    return _form_page(request, form, title, lead, words.support_url(found), title)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def job_lost(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A trained worker left the employer (Mẫu 32)."""
    trainee = asked.find_trainee(public_id)
    if trainee is None:
        raise Http404
    form = JobLostForm(
        request.POST if request.method == "POST" else None,
        initial={"told_on": timezone.localdate()},
    )
    if shown.sent(
        request,
        form,
        lambda: actions.note_job_lost(
            trainee=trainee, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        REFUSALS,
        lambda made: "Đã trình thu hồi (Mẫu 29)." if made else "Đã ghi. Không phải hoàn trả.",
    ):
        return redirect("unemployment:support", public_id=trainee.support.public_id)
    return _form_page(
        request,
        form,
        "Không giữ được việc làm",
        f"{trainee.full_name}, {trainee.support.employer.name} "
        "(Nghị định 374/2025 Điều 25, Điều 26 khoản 10).",
        words.support_url(trainee.support),
        "Ghi",
    )


def _do(step: str, support: EmployerSupport, request: SignedIn, told: dict[str, Any]) -> Any:
    deeds: dict[str, Callable[..., Any]] = {
        "du": actions.complete_support,
        "trinh": actions.propose_support,
        "gui": actions.tell_insurance,
        "nhan-tien": actions.note_support_paid,
        "quyet-toan": actions.settle_support,
        "khong-nhu-cau": actions.renounce,
    }
    return deeds[step](support=support, **told, by=request.user, at=timezone.now())


def _trainees(form: CourseForm) -> list[TraineeLine]:
    """Out of the file when there is one, else as typed. Raises CannotUse."""
    file = form.cleaned_data.get("file")
    if file is not None:
        return lines_of_file(file.read(), name=file.name)
    return lines_typed(form.cleaned_data["typed"])


def _asked(form: SupportForm) -> SupportAsk:
    told = {name: value for name, value in form.cleaned_data.items() if name in TOLD}
    return SupportAsk(**told)


def _form_page(  # noqa: PLR0917  the words of one page
    request: SignedIn, form: Any, title: str, lead: str, back: str, submit: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "back": back,
        "back_label": "Hỗ trợ đơn vị",
        "submit": submit,
    }
    return render(request, "unemployment/benefit_form.html", context)


def _found(public_id: UUID) -> EmployerSupport:
    found = asked.find_support(public_id)
    if found is None:
        raise Http404
    return found
