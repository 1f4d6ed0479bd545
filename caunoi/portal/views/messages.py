"""Messages: what one was told, how to be reached, how to stop it; and what goes out, for heads."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.portal import forms
from caunoi.portal.actions.alerts import stop_alerts
from caunoi.portal.permissions import can_watch_messages, signed_in
from caunoi.portal.queries import messages as queries
from caunoi.portal.queries.alerts import person_of_token
from caunoi.portal.views import message_parts as parts
from caunoi.portal.views.signed_in import SignedIn
from caunoi_kit.messaging import actions
from caunoi_kit.messaging.channels import zalo
from caunoi_kit.messaging.choices import State
from caunoi_kit.messaging.queries import find_message, shown_on_page
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER


@require_http_methods(["GET", "HEAD", "POST"])
@only(signed_in)
@once
def own(request: SignedIn) -> HttpResponse:
    """By which ways one is reached, what one was told lately, and the end of it all."""
    page = queries.own_messages(request.user)
    if request.method == "POST" and request.POST.get("lam") == "dung":
        at = timezone.now()
        if page.person is not None:
            stop_alerts(person=page.person, everything=True, by=request.user, at=at)
        else:
            actions.stop_all(at=at, by=request.user, user=request.user, phone=page.phone)
        notices.success(request, "Đã dừng mọi tin nhắn. Mã đăng nhập vẫn gửi khi anh/chị xin.")
        return redirect("portal:messages")
    said = page.preference
    form = forms.WaysForm(
        request.POST if request.method == "POST" else None,
        initial={
            "zalo": said.zalo,
            "sms": said.sms,
            "email": said.email,
            "quiet_from": f"{said.quiet_from:%H:00}",
            "quiet_to": f"{said.quiet_to:%H:00}",
        },
    )
    if form.is_valid():
        actions.choose_ways(user=request.user, phone=page.phone, **form.cleaned_data)
        notices.success(request, "Đã lưu cách nhận tin.")
        return redirect("portal:messages")
    context = {"page": page, "form": form, "table": parts.own_table(page.messages)}
    return render(request, "portal/messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(anyone)
@once
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the end of a message: two taps, no signing in."""
    person = person_of_token(token)
    if person is None:
        raise Http404
    done = request.GET.get("xong", "")
    if request.method == "POST":
        everything = request.POST.get("lam") == "tat-ca"
        stop_alerts(person=person, everything=everything, by=None, at=timezone.now())
        done = "tat-ca" if everything else "viec"
        return redirect(f"{reverse('portal:stop', args=[token])}?xong={done}")
    return render(request, "portal/stop.html", {"done": done, "token": token})


@require_safe
@only(can_watch_messages)
def outbox(request: SignedIn) -> HttpResponse:
    """What goes out, and how promptly."""
    state, channel = request.GET.get("tt", ""), request.GET.get("kenh", "")
    page = queries.outbox_page(
        state=state, channel=channel, page=request.GET.get(PARAMETER), at=timezone.now()
    )
    context = {
        "page": page,
        "chips": parts.state_chips(page, state),
        "table": parts.outbox_table(page.messages),
        "tiles": parts.tiles(page),
        "ways": parts.ways(page),
    }
    return render(request, "portal/outbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_watch_messages)
@once
def message(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One message of the outbox, and sending it again."""
    found = find_message(public_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.resend(message=found, by=request.user, at=timezone.now())
        except actions.CannotResend as refusal:
            notices.warning(request, str(refusal))
        else:
            notices.success(request, "Đã xếp tin này vào hàng chờ gửi.")
        return redirect("portal:message", public_id=found.public_id)
    may_resend = found.state in {State.FAILED, State.SUPPRESSED} and not found.urgent
    context = {"message": found, "pairs": parts.pairs(found), "may_resend": may_resend}
    return render(request, "portal/message.html", context)


@csrf_exempt
@only(anyone)
def zalo_event(request: HttpRequest) -> HttpResponse:
    """What Zalo tells of a message it took; only what Zalo signed is believed."""
    # Zalo sends JSON; the body of a form with parts has been taken off the wire before this view.
    if request.method != "POST" or request.content_type == "multipart/form-data":
        return HttpResponseForbidden()
    try:
        event = zalo.read_event(
            request.body, request.headers.get("X-ZEvent-Signature", ""), at=timezone.now()
        )
    except ValueError:
        return HttpResponseForbidden()
    if event is not None:
        actions.mark_delivered(provider_id=event.provider_id, at=event.at)
    return HttpResponse()


@require_safe
@only(anyone)
def demo(request: HttpRequest) -> HttpResponse:
    """On a demo site: what would have been sent in the last hour, numbers masked."""
    if not settings.CAUNOI_DEMO:
        raise Http404
    shown = parts.shown(shown_on_page(at=timezone.now()))
    return render(request, "portal/demo_messages.html", {"shown": shown})
