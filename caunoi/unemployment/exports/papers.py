"""The forms of Decree 374/2025 as PDF and as Word files, both from one description.

What a form says is law (`caunoi_rules.forms`); what is filled in comes as plain facts, which
`queries.papers` reads from the snapshot of a decision. Nothing is computed here.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any, Final

from caunoi.unemployment.exports import word
from caunoi.unemployment.queries.letterheads import letterhead
from caunoi_engine.text.number_words import in_words
from caunoi_kit.office import pdf
from caunoi_kit.ui import formats
from caunoi_rules.forms import form as form_of
from caunoi_rules.forms.text import Missing, fill, wording
from caunoi_rules.reports import report_lines

TEMPLATE: Final = "unemployment/paper.typ"
OPEN_DAY: Final = "ngày … tháng … năm ……"
NO_NUMBER: Final = "……………"
HINTS: Final = {
    "centre": "(Ký, đóng dấu và ghi rõ họ tên)",
    "department": "(Ký, đóng dấu và ghi rõ họ tên)",
    "insurance": "(Ký, đóng dấu và ghi rõ họ tên)",
    "firm": "(Ký, đóng dấu và ghi rõ họ tên)",
    "nation": "(Ký, ghi rõ họ tên)",
}
BY_HAND: Final = "(Ký và ghi rõ họ tên)"
DRAFT: Final = "DỰ THẢO"
REPORTS: Final = ("N374-M34", "N374-M35")
FACTS: Final = {
    "amount": "số tiền",
    "asked_on": "ngày đề nghị",
    "born": "ngày sinh",
    "course_end": "ngày kết thúc khoá học",
    "course_start": "ngày bắt đầu khoá học",
    "end": "ngày hết hưởng",
    "ended_on": "ngày chấm dứt hợp đồng",
    "filed_on": "ngày nộp hồ sơ",
    "firm": "tên đơn vị",
    "from_day": "ngày bắt đầu áp dụng",
    "grant_number": "số quyết định hưởng",
    "grant_on": "ngày quyết định hưởng",
    "identity": "số định danh cá nhân",
    "left_months": "số tháng còn lại",
    "letter_on": "ngày của giấy giới thiệu",
    "meal": "mức tiền ăn",
    "missed": "tháng không thông báo",
    "months": "số tháng hưởng",
    "name": "họ tên",
    "notified": "tháng đã thông báo lại",
    "other_centre": "trung tâm nơi đi hoặc nơi đến",
    "paid": "số tiền đã nhận",
    "paid_months": "số tháng đã nhận",
    "reason": "lý do",
    "received_on": "ngày nhận hồ sơ",
    "report_paper": "báo cáo hoặc thông báo làm căn cứ",
    "reserved_months": "số tháng bảo lưu",
    "result_days": "ngày hẹn trả kết quả",
    "school": "cơ sở đào tạo",
    "start": "ngày bắt đầu hưởng",
    "suspended_from": "ngày tạm dừng",
    "suspended_months": "số tháng tạm dừng",
    "to_commune": "xã nơi đến",
    "to_province": "tỉnh nơi đến",
    "total": "tổng số tiền",
    "total_months": "số tháng đóng",
    "unpaid": "số tiền chưa nhận",
    "unpaid_months": "số tháng chưa nhận tiền",
    "used_from": "ngày bắt đầu đã hưởng",
    "used_months": "số tháng đã hưởng",
    "used_to": "ngày cuối đã hưởng",
    "valid_until": "ngày hết giá trị",
    "workers": "số người lao động",
}
"""Names of facts as a refusal says them."""


class CannotPrint(Exception):
    """A paper lacks something it may not leave without; says what, in Vietnamese."""


def paper(form: str, facts: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """A paper as plain data, the same for PDF and Word. No facts give a blank form.

    `facts` are named as the slots of the form (docs/forms.md); besides: number, signed (False for
    a draft), signer, signer_title. `on` is the day on the paper and of the letterhead. Raises
    CannotPrint, and NoForm for an unknown code.
    """
    return _paper(form, facts, on=on, blank=not facts)


def _paper(form: str, facts: Mapping[str, Any], *, on: date, blank: bool) -> dict[str, Any]:
    known, words = form_of(form), wording(form)
    told = {**letterhead(on), "signed_on": on, "number": NO_NUMBER, **facts}
    if not blank:
        told.setdefault("grant_department", told["department_full"])
    try:
        head, blocks = fill(words, told, write)
    except Missing as lack:
        names = ", ".join(FACTS.get(name, name) for name in lack.names)
        raise CannotPrint(
            f"Chưa in được {known.title} (Mẫu số {known.number}): còn thiếu {names}. "
            "Mở hồ sơ, bổ sung rồi in lại."
        ) from lack
    by = head["head"]
    return {
        "form": form,
        "title": known.title,
        "mark": _mark(known.number, by, facts, blank=blank),
        "letterhead": _letterhead(head, told, blank=blank, on=on),
        "name": head.get("title", ""),
        "about": head.get("about", ""),
        "authority": f"GIÁM ĐỐC {told['department_full'].upper()}" if "authority" in head else "",
        "blocks": [asdict(block) for block in blocks],
        "closing": _closing(head, told, blank=blank, on=on),
        "copies": ["(Bản lưu)", ""] if head.get("copies") == "2" else [""],
        "landscape": "landscape" in head or "copies" in head,
        "small": "landscape" in head or "copies" in head,
    }


def as_pdf(form: str, facts: Mapping[str, Any], *, on: date) -> bytes:
    """The paper as PDF/A-2b dated `on`. Raises as `paper`."""
    return pdf.render(TEMPLATE, paper(form, facts, on=on), dated=on)


def as_docx(form: str, facts: Mapping[str, Any], *, on: date) -> bytes:
    """The same paper as a Word file, to be finished by hand where a sentence is needed."""
    return word.write(paper(form, facts, on=on))


@lru_cache(maxsize=2 * 35)
def blank(form: str, kind: str, *, on: date) -> bytes:
    """A form without facts as "pdf" or "docx": anybody may ask, so it is made once a day."""
    facts = {"lines": _titles(form)} if form in REPORTS else {}
    if kind == "pdf":
        return pdf.render(TEMPLATE, _paper(form, facts, on=on, blank=True), dated=on)
    return word.write(_paper(form, facts, on=on, blank=True))


def write(value: Any, kind: str) -> str:
    """A fact as papers write it. Days may come as dates or as ISO text out of a snapshot."""
    if kind in ("day", "long"):
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return formats.official_day(day) if kind == "long" else formats.day(day)
    if kind == "money":
        return formats.number(value)
    if kind == "words":
        words = in_words(value)
        return f"{words[0].upper()}{words[1:]} đồng"
    return f"{value:02d}" if kind == "count" and isinstance(value, int) else str(value)


def _titles(form: str) -> list[list[str]]:
    """The lines of a report without figures."""
    return [
        [line.tt, f"- {line.words}" if line.part else line.words, "", ""]
        for line in report_lines(form)
    ]


def _mark(number: str, by: str, facts: Mapping[str, Any], *, blank: bool) -> str:
    """Forms carry their number in the corner; a paper that an office issued does not."""
    if facts.get("signed") is False:
        return DRAFT
    issued = not blank and by in ("centre", "department", "insurance")
    return "" if issued else f"Mẫu số {number}"


def _letterhead(
    head: Mapping[str, str], told: Mapping[str, Any], *, blank: bool, on: date
) -> dict[str, str]:
    by = head["head"]
    parents = {
        "department": (f"Uỷ ban nhân dân {told['province']}", told["department"]),
        "centre": (told["department_full"], told["centre"]),
        "insurance": ("Bảo hiểm xã hội Việt Nam", told["insurance"]),
        "firm": ("", told.get("firm") or "Đơn vị đề nghị hỗ trợ"),
        "nation": ("", ""),
    }
    parent, unit = parents[by]
    return {
        "parent": parent,
        "unit": unit,
        "number": str(told["number"]) if "numbered" in head else "",
        "regarding": head.get("regarding", ""),
        "place_day": "" if by == "nation" else _place_day(told, blank=blank, on=on),
    }


def _closing(
    head: Mapping[str, str], told: Mapping[str, Any], *, blank: bool, on: date
) -> dict[str, Any]:
    by = head["head"]
    receivers = [one for one in head.get("receivers", "").split("; ") if one]
    signer = "" if blank else str(told.get("signer", ""))
    first = head.get("sign_first", "")
    applicant = "" if blank else str(told.get("name", ""))
    return {
        "receivers": receivers,
        "place_day": _place_day(told, blank=blank, on=on)
        if by == "nation" and "undated" not in head
        else "",
        "title": told.get("signer_title") or head["sign"],
        "hint": head.get("hint") or (BY_HAND if first else HINTS[by]),
        "name": applicant if by == "nation" else signer,
        "first": first,
        "first_name": applicant if first else "",
    }


def _place_day(told: Mapping[str, Any], *, blank: bool, on: date) -> str:
    unsigned = blank or told.get("signed") is False
    place = told["place"] or "…………"
    return f"{place}, {OPEN_DAY if unsigned else formats.official_day(on)}"
