"""Duties of unemployment insurance that are due, each with its article and the page that does it.

Rows name nobody: who may open the page sees the name there. Claims until their decision
(`undecided`, `stuck`, `waiting_decisions`) have lists with names in `home`; they are asked here
alone, so that no two pages count differently.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from caunoi.unemployment.choices import ClaimState, DecisionState
from caunoi.unemployment.choices.benefits import (
    OPEN_TRANSFERS,
    BenefitState,
    MonthState,
    RecoveryState,
)
from caunoi.unemployment.models import (
    Benefit,
    BenefitMonth,
    Claim,
    Complaint,
    Decision,
    EndReport,
    Recovery,
    Transfer,
    UncollectedMoney,
)
from caunoi.unemployment.queries.benefits import (
    due_of,
    silent,
    to_resume,
    to_suspend,
    unfinished_ends,
    windows_open,
)
from caunoi.unemployment.queries.moves import open_complaints
from caunoi.unemployment.queries.payments import payable
from caunoi_rules.unemployment import procedure

MOST_ROWS: Final = 50
SOON: Final = timedelta(days=7)


@dataclass(frozen=True)
class DutyRow:
    """One case of a duty. `route` with `key` is the page that does it."""

    person_id: int
    what: str
    due: date | None
    route: str
    key: str


@dataclass(frozen=True)
class Duty:
    """One kind of duty: its cases, the most urgent first, and the page with all of them."""

    key: str
    title: str
    article: str
    cases: tuple[DutyRow, ...]
    list_route: str
    list_args: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.cases)

    @property
    def rows(self) -> tuple[DutyRow, ...]:
        """The most urgent ones."""
        return self.cases[:MOST_ROWS]

    def overdue(self, on: date) -> int:
        """How many are past their day."""
        return sum(row.due is not None and row.due < on for row in self.cases)


def duties(*, on: date) -> list[Duty]:
    """Everything that is due, kinds without a case left out. One query a kind."""
    found = [make(on) for make in _DUTIES]
    return [duty for duty in found if duty.count]


def undecided() -> QuerySet[Claim]:
    """Complete claims nobody has decided, the oldest first.

    Asking social insurance stops no clock, only a written request to the person does.
    """
    waiting = (ClaimState.RECEIVED, ClaimState.INSURANCE, ClaimState.PROPOSED)
    found = Claim.objects.filter(state__in=waiting, completed_on__isnull=False)
    return found.select_related("person", "received_by").order_by("completed_on", "id")


def stuck() -> QuerySet[Claim]:
    """Claims that wait for social insurance or for papers of the person, the longest first."""
    waiting = (ClaimState.INSURANCE, ClaimState.SUPPLEMENT)
    found = Claim.objects.filter(state__in=waiting)
    return found.select_related("person", "received_by").order_by("state_since", "id")


def waiting_decisions() -> QuerySet[Decision]:
    """Signed decisions that lie ready, by the last day of their window.

    Those that nobody fetched in time are a duty of their own (`uncollected`).
    """
    found = Decision.objects.filter(state=DecisionState.APPROVED, window_last__isnull=False)
    found = found.filter(collected_on__isnull=True).exclude(claim__state=ClaimState.UNCOLLECTED)
    found = found.defer("content")
    return found.select_related("person", "claim").order_by("window_last", "id")


def _uncollected(on: date) -> Duty:
    claims = Claim.objects.filter(state=ClaimState.UNCOLLECTED).order_by("state_since", "id")

    def row(claim: Claim) -> DutyRow:
        return _row(claim.person_id, "Trình huỷ quyết định", None, "claim", claim.public_id)

    return _duty(
        "uncollected", "Không đến nhận quyết định", "Nghị định 374/2025/NĐ-CP, Điều 16 khoản 3", claims, row,
        "uncollected",
    )  # fmt: skip


def _closing(on: date) -> Duty:
    def row(month: BenefitMonth) -> DutyRow:
        what = f"Chưa thông báo tháng thứ {month.k}"
        return _row(month.person_id, what, month.window_to, "notice", month.public_id)

    rows = windows_open(on).filter(window_to=on)
    return _duty(
        "closing", "Hết hạn thông báo hôm nay", "Nghị định 374/2025/NĐ-CP, Điều 21 khoản 2", rows, row, "notices"
    )


def _suspend(on: date) -> Duty:
    def row(month: BenefitMonth) -> DutyRow:
        due = due_of(month, resume=False)
        what = f"Trình tạm dừng tháng thứ {month.k}"
        return _row(month.person_id, what, due, "benefit", month.benefit.public_id)

    return _duty(
        "suspend", "Không thông báo tìm việc", "Nghị định 374/2025/NĐ-CP, Điều 17", to_suspend(), row, "standing",
        ("tam-dung",),
    )  # fmt: skip


def _resume(on: date) -> Duty:
    def row(month: BenefitMonth) -> DutyRow:
        due = due_of(month, resume=True)
        what = f"Trình tiếp tục từ tháng thứ {month.k}"
        return _row(month.person_id, what, due, "benefit", month.benefit.public_id)

    return _duty(
        "resume", "Đã thông báo lại", "Nghị định 374/2025/NĐ-CP, Điều 18", to_resume(), row, "standing", ("tiep-tuc",)
    )


def _silent(on: date) -> Duty:
    def row(benefit: Benefit) -> DutyRow:
        what = "Ba tháng liền không thông báo"
        return _row(benefit.person_id, what, None, "benefit", benefit.public_id)

    return _duty(
        "silent", "Phải chấm dứt vì không thông báo", "Luật Việc làm 74/2025/QH15, Điều 41 khoản 4 điểm đ", silent(), row,
        "ends",
    )  # fmt: skip


def _ends(on: date) -> Duty:
    def row(report: EndReport) -> DutyRow:
        benefit, what = report.benefit, f"Chấm dứt: {report.get_cause_display()}"
        return _row(benefit.person_id, what, None, "benefit", benefit.public_id)

    return _duty("ends", "Chấm dứt chưa xong", "Nghị định 374/2025/NĐ-CP, Điều 19", unfinished_ends(), row, "ends")


def _transfers(on: date) -> Duty:
    moving = Transfer.objects.filter(state__in=OPEN_TRANSFERS, sent_on__isnull=True)

    def row(transfer: Transfer) -> DutyRow:
        benefit, what = transfer.benefit, transfer.get_direction_display()
        return _row(benefit.person_id, what, transfer.due_on, "benefit", benefit.public_id)

    rows = moving.select_related("benefit").order_by("due_on", "id")
    return _duty("transfers", "Chuyển nơi hưởng chờ gửi", "Nghị định 374/2025/NĐ-CP, Điều 20", rows, row, "transfers")


def _payments(on: date) -> Duty:
    def row(month: BenefitMonth) -> DutyRow:
        what = f"Tháng thứ {month.k} chưa vào danh sách chi trả"
        return _row(month.person_id, what, month.pay_due, "benefit", month.benefit.public_id)

    rows = payable(until=on).select_related("benefit").order_by("pay_due", "id")
    return _duty("payments", "Chưa vào danh sách chi trả", "Nghị định 374/2025/NĐ-CP, Điều 16 khoản 2", rows, row,
                 "payments")  # fmt: skip


def _held(on: date) -> Duty:
    months = BenefitMonth.objects.filter(state=MonthState.HELD).select_related("benefit")

    def row(month: BenefitMonth) -> DutyRow:
        what = f"Xác minh tháng thứ {month.k}"
        return _row(month.person_id, what, month.pay_due, "benefit", month.benefit.public_id)

    return _duty("held", "Tháng hưởng giữ lại để xác minh", "Nghị định 374/2025/NĐ-CP, Điều 16 khoản 2",
                 months.order_by("window_to", "id"), row, "benefits")  # fmt: skip


def _money(on: date) -> Duty:
    noted = UncollectedMoney.objects.filter(decision__isnull=True).select_related("benefit")

    def row(each: UncollectedMoney) -> DutyRow:
        benefit = each.benefit
        return _row(
            benefit.person_id, "Trình bảo lưu tháng không nhận tiền", each.due_on, "benefit",
            benefit.public_id,
        )  # fmt: skip

    return _duty("money", "Tiền không đến nhận", "Nghị định 374/2025/NĐ-CP, Điều 16 khoản 4",
                 noted.order_by("due_on", "id"), row, "benefits")  # fmt: skip


def _limit(on: date) -> Duty:
    """Benefits whose three months to fetch money end about now."""
    over = Benefit.objects.filter(
        state__in=[BenefitState.FINISHED, BenefitState.ENDED],
        ends_on__range=(on - timedelta(days=95), on - timedelta(days=80)),
    )

    def row(benefit: Benefit) -> DutyRow:
        due = procedure.uncollected_limit(benefit.ends_on).day
        what = "Sắp hết hạn nhận tiền"
        return _row(benefit.person_id, what, due, "benefit", benefit.public_id)

    return _duty("limit", "Sắp hết ba tháng nhận tiền", "Nghị định 374/2025/NĐ-CP, Điều 16 khoản 4",
                 over.order_by("ends_on", "id"), row, "benefits")  # fmt: skip


def _recoveries(on: date) -> Duty:
    due = Recovery.objects.filter(state__in=[RecoveryState.OPEN, RecoveryState.DECIDED])

    def row(recovery: Recovery) -> DutyRow:
        return _row(
            recovery.benefit.person_id, "Thu hồi tiền chi thừa", recovery.due_on, "recovery",
            recovery.public_id,
        )  # fmt: skip

    rows = due.select_related("benefit").order_by("due_on", "id")
    return _duty("recoveries", "Thu hồi tiền", "Nghị định 374/2025/NĐ-CP, Mẫu số 09", rows, row, "recoveries")


def _complaints(on: date) -> Duty:
    def row(complaint: Complaint) -> DutyRow:
        due = complaint.answer_due or complaint.accept_due
        return _row(complaint.person_id, "Giải quyết khiếu nại", due, "complaint",
                    complaint.public_id)  # fmt: skip

    return _duty("complaints", "Khiếu nại chờ giải quyết", "Luật Việc làm 74/2025/QH15, Điều 51", open_complaints(), row,
                 "complaints")  # fmt: skip


_DUTIES: Final[Sequence[Callable[[date], Duty]]] = (
    _uncollected,
    _closing,
    _suspend,
    _resume,
    _silent,
    _ends,
    _transfers,
    _payments,
    _held,
    _money,
    _limit,
    _recoveries,
    _complaints,
)


def _row(person: int, what: str, due: date | None, page: str, key: object) -> DutyRow:
    return DutyRow(person, what, due, f"unemployment:{page}", str(key))


def _duty(  # noqa: PLR0917 - a table
    key: str,
    title: str,
    article: str,
    rows: QuerySet,
    row: Callable[..., DutyRow],
    page: str,
    args: tuple[str, ...] = (),
) -> Duty:
    return Duty(
        key, title, article, tuple(row(each) for each in rows), f"unemployment:{page}", args
    )
