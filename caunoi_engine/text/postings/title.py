"""Which stretch of a posting names the job: the text that is given to the occupation coder."""

import re

from caunoi_engine.text.postings.layout import Field, Found, Grade, Posting

_LONGEST_TITLE = 160  # characters
_REACH_OF_LABEL = 600  # a label "Vị trí:" further down names something else
_LINES_TRIED = 6

_HEADING = re.compile(
    r"(?:thong bao |tin )?(?:can )?(?:tuyen|tuyen dung|tuyen gap|hot|urgent|viec lam)(?: dung)?(?: gap)?\W*$"
)
_EMPLOYER = re.compile(r"(?:cong ty|cty|tap doan|ngan hang|doanh nghiep|ho kinh doanh|hop tac xa)\b")
_HIRES = re.compile(r"\b(?:can tuyen|tuyen dung|tuyen gap|tuyen)(?: dung| gap| vi tri)*:? (?=[a-z0-9])")


def find_title(posting: Posting) -> Found[str]:
    """Return the job title as written, "" when the posting has no line that could be one."""
    for labelled in posting.under(Field.TITLE):
        if labelled.grade != Grade.SAME_LINE and labelled.label_start < _REACH_OF_LABEL:
            return _title(posting, labelled.start, labelled.end)
    taken = [value for value in posting.labelled if value.field is not Field.TITLE]
    for line in posting.lines[:_LINES_TRIED]:
        text = posting.folded[line.start : line.end]
        if _HEADING.match(text) or any(
            value.label_start == line.start or value.start <= line.start < value.end
            for value in taken
            if value.grade != Grade.SAME_LINE
        ):
            continue
        hires = _HIRES.search(text)
        if _EMPLOYER.match(text):
            if hires is None:
                continue
            return _title(posting, line.start + hires.end(), line.end)
        return _title(posting, line.start, line.end)
    return Found("", 0, 0)


def _title(posting: Posting, start: int, end: int) -> Found[str]:
    """Cut the title where the next label begins on the same line."""
    for value in posting.labelled:
        if value.grade == Grade.AFTER_COLON and start < value.label_start < end:
            end = value.label_start
    end = min(end, start + _LONGEST_TITLE)
    written = posting.marked[start:end]
    blank = len(written) - len(written.lstrip())
    return Found(written.strip(), start + blank, start + blank + len(written.strip()))
