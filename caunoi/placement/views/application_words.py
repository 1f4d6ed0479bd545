"""Applications and invitations in words and badges, for the person and for the firm."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from caunoi.people.models import Person
from caunoi.placement.choices import (
    OPEN_INVITATIONS,
    ApplicationState,
    InvitationState,
    Refusal,
)
from caunoi.placement.models import Application, ApplicationStep, Invitation
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Event, Pair, Side, State

Kind = State | Side

_BADGES: Final[dict[str, tuple[Kind, str]]] = {
    ApplicationState.SENT: ("info", "clock"),
    ApplicationState.SEEN: ("info", "info"),
    ApplicationState.SUITABLE: ("good", "check"),
    ApplicationState.INTERVIEW: ("worker", "calendar"),
    ApplicationState.OFFERED: ("good", "firm"),
    ApplicationState.HIRED: ("good", "check"),
    ApplicationState.REJECTED: ("bad", "close"),
    ApplicationState.WITHDRAWN: ("info", "lock"),
    ApplicationState.EXPIRED: ("warn", "clock"),
}
_INVITED: Final[dict[str, tuple[Kind, str]]] = {
    InvitationState.SENT: ("info", "clock"),
    InvitationState.COMING: ("worker", "calendar"),
    InvitationState.DECLINED: ("warn", "close"),
    InvitationState.CAME: ("good", "check"),
    InvitationState.NO_SHOW: ("bad", "close"),
    InvitationState.CANCELLED: ("info", "lock"),
}


def badge_of(application: Application) -> Badge:
    """Where an application stands, as a badge."""
    kind, icon = _BADGES[application.state]
    return Badge(kind, icon, application.get_state_display())


def invitation_badge(invitation: Invitation) -> Badge:
    """What became of an invitation, as a badge."""
    kind, icon = _INVITED[invitation.state]
    word = invitation.get_state_display()
    if invitation.state == InvitationState.COMING and invitation.confirmed_at is not None:
        word = "Đã nói lại: sẽ đến"
    return Badge(kind, icon, word)


def events_of(steps: Iterable[ApplicationStep]) -> list[Event]:
    """The way of an application, the latest step first."""
    lines = list(steps)
    return [
        Event(
            when=formats.moment(step.at),
            what=step.get_state_display(),
            detail=_why(step.reason, step.note),
            mark="now" if step is lines[-1] else "done",
        )
        for step in reversed(lines)
    ]


def refusal_words(application: Application) -> str:
    """Why an application ended without a hire; "" otherwise."""
    return _why(application.reason, application.note)


def is_refused(application: Application) -> bool:
    """The firm said no: Article 25 asks whether it may keep the contact."""
    return application.state == ApplicationState.REJECTED


def can_be_answered(invitation: Invitation, *, at: datetime) -> bool:
    """Whether the person may still choose, change or decline."""
    if invitation.state not in OPEN_INVITATIONS:
        return False
    return invitation.slot is None or invitation.slot.starts_at > at


def is_coming(invitation: Invitation, *, at: datetime) -> bool:
    """Whether the person has said yes to a time that is still to come."""
    return invitation.state == InvitationState.COMING and can_be_answered(invitation, at=at)


def given_name(person: Person) -> str:
    """The name people are called by: the last word of the full name."""
    return person.full_name.split()[-1]


def what_is_sent(person: Person) -> list[Pair]:
    """What the firm will see of somebody who applies."""
    profile = getattr(person, "profile", None)
    pairs = [
        Pair("Họ và tên", person.full_name, icon="person"),
        Pair("Điện thoại", formats.phone(person.phone) or "chưa có số", icon="phone"),
    ]
    if person.place is not None:
        pairs.append(Pair("Nơi ở", person.place.name, icon="pin", note="(chỉ tên xã, phường)"))
    if profile is not None:
        pairs.append(
            Pair("Kinh nghiệm", formats.experience(profile.experience_months), icon="clock")
        )
        pairs.append(Pair("Trình độ", profile.get_qualification_display(), icon="course"))
    return pairs


def _why(reason: str, note: str) -> str:
    words = Refusal(reason).label if reason and reason != Refusal.OTHER else ""
    return ". ".join(part for part in (str(words), note) if part)
