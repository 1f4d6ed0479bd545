"""Checks in the words and figures the pages show."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse

from caunoi.intake.choices.population import FIELDS, NO_ANSWER, Outcome
from caunoi.intake.models.population import Check, CheckAnswer
from caunoi.intake.queries.population import Line, Progress
from caunoi.people.choices import Verification
from caunoi.people.models import Person
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Event, Link, Pair

PROGRESS: Final = [
    Column("Xã, phường"),
    Column("Người", figures=True),
    Column("Khớp", figures=True),
    Column("Có chỗ khác", figures=True),
    Column("Không tìm thấy", figures=True),
    Column("Chưa đối chiếu", figures=True),
    Column("Chưa có số", figures=True),
]
ANSWERS: Final = [
    Column("Họ và tên"),
    Column("Nơi ở"),
    Column("Chỗ khác"),
    Column("Trả lời lúc"),
    Column("Cán bộ hỏi"),
]
SIDES: Final = [Column("Mục"), Column("Hồ sơ của ta"), Column("CSDL dân cư"), Column("Kết quả")]
BADGES: Final[dict[str, Badge]] = {
    Verification.NOT_YET: Badge("info", "clock", "Chưa đối chiếu"),
    Verification.MATCH: Badge("good", "check", "Khớp CSDL dân cư"),
    Verification.MISMATCH: Badge("warn", "edit", "Có chỗ khác"),
    Verification.NOT_FOUND: Badge("bad", "close", "Không tìm thấy"),
}
SAME, OTHER = Badge("good", "check", "Giống"), Badge("warn", "edit", "Khác")
NOT_SAID: Final = "không cho biết"


def tabs(current: str, *, kind: str) -> list[Link]:
    """The three pages of checks."""
    listed = reverse("intake:differences")
    return [
        Link("Tiến độ", reverse("intake:population"), current == "progress"),
        Link("Có chỗ khác", listed, current == Outcome.MISMATCH),
        Link("Không tìm thấy", f"{listed}?{kind}", current == Outcome.NOT_FOUND),
    ]


def line(state: Line) -> dict[str, Any]:
    """Whether the database answers, as a notice."""
    if not state.connected:
        return {
            "kind": "warn",
            "words": "Chưa nối với CSDL quốc gia về dân cư. Quầy vẫn làm việc như thường; "
            "hồ sơ ghi «Chưa đối chiếu» cho tới khi quản trị nối.",
        }
    if state.pause_until is not None:
        why = NO_ANSWER.get(state.reason, "CSDL dân cư không trả lời.")
        return {
            "kind": "warn",
            "words": f"{why} Tự hỏi lại lúc {formats.moment(state.pause_until)}.",
        }
    words = (
        f"Đang nối. Hôm nay đã hỏi {formats.number(state.used)} trên "
        f"{formats.number(state.daily)} lượt."
    )
    if state.nightly_refusal:
        return {"kind": "warn", "words": f"{words} Ban đêm không tự hỏi: {state.nightly_refusal}"}
    assert state.nightly_by is not None  # noqa: S101  no refusal means there is one
    words += f" Ban đêm tự hỏi người chưa đối chiếu, {state.nightly_by.full_name} chịu trách nhiệm."
    if state.changes is not None and state.changes.read_at is not None:
        words += (
            f" Thay đổi của CSDL dân cư đã đọc lúc {formats.moment(state.changes.read_at)}: "
            f"{formats.number(state.changes.people)} người được đối chiếu lại trước."
        )
    return {"kind": "info", "words": words}


def sums(found: Sequence[Progress]) -> list[Pair]:
    """All communes of the page together."""
    people = sum(each.people for each in found)
    matched = sum(each.matched for each in found)
    share = f"{formats.number(matched * 100 // people)}%" if people else ""
    return [
        Pair("Người trong sổ", formats.number(people)),
        Pair("Khớp", formats.number(matched), note=share),
        Pair("Có chỗ khác", formats.number(sum(each.differing for each in found))),
        Pair("Không tìm thấy", formats.number(sum(each.not_found for each in found))),
        Pair("Chưa đối chiếu", formats.number(sum(each.waiting for each in found))),
        Pair("Chưa có số định danh", formats.number(sum(each.without_number for each in found))),
    ]


def progress_row(each: Progress) -> list[Any]:
    """One commune."""
    figures = (
        each.people, each.matched, each.differing, each.not_found, each.waiting,
        each.without_number,
    )  # fmt: skip
    return [each.place.name, *map(formats.number, figures)]


def answer_row(answer: CheckAnswer) -> list[Any]:
    """One person of the list."""
    person = answer.check_asked.person
    return [
        Link(person.full_name, reverse("intake:difference", args=[answer.public_id])),
        person.place_name or "chưa ghi",
        differing(answer),
        formats.moment(answer.at),
        answer.check_asked.by.full_name,
    ]


def differing(answer: CheckAnswer) -> str:
    """The fields that differ, in words."""
    if answer.outcome == Outcome.NOT_FOUND:
        return "Không có số này"
    return ", ".join(FIELDS[name].lower() for name in FIELDS if name in answer.fields)


def sides(answer: CheckAnswer) -> list[list[Any]]:
    """Our values and theirs, field by field; the identity number masked."""
    person, theirs = answer.check_asked.person, answer.theirs
    ours = {
        "name": person.full_name,
        "born": birth(person),
        "number": formats.masked(person.identity_number or ""),
    }
    rows = []
    for name, label in FIELDS.items():
        if answer.outcome == Outcome.NOT_FOUND:
            rows.append([label, ours[name], "không tìm thấy", OTHER])
        elif name in answer.fields:
            rows.append([label, ours[name], _theirs(name, theirs.get(name)), OTHER])
        else:
            rows.append([label, ours[name], ours[name], SAME])
    return rows


def _theirs(name: str, value: Any) -> str:
    if not value:
        return NOT_SAID
    if name == "number":
        return formats.masked(str(value))
    if name == "born":
        return f"năm {value}" if isinstance(value, int) else formats.day(date.fromisoformat(value))
    return str(value)


def birth(person: Person) -> str:
    """Day of birth as it is known."""
    if person.birth_date is None:
        return "chưa ghi"
    if person.birth_year_only:
        return f"năm {person.birth_date.year}"
    return formats.day(person.birth_date)


def check_facts(answer: CheckAnswer) -> list[Pair]:
    """When, by whom, for what and where it was asked."""
    check = answer.check_asked
    return [
        Pair("Trả lời lúc", formats.moment(answer.at)),
        Pair("Nguồn", answer.source),
        Pair("Cán bộ hỏi", check.by.full_name, note=f"mã {check.officer_code}"),
        Pair("Thủ tục", check.get_procedure_display(), note=check.procedure_code),
        Pair("Mã yêu cầu", check.request_id),
    ]


def person_badge(person: Person) -> Badge:
    """How the person stands."""
    return BADGES[person.verification]


def check_event(check: Check) -> Event:
    """One question in the history of a person."""
    by = f"{check.by.full_name}, {check.get_procedure_display().lower()}"
    answer = getattr(check, "answer", None)
    if answer is None:
        why = NO_ANSWER.get(check.no_answer, "")
        return Event(
            formats.moment(check.asked_at), "Đang chờ trả lời", f"{by}. {why}".strip(), "now"
        )
    words = answer.get_outcome_display()
    if answer.outcome == Outcome.MISMATCH:
        words = f"{words}: {differing(answer)}"
    ruling = getattr(answer, "ruling", None)
    detail = f"{by}. Nguồn: {answer.source}."
    if ruling is not None:
        detail += f" {ruling.get_decision_display()} ({ruling.by.full_name}). {ruling.reason}"
    return Event(formats.moment(answer.at), words, detail.strip(), "done")


def number_told(person: Person, checks: Sequence[Check]) -> tuple[CheckAnswer, str] | None:
    """The answer that gave a number to somebody who has none, and the number, masked."""
    newest = next((each.answer for each in checks if hasattr(each, "answer")), None)
    if newest is None or newest.outcome != Outcome.MATCH or person.identity_digest is not None:
        return None
    number = newest.theirs.get("number")
    return (newest, formats.masked(number)) if number else None


def open_difference(checks: Sequence[Check]) -> CheckAnswer | None:
    """The newest answer, if it differs and nobody has decided."""
    newest = next((each.answer for each in checks if hasattr(each, "answer")), None)
    if newest is None or newest.outcome == Outcome.MATCH or hasattr(newest, "ruling"):
        return None
    return newest
