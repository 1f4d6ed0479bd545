"""A claim as the components of its page take it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.urls import reverse

from caunoi.unemployment.choices import (
    ClaimState,
    DecisionKind,
    DecisionState,
    PaperKind,
    PaperState,
    Region,
)
from caunoi.unemployment.models import Claim, Decision
from caunoi.unemployment.queries.clock import Left
from caunoi.unemployment.queries.computation import Computation, NotComputed, Six
from caunoi.unemployment.queries.page import ClaimPage
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Link, Pair, State, Total

_BADGES: Final[dict[str, tuple[State, str]]] = {
    ClaimState.DRAFT: ("info", "list"),
    ClaimState.SENT: ("info", "download"),
    ClaimState.RECEIVED: ("info", "check"),
    ClaimState.SUPPLEMENT: ("warn", "clock"),
    ClaimState.INSURANCE: ("warn", "clock"),
    ClaimState.PROPOSED: ("info", "clock"),
    ClaimState.APPROVED: ("good", "check"),
    ClaimState.UNCOLLECTED: ("bad", "warn"),
    ClaimState.COLLECTED: ("good", "check"),
    ClaimState.REFUSED: ("bad", "close"),
    ClaimState.WITHDRAWN: ("info", "close"),
    ClaimState.CANCELLED: ("bad", "close"),
}


def state_badge(claim: Claim) -> Badge:
    """The state of a claim: drawing and word."""
    kind, icon = _BADGES[claim.state]
    return Badge(kind, icon, claim.get_state_display())


def due_badge(left: Left | None) -> Badge | None:
    """How near a deadline is; the word says it, the colour comes third."""
    if left is None:
        return None
    kind: State = "info"
    if left.working_days < 0:
        kind = "bad"
    elif left.working_days <= 2:  # noqa: PLR2004  two working days: today or tomorrow
        kind = "warn"
    return Badge(kind, "warn" if kind == "bad" else "clock", left.said)


def name_of(claim: Claim) -> str:
    """How a claim is called on pages."""
    return f"Hồ sơ {claim.number}/{claim.year}" if claim.number else "Hồ sơ đang soạn"


def person_pairs(page: ClaimPage) -> list[Pair]:
    """Who it is, as far as the clerk has to compare with the card."""
    person = page.person
    born = formats.day(person.birth_date) if person.birth_date else "chưa có"
    pairs = [
        Pair("Ngày sinh", born),
        Pair(
            "Số định danh",
            formats.masked(person.identity_number) if person.identity_number else "chưa có",
        ),
        Pair("Điện thoại", formats.phone(person.phone) or "chưa có"),
        Pair("Nơi ở", person.place_name or "chưa có", note=person.address),
    ]
    if person.birth_date is None or not person.identity_number:
        pairs.append(
            Pair(
                "Còn thiếu",
                "Bổ sung hồ sơ người này",
                url=reverse("people:person", args=[person.public_id]),
            )
        )
    return pairs


def sum_lines(found: Computation) -> list[Total]:
    """The computed block: what the decision would say."""
    if not found.eligible:
        return []
    start, end = found.start, found.end
    lines = [
        Total("Mức hưởng mỗi tháng", formats.money(found.amount), _cap_words(found)),
        Total(
            "Số tháng hưởng",
            f"{found.months} tháng",
            f"Tổng thời gian đóng {found.total_months} tháng.",
        ),
    ]
    if start and end:
        lines.append(Total("Thời gian hưởng", f"{formats.day(start)} – {formats.day(end)}"))
    lines.append(Total("Bảo lưu", f"{found.reserve} tháng"))
    return lines


def _cap_words(found: Computation) -> str:
    cap_law, cap_decree = found.outcome.get("cap_law"), found.outcome.get("cap_decree")
    if not cap_law:
        return ""
    cut = "đã cắt theo trần" if found.amount == cap_law else "dưới trần"
    words = f"{cut.capitalize()} {formats.money(cap_law)}."
    if found.outcome.get("cap_readings_differ") and cap_decree:
        words += (
            f" Nghị định đọc theo ngày chấm dứt thì trần là {formats.money(cap_decree)}; "
            "ở đây dùng luật: tháng cuối cùng đóng."
        )
    return words


def six_rows(six: Iterable[Six]) -> list[list[str]]:
    """The months the average is taken from, as rows of a table."""
    return [
        [f"{each.month:%m/%Y}", formats.money(each.wage), Region(each.region).label] for each in six
    ]


def average_words(found: Computation) -> str:
    """The average of those months and its 60 percent, in one sentence."""
    average, exact = found.outcome.get("average"), found.amount
    if not average:
        return ""
    return (
        f"Bình quân {formats.number(int(float(average)))} đ × 60%, không quá trần, "
        f"thành {formats.money(exact)}."
    )


def deadlines(page: ClaimPage) -> list[Pair]:
    """The days of the law around this claim, each with how far it is."""
    told = (
        ("Hạn nộp hồ sơ", page.filing),
        ("Hết 10 ngày chờ việc làm", page.test),
        ("Hạn rút hồ sơ", page.withdrawal),
        ("Hạn trả kết quả", page.due),
    )
    pairs = [Pair(label, formats.day(left.day), note=left.said) for label, left in told if left]
    if page.slip:
        days = f"{formats.day(page.slip.first_day)} – {formats.day(page.slip.last_day)}"
        pairs.append(Pair("Hẹn đến nhận", days, note=f"phiếu số {page.slip.number}"))
    return pairs


def paper_lines(page: ClaimPage) -> list[dict[str, Any]]:
    """The papers with their state and from where they are known."""
    badges: dict[str, tuple[State, str]] = {
        PaperState.KNOWN: ("good", "check"),
        PaperState.HANDED_IN: ("good", "check"),
        PaperState.MISSING: ("warn", "clock"),
    }
    return [
        {
            "kind": paper.kind,
            "label": PaperKind(paper.kind).label,
            "there": paper.state != PaperState.MISSING,
            "from": paper.known_from,
            "badge": Badge(*badges[paper.state], paper.get_state_display()),
        }
        for paper in page.papers
    ]


def prints(page: ClaimPage) -> list[Link]:
    """Official papers of this claim that can be printed now."""
    claim = page.claim
    links = [_paper("de-nghi", claim.public_id, "Đề nghị hưởng (Mẫu 10)")]
    if page.slip:
        links.append(_paper("phieu-hen", claim.public_id, "Phiếu hẹn (Mẫu 04)"))
    if page.supplement:
        links.append(_paper("phieu-bo-sung", page.supplement.public_id, "Yêu cầu bổ sung (Mẫu 03)"))
    if claim.state == ClaimState.WITHDRAWN:
        links.append(_paper("rut-ho-so", claim.public_id, "Đề nghị không hưởng (Mẫu 11)"))
    links += [
        decision_link(each) for each in page.decisions if each.state != DecisionState.RETURNED
    ]
    return links


def decision_link(decision: Decision) -> Link:
    """The paper of a decision."""
    forms = {DecisionKind.GRANT: "12", DecisionKind.REFUSE: "06", DecisionKind.CANCEL: "08"}
    forms[DecisionKind.TRAINING] = "05"
    form = forms.get(DecisionKind(decision.kind))
    named = f"{decision.get_kind_display()} (Mẫu {form})" if form else decision.get_kind_display()
    if decision.state == DecisionState.PROPOSED:
        named = f"Bản trình: {named}"
    return _paper("quyet-dinh", decision.public_id, named)


def _paper(what: str, public_id: Any, label: str) -> Link:
    return Link(label, reverse("unemployment:paper", args=[what, public_id, "pdf"]), icon="print")


def figures(decision: Decision) -> list[Pair]:
    """The key figures of a proposal, for whoever approves many."""
    content = decision.content
    if decision.kind == DecisionKind.GRANT:
        return [
            Pair("Mức hưởng", f"{formats.money(content['amount'])}/tháng"),
            Pair("Số tháng", str(content["months"])),
            Pair("Tổng tháng đóng", str(content["total_months"])),
            Pair("Bảo lưu", f"{content['reserve']} tháng"),
            Pair("Từ – đến", f"{_day(content['start'])} – {_day(content['end'])}"),
        ]
    if decision.kind == DecisionKind.REFUSE:
        return [
            Pair("Lý do", reason["text"], note=reason["article"])
            for reason in content.get("reasons", ())
        ]
    told = content.get("reason") or content.get("cause") or ""
    pairs = [Pair("Lý do", str(told))] if told else []
    for name, label in _OTHER.items():
        if (value := content.get(name)) not in (None, "", 0):
            pairs.append(Pair(label, _value(name, value)))
    return pairs or [Pair("Nội dung", decision.get_kind_display())]


_OTHER: Final = {
    "grant_number": "Quyết định",
    "from_day": "Từ ngày",
    "months": "Số tháng",
    "used_months": "Đã hưởng",
    "suspended_months": "Đã tạm dừng",
    "reserve": "Bảo lưu (tháng)",
    "reserved_months": "Bảo lưu (tháng)",
    "total": "Tổng số tiền",
    "tuition": "Học phí",
    "course_name": "Khoá học",
}
_MONEY: Final = frozenset({"total", "tuition", "amount"})


def _value(name: str, value: Any) -> str:
    if name in _MONEY and isinstance(value, int):
        return formats.money(value)
    if name == "from_day":
        return _day(value)
    return str(value)


def _day(text: str | None) -> str:
    return formats.day(date.fromisoformat(text)) if text else "chưa có"


def computed(found: Computation | NotComputed) -> bool:
    """Whether there is a sum to show."""
    return isinstance(found, Computation)
