"""How figures, money, days and numbers of people are written for Vietnamese readers.

Pure functions, text out. The dot parts thousands, the comma parts decimals; nothing is formatted
anywhere else, least of all in SQL.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils import timezone

Figure = int | float | Decimal

THOUSAND: Final = 1_000
# From the smallest to the largest: đồng in one unit, its word.
MONEY_UNITS: Final = ((THOUSAND, "nghìn"), (THOUSAND**2, "triệu"), (THOUSAND**3, "tỷ"))

PHONE_DIGITS: Final = 10
MASK: Final = "••••"
MASK_SHOWN: Final = 4
MASK_SHORTEST: Final = 8
MONTHS_A_YEAR: Final = 12

TERMS_APART: Final = " · "
NO_BREAK: Final = "\u00a0"


def number(value: Figure, places: int = 2) -> str:
    """A figure with at most `places` decimals: 25953 → "25.953", 6.96 → "6,96", 8.0 → "8"."""
    rounded = _round(value, places)
    digits = f"{rounded:,.{places}f}"
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.replace(",", ".")
    if not fraction and whole == "-0":
        return "0"
    return f"{whole},{fraction}" if fraction else whole


def exact(value: Figure, places: int) -> str:
    """A figure with all its decimals, as a rate is written: 1 with two of them → "1,00"."""
    whole, _, fraction = f"{_round(value, places):,.{places}f}".partition(".")
    whole = whole.replace(",", ".")
    return f"{whole},{fraction}" if fraction else whole


def percent(value: Figure) -> str:
    """A percentage, given in percent, with at most one decimal: 169.71 → "169,7%"."""
    return f"{number(value, 1)}%"


def points(change: Figure) -> str:
    """A change between two percentages: -4.87 → "giảm 4,87 điểm %"."""
    return _directed(change, f"{number(_size(change))} điểm %", nothing=not _round(change, 2))


def change(value: Figure) -> str:
    """A relative change given in percent: 4 → "tăng 4%", -9 → "giảm 9%"."""
    return _directed(value, percent(_size(value)), nothing=not _round(value, 1))


def money(amount: int) -> str:
    """Đồng to the last đồng: 7500000 → "7.500.000 đ"."""
    return f"{number(amount)} đ"


def money_short(amount: int) -> str:
    """Đồng in round words: 6960000000 → "6,96 tỷ đồng", 650000 → "650 nghìn đồng"."""
    return " ".join(word for word in (*_in_unit(amount), "đồng") if word)


def wage_short(low: int | None, high: int | None, negotiable: bool = False) -> str:
    """Bounds of a wage in đồng a month, for a card: "8–11 triệu", "Từ 8 triệu", "Đến 20 triệu".

    With no bound at all it says "Thoả thuận" if the employer wrote so, else "Chưa ghi lương".
    """
    if low is None and high is None:
        return "Thoả thuận" if negotiable else "Chưa ghi lương"
    if high is None:
        return f"Từ {_one_amount(low or 0)}"
    if low is None:
        return f"Đến {_one_amount(high)}"
    low_figure, low_unit = _in_unit(low)
    high_figure, high_unit = _in_unit(high)
    if (low_figure, low_unit) == (high_figure, high_unit):
        return _one_amount(low)
    if low_unit == high_unit:
        return f"{low_figure}–{high_figure} {high_unit}".rstrip()
    return f"{_one_amount(low)} – {_one_amount(high)}"


def wage(low: int | None, high: int | None, negotiable: bool = False) -> str:
    """A wage in full: "8–11 triệu đồng/tháng"; without bounds as in `wage_short`."""
    words = wage_short(low, high, negotiable)
    return words if low is None and high is None else f"{words} đồng/tháng"


def day(value: date | datetime) -> str:
    """dd/mm/yyyy; a moment is taken on the calendar of the site's time zone."""
    return f"{_civil(value):%d/%m/%Y}"


def moment(value: datetime) -> str:
    """A moment on the clock of the site's time zone: "16/05/2025 09:12"."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%d/%m/%Y %H:%M}"


def deadline(last_day: date, on: date | None = None) -> str:
    """Last day to apply: "hạn 30/11"; with the year when it is not the year of the day `on`."""
    last_day = _civil(last_day)
    if on is not None and on.year != last_day.year:
        return f"hạn {last_day:%d/%m/%Y}"
    return f"hạn {last_day:%d/%m}"


def official_day(value: date | datetime) -> str:
    """A day as official papers write it: "ngày 02 tháng 01 năm 2026".

    Decree 30/2020/NĐ-CP, appendix I: a zero stands before days under 10 and before months 1 and 2.
    """
    civil = _civil(value)
    month = f"{civil.month:02d}" if civil.month <= 2 else str(civil.month)  # noqa: PLR2004  the decree's own figure
    return f"ngày {civil.day:02d} tháng {month} năm {civil.year}"


def phone(digits: str) -> str:
    """A telephone number in groups: "0912345678" → "0912 345 678"; anything else unchanged."""
    kept = "".join(c for c in digits if c.isdigit())
    if kept.startswith("84") and len(kept) == PHONE_DIGITS + 1:
        kept = "0" + kept[2:]
    if len(kept) == PHONE_DIGITS and kept.startswith("0"):
        return f"{kept[:4]} {kept[4:7]} {kept[7:]}"
    if len(kept) == PHONE_DIGITS + 1 and kept.startswith(("024", "028")):  # the two largest cities
        return f"{kept[:3]} {kept[3:7]} {kept[7:]}"
    if len(kept) == PHONE_DIGITS + 1 and kept.startswith("02"):  # other fixed lines
        return f"{kept[:4]} {kept[4:7]} {kept[7:]}"
    return digits


def distance(km: Figure) -> str:
    """A way in kilometres: 12.3 → "12 km", 0.84 → "0,8 km", 0.02 → "dưới 0,1 km"."""
    if _round(km, 1) >= 1:
        return f"{number(km, 0)} km"
    if _round(km, 1) == 0:
        return "dưới 0,1 km"
    return f"{number(km, 1)} km"


def experience(months: int) -> str:
    """Length of practice: 18 → "1 năm 6 tháng", 36 → "3 năm", 0 → "chưa có"."""
    if months <= 0:
        return "chưa có"
    years, rest = divmod(months, MONTHS_A_YEAR)
    parts = [f"{years} năm"] if years else []
    if rest:
        parts.append(f"{rest} tháng")
    return " ".join(parts)


def masked(secret: str) -> str:
    """A personal number of which only the end is shown: "001090004821" → "•••• 4821".

    A number too short to hide anything behind its last four digits is hidden whole.
    """
    kept = "".join(secret.split())
    return f"{MASK} {kept[-MASK_SHOWN:]}" if len(kept) >= MASK_SHORTEST else MASK


def _round(value: Figure, places: int) -> Decimal:
    """Round half up, as people do: 2.5 → 3."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _size(value: Figure) -> Figure:
    """The figure without its sign."""
    return -value if value < 0 else value


def _directed(value: Figure, size: str, *, nothing: bool) -> str:
    if nothing:
        return "không đổi"
    return f"{'tăng' if value > 0 else 'giảm'} {size}"


def _in_unit(amount: int) -> tuple[str, str]:
    """The figure below a thousand, rounded, and its unit: 995000000 → ("995", "triệu")."""
    figure, unit = Decimal(amount), ""
    for size, word in MONEY_UNITS:
        if abs(figure) < THOUSAND:
            break
        figure, unit = _round(Decimal(amount) / size, 2), word
    return number(figure), unit


def _one_amount(amount: int) -> str:
    figure, unit = _in_unit(amount)
    return f"{figure} {unit or 'đồng'}"


def _civil(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def whole_terms(text: str) -> str:
    """Terms parted by "·" break only after the dot: "Có chỗ ở · Làm đêm"."""
    if TERMS_APART not in text:
        return text
    return f"{NO_BREAK}· ".join(t.replace(" ", NO_BREAK) for t in text.split(TERMS_APART))
