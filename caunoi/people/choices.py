from django.db.models import TextChoices


class SocialInsurance(TextChoices):
    """Tham gia bảo hiểm xã hội (NĐ 318/2025 mục 11)."""

    NONE = "NONE", "Không tham gia"
    VOLUNTARY = "VOLUNTARY", "Tự nguyện"
    COMPULSORY = "COMPULSORY", "Bắt buộc"


class Verification(TextChoices):
    """Đối chiếu với Cơ sở dữ liệu quốc gia về dân cư."""

    NOT_YET = "NOT_YET", "Chưa đối chiếu"
    MATCH = "MATCH", "Khớp"
    MISMATCH = "MISMATCH", "Có chỗ khác"
    NOT_FOUND = "NOT_FOUND", "Không tìm thấy"


class Purpose(TextChoices):
    """Mục đích xử lý dữ liệu mà người dân đồng ý hoặc không (Luật 91/2025)."""

    CENTRE = "CENTRE", "Trung tâm tư vấn, giới thiệu việc làm cho tôi"
    EMPLOYERS = "EMPLOYERS", "Doanh nghiệp được tìm thấy tôi"
    STATISTICS = "STATISTICS", "Dùng vào thống kê, không nêu tên"
    MESSAGES = "MESSAGES", "Nhắn cho tôi khi có việc hợp"
