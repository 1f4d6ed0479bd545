"""What agreement and difference weigh: declared probabilities, nothing fitted to a test.

After Fellegi and Sunter: of each outcome of a comparison, `m` is how often two records of one
person have it, `u` how often two people's have it. log2(m / u) is its weight in bits; weights add
up. Where `u` is a share of the register (a name, a commune), it is counted there: that two women
are called Nguyễn Thị Hoa says little.

The `m` are judgement from forms filled in by hand and keyed from paper; the `u` of dates follow
from the calendar and 45 years of birth. A register that keeps its decisions can replace them.
"""

from enum import IntEnum
from math import log2
from typing import Final

AUTOMATIC: Final = 0.998
"""From this probability on, two records are taken for one person without being asked about."""
REVIEW: Final = 0.10
"""From this probability on, somebody looks at the two side by side."""
CEILING: Final = 0.99
"""The most that can be said where a name differs by a letter or mark and no number speaks.

Twins share birth, home, telephone and most of their names; a register cannot tell them from a
slip of the pen. So this stays below AUTOMATIC. The same holds for one number under two names: the
number of a parent or a neighbour is often written down.
"""

SMALLEST: Final = 200_000
"""A register is weighed as if it held at least so many: small ones are parts of a province."""
FEW: Final = 1_000
"""Added to the size of a register when shares are counted, so that few records prove little."""


class Name(IntEnum):
    """How two names agree."""

    MISSING = 0
    EQUAL = 1
    UNMARKED = 2
    MARKS = 3
    ORDER = 4
    SHORT = 5
    LETTER = 6
    OTHER = 7


class Birth(IntEnum):
    """How two births agree."""

    MISSING = 0
    EQUAL = 1
    YEAR = 2
    TURNED = 3
    DIGIT = 4
    OTHER = 5


class Number(IntEnum):
    """How two identity numbers agree."""

    MISSING = 0
    EQUAL = 1
    NEAR = 2
    OTHER = 3


class Same(IntEnum):
    """How two values agree that are equal or not."""

    MISSING = 0
    EQUAL = 1
    PART = 2
    OTHER = 3


NAME_M: Final = {
    Name.EQUAL: 0.70,
    Name.UNMARKED: 0.15,
    Name.MARKS: 0.03,
    Name.ORDER: 0.02,
    Name.SHORT: 0.04,
    Name.LETTER: 0.04,
    Name.OTHER: 0.02,
}
LETTER_NEIGHBOURS: Final = 20
"""Names one letter away are together about so many times as frequent as the name itself."""
LETTER_LEAST: Final = 2e-4
BIRTH: Final = {  # m, u
    Birth.EQUAL: (0.90, 1 / (45 * 365)),
    Birth.YEAR: (0.95, 1 / 45),
    Birth.TURNED: (0.02, 1 / (45 * 365)),
    Birth.DIGIT: (0.04, 25 / (45 * 365)),
    Birth.OTHER: (0.02, 0.98),
}
NUMBER: Final = {
    Number.EQUAL: (0.96, 1e-11),
    # Whoever is born in one province, year and sex shares six digits of the twelve.
    Number.NEAR: (0.03, 1.3e-3),
}
OLD_NUMBER: Final = {Same.EQUAL: (0.95, 1e-8), Same.OTHER: (0.05, 1.0)}
PHONE: Final = {Same.EQUAL: (0.60, 1e-4), Same.OTHER: (0.40, 1.0)}  # a household shares one
PLACE_M: Final = {Same.EQUAL: 0.85, Same.PART: 0.85, Same.OTHER: 0.15}
SEX: Final = {Same.EQUAL: (0.995, 0.5), Same.OTHER: (0.005, 0.5)}

_SAID: Final[dict[tuple[str, int], str]] = {
    ("name", Name.EQUAL): "trùng họ tên",
    ("name", Name.UNMARKED): "trùng họ tên, một bên không có dấu",
    ("name", Name.MARKS): "họ tên chỉ khác dấu",
    ("name", Name.ORDER): "họ tên khác thứ tự",
    ("name", Name.SHORT): "họ tên thiếu chữ đệm",
    ("name", Name.LETTER): "họ tên lệch một chữ cái",
    ("name", Name.OTHER): "họ tên khác nhau",
    ("birth", Birth.EQUAL): "trùng ngày sinh",
    ("birth", Birth.YEAR): "trùng năm sinh, một bên chỉ có năm",
    ("birth", Birth.TURNED): "ngày sinh đảo ngày và tháng",
    ("birth", Birth.DIGIT): "ngày sinh lệch một chữ số",
    ("birth", Birth.OTHER): "ngày sinh khác nhau",
    ("number", Number.EQUAL): "trùng số định danh",
    ("number", Number.NEAR): "số định danh lệch một, hai chữ số",
    ("number", Number.OTHER): "số định danh khác hẳn",
    ("old_number", Same.EQUAL): "trùng số CMND",
    ("old_number", Same.OTHER): "số CMND khác nhau",
    ("phone", Same.EQUAL): "trùng điện thoại",
    ("phone", Same.OTHER): "điện thoại khác nhau",
    ("place", Same.EQUAL): "cùng xã",
    ("place", Same.PART): "xã cũ đã chia, có thể cùng xã",
    ("place", Same.OTHER): "khác xã",
    ("sex", Same.EQUAL): "cùng giới tính",
    ("sex", Same.OTHER): "khác giới tính",
}


def said(field: str, level: int) -> str:
    """An outcome in words.

    >>> said("birth", Birth.TURNED)
    'ngày sinh đảo ngày và tháng'
    """
    return _SAID.get((field, level), "")


def bits(m: float, u: float) -> float:
    """The weight of an outcome.

    >>> bits(0.5, 0.25)
    1.0
    """
    return log2(m / u)
