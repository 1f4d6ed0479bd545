"""Words of the report of services."""

from django.db.models import TextChoices


class Section(TextChoices):
    """Parts of the official report of a public centre (NĐ 352/2025 PL III Mẫu 01)."""

    SESSIONS = "1", "Phiên giao dịch việc làm"
    COUNSELLING = "2", "Tư vấn"
    PLACEMENT = "3", "Giới thiệu việc làm"
    TRAINING = "4", "Đào tạo kỹ năng, nghề"
    BENEFIT = "5", "Bảo hiểm thất nghiệp"
    MARKET = "6", "Thu thập thông tin thị trường lao động"
