"""What the pages about messages show."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.portal.choices import MESSAGE_KINDS
from caunoi_kit.messaging import limits, queries
from caunoi_kit.messaging.choices import ORDER, Channel, State
from caunoi_kit.messaging.models import Message, Preference
from caunoi_kit.messaging.preferences import is_set_up, preference_of
from caunoi_kit.ui.paging import Page, page_of

PAGE_SIZE: Final = 30


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """One page of the outbox, with the figures above it."""

    messages: tuple[Message, ...]
    page: Page
    by_state: dict[str, int]
    by_channel: dict[str, int]
    promptness: queries.Promptness
    resting: dict[str, datetime]
    off: tuple[Channel, ...]  # not set up here
    spent: int
    ceiling: int


@dataclass(frozen=True, slots=True)
class OwnMessages:
    """By which ways somebody is reached, and what they were told lately."""

    preference: Preference
    person: Person | None
    phone: str
    messages: tuple[Message, ...]


def outbox_page(*, state: str, channel: str, page: str | None, at: datetime) -> OutboxPage:
    """The outbox as heads see it. Six queries, however long it is."""
    found = queries.outbox(state=state, channel=channel)
    asked = page_of(page, count=found.count(), size=PAGE_SIZE)
    counts = queries.counts()
    by_state: Counter[str] = Counter()
    by_channel: Counter[str] = Counter()
    for (of_state, of_channel), number in counts.items():
        by_state[of_state] += number
        if of_channel and of_state in {State.SENT, State.DELIVERED}:
            by_channel[of_channel] += number
    return OutboxPage(
        messages=tuple(found[asked.part]),
        page=asked,
        by_state=dict(by_state),
        by_channel=dict(by_channel),
        promptness=queries.promptness(at=at),
        resting=queries.resting(at=at),
        off=tuple(each for each in ORDER if not is_set_up(each)),
        spent=limits.spent_today(at=at),
        ceiling=limits.ceiling(),
    )


def own_messages(user: User) -> OwnMessages:
    """What a signed-in user may choose and was told."""
    person = person_of(user)
    phone = (person.phone if person else "") or user.phone
    return OwnMessages(
        preference=preference_of(user=user, phone=phone),
        person=person,
        phone=phone,
        messages=tuple(queries.messages_to(user)),
    )


def kind_words(kind: str) -> str:
    """What a kind of message is called; a kind without a name is said as it is."""
    return MESSAGE_KINDS.get(kind, kind)
