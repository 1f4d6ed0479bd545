"""The whole record of somebody: what a clerk's key opens."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from caunoi.counter.choices import FOR_PEOPLE, ActKind
from caunoi.home.actions import opening
from caunoi.home.choices import Service
from caunoi.home.permissions import can_open_record
from caunoi.home.queries.happenings import Happening
from caunoi.home.queries.record import Record
from caunoi.home.queries.visits import why_of
from caunoi.home.views.requests import SignedIn
from caunoi.people.choices import ReadingReason
from caunoi.people.models import Person
from caunoi.people.queries import find_by_address
from caunoi.people.queries.profile import place_words
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Event, Link, Pair
from caunoi_kit.ui.sessions import unattended

NOT_ASKED = "chưa hỏi"
MARKS = {Service.LEARNING: "done school", Service.CONTACT: ""}


@require_safe
@only(can_open_record)
def record(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Everything of one person on one page, journalled once with its reason."""
    person = person_or_404(public_id)
    at = timezone.now()
    ticket = request.GET.get("phieu", "")
    why = why_of(person, ticket=ticket, by=request.user, on=timezone.localdate(at))
    chosen = request.GET.get("vi", "")
    if not why and chosen in ReadingReason.values:
        why = ReadingReason(chosen).label
    try:
        found = opening.open_record(
            person=person, ticket=ticket, why=why, service=request.GET.get("loai", ""),
            before=_moment(request.GET.get("truoc", "")), by=request.user, at=at,
        )  # fmt: skip
    except opening.ReasonNeeded:
        return render(request, "home/why.html", {"reasons": _reasons()})
    return render(request, "home/record.html", _context(request, found, ticket))


@require_safe
@only(can_open_record)
@unattended
def look_around(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A few words for the page: who else has this record open, and what they changed."""
    asked = request.GET.get("tu", "")
    found = opening.look_around(
        person=person_or_404(public_id),
        since=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0,  # noqa: PLR2004  64 bits
        by=request.user,
        at=timezone.now(),
    )
    if found is None:
        return HttpResponse()
    return render(request, "home/around.html", {"others": found.others, "change": found.change,
                                                "number": found.number})  # fmt: skip


def person_or_404(public_id: UUID) -> Person:
    """The person of an address."""
    person = find_by_address(public_id)
    if person is None:
        raise Http404
    return person


def _context(request: SignedIn, found: Record, ticket: str) -> dict[str, Any]:
    person = found.person
    here = reverse("home:record", args=[person.public_id])
    slip = _url(reverse("home:advise", args=[person.public_id]), ticket)
    return {
        "record": found,
        "person": person,
        "phone": formats.phone(person.phone),
        "who": _who(person),
        "facts": _facts(found),
        "steps": found.steps[1:],
        "next": found.steps[0] if found.steps else None,
        "events": [_event(line) for line in found.timeline.happenings],
        "chips": [
            Link("Tất cả", _url(here, ticket), not found.timeline.service),
            *(
                Link(str(each.label), _url(here, ticket, loai=each.value),
                     each.value == found.timeline.service)
                for each in Service
            ),
        ],
        "older": _url(
            here, ticket, loai=found.timeline.service, truoc=found.timeline.older.isoformat()
        ) if found.timeline.older else "",
        "ticket": ticket,
        "kinds": [
            {"value": kind.value, "label": str(kind.label), "key": f"Alt+{number}",
             "slip": slip if kind == ActKind.POLICY else ""}
            for number, kind in enumerate(FOR_PEOPLE, start=1)
        ],
        "around_url": reverse("home:around", args=[person.public_id]),
    }  # fmt: skip


def _who(person: Person) -> str:
    """Sex and birth date in one line."""
    born = f"sinh {formats.day(person.birth_date)}" if person.birth_date else "chưa hỏi ngày sinh"
    return " · ".join(part for part in (person.get_sex_display(), born) if part)


def _facts(found: Record) -> list[Pair]:
    person, profile = found.person, found.profile
    number = formats.masked(person.identity_number) if person.identity_number else NOT_ASKED
    pairs = [
        Pair("Số định danh", number),
        Pair("Nơi ở", place_words(person.place) or NOT_ASKED, note=person.address),
    ]
    if profile is not None:
        wishes = [wish.words or wish.occupation.name for wish in found.wishes]
        trade = profile.occupation_words or (profile.occupation.name if profile.occupation else "")
        pairs += [
            Pair("Trình độ", profile.get_qualification_display(), note=profile.major),
            Pair("Đã làm", trade or NOT_ASKED, note=formats.experience(profile.experience_months)),
            Pair("Muốn làm", ", ".join(wishes) or NOT_ASKED),
        ]
    return pairs


def _event(line: Happening) -> dict[str, Any]:
    when = formats.day(line.at) if line.dated else formats.moment(line.at)
    by = f" · {line.by}" if line.by else ""
    mark = MARKS.get(line.service, "done")
    return {
        "event": Event(when, line.what, f"{line.detail}{by}", mark),
        "classes": " ".join(f"is-{each}" for each in mark.split()),
        "url": line.url,
    }


def _url(here: str, ticket: str, **more: str) -> str:
    asked = {name: value for name, value in {"phieu": ticket, **more}.items() if value}
    return f"{here}?{urlencode(asked)}" if asked else here


def _reasons() -> list[dict[str, str]]:
    return [
        {"label": str(reason.label), "url": f"?vi={reason.value}", "key": f"Alt+{number}"}
        for number, reason in enumerate(ReadingReason, start=1)
    ]


def _moment(asked: str) -> datetime | None:
    """A moment of an address; what is none is left out."""
    try:
        found = parse_datetime(asked)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
