"""What is wrong at one place of a request: a code for programs, a sentence for people."""

from collections.abc import Mapping
from typing import Any, Final

OTHERWISE: Final = "Giá trị này chưa đúng mẫu. Xem mô tả của ô trong OpenAPI."

# By the code of pydantic; {words} in braces are what it says of the limit.
WORDS: Final[Mapping[str, str]] = {
    "missing": "Thiếu ô này. Thêm vào rồi gửi lại.",
    "extra_forbidden": "Không có ô tên này. Xem lại tên ô.",
    "json_invalid": "Nội dung không phải JSON đọc được.",
    "string_type": "Phải là chữ trong ngoặc kép.",
    "string_too_short": "Cần ít nhất {min_length} ký tự.",
    "string_too_long": "Dài nhất {max_length} ký tự.",
    "string_pattern_mismatch": "Không đúng dạng {pattern}.",
    "string_unicode": "Có ký tự không đọc được. Gửi chữ theo UTF-8.",
    "int_type": "Phải là số nguyên, không có ngoặc kép.",
    "int_parsing": "Phải là số nguyên.",
    "int_parsing_size": "Số lớn quá mức nhận được.",
    "int_from_float": "Phải là số nguyên, không có phần lẻ.",
    "float_type": "Phải là số.",
    "float_parsing": "Phải là số.",
    "finite_number": "Phải là số hữu hạn.",
    "bool_type": "Chỉ nhận true hoặc false.",
    "bool_parsing": "Chỉ nhận true hoặc false.",
    "greater_than": "Phải lớn hơn {gt}.",
    "greater_than_equal": "Nhỏ nhất là {ge}.",
    "less_than": "Phải nhỏ hơn {lt}.",
    "less_than_equal": "Lớn nhất là {le}.",
    "multiple_of": "Phải chia hết cho {multiple_of}.",
    "list_type": "Phải là danh sách trong ngoặc vuông.",
    "too_short": "Cần ít nhất {min_length} mục.",
    "too_long": "Nhiều nhất {max_length} mục.",
    "dict_type": "Phải là đối tượng trong ngoặc nhọn.",
    "model_type": "Phải là đối tượng trong ngoặc nhọn.",
    "model_attributes_type": "Phải là đối tượng trong ngoặc nhọn.",
    "literal_error": "Chỉ nhận: {expected}.",
    "enum": "Chỉ nhận: {expected}.",
    "uuid_type": "Phải là mã UUID.",
    "uuid_parsing": "Phải là mã UUID.",
    "date_type": "Phải là ngày theo năm-tháng-ngày, như 2027-01-31.",
    "date_parsing": "Phải là ngày theo năm-tháng-ngày, như 2027-01-31.",
    "date_from_datetime_parsing": "Phải là ngày theo năm-tháng-ngày, như 2027-01-31.",
    "date_from_datetime_inexact": "Phải là ngày, không kèm giờ.",
    "datetime_type": "Phải là ngày giờ ISO 8601, như 2027-01-31T08:00:00+07:00.",
    "datetime_parsing": "Phải là ngày giờ ISO 8601, như 2027-01-31T08:00:00+07:00.",
    "datetime_from_date_parsing": "Phải là ngày giờ ISO 8601, như 2027-01-31T08:00:00+07:00.",
    "timezone_aware": "Ghi cả múi giờ, như +07:00.",
}


def fault(found: Mapping[str, Any]) -> dict[str, str]:
    """One error of pydantic as programs get it.

    >>> fault({"type": "less_than_equal", "loc": ("query", "limit"), "ctx": {"le": 500}})
    {'at': 'query.limit', 'code': 'less_than_equal', 'message': 'Lớn nhất là 500.'}
    """
    code, limits = str(found["type"]), dict(found.get("ctx") or {})
    expected = str(limits.get("expected", "")).replace(" or ", " hoặc ")
    try:
        words = WORDS.get(code, OTHERWISE).format(**{**limits, "expected": expected})
    except (KeyError, IndexError):
        words = OTHERWISE
    return {"at": ".".join(map(str, found["loc"])), "code": code, "message": words}
