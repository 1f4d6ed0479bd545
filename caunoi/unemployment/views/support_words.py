"""Support for employers as the components of its pages take it."""

from datetime import date
from typing import Any, Final

from django.urls import reverse

from caunoi.unemployment.choices import DecisionState
from caunoi.unemployment.choices.training import SupportDecisionKind, SupportState
from caunoi.unemployment.models import EmployerSupport, SupportDecision, Trainee
from caunoi.unemployment.queries import employer_support as asked
from caunoi.unemployment.queries.staff_swings import Swing
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Link, Pair, State

_BADGES: Final[dict[str, tuple[State, str]]] = {
    SupportState.RECEIVED: ("info", "check"),
    SupportState.SUPPLEMENT: ("warn", "clock"),
    SupportState.PROPOSED: ("info", "clock"),
    SupportState.GRANTED: ("good", "check"),
    SupportState.PAID: ("good", "pay"),
    SupportState.SETTLED: ("info", "check"),
    SupportState.REFUSED: ("bad", "close"),
    SupportState.RETURNED: ("info", "close"),
    SupportState.CANCELLED: ("bad", "close"),
    SupportState.RECOVERED: ("bad", "close"),
}
COURSE: Final = ("trade", "school", "first", "last", "monthly_fee")
# Title, which form it asks ("" none), what is said when it is done.
STEPS: Final[dict[str, tuple[str, str, str]]] = {
    "du": ("Ghi đủ hồ sơ", "on", "Đã ghi đủ hồ sơ. Hạn trình 20 ngày làm việc."),
    "trinh": ("Trình duyệt", "", "Đã trình. Người khác duyệt."),
    "gui": ("Ghi đã gửi bảo hiểm xã hội", "on", "Đã ghi gửi. Bảo hiểm chuyển tiền trong 3 ngày."),
    "nhan-tien": ("Ghi đơn vị đã nhận tiền", "on", "Đã ghi. Quyết toán trong 45 ngày sau khoá."),
    "quyet-toan": ("Ghi quyết toán", "settle", "Đã ghi quyết toán; phần dư được trình thu hồi."),
    "khong-nhu-cau": ("Không cần hỗ trợ nữa (Mẫu 30)", "why", "Đã ghi thông báo của đơn vị."),
}
RECOVERING: Final = {
    "da-nhan": "Đơn vị nhận quyết định thu hồi",
    "da-tra": "Đơn vị đã hoàn trả",
}


def support_badge(support: EmployerSupport) -> Badge:
    """The state of a file: drawing and word."""
    kind, icon = _BADGES[support.state]
    return Badge(kind, icon, support.get_state_display())


def support_url(support: EmployerSupport) -> str:
    """The page of a file."""
    return reverse("unemployment:support", args=[support.public_id])


def due_of(support: EmployerSupport) -> date | None:
    """The nearest day of the law."""
    due = asked.next_due(support)
    return due.day if due else None


def facts(support: EmployerSupport) -> list[Pair]:
    """What the employer showed."""
    told = [
        Pair("Nộp", formats.day(support.filed_on)),
        Pair("Tổng số lao động", formats.number(support.workforce)),
        Pair("Tham gia bảo hiểm thất nghiệp", formats.number(support.insured)),
        Pair("Phải hoặc có nguy cơ cắt giảm", formats.number(support.cut)),
        Pair("Lý do", support.get_cause_display(), note=support.commune_paper),
        Pair(
            "Đóng đủ trong 24 tháng", f"{support.months_paid} tháng", note=support.insurance_paper
        ),
        Pair("Giữ việc làm", f"{support.keep_months} tháng"),
        Pair("Người đại diện", support.representative or "chưa ghi"),
    ]
    if support.account:
        told.append(Pair("Tài khoản", formats.masked(support.account), note=support.bank))
    days = (
        ("Gửi bảo hiểm xã hội", support.insurance_told_on),
        ("Đơn vị nhận tiền", support.paid_on),
        ("Báo cáo quyết toán", support.reported_on),
        ("Báo không cần nữa", support.renounced_on),
    )
    told += [Pair(label, formats.day(day)) for label, day in days if day]
    if support.spent is not None:
        told.append(Pair("Quyết toán", formats.money(support.spent)))
    return told


def steps(support: EmployerSupport) -> list[tuple[str, str, bool]]:
    """What may be done now: address, label, whether a form comes first."""
    possible = {
        SupportState.SUPPLEMENT: ["du", "khong-nhu-cau"],
        SupportState.RECEIVED: ["trinh", "khong-nhu-cau"],
        SupportState.PROPOSED: ["khong-nhu-cau"],
        SupportState.GRANTED: [
            "nhan-tien" if support.insurance_told_on else "gui",
            "khong-nhu-cau",
        ],
        SupportState.PAID: ["quyet-toan", "khong-nhu-cau"],
    }.get(SupportState(support.state), [])
    return [
        (
            reverse("unemployment:support_step", args=[support.public_id, step]),
            STEPS[step][0],
            bool(STEPS[step][1]),
        )
        for step in possible
    ]


def prints(support: EmployerSupport) -> list[Link]:
    """Papers of the file that can be printed now."""
    told = [("phuong-an", "Phương án (Mẫu 25)"), ("de-nghi", "Đề nghị (Mẫu 26)")]
    if support.supplement_what:
        told.append(("bo-sung", "Yêu cầu bổ sung (Mẫu 03)"))
    if support.renounced_on:
        told.append(("khong-nhu-cau", "Không có nhu cầu (Mẫu 30)"))
    unkept = support.decisions.filter(why="UNKEPT").exclude(state=DecisionState.RETURNED)
    if unkept.exists():
        told.append(("hoan-tra", "Hoàn trả kinh phí (Mẫu 32)"))
    papers = [
        Link(label, reverse("unemployment:firm_paper", args=[what, support.public_id, "pdf"]))
        for what, label in told
    ]
    for school, contract in asked.contracts_of(support):
        if contract is not None:
            address = reverse(
                "unemployment:firm_paper", args=["hop-dong", contract.public_id, "pdf"]
            )
            papers.insert(1, Link(f"Hợp đồng với {school} (Mẫu 25, Phụ lục II)", address))
    return papers


def decision_line(decision: SupportDecision) -> dict[str, Any]:
    """A decision of a file, as a line."""
    return {
        "url": reverse("unemployment:support_decision", args=[decision.public_id]),
        "name": " ".join(filter(None, (decision.get_kind_display(), decision.symbol))),
        "state": decision.get_state_display(),
        "amount": decision.amount,
        "why": decision.get_why_display() if decision.why else "",
        "due": decision.due_on if not decision.repaid_on else None,
        "repaid": decision.repaid_on,
    }


def decision_figures(decision: SupportDecision) -> list[Pair]:
    """The key figures for whoever approves."""
    told = [Pair("Đơn vị", decision.support.employer.name)]
    if decision.workers:
        told.append(Pair("Số lao động", formats.number(decision.workers)))
    if decision.amount:
        told.append(Pair("Số tiền", formats.money(decision.amount)))
    if decision.why:
        told.append(Pair("Lý do", decision.get_why_display()))
    if own := decision.content.get("own_part"):
        told.append(Pair("Đơn vị tự trả", formats.money(own)))
    if decision.due_on:
        told.append(Pair("Hạn hoàn trả", formats.day(decision.due_on)))
    if decision.repaid_on:
        told.append(
            Pair("Đã hoàn trả", formats.day(decision.repaid_on), note=decision.repaid_paper)
        )
    return told


def history(decision: SupportDecision) -> list[Pair]:
    """Who proposed, approved or sent back."""
    told = [
        Pair(
            "Người trình",
            decision.proposed_by.full_name,
            note=formats.moment(decision.proposed_at),
        )
    ]
    if decision.approved_by and decision.approved_at:
        note = formats.moment(decision.approved_at)
        told.append(Pair("Người duyệt", decision.approved_by.full_name, note=note))
        told.append(Pair("Số", decision.symbol))
    if decision.returned_by:
        told.append(Pair("Trả lại", decision.returned_why, note=decision.returned_by.full_name))
    return told


def recover_steps(decision: SupportDecision) -> list[tuple[str, str]]:
    """What follows a signed recovery."""
    if (
        decision.kind != SupportDecisionKind.RECOVER
        or decision.state != DecisionState.APPROVED
        or decision.repaid_on
    ):
        return []
    wanted = ["da-tra"] if decision.received_on else ["da-nhan", "da-tra"]
    return [
        (
            reverse("unemployment:support_recovery", args=[decision.public_id, step]),
            RECOVERING[step],
        )
        for step in wanted
    ]


def trainee_row(trainee: Trainee, *, may_note: bool) -> list[Any]:
    """A worker of the plan."""
    after: Any = "đang làm việc" if may_note else ""
    if trainee.left_on:
        after = f"thôi việc {formats.day(trainee.left_on)}: {trainee.get_leaving_display().lower()}"
    elif may_note:
        after = Link("Ghi thôi việc", reverse("unemployment:job_lost", args=[trainee.public_id]))
    return [
        trainee.full_name,
        formats.day(trainee.birth_date) if trainee.birth_date else "chưa ghi",
        trainee.get_sex_display() if trainee.sex else "chưa ghi",
        trainee.course.trade,
        after,
    ]


def swing_row(swing: Swing, *, may_work: bool) -> list[Any]:
    """A large change that a report shows, whether its firm has told of it, and the way there."""
    report, change = swing.report, swing.report.change or 0
    if swing.form is not None:
        paper = ["bien-dong", swing.form.public_id, "pdf"]
        opens: Any = Link("Mẫu 33", reverse("unemployment:firm_paper", args=paper))
    elif swing.told is not None:
        opens = Link(
            swing.told.number,
            reverse("intake:receipt", args=["bien-dong", swing.told.public_id]),
        )
    elif may_work:
        opens = Link(
            "Nhận Mẫu 33",
            reverse("unemployment:staff_change_new", args=[report.employer.public_id]),
        )
    else:
        opens = ""
    return [
        report.employer.name,
        Link(report.number, reverse("intake:receipt", args=["lao-dong", report.public_id])),
        formats.number(report.before or 0),
        formats.number(report.total),
        f"{'+' if change > 0 else ''}{formats.number(change)}",
        Badge("good", "check", "Đã báo") if swing.is_told else Badge("warn", "warn", "Chưa báo"),
        opens,
    ]
