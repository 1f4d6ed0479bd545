"""How many people a posting wants."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caunoi_engine.text.postings.layout import Field, Found, Grade, Posting

_MOST_WANTED = 20_000

_IN_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "muoi": 10}
_PEOPLE = (
    r"(?:nguoi|ban(?! hang)|nhan vien|nhan su|nv\b|cong nhan|cn\b|lao dong|ld\b|ky su|vi tri|ung vien|uv\b|nam\b"
    r"|nu\b|tho\b|lai xe|tai xe|chi tieu|suat|slots?|giao vien|chuyen vien|thuc tap sinh|tts\b|ctv\b|bao ve"
    r"|ke toan|ky thuat vien|ktv\b|sales?\b|designers?|developers?|hoc vien|truong|pho|giam sat|leader|staff"
    r"|persons?|people|headcounts?|vacanc|positions?|phu kho|thu kho|dau bep|phuc vu|tap vu|le tan)"
)
_COUNT = rf"(?P<count>\d{{1,5}})(?:[ ]?(?:-|den|~)[ ]?(?P<most>\d{{1,5}}))?(?:[ ]?\([a-z ]{{2,12}}\))?"
_VALUE = re.compile(
    rf"[^\da-z]*(?:khoang |tu |can |tuyen |tren |hon |gom |toi thieu |it nhat )*(?:{_COUNT}|(?P<word>mot|hai|ba|bon|muoi)\b)"
    r"(?![ ]?(?:%|tr\b|trieu|tuoi|thang|nam kinh|\.\d|,\d|/))"
)
_PARTS = re.compile(r"(?<!\d)(\d{1,4})[ ]?(?:nam|nu|ban|nguoi|nhan vien|fulltime|parttime|full|part)\b")
_HIRES = re.compile(
    r"(?:\bcan tuyen|\btuyen dung|\btuyen gap|\btuyen them|\btuyen|\btim kiem|\bcan tim|\bcan them|looking for"
    r"|recruit(?:ing)?|hiring|\bsl|so luong(?: tuyen| can tuyen| can)?|\bcan)"
    r"(?: dung| gap| them| ngay| thang \d{1,2}| so luong| khoang| sl| can)*[ :]*(?:la )?"
    rf"{_COUNT}[ ]?(?:\+ ?)?{_PEOPLE}(?![ ]?/[ ]?(?:thang|nam|ngay|tuan|quy))"
)
_LEADING = re.compile(rf"[\W_]*{_COUNT}[ ]{_PEOPLE}")
_SHORT_FORM = re.compile(rf"\b(?:sl|so luong)[ :.]*{_COUNT}(?![\d.,%])")
_IN_BRACKETS = re.compile(rf"[(\[][ ]?{_COUNT}[ ]?{_PEOPLE}[ ]?[)\]]")
_BARE_LINE = re.compile(rf"{_COUNT}[ ](?:nguoi|nhan vien|nhan su|chi tieu|vi tri|lao dong|cong nhan|ung vien|ban)")
_NOT_HIRED = re.compile(
    r"(?:quan ly|doi ngu|doi nhom|team|nhom|quy mo|hon|tren|phu trach|dan dat|lanh dao|hien co|khach hang|moi thang"
    r"|tiep nhan|nhan su tu|dao tao|ho tro)[^.;\n]{0,20}$"
)
_NO_NUMBER = re.compile(r"[ :]*(?:khong gioi han|khong han che|nhieu|so luong lon|lon\b|unlimited)")

_LABELLED, _BARE, _TITLE, _SPOKEN = 100, 95, 80, 60


@dataclass(frozen=True, slots=True)
class _Candidate:
    grade: int
    count: int
    start: int
    end: int


def read_quantity(posting: Posting, title: Found[str]) -> Found[int] | None:
    """Return the number of people wanted; of a span, such as "2-3 người", its upper end."""
    candidates = [*_labelled(posting), *_bare_lines(posting, title), *_spoken(posting, title)]
    wanted = [one for one in candidates if 0 < one.count <= _MOST_WANTED]
    best = max(wanted, key=lambda one: (one.grade, -one.start), default=None)
    return best and Found(best.count, best.start, best.end)


def _labelled(posting: Posting) -> Iterator[_Candidate]:
    for value in posting.under(Field.QUANTITY):
        if _NO_NUMBER.match(posting.folded, value.start, value.end):
            continue
        parts = list(_PARTS.finditer(posting.folded, value.start, value.end))
        found = _VALUE.match(posting.folded, value.start, value.end)
        if found is None:
            continue
        grade = _LABELLED if value.grade != Grade.SAME_LINE else _BARE
        if len(parts) > 1:  # "2 nam, 3 nữ"
            total = sum(int(part[1]) for part in parts)
            yield _Candidate(grade, total, parts[0].start(), parts[-1].end())
        elif found["word"]:
            yield _Candidate(grade, _IN_WORDS[found["word"]], found.start(), found.end())
        else:
            yield _count(grade, found)


def _bare_lines(posting: Posting, title: Found[str]) -> Iterator[_Candidate]:
    """Yield lines that hold nothing but a number of people."""
    for line in posting.lines:
        if line.start >= title.end:
            found = _BARE_LINE.fullmatch(posting.folded, line.start, line.end)
            if found:
                yield _count(_BARE, found)


def _spoken(posting: Posting, title: Found[str]) -> Iterator[_Candidate]:
    """Yield what the title and sentences about hiring say."""
    for pattern in (_IN_BRACKETS, _SHORT_FORM):
        for found in pattern.finditer(posting.folded, title.start, title.end):
            yield _count(_TITLE, found)
    leading = _LEADING.match(posting.folded, title.start, title.end)
    if leading:
        yield _count(_TITLE, leading)
    for found in _HIRES.finditer(posting.folded):
        before = posting.folded[max(0, found.start() - 60) : found.start()]
        if not _NOT_HIRED.search(before):
            yield _count(_TITLE if found.start() < title.end else _SPOKEN, found)


def _count(grade: int, found: re.Match[str]) -> _Candidate:
    count = max(int(found["count"]), int(found["most"] or 0))
    return _Candidate(grade, count, found.start(), found.end())
