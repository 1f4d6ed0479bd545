"""The lowest schooling that a posting accepts."""

import re
from collections.abc import Iterator
from enum import StrEnum

from caunoi_engine.text.postings.found import Candidate, Found, surest
from caunoi_engine.text.postings.layout import Field, Grade, Labelled, Posting


class Education(StrEnum):
    """Schooling as postings state it, from none to a university degree or more."""

    NOT_REQUIRED = "khong_yeu_cau"
    HIGH_SCHOOL = "thpt"
    SECONDARY = "trung_cap"
    COLLEGE = "cao_dang"
    UNIVERSITY = "dai_hoc"

    @property
    def rank(self) -> int:
        """Return 0 for no requirement up to 4 for a university degree."""
        return list(Education).index(self)


# What sentences call a level, each group named after its ``Education``.
# A vocational certificate ("sơ cấp", "chứng chỉ nghề") lies between high school and "trung cấp":
# of the five levels, high school is the highest it surely asks for.
# Every alternative begins with a letter, which lets the search pass over most words at once.
_LEVEL = re.compile(
    r"\b(?:(?P<NOT_REQUIRED>k(?:hong|o|hg) (?:yeu cau|can|phan biet|doi hoi|bat buoc)"
    r"(?: (?:ve|phai|co|can))* (?:bang|trinh do(?! (?:tieng|ngoai ngu|tin hoc))"
    r"|hoc van)(?: cap)?|thcs\b|trung hoc co so|0?9/12\b|cap (?:2|ii)\b|lop 9\b"
    r"|biet doc,? ?(?:biet )?viet)"
    r"|(?P<HIGH_SCHOOL>thpt\b|ptth\b|trung hoc pho thong|pho thong trung hoc|1[02]/12\b"
    r"|cap (?:3|iii)\b|lop 12\b|high ?school|so cap nghe)"
    r"|(?P<SECONDARY>trung cap|truong nghe|tc\b(?<=tot nghiep tc)"
    r"|tc(?=[ ]?[,/&-][ ]?(?:cd|cao dang|dh))|thcn\b|tccn\b|trung hoc chuyen nghiep|vocational"
    r"|intermediate degree)"
    r"|(?P<COLLEGE>cao dang|college|associate.{0,2} degree"
    r"|cd(?<!ci/cd)(?<!ci cd)(?<!ci-cd)(?<!/ cd)\b(?=[ ]?[,/&-][ ]?(?:dh|dai))"
    r"|cd(?=[ ]?(?:tro len|chuyen nganh|nganh|nghe))|cd\b(?:(?<=tot nghiep cd)"
    r"|(?<=tot nghiep tu cd)|(?<=dh/cd)|(?<=dh, cd)))"
    r"|(?P<UNIVERSITY>dai hoc|cu nhan|bachelor|universit(?:y|ies)|thac s[iy]\b|tien s[iy]\b"
    r"|master(?:.s|s)? degree|master's\b|phd\b|mba\b|sau dai hoc|undergraduate"
    r"|engineering degree|bang ky su|tot nghiep (?:loai )?ky su"
    r"|degree (?:in\b|or (?:above|higher))|dh\b(?:(?<=tot nghiep dh)|(?<=truong dh)|(?<=/dh)"
    r"|(?<=/ dh)|(?<=, dh))|dh(?=[ ]?[,/&-][ ]?c|[ ]?(?:tro len|chuyen nganh|nganh|chinh quy))))"
)
# Words that name a level only where a level is expected, under a label of the field.
_IN_A_FIELD = re.compile(
    r"(?P<NOT_REQUIRED>khong|ko\b|lao dong pho thong|ldpt|mien|bat ky|tat ca|bang cap khong)"
    r"|(?P<HIGH_SCHOOL>trung hoc|pho thong|chung chi|so cap|12)"
    r"|(?P<SECONDARY>\btc\b|nghe\b)"
    r"|(?P<COLLEGE>\bcd\b)"
    r"|(?P<UNIVERSITY>\bdh\b|ky su|master|degree)"
)
# Near a level these make it a demand; just before it the next ones make it a school or a pupil.
_ASKED = re.compile(
    r"tot nghie[pm]|trinh do|bang|hoc van|graduat|degree|tro len|toi thieu|it nhat|yeu cau"
    r"|chuyen nganh|qualif|education|major|diploma|chinh quy|hoan thanh|da hoc|co bang|or higher"
    r"|at least|khoi nganh"
)
_A_SCHOOL = re.compile(
    r"(?:\btruong|cac truong|giang vien|giao vien|hoc sinh|hs|sinh vien|sv|tuyen sinh"
    r"|thi (?:vao|dau)?|on thi|du hoc|chuong trinh|dao tao|he thong|doi tac|cap bac|hoc bong"
    r"|giao trinh|he|phu huynh|day|hoc vien|khoa|lien ket|bo mon|khach hang|nganh hoc|luyen thi"
    r"|cua)[ ]*(?:cac |mon |cap |bac |o |tai |khoi |tu |la |he )*$"
)
_IS_STUDYING = re.compile(
    r"sinh vien[^.;\n]{0,40}$|dang (?:hoc|theo hoc)[^.;\n]{0,30}$|student[^.;\n]{0,30}$"
)
_PREFERRED = re.compile(r"uu tien|preferred|loi the|advantage|a plus|khuyen khich|diem cong")
_CLAUSE = re.compile(r"[\n|;•*]|\.[ ]|\.-|[?!]")
_GRADUATED = re.compile(r"tot nghie[pm]|\bbang\b|graduat")
_SCHOOLING = re.compile(r"tot nghie[pm]|\bbang\b|trinh do|hoc|van hoa|\btu\b|yeu cau")
_GENERAL = re.compile(r"van hoa|pho thong")
_ENDS_A_LIST = re.compile(r"[\n|;•*?!]|\.[ ]|\.-|uu tien|preferred")
_REACH = 80
_LONGEST_FIELD = 60
_LONGEST_GAP = 30  # letters between two levels of one list: "Trung cấp, Cao đẳng hoặc Đại học"

_LABELLED, _LABELLED_SCHOOLING, _ASKED_FOR, _NAMED, _WISHED = 100, 90, 60, 40, 20


def read_education(posting: Posting) -> Found[Education] | None:
    """Return the lowest schooling accepted, None when the posting states none."""
    candidates = [*_labelled(posting), *_spoken(posting)]
    return surest(candidates)


def _labelled(posting: Posting) -> Iterator[Candidate[Education]]:
    for value in posting.under(Field.EDUCATION):
        if value.grade == Grade.SAME_LINE:
            continue
        sentence_end = _CLAUSE.search(posting.folded, value.start, value.end)
        end = sentence_end.start() if sentence_end else value.end
        found = list(_LEVEL.finditer(posting.folded, value.start, end))
        if not found and end - value.start <= _LONGEST_FIELD:
            found = list(_IN_A_FIELD.finditer(posting.folded, value.start, end))
        if not found:
            found = list(_LEVEL.finditer(posting.folded, end, value.end))
        for levels in _lists(posting, found)[:1]:
            if levels[0].start() - value.start <= _LONGEST_FIELD:
                yield _lowest(_grade_of_label(posting, value), levels)


def _spoken(posting: Posting) -> Iterator[Candidate[Education]]:
    """Yield the levels that sentences ask for."""
    for levels in _lists(posting, list(_LEVEL.finditer(posting.folded))):
        grade = _grade(posting, levels[0])
        if grade is not None:
            yield _lowest(grade, levels)


def _lists(posting: Posting, found: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Group levels that stand in one enumeration: "Trung cấp, Cao đẳng hoặc Đại học"."""
    lists: list[list[re.Match[str]]] = []
    for level in found:
        if lists:
            between = posting.folded[lists[-1][-1].end() : level.start()]
            if len(between) <= _LONGEST_GAP and not _ENDS_A_LIST.search(between):
                lists[-1].append(level)
                continue
        lists.append([level])
    return lists


def _lowest(grade: int, levels: list[re.Match[str]]) -> Candidate[Education]:
    accepted = min((Education[level.lastgroup or ""] for level in levels), key=lambda one: one.rank)
    return Candidate(grade, accepted, levels[0].start(), levels[-1].end())


def _grade_of_label(posting: Posting, value: Labelled) -> int:
    """General schooling ("trình độ văn hóa") yields to a label about qualifications."""
    label = posting.folded[value.label_start : value.start]
    return _LABELLED_SCHOOLING if _GENERAL.search(label) else _LABELLED


def _grade(posting: Posting, level: re.Match[str]) -> int | None:
    """Return how surely a level is asked for, None when a school or a student is spoken of."""
    before = posting.folded[max(0, level.start() - _REACH) : level.start()]
    before = _CLAUSE.split(before)[-1]
    after = _CLAUSE.split(posting.folded[level.end() : level.end() + _REACH])[0]
    if level[0].startswith("k"):
        return _ASKED_FOR
    if level[0].startswith("cap ") and not _SCHOOLING.search(before):
        return None  # "cấp 3" may be the third level of anything
    of_school = _A_SCHOOL.search(before) or _IS_STUDYING.search(before)
    if of_school and not _GRADUATED.search(before):
        return None
    if _PREFERRED.search(before):
        return _WISHED
    asked = _ASKED.search(before) or _ASKED.search(after) or not before.strip(" -+")
    return _ASKED_FOR if asked else _NAMED
