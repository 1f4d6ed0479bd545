"""Numbers of made people and firms: well formed, and certain to belong to nobody.

Telephones are fixed lines of area code 0200, which no province has (the codes run from 0203 to
0299). Identity numbers begin with 000: births are registered in 001 to 096, or abroad from 101.
Tax codes begin with 00 and fail their check digit.
"""

from typing import Final

FIRMS_FROM: Final = 9_000_000
SCHOOLS_FROM: Final = 9_900_000
PHONE_AREA: Final = "0200"
WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)  # of the digits of a tax code


def made_phone(number: int) -> str:
    """A telephone number of nobody, another one for every number.

    >>> made_phone(27)
    '02000000027'
    """
    return f"{PHONE_AREA}{number:07d}"


def made_identity_number(number: int, *, born: int, male: bool) -> str:
    """An identity number of nobody, right in year and sex.

    >>> made_identity_number(5, born=1990, male=False)
    '000190000005'
    """
    century = 2 * (born // 100 - 19) + (not male)
    return f"000{century}{born % 100:02d}{number:06d}"


def made_tax_code(number: int) -> str:
    """A tax code of nobody: its last digit is never the one that would be right.

    >>> made_tax_code(7)
    '0000000072'
    """
    first = f"{number:09d}"
    right = (10 - sum(w * int(c) for w, c in zip(WEIGHTS, first, strict=True)) % 11) % 10
    return f"{first}{(right + 1) % 10}"
