"""Words of decisions."""

from typing import Final

from django.db.models import TextChoices


class DecisionKind(TextChoices):
    """What is decided (loại văn bản; forms of Decree 374/2025)."""

    GRANT = "GRANT", "Quyết định hưởng trợ cấp thất nghiệp"
    REFUSE = "REFUSE", "Thông báo không được hưởng trợ cấp thất nghiệp"
    CANCEL = "CANCEL", "Quyết định huỷ quyết định hưởng"
    RESERVE = "RESERVE", "Quyết định bảo lưu thời gian đóng"
    SUSPEND = "SUSPEND", "Quyết định tạm dừng hưởng"
    RESUME = "RESUME", "Quyết định tiếp tục hưởng"
    END = "END", "Quyết định chấm dứt hưởng"
    RECOVER = "RECOVER", "Quyết định thu hồi tiền"
    MOVE_NOTICE = "MOVE_NOTICE", "Quyết định dời ngày thông báo tìm việc"
    TRAINING = "TRAINING", "Quyết định hỗ trợ đào tạo"


# The form of Decree 374/2025 each is written in; none for what the decree has no form of.
FORMS: Final = {
    DecisionKind.GRANT: "N374-M12",
    DecisionKind.REFUSE: "N374-M06",
    DecisionKind.CANCEL: "N374-M08",
    DecisionKind.RESERVE: "N374-M14",
    DecisionKind.SUSPEND: "N374-M15",
    DecisionKind.RESUME: "N374-M16",
    DecisionKind.END: "N374-M18",
    DecisionKind.RECOVER: "N374-M09",
    DecisionKind.TRAINING: "N374-M05",
}


class DecisionState(TextChoices):
    """How far a decision is."""

    PROPOSED = "PROPOSED", "Chờ duyệt"
    RETURNED = "RETURNED", "Trả lại để xem lại"
    APPROVED = "APPROVED", "Đã duyệt, đã cấp số"
    COLLECTED = "COLLECTED", "Người lao động đã nhận"
    CANCELLED = "CANCELLED", "Đã huỷ"


NUMBERED: Final = (DecisionState.APPROVED, DecisionState.COLLECTED, DecisionState.CANCELLED)

# What ends the work on a claim; the other kinds belong to the life of the benefit.
OF_A_CLAIM: Final = (DecisionKind.GRANT, DecisionKind.REFUSE, DecisionKind.CANCEL)
# What happens to a benefit that was collected.
OF_A_BENEFIT: Final = (
    DecisionKind.RESERVE,
    DecisionKind.SUSPEND,
    DecisionKind.RESUME,
    DecisionKind.END,
    DecisionKind.RECOVER,
    DecisionKind.MOVE_NOTICE,
)
