"""Made sheets with known truth: templates as communes and firms have them, and what befalls them.

A template says which columns a list has and how each is headed; a mutation is something people
and programs do to a list. `made(template, mutation, seed)` gives the cells and what they mean.
All people are made up: names are drawn from common syllables, numbers from nowhere.
"""

# ruff: noqa: E501  tables of made data

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.engine.sheets.spoiling import cp1258, mojibake, tcvn3, vni

ON = date(2026, 3, 2)
FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô Dương Lý Đinh Lương Trịnh Phùng Hà Triệu Nông Ma".split()
MIDDLES = {
    "MALE": "Văn Đức Hữu Quang Minh Đình Xuân Công".split(),
    "FEMALE": "Thị Thu Ngọc Thanh Phương Kim Bích Hồng".split(),
}
GIVENS = {
    "MALE": "Hùng Dũng Cường Tuấn Thắng Sơn Hải Khánh Toàn Nghĩa Ứng Ánh Quý Tú Lộc Hoà Hiếu Đạt Vượng Ái".split(),
    "FEMALE": "Hoa Lan Huệ Hương Nga Thuỷ Quỳnh Trang Yến Ngân Oanh Uyên Ánh Hiền Nhung Đào Mơ Vui Thoa Xuyến".split(),
}
COMMUNES = [
    "Xã Đông Minh",
    "Xã Tân Trào",
    "Phường Trần Lãm",
    "Xã Vũ Thư",
    "Xã Ái Quốc",
    "Phường Mỹ Lâm",
    "Xã Yên Phú",
]
DISTRICTS = ["Huyện Tiền Hải", "Huyện Sơn Dương", "Thành phố Thái Bình", "Huyện Hàm Yên"]
PROVINCES = ["Tỉnh Thái Bình", "Tỉnh Tuyên Quang", "Hưng Yên", "Hải Dương"]
HAMLETS = ["Thôn Đông Hải", "Xóm 3", "Tổ dân phố 5", "Thôn Nà Luông", "Khu Đồng Tâm"]
ETHNIC = {"Kinh": "01", "Tày": "02", "Dao": "09", "Mông": "08", "Cao Lan": "15"}
GENERAL = {
    "Chưa học xong tiểu học": "BELOW_PRIMARY",
    "Tốt nghiệp tiểu học": "PRIMARY",
    "TN THCS": "LOWER_SECONDARY",
    "Tốt nghiệp THPT": "UPPER_SECONDARY",
    "12/12": "UPPER_SECONDARY",
}
QUALIFICATION = {
    "Chưa qua đào tạo": "NONE",
    "CNKT không bằng": "SKILLED_NO_PAPER",
    "Sơ cấp": "ELEMENTARY",
    "Trung cấp": "SECONDARY",
    "Cao đẳng": "COLLEGE",
    "ĐH": "BACHELOR",
    "Đại học": "BACHELOR",
}
ACTIVITY = {
    "Có việc làm": "EMPLOYED",
    "Người thất nghiệp": "UNEMPLOYED",
    "Không tham gia hoạt động kinh tế": "INACTIVE",
}
JOBS = ["Công nhân may", "Làm ruộng", "Thợ hàn", "Giáo viên mầm non", "Lái xe", "Buôn bán nhỏ"]
JOB_STATUS = {
    "Tự làm": "SELF_EMPLOYED",
    "Làm công ăn lương": "WAGE_EARNER",
    "Lao động gia đình": "FAMILY_WORKER",
}
PRIORITY = {
    "Hộ nghèo": "POOR",
    "Hộ cận nghèo": "NEAR_POOR",
    "Người khuyết tật": "DISABLED",
    None: None,
}
FIRMS = [
    "Công ty CP May Đông Minh",
    "Công ty TNHH Hoà Bình",
    "HTX Tân Trào",
    "Công ty TNHH Điện tử Á Châu",
]
CONTRACT = {
    "Không xác định thời hạn": "INDEFINITE",
    "Dưới 12 tháng": "UNDER_12_MONTHS",
    "Từ 12 đến 36 tháng": "FROM_12_TO_36_MONTHS",
}
FOREIGN = [
    ("Kim Min Jun", "Hàn Quốc"),
    ("Tanaka Hiroshi", "Nhật Bản"),
    ("Li Wei Chen", "Trung Quốc"),
    ("Somchai Prasert", "Thái Lan"),
    ("Singh Rajesh", "Ấn Độ"),
]
POSITION = {
    "Chuyên gia": "EXPERT",
    "Lao động kỹ thuật": "TECHNICIAN",
    "Nhà quản lý": "MANAGER",
    "Giám đốc điều hành": "DIRECTOR",
}
LEVEL = {"Đại học": "BACHELOR", "Thạc sĩ": "MASTER", "Chứng chỉ hành nghề": "PRACTICE_CERTIFICATE"}

Cell = Any
Person = dict[str, Any]


@dataclass
class Col:
    """A column: its heads from above, the field it means (None: to be left aside), what it shows."""

    heads: tuple[str, ...]
    field: str | None
    show: Callable[[Person, random.Random], Cell]


@dataclass
class Made:
    """Cells, merged ranges, and what they mean. `columns`: index → field; `truth`: row → values."""

    name: str
    schema: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]]
    columns: dict[int, str]
    truth: dict[int, dict[str, Any]]
    answers: dict[str, str] = field(default_factory=dict)


@dataclass
class Template:
    name: str
    schema: str
    cols: list[Col]
    titles: list[str]
    numbered: bool = False
    total: bool = False


def person(chance: random.Random, number: int) -> Person:
    """A made person with all that any list asks."""
    sex = chance.choice(["MALE", "FEMALE"])
    birth = date(1958, 1, 1) + timedelta(days=chance.randrange(50 * 365))
    name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES[sex])} {chance.choice(GIVENS[sex])}"
    digit = (0 if birth.year < 2000 else 2) + (sex == "FEMALE")
    place = chance.choice(["034", "008", "002", "030", "001"])
    general = chance.choice(list(GENERAL))
    foreign = chance.choice(FOREIGN)
    start = date(2018, 1, 1) + timedelta(days=chance.randrange(2500))
    return {
        "number": number,
        "full_name": name,
        "birth_date": birth,
        "sex": sex,
        "identity_number": f"{place}{digit}{birth.year % 100:02d}{chance.randrange(10**6):06d}",
        "phone": chance.choice(["09", "03", "08", "07"]) + f"{chance.randrange(10**8):08d}",
        "insurance_number": f"{chance.randrange(10**9, 10**10)}",
        "ethnic": chance.choice(list(ETHNIC)),
        "commune": chance.choice(COMMUNES),
        "district": chance.choice(DISTRICTS),
        "province": chance.choice(PROVINCES),
        "hamlet": chance.choice(HAMLETS),
        "general": general,
        "qualification": chance.choice(list(QUALIFICATION)),
        "activity": chance.choice(list(ACTIVITY)),
        "job": chance.choice(JOBS),
        "job_status": chance.choice(list(JOB_STATUS)),
        "priority": chance.choice(list(PRIORITY)),
        "firm": chance.choice(FIRMS),
        "contract": chance.choice(list(CONTRACT)),
        "start": start,
        "end": start + timedelta(days=700),
        "wage": chance.randrange(50, 250) * 100_000,
        "foreign": foreign[0],
        "nation": foreign[1],
        "passport": f"{chance.choice('BCMPE')}{chance.randrange(10**7, 10**8)}",
        "position": chance.choice(list(POSITION)),
        "level": chance.choice(list(LEVEL)),
        "permit": f"{chance.randrange(10**5, 10**6)}/SNV-GP",
        "count": chance.randrange(1, 60),
        "women": chance.randrange(0, 20),
        "need": chance.choice(JOBS),
        "area": chance.choice(["Thành thị", "Nông thôn"]),
        "head": f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES['MALE'])} {chance.choice(GIVENS['MALE'])}",
    }


def truth_of(col: Col, one: Person, schema: str) -> Any:
    """What the field of a column is worth for a person."""
    code, mark, _ = (col.field or "").partition("=")
    by_schema = {
        "foreign_workers": {
            "full_name": one["foreign"],
            "position": POSITION[one["position"]],
            "qualification": LEVEL[one["level"]],
            "passport_issued_on": one["start"],
            "permit_issued_on": one["start"],
        },
        "needs": {"occupation_words": one["need"], "wage": "7-9 triệu"},
    }
    looked_up = {
        "sex": one["sex"],
        "birth_date": one["birth_date"],
        "full_name": one["full_name"],
        "identity_number": one["identity_number"],
        "phone": one["phone"],
        "insurance_number": one["insurance_number"],
        "ethnic_group": ETHNIC[one["ethnic"]],
        "general_education": GENERAL[one["general"]],
        "qualification": QUALIFICATION[one["qualification"]],
        "activity": ACTIVITY[one["activity"]],
        "job_status": JOB_STATUS[one["job_status"]],
        "occupation_words": one["job"],
        "priority_groups": PRIORITY[one["priority"]],
        "workplace": one["firm"],
        "area": {"Thành thị": "URBAN", "Nông thôn": "RURAL"}[one["area"]],
        "contract_kind": CONTRACT[one["contract"]],
        "fixed_from": one["start"],
        "fixed_to": one["end"],
        "insured_from": one["start"],
        "wage": one["wage"],
        "job_title": one["job"],
    } | by_schema.get(schema, {})
    if mark and code == "general_education" and one["general"] == "12/12":
        return None  # no column to tick
    if mark and code == "qualification" and one["qualification"] == "ĐH":
        return None
    return looked_up[code] if code in looked_up else col.show(one, random.Random(0))


# --- Columns ---


def shows(key: str) -> Callable[[Person, random.Random], Cell]:
    return lambda one, chance: one[key]


def sex_word(one: Person, chance: random.Random) -> Cell:
    return "Nam" if one["sex"] == "MALE" else "Nữ"


def tick(key: str, value: Any) -> Callable[[Person, random.Random], Cell]:
    return lambda one, chance: "x" if one[key] == value else None


def day_text(key: str) -> Callable[[Person, random.Random], Cell]:
    return lambda one, chance: f"{one[key]:%d/%m/%Y}"


def birth_if(sex: str) -> Callable[[Person, random.Random], Cell]:
    return lambda one, chance: f"{one['birth_date']:%d/%m/%Y}" if one["sex"] == sex else None


def whole_address(one: Person, chance: random.Random) -> Cell:
    return f"{one['hamlet']}, {one['commune']}, {one['district']}, {one['province']}"


def short_address(one: Person, chance: random.Random) -> Cell:
    return f"{one['hamlet']}, {one['commune']}"


def number(one: Person, chance: random.Random) -> Cell:
    return one["number"]


STT = Col(("STT",), None, number)


def name(head: str = "Họ và tên") -> Col:
    return Col((head,), "full_name", shows("full_name"))


def birth(head: str = "Ngày sinh") -> Col:
    return Col((head,), "birth_date", day_text("birth_date"))


def sex(head: str = "Giới tính") -> Col:
    return Col((head,), "sex", sex_word)


def identity(head: str = "Số CCCD") -> Col:
    return Col((head,), "identity_number", shows("identity_number"))


def phone(head: str = "Số điện thoại") -> Col:
    return Col((head,), "phone", shows("phone"))


def places(group: str, prefix: str, *, district: bool) -> list[Col]:
    parts = [
        ("Tỉnh", "province", "province"),
        ("Huyện", "district", "district"),
        ("Xã", "commune", "commune"),
    ]
    kept = [part for part in parts if district or part[1] != "district"]
    return [
        Col((group, head) if group else (head,), prefix + field, shows(key))
        for head, field, key in kept
    ]


def situation(general: str, level: str, activity: str, job: str) -> list[Col]:
    return [
        Col((general,), "general_education", shows("general")),
        Col((level,), "qualification", shows("qualification")),
        Col((activity,), "activity", shows("activity")),
        Col((job,), "occupation_words", shows("job")),
    ]


def ticks(group: str, field: str, key: str, choices: dict[Any, Any]) -> list[Col]:
    return [
        Col((group, word), f"{field}={code}", tick(key, word))
        for word, code in choices.items()
        if word
    ]


ASIDE = [
    Col(("Họ tên chủ hộ",), None, shows("head")),
    Col(("Ngày cấp",), None, day_text("start")),
    Col(("Nơi cấp",), None, lambda one, chance: "Cục CSQLHC về TTXH"),
    Col(("Ghi chú",), None, lambda one, chance: None),
]
PERMANENT, NOW = "Nơi đăng ký thường trú", "Nơi ở hiện tại"
TICKS_SEX = [
    Col(("Giới tính", "Nam"), "sex=MALE", tick("sex", "MALE")),
    Col(("Giới tính", "Nữ"), "sex=FEMALE", tick("sex", "FEMALE")),
]
UNDER_SEX = [
    Col(("Năm sinh", "Nam"), "birth_date=MALE", birth_if("MALE")),
    Col(("Năm sinh", "Nữ"), "birth_date=FEMALE", birth_if("FEMALE")),
]
TITLE = [
    "UBND XÃ ĐÔNG MINH",
    "DANH SÁCH NGƯỜI LAO ĐỘNG NĂM 2026",
    "(Kèm theo Công văn số 12/UBND ngày 05/01/2026)",
]
CLEAR_GENERAL = {word: code for word, code in GENERAL.items() if word != "12/12"}
CLEAR_LEVEL = {word: code for word, code in QUALIFICATION.items() if word != "ĐH"}


def templates() -> list[Template]:
    """At least thirty."""
    return [*_of_communes(), *_official(), *_of_firms()]


def _of_communes() -> list[Template]:
    def of(name_: str, *cols: Col, **more: Any) -> Template:
        return Template(name_, "workers", list(cols), more.pop("titles", TITLE), **more)

    address = Col(("Địa chỉ",), "address", short_address)
    return [
        of("commune-short", STT, name(), birth(), sex(), identity(), phone(), address),
        of(
            "commune-era-2022",
            STT,
            name("Họ tên"),
            birth("Ngày, tháng, năm sinh"),
            sex(),
            identity("Số CMND/CCCD"),
            *places("", "", district=True),
            phone("Điện thoại"),
        ),
        of(
            "commune-era-2026",
            STT,
            name(),
            birth(),
            sex(),
            identity("Số định danh cá nhân"),
            *places("", "", district=False),
            phone("SĐT"),
        ),
        of(
            "permanent-and-now-2022",
            STT,
            name(),
            birth("Ngày tháng năm sinh"),
            sex("Giới"),
            identity("CCCD"),
            *places(PERMANENT, "permanent_", district=True),
            *places(NOW, "", district=True),
        ),
        of(
            "permanent-and-now-2026",
            STT,
            name("Họ, chữ đệm và tên"),
            birth(),
            sex("Nam/Nữ"),
            identity("Căn cước công dân"),
            *places(PERMANENT, "permanent_", district=False),
            *places(NOW, "", district=False),
            numbered=True,
        ),
        of(
            "sex-ticks",
            Col(("TT",), None, number),
            name(),
            birth("Ng.sinh"),
            *TICKS_SEX,
            identity("Số CMT"),
            Col(("Nơi ĐK thường trú",), "permanent_address", whole_address),
            phone("ĐT"),
        ),
        of(
            "birth-under-sex",
            STT,
            name(),
            *UNDER_SEX,
            identity("Số căn cước"),
            Col(("Dân tộc",), "ethnic_group", shows("ethnic")),
            Col(("Nghề nghiệp",), "occupation_words", shows("job")),
            total=True,
        ),
        of(
            "situation",
            STT,
            name(),
            birth(),
            sex(),
            identity(),
            *situation(
                "Trình độ học vấn", "Trình độ CMKT", "Tình trạng việc làm", "Công việc cụ thể"
            ),
        ),
        of(
            "situation-long-words",
            STT,
            name("Họ và tên người lao động"),
            birth("Ngày sinh (ngày/tháng/năm)"),
            sex("Giới tính (Nam/Nữ)"),
            identity("Số CCCD/CMND (12 số)"),
            *situation(
                "Trình độ giáo dục phổ thông cao nhất đã đạt được",
                "Trình độ chuyên môn kỹ thuật cao nhất",
                "Tình trạng tham gia hoạt động kinh tế",
                "Công việc cụ thể đang làm",
            ),
        ),
        of(
            "short-heads",
            Col(("TT",), None, number),
            name("Họ tên"),
            birth("NTNS"),
            sex("GT"),
            identity("CCCD"),
            phone("SĐT"),
            Col(("DT",), "ethnic_group", shows("ethnic")),
            Col(("TĐVH",), "general_education", shows("general")),
            Col(("CMKT",), "qualification", shows("qualification")),
        ),
        of(
            "with-household",
            STT,
            Col(("Họ tên chủ hộ",), None, shows("head")),
            name("Họ tên thành viên"),
            birth(),
            sex(),
            identity(),
            Col(("Quan hệ với chủ hộ",), None, lambda one, chance: "Con"),
            phone(),
        ),
        of(
            "insured",
            STT,
            name(),
            birth(),
            sex(),
            identity(),
            Col(("Mã số BHXH",), "insurance_number", shows("insurance_number")),
            Col(("Nơi làm việc",), "workplace", shows("firm")),
            phone("Điện thoại liên hệ"),
        ),
        of(
            "capitals",
            Col(("STT",), None, number),
            name("HỌ VÀ TÊN"),
            birth("NGÀY SINH"),
            sex("GIỚI TÍNH"),
            identity("SỐ CCCD"),
            Col(("ĐỊA CHỈ",), "address", short_address),
            phone("SỐ ĐIỆN THOẠI"),
        ),
        of(
            "no-titles",
            name("Họ Tên"),
            sex("Giới Tính"),
            phone("Điện thoại"),
            birth(),
            identity("cmnd"),
            Col(("Dân tộc",), "ethnic_group", shows("ethnic")),
            Col(("Xã",), "commune", shows("commune")),
            titles=[],
        ),
        of(
            "programmers-heads",
            name("hoten"),
            sex("gioitinh"),
            birth("ngaysinh"),
            identity("cmnd"),
            Col(("dantoc",), "ethnic_group", shows("ethnic")),
            *[
                Col((head,), field, shows(field))
                for head, field in (("tinh", "province"), ("huyen", "district"), ("xa", "commune"))
            ],
            titles=[],
        ),
        of(
            "english-heads",
            Col(("No",), None, number),
            name("Full name"),
            birth("Date of birth"),
            sex("Gender"),
            identity("ID number"),
            phone("Mobile"),
            titles=["LIST OF WORKERS"],
        ),
        of(
            "priority",
            STT,
            name(),
            birth(),
            sex(),
            identity(),
            Col(("Đối tượng ưu tiên",), "priority_groups", shows("priority")),
            Col(("Khu vực",), "area", shows("area")),
            total=True,
        ),
        of(
            "priority-ticks",
            STT,
            name(),
            birth(),
            sex(),
            identity(),
            *ticks("Đối tượng ưu tiên", "priority_groups", "priority", PRIORITY),
            phone(),
        ),
    ]


def _official() -> list[Template]:
    form = [
        "Tỉnh: Thái Bình",
        "Huyện: Tiền Hải",
        "Xã: Đông Minh",
        "DANH SÁCH THÔNG TIN CUNG LAO ĐỘNG NĂM 2024",
        "Mẫu số 01b",
    ]

    def of(name_: str, *cols: Col, **more: Any) -> Template:
        return Template(name_, "workers", list(cols), form, **more)

    person_ = (STT, name(), birth(), sex(), identity("CCCD/CMND"))
    return [
        of(
            "01b",
            *person_,
            Col(("Nơi đăng ký thường trú",), "permanent_address", whole_address),
            Col(("Nơi ở hiện tại",), "address", short_address),
            phone(),
            Col(("Đối tượng ưu tiên",), "priority_groups", shows("priority")),
            *situation(
                "Trình độ GDPT cao nhất đạt được",
                "Trình độ CMKT cao nhất",
                "Tình trạng tham gia hoạt động kinh tế",
                "Công việc cụ thể",
            ),
            numbered=True,
        ),
        of(
            "01b-with-status",
            *person_,
            *situation(
                "Trình độ GDPT", "Trình độ CMKT", "Tình trạng HĐKT", "Công việc cụ thể đang làm"
            ),
            Col(("Vị thế việc làm",), "job_status", shows("job_status")),
            Col(("Nơi làm việc",), "workplace", shows("firm")),
        ),
        of(
            "01b-ticks",
            STT,
            name(),
            birth("Ngày tháng năm sinh"),
            *TICKS_SEX,
            identity("Số CCCD/ CMTND"),
            *ticks(
                "Trình độ GDPT cao nhất đạt được", "general_education", "general", CLEAR_GENERAL
            ),
            *ticks(
                "Trình độ chuyên môn kỹ thuật cao nhất",
                "qualification",
                "qualification",
                CLEAR_LEVEL,
            ),
            *ticks("Tình trạng tham gia hoạt động kinh tế", "activity", "activity", ACTIVITY),
            numbered=True,
        ),
        of(
            "n318",
            STT,
            name(),
            birth("Ngày, tháng, năm sinh"),
            sex(),
            identity("Số định danh cá nhân"),
            Col(("Mã số BHXH",), "insurance_number", shows("insurance_number")),
            Col(("Nơi thường trú",), "permanent_address", short_address),
            Col(("Nơi ở hiện tại",), "address", short_address),
            Col(("Dân tộc",), "ethnic_group", shows("ethnic")),
        ),
        of(
            "province-system",
            name("Họ Tên"),
            sex("Giới Tính"),
            phone("Điện thoại"),
            birth(),
            identity("cmnd"),
            Col(("Dân tộc",), "ethnic_group", shows("ethnic")),
            Col(("Xã",), "commune", shows("commune")),
            Col(("Thường Trú",), "permanent_address", shows("hamlet")),
            Col(("Trình độ giáo dục",), "general_education", shows("general")),
            Col(("Trình độ chuyên môn kỹ thuật",), "qualification", shows("qualification")),
            Col(("Tình trạng việc làm",), "activity", shows("activity")),
            Col(("Công ty",), "workplace", shows("firm")),
        ),
        of(
            "census",
            Col(("Số TT",), None, number),
            name("Họ và tên"),
            birth("Ngày tháng năm sinh"),
            sex("Giới tính"),
            Col(("Dân tộc",), "ethnic_group", shows("ethnic")),
            identity("Số CCCD"),
            Col(("Thôn/Xóm",), "address", shows("hamlet")),
            Col(("Trình độ văn hóa",), "general_education", shows("general")),
            total=True,
        ),
    ]


def _of_firms() -> list[Template]:
    tax = Col(("Mã số thuế",), "employer_tax", lambda one, chance: "0100109106")
    foreign = [
        Col(("STT",), None, number),
        Col(("Họ và tên",), "full_name", shows("foreign")),
        birth(),
        sex(),
        Col(("Quốc tịch",), "nationality", shows("nation")),
        Col(("Số hộ chiếu",), "passport_number", shows("passport")),
    ]
    person_ = [STT, name(), birth(), sex(), identity("CCCD/CMND/Hộ chiếu")]
    contract = "Hiệu lực HĐLĐ xác định thời hạn"
    needs = [
        STT,
        Col(("Tên gọi nghề nghiệp",), "occupation_words", shows("need")),
        Col(("Số lượng",), "positions", shows("count")),
        Col(("Trong đó nữ",), "women", shows("women")),
    ]
    return [
        Template(
            "foreign-short",
            "foreign_workers",
            [
                *foreign,
                Col(("Vị trí công việc",), "position", shows("position")),
                Col(("Trình độ",), "qualification", shows("level")),
                Col(("Tên doanh nghiệp",), "employer_name", shows("firm")),
                tax,
            ],
            ["DANH SÁCH NGƯỜI LAO ĐỘNG NƯỚC NGOÀI"],
        ),
        Template(
            "foreign-permits",
            "foreign_workers",
            [
                *foreign[:5],
                Col(("Hộ chiếu", "Số"), "passport_number", shows("passport")),
                Col(("Hộ chiếu", "Ngày cấp"), "passport_issued_on", day_text("start")),
                Col(("Giấy phép lao động", "Số"), "permit_number", shows("permit")),
                Col(("Giấy phép lao động", "Ngày cấp"), "permit_issued_on", day_text("start")),
            ],
            ["LAO ĐỘNG NƯỚC NGOÀI"],
            numbered=True,
        ),
        Template(
            "foreign-one-line",
            "foreign_workers",
            [
                *foreign,
                Col(("Ngày cấp hộ chiếu",), "passport_issued_on", day_text("start")),
                Col(("Số giấy phép lao động",), "permit_number", shows("permit")),
                Col(("Vị trí công việc",), "position", shows("position")),
            ],
            [],
        ),
        Template(
            "labour-use",
            "labour_use",
            [
                *person_,
                Col(("Chức vụ",), "job_title", shows("job")),
                Col(("Tiền lương", "Mức lương"), "wage", shows("wage")),
                Col((contract, "Ngày bắt đầu"), "fixed_from", day_text("start")),
                Col((contract, "Ngày kết thúc"), "fixed_to", day_text("end")),
            ],
            ["CÔNG TY CP MAY ĐÔNG MINH", "BÁO CÁO TÌNH HÌNH SỬ DỤNG LAO ĐỘNG"],
            numbered=True,
        ),
        Template(
            "labour-use-short",
            "labour_use",
            [
                *person_,
                Col(("Mã số BHXH",), "insurance_number", shows("insurance_number")),
                Col(("Chức vụ",), "job_title", shows("job")),
                Col(("Loại HĐLĐ",), "contract_kind", shows("contract")),
                Col(("Mức lương",), "wage", shows("wage")),
            ],
            ["DANH SÁCH LAO ĐỘNG"],
        ),
        Template(
            "labour-use-insured",
            "labour_use",
            [
                *person_,
                Col(("Loại hợp đồng",), "contract_kind", shows("contract")),
                Col(("Ngày bắt đầu tham gia BHXH",), "insured_from", day_text("start")),
            ],
            [],
        ),
        Template("needs", "needs", needs, ["NHU CẦU TUYỂN DỤNG 6 THÁNG CUỐI NĂM 2026"], total=True),
        Template(
            "needs-of-firms",
            "needs",
            [STT, Col(("Doanh nghiệp",), "employer_name", shows("firm")), tax, *needs[1:]],
            ["TỔNG HỢP NHU CẦU TUYỂN DỤNG"],
            numbered=True,
        ),
        Template(
            "needs-short",
            "needs",
            [
                Col(("Vị trí cần tuyển",), "occupation_words", shows("need")),
                Col(("Số lượng cần tuyển",), "positions", shows("count")),
                Col(("Mức lương",), "wage", lambda one, chance: "7-9 triệu"),
            ],
            [],
        ),
    ]


# --- What befalls a list ---


def build(template: Template, chance: random.Random, *, count: int = 30, before: str = "") -> Made:
    """The list as its template has it."""
    cols = list(template.cols)
    people = [person(chance, n + 1) for n in range(count)]
    rows: list[list[Cell]] = [[title] for title in template.titles]
    if rows:
        rows.append([])
    tall = max(len(col.heads) for col in cols)
    top = len(rows)
    merged: list[tuple[int, int, int, int]] = []
    for line in range(tall):
        rows.append([col.heads[line] if line < len(col.heads) else None for col in cols])
    for at, col in enumerate(cols):
        if len(col.heads) < tall:
            merged.append((top, at, top + tall - 1, at))
    at = 0
    while at < len(cols):
        end = at
        while (
            tall > 1
            and end + 1 < len(cols)
            and len(cols[end + 1].heads) > 1
            and cols[end + 1].heads[0] == cols[at].heads[0]
        ):
            end += 1
        if end > at:
            merged.append((top, at, top, end))
            for other in range(at + 1, end + 1):
                rows[top][other] = None
        at = end + 1
    if template.numbered:
        rows.append([f"({n + 1})" for n in range(len(cols))])
    truth = {}
    for one in people:
        truth[len(rows)] = {
            (col.field or "").partition("=")[0]: truth_of(col, one, template.schema)
            for col in cols
            if col.field
        }
        if any((col.field or "").startswith("birth_date=") for col in cols):
            truth[len(rows)]["sex"] = one["sex"]
        rows.append([col.show(one, chance) for col in cols])
    if template.total:
        rows.append([None, f"Tổng cộng: {count}"])
    columns = {n: col.field for n, col in enumerate(cols) if col.field}
    return Made(template.name, template.schema, rows, merged, columns, truth)


def first_entry(made: Made) -> int:
    return min(made.truth)


def _insert(made: Made, at: int, row: list[Cell]) -> None:
    made.rows.insert(at, row)
    made.truth = {(n + 1 if n >= at else n): values for n, values in made.truth.items()}
    made.merged = [(t + (t >= at), left, b + (b >= at), right) for t, left, b, right in made.merged]


def _columns_to(made: Made, order: list[int | None]) -> None:
    made.rows = [
        [row[n] if n is not None and n < len(row) else None for n in order] if len(row) > 1 else row
        for row in made.rows
    ]
    made.columns = {new: made.columns[old] for new, old in enumerate(order) if old in made.columns}


def _texts(
    made: Made, change: Callable[[str], str], *, heads: bool = True, entries: bool = True
) -> None:
    start = first_entry(made)
    made.rows = [
        [
            change(cell) if isinstance(cell, str) and (heads if n < start else entries) else cell
            for cell in row
        ]
        for n, row in enumerate(made.rows)
    ]


def as_it_is(made: Made, chance: random.Random) -> None:
    pass


def more_titles(made: Made, chance: random.Random) -> None:
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        "Đơn vị tính: người. Ngày lập 12/01/2026",
    ):
        _insert(made, 0, [text or None])


def not_merged(made: Made, chance: random.Random) -> None:
    made.merged = []


def numbering(made: Made, chance: random.Random) -> None:
    at = first_entry(made)
    if not str(made.rows[at - 1][0]).startswith("("):
        _insert(made, at, list(range(1, len(made.rows[at]) + 1)))


def total(made: Made, chance: random.Random) -> None:
    made.rows.append(["Tổng cộng", None, None, len(made.truth)])


def notes(made: Made, chance: random.Random) -> None:
    made.rows += [
        [],
        ["Ghi chú: số liệu đến ngày 31/12/2025"],
        [None, None, "Đông Minh, ngày 05 tháng 01 năm 2026"],
        [None, "Người lập biểu", None, "TM. ỦY BAN NHÂN DÂN"],
        [None, "(Ký, ghi rõ họ tên)", None, "CHỦ TỊCH"],
    ]


def sections(made: Made, chance: random.Random) -> None:
    start, count = first_entry(made), len(made.truth)
    _insert(made, start + count // 2, ["II", "Thôn Tây Sơn"])
    _insert(made, start, ["I. Thôn Đông Hải"])


def heads_again(made: Made, chance: random.Random) -> None:
    start = first_entry(made)
    head = next(
        n
        for n in range(start - 1, -1, -1)
        if sum(isinstance(c, str) and not c.startswith("(") for c in made.rows[n]) >= 2
    )
    _insert(made, start + 15, list(made.rows[head]))


def shuffled(made: Made, chance: random.Random) -> None:
    if not made.merged:
        order = list(range(len(made.rows[first_entry(made)])))
        chance.shuffle(order)
        _columns_to(made, list(order))


def moved_right(made: Made, chance: random.Random) -> None:
    width = len(made.rows[first_entry(made)])
    made.rows = [[None, None, *row] for row in made.rows]
    made.columns = {n + 2: code for n, code in made.columns.items()}
    made.merged = [(t, left + 2, b, right + 2) for t, left, b, right in made.merged]
    assert width


def empty_rows(made: Made, chance: random.Random) -> None:
    for at in sorted(made.truth, reverse=True)[::7]:
        _insert(made, at, [])


def aside(made: Made, chance: random.Random) -> None:
    start = first_entry(made)
    lines = [
        n
        for n in range(start)
        if sum(isinstance(c, str) for c in made.rows[n]) >= 2
        and not str(made.rows[n][0]).startswith("(")
    ]
    width = len(made.rows[start])
    for n, row in enumerate(made.rows):
        if n == lines[0]:
            row.extend([None] * (width - len(row)) + [col.heads[0] for col in ASIDE])
        elif n in made.truth:
            row.extend(col.show(person(chance, n), chance) for col in ASIDE)


def slips_in_heads(made: Made, chance: random.Random) -> None:
    change = {
        "Họ và tên": "Họ và tênn",
        "Chuyên ngành": "Chuyên nghành",
        "Số điện thoại": "Số điện thọai",
        "Giới tính": "Giới  tính ",
        "Ngày sinh": "Ngày sinh:",
        "Tình trạng việc làm": "Tình trạng viêc làm",
        "Trình độ CMKT": "Trinh độ CMKT",
        "Quốc tịch": "Quôc tịch",
    }
    _texts(made, lambda text: change.get(text, text), entries=False)


def no_marks_in_heads(made: Made, chance: random.Random) -> None:
    def bare(text: str) -> str:
        kept = "".join(
            c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
        )
        return kept.replace("đ", "d").replace("Đ", "D")

    _texts(made, bare, entries=False)


def broken_heads(made: Made, chance: random.Random) -> None:
    _texts(
        made,
        lambda text: (
            text.replace(" ", "\n", 1) + " (*)" if " " in text and len(text) < 40 else text
        ),
        entries=False,
    )


def names_in_capitals(made: Made, chance: random.Random) -> None:
    at = next((n for n, code in made.columns.items() if code == "full_name"), None)
    if at is not None:
        for n in made.truth:
            made.rows[n][at] = made.rows[n][at].upper()


def decomposed(made: Made, chance: random.Random) -> None:
    _texts(made, lambda text: unicodedata.normalize("NFD", text))


def in_tcvn3(made: Made, chance: random.Random) -> None:
    _texts(made, tcvn3)


def in_vni(made: Made, chance: random.Random) -> None:
    _texts(made, vni)


def in_cp1258(made: Made, chance: random.Random) -> None:
    _texts(made, cp1258)


def misread(made: Made, chance: random.Random) -> None:
    _texts(made, mojibake)


def typed_days(made: Made, chance: random.Random) -> None:
    for n in made.truth:
        for at, cell in enumerate(made.rows[n]):
            if isinstance(cell, str) and len(cell) == 10 and cell[2] == cell[5] == "/":
                made.rows[n][at] = date(int(cell[6:]), int(cell[3:5]), int(cell[:2]))


def serial_days(made: Made, chance: random.Random) -> None:
    typed_days(made, chance)
    for n in made.truth:
        made.rows[n] = [
            (cell - date(1899, 12, 30)).days if isinstance(cell, date) else cell
            for cell in made.rows[n]
        ]


def numbers_as_numbers(made: Made, chance: random.Random) -> None:
    for at, code in made.columns.items():
        if code in {"identity_number", "phone", "insurance_number"}:
            for n in made.truth:
                made.rows[n][at] = int(made.rows[n][at])


def years_only(made: Made, chance: random.Random) -> None:
    for at, code in made.columns.items():
        if code.startswith("birth_date"):
            for n in made.truth:
                if made.rows[n][at]:
                    made.rows[n][at] = int(made.rows[n][at][6:])
                    made.truth[n]["birth_date"] = made.rows[n][at]


def nameless_heads(made: Made, chance: random.Random) -> None:
    start = first_entry(made)
    for at, code in made.columns.items():
        if code in {"identity_number", "phone"}:
            for row in made.rows[:start]:
                if at < len(row) and row[at] and not row[at].startswith("("):
                    row[at] = f"Column{at}"


MUTATIONS: tuple[Callable[[Made, random.Random], None], ...] = (
    as_it_is,
    more_titles,
    not_merged,
    numbering,
    total,
    notes,
    sections,
    heads_again,
    shuffled,
    moved_right,
    empty_rows,
    aside,
    slips_in_heads,
    no_marks_in_heads,
    broken_heads,
    names_in_capitals,
    decomposed,
    in_tcvn3,
    in_vni,
    in_cp1258,
    misread,
    typed_days,
    serial_days,
    numbers_as_numbers,
    years_only,
    nameless_heads,
)


def all_made(*, count: int = 30, step: int = 1, seed: int = 7) -> Iterator[tuple[str, Made]]:
    """Every template with every mutation, or each `step`-th of them."""
    pairs = [(one, change) for one in templates() for change in MUTATIONS]
    for number_, (template, change) in enumerate(pairs[::step]):
        chance = random.Random(seed + number_)
        made = build(template, chance, count=count)
        change(made, chance)
        yield f"{template.name}:{change.__name__}", made
