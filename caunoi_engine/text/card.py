"""The QR code of the identity card (thẻ căn cước), read as a scanner types it.

A card holds seven fields parted by "|": identity number, number of the old card (may be empty),
full name, birth date ddmmyyyy, sex, permanent address, day of issue ddmmyyyy. Other orders, fields
in excess or missing, marks that come apart, a keyboard that is not set to the layout of the
scanner: all are met with. What cannot be read for certain is left out and named, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caunoi_engine.text.folding import fold, tidy
from caunoi_engine.text.identity import LENGTH, OLD_LENGTH, BadIdentityNumber, read_identity_number
from caunoi_engine.text.names import proper_case

SHORTEST_NAME: Final = 2
LONGEST_NAME: Final = 200
LONGEST_ADDRESS: Final = 300
FIRST_ISSUE: Final = 1900
CENTURIES: Final = (1900, 2199)
# What stands between the fields; a keyboard in another layout types something else for "|".
_SEPARATORS: Final = ("|", "\\", "¦", "~", "}", "\t", "‖", "｜")
USUAL: Final = 7  # fields of a card
_FEWEST: Final = 6  # parts of a code that lacks one field
_MALE, _FEMALE = ("nam", "male", "m"), ("nu", "female", "f")
_LETTERS = re.compile(r"[^\W\d_]+")
_BLANKS = re.compile(r"[\s.\-]")
# What a scanner types for 1234567890 on a French keyboard without its shift key, and on the
# Vietnamese keyboard of Windows, whose row of figures holds vowels, tones and đ.
_OTHER_KEYBOARDS: Final = (
    str.maketrans("&é\"'(-è_çà", "1234567890"),
    str.maketrans("ăâêô\u0300\u0309\u0303\u0301\u0323đ", "1234567890"),
)


class CardField(StrEnum):
    """The seven fields of a card."""

    NUMBER = "NUMBER"
    OLD_NUMBER = "OLD_NUMBER"
    NAME = "NAME"
    BIRTH_DATE = "BIRTH_DATE"
    SEX = "SEX"
    ADDRESS = "ADDRESS"
    ISSUED_ON = "ISSUED_ON"


@dataclass(frozen=True)
class Card:
    """What a code says; an empty field was empty or could not be read (then it is in `unread`).

    `left_over` are the parts nothing was made of, as they were scanned.
    """

    number: str = ""
    old_number: str = ""
    full_name: str = ""
    birth_date: date | None = None
    male: bool | None = None
    address: str = ""
    issued_on: date | None = None
    unread: tuple[CardField, ...] = ()
    left_over: tuple[str, ...] = ()
    doubts: tuple[CardField, ...] = ()
    """Fields that were read but disagree with the identity number: ask."""

    @property
    def is_complete(self) -> bool:
        """Every field that a card must have was read, and nothing disagrees."""
        return not self.unread and not self.doubts

    @property
    def is_card(self) -> bool:
        """At least the number and the name were read: this was a card."""
        return bool(self.number and self.full_name)


def read_card(text: str) -> Card:
    """Read what a scanner typed.

    >>> card = read_card("034201000123||NGUYỄN VĂN THỬ|04032001|Nam|Thôn 1, Đông Minh|10052021")
    >>> card.full_name, card.birth_date, card.male, card.unread
    ('Nguyễn Văn Thử', datetime.date(2001, 3, 4), True, ())

    Never raises: of a text that is no card, everything is `unread`.
    """
    parts = _parts(text)
    number = _identity_number(parts)
    dates = {i: day for i, part in enumerate(parts) if (day := _day(part)) is not None}
    sexes = {i: sex for i, part in enumerate(parts) if (sex := _sex(part)) is not None}
    olds = {i: kept for i, part in enumerate(parts) if (kept := _old_number(part))}
    numbers = {i for i, part in enumerate(parts) if _number(part)}
    if number and len(numbers) > 1:  # some old cards had twelve digits too
        olds |= {i: _number(parts[i]) for i in numbers if i != number[0]}
    taken = {*numbers, *dates, *sexes, *olds} - (set() if number else numbers)
    words = {i: tidy(part) for i, part in enumerate(parts) if i not in taken and part.strip()}
    name_at, address_at = _name_and_address(words, sexes)
    birth, issue = _birth_and_issue(dates, number[1] if number else "")
    return _card(
        number=number[1] if number else "",
        olds=list(olds.values()),
        name="" if name_at is None else words.pop(name_at),
        address="" if address_at is None else words.pop(address_at),
        birth=birth,
        issue=issue,
        sexes=list(sexes.values()),
        left_over=tuple(words.values()),
    )


def _card(
    *,
    number: str,
    olds: Sequence[str],
    name: str,
    address: str,
    birth: date | None,
    issue: date | None,
    sexes: Sequence[bool],
    left_over: tuple[str, ...],
) -> Card:
    male = sexes[0] if len(set(sexes)) == 1 else None
    found = {
        CardField.NUMBER: number,
        CardField.NAME: name,
        CardField.BIRTH_DATE: birth,
        CardField.SEX: male is not None,
        CardField.ADDRESS: address,
        CardField.ISSUED_ON: issue,
    }
    unread = [field for field, value in found.items() if not value]
    if len(set(olds)) > 1:
        unread.append(CardField.OLD_NUMBER)
    return Card(
        number=number,
        old_number=olds[0] if len(set(olds)) == 1 else "",
        full_name=proper_case(_upright(name)),
        birth_date=birth,
        male=male,
        address=address,
        issued_on=issue,
        unread=tuple(unread),
        left_over=left_over,
        doubts=tuple(_doubts(number, birth, male)),
    )


def _parts(text: str) -> list[str]:
    """The fields as scanned. Without any known separator, the whole is one part."""
    kept = text.strip().strip("\ufeff\x00")
    for separator in _SEPARATORS:
        parts = kept.split(separator)
        if len(parts) >= _FEWEST:
            return parts
    lines = kept.splitlines()
    return lines if len(lines) >= _FEWEST else [kept]


def _identity_number(parts: Sequence[str]) -> tuple[int, str] | None:
    """Where the identity number stands, and it; of two, the first of a card in the usual order.

    In any other order two different numbers are no answer.
    """
    found = [(i, value) for i, part in enumerate(parts) if (value := _number(part))]
    usual = len(parts) >= USUAL and [i for i, _ in found] == [0, 1]
    return found[0] if found and (usual or len({value for _, value in found}) == 1) else None


def _digits(part: str) -> str:
    """The part as digits, also from another keyboard; "" if it is anything else."""
    bare = _BLANKS.sub("", tidy(part))
    if bare.isascii() and bare.isdigit():
        return bare
    for keyboard in _OTHER_KEYBOARDS:
        # As it came: composing the marks would lose the order in which they were typed.
        typed = part.strip().translate(keyboard)
        if typed.isascii() and typed.isdigit():
            return typed
    return ""


def _number(part: str) -> str:
    digits = _digits(part)
    if len(digits) != LENGTH:
        return ""
    try:
        return read_identity_number(digits).number
    except BadIdentityNumber:
        return ""


def _old_number(part: str) -> str:
    digits = _digits(part)
    return digits if len(digits) == OLD_LENGTH else ""


def _day(part: str) -> date | None:
    """A day written ddmmyyyy, with or without strokes between."""
    digits = _digits(part.replace("/", ""))
    if len(digits) != len("ddmmyyyy"):
        return None
    try:
        day = date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
    return day if CENTURIES[0] <= day.year <= CENTURIES[1] else None


def _sex(part: str) -> bool | None:
    """Whether male, from the word on the card in any case and with or without its marks."""
    word = fold(part)
    if word in _MALE:
        return True
    return False if word in _FEMALE else None


def _name_and_address(
    words: dict[int, str], sexes: dict[int, bool]
) -> tuple[int | None, int | None]:
    """Where the name and the address stand among the parts that are words.

    The name has letters only; an address has a comma or a digit, or comes after the name. Two
    parts that could both be the name make neither of them.
    """
    namelike = [i for i, part in words.items() if _is_name(part)]
    addresslike = [i for i, part in words.items() if i not in namelike]
    if len(addresslike) > 1:  # of a field in excess and an address, the one with a comma
        addresslike = [i for i in addresslike if "," in words[i]]
    if len(addresslike) == 1 and len(namelike) == 1:
        return namelike[0], addresslike[0]
    if not addresslike and len(namelike) == 2:
        before = [i for i in namelike if any(i < at for at in sexes)]
        return (namelike[0], namelike[1]) if before == namelike[:1] else (None, None)
    name = namelike[0] if len(namelike) == 1 else None
    address = addresslike[0] if len(addresslike) == 1 else None
    return name, address


def _is_name(part: str) -> bool:
    bare = part.replace("'", "").replace("’", "").replace(" ", "").replace("-", "")
    within = SHORTEST_NAME <= len(part) <= LONGEST_NAME
    return within and bare.isalpha()


def _upright(name: str) -> str:
    """A name scanned with the capitals lock on, "nGUYỄN vĂN tHỬ", turned round."""
    words = _LETTERS.findall(name)
    turned = all(word[0].islower() and word[1:] == word[1:].upper() for word in words)
    return name.swapcase() if turned and not name.islower() else name


def _birth_and_issue(dates: dict[int, date], number: str) -> tuple[date | None, date | None]:
    """The earliest day is the birth, the other of two the issue: nobody has a card before birth.

    One day alone, or three and more, are a birth only where the number says the same year.
    """
    days = sorted(set(dates.values()))
    if len(days) == 2:
        return days[0], days[1]
    if days and number and read_identity_number(number).birth_year == days[0].year:
        return days[0], None
    return None, None


def _doubts(number: str, birth: date | None, male: bool | None) -> list[CardField]:
    """Fields that disagree with the number. Such cards were issued: a warning, never a refusal."""
    if not number:
        return []
    read = read_identity_number(number)
    wrong = []
    if birth is not None and birth.year != read.birth_year:
        wrong.append(CardField.BIRTH_DATE)
    if male is not None and male != read.male:
        wrong.append(CardField.SEX)
    return wrong
