"""Where law, decree and practice differ: each reading is named, has a default, and is told.

A decision lists the readings that mattered for it, so that a centre that reads an article otherwise
can set its own and see what changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final, NamedTuple


@dataclass(frozen=True, slots=True)
class Readings:
    """The reading of each doubtful point; `READINGS` explains them."""

    cap_date: str = "law"
    rounding: str = "half_up"
    count_first_day: bool = False
    filing_day_off: str = "next_working_day"
    late_supplement: str = "late"
    anchor_day: str = "kept"
    post_start: str = "departure"
    window_end: str = "termination_month"
    reserve_above_144: str = "counted"
    suspended_months: str = "lost"
    odd_months: str = "kept"
    uncollected_below_36: str = "limited"
    termination_month: str = "open_window_paid"
    old_benefit_2026: str = "old"
    slip_days: str = "printed"
    notice_first_day: bool = True
    late_notice: str = "no_cure"
    between_test_and_start: str = "nothing"
    pension_reserve: bool = False
    transfer_after: str = "month_ended"
    own_request_report: str = "form"

    def __post_init__(self) -> None:
        """Raises ValueError for a value that no reading has."""
        for info in READINGS:
            if getattr(self, info.name) not in info.choices:
                raise ValueError(f"{info.name}: {getattr(self, info.name)!r}")


class ReadingInfo(NamedTuple):
    """A doubtful point: its name, what it is about, and what each reading says."""

    name: str
    label: str
    article: str
    choices: Mapping[str | bool, str]
    """By value, the default first."""


N374: Final = "Nghị định 374/2025/NĐ-CP"
L74: Final = "Luật 74/2025/QH15"

READINGS: Final = (
    ReadingInfo(
        "cap_date",
        "Mức trần lấy lương tối thiểu vùng của ngày nào",
        f"{L74}, Điều 39 khoản 1; {N374}, Điều 15 khoản 1",
        {
            "law": "tháng đóng cuối cùng (theo luật)",
            "decree": "ngày chấm dứt hợp đồng (theo nghị định)",
        },
    ),
    ReadingInfo(
        "rounding",
        "Làm tròn mức hưởng đến đồng",
        f"{L74}, Điều 39 khoản 1 (không quy định)",
        {
            "half_up": "từ nửa đồng trở lên thì làm tròn lên",
            "down": "bỏ phần lẻ",
            "up": "luôn làm tròn lên",
        },
    ),
    ReadingInfo(
        "count_first_day",
        "Ngày đầu của tháng hưởng có tính vào ba ngày thông báo tìm việc",
        f"{N374}, Điều 21 khoản 2, Điều 45 khoản 3",
        {False: "không tính", True: "có tính, khi là ngày làm việc"},
    ),
    ReadingInfo(
        "filing_day_off",
        "Hạn nộp hồ sơ rơi vào ngày nghỉ",
        f"{L74}, Điều 38 khoản 1 điểm c; Bộ luật Dân sự 2015, Điều 148",
        {"next_working_day": "lùi tới ngày làm việc tiếp theo", "same_day": "giữ nguyên ngày đó"},
    ),
    ReadingInfo(
        "late_supplement",
        "Nộp trong hạn nhưng bổ sung đủ hồ sơ sau hạn",
        f"{L74}, Điều 38 khoản 1 điểm c",
        {"late": "coi là nộp muộn (phải nộp đủ trong hạn)", "in_time": "coi là nộp trong hạn"},
    ),
    ReadingInfo(
        "anchor_day",
        "Tháng hưởng bắt đầu ngày 29, 30 hoặc 31 mà tháng sau không có ngày đó",
        f"{N374}, Điều 15 khoản 2",
        {
            "kept": "vẫn giữ ngày bắt đầu cho các tháng sau nữa",
            "rolling": "các tháng sau tính tiếp từ ngày 01",
        },
    ),
    ReadingInfo(
        "post_start",
        "Gửi bưu chính: ngày hưởng tính từ dấu đi hay dấu đến",
        f"{L74}, Điều 39 khoản 3; {N374}, Điều 14 khoản 2 điểm b, Điều 16 khoản 1",
        {"departure": "dấu bưu chính đi (ngày nộp)", "arrival": "dấu bưu chính đến (ngày nhận)"},
    ),
    ReadingInfo(
        "window_end",
        "Tháng chấm dứt có đóng: 24 (36) tháng tính đến tháng nào",
        f"{L74}, Điều 38 khoản 1 điểm b; so sánh {N374}, Điều 22 khoản 2 điểm a",
        {
            "termination_month": "đến hết tháng chấm dứt",
            "month_before": "đến tháng liền trước, tháng chấm dứt không tính",
        },
    ),
    ReadingInfo(
        "reserve_above_144",
        "Đóng trên 144 tháng mà chấm dứt được bảo lưu",
        f"{N374}, Điều 8 khoản 1 và khoản 6",
        {
            "counted": "trừ từ tổng số tháng đóng (công thức khoản 6)",
            "lost": "chỉ tính 144 tháng (khoản 1)",
        },
    ),
    ReadingInfo(
        "suspended_months",
        "Tháng bị tạm dừng khi tính bảo lưu",
        f"{L74}, Điều 41 khoản 2; {N374}, Điều 8 khoản 6",
        {"lost": "mất 12 tháng đóng cho mỗi tháng tạm dừng", "reserved": "không trừ"},
    ),
    ReadingInfo(
        "odd_months",
        "Tháng lẻ ghi trong quyết định khi chấm dứt không được bảo lưu",
        f"{N374}, Điều 8 khoản 1 và khoản 6",
        {"kept": "vẫn được bảo lưu", "lost": "mất"},
    ),
    ReadingInfo(
        "uncollected_below_36",
        "Không nhận tiền, tổng đóng dưới 36 tháng",
        f"{N374}, Điều 8 khoản 4",
        {
            "limited": "12 tháng mỗi tháng chưa nhận, không quá phần chưa hưởng",
            "literal": "12 tháng mỗi tháng chưa nhận, không quá tổng số tháng đóng",
        },
    ),
    ReadingInfo(
        "termination_month",
        "Tháng chấm dứt chưa thông báo tìm việc",
        f"{N374}, Điều 19 khoản 4; {L74}, Điều 41 khoản 2",
        {
            "open_window_paid": "được hưởng nếu hạn thông báo chưa hết trước ngày chấm dứt",
            "closed_window_unpaid": "không được hưởng nếu hạn hết trước hoặc đúng ngày chấm dứt",
            "unpaid": "không được hưởng",
            "paid": "luôn được hưởng cả tháng",
        },
    ),
    ReadingInfo(
        "old_benefit_2026",
        "Quyết định theo luật cũ, sự việc xảy ra từ 01/01/2026",
        f"{L74}, Điều 55 khoản 4",
        {"old": "theo luật của quyết định", "new": "theo luật của ngày xảy ra"},
    ),
    ReadingInfo(
        "slip_days",
        "Ba ngày nhận quyết định",
        f"{N374}, Điều 14 khoản 2 điểm c, Điều 16 khoản 3; Mẫu số 04",
        {
            "printed": "ba ngày ghi trên phiếu hẹn",
            "after": "ba ngày làm việc sau ngày ghi trên phiếu hẹn",
        },
    ),
    ReadingInfo(
        "notice_first_day",
        "Thông báo tìm việc trước khi hạn ba ngày bắt đầu, trong tháng hưởng",
        f"{N374}, Điều 21 khoản 2 điểm b",
        {True: "được tính", False: "không được tính"},
    ),
    ReadingInfo(
        "late_notice",
        "Thông báo muộn trong cùng tháng hưởng",
        f"{N374}, Điều 18, Điều 19 khoản 1 điểm đ",
        {
            "no_cure": "tháng đó vẫn coi là không thông báo",
            "breaks_run": "vẫn tạm dừng, nhưng không tính vào ba tháng liên tục",
        },
    ),
    ReadingInfo(
        "between_test_and_start",
        "Sự việc sau ngày làm việc thứ 10 và trước ngày thứ 11",
        f"{L74}, Điều 38 khoản 1 điểm d, Điều 39 khoản 3",
        {
            "nothing": "không ảnh hưởng",
            "refused": "không được hưởng",
            "ends_at_start": "chấm dứt từ ngày bắt đầu hưởng",
        },
    ),
    ReadingInfo(
        "pension_reserve",
        "Chấm dứt vì hưởng lương hưu",
        f"{L74}, Điều 41 khoản 5; thủ tục 1.014752",
        {False: "không bảo lưu", True: "được bảo lưu nếu thông báo đúng hạn"},
    ),
    ReadingInfo(
        "transfer_after",
        "Đã hưởng ít nhất một tháng (để chuyển nơi hưởng)",
        f"{N374}, Điều 20 khoản 1",
        {
            "month_ended": "đã hết tháng hưởng thứ nhất",
            "month_begun": "đã bắt đầu tháng hưởng thứ nhất",
        },
    ),
    ReadingInfo(
        "own_request_report",
        "Tự đề nghị chấm dứt mà không nộp Mẫu 17 đúng hạn",
        f"{N374}, Điều 19 khoản 1 điểm n, khoản 2 và khoản 5",
        {
            "form": "không được bảo lưu (theo khoản 5)",
            "request": "đề nghị với trung tâm cũng là thông báo, được bảo lưu",
        },
    ),
)
"""Every reading, in the order of `Readings`."""

DEFAULT: Final = Readings()
NAMES: Final = tuple(each.name for each in fields(Readings))
BY_NAME: Final = {each.name: each for each in READINGS}


def words(name: str, value: str | bool) -> str:
    """A reading as a sentence.

    >>> words("slip_days", "printed")
    'Ba ngày nhận quyết định: ba ngày ghi trên phiếu hẹn'
    """
    info = BY_NAME[name]
    return f"{info.label}: {info.choices[value]}"
