"""Letters and refusals in words, badges and on paper."""

from dataclasses import asdict
from datetime import date
from math import ceil
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from caunoi.placement.choices import ReferralState, Refusal
from caunoi.placement.models import Referral, RefusedJob
from caunoi.placement.queries.referrals import Odds, code_address, state_of
from caunoi.placement.queries.way import Way, way_of
from caunoi.placement.queries.working_days import is_official
from caunoi_kit.office import pdf, qr
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Event, Pair, Side, State

_BADGES: Final[dict[ReferralState, tuple[State | Side, str]]] = {
    ReferralState.STANDING: ("good", "ticket"),
    ReferralState.ARRIVED: ("worker", "pin"),
    ReferralState.HIRED: ("good", "check"),
    ReferralState.NOT_HIRED: ("bad", "close"),
    ReferralState.DECLINED: ("warn", "close"),
    ReferralState.EXPIRED: ("warn", "clock"),
    ReferralState.REVOKED: ("bad", "lock"),
}
NUMBER_WIDTH: Final = 2
LETTERS_A_LINE: Final = 42  # of what the letter says, on A5
LINES_WITH_SKETCH: Final = 6
ASSUMED: Final = "ngày dự tính, chưa có lịch nghỉ chính thức"


def number_of(referral: Referral) -> str:
    """The number as it is printed: "07/2026"."""
    return f"{referral.number:0{NUMBER_WIDTH}}/{referral.year}"


def due_words(day: date) -> str:
    """A last day that was counted in working days, marked where its calendar is only assumed."""
    words = formats.day(day)
    return words if is_official(day) else f"{words} ({ASSUMED})"


def referral_url(referral: Referral) -> str:
    """The page of a letter, for staff."""
    return reverse("placement:referral", args=[referral.public_id])


def badge_of(referral: Referral, *, on: date) -> Badge:
    """Where a letter stands, as a badge."""
    state = state_of(referral, on=on)
    kind, icon = _BADGES[state]
    return Badge(kind, icon, str(state.label))


def pairs_of(referral: Referral) -> list[Pair]:
    """What the letter says."""
    contact = ", ".join(
        part for part in (referral.contact, formats.phone(referral.contact_phone)) if part
    )
    pairs = [
        Pair("Việc", referral.vacancy.title, icon="firm", note=referral.vacancy.employer.name),
        Pair("Hẹn đến", formats.moment(referral.come_at), icon="calendar"),
        Pair("Nơi đến", referral.place, icon="pin"),
    ]
    if contact:
        label = "Người đón" if referral.contact else "Điện thoại nơi đón"
        pairs.append(Pair(label, contact, icon="person"))
    pairs.append(
        Pair(
            "Có giá trị đến hết ngày",
            due_words(referral.valid_until),
            icon="ticket",
            note=f"lập ngày {formats.day(referral.made_on)}",
        )
    )
    return pairs


def events_of(referral: Referral, refusal: RefusedJob | None, *, on: date) -> list[Event]:
    """What happened with a letter, the latest first."""
    application = referral.application
    events = []
    state = state_of(referral, on=on)
    if state in {ReferralState.HIRED, ReferralState.NOT_HIRED}:
        events.append(
            Event(formats.moment(application.state_at), str(state.label), why_not(referral))
        )
    if refusal is not None:
        events.append(
            Event(
                formats.moment(refusal.at),
                "Người lao động không nhận",
                refusal_words(refusal),
            )
        )
    elif referral.ended_at is not None:
        events.append(
            Event(formats.moment(referral.ended_at), str(state.label), referral.revoked_why)
        )
    if referral.came_at is not None:
        events.append(Event(formats.moment(referral.came_at), "Đã đến nơi tuyển"))
    made = Event(formats.moment(referral.made_at), "Lập giấy", referral.made_by.full_name)
    marks = ["now", *["done"] * len(events)]
    return [
        Event(event.when, event.what, event.detail, mark)
        for event, mark in zip([*events, made], marks, strict=True)
    ]


def why_not(referral: Referral) -> str:
    """Why the firm said no; "" otherwise."""
    application = referral.application
    known = application.reason and application.reason != Refusal.OTHER
    words = str(Refusal(application.reason).label) if known else ""
    return ". ".join(part for part in (words, application.note) if part)


def refusal_words(refusal: RefusedJob) -> str:
    """Why a job was refused: "Xa. Không có xe"."""
    return ". ".join(part for part in (refusal.get_reason_display(), refusal.note) if part)


def judged_words(refusal: RefusedJob) -> str:
    """Whether the reason is a good one, as far as somebody has written it."""
    if refusal.referral_id is None:
        return "chưa có giấy giới thiệu"
    if refusal.justified is None:
        return "chưa xét lý do"
    return "có lý do chính đáng" if refusal.justified else "không có lý do chính đáng"


def odds_words(odds: Odds) -> str:
    """What became of others: figures only, no promise."""
    n = formats.number
    return f"Nghề này: {n(odds.hired)} trong {n(odds.cases)} người giới thiệu trước đây được nhận"


def way_words(way: Way) -> str:
    """How the work lies from home: "từ Xã A về phía đông nam, đường thẳng 12 km"."""
    return (
        f"từ {way.home.name} về phía {way.direction}, "
        f"đường thẳng {formats.distance(way.kilometres)}"
    )


def _leaves_room(facts: list[tuple[str, str]]) -> bool:
    """Whether the sketch still goes on the one page; the way in words always does."""
    return sum(ceil(len(value) / LETTERS_A_LINE) for _, value in facts) <= LINES_WITH_SKETCH


def paper(referral: Referral) -> bytes:
    """The letter on A5, ready to print."""
    person, vacancy = referral.person, referral.vacancy
    reception = [referral.contact, formats.phone(referral.contact_phone)]
    facts = [
        ("Việc làm", vacancy.title),
        ("Nơi tuyển", vacancy.employer.name),
        ("Nơi đến", referral.place),
        ("Giờ hẹn", formats.moment(referral.come_at)),
    ]
    way = way_of(referral)
    if any(reception):
        label = "Người đón" if referral.contact else "Điện thoại"
        facts.append((label, ", ".join(part for part in reception if part)))
    data: dict[str, Any] = {
        "title": f"Giấy giới thiệu việc làm số {number_of(referral)}",
        "unit": settings.CAUNOI_UNIT_NAME,
        "number": number_of(referral),
        "place_day": formats.official_day(referral.made_on),
        "person": person.full_name,
        "born": formats.day(person.birth_date) if person.birth_date else "",
        "area": person.place.name if person.place else "",
        "phone": formats.phone(person.phone),
        "facts": facts,
        "until": formats.day(referral.valid_until),
        "way": asdict(way) if way and _leaves_room(facts) else {},
        "way_words": way_words(way) if way else "",
        "help_line": settings.CAUNOI_HELP_LINE,
        "made_by": referral.made_by.full_name,
        "qr": str(qr.svg(code_address(referral), label="Mã kiểm tra giấy giới thiệu")),
    }
    return pdf.render("placement/letter.typ", data, dated=referral.made_on)
