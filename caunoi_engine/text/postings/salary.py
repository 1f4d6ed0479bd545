"""The monthly pay that a posting offers.

A posting speaks of money in many places: the field of the board, the title, base pay and total
income, bonuses, allowances, fees. Every mention is graded by where it stands and by the nearest
word before it; the best one is read. Pay by the hour, day, week or year is turned into a month.
"""

import re
from collections.abc import Iterator, Mapping

from caunoi_engine.text.money import EXCHANGE_RATES, MoneyMention, MoneyRange, find_money
from caunoi_engine.text.postings.found import Candidate, Found, surest
from caunoi_engine.text.postings.layout import Field, Grade, Posting

HOURS_A_MONTH = 208  # 26 working days of 8 hours
DAYS_A_MONTH = 26
WEEKS_A_YEAR = 52
MONTHS_A_YEAR = 12

# Beyond these the stated period cannot be meant: "5 - 8 triệu /giờ" is a wrong unit.
_MOST_AN_HOUR = 1_000_000
_MOST_A_DAY = 5_000_000
_LEAST_A_YEAR = 40_000_000
# Without a stated period an amount this small or large is not a month's pay.
_LESS_IS_AN_HOUR = 100_000
_LESS_IS_A_DAY = 900_000
_MORE_IS_A_YEAR = 250_000_000

_LEAST_A_MONTH = 500_000
_MOST_A_MONTH = 1_000_000_000

NOT_SAID = MoneyRange(None, None)

# All patterns below read folded text: "lương" is "luong", and so is "lượng" until looked into.
_NEGOTIABLE = re.compile(
    r"th(?:oa|uong) (?:thuan|luong)|canh tranh|negotia\w*|nagotiation|competitive"
    r"|trao doi (?:khi|luc|tai)|tuy (?:theo )?nang luc|theo nang luc|hap dan|you'll love it"
    r"|deal luong|khong cong khai"
)
# The nearest of these words before an amount says what it is: pay in all, base pay, or no pay.
_PAY_WORDS = re.compile(
    r"(?P<pay>(?:muc )?luong,?[ ]?(?:&|va|\+|/|-)?[ ]?thuong|tong thu nhap|thu nhap"
    r"|salary|income|muc luong|luong chinh thuc)"
    r"|(?P<base>luong (?:cung|co ban|cb|khoi diem|thu viec|co dinh|hoc viec)|\blcb\b|base|basic"
    r"|cung\b)"
    r"|(?P<plain>\bluong\b)"
    r"|(?P<other>thuong|phu cap|tro cap|ho tro|\ban trua|\bcom\b|xang|doanh so|doanh thu|hoc phi"
    r"|hoc bong|\bvon\b|ngan sach|budget|bao hiem|bhxh|\bgia\b|chi phi|\bphi\b|tri gia|\bqua\b"
    r"|li xi|dat coc|\bphat\b|hoa hong|\bvay\b|\bno\b|han muc|khach hang|san pham|follow|\bview"
    r"|thiet bi|allowance|bonus|insurance|premium|revenue|cost|\bthe\b|\bquy\b|dao tao|du lich"
    r"|don hang|hop dong|du an|giai thuong|ky quy|tiet kiem|tai tro|voucher|laptop|may tinh"
    r"|cao\b|nha o|dien thoai|chuyen can|tham nien|tang ca|hang thang duoc)"
)
# An amount for a piece of work or for a customer is no pay: "50k/bài", "5 triệu khách hàng".
_PER_PIECE = re.compile(
    r"[ ]?(?:vnd|d|dong)?[ ]?/[ ]?(?:1[ ]?)?(?:bai|hop dong|du an|san pham|sp\b|can|giao dich|nguoi"
    r"|lan|suat|bua|khoa|don|video|khach|nha|xe|lo|can ho|chai|ban|ngay cong tac|clip|data"
    r"|ca livestream|hv|hoc vien)|[ ]?(?:khach|nguoi dung|follow|user|view|luot|doanh)"
)
# Words that may stand beside the amount in a salary field and change nothing.
_FILLER = re.compile(
    r"vnd|dong|thang|month|gross|net|\btu\b|\bden\b|\btoi\b|up ?to|tren|hon|duoi|luong|thu nhap"
    r"|muc|khoang|usd|trieu|\btr\b|toi da|toi thieu|tro len|co dinh|thoa thuan|trao doi|them"
    r"|phong van|khi|\blen\b|salary|nam|gio|range|tuong duong"
)
_WORD = re.compile(r"[a-z]+")
_CLAUSE_START = re.compile(r"[\n|;•*]|\.[ ]|[?!]|[ ]\+[ ]")
_REACH_OF_PAY_WORD = 60
_REACH_OF_LABEL = 40
_MOST_WORDS_LEFT = 3
_MOST_LETTERS_BEFORE = 25
_LONGEST_BARE_LINE = 70
_LONGEST_AGREEMENT = 40
_LONGEST_WORDS_OF_TIME = 15  # "thỏa thuận khi phỏng vấn"

# Grades of a mention, higher is surer.
_FIELD, _TITLE, _LABELLED, _SPOKEN = 100, 80, 70, 50
_IS_BASE_PAY = -15
_NO_PAY_WORD = -15


def read_salary(
    posting: Posting, title: Found[str], rates: Mapping[str, int] = EXCHANGE_RATES
) -> Found[MoneyRange] | None:
    """Return the offered pay in đồng a month; both bounds open when it is to be agreed."""
    mentions = list(find_money(posting.folded, rates=rates))
    candidates = [
        *_labelled(posting, title, rates),
        *_bare_lines(posting, title, mentions),
        *_to_be_agreed(posting, title),
        *_spoken(posting, title, mentions),
    ]
    return surest(candidates)


def _labelled(
    posting: Posting, title: Found[str], rates: Mapping[str, int]
) -> Iterator[Candidate[MoneyRange]]:
    """Yield what stands under salary labels: the whole value, or a mention inside a long one."""
    for value in posting.under(Field.SALARY):
        highest = _TITLE if title.covers(value.label_start) else _FIELD
        sure = value.grade != Grade.SAME_LINE
        mentions = list(find_money(posting.folded, value.start, value.end, bare=True, rates=rates))
        for mention in mentions:
            words_left = _words_left(posting, value.start, value.end, mention)
            whole = sure and words_left <= _MOST_WORDS_LEFT
            pay = _a_month(mention, sized_by_guess=whole)
            kind = _kind(posting, mention, value.label_start)
            if (
                pay is None
                or kind == "other"
                or (mention.guessed and not (sure and not words_left))
            ):
                continue
            if kind is None and mention.start - value.start > _REACH_OF_LABEL:
                continue
            grade = min(highest, _FIELD if whole else _LABELLED)
            if kind == "base":
                grade += _IS_BASE_PAY
            yield Candidate(grade, pay, mention.start, mention.end)
        said = _NEGOTIABLE.search(posting.folded, value.start, value.end)
        if said and sure and not mentions:
            yield Candidate(highest, NOT_SAID, said.start(), said.end())


def _bare_lines(
    posting: Posting, title: Found[str], mentions: list[MoneyMention]
) -> Iterator[Candidate[MoneyRange]]:
    """Yield lines that hold nothing but pay: the field of a board printed without its label."""
    for mention in mentions:
        line = posting.line_at(mention.start)
        if line.end - line.start > _LONGEST_BARE_LINE or title.overlaps(line.start, line.end):
            continue
        pay = _a_month(mention, sized_by_guess=True)
        words_left = _words_left(posting, line.start, line.end, mention)
        kind = _kind(posting, mention, line.start)
        if pay is not None and kind != "other" and words_left <= _MOST_WORDS_LEFT:
            grade = _FIELD + (_IS_BASE_PAY if kind == "base" else 0)
            yield Candidate(grade, pay, mention.start, mention.end)


def _to_be_agreed(posting: Posting, title: Found[str]) -> Iterator[Candidate[MoneyRange]]:
    """Yield lines that say no more than that pay is to be agreed."""
    for line in posting.lines:
        if line.end - line.start > _LONGEST_AGREEMENT or title.overlaps(line.start, line.end):
            continue
        said = _NEGOTIABLE.match(posting.folded, line.start, line.end)
        if said and line.end - said.end() < _LONGEST_WORDS_OF_TIME:
            yield Candidate(_FIELD, NOT_SAID, line.start, line.end)


def _spoken(
    posting: Posting, title: Found[str], mentions: list[MoneyMention]
) -> Iterator[Candidate[MoneyRange]]:
    """Yield mentions in the title and in sentences about pay."""
    for mention in mentions:
        pay = _a_month(mention, sized_by_guess=False)
        if pay is None:
            continue
        kind = _kind(posting, mention, 0)
        in_title = title.covers(mention.start)
        if kind == "other" or (kind is None and not in_title):
            continue
        grade = _TITLE if in_title else _SPOKEN
        if kind is None:
            grade += _NO_PAY_WORD
        if kind == "base":
            grade += _IS_BASE_PAY
        yield Candidate(grade, pay, mention.start, mention.end)


def _words_left(posting: Posting, start: int, end: int, mention: MoneyMention) -> int:
    """Count the words of a stretch that carry weight besides the mention."""
    if mention.start - start > _MOST_LETTERS_BEFORE:
        return mention.start - start
    around = posting.folded[start : mention.start] + " " + posting.folded[mention.end : end]
    return len(_WORD.findall(_FILLER.sub(" ", around)))


def _kind(posting: Posting, mention: MoneyMention, start: int) -> str | None:
    """Return the kind of the nearest pay word before a mention in its clause.

    An amount for a piece of work is of the kind "other", whatever stands before it.
    """
    if _PER_PIECE.match(posting.folded, mention.end):
        return "other"
    reach = max(start, mention.start - _REACH_OF_PAY_WORD, 0)
    for boundary in _CLAUSE_START.finditer(posting.folded, reach, mention.start):
        reach = boundary.end()
    kind = None
    for word in _PAY_WORDS.finditer(posting.folded, reach, mention.start):
        if word.lastgroup == "plain" and "lượng" in posting.marked[word.start() : word.end()]:
            continue
        kind = word.lastgroup
    return kind


def _a_month(mention: MoneyMention, *, sized_by_guess: bool) -> MoneyRange | None:
    """Return the mention as pay a month, None when no period makes it a plausible one.

    ``sized_by_guess`` lets a small amount without a period be a day's or an hour's pay.
    """
    top = mention.high if mention.high is not None else mention.low or 0
    bottom = mention.low if mention.low is not None else top
    if top < _LESS_IS_A_DAY and not mention.period and not sized_by_guess:
        return None
    factor, divisor = _FACTORS[_meant_period(mention.period, bottom, top)]
    low = None if mention.low is None else mention.low * factor // divisor
    high = None if mention.high is None else mention.high * factor // divisor
    if not _LEAST_A_MONTH <= top * factor // divisor <= _MOST_A_MONTH:
        return None
    return MoneyRange(low, high)


def _meant_period(stated: str, bottom: int, top: int) -> str:
    """Return the period that can be meant: a wrong unit or a missing one is judged by size."""
    impossible = (
        (stated == "HOUR" and top > _MOST_AN_HOUR)
        or (stated == "DAY" and top > _MOST_A_DAY)
        or (stated == "YEAR" and top < _LEAST_A_YEAR)
    )
    if stated:
        return "MONTH" if impossible else stated
    if bottom >= _MORE_IS_A_YEAR:
        return "YEAR"
    if top < _LESS_IS_AN_HOUR:
        return "HOUR"
    return "DAY" if top < _LESS_IS_A_DAY else "MONTH"


_FACTORS = {
    "HOUR": (HOURS_A_MONTH, 1),
    "DAY": (DAYS_A_MONTH, 1),
    "WEEK": (WEEKS_A_YEAR, MONTHS_A_YEAR),
    "MONTH": (1, 1),
    "YEAR": (1, MONTHS_A_YEAR),
}
