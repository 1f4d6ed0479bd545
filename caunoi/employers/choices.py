from django.db.models import TextChoices


class CheckState(TextChoices):
    """How far the centre is with verifying an employer (xác minh)."""

    PENDING = "PENDING", "Chờ xác minh"
    MORE_ASKED = "MORE_ASKED", "Chờ bổ sung"
    APPROVED = "APPROVED", "Đã xác minh"
    REFUSED = "REFUSED", "Không xác minh"
    ENDED = "ENDED", "Đã thôi"


class Proof(TextChoices):
    """Where the centre looked: two different ones for each employer."""

    BUSINESS_REGISTER = "BUSINESS_REGISTER", "Cổng đăng ký doanh nghiệp quốc gia"
    TAX = "TAX", "Tra cứu mã số thuế"
    PAPER = "PAPER", "Bản gốc giấy đăng ký"
    CALL = "CALL", "Gọi số điện thoại trụ sở"
    VISIT = "VISIT", "Đến tận nơi"
    INSURANCE = "INSURANCE", "Danh sách đóng bảo hiểm xã hội"
    ZONE = "ZONE", "Ban quản lý khu công nghiệp"
    COMMUNE = "COMMUNE", "Uỷ ban nhân dân xã, phường"
