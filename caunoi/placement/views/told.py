"""Pages about what people were told: note it, take it back, see what a plan made of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.placement.actions import told as actions
from caunoi.placement.choices import Channel, Ending, Keeping, RunState
from caunoi.placement.forms import EndForm, TellForm
from caunoi.placement.models import MatchRun, Proposal, ToldProposal
from caunoi.placement.permissions import can_tell_people, is_counselling_staff
from caunoi.placement.queries.snapshot import latest_run
from caunoi.placement.queries.told import find_told, latest_keeping
from caunoi.placement.views import plan_told as shown
from caunoi.placement.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

KEPT = {"giu": True, "khong-giu": False}


@require_safe
@only(is_counselling_staff)
def plan_told(request: SignedIn, pk: int) -> HttpResponse:
    """What a plan made of all that people had been told before."""
    run = get_object_or_404(MatchRun, pk=pk, state=RunState.DONE)
    asked = request.GET.get("con", "")
    found = actions.read_told_page(
        run=run, by=request.user, page=request.GET.get(PARAMETER), kept=KEPT.get(asked)
    )
    words = {"": "Tất cả", "giu": "Giữ nguyên", "khong-giu": "Không giữ được"}
    now = asked if asked in KEPT else ""
    context = {
        "run": run,
        "title": "Lời đã báo",
        "page": found.page,
        "note": "",
        "chips": [
            Link(label, shown.told_url(run, **({"con": value} if value else {})), value == now)
            for value, label in words.items()
        ],
        "table": shown.results(found.lines, back="", may_tell=can_tell_people(request.user)),
    }
    return render(request, "placement/plan_list.html", context)


@require_POST
@only(can_tell_people)
@once
def tell(request: SignedIn, pk: int) -> HttpResponse:
    """Note that somebody was told of a proposal, and go back to the list."""
    proposal = (
        Proposal.objects.select_related("run", "person", "vacancy", "intake").filter(pk=pk).first()
    )
    if proposal is None:
        messages.warning(
            request,
            "Chưa ghi. Phương án vừa cập nhật và người này nay có hướng khác, hoặc không còn trong "
            "phương án. Xem lại dòng của người đó trong danh sách rồi báo theo đó.",
        )
        return redirect("placement:plan")
    form = TellForm(request.POST)
    back = reverse("placement:plan_people", args=[proposal.run_id])
    back = f"{back}?{shown.place_in_list(request)}#nguoi-{proposal.person_id}"
    if not form.is_valid():
        messages.warning(request, "Chưa ghi được: chọn báo qua điện thoại, tại quầy hay tin nhắn.")
        return redirect(back)
    try:
        told = actions.tell_proposal(
            proposal=proposal,
            channel=Channel(form.cleaned_data["channel"]),
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except actions.CannotTell as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(
            request,
            f"Đã ghi: báo cho {proposal.person.full_name} ({told.get_channel_display().lower()}). "
            "Các phương án sau giữ nguyên việc này.",
        )
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_tell_people)
@once
def end_told(request: SignedIn, pk: int) -> HttpResponse:
    """Take back what somebody was told, with a reason."""
    told = find_told(pk)
    if told is None:
        raise Http404
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.end_told(
                told=told,
                ending=Ending(form.cleaned_data["ending"]),
                note=form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotEnd as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, f"Đã rút lại lời đã báo cho {told.person.full_name}.")
            return redirect(f"{_back_url(request)}#nguoi-{told.person_id}")
    told = actions.read_told(told=told, by=request.user)
    return render(request, "placement/told_end.html", _page(request, told, form))


def _page(request: SignedIn, told: ToldProposal, form: EndForm) -> dict:
    keeping = latest_keeping(told)
    lines = [
        Pair(
            "Người",
            told.person.full_name,
            url=reverse("placement:person_lists", args=[told.person_id]),
        ),
        Pair(
            "Điện thoại",
            formats.phone(told.person.phone) or "chưa có số",
            url=shown.phone_url(told),
        ),
        Pair("Việc đã báo", shown.told_words(told)),
        Pair("Báo lúc", shown.when_words(told), note=f"người báo: {told.told_by.full_name}"),
    ]
    if keeping is not None:
        lines.append(Pair("Phương án mới nhất", Keeping(keeping).label))
    if told.ended_at is not None:
        why = f"{told.get_ending_display()}. {told.note}".strip()
        lines.append(Pair("Đã rút lại", formats.day(told.ended_at), note=why))
    return {
        "told": told,
        "pairs": lines,
        "form": form,
        "here": shown.end_url(told, shown.carried(request)),
        "back": _back_url(request),
    }


def _back_url(request: SignedIn) -> str:
    """The place in the list somebody came from, or else the promises of the latest plan."""
    run, query = latest_run(), shown.carried(request)
    if run is None:
        return reverse("placement:plan")
    if not query:
        return shown.told_url(run)
    return f"{reverse('placement:plan_people', args=[run.pk])}?{query}"
