"""The page on which a commune officer enters households on a telephone, also without a network."""

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caunoi.intake.actions.files import CannotTake
from caunoi.intake.actions.households import read_homes, save_household, take_household
from caunoi.intake.choices.files import UNDECIDED
from caunoi.intake.imports.households import CannotUnderstand, choices_of, read_household
from caunoi.intake.models import UploadRow
from caunoi.intake.permissions.files import can_list_known, commune_of
from caunoi.intake.queries.households import hamlets_of, shown_home
from caunoi.intake.views.files import NO_COMMUNE
from caunoi.intake.views.requests import SignedIn
from caunoi_kit.ui.access import anyone, only

# What is chosen from a list on the telephone, with its words.
CHOSEN: Final = {
    "general_education": "Học xong lớp, cấp nào",
    "qualification": "Trình độ chuyên môn cao nhất",
    "activity": "Đang làm gì",
    "job_status": "Làm cho ai",
    "unemployed_for": "Không có việc bao lâu",
    "inactive_reason": "Vì sao không đi làm",
}
HAMLET: Final = "thon"


@require_safe
@only(can_list_known)
def page(request: SignedIn) -> HttpResponse:
    """The page itself: it names nobody, so that the telephone may keep it."""
    commune = commune_of(request.user)
    context = {
        "commune": commune,
        "why_no_place": NO_COMMUNE,
        "user_key": request.user.pk,
        "fields": [(name, label, choices_of(name)) for name, label in CHOSEN.items()],
    }
    return render(request, "intake/household.html", context)


@require_safe
@only(anyone)
def worker(request: SignedIn) -> HttpResponse:
    """The service worker that keeps the page for hours without a network; it names nobody."""
    return render(request, "intake/household_worker.js", content_type="text/javascript")


@require_safe
@only(can_list_known)
def state(request: SignedIn) -> HttpResponse:
    """Who is signed in, the token for sending, and the hamlets of the commune."""
    commune = commune_of(request.user)
    hamlets = hamlets_of(commune) if commune is not None else []
    told = {"token": get_token(request), "user": request.user.pk, "hamlets": hamlets}
    return JsonResponse(told)


@require_safe
@only(can_list_known)
def homes(request: SignedIn) -> HttpResponse:
    """The known households of a hamlet, to be asked only about what changed."""
    commune = commune_of(request.user)
    if commune is None:
        return _refusal(NO_COMMUNE)
    found = read_homes(commune=commune, hamlet=request.GET.get(HAMLET, "")[:300], by=request.user)
    return JsonResponse({"homes": [shown_home(each) for each in found]})


@require_POST
@only(can_list_known)
def send(request: SignedIn) -> HttpResponse:
    """Keep one household. Its own key makes it take effect once, however late it is sent again."""
    commune = commune_of(request.user)
    if commune is None:
        return _refusal(NO_COMMUNE)
    if request.content_type != "application/json":
        return _refusal("Không đọc được hộ này. Nhập lại hộ này.")
    on, at = timezone.localdate(), timezone.now()
    try:
        sent = read_household(request.body, on=on, taken_before=at)
        entry, new = take_household(
            key=sent.key,
            commune=commune,
            rows=sent.rows,
            same=sent.same,
            taken_at=sent.taken_at,
            by=request.user,
            on=on,
            at=at,
        )
    except (CannotUnderstand, CannotTake) as refusal:
        return _refusal(str(refusal))
    save_household(entry=entry, by=request.user, on=on, at=at)
    last = entry.first_row + entry.members
    waiting = UploadRow.objects.filter(
        upload=entry.upload_id, number__range=(entry.first_row, last), state__in=UNDECIDED
    )
    told: dict[str, Any] = {"new": new, "waiting": waiting.count()}
    return JsonResponse(told)


def _refusal(why: str) -> HttpResponse:
    return JsonResponse({"why": why}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
