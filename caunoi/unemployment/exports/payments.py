"""Lists to social insurance as sheets."""

from collections.abc import Iterable
from datetime import date

from caunoi.unemployment.models import (
    InsuranceItem,
    InsuranceSending,
    PaymentLine,
    PaymentList,
    PaymentResult,
)
from caunoi.unemployment.queries.insurance import as_line
from caunoi.unemployment.queries.payment_results import given_up_after
from caunoi_kit.office.sheets import Column, Kind, write
from caunoi_kit.ui import formats

PAYEES = (
    Column("STT", Kind.NUMBER, 6),
    Column("Họ và tên", width=28),
    Column("Ngày sinh", Kind.DAY),
    Column("Số định danh", width=16),
    Column("Mã số BHXH", width=14),
    Column("Quyết định hưởng", width=18),
    Column("Tháng hưởng thứ", Kind.NUMBER),
    Column("Từ ngày", Kind.DAY),
    Column("Đến ngày", Kind.DAY),
    Column("Số tiền (đồng)", Kind.MONEY),
    Column("Chủ tài khoản", width=28),
    Column("Số tài khoản", width=18),
    Column("Ngân hàng", width=24),
    Column("Nơi nhận tiền mặt", width=24),
    # Filled in by social insurance and read back (`imports.payment_results`).
    Column("Kết quả (Đã chi/Chưa chi)", width=14),
    Column("Ngày chi", Kind.DAY),
    Column("Lý do chưa chi", width=28),
)
UNPAID = (
    Column("STT", Kind.NUMBER, 6),
    Column("Họ và tên", width=28),
    Column("Ngày sinh", Kind.DAY),
    Column("Số định danh", width=16),
    Column("Điện thoại", width=14),
    Column("Tháng hưởng thứ", Kind.NUMBER),
    Column("Từ ngày", Kind.DAY),
    Column("Đến ngày", Kind.DAY),
    Column("Số tiền (đồng)", Kind.MONEY),
    Column("Lý do chưa chi", width=28),
    Column("Ngày báo", Kind.DAY),
    Column("Còn nhận được đến", Kind.DAY, 16),
    Column("Danh sách chi trả", width=16),
)
TOLD = (
    Column("STT", Kind.NUMBER, 6),
    Column("Họ và tên", width=28),
    Column("Ngày sinh", Kind.DAY),
    Column("Số định danh", width=16),
    Column("Mã số BHXH", width=14),
    Column("Nội dung", width=30),
    Column("Từ ngày", Kind.DAY),
    Column("Hạn gửi", Kind.DAY),
)


def payment_sheet(payments: PaymentList, lines: Iterable[PaymentLine]) -> bytes:
    """A list of payees: who is paid which month how much, and where to."""
    rows = []
    for number, line in enumerate(lines, start=1):
        person, month = line.person, line.month
        benefit = month.benefit
        grant = benefit.decision.symbol if benefit.decision else benefit.outside_number
        rows.append(
            (
                number,
                person.full_name,
                person.birth_date,
                person.identity_number or "",
                person.insurance_number,
                grant,
                month.k,
                line.starts_on,
                line.ends_on,
                line.amount,
                benefit.account_holder,
                benefit.account_number or "",
                benefit.bank,
                benefit.cash_place,
                "",
                None,
                "",
            )
        )
    draft = "" if payments.signed_at else "DỰ THẢO "
    return write(PAYEES, rows, title=f"{draft}Chi trả {payments.number}.{payments.year}")


def uncollected_sheet(results: Iterable[PaymentResult], *, on: date) -> bytes:
    """Money that was not paid: whose, why, until when it can be fetched."""
    rows = []
    for number, result in enumerate(results, start=1):
        line, person = result.line, result.line.person
        rows.append(
            (
                number,
                person.full_name,
                person.birth_date,
                person.identity_number or "",
                formats.phone(person.phone) if person.phone else "",
                line.month.k,
                line.starts_on,
                line.ends_on,
                line.amount,
                result.why,
                result.on,
                given_up_after(result),
                f"{line.list.number}/{line.list.year}",
            )
        )
    return write(UNPAID, rows, title=f"Tiền chưa nhận {on:%d.%m.%Y}")


def insurance_sheet(sending: InsuranceSending, items: Iterable[InsuranceItem]) -> bytes:
    """A list of those social insurance is told of."""
    rows = []
    for number, item in enumerate(items, start=1):
        line = as_line(item)
        rows.append(
            (
                number,
                line.person.full_name,
                line.person.birth_date,
                line.person.identity_number or "",
                line.person.insurance_number,
                line.what,
                line.since,
                item.due_on,
            )
        )
    day = formats.day(sending.made_at).replace("/", ".")
    return write(TOLD, rows, title=f"{sending.get_kind_display()} {day}")
