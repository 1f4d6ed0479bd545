"""Lists as communes, the forms of the law and firms have them."""

from typing import Any

from tests.engine.sheets.made.columns import (
    CLEAR_GENERAL,
    CLEAR_LEVEL,
    NOW,
    PERMANENT,
    STT,
    TICKS_SEX,
    TITLE,
    UNDER_SEX,
    Col,
    Template,
    birth,
    day_text,
    identity,
    name,
    number,
    phone,
    places,
    sex,
    short_address,
    shows,
    situation,
    ticks,
    whole_address,
)
from tests.engine.sheets.made.people import ACTIVITY, PRIORITY


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
