"""Saved searches, saved jobs, and the alerts they bring."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.people.queries import person_of
from caunoi.portal import forms
from caunoi.portal.actions import saving as actions
from caunoi.portal.permissions import is_job_seeker
from caunoi.portal.queries import saving
from caunoi.portal.queries.cards import vacancy_url
from caunoi.portal.views.signed_in import SignedIn
from caunoi.vacancies.choices import PUBLIC_STATES
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once

NO_PERSON = "placement/no_person.html"
# What of an address makes a search; the page and the order of results do not.
KEPT = ("q", "nha", "gan", "noi", "km", "luong", "nghe", "ca", "nganh", "co")


@require_safe
@only(is_job_seeker)
def saved(request: SignedIn) -> HttpResponse:
    """What the job seeker keeps."""
    page = saving.saved_page(request.user, on=timezone.localdate())
    if page.person is None:
        return render(request, NO_PERSON)
    rows = [(each, saving.results_url(each)) for each in page.searches]
    return render(request, "portal/saved.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_job_seeker)
@once
def save_search(request: SignedIn) -> HttpResponse:
    """Keep the search of this address; being told of new jobs is asked, never assumed."""
    person = person_of(request.user)
    if person is None:
        return render(request, NO_PERSON)
    query = _kept(request.GET)
    filters = forms.read_filters(query)
    words = saving.say(filters)
    form = forms.SavedSearchForm(
        request.POST if request.method == "POST" else None, initial={"name": words}
    )
    if form.is_valid():
        try:
            actions.save_search(
                person=person,
                filters=filters,
                address=query.urlencode(),
                **form.cleaned_data,
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotSave as refusal:
            form.add_error(None, str(refusal))
        else:
            told = " Có việc mới, anh/chị sẽ được báo." if form.cleaned_data["alerts"] else ""
            messages.success(request, f"Đã lưu tìm kiếm.{told}")
            return redirect("portal:saved")
    address = query.urlencode()
    back = f"{reverse('portal:search')}?{address}" if address else reverse("portal:search")
    context = {"form": form, "words": words, "back": back, "address": address}
    return render(request, "portal/save_search.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_job_seeker)
@once
def change_search(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Another name, alerts on or off, or no longer kept."""
    search = saving.find_search(public_id, user=request.user)
    if search is None:
        raise Http404
    if request.method == "POST" and request.POST.get("lam") == "xoa":
        actions.drop_search(search=search, by=request.user)
        messages.success(request, f"Đã xoá tìm kiếm “{search.name}”.")
        return redirect("portal:saved")
    form = forms.SavedSearchForm(
        request.POST if request.method == "POST" else None,
        initial={"name": search.name, "alerts": search.alerts},
    )
    if form.is_valid():
        try:
            actions.change_search(
                search=search, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except actions.CannotSave as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Đã lưu thay đổi.")
            return redirect("portal:saved")
    return render(request, "portal/change_search.html", {"form": form, "search": search})


@require_POST
@only(is_job_seeker)
@once
def keep_job(request: SignedIn, pk: int) -> HttpResponse:
    """Keep a job, or keep it no longer, and go back to its page."""
    person = person_of(request.user)
    if person is None:
        messages.warning(request, "Chưa có hồ sơ ở trung tâm. Lập hồ sơ rồi lưu việc này.")
        return redirect("portal:saved")
    vacancy = get_object_or_404(Vacancy, pk=pk, state__in=PUBLIC_STATES)
    kept = actions.keep_job(
        person=person,
        vacancy=vacancy,
        keep=request.POST.get("luu") == "1",
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "Đã lưu việc này." if kept else "Đã bỏ việc này khỏi danh sách lưu.")
    return redirect(vacancy_url(vacancy))


def _kept(query: QueryDict) -> QueryDict:
    """The conditions of an address, without what only turns pages."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if values := [value for value in query.getlist(name) if value]:
            kept.setlist(name, values)
    return kept
