"""The shape of a posting: its text folded in place, its lines, and the labels boards print.

Everything downstream searches ``folded`` (no marks, lower case), looks into ``marked`` (marks
kept) where a mark decides ("lương" or "lượng", "năm" or "nam"), and reports positions that lead
back to the text as it was given.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

LONGEST_READ = 30_000  # characters; a longer posting is read up to here

_SLOW = re.compile("[\u0300-\u036f\uff01-\uff5e\U0001d400-\U0001d7ff]|&#?\\w+;|<[a-zA-Z/!]")
_MARKUP = re.compile(r"&#?\w{1,10};|<[a-zA-Z/!][^<>]{0,300}>|.", re.DOTALL)
_LETTER = re.compile("(?s:.)[\u0300-\u036f]*")


class Field(StrEnum):
    """What a label announces."""

    TITLE = "title"
    SALARY = "salary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    QUANTITY = "quantity"
    PLACE = "place"
    COMPANY = "company"
    OTHER = "other"


_LABEL_WORDS = {
    Field.TITLE: """vi tri|vi tri tuyen dung|vi tri can tuyen|vi tri ung tuyen|chuc danh
        |chuc danh cong viec|tieu de|ten cong viec|ten vi tri|job title|position|can tuyen vi tri
        |tuyen dung vi tri|tuyen vi tri|tuyen dung|can tuyen|tuyen|thong bao tuyen dung""",
    Field.SALARY: """luong|muc luong|tien luong|thu nhap|muc thu nhap|tong thu nhap|luong thang
        |salary|income|luong co ban|luong cung|luong khoi diem|luong gross|luong net|luong thuong
        |muc luong de xuat|muc luong du kien|khoang luong|luong co the|salary range|muc luong thang
        |luong thoa thuan|thu nhap du kien|luong va thu nhap|luong thu nhap|luong du kien
        |luong chinh thuc|muc luong chinh thuc|thu nhap trung binh""",
    Field.EXPERIENCE: """kinh nghiem|yeu cau kinh nghiem|so nam kinh nghiem
        |kinh nghiem lam viec|kinh nghiem yeu cau|experience|years of experience|kn
        |kinh nghiem toi thieu|work experience|so nam kinh nghiem toi thieu|so nam""",
    Field.EDUCATION: """hoc van|trinh do hoc van|trinh do|bang cap|trinh do chuyen mon
        |yeu cau bang cap|trinh do dao tao|bang cap toi thieu|trinh do toi thieu|degree
        |education|qualification
        |education level|trinh do van hoa|hoc van toi thieu|yeu cau hoc van|yeu cau trinh do
        |bang cap chung chi|trinh do bang cap|van bang|bang cap yeu cau|trinh do hoc van toi thieu
        |trinh do chuyen mon ky thuat|trinh do cmkt|trinh do giao duc pho thong
        |hoc luc|yeu cau ve trinh do|trinh do yeu cau|yeu cau ve bang cap|qualifications""",
    Field.QUANTITY: """so luong|so luong tuyen|so luong can tuyen|so luong tuyen dung|sl|sl tuyen
        |so nguoi|so nguoi can tuyen|chi tieu|chi tieu tuyen dung|quantity|headcount|vacancies
        |so luong nhan su|so luong ung vien|number of vacancies|so luong yeu cau|sl can tuyen
        |so luong tuyen them|so nhan su|no of vacancies|so luong vi tri|openings|so vi tri
        |so luong lao dong|so lao dong can tuyen|so luong nguoi""",
    Field.PLACE: """dia diem|dia diem lam viec|noi lam viec|dia chi|dia chi lam viec|khu vuc
        |khu vuc lam viec|tinh|thanh pho|tinh thanh|tinh thanh pho|location|work location|workplace
        |khu vuc tuyen dung|lam viec tai|dia diem tuyen dung|noi lam viec tai|tai|address
        |place of work|dia chi cong ty|khu vuc tuyen|noi tuyen dung|dc|dia diem lam viec tai
        |van phong lam viec|job location|working location|noi cong tac|khu vuc hoat dong""",
    Field.COMPANY: """cong ty|ten cong ty|company|don vi|don vi tuyen dung|nha tuyen dung|employer
        |doanh nghiep|ten doanh nghiep|ve cong ty|co quan|gioi thieu cong ty|tru so|tru so chinh""",
    Field.OTHER: """cap bac|hinh thuc|hinh thuc lam viec|gioi tinh|do tuoi|tuoi|nganh nghe|nganh
        |linh vuc|mo ta|mo ta cong viec|yeu cau|yeu cau cong viec|yeu cau ung vien|quyen loi
        |phuc loi|che do|han nop|han nop ho so|ngay het han|thoi gian|thoi gian lam viec|benefits
        |thoi gian thu viec|lien he|ghi chu|email|website|dien thoai|quy mo|loai hinh|phu cap
        |thuong|tro cap|ho tro|ky nang|chuyen mon|chuyen nganh|noi dung|nhiem vu|requirements
        |job description|description|level|industry|gender|age|deadline|ho so|ngay dang|uu tien
        |ca lam viec|gio lam viec|ngoai ngu|tieng anh|ngoai hinh|suc khoe|hop dong|bao hiem
        |quyen loi duoc huong|thoi han|mo ta chi tiet|yeu cau khac|nguoi lien he|hotline|zalo
        |tang luong|xet tang luong|tra luong|bang luong|luong thang 13|xet luong
        |muc thuong|hoa hong|luu y|do tuoi tu|loai cong viec|che do phuc loi|skills|chi tiet""",
}
_LABELS = {
    words.strip(): field for field, group in _LABEL_WORDS.items() for words in group.split("|")
}
_FIRST_WORDS = frozenset(words.split()[0] for words in _LABELS)
_LONGEST_LABEL = max(len(words.split()) for words in _LABELS)

_REACH_OF_LABEL = 70  # characters before a colon in which its label is sought
_BRACKETS = re.compile(r"\([^()\n]{0,40}\)[ ]*$")
_PHRASE_ENDS = "\n.;:|"
_WORD = re.compile(r"[a-z]+")
_BULLET = re.compile(r"[^\w$¥<>≥≤]*(?:(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)/][ ]*(?!\d))?[^\w$¥<>≥≤]*")
_VALUE_END = re.compile(r"[\n|]|;[ ]|[ ]{3,}|(?<=[^\d\s])[.;,][ ]?-(?=[ \w])")


class Grade:
    """How surely a value belongs to its label."""

    AFTER_COLON = 3
    NEXT_LINE = 2
    SAME_LINE = 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value found under a label; positions in the folded text."""

    field: Field
    label_start: int
    start: int
    end: int
    grade: int


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line, or part of one between ";" or "|", without its bullet."""

    start: int
    end: int


class Posting:
    """A posting text prepared for reading."""

    __slots__ = ("_origins", "folded", "has_marks", "labelled", "lines", "marked")

    def __init__(self, text: str) -> None:
        readable, self._origins = _readable(text[:LONGEST_READ])
        self.marked = readable.translate(_LOWER)
        self.folded = self.marked.translate(_FOLD)
        self.has_marks = self.folded != self.marked
        self.lines = _lines(self.folded)
        self.labelled = tuple(_labelled(self.folded, self.marked, self.lines))

    def under(self, field: Field) -> list[Labelled]:
        """Return the values under labels of this field, the surest first, else in text order."""
        found = [value for value in self.labelled if value.field is field]
        return sorted(found, key=lambda value: -value.grade)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded text stands in the text as it was given."""
        if self._origins is None:
            return start, end
        return self._origins[start], self._origins[end]

    def line_at(self, position: int) -> Line:
        """Return the line that holds the position (an empty line there is of length 0)."""
        index = bisect_right(self.lines, position, key=lambda line: line.start) - 1
        return self.lines[index] if index >= 0 else Line(position, position)


def _readable(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Return the text with entities, tags and loose marks resolved, and each letter's old place.

    The places are None when nothing had to be resolved, which is the usual case.
    """
    if not _SLOW.search(text):
        return text, None
    bare, places = _rewrite(text, tuple(range(len(text) + 1)), _MARKUP, _without_markup)
    return _rewrite(bare, places, _LETTER, lambda letter: unicodedata.normalize("NFKC", letter))


def _rewrite(
    text: str, places: tuple[int, ...], pattern: re.Pattern[str], rule: Callable[[str], str]
) -> tuple[str, tuple[int, ...]]:
    """Replace every piece of a text and carry along where each letter stood at first."""
    written: list[str] = []
    kept: list[int] = []
    for piece in pattern.finditer(text):
        replaced = rule(piece[0])
        written.append(replaced)
        kept.extend([places[piece.start()]] * len(replaced))
    return "".join(written), (*kept, places[-1])


def _without_markup(piece: str) -> str:
    if len(piece) == 1:
        return piece
    return "\n" if piece[0] == "<" else html.unescape(piece)


class _PerLetter(dict[int, str]):
    """A translation table that fills itself: one letter in, one letter out."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        letter = self[code] = self._rule(chr(code))
        return letter


_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


def _lower(letter: str) -> str:
    if letter in "\n\r\v\f\x85\u2028\u2029":
        return "\n"
    if letter in _DASHES:
        return "-"
    lower = letter.lower()
    return lower if len(lower) == 1 and lower.isprintable() else " "


def _without_marks(letter: str) -> str:
    if letter == "đ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


_LOWER = _PerLetter(_lower)
_FOLD = _PerLetter(_without_marks)


def _lines(folded: str) -> tuple[Line, ...]:
    lines = []
    for match in re.finditer(r"[^\n|;]+", folded):
        bullet = _BULLET.match(folded, match.start(), match.end())
        start = bullet.end() if bullet else match.start()
        end = match.start() + len(match[0].rstrip())
        if start < end:
            lines.append(Line(start, end))
    return tuple(lines)


def _labelled(folded: str, marked: str, lines: tuple[Line, ...]) -> Iterator[Labelled]:
    """Yield every label with the value that belongs to it, in text order per kind of label."""
    labels = list(_before_colons(folded, marked))
    starts = [label_start for _, label_start, _ in labels]
    for index, (field, label_start, value_start) in enumerate(labels):
        following = starts[index + 1] if index + 1 < len(labels) else len(folded)
        stop = _VALUE_END.search(folded, value_start, following)
        end = stop.start() if stop else following
        if folded[value_start:end].strip(" -*.,"):
            yield Labelled(field, label_start, value_start, end, Grade.AFTER_COLON)
        else:
            yield from _next_line(field, label_start, value_start, lines)
    for index, line in enumerate(lines):
        yield from _at_line_start(folded, marked, line, lines[index + 1 : index + 2])


def _before_colons(folded: str, marked: str) -> Iterator[tuple[Field, int, int]]:
    """Yield (field, start of the label, start of the value) for labels that end in a colon."""
    colon = folded.find(":")
    while colon >= 0:
        reach = max(0, colon - _REACH_OF_LABEL)
        head = _BRACKETS.sub("", folded[reach:colon])
        phrase_start = max(head.rfind(mark) for mark in _PHRASE_ENDS) + 1
        words = list(_WORD.finditer(head, phrase_start))[-_LONGEST_LABEL:]
        for index, first in enumerate(words):
            field = _LABELS.get(" ".join(word[0] for word in words[index:]))
            if field is not None:
                start = reach + first.start()
                if not (field is Field.SALARY and "lượng" in marked[start:colon]):
                    yield field, start, colon + 1
                break
        colon = folded.find(":", colon + 1)


def _at_line_start(
    folded: str, marked: str, line: Line, following: tuple[Line, ...]
) -> Iterator[Labelled]:
    """Yield the value of a line that begins with a label without a colon, or of the next line."""
    first = _WORD.match(folded, line.start)
    if first is None or first[0] not in _FIRST_WORDS:
        return
    words = list(_WORD.finditer(folded[line.start : min(line.end, line.start + _REACH_OF_LABEL)]))
    for count in range(min(_LONGEST_LABEL, len(words)), 0, -1):
        field = _LABELS.get(" ".join(word[0] for word in words[:count]))
        if field is None:
            continue
        end_of_label = line.start + words[count - 1].end()
        rest = folded[end_of_label : line.end].strip(" -*.,")
        if rest.startswith(":"):
            return
        if field is Field.SALARY and "lượng" in marked[line.start : end_of_label]:
            return
        if rest:
            yield Labelled(field, line.start, end_of_label, line.end, Grade.SAME_LINE)
        else:
            for value in following:
                yield Labelled(field, line.start, value.start, value.end, Grade.NEXT_LINE)
        return


def _next_line(
    field: Field, label_start: int, after: int, lines: tuple[Line, ...]
) -> Iterator[Labelled]:
    """Yield the line below a label that ends its own line."""
    index = bisect_right(lines, after, key=lambda line: line.start)
    for line in lines[index : index + 1]:
        yield Labelled(field, label_start, line.start, line.end, Grade.NEXT_LINE)
