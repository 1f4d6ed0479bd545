"""How forms of figures are said on their pages."""

from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.text import capfirst

from caunoi.accounts.models import User
from caunoi.indicators.choices.figures import SubmissionState
from caunoi.indicators.forms.submissions import FiguresForm
from caunoi.indicators.models import Correction, ReportingForm, ReportingUnit
from caunoi.indicators.queries.entries import entry_words, figure_words, unit_words
from caunoi.indicators.queries.standings import Overview
from caunoi.indicators.queries.submissions import Line, Owed, Period, Sheet, Standing, UnitStanding
from caunoi.indicators.queries.unusual import jump_words
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Link, Pair, State

OWED: Final = [
    Column("Biểu"),
    Column("Kỳ"),
    Column("Tình trạng"),
    Column("Hạn nộp"),
    Column("Đã ghi", figures=True),
]
CORRECTIONS: Final = [
    Column("Chỉ tiêu"),
    Column("Trước", figures=True),
    Column("Sau", figures=True),
    Column("Vì sao"),
    Column("Ai sửa"),
    Column("Lúc"),
]
HANDED_IN: Final[dict[str, tuple[State, str, str]]] = {
    SubmissionState.SENT: ("info", "clock", "Chờ duyệt"),
    SubmissionState.APPROVED: ("good", "check", "Đã duyệt"),
    SubmissionState.LOCKED: ("good", "lock", "Đã khoá"),
}
SOON: Final = 5  # days before the due day


def place_of(form: ReportingForm, unit: ReportingUnit, period: Period) -> dict[str, str]:
    """What the address of a form is made of."""
    return {"form": form.code, "unit": unit.code, "period": period.code}


def sheet_url(owed: Owed | Sheet, page: str = "sheet") -> str:
    where = place_of(owed.form, owed.unit, owed.period)
    return reverse(f"indicators:{page}", kwargs=where)


def badge_of(owed: Owed, on: date) -> Badge:
    """How far a form is, in a drawing and words; while it is owed, how late or how soon due."""
    late = owed.days_late(on)
    if owed.state in HANDED_IN:
        return Badge(*HANDED_IN[owed.state])
    if owed.state == SubmissionState.RETURNED:
        return Badge("bad", "warn", "Trả lại để sửa")
    if late:
        return Badge("bad", "warn", f"Trễ {late} ngày")
    left = (owed.due_on - on).days
    if left <= SOON:
        return Badge("warn", "clock", f"Còn {left} ngày" if left else "Hạn hôm nay")
    return Badge("info", "edit", "Đang nhập" if owed.filled else "Chưa nhập")


def late_words(owed: Owed, on: date) -> str:
    """ "muộn 3 ngày" of what was handed in late, "trễ 3 ngày" of what is owed still."""
    if not (late := owed.days_late(on)):
        return ""
    return f"{'muộn' if owed.is_handed_in else 'trễ'} {formats.number(late)} ngày"


def owed_row(owed: Owed, on: date, *, several: bool) -> list[Any]:
    name = f"{owed.form.name}, {owed.unit.name}" if several else owed.form.name
    return [
        Link(name, sheet_url(owed)),
        capfirst(owed.period.words),
        badge_of(owed, on),
        _and(formats.day(owed.due_on), late_words(owed, on) if owed.is_handed_in else ""),
        f"{formats.number(owed.filled)}/{formats.number(owed.lines)}",
    ]


def owed_row_alone(owed: Owed, on: date) -> list[Any]:
    """A form of the one unit a list is about."""
    return owed_row(owed, on, several=False)


def sheet_badge(found: Sheet, on: date) -> Badge:
    return badge_of(_as_owed(found), on)


def standing_words(found: Sheet, on: date) -> str:
    """Until when, by whom it was handed in, who decided."""
    submission = found.submission
    words = [f"Hạn nộp {formats.day(found.due_on)}"]
    if submission is not None and submission.sent_at and submission.state != SubmissionState.OPEN:
        by = f" ({submission.sent_by.full_name})" if submission.sent_by else ""
        words.append(f"nộp lúc {formats.moment(submission.sent_at)}{by}")
    if submission is not None and submission.decided_at and submission.decided_by:
        verb = "trả lại" if submission.state == SubmissionState.RETURNED else "duyệt"
        who = submission.decided_by.full_name
        words.append(f"{verb} lúc {formats.moment(submission.decided_at)} ({who})")
    return "; ".join(words) + "."


def _as_owed(found: Sheet) -> Owed:
    filled = sum(1 for line in found.lines if line.figure is not None)
    return Owed(
        found.form,
        found.unit,
        found.period,
        found.due_on,
        found.submission,
        filled,
        len(found.lines),
    )


def _and(first: str, second: str) -> str:
    return f"{first}, {second}" if second else first


def line_words(
    line: Line,
    form: FiguresForm,
    where: dict[str, str],
    *,
    editable: bool,
    corrects: bool,
    contradiction: str,
) -> dict[str, Any]:
    """A row of the grid: its field where something may be typed, else its words."""
    code = line.indicator.code
    bound = form[code] if editable and code in form.fields else None
    entry = line.entry or line.proposed
    address = {**where, "code": code}
    return {
        "code": code,
        "name": line.definition.short_name,
        "meaning": line.definition.name,
        "unit": unit_words(line.definition),
        "field": bound,
        "value": bound.value() if bound is not None else "",
        "errors": bound.errors if bound is not None else [],
        "words": entry_words(entry, line.definition) or "chưa có",
        "earlier": entry_words(line.earlier, line.definition),
        "last_year": entry_words(line.last_year, line.definition),
        "notes": _notes(line, editable=editable),
        "contradiction": contradiction,
        "correct_url": reverse("indicators:correct", kwargs=address)
        if corrects and line.figure is not None
        else "",
        "corrections": line.corrections,
    }


def _notes(line: Line, *, editable: bool) -> list[str]:
    notes = []
    if line.is_calculated:
        notes.append("Phần mềm tính từ sổ.")
    elif line.proposed is not None:
        notes.append(
            "Điền sẵn từ sổ hoặc từ tệp đã nạp; sửa nếu khác rồi lưu."
            if editable
            else "Tạm lấy từ sổ hoặc từ tệp đã nạp."
        )
    if words := jump_words(line.entry, line.earlier, line.last_year):
        notes.append(f"{words}. Kiểm tra lại; đúng thì cứ để." if editable else f"{words}.")
    return notes


def correction_row(each: Correction) -> list[Any]:
    definition = each.figure.definition
    return [
        definition.short_name,
        figure_words(each.before, definition),
        figure_words(each.after, definition),
        each.why,
        each.by.full_name,
        formats.moment(each.at),
    ]


OVERVIEW: Final = [
    Column("Biểu"),
    Column("Kỳ"),
    Column("Hạn nộp"),
    Column("Đã nộp", figures=True),
    Column("Chờ duyệt", figures=True),
    Column("Nộp muộn", figures=True),
    Column("Tình trạng"),
]


def overview_row(each: Overview, on: date) -> list[Any]:
    where = {"form": each.form.code, "period": each.period.code}
    n = formats.number
    return [
        Link(each.form.name, reverse("indicators:standing", kwargs=where)),
        capfirst(each.period.words),
        formats.day(each.due_on),
        f"{n(each.handed_in)}/{n(each.owing)}",
        n(each.waiting) if each.waiting else "",
        n(each.late) if each.late else "",
        _overview_badge(each, on),
    ]


def _overview_badge(each: Overview, on: date) -> Badge:
    missing = each.owing - each.handed_in
    if missing and each.due_on < on:
        return Badge("bad", "warn", f"Thiếu {formats.number(missing)} đơn vị")
    if each.waiting:
        return Badge("info", "clock", "Có biểu chờ duyệt")
    if missing:
        return Badge("info", "edit", "Đang nhập")
    return Badge("good", "check", "Đủ")


def standing_facts(now: Standing, held: list[str], on: date) -> list[Pair]:
    """Completeness and timeliness of a period in words, and which totals wait for the others."""
    n, of = formats.number, len(now.units)
    missing = of - now.handed_in
    late = sum(1 for each in now.units if each.owed.is_handed_in and each.owed.days_late(on))
    approved = now.count(SubmissionState.APPROVED, SubmissionState.LOCKED)
    return [
        Pair("Hạn nộp", formats.day(now.due_on)),
        Pair(
            "Đã nộp", f"{n(now.handed_in)}/{n(of)}", note=f"thiếu {n(missing)}" if missing else "đủ"
        ),
        Pair("Đã duyệt", f"{n(approved)}/{n(of)}"),
        Pair("Nộp muộn", n(late)),
        *([Pair("Chưa tính tổng khi còn thiếu", ", ".join(held))] if held else []),
    ]


def unit_words_of(each: UnitStanding, on: date, user: User) -> dict[str, Any]:
    """A unit of a period: how far, how complete, when; whether this approver may tick it."""
    owed = each.owed
    submission = owed.submission
    own = submission is not None and submission.sent_by_id == user.pk
    missing = owed.lines - owed.filled
    sent = submission.sent_at if submission is not None and owed.is_handed_in else None
    return {
        "code": each.unit.code,
        "name": each.unit.name,
        "url": sheet_url(owed),
        "badge": badge_of(owed, on),
        "filled": "Đủ"
        if not missing
        else f"Thiếu {formats.number(missing)}/{formats.number(owed.lines)}",
        "sent": _and(formats.moment(sent), late_words(owed, on)) if sent is not None else "",
        "may_tick": owed.state == SubmissionState.SENT and not own,
        "own": owed.state == SubmissionState.SENT and own,
        "why": submission.state_why if submission is not None else "",
    }


def correction_words(line: Line) -> dict[str, str]:
    return {
        "name": line.definition.name,
        "now": entry_words(line.entry, line.definition),
        "unit": unit_words(line.definition),
        "earlier": entry_words(line.earlier, line.definition),
        "last_year": entry_words(line.last_year, line.definition),
    }
