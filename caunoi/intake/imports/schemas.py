"""Which fields each kind of list may fill. The usual heads of their columns and the usual words
for our codes stand in `reference/intake_heads.csv` and `reference/intake_words.csv`.

TT 01/2022 = Thông tư 01/2022/TT-BLĐTBXH (with districts, until 30/06/2025), NĐ 318 = Nghị định
318/2025/NĐ-CP (without), 01/PLI = Nghị định 145/2020/NĐ-CP, annex I.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from caunoi.classifications.queries import reference_rows
from caunoi.intake.imports.words import numberings_of, words_of
from caunoi_engine.sheets.rows import FieldSpec, Kind


@dataclass(frozen=True)
class _Field:
    """A field before its words are read: `words` names its list of codes."""

    code: str
    label: str
    kind: Kind
    words: str = ""
    required: bool = False
    many: bool = False


_PERSON: Final = (
    _Field("full_name", "Họ và tên", Kind.NAME, required=True),
    _Field("birth_date", "Ngày sinh", Kind.DAY, required=True),
    _Field("sex", "Giới tính", Kind.SEX, "SEX", required=True),
)
_IDENTITY: Final = _Field("identity_number", "Số định danh", Kind.IDENTITY)
_INSURANCE: Final = _Field("insurance_number", "Mã số BHXH", Kind.INSURANCE)
_PHONE: Final = _Field("phone", "Điện thoại", Kind.PHONE)

# TT 01/2022 Mẫu 01b, NĐ 318 and the lists communes make themselves, of any era.
_WORKERS: Final = (
    _Field("row_key", "Mã dòng", Kind.TEXT),
    *_PERSON,
    _IDENTITY,
    _PHONE,
    _INSURANCE,
    _Field("ethnic_group", "Dân tộc", Kind.CODE, "ETHNIC_GROUP"),
    _Field("permanent_province", "Tỉnh thường trú", Kind.PLACE),
    _Field("permanent_district", "Huyện thường trú", Kind.PLACE),
    _Field("permanent_commune", "Xã thường trú", Kind.PLACE),
    _Field("permanent_address", "Địa chỉ thường trú", Kind.ADDRESS),
    _Field("province", "Tỉnh nơi ở", Kind.PLACE),
    _Field("district", "Huyện nơi ở", Kind.PLACE),
    _Field("commune", "Xã nơi ở", Kind.PLACE),
    _Field("address", "Địa chỉ nơi ở", Kind.ADDRESS),
    _Field("area", "Khu vực", Kind.CODE, "AREA"),
    _Field("household_code", "Mã hộ", Kind.TEXT),
    _Field("priority_groups", "Đối tượng ưu tiên", Kind.CODE, "PRIORITY", many=True),
    _Field("general_education", "Trình độ giáo dục phổ thông", Kind.CODE, "GENERAL_EDUCATION"),
    _Field("qualification", "Trình độ chuyên môn kỹ thuật", Kind.CODE, "QUALIFICATION"),
    _Field("major", "Chuyên ngành đào tạo", Kind.TEXT),
    _Field("activity", "Tình trạng tham gia hoạt động kinh tế", Kind.CODE, "ACTIVITY"),
    _Field(
        "inactive_reason", "Lý do không tham gia hoạt động kinh tế", Kind.CODE, "INACTIVE_REASON"
    ),
    _Field("job_status", "Vị thế việc làm", Kind.CODE, "JOB_STATUS"),
    _Field("occupation_words", "Công việc đang làm", Kind.TEXT),
    _Field("workplace", "Nơi làm việc", Kind.TEXT),
    _Field("workplace_address", "Địa chỉ nơi làm việc", Kind.ADDRESS),
    _Field("unemployed_for", "Thời gian thất nghiệp", Kind.CODE, "UNEMPLOYED_FOR"),
    _Field("unemployed_reason", "Lý do thất nghiệp", Kind.CODE, "UNEMPLOYED_REASON"),
    _Field("social_insurance", "Tham gia bảo hiểm xã hội", Kind.CODE, "SOCIAL_INSURANCE"),
)

# TT 01/2022 Mẫu 03.
_FOREIGN_WORKERS: Final = (
    *_PERSON,
    _Field("nationality", "Quốc tịch", Kind.TEXT, required=True),
    _Field("passport_number", "Số hộ chiếu", Kind.PASSPORT, required=True),
    _Field("passport_issued_on", "Ngày cấp hộ chiếu", Kind.DAY),
    _Field("passport_expires_on", "Ngày hết hạn hộ chiếu", Kind.DAY),
    _Field("qualification", "Trình độ", Kind.CODE, "FOREIGN_LEVEL"),
    _Field("major", "Chuyên môn đào tạo", Kind.TEXT),
    _Field("permit_number", "Số giấy phép lao động", Kind.TEXT),
    _Field("permit_issued_on", "Ngày cấp giấy phép lao động", Kind.DAY),
    _Field("permit_expires_on", "Thời hạn giấy phép lao động", Kind.DAY),
    _Field("position", "Vị trí công việc", Kind.CODE, "FOREIGN_POST"),
    _Field("job_title", "Chức danh công việc", Kind.TEXT),
    _Field("employer_name", "Doanh nghiệp, tổ chức", Kind.TEXT),
    _Field("employer_tax", "Mã số doanh nghiệp", Kind.TAX),
    _Field("employer_address", "Địa chỉ doanh nghiệp", Kind.ADDRESS),
    _Field("work_from", "Làm việc từ ngày", Kind.DAY),
    _Field("work_to", "Làm việc đến ngày", Kind.DAY),
)

# 01/PLI: who works in a firm.
_LABOUR_USE: Final = (
    *_PERSON,
    _IDENTITY,
    _INSURANCE,
    _Field("job_title", "Chức vụ, chức danh, nơi làm việc", Kind.TEXT),
    _Field("job_group", "Vị trí việc làm", Kind.CODE, "JOB_GROUP"),
    _Field("wage", "Tiền lương", Kind.MONEY),
    _Field("allowance_post", "Phụ cấp chức vụ", Kind.MONEY),
    _Field("allowance_wage", "Phụ cấp lương", Kind.MONEY),
    _Field("allowance_more", "Các khoản bổ sung", Kind.MONEY),
    _Field("hard_from", "Nghề nặng nhọc từ ngày", Kind.DAY),
    _Field("hard_to", "Nghề nặng nhọc đến ngày", Kind.DAY),
    _Field("contract_kind", "Loại hợp đồng lao động", Kind.CODE, "CONTRACT"),
    _Field("indefinite_from", "HĐLĐ không xác định thời hạn từ ngày", Kind.DAY),
    _Field("fixed_from", "HĐLĐ xác định thời hạn từ ngày", Kind.DAY),
    _Field("fixed_to", "HĐLĐ xác định thời hạn đến ngày", Kind.DAY),
    _Field("other_from", "HĐLĐ khác từ ngày", Kind.DAY),
    _Field("other_to", "HĐLĐ khác đến ngày", Kind.DAY),
    _Field("insured_from", "Tham gia BHXH từ ngày", Kind.DAY),
    _Field("insured_to", "Kết thúc BHXH ngày", Kind.DAY),
    _Field("note", "Nội dung ghi chú", Kind.TEXT),
)

# TT 01/2022 Mẫu 02: whom a firm needs in the next six months.
_NEEDS: Final = (
    _Field("employer_name", "Tên doanh nghiệp", Kind.TEXT),
    _Field("employer_tax", "Mã số thuế", Kind.TAX),
    _Field("occupation_code", "Mã nghề cấp 2", Kind.NUMBER),
    _Field("occupation_words", "Tên gọi nghề nghiệp", Kind.TEXT, required=True),
    _Field("positions", "Số lượng", Kind.NUMBER, required=True),
    _Field("women", "Trong đó nữ", Kind.NUMBER),
    _Field("qualification", "Trình độ yêu cầu", Kind.CODE, "QUALIFICATION"),
    _Field("wage", "Mức lương", Kind.TEXT),
    _Field("address", "Nơi làm việc", Kind.ADDRESS),
    _PHONE,
)

_FIELDS: Final[dict[str, tuple[_Field, ...]]] = {
    "workers": _WORKERS,
    "foreign_workers": _FOREIGN_WORKERS,
    "labour_use": _LABOUR_USE,
    "needs": _NEEDS,
}
TITLES: Final = {
    "workers": "Danh sách người lao động (cung lao động)",
    "foreign_workers": "Người lao động nước ngoài",
    "labour_use": "Báo cáo sử dụng lao động (01/PLI)",
    "needs": "Nhu cầu tuyển dụng lao động",
}


@cache
def fields_of(schema: str) -> tuple[FieldSpec, ...]:
    """The fields of a kind of list with the words of their heads and codes, read once."""
    heads: dict[str, list[str]] = {}
    for row in reference_rows("intake_heads.csv"):
        if row["schema"] == schema:
            heads.setdefault(row["field"], []).append(row["head"])
    return tuple(
        FieldSpec(
            one.code,
            one.label,
            one.kind,
            tuple(heads.get(one.code, ())),
            required=one.required,
            codes=words_of(one.words) if one.words else {},
            many=one.many,
            numberings=numberings_of(one.words) if one.kind is Kind.CODE and not one.many else (),
        )
        for one in _FIELDS[schema]
    )
