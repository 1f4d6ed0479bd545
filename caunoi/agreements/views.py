"""Pages of agreements: list, one agreement, its steps, its papers, a signing day."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.accounts.models import User
from caunoi.agreements import actions, exports, forms, queries
from caunoi.agreements.choices import AgreementState
from caunoi.agreements.models import Agreement
from caunoi.agreements.permissions import (
    can_draft_agreements,
    can_read_agreements,
    can_sign_agreements,
)
from caunoi_kit.office.sending import file_answer, foreign_answer
from caunoi_kit.ui import editing, formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Event, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of
from caunoi_kit.ui.typed import CannotRead, read_day

PAGE_SIZE = 20
SHOWN = {
    "": ("", "Tất cả"),
    "sap-het": ("LAPSING", "Sắp hết hiệu lực"),
    "ban-thao": (AgreementState.DRAFT, "Bản thảo"),
    "da-ky": (AgreementState.SIGNED, "Đã ký"),
    "ket-thuc": (AgreementState.ENDED, "Đã kết thúc"),
}
SHOW = ["GET", "HEAD", "POST"]


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User


@require_safe
@only(can_read_agreements)
def agreements(request: SignedIn) -> HttpResponse:
    """All agreements, with warnings before they lapse."""
    on = timezone.localdate()
    asked = request.GET.get("loai", "")
    asked = asked if asked in SHOWN else ""
    found = queries.agreements(shown=SHOWN[asked][0], on=on)
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=PAGE_SIZE)
    lapsing = queries.lapsing_count(on=on)
    context = {
        "columns": [
            Column("Ký cùng"),
            Column("Loại"),
            Column("Số"),
            Column("Số người", figures=True),
            Column("Hiệu lực đến"),
            Column("Tình trạng"),
        ],
        "rows": [_row(one, on) for one in found[page.part]],
        "page": page,
        "chips": [
            Link(
                f"{label} ({lapsing})" if value == "sap-het" and lapsing else label,
                f"{reverse('agreements:list')}?loai={value}"
                if value
                else reverse("agreements:list"),
                current=value == asked,
            )
            for value, (_, label) in SHOWN.items()
        ],
        "may_draft": can_draft_agreements(request.user),
    }
    return render(request, "agreements/list.html", context)


@require_safe
@only(can_read_agreements)
def agreement(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """One agreement: parties, term, lines, changes, scans, and what may be done next."""
    found = _found(public_id)
    return render(request, "agreements/agreement.html", _page(request, found, forms.FileForm()))


@require_http_methods(SHOW)
@only(can_draft_agreements)
@once
def draft(request: SignedIn) -> HttpResponse:
    """Write a new draft."""
    form = forms.AgreementForm(request.POST or None)
    if forms.MORE not in request.POST and form.is_valid():
        try:
            made = actions.draft_agreement(draft=form.draft(), by=request.user, at=timezone.now())
        except actions.CannotDraft as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu bản thảo. In ra để các bên ký.")
            return redirect("agreements:agreement", public_id=made.public_id)
    context = {"form": form, "title": "Thoả thuận mới", "back": reverse("agreements:list")}
    return _form_page(request, context)


@require_http_methods(SHOW)
@only(can_draft_agreements)
@once
def change(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Change a draft."""
    found = _found(public_id)
    form = forms.AgreementForm(request.POST or None, agreement=found, kept=tuple(found.lines.all()))
    conflicts: list[editing.Conflict] = []
    if forms.MORE not in request.POST and form.is_valid():
        try:
            actions.change_draft(
                agreement=found,
                draft=form.draft(),
                before=request.POST.get(editing.FIELD, ""),
                by=request.user,
            )
        except actions.CannotDraft as refusal:
            form.add_error(None, str(refusal))
        except editing.EditedMeanwhile as refusal:
            conflicts = refusal.conflicts
        else:
            messages.success(request, "Đã lưu bản thảo.")
            return redirect("agreements:agreement", public_id=found.public_id)
    before = "" if conflicts else request.POST.get(editing.FIELD, "")
    context = {
        "form": form,
        "title": "Sửa bản thảo",
        "back": reverse("agreements:agreement", args=[public_id]),
        "conflicts": conflicts,
        "form_state": before or editing.state_of(queries.draft_in_words(_found(public_id))),
    }
    return _form_page(request, context)


@require_http_methods(SHOW)
@only(can_sign_agreements)
@once
def sign(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Note that all parties signed."""
    found = _found(public_id)
    initial = {"signed_on": found.to_sign_on, "valid_until": found.valid_until}
    form = forms.SignForm(request.POST or None, initial=initial)

    def act() -> None:
        actions.sign_agreement(
            agreement=found, **form.cleaned_data, by=request.user, on=timezone.localdate()
        )

    return _step(
        request,
        found,
        form,
        act,
        title="Ghi đã ký",
        lead="Ghi khi mọi bên đã ký. Sau đó chỉ đổi được bằng phụ lục.",
        button="Ghi đã ký",
        done="Đã ghi. Tải bản quét đã ký lên trang này.",
    )


@require_http_methods(SHOW)
@only(can_sign_agreements)
@once
def amend(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Change lines or term of a signed agreement, keeping what stood before."""
    found = _found(public_id)
    form = forms.AmendForm(
        request.POST or None,
        initial={"valid_until": found.valid_until},
        kept=tuple(found.lines.all()),
    )
    if forms.MORE not in request.POST and form.is_valid():
        data = form.cleaned_data
        try:
            actions.amend_agreement(
                agreement=found,
                lines=form.promises,
                valid_until=data["valid_until"],
                why=data["why"],
                signed_on=data["signed_on"],
                by=request.user,
                at=timezone.localtime(),
            )
        except actions.CannotAmend as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã ghi phụ lục. Số cam kết cũ còn ở mục lịch sử.")
            return redirect("agreements:agreement", public_id=found.public_id)
    context = {
        "form": form,
        "title": f"Phụ lục của thoả thuận {found.number}",
        "back": reverse("agreements:agreement", args=[public_id]),
        "is_amendment": True,
    }
    return _form_page(request, context)


@require_http_methods(SHOW)
@only(can_sign_agreements)
@once
def end(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """End a signed agreement."""
    found = _found(public_id)
    form = forms.EndForm(request.POST or None)

    def act() -> None:
        actions.end_agreement(
            agreement=found, why=form.cleaned_data["why"], by=request.user, on=timezone.localdate()
        )

    return _step(
        request,
        found,
        form,
        act,
        title="Kết thúc thoả thuận",
        lead="Thoả thuận đã kết thúc không còn được nhắc và không tính vào số cam kết.",
        button="Kết thúc thoả thuận",
        done="Đã kết thúc thoả thuận.",
    )


@require_http_methods(SHOW)
@only(can_sign_agreements)
@once
def attach(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Keep a scan of what was signed."""
    found = _found(public_id)
    form = forms.FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.attach_file(
                agreement=found,
                content=file.read(),
                name=file.name or "",
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotAttach as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "Đã giữ bản đã ký.")
            return redirect("agreements:agreement", public_id=found.public_id)
    return render(request, "agreements/agreement.html", _page(request, found, form))


@require_safe
@only(can_read_agreements)
def file(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """A scan, always as a file to keep, never shown inside the site."""
    found = queries.find_file(public_id)
    if found is None or not queries.file_path(found).is_file():
        raise Http404
    actions.read_file(file=found, by=request.user)
    name = found.name if found.name.lower().endswith(".pdf") else f"{found.name}.pdf"
    return foreign_answer(queries.file_path(found).read_bytes(), name)


@require_safe
@only(can_read_agreements)
def paper_pdf(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """The agreement in the official layout, as PDF."""
    found = _found(public_id)
    content = exports.agreement_pdf(found, on=timezone.localdate())
    return file_answer(content, "thoa-thuan.pdf")


@require_safe
@only(can_read_agreements)
def paper_docx(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """The same as a Word file."""
    return file_answer(exports.agreement_docx(_found(public_id)), "thoa-thuan.docx")


@require_safe
@only(can_read_agreements)
def signing_day(request: SignedIn) -> HttpResponse:
    """What is to be signed on one day, one below the other."""
    day = _asked_day(request)
    found = queries.signing_day(day)
    context = {
        "day": formats.day(day),
        "paper": f"{reverse('agreements:signing_day_paper')}?ngay={day.isoformat()}",
        "columns": [
            Column("Ký cùng"),
            Column("Loại"),
            Column("Số người", figures=True),
            Column("Tình trạng"),
        ],
        "rows": [
            [
                Link(_parties(one), reverse("agreements:agreement", args=[one.public_id])),
                one.get_kind_display(),
                formats.number(sum(line.quantity for line in one.lines.all())),
                _badge(one, day),
            ]
            for one in found
        ],
    }
    return render(request, "agreements/signing_day.html", context)


@require_safe
@only(can_read_agreements)
def signing_day_paper(request: SignedIn) -> HttpResponse:
    """The list of a signing day, to print."""
    day = _asked_day(request)
    content = exports.signing_day_pdf(queries.signing_day(day), day=day)
    return file_answer(content, f"ngay-ky-{day.isoformat()}.pdf")


def _found(public_id: uuid.UUID) -> Agreement:
    found = queries.find_agreement(public_id)
    if found is None:
        raise Http404
    return found


def _form_page(request: SignedIn, context: dict[str, Any]) -> HttpResponse:
    context |= {
        "occupations": [one.name for one in queries.occupations()],
        "list_id": forms.OCCUPATIONS,
        "more": forms.MORE,
    }
    return render(request, "agreements/form.html", context)


def _step(
    request: SignedIn,
    found: Agreement,
    form: django_forms.Form,
    act: Callable[[], None],
    *,
    title: str,
    lead: str,
    button: str,
    done: str,
) -> HttpResponse:
    """A page with one short form and one deed."""
    if form.is_valid():
        try:
            act()
        except (actions.CannotSign, actions.CannotEnd) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("agreements:agreement", public_id=found.public_id)
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "button": button,
        "pairs": [Pair("Ký cùng", _parties(found)), Pair("Loại", found.get_kind_display())],
        "back": reverse("agreements:agreement", args=[found.public_id]),
    }
    return render(request, "agreements/step.html", context)


def _page(request: SignedIn, found: Agreement, file_form: forms.FileForm) -> dict[str, Any]:
    on = timezone.localdate()
    lines = list(found.lines.all())
    return {
        "agreement": found,
        "title": _parties(found),
        "badge": _badge(found, on),
        "pairs": _pairs(found),
        "columns": [
            Column("Nghề"),
            Column("Trình độ"),
            Column("Tháng"),
            Column("Số người", figures=True),
        ],
        "rows": [
            [
                line.occupation.name,
                line.get_level_display() if line.level else "Trình độ nào cũng được",
                f"{line.month:%m/%Y}",
                formats.number(line.quantity),
            ]
            for line in lines
        ],
        "total": formats.number(sum(line.quantity for line in lines)),
        "files": [
            Pair(
                f"Tải lên {formats.moment(one.added_at)}",
                one.name,
                note=f"{formats.number(max(one.size / 1_000_000, 0.1), 1)} MB",
                url=reverse("agreements:file", args=[one.public_id]),
            )
            for one in found.files.all()
        ],
        "history": [_amended(one) for one in found.amendments.all()],
        "file_form": file_form,
        "may_draft": can_draft_agreements(request.user),
        "may_sign": can_sign_agreements(request.user),
    }


def _pairs(found: Agreement) -> list[Pair]:
    pairs = [Pair("Loại", found.get_kind_display()), Pair("Số", found.number or "chưa có")]
    if found.employer:
        pairs.append(Pair("Doanh nghiệp", found.employer.name))
    if found.institution:
        pairs.append(Pair("Cơ sở đào tạo", found.institution.name))
    if found.other_party:
        pairs.append(Pair("Bên khác", found.other_party))
    if found.signed_on:
        pairs.append(Pair("Ngày ký", formats.day(found.signed_on)))
    elif found.to_sign_on:
        pairs.append(Pair("Dự kiến ký", formats.day(found.to_sign_on)))
    if found.valid_until:
        pairs.append(Pair("Có hiệu lực đến", formats.day(found.valid_until)))
    if found.ended_on:
        pairs.append(Pair("Kết thúc", formats.day(found.ended_on), note=found.ending))
    if found.terms:
        pairs.append(Pair("Điều khoản thêm", found.terms))
    return pairs


def _amended(one: Any) -> Event:
    before = "; ".join(
        f"{name}, {month}: {formats.number(quantity)} người"
        for _, name, month, quantity, _ in one.before["lines"]
    )
    until = one.before["valid_until"]
    term = f" Hiệu lực đến {formats.day(date.fromisoformat(until))}." if until else ""
    return Event(
        formats.day(one.signed_on),
        f"Phụ lục {one.order}: {one.why.rstrip('.')}.",
        f"Trước đó: {before}.{term}",
        mark="done",
    )


def _row(one: Agreement, on: date) -> list[Any]:
    return [
        Link(_parties(one), reverse("agreements:agreement", args=[one.public_id])),
        one.get_kind_display(),
        one.number or "chưa có",
        formats.number(getattr(one, "people", None) or 0),
        formats.day(one.valid_until) if one.valid_until else "chưa ghi",
        _badge(one, on),
    ]


def _parties(one: Agreement) -> str:
    return ", ".join(exports.parties_of(one))


def _badge(one: Agreement, on: date) -> Badge:
    """State and warning, in a drawing and a word."""
    warning = queries.warning_of(one, on=on)
    if warning == 0:
        return Badge("bad", "warn", "Đã hết hiệu lực")
    if warning is not None and one.valid_until is not None:
        left = (one.valid_until - on).days
        words = f"Còn {left} ngày" if left else "Hết hôm nay"
        return Badge("bad" if warning == queries.WARNINGS[-1] else "warn", "clock", words)
    if one.state == AgreementState.SIGNED:
        return Badge("good", "check", "Đang hiệu lực")
    if one.state == AgreementState.ENDED:
        return Badge("info", "lock", "Đã kết thúc")
    return Badge("info", "edit", "Bản thảo")


def _asked_day(request: HttpRequest) -> date:
    """The day asked for in the address; else the next day with drafts to sign, or today."""
    on = timezone.localdate()
    asked = request.GET.get("ngay", "")
    try:
        return date.fromisoformat(asked)
    except ValueError:
        pass
    try:
        return read_day(asked, latest_year=2099)
    except CannotRead:
        return queries.next_signing_day(on=on) or on
