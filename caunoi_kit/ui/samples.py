"""Made-up content for the component page: no person, firm or figure here is real."""

from typing import Any, Final

from django import forms

from caunoi_kit.ui import cards, charts, fields, formats, paging
from caunoi_kit.ui.icons import ICONS
from caunoi_kit.ui.months import Month, Months

# Role of a colour → its token. The page draws each with the class that carries it.
COLOURS: Final = (
    ("Cầu, hành động", "bridge"),
    ("Đang chọn", "bridge-tint"),
    ("Người lao động", "worker"),
    ("Cơ sở đào tạo", "school"),
    ("Tốt", "good"),
    ("Cần chú ý", "warn"),
    ("Sai, nguy cơ", "bad"),
    ("Chữ", "ink"),
    ("Chữ phụ", "ink-soft"),
    ("Nền chìm", "sunk"),
    ("Nền trang", "paper"),
    ("Viền ô nhập", "line-strong"),
)

LETTERS: Final = (
    "à á â ã è é ê ì í ò ó ô õ ù ú ý ă đ ĩ ũ ơ ư ạ ả ấ ầ ẩ ẫ ậ ắ ằ ẳ ẵ ặ ẹ ẻ ẽ ế ề ể ễ ệ ỉ ị ọ ỏ "
    "ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ụ ủ ứ ừ ử ữ ự ỳ ỵ ỷ ỹ"
)

JOB: Final = cards.JobCard(
    title="Công nhân may chuyền áo khoác",
    url="#the",
    pay="8–11 triệu",
    by="Công ty May Ví Dụ",
    badge=cards.VERIFIED,
    facts=(
        cards.Fact("pin", "6 km"),
        cards.Fact("people", "còn 34 chỗ"),
        cards.Fact("calendar", "hạn 30/11"),
    ),
    extra="Có ký túc xá · Xe đưa đón",
    arch=cards.Arch(4, 5),
)

JOB_WITH_REASONS: Final = cards.JobCard(
    title="Thợ cắt vải",
    url="#the",
    pay="Chưa ghi lương",
    pay_known=False,
    by="Cơ sở May Bà Thí Dụ",
    badge=cards.BEING_VERIFIED,
    facts=(cards.Fact("pin", "4 km"), cards.Fact("people", "còn 2 chỗ")),
    arch=cards.Arch(3, 4),
    reasons=(
        cards.Reason("Đã may công nghiệp 3 năm", "nơi này cần từ 1 năm"),
        cards.Reason("Làm ca ngày"),
    ),
    gaps=("chứng chỉ may bậc 2 (nơi này ưu tiên, không bắt buộc)",),
    foot="11 người khác đang chờ",
    action=cards.Link("Xin giấy giới thiệu", "#the"),
)

COURSE: Final = cards.CourseCard(
    title="May công nghiệp bậc 2",
    url="#the",
    pay="Miễn học phí",
    pay_note="· 6 tuần, buổi tối",
    by="Trường Trung cấp nghề Thí Dụ",
    facts=(
        cards.Fact("pin", "8 km"),
        cards.Fact("people", "còn 7 ghế"),
        cards.Fact("calendar", "khai giảng 07/12/2026"),
    ),
    arch=cards.Arch(4, 5, filled=1),
)

CLASS_TO_OPEN: Final = cards.CourseCard(
    title="Hàn 3G",
    url="#the",
    pay="Mở 24 ghế",
    by="Đủ người cho 31 chỗ trống ở 3 công ty.",
    facts=(cards.Fact("people", "20 người đã đồng ý"),),
    arch=cards.seats(20, 24),
)

KPIS: Final = (
    cards.Kpi(
        "Lượt người có việc làm mới", "25.953", "22.182", 117, "good", "Vượt", "#o-so", 4,
        "Dự báo cả năm 26.400",
    ),
    cards.Kpi(
        "Đi làm ở nước ngoài", "1.912", "2.500", 76.5, "warn", "Chậm", "#o-so", -6,
        "Dự báo cả năm 2.150",
    ),
    cards.Kpi(
        "Chỗ làm đã lấp", "9.480", "14.000", 67.7, "bad", "Nguy cơ", "#o-so", -9,
        "Cần thêm 1.130 mỗi tuần",
    ),
)  # fmt: skip

OUTLINES: Final = (
    ("Bến Mẫu", 214, "M150 110 250 84 292 150 236 206 158 186Z", (218, 142)),
    ("Đồng Thử", 142, "M250 84 352 56 404 116 370 166 292 150Z", (338, 106)),
    ("Ví Dụ Thượng", 71, "M70 60 150 20 250 84 150 110 84 118Z", (150, 66)),
    ("Cầu Giả", 66, "M292 150 370 166 384 246 296 262 236 206Z", (318, 206)),
    ("Phú Ví Dụ", 58, "M158 186 236 206 296 262 214 316 128 292 112 236Z", (200, 252)),
    ("An Thử", 23, "M84 118 150 110 158 186 112 236 44 192Z", (102, 156)),
    ("Lệ Mẫu", 0, "M404 116 462 150 452 232 384 246 370 166Z", (417, 186)),
)


class SampleForm(forms.Form):
    """One field of each shape."""

    full_name = forms.CharField(label="Họ và tên", help_text="Ghi như trên căn cước")
    pay = fields.MoneyField(
        label="Lương mong muốn",
        help_text="Ghi 7500000, 7,5tr hay “7 triệu rưỡi” đều được",
        per="tháng",
        required=False,
    )
    phone = fields.PhoneField(label="Số điện thoại")
    born_on = fields.DateField(label="Ngày sinh", latest_year=2012)
    state = forms.ChoiceField(
        label="Anh/chị đang",
        widget=forms.RadioSelect,
        choices=(("JOBLESS", "Thất nghiệp"), ("WORKING", "Đang làm, muốn đổi việc")),
    )
    shifts = forms.MultipleChoiceField(
        label="Ca làm được",
        widget=forms.CheckboxSelectMultiple,
        choices=(("DAY", "Ca ngày"), ("NIGHT", "Ca đêm")),
        required=False,
    )
    place = forms.ChoiceField(
        label="Nơi muốn làm", choices=(("", "Cả tỉnh"), ("BM", "Xã Bến Mẫu")), required=False
    )
    wish = forms.CharField(label="Điều anh/chị mong", widget=forms.Textarea, required=False)
    agrees = forms.BooleanField(label="Cho doanh nghiệp tìm thấy tôi", required=False)


def _form() -> SampleForm:
    return SampleForm(
        {
            "full_name": "Nguyễn Thị Thử",
            "pay": "7 triệu rưỡi",
            "phone": "0900 000 0123",
            "born_on": "1990 tháng ba",
            "state": "JOBLESS",
            "shifts": ["DAY"],
        }
    )


def _links(*labels: str) -> list[cards.Link]:
    """Links in this page; the first is the current one."""
    return [cards.Link(label, "#the-muc", current=i == 0) for i, label in enumerate(labels)]


def _map() -> charts.Map:
    shades = charts.tones([count for _, count, _, _ in OUTLINES])
    areas = (
        charts.Area(outline, tone, name, str(count), "#ban-do", at)
        for tone, (name, count, outline, at) in zip(shades, OUTLINES, strict=True)
    )
    return charts.Map(
        tuple(areas),
        "Bản đồ phác: số chỗ trống theo xã, nhiều nhất ở Bến Mẫu 214 và Đồng Thử 142",
        width=480,
        height=330,
        column="Chỗ trống",
        legend=("chưa có", "ít nhất", "ít", "nhiều", "nhiều nhất"),
    )


def _months() -> Months:
    """A year with two months below the plan and the last one still to come."""
    now = (1_620, 1_410, 2_380, 2_540, 2_610, 2_690, 2_480, 2_720, 2_560, 2_470, 2_473, None)
    last = (1_580, 1_490, 2_290, 2_400, 2_480, 2_530, 2_450, 2_590, 2_440, 2_380, 2_325, 1_010)
    months = tuple(
        Month(
            f"Tháng {at}",
            f"T{at}",
            value,
            "chưa có" if value is None else formats.number(value),
            before,
            formats.number(before),
        )
        for at, (value, before) in enumerate(zip(now, last, strict=True), start=1)
    )
    finding = "Việc làm mới theo tháng: thấp nhất tháng 2 là 1.410, cao nhất tháng 8 là 2.720."
    return Months(finding, months, 1_849, "1.849")


def page(asked_page: str) -> dict[str, Any]:
    """Everything the component page shows; `asked_page` is the page number in the address."""
    return {
        **_figures(),
        **_ways(),
        **_records(),
        "colours": COLOURS,
        "letters": LETTERS,
        "icons": list(ICONS),
        "form": _form(),
        "job": JOB,
        "job_with_reasons": JOB_WITH_REASONS,
        "course": COURSE,
        "class_to_open": CLASS_TO_OPEN,
        "verified": cards.VERIFIED,
        "page": paging.page_of(asked_page, count=134),
    }


def _ways() -> dict[str, Any]:
    """Links of every kind, and the steps of a way."""
    return {
        "crumbs": [*_links("Tìm việc", "May"), cards.Link("Công nhân may", "")],
        "tabs": _links("Việc làm ngay", "Học rồi làm", "Khác"),
        "chips": _links("Gần tôi", "Ca ngày", "Có ký túc xá", "Không cần kinh nghiệm"),
        "steps": (
            cards.Step("Đã gửi", "done"),
            cards.Step("Đã xem", "done"),
            cards.Step("Hẹn phỏng vấn", "now"),
            cards.Step("Kết quả"),
        ),
        "tasks": (
            cards.Task("Giấy tờ của tôi", "#buoc", cards.Badge("good", "check", "Xong")),
            cards.Task("Việc đã làm", "#buoc", cards.Badge("info", "clock", "Đang làm")),
            cards.Task("Việc muốn làm", "#buoc", cards.Badge("warn", "gap", "Chưa làm")),
        ),
    }


def _records() -> dict[str, Any]:
    """What a record says: labels, computed lines, a history, a table."""
    return {
        "pairs": (
            cards.Pair("Lương tháng", "8–11 triệu đồng", "pay"),
            cards.Pair("Nơi làm", "Cụm công nghiệp Bến Mẫu", "pin", "cách 6 km"),
            cards.Pair("Giờ làm", "7:30–16:30, nghỉ chủ nhật", "clock"),
            cards.Pair("Hạn nộp", "30/11/2026", "calendar", "(còn 8 ngày)"),
        ),
        "totals": (
            cards.Total("Mức hưởng mỗi tháng", "4.620.000 đ", "60% × bình quân 7.700.000 đ."),
            cards.Total("Số tháng hưởng", "5 tháng", "Đóng 41 tháng."),
        ),
        "events": (
            cards.Event("22/11/2026", "Nộp hồ sơ", "· quầy 04", "now"),
            cards.Event("20/11/2026", "Giữ ghế", "lớp may bậc 2", "done school"),
            cards.Event("16/05/2025", "Dự hội nghị kết nối"),
        ),
        "columns": (
            cards.Column("Việc"),
            cards.Column("Nơi tuyển"),
            cards.Column("Còn trống", figures=True),
            cards.Column("Tình trạng"),
        ),
        "rows": (
            (
                cards.Link("Thợ hàn 3G", "#bang"),
                "Công ty Cơ khí Giả Định",
                "31",
                cards.Badge("warn", "clock", "Trễ 3 ngày"),
            ),
            (cards.Link("Lái xe nâng", "#bang"), "Kho Đồng Thử", "114", cards.VERIFIED),
        ),
    }


def _figures() -> dict[str, Any]:
    """Tiles and charts."""
    return {
        "kpis": KPIS,
        "flow": charts.Flow(1214, 1480, direct=742, learning=131, classes=7, seats=186),
        "months": _months(),
        "small_flow": charts.Flow(40, 12, direct=3, learning=0),
        "bars": (
            charts.Bar("Thiếu chứng chỉ", 241, "school", "#ve"),
            charts.Bar("Xa trên 15 km", 158),
            charts.Bar("Lương thấp hơn mong muốn", 117),
            charts.Bar("Ca đêm", 63),
        ),
        "map": _map(),
    }
