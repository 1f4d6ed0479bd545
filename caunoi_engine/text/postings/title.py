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
_EMPLOYER = re.compile(
    r"(?:cong ty|cty|tap doan|ngan hang|doanh nghiep|ho kinh doanh|hop tac xa)\b"
)
_HIRES = re.compile(
    r"\b(?:can tuyen|tuyen dung|tuyen gap|tuyen)(?: dung| gap| vi tri)*:? (?=[a-z0-9])"
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
        text = posting.folded[line.start : line.end]
        if _HEADING.match(text) or _is_another_field(posting, line):
            continue
        hires = _HIRES.search(text)
        if not _EMPLOYER.match(text):
            return _title(posting, line.start, line.end)
        if hires is not None:
            return _title(posting, line.start + hires.end(), line.end)
    return Found("", 0, 0)


def _is_another_field(posting: Posting, line: Line) -> bool:
    """Say whether the line is a label, or the value of one, that is not about the title."""
    return any(
        value.label_start == line.start or value.start <= line.start < value.end
        for value in posting.labelled
        if value.field is not Field.TITLE
        and (value.grade != Grade.SAME_LINE or value.field in _NEVER_BEGIN_A_TITLE)
    )


def _title(posting: Posting, start: int, end: int) -> Found[str]:
    """Cut the title where the next label begins on the same line."""
    for value in posting.labelled:
        if value.grade == Grade.AFTER_COLON and start < value.label_start < end:
            end = value.label_start
    sentence = _FIRST_SENTENCE.match(posting.folded, start, end)
    end = min(sentence.end() if sentence else end, start + _LONGEST_TITLE)
    written = posting.marked[start:end]
    blank = len(written) - len(written.lstrip())
    return Found(written.strip(), start + blank, start + blank + len(written.strip()))
