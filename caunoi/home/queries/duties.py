"""What the law asks of the centre by which day: each duty with its article, its list, whose it is.

A duty is counted by one query; its list is read only when it is opened.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.home.queries.benefit_duties import BENEFIT_KINDS
from caunoi.home.queries.duty_kinds import DutyLine, Kind, left_of
from caunoi.indicators.queries.receipts import Due, still_due
from caunoi.people.models import DataRequest
from caunoi.people.queries.requests import open_requests
from caunoi.placement.models import ExchangeUpdate, FollowUp
from caunoi.placement.queries.follow_up import calls_due, updates_open
from caunoi.unemployment.queries import alerts
from caunoi_kit.ui.paging import Page, page_of
from caunoi_rules.calendar import year_to_enter

SIZE: Final = 50
REPORTS_BACK, REPORTS_AHEAD = timedelta(days=31), timedelta(days=30)
ONE_MONTH: Final = 30  # the step of the calls that shows the law's month was followed


@dataclass(frozen=True)
class Duty:
    """A kind of duty as it stands today."""

    kind: Kind
    count: int
    late: int
    soonest: date | None
    left: int | None  # working days to the soonest; negative when it has passed


@dataclass(frozen=True)
class DutyPage:
    """The page of all duties: those of people and files, reports due, what has to be entered."""

    on: date
    duties: tuple[Duty, ...]
    reports: tuple[tuple[Due, int], ...]  # not sent yet, with the working days left
    missing_year: int | None
    benefit: tuple[alerts.Duty, ...] = ()  # of benefits that run: lists of their own domain

    @property
    def late(self) -> int:
        """How many are past their day."""
        return sum(duty.late for duty in self.duties) + sum(self.benefit_late)

    @property
    def benefit_late(self) -> list[int]:
        """How many cases of each kind of `benefit` are past their day."""
        return [duty.overdue(self.on) for duty in self.benefit]


@dataclass(frozen=True)
class DutyList:
    """One page of the list of a duty."""

    kind: Kind
    lines: tuple[DutyLine, ...]
    page: Page

    @property
    def people(self) -> list[int]:
        """Whose names the page shows."""
        return sorted({line.person.pk for line in self.lines if line.person is not None})


def duty_page(*, on: date) -> DutyPage:
    """How every duty stands. One query a kind."""
    return DutyPage(
        on,
        tuple(_duty(kind, on) for kind in KINDS),
        tuple(
            (due, left_of(due.report.last_day, on))
            for due in still_due(on - REPORTS_BACK, on + REPORTS_AHEAD, on=on)
        ),
        year_to_enter(on),
        tuple(alerts.duties(on=on)),
    )


def duty_list(kind: Kind, *, on: date, page: str | None) -> DutyList:
    """One page of a duty's list, the most urgent first."""
    rows = kind.rows(on)
    shown = page_of(page, count=rows.count(), size=SIZE)
    return DutyList(kind, tuple(kind.line(row, on) for row in rows[shown.part]), shown)


def find_kind(key: str) -> Kind | None:
    """The kind of an address."""
    return next((kind for kind in KINDS if kind.key == key), None)


def duties_of(role: str, *, on: date) -> tuple[Duty, ...]:
    """The duties that are this role's to do, with something open. One query a kind."""
    found = (_duty(kind, on) for kind in KINDS if role in kind.roles)
    return tuple(duty for duty in found if duty.count)


def _duty(kind: Kind, on: date) -> Duty:
    rows = kind.rows(on).order_by()
    figures = rows.aggregate(
        n=Count("pk"), soonest=Min(kind.field), late=Count("pk", filter=kind.late(on))
    )
    soonest = kind.due(figures["soonest"]) if figures["soonest"] else None
    return Duty(
        kind, figures["n"], figures["late"], soonest, left_of(soonest, on) if soonest else None
    )


def _update_line(row: ExchangeUpdate, on: date) -> DutyLine:
    vacancy = row.application.vacancy
    return DutyLine(
        row.application.person,
        f"{vacancy.title}, {vacancy.employer.name}: {row.application.get_state_display()}",
        row.due_on,
        left_of(row.due_on, on),
        f"{reverse('placement:calls')}#san",
    )


def _call_line(row: FollowUp, on: date) -> DutyLine:
    vacancy = row.application.vacancy
    return DutyLine(
        row.application.person,
        f"Nhận việc {vacancy.title}, {vacancy.employer.name}",
        row.due_on,
        left_of(row.due_on, on),
        reverse("placement:calls"),
    )


def _month_calls(on: date) -> QuerySet[FollowUp]:
    return calls_due(on=on).filter(days__lte=ONE_MONTH)


def _request_line(row: DataRequest, on: date) -> DutyLine:
    return DutyLine(
        row.person,
        f"{row.get_right_display()}: {row.get_state_display().lower()}",
        row.due_on or on,
        left_of(row.due_on or on, on),
        reverse("home:data_request", args=[row.public_id]),
    )


DATA_KINDS: Final = (
    Kind(
        "yeu-cau-du-lieu",
        "Trả lời và làm yêu cầu của người dân về dữ liệu của họ",
        "Luật 91/2025/QH15 và Nghị định 356/2025/NĐ-CP: trả lời trong 2 ngày làm việc, làm xong "
        "trong 10 đến 20 ngày (chưa đối chiếu bản gốc)",
        "Bộ phận tiếp nhận; xoá dữ liệu: trưởng phòng hoặc giám đốc",
        frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR}),
        lambda on: open_requests(),
        "due_on",
        lambda on: Q(due_on__lt=on),
        _request_line,
    ),
)
PLACEMENT_KINDS: Final = (
    Kind(
        "ket-qua-len-san",
        "Cập nhật kết quả lên Sàn giao dịch việc làm quốc gia",
        "Nghị định 352/2025/NĐ-CP, Điều 7 đến 11: 20 ngày làm việc từ ngày nơi tuyển báo kết quả",
        "Tư vấn viên giới thiệu việc làm",
        frozenset({Role.COUNSELLOR, Role.HEAD}),
        lambda on: updates_open(),
        "due_on",
        lambda on: Q(due_on__lt=on),
        _update_line,
        fine="3 đến 5 triệu đồng (Nghị định 283/2026, Điều 8, từ 01/01/2027)",
    ),
    Kind(
        "theo-doi-mot-thang",
        "Theo dõi người đã giới thiệu trong một tháng",
        "Nghị định 352/2025/NĐ-CP, Điều 7 đến 11: ít nhất một tháng từ ngày nhận việc",
        "Tư vấn viên giới thiệu việc làm",
        frozenset({Role.COUNSELLOR, Role.HEAD}),
        _month_calls,
        "due_on",
        lambda on: Q(due_on__lt=on),
        _call_line,
        fine="3 đến 5 triệu đồng (Nghị định 283/2026, Điều 8, từ 01/01/2027)",
    ),
)
KINDS: Final[tuple[Kind, ...]] = (*PLACEMENT_KINDS, *BENEFIT_KINDS, *DATA_KINDS)
