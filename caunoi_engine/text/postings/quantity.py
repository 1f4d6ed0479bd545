"""How many people a posting wants."""

import re
from collections.abc import Iterator

from caunoi_engine.text.postings.found import Candidate, Found, surest
from caunoi_engine.text.postings.layout import Field, Grade, Posting

_MOST_WANTED = 20_000

_IN_WORDS = {"một": 1, "mot": 1, "hai": 2, "ba": 3, "bốn": 4, "bon": 4, "mười": 10, "muoi": 10}
_PEOPLE = (
    r"(?:nguoi|ban(?! hang)|nhan vien|nhan su|nv\b|cong nhan|cn\b|lao dong|ld\b|ky su|vi tri"
    r"|ung vien|uv\b|nam\b|nu\b|tho\b|lai xe|tai xe|chi tieu|suat|slots?|giao vien|chuyen vien"
    r"|thuc tap sinh|tts\b|ctv\b|bao ve|ke toan|ky thuat vien|ktv\b|sales?\b|designers?"
    r"|developers?|hoc vien|truong|pho|giam sat|leader|staff|persons?|people|headcounts?|vacanc"
    r"|positions?|phu kho|thu kho|dau bep|phuc vu|tap vu|le tan)"
)
_OTHER_UNITS = r"(?:thang|nam|tuoi|ngay|gio|tuan|trieu|tr|ca|lan|tieng|buoi|buc|bai)\b"
_COUNT = (
    r"(?P<count>\d{1,2}\.\d{3}|\d{1,5})(?:[ ]?(?:-|den|~)[ ]?(?P<most>\d{1,5}))?"
    r"(?:[ ]?\([a-z ]{2,12}\))?"  # "02 (hai)"
)
_VALUE = re.compile(
    rf"[^\da-z]*(?:khoang |tu |can |tuyen |tren |hon |gom |toi thieu |it nhat )*(?:{_COUNT}"
    rf"|(?P<word>mot|hai|ba|bon|muoi)\b)"
    r"(?![ ]?(?:%|tr\b|trieu|tuoi|thang|nam kinh|\.\d|,\d|/))"
)
_PARTS = re.compile(
    r"(?<!\d)(\d{1,4})[ ]?(?:nam|nu|ban|nguoi|nhan vien|fulltime|parttime|full|part)\b"
)
_HIRES = re.compile(
    r"\b(?:can tuyen|tuyen|tim kiem|can tim|can them|looking for|recruit(?:ing)?|hiring|sl"
    r"|so luong(?: tuyen| can tuyen| can)?|can)"
    r"(?: dung| gap| them| ngay| thang \d{1,2}| so luong| khoang| sl| can)*[ :]*(?:la )?"
    rf"{_COUNT}[ ]?(?:\+ ?)?(?:(?!{_OTHER_UNITS})[a-z/.&+-]+ ){{0,2}}{_PEOPLE}"
    r"(?![ ]?/[ ]?(?:thang|nam|ngay|tuan|quy))"
)
_MORE_PEOPLE = re.compile(rf"[a-z ]{{0,12}}(?:,|va|\+|&)[ ]?{_COUNT}[ ]?{_PEOPLE}")
_LEADING = re.compile(rf"[\W_]*{_COUNT}[ ]{_PEOPLE}")
_SHORT_FORM = re.compile(rf"\b(?:sl|so luong)[ :.]*{_COUNT}(?![\d.,%])")
_IN_BRACKETS = re.compile(rf"[(\[][ ]?{_COUNT}[ ]?{_PEOPLE}[ ]?[)\]]")
_BARE_LINE = re.compile(
    rf"{_COUNT}[ ](?:nguoi|nhan vien|nhan su|chi tieu|vi tri|lao dong|cong nhan|ung vien|ban)"
)
_NOT_HIRED = re.compile(
    r"(?:quan ly|doi ngu|doi nhom|team|nhom|quy mo|hon|tren|phu trach|dan dat|lanh dao|hien co"
    r"|khach hang|moi thang|tiep nhan|nhan su tu|dao tao|ho tro)[^.;\n]{0,20}$"
)
_NO_NUMBER = re.compile(r"[ :]*(?:khong gioi han|khong han che|nhieu|so luong lon|lon\b|unlimited)")

_LABELLED, _BARE, _TITLE, _SPOKEN = 100, 95, 80, 60


def read_quantity(posting: Posting, title: Found[str]) -> Found[int] | None:
    """Return the number of people wanted; of a span, such as "2-3 người", its upper end."""
    candidates = [*_labelled(posting), *_bare_lines(posting, title), *_spoken(posting, title)]
    wanted = [one for one in candidates if 0 < one.value <= _MOST_WANTED]
    return surest(wanted)


def _labelled(posting: Posting) -> Iterator[Candidate[int]]:
    for value in posting.under(Field.QUANTITY):
        if _NO_NUMBER.match(posting.folded, value.start, value.end):
            continue
        parts = list(_PARTS.finditer(posting.folded, value.start, value.end))
        found = _VALUE.match(posting.folded, value.start, value.end)
        if found is None:
            continue
        grade = _LABELLED if value.grade != Grade.SAME_LINE else _BARE
        if len(parts) > 1:
            yield Candidate(grade, _total(parts), parts[0].start(), parts[-1].end())
        elif found["count"]:
            yield _count(grade, found)
        elif posting.marked[found.start("word") : found.end("word")] in _IN_WORDS:
            word = posting.marked[found.start("word") : found.end("word")]
            yield Candidate(grade, _IN_WORDS[word], found.start(), found.end())


def _bare_lines(posting: Posting, title: Found[str]) -> Iterator[Candidate[int]]:
    """Yield lines that hold nothing but a number of people."""
    for line in posting.lines:
        if not title.overlaps(line.start, line.end):
            found = _BARE_LINE.fullmatch(posting.folded, line.start, line.end)
            if found:
                yield _count(_BARE, found)


def _spoken(posting: Posting, title: Found[str]) -> Iterator[Candidate[int]]:
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
            grade = _TITLE if title.covers(found.start()) else _SPOKEN
            yield _with_more(posting, _count(grade, found))


def _with_more(posting: Posting, first: Candidate[int]) -> Candidate[int]:
    """Add the people that the same sentence goes on to name: "tuyển 5 nam, 3 nữ"."""
    count, end = first.value, first.end
    while more := _MORE_PEOPLE.match(posting.folded, end):
        count, end = count + _number(more["count"]), more.end()
    return Candidate(first.grade, count, first.start, end)


def _number(written: str) -> int:
    return int(written.replace(".", ""))


def _total(parts: list[re.Match[str]]) -> int:
    """Add up "2 nam, 3 nữ", but not "5 người (2 nam, 3 nữ)", whose first number is the total."""
    first, *others = [int(part[1]) for part in parts]
    return first if first == sum(others) and len(others) > 1 else first + sum(others)


def _count(grade: int, found: re.Match[str]) -> Candidate[int]:
    count = max(_number(found["count"]), int(found["most"] or 0))
    return Candidate(grade, count, found.start(), found.end())
