"""Reports of firms in the words and figures the pages show."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone

from caunoi.employers.choices import ReportState
from caunoi.employers.models import Employer, ForeignReport, LabourChange, LabourReport
from caunoi.employers.queries.reports import (
    CONTRACTS,
    COUNTS,
    JUNE,
    PARTS,
    POSTS,
    LabourUse,
    ReportPeriod,
    asks_notice,
    notice_from,
    words_of_count,
)
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Link, Pair

SENT: Final = [
    Column("Số nhận"),
    Column("Báo cáo"),
    Column("Nhận lúc"),
    Column("Số người", figures=True),
    Column("Tình trạng"),
]
STANDING: Final = [
    Column("Đơn vị"),
    Column("Xã, phường"),
    Column("Tình trạng"),
    Column("Số người", figures=True),
    Column("Thay đổi", figures=True),
    Column("Nhắc gần nhất"),
]
SUMS: Final = [
    Column("Người sử dụng lao động"),
    Column("Đơn vị", figures=True),
    *(
        Column(words, figures=True)
        for words in (
            "Tổng số", "Nữ", "Trên 35", "BHXH bắt buộc", "Quản lý", "Bậc cao", "Bậc trung",
            "Khác", "Không thời hạn", "Có thời hạn", "HĐ khác",
        )
    ),
]  # fmt: skip
_BADGES: Final[dict[str, Badge]] = {
    ReportState.SENT: Badge("good", "check", "Đã nhận"),
    ReportState.REPLACED: Badge("info", "next", "Đã có bản gửi sau"),
    ReportState.WITHDRAWN: Badge("warn", "close", "Đã rút"),
    ReportState.DRAFT: Badge("info", "clock", "Đang lưu"),
}


def due_badge(period: ReportPeriod, report: LabourReport | None, *, on: date) -> Badge:
    """Whether a firm has reported for a period, is in time, or late."""
    if report is not None:
        return Badge("good", "check", "Đã gửi")
    days = (on - period.last_day).days
    if days > 0:
        return Badge("bad", "warn", f"Trễ {formats.number(days)} ngày")
    return Badge("warn", "clock", f"Hạn {formats.day(period.last_day)}")


def labour_row(report: LabourReport) -> list[Any]:
    """A labour report in the list of its firm."""
    half = "6 tháng" if report.due_before.month <= JUNE else "năm"
    return [
        Link(report.number, reverse("intake:receipt", args=["lao-dong", report.public_id])),
        f"01/PLI, {half} {report.due_before.year}",
        formats.moment(report.sent_at) if report.sent_at else "",
        formats.number(report.total),
        _BADGES[report.state],
    ]


def foreign_row(report: ForeignReport) -> list[Any]:
    """A list of foreign workers in the list of its firm."""
    return [
        Link(report.number, reverse("intake:receipt", args=["nuoc-ngoai", report.public_id])),
        f"Lao động nước ngoài, ngày {formats.day(report.on)}",
        formats.moment(report.sent_at) if report.sent_at else "",
        formats.number(report.total),
        _BADGES[report.state],
    ]


def change_row(change: LabourChange) -> list[Any]:
    """A notice of change in the list of its firm."""
    return [
        Link(change.number, reverse("intake:receipt", args=["bien-dong", change.public_id])),
        f"Biến động, ngày {formats.day(change.on)}",
        formats.moment(change.sent_at),
        formats.number(change.after),
        _BADGES[ReportState.SENT],
    ]


def standing_row(
    employer: Employer,
    report: LabourReport | None,
    period: ReportPeriod,
    *,
    on: date,
    may_open: bool,
) -> list[Any]:
    """A firm in the list of who has reported; it opens for whoever may report for it."""
    url = reverse("intake:firm_reports", args=[employer.public_id])
    return [
        Link(employer.name, url) if may_open else employer.name,
        employer.place.name if employer.place else "",
        due_badge(period, report, on=on),
        formats.number(report.total) if report is not None else "",
        _change(report),
    ]


def day_of(moment: datetime | None) -> str:
    """The day of a moment; nothing where there was none."""
    return formats.day(timezone.localdate(moment)) if moment is not None else ""


def sums_rows(use: LabourUse) -> list[list[str]]:
    """02/PLI: its three rows and the total."""
    return [
        [row.words, *(formats.number(getattr(row, name)) for name in ("employers", *COUNTS))]
        for row in (*use.rows, use.total)
    ]


def receipt_pairs(kind: str, found: Any) -> list[list[Pair]]:
    """What stands on a receipt, in groups."""
    head = [
        Pair("Số nhận", found.number),
        Pair("Đơn vị", found.employer.name, note=_tax(found.employer)),
        Pair(
            "Nhận lúc",
            formats.moment(found.sent_at) if found.sent_at else "chưa gửi",
            note=found.sent_by.full_name if found.sent_by else "từ máy chủ",
        ),
    ]
    if kind == "lao-dong":
        head.append(Pair("Kỳ", f"{formats.day(found.first)} đến {formats.day(found.last)}"))
        head.append(Pair("Cách gửi", "tệp từng người" if found.by_file else "điền số liệu"))
        return [head, *(_counts(found, names) for names in (("total", *PARTS), POSTS, CONTRACTS))]
    if kind == "nuoc-ngoai":
        head.append(Pair("Tính đến ngày", formats.day(found.on)))
        return [
            head,
            [
                Pair("Tổng số", formats.number(found.total)),
                Pair("Nữ", formats.number(found.women)),
                Pair("Giấy phép hết hạn trong 45 ngày", formats.number(found.expiring)),
            ],
        ]
    head.append(Pair("Tính đến ngày", formats.day(found.on)))
    return [
        head,
        [
            Pair("Trước", formats.number(found.before)),
            Pair("Tăng", formats.number(found.came)),
            Pair("Giảm", formats.number(found.left)),
            Pair("Sau", formats.number(found.after)),
            Pair("Lý do", found.why),
        ],
    ]


def badge_of(kind: str, found: Any) -> Badge:
    """Whether a report is in force."""
    return _BADGES[ReportState.SENT if kind == "bien-dong" else found.state]


def notice_words(report: LabourReport | None) -> str:
    """Why a notice of change is asked; empty when it is not."""
    if report is None or report.change is None or not asks_notice(report):
        return ""
    words = "tăng" if report.change > 0 else "giảm"
    return (
        f"So với báo cáo trước, đơn vị {words} {formats.number(abs(report.change))} lao động. "
        f"Tăng, giảm từ {notice_from(on=report.due_before)} lao động thì phải gửi thông báo "
        "biến động."
    )


def first_counts(report: LabourReport | None) -> Mapping[str, int]:
    """What a form of counts starts from: what was reported last."""
    return {name: getattr(report, name) for name in COUNTS} if report is not None else {}


def groups_of(form: Any) -> list[tuple[str, Sequence[Any]]]:
    """The fields of the counts, in the groups of the form."""
    return [
        ("Tổng số lao động", [form[name] for name in ("total", *PARTS)]),
        ("Vị trí việc làm: cộng lại bằng tổng số", [form[name] for name in POSTS]),
        ("Loại hợp đồng: cộng lại bằng tổng số", [form[name] for name in CONTRACTS]),
    ]


def _counts(report: LabourReport, names: Sequence[str]) -> list[Pair]:
    return [
        Pair(_capital(words_of_count(name)), formats.number(value))
        for name in names
        if (value := getattr(report, name)) is not None
    ]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _change(report: LabourReport | None) -> str:
    if report is None or report.change is None:
        return ""
    sign = "+" if report.change > 0 else ""
    return f"{sign}{formats.number(report.change)}"


def _tax(employer: Employer) -> str:
    return f"mã số thuế {employer.tax_code}" if employer.tax_code else ""
