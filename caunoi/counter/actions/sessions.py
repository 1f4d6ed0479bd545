"""Group sessions: setting one up, and entering its people from lines scanned or typed."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.db import transaction
from django.db.models import Max

from caunoi.accounts.models import User
from caunoi.classifications.choices import Sex
from caunoi.counter.models import Attendee, Session
from caunoi.counter.queries.visitors import person_named
from caunoi.people.actions import CannotRegister, register_contact, register_person
from caunoi.people.models import Person
from caunoi.people.queries import person_with_identity_number
from caunoi.people.queries.find import communes_named
from caunoi_engine.text.card import Card, CardField, read_card
from caunoi_kit.journal.actions import record
from caunoi_kit.ui.typed import CannotRead, read_phone

MOST_PEOPLE: Final = 200  # of one session
HOW: Final = "Ghi «họ tên, số điện thoại», số căn cước 12 chữ số, hoặc quét thẻ."
NEEDED: Final = {
    CardField.NUMBER: "số căn cước",
    CardField.NAME: "họ tên",
    CardField.BIRTH_DATE: "ngày sinh",
    CardField.SEX: "giới tính",
}
"""What a card must say before somebody new is registered by it."""

Outcome = Literal["found", "new", "already", "refused"]


class CannotAdd(Exception):
    """Nobody was entered; the message is Vietnamese and may be shown."""


class _Refused(Exception):
    """One line cannot be used; the message is Vietnamese and may be shown."""


@dataclass(frozen=True)
class Line:
    """What became of one line. `text` is kept for the refused ones only."""

    number: int
    outcome: Outcome
    why: str = ""
    text: str = ""


@dataclass(frozen=True)
class Receipt:
    """What became of all lines, in their order."""

    lines: tuple[Line, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def refused(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.outcome == "refused")

    @property
    def left_over(self) -> str:
        """The refused lines as they came, to be put right and sent again."""
        return "\n".join(line.text for line in self.refused)


@transaction.atomic
def open_session(*, name: str, held_on: date, place: str, by: User) -> Session:
    """Set up a group session. Raises CannotAdd without a name."""
    if not name.strip():
        raise CannotAdd("Buổi tư vấn chưa có tên. Ghi tên để tìm lại, ví dụ «Bộ đội xuất ngũ».")
    session = Session.objects.create(
        name=name.strip(), held_on=held_on, place=place.strip(), made_by=by, made=by.made
    )
    record("counter.session.opened", by=by, about=session)
    return session


@transaction.atomic
def add_people(*, session: Session, lines: str, by: User, on: date) -> Receipt:
    """Enter people, one a line: a scanned card, an identity number, or "name, telephone number".

    Whoever is known is found, the others are registered with what the line says. A faulty line
    stops no other. Raises CannotAdd when the session would have more than `MOST_PEOPLE`.
    """
    texts = [text.strip() for text in lines.splitlines() if text.strip()]
    Session.objects.select_for_update().get(pk=session.pk)
    known = set(session.attendees.values_list("person_id", flat=True))
    if len(known) + len(texts) > MOST_PEOPLE:
        raise CannotAdd(
            f"Buổi này đã có {len(known)} người, thêm {len(texts)} dòng là quá {MOST_PEOPLE}. "
            "Chia thành nhiều buổi."
        )
    last = session.attendees.aggregate(last=Max("order"))["last"] or 0
    done: list[Line] = []
    new: list[int] = []
    for number, text in enumerate(texts, start=1):
        try:
            with transaction.atomic():
                person, outcome = _person_of(text, by=by, on=on)
        except (_Refused, CannotRegister) as refusal:
            done.append(Line(number, "refused", str(refusal), text))
            continue
        done.append(Line(number, "already" if person.pk in known else outcome))
        if person.pk not in known:
            known.add(person.pk)
            new.append(person.pk)
    Attendee.objects.bulk_create(
        Attendee(session=session, person_id=key, order=order)
        for order, key in enumerate(new, start=last + 1)
    )
    receipt = Receipt(tuple(done))
    record(
        "counter.session.people_added",
        by=by,
        about=session,
        detail={
            "lines": len(done),
            "refused": len(receipt.refused),
            "people": new,
        },
    )
    return receipt


def _person_of(text: str, *, by: User, on: date) -> tuple[Person, Outcome]:
    """Whom a line means."""
    card = read_card(text)
    if card.is_card:
        return _of_card(card, by=by, on=on)
    parts = [part.strip() for part in re.split(r"[,;\t]", text) if part.strip()]
    cards = [read_card(part).number for part in parts]
    if number := next(filter(None, cards), ""):
        found = person_with_identity_number(number)
        if found is None:
            raise _Refused(
                f"Chưa ai có số ••••{number[-4:]}. Quét thẻ để ghi người mới, "
                "hoặc thay số này bằng họ tên, số điện thoại."
            )
        return found, "found"
    return _of_words(parts, by=by, on=on)


def _of_card(card: Card, *, by: User, on: date) -> tuple[Person, Outcome]:
    found = person_with_identity_number(card.number)
    if found is not None:
        return found, "found"
    missing = [words for field, words in NEEDED.items() if field in card.unread]
    if missing or card.birth_date is None:
        raise _Refused(f"Không đọc được {', '.join(missing)}. Quét lại thẻ.")
    communes = communes_named(card.address, on=on) if card.address else []
    registered = register_person(
        full_name=card.full_name,
        birth_date=card.birth_date,
        sex=Sex.MALE if card.male else Sex.FEMALE,
        # An address that fits several communes, or none, stays open: the person is asked later.
        place=communes[0] if len(communes) == 1 else None,
        identity_number=card.number,
        by=by,
        on=on,
    )
    return registered.person, "new"


def _of_words(parts: list[str], *, by: User, on: date) -> tuple[Person, Outcome]:
    """Somebody by name and telephone number; both must agree with a record to be the same."""
    name = next((part for part in parts if any(c.isalpha() for c in part)), "")
    numbers = [part for part in parts if part != name]
    if not name or len(numbers) != 1:
        raise _Refused(f"Không rõ là ai. {HOW}")
    try:
        phone = read_phone(numbers[0])
    except CannotRead as refusal:
        raise _Refused(str(refusal)) from refusal
    if (same := person_named(name, phone)) is not None:
        return same, "found"
    return register_contact(full_name=name, phone=phone, account=None, by=by, on=on), "new"
