"""Pages of papers: the register of numbers, one paper, withdrawing it."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.accounts.models import User
from caunoi.documents import actions, queries
from caunoi.documents.choices import DocumentKind, DocumentState
from caunoi.documents.forms import RegisterForm, WithdrawForm
from caunoi.documents.models import Document
from caunoi.documents.permissions import can_read_documents, can_sign_documents
from caunoi_kit.office.sending import foreign_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link, Pair
from caunoi_kit.ui.once import once

REGISTER: Final = [
    Column("Số, ký hiệu"), Column("Trích yếu"), Column("Ngày ký"), Column("Người ký"),
    Column("Tình trạng"),
]  # fmt: skip
BADGES: Final = {
    DocumentState.SIGNED: Badge("good", "check", str(DocumentState.SIGNED.label)),
    DocumentState.WITHDRAWN: Badge("bad", "warn", str(DocumentState.WITHDRAWN.label)),
}


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User


@require_safe
@only(can_read_documents)
def register(request: SignedIn) -> HttpResponse:
    """The numbers of an office, kind and year, and whether one is missing."""
    units = list(queries.offices_with_numbers())
    years = queries.years_with_numbers() or [timezone.localdate().year]
    first = {
        "don_vi": str(units[0].pk) if units else "",
        "loai": str(DocumentKind.REPORT),
        "nam": str(years[0]),
    }
    asked = first | {name: text for name, text in request.GET.items() if name in first}
    form = RegisterForm(asked, units=units, years=years)
    rows: list[list[Any]] = []
    missing: list[int] = []
    if units and form.is_valid():
        said = form.cleaned_data
        unit = next(each for each in units if str(each.pk) == said["don_vi"])
        rows = [_row(each) for each in queries.numbered(unit, said["loai"], int(said["nam"]))]
        missing = queries.missing_numbers(unit, said["loai"], int(said["nam"]))
    context = {
        "form": form,
        "any": bool(units),
        "columns": REGISTER,
        "rows": rows,
        "missing": ", ".join(str(number) for number in missing),
    }
    return render(request, "documents/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_read_documents)
@once
def document(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One numbered paper; who signs may withdraw it."""
    found = _document(public_id)
    may_withdraw = can_sign_documents(request.user) and found.state == DocumentState.SIGNED
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and not can_sign_documents(request.user):
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_document(document=found, why=form.cleaned_data["why"], by=request.user)
        except actions.CannotWithdraw as refusal:
            form.add_error("why", str(refusal))
        else:
            messages.success(request, f"Đã thu hồi {found}. Số này không dùng lại.")
            return redirect("documents:document", public_id=public_id)
    context = {
        "document": found,
        "badge": BADGES[DocumentState(found.state)],
        "facts": _facts(found),
        "form": form if may_withdraw else None,
        "open": bool(form.errors),
    }
    return render(request, "documents/document.html", context)


@require_safe
@only(can_read_documents)
def file(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The file as it was signed."""
    found = _document(public_id)
    if not found.file:
        raise Http404
    name = f"{found.kind.lower()}-{found.number}-{found.year}.docx"
    return foreign_answer(bytes(found.file), name)


def _document(public_id: UUID) -> Document:
    """A paper with a number; a draft is shown where it is written."""
    return get_object_or_404(
        Document.objects.select_related("unit", "signed_by", "drafted_by", "letterhead"),
        public_id=public_id,
        number__isnull=False,
    )


def _row(each: Document) -> list[Any]:
    return [
        Link(str(each), reverse("documents:document", args=[each.public_id])),
        each.title,
        formats.day(each.signed_on) if each.signed_on else "",
        each.signed_by.full_name if each.signed_by else "",
        BADGES[DocumentState(each.state)],
    ]


def _facts(found: Document) -> list[Pair]:
    pairs = [
        Pair("Cơ quan", found.letterhead.name if found.letterhead else found.unit.name),
        Pair("Ngày ký", formats.day(found.signed_on) if found.signed_on else ""),
        Pair("Người ký", found.signed_by.full_name if found.signed_by else ""),
        Pair("Người soạn", found.drafted_by.full_name),
        Pair("Mã băm của tệp", found.sha256[:16]),
    ]
    if found.withdrawn_why:
        pairs.append(Pair("Lý do thu hồi", found.withdrawn_why))
    return pairs
