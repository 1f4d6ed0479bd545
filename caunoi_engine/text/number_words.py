"""Whole numbers in Vietnamese words, as decisions write an amount: "hai triệu đồng".

Northern reading: "linh" for an empty ten, "nghìn"; after "mươi" the last digit is mốt, tư or lăm.
"""

from typing import Final

LARGEST: Final = 999_999_999_999_999
_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS: Final = {1: "mốt", 4: "tư", 5: "lăm"}
_SCALES: Final = ("", "nghìn", "triệu")
_THOUSAND: Final = 1_000
_BILLION: Final = 1_000_000_000


def in_words(number: int) -> str:
    """The number in words, in small letters. Raises ValueError below 0 and above `LARGEST`.

    >>> in_words(2_838_000)
    'hai triệu tám trăm ba mươi tám nghìn'
    >>> in_words(1_000_000_005), in_words(21), in_words(115)
    ('một tỷ không trăm linh năm', 'hai mươi mốt', 'một trăm mười lăm')
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"from 0 to {LARGEST}: {number}")
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    words = [*_below_a_billion(billions, whole=True), "tỷ"] if billions else []
    return " ".join(words + _below_a_billion(rest, whole=not billions))


def dong_in_words(amount: int) -> str:
    """An amount of đồng as it stands in brackets on a paper, with a capital.

    >>> dong_in_words(50_000)
    'Năm mươi nghìn đồng'
    """
    words = in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def _below_a_billion(number: int, *, whole: bool) -> list[str]:
    """The three groups of digits; `whole` when nothing stands before them. 0 gives no word."""
    groups = [number // _THOUSAND**power % _THOUSAND for power in range(3)]
    words: list[str] = []
    for power in (2, 1, 0):
        if group := groups[power]:
            words += _group(group, whole=whole and not words)
            words += [_SCALES[power]] if power else []
    return words


def _group(number: int, *, whole: bool) -> list[str]:
    """1 to 999; unless `whole`, the hundreds are said even when there are none."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or not whole else []
    if tens == 0:
        return words + ([*(["linh"] if words else []), _DIGITS[ones]] if ones else [])
    if tens == 1:
        words.append("mười")
        return words + ([{5: "lăm"}.get(ones, _DIGITS[ones])] if ones else [])
    words += [_DIGITS[tens], "mươi"]
    return words + ([_AFTER_TENS.get(ones, _DIGITS[ones])] if ones else [])
