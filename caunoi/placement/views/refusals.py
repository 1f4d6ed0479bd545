"""Pages about jobs somebody does not take: the reason in one tap, and what a counsellor thinks."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.people.models import Person
from caunoi.placement.actions import refusals as actions
from caunoi.placement.forms.referrals import JudgeForm, RefuseJobForm
from caunoi.placement.models import RefusedJob
from caunoi.placement.permissions import can_refer, is_counselling_staff
from caunoi.placement.queries import referrals as queries
from caunoi.placement.views import referral_words as shown
from caunoi.placement.views.signed_in import SignedIn
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Pair
from caunoi_kit.ui.once import once

TOGETHER = "cung-chon"
GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@only(can_refer)
@once
def refuse_job(request: SignedIn, person_id: UUID, vacancy_id: UUID) -> HttpResponse:
    """A job of the list the person does not want; one tap gives the reason."""
    person = get_object_or_404(Person, public_id=person_id)
    found = Vacancy.objects.select_related("employer", "place")
    vacancy = get_object_or_404(found, public_id=vacancy_id)
    form = RefuseJobForm(request.POST if request.method == "POST" else None)
    back = _lists_url(person, request)
    if form.is_valid():
        try:
            actions.refuse_job(
                person=person, vacancy=vacancy, by=request.user, at=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except actions.CannotRefuse as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, f"Đã ghi: không nhận việc {vacancy.title}.")
            return redirect(back)
    context = {
        "title": vacancy.title,
        "by": vacancy.employer.name,
        "form": form,
        "back": back,
        "from": TOGETHER if _from_together(request) else "",
    }
    return render(request, "placement/refusal_new.html", context)


@require_http_methods(GET_OR_POST)
@only(can_refer)
@once
def decline(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The person does not take the job of a letter."""
    referral = queries.find_referral(public_id)
    if referral is None:
        raise Http404
    form = RefuseJobForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            refusal = actions.decline_referral(
                referral=referral, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotRefuse as problem:
            form.add_error("note", str(problem))
        else:
            messages.success(request, "Đã ghi. Xét lý do có chính đáng không ở dưới.")
            return redirect("placement:refusal", public_id=refusal.public_id)
    context = {
        "title": referral.vacancy.title,
        "by": f"{referral.vacancy.employer.name}, giấy số {shown.number_of(referral)}",
        "form": form,
        "back": shown.referral_url(referral),
        "from": "",
    }
    return render(request, "placement/refusal_new.html", context)


@require_safe
@only(is_counselling_staff)
def refusal(request: SignedIn, public_id: UUID) -> HttpResponse:
    """What is known of a refused job: why it suited, the advert of that day, what was noted."""
    found = actions.read_refusal(refusal=_refusal(public_id), by=request.user)
    context = {
        "refusal": found,
        "pairs": _pairs(found),
        "why": found.fit.get("why", []),
        "missing": found.fit.get("missing", []),
        "advert": _advert(found),
        "may_judge": can_refer(request.user) and found.referral_id is not None,
        "may_take_back": can_refer(request.user) and found.referral_id is None,
        "lists_url": reverse("placement:person_lists", args=[found.person_id]),
    }
    return render(request, "placement/refusal.html", context)


@require_POST
@only(can_refer)
@once
def judge(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Write whether the reason is a good one."""
    found = _refusal(public_id)
    form = JudgeForm(request.POST)
    if form.is_valid():
        try:
            actions.judge_refusal(
                refusal=found,
                justified=form.cleaned_data["justified"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotRefuse as problem:
            messages.warning(request, str(problem))
        else:
            messages.success(request, "Đã ghi ý kiến. Máy không tự quyết định điều gì.")
    else:
        messages.warning(request, "Chưa ghi được: chọn chính đáng hay không chính đáng.")
    return redirect("placement:refusal", public_id=public_id)


@require_POST
@only(can_refer)
@once
def take_back(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The person thinks again: the job may stand in the lists again."""
    found = _refusal(public_id)
    try:
        actions.take_refusal_back(refusal=found, by=request.user)
    except actions.CannotRefuse as problem:
        messages.warning(request, str(problem))
        return redirect("placement:refusal", public_id=public_id)
    messages.success(request, f"Việc {found.vacancy.title} có thể hiện lại trong danh sách.")
    return redirect("placement:person_lists", pk=found.person_id)


def _refusal(public_id: UUID) -> RefusedJob:
    found = queries.find_refusal(public_id)
    if found is None:
        raise Http404
    return found


def _from_together(request: SignedIn) -> bool:
    return (request.POST.get("from") or request.GET.get("from")) == TOGETHER


def _lists_url(person: Person, request: SignedIn) -> str:
    """The screen the button stood on."""
    name = "placement:together" if _from_together(request) else "placement:person_lists"
    return f"{reverse(name, args=[person.pk])}#ngay"


def _pairs(found: RefusedJob) -> list[Pair]:
    pairs = [
        Pair("Người", found.person.full_name, icon="person"),
        Pair("Việc", found.vacancy.title, icon="firm", note=found.vacancy.employer.name),
        Pair("Lý do", shown.refusal_words(found), icon="info"),
        Pair("Ghi lúc", formats.moment(found.at), icon="clock", note=found.by.full_name),
    ]
    if found.referral is not None:
        came = found.referral.came_at
        pairs += [
            Pair(
                "Giấy giới thiệu",
                f"số {shown.number_of(found.referral)}",
                icon="ticket",
                url=shown.referral_url(found.referral),
            ),
            Pair("Đã đến nơi tuyển", formats.moment(came) if came else "chưa", icon="pin"),
            Pair(
                "Ý kiến của tư vấn viên",
                shown.judged_words(found),
                icon="edit",
                note=found.judged_by.full_name if found.judged_by else "",
            ),
        ]
    return pairs


def _advert(found: RefusedJob) -> list[Pair]:
    """The advert as it was then."""
    advert = found.advert
    rows = [
        ("Chức danh", advert.get("title", "")),
        ("Nơi tuyển", advert.get("employer", "")),
        ("Lương", formats.wage_short(advert.get("wage_min"), advert.get("wage_max"))),
        ("Nơi làm", advert.get("address") or advert.get("place", "")),
        ("Mô tả", advert.get("description", "")),
        ("Yêu cầu", advert.get("requirements", "")),
        ("Phúc lợi", advert.get("benefits", "")),
    ]
    return [Pair(label, value) for label, value in rows if value]
