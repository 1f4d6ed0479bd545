from django.db.models import TextChoices


class AgreementKind(TextChoices):
    """What is agreed on (loại thoả thuận)."""

    SUPPLY = "SUPPLY", "Cung ứng lao động"
    TRAINING = "TRAINING", "Đào tạo theo đơn đặt hàng"


class AgreementState(TextChoices):
    """How far an agreement is (tình trạng)."""

    DRAFT = "DRAFT", "Bản thảo"
    SIGNED = "SIGNED", "Đã ký"
    ENDED = "ENDED", "Đã kết thúc"
