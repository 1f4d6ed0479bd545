"""Training support as the components of its pages take it."""

from datetime import date
from typing import Any, Final

from django.urls import reverse

from caunoi.unemployment.choices.training import TrainingGround, TrainingState
from caunoi.unemployment.models import TrainingMonth, TrainingSupport
from caunoi.unemployment.queries import training as asked
from caunoi.unemployment.views import benefit_words as shown
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Link, Pair, State

_BADGES: Final[dict[str, tuple[State, str]]] = {
    TrainingState.SENT: ("info", "clock"),
    TrainingState.RECEIVED: ("info", "check"),
    TrainingState.SUPPLEMENT: ("warn", "clock"),
    TrainingState.PROPOSED: ("info", "clock"),
    TrainingState.APPROVED: ("good", "check"),
    TrainingState.STUDYING: ("good", "course"),
    TrainingState.ENDED: ("info", "check"),
    TrainingState.REFUSED: ("bad", "close"),
    TrainingState.WITHDRAWN: ("info", "close"),
    TrainingState.CANCELLED: ("bad", "close"),
}
# Title, which form it asks ("" none), what is said when it is done.
STEPS: Final[dict[str, tuple[str, str, str]]] = {
    "du": ("Ghi đủ hồ sơ", "on", "Đã ghi đủ hồ sơ. In phiếu hẹn cho người lao động."),
    "trinh": ("Trình duyệt", "", "Đã trình. Người khác duyệt."),
    "giao": ("Đã giao quyết định", "", "Đã giao. Các tháng học được mở."),
    "rut": ("Không hưởng nữa (Mẫu 07)", "why", "Đã ghi rút. In Mẫu 07 cho người lao động ký."),
    "huy": ("Trình huỷ quyết định (Mẫu 08)", "", "Đã trình huỷ. Người khác duyệt."),
    "ket-thuc": ("Ghi kết thúc học", "why", "Đã ghi kết thúc."),
}


def training_badge(support: TrainingSupport) -> Badge:
    """The state of a file: drawing and word."""
    kind, icon = _BADGES[support.state]
    return Badge(kind, icon, support.get_state_display())


def training_url(support: TrainingSupport) -> str:
    """The page of a file."""
    return reverse("unemployment:training", args=[support.public_id])


def due_of(support: TrainingSupport) -> date | None:
    """The day of the answer, while there is none."""
    due = asked.decision_due(support)
    waits = support.state in {
        TrainingState.SENT,
        TrainingState.RECEIVED,
        TrainingState.PROPOSED,
    }
    return due.day if due and waits else None


def facts(support: TrainingSupport) -> list[Pair]:
    """Who asks and on what."""
    told = [
        Pair("Căn cứ", support.get_ground_display()),
        Pair("Nộp", formats.day(support.filed_on), note=support.get_channel_display()),
    ]
    if support.benefit is not None:
        url = shown.benefit_url(support.benefit)
        told.append(Pair("Trợ cấp", shown.grant_of(support.benefit), url=url))
    if support.ground == TrainingGround.LEFT and support.ended_on:
        told.append(Pair("Chấm dứt hợp đồng", formats.day(support.ended_on)))
        told.append(Pair("Đóng trong 36 tháng", f"{support.paid_months} tháng"))
        if support.barred_by:
            told.append(Pair("Việc xảy ra trong 10 ngày", support.barred_by))
    if support.ground == TrainingGround.ELSEWHERE:
        told.append(Pair("Quyết định nơi khác", support.outside_number))
    if support.slip_first and support.slip_last:
        days = f"{formats.day(support.slip_first)} – {formats.day(support.slip_last)}"
        told.append(Pair("Hẹn nhận kết quả", days, note=f"phiếu số {support.slip_number}"))
    last = asked.test_last_day(support)
    if last is not None:
        told.append(Pair("Hết 10 ngày xét việc làm", formats.day(last.day)))
    if support.study_ended_on:
        ended = formats.day(support.study_ended_on)
        told.append(Pair("Kết thúc học", ended, note=support.study_ended_why))
    if support.withdrawn_on:
        told.append(Pair("Rút", formats.day(support.withdrawn_on), note=support.withdrawn_why))
    if support.bank:
        masked = formats.masked(support.account_number or "")
        told.append(Pair("Nhận tiền ăn", support.bank, note=masked))
    return told


def course_facts(support: TrainingSupport) -> list[Pair]:
    """What is learnt where, and what it costs."""
    days = f"{formats.day(support.starts_on)} – {formats.day(support.ends_on)}"
    told = [
        Pair("Khoá", support.course),
        Pair("Cơ sở đào tạo", support.school, note=support.school_address),
        Pair("Thời gian", days),
        Pair("Học phí", formats.money(support.fee), note=support.get_fee_per_display()),
    ]
    if support.intake_id:
        told.append(Pair("Lớp", "Có trong sổ, ngày có mặt lấy từ điểm danh"))
    return told


def month_card(month: TrainingMonth, present: dict[int, int], on: date) -> dict[str, Any]:
    """One month of the course: days, money, what to do next."""
    badge: Badge | str
    if month.paid_on:
        badge = Badge("good", "check", f"Đã chi {formats.day(month.paid_on)}")
    elif month.study_days == 0:
        badge = Badge("info", "close", "Không học, không chi")
    elif month.listed_on:
        badge = shown.due_words(month.pay_due, on)
    elif month.ends_on < on:
        badge = shown.due_words(month.list_due, on)
    else:
        badge = Badge("info", "clock", "Chưa hết tháng học")
    seen = present.get(month.number)
    return {
        "month": month,
        "days": f"{formats.day(month.starts_on)} – {formats.day(month.ends_on)}",
        "badge": badge,
        "present": seen,
        "list_url": _address(month, "ngay-hoc")
        if not month.paid_on and month.starts_on <= on
        else "",
        "pay_url": _address(month, "chi")
        if month.listed_on and month.study_days and not month.paid_on
        else "",
    }


def _address(month: TrainingMonth, step: str) -> str:
    return reverse("unemployment:study_month", args=[month.public_id, step])


def steps(support: TrainingSupport, on: date) -> list[tuple[str, str, bool]]:
    """What may be done now: address, label, whether a form comes first."""
    late = support.slip_last is not None and on > support.slip_last
    if support.state == TrainingState.SENT:
        receive = reverse("unemployment:training_receive", args=[support.public_id])
        return [(receive, "Tiếp nhận", True)]
    possible = {
        TrainingState.SUPPLEMENT: ["du", "rut"],
        TrainingState.RECEIVED: ["trinh", "rut"],
        TrainingState.PROPOSED: ["rut"],
        TrainingState.APPROVED: ["huy"] if late else ["giao"],
        TrainingState.STUDYING: ["ket-thuc"],
    }.get(TrainingState(support.state), [])
    return [
        (
            reverse("unemployment:training_step", args=[support.public_id, step]),
            STEPS[step][0],
            bool(STEPS[step][1]),
        )
        for step in possible
    ]


def prints(support: TrainingSupport) -> list[Link]:
    """Papers of the file that can be printed now."""
    told = [("dao-tao-de-nghi", "Đề nghị hỗ trợ (Mẫu 02)")]
    if support.slip_first:
        told.append(("dao-tao-phieu-hen", "Phiếu hẹn (Mẫu 04)"))
    if support.supplement_what:
        told.append(("dao-tao-bo-sung", "Yêu cầu bổ sung (Mẫu 03)"))
    if support.withdrawn_on:
        told.append(("dao-tao-rut", "Đề nghị không hưởng (Mẫu 07)"))
    links = [
        Link(label, reverse("unemployment:paper", args=[what, support.public_id, "pdf"]))
        for what, label in told
    ]
    for each in support.decisions.order_by("proposed_at", "id"):
        if each.state != "RETURNED":
            url = reverse("unemployment:paper", args=["quyet-dinh", each.public_id, "pdf"])
            draft = "Bản trình: " if each.state == "PROPOSED" else ""
            links.append(Link(f"{draft}{each.get_kind_display()}", url))
    return links
