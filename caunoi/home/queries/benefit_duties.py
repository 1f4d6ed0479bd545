"""Duties of unemployment insurance from the claim to its decision, with names.

Which claims these are, and what comes after the decision, stands in
`caunoi.unemployment.queries.alerts`.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from caunoi.accounts.choices import Role
from caunoi.home.queries.duty_kinds import DutyLine, Kind, left_of
from caunoi.unemployment.models import Claim, Decision
from caunoi.unemployment.queries import alerts
from caunoi_rules.calendar import provisional
from caunoi_rules.unemployment import procedure

CLERKS: Final = frozenset({Role.CLERK, Role.HEAD})
LOOK_BACK: Final = 60  # days; no few working days take longer, whatever the holidays
STUCK_AFTER: Final = timedelta(days=10)  # then whoever holds the file asks the other office


def _decision_due(completed: date) -> date:
    return procedure.decision_due(completed, calendar=provisional()).day


def _undecided_late(on: date) -> Q:
    """Claims complete so long ago that their day has passed: one comparison with a day."""
    for back in range(1, LOOK_BACK):
        day = on - timedelta(days=back)
        if _decision_due(day) < on:
            return Q(completed_on__lte=day)
    return Q(pk__in=[])


def _claim_line(row: Claim, on: date) -> DutyLine:
    due = _decision_due(row.completed_on) if row.completed_on else on
    return _of_claim(row, due, on)


def _stuck_line(row: Claim, on: date) -> DutyLine:
    return _of_claim(row, _stuck_due(row.state_since), on)


def _stuck_due(since: date) -> date:
    """`since` is a moment, which is a day with an hour."""
    day = timezone.localtime(since).date() if isinstance(since, datetime) else since
    return day + STUCK_AFTER


def _of_claim(row: Claim, due: date, on: date) -> DutyLine:
    url = reverse("unemployment:claim", args=[row.public_id])
    whose = row.received_by.full_name if row.received_by else ""
    what = f"{row}. {row.get_state_display()}"
    return DutyLine(row.person, what, due, left_of(due, on), url, whose)


def _collect_line(row: Decision, on: date) -> DutyLine:
    due = row.window_last or on
    url = reverse("unemployment:claim", args=[row.claim.public_id]) if row.claim else ""
    what = f"{row.get_kind_display()} số {row.symbol}"
    return DutyLine(row.person, what, due, left_of(due, on), url)


def _stuck_late(on: date) -> Q:
    begins = timezone.make_aware(datetime.combine(on - STUCK_AFTER, time.min))
    return Q(state_since__lt=begins)


BENEFIT_KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "den-han-quyet-dinh",
        "Quyết định hưởng đến hạn",
        "Nghị định 374/2025/NĐ-CP, Điều 16",
        "Người tiếp nhận hồ sơ và người duyệt",
        CLERKS | {Role.DIRECTOR, Role.DEPARTMENT},
        lambda on: alerts.undecided(),
        "completed_on",
        _undecided_late,
        _claim_line,
        due=_decision_due,
    ),
    Kind(
        "cho-nhan-quyet-dinh",
        "Quyết định chờ người lao động đến nhận",
        "Nghị định 374/2025/NĐ-CP, Điều 16: quá hạn nhận thì huỷ quyết định",
        "Bộ phận trả kết quả",
        CLERKS,
        lambda on: alerts.waiting_decisions(),
        "window_last",
        lambda on: Q(window_last__lt=on),
        _collect_line,
    ),
    Kind(
        "nam-o-noi-khac",
        "Hồ sơ nằm ở nơi khác: bảo hiểm xã hội, người lao động",
        "Nghị định 374/2025/NĐ-CP, Điều 15, 16: đồng hồ chỉ dừng khi đã gửi phiếu yêu cầu bổ sung",
        "Người tiếp nhận hồ sơ",
        CLERKS,
        lambda on: alerts.stuck(),
        "state_since",
        _stuck_late,
        _stuck_line,
        due=_stuck_due,
    ),
)
