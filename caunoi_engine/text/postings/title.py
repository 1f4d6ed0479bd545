"""Which stretch of a posting names the job: the text that is given to the occupation coder."""

import re

from caunoi_engine.text.postings.found import Found
from caunoi_engine.text.postings.layout import Field, Grade, Line, Posting

_LONGEST_TITLE = 160  # characters
_REACH_OF_LABEL = 600  # a label "Vị trí:" further down names something else
_REACH_OF_CALL = 120  # so does "Tuyển dụng:" below the first lines
_LINES_TRIED = 6
_NEVER_BEGIN_A_TITLE = {Field.SALARY, Field.EXPERIENCE, Field.EDUCATION, Field.QUANTITY}

_NAMES_THE_JOB = re.compile(r"vi tri|chuc danh|tieu de|ten |job|position")
_HEADING = re.compile(
    r"(?:thong bao |tin )?(?:can )?(?:tuyen|hot|urgent|viec lam)(?: dung)?(?: gap)?\W*$"
)
_FIRST_SENTENCE = re.compile(r"[^\n]{5,}?(?=[.;][ ])")
_BEFORE_THE_FIRM = re.compile(
    r"[^\n]{5,}?(?=[ ](?:[-,|@][ ])?(?:tong )?(?:cong ty|cty|ctcp|ngan hang tmcp|tap doan)\b)"
)
_OPENING = "[(."  # a line begins after its bullet; in "[HCM] Kế toán" and ".NET" it is none
_LOOSE_ENDS = " -([{,;:|/"
_A_JOB = re.compile(
    r"nhan vien|chuyen vien|truong|giam doc|thuc tap|tro ly|quan ly|phong|can bo|nhan su|cv\b"
    r"|nv\b"
)
_EMPLOYER = re.compile(
    r"(?:cong ty|cty|tap doan|ngan hang|doanh nghiep|ho kinh doanh|hop tac xa)\b"
)
_HIRES = re.compile(
    r"\b(?P<call>can tuyen|tuyen dung|tuyen gap|tuyen)(?: dung| gap| vi tri)*:? "
    r"(?=[a-z0-9])(?!(?:sinh|dung|nam|nu)\b)"
)


def find_title(posting: Posting) -> Found[str]:
    """Return the job title, "" when the posting has no line that could be one."""
    for labelled in posting.under(Field.TITLE):
        label = posting.folded[labelled.label_start : labelled.start]
        reach = _REACH_OF_LABEL if _NAMES_THE_JOB.match(label) else _REACH_OF_CALL
        begins_line = posting.line_at(labelled.label_start).start == labelled.label_start
        if labelled.grade != Grade.SAME_LINE and labelled.label_start < reach and begins_line:
            return _title(posting, labelled.start, labelled.end)
    for line in posting.lines[:_LINES_TRIED]:
        if _HEADING.match(posting.folded, line.start, line.end) or _is_another_field(posting, line):
            continue
        call = _call(posting, line)
        if call is not None:
            return _title(posting, call, line.end)
        if not _EMPLOYER.match(posting.folded, line.start, line.end):
            return _title(posting, line.start, line.end)
    return Found("", 0, 0)


def _call(posting: Posting, line: Line) -> int | None:
    """Return where the job begins in "Công ty A cần tuyển thợ may", None in other lines."""
    end = min(line.end, line.start + _REACH_OF_CALL)
    hires = _HIRES.search(posting.folded, line.start, end)
    if hires is None or _A_JOB.search(posting.folded, line.start, hires.start()):
        return None
    before = posting.folded[line.start : hires.start()]
    if before and hires["call"] == "tuyen" and not _EMPLOYER.search(before):
        return None  # "Kế toán - chỉ tuyển nữ"
    after_label = any(line.start < value.label_start < hires.end() for value in posting.labelled)
    return None if after_label else hires.end()


def _is_another_field(posting: Posting, line: Line) -> bool:
    """Say whether the line is a label, or the value of one, that is not about the title."""
    return any(
        value.label_start == line.start or value.start <= line.start < value.end
        for value in posting.labelled
        if value.field is not Field.TITLE
        and (value.grade != Grade.SAME_LINE or value.field in _NEVER_BEGIN_A_TITLE)
    )


def _title(posting: Posting, start: int, end: int) -> Found[str]:
    """Cut the title where a label, the firm or a second sentence begins on the same line."""
    for value in posting.labelled:
        if value.grade == Grade.AFTER_COLON and start < value.label_start < end:
            end = value.label_start
    for cut in (_FIRST_SENTENCE, _BEFORE_THE_FIRM):
        first = cut.match(posting.folded, start, end)
        end = first.end() if first else end
    while start and posting.folded[start - 1] in _OPENING:
        start -= 1
    written = posting.marked[start : min(end, start + _LONGEST_TITLE)].rstrip(_LOOSE_ENDS)
    blank = len(written) - len(written.lstrip())
    return Found(written.strip(), start + blank, start + len(written))
