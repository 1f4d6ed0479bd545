"""What the centre looks at: adverts that wait, and reports of the public."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.vacancies import actions
from caunoi.vacancies.choices import VacancyState, Verdict
from caunoi.vacancies.forms import ReviewForm, SettleForm
from caunoi.vacancies.models import ScamReport
from caunoi.vacancies.permissions import can_review
from caunoi.vacancies.queries import postings
from caunoi.vacancies.views import shown
from caunoi.vacancies.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

PAGE_SIZE = 20
REPORTS_SHOWN = 20


@require_safe
@only(can_review)
def waiting(request: SignedIn) -> HttpResponse:
    """Adverts that wait, the longest first, and reports, the oldest first."""
    found = postings.waiting()
    page = page_of(request.GET.get(PARAMETER), count=found.adverts.count(), size=PAGE_SIZE)
    context = {
        "adverts": found.adverts[page.part],
        "page": page,
        "reports": found.reports[:REPORTS_SHOWN],
    }
    return render(request, "vacancies/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_review)
@once
def review(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Read one advert with what the check says of it, and answer."""
    vacancy = postings.find_posting(public_id)
    if vacancy is None or vacancy.state == VacancyState.DRAFT:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            answer = actions.review_advert(
                vacancy=vacancy,
                verdict=Verdict(form.cleaned_data["verdict"]),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotReview as refusal:
            form.add_error("reason", str(refusal))
        else:
            done = answer.get_verdict_display().lower()
            messages.success(request, f"«{vacancy.title}»: {done}. Đã nhắn cho nơi tuyển.")
            return redirect("vacancies:waiting")
    context = {
        "vacancy": vacancy,
        "form": form,
        "facts": shown.facts(vacancy),
        "badge": shown.state_badge(vacancy),
        "is_waiting": vacancy.state == VacancyState.PENDING,
        "reviews": postings.reviews_of(vacancy),
    }
    return render(request, "vacancies/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_review)
@once
def settle(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Read one report and end it."""
    reports = ScamReport.objects.select_related("vacancy__employer")
    report = get_object_or_404(reports, public_id=public_id)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.settle_report(
                report=report,
                upheld=form.cleaned_data["upheld"] == "co",
                note=form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotReview as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, f"Đã xử lý lời báo về tin «{report.vacancy.title}».")
            return redirect("vacancies:waiting")
    context = {"report": report, "form": form, "told_at": formats.day(report.at)}
    return render(request, "vacancies/settle.html", context)
