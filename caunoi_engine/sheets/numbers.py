"""Numbers of people, firms and telephones, and sums of money, as sheets spoil them.

A program that takes a number for a quantity drops its zeros in front and shows 1.2E+11. A zero is
put back only where the rest of the row proves it; else it is proposed.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from caunoi_engine.sheets.cells import NOTHING, Flaw, Understood
from caunoi_engine.sheets.rows import Cell, Value
from caunoi_engine.text.folding import fold
from caunoi_engine.text.identity import (
    BIRTH_PROVINCES,
    LENGTH,
    OLD_LENGTH,
    BadIdentityNumber,
    IdentityNumber,
    read_identity_number,
)
from caunoi_engine.text.money import parse_money

MALE: Final = "MALE"
FEMALE: Final = "FEMALE"
INSURANCE_LENGTH: Final = 10
TAX_LENGTH: Final = 10
BRANCH_LENGTH: Final = 3
_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_ELEVEN: Final = 11
_LEAST_WAGE: Final = 100_000  # đồng; below it, a sum was written in thousands or millions
_MOST_WAGE: Final = 2_000_000_000
_BLANKS = re.compile(r"[\s.\-_'’`\u00a0\u200b]")
_POWER = re.compile(r"\d[.,]?\d*e\+?\d+", re.IGNORECASE)
_LOST: Final = "00000"  # six figures are shown of a long number; hardly anybody's ends like this
_POINT_ZERO = re.compile(r"(\d+)[.,]0+")
_SLIPS: Final = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "i": "1", "S": "5"})
_LABEL = re.compile(r"^\D{0,20}?(?=\d)")
_PHONE_MARKS = re.compile(r"[/;,]|\s-\s|\s{2,}|\n")
_MOBILE = re.compile(r"0[35789]\d{8}")
_FIXED = re.compile(r"02\d{8,9}")
# Mobile numbers of eleven figures were renumbered in 2018.
_RENUMBERED: Final = {
    **{f"016{n}": f"03{n}" for n in range(2, 10)},
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}
_PASSPORT = re.compile(r"[A-Z0-9]{5,15}")
_GROUPS = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")


def digits_of(cell: Cell) -> str:
    """The figures of a cell if it is a number with at most blanks, dots and a label around.

    >>> digits_of("034.201.000 123"), digits_of(1090004821), digits_of("CCCD: 034201000123")
    ('034201000123', '1090004821', '034201000123')
    >>> digits_of("1,2E+11"), digits_of("không có")
    ('', '')
    """
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        return ""
    if isinstance(cell, int | float):
        return str(cell) if isinstance(cell, int) and cell >= 0 else ""
    return _digits_of_text(cell)


@lru_cache(maxsize=50_000)
def _digits_of_text(text: str) -> str:
    kept = text.strip()
    if match := _POINT_ZERO.fullmatch(kept):
        kept = match[1]
    kept = _BLANKS.sub("", kept)
    if not kept.isdigit() and not _POWER.fullmatch(kept):
        kept = _LABEL.sub("", kept, count=1)
    return kept if kept.isascii() and kept.isdigit() else ""


def is_rounded(cell: Cell) -> bool:
    """Whether a number was kept as 1.2E+11, its figures lost.

    >>> is_rounded("1.2E+11"), is_rounded(1.20093004821e11), is_rounded("034201000123")
    (True, False, False)
    """
    return isinstance(cell, str) and _POWER.fullmatch(cell.strip().lstrip("'")) is not None


def read_identity(  # noqa: PLR0911  case by case
    cell: Cell, *, birth: Value, sex: Value
) -> Understood:
    """An identity number of twelve figures, or nine of an old card.

    >>> read_identity(34201000123, birth=date(2001, 3, 4), sex="MALE").value
    '034201000123'
    >>> read_identity(34201000123, birth=None, sex=None).flaw.kind
    'IDENTITY_ZERO_LOST'
    """
    if cell is None or (
        isinstance(cell, str) and fold(cell) in {"", "-", "khong", "khong co", "x"}
    ):
        return NOTHING
    digits = digits_of(cell)
    if is_rounded(cell) or _was_rounded(cell, digits):
        words = f"«{cell}» là số bị rút gọn, các chữ số sau đã mất. Nhập lại theo thẻ căn cước."
        return Understood(None, Flaw("IDENTITY_ROUNDED", words))
    if not digits:
        return _identity_with_letters(str(cell))
    if len(digits) == LENGTH:
        return _whole_identity(digits, birth, sex)
    if len(digits) == OLD_LENGTH:
        return Understood(digits)
    if LENGTH - 2 <= len(digits) < LENGTH:
        return _padded_identity(digits, birth, sex)
    if len(digits) == OLD_LENGTH - 1:
        words = f"«{digits}» có 8 chữ số: chứng minh thư cũ có 9, có thể mất số 0 đầu."
        return Understood(None, Flaw("IDENTITY_ZERO_LOST", words, "0" + digits))
    words = f"«{digits}» có {len(digits)} chữ số. Số định danh có 12, chứng minh thư cũ có 9."
    return Understood(None, Flaw("IDENTITY_LENGTH", words))


def _was_rounded(cell: Cell, digits: str) -> bool:
    """Whether 7.91901E+10, opened and saved again, has become 79190100000: the rest is lost.

    Only where the cell is or was a number; as a text of twelve figures it is what somebody wrote.
    """
    if len(digits) < LENGTH - 1 or not digits.endswith(_LOST):
        return False
    return isinstance(cell, int | float) or len(digits) < LENGTH


def _identity_with_letters(text: str) -> Understood:
    mended = _BLANKS.sub("", text).translate(_SLIPS)
    meant = mended if mended.isdigit() and len(mended) in {LENGTH, OLD_LENGTH} else None
    words = f"«{text}» có ký tự không phải chữ số. Xem lại số in trên thẻ căn cước."
    return Understood(None, Flaw("IDENTITY_LETTERS", words, meant))


def _whole_identity(digits: str, birth: Value, sex: Value) -> Understood:
    try:
        read = read_identity_number(digits)
    except BadIdentityNumber as error:
        return Understood(None, Flaw("IDENTITY_LENGTH", str(error)))
    if len(set(digits)) == 1 or digits.startswith("000"):
        words = f"«{digits}» không phải số định danh. Xem lại số in trên thẻ căn cước."
        return Understood(None, Flaw("IDENTITY_MADE_UP", words))
    disagree = _disagreement(read, birth, sex)
    if disagree:
        words = f"Số định danh nói {disagree}. Xem lại số hoặc ô kia; nếu thẻ in như vậy thì giữ."
        return Understood(digits, Flaw("IDENTITY_DISAGREES", words, digits, stops=False))
    return Understood(digits)


def _padded_identity(digits: str, birth: Value, sex: Value) -> Understood:
    whole = digits.zfill(LENGTH)
    read = read_identity_number(whole)
    proven = (
        read.birth_place in BIRTH_PROVINCES
        and year_of(birth) == read.birth_year
        and sex == (MALE if read.male else FEMALE)
    )
    if proven:
        words = f"Đã thêm số 0 bị mất: {whole}, khớp năm sinh và giới tính."
        return Understood(whole, Flaw("IDENTITY_ZERO_RESTORED", words, whole, stops=False))
    fits = read.birth_place in BIRTH_PROVINCES and not _disagreement(read, birth, sex)
    words = f"«{digits}» có {len(digits)} chữ số, thiếu số 0 đầu? Xem lại số in trên thẻ căn cước."
    return Understood(None, Flaw("IDENTITY_ZERO_LOST", words, whole if fits else None))


def _disagreement(read: IdentityNumber, birth: Value, sex: Value) -> str:
    said = []
    if (year := year_of(birth)) is not None and year != read.birth_year:
        said.append(f"sinh năm {read.birth_year}")
    if sex in {MALE, FEMALE} and sex != (MALE if read.male else FEMALE):
        said.append("nam" if read.male else "nữ")
    return ", ".join(said)


def year_of(birth: Value) -> int | None:
    """The year of a day, or the year that stands alone.

    >>> year_of(date(1990, 3, 5)), year_of(1965), year_of(None)
    (1990, 1965, None)
    """
    if isinstance(birth, date):
        return birth.year
    return birth if isinstance(birth, int) else None


@lru_cache(maxsize=20_000)
def read_phone(cell: Cell) -> Understood:  # noqa: PLR0911  case by case
    """A telephone number with its zero, the first of several.

    >>> read_phone(912345678).value, read_phone("+84 912 345 678").value
    ('0912345678', '0912345678')
    """
    if cell is None or (
        isinstance(cell, str) and fold(cell) in {"", "-", "khong", "khong co", "x"}
    ):
        return NOTHING
    if is_rounded(cell):
        words = f"«{cell}» là số bị rút gọn. Nhập lại số điện thoại."
        return Understood(None, Flaw("PHONE_ROUNDED", words))
    first, *more = [
        part for part in _PHONE_MARKS.split(str(cell)) if sum(map(str.isdigit, part)) >= 8
    ] or [str(cell)]
    number = digits_of(re.sub(r"[+()]", "", first))
    if number.startswith("84") and len(number) in {11, 12}:
        number = "0" + number[2:]
    if len(number) == 9 and number[0] in "35789":
        number = "0" + number
    if len(number) == 10 and number[0] == "1" and "0" + number[:3] in _RENUMBERED:
        number = "0" + number
    if len(number) == 11 and number[:4] in _RENUMBERED:
        now = _RENUMBERED[number[:4]] + number[4:]
        words = f"Số {number} đã đổi đầu số từ năm 2018: {now}."
        return Understood(now, Flaw("PHONE_RENUMBERED", words, now, stops=False))
    if _MOBILE.fullmatch(number) or _FIXED.fullmatch(number):
        if more:
            words = f"Ô có nhiều số, lấy số đầu: {number}."
            return Understood(number, Flaw("PHONE_SEVERAL", words, number, stops=False))
        return Understood(number)
    if len(number) in {9, 10} and number[0] == "2":
        words = f"«{cell}» có thể là số cố định mất số 0 đầu."
        return Understood(None, Flaw("PHONE_ZERO_LOST", words, "0" + number))
    words = (
        f"«{cell}» không phải số điện thoại. Di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08, 09."
    )
    return Understood(None, Flaw("PHONE_UNREAD", words))


@lru_cache(maxsize=20_000)
def read_insurance(cell: Cell) -> Understood:
    """A number of social insurance: ten figures, or the identity number that replaced it.

    >>> read_insurance("3420100012").value, read_insurance(120004821).flaw.proposal
    ('3420100012', '0120004821')
    """
    if cell is None or (
        isinstance(cell, str) and fold(cell) in {"", "-", "khong", "khong co", "x"}
    ):
        return NOTHING
    digits = "" if is_rounded(cell) else digits_of(cell)
    if len(digits) in {INSURANCE_LENGTH, LENGTH}:
        return Understood(digits)
    words = f"«{cell}» không phải mã số bảo hiểm xã hội (10 chữ số). Xem lại sổ hoặc thẻ."
    short = INSURANCE_LENGTH - 2 <= len(digits) < INSURANCE_LENGTH
    return Understood(
        None, Flaw("INSURANCE_UNREAD", words, digits.zfill(INSURANCE_LENGTH) if short else None)
    )


@lru_cache(maxsize=20_000)
def read_tax(cell: Cell) -> Understood:
    """The tax number of a firm: ten figures with a check figure, three more for a branch.

    >>> read_tax("0100109106").value, read_tax(100109106).value, read_tax("0100109106-001").value
    ('0100109106', '0100109106', '0100109106-001')
    >>> read_tax("0100109107").flaw.stops
    False
    """
    if cell is None or (
        isinstance(cell, str) and fold(cell) in {"", "-", "khong", "khong co", "x"}
    ):
        return NOTHING
    digits = "" if is_rounded(cell) else digits_of(cell)
    if len(digits) == LENGTH:  # a household business uses the identity number
        return Understood(digits)
    branch = digits[TAX_LENGTH:] if len(digits) == TAX_LENGTH + BRANCH_LENGTH else ""
    if len(digits) == TAX_LENGTH + BRANCH_LENGTH - 1:  # a zero was lost in front
        digits, branch = "0" + digits[: TAX_LENGTH - 1], digits[TAX_LENGTH - 1 :]
    number = digits[:TAX_LENGTH]
    if len(number) == TAX_LENGTH - 1 and _tax_checks("0" + number):
        number = "0" + number  # proven by its check figure
    if len(number) != TAX_LENGTH or len(digits) not in {9, 10, 13}:
        words = f"«{cell}» không phải mã số thuế (10 chữ số). Xem lại giấy đăng ký."
        return Understood(None, Flaw("TAX_UNREAD", words))
    whole = f"{number}-{branch}" if branch else number
    if not _tax_checks(number):
        words = f"Mã số thuế {whole} sai số kiểm tra. Xem lại giấy đăng ký."
        return Understood(whole, Flaw("TAX_CHECK", words, whole, stops=False))
    return Understood(whole)


def _tax_checks(number: str) -> bool:
    rest = sum(int(n) * weight for n, weight in zip(number, _WEIGHTS, strict=False)) % _ELEVEN
    return (10 - rest) % 10 == int(number[-1])


@lru_cache(maxsize=20_000)
def read_passport(cell: Cell) -> Understood:
    """The number of a passport: capitals and figures.

    >>> read_passport("b 1234567").value, read_passport(18234875).value
    ('B1234567', '18234875')
    """
    if cell is None:
        return NOTHING
    number = re.sub(r"[\s.\-]", "", str(cell)).upper()
    if _PASSPORT.fullmatch(number) and any(map(str.isdigit, number)):
        return Understood(number)
    words = f"«{cell}» không phải số hộ chiếu (chữ và số, 5 đến 15 ký tự)."
    return Understood(None, Flaw("PASSPORT_UNREAD", words))


@lru_cache(maxsize=20_000)
def read_money(cell: Cell, scale: int = 1) -> Understood:
    """A sum in đồng. `scale`: what the column's head says, 1 000 or 1 000 000.

    >>> [read_money(text).value for text in ("7.500.000", "7,5 tr", 7500000.0)]
    [7500000, 7500000, 7500000]
    >>> read_money("7.5").flaw.proposal, read_money(7.5, 1_000_000).value
    (7500000, 7500000)
    """
    if cell is None or (isinstance(cell, str) and fold(cell) in {"", "-", "khong"}):
        return NOTHING
    amount = _amount(cell)
    if amount is None:
        words = f"«{cell}» không đọc được thành số tiền. Ghi số đồng, ví dụ 7500000."
        return Understood(None, Flaw("MONEY_UNREAD", words))
    if scale > 1 and amount < _MOST_WAGE // scale:
        return Understood(round(amount * scale))
    if amount != 0 and amount < _LEAST_WAGE:
        guess = amount * (1_000_000 if amount < 1_000 else 1_000)
        words = f"«{cell}» nhỏ quá: nghìn đồng hay triệu đồng? Ghi đủ số đồng."
        return Understood(None, Flaw("MONEY_SMALL", words, round(guess)))
    if amount != round(amount) or amount > _MOST_WAGE:
        words = f"«{cell}» không phải một số đồng hợp lý. Ghi số đồng, ví dụ 7500000."
        return Understood(None, Flaw("MONEY_UNREAD", words))
    return Understood(round(amount))


def _amount(cell: Cell) -> float | None:
    if isinstance(cell, bool | date):
        return None
    if isinstance(cell, int | float):
        return cell if cell >= 0 else None
    text = str(cell).strip().lstrip("'")
    if match := re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})+)[.,](\d{2})", text):  # 7,500,000.00
        whole = re.sub(r"[.,]", "", match[1])
        return int(whole) if match[2] == "00" else None
    if match := re.fullmatch(r"(\d+)[.,](\d{1,2})", text):
        return float(f"{match[1]}.{match[2]}")
    if _POWER.fullmatch(text):
        return None
    return parse_money(text)


@lru_cache(maxsize=20_000)
def read_count(cell: Cell) -> Understood:
    """A whole number.

    >>> read_count("1.250").value, read_count("12 người").value, read_count("nhiều").flaw.kind
    (1250, 12, 'NUMBER_UNREAD')
    """
    if cell is None or (isinstance(cell, str) and fold(cell) in {"", "-"}):
        return NOTHING
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return Understood(cell)
    text = re.sub(r"\s*(?:nguoi|ld|lao dong|vi tri)$", "", fold(str(cell))).strip()
    if _GROUPS.fullmatch(text):
        text = re.sub(r"[.,\s]", "", text)
    if text.isascii() and text.isdigit() and len(text) < 12:
        return Understood(int(text))
    words = f"«{cell}» không phải số đếm. Ghi bằng chữ số, ví dụ 12."
    return Understood(None, Flaw("NUMBER_UNREAD", words))
