"""How far reports are."""

from django.db.models import TextChoices


class ReportState(TextChoices):
    """A report of figures (báo cáo tổng kết)."""

    DRAFT = "DRAFT", "Dự thảo"
    SIGNED = "SIGNED", "Đã ký"


class ReceiptState(TextChoices):
    """A report that is due by law (báo cáo định kỳ)."""

    DUE = "DUE", "Chưa gửi"
    SENT = "SENT", "Đã gửi"
    RECEIVED = "RECEIVED", "Đã nhận"
    RETURNED = "RETURNED", "Bị trả lại"
