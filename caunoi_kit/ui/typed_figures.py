"""Figures of reports as people write them: "25.953", "4,87", "7,5 tỷ", "trên 6,96 tỷ đồng"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caunoi_kit.ui.typed import CannotRead

LONGEST: Final = 60
MOST: Final = 10**15  # more than any budget line, less than a database integer with 3 more digits

# The word that is printed before a figure that is not exact, by the ways it is written.
WORDS: Final = {
    **dict.fromkeys(("trên", "hơn", ">", "tren", "hon"), "trên"),
    **dict.fromkeys(("gần", "gan", "xấp xỉ", "sắp"), "gần"),
    **dict.fromkeys(("khoảng", "khoang", "chừng", "~", "≈"), "khoảng"),
    **dict.fromkeys(("ít nhất", "tối thiểu", "≥", ">=", "từ"), "ít nhất"),
}
_UNITS: Final = {
    **dict.fromkeys(("tỷ", "tỉ", "ty"), 10**9),
    **dict.fromkeys(("triệu", "trieu", "tr"), 10**6),
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngan", "k"), 10**3),
}
_RANGE = re.compile(
    r"(?:từ\s+)?(?P<low>[-−]?\d.*?)\s*(?:–|—|\bđến\b|(?<=[\d%ỷỉuữn])\s*-|\s-\s)\s*(?P<high>\d.*)"
)
_NUMBER = re.compile(r"(?P<sign>[-−]?)\s*(?P<digits>\d[\d., ]*?)\s*(?P<unit>[^\d.,\s%]+)?")
_GROUPED = re.compile(r"\d{1,3}(?:([. ])\d{3})(?:\1\d{3})*(?:,\d+)?")
_GROUPED_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_COMMA = re.compile(r"\d+,\d+")
_DOT = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})")


@dataclass(frozen=True)
class TypedFigure:
    """What was written: the figure, the end of a range, the word before it ("" when exact)."""

    value: Decimal
    upper: Decimal | None = None
    word: str = ""


def read_figure(text: str, *, decimals: int, units: Iterable[str] = ()) -> TypedFigure:
    """A figure with at most `decimals` decimals; `units` are words that may stand after it.

    A dot parts thousands and a comma decimals; a comma before three digits parts thousands where
    there can be no decimals. Raises CannotRead with what is wrong and how to write it.
    """
    cleaned = " ".join(text.lower().replace("\u00a0", " ").split())
    if not cleaned:
        raise CannotRead("Ô trống. Ghi số, hoặc để trống nếu chưa có số liệu.")
    if len(cleaned) > LONGEST:
        raise CannotRead("Chỉ ghi số, ví dụ 25.953 hoặc trên 6,96 tỷ; lời giải thích để chỗ khác.")
    endings = sorted((unit.lower() for unit in units if unit), key=len, reverse=True)
    if found := _RANGE.fullmatch(cleaned):
        return _range(found["low"], found["high"], decimals, endings)
    word, rest = _word(cleaned)
    return TypedFigure(_number(rest, decimals, endings), None, word)


def _range(low: str, high: str, decimals: int, endings: list[str]) -> TypedFigure:
    """ "6–7 tỷ": the unit at the end is that of both."""
    top, size = _parts(_without(high, endings), decimals)
    bottom, own = _parts(_without(low, endings), decimals)
    value = _whole(bottom * (own or size or 1), decimals)
    upper = _whole(top * (size or 1), decimals)
    if upper < value:
        raise CannotRead("Số cuối nhỏ hơn số đầu. Ghi số nhỏ trước, ví dụ 8.000–8.500.")
    return TypedFigure(value, upper)


def _word(text: str) -> tuple[str, str]:
    for written in sorted(WORDS, key=len, reverse=True):
        rest = text.removeprefix(written)
        if rest != text and (not written[-1].isalpha() or rest.startswith(" ")):
            return WORDS[written], rest.strip()
    return "", text


def _number(text: str, decimals: int, endings: list[str]) -> Decimal:
    figure, size = _parts(_without(text, endings), decimals)
    return _whole(figure * (size or 1), decimals)


def _without(text: str, endings: list[str]) -> str:
    """The text without the unit of the figure at its end: "25.953 lượt" → "25.953"."""
    for ending in endings:
        if text.endswith(ending) and not text[: -len(ending)].rstrip()[-1:].isalpha():
            return text[: -len(ending)].strip()
        if text.endswith(f" {ending}"):
            return text[: -len(ending)].strip()
    return text


def _parts(text: str, decimals: int) -> tuple[Decimal, int]:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise CannotRead(f"Không hiểu «{text[:20]}». Ghi số, ví dụ 25.953, 4,87 hoặc 7,5 tỷ.")
    unit = found["unit"] or ""
    if unit and unit not in _UNITS:
        raise CannotRead(f"Không hiểu «{unit[:12]}» sau số. Chỉ ghi số, hoặc nghìn, triệu, tỷ.")
    figure = _figure(found["digits"].strip(), has_unit=bool(unit), decimals=decimals)
    return (-figure if found["sign"] else figure), _UNITS.get(unit, 0)


def _figure(text: str, *, has_unit: bool, decimals: int) -> Decimal:
    if text.isdigit():
        return Decimal(text)
    if not decimals and not has_unit and _GROUPED_BY_COMMA.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[. ]", "", text).replace(",", "."))
    if _COMMA.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _DOT.fullmatch(text):
        return Decimal(text)
    if _GROUPED_BY_COMMA.fullmatch(text):
        return Decimal(text.replace(",", ""))
    raise CannotRead(
        f"Chưa rõ «{text[:20]}»: dấu chấm tách hàng nghìn, dấu phẩy tách phần lẻ. "
        "Ghi ví dụ 25.953 hoặc 4,87."
    )


def _whole(figure: Decimal, decimals: int) -> Decimal:
    if abs(figure) > MOST:
        raise CannotRead("Số quá lớn. Kiểm tra lại số chữ số 0, và đơn vị nghìn, triệu, tỷ.")
    if figure != figure.quantize(Decimal(1).scaleb(-decimals)):
        if decimals:
            raise CannotRead(f"Chỉ tiêu này ghi tối đa {decimals} chữ số sau dấu phẩy.")
        raise CannotRead("Chỉ tiêu này ghi số nguyên, không có phần lẻ.")
    return figure
