from django.db.models import TextChoices


class VacancyState(TextChoices):
    """Where a vacancy stands (tình trạng tin tuyển dụng)."""

    DRAFT = "DRAFT", "Bản nháp"
    OPEN = "OPEN", "Đang tuyển"
    CLOSED = "CLOSED", "Đã đóng"


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
