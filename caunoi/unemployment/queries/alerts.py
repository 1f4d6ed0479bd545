"""Duties of unemployment insurance that are due, each with its article and the page that does it.

They name nobody: who may open the page sees the names there. Claims until their decision
(`undecided`, `stuck`, `waiting_decisions`) have lists with names in `home`; they are asked here
alone, so that no two pages count differently.
"""

from collections.abc import Callable, Sequence
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
    Recovery,
    Transfer,
    UncollectedMoney,
)
from caunoi.unemployment.queries.alert_shapes import DECREE, LAW, Duty, duty_of
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
from caunoi.unemployment.queries.training_alerts import TRAINING_DUTIES
from caunoi_rules.unemployment import procedure


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
    return duty_of("uncollected", "Không đến nhận quyết định", f"{DECREE}, Điều 16 khoản 3",
                   claims, "uncollected")  # fmt: skip


def _closing(on: date) -> Duty:
    rows = windows_open(on).filter(window_to=on)
    return duty_of("closing", "Hết hạn thông báo hôm nay", f"{DECREE}, Điều 21 khoản 2",
                   rows, "notices", due="window_to")  # fmt: skip


def _suspend(on: date) -> Duty:
    return duty_of("suspend", "Không thông báo tìm việc", f"{DECREE}, Điều 17",
                   to_suspend(), "standing", ("tam-dung",),
                   due=lambda month: due_of(month, resume=False))  # fmt: skip


def _resume(on: date) -> Duty:
    return duty_of("resume", "Đã thông báo lại", f"{DECREE}, Điều 18",
                   to_resume(), "standing", ("tiep-tuc",),
                   due=lambda month: due_of(month, resume=True))  # fmt: skip


def _silent(on: date) -> Duty:
    return duty_of("silent", "Phải chấm dứt vì không thông báo",
                   f"{LAW}, Điều 41 khoản 4 điểm đ", silent(), "ends")  # fmt: skip


def _ends(on: date) -> Duty:
    return duty_of("ends", "Chấm dứt chưa xong", f"{DECREE}, Điều 19", unfinished_ends(), "ends")


def _transfers(on: date) -> Duty:
    moving = Transfer.objects.filter(state__in=OPEN_TRANSFERS, sent_on__isnull=True)
    return duty_of("transfers", "Chuyển nơi hưởng chờ gửi", f"{DECREE}, Điều 20",
                   moving.order_by("due_on", "id"), "transfers", due="due_on")  # fmt: skip


def _payments(on: date) -> Duty:
    rows = payable(until=on).order_by("pay_due", "id")
    return duty_of("payments", "Chưa vào danh sách chi trả", f"{DECREE}, Điều 16 khoản 2",
                   rows, "payments", due="pay_due")  # fmt: skip


def _held(on: date) -> Duty:
    months = BenefitMonth.objects.filter(state=MonthState.HELD).order_by("window_to", "id")
    return duty_of("held", "Tháng hưởng giữ lại để xác minh", f"{DECREE}, Điều 16 khoản 2",
                   months, "benefits", due="pay_due")  # fmt: skip


def _money(on: date) -> Duty:
    noted = UncollectedMoney.objects.filter(decision__isnull=True).order_by("due_on", "id")
    return duty_of("money", "Tiền không đến nhận", f"{DECREE}, Điều 16 khoản 4",
                   noted, "benefits", due="due_on")  # fmt: skip


def _limit(on: date) -> Duty:
    """Benefits whose three months to fetch money end about now."""
    over = Benefit.objects.filter(
        state__in=[BenefitState.FINISHED, BenefitState.ENDED],
        ends_on__range=(on - timedelta(days=95), on - timedelta(days=80)),
    )
    return duty_of("limit", "Sắp hết ba tháng nhận tiền", f"{DECREE}, Điều 16 khoản 4",
                   over.order_by("ends_on", "id"), "benefits",
                   due=lambda each: procedure.uncollected_limit(each.ends_on).day)  # fmt: skip


def _recoveries(on: date) -> Duty:
    due = Recovery.objects.filter(state__in=[RecoveryState.OPEN, RecoveryState.DECIDED])
    return duty_of("recoveries", "Thu hồi tiền", f"{DECREE}, Mẫu số 09",
                   due.order_by("due_on", "id"), "recoveries", due="due_on")  # fmt: skip


def _complaints(on: date) -> Duty:
    def due(complaint: Complaint) -> date | None:
        return complaint.answer_due or complaint.accept_due

    return duty_of("complaints", "Khiếu nại chờ giải quyết", f"{LAW}, Điều 51",
                   open_complaints(), "complaints", due=due)  # fmt: skip


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
    *TRAINING_DUTIES,
)
