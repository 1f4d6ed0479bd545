"""Two records, one person? By number, or by name and birth where a number is missing or mistyped.

A personal identity number of twelve digits never changes and is nobody else's: two records with
clearly different numbers are two people, however alike their names. That one rule keeps the many
people of one name and one birthday apart.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caunoi_engine.text.folding import fold_yi

WHOLE: Final = 12
SLIPS: Final = 2
"""As many wrong digits as a hurried hand makes in a number of twelve."""
SHORTEST_TO_MISTYPE: Final = 6
"""Letters of a name, blanks left out, below which one wrong letter makes another name."""


class Likeness(StrEnum):
    """How alike two records are."""

    NUMBER = "NUMBER"
    """The same identity number."""
    SAME = "SAME"
    """The same name and the same birth; the numbers do not speak against it."""
    NEAR = "NEAR"
    """Name or birth differ by what people get wrong; the numbers speak for it or are missing."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """What a record says of who it is. `name` is a key as `fold_yi` makes it."""

    name: str
    birth: date | None
    year_only: bool = False
    number: str = ""

    @classmethod
    def of(
        cls, full_name: str, birth: date | None, *, number: str = "", year_only: bool = False
    ) -> "Somebody":
        """From a name as it is written.

        >>> Somebody.of("LÝ THỊ HOÀ", None).name
        'li thi hoa'
        """
        return cls(fold_yi(full_name), birth, year_only, number)


@dataclass(frozen=True, slots=True)
class Found:
    """That two records are alike, and in what: a sentence part in Vietnamese."""

    likeness: Likeness
    why: str


def alike(one: Somebody, other: Somebody) -> Found | None:
    """How alike two records are; None for two people.

    >>> a = Somebody.of("Nguyễn Thị Hoà", date(1990, 5, 2), number="001190000001")
    >>> alike(a, Somebody.of("NGUYEN THI HOA", date(1990, 5, 2))).likeness.value
    'SAME'
    >>> alike(a, Somebody.of("Nguyễn Thị Hoà", date(1990, 5, 2), number="034190123456")) is None
    True
    """
    both = len(one.number) == len(other.number) == WHOLE
    if both and one.number == other.number:
        return Found(Likeness.NUMBER, "trùng số định danh")
    mistyped = both and _nearly_equal(one.number, other.number)
    if both and not mistyped:
        return None
    name, birth = _names(one.name, other.name), _births(one, other)
    if name is None or birth is None or not (mistyped or _enough(name, birth)):
        return None
    number = "số định danh lệch một, hai chữ số" if mistyped else ""
    likeness = Likeness.SAME if name == birth == _EQUAL else Likeness.NEAR
    said = [number] if number else []
    said += [f"tên {name}", f"ngày sinh {birth}"]
    return Found(likeness, ", ".join(said))


def may_be_alike(one: Somebody, other: Somebody) -> bool:
    """Whether name and birth speak for one person: the quick question before `alike`.

    It looks at no number, so numbers that are kept encrypted need not be read for most pairs.

    >>> hoa = Somebody("nguyen thi hoa", date(1990, 5, 2))
    >>> may_be_alike(hoa, Somebody("nguyen hoa", date(1990, 5, 2)))
    True
    >>> may_be_alike(hoa, Somebody("nguyen thi hoa", date(1990, 8, 17)))
    False
    """
    return _births(one, other) is not None and _names(one.name, other.name) is not None


def differ_clearly(one: str, other: str) -> bool:
    """Whether two numbers of twelve digits are so different that they are two people's.

    >>> differ_clearly("001190000001", "034190123456"), differ_clearly("001190000001", "")
    (True, False)
    """
    return len(one) == len(other) == WHOLE and not _nearly_equal(one, other)


_EQUAL: Final = "trùng"
_TURNED: Final = "đảo ngày và tháng"
_YEAR: Final = "chỉ có năm"
_DIGIT: Final = "lệch một chữ số"
_SHORT: Final = "thiếu chữ đệm"
_MIXED: Final = "khác thứ tự"
_LETTER: Final = "lệch một chữ cái"

# What may differ where no number speaks: what happens often and makes few others alike.
_OFTEN: Final = frozenset(
    {
        (_EQUAL, _EQUAL),
        (_EQUAL, _TURNED),
        (_EQUAL, _YEAR),
        (_SHORT, _EQUAL),
        (_MIXED, _EQUAL),
    }
)


def _enough(name: str, birth: str) -> bool:
    return (name, birth) in _OFTEN


def _names(one: str, other: str) -> str | None:
    if one == other:
        return _EQUAL
    few, many = sorted((one.split(), other.split()), key=len)
    if len(few) < 2:  # a given name alone is nobody's
        return None
    if sorted(few) == sorted(many):
        return _MIXED
    middle_left_out = len(few) < len(many) and few[0] == many[0] and few[-1] == many[-1]
    if middle_left_out and set(few) <= set(many):
        return _SHORT
    return _LETTER if _one_letter_apart("".join(few), "".join(many)) else None


def _births(one: Somebody, other: Somebody) -> str | None:
    if one.birth is None or other.birth is None:
        return None
    if one.year_only or other.year_only:
        return _YEAR if one.birth.year == other.birth.year else None
    if one.birth == other.birth:
        return _EQUAL
    a, b = one.birth, other.birth
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return _TURNED
    differing = sum(x != y for x, y in zip(f"{a:%Y%m%d}", f"{b:%Y%m%d}", strict=True))
    return _DIGIT if differing == 1 else None


def _nearly_equal(one: str, other: str) -> bool:
    """Up to `SLIPS` wrong digits; two neighbours that changed places count as two."""
    return sum(a != b for a, b in zip(one, other, strict=True)) <= SLIPS


def _one_letter_apart(one: str, other: str) -> bool:
    """One letter put in, left out or replaced, in a name long enough for that to be a slip."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) < SHORTEST_TO_MISTYPE or len(other) - len(one) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at:] == other[at + 1 :]
