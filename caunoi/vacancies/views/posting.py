"""The one page on which an advert is written: new, from a draft, from an old advert, changed."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.employers.models import Employer
from caunoi.vacancies import actions
from caunoi.vacancies.actions.adverts import read_advert
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.forms import PasteForm, PostingForm
from caunoi.vacancies.forms.posting import as_typed, blank
from caunoi.vacancies.imports.adverts import advert_text
from caunoi.vacancies.imports.files import CannotRead
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.permissions import can_manage, can_post, is_centre_staff
from caunoi.vacancies.queries import checks, postings, spots
from caunoi.vacancies.queries.terms import editable, terms_of
from caunoi.vacancies.views import shown
from caunoi.vacancies.views.firms import PARAMETER, firm_of, firms_of
from caunoi.vacancies.views.signed_in import SignedIn
from caunoi_kit.ui import editing
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once

DOING = "viec"  # which button was pressed
SEND = "dang"


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_post)
@once
def post(request: SignedIn) -> HttpResponse:
    """Write a new advert. "Xem thử" keeps it and shows what the site makes of it."""
    employer = firm_of(request)
    if employer is None:
        return which_firm(request)
    on = timezone.localdate()
    if request.method != "POST":
        begins = blank(employer=employer, contact=postings.previous_contact(employer), on=on)
        form = PostingForm(employer=employer, on=on, initial=begins)
        return render(request, "vacancies/post.html", _page(request, form))
    form = PostingForm(request.POST, employer=employer, on=on)
    if request.POST.get(DOING) != SEND:
        _keep(request, form)
        return render(request, "vacancies/post.html", _page(request, form, looked=True))
    if form.is_valid():
        try:
            vacancy = actions.post_vacancy(
                employer=employer,
                public_id=form.number,
                terms=form.rough_terms,
                by=request.user,
                on=on,
                at=timezone.now(),
            )
        except actions.CannotPost as refusal:
            form.refuse(str(refusal), refusal.remarks)
        else:
            messages.success(request, shown.posted_words(vacancy))
            return redirect("vacancies:posting", public_id=vacancy.public_id)
    return render(request, "vacancies/post.html", _page(request, form, looked=True))


@require_POST
@only(can_post)
def assist(request: SignedIn) -> HttpResponse:
    """Keep the draft and answer what stands beside the form; asked while somebody types.

    The same words kept twice are the same draft, so this needs no number of its own.
    """
    employer = firm_of(request)
    if employer is None:
        return which_firm(request)
    form = PostingForm(request.POST, employer=employer, on=timezone.localdate())
    _keep(request, form)
    return render(request, "vacancies/_assist.html", _page(request, form, looked=True))


@require_POST
@only(can_post)
def read_old(request: SignedIn) -> HttpResponse:
    """Fill the page from a pasted or uploaded advert, for review; nothing is stored."""
    employer = firm_of(request)
    if employer is None:
        return which_firm(request)
    on = timezone.localdate()
    begins = blank(employer=employer, contact=postings.previous_contact(employer), on=on)
    paste = PasteForm(request.POST, request.FILES)
    reading = None
    if paste.is_valid():
        file = paste.cleaned_data["file"]
        try:
            text = paste.cleaned_data["text"] or advert_text(file.read(), name=file.name)
        except CannotRead as refusal:
            paste.add_error("file", str(refusal))
        else:
            reading = read_advert(text, on=on)
            begins |= reading.boxes
    form = PostingForm(employer=employer, on=on, initial=begins)
    context = _page(request, form) | {"paste": paste, "reading": reading}
    return render(request, "vacancies/post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_post)
@once
def edit(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Go on with a draft, or change an advert that was sent."""
    vacancy = own_posting(request, public_id)
    on, employer = timezone.localdate(), vacancy.employer
    if vacancy.state == VacancyState.DRAFT:
        form = PostingForm(employer=employer, on=on, initial=as_typed(vacancy))
        context = _page(request, form, vacancy=vacancy) | {"reviews": postings.reviews_of(vacancy)}
        return render(request, "vacancies/post.html", context)
    if request.method != "POST":
        form = PostingForm(employer=employer, on=on, initial=as_typed(vacancy))
        return render(request, "vacancies/edit.html", _edit_page(request, form, vacancy))
    form = PostingForm(request.POST, employer=employer, on=on)
    conflicts: list[editing.Conflict] = []
    if form.is_valid() and request.POST.get(DOING) == SEND:
        try:
            actions.change_vacancy(
                vacancy=vacancy,
                terms=form.rough_terms,
                before=request.POST.get(editing.FIELD, ""),
                by=request.user,
                on=on,
                at=timezone.now(),
            )
        except actions.CannotPost as refusal:
            form.refuse(str(refusal), refusal.remarks)
        except editing.EditedMeanwhile as refusal:
            conflicts = refusal.conflicts
        else:
            messages.success(request, "Đã lưu tin.")
            return redirect("vacancies:posting", public_id=vacancy.public_id)
    context = _edit_page(request, form, vacancy, conflicts)
    return render(request, "vacancies/edit.html", context)


@require_POST
@only(can_post)
@once
def repost(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Post an old advert again, one tap; what the law forbids now goes to the form."""
    old = own_posting(request, public_id)
    try:
        vacancy = actions.repost_vacancy(
            vacancy=old,
            public_id=uuid4(),
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except actions.CannotPost as refusal:
        messages.warning(request, str(refusal))
        return redirect("vacancies:posting", public_id=old.public_id)
    messages.success(request, shown.posted_words(vacancy))
    return redirect("vacancies:posting", public_id=vacancy.public_id)


def own_posting(request: SignedIn, public_id: UUID) -> Vacancy:
    """An advert the visitor may deal with; somebody else's does not exist."""
    vacancy = postings.find_posting(public_id)
    if vacancy is None or not can_manage(request.user, vacancy):
        raise Http404
    return vacancy


def _keep(request: SignedIn, form: PostingForm) -> None:
    if not form.data.get("title", "").strip():
        return
    actions.save_draft(
        employer=form.employer,
        public_id=form.number,
        typed=form.typed(),
        terms=form.rough_terms,
        by=request.user,
        on=form.on,
    )


def _page(
    request: SignedIn,
    form: PostingForm,
    *,
    vacancy: Vacancy | None = None,
    looked: bool = False,
) -> dict[str, Any]:
    employer = form.employer
    beside = None
    if looked or vacancy is not None:
        terms = form.rough_terms if form.is_bound else terms_of(vacancy) if vacancy else None
        if terms is not None:
            key = vacancy.pk if vacancy else None
            beside = checks.beside(terms, employer=employer, on=form.on, vacancy=key)
    return {
        "form": form,
        "employer": employer,
        "firms": firms_of(request) if not is_centre_staff(request.user) else [employer],
        "parameter": PARAMETER,
        "number": form.number,
        "is_kept": looked and bool(form.data.get("title", "").strip()),
        "kept_at": timezone.localtime(),
        "beside": beside,
        "market": shown.market_words(beside.market) if beside else "",
        "paste": PasteForm(),
        "old": postings.old_postings(employer),
        "communes": spots.commune_names(on=form.on),
        "staff": is_centre_staff(request.user),
    }


def _edit_page(
    request: SignedIn,
    form: PostingForm,
    vacancy: Vacancy,
    conflicts: list[editing.Conflict] | None = None,
) -> dict[str, Any]:
    stored = terms_of(vacancy)
    before = editing.state_of(editable(stored))
    if form.is_bound and not conflicts:
        before = request.POST.get(editing.FIELD, "")
    return _page(request, form, vacancy=vacancy, looked=form.is_bound) | {
        "vacancy": vacancy,
        "form_state": before,
        "conflicts": conflicts or [],
        "back": reverse("vacancies:posting", args=[vacancy.public_id]),
    }


def which_firm(request: SignedIn) -> HttpResponse:
    """Ask for the firm: staff search the register, members choose among their own."""
    text = request.GET.get("q", "")
    staff = is_centre_staff(request.user)
    firms: list[Employer] = postings.find_firms(text) if staff else firms_of(request)
    context = {"q": text, "staff": staff, "firms": firms, "parameter": PARAMETER}
    return render(request, "vacancies/which_firm.html", context)
