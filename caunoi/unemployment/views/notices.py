"""Monthly job-search notices: at the counter from a scanned card, and by the person online."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.people.actions.reading import found_people
from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.unemployment.actions.looking import look
from caunoi.unemployment.actions.notices import (
    CannotNotify,
    IncompleteNotice,
    give_notice,
    read_notice_page,
)
from caunoi.unemployment.choices.benefits import NoticeChannel
from caunoi.unemployment.forms.benefits import NoticeForm, ScanForm
from caunoi.unemployment.models import BenefitMonth
from caunoi.unemployment.permissions.benefits import (
    can_follow_own_benefit,
    can_handle_benefits,
    can_see_benefits,
    is_own_benefit,
)
from caunoi.unemployment.queries import benefits as asked
from caunoi.unemployment.queries.notices import NoticePage, notice_page
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

COLUMNS = [Column("Người hưởng"), Column("Tháng"), Column("Hạn thông báo")]


@require_safe
@only(can_see_benefits)
def notices(request: SignedIn) -> HttpResponse:
    """Scan a card: the month that waits opens. Below, everybody whose window is open today."""
    on, form = timezone.localdate(), ScanForm(request.GET)
    text = form.data.get("q", "").strip()[:500]
    people: list[dict[str, Any]] = []
    if text and can_handle_benefits(request.user):
        number = text.split("|")[0] if "|" in text else text
        hits = found_people(text=number, by=request.user, page=None).people
        months = [(person, asked.open_month_of(person, on=on)) for person in hits[:10]]
        if len(months) == 1 and months[0][1] is not None:
            return redirect("unemployment:notice", public_id=months[0][1].public_id)
        people = [_hit(person, month) for person, month in months]
    found = look(
        rows=asked.windows_open(on),
        person="person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="nhận thông báo tìm việc",
    )
    rows = [
        [
            Link(month.person.full_name, reverse("unemployment:notice", args=[month.public_id])),
            f"Tháng thứ {month.k}",
            shown.due_words(month.window_to, on),
        ]
        for month in found.rows
    ]
    context = {
        "form": form,
        "asked": text,
        "people": people,
        "page": found.page,
        "columns": COLUMNS,
        "rows": rows,
        "may_work": can_handle_benefits(request.user),
    }
    return render(request, "unemployment/notices.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def notice(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The notice of a month on one screen; Enter takes it."""
    month = _month(public_id)
    page = read_notice_page(month=month, by=request.user, on=timezone.localdate())
    form = _form(request, page)
    if _taken(request, form, month, NoticeChannel.COUNTER):
        return redirect("unemployment:notices")
    context = _context(page, form) | {
        "back": reverse("unemployment:notices"),
        "benefit_url": shown.benefit_url(month.benefit),
        "facts": shown.facts(month.benefit)[:3],
    }
    return render(request, "unemployment/notice.html", context)


@require_safe
@only(can_follow_own_benefit)
def my_benefit(request: SignedIn) -> HttpResponse:
    """The own benefit on a phone: what to do now, the months, the money."""
    person, on = person_of(request.user), timezone.localdate()
    benefit = asked.latest_benefit(person) if person is not None else None
    if benefit is None:
        return redirect("unemployment:mine")
    page = asked.benefit_page(benefit, on=on)
    waiting = [m for m in page.months if m.window_from > on and m.notice_state == "WAITING"]
    context = {
        "benefit": benefit,
        "badge": shown.benefit_badge(benefit),
        "facts": shown.facts(benefit),
        "months": [
            {
                "month": month,
                "period": shown.period(month),
                "window": shown.window(month),
                "notice": shown.notice_badge(month, on),
                "badge": shown.month_badge(month),
                "given": getattr(month, "notice", None),
            }
            for month in page.months
        ],
        "open_month": page.open_month,
        "open_window": shown.window(page.open_month) if page.open_month else "",
        "next_month": waiting[0] if waiting and page.open_month is None else None,
        "next_window": shown.window(waiting[0]) if waiting else "",
    }
    return render(request, "unemployment/my_benefit.html", context)


@require_http_methods(GET_OR_POST)
@only(can_follow_own_benefit)
@once
def my_notice(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Give the own notice on a phone."""
    month = _month(public_id)
    if not is_own_benefit(request.user, month.benefit):
        raise Http404
    page = notice_page(month, on=timezone.localdate())
    form = _form(request, page)
    if _taken(request, form, month, NoticeChannel.ONLINE):
        return redirect("unemployment:my_benefit")
    context = _context(page, form) | {"back": reverse("unemployment:my_benefit")}
    return render(request, "unemployment/my_notice.html", context)


def _month(public_id: UUID) -> BenefitMonth:
    found = asked.find_month(public_id)
    if found is None:
        raise Http404
    return found


def _form(request: SignedIn, page: NoticePage) -> NoticeForm:
    sent = request.POST if request.method == "POST" else None
    return NoticeForm(sent, applications=page.applications, before=page.before)


def _taken(
    request: SignedIn, form: NoticeForm, month: BenefitMonth, channel: NoticeChannel
) -> bool:
    """Whether the notice was taken; what it lacks stands above the form."""
    if not form.is_valid():
        return False
    told = form.cleaned_data
    try:
        given = give_notice(
            month=month,
            contacts=form.contacts,
            applications=[int(key) for key in told.get("applications") or () if key.isdigit()],
            situation=told["situation"],
            situation_words=told["situation_words"],
            channel=channel,
            by=request.user,
            at=timezone.now(),
        )
    except IncompleteNotice as refusal:
        for words in refusal.missing:
            form.add_error(None, words)
        return False
    except CannotNotify as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(
        request,
        f"Đã nhận thông báo tháng thứ {month.k}, biên nhận số {given.number}/{given.year}, "
        f"ngày {formats.day(given.given_on)}.",
    )
    return True


def _context(page: NoticePage, form: NoticeForm) -> dict[str, Any]:
    return {
        "found": page,
        "month": page.month,
        "form": form,
        "window": shown.window(page.month),
        "period": shown.period(page.month),
    }


def _hit(person: Person, month: BenefitMonth | None) -> dict[str, Any]:
    benefit = None if month is not None else asked.latest_benefit(person)
    return {
        "name": person.full_name,
        "born": formats.day(person.birth_date) if person.birth_date else "",
        "url": reverse("unemployment:notice", args=[month.public_id]) if month else "",
        "benefit_url": shown.benefit_url(benefit) if benefit else "",
    }
