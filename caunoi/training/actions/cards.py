"""Enrolling a whole class by scanning identity cards: one line a card."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.classifications.choices import Sex
from caunoi.people.actions import CannotRegister, register_person
from caunoi.people.models import Person
from caunoi.people.queries import person_with_identity_number
from caunoi.people.queries.find import communes_named
from caunoi.training.actions.enrolments import CannotEnrol, civil_day, enrol, locked_intake
from caunoi.training.choices import Origin
from caunoi.training.models import Enrolment, Intake
from caunoi_engine.text.card import Card, CardField, read_card
from caunoi_kit.journal.actions import record

MOST_LINES: Final = 200
NEEDED: Final = {
    CardField.NUMBER: "số căn cước",
    CardField.NAME: "họ tên",
    CardField.BIRTH_DATE: "ngày sinh",
    CardField.SEX: "giới tính",
}
"""What a card must say before somebody new is registered by it."""

Outcome = Literal["enrolled", "waiting", "already", "refused"]


@dataclass(frozen=True)
class CardLine:
    """What became of one scanned line. `text` is kept for the refused ones only."""

    number: int
    outcome: Outcome
    name: str = ""
    why: str = ""
    text: str = ""


@dataclass(frozen=True)
class CardsReceipt:
    """What became of all lines, in their order."""

    lines: tuple[CardLine, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def refused(self) -> tuple[CardLine, ...]:
        return tuple(line for line in self.lines if line.outcome == "refused")

    @property
    def left_over(self) -> str:
        """The refused lines as they were scanned, to be put right and sent again."""
        return "\n".join(line.text for line in self.refused)


@transaction.atomic
def enrol_from_cards(*, intake: Intake, scanned: str, by: User, at: datetime) -> CardsReceipt:
    """Enrol whoever's cards were scanned; a line that cannot be read stops no other line.

    Somebody new is registered with what the card says. All of the lines are answered; more than
    `MOST_LINES` are refused whole by CannotEnrol.
    """
    texts = [line.strip() for line in scanned.splitlines() if line.strip()]
    if len(texts) > MOST_LINES:
        raise CannotEnrol(
            f"Có {len(texts)} dòng; mỗi lần nhiều nhất {MOST_LINES}. Chia thành nhiều lần."
        )
    locked_intake(intake.pk)  # before anybody is registered: rows first, the journal last
    known = set(Enrolment.objects.open().filter(intake=intake).values_list("person_id", flat=True))
    lines = tuple(
        _enrol_line(number, text, intake, known, by=by, at=at)
        for number, text in enumerate(texts, start=1)
    )
    receipt = CardsReceipt(lines)
    record(
        "training.cards.scanned",
        by=by,
        about=intake,
        detail={"lines": len(lines), "refused": len(receipt.refused)},
    )
    return receipt


def _enrol_line(
    number: int, text: str, intake: Intake, known: set[int], *, by: User, at: datetime
) -> CardLine:
    try:
        person = _person_of(read_card(text), by=by, at=at)
        if person.pk in known:
            return CardLine(number, "already", person.full_name)
        enrolment = enrol(person=person, intake=intake, by=by, at=at, origin=Origin.CARD)
    except (CannotRegister, CannotEnrol) as refusal:
        return CardLine(number, "refused", why=str(refusal), text=text)
    known.add(person.pk)
    return CardLine(number, "waiting" if enrolment.is_waiting else "enrolled", person.full_name)


def _person_of(card: Card, *, by: User, at: datetime) -> Person:
    """The person of a card: the one who holds its number, or one newly registered."""
    person = person_with_identity_number(card.number) if card.number else None
    if person is not None:
        return person
    missing = [words for field, words in NEEDED.items() if field in card.unread]
    if missing or card.birth_date is None:
        raise CannotRegister(
            f"Không đọc được {', '.join(missing)}. Quét lại thẻ, hoặc ghi tay như trên thẻ."
        )
    on = civil_day(at)
    communes = communes_named(card.address, on=on) if card.address else []
    # An address that fits several communes, or none, stays open: the person is asked later.
    place: Any = communes[0] if len(communes) == 1 else None
    return register_person(
        full_name=card.full_name,
        birth_date=card.birth_date,
        sex=Sex.MALE if card.male else Sex.FEMALE,
        place=place,
        identity_number=card.number,
        by=by,
        on=on,
    ).person
