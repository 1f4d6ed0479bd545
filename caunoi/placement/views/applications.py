"""Pages of somebody who applies: sending, following, taking back, answering an invitation."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.placement.actions import applications as actions
from caunoi.placement.actions import invitations as inviting
from caunoi.placement.models import Application, InterviewSlot, Invitation
from caunoi.placement.permissions import is_applicant, is_job_seeker, may_apply
from caunoi.placement.queries import applications as queries
from caunoi.placement.queries import invitations as invited
from caunoi.placement.views import application_words as shown
from caunoi.placement.views import cards
from caunoi.placement.views.signed_in import SignedIn
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

PAGE_SIZE: Final = 20


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_apply)
@once
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Known person: what is sent and to whom, one button. A stranger first leaves a number."""
    vacancy = _published(pk)
    user = request.user if request.user.is_authenticated else None
    person = person_of(user) if user is not None else None
    if person is None:
        return redirect("placement:apply_as_new", pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            application = actions.apply(person=person, vacancy=vacancy, by=user, at=timezone.now())
        except actions.CannotApply as cannot:
            refusal = str(cannot)
        else:
            messages.success(request, f"Đã gửi hồ sơ tới {vacancy.employer.name}.")
            return redirect("placement:my_application", public_id=application.public_id)
    return render(request, "placement/application_send.html", _sheet(vacancy, person, refusal))


@require_safe
@only(is_job_seeker)
def my_applications(request: SignedIn) -> HttpResponse:
    """What the person signed in applied for, and where each application stands."""
    person = person_of(request.user)
    if person is None:
        return render(request, "placement/applications.html", {"rows": [], "page": None})
    found = queries.applications_of(person)
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=PAGE_SIZE)
    rows = [
        {
            "application": one,
            "badge": shown.badge_of(one),
            "url": reverse("placement:my_application", args=[one.public_id]),
        }
        for one in found[page.part]
    ]
    return render(request, "placement/applications.html", {"rows": rows, "page": page})


@require_safe
@only(is_job_seeker)
def my_application(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One application of the person signed in: its way so far, and what they can do."""
    application = _own(request, public_id)
    invitation = queries.open_invitation_of(application)
    context = {
        "application": application,
        "badge": shown.badge_of(application),
        "events": shown.events_of(queries.steps_of(application)),
        "refusal": shown.refusal_words(application),
        "vacancy_url": cards.vacancy_url(application.vacancy),
        "answer_url": invited.answer_path(invitation) if invitation else "",
        "invitation": invitation,
        "is_refused": shown.is_refused(application),
        "silence_days": settings.CAUNOI_SILENCE_WORKING_DAYS,
        "refused_days": settings.CAUNOI_REFUSED_CONTACT_DAYS,
    }
    return render(request, "placement/application_mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_job_seeker)
@once
def withdraw(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take an application back, after one more look."""
    application = _own(request, public_id)
    if request.method == "POST":
        try:
            actions.withdraw_application(
                application=application, by=request.user, at=timezone.now()
            )
        except actions.CannotMove as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(
                request, "Đã rút hồ sơ. Nơi tuyển không còn thấy tên và số của anh/chị."
            )
        return redirect("placement:my_application", public_id=public_id)
    return render(request, "placement/application_withdraw.html", {"application": application})


@require_http_methods(["POST"])
@only(is_job_seeker)
@once
def let_keep(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Let the firm keep name and number after a refusal, or take that back."""
    application = _own(request, public_id)
    may_keep = request.POST.get("may_keep") == "1"
    actions.let_firm_keep(application=application, may_keep=may_keep, by=request.user)
    words = "Đã cho nơi tuyển giữ liên hệ." if may_keep else "Nơi tuyển không được giữ liên hệ nữa."
    messages.success(request, words)
    return redirect("placement:my_application", public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@only(anyone)
@once
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer an invitation from the signed link in a message, without signing in."""
    invitation = invited.invitation_behind(token)
    if invitation is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            return _answered(request, invitation, token)
        except inviting.CannotChooseSlot as cannot:
            refusal = str(cannot)
            invitation = invited.invitation_behind(token) or invitation
    at = timezone.now()
    slots = invited.slots_with_room(invitation.vacancy, at=at)
    context = {
        "invitation": invitation,
        "is_open": shown.can_be_answered(invitation, at=at),
        "is_coming": shown.is_coming(invitation, at=at),
        "slots": [slot for slot in slots if slot.pk != invitation.slot_id],
        "refusal": refusal,
        "changing": "doi-gio" in request.GET,
        "given_name": shown.given_name(invitation.person),
    }
    response = render(request, "placement/application_answer.html", context)
    response["Referrer-Policy"] = "no-referrer"  # the address itself is the key
    return response


def _answered(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Do what the button said, and show the page again."""
    by = request.user if request.user.is_authenticated else None
    at, said = timezone.now(), request.POST.get("answer", "")
    if said == "no":
        inviting.decline(invitation=invitation, by=by, at=at)
        messages.success(request, "Đã báo nơi tuyển là anh/chị không đi.")
    elif said == "confirm":
        inviting.confirm(invitation=invitation, by=by, at=at)
        messages.success(request, "Đã báo nơi tuyển là anh/chị sẽ đến.")
    else:
        slot = _slot(said)
        inviting.choose_slot(invitation=invitation, slot=slot, by=by, at=at)
        messages.success(request, f"Đã hẹn {formats.moment(slot.starts_at)}, tại {slot.place}.")
    return redirect("placement:answer", token=token)


def _slot(said: str) -> InterviewSlot:
    if said.isascii() and said.isdigit() and len(said) < 10:  # noqa: PLR2004  beyond any table
        slot = InterviewSlot.objects.filter(pk=int(said)).first()
        if slot is not None:
            return slot
    raise inviting.CannotChooseSlot("Chọn một giờ trong danh sách rồi gửi lại.")


def _published(pk: int) -> Vacancy:
    published = Vacancy.objects.filter(state__in=[VacancyState.OPEN, VacancyState.CLOSED])
    return get_object_or_404(published.select_related("employer", "place"), pk=pk)


def _own(request: SignedIn, public_id: UUID) -> Application:
    """The application, if it is the visitor's own; somebody else's does not exist."""
    application = queries.find_application(public_id)
    if application is None or not is_applicant(request.user, application):
        raise Http404
    return application


def _sheet(vacancy: Vacancy, person: Person, refusal: str) -> dict[str, Any]:
    """What will be sent, and to whom."""
    return {
        "vacancy": vacancy,
        "url": cards.vacancy_url(vacancy),
        "pairs": shown.what_is_sent(person),
        "standing": queries.standing_application(person, vacancy),
        "reason": refusal or queries.why_not_apply(vacancy, on=timezone.localdate()),
    }
