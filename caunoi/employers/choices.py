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


class ReportState(TextChoices):
    """How far a report of an employer is (báo cáo của đơn vị)."""

    DRAFT = "DRAFT", "Đang lưu"
    SENT = "SENT", "Đã nhận"
    REPLACED = "REPLACED", "Đã có bản gửi sau"
    WITHDRAWN = "WITHDRAWN", "Đã rút"


class JobGroup(TextChoices):
    """Post of a worker as 01/PLI and 02/PLI group it (vị trí việc làm)."""

    MANAGER = "MANAGER", "Nhà quản lý"
    HIGH = "HIGH", "Chuyên môn kỹ thuật bậc cao"
    MIDDLE = "MIDDLE", "Chuyên môn kỹ thuật bậc trung"
    OTHER = "OTHER", "Khác"


class ContractGroup(TextChoices):
    """Contract of a worker as 02/PLI groups it (loại hợp đồng lao động)."""

    INDEFINITE = "INDEFINITE", "Không xác định thời hạn"
    FIXED = "FIXED", "Xác định thời hạn"
    OTHER = "OTHER", "Khác (dưới 1 tháng, thử việc)"


class ForeignPost(TextChoices):
    """Post of a foreign worker (Thông tư 01/2022 Mẫu 03)."""

    MANAGER = "MANAGER", "Nhà quản lý"
    DIRECTOR = "DIRECTOR", "Giám đốc điều hành"
    EXPERT = "EXPERT", "Chuyên gia"
    TECHNICIAN = "TECHNICIAN", "Lao động kỹ thuật"


class ReportRow(TextChoices):
    """The three rows of 02/PLI."""

    FIRM = "FIRM", "Doanh nghiệp"
    COOPERATIVE = "COOPERATIVE", "Hợp tác xã"
    OFFICE = "OFFICE", "Cơ quan, tổ chức"
