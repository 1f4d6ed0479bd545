"""The catalogue of forms, and every paper of a file."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from caunoi.accounts.models import User
from caunoi.unemployment.actions.papers import FIRM_SOURCES, SOURCES, open_firm_paper, open_paper
from caunoi.unemployment.exports import papers
from caunoi.unemployment.permissions import can_see_claims
from caunoi.unemployment.permissions.reports import can_open_own_papers
from caunoi.unemployment.queries.catalogue import FormRow, form_named, search_forms
from caunoi.unemployment.queries.papers import NoPaper
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.cards import Link

KINDS: Final = ("pdf", "docx")


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User


@require_safe
@only(anyone)
def forms(request: HttpRequest) -> HttpResponse:
    """All forms of the decree, by words of their title and by who issues them."""
    words, by = request.GET.get("tim", "").strip(), request.GET.get("ai", "")
    found = search_forms(words, by)
    context = {
        "words": words,
        "by": by,
        "rows": [_row(each) for each in found.rows],
        "chips": [
            Link("Tất cả", _address(words, ""), not by),
            *(Link(label, _address(words, key), by == key) for key, label in found.issuers),
        ],
    }
    return render(request, "unemployment/forms.html", context)


@require_safe
@only(anyone)
def blank_form(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """A form without facts, for the pen or for a typist."""
    found = form_named(code)
    if found is None or kind not in KINDS:
        raise Http404
    content = papers.blank(code, kind, on=timezone.localdate())
    return file_answer(content, f"{code}.{kind}", shown=kind == "pdf")


@require_safe
@only(can_see_claims)
def paper(request: SignedIn, what: str, public_id: UUID, kind: str) -> HttpResponse:
    """A paper of a file, for staff."""
    return _print(request, what, public_id, kind)


@require_safe
@only(can_open_own_papers)
def my_paper(request: SignedIn, what: str, public_id: UUID, kind: str) -> HttpResponse:
    """A paper about the person who opens it; somebody else's is not found."""
    return _print(request, what, public_id, kind)


@require_safe
@only(can_see_claims)
def firm_paper(request: SignedIn, what: str, public_id: UUID, kind: str) -> HttpResponse:
    """A paper about an employer."""
    return _print(request, what, public_id, kind, of_firm=True)


def _print(
    request: SignedIn, what: str, public_id: UUID, kind: str, *, of_firm: bool = False
) -> HttpResponse:
    if what not in (FIRM_SOURCES if of_firm else SOURCES) or kind not in KINDS:
        raise Http404
    try:
        read = open_firm_paper if of_firm else open_paper
        found = read(what=what, public_id=public_id, by=request.user)
        if found is None:
            raise Http404
        write = papers.as_pdf if kind == "pdf" else papers.as_docx
        content = write(found.form, found.facts, on=found.on)
    except (NoPaper, papers.CannotPrint) as refusal:
        messages.error(request, str(refusal))
        return redirect("unemployment:forms")
    return file_answer(content, f"{found.name}.{kind}", shown=kind == "pdf")


def _address(words: str, by: str) -> str:
    asked = {name: value for name, value in (("tim", words), ("ai", by)) if value}
    return f"{reverse('unemployment:forms')}?{urlencode(asked)}"


def _row(row: FormRow) -> dict[str, Any]:
    return {
        "form": row,
        "pdf": reverse("unemployment:blank_form", args=[row.code, "pdf"]),
        "docx": reverse("unemployment:blank_form", args=[row.code, "docx"]),
    }
