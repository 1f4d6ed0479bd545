from django.db.models import TextChoices


class RunState(TextChoices):
    """Where a matching run stands (tình trạng phương án)."""

    RUNNING = "RUNNING", "Đang tính"
    DONE = "DONE", "Đã tính xong"
    FAILED = "FAILED", "Không tính được"
