"""Reports of firms as they might hand them in: made workers, with planted slips."""

import io
from datetime import date, timedelta
from random import Random

import xlsxwriter

from tests.intake.lists import FAMILY, GIVEN, MIDDLE

USE_HEADS = (
    "STT", "Họ tên", "Mã số BHXH", "Ngày tháng năm sinh", "Giới tính", "Số CCCD",
    "Chức vụ, chức danh", "Vị trí việc làm", "Mức lương", "HĐLĐ không xác định thời hạn từ ngày",
    "HĐLĐ xác định thời hạn từ ngày", "HĐLĐ xác định thời hạn đến ngày",
    "Tham gia BHXH từ ngày", "Ghi chú",
)  # fmt: skip
POSTS = ("Nhà quản lý", "Chuyên môn kỹ thuật bậc cao", "Chuyên môn kỹ thuật bậc trung", "Khác")
FOREIGN_HEADS = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Quốc tịch", "Số hộ chiếu",
    "Vị trí công việc", "Số giấy phép lao động", "Thời hạn giấy phép lao động",
)  # fmt: skip


def _sheet(title: str, heads: tuple[str, ...], rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet("Báo cáo"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write(0, 0, title)
    for at, head in enumerate(heads):
        sheet.write(2, at, head)
    for number, row in enumerate(rows, start=3):
        for at, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, at, value, day)
            else:
                sheet.write(number, at, value)
    book.close()
    return out.getvalue()


def labour_use(count: int, *, seed: int = 3, slips: bool = False) -> bytes:
    """01/PLI of a firm; with slips, row 5 ends before it begins and row 6 has the number of 4."""
    chance, rows = Random(seed), []
    for at in range(count):
        male = at % 2 == 0
        born = date(1970, 1, 13) + timedelta(days=chance.randrange(12_000))
        name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE[male])} {chance.choice(GIVEN[male])}"
        century = 0 if born.year < 2000 else 2
        number = f"033{century + (0 if male else 1)}{born.year % 100:02}{seed % 10}{at:05}"
        fixed = at % 3 == 0
        row: list[object] = [
            at + 1, name, f"31{at:08}", born, "Nam" if male else "Nữ", number, "Công nhân",
            POSTS[at % 4], 7_500_000, "" if fixed else date(2020, 1, 15),
            date(2026, 1, 15) if fixed else "", date(2027, 1, 14) if fixed else "",
            date(2020, 2, 1), "",
        ]  # fmt: skip
        rows.append(row)
    if slips:
        rows[1][10], rows[1][11] = date(2026, 5, 13), date(2026, 3, 13)
        rows[2][5] = rows[0][5]
        rows[2][3], rows[2][4] = rows[0][3], rows[0][4]
    return _sheet("BÁO CÁO TÌNH HÌNH SỬ DỤNG LAO ĐỘNG", USE_HEADS, rows)


def foreign_workers(count: int) -> bytes:
    """Mẫu 03 of a firm."""
    rows: list[list[object]] = [
        [
            at + 1, f"Mau Thu {chr(65 + at)}", date(1980 + at, 3, 14), "Nam" if at % 2 else "Nữ",
            "Hàn Quốc", f"M{12345670 + at}", "Chuyên gia", f"GP{at:04}", date(2026, 12, 20),
        ]
        for at in range(count)
    ]  # fmt: skip
    return _sheet("DANH SÁCH LAO ĐỘNG NƯỚC NGOÀI", FOREIGN_HEADS, rows)
