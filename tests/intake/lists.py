"""Lists of workers as a commune might hand them in: made people, with planted slips."""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import xlsxwriter

HEADS = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Điện thoại", "Địa chỉ", "Mã hộ",
    "Trình độ CMKT", "Tình trạng việc làm", "Công việc",
)  # fmt: skip
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLE = {True: ("Văn", "Đức", "Quang", "Mạnh"), False: ("Thị", "Thu", "Ngọc", "Minh")}
GIVEN = {
    True: ("Hùng", "Dũng", "Sơn", "Long", "Hải", "Nam", "Tuấn", "Khánh"),
    False: ("Hòa", "Lan", "Hương", "Thảo", "Yến", "Nga", "Hạnh", "Mai"),
}
SCHOOLING = ("Chưa qua đào tạo", "Sơ cấp", "Trung cấp", "Cao đẳng", "Đại học")
WORK = ("Có việc làm", "Thất nghiệp", "Không tham gia hoạt động kinh tế")


@dataclass
class Made:
    """Rows as they stand in the file, and the numbers of those with a planted slip."""

    rows: list[list[object]] = field(default_factory=list)
    lettered: list[int] = field(default_factory=list)  # a letter in the day of birth
    nameless: list[int] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)
    first_row: int = 4

    def xlsx(self, *, title: str = "DANH SÁCH NGƯỜI LAO ĐỘNG") -> bytes:
        """The list as a sheet: a title, a blank row, heads, rows."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet, day = book.add_worksheet("Thôn 1"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, title)
        for at, head in enumerate(HEADS):
            sheet.write(self.first_row - 2, at, head)
        for number, row in enumerate(self.rows, start=self.first_row - 1):
            for at, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, at, value, day)
                else:
                    sheet.write(number, at, value)
        book.close()
        return out.getvalue()


def workers(count: int, *, seed: int = 7, slips: bool = True, slipped: int = 10**6) -> Made:
    """A list of made workers; with slips some of the first `slipped` rows have to be mended."""
    made, chance = Made(), Random(seed)
    for at in range(count):
        male = chance.random() < 0.5
        born = date(1965, 1, 13) + timedelta(days=chance.randrange(14_000))
        name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE[male])} {chance.choice(GIVEN[male])}"
        century = 0 if born.year < 2000 else 2
        number = f"033{century + (0 if male else 1)}{born.year % 100:02}{seed % 10}{at:05}"
        row: list[object] = [
            at + 1, name, born, "Nam" if male else "Nữ", number,
            f"09{10_000_000 + seed * 1_000_000 + at}", f"Thôn {at % 7 + 1}", f"{at // 3 + 1}",
            chance.choice(SCHOOLING), chance.choice(WORK), "",
        ]  # fmt: skip
        if row[9] == "Có việc làm":
            row[10] = "Thợ may"
        number_of_row = made.first_row + at
        bad = slips and at < slipped
        if bad and at % 20 == 5:
            row[2] = f"{born:%d/%m/%Y}".replace("1", "l", 1)  # a letter for a figure
            made.lettered.append(number_of_row)
        elif bad and at % 50 == 11:
            row[1] = ""
            made.nameless.append(number_of_row)
        elif bad and at % 50 == 23:
            row[4] = made.rows[-1][4]
            made.twice.append(number_of_row)
        made.rows.append(row)
    return made
