"""Amounts of money as Vietnamese people write them: "7,5tr", "7 triệu rưỡi", "8-10 triệu", "15k".

One grammar serves the amounts typed into a form (``parse_money``), the ranges typed into a search
box (``parse_money_range``) and the mentions found in running text (``find_money``). All of them
work on folded text (no marks, lower case); amounts leave as whole đồng.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from caunoi_engine.text.folding import fold

EXCHANGE_RATES: Mapping[str, int] = MappingProxyType({"VND": 1, "USD": 26_000, "JPY": 170})
"""Đồng for one unit of the currency; a caller with today's rates passes its own table."""

_THOUSAND, _MILLION, _BILLION = 1_000, 1_000_000, 1_000_000_000
_LEAST_THOUSANDS = 100  # in "500 - 1tr"; "10 - 8tr" is a range the wrong way round
_GROUP = 3  # digits between two thousands separators

# A bare number in a salary field: up to here millions of đồng, then dollars, then thousands.
_MOST_BARE_MILLIONS = 300
_MOST_BARE_DOLLARS = 6_000

_SCALES = {
    "trieu": _MILLION,
    "tr": _MILLION,
    "trd": _MILLION,
    "cu": _MILLION,
    "m": _MILLION,
    "mil": _MILLION,
    "million": _MILLION,
    "millions": _MILLION,
    "k": _THOUSAND,
    "nghin": _THOUSAND,
    "ngan": _THOUSAND,
    "ty": _BILLION,
    "ti": _BILLION,
}
_CURRENCIES = {
    "usd": "USD",
    "us$": "USD",
    "$": "USD",
    "do la": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "vnd": "VND",
    "dong": "VND",
    "d": "VND",
    "₫": "VND",
    "jpy": "JPY",
    "yen": "JPY",
    "¥": "JPY",
}
_PERIODS = {
    "thang": "MONTH",
    "th": "MONTH",
    "month": "MONTH",
    "gio": "HOUR",
    "h": "HOUR",
    "hour": "HOUR",
    "ngay": "DAY",
    "cong": "DAY",
    "ca": "DAY",
    "buoi": "DAY",
    "day": "DAY",
    "shift": "DAY",
    "tuan": "WEEK",
    "week": "WEEK",
    "nam": "YEAR",
    "year": "YEAR",
    "annum": "YEAR",
}

_NUMBER = (
    r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?!\d)"  # 7.500.000  1,500.50
    r"|\d{1,3}(?: \d{3}){2}(?!\d)"  # 7 500 000
    r"|\d+(?:[.,]\d+)?"  # 15  7,5
)
_SCALE = (
    r"trieu|trd|tr(?![a-z])|cu(?![a-z])|millions?|mil(?![a-z])|m(?![a-z0-9])"
    r"|k(?![a-z0-9])|nghin|ngan(?![a-z])|t[yi](?![a-z])"
)
_CURRENCY = (
    r"us\$|usd|\$|do la(?![a-z])|dollars?|vnd|dong(?![a-z])|₫|d(?![a-z0-9])|jpy|yen(?![a-z])|¥"
)
# What follows the scale: 7tr5, 7 triệu rưỡi, 7 triệu 500 nghìn.
_REST = r"\d{1,3}(?![\d.,]|[ ]?(?:trieu|tr\b|%))|[ ]?ruoi|[ ]\d{3}(?=[ ]?(?:nghin|ngan|k)\b)"


def _amount(name: str) -> str:
    """Return the pattern of one amount, its groups ending in ``name``."""
    return (
        rf"(?P<number{name}>{_NUMBER})[ ]?"
        rf"(?:(?P<scale{name}>{_SCALE})(?P<rest{name}>{_REST})?(?:[ ]?(?:nghin|ngan|k)\b)?)?[ ]?"
        rf"(?P<currency{name}>{_CURRENCY})?"
    )


_BETWEEN = r"[ ]?(?:-+>?|~|(?:len )?(?:den|toi)|to|up ?to)[ ]?(?:duoi |tu )?"
_PERIOD = (
    r"[ ]?(?:(?:vnd|net|gross)[ ]?)?(?:/[ ]?nguoi[ ]?)?(?:/[ ]?(?:1[ ]?|mot )?|,?[ ]?(?:mot"
    r"|moi|per|hang|a) )"
    r"(?P<period>thang|th|months?|mth|gio|hours?|h|ngay|cong(?! ty)|ca|buoi"
    r"|days?|shift|tuan|weeks?|nam|years?|annum)(?![a-z])"
)
_INTERVAL = re.compile(
    rf"(?<!\d[.,]){_amount('1')}"
    rf"(?:{_BETWEEN}(?P<sign>us\$|\$|usd|vnd)?[ ]?{_amount('2')})?"
    rf"(?:{_PERIOD}|[ ](?P<bare_period>thang|gio)(?![a-z]))?"
)
_DIGITS = re.compile(r"[0-9]+")
_SIGN_BEFORE = re.compile(r"(us\$|\$|usd|vnd|¥|jpy)[ ]?$")
_AT_LEAST_BEFORE = re.compile(
    r"(?:\btu|\btren|\bhon|toi thieu|it nhat|\bfrom|\bmin|thap nhat|\bover|above|khoi diem|>=?|≥)"
    r"[ :]*(?:la |tu |thoi )?(?:us\$|\$|usd|vnd|¥)?[ ]?$"
)
_AT_MOST_BEFORE = re.compile(
    r"(?:\bden|\btoi|\bup|up ?to|\bmax(?:imum)?|toi da|khong qua|\bduoi|cao nhat|<=?|≤)"
    r"[ :]*(?:la |den |toi )?(?:us\$|\$|usd|vnd|¥)?[ ]?$"
)
_AND_MORE_AFTER = re.compile(r"[ /]*(?:tro len|\+\+|or more|do len)|\+(?![ ]?[a-z])")
_REACH_OF_WORDS_BEFORE = 24


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """Đồng from ``low`` to ``high``, both included; an open side is None."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """An amount or interval in a text: đồng for one ``period``, "" when none is stated.

    ``guessed`` is True for bare numbers such as "10 - 15", whose scale only the place where they
    stand, a salary field, can justify.
    """

    low: int | None
    high: int | None
    period: str
    guessed: bool
    start: int
    end: int


def parse_money(text: str) -> int | None:
    """Return the one amount that the whole text states, in đồng, or None when it states none.

    A bare number is taken as đồng.

    >>> [parse_money(text) for text in ("7.500.000", "7,5tr", "7 triệu rưỡi", "15k", "nhiều")]
    [7500000, 7500000, 7500000, 15000, None]
    """
    match = _INTERVAL.fullmatch(fold(text))
    if match is None or match["number2"] or match["period"] or match["bare_period"]:
        return None
    currency = _CURRENCIES.get(match["currency1"] or "", "VND")
    return int(_value(match, "1") * _scale(match, "1") * EXCHANGE_RATES[currency])


def parse_money_range(text: str) -> MoneyRange | None:
    """Return the range that the text states, in đồng, or None when it states none.

    >>> parse_money_range("trên 8tr")
    MoneyRange(low=8000000, high=None)
    >>> parse_money_range("8-10 triệu")
    MoneyRange(low=8000000, high=10000000)
    """
    mention = next(find_money(fold(text)), None)
    return MoneyRange(mention.low, mention.high) if mention is not None else None


def find_money(
    folded: str,
    start: int = 0,
    end: int | None = None,
    *,
    bare: bool = False,
    rates: Mapping[str, int] = EXCHANGE_RATES,
) -> Iterator[MoneyMention]:
    """Yield the amounts and intervals of a folded text between two positions, in text order.

    Numbers with neither scale nor currency are money only when they are in the millions, or, with
    ``bare``, where a salary is expected: "10 - 15" is then millions of đồng, "900 - 1500" dollars.

    >>> [(one.low, one.high) for one in find_money("luong 8 - 10 trieu, phu cap 500k")]
    [(8000000, 10000000), (500000, 500000)]
    """
    end = len(folded) if end is None else end
    reached = start
    for digits in _DIGITS.finditer(folded, start, end):
        if digits.start() < reached:
            continue
        match = _INTERVAL.match(folded, digits.start(), end)
        mention = match and _mention(match, bare=bare, rates=rates)
        if match and mention:
            reached = match.end()
            yield mention


def _mention(match: re.Match[str], *, bare: bool, rates: Mapping[str, int]) -> MoneyMention | None:
    before = match.string[max(0, match.start() - _REACH_OF_WORDS_BEFORE) : match.start()]
    low, high = _interval(match)
    currency = _currency(match, before)
    if currency == "USD" and max(low, high) >= _MILLION:  # "$ 18tr": the board printed a wrong sign
        currency = "VND"
    scaled = bool(match["scale1"] or match["scale2"])
    if not (scaled or currency) and match["number1"].startswith("0"):
        return None  # a telephone number
    if currency == "VND" and not scaled and max(low, high) <= _MOST_BARE_DOLLARS:
        currency = ""  # "2,000 ₫/tháng" has a wrong sign, "2D" is no money
    guessed = not (scaled or currency) and max(low, high) < _MILLION
    if guessed:
        if not bare:
            return None
        scale, currency = _guess(max(low, high))
        low, high = low * scale, high * scale
    rate = rates[currency or "VND"]
    bounds = _open_bounds(match, before, int(low * rate), int(high * rate))
    period = _PERIODS.get((match["period"] or match["bare_period"] or "").removesuffix("s"), "")
    return MoneyMention(*bounds, period, guessed, match.start(), match.end())


def _interval(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Return both amounts, each with its own scale, or with the one written for both."""
    first, first_scale = _value(match, "1"), _scale(match, "1")
    if not match["number2"]:
        return first * first_scale, first * first_scale
    second, second_scale = _value(match, "2"), _scale(match, "2")
    if match["scale1"] and not match["scale2"] and second < _THOUSAND:  # "8tr - 10"
        second_scale = first_scale
    elif match["scale2"] and not match["scale1"] and (first < second or first < _THOUSAND):
        # "8 - 10tr", "1000 - 3000 nghìn", but "500 - 1tr"
        in_thousands = second < first and first >= _LEAST_THOUSANDS
        first_scale = _THOUSAND if in_thousands else second_scale
    elif first < _THOUSAND and second >= _MILLION and not match["scale1"]:  # "7 - 10.000.000"
        first_scale = _MILLION
    low, high = first * first_scale, second * second_scale
    return min(low, high), max(low, high)


def _value(match: re.Match[str], name: str) -> Decimal:
    """Return the number as written before its scale: "7tr5" is 7.5, "7.500.000" is 7500000."""
    first, *others = match[f"number{name}"].replace(" ", "").replace(",", ".").split(".")
    by_thousands = all(len(group) == _GROUP for group in others)
    if by_thousands and not (len(others) == 1 and _scale(match, name) >= _MILLION):
        value = Decimal(first + "".join(others))
    else:  # "8,5", "7.500 triệu", "1,500.50"
        value = Decimal(first + "".join(others[:-1]) + "." + others[-1])
    rest = (match[f"rest{name}"] or "").strip()
    if rest == "ruoi":
        return value + Decimal("0.5")
    return value + Decimal(f"0.{rest}") if rest else value


def _scale(match: re.Match[str], name: str) -> int:
    return _SCALES.get((match[f"scale{name}"] or "").removesuffix("s"), 1)


def _currency(match: re.Match[str], before: str) -> str:
    """Return the currency written behind, between or before the amounts, "" when none is."""
    sign = _SIGN_BEFORE.search(before)
    word = match["currency2"] or match["currency1"] or match["sign"] or (sign and sign[1]) or ""
    return _CURRENCIES.get(word.removesuffix("s"), "")


def _guess(top: Decimal) -> tuple[int, str]:
    """Return the scale and currency of bare numbers that stand in a salary field."""
    if top <= _MOST_BARE_MILLIONS:
        return _MILLION, "VND"
    if top <= _MOST_BARE_DOLLARS:
        return 1, "USD"
    return _THOUSAND, "VND"


def _open_bounds(
    match: re.Match[str], before: str, low: int, high: int
) -> tuple[int | None, int | None]:
    """Open the side that the words around a single amount leave open."""
    if match["number2"]:
        return low, high
    if _AT_MOST_BEFORE.search(before):
        return None, high
    if _AT_LEAST_BEFORE.search(before) or _AND_MORE_AFTER.match(match.string, match.end()):
        return low, None
    return low, high
