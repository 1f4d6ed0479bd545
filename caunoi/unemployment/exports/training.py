"""Lists of training support as sheets for schools and social insurance."""

from collections.abc import Iterable

from caunoi.unemployment.models import SupportDecision, TrainingMonth
from caunoi_kit.office.sheets import Column, Kind, write

STUDY = (
    Column("STT", Kind.NUMBER, 6),
    Column("Họ và tên", width=28),
    Column("Ngày sinh", Kind.DAY),
    Column("Số định danh", width=16),
    Column("Cơ sở đào tạo", width=30),
    Column("Khoá", width=30),
    Column("Tháng thứ", Kind.NUMBER),
    Column("Từ ngày", Kind.DAY),
    Column("Đến ngày", Kind.DAY),
    Column("Ngày thực học", Kind.NUMBER),
    Column("Học phí trả cơ sở (đồng)", Kind.MONEY),
    Column("Tiền ăn trả người học (đồng)", Kind.MONEY),
    Column("Số tài khoản", width=18),
    Column("Ngân hàng", width=24),
)
FIRMS = (
    Column("STT", Kind.NUMBER, 6),
    Column("Đơn vị", width=36),
    Column("Mã số thuế", width=16),
    Column("Quyết định", width=16),
    Column("Ngày ký", Kind.DAY),
    Column("Số lao động", Kind.NUMBER),
    Column("Số tiền (đồng)", Kind.MONEY),
    Column("Số tài khoản", width=18),
    Column("Ngân hàng", width=24),
)


def study_sheet(months: Iterable[TrainingMonth]) -> bytes:
    """Months of study with the money of each, for school and social insurance."""
    rows = []
    for number, month in enumerate(months, start=1):
        support = month.support
        rows.append(
            (
                number,
                support.person.full_name,
                support.person.birth_date,
                support.person.identity_number or "",
                support.school,
                support.course,
                month.number,
                month.starts_on,
                month.ends_on,
                month.study_days,
                month.tuition,
                month.meals,
                support.account_number or "",
                support.bank,
            )
        )
    return write(STUDY, rows, title="Tháng học")


def firm_sheet(decisions: Iterable[SupportDecision]) -> bytes:
    """Decisions about employers whose money social insurance has to transfer."""
    rows = []
    for number, each in enumerate(decisions, start=1):
        employer = each.support.employer
        rows.append(
            (
                number,
                employer.name,
                employer.tax_code or "",
                each.symbol,
                each.signed_on,
                each.workers,
                each.amount,
                each.support.account,
                each.support.bank,
            )
        )
    return write(FIRMS, rows, title="Hỗ trợ đơn vị")
