"""Words of campaigns."""

from django.db.models import TextChoices


class Pace(TextChoices):
    """How far a commune is on a day (tiến độ)."""

    DONE = "DONE", "Đủ kế hoạch"
    ON_PACE = "ON_PACE", "Kịp tiến độ"
    BEHIND = "BEHIND", "Chậm"
    NOTHING = "NOTHING", "Chưa gửi"
