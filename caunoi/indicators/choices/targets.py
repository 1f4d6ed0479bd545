"""How a plan comes about and how far it is reached."""

from django.db.models import TextChoices


class TargetState(TextChoices):
    """How far a target is (kế hoạch)."""

    PROPOSED = "PROPOSED", "Đề xuất"
    ASSIGNED = "ASSIGNED", "Đã giao"
    ACCEPTED = "ACCEPTED", "Đã nhận"
    CHANGED = "CHANGED", "Đã điều chỉnh"


class TargetOrigin(TextChoices):
    """Where its value comes from."""

    STATED = "STATED", "Được giao"
    SHARED = "SHARED", "Chia từ kế hoạch cấp trên"
    FROM_PERCENT = "FROM_PERCENT", "Suy ra từ tỷ lệ hoàn thành"  # only the percentage was printed


class Standing(TextChoices):
    """How an indicator stands beside its plan on a day (mức)."""

    BEYOND = "BEYOND", "Vượt"
    REACHED = "REACHED", "Đạt"
    SLOW = "SLOW", "Chậm"
    AT_RISK = "AT_RISK", "Nguy cơ"
    NO_PLAN = "NO_PLAN", "Chưa có kế hoạch"
