from typing import Final

from django.db.models import TextChoices


class VacancyState(TextChoices):
    """Where a vacancy stands (tình trạng tin tuyển dụng)."""

    DRAFT = "DRAFT", "Bản nháp"
    PENDING = "PENDING", "Chờ duyệt"
    OPEN = "OPEN", "Đang tuyển"
    CLOSED = "CLOSED", "Đã đóng"
    REFUSED = "REFUSED", "Không đăng được"


PUBLIC_STATES: Final = (VacancyState.OPEN, VacancyState.CLOSED)
"""States in which anybody may read the advert; a closed one says that it takes nobody."""


class PayPeriod(TextChoices):
    """What the printed wage is paid for (trả lương theo)."""

    MONTH = "MONTH", "tháng"
    DAY = "DAY", "ngày"
    HOUR = "HOUR", "giờ"
    PRODUCT = "PRODUCT", "sản phẩm"


class Source(TextChoices):
    """Where a vacancy came from (nguồn tin)."""

    EMPLOYER = "EMPLOYER", "Doanh nghiệp đăng"
    CENTRE = "CENTRE", "Trung tâm nhập"
    IMPORTED = "IMPORTED", "Nhập từ tệp"


class HiredFrom(TextChoices):
    """Where the people came from whom a firm hired (nguồn tuyển), asked when a vacancy closes."""

    CENTRE = "CENTRE", "Trung tâm giới thiệu"
    PORTAL = "PORTAL", "Người tìm việc thấy tin trên trang này"
    OWN = "OWN", "Nơi tuyển tự tìm"
    SCHOOL = "SCHOOL", "Cơ sở đào tạo"
    MIXED = "MIXED", "Từ nhiều nguồn"
    NOBODY = "NOBODY", "Chưa nhận được ai"


class Verdict(TextChoices):
    """What the centre answers to an advert that waits (kết quả duyệt)."""

    APPROVED = "APPROVED", "Cho đăng"
    SENT_BACK = "SENT_BACK", "Trả lại để sửa"
    REFUSED = "REFUSED", "Không cho đăng"


class ReportReason(TextChoices):
    """Why somebody reports an advert (lý do báo)."""

    MONEY = "MONEY", "Đòi tiền, đòi đặt cọc"
    FALSE = "FALSE", "Việc thật khác với tin"
    FAKE = "FAKE", "Mạo danh nơi tuyển"
    GONE = "GONE", "Đã tuyển đủ hoặc không liên hệ được"
    BIAS = "BIAS", "Phân biệt đối xử"
    OTHER = "OTHER", "Lý do khác"


class NeedChannel(TextChoices):
    """How needs were sent (cách gửi nhu cầu)."""

    GRID = "GRID", "Điền trên trang"
    FILE = "FILE", "Tải tệp lên"
    API = "API", "Phần mềm của nơi tuyển gửi"


class ReceiptStatus(TextChoices):
    """What became of a sending as a whole (tình trạng biên nhận)."""

    DONE = "DONE", "Đã nhận đủ"
    PARTLY = "PARTLY", "Nhận một phần"
    ERROR = "ERROR", "Không nhận được"


class ItemStatus(TextChoices):
    """What became of one line of a sending (kết quả từng dòng)."""

    ADDED = "ADDED", "Thêm mới"
    CHANGED = "CHANGED", "Đã sửa"
    UNCHANGED = "UNCHANGED", "Không đổi"
    REMOVED = "REMOVED", "Đã bỏ"
    ERROR = "ERROR", "Sai"


class Rejection(TextChoices):
    """Why a row of a file is not a vacancy (lý do loại dòng), and what to do now."""

    BAD_ENCODING = "BAD_ENCODING", "Có chữ không đọc được. Lưu lại tệp với bảng mã UTF-8."
    NUL_BYTES = "NUL_BYTES", "Có ký tự rỗng (NUL): tệp hỏng ở dòng này. Xuất lại dòng từ nguồn."
    BAD_JSON = "BAD_JSON", "Không phải một đối tượng JSON trọn vẹn. Sửa hoặc xoá dòng này."
    BAD_ROW = "BAD_ROW", "Không tách được thành ô. Kiểm tra dấu ngoặc kép của dòng này."
    NO_TITLE = "NO_TITLE", "Thiếu chức danh. Điền cột «title»."
    NO_COMPANY = "NO_COMPANY", "Thiếu tên nơi tuyển. Điền cột «company»."
    FIELD_TOO_LONG = "FIELD_TOO_LONG", "Có ô quá dài. Rút gọn ô đó."
    NEGATIVE_WAGE = "NEGATIVE_WAGE", "Lương là số âm. Sửa cột «salary»."
