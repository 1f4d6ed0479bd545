"""Reports due by law (báo cáo định kỳ): which are due, how far each is, where each is made.

What is due comes from `caunoi_rules.reports`; a row of Receipt exists from the day something was
noted about one. Without a row a report is due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse

from caunoi.indicators.choices.reports import ReceiptState
from caunoi.indicators.models import Receipt
from caunoi_rules.reports import DueReport, due_reports

BACK: Final = timedelta(days=92)
AHEAD: Final = timedelta(days=123)
SENT_SHOWN: Final = 40
ONE_DAY: Final = timedelta(days=1)
OUT: Final = frozenset({ReceiptState.SENT, ReceiptState.RECEIVED})
SENDERS: Final = {
    "centre": "Trung tâm",
    "department": "Sở",
    "employer": "Nơi sử dụng lao động",
    "agency": "Doanh nghiệp dịch vụ việc làm",
}
RECEIVERS: Final = {
    "department": "Sở",
    "ministry": "Bộ Nội vụ",
    "province": "Uỷ ban nhân dân tỉnh",
}
OWN: Final = frozenset({"centre", "department"})
"""Whose reports are sent from here; the others are handed in to here."""

# Where a report is made: its route, and what goes before its days in the address.
_BY_DAY: Final = {
    "N352-M01": "indicators:services",
    "N352-M03": "indicators:services_province",
    "N145-02": "indicators:labour_use",
    "TT01-SUPPLY": "indicators:supply",
}
_NOT_HERE: Final = {
    "N145-MEDIATORS": "Phần mềm chưa có sổ hoà giải viên: soạn bằng tay rồi ghi ngày gửi ở đây.",
    "N145-MEDIATION": "Phần mềm chưa có sổ hoà giải: soạn bằng tay rồi ghi ngày gửi ở đây.",
    "TT21-OVERSEAS": "Phần mềm chưa có hồ sơ đi nước ngoài: soạn bằng tay rồi ghi ngày gửi ở đây.",
    "N352-M02": "Doanh nghiệp dịch vụ việc làm gửi đến. Ghi ngày nhận đủ ở đây.",
    "N145-01": "Từng doanh nghiệp gửi đến. Ghi ngày nhận đủ ở đây.",
    "N374-EMPLOYERS": "Từng doanh nghiệp gửi đến. Ghi ngày nhận đủ ở đây.",
}


@dataclass(frozen=True)
class Due:
    """One report of one period, and what was noted of it."""

    report: DueReport
    receipt: Receipt | None
    on: date

    @property
    def state(self) -> ReceiptState:
        """How far it is."""
        return ReceiptState(self.receipt.state) if self.receipt else ReceiptState.DUE

    @property
    def is_out(self) -> bool:
        """Nothing is left to do but wait for who receives it."""
        return self.state in OUT

    @property
    def days_left(self) -> int:
        """Calendar days to the last day; negative when it has passed."""
        return (self.report.last_day - self.on).days

    @property
    def is_late(self) -> bool:
        """Past its last day and not sent."""
        return not self.is_out and self.days_left < 0

    @property
    def from_whom(self) -> str:
        return SENDERS[self.report.by]

    @property
    def to_whom(self) -> str:
        return ", ".join(RECEIVERS[each] for each in self.report.to)

    @property
    def url(self) -> str:
        """Its own page, where its way is noted."""
        return reverse(
            "indicators:receipt", args=[self.report.code, self.report.before.isoformat()]
        )

    @property
    def made_at(self) -> str:
        """The page that makes it; "" when none does."""
        return _made_at(self.report)

    @property
    def why_not_here(self) -> str:
        """What to do where no page makes it."""
        return next((w for code, w in _NOT_HERE.items() if self.report.code.startswith(code)), "")


@dataclass(frozen=True)
class Calendar:
    """The page of all reports: what has to go out, what comes in, what went out last."""

    own: tuple[Due, ...]
    others: tuple[Due, ...]
    gone: tuple[Receipt, ...]

    @property
    def late(self) -> int:
        """How many of our own are past their day."""
        return sum(due.is_late for due in self.own)

    @property
    def soonest(self) -> Due | None:
        """The next of our own that is still in time."""
        return next((due for due in self.own if not due.is_out and due.days_left >= 0), None)


def address_of(code: str, before: date) -> str:
    """The page of the report of a code that is due before a day."""
    return reverse("indicators:receipt", args=[code, before.isoformat()])


def report_calendar(*, on: date) -> Calendar:
    """Every report around a day. Two queries."""
    found = _with_receipts(due_reports(on - BACK, on + AHEAD), on)
    return Calendar(
        own=tuple(due for due in found if due.report.by in OWN and not due.is_out),
        others=tuple(due for due in found if due.report.by not in OWN and not due.is_out),
        gone=tuple(gone()[:SENT_SHOWN]),
    )


def still_due(first: date, last: date, *, on: date) -> list[Due]:
    """Our own reports whose last day lies in these days and that are not sent. One query."""
    found = _with_receipts(due_reports(first, last), on)
    return [due for due in found if due.report.by in OWN and not due.is_out]


def find_due(code: str, before: date, *, on: date) -> Due | None:
    """The report of an address; None when no law asks for it on that day."""
    day = before - ONE_DAY
    found = [each for each in due_reports(day, day) if each.code == code]
    return _with_receipts(found, on)[0] if found else None


def gone() -> QuerySet[Receipt]:
    """What was sent, the latest first."""
    return (
        Receipt.objects.filter(state__in=OUT)
        .select_related("by")
        .order_by("-sent_on", "-due_on", "-id")
    )


def title_of(receipt: Receipt) -> str:
    """What a noted report is called."""
    day = receipt.due_on
    found = [each.title for each in due_reports(day, day) if each.code == receipt.code]
    return found[0] if found else receipt.code


def _with_receipts(reports: Iterable[DueReport], on: date) -> list[Due]:
    wanted = list(reports)
    noted = {
        (receipt.code, receipt.first, receipt.last): receipt
        for receipt in Receipt.objects.filter(
            code__in={report.code for report in wanted},
            due_on__in={report.last_day for report in wanted},
        ).select_related("by")
    }
    return [
        Due(report, noted.get((report.code, report.period.first, report.period.last)), on)
        for report in wanted
    ]


def _made_at(report: DueReport) -> str:
    for code, route in _BY_DAY.items():
        if report.code.startswith(code):
            return f"{reverse(route)}?ky={report.before.isoformat()}"
    year = report.period.last.year
    if report.code == "N374-M34":
        return reverse("unemployment:report", args=[f"{report.period.first:%Y-%m}"])
    if report.code.startswith("N374-M35"):
        part = "nua-dau" if report.code.endswith("06") else "ca-nam"
        return reverse("unemployment:report", args=[f"{year}-{part}"])
    if report.code.startswith("N09"):
        quarter = f"Q{(report.period.last.month + 2) // 3}"
        ends = {"N09-QUARTER": (quarter, "quy"), "N09-06": ("-6M", "sau-thang")}
        ends |= {"N09-09": ("-9M", "chin-thang"), "N09-12": ("", "nam")}
        end, template = ends[report.code]
        return f"{reverse('indicators:reports')}?ky={year}{end}&mau={template}"
    return ""
