"""The personal identity number (số định danh cá nhân, 12 digits), checked and read.

AAA B CC DDDDDD: AAA the province (or country) where the birth was registered, B century and sex,
CC the year of birth in the century, six random digits. It never changes, not when provinces
merge. Source: Luật Căn cước 2023, Điều 12 and Nghị định 70/2024/NĐ-CP.
"""

import re
from dataclasses import dataclass

LENGTH = 12
OLD_LENGTH = 9
BIRTH_PROVINCES = frozenset(
    f"0{n:02d}"
    for n in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35),
        *(36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70),
        *(72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96),
    )
)


@dataclass(frozen=True)
class IdentityNumber:
    """What a valid number says of its holder.

    >>> IdentityNumber("034201000123", "034", 2001, male=True).born_in_vietnam
    True
    """

    number: str
    birth_place: str  # three digits; province codes of before 01/07/2025 or a country
    birth_year: int
    male: bool

    @property
    def born_in_vietnam(self) -> bool:
        """The birth was registered in one of the 63 provinces, not abroad."""
        return self.birth_place in BIRTH_PROVINCES


class BadIdentityNumber(ValueError):
    """Not an identity number; the message is Vietnamese and says what to do."""


def read_identity_number(typed: str) -> IdentityNumber:
    """Read a number as typed (blanks and dots allowed).

    >>> read_identity_number("034 201 000 123").birth_year
    2001

    Raises BadIdentityNumber when it is no 12-digit number of a person.
    """
    number = re.sub(r"[\s.\-]", "", typed)
    if not number.isascii() or not number.isdigit():
        raise BadIdentityNumber("Số định danh chỉ gồm chữ số. Xem lại số in trên thẻ căn cước.")
    if len(number) != LENGTH:
        raise BadIdentityNumber(
            f"Số định danh có {LENGTH} chữ số, anh/chị nhập {len(number)} chữ số. "
            "Xem lại số in trên thẻ căn cước."
        )
    century_and_sex = int(number[3])
    year = 1900 + 100 * (century_and_sex // 2) + int(number[4:6])
    return IdentityNumber(number, number[:3], year, male=century_and_sex % 2 == 0)


def is_old_identity_number(typed: str) -> bool:
    """Whether it can be a nine-digit number of the cards issued before 2016 (CMND).

    >>> is_old_identity_number("151 234 567")
    True
    """
    number = re.sub(r"[\s.\-]", "", typed)
    return len(number) == OLD_LENGTH and number.isascii() and number.isdigit()
