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
