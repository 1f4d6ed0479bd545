"""The least experience that a posting asks for, in years."""

import re
from collections.abc import Iterator

from caunoi_engine.text.postings.found import Candidate, Found, surest
from caunoi_engine.text.postings.layout import Field, Grade, Posting

MONTHS_A_YEAR = 12
_MOST_YEARS = 30

_IN_WORDS = {
    "nua": 0.5,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}
_UNITS_OF_YEARS = frozenset({"nam", "year", "years", "yrs"})
_NUMBER = r"\d{1,2}(?:[.,]\d)?|mot|hai|ba|bon|nua|one|two|three|four|five"
# Where a number begins: two plain patterns are searched faster than one that knows all.
_DIGITS = re.compile(r"[0-9]+")
_NUMBER_WORDS = re.compile(r"(?:mot|hai|ba|bon|nua|one|two|three|four|five) ")
_YEARS = re.compile(
    rf"\b(?<![.,/])(?P<least>{_NUMBER})[ ]?(?:\((?:[a-z]+|\d+)\)[ ]?)?\+?"
    rf"(?:[ ]?(?P<first_unit>nam|year|thang|month)?s?[ ]?(?:-|~|den|toi|to|hoac"
    rf"|/)[ ]?(?:\d{{1,2}}(?:[.,]\d)?|mot|hai|ba|bon))?"
    r"\+?[ -]?(?P<unit>nam|years?|yrs?|thang|months?)(?![a-z])"
)
# Sentences by which newcomers may come: outright, or beside people with experience.
_NONE_NEEDED = re.compile(
    r"(?:k(?:hong|o|hg)? (?:yeu cau|can|doi hoi|bat buoc|y/?c|can co|yeu cau co|yeu cau ve"
    r"|can phai co)"
    r"(?: (?:phai|co|ve|nhieu))* kinh nghiem|khong yeu kinh nghiem|khong kinh nghiem"
    r"|kinh nghiem: khong yeu cau|no experience|without experience"
    r"|chua(?: can| tung)?(?: co| can)? kinh nghiem|chua co (?:nhieu )?kinh nghiem"
    r"|khong co kinh nghiem|kinh nghiem khong bat buoc|khong yeu cau (?:bang cap"
    r"|trinh do)[^.;\n]{0,20}kinh nghiem|k(?:hong|o|hg)? (?:yeu cau|can) kn\b|chua co kn\b)"
)
_NEWCOMERS = re.compile(
    r"(?:chap nhan|nhan|ke ca|hoac|bao gom)[^.;\n]{0,20}(?:sinh vien"
    r"|sv)[^.;\n]{0,12}moi (?:ra truong|tot nghiep)|(?:sinh vien|sv) moi (?:ra truong"
    r"|tot nghiep)|fresh ?graduates?|freshers? (?:are )?(?:is )?welcome"
)
# A field that asks for nothing, or for less than a year.
_NOTHING = re.compile(
    r"[ :(]*(?:k(?:hong|o|hg)(?: yeu cau| can| bat buoc)?|chua(?: co)?(?: kinh nghiem)?|no\b"
    r"|none|duoi (?:1|mot) nam|mien|bat ky)"
)
_EXPERIENCE = re.compile(
    r"kinh nghiem|experience|\bkn\b|\bexp\b|tham nien|lam viec (?:o|tai|trong)|vi tri tuong duong"
)
# Before a number of years these speak of the firm, of age, probation or guarantee.
_OF_THE_FIRM = re.compile(
    r"(?:cong ty|chung toi|doi ngu|thuong hieu|tap doan|voi hon|trai qua|hoat dong|thanh lap"
    r"|over|we have|be day|truyen thong|lich su|hon mot|giang vien co|chuyen gia co)[^.;\n]*$"
)
_NOT_WORK = re.compile(
    r"(?:tuoi|thu viec|bao hanh|hop dong|cam ket|tot nghiep|moi|/|mot lan"
    r"|sinh vien nam)[ ]*(?:tu |la |toi thieu )*$"
)
_NOT_WORK_AFTER = re.compile(
    r"[ ]?(?:/|mot lan|1 lan|lan\b|sinh\b|tuoi|thu viec|lien tiep|lien tuc|qua\b|dau\b|toi\b"
    r"|gan (?:day|nhat))"
)
_PREFERRED = re.compile(r"uu tien|preferred|la (?:mot )?loi the|advantage|nice to have|a plus")
_AT_LEAST = re.compile(
    r"(?:toi thieu|it nhat|at least|minimum|tu|tren|hon|co|over|more than|min)[ :]*(?:of |tu "
    r"|la |tren |hon )*$"
)
_UNDER = re.compile(r"(?:duoi|less than|under|khong qua|toi da)[ ]*$")
_CLAUSE = re.compile(r"[\n|;•*]|\.[ ]|\.-|[?!]|[ ]-[ ](?=[a-z])")
_REACH = 90

_BARE_NUMBER = re.compile(r"[ ]*(\d{1,2}(?:[.,]\d)?)\+?[ ]*")
_BARE_LINE_OF_YEARS = re.compile(
    r"(?:(?:duoi|tren|hon|tu|toi thieu|it nhat) )?[\d.,]+(?: ?- ?[\d.,]+)?\+? ?(?:nam|thang"
    r"|years?)"
    r"(?: kinh nghiem| experience| tro len)*|(?:khong yeu cau|chua co|khong can)(?: kinh nghiem)?"
)
_LONGEST_BARE_LINE = 50

_LABELLED, _BARE_LINE, _TITLE, _NOT_NEEDED, _SPOKEN, _NEWCOMERS_TAKEN = 100, 100, 80, 70, 60, 50
_IS_PREFERRED = -30
_IS_UNNAMED = -15


def read_experience(posting: Posting, title: Found[str]) -> Found[float] | None:
    """Return the least years of experience asked for; 0 when none is needed."""
    candidates = [*_labelled(posting), *_bare_lines(posting, title), *_spoken(posting, title)]
    return surest(candidates)


def _labelled(posting: Posting) -> Iterator[Candidate[float]]:
    for value in posting.under(Field.EXPERIENCE):
        if value.grade != Grade.SAME_LINE:
            yield from _field(posting, value.start, value.end, _LABELLED)


def _bare_lines(posting: Posting, title: Found[str]) -> Iterator[Candidate[float]]:
    """Yield lines that hold nothing but years: the field of a board printed without its label."""
    for line in posting.lines:
        if line.end - line.start <= _LONGEST_BARE_LINE and not title.overlaps(line.start, line.end):
            text = posting.folded[line.start : line.end]
            if _BARE_LINE_OF_YEARS.fullmatch(text):
                yield from _field(posting, line.start, line.end, _BARE_LINE)


def _field(posting: Posting, start: int, end: int, grade: int) -> Iterator[Candidate[float]]:
    """Read the value of an experience field."""
    nothing = _NOTHING.match(posting.folded, start, end)
    spans = _find_years(posting.folded, start, end)
    years = min(spans, key=lambda span: span.start(), default=None)
    bare = _BARE_NUMBER.fullmatch(posting.folded, start, end)
    if nothing:
        yield Candidate(grade, 0.0, nothing.start(), nothing.end())
    elif bare:
        yield Candidate(grade, float(bare[1].replace(",", ".")), bare.start(), bare.end())
    elif years:
        yield Candidate(grade, _least_years(posting, years), years.start(), years.end())


def _spoken(posting: Posting, title: Found[str]) -> Iterator[Candidate[float]]:
    """Yield what sentences, and the title, say of years and of newcomers."""
    for pattern, usual in ((_NONE_NEEDED, _NOT_NEEDED), (_NEWCOMERS, _NEWCOMERS_TAKEN)):
        for said in pattern.finditer(posting.folded):
            raised = _TITLE if title.covers(said.start()) else usual
            yield Candidate(raised, 0.0, said.start(), said.end())
    for years in _find_years(posting.folded, 0, len(posting.folded)):
        grade = _grade(posting, years, in_title=title.covers(years.start()))
        if grade is not None:
            yield Candidate(grade, _least_years(posting, years), years.start(), years.end())


def _find_years(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the spans of years or months between two positions, those in digits first."""
    for begins in (_DIGITS, _NUMBER_WORDS):
        for number in begins.finditer(folded, start, end):
            years = _YEARS.match(folded, number.start(), end)
            if years:
                yield years


def _grade(posting: Posting, years: re.Match[str], *, in_title: bool) -> int | None:
    """Return how surely a span of years is experience asked for, None when it is not."""
    before, after = _clause_around(posting, years.start(), years.end())
    is_male = (
        years["unit"] == "nam"
        and posting.has_marks
        and "ă" not in posting.marked[years.start("unit") : years.end("unit")]
    )
    if is_male or _NOT_WORK.search(before) or _NOT_WORK_AFTER.match(after):
        return None
    named = _EXPERIENCE.search(before) or _EXPERIENCE.search(after)
    if named is None and not (years["unit"] in _UNITS_OF_YEARS and _AT_LEAST.search(before)):
        return None
    if _OF_THE_FIRM.search(before) or _least_years(posting, years) > _MOST_YEARS:
        return None
    grade = (_TITLE if in_title else _SPOKEN) + (0 if named else _IS_UNNAMED)
    return grade + (_IS_PREFERRED if _PREFERRED.search(before + after) else 0)


def _clause_around(posting: Posting, start: int, end: int) -> tuple[str, str]:
    """Return the words of the same clause before and after a stretch."""
    before = posting.folded[max(0, start - _REACH) : start]
    after = posting.folded[end : end + _REACH]
    return _CLAUSE.split(before)[-1], _CLAUSE.split(after, maxsplit=1)[0]


def _least_years(posting: Posting, years: re.Match[str]) -> float:
    """Return the lower end in years; "dưới 1 năm" begins at 0."""
    if _UNDER.search(posting.folded[max(0, years.start() - _REACH) : years.start()]):
        return 0.0
    written = years["least"]
    number = _IN_WORDS.get(written) or float(written.replace(",", "."))
    if (years["first_unit"] or years["unit"]).startswith(("thang", "month")):
        number /= MONTHS_A_YEAR
    return round(float(number), 2)
