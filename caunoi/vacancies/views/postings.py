"""An employer's adverts, one of them, and its end; and the report of one by the public."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.permissions import is_employer
from caunoi.vacancies import actions
from caunoi.vacancies.choices import PUBLIC_STATES, HiredFrom, ReportReason, VacancyState
from caunoi.vacancies.forms import CloseForm, ReportForm
from caunoi.vacancies.permissions import can_post
from caunoi.vacancies.queries import postings
from caunoi.vacancies.views import shown
from caunoi.vacancies.views.posting import own_posting
from caunoi.vacancies.views.signed_in import SignedIn
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.once import once


@require_safe
@only(is_employer)
def mine(request: SignedIn) -> HttpResponse:
    """The list of a firm's adverts stands with their applications; old addresses lead there."""
    return redirect("placement:my_vacancies", permanent=True)


@require_safe
@only(can_post)
def posting(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One advert for its own firm: where it stands and what can be done."""
    vacancy = own_posting(request, public_id)
    context = {
        "vacancy": vacancy,
        "badge": shown.state_badge(vacancy),
        "facts": shown.facts(vacancy),
        "reviews": postings.reviews_of(vacancy),
        "is_draft": vacancy.state == VacancyState.DRAFT,
        "is_sent": vacancy.state in {VacancyState.OPEN, VacancyState.PENDING},
        "is_public": vacancy.state in PUBLIC_STATES,
        "asks": vacancy.asked_on is not None
        and vacancy.state == VacancyState.OPEN
        and (vacancy.confirmed_on is None or vacancy.confirmed_on < vacancy.asked_on),
    }
    return render(request, "vacancies/posting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_post)
@once
def close(request: SignedIn, public_id: UUID) -> HttpResponse:
    """End an advert: how many were hired, and from where."""
    vacancy = own_posting(request, public_id)
    known = {"hired": vacancy.filled} if vacancy.filled else {}  # hired through this site
    form = CloseForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            actions.close_vacancy(
                vacancy=vacancy,
                hired=form.cleaned_data["hired"],
                hired_from=HiredFrom(form.cleaned_data["hired_from"]),
                by=request.user,
                on=timezone.localdate(),
            )
        except actions.CannotClose as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã đóng tin «{vacancy.title}». Cảm ơn anh/chị đã báo.")
            return redirect("vacancies:posting", public_id=vacancy.public_id)
    return render(request, "vacancies/close.html", {"vacancy": vacancy, "form": form})


@require_POST
@only(can_post)
@once
def still_open(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The firm still looks for people."""
    vacancy = own_posting(request, public_id)
    actions.confirm_open(vacancy=vacancy, by=request.user, on=timezone.localdate())
    messages.success(request, "Đã ghi: tin vẫn còn tuyển.")
    return redirect("vacancies:posting", public_id=vacancy.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@only(anyone)
@once
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Tell the centre that an advert cheats; no account and no name needed."""
    vacancy = postings.find_posting(public_id)
    if vacancy is None or vacancy.state not in PUBLIC_STATES:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.report_scam(
                vacancy=vacancy,
                reason=ReportReason(form.cleaned_data["reason"]),
                words=form.cleaned_data["words"],
                phone=form.cleaned_data["phone"] or "",
                by=None,
                at=timezone.now(),
            )
        except actions.CannotReport as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("vacancies:reported")
    return render(request, "vacancies/report.html", {"vacancy": vacancy, "form": form})


@require_safe
@only(anyone)
def reported(request: HttpRequest) -> HttpResponse:
    """Thanks for a report, and what happens now."""
    return render(request, "vacancies/reported.html")
