"""Words of training support: of workers who lost their work, and of employers who keep theirs."""

from typing import Final

from django.db.models import TextChoices


class TrainingState(TextChoices):
    """How far a worker's file is (tình trạng hồ sơ hỗ trợ đào tạo)."""

    SENT = "SENT", "Đã gửi qua mạng"
    RECEIVED = "RECEIVED", "Đã tiếp nhận"
    SUPPLEMENT = "SUPPLEMENT", "Chờ bổ sung giấy tờ"
    PROPOSED = "PROPOSED", "Chờ duyệt"
    APPROVED = "APPROVED", "Chờ đến nhận quyết định"
    STUDYING = "STUDYING", "Đang học"
    ENDED = "ENDED", "Đã kết thúc khoá"
    REFUSED = "REFUSED", "Không được hỗ trợ"
    WITHDRAWN = "WITHDRAWN", "Đã rút đề nghị"
    CANCELLED = "CANCELLED", "Đã huỷ quyết định"


OPEN_TRAINING: Final = (
    TrainingState.SENT,
    TrainingState.RECEIVED,
    TrainingState.SUPPLEMENT,
    TrainingState.PROPOSED,
    TrainingState.APPROVED,
    TrainingState.STUDYING,
)
# What is computed and decided on may still be changed.
TRAINING_IN_HAND: Final = (TrainingState.RECEIVED, TrainingState.SUPPLEMENT)


# While nothing is proposed the person may still send papers.
TAKES_PAPERS: Final = (TrainingState.SENT, *TRAINING_IN_HAND)


class TrainingPaperKind(TextChoices):
    """A paper sent with a file (giấy tờ kèm theo; N374 Điều 12 khoản 1)."""

    TERMINATION = "TERMINATION", "Giấy tờ chấm dứt hợp đồng"
    BENEFIT = "BENEFIT", "Quyết định hưởng trợ cấp của tỉnh khác"
    CATCH_UP = "CATCH_UP", "Cam kết dạy bù của cơ sở đào tạo"
    OTHER = "OTHER", "Giấy tờ khác"


class TrainingGround(TextChoices):
    """On what somebody asks for training support (N374 Điều 12 khoản 1)."""

    BENEFIT = "BENEFIT", "Đang hưởng trợ cấp ở đây"
    WAITING = "WAITING", "Đang chờ kết quả trợ cấp ở đây"
    ELSEWHERE = "ELSEWHERE", "Đang hưởng trợ cấp ở tỉnh khác"
    LEFT = "LEFT", "Không hưởng trợ cấp, đã chấm dứt hợp đồng"


class FeePer(TextChoices):
    """What the school's fee is for (học phí)."""

    COURSE = "COURSE", "cả khoá"
    MONTH = "MONTH", "một tháng"


class SupportState(TextChoices):
    """How far an employer's file is (tình trạng hồ sơ của đơn vị)."""

    RECEIVED = "RECEIVED", "Đã tiếp nhận"
    SUPPLEMENT = "SUPPLEMENT", "Chờ bổ sung giấy tờ"
    PROPOSED = "PROPOSED", "Chờ duyệt"
    GRANTED = "GRANTED", "Đã có quyết định, chờ chuyển tiền"
    PAID = "PAID", "Đã nhận kinh phí"
    SETTLED = "SETTLED", "Đã quyết toán"
    REFUSED = "REFUSED", "Không được hỗ trợ"
    RETURNED = "RETURNED", "Đã trả lại hồ sơ"
    CANCELLED = "CANCELLED", "Đã huỷ quyết định"
    RECOVERED = "RECOVERED", "Đã thu hồi toàn bộ"


OPEN_SUPPORT: Final = (
    SupportState.RECEIVED,
    SupportState.SUPPLEMENT,
    SupportState.PROPOSED,
    SupportState.GRANTED,
    SupportState.PAID,
)
SUPPORT_IN_HAND: Final = (SupportState.RECEIVED, SupportState.SUPPLEMENT)
# An employer is supported once: these files count as support.
SUPPORTED: Final = (SupportState.GRANTED, SupportState.PAID, SupportState.SETTLED)


class RiskCause(TextChoices):
    """Why jobs are at risk (N374 Điều 22 khoản 1)."""

    RESTRUCTURING = "RESTRUCTURING", "Thay đổi cơ cấu, công nghệ"
    ECONOMIC = "ECONOMIC", "Lý do kinh tế"
    DISASTER = "DISASTER", "Thiên tai, hoả hoạn, địch hoạ, dịch bệnh nguy hiểm"
    RELOCATION = "RELOCATION", "Di dời hoặc thu hẹp địa điểm theo quyết định"
    NONE = "NONE", "Lý do khác"


class TraineeContract(TextChoices):
    """Contract of a worker who is trained (loại hợp đồng)."""

    INDEFINITE = "INDEFINITE", "Không xác định thời hạn"
    FIXED = "FIXED", "Xác định thời hạn"
    WORK = "WORK", "Hợp đồng làm việc"


class TraineeLeaving(TextChoices):
    """How a trained worker's contract ended (N374 Điều 25)."""

    EMPLOYER_RIGHT = "EMPLOYER_RIGHT", "Đơn vị đơn phương chấm dứt đúng luật"
    DISMISSED = "DISMISSED", "Bị sa thải"
    WORKER_RIGHT = "WORKER_RIGHT", "Người lao động đơn phương chấm dứt đúng luật"
    WORKER_UNLAWFUL = "WORKER_UNLAWFUL", "Người lao động đơn phương chấm dứt trái luật"
    OTHER = "OTHER", "Không bố trí được việc làm, trường hợp khác"


class SupportDecisionKind(TextChoices):
    """What is decided for an employer (forms 27, 28, 29, 31)."""

    GRANT = "GRANT", "Quyết định hỗ trợ đơn vị đào tạo"
    REFUSE = "REFUSE", "Thông báo không hỗ trợ đơn vị"
    RECOVER = "RECOVER", "Quyết định thu hồi kinh phí"
    CANCEL = "CANCEL", "Quyết định huỷ hỗ trợ đơn vị"


SUPPORT_FORMS: Final = {
    SupportDecisionKind.GRANT: "N374-M27",
    SupportDecisionKind.REFUSE: "N374-M28",
    SupportDecisionKind.RECOVER: "N374-M29",
    SupportDecisionKind.CANCEL: "N374-M31",
}


class RecoverWhy(TextChoices):
    """Why an employer pays back (N374 Điều 26 khoản 7, 9, 10)."""

    SURPLUS = "SURPLUS", "Kinh phí còn dư sau quyết toán"
    UNNEEDED = "UNNEEDED", "Không có nhu cầu hỗ trợ nữa (Mẫu 30)"
    UNKEPT = "UNKEPT", "Không bố trí, duy trì được việc làm (Mẫu 32)"
